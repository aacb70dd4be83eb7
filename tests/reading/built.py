"""Documents built for tests: whole, broken and hostile ones. Nothing here comes from a real agency."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from spbe_checklist.facts.facts import Reading
from spbe_checklist.reading.readers import BinarySource, ReadLimits, read

Content = Mapping[str, str | bytes]


def read_bytes(data: bytes, name: str, limits: ReadLimits | None = None) -> Reading:
    """Read a document held in memory."""
    return read(BinarySource(data=data), name, limits)


def pdf(pages: Sequence[str | None], *, title: str | None = None, outline: Sequence[str] = ()) -> bytes:
    """A PDF with one page per text; None is a page that is one big picture."""
    from PIL import Image
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    if title:
        canvas.setTitle(title)
    picture = ImageReader(Image.new("L", (60, 85), 200))
    for number, text in enumerate(pages):
        if text is None:
            canvas.drawImage(picture, 0, 0, *A4)
        else:
            lines = canvas.beginText(60, 780)
            for line in text.split("\n"):
                lines.textLine(line)
            canvas.drawText(lines)
        if number < len(outline):
            canvas.bookmarkPage(str(number))
            canvas.addOutlineEntry(outline[number], str(number))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def searchable_scan(text: str) -> bytes:
    """A page picture with an invisible text layer, as OCR programs write it."""
    from PIL import Image
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawImage(ImageReader(Image.new("L", (60, 85), 200)), 0, 0, *A4)
    lines = canvas.beginText(60, 780)
    lines.setTextRenderMode(3)
    for line in text.split("\n"):
        lines.textLine(line)
    canvas.drawText(lines)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(["rahasia"]))) as document:
        document.save(out, encryption=pikepdf.Encryption(user="a", owner="b", R=6))
    return out.getvalue()


def signed_pdf() -> bytes:
    """A PDF with a signature dictionary; the signature itself is nonsense."""
    import pikepdf
    from pikepdf import Array, Dictionary, Name, String

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(["Surat yang ditandatangani"]))) as document:
        signature = document.make_indirect(
            Dictionary(
                Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), SubFilter=Name("/adbe.pkcs7.detached"),
                ByteRange=Array([0, 1, 2, 3]), Contents=String("00"),
            )
        )  # fmt: skip
        field = document.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("Tanda"), V=signature,
                Rect=Array([0, 0, 0, 0]), P=document.pages[0].obj,
            )
        )  # fmt: skip
        document.Root.AcroForm = document.make_indirect(Dictionary(Fields=Array([field]), SigFlags=3))
        document.pages[0].Annots = Array([field])
        document.save(out)
    return out.getvalue()


def circular_pdf() -> bytes:
    """A PDF whose page tree and cross references point at themselves."""
    body = (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 100000>>\nendobj\n"
    )
    start = len(body)
    table = f"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n{body.index(b'2 0 obj'):010d} 00000 n \n"
    trailer = f"trailer\n<</Size 3/Root 1 0 R/Prev {start}>>\nstartxref\n{start}\n%%EOF\n"
    return body + table.encode() + trailer.encode()


def docx(
    paragraphs: Sequence[str] = (),
    *,
    header: str = "",
    footer: str = "",
    title: str = "",
    table: Sequence[Sequence[str]] = (),
) -> bytes:
    """A Word document; a paragraph that is a form feed is a page break."""
    import docx as python_docx

    document = python_docx.Document()
    document.core_properties.title = title
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    for text in paragraphs:
        if text == "\f":
            document.add_page_break()
        else:
            document.add_paragraph(text)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, values in enumerate(table):
            for column, value in enumerate(values):
                grid.cell(row, column).text = value
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook from rows per sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pptx(slides: Sequence[tuple[str, str]]) -> bytes:
    """A presentation from titles and notes."""
    import pptx as python_pptx

    show = python_pptx.Presentation()
    for title, notes in slides:
        slide = show.slides.add_slide(show.slide_layouts[0])
        slide.shapes.title.text = title
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def picture(kind: str, size: tuple[int, int] = (30, 20)) -> bytes:
    """A picture in a Pillow format."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def archive(members: Content, *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return out.getvalue()


