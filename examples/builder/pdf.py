"""PDF files: written documents, scans without a text layer, locked and cut-off files."""

from __future__ import annotations

import io
import random
from xml.sax.saxutils import escape

import pikepdf
import pypdfium2
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from . import blocks as b

FOOTER = "Instansi, nama, dan isi dokumen ini rekaan."
_MARGIN = 25 * mm
_LINE = A4[0] - 2 * _MARGIN
_INDENT = 18


def pdf(document: b.Written, *, embedded_font: bool = False) -> bytes:
    """The document as PDF with a text layer; the same bytes every time.

    ``embedded_font`` takes a font that travels inside the file, so that rendering it needs no font of the machine.
    """
    regular, bold = ("Vera", "VeraBd") if embedded_font else ("Times-Roman", "Times-Bold")
    if embedded_font:
        for name in (regular, bold):
            pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    size = 9.5 if embedded_font else 11
    target = io.BytesIO()
    template = BaseDocTemplate(
        target,
        pagesize=A4,
        invariant=1,
        pageCompression=1,
        title=document.title,
        author=document.author,
        subject=FOOTER,
        creator="examples/build.py",
    )

    def head(canvas: Canvas, page: BaseDocTemplate) -> None:
        canvas.setFont(regular, 9)
        if page.page > 1:
            canvas.drawCentredString(A4[0] / 2, A4[1] - 13 * mm, f"- {page.page} -")

    def foot(canvas: Canvas, _page: BaseDocTemplate) -> None:
        canvas.setFont(regular, 7)
        canvas.setFillColor(colors.grey)
        canvas.drawCentredString(A4[0] / 2, 11 * mm, FOOTER)

    frame = Frame(_MARGIN, 22 * mm, _LINE, A4[1] - 42 * mm, 0, 0, 0, 0)
    template.addPageTemplates(PageTemplate("page", [frame], onPage=head, onPageEnd=foot))
    styles = _Styles(regular, bold, size)
    template.build([styles.flowable(block) for block in document.blocks])
    return target.getvalue()


class _Styles:
    """Turns blocks into flowables with one pair of fonts."""

    def __init__(self, regular: str, bold: str, size: float) -> None:
        self.regular = regular
        self.bold = bold
        self.size = size
        self.body = ParagraphStyle(
            "body", fontName=regular, fontSize=size, leading=size * 1.3, alignment=TA_JUSTIFY, spaceAfter=4
        )
        self.left = ParagraphStyle("left", parent=self.body, alignment=0, spaceAfter=0)
        self.head = ParagraphStyle("head", parent=self.left, fontName=bold, spaceBefore=8, spaceAfter=4, keepWithNext=1)
        self.cell = ParagraphStyle("cell", parent=self.left, fontSize=size - 2, leading=(size - 2) * 1.2)
        self.cell_head = ParagraphStyle("cell_head", parent=self.cell, fontName=bold, alignment=TA_CENTER)

    def flowable(self, block: b.Block) -> Flowable:
        """One block as reportlab draws it."""
        match block:
            case b.Centre(text, bold, size):
                font = self.bold if bold else self.regular
                points = size if self.regular == "Times-Roman" else size - 1.5
                style = ParagraphStyle(
                    "centre",
                    parent=self.body,
                    fontName=font,
                    fontSize=points,
                    leading=points * 1.3,
                    alignment=TA_CENTER,
                    spaceAfter=1,
                    keepWithNext=1,
                )
                return Paragraph(escape(text), style)
            case b.Para(text, indent):
                return Paragraph(escape(text), ParagraphStyle("para", parent=self.body, leftIndent=indent * _INDENT))
            case b.Heading(text):
                return Paragraph(escape(text), self.head)
            case b.Item(marker, text, level):
                start = level * _INDENT
                style = ParagraphStyle(
                    "item",
                    parent=self.body,
                    leftIndent=start + 22,
                    bulletIndent=start,
                    bulletFontName=self.regular,
                    bulletFontSize=self.size,
                )
                return Paragraph(escape(text), style, bulletText=marker)
            case b.Field(label, text):
                row = [Paragraph(escape(label), self.left), ":" if label else "", Paragraph(escape(text), self.body)]
                table = Table([row], colWidths=[106, 12, _LINE - 118])
                table.setStyle(
                    TableStyle(
                        [
                            ("VALIGN", (0, 0), (-1, -1), "TOP"),
                            ("LEFTPADDING", (0, 0), (-1, -1), 0),
                            ("TOPPADDING", (0, 0), (-1, -1), 1),
                            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                            ("FONT", (1, 0), (1, 0), self.regular, self.size),
                        ]
                    )
                )
                return table
            case b.Table(rows, widths):
                cells = [
                    [Paragraph(escape(text), self.cell if number else self.cell_head) for text in row]
                    for number, row in enumerate(rows)
                ]
                table = Table(
                    cells,
                    colWidths=[_LINE * share / sum(widths) for share in widths],
                    repeatRows=1,
                    spaceBefore=4,
                    spaceAfter=8,
                )
                table.setStyle(
                    TableStyle(
                        [
                            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                            ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
                            ("VALIGN", (0, 0), (-1, -1), "TOP"),
                        ]
                    )
                )
                return table
            case b.Signature(lines):
                style = ParagraphStyle("sign", parent=self.left, leftIndent=_LINE * 0.5)
                return KeepTogether([Spacer(1, 10), *(Paragraph(escape(line) or "&nbsp;", style) for line in lines)])
            case b.Rule():
                return HRFlowable(width="100%", thickness=1.2, color=colors.black, spaceBefore=3, spaceAfter=8)
            case b.Space(points):
                space = Spacer(1, points)
                space.keepWithNext = True
                return space
            case b.PageBreak():
                return PageBreak()


