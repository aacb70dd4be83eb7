"""``spbe-check score`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spbe_checklist.cli.app import run
from tests.verdict.test_scoring import KEMENKO_2021


def write(folder: Path, levels: dict[int, int]) -> str:
    file = folder / "nilai.csv"
    file.write_text("no;nilai\n" + "".join(f"{no};{level}\n" for no, level in levels.items()), encoding="utf-8")
    return str(file)


def test_json_is_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["score", write(tmp_path, KEMENKO_2021), "--format", "json"]) == 0
    captured = capsys.readouterr()
    found = json.loads(captured.out)
    assert captured.err == ""
    assert (found["index"], found["index_exact"], found["predicate"]) == ("2.95", "2.9475", "Baik")
    assert [(one["no"], one["index"]) for one in found["domains"]] == [
        (1, "3.00"),
        (2, "3.00"),
        (3, "1.00"),
        (4, "3.61"),
    ]
    assert [one["index"] for one in found["aspects"]] == [
        "3.00", "3.25", "3.00", "2.50", "1.00", "1.00", "3.90", "3.17",
    ]  # fmt: skip


def test_text_is_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["score", write(tmp_path, KEMENKO_2021)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Indeks 2,95 (Baik)"
    assert lines[1] == "Tepatnya 2,9475, dari nilai mandiri di nilai.csv"
    assert any(line.startswith("4 Layanan SPBE") and line.endswith("45,50    3,61") for line in lines)


@pytest.mark.parametrize(
    ("levels", "says"),
    [
        (KEMENKO_2021 | {3: 6}, "nilai.csv baris 4: tingkat 6 untuk indikator 3 di luar rentang 1 sampai 5"),
        (KEMENKO_2021 | {48: 3}, "indikator 48 tidak ada"),
        (dict.fromkeys(range(1, 47), 3), "1 indikator belum bernilai (47)"),
    ],
)
def test_mistakes_end_with_code_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], levels: dict[int, int], says: str
) -> None:
    assert run(["score", write(tmp_path, levels)]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert says in captured.err


def test_a_repeated_indicator_ends_with_code_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "nilai.csv"
    file.write_text("no,nilai\n1,3\n1,3\n", encoding="utf-8")
    assert run(["score", str(file), "--allow-missing"]) == 3
    assert "baris 3: indikator 1 sudah disebut" in capsys.readouterr().err


def test_missing_ones_count_as_the_lowest_level_when_allowed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["score", write(tmp_path, {1: 3}), "--allow-missing", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["index_exact"] == "1.026"


def test_one_of_several_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "nilai.csv"
    rows = "".join(f"{no};5;3;\n" for no in range(1, 48))
    file.write_text("no;mandiri;asesor;tahun lalu\n" + rows, encoding="utf-8")
    assert run(["score", str(file), "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["index"] == "5.00"
    assert run(["score", str(file), "-f", "json", "--column", "asesor"]) == 0
    assert json.loads(capsys.readouterr().out)["index"] == "3.00"
    assert run(["score", str(file), "--column", "tahun-lalu"]) == 3
    assert "tidak memuat kolom tahun-lalu" in capsys.readouterr().err


def test_output_goes_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "indeks.json"
    assert run(["score", write(tmp_path, KEMENKO_2021), "-f", "json", "-o", str(target)]) == 0
    assert capsys.readouterr().out == ""
    assert json.loads(target.read_text(encoding="utf-8"))["index"] == "2.95"