def with_flag_encrypted(data: bytes) -> bytes:
    """A zip file whose entries all claim to be encrypted."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = changed.find(mark)
        while position >= 0:
            changed[position + offset] |= 1
            position = changed.find(mark, position + 4)
    return bytes(changed)


def lying_zip(name: str, content: bytes, claimed: int) -> bytes:
    """A zip file with one entry that claims another size than it has, with the right checksum."""
    data = bytearray(archive({name: content}))
    local, central = data.find(b"PK\x03\x04"), data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, local + 22, claimed)
    struct.pack_into("<I", data, central + 24, claimed)
    return bytes(data)


def odt(content: str, *, styles: str = "", meta: str = "", kind: str = "text", manifest: str = "<manifest/>") -> bytes:
    """An OpenDocument file from the XML inside office:body."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document {spaces}><office:body>{content}</office:body></office:document>",
        "META-INF/manifest.xml": manifest,
    }
    if styles:
        parts["styles.xml"] = f"<office:document-styles {spaces}>{styles}</office:document-styles>"
    if meta:
        parts["meta.xml"] = f"<office:document-meta {spaces}><office:meta>{meta}</office:meta></office:document-meta>"
    return archive(parts)


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (OLE2) with these streams, each padded to 4096 bytes or more; ``a/b`` lies in the storage ``a``.

    Written by hand after [MS-CFB]: 512-byte sectors, no mini stream.
    """
    sector = 512
    padded = {name: data.ljust(max(4096, -(-len(data) // sector) * sector), b"\0") for name, data in streams.items()}
    chains: list[list[int]] = []
    used = 0
    for data in padded.values():
        count = len(data) // sector
        chains.append(list(range(used, used + count)))
        used += count
    entries = len({part for name in padded for part in accumulate(name.split("/"), "{}/{}".format)}) + 1
    directory = list(range(used, used + -(-entries * 128 // sector)))
    used += len(directory)
    fat_count = 1
    while (used + fat_count) > fat_count * 128:
        fat_count += 1
    fat_sectors = list(range(used, used + fat_count))
    table = [0xFFFFFFFF] * (fat_count * 128)
    for chain in (*chains, directory):
        for here, after in zip(chain, [*chain[1:], 0xFFFFFFFE], strict=True):
            table[here] = after
    for number in fat_sectors:
        table[number] = 0xFFFFFFFD
    records = [b""]
    starts = {name: chain[0] for name, chain in zip(padded, chains, strict=True)}

    def storage(folder: str) -> int:
        """Write the records of a storage's content; the number of the first of them."""
        inner = {name.removeprefix(folder).split("/")[0] for name in padded if name.startswith(folder)}
        names = sorted(inner, key=lambda name: (len(name), name.upper()))
        first = len(records)
        records.extend([b""] * len(names))
        for position, name in enumerate(names):
            right = first + position + 1 if position + 1 < len(names) else 0xFFFFFFFF
            path = folder + name
            records[first + position] = (
                _entry(name, 2, starts[path], len(padded[path]), right=right)
                if path in padded
                else _entry(name, 1, 0, 0, right=right, child=storage(path + "/"))
            )
        return first if names else 0xFFFFFFFF

    records[0] = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=storage(""))
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, fat_count, directory[0], 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, *(fat_sectors + [0xFFFFFFFF] * (109 - fat_count)))
    body = b"".join(padded.values())
    body += b"".join(records).ljust(len(directory) * sector, b"\0")
    return bytes(header) + body + struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, start: int, size: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    record = bytearray(128)
    record[: len(raw)] = raw
    struct.pack_into("<HBBIII", record, 64, len(raw), kind, 1, 0xFFFFFFFF, right, child)
    struct.pack_into("<IQ", record, 116, start, size)
    return bytes(record)


