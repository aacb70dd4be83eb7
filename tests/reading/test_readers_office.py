"""Office documents, spreadsheets and legacy formats: text, title, and a health for what is broken or hostile."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.facts.facts import Health, Reading, TextState
from spbe_checklist.reading.readers import ReadLimits
from spbe_checklist.reading.readers.container import Container, DamagedError, TooLargeError
from tests.reading import built
from tests.reading.built import read_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def bare_docx(document: str, **parts: str) -> bytes:
    """A DOCX of hand-written XML."""
    members = {"[Content_Types].xml": "<Types/>", "word/document.xml": document}
    return built.archive({**members, **parts})


def codes(reading: Reading) -> list[str]:
    return [notice.code for notice in reading.notices]


def test_docx_header_body_table_footer_and_title() -> None:
    data = built.docx(
        ["Notulen Rapat", "\f", "Halaman kedua"],
        header="PEMERINTAH KOTA CONTOH", footer="Diskominfo", title="Notulen SPBE",
        table=[["Nomor SOP", "12/2024"], ["Tanggal", "1 Mei 2024"]],
    )  # fmt: skip
    reading = read_bytes(data, "a.docx")
    assert (reading.format, reading.health, reading.text) == ("docx", Health.BAIK, TextState.ADA)
    assert len(reading.pages) == 2
    assert reading.pages[0].startswith("PEMERINTAH KOTA CONTOH")
    assert "Notulen Rapat" in reading.pages[0]
    assert "Nomor SOP \t12/2024" in reading.pages[1].splitlines()
    assert reading.pages[1].endswith("Diskominfo")
    assert reading.meta["title"] == "Notulen SPBE"


def test_docx_text_boxes_are_read_once_deleted_text_never() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Kotak</w:t></w:r></w:p></w:txbxContent>"
    document = (
        f'<w:document {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body><w:p>'
        f"<w:r><w:t>Awal</w:t></w:r><w:del><w:r><w:delText>Dihapus</w:delText></w:r></w:del>"
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        "</w:p></w:body></w:document>"
    )
    text = "\n".join(read_bytes(bare_docx(document), "a.docx").pages)
    assert text.count("Kotak") == 1
    assert "Awal" in text
    assert "Dihapus" not in text


def test_docx_tab_stops_are_no_text() -> None:
    document = (
        f'<w:document {W}><w:body><w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
        "<w:r><w:t>satu</w:t><w:tab/><w:t>dua</w:t></w:r></w:p></w:body></w:document>"
    )
    assert read_bytes(bare_docx(document), "a.docx").pages == ["satu\tdua"]


def test_docx_with_only_a_picture_is_a_scan() -> None:
    document = f"<w:document {W}><w:body><w:p/></w:body></w:document>"
    reading = read_bytes(bare_docx(document, **{"word/media/image1.png": "x"}), "a.docx")
    assert reading.text is TextState.PINDAIAN


def test_docx_without_anything_is_empty() -> None:
    assert read_bytes(built.docx(), "a.docx").health is Health.KOSONG


def test_a_damaged_header_costs_only_itself() -> None:
    document = f"<w:document {W}><w:body><w:p><w:r><w:t>Isi</w:t></w:r></w:p></w:body></w:document>"
    reading = read_bytes(bare_docx(document, **{"word/header1.xml": "<w:hdr"}), "a.docx")
    assert reading.pages == ["Isi"]
    assert codes(reading) == ["bagian-rusak"]


BILLION = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "{"&a;" * 9}"><!ENTITY c "{"&b;" * 9}">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declaration", [BILLION, OUTSIDE])
def test_xml_entities_are_refused(declaration: str) -> None:
    document = f"{declaration}<w:document {W}><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"
    reading = read_bytes(bare_docx(document), "a.docx")
    assert reading.health is Health.RUSAK
    assert "entitas" in reading.reason
    assert reading.pages == []


def test_xml_nested_without_end_is_damaged() -> None:
    document = f"<w:document {W}>" + "<w:p>" * 60_000 + "</w:p>" * 60_000 + "</w:document>"
    reading = read_bytes(bare_docx(document), "a.docx")
    assert reading.health is Health.RUSAK
    assert "terlalu dalam" in reading.reason


def test_pptx_one_page_per_slide_with_notes() -> None:
    reading = read_bytes(built.pptx([("Arsitektur SPBE", ""), ("Peta Rencana", "catatan penyaji")]), "a.pptx")
    assert (reading.format, reading.page_count) == ("pptx", 2)
    assert "Arsitektur SPBE" in reading.pages[0]
    assert "Peta Rencana" in reading.pages[1]
    assert "catatan penyaji" in reading.pages[1]


def test_pptx_slides_come_in_the_order_of_their_numbers() -> None:
    made = zipfile.ZipFile(io.BytesIO(built.pptx([(f"Salindia {number}", "") for number in range(1, 13)])))
    shuffled = built.archive({name: made.read(name) for name in sorted(made.namelist(), reverse=True)})
    reading = read_bytes(shuffled, "a.pptx")
    assert [page.split("\n")[0] for page in reading.pages] == [f"Salindia {number}" for number in range(1, 13)]


def test_odt_text_header_title_and_pages() -> None:
    data = built.odt(
        "<office:text><text:p>Laporan <text:span>hasil</text:span><text:s/>reviu</text:p><table:table><table:table-row>"
        "<table:table-cell><text:p>Nomor</text:p></table:table-cell><table:table-cell><text:p>7</text:p></table:table-cell>"
        "</table:table-row></table:table></office:text>",
        styles="<text:p>KOP SURAT</text:p>",
        meta='<dc:title>Laporan Reviu</dc:title><meta:document-statistic meta:page-count="3"/>',
    )
    reading = read_bytes(data, "a.odt")
    assert reading.pages == ["KOP SURAT\n\nLaporan hasil reviu\nNomor \t7"]
    assert (reading.meta["title"], reading.page_count) == ("Laporan Reviu", 3)


def test_odp_one_page_per_slide() -> None:
    slides = "".join(f"<draw:page><text:p>Salindia {number}</text:p></draw:page>" for number in (1, 2))
    data = built.odt(slides, kind="presentation", styles="<text:p>Klik untuk menyunting judul</text:p>")
    reading = read_bytes(data, "a.odp")
    assert reading.pages == ["Salindia 1", "Salindia 2"]


@pytest.mark.parametrize(("kind", "name"), [("text", "a.odt"), ("spreadsheet", "a.ods")])
def test_an_encrypted_odf_is_locked(kind: str, name: str) -> None:
    data = built.odt("rahasia", kind=kind, manifest="<manifest><encryption-data/></manifest>")
    assert read_bytes(data, name).health is Health.TERKUNCI


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx"])
def test_a_password_protected_office_file_is_locked(name: str) -> None:
    reading = read_bytes(built.ole({"EncryptedPackage": b"x"}), name)
    assert (reading.format, reading.health) == (name[2:], Health.TERKUNCI)
    assert reading.notices == []


def test_xlsx_one_page_per_sheet_with_rows_and_readable_cells() -> None:
    data = built.xlsx(
        {"Aset": [["No", "Nama"], [1, "Server"], [2.5, dt.date(2024, 3, 12)], [True, None]], "Kosong": []}
    )
    reading = read_bytes(data, "a.xlsx")
    assert (reading.format, reading.page_count, reading.text) == ("xlsx", 2, TextState.ADA)
    assert reading.pages[0].splitlines() == ["Aset", "No\tNama", "1\tServer", "2.5\t2024-03-12", "YA"]
    assert reading.meta["sheets"] == "Aset\nKosong"


def test_rows_beyond_the_limit_are_left_out_visibly() -> None:
    reading = read_bytes(built.xlsx({"A": [[number] for number in range(50)]}), "a.xlsx", ReadLimits(max_rows=10))
    assert len(reading.pages[0].splitlines()) == 11
    assert not reading.complete
    assert "10 baris" in reading.reason


def test_a_stray_cell_at_the_far_corner_does_not_take_all_memory() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["XFD1048576"] = "Daftar aset SPBE", "nyasar"
    out = io.BytesIO()
    book.save(out)
    reading = read_bytes(out.getvalue(), "a.xlsx")
    assert (reading.health, reading.text, reading.complete) == (Health.BAIK, TextState.ADA, True)
    assert reading.pages == ["Sheet\nDaftar aset SPBE\nnyasar"]


def test_an_empty_workbook_is_empty() -> None:
    assert read_bytes(built.xlsx({"A": []}), "a.xlsx").health is Health.KOSONG


def test_a_locked_xls_is_locked() -> None:
    records = struct.pack("<HH", 0x809, 4) + bytes(4) + struct.pack("<HH", 0x2F, 6) + bytes(6)
    assert read_bytes(built.ole({"Workbook": records}), "a.xls").health is Health.TERKUNCI


def test_a_damaged_xls_is_damaged() -> None:
    assert read_bytes(built.ole({"Workbook": bytes(range(256)) * 40}), "a.xls").health is Health.RUSAK


def test_html_saved_as_xls_is_read_as_html() -> None:
    reading = read_bytes(b"<html><table><tr><td>No</td><td>OPD</td></tr></table></html>", "rekap.xls")
    assert (reading.format, reading.health) == ("html", Health.BAIK)
    assert "OPD" in reading.pages[0]
    assert codes(reading) == ["ekstensi-berbeda"]


@pytest.mark.parametrize("wide", [False, True])
def test_doc_text_without_field_codes(wide: bool) -> None:
    text = 'KEPUTUSAN BUPATI\rNomor\x07188\x07\x07lihat \x13 HYPERLINK "x" \x14tautan\x15 ini\x0cLampiran'
    reading = read_bytes(built.doc(text, wide=wide), "a.doc")
    assert reading.pages == ["KEPUTUSAN BUPATI\nNomor\t188\nlihat tautan ini", "Lampiran"]


def test_a_locked_doc_is_locked() -> None:
    assert read_bytes(built.doc("x", encrypted=True), "a.doc").health is Health.TERKUNCI


def test_ppt_one_page_per_slide() -> None:
    reading = read_bytes(built.ppt(["Visi SPBE", "Misi SPBE"]), "a.ppt")
    assert (reading.pages, reading.page_count) == (["Visi SPBE", "Misi SPBE"], 2)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx"])
def test_a_truncated_office_file_is_damaged(name: str) -> None:
    whole = {"a.docx": built.docx(["x"]), "a.xlsx": built.xlsx({"A": [[1]]}), "a.pptx": built.pptx([("x", "")])}[name]
    assert read_bytes(whole[: len(whole) // 2], name).health is Health.RUSAK


@pytest.mark.slow
def test_a_zip_bomb_ends_at_the_limit() -> None:
    document = f"<w:document {W}><w:body><w:p><w:r><w:t>" + "a" * 60_000_000
    reading = read_bytes(bare_docx(document), "a.docx")
    assert reading.health is Health.TERLALU_BESAR
    assert reading.reason


@pytest.mark.slow
def test_a_spreadsheet_bomb_ends_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.BytesIO(built.xlsx({"A": [[1]]}))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("xl/worksheets/sheet2.xml", b" " * 50_000_000)

    class Never:
        def from_filelike(self, *_: object) -> None:
            raise AssertionError("calamine must not see a bomb")

    monkeypatch.setattr("python_calamine.CalamineWorkbook", Never())
    assert read_bytes(data.getvalue(), "a.xlsx").health is Health.TERLALU_BESAR


@pytest.mark.parametrize("claimed", [10, 4_000_000_000])
def test_declared_sizes_are_not_believed(claimed: int) -> None:
    content = b"isi yang sebenarnya " * 1000
    with Container(io.BytesIO(built.lying_zip("a.xml", content, claimed))) as container:
        assert container.read("a.xml") == content
    with (
        Container(io.BytesIO(built.lying_zip("a.xml", content, claimed))) as container,
        pytest.raises(TooLargeError),
    ):
        container.read("a.xml", 5000)


def test_too_many_entries_are_refused_before_they_fill_memory() -> None:
    data = built.archive({f"{number}.txt": "" for number in range(300)}, compression=zipfile.ZIP_STORED)
    with pytest.raises(TooLargeError, match="300 entri"):
        Container(io.BytesIO(data), ReadLimits(max_entries=200))
    with pytest.raises(TooLargeError, match="daftar isinya"):
        Container(io.BytesIO(data), ReadLimits(max_entries=10))


def test_a_wrong_checksum_is_damage() -> None:
    data = bytearray(built.archive({"a.xml": b"isi " * 100}, compression=zipfile.ZIP_STORED))
    data[60] ^= 0xFF
    with Container(io.BytesIO(bytes(data))) as container, pytest.raises(DamagedError):
        container.read("a.xml")


def test_a_panic_of_the_spreadsheet_reader_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        """Rust panics are no Exceptions."""

    class Panicking:
        def from_filelike(self, *_: object) -> None:
            raise Panic

    monkeypatch.setattr("python_calamine.CalamineWorkbook", Panicking())
    assert read_bytes(built.xlsx({"A": [[1]]}), "a.xlsx").health is Health.RUSAK


WHOLE = {
    "a.docx": built.docx(["Satu", "Dua"], header="Kop"),
    "a.xlsx": built.xlsx({"A": [[1, "x"]]}),
    "a.pptx": built.pptx([("x", "y")]),
    "a.odt": built.odt("<text:p>x</text:p>"),
    "a.doc": built.doc("Satu dua tiga"),
    "a.ppt": built.ppt(["Satu", "Dua"]),
    "a.xls": built.ole({"Workbook": struct.pack("<HH", 0x809, 16) + bytes(400)}),
}


@given(name=st.sampled_from(sorted(WHOLE)), place=st.integers(0, 40_000), noise=st.binary(min_size=1, max_size=40))
def test_damage_anywhere_gives_a_reading(name: str, place: int, noise: bytes) -> None:
    data = WHOLE[name]
    place %= len(data)
    reading = read_bytes(data[:place] + noise + data[place + len(noise) :], name)
    assert reading.health is Health.BAIK or reading.reason