def scan(document: b.Written, *, seed: int) -> bytes:
    """The document as it comes from a scanner: slightly turned and noisy page pictures, no text layer."""
    source = pypdfium2.PdfDocument(pdf(document, embedded_font=True))
    dice = random.Random(seed)
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setCreator("Pemindai kantor")
    canvas.setTitle("scan0001")
    pages = list(source)
    first = pages[0]
    for page in pages:
        picture = page.render(scale=120 / 72, grayscale=True).to_pil()
        if page is first:
            _stamp(picture)
        picture = picture.rotate(dice.choice([-0.8, 0.9, 0.7]), fillcolor=244, resample=Image.Resampling.BICUBIC)
        noise = Image.frombytes(
            "L", (picture.width // 2, picture.height // 2), dice.randbytes((picture.width // 2) * (picture.height // 2))
        )
        picture = Image.blend(picture, noise.resize(picture.size, Image.Resampling.BILINEAR), 0.07)
        jpeg = io.BytesIO()
        picture.save(jpeg, "JPEG", quality=38)
        jpeg.seek(0)
        canvas.drawImage(ImageReader(jpeg), 0, 0, *A4)
        canvas.showPage()
    source.close()
    canvas.save()
    return target.getvalue()


def _stamp(picture: Image.Image) -> None:
    """A round office stamp and a stroke of the pen over the signature block."""
    pen = ImageDraw.Draw(picture)
    x, y = picture.width // 2 - 20, picture.height // 2 - 55
    for radius in (62, 56, 34):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=120, width=2)
    pen.text((x, y), "KOTA NUSA\nBAHARI", 120, ImageFont.load_default(9), anchor="mm", align="center")
    points = [(x + 30 + 9 * step, y + (-1) ** step * (30 - 3 * step)) for step in range(11)]
    pen.line(points, fill=70, width=2, joint="curve")


def locked(data: bytes, password: str) -> bytes:
    """The PDF behind a password.

    RC4 (revision 3) and a static id keep the bytes the same on every run; AES would draw random numbers. Nothing here
    is secret.
    """
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(
            target,
            static_id=True,
            encryption=pikepdf.Encryption(user=password, owner=password, R=3, aes=False, metadata=False),
        )
    return target.getvalue()


def cut_off(data: bytes) -> bytes:
    """The first part of a PDF, as an upload that was interrupted leaves it: no program can open it."""
    return data[: len(data) // 6]