def record(version: int, kind: int, content: bytes) -> bytes:
    """A record of PowerPoint 97 or of a drawing in any Office 97 file ([MS-PPT] 2.3.1, [MS-ODRAW] 2.2.1)."""
    return struct.pack("<HHI", version, kind, len(content)) + content


def blip(data: bytes) -> bytes:
    """A PNG, or anything else as a Windows metafile, as Office 97 files keep pictures."""
    instance, kind = (0x6E0, 0xF01E) if data.startswith(b"\x89PNG") else (0x3D4, 0xF01A)
    return record(instance << 4, kind, bytes(17) + data)


def picture_store(blips: Sequence[bytes], places: Sequence[int] = ()) -> bytes:
    """The pictures that shapes of an Office 97 file share: within their store, or at these places of a stream."""
    inside = [blip if not places else b"" for blip in blips]
    entries = (
        record(0x62, 0xF007, bytes(28) + struct.pack("<I4x", place) + kept)
        for kept, place in zip(inside, places or [0] * len(blips), strict=True)
    )
    return record(0x0F, 0xF000, record(0x0F, 0xF001, b"".join(entries)))


def shape(picture: int = 0) -> bytes:
    """A shape that somebody drew; it may show a picture of the store, counted from 1."""
    shown = record(0x13, 0xF00B, struct.pack("<HI", 0x4104, picture)) if picture else b""
    return record(0x0F, 0xF004, record(0x02, 0xF00A, struct.pack("<II", 1025, 0x0A00)) + shown)


def xls(store: bytes, sheets: Sequence[bytes]) -> bytes:
    """An Excel 97 workbook whose sheets hold no cell but these shapes; long records go on in further ones."""

    def record(kind: int, content: bytes) -> bytes:
        pieces = [content[start : start + 8224] for start in range(0, max(len(content), 1), 8224)]
        return b"".join(
            struct.pack("<HH", 0x3C if number else kind, len(piece)) + piece for number, piece in enumerate(pieces)
        )

    def begin(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))

    names = [f"Lembar{number}".encode() for number in range(len(sheets))]
    after = begin(5) + record(0xEB, store)
    start = len(after) + sum(12 + len(name) for name in names) + 4
    bodies = [begin(0x10) + record(0xEC, shapes) + record(0x0A, b"") for shapes in sheets]
    listed = b"".join(
        record(0x85, struct.pack("<IHBB", start + sum(map(len, bodies[:number])), 0, len(name), 0) + name)
        for number, name in enumerate(names)
    )
    return ole({"Workbook": after + listed + record(0x0A, b"") + b"".join(bodies)})


def doc(text: str, *, wide: bool = False, encrypted: bool = False, data: bytes = b"", drawn: bytes = b"") -> bytes:
    """A Word 97 document with one piece of text, and perhaps a stream of pictures, and shapes."""
    main = bytearray(2048)
    struct.pack_into("<H", main, 0, 0xA5EC)
    struct.pack_into("<H", main, 0x0A, 0x0200 | (0x0100 if encrypted else 0))
    raw = text.encode("utf-16-le") if wide else text.encode("cp1252")
    place = 2048 if wide else (2048 * 2) | 0x40000000
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, place, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", main, 0x1A2, 0, len(clx))
    return ole({"WordDocument": bytes(main) + raw, "1Table": clx + drawn, **({"Data": data} if data else {})})


def ppt(slides: Sequence[str], *, drawings: bytes = b"", pictures: bytes = b"") -> bytes:
    """A PowerPoint 97 presentation whose outline holds one text per slide; ``drawings`` follow the document."""
    outline = b"".join(record(0, 0x03F3, bytes(20)) + record(0, 0x0FA0, text.encode("utf-16-le")) for text in slides)
    document = record(0xF, 0x03E8, record(0xF, 0x0FF0, outline)) + drawings
    return ole({"PowerPoint Document": document, **({"Pictures": pictures} if pictures else {})})


def png_claiming(width: int, height: int) -> bytes:
    """A tiny PNG that declares a huge picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def write(folder: Path, files: Content) -> None:
    """Write files below a folder, with the folders they need."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
