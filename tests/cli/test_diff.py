"""``spbe-check diff`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spbe_checklist.cli.app import run
from spbe_checklist.verdict.result import Result
from spbe_checklist.verdict.result_json import dump
from tests.result_factory import make_result
from tests.verdict.test_comparison import changed, document

MADE = make_result()
OLD = MADE.model_copy(update={"summary": MADE.summary.model_copy(update={"index_supported": "2.92"})})
NEW = changed(changed(OLD, 1, level=2, lengkap="belum_ada"), 8, level=3, lengkap="ada")
NEW = NEW.model_copy(
    update={
        "documents": [*OLD.documents[1:], document("baru/\x1b[31m`a`.pdf", "zz")],
        "summary": OLD.summary.model_copy(update={"index_supported": "3.01"}),
    }
)


def saved(folder: Path, old: Result = OLD, new: Result = NEW) -> list[str]:
    files = []
    for name, result in (("lama.json", old), ("baru.json", new)):
        (folder / name).write_text(dump(result), encoding="utf-8")
        files.append(str(folder / name))
    return files


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", *saved(tmp_path), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["index"] == {"old": "2.92", "new": "3.01", "change": "+0.09"}
    assert found["counts"] == {"membaik": 1, "memburuk": 1, "tidak_terlihat": 0, "tetap": len(OLD.indicators) - 2}
    assert found["worse"] is True
    worse = next(one for one in found["indicators"] if one["verdict"] == "memburuk")
    assert (worse["no"], worse["old_level"], worse["new_level"]) == (1, 3, 2)
    assert worse["evidence"][0]["id"] == "I1.L3.lengkap"
    assert found["documents"]["vanished"] == [OLD.documents[0].path]
    assert found["documents"]["appeared"] == ["baru/\x1b[31m`a`.pdf"]


def test_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", *saved(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "menjadi 3,01" in out.splitlines()[1]
    assert "1 indikator membaik, 1 memburuk" in out
    assert out.index("Memburuk (1 indikator)") < out.index("Membaik (1 indikator)")
    assert "I1.L3.lengkap: Ada -> Belum ada" in out
    assert "Dokumen hilang: 1" in out
    assert "\x1b" not in out


def test_markdown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", *saved(tmp_path), "--format", "md"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# Perbandingan hasil SPBE\n")
    assert "## Memburuk" in out
    assert "\x1b" not in out


def test_gate_only_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", *saved(tmp_path), "--fail-on-worse"]) == 1
    assert run(["diff", *saved(tmp_path, OLD, OLD), "--fail-on-worse"]) == 0
    assert capsys.readouterr().out


def test_other_edition_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = OLD.model_copy(update={"catalogue": OLD.catalogue.model_copy(update={"edition": "2021"})})
    assert run(["diff", *saved(tmp_path, OLD, other)]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "katalog yang berbeda" in captured.err


def test_many_paths_are_cut_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many = OLD.model_copy(
        update={"documents": [*OLD.documents, *(document(f"x/{no:03}", f"h{no}") for no in range(50))]}
    )
    assert run(["diff", *saved(tmp_path, OLD, many)]) == 0
    out = capsys.readouterr().out
    assert "Dokumen baru: 50" in out
    assert "... dan 30 lagi" in out
