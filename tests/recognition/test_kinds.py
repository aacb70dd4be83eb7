"""What a readable document says of itself outweighs its name; drafts are a state, not a form."""

from __future__ import annotations

import pytest

from spbe_checklist.facts.facts import Facts, TextState
from spbe_checklist.recognition.kinds import KindGuess, guess_kind
from spbe_checklist.recognition.signals import gather
from tests.recognition.made import cues, made, regulation, seen, shipped


def guess(facts: Facts) -> KindGuess:
    return guess_kind(gather(facts, cues(), 47), shipped())


def by_name(path: str) -> KindGuess:
    return guess(made(path))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Notulen Rapat Arsitektur SPBE.pdf", "notulen"),
        ("Perbub 12 Tahun 2022.pdf", "peraturan"),
        ("SK Tim Koordinasi SPBE.pdf", "keputusan"),
        ("SE Sekda tentang Satu Data.pdf", "surat_edaran"),
        ("Undangan Rapat SPBE.pdf", "undangan"),
        ("SOP Jaringan Intra.pdf", "sop"),
        ("RKA Diskominfo 2024.xlsx", "rencana_anggaran"),
        ("Laporan Audit Keamanan SPBE.pdf", "laporan_audit"),
        ("Register Risiko SPBE.xlsx", "register_risiko"),
        ("Pakta Integritas.pdf", "pakta_integritas"),
        ("Manual Book SRIKANDI.pdf", "manual"),
        ("Video Aplikasi.mp4", "video"),
        ("Dokumen.pdf", None),
        ("IMG_2031.pdf", None),
    ],
)
def test_kinds_named_in_file_names(name: str, kind: str | None) -> None:
    assert by_name(name).kind == kind


def test_the_kind_named_first_wins() -> None:
    assert by_name("Undangan Rapat Penyusunan SOP Jaringan.pdf").kind == "undangan"
    assert by_name("SOP Penerbitan Undangan.pdf").kind == "sop"


def test_the_folder_tells_where_the_name_is_silent() -> None:
    assert by_name("Notulen/rapat pertama.pdf").kind == "notulen"
    assert by_name("Notulen/SOP Jaringan.pdf").kind == "sop"


def test_content_outweighs_the_name_and_the_name_is_reported() -> None:
    text = "STANDAR OPERASIONAL PROSEDUR\nLayanan Jaringan Intra\nPelaksana\nMutu baku\nKelengkapan\n"
    found = guess(made("Laporan Audit Jaringan.pdf", text))
    assert (found.kind, found.other) == ("sop", "laporan_audit")
    assert guess(made("SOP Jaringan.pdf", text)).other is None


def test_what_the_head_says_first_beats_many_weaker_signs() -> None:
    head = (
        "NOTULEN RAPAT\nPembahasan standar operasional prosedur layanan\nProsedur memuat pelaksana, mutu baku, "
        "kelengkapan, keterkaitan, peringatan, pencatatan dan pendataan, kualifikasi pelaksana.\n"
    )
    assert guess(made("SOP/SOP Layanan.pdf", head)).kind == "notulen"


def test_what_speaks_about_a_document_is_not_the_document() -> None:
    invitation = (
        "UNDANGAN\nNomor 005/12/2024\nMengharap kehadiran Saudara pada pembahasan Laporan Reviu Jaringan Intra.\n"
    )
    assert guess(made("Undangan.pdf", invitation)).kind == "undangan"
    slides = "SOSIALISASI PETA RENCANA SPBE\nPeta Rencana SPBE memuat program kerja dan tahapan pelaksanaan.\n"
    assert guess(made("Materi.pptx", slides)).kind == "materi"
    report = "LAPORAN HASIL REVIU JARINGAN INTRA\nSesuai undangan rapat dan sosialisasi tahun lalu.\n"
    assert guess(made("Laporan.pdf", report)).kind == "laporan_reviu"


def test_a_picture_is_perhaps_a_screenshot_and_a_document_is_not() -> None:
    assert by_name("IMG_2031.jpg").kind == "tangkapan_layar"
    assert by_name("IMG_2031.pdf").kind is None
    assert by_name("Notulen.jpg").kind == "notulen"


def test_structure_alone_tells_a_regulation() -> None:
    found = guess(made("scan0001.pdf", regulation()))
    assert found.kind == "peraturan"
    assert found.because


def test_a_regulation_that_sets_a_plan_is_both() -> None:
    set_by_it = guess(made("perbup.pdf", regulation(about="PETA RENCANA SPBE TAHUN 2022-2026")))
    assert set_by_it.kind == "peraturan"
    assert "peta_rencana" in set_by_it.also
    assert guess(made("perbup.pdf", regulation())).also == ()


