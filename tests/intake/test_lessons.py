"""A confirmation teaches this agency's own names: kept readable, only where they tell, and only as a hint."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from spbe_checklist.cli.app import run
from spbe_checklist.intake.lessons import Lessons, recorded
from spbe_checklist.intake.questions import decide, questions
from spbe_checklist.reports.explain import document_text
from spbe_checklist.run.check import Checked, check_folder
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.settings.edit import edit_workspace, take_back
from spbe_checklist.settings.file import load_workspace
from spbe_checklist.settings.models import DocumentDecision
from spbe_checklist.verdict.result import Result

DAY = dt.date(2026, 5, 12)
SETTINGS = '# milik kami\r\nversion: 1\r\nagency: {name: "Kota Contoh"} # nama resmi\r\nyear: 2024\r\n'
HEAD = "PEMERINTAH KOTA CONTOH\nDINAS PERHUBUNGAN\nJalan Pelabuhan 1\n"
REPORT = (
    f"{HEAD}LAPORAN LAYANAN SANDAR KAPAL eDermaga\nTahun 2024\nLayanan publik: pengguna melihat informasi jadwal.\n"
)
GUIDE = f"{HEAD}PANDUAN PENGGUNA eDermaga\nBuka aplikasi eDermaga, lalu pilih menu jadwal.\n"
REPORTED = "46 Laporan eDermaga.txt"
SERVED = "Panduan eDermaga.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "dokumen"
    place.mkdir()
    (tmp_path / "spbe.yaml").write_bytes(SETTINGS.encode())
    for name, text in {REPORTED: REPORT, SERVED: GUIDE}.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


def check(folder: Path) -> Checked:
    return check_folder(CheckOptions(folder, ocr="never", cache_dir=folder.parent / "simpanan"))


def confirm(folder: Path, *chosen: str) -> DocumentDecision:
    """Answer the question about the report, and save what follows."""
    checked = check(folder)
    question = next(one for one in questions(checked.result, checked.catalogue) if one.document.path.startswith("46"))
    decision = decide(question, chosen, "Rina", DAY)
    change, _ = recorded([decision], Lessons(checked.result, checked.catalogue, checked.workspace))
    edit_workspace(folder.parent / "spbe.yaml", change)
    return decision


def offered(result: Result, path: str = SERVED) -> dict[int, bool]:
    """Indicators that a document is offered for, and whether it counts for any item of them."""
    document = next(one for one in result.documents if one.path == path)
    numbers = {one.indicator for one in document.matches if not one.near}
    return {no: any(one.accepted for one in document.matches if one.indicator == no) for no in sorted(numbers)}


def test_a_name_that_was_confirmed_raises_offers_and_nothing_more(folder: Path) -> None:
    assert offered(check(folder).result) == {}
    confirm(folder, "I46.L1.informasi")
    result = check(folder).result
    assert offered(result) == {46: False}, "of the chosen services only the confirmed one, and doubtful"
    told = document_text(result, next(one for one in result.documents if one.path == SERVED))
    assert "karena: dipelajari dari konfirmasi 12 Mei 2026 (eDermaga)" in told
    assert "+3,500  dipelajari dari konfirmasi 12 Mei 2026 (eDermaga)\n" in told
    assert "tidak dihitung untuk “ada”" in told


def test_what_was_learned_stands_in_lines_that_can_be_deleted(folder: Path) -> None:
    confirm(folder, "I46.L1.informasi")
    file = folder.parent / "spbe.yaml"
    text = file.read_bytes().decode()
    assert text.startswith(SETTINGS), "comments, order and line ends stay"
    source = f'date: "2026-05-12", source: "{REPORTED}"}}\r\n'
    line = f'  - {{indicator: 46, what: "aplikasi", name: "eDermaga", {source}'
    assert line in text
    assert [(one.what, one.name) for one in load_workspace(file).learned] == [
        ("aplikasi", "eDermaga"),
        ("kata", "sandar kapal"),
        ("unit", "Dinas Perhubungan"),
    ], "words of the catalogue teach nothing"
    file.write_bytes(text.replace(line, "").encode())
    assert offered(check(folder).result) == {}, "a unit alone is no offer"


def test_an_answer_taken_back_teaches_nothing(folder: Path) -> None:
    decision = confirm(folder, "I46.L1.informasi")
    edit_workspace(folder.parent / "spbe.yaml", take_back(decision))
    assert (folder.parent / "spbe.yaml").read_bytes().decode() == SETTINGS
    confirm(folder, "I46.L1.informasi")
    confirm_no = DocumentDecision(path=decision.path, not_evidence=("*",), date=DAY)
    checked = check(folder)
    change, taught = recorded([confirm_no], Lessons(checked.result, checked.catalogue, checked.workspace))
    edit_workspace(folder.parent / "spbe.yaml", change)
    assert not taught
    assert not load_workspace(folder.parent / "spbe.yaml").learned


def test_a_document_of_several_indicators_and_a_name_of_others_teach_nothing(folder: Path) -> None:
    (folder / "38 Manual eDermaga.txt").write_text(GUIDE + "Barang milik daerah.\n", encoding="utf-8")
    known = "PEMERINTAH KOTA CONTOH\nManual Pengguna JDIH\nBuka JDIH.\n"
    (folder / "44 Manual JDIH.txt").write_text(known, encoding="utf-8")
    checked = check(folder)
    lessons = Lessons(checked.result, checked.catalogue, checked.workspace)
    assert not lessons.of(DocumentDecision(path="44 Manual JDIH.txt", evidence=("I44",), date=DAY)), "the catalogue's"
    assert not lessons.of(DocumentDecision(path=REPORTED, evidence=("I46.L1.informasi", "I38.L1.informasi"), date=DAY))
    taught = lessons.of(DocumentDecision(path=REPORTED, evidence=("I46.L1.informasi",), date=DAY))
    assert [(one.what, one.name) for one in taught] == [("kata", "sandar kapal"), ("unit", "Dinas Perhubungan")]


def test_settings_name_an_indicator_that_there_is_none_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    learned = 'learned:\n  - {indicator: 99, what: "kata", name: "x", date: "2026-05-12", source: "a"}\n'
    (folder.parent / "spbe.yaml").write_text(f"version: 1\n{learned}", encoding="utf-8")
    assert run(["check", str(folder), "--no-cache"]) == 3
    assert "indikator 99 tidak ada" in capsys.readouterr().err


def test_the_switch_of_caution_decides_how_much_must_speak_for_a_document(folder: Path) -> None:
    limits = {}
    for caution in ("hati-hati", "seimbang"):
        (folder.parent / "spbe.yaml").write_text(f'version: 1\ncaution: "{caution}"\n', encoding="utf-8")
        scoring = check(folder).result.scoring
        assert scoring is not None
        assert scoring.caution == caution
        limits[caution] = scoring.threshold
    assert limits["hati-hati"] > limits["seimbang"]
    (folder.parent / "spbe.yaml").write_text('version: 1\ncaution: "berani"\n', encoding="utf-8")
    assert run(["check", str(folder), "--no-cache"]) == 3
