"""One document against one item: readable, of a kind that serves, about the subject, and nothing missing."""

from __future__ import annotations

import re

import pytest

from spbe_checklist.facts.facts import Health, TextState
from spbe_checklist.recognition.matcher import Matcher
from spbe_checklist.recognition.offers import Match
from spbe_checklist.settings.models import Service, Workspace
from spbe_checklist.text.lexicon import compile_lexicon
from tests.recognition.made import indicators, made, match, offered, recognise, regulation, seen, shipped

SOP = """STANDAR OPERASIONAL PROSEDUR
LAYANAN JARINGAN INTRA
Nomor SOP 12
Pelaksana, mutu baku, kelengkapan. Pengguna jaringan intra mengajukan permohonan.
"""
REVIEW = """LAPORAN HASIL REVIU
LAYANAN JARINGAN INTRA
TAHUN {year}
Reviu layanan jaringan intra menemukan permasalahan kapasitas. {more}
"""
ADVICE = "Rekomendasi: menambah kapasitas."


def review(year: int | str = 2023, more: str = ADVICE, when: int = 2024) -> Match:
    return match(seen("Laporan Reviu.pdf", REVIEW.format(year=year, more=more), when), "I17.L4.reviu")


def test_a_readable_document_of_the_right_kind_about_the_subject_counts() -> None:
    found = match(seen("17/SOP.pdf", SOP), "I17.L2.sop")
    assert found.accepted
    assert found.page == 1
    assert found.because


@pytest.mark.parametrize(
    ("health", "state", "words"),
    [
        (Health.TERKUNCI, TextState.TIDAK_ADA, "terkunci"),
        (Health.RUSAK, TextState.TIDAK_ADA, "rusak"),
        (Health.KOSONG, TextState.TIDAK_ADA, "kosong"),
        (Health.PINTASAN, TextState.TIDAK_ADA, "pintasan"),
        (Health.TERLALU_BESAR, TextState.TIDAK_ADA, "terlalu besar"),
        (Health.WAKTU_HABIS, TextState.TIDAK_ADA, "waktu baca habis"),
        (Health.MEMORI_HABIS, TextState.TIDAK_ADA, "memori"),
        (Health.TIDAK_DIDUKUNG, TextState.TIDAK_ADA, "format"),
        (Health.TIDAK_TERBACA, TextState.TIDAK_ADA, "tidak dapat dibuka"),
        (Health.BAIK, TextState.PINDAIAN, "pindaian"),
        (Health.BAIK, TextState.TIDAK_ADA, "tidak memuat teks"),
    ],
)
def test_what_cannot_be_read_is_offered_with_the_reason_and_never_accepted(
    health: Health, state: TextState, words: str
) -> None:
    recognition = recognise(made("Indikator 17 SOP Jaringan Intra.pdf", health=health, state=state))
    found = match(recognition, "I17.L2.sop")
    assert not found.accepted
    assert words in found.doubts[0]
    assert not any(one.accepted for one in recognition.matches)


def test_the_reason_of_the_reader_goes_before_our_own_words() -> None:
    found = recognise(made("Indikator 17 SOP.pdf", health=Health.RUSAK, reason="halaman 3 terpotong"))
    assert match(found, "I17.L2.sop").doubts[0] == "halaman 3 terpotong"


def test_text_from_ocr_counts_like_text() -> None:
    assert match(recognise(made("17/SOP.pdf", SOP, state=TextState.OCR)), "I17.L2.sop").accepted


def test_the_wrong_kind_is_not_offered_and_is_said() -> None:
    decree = """KEPUTUSAN BUPATI TELUK MELATI
NOMOR 5 TAHUN 2023
TENTANG
TIM ASESOR INTERNAL
Menimbang : a. bahwa perlu tim;
Mengingat : 1. Undang-Undang;
MEMUTUSKAN:
KESATU : Membentuk tim asesor.
KEDUA : Tim menilai hasil audit keamanan SPBE.
Ditetapkan di Teluk Melati
pada tanggal 2 Mei 2023
"""
    recognition = seen("31 SK Tim Asesor.pdf", decree)
    assert "I31.L2.audit" not in offered(recognition)
    near = match(recognition, "I31.L2.audit")
    assert near.near
    assert not near.accepted
    assert near.lacks[0] == "keputusan (SK), bukan laporan audit TIK"