@pytest.mark.parametrize(
    ("path", "text", "draft"),
    [
        ("Draf SOP Jaringan Intra.docx", "", True),
        ("Raperwali Arsitektur SPBE.docx", "", True),
        ("SOP Jaringan Intra.docx", "", False),
        ("SOP Jaringan Intra FINAL.docx", "RANCANGAN\nPERATURAN BUPATI X\nNOMOR ... TAHUN ...\nTENTANG\nSPBE\n", True),
    ],
)
def test_drafts(path: str, text: str, draft: bool) -> None:
    found = guess(made(path, text))
    assert found.draft is draft
    assert bool(found.draft_because) is draft


def test_a_draft_of_a_regulation_is_a_regulation_too() -> None:
    found = by_name("Raperbup tentang Arsitektur SPBE.docx")
    assert (found.kind, found.draft) == ("peraturan", True)


def test_an_enacted_regulation_called_draft_is_none() -> None:
    assert guess(made("Draf Perbup SPBE.pdf", regulation())).draft is False


@pytest.mark.parametrize(
    ("name", "team"),
    [
        ("SK Tim Auditor SPBE.pdf", True),
        ("SKTimKoordinasiSPBE.pdf", True),
        ("Keputusan Bupati tentang Pembentukan Tim Data.pdf", True),
        ("SK Satu Data.pdf", False),
        ("Undangan Rapat Pembentukan Tim.pdf", False),
        ("Perbup Tim Koordinasi SPBE.pdf", False),
    ],
)
def test_decrees_that_form_a_team(name: str, team: bool) -> None:
    assert by_name(name).forms_team is team


def test_a_picture_that_shows_an_announcement_is_no_slide_deck() -> None:
    shown = "BERANDA\nSosialisasi aplikasi kinerja\nDaftar target dan realisasi pegawai\n"
    assert guess(made("Beranda.png", shown)).kind != "materi"
    assert guess(made("Beranda.pptx", shown)).kind == "materi"


def test_a_text_that_cites_a_regulation_is_none() -> None:
    cited = "Manajemen risiko berpedoman pada Peraturan Wali Kota Nomor 36 Tahun 2020 tentang Pengelolaan Risiko.\n"
    assert guess(made("x.pdf", cited)).kind is None
    assert guess(made("Perwali Risiko.pdf", cited)).kind == "peraturan"  # what its name says is another matter
    itself = "PERATURAN WALI KOTA NUSA BAHARI\nNOMOR 36 TAHUN 2020\nTENTANG\nPENGELOLAAN RISIKO\n"
    assert guess(made("x.pdf", itself)).kind == "peraturan"


def test_what_is_called_lapor_is_no_report() -> None:
    assert by_name("Dashboard SP4N LAPOR.png").kind == "tangkapan_layar"
    assert by_name("Laporan SP4N LAPOR.pdf").kind == "laporan"


def test_what_the_title_calls_itself_comes_before_what_the_head_mentions() -> None:
    text = (
        "DOKUMEN IT ROADMAP 2022-2024\nLembaga Pengawas Mutu\nWS2 Management practice: risk register, asset register.\n"
    )
    assert guess(made("x.pdf", text)).kind == "peta_rencana"


LETTER = """PEMERINTAH KABUPATEN CONTOH
BADAN KEUANGAN DAN ASET DAERAH
Nomor : 900/12/2024
Sifat : Segera
Hal : {about}
Yth. Kepala Perangkat Daerah
di tempat
{body}
"""


def test_the_subject_line_of_a_letter_names_no_form() -> None:
    body = "Operator mengisi kode rekening, pagu, sub kegiatan, dan sumber dana."
    assert guess(made("x.pdf", LETTER.format(about="RKA SKPD 2025", body=body))).kind == "surat"
    assert guess(made("x.pdf", f"RKA SKPD TAHUN 2025\n{body}\n")).kind == "rencana_anggaran"


def test_a_letter_that_invites_is_an_invitation() -> None:
    body = "Kami mengharap kehadiran Saudara pada:\nHari tanggal : Senin\nWaktu : 09.00\nTempat : aula\nAcara : rapat"
    assert guess(made("x.pdf", LETTER.format(about="Rapat persiapan", body=body))).kind == "undangan"


def test_a_form_inside_a_title_is_what_the_document_is_about() -> None:
    assert guess(made("x.docx", "EXIT MEETING: PEMERIKSAAN APLIKASI BANTUAN SOSIAL\n")).kind != "tangkapan_layar"
    assert guess(made("x.docx", "SURVEI KEPUASAN ATAS MANUAL BOOK PRESENSI\n")).kind == "survei"
    assert guess(made("x.docx", "SOSIALISASI PETA RENCANA SPBE\n")).kind != "peta_rencana"
    assert guess(made("x.docx", "PETA RENCANA SPBE TAHUN 2024\n")).kind == "peta_rencana"


