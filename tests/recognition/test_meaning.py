"""Words that stand in a document but do not say what an item asks: cited, part of a name, said of something else."""

from __future__ import annotations

import pytest

from spbe_checklist.text.lexicon import without_claims
from spbe_checklist.text.words import phrase
from tests.recognition.made import cues, match, regulation, seen

CHECK = "c:jaringan_pemerintah"


def accepted(path: str, text: str | list[str]) -> set[str]:
    return {one.evidence for one in seen(path, text).matches if one.accepted}


def test_an_audit_that_cites_a_standard_of_brin_is_not_made_by_brin() -> None:
    report = """INSPEKTORAT KABUPATEN TELUK MELATI
LAPORAN HASIL AUDIT APLIKASI SPBE
Tanggal 4 Juni 2024
Tim Auditor Internal
Kriteria: Peraturan BRIN tentang tata cara audit teknologi informasi
Lingkup: tata kelola, manajemen, fungsionalitas, kinerja aplikasi SPBE
Temuan: log belum lengkap. Rekomendasi: lengkapi log.
"""
    assert "I30.L4.lembaga" not in accepted("30/LHA Aplikasi.docx", report)


AUDIT = """LAPORAN HASIL AUDIT {subject}
{by}
Kota Melati, 4 Juni 2024
Kriteria: {rule} tentang tata cara audit; ISO 27001
Lingkup {subject}: tata kelola, manajemen, fungsionalitas, kinerja
Temuan: log belum lengkap. Rekomendasi: lengkapi log.
"""


@pytest.mark.parametrize(
    ("by", "holding"),
    [
        ("Auditor TIK internal: Rina Marlina, CISA", {"internal"}),
        ("Auditor TIK internal: Rina Marlina, Lead Auditor ISO 27001, sertifikat auditor terlampir", {"internal"}),
        ("Auditor TIK internal dibantu daftar periksa lembaga audit", {"internal"}),
        ("Auditor internal mendampingi\nAuditor eksternal: PT Periksa Tepat", {"internal", "eksternal"}),
        ("Dilaksanakan oleh PT Periksa Tepat", {"internal", "eksternal"}),
    ],
)
def test_who_audited_stands_in_author_lines_and_not_in_certificates(by: str, holding: set[str]) -> None:
    report = AUDIT.format(subject="APLIKASI SPBE", by=by, rule="Pedoman audit")
    items = {one.split(".")[2] for one in accepted("30/LHA.docx", report)}
    assert items & {"internal", "eksternal", "lembaga"} == holding


@pytest.mark.parametrize(("by", "holds"), [("INSPEKTORAT KOTA MELATI", False), ("BADAN SIBER DAN SANDI NEGARA", True)])
def test_a_security_body_is_its_auditor_only_where_it_made_the_report(by: str, holds: bool) -> None:
    report = f"{by}\n" + AUDIT.format(subject="KEAMANAN SPBE", by="Tim auditor internal", rule="Peraturan BSSN")
    assert ("I31.L4.lembaga" in accepted("31/LHA.docx", report)) is holds


def test_a_report_on_its_use_is_no_link_of_the_network_to_others() -> None:
    report = """LAPORAN PEMANFAATAN JARINGAN INTRA PEMERINTAH DAERAH
Tahun 2023
Seluruh perangkat daerah memakai jaringan intra. Gangguan jaringan intra dicatat.
"""
    found = accepted("17/Laporan.docx", report)
    assert "I17.L3.pemanfaatan" in found
    assert not any(one.startswith("I17.L4") for one in found)


