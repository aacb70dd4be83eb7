"""A regulation is cut into articles; preamble and definitions regulate nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.facts.facts import Zone
from spbe_checklist.text.sections import is_regulation, stretches, without_letterhead

REGULATION = [
    """WALI KOTA CONTOH
PERATURAN WALI KOTA CONTOH
NOMOR 5 TAHUN 2023
TENTANG
SISTEM PEMERINTAHAN BERBASIS ELEKTRONIK
Menimbang : a. bahwa arsitektur SPBE perlu diatur;
Mengingat : 1. Peraturan Presiden Nomor 95 Tahun 2018;
MEMUTUSKAN:
Menetapkan : PERATURAN WALI KOTA TENTANG SPBE
BAB I
KETENTUAN UMUM
Pasal 1
Dalam Peraturan ini yang dimaksud dengan:
1. Peta Rencana SPBE adalah dokumen.
""",
    """BAB II
TATA KELOLA
Bagian Kesatu
Arsitektur SPBE
Pasal 2
(1) Sekretaris menyusun dokumen ini.
(2) Sebagaimana dimaksud dalam Pasal 61 ayat (3).
Pasal 3
Dokumen ditinjau tiap tahun.
Ditetapkan di Contoh
pada tanggal 2 Mei 2023
""",
    "LAMPIRAN\nPeta rencana tahun 2023",
]


def test_articles_pages_and_headings() -> None:
    found = list(stretches(REGULATION))
    articles = {one.article: one for one in found if one.article}
    assert list(articles) == ["Pasal 1", "Pasal 2", "Pasal 3"]
    assert articles["Pasal 1"].zone is Zone.DEFINITIONS
    assert articles["Pasal 2"].zone is Zone.ARTICLE
    assert (articles["Pasal 2"].page, articles["Pasal 3"].page) == (2, 2)
    assert "Arsitektur SPBE" in articles["Pasal 3"].heading


def test_preamble_and_annex_are_apart() -> None:
    zones = [(one.zone, one.text) for one in stretches(REGULATION)]
    assert any(zone is Zone.PREAMBLE and "arsitektur SPBE perlu" in text for zone, text in zones)
    assert any(zone is Zone.BODY and "Peta rencana tahun 2023" in text for zone, text in zones)


def test_an_article_mentioned_in_a_sentence_does_not_begin_one() -> None:
    assert "Pasal 61" not in {one.article for one in stretches(REGULATION)}


def test_decrees_are_cut_into_dictums() -> None:
    decree = ["KEPUTUSAN\nMenimbang : a.\nMEMUTUSKAN:\nKESATU : Membentuk tim\nKEDUA : Tim bertugas\nDitetapkan di X"]
    assert is_regulation(decree)
    assert [one.article for one in stretches(decree) if one.article] == ["Diktum KESATU", "Diktum KEDUA"]


def test_other_documents_are_cut_by_page() -> None:
    pages = ["Notulen rapat\n" + "isi " * 600, "", "halaman tiga"]
    found = list(stretches(pages))
    assert [one.zone for one in found] == [Zone.HEAD, Zone.BODY, Zone.BODY]
    assert [one.page for one in found] == [1, 1, 3]


@given(st.lists(st.text(), max_size=5), st.sampled_from([True, False, None]))
def test_any_text_can_be_cut(pages: list[str], regulation: bool | None) -> None:
    found = list(stretches(pages, regulation=regulation))
    assert all(1 <= one.page <= max(len(pages), 1) for one in found)


def test_articles_and_dictums_that_begin_with_their_text_are_found() -> None:
    text = (
        "PERATURAN BUPATI\nMenimbang : a. bahwa perlu;\nMEMUTUSKAN:\n"
        "Pasal 13 Frekuensi : audit setahun sekali.\nPasal 16 (1) Laporan memuat temuan.\n"
        "Pasal 18 Undang-Undang Nomor 23 Tahun 2014 tetap berlaku.\n"
    )
    assert [one.article for one in stretches([text]) if one.article] == ["Pasal 13", "Pasal 16"]
    decree = "KEPUTUSAN BUPATI\nMENETAPKAN :\nKesatu  Susunan tim.\nKedua  Tugas tim.\nKetiga  Kerja.\nPertama-tama.\n"
    assert [one.article for one in stretches([decree]) if one.article] == [
        "Diktum KESATU",
        "Diktum KEDUA",
        "Diktum KETIGA",
    ]


def test_the_office_in_the_letterhead_is_no_part_of_the_head() -> None:
    text = (
        "PEMERINTAH KOTA TELUK SARI\nDINAS KOMUNIKASI, INFORMATIKA DAN PERSANDIAN\nJalan Dermaga 1\n\n"
        "NOTULEN RAPAT\nDinas: Kominfo\n"
    )
    (head,) = stretches([text])
    assert head.text == "NOTULEN RAPAT\nDinas: Kominfo\n"
    assert without_letterhead("Dinas: Kominfo\nx") == "Dinas: Kominfo\nx"
    assert without_letterhead("") == ""