def test_there_is_no_near_miss_where_the_document_serves() -> None:
    recognition = seen("17/SOP.pdf", SOP)
    assert not [one for one in recognition.matches if one.near and one.indicator == 17]


def test_a_policy_is_no_proof_of_doing() -> None:
    text = regulation(
        "BAB II\nJARINGAN\nBagian Kesatu\nLayanan Jaringan Intra\nPasal 2\nJaringan intra dipakai bersama.\n"
    )
    recognition = seen("Perbup Jaringan Intra.pdf", text)
    assert "I6.L2.aturan" in offered(recognition)
    assert not {"I17.L2.operasional", "I17.L2.sop", "I17.L3.pemanfaatan"} & offered(recognition)


TEAM_DECREE = """KEPUTUSAN WALI KOTA CONTOH
NOMOR 12 TAHUN 2024
TENTANG
{about}
MEMUTUSKAN:
KESATU : Membentuk tim audit TIK dengan susunan keanggotaan sebagaimana tercantum dalam lampiran.
KEDUA : Tim melaksanakan audit TIK pada seluruh perangkat daerah.
KETIGA : Keputusan ini mulai berlaku pada tanggal ditetapkan.
"""


def test_a_decree_that_forms_a_team_is_no_policy_on_its_subject() -> None:
    team = seen("SK Audit TIK.pdf", TEAM_DECREE.format(about="PEMBENTUKAN TIM AUDIT TIK"))
    assert "membentuk tim atau menunjuk orang, bukan mengatur" in " ".join(match(team, "I9.L2.aturan").lacks)
    policy = seen("SK Audit TIK.pdf", TEAM_DECREE.format(about="TATA CARA AUDIT TIK"))
    assert "membentuk tim" not in " ".join(match(policy, "I9.L2.aturan").lacks)


def test_the_decree_on_the_coordination_team_is_what_indicator_10_asks_for() -> None:
    text = TEAM_DECREE.format(about="PEMBENTUKAN TIM KOORDINASI SPBE").replace("tim audit TIK", "Tim Koordinasi SPBE")
    assert not match(seen("SK Tim Koordinasi SPBE.pdf", text), "I10.L2.aturan").lacks


def test_an_unknown_kind_is_offered_for_one_item_only() -> None:
    assert offered(seen("17/Dokumen.pdf")) == {"I17.L2.operasional"}
    stated = offered(seen("17/Dokumen Level 3.pdf"))
    assert len(stated) == 1
    assert all(".L3." in one for one in stated)
    assert len(offered(seen("17/SOP.pdf"))) > 1


def test_a_filed_document_that_does_not_speak_of_the_subject_is_doubtful() -> None:
    found = match(seen("17/SOP.pdf", "STANDAR OPERASIONAL PROSEDUR\nPelaksana\nMutu baku\nKelengkapan\n"), "I17.L2.sop")
    assert any("tidak menyebut" in one for one in found.doubts)


OTHER_SUBJECT = """STANDAR OPERASIONAL PROSEDUR
{title}
Nomor SOP 12/2023
1. Petugas memeriksa lantai dan pusat data sebelum mulai.
2. Lantai dan pusat data dibersihkan oleh petugas.
3. Hasilnya dicatat; lantai dan pusat data diperiksa lagi.
Mutu baku: satu hari. Pelaksana: petugas.
"""


@pytest.mark.parametrize(
    ("title", "counts"), [("PERBAIKAN RUANG KERJA", False), ("PENGGUNAAN PUSAT DATA", True), ("", True)]
)
def test_a_procedure_is_about_what_its_title_names(title: str, counts: bool) -> None:
    found = match(seen("16/16 SOP.txt", OTHER_SUBJECT.format(title=title)), "I16.L2.sop")
    assert found.accepted == counts
    assert ("judulnya menyebut hal lain" in " ".join((*found.doubts, *found.lacks))) != counts


def test_a_draft_is_refused_where_the_final_is_asked_for() -> None:
    found = match(seen("Draf SOP Jaringan Intra.docx", SOP), "I17.L2.sop")
    assert not found.accepted
    assert found.lacks[0].startswith("masih draf")


