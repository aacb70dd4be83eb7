"""Text layers of PDFs that are none, letters written apart, and what stands on a page beside its text."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen import canvas

from spbe_checklist.facts.facts import TextState
from spbe_checklist.text.sense import letters_apart, makes_sense
from tests.reading import built
from tests.reading.built import read_bytes

PAGE = (
    "PERATURAN BUPATI CONTOH NOMOR 12 TAHUN 2023 TENTANG PENYELENGGARAAN SISTEM PEMERINTAHAN BERBASIS ELEKTRONIK\n"
    "Arsitektur memuat referensi dan domain proses bisnis, data, infrastruktur, aplikasi, keamanan, serta layanan.\n"
)
SHIFTED = "".join(chr(ord(letter) + 3) if letter.isalpha() else letter for letter in PAGE).replace("{", "a")


def codes(data: bytes) -> list[str]:
    return [notice.code for notice in read_bytes(data, "a.pdf").notices]


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        "The agency shall review its architecture and publish a report every year for the ministry",
        "1.3.2.10.02.04.026 0105 Laptop Kepala Dinas\n1.3.2.10.02.04.024 0225 Printer Kepala Bidang\n" * 9,
        "Daftar kunci untuk tanda tangan\n" + "kSew75neuJBfqXdm26X2e3mho3V39SzMBvoy0hEIivilJkKLGCSBMFf2z\n" * 9,
        "القرار رقم ١٢ لسنة ٢٠٢٣ بشأن تنظيم الحكومة الإلكترونية في المحافظة وما يتصل بها من أحكام" * 3,
        "1.250.000,00 12/05/2024 (3,5%) 2.500.000 - 17.00 ............... _______ [ ] [x] *****\n" * 9,
        "Kas #1;2;3 & 4;5;6\n" * 9,
        "ttd", "", "SOP",
    ],
)  # fmt: skip
def test_ordinary_pages_make_sense(text: str) -> None:
    assert makes_sense(text)


@pytest.mark.parametrize(
    "text",
    [
        SHIFTED, "nrrFF[iriN] EtrN ;*trE qWx zkk pptl vvrn\n" * 9, "\ufffd" * 90, "\ue012" * 90,
        "!\"#$%&'()*+,-.+/#0123 45&65*1\n" * 9, ",-++2),2 +23811319\n" * 9,
        "\u015a\u011e\u015d\u011a\u011e \u0102\u017d\u0128 \u015a\u0102\u0110\u016c\u011e\u018c\n" * 9,
    ],
)  # fmt: skip
def test_a_broken_layer_makes_none(text: str) -> None:
    assert not makes_sense(text)


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    assert makes_sense(text) in {True, False}
    assert letters_apart(text) in {True, False}


def test_a_page_with_a_shifted_layer_is_a_scan_and_says_so() -> None:
    reading = read_bytes(built.pdf([SHIFTED]), "a.pdf")
    assert (reading.text, reading.pages, reading.reason) == (TextState.PINDAIAN, [""], "lapisan teks rusak")
    assert "halaman 1" in reading.notices[0].message


def test_one_broken_page_among_good_ones_costs_only_itself() -> None:
    reading = read_bytes(built.pdf([PAGE * 2, PAGE * 2, SHIFTED, PAGE * 2]), "a.pdf")
    assert reading.text is TextState.ADA
    assert [bool(page) for page in reading.pages] == [True, True, False, True]
    assert reading.meta["scan_pages"] == "3"


def test_letters_written_apart_are_closed_up_by_their_gaps() -> None:
    apart = "   ".join(" ".join(word) for word in ("BUPATI", "NUSA", "BAHARI"))
    reading = read_bytes(built.pdf([f"{apart}\nPasal 1 ayat a"]), "a.pdf")
    assert reading.pages == ["BUPATI NUSA BAHARI\nPasal 1 ayat a"]
    assert [notice.code for notice in reading.notices] == ["huruf-berjarak"]


def form_pdf() -> bytes:
    """A PDF with a filled-in field and a note."""
    import pikepdf
    from pikepdf import Array, Dictionary, Name, String

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(built.pdf(["Formulir"]))) as document:
        field = document.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("judul"), V=String("KEPUTUSAN WALI KOTA"),
                Rect=Array([50, 700, 300, 720]),
            )
        )  # fmt: skip
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.FreeText, Contents=String("Sudah diperiksa"), Rect=Array([50, 600, 300, 620])
        )
        document.Root.AcroForm = document.make_indirect(Dictionary(Fields=Array([field]), DA=String("/Helv 0 Tf")))
        document.pages[0].Annots = Array([field, document.make_indirect(note)])
        document.save(out)
    return out.getvalue()


def test_filled_in_fields_and_notes_are_text() -> None:
    assert read_bytes(form_pdf(), "a.pdf").pages == ["Formulir\nKEPUTUSAN WALI KOTA\nSudah diperiksa"]


def test_a_filled_in_field_stands_where_its_box_is_so_that_it_may_be_the_title() -> None:
    lines = {line.text: line for line in read_bytes(form_pdf(), "a.pdf").lines}
    assert set(lines) == {"Formulir", "KEPUTUSAN WALI KOTA"}, "what a reader noted down is no part of the document"
    assert lines["Formulir"].top < lines["KEPUTUSAN WALI KOTA"].top < 0.2


def test_an_xfa_form_is_named_as_such() -> None:
    import pikepdf
    from pikepdf import Array, Dictionary, Stream, String

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(built.pdf(["Please wait"]))) as document:
        packet = document.make_indirect(Stream(document, b"<xdp/>"))
        document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Array([String("template"), packet]))
        document.save(out)
    reading = read_bytes(out.getvalue(), "a.pdf")
    assert not reading.complete
    assert "XFA" in reading.reason


def test_attached_files_are_named() -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(built.pdf(["Sampul"]))) as document:
        document.attachments["lampiran.txt"] = pikepdf.AttachedFileSpec(document, b"isi", filename="lampiran.txt")
        document.save(out)
    assert codes(out.getvalue()) == ["berkas-di-dalam"]


def _turned(letters: int, page: int, columns: bool = False) -> bytes:
    """Ten lines whose letters, or whose page, are turned by so many degrees."""
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=(595, 842))
    sheet.setPageRotation(page)
    sheet.translate(297, 421)
    sheet.rotate(letters)
    for left in (-260, 20) if columns else (-200,):
        for number in range(10):
            sheet.drawString(left, 150 - number * 16, f"Baris {number} kolom {left} risiko")
    sheet.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("letters", "page", "columns"),
    [
        (0, 0, False), (90, 0, False), (180, 0, False), (270, 0, False), (0, 90, False), (0, 180, False),
        (0, 270, False), (90, 90, False), (90, 270, False), (0, 0, True),
    ],
)  # fmt: skip
def test_lines_of_turned_pages_and_of_columns_follow_each_other(letters: int, page: int, columns: bool) -> None:
    reading = read_bytes(_turned(letters, page, columns), "a.pdf")
    numbers = [int(line.split()[1]) for line in reading.pages[0].split("\n") if line.startswith("Baris")]
    assert numbers == list(range(10)) * (2 if columns else 1)


def test_words_written_from_right_to_left_keep_their_letters_in_order() -> None:
    import pikepdf

    line = "\u062a\u0642\u0631\u064a\u0631 \u0627\u0644\u062e\u062f\u0645\u0627\u062a 12"
    visual = " ".join(word if word.isdigit() else word[::-1] for word in reversed(line.split()))
    glyphs = "".join(
        f"/Span<</ActualText <FEFF{ord(letter):04X}>>>BDC (x) Tj EMC " if letter >= "\u0600" else f"({letter}) Tj "
        for letter in visual
    )
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(built.pdf(["Sampul"]))) as document:
        page = document.pages[0]
        page.Contents = document.make_stream(f"BT /F1 12 Tf 300 700 Td {glyphs} ET".encode())
        document.save(out)
    assert read_bytes(out.getvalue(), "a.pdf").pages[0] == line
