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
