"""What a document says about itself: regulations, decrees, drafts, letters, minutes, SOPs, reports."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.facts.facts import Identity, Reading, TextState
from spbe_checklist.reading.identity.identify import identify
from spbe_checklist.reading.identity.issuer import issued_by
from spbe_checklist.reading.identity.regulation import parse_number
from spbe_checklist.reading.readers import BinarySource, read
from tests.reading import built


def of(
    text: str,
    name: str = "dokumen.pdf",
    *,
    agency: tuple[str, ...] = (),
    state: TextState = TextState.ADA,
    signed: bool = False,
    **meta: str,
) -> Identity:
    """Identity of a text; a form feed starts a page."""
    reading = Reading("pdf", text=state, pages=text.split("\f"), signed=signed, meta=meta)
    return identify(reading, name, agency)


def expect(identity: Identity, **fields: Any) -> None:
    assert {key: getattr(identity, key) for key in fields} == fields


CLOSING = """
Ditetapkan di Kotabaru
pada tanggal 31 Agustus 2021
BUPATI CONTOH,
ttd
NAMA ORANG
Diundangkan di Kotabaru
pada tanggal 1 September 2021
SEKRETARIS DAERAH,
BERITA DAERAH KABUPATEN CONTOH TAHUN 2021 NOMOR 81
"""

REGENT = """BUPATI CONTOH
PROVINSI JAWA TENGAH
PERATURAN BUPATI CONTOH
NOMOR : 81 TAHUN 2021
TENTANG
SISTEM PEMERINTAHAN BERBASIS ELEKTRONIK
DI LINGKUNGAN PEMERINTAH KABUPATEN CONTOH
DENGAN RAHMAT TUHAN YANG MAHA ESA
BUPATI CONTOH,
Menimbang : a. bahwa untuk melaksanakan ketentuan Pasal 61 Peraturan Presiden Nomor 95 Tahun 2018;
"""


def test_a_final_regulation_of_a_regent() -> None:
    identity = of(REGENT + "\f" + CLOSING)
    expect(
        identity,
        title="SISTEM PEMERINTAHAN BERBASIS ELEKTRONIK DI LINGKUNGAN PEMERINTAH KABUPATEN CONTOH",
        number="81", year=2021, issuer="Bupati Contoh", national=False,
        dated=date(2021, 8, 31), date_kind="penetapan", place="Kotabaru", draft=False,
    )  # fmt: skip
    assert identity.marks == (
        "Ditetapkan di Kotabaru pada tanggal 31 Agustus 2021",
        "Diundangkan di Kotabaru pada tanggal 1 September 2021",
        "tercatat dalam Berita Daerah nomor 81",
        "ttd",
    )


def test_the_enactment_is_found_before_an_annex() -> None:
    assert of(REGENT + CLOSING + "\fLAMPIRAN\nBAB I\n" * 30).dated == date(2021, 8, 31)


@pytest.mark.parametrize(
    "before",
    [
        "\nDikeluarkan di Kotalama\npada tanggal 1 Juni 2021",
        "\nDiundangkan di Kotalama\npada tanggal 1 Juni 2021",
        "\nDitetapkan di Kotalama\npada tanggal .........",
    ],
)
def test_the_dated_enactment_counts_before_other_clauses(before: str) -> None:
    text = f"{REGENT}{before}\nBUPATI CONTOH,\nttd\nNAMA ORANG\n{CLOSING}"
    expect(of(text), dated=date(2021, 8, 31), place="Kotabaru", draft=False)


def test_a_regulation_without_its_end_is_neither_draft_nor_final() -> None:
    expect(of(REGENT), draft=None, dated=None, marks=())


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("81 TAHUN 2021", ("81", 2021, False)),
        (": 81 TAHUN 2021", ("81", 2021, False)),
        ("8I TAHUN 2O2l", ("81", 2021, False)),
        ("39TAHUN 2019", ("39", 2019, False)),
        ("1A TAHUN 2020", ("1A", 2020, False)),
        ("28 TAHUN 2OL9", ("28", 2019, False)),
        ("188.45/123/KEP/2023", ("188.45/123/KEP/2023", 2023, False)),
        ("188.45 / 45 / HK / 2022", ("188.45/45/HK/2022", 2022, False)),
        ("065/12-DISKOMINFO", ("065/12-DISKOMINFO", None, False)),
        ("... TAHUN 2024", (None, 2024, True)),
        ("… TAHUN …", (None, None, True)),
        ("TAHUN 2024", (None, 2024, True)),
        ("XX TAHUN 2024", (None, 2024, True)),
        ("____ TAHUN 2024", (None, 2024, True)),
        ("100.3.3.2/    /2024", (None, 2024, True)),
        ("188.45/ .... /2023", (None, 2023, True)),
        ("${nomor_naskah}", (None, None, True)),
        ("", (None, None, True)),
    ],
)
def test_numbers_and_gaps(number: str, expected: tuple[str | None, int | None, bool]) -> None:
    assert parse_number(number) == expected


@pytest.mark.parametrize(("year", "believed"), [(1944, None), (1945, 1945), (2100, 2100), (2101, None)])
def test_a_year_before_the_republic_or_far_ahead_is_a_misreading(year: int, believed: int | None) -> None:
    assert parse_number(f"81 TAHUN {year}") == ("81", believed, False)
    assert parse_number(f"81/SK/{year}") == (f"81/SK/{year}", believed, False)


@given(st.integers(1, 999), st.integers(1945, 2100), st.randoms(use_true_random=False))
def test_digits_misread_as_letters_are_repaired(number: int, year: int, chance: Any) -> None:
    def noisy(digits: str) -> str:
        swapped = digits.translate(str.maketrans("01", "OI"))
        return "".join(chance.choice(pair) for pair in zip(digits, swapped, strict=True))

    shown = str(number) if number < 10 else str(number)[0] + noisy(str(number)[1:])
    assert parse_number(f"{shown} TAHUN {str(year)[0]}{noisy(str(year)[1:])}") == (str(number), year, False)


DRAFT = """RANCANGAN
PERATURAN WALI KOTA CONTOH
NOMOR ... TAHUN 2024
TENTANG
ARSITEKTUR SPBE
DENGAN RAHMAT TUHAN YANG MAHA ESA
WALI KOTA CONTOH,
"""


def test_a_draft_says_why() -> None:
    identity = of(DRAFT + "\fDitetapkan di Contoh\npada tanggal ............ 2024\n", "Perwali Final.pdf")
    expect(identity, draft=True, number=None, year=2024, dated=None, place="Contoh", title="ARSITEKTUR SPBE")
    assert identity.marks == ("kata RANCANGAN di kepala dokumen", "nomor belum diisi", "tanggal penetapan belum diisi")


@pytest.mark.parametrize(
    "head",
    [
        "RANCANGAN PERATURAN BUPATI CONTOH\nNOMOR 5 TAHUN 2024\nTENTANG\nSPBE\n",
        "DRAFT\nPERATURAN BUPATI CONTOH\nNOMOR 5 TAHUN 2024\nTENTANG\nSPBE\n",
        "DRAF REVISI 2\nPERATURAN BUPATI CONTOH\nNOMOR 5 TAHUN 2024\nTENTANG\nSPBE\n",
        "PERATURAN BUPATI CONTOH\nNOMOR XXX TAHUN 2024\nTENTANG\nSPBE\n",
        "PERATURAN BUPATI CONTOH\nNOMOR    TAHUN 2024\nTENTANG\nSPBE\n",
        "PERATURAN BUPATI CONTOH\nNOMOR 5 TAHUN 2024\nTENTANG\nSPBE\nDitetapkan di A\npada tanggal    Mei 2024\n",
        "PERATURAN BUPATI CONTOH\nNOMOR 5 TAHUN 2024\nTENTANG\nSPBE\nDitetapkan di Contoh\npada tanggal\n\nBUPATI\n",
        "PERATURAN BUPATI CONTOH\nNOMOR 5 TAHUN 2024\nTENTANG\nSPBE\nMenimbang: a. bahwa\nDRAFT\nb. bahwa",
    ],
)
def test_marks_of_a_draft(head: str) -> None:
    identity = of(head)
    assert identity.draft is True
    assert identity.marks


def test_a_dated_document_with_an_open_number_is_undecided() -> None:
    text = (
        "PERATURAN BUPATI CONTOH\nNOMOR ... TAHUN 2024\nTENTANG\nSPBE\nDitetapkan di Contoh\npada tanggal 5 Mei 2024\n"
    )
    assert of(text).draft is None


def test_on_a_scan_an_empty_number_may_be_unread_handwriting() -> None:
    text = "PERATURAN BUPATI CONTOH\nNOMOR TAHUN 2024\nTENTANG\nSPBE\n"
    assert of(text).draft is True
    identity = of(text, state=TextState.OCR)
    assert identity.draft is None
    assert "tidak terbaca" in identity.marks[0]


def test_a_name_proves_nothing_but_a_draft_in_it_is_mentioned() -> None:
    assert of(REGENT + CLOSING, "Indikator9eDraftRevisi_Perbup.pdf").draft is False
    assert "nama berkas menyebut draf" in of(REGENT, "Indikator9eDraftRevisi_Perbup.pdf").marks
    assert of(REGENT, "Indikator9eDraftRevisi_Perbup.pdf").draft is None
    assert of(REGENT, "Perbup FINAL.pdf") == of(REGENT, "Perbup.pdf")


def test_a_copy_is_neither_draft_nor_final() -> None:
    expect(of("SALINAN\n" + REGENT), draft=None, marks=())


def test_an_electronic_signature_makes_it_final() -> None:
    expect(of(REGENT, signed=True), draft=False, marks=("tanda tangan elektronik",))
    sentence = "Dokumen ini telah ditandatangani secara elektronik yang diterbitkan oleh BSrE"
    expect(of(REGENT + "\f" + sentence), draft=False)


def test_a_rule_about_electronic_signatures_is_no_signature() -> None:
    assert of(REGENT + "Naskah dinas ditandatangani secara elektronik oleh pejabat.").draft is None


def test_the_gazette_of_a_cited_regulation_is_no_mark() -> None:
    assert of(REGENT + "(BERITA DAERAH KABUPATEN CONTOH TAHUN 2019 NOMOR 12)").marks == ()


@pytest.mark.parametrize(
    ("head", "issuer", "national"),
    [
        ("UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 11 TAHUN 2008", "Republik Indonesia", True),
        ("PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 71 TAHUN 2019", "Pemerintah Republik Indonesia", True),
        ("PERATURAN PRESIDEN REPUBLIK INDONESIA\nNOMOR 95 TAHUN 2018", "Presiden Republik Indonesia", True),
        (
            "PERATURAN MENTERI PENDAYAGUNAAN APARATUR NEGARA\nDAN REFORMASI BIROKRASI\nNOMOR 59 TAHUN 2020",
            "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
            True,
        ),
        ("PERATURAN BADAN SIBER DAN SANDI NEGARA\nNOMOR 4 TAHUN 2021", "Badan Siber dan Sandi Negara", True),
        ("PERATURAN KEPALA ARSIP NASIONAL\nNOMOR 1 TAHUN 2015", "Kepala Arsip Nasional", True),
        (
            "PERATURAN LEMBAGA KEBIJAKAN PENGADAAN BARANG\nNOMOR 1 TAHUN 2015",
            "Lembaga Kebijakan Pengadaan Barang",
            True,
        ),
        ("KEPUTUSAN MENTERI DALAM NEGERI\nNOMOR 1 TAHUN 2015", "Menteri Dalam Negeri", None),
        ("PERATURAN DAERAH KOTA CONTOH\nNOMOR 5 TAHUN 2020", "Kota Contoh", False),
        ("PERATURAN GUBERNUR JAWA TENGAH\nNOMOR 1 TAHUN 2020", "Gubernur Jawa Tengah", False),
        ("KEPUTUSAN WALIKOTA CONTOH\nNOMOR 188.45/1/2023", "Walikota Contoh", False),
        ("KEPUTUSAN SEKRETARIS DAERAH KOTA CONTOH\nNOMOR 7 TAHUN 2023", "Sekretaris Daerah Kota Contoh", False),
        ("KEPUTUSAN KEPALA DINAS KOMINFO\nNOMOR 7 TAHUN 2023", "Kepala Dinas Kominfo", False),
        ("PEMERINTAH KOTA CONTOH\nKEPUTUSAN KEPALA BADAN KEPEGAWAIAN\nNOMOR 7/2023", "Kepala Badan Kepegawaian", False),
        ("KEPUTUSAN KEPALA BADAN KEPEGAWAIAN\nNOMOR 7/2023", "Kepala Badan Kepegawaian", None),
        ("KEPUTUSAN REKTOR UNIVERSITAS CONTOH\nNOMOR 7/2023", "Rektor Universitas Contoh", False),
    ],
)
def test_issuer_and_whether_it_is_national(head: str, issuer: str, national: bool | None) -> None:
    expect(of(head + "\nTENTANG\nTATA KELOLA\nMenimbang"), issuer=issuer, national=national, title="TATA KELOLA")


@pytest.mark.parametrize(
    ("issuer", "agency", "own"),
    [
        ("BADAN SIBER DAN SANDI NEGARA", "Badan Siber dan Sandi Negara", True),
        ("KEPALA BADAN SIBER DAN SANDI NEGARA", "Badan Siber & Sandi Negara", True),
        ("BADAN SIBER DAN SANDI NEGARA", "BSSN", True),
        ("MENTERI PENDAYAGUNAAN APARATUR NEGARA DAN REFORMASI BIROKRASI", "PANRB", True),
        ("MENTERI KEUANGAN REPUBLIK INDONESIA", "Kementerian Keuangan", True),
        ("SEKRETARIS JENDERAL KEMENTERIAN KEUANGAN", "Kementerian Keuangan RI", True),
        ("BADAN PENGAWASAN KEUANGAN DAN PEMBANGUNAN", "Kementerian Keuangan", False),
        ("MENTERI KOMUNIKASI DAN INFORMATIKA", "Kementerian Komunikasi dan Digital", False),
        ("MENTERI DALAM NEGERI", "", False),
        ("BUPATI CONTOH", "Pemerintah Kabupaten Contoh", False),
    ],
)
def test_whether_an_agency_issued_it(issuer: str, agency: str, own: bool) -> None:
    assert issued_by(issuer, agency) is own


def test_an_agencys_own_regulation_is_not_a_national_reference() -> None:
    text = "PERATURAN BADAN SIBER DAN SANDI NEGARA\nNOMOR 4 TAHUN 2021\nTENTANG\nTATA KELOLA\n"
    assert of(text).national is True
    assert of(text, agency=("Pemerintah Kota Contoh", "BSSN")).national is False


def test_a_rule_for_the_ministry_that_names_no_ministry_is_its_own() -> None:
    text = "PERATURAN MENTERI KELAUTAN\nNOMOR 4 TAHUN 2021\nTENTANG\nJARINGAN DI LINGKUNGAN KEMENTERIAN\nMenimbang\n"
    assert of(text).national is None
    assert of(text.replace("DI LINGKUNGAN KEMENTERIAN", "INTERN KEMENTERIAN")).national is None
    assert of(text.replace("KEMENTERIAN\n", "KEMENTERIAN DAN LEMBAGA\n")).national is True


def test_whose_a_ministers_decree_is_only_the_settings_tell() -> None:
    text = "KEPUTUSAN MENTERI DALAM NEGERI\nNOMOR 4 TAHUN 2021\nTENTANG\nTATA KELOLA\n"
    assert of(text).national is None
    assert of(text, agency=("Pemerintah Kota Contoh",)).national is True
    assert of(text, agency=("Kementerian Dalam Negeri",)).national is False


def test_the_issuer_may_stand_above_the_type() -> None:
    assert of("BUPATI CONTOH\nPERATURAN BUPATI\nNOMOR 5 TAHUN 2020\nTENTANG\nSPBE\n").issuer == "Bupati Contoh"


def test_a_title_in_sentence_case_ends_before_the_body() -> None:
    text = "KEPUTUSAN BUPATI CONTOH\nNOMOR 5/2020\nTENTANG\nTim koordinasi\nSPBE kabupaten\nBahwa tim dibentuk.\n"
    assert of(text).title == "Tim koordinasi SPBE kabupaten"


def test_an_amendment_keeps_its_whole_title() -> None:
    text = (
        "PERATURAN BUPATI CONTOH\nNOMOR 9 TAHUN 2022\nTENTANG\nPERUBAHAN ATAS PERATURAN BUPATI CONTOH\n"
        "NOMOR 5 TAHUN 2020 TENTANG SPBE\nDENGAN RAHMAT TUHAN YANG MAHA ESA\n"
    )
    expect(of(text), number="9", title="PERUBAHAN ATAS PERATURAN BUPATI CONTOH NOMOR 5 TAHUN 2020 TENTANG SPBE")


@pytest.mark.parametrize(
    "text",
    [
        "PERATURAN BUPATI CONTOH NOMOR 5 TAHUN 2020 TENTANG SPBE\nDENGAN RAHMAT",
        "PERATURAN BUPATI CONTOH\nNOMOR 5 TAHUN 2020 TENTANG SPBE\nDENGAN RAHMAT",
        "PERATURAN BUPATI CONTOH\nNOMOR :\n5 TAHUN 2020\nTENTANG\nSPBE\nDENGAN RAHMAT",
        "PERATURAN BUPATI CONTOH\nNOMOR 5\nTAHUN 2020\nTENTANG\nSPBE\nDENGAN RAHMAT",
        "P E R A T U R A N BUPATI CONTOH\nNOMOR 5 TAHUN 2020\nT E N T A N G\nSPBE\nDENGAN RAHMAT",
        "Peraturan Bupati Contoh\nNomor 5 Tahun 2020\nTentang\nSPBE\nDengan Rahmat",
        "PERATURAI BUPATI CONTOH\nNOMQR 5 TAHUN 2020\nTENTAMG-\nSPBE\nDENGAN RAHMAT",
        "LAMPIRAN\nPERATURAN BUPATI CONTOH\nNOMOR 5 TAHUN 2020\nTENTANG\nSPBE\nBAB I",
        "PERATURAN\nBUPATI CONTOH\nNOMOR 5 TAHUN 2020\nTENTANG\nSPBE\nBUPATI CONTOH,",
        "PERATURAN BUPATI CONTOH\nNOMOR 5 TAHUN 2020\nTENTANG\nSPBE\nBUPATI CONTOH\nMENIMBANG",
    ],
)
def test_layouts_and_noise_of_one_heading(text: str) -> None:
    expect(of(text), number="5", year=2020, title="SPBE", issuer="Bupati Contoh", national=False)


@given(
    word=st.sampled_from(["PERATURAN", "TENTANG", "NOMOR"]),
    at=st.integers(0, 8),
    letter=st.sampled_from(ascii_uppercase),
)
def test_one_misread_letter_in_a_keyword_does_not_hide_the_heading(word: str, at: int, letter: str) -> None:
    at %= len(word)
    noisy = REGENT.replace(f"\n{word}", f"\n{word[:at]}{letter}{word[at + 1 :]}", 1)
    expect(of(noisy, state=TextState.OCR), number="81", year=2021, issuer="Bupati Contoh")


@pytest.mark.parametrize("above", ["", "baris\n" * 15, "baris\n" * 35])
def test_a_heading_in_capitals_may_stand_further_down(above: str) -> None:
    text = above + REGENT.replace("BUPATI CONTOH\nNOMOR", "BUPATI CONToH\nNOMOR")
    expect(of(text), number="81", year=2021, issuer="Bupati Contoh", national=False)


def test_one_in_title_case_opens_the_document() -> None:
    heading = "Peraturan Bupati Contoh\nNomor 5 Tahun 2020\nTentang\nSPBE\nDengan Rahmat"
    assert of("baris\n" * 8 + heading).number == "5"
    assert of("baris\n" * 15 + heading).number is None
    assert of(heading.replace("Tentang\n", "")).number is None


def test_a_heading_that_breaks_off_has_no_number() -> None:
    expect(of("PERATURAN BUPATI CONTOH\nNOMOR :"), number=None, issuer="Bupati Contoh", title=None)


LONG = [f"{letter * 9} DATA PEMERINTAHAN BERBASIS ELEKTRONIK" for letter in ascii_uppercase[:13]]


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("PERATURAN BUPATI CONTOH\nNOMOR 5 TAHUN 2020\nTENTANG\n" + "\n".join(LONG), 400),
        ("Nomor : 1/2/2024\nHal : " + "penyelenggaraan pemerintahan berbasis data " * 13 + "\nYth. Kepala Dinas", 300),
    ],
    ids=["regulation", "letter"],
)  # fmt: skip
def test_a_long_title_is_cut_between_words(text: str, most: int) -> None:
    title = of(text).title or ""
    assert most - 20 < len(title) <= most + 2
    assert title.endswith(" …")
    assert title[:-2] + " " in " ".join(text.split())


def test_regulations_cited_in_a_report_are_not_its_heading() -> None:
    text = (
        "LAPORAN PELAKSANAAN SPBE\nTAHUN 2023\nDINAS KOMINFO\n\fDasar hukum\n1.\n2.\n"
        "Peraturan Presiden Nomor 95 Tahun 2018\n"
        "tentang Sistem Pemerintahan Berbasis Elektronik\nPeraturan Bupati Contoh Nomor 5 Tahun 2020\n"
    )
    expect(of(text), title="LAPORAN PELAKSANAAN SPBE TAHUN 2023", number=None, issuer=None, national=None, year=2023)


def test_a_decree_enclosed_in_a_letter_is_not_the_letter() -> None:
    letter = "Contoh, 3 Juni 2024\nNomor : 005/9/Kominfo\nPerihal : Penyampaian SK Tim\nYth. Sekretaris Daerah\n"
    filler = "\n".join(f"kalimat isi surat nomor urut {number}" for number in range(20))
    decree = (
        "\fKEPUTUSAN BUPATI CONTOH\nNOMOR 1 TAHUN 2019\nTENTANG\nTIM\nDitetapkan di Contoh\npada tanggal 1 Mei 2019"
    )
    expect(
        of(letter + filler + decree), title="Penyampaian SK Tim", number="005/9/Kominfo",
        dated=date(2024, 6, 3), date_kind="dokumen", national=None,
    )  # fmt: skip


def test_a_circular() -> None:
    text = (
        "PEMERINTAH KABUPATEN CONTOH\nDINAS KOMUNIKASI DAN INFORMATIKA\nSURAT EDARAN\n"
        "NOMOR : 555/12/KOMINFO/2024\nTENTANG\nPENGGUNAAN SUREL DINAS\nYth. Kepala Dinas\nContoh, 3 Maret 2024\n"
    )
    expect(
        of(text), title="PENGGUNAAN SUREL DINAS", number="555/12/KOMINFO/2024", year=2024, national=False,
        dated=date(2024, 3, 3), date_kind="dokumen", place="Contoh",
    )  # fmt: skip


def test_an_invitation_is_dated_by_its_letter_not_by_the_meeting() -> None:
    text = (
        "PEMERINTAH KABUPATEN CONTOH\nContoh, 12 Maret 2024\nNomor : 005/ 123 /Kominfo\n"
        "Hal : Undangan Rapat SPBE\nYth. Daftar\nHari/Tanggal : Kamis, 14 Maret 2024\nAcara : Rapat koordinasi\n"
    )
    expect(
        of(text), title="Undangan Rapat SPBE", number="005/123/Kominfo", year=2024,
        dated=date(2024, 3, 12), date_kind="dokumen", place="Contoh", draft=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "NOTULEN RAPAT\nHari/Tanggal : Senin, 12 Februari 2024\nAcara : Pembahasan Arsitektur SPBE\n",
            "NOTULEN RAPAT: Pembahasan Arsitektur SPBE",
        ),
        (
            "NOTULENSI\nRAPAT PEMBAHASAN PETA RENCANA\nHari, Tanggal : Senin, 12 Februari 2024\n",
            "NOTULENSI RAPAT PEMBAHASAN PETA RENCANA",
        ),
        ("RISALAH RAPAT\nTanggal : 12 Februari 2024\nAgenda :\nReviu SPBE\n", "RISALAH RAPAT: Reviu SPBE"),
        (
            "BERITA ACARA\nPada hari ini tanggal dua belas bulan Februari tahun dua ribu dua puluh empat, kami\n",
            "BERITA ACARA",
        ),
    ],
)
def test_minutes_are_dated_by_their_meeting(text: str, title: str) -> None:
    expect(of(text), title=title, dated=date(2024, 2, 12), date_kind="rapat", year=2024)


def test_an_sop() -> None:
    text = (
        "DINAS KOMINFO\nNomor SOP : 067/12/2023\nTgl. Pembuatan : 2 Januari 2023\nTgl. Efektif : 1 Maret 2023\n"
        "Tgl. Pengesahan : 20 Februari 2023\nNama SOP : Permintaan Subdomain\n"
    )
    expect(
        of(text), title="Permintaan Subdomain", number="067/12/2023", year=2023,
        dated=date(2023, 2, 20), date_kind="penetapan",
    )  # fmt: skip


def test_a_report_takes_its_title_from_the_cover_and_its_date_from_the_end() -> None:
    text = (
        "LAPORAN HASIL EVALUASI\nPELAKSANAAN SPBE\nTAHUN 2023\nPEMERINTAH KOTA CONTOH\n\fKATA PENGANTAR\nisi\n"
        "\fContoh, 20 Desember 2023\nInspektur\n"
    )
    expect(
        of(text), title="LAPORAN HASIL EVALUASI PELAKSANAAN SPBE TAHUN 2023", year=2023,
        dated=date(2023, 12, 20), date_kind="dokumen", place="Contoh",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("meta", "title"),
    [
        ("Panduan SIMPEG", "Panduan SIMPEG"),
        ("Microsoft Word - draf1.doc", "Cara masuk aplikasi"),
        ("untitled", "Cara masuk aplikasi"),
    ],
)
def test_metadata_gives_a_title_unless_a_program_made_it_up(meta: str, title: str) -> None:
    assert of("Cara masuk aplikasi\nbuka halaman depan lalu isi nama.", title=meta).title == title


def test_personal_numbers_do_not_reach_the_title() -> None:
    assert of("x", title="Data penduduk 1219014508850001").title == "Data penduduk 1219************"


def test_silence_is_none() -> None:
    assert of("") == Identity()
    assert of("   \n\n \f 12 \n") == Identity()


@given(
    st.lists(
        st.sampled_from(
            [*REGENT.split("\n"), *CLOSING.split("\n"), *DRAFT.split("\n"), "NOMOR", "TENTANG", "", "\f", "Hal :"]
        ),
        max_size=30,
    )
)
def test_any_order_of_lines_gives_an_identity(lines: list[str]) -> None:
    identity = of("\n".join(lines))
    assert identity.year is None or 1945 <= identity.year <= 2100
    assert identity.title is None or 0 < len(identity.title) <= 402


@given(st.text(max_size=500), st.text(max_size=60))
def test_any_text_gives_an_identity(text: str, name: str) -> None:
    of(text, name)


def test_from_a_pdf_file() -> None:
    data = built.pdf([REGENT, CLOSING])
    expect(identify(read(BinarySource(data=data), "a.pdf"), "a.pdf"), number="81", year=2021, draft=False)


@pytest.mark.samples
@pytest.mark.skipif("SPBE_SAMPLES" not in os.environ, reason="SPBE_SAMPLES is not set")
@pytest.mark.parametrize(
    ("name", "number", "issuer", "national", "dated", "place"),
    [
        ("perbup-batu-bara-81-2021-spbe.pdf", "81", "Bupati Batu Bara", False, date(2021, 8, 31), "Lima Puluh"),
        (
            "perbup-pakpak-bharat-34-2019-rencana-induk.pdf", "34", "Bupati Pakpak Bharat", False,
            date(2019, 10, 2), "Salak",
        ),
        ("peraturan-bssn-4-2021.pdf", "4", "Badan Siber dan Sandi Negara", True, date(2021, 5, 19), "Jakarta"),
    ],
)  # fmt: skip
def test_real_regulations(name: str, number: str, issuer: str, national: bool, dated: date, place: str) -> None:
    reading = read(BinarySource(path=Path(os.environ["SPBE_SAMPLES"]) / name), name)
    expect(
        identify(reading, name), number=number, issuer=issuer, national=national, year=dated.year, dated=dated,
        date_kind="penetapan", place=place, draft=False,
    )  # fmt: skip


def test_a_letter_is_known_by_its_opening_lines() -> None:
    letter = "Nomor : 9/2024\nSifat : Segera\nHal : Entri RKA\nYth. Kepala Dinas\nMohon diisi.\n"
    found = identify(Reading("pdf", pages=[letter]), "x.pdf")
    assert (found.letter, found.title) == (True, "Entri RKA")
    minutes = "NOTULEN RAPAT\nHari/Tanggal : Senin, 4 Maret 2024\nPerihal : Entri RKA\n"
    assert not identify(Reading("pdf", pages=[minutes]), "x.pdf").letter


def test_the_office_above_a_report_is_not_its_title() -> None:
    report = "KEMENTERIAN CONTOH\nBIRO HUBUNGAN MASYARAKAT\nRINGKASAN SUARA WARGA\nTriwulan III 2024\n"
    assert identify(Reading("pdf", pages=[report]), "x.pdf").title == "RINGKASAN SUARA WARGA"


def test_clauses_right_below_each_other_are_all_read() -> None:
    identity = of(
        "KEPUTUSAN BUPATI CONTOH\nNOMOR 5 TAHUN 2024\nTENTANG\nSPBE\nDikeluarkan di Kotalama\npada tanggal 1 Mei 2024\n"
        "Ditetapkan di Kotabaru\npada tanggal 2 Mei 2024\nDiundangkan di Kotabaru\npada tanggal 3 Mei 2024\n"
    )
    assert (identity.dated, identity.place) == (date(2024, 5, 2), "Kotabaru")
    assert [mark.split(" ")[0] for mark in identity.marks[:3]] == ["Ditetapkan", "Diundangkan", "Dikeluarkan"]
