"""``spbe-check list``: indicators and evidence ids."""

from __future__ import annotations

import pytest

from spbe_checklist.cli.app import run
from tests.recognition.made import shipped


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["list", *arguments])
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