def test_a_draft_is_exactly_what_the_lowest_level_asks_for() -> None:
    assert "I11.L1.draf" in offered(seen("Draf Arsitektur SPBE.docx"))
    assert "I1.L1.draf" in offered(seen("Raperbup tentang Arsitektur SPBE.docx"))
    assert "I11.L1.draf" not in offered(seen("Dokumen Arsitektur SPBE.docx"))
    assert "I1.L1.draf" not in offered(seen("Perbup tentang Arsitektur SPBE.docx"))


@pytest.mark.parametrize(
    ("written", "evaluated", "fresh"),
    [(2023, 2024, True), (2022, 2024, False), (2022, 2023, True), (2019, 2024, False)],
)
def test_reviews_count_for_two_years(written: int, evaluated: int, fresh: bool) -> None:
    found = review(written, when=evaluated)
    assert found.accepted is fresh
    assert any("berumur lebih dari 24 bulan" in one for one in found.lacks) is not fresh


@pytest.mark.parametrize(("day", "fresh"), [("31 Desember 2022", True), ("30 November 2022", False)])
def test_age_counts_in_months_from_the_end_of_the_evaluation_year(day: str, fresh: bool) -> None:
    text = REVIEW.format(year="", more=ADVICE) + f"\nTeluk Melati, {day}\nKepala Dinas\n"
    assert match(seen("Laporan Reviu.pdf", text), "I17.L4.reviu").accepted is fresh


def test_a_review_without_a_date_needs_a_look() -> None:
    found = review(year="")
    assert found.lacks == ("tanggal dokumen tidak ditemukan; umurnya perlu diperiksa",)


def test_old_reviews_still_serve_items_without_an_age() -> None:
    old = seen("Laporan Reviu.pdf", REVIEW.format(year=2015, more=ADVICE + " Tindak lanjut: sudah ditambah."))
    assert match(old, "I17.L5.rekomendasi").accepted


def test_what_must_be_inside_must_be_found() -> None:
    assert review().accepted
    without = review(more="Semua baik.")
    assert without.lacks == ("belum ditemukan: rekomendasi perbaikan",)


PARTS = ("proses bisnis", "data dan informasi", "infrastruktur SPBE", "aplikasi SPBE", "keamanan SPBE", "layanan SPBE")


def architecture(parts: int, *, preamble: bool = False) -> list[str]:
    named = ", ".join(f"arsitektur {part}" for part in PARTS[:parts])
    text = f"BAB II\nTATA KELOLA\nBagian Kesatu\nArsitektur SPBE\nPasal 8\n(1) Arsitektur SPBE memuat {named}.\n"
    found = regulation(text, "BAB III\nPENUTUP\n")
    if preamble:
        rest = ", ".join(f"arsitektur {part}" for part in PARTS)
        found[0] = found[0].replace("perlu diatur;", f"perlu diatur; b. bahwa {rest} perlu ditata;")
        found[0] += f"3. Domain arsitektur adalah {rest}.\n"
    return found


def test_all_parts_make_a_regulation_complete_and_some_make_it_partial() -> None:
    whole = seen("Perbup SPBE.pdf", architecture(6))
    assert match(whole, "I1.L2.aturan").accepted
    assert match(whole, "I1.L3.lengkap").accepted
    assert match(whole, "I1.L3.lengkap").article == "Pasal 8"
    some = seen("Perbup SPBE.pdf", architecture(3))
    assert match(some, "I1.L2.aturan").accepted
    (lack,) = match(some, "I1.L3.lengkap").lacks
    assert "3 dari 6 ditemukan" in lack
    assert lack.endswith("belum ada: layanan, aplikasi, keamanan")


def test_parts_named_in_definitions_and_preamble_do_not_count() -> None:
    (lack,) = match(seen("Perbup SPBE.pdf", architecture(3, preamble=True)), "I1.L3.lengkap").lacks
    assert "3 dari 6 ditemukan" in lack


