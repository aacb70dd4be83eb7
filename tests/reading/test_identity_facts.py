"""What else a document says of itself: filled in or not, its letterhead, its makers, what an invitation names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.facts.facts import Facts, Health, Identity, Reading, TextState
from spbe_checklist.facts.json_form import from_json, to_json
from spbe_checklist.reading.identity.identify import identify

DOTS = "." * 40


def of(text: str, state: TextState = TextState.ADA) -> Identity:
    """Identity of a text; a form feed starts a page."""
    return identify(Reading("pdf", text=state, pages=text.split("\f")), "dokumen.pdf")


FORM = f"""PEMERINTAH KOTA CONTOH
DINAS KOMUNIKASI DAN INFORMATIKA
FORMULIR PENDAFTARAN APLIKASI
Nama : {DOTS}
Jabatan : {DOTS}
Alamat : {DOTS}
Nama Aplikasi : {DOTS}
Pengelola : {DOTS}
Tanggal Mulai : {DOTS}
"""
CONTENTS = "\n".join(f"{number}. Bagian tentang hal lain {DOTS} {number}" for number in range(1, 20))
LABELS = "\nNama :\nJabatan :\nAlamat :\nTanggal :\nTempat :\nisi"
INSTRUCTIONS = "\nKolom 1 diisi nama\nKolom 2 diisi alamat\nKolom 3 diisi tanggal\nKolom 4 diisi tanda tangan"
FILLED = FORM.replace(DOTS, "Budi, Kotabaru")


def test_dotted_lines_make_a_form() -> None:
    identity = of(FORM)
    assert identity.form
    assert identity.unfilled == ("6 isian masih bertitik-titik",)


@pytest.mark.parametrize(
    "text",
    [
        FILLED,
        CONTENTS,
        "Tanda tangan (" + DOTS + ")",
        "kata biasa di dalam sebuah kalimat panjang " * 80 + (DOTS + " ") * 6,
        "kata biasa di dalam sebuah kalimat panjang " * 80 + LABELS,
        "kata biasa di dalam sebuah kalimat panjang " * 80 + INSTRUCTIONS,
        INSTRUCTIONS.replace("diisi alamat", "memuat alamat"),
        "Laporan xxx dan Xxx",
    ],
    ids=[
        "filled",
        "contents",
        "one-signature",
        "blanks-in-a-long-text",
        "labels-in-a-long-text",
        "instructions-in-one",
        "three-instructions",
        "small",
    ],
)
def test_what_is_no_form(text: str) -> None:
    identity = of(text)
    assert not identity.form
    assert not identity.unfilled


def test_dots_on_a_scan_may_hold_handwriting() -> None:
    assert not of(FORM, TextState.OCR).form


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("KOP SURAT\nNotulen Rapat Evaluasi", "kop surat belum diganti"),
        (
            "SOP\nNOMOR : XXX/YYY\nDinas ${nama_dinas}\nTanggal dd-mm-yyyy",
            "penanda belum diganti: “XXX”, “${nama_dinas}”",
        ),
        (LABELS, "4 isian masih kosong"),
        (INSTRUCTIONS, "petunjuk"),
    ],
)
def test_templates(text: str, sign: str) -> None:
    identity = of(text)
    assert identity.form
    assert any(sign in found for found in identity.unfilled)


def test_a_single_placeholder_is_a_gap_not_a_form() -> None:
    identity = of("LAPORAN EVALUASI\nTahun 2024\nHasilnya baik.\n${ttd_pengirim}")
    assert not identity.form
    assert identity.unfilled == ("penanda belum diganti: “${ttd_pengirim}”",)


def test_chapter_thirty_is_no_placeholder() -> None:
    assert not of("BAB XXX\nKETENTUAN PENUTUP").unfilled


INVITATION = """PEMERINTAH KOTA CONTOH
SEKRETARIAT DAERAH
Jalan Merdeka Nomor 1 Telepon 123456
Nomor : 005/12/2024 Kotabaru, 4 Maret 2024
Sifat : Penting
Lampiran : -
Hal : Undangan
Kepada Yth.
Kepala Dinas se-Kota Contoh
Dengan hormat kami mengundang Saudara pada:
Hari/Tanggal : Rabu, 6 Maret 2024
Waktu : 09.00 WIB s.d. selesai
Tempat : Ruang Rapat Utama
Acara : Evaluasi SPBE Tahun 2024
"""


def test_a_real_invitation_names_day_time_place_and_agenda() -> None:
    identity = of(INVITATION)
    assert identity.meeting == ("hari", "waktu", "tempat", "acara")
    assert identity.letterhead == "Pemerintah Kota Contoh, Sekretariat Daerah"
    assert identity.subject_line == "Undangan"


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("Rabu, 6 Maret 2024", "....................", "hari"),
        ("09.00 WIB s.d. selesai", "......", "waktu"),
        ("Ruang Rapat Utama", "________", "tempat"),
        ("Acara : Evaluasi SPBE Tahun 2024", "Atas perhatian Saudara kami ucapkan terima kasih.", "acara"),
    ],
)
def test_what_an_invitation_leaves_open_is_not_stated(old: str, new: str, missing: str) -> None:
    assert set(of(INVITATION.replace(old, new)).meeting) == {"hari", "waktu", "tempat", "acara"} - {missing}


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        (
            "LAPORAN AUDIT\nDisusun oleh: Tim Auditor Internal Inspektorat Kota Contoh",
            "Tim Auditor Internal Inspektorat",
        ),
        ("LAPORAN AUDIT\nAuditor : PT. Uji Aman Sejahtera", "PT. Uji Aman Sejahtera"),
        ("Audit ini dilaksanakan oleh Badan Riset Contoh pada bulan Maret 2024.", "Badan Riset Contoh"),
        ("LAPORAN AUDIT\nAuditor TIK eksternal: CV Periksa Tepat, CISA", "CV Periksa Tepat"),
        ("LAPORAN AUDIT\nAuditor TIK internal: Rina Marlina", "Auditor TIK Internal"),
        ("LAPORAN\nDisusun oleh:\nDinas Komunikasi dan Informatika", "Dinas Komunikasi dan Informatika"),
    ],
)
def test_who_made_it(text: str, authors: str) -> None:
    assert any(found.startswith(authors) for found in of(text).authors)


@pytest.mark.parametrize(
    "text", ["Auditor : Budi Santoso, CISA", "Kegiatan dilaksanakan oleh panitia pada bulan Maret."]
)
def test_persons_are_no_authors(text: str) -> None:
    assert of(text).authors == ()


def test_a_standard_cited_is_no_author() -> None:
    assert of("Audit mengacu pada Peraturan BRIN Nomor 1 Tahun 2024 dan ISO 27001.").authors == ()


def test_the_office_that_signs() -> None:
    text = "LAPORAN\fKotabaru, 4 Maret 2024\nINSPEKTUR KOTA CONTOH,\nBUDI SANTOSO\nPembina\nNIP 197001011990031001"
    assert of(text).signatory == "Inspektur Kota Contoh"
    assert of("INSPEKTUR KOTA CONTOH,\nttd\nBUDI SANTOSO").signatory == "Inspektur Kota Contoh"


@given(st.text(alphabet=st.sampled_from("NamaAlamat :.…_\n\fXdiisi${}()12"), max_size=300), st.sampled_from(TextState))
def test_any_text_gives_facts_that_survive_storage(text: str, state: TextState) -> None:
    facts = Facts("a", 1, "", "pdf", Health.BAIK, state, identity=of(text, state))
    assert from_json(to_json(facts), Facts) == facts
    assert facts.identity.unfilled or not facts.identity.form
