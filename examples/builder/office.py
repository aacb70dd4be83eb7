"""Office files (DOCX, XLSX, PPTX), archives and mail, with nothing in them that changes from run to run."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from email.message import EmailMessage

import docx
import pptx
import xlsxwriter
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from pptx.util import Inches
from pptx.util import Pt as SlidePt

from . import blocks as b

MADE = dt.datetime(2024, 6, 3, 8, 0, 0)  # noqa: DTZ001 - office properties carry no time zone
_ZIP_TIME = (2024, 6, 3, 8, 0, 0)
Cell = str | int | float


def archive(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP archive whose bytes depend on the members only."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, data in members:
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            packed.writestr(entry, data, compresslevel=9)
    return target.getvalue()


def _repacked(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return archive((entry.filename, packed.read(entry)) for entry in packed.infolist())


def docx_file(document: b.Written) -> bytes:
    """The document as DOCX."""
    file = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    style = file.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    style.paragraph_format.space_after = Pt(4)
    for block in document.blocks:
        _add(file, block)
    properties = file.core_properties
    properties.title, properties.author, properties.last_modified_by = document.title, document.author, document.author
    properties.comments = "Instansi, nama, dan isi dokumen ini rekaan."
    properties.created = properties.modified = MADE
    properties.revision = 1
    target = io.BytesIO()
    file.save(target)
    return _repacked(target.getvalue())


def _add(file: docx.document.Document, block: b.Block) -> None:
    match block:
        case b.Centre(text, bold, size):
            run = file.add_paragraph().add_run(text)
            run.bold, run.font.size = bold, Pt(size)
            file.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
            file.paragraphs[-1].paragraph_format.space_after = Pt(0)
        case b.Para(text, indent):
            _plain(file, text, Cm(0.75 * indent))
        case b.Heading(text):
            paragraph = file.add_paragraph()
            paragraph.add_run(text).bold = True
            paragraph.paragraph_format.space_before = Pt(8)
            paragraph.paragraph_format.keep_with_next = True
        case b.Item(marker, text, level):
            paragraph = _plain(file, f"{marker}\t{text}", Cm(0.75 * (level + 1)))
            paragraph.paragraph_format.first_line_indent = Cm(-0.75)
        case b.Field(label, text):
            paragraph = file.add_paragraph(f"{label}\t{':' if label else ''}\t{text}")
            form = paragraph.paragraph_format
            form.left_indent, form.first_line_indent = Cm(4), Cm(-4)
            form.tab_stops.add_tab_stop(Cm(3.6))
            form.tab_stops.add_tab_stop(Cm(4))
            form.space_after = Pt(2)
        case b.Table(rows, widths):
            table = file.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
            table.autofit = False
            for column, share in zip(table.columns, widths, strict=True):
                column.width = Cm(16 * share / sum(widths))
            for number, row in enumerate(rows):
                cells = table.add_row().cells
                for cell, text, share in zip(cells, row, widths, strict=True):
                    cell.width = Cm(16 * share / sum(widths))
                    cell.paragraphs[0].paragraph_format.space_after = Pt(1)
                    run = cell.paragraphs[0].add_run(text)
                    run.bold, run.font.size = number == 0, Pt(9)
            file.add_paragraph()
        case b.Signature(lines):
            for line in ("", *lines):
                file.add_paragraph(line).paragraph_format.left_indent = Cm(8)
                file.paragraphs[-1].paragraph_format.space_after = Pt(0)
                file.paragraphs[-1].paragraph_format.keep_with_next = line != lines[-1]
        case b.Rule():
            border = docx.oxml.OxmlElement("w:pBdr")
            bottom = docx.oxml.OxmlElement("w:bottom")
            for key, value in (("val", "single"), ("sz", "12"), ("space", "1"), ("color", "000000")):
                bottom.set(qn(f"w:{key}"), value)
            border.append(bottom)
            file.add_paragraph()._p.get_or_add_pPr().append(border)
        case b.Space(points):
            file.add_paragraph().paragraph_format.space_after = Pt(points)
        case b.PageBreak():
            file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _plain(file: docx.document.Document, text: str, indent: Cm) -> Paragraph:
    paragraph = file.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.left_indent = indent
    return paragraph


def xlsx_file(title: str, sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Cell]]]]) -> bytes:
    """A workbook; each sheet has a name, lines above the table, and rows of which the first is the head."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties(
            {
                "title": title,
                "author": "Pemerintah Kota Nusa Bahari",
                "created": MADE,
                "comments": "Instansi, nama, dan isi dokumen ini rekaan.",
            }
        )
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7", "text_wrap": True, "valign": "top"})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "#,##0"})
        for name, lines, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_string(number, 0, line, bold)
            start = len(lines) + 1
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    sheet.write(start + number, column, value, cell if number else head)
            for column in range(len(rows[0])):
                longest = max(len(str(row[column])) for row in rows)
                sheet.set_column(column, column, min(max(longest + 2, 6), 64))
            sheet.freeze_panes(start + 1, 0)
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
    return target.getvalue()


def pptx_file(title: str, subtitle: str, slides: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    """A presentation: a title slide, then one slide per heading with its points."""
    show = pptx.Presentation()
    show.slide_width, show.slide_height = Inches(10), Inches(5.625)
    first = show.slides.add_slide(show.slide_layouts[0])
    first.shapes.title.text = title
    first.placeholders[1].text = subtitle
    _place(first.shapes.title, 0.75, 1.2, 8.5, 1.6)
    _place(first.placeholders[1], 0.75, 3.0, 8.5, 1.2)
    for heading, points in slides:
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = heading
        _place(slide.shapes.title, 0.5, 0.25, 9, 0.9)
        body = slide.placeholders[1]
        _place(body, 0.5, 1.25, 9, 4)
        body.text_frame.text = points[0]
        for point in points[1:]:
            body.text_frame.add_paragraph().text = point
        for paragraph in body.text_frame.paragraphs:
            paragraph.font.size = SlidePt(18)
        slide.shapes.title.text_frame.paragraphs[0].font.size = SlidePt(28)
    properties = show.core_properties
    properties.title, properties.author, properties.last_modified_by = title, subtitle, subtitle
    properties.created = properties.modified = MADE
    properties.revision = 1
    target = io.BytesIO()
    show.save(target)
    return _repacked(target.getvalue())


def _place(shape: pptx.shapes.base.BaseShape, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = Inches(left), Inches(top), Inches(width), Inches(height)


def eml_file(*, sender: str, to: str, date: str, subject: str, body: str, attachment: tuple[str, bytes]) -> bytes:
    """A saved mail with one PDF attached. ``date`` is written as a mail header writes it."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Date"], mail["Subject"] = sender, to, date, subject
    mail["Message-ID"] = "<20240506-1@surel.nusabahari.example>"
    mail.set_content(body, cte="8bit")
    name, data = attachment
    mail.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    mail.set_boundary("batas-surat-nusa-bahari")
    return mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
