"""``spbe-check trend`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spbe_checklist.cli.app import run
from spbe_checklist.verdict.result_json import dump
from tests.result_factory import make_result


def saved(folder: Path, points: dict[str, str]) -> list[str]:
    """One result per day with this index, named so that the order of names is not the order of time."""
    base = make_result()
    files = []
    for position, (day, index) in enumerate(points.items()):
        result = base.model_copy(
            update={
                "run": base.run.model_copy(update={"started": f"{day}T08:00:00+07:00"}),
                "summary": base.summary.model_copy(update={"index_supported": index}),
            }
        )
        file = folder / f"{9 - position}.json"
        file.write_text(dump(result), encoding="utf-8")
        files.append(str(file))
    return sorted(files)


POINTS = {"2024-03-01": "2.00", "2024-05-01": "2.50", "2024-07-01": "3.25"}


def test_json_is_in_order_of_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["trend", *saved(tmp_path, POINTS), "--target-index", "3,5", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [point["index_supported"] for point in found["points"]] == ["2.00", "2.50", "3.25"]
    assert [point["file"] for point in found["points"]] == ["9.json", "8.json", "7.json"]
    assert (found["change"], found["target_index"]) == ("+1.25", "3.50")


def test_chart_shows_the_way_to_the_target(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["trend", *saved(tmp_path, POINTS), "--target-index", "3.5"]) == 0
    out = capsys.readouterr().out
    bars = [line for line in out.splitlines() if "█" in line or "#" in line]
    assert [line.count("█") + line.count("#") for line in bars] == [20, 25, 32]
    assert len({max(line.find("│"), line.find("|")) for line in bars}) == 1
    assert "sasaran 3,50" in out
    assert "dari awal ke akhir: +1,25" in out


def test_one_result_is_no_trend_but_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["trend", *saved(tmp_path, {"2024-03-01": "2.00"})]) == 0
    out = capsys.readouterr().out
    assert "2,00" in out
    assert "dari awal ke akhir" not in out


def test_editions_are_not_mixed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = saved(tmp_path, {"2024-03-01": "2.00"})
    other = make_result()
    other = other.model_copy(update={"catalogue": other.catalogue.model_copy(update={"id": "spbe-2018"})})
    (tmp_path / "lain.json").write_text(dump(other), encoding="utf-8")
    assert run(["trend", *files, str(tmp_path / "lain.json")]) == 3
    assert "tidak dapat dibandingkan" in capsys.readouterr().err


@pytest.mark.parametrize("target", ["tiga", "6", "-1"])
def test_targets_outside_the_scale(tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str) -> None:
    assert run(["trend", *saved(tmp_path, POINTS), f"--target-index={target}"]) == 2
    assert capsys.readouterr().out == ""
