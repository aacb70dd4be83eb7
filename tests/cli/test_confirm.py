"""Settling documents by hand: answers land in spbe.yaml, are used by the next run, and survive renaming."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from spbe_checklist.settings.file import load_workspace
from tests.program import told

SETTINGS = """version: 1
# keterangan yang harus tetap ada
agency: {name: "Kota Contoh"}
year: 2024
"""
GUIDE = """PEMERINTAH KOTA CONTOH
PEDOMAN MANAJEMEN ASET TIK
Pedoman ini mengatur manajemen aset TIK di lingkungan pemerintah kota.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dokumen").mkdir()
    (tmp_path / "spbe.yaml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "dokumen" / "24 Pedoman Manajemen Aset TIK.txt").write_text(GUIDE, encoding="utf-8")
    return tmp_path / "dokumen"


def spbe(*arguments: str, answers: str = "") -> subprocess.CompletedProcess[str]:
    return told(*arguments, "--no-cache", "--ocr", "never", answers=answers)


def offers(folder: Path) -> list[dict[str, object]]:
    done = spbe(str(folder), "--format", "json")
    result = json.loads(done.stdout)
    return [
        {"id": item["id"], "status": item["status"], "basis": item["basis"], **offer}
        for entry in result["indicators"]
        for item in entry["evidence"]
        for offer in item["documents"]
    ]


def test_yes_is_remembered_used_and_survives_renaming(folder: Path) -> None:
    before = {one["id"]: one["status"] for one in offers(folder)}
    assert before["I24.L3.pedoman"] == "perlu_diperiksa"
    done = spbe("confirm", str(folder), "--by", "Rina", answers="b-bukan-jawaban\ny\n")
    assert done.returncode == 0, done.stderr
    assert "PEDOMAN MANAJEMEN ASET TIK" in done.stderr
    settings = (folder.parent / "spbe.yaml").read_text(encoding="utf-8")
    assert "# keterangan yang harus tetap ada" in settings
    decision = load_workspace(folder.parent / "spbe.yaml").documents[0]
    assert (decision.by, decision.evidence) == ("Rina", ("I24.L3.pedoman",))
    (folder / "24 Pedoman Manajemen Aset TIK.txt").rename(folder / "nama lain.txt")
    confirmed = [one for one in offers(folder) if one["id"] == "I24.L3.pedoman"]
    assert [(one["path"], one["status"], one["confirmed"]) for one in confirmed] == [("nama lain.txt", "ada", True)]


def test_no_takes_the_document_out(folder: Path) -> None:
    assert spbe("confirm", str(folder), answers="n\n").returncode == 0
    assert offers(folder) == []


def test_the_questions_are_listed_without_asking(folder: Path) -> None:
    done = spbe("confirm", str(folder), "--list", "--format", "json")
    (question,) = json.loads(done.stdout)["questions"]
    assert list(question) == ["path", "gain", "evidence", "because"]
    assert question["path"] == "24 Pedoman Manajemen Aset TIK.txt"
    assert question["evidence"] == ["I24.L3.pedoman"]
    assert question["because"]
    assert (folder.parent / "spbe.yaml").read_text(encoding="utf-8") == SETTINGS
    assert "I24.L3.pedoman" in spbe("confirm", str(folder), "--list").stdout


def test_no_question_comes_back_and_an_answer_can_be_taken_back(folder: Path) -> None:
    (folder / "24 Laporan Penerapan Manajemen Aset TIK.txt").write_text(
        "PEMERINTAH KOTA CONTOH\nLAPORAN PENERAPAN MANAJEMEN ASET TIK\nManajemen aset TIK berjalan.\n", encoding="utf-8"
    )
    asked = json.loads(spbe("confirm", str(folder), "--list", "-f", "json").stdout)["questions"]
    assert len(asked) == 2
    spbe("confirm", str(folder), answers="n\nu\nq\n")
    assert json.loads(spbe("confirm", str(folder), "--list", "-f", "json").stdout)["questions"] == asked
    spbe("confirm", str(folder), answers="1\ny\ny\n" * 2)
    assert json.loads(spbe("confirm", str(folder), "--list", "-f", "json").stdout)["questions"] == []


def test_other_items_are_checked_before_they_are_saved(folder: Path) -> None:
    done = spbe("confirm", str(folder), answers="i\nI99.L1.apa\ni\nI24.L3.pedoman, I24\n")
    assert "Tidak dikenal: I99.L1.apa" in done.stderr
    assert load_workspace(folder.parent / "spbe.yaml").documents[0].evidence == ("I24.L3.pedoman", "I24")


@pytest.mark.parametrize("answers", ["", "q\n", "l\n"])
def test_nothing_is_saved_without_an_answer(folder: Path, answers: str) -> None:
    assert spbe("confirm", str(folder), answers=answers).returncode == 0
    assert (folder.parent / "spbe.yaml").read_text(encoding="utf-8") == SETTINGS


def test_nothing_to_settle(tmp_path: Path) -> None:
    (tmp_path / "belanja.txt").write_text("Resep kue lapis.\n", encoding="utf-8")
    done = spbe("confirm", str(tmp_path))
    assert "Tidak ada dokumen yang perlu diputuskan" in done.stderr
