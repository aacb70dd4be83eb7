"""Decisions of an assessor, read from a table and shown where they matter."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.cli.app import run
from spbe_checklist.errors import ConfigurationError
from spbe_checklist.intake.assessor import names_items, pasted, read_decisions
from spbe_checklist.intake.register import read_table
from spbe_checklist.reports import words
from spbe_checklist.settings.file import load_workspace
from spbe_checklist.settings.models import AssessorDecision, Workspace
from spbe_checklist.verdict.build_result import FolderFindings, build_result
from spbe_checklist.verdict.result import EvidenceEntry, Result, Run

PEMDI = choose_catalogue("pemdi-2026")
DAY = dt.date(2026, 9, 20)
TABLE = """Putusan tahap dokumen;;;
Kode Butir;Keputusan;Catatan Asesor;Tanggal
I4-L1-01;Diterima;;2026-09-20
I4 - L1 - 02;Revisi;RKA tidak memuat kegiatan kolaborasi;2026-09-20
I4-L2-02;Revisi;ditolak otomatis;2026-09-20
I8-L1-01;Revisi;belum diunggah;2026-09-20
I20-L1-04;Revisi;;2026-09-20
I1.L1.rancangan;Accepted;;
I2-L1-01;entah;;
"""


def table(folder: Path, text: str = TABLE) -> Path:
    file = folder / "putusan.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_codes_and_decisions_are_read_as_people_write_them() -> None:
    taken = read_decisions(read_table(TABLE.encode(), "putusan.csv"), "putusan.csv", PEMDI, by="asesor", today=DAY)
    assert {one.evidence: one.status for one in taken.decisions} == {
        "I4.L1.tim": "diterima",
        "I4.L1.rencana": "revisi",
        "I4.L2.antarinstansi": "otomatis",
        "I8.L1.tata_kelola": "belum_diunggah",
        "I1.L1.rancangan": "diterima",
    }
    assert {one.date for one in taken.decisions} == {DAY}
    assert ["I20-L1-04" in taken.not_taken[0], "entah" in taken.not_taken[1]] == [True, True]


@pytest.mark.parametrize("written", ["2026-08-31", "2026-08-31T14:05:00", "31/08/2026", "31 Agustus 2026 pukul 14.05"])
def test_the_day_of_a_decision_is_read_as_people_write_it(written: str) -> None:
    rows = [["kode", "keputusan", "catatan", "tanggal"], ["I4-L1-01", "diterima", "", written]]
    taken = read_decisions(rows, "putusan.csv", PEMDI, by="asesor", today=DAY)
    assert [one.date for one in taken.decisions] == [dt.date(2026, 8, 31)]


def test_a_day_that_cannot_be_read_is_said_and_not_taken_for_today() -> None:
    rows = [["kode", "keputusan", "catatan", "tanggal"], ["I4-L1-01", "diterima", "", "minggu lalu"]]
    taken = read_decisions(rows, "putusan.csv", PEMDI, by="asesor", today=DAY)
    assert taken.decisions == ()
    assert taken.not_taken == ("putusan.csv baris 2: tanggal “minggu lalu” tidak terbaca; tulis seperti 31-08-2026",)


def test_a_table_without_codes_is_not_one_of_items() -> None:
    rows = read_table(b"indikator;keputusan\n4;revisi\n", "nilai.csv")
    assert not names_items(rows, PEMDI)
    with pytest.raises(ConfigurationError, match="kolom kode"):
        read_decisions([["nama", "nilai"]], "x.csv", PEMDI, by="", today=DAY)


def test_pasted_lines_are_read_too() -> None:
    rows = pasted("Hasil\nI4-L1-02 | revisi | tidak memuat kolaborasi\nI4-L1-01\tditerima\n")
    assert names_items(rows, PEMDI)
    taken = read_decisions(rows, "tempel.txt", PEMDI, by="", today=DAY)
    assert [(one.evidence, one.status, one.reason) for one in taken.decisions] == [
        ("I4.L1.rencana", "revisi", "tidak memuat kolaborasi"),
        ("I4.L1.tim", "diterima", ""),
    ]


def test_import_writes_them_and_a_later_one_replaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["import", str(table(tmp_path)), "--catalogue", "pemdi-2026"]) == 0
    assert len(load_workspace(tmp_path / "spbe.yaml").assessor) == 5
    again = table(tmp_path, "kode;status\nI4-L1-02;diterima\n")
    assert run(["import", str(again), "--catalogue", "pemdi-2026", "--dry-run"]) == 0
    assert run(["import", str(again), "--catalogue", "pemdi-2026"]) == 0
    now = {one.evidence: one.status for one in load_workspace(tmp_path / "spbe.yaml").assessor}
    assert now["I4.L1.rencana"] == "diterima"
    assert len(now) == 5


def judged(*decisions: AssessorDecision) -> Result:
    nothing = FolderFindings((), (), (), {}, {})
    run_ = Run(folder="x", started="x", seconds=0)
    return build_result(PEMDI, Workspace(assessor=decisions), nothing, run_, year=2026, today=DAY)


def item(result: Result, evidence: str) -> EvidenceEntry:
    return next(one for entry in result.indicators for one in entry.evidence if one.id == evidence)


def test_an_accepted_item_counts_and_says_on_whose_word() -> None:
    result = judged(AssessorDecision(evidence="I4.L1.tim", status="diterima", date=DAY, by="asesor"))
    found = item(result, "I4.L1.tim")
    assert (found.status, found.basis) == ("ada", "asesor")
    assert result.indicators[3].supported_level == 1.17
    assert words.ruling(found) == "Diterima asesor 20 September 2026."


def test_what_is_to_be_handed_in_next_follows_the_decision() -> None:
    revise = AssessorDecision(evidence="I4.L1.rencana", status="revisi", date=DAY, reason="tidak memuat kolaborasi")
    result = judged(
        revise,
        AssessorDecision(evidence="I4.L2.antarinstansi", status="otomatis", date=DAY),
        AssessorDecision(evidence="I8.L1.risiko", status="belum_diunggah", date=DAY),
    )
    said = words.ruling(item(result, "I4.L1.rencana"))
    assert said.startswith("Asesor minta perbaikan 20 September 2026: tidak memuat kolaborasi. Mohon menyampaikan")
    assert "lengkapi tingkat itu lebih dulu" in words.ruling(item(result, "I4.L2.antarinstansi"))
    assert words.ruling(item(result, "I8.L1.risiko")).startswith("Belum diunggah di portal (20 September 2026).")
    assert item(result, "I4.L1.rencana").status == "belum_ada"