def test_slides_are_slides_whatever_they_open_with() -> None:
    budget = "RKA TANPA BEGADANG\nPilih kode rekening, sub kegiatan, dan sumber dana; pagu datang sendiri.\n"
    assert guess(made("x.pptx", budget)).kind == "materi"
    book = "DOKUMEN ARSITEKTUR SPBE\nDomain arsitektur, arsitektur aplikasi, arsitektur keamanan, as is, to be.\n"
    assert guess(made("x.pptx", book)).kind == "arsitektur"


def test_words_on_a_screen_are_no_title_but_a_photographed_decree_is_one() -> None:
    screen = "Beranda Permohonan Laporan Temuan Keluar\nPermohonan akses baru\n"
    assert guess(made("x.png", screen, state=TextState.OCR)).kind == "tangkapan_layar"
    decree = "KEPUTUSAN BUPATI CONTOH\nNOMOR 4 TAHUN 2024\nTENTANG\nLAYANAN PUSAT DATA\nMEMUTUSKAN\n"
    assert guess(made("x.jpg", decree, state=TextState.OCR)).kind == "keputusan"


def test_an_instruction_of_any_office_is_a_circular() -> None:
    text = "INSTRUKSI SEKRETARIS UTAMA\nNOMOR INS-04 TAHUN 2024\ntentang\nPENEMPATAN SISTEM DI RUANG SERVER\n"
    assert guess(made("x.pdf", text)).kind == "surat_edaran"
    assert guess(made("x.pdf", "INSTRUKSI KERJA\nMenyalakan genset\n")).kind != "surat_edaran"


def test_an_inspection_report_is_an_audit_report() -> None:
    text = "LAPORAN HASIL PEMERIKSAAN\natas Sarana Komputasi\nAuditi: Diskominfo. Lingkup pemeriksaan: ruang server.\n"
    assert guess(made("x.pdf", text)).kind == "laporan_audit"
    assert guess(made("x.pdf", "LAPORAN HASIL KEGIATAN\nPelatihan operator\n")).kind == "laporan"


@pytest.mark.parametrize(
    "about", ["PENUNJUKAN PETUGAS KEBERSIHAN GEDUNG", "PENGANGKATAN PENGELOLA LAMAN", "PETUGAS PIKET"]
)
def test_a_decree_that_appoints_people_regulates_nothing(about: str) -> None:
    head = "KEPUTUSAN KEPALA DINAS CONTOH\nNOMOR 4 TAHUN 2024\nTENTANG\n{}\nMEMUTUSKAN\nKESATU : Menunjuk.\n"
    assert guess(made("x.pdf", head.format(about))).forms_team
    assert not guess(made("x.pdf", head.format("TATA CARA PENUNJUKAN PENYEDIA"))).forms_team


def test_a_fixed_heading_goes_before_what_a_title_names_beside_it() -> None:
    body = "Pilih kode rekening, sub kegiatan, pagu, dan sumber dana.\n"
    assert guess(made("x.pdf", f"PANDUAN MENYUSUN RKA DAN DPA\n{body}")).kind == "manual"


def test_of_which_kind_a_report_is_stands_behind_the_word() -> None:
    assert guess(made("x.pdf", "LAPORAN RINGKAS AUDIT KEAMANAN\nTahun 2024\n")).kind == "laporan_audit"
    assert guess(made("x.pdf", "LAPORAN PENYUSUNAN SOP\nTahun 2024\n")).kind == "laporan"


def test_a_menu_on_a_screen_is_no_heading() -> None:
    screen = "Beranda | PKPT | Surat Tugas | Kertas Kerja | LHP\nKonsultasi\n"
    assert guess(made("x.png", screen, state=TextState.OCR)).kind == "tangkapan_layar"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("LAPORAN DAFTAR BARANG ASET TIDAK BERWUJUD", "daftar"),
        ("RINGKASAN APBD MENURUT ORGANISASI", "rencana_anggaran"),
        ("NERACA PER 31 DESEMBER 2023", "laporan"),
        ("PANDUAN PENANGANAN GANGGUAN LAYANAN", "pedoman"),
        ("PANDUAN PENGGUNAAN APLIKASI LAYANAN", "manual"),
        ("SREENSHOT APLIKASI PAJAK DAN INTEGRASI DATA", "tangkapan_layar"),
    ],
)
def test_what_a_title_calls_the_paper(title: str, kind: str) -> None:
    assert guess(made("x.pdf", f"{title}\nTahun 2023\n1 Uraian\n")).kind == kind


def test_a_decree_that_forms_a_team_is_shown_as_one() -> None:
    head = "KEPUTUSAN BUPATI TELUK MELATI\nNOMOR 4 TAHUN 2024\nTENTANG\n{}\nMEMUTUSKAN\nKESATU : Menetapkan.\n"
    assert seen("x.pdf", head.format("PEMBENTUKAN TIM LAYANAN")).kind == "pembentukan_tim"
    assert seen("x.pdf", head.format("TARIF LAYANAN")).kind == "keputusan"
