"""What lies hidden inside Office files: pictures, shapes, charts, moved text, hidden parts, a main part anywhere."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from PIL import Image

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.facts.facts import Facts, FileEntry, Health, PictureInside, TextState
from spbe_checklist.facts.ocr_mode import OcrMode
from spbe_checklist.reading import ocr
from spbe_checklist.reading.inspect_one import FileSettings, inspect_file
from spbe_checklist.reading.ocr import OcrBudget, recognise
from spbe_checklist.reading.ocr_engines import Engine, Recognised
from spbe_checklist.reading.page_pictures import Picture, page_pictures
from spbe_checklist.reading.readers.source import BinarySource
from spbe_checklist.text.lexicon import compile_lexicon
from tests.reading import built
from tests.reading.built import read_bytes

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def relations(**targets: str) -> str:
    """A part of relations: ``id="kind target"``."""
    inner = "".join(
        f'<Relationship Id="{name}" Type="{RELATION}{value.split(" ")[0]}" Target="{value.split(" ")[1]}"/>'
        for name, value in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def png(width: int, height: int, mode: str = "L") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), 200 if mode == "L" else 1).save(out, "PNG")
    return out.getvalue()


def paragraph(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def picture(name: str) -> str:
    return f'<w:r><w:drawing><a:blip r:embed="{name}"/></w:drawing></w:r>'


def docx(*body: str, **parts: str | bytes) -> bytes:
    document = f"<w:document {NS}><w:body>{''.join(body)}</w:body></w:document>"
    return built.archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **parts})


PAGE_BREAK = paragraph('<w:r><w:br w:type="page"/></w:r>')


def test_pictures_of_a_docx_are_found_on_their_page_and_small_ones_left_out() -> None:
    data = docx(
        paragraph(text("Laporan") + picture("logo")), PAGE_BREAK, paragraph(picture("a") + picture("b") + picture("a")),
        **{
            "word/_rels/document.xml.rels": relations(
                logo="image media/logo.png", a="image media/layar.png", b="image /word/media/lain.png"
            ),
            "word/media/logo.png": png(120, 120), "word/media/layar.png": png(800, 600),
            "word/media/lain.png": png(700, 300),
        },
    )  # fmt: skip
    reading = read_bytes(data, "a.docx")
    assert reading.text is TextState.ADA
    assert reading.pictures == [PictureInside(1, "word/media/layar.png"), PictureInside(1, "word/media/lain.png")]
    assert [page.strip() for page in reading.pages] == ["Laporan", ""]


def test_pictures_of_headers_are_letterheads_not_pages() -> None:
    data = docx(
        paragraph(text("Isi")),
        **{
            "word/header1.xml": f"<w:hdr {NS}>{paragraph(picture('k'))}</w:hdr>",
            "word/_rels/header1.xml.rels": relations(k="image media/kop.png"), "word/media/kop.png": png(900, 200),
        },
    )  # fmt: skip
    assert read_bytes(data, "a.docx").pictures == []


class Reader:
    """An engine that answers with words and counts how often it was asked."""

    def __init__(self, answer: str) -> None:
        self.answer, self.asked = answer, 0

    def __call__(self, picture: Picture, layout: int) -> Recognised:
        self.asked += 1
        return Recognised(f"{self.answer} {self.asked}")


def recognised(data: bytes, name: str, monkeypatch: pytest.MonkeyPatch, mode: OcrMode = OcrMode.AUTO) -> object:
    reader = Reader("dan yang dengan rapat nomor")
    monkeypatch.setattr(ocr, "recogniser", lambda engine, picture: reader)
    reading = read_bytes(data, name)
    recognise(
        BinarySource(data=data), reading, Engine("stand-in", "ind"), mode=mode, budget=OcrBudget(),
        identified=lambda pages: True,
    )  # fmt: skip
    return reading, reader


def many_pictures(count: int, *first: str) -> bytes:
    body = [paragraph(picture(f"r{number}")) for number in range(count)]
    media = {f"word/media/g{number}.png": png(400, 300) for number in range(count)}
    rels = relations(**{f"r{number}": f"image media/g{number}.png" for number in range(count)})
    return docx(*first, *body, **{"word/_rels/document.xml.rels": rels, **media})


def test_pictures_between_text_are_read_up_to_a_number_and_the_rest_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    data = many_pictures(10, paragraph(text("Panduan aplikasi")))
    reading, reader = recognised(data, "a.docx", monkeypatch)  # type: ignore[misc]
    assert (reading.text, reader.asked) == (TextState.ADA, 8)
    assert "Panduan aplikasi" in reading.pages[0]
    assert "rapat nomor 8" in reading.pages[0]
    assert [(notice.code, notice.message[:8]) for notice in reading.notices] == [("gambar-belum-dibaca", "2 gambar")]
    reading, reader = recognised(data, "a.docx", monkeypatch, OcrMode.ALWAYS)  # type: ignore[misc]
    assert (reader.asked, reading.notices) == (10, [])


def test_a_docx_of_pictures_alone_is_read_like_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, reader = recognised(many_pictures(2), "a.docx", monkeypatch)  # type: ignore[misc]
    assert (reading.text, reader.asked) == (TextState.OCR, 2)


def test_slides_come_in_the_order_they_are_shown_with_their_pictures_and_charts() -> None:
    slide = "<p:sld {0}{1}><p:cSld><a:p><a:r><a:t>{2}</a:t></a:r></a:p></p:cSld></p:sld>"
    data = built.archive({
        "[Content_Types].xml": "<Types/>",
        "ppt/presentation.xml": f'<p:presentation {NS}><p:sldIdLst><p:sldId id="256" r:id="z"/>'
        '<p:sldId id="257" r:id="y"/></p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": relations(y="slide slides/slide1.xml", z="slide slides/slide2.xml"),
        "ppt/slides/slide1.xml": slide.format(NS, ' show="0"', "kedua"),
        "ppt/slides/slide2.xml": slide.format(NS, "", "pertama"),
        "ppt/slides/_rels/slide2.xml.rels": relations(c="chart ../charts/chart7.xml", g="image ../media/g.png"),
        "ppt/charts/chart7.xml": f"<c {NS}><a:p><a:r><a:t>Grafik layanan</a:t></a:r></a:p></c>",
        "ppt/media/g.png": png(640, 480),
    })  # fmt: skip
    reading = read_bytes(data, "a.pptx")
    assert [page.split() for page in reading.pages] == [["pertama", "Grafik", "layanan"], ["kedua"]]
    assert reading.pictures == [PictureInside(0, "ppt/media/g.png")]
    assert [notice.code for notice in reading.notices] == ["bagian-tersembunyi"]
    assert "2" in reading.notices[0].message


def test_wordart_is_text() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="LAPORAN AUDIT"/></v:shape></w:pict></w:r>'
    assert read_bytes(docx(paragraph(art)), "a.docx").pages == ["LAPORAN AUDIT"]


def test_a_drawing_without_words_is_not_empty() -> None:
    reading = read_bytes(docx(paragraph("<w:r><w:drawing/></w:r>")), "a.docx")
    assert (reading.health, reading.text) == (Health.BAIK, TextState.PINDAIAN)


def test_text_moved_away_is_not_current() -> None:
    moved = f"<w:moveFrom>{text('lama ')}</w:moveFrom><w:moveTo>{text('baru')}</w:moveTo>"
    assert read_bytes(docx(paragraph(moved)), "a.docx").pages == ["baru"]


@pytest.mark.parametrize("main", ["document.xml", "isi/utama.xml"])
def test_a_docx_may_keep_its_body_anywhere(main: str) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    override = f'<Types><Override ContentType="{kind}"/></Types>'
    folder, _, _ = main.rpartition("/")
    data = built.archive({
        "[Content_Types].xml": override,
        "_rels/.rels": relations(r="officeDocument " + main),
        main: f"<w:document {NS}><w:body>{paragraph(text('Isi utama'))}</w:body></w:document>",
        f"{folder}/header1.xml".lstrip("/"): f"<w:hdr {NS}>{paragraph(text('KOP'))}</w:hdr>",
    })  # fmt: skip
    reading = read_bytes(data, "a.docx")
    assert (reading.format, reading.pages) == ("docx", ["KOP\n\nIsi utama"])


def test_odt_pictures_and_charts() -> None:
    odf = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = (
        f'xmlns:office="{odf}office:1.0" xmlns:text="{odf}text:1.0" xmlns:draw="{odf}drawing:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    body = '<text:p>Notulen<draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame></text:p>'
    data = built.archive({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>",
        "Object 1/content.xml": f"<office:document-content {spaces}><text:p>Grafik risiko</text:p>"
        "</office:document-content>",
        "Pictures/1.png": png(500, 400),
    })  # fmt: skip
    reading = read_bytes(data, "a.odt")
    assert reading.pictures == [PictureInside(0, "Pictures/1.png")]
    assert "Notulen" in reading.pages[0]
    assert "Grafik risiko" in reading.pages[0]


@pytest.mark.slow
def test_a_very_large_picture_is_scaled_down_while_it_is_decoded() -> None:
    data = png(13_000, 13_000)
    with page_pictures(BinarySource(data=data), "png", 1) as pages:
        picture = pages.picture(0)
    assert picture is not None
    assert max(picture.width, picture.height) <= 2600


def inspected(tmp_path: Path, name: str, data: bytes) -> dict[str, Facts]:
    """Facts of a file and of what it holds, by path."""
    (tmp_path / name).write_bytes(data)
    entry = FileEntry(name, len(data), (tmp_path / name).stat().st_mtime_ns)
    catalogue = load_catalogue()
    found = inspect_file(tmp_path / name, entry, FileSettings(ocr=OcrMode.NEVER), compile_lexicon(catalogue))
    return {facts.path.removeprefix(name): facts for facts in found}


def native(label: str, data: bytes) -> bytes:
    """What the packager of Windows stores of a file."""
    path = label.encode() + b"\0"
    inner = b"\x02\0" + path + path + b"\0\0\x03\0" + struct.pack("<I", len(path)) + path
    return struct.pack("<I", len(inner) + len(data) + 4) + inner + struct.pack("<I", len(data)) + data


def test_files_embedded_in_a_docx_are_documents_of_their_own(tmp_path: Path) -> None:
    data = docx(
        paragraph(text("Laporan")),
        **{
            "word/_rels/document.xml.rels": relations(
                a="package embeddings/daftar.docx", b="oleObject embeddings/oleObject1.bin", c="aFChunk bagian.html",
                d="oleObject embeddings/rumus.bin",
            ),
            "word/embeddings/daftar.docx": docx(paragraph(text("Daftar hadir rapat"))),
            "word/embeddings/oleObject1.bin": built.ole({"\x01Ole10Native": native("lampiran.txt", b"Berita acara")}),
            "word/embeddings/rumus.bin": built.ole({"Equation Native": b"x"}),
            "word/bagian.html": "<p>Bagian sisipan</p>",
            "word/charts/_rels/chart1.xml.rels": relations(x="package ../embeddings/angka.xlsx"),
            "word/embeddings/angka.xlsx": b"x",
        },
    )  # fmt: skip
    found = inspected(tmp_path, "a.docx", data)
    assert sorted(found) == ["", "!/bagian.html", "!/daftar.docx", "!/lampiran.txt"]
    assert {facts.health for facts in found.values()} == {Health.BAIK}
    assert [notice.code for notice in found[""].notices] == ["berkas-di-dalam"]


def test_files_attached_to_a_pdf_are_inspected(tmp_path: Path) -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(built.pdf(["Sampul portofolio"]))) as document:
        inner = built.pdf(["Keputusan wali kota"])
        document.attachments["sk.pdf"] = pikepdf.AttachedFileSpec(document, inner, filename="sk.pdf")
        document.save(out)
    found = inspected(tmp_path, "a.pdf", out.getvalue())
    assert {path: facts.format for path, facts in found.items()} == {"": "pdf", "!/sk.pdf": "pdf"}
    assert found["!/sk.pdf"].pages == 1


def message(**more: bytes) -> bytes:
    """An Outlook message with its properties as [MS-OXMSG] lays them out."""
    sent = struct.pack("<IIQ", 0x00390040, 0, 133_500_000_000_000_000)
    return built.ole(
        {
            "__properties_version1.0": b"\0" * 32 + sent,
            "__substg1.0_0037001F": "Undangan Rapat SPBE".encode("utf-16-le"),
            "__substg1.0_0C1A001F": "Sekretaris Daerah".encode("utf-16-le"),
            "__substg1.0_1000001F": "Mohon hadir.".encode("utf-16-le"),
            **more,
        }
    )


def test_an_outlook_message_is_read_with_its_attachments(tmp_path: Path) -> None:
    reading = read_bytes(message(), "a.msg")
    assert (reading.format, reading.health, reading.meta["title"]) == ("msg", Health.BAIK, "Undangan Rapat SPBE")
    assert reading.pages[0].splitlines()[:3] == [
        "From: Sekretaris Daerah", "Date: 17-01-2024", "Subject: Undangan Rapat SPBE",
    ]  # fmt: skip
    assert "Mohon hadir." in reading.pages[0]
    folder = "__attach_version1.0_#00000000/__substg1.0_"
    data = message(**{f"{folder}3707001F": "agenda.txt".encode("utf-16-le"), f"{folder}37010102": b"Agenda rapat"})
    found = inspected(tmp_path, "a.msg", data)
    assert sorted(found) == ["", "!/agenda.txt"]


def test_a_message_within_a_message_is_named_and_says_what_to_do(tmp_path: Path) -> None:
    folder = "__attach_version1.0_#00000000/__substg1.0_"
    data = message(**{f"{folder}3707001F": "undangan".encode("utf-16-le"), f"{folder}3701000D/x": b"x"})
    found = inspected(tmp_path, "a.msg", data)["!/undangan"]
    assert (found.health, "simpan sebagai berkas sendiri" in found.reason) == (Health.TIDAK_DIDUKUNG, True)


def test_a_mail_gives_its_attachments(tmp_path: Path) -> None:
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "a@contoh.go.id", "Laporan", "<1@contoh.go.id>"
    mail.set_content("Terlampir.")
    mail.add_attachment(b"Isi laporan", maintype="text", subtype="plain", filename="laporan.txt")
    assert sorted(inspected(tmp_path, "a.eml", mail.as_bytes())) == ["", "!/laporan.txt"]


def xlsx(sheet: str, state: str = "", **parts: str | bytes) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return built.archive(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(w="officeDocument xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{space}" {NS}><sheets><sheet name="Aset" sheetId="1" {state} r:id="s"'
            "/></sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relations(s="worksheet worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}" {NS}>{sheet}</worksheet>',
            **parts,
        }
    )


CELL = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>{2}</t></is></c></row>'


def test_shapes_charts_and_pictures_on_a_sheet_are_content() -> None:
    data = xlsx(
        "<sheetData/>",
        **{
            "xl/worksheets/_rels/sheet1.xml.rels": relations(d="drawing ../drawings/drawing1.xml"),
            "xl/drawings/drawing1.xml": f"<d {NS}><a:p><a:r><a:t>Dasbor aset TIK</a:t></a:r></a:p></d>",
            "xl/drawings/_rels/drawing1.xml.rels": relations(
                c="chart ../charts/chart1.xml", g="image ../media/image1.png"
            ),
            "xl/charts/chart1.xml": f"<c {NS}><a:p><a:r><a:t>Umur perangkat</a:t></a:r></a:p></c>",
            "xl/media/image1.png": png(640, 480),
        },
    )  # fmt: skip
    reading = read_bytes(data, "a.xlsx")
    assert (reading.health, reading.text) == (Health.BAIK, TextState.ADA)
    assert reading.pages[0].split("\n") == ["Aset", "Dasbor aset TIK", "", "Umur perangkat"]
    assert reading.pictures == [PictureInside(0, "xl/media/image1.png")]


@pytest.mark.parametrize("dimension", ["", '<dimension ref="A1"/>', "<dimension ref='a1:xfd9'/>"])
def test_a_stray_cell_costs_no_memory_whatever_the_sheet_declares(dimension: str) -> None:
    cells = CELL.format(1, "A", "Daftar aset") + CELL.format(1_048_576, "XFD", "nyasar")
    reading = read_bytes(xlsx(f"{dimension}<sheetData>{cells}</sheetData>"), "a.xlsx")
    assert reading.pages == ["Aset\nDaftar aset\nnyasar"]


@pytest.mark.parametrize(("row", "column"), [(16_777_217, "A"), (2, "AAAAAAA")])
def test_a_cell_beyond_the_grid_of_excel_costs_no_memory(row: int, column: str) -> None:
    cells = CELL.format(1, "A", "Daftar aset") + CELL.format(row, column, "nyasar")
    pages = read_bytes(xlsx(f"<sheetData>{cells}</sheetData>"), "a.xlsx").pages
    assert pages[0].split() == ["Aset", "Daftar", "aset", "nyasar"]


def test_columns_that_are_not_read_are_said() -> None:
    cells = CELL.format(1, "A", "Daftar aset") + CELL.format(2, "AAA", "jauh")
    reading = read_bytes(xlsx(f"<sheetData>{cells}</sheetData>"), "a.xlsx")
    assert (reading.complete, "512 kolom" in reading.reason) == (False, True)


def test_a_hidden_sheet_is_read_and_said_to_be_hidden() -> None:
    data = xlsx(f"<sheetData>{CELL.format(1, 'A', 'Register risiko')}</sheetData>", 'state="veryHidden"')
    reading = read_bytes(data, "a.xlsx")
    assert "Register risiko" in reading.pages[0]
    assert [notice.code for notice in reading.notices] == ["bagian-tersembunyi"]


BIG, SMALL = png(640, 480), png(100, 100)


def legacy(format_: str) -> bytes:
    """An Office 97 file whose second page shows a large picture; the others are a logo, a metafile, one of a master."""
    kept = [built.blip(data) for data in (SMALL, BIG, b"metafile", png(700, 500))]
    places = [sum(map(len, kept[:number])) for number in range(len(kept))]
    if format_ == "doc":
        return built.doc("Laporan\x01\f\x01\x01", data=b"".join(kept[:3]))
    if format_ == "xls":
        return built.xls(built.picture_store(kept[:3]), [built.shape(1), built.shape(2) + built.shape(3)])
    slides = [built.record(0x0F, 0x03EE, built.shape(number)) for number in (1, 2)]
    master = built.record(0x0F, 0x03F8, built.shape(4))
    drawings = built.picture_store(kept, places) + b"".join(slides) + master
    return built.ppt(["Laporan", "Grafik"], drawings=drawings, pictures=b"".join(kept))


@pytest.mark.parametrize("format_", ["doc", "xls", "ppt"])
def test_pictures_of_office_97_files_are_read_on_their_page(format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, reader = recognised(legacy(format_), f"a.{format_}", monkeypatch)  # type: ignore[misc]
    assert [one.page for one in reading.pictures] == [1]
    assert reader.asked == 1
    assert "rapat nomor 1" in reading.pages[1]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.doc", built.doc("\r", data=built.blip(b"metafile"))),
        ("a.doc", built.doc("\r", drawn=built.shape())),
        ("a.xls", built.xls(b"", [built.shape()])),
        ("a.ppt", built.ppt([], drawings=built.record(0x0F, 0x03EE, b""), pictures=built.blip(b"metafile"))),
    ],
)
def test_an_office_97_file_with_only_drawings_is_not_empty(name: str, data: bytes) -> None:
    reading = read_bytes(data, name)
    assert (reading.health, reading.text) == (Health.BAIK, TextState.PINDAIAN)


def test_an_office_97_file_without_anything_is_empty() -> None:
    assert [read_bytes(data, name).health for name, data in (
        ("a.doc", built.doc("\r")), ("a.xls", built.xls(b"", [b""])), ("a.ppt", built.ppt([])),
    )] == [Health.KOSONG] * 3  # fmt: skip
