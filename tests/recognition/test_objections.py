"""What assessors hold against a document that looks right is said at the file, and only then."""

from __future__ import annotations

import pytest

from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.recognition.trial import recognise_name

TEAM = """KEPUTUSAN BUPATI TELUK MELATI
NOMOR 12 TAHUN 2024
TENTANG
PEMBENTUKAN {team} AUDIT KEAMANAN SPBE
Menetapkan :
KESATU : Membentuk {team} audit keamanan SPBE.
Ditetapkan di Teluk Melati
pada tanggal 3 Mei 2024
BUPATI TELUK MELATI,
ttd
"""
USE = """LAPORAN
PEMANFAATAN LAYANAN JARINGAN INTRA
TAHUN {year}
Seluruh perangkat daerah memakai jaringan intra. Teluk Melati, 3 Mei {year}
"""
RULE = """PERATURAN BUPATI TELUK MELATI
TENTANG
ARSITEKTUR SPBE
BAB I
KETENTUAN UMUM
Pasal 1
Dalam Peraturan Bupati ini yang dimaksud dengan SPBE adalah sistem.
Pasal 2
Arsitektur SPBE memuat arsitektur proses bisnis dan data.
{end}
"""
BUDGET = """RENCANA KERJA DAN ANGGARAN SATUAN KERJA PERANGKAT DAERAH
Kode rekening, sub kegiatan, pagu, belanja modal, sumber dana
Aplikasi pemerintah digital: {line}
"""


def told(name: str, text: str, edition: str = "spbe-2020", year: int = 2024) -> dict[str, str]:
    """Codes and sentences of the objections to a document."""
    catalogue = choose_catalogue(edition)
    known = {row.id for row in catalogue.objections}
    found = recognise_name(catalogue, name, text, year=year).notices
    return {one.code: one.message for one in found if one.code in known}


def test_a_decree_of_the_team_is_no_report_of_its_work() -> None:
    found = told("31 SK Tim Auditor.pdf", TEAM.format(team="TIM AUDITOR"))
    assert "sk-bukan-laporan" in found
    assert "I31.L2.audit" in found["sk-bukan-laporan"]
    assert "laporan audit" in found["sk-bukan-laporan"]
    assert "tim-asesor-bukan-auditor" not in found
    assert not told("10 SK Tim Koordinasi SPBE.pdf", TEAM.format(team="TIM").replace("AUDIT KEAMANAN", "KOORDINASI"))


def test_an_assessor_team_is_no_auditor_team() -> None:
    found = told("31 SK Tim.pdf", TEAM.format(team="TIM ASESOR INTERNAL"))
    assert "bukan tim auditor" in found["tim-asesor-bukan-auditor"]


def test_a_rule_that_names_assessors_rightly_regulates_audits() -> None:
    rule = RULE.format(end="Pasal 3\nEvaluasi SPBE dilaksanakan oleh tim asesor internal.").replace(
        "ARSITEKTUR SPBE", "AUDIT TEKNOLOGI INFORMASI DAN KOMUNIKASI"
    )
    rule = rule.replace("Arsitektur SPBE memuat", "Audit Teknologi Informasi dan Komunikasi meliputi")
    assert "tim-asesor-bukan-auditor" not in told("9 Perbup Audit TIK.pdf", rule)


def test_a_rule_is_no_proof_that_it_is_carried_out() -> None:
    text = (
        RULE.format(end="")
        .replace("ARSITEKTUR SPBE", "MANAJEMEN RISIKO SPBE")
        .replace("Arsitektur", "Manajemen Risiko")
    )
    assert "aturan-bukan-pelaksanaan" in told("Indikator 21/Perbup Manajemen Risiko SPBE.pdf", text)


@pytest.mark.parametrize(("year", "old"), [(2023, False), (2021, True)])
def test_evidence_of_earlier_years_counts_and_is_named(year: int, old: bool) -> None:
    assert ("bukti-lama" in told("17 Laporan Jaringan Intra.pdf", USE.format(year=year))) is old