def test_a_table_of_programmes_by_year_is_their_detail() -> None:
    plan = """PETA RENCANA SPBE KABUPATEN TELUK MELATI
Tata kelola SPBE, manajemen SPBE, layanan SPBE
Ditetapkan di Teluk Melati pada tanggal 5 Mei 2023
No Program{years}
1 Audit aplikasi SPBE
"""
    assert "I12.L2.dokumen" in accepted("12/Rencana.docx", plan.format(years=" 2023 2024 2025"))
    assert "I12.L2.dokumen" not in accepted("12/Rencana.docx", plan.format(years=" dan unit kerja"))


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("Jaringan Intra Pemerintah Daerah digunakan oleh seluruh perangkat daerah", False),
        ("Jaringan Intra Pemerintah Daerah terhubung dengan Jaringan Intra Pemerintah", True),
        ("keterhubungan dengan Jaringan Intra Pemerintah Daerah lain", True),
    ],
)
def test_the_name_of_the_own_network_is_no_link_to_others(said: str, holds: bool) -> None:
    assert any(cue.startswith(CHECK) for cue in cues().find(phrase(said))) is holds


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Sistem Informasi Kepegawaian Daerah Terintegrasi", "Sistem Informasi Kepegawaian Daerah"),
        ("Aplikasi Kepegawaian Terintegrasi dengan SIASN", "Aplikasi Kepegawaian Terintegrasi dengan SIASN"),
        ("sistem informasi kepegawaian terintegrasi", "sistem informasi kepegawaian terintegrasi"),
    ],
)
def test_the_name_of_an_application_does_not_say_what_it_does(said: str, left: str) -> None:
    assert without_claims(said) == left


def test_parts_listed_in_an_article_on_something_else_do_not_complete_a_list() -> None:
    listed = """Pasal 4
Peta Rencana memuat infrastruktur SPBE, aplikasi SPBE, keamanan SPBE dan audit TIK."""
    two = """Pasal 20
(1) Audit TIK terdiri atas audit infrastruktur SPBE dan audit aplikasi SPBE.
(2) Audit TIK dilaksanakan dua tahun sekali; hasil Audit TIK dilaporkan."""
    three = two.replace("aplikasi SPBE.", "aplikasi SPBE, dan audit keamanan SPBE.")
    assert any(
        "keamanan" in lack for lack in match(seen("9/Perbup.pdf", regulation(listed, two)), "I9.L3.lengkap").lacks
    )
    assert not match(seen("9/Perbup.pdf", regulation(listed, three)), "I9.L3.lengkap").lacks


def test_parts_named_by_the_way_in_several_articles_make_no_list() -> None:
    one = """Pasal 20
Audit TIK atas infrastruktur SPBE dilaksanakan dinas; hasil Audit TIK dilaporkan; jadwal Audit TIK ditetapkan."""
    two = """Pasal 21
Audit TIK atas aplikasi SPBE dilaksanakan dinas; hasil Audit TIK dilaporkan; jadwal Audit TIK ditetapkan."""
    three = """Pasal 22
Audit TIK atas keamanan SPBE dilaksanakan dinas; hasil Audit TIK dilaporkan; jadwal Audit TIK ditetapkan."""
    umbrella = regulation(one, two, three)
    assert any("1 dari 3" in lack for lack in match(seen("9/Perbup.pdf", umbrella), "I9.L3.lengkap").lacks)
    # All of a regulation "tentang Audit TIK" is about it.
    own = regulation(one, two, three, about="AUDIT TEKNOLOGI INFORMASI DAN KOMUNIKASI")
    assert not match(seen("9/Perbup.pdf", own), "I9.L3.lengkap").lacks


def test_an_annex_counts_for_the_subject_that_it_speaks_of() -> None:
    article = """Pasal 20
Audit TIK dilaksanakan menurut Lampiran. Hasil Audit TIK dilaporkan."""
    annex = "LAMPIRAN\n{of}\ninfrastruktur SPBE, aplikasi SPBE, keamanan SPBE\n"
    own = [*regulation(article), annex.format(of="Objek Audit TIK")]
    other = [*regulation(article), annex.format(of="Program kerja")]
    assert not match(seen("9/Perbup.pdf", own), "I9.L3.lengkap").lacks
    assert match(seen("9/Perbup.pdf", other), "I9.L3.lengkap").lacks
