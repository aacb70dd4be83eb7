"""``spbe-check catalogue show --ids``: indicators and evidence ids; and the older words for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from spbe_checklist.cli.app import run
from tests.recognition.made import shipped


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["catalogue", "show", "--ids", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_every_indicator_and_every_id_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = listed(capsys)
    assert (code, err) == (0, "")
    found = [line.split()[0] for line in out.splitlines() if line.startswith("    I")]
    assert found == list(shipped().by_evidence)
    assert len([line for line in out.splitlines() if not line.startswith("    ")]) == 47


def test_labels_are_beside_the_ids(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = listed(capsys, "--indicator", "17")
    for id_, (indicator, item) in shipped().by_evidence.items():
        assert (f"{id_} " in out) == (indicator.no == 17)
        if indicator.no == 17:
            assert item.label in out


def test_without_evidence_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = listed(capsys, "--no-evidence", "--indicator", "1-3,44")
    lines = out.splitlines()
    assert [int(line.split()[0]) for line in lines] == [1, 2, 3, 44]
    assert lines[0] == " 1  Arsitektur SPBE (bobot 1,30)"


def test_another_edition(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = listed(capsys, "--catalogue", "spbe-2018", "--no-evidence")
    assert code == 0
    assert len(out.splitlines()) == 35


@pytest.mark.parametrize("wrong", ["tujuh", "1..3", "9-3", "", "1-"])
def test_a_number_that_is_none(capsys: pytest.CaptureFixture[str], wrong: str) -> None:
    code, out, err = listed(capsys, "--indicator", wrong)
    assert (code, out) == (2, "")
    assert "--indicator" in err


def test_a_number_the_catalogue_does_not_have(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = listed(capsys, "--indicator", "1,48")
    assert (code, out) == (2, "")
    assert "48" in err


@pytest.mark.parametrize("old", ["list", "register import"])
def test_older_words_still_work_and_say_what_they_are_called_now(capsys: pytest.CaptureFixture[str], old: str) -> None:
    run([*old.split(), "--indicator", "20"] if old == "list" else [*old.split(), "tidak-ada.xlsx"])
    captured = capsys.readouterr()
    assert f"“{old}” kini bernama" in captured.err
    assert ("I20.L1" in captured.out) is (old == "list")


def test_a_mistyped_command_gets_the_nearest_one_and_a_folder_is_never_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["reqests"]) == 2
    assert "Maksud Anda: spbe-check requests" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path)
    Path("reqests").mkdir()
    assert run(["reqests"]) == 4, "an empty folder"