def test_a_rule_without_enactment_and_signature_is_named() -> None:
    assert "belum-terlihat-ditetapkan" in told("1 Perbup Arsitektur SPBE.pdf", RULE.format(end="Pasal 3\nPenutup."))
    end = "Ditetapkan di Teluk Melati\npada tanggal 3 Mei 2022\nBUPATI TELUK MELATI,\nttd\nSARI KUSUMA"
    assert "belum-terlihat-ditetapkan" not in told("1 Perbup Arsitektur SPBE.pdf", RULE.format(end=end))


def test_another_index_than_the_one_asked_for() -> None:
    text = "HASIL PENILAIAN INDEKS KAMI\nIndeks keamanan informasi tahun 2026\nNilai indeks, predikat, kategori\n"
    assert "Indeks KAMI" in told("I10 Hasil Indeks KAMI.pdf", text, "pemdi-2026", 2026)["indeks-lain"]
    assert "indeks-lain" not in told("I10 IKASANDI.pdf", text + "Hasil IKASANDI\n", "pemdi-2026", 2026)


def test_a_budget_without_a_line_for_the_purpose() -> None:
    bare = BUDGET.format(line="belanja alat tulis")
    assert "anggaran-tanpa-aplikasi" in told("I13 RKA.pdf", bare, "pemdi-2026", 2026)
    full = BUDGET.format(line="pengembangan aplikasi layanan")
    assert "anggaran-tanpa-aplikasi" not in told("I13 RKA.pdf", full, "pemdi-2026", 2026)


@pytest.mark.parametrize(("line", "named"), [("belanja alat tulis", True), ("sewa server dan bandwidth", False)])
def test_a_budget_names_a_line_for_the_electronic_government_system(line: str, named: bool) -> None:
    text = BUDGET.replace("Aplikasi pemerintah digital: ", "").format(line=line)
    found = told("Indikator 13 RKA Sekretariat.pdf", text)
    assert ("anggaran-tanpa-spbe" in found) is named
    assert not named or "ajukan halaman yang memuatnya" in found["anggaran-tanpa-spbe"]


@pytest.mark.parametrize("edition", ["spbe-2020", "spbe-2018", "pemdi-2026"])
def test_every_objection_says_what_to_do(edition: str) -> None:
    deeds = ("sertakan", "siapkan", "ajukan", "pastikan")
    assert [
        one.id for one in choose_catalogue(edition).objections if not any(do in one.say.lower() for do in deeds)
    ] == []


def test_minutes_about_the_evaluation_are_none_about_the_plan_and_wait_for_a_person() -> None:
    text = "NOTULEN RAPAT KOLABORASI PEMERINTAH DIGITAL\nPeserta rapat: semua OPD\nAgenda rapat: {agenda}\nKesimpulan"
    catalogue = choose_catalogue("pemdi-2026")
    name = "I4 Notulen Kolaborasi Pemerintah Digital.txt"
    about = {
        agenda: recognise_name(catalogue, name, text.format(agenda=agenda), year=2026)
        for agenda in (
            "penilaian mandiri dan pengisian bukti dukung",
            "penyusunan rencana kolaborasi pemerintah digital",
        )
    }
    wrong, right = about.values()
    assert [one.code for one in wrong.notices] == ["rapat-tentang-evaluasi"]
    assert not any(match.accepted for match in wrong.matches)
    assert any("membahas evaluasinya" in doubt for match in wrong.matches for doubt in match.doubts)
    assert not right.notices
    assert any(match.accepted for match in right.matches)


def test_rows_speak_only_of_documents_that_can_be_read() -> None:
    assert not told("I13 RKA.pdf", "", "pemdi-2026", 2026)
    assert [row.id for row in load_catalogue().objections if "{ids}" not in row.say] == []