def test_one_regulation_serves_many_indicators_each_with_its_article_and_page() -> None:
    pages = regulation(
        "BAB II\nTATA KELOLA\nBagian Kesatu\nArsitektur SPBE\nPasal 2\nArsitektur SPBE disusun.\n"
        "Bagian Kedua\nPeta Rencana SPBE\nPasal 3\nPeta Rencana SPBE disusun.\n",
        "Bagian Ketiga\nPusat Data\nPasal 4\nPusat data dipakai bersama.\nPasal 5\nPusat data diamankan.\n",
        "BAB III\nPENUTUP\n",
    )
    recognition = seen("Perbup SPBE.pdf", pages)
    places = {no: match(recognition, f"I{no}.L2.aturan") for no in (1, 2, 5)}
    assert {no: (one.article, one.page) for no, one in places.items()} == {
        1: ("Pasal 2", 2),
        2: ("Pasal 3", 2),
        5: ("Pasal 4, 5", 3),
    }


def test_more_articles_than_fit_are_counted() -> None:
    articles = "".join(f"Pasal {no}\nPusat data bagian {no}.\n" for no in range(2, 10))
    recognition = seen(
        "Perbup.pdf", regulation(f"BAB II\nX\nBagian Kesatu\nPusat Data\n{articles}", "BAB III\nPENUTUP\n")
    )
    assert match(recognition, "I5.L2.aturan").article == "Pasal 2, 3, 4, 5 dan 4 pasal lain"


def test_a_regulation_filed_under_a_subject_it_does_not_regulate_is_doubtful() -> None:
    recognition = seen("Indikator 5 Perbup.pdf", regulation("BAB II\nX\nPasal 2\nBupati melakukan pembinaan.\n"))
    found = match(recognition, "I5.L2.aturan")
    assert "tidak ada pasal yang mengatur topik ini" in found.doubts


ROADMAP = """PETA RENCANA SPBE
KABUPATEN TELUK MELATI
TAHUN 2022-2026
Peta Rencana SPBE memuat program kerja dan tahapan pelaksanaan.
{more}
"""


def test_a_programme_stands_in_the_roadmap_when_the_roadmap_names_it() -> None:
    named = seen("Peta Rencana SPBE.pdf", ROADMAP.format(more="Program 3: manajemen risiko SPBE."))
    assert match(named, "I21.L2.rencana").doubts
    silent = seen("Peta Rencana SPBE.pdf", ROADMAP.format(more="Program 3: pelatihan."))
    assert "I21.L2.rencana" not in offered(silent)
    assert "I12.L2.dokumen" in offered(silent)


def test_only_what_is_surely_the_roadmap_is_asked_for_programmes() -> None:
    assert "I21.L2.rencana" in offered(seen("Peta Rencana SPBE.pdf"))
    assert "I21.L2.rencana" not in offered(seen("Roadmap.pdf"))


def test_a_number_alone_makes_no_roadmap() -> None:
    assert "I21.L2.rencana" in offered(seen("Indikator 12 Peta Rencana.pdf"))
    assert "I21.L2.rencana" not in offered(seen("Indikator 12 Dokumen Arsitektur SPBE.pdf"))


def test_a_document_on_the_programme_itself_is_no_roadmap() -> None:
    text = "LAPORAN MANAJEMEN RISIKO SPBE\nTAHUN 2023\nManajemen risiko SPBE dilaksanakan sesuai peta rencana SPBE.\n"
    assert "I21.L2.rencana" not in offered(seen("Laporan Manajemen Risiko.pdf", text))


def test_a_document_of_unknown_kind_that_is_clearly_about_a_subject_is_doubtful_for_one_item() -> None:
    text = "Helpdesk di kantor kami\n" + "Helpdesk mencatat setiap gangguan layanan. Helpdesk menjawab pengguna.\n" * 3
    found = [one for one in seen("x.pdf", text).matches if one.indicator == 28]
    assert [(one.near, one.accepted) for one in found] == [(False, False)]
    assert "jenis dokumen belum dapat dikenali" in found[0].doubts


MANUAL = """BUKU PANDUAN {name}
{words}
Berisi informasi {name}: daftar, statistik, dan berita.
"""


def test_a_service_counts_only_where_its_electronic_form_is_spoken_of() -> None:
    papers = MANUAL.format(name="KEARSIPAN DINAMIS", words="Boks disusun di rak menurut nomor.")
    screens = MANUAL.format(name="KEARSIPAN DINAMIS", words="Masuk dengan username, pilih menu naskah.")
    lacks = match(seen("x.pdf", papers), "I37.L1.informasi").lacks
    assert "belum ditemukan: aplikasi atau layanan elektroniknya" in lacks
    assert match(seen("x.pdf", screens), "I37.L1.informasi").accepted


