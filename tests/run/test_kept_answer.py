"""The answer on the screen kept between runs: the same words and exit code, only while nothing has changed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from spbe_checklist.cli import run_check as running
from spbe_checklist.cli.app import run
from spbe_checklist.run.store import answers as kept_answer

GATE_FAILED = 1


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPBE_CACHE_DIR", str(tmp_path / "simpanan"))
    place = tmp_path / "kota" / "dokumen"
    place.mkdir(parents=True)
    (place / "Indikator 16 Notulen Pusat Data.txt").write_text("NOTULEN\nRapat pusat data\nTanggal 3 Mei 2024\n")
    return place


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one whenever a check is really done."""
    times: list[int] = []
    check = running.run_check

    def count(*arguments: object, **named: object) -> object:
        times.append(1)
        return check(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "run_check", count)
    return times


class Ask:
    """Asks for the checklist and takes down what is said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys

    def __call__(self, *options: str) -> tuple[int, str, str]:
        code = run([str(self.folder), "--ocr", "never", "--year", "2024", *options])
        said = self.capsys.readouterr()
        return code, said.out, said.err


@pytest.fixture
def ask(folder: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    return Ask(folder, capsys)


def test_an_unchanged_folder_gets_the_same_answer_without_a_run(ask: Ask, runs: list[int]) -> None:
    first = ask()
    assert first[0] == GATE_FAILED
    assert "Gerbang: GAGAL" in first[2]
    assert ask() == first
    assert len(runs) == 1
    assert ask("--no-cache") == first
    assert len(runs) == 2


def test_the_exit_code_can_be_zero_with_a_kept_answer(ask: Ask, runs: list[int]) -> None:
    first = ask("--exit-zero")
    assert first[0] == 0
    assert ask("--exit-zero") == first
    assert ask()[0] == GATE_FAILED
    assert len(runs) == 1


@pytest.mark.parametrize(
    "options",
    [
        ["--detail"],
        ["--only", "missing"],
        ["--indicator", "16"],
        ["--unit", "Tidak Ada"],
        ["--fail-on", "never"],
        ["--min-complete", "5"],
        ["--target", "2"],
        ["--strict"],
    ],
)
def test_another_question_is_another_answer(ask: Ask, runs: list[int], options: list[str]) -> None:
    ask()
    asked = ask(*options)
    assert len(runs) == 2
    assert ask(*options) == asked == ask(*options, "--no-cache")
    assert len(runs) == 3


def test_a_screen_of_another_width_is_another_answer(
    ask: Ask, runs: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    narrow = ask()
    monkeypatch.setenv("COLUMNS", "120")
    wide = ask()
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = ask()
    assert len({narrow, wide, coloured}) == len(runs) == 3


def test_whatever_changes_is_seen(ask: Ask, runs: list[int]) -> None:
    before = ask()
    added = ask.folder / "SK Tim Koordinasi SPBE.txt"
    added.write_text("KEPUTUSAN WALI KOTA NOMOR 4 TAHUN 2023 TENTANG TIM KOORDINASI SPBE\n")
    assert "2 dilihat" in ask()[1]
    added.unlink()
    assert ask() == before
    (ask.folder / ".spbeignore").write_text("*.tmp\n")
    (ask.folder / "coret.tmp").write_text("x")
    assert "2 diabaikan" in ask()[1]  # the rules and what they name
    assert len(runs) == 4


def test_settings_above_the_folder_count_from_the_moment_they_are_there(ask: Ask, runs: list[int]) -> None:
    ask()
    settings = ask.folder.parent / "spbe.yaml"
    settings.write_text('version: 1\nagency:\n  name: "Kota Nusa Bahari"\n', encoding="utf-8")
    assert "Kota Nusa Bahari" in ask()[1]
    settings.write_text('version: 1\nagency:\n  name: "Kota Nusa Selatan"\n', encoding="utf-8")
    assert "Kota Nusa Selatan" in ask()[1]
    settings.write_text("version: 1\nagency: [\n", encoding="utf-8")
    assert ask()[0] == 3
    settings.unlink()
    assert "belum disebut" in ask()[1]
    assert len(runs) == 4  # what was said before there were settings is still known


def test_claims_in_a_file_of_their_own_are_read_each_time(ask: Ask, runs: list[int]) -> None:
    (ask.folder.parent / "spbe.yaml").write_text("version: 1\nlevels_file: nilai.csv\n", encoding="utf-8")
    levels = ask.folder.parent / "nilai.csv"
    levels.write_text("indikator;mandiri\n16;3\n", encoding="utf-8")
    claimed = ask()
    levels.write_text("indikator;mandiri\n16;5\n", encoding="utf-8")
    assert ask() != claimed
    assert len(runs) == 2


def test_other_forms_files_and_catalogues_are_worked_out(ask: Ask, runs: list[int], tmp_path: Path) -> None:
    for options in (
        ["--format", "json"],
        ["--report", f"md:{tmp_path / 'laporan.md'}"],
        ["--catalogue", "spbe-2018"],
        ["--output", str(tmp_path / "checklist.txt")],
    ):
        before = len(runs)
        ask(*options)
        ask(*options)
        assert len(runs) == before + 2, options


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b'{"state": 1}', b"\xff\xfe", None],
    ids=["empty", "cut", "a list", "another state", "not text", "another kind"],
)
def test_a_damaged_store_is_not_used(ask: Ask, runs: list[int], tmp_path: Path, damage: bytes | None) -> None:
    first = ask()
    (kept,) = (tmp_path / "simpanan").glob("jawaban-*.json")
    assert kept.stat().st_mode & 0o077 == 0
    kept.write_bytes(json.dumps({**json.loads(kept.read_bytes()), "code": "0"}).encode() if damage is None else damage)
    assert ask() == first
    assert len(runs) == 2


def test_a_mistake_in_the_question_is_never_answered_from_the_store(ask: Ask, runs: list[int]) -> None:
    ask()
    assert ask("--indicator", "99")[0] == 2
    assert ask("--indicator", "99")[0] == 2
    assert ask("--fail-on", "regression")[0] == 2
    assert len(runs) == 4


def test_clearing_the_cache_clears_answers(ask: Ask, runs: list[int], tmp_path: Path) -> None:
    ask()
    run(["cache", "clear"])
    assert not list((tmp_path / "simpanan").glob("jawaban-*"))
    ask()
    assert len(runs) == 2


def test_settings_that_change_during_a_run_leave_no_answer(
    ask: Ask, runs: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = ask.folder.parent / "spbe.yaml"
    settings.write_text("version: 1\n", encoding="utf-8")
    check = running.run_check

    def slow(*arguments: object, **named: object) -> object:
        done = check(*arguments, **named)  # type: ignore[arg-type]
        settings.write_text("version: 1\ntarget: 4\n", encoding="utf-8")
        return done

    monkeypatch.setattr(running, "run_check", slow)
    ask()
    assert not list((tmp_path / "simpanan").glob("jawaban-*"))


def test_another_day_is_another_answer(ask: Ask, runs: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    ask()

    class Tomorrow(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Tomorrow:
            return super().now(tz) + dt.timedelta(days=1)

    monkeypatch.setattr(kept_answer.dt, "datetime", Tomorrow)
    ask()
    assert len(runs) == 2  # waivers may have expired overnight