def test_a_service_the_agency_has_not_named_is_never_settled() -> None:
    text = MANUAL.format(name="SANDAR DERMAGA E-RETRIBUSI", words="Masuk, lalu pilih menu.")
    unnamed = [one for one in seen("x.pdf", text).matches if one.indicator in (45, 46, 47)]
    assert unnamed
    assert not any(one.accepted for one in unnamed)
    workspace = Workspace(services={46: Service(name="Sandar Dermaga", apps=("e-Retribusi",))})
    lexicon = compile_lexicon(shipped(), workspace)
    matches = Matcher(shipped(), lexicon, 2024).recognise(made("x.pdf", text, lexicon=lexicon)).matches
    assert {one.indicator for one in matches if one.accepted} == {46}


def test_a_decree_of_a_national_body_waits_until_the_agency_is_known() -> None:
    decree = TEAM_DECREE.format(about="TATA CARA AUDIT TIK").replace("WALI KOTA CONTOH", "MENTERI KELAUTAN")
    found = match(recognise(made("x.pdf", decree)), "I9.L2.aturan")
    assert any("lembaga nasional" in doubt for doubt in found.doubts)
    own = match(recognise(made("x.pdf", decree, agency=("Kementerian Kelautan",))), "I9.L2.aturan")
    assert not any("lembaga nasional" in doubt for doubt in own.doubts)
    other = recognise(made("x.pdf", decree, agency=("Pemerintah Kota Contoh",)))
    assert (other.reference, other.matches) == (True, ())


def test_a_regulation_without_articles_rules_what_its_title_names() -> None:
    text = """PERATURAN BUPATI TELUK MELATI
NOMOR 9 TAHUN 2024
TENTANG
{}
Isi: audit TIK mencakup infrastruktur, aplikasi, keamanan; audit TIK wajib bagi seluruh perangkat daerah.
Audit TIK dilaksanakan Inspektorat. Laporan audit TIK disampaikan kepada Bupati. Pelaksanaan audit TIK dievaluasi.
Ditetapkan di Teluk Melati pada tanggal 3 Mei 2024
"""
    assert match(seen("a.pdf", text.format("AUDIT TEKNOLOGI INFORMASI DAN KOMUNIKASI")), "I9.L2.aturan").accepted
    found = match(seen("a.pdf", text.format("PETA RENCANA SPBE")), "I9.L2.aturan")
    assert "pokok lain" in " ".join(found.doubts)


def test_a_low_score_says_which_clues_are_missing() -> None:
    text = (
        "NOTULEN RAPAT KOPERASI PEGAWAI\nHari Senin, peserta rapat\nSimpanan anggota dibahas, juga iuran dan arisan.\n"
    )
    found = seen("Indikator 16 Notulen.txt", text + "Pusat data disebut sekali.\n")
    doubts = {doubt for one in found.matches if one.indicator == 16 for doubt in one.doubts}
    told = next(doubt for doubt in doubts if doubt.startswith("petunjuk isinya belum cukup: "))
    assert "judul tidak menyebut Layanan Pusat Data" in told
    assert re.search(r"\(-\d,\d dari -0,9 poin\)", told)
    review = match(found, "I16.L4.reviu").doubts
    assert review.index(told) < next(at for at, one in enumerate(review) if one.startswith("tingkat 4")), (
        "whether it is about the subject is asked before what the item asks"
    )


def test_a_screen_that_shows_the_higher_function_shows_the_lower_one() -> None:
    page = "MANUAL APLIKASI SIMDA KEUANGAN\nBuka aplikasi SIMDA Keuangan, cari nomor SPM, lalu unduh dokumennya.\n"
    found = seen("34 Manual SIMDA Keuangan.txt", page * 2)
    assert match(found, "I34.L2.interaksi").lacks == ()
    assert match(found, "I34.L1.informasi").lacks == ()


def test_an_audit_of_applications_says_nothing_of_the_audit_of_security() -> None:
    text = "LAPORAN HASIL AUDIT APLIKASI SPBE\nTahun 2023\nFungsionalitas aplikasi diperiksa auditor internal.\n"
    found = seen("Laporan.txt", text * 2)
    assert indicators(found) == [30]
