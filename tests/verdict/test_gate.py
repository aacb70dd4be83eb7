"""The gate: every rule fails where it should and only there, says so, and every exit code means what the table says."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from spbe_checklist.cli import app as cli_main
from spbe_checklist.cli.run_check import rules_of
from spbe_checklist.errors import ConfigurationError, ExitCode, UsageError
from spbe_checklist.settings.file import load_workspace
from spbe_checklist.verdict.diff import compare
from spbe_checklist.verdict.document_entry import NoticeEntry
from spbe_checklist.verdict.gate import Baseline, baseline_of, judge, load_baseline, tighten
from spbe_checklist.verdict.gate_rules import FAIL_ON, Rules
from spbe_checklist.verdict.result import EvidenceEntry, Result
from spbe_checklist.verdict.result_json import dump, load
from tests.program import told
from tests.result_factory import make_result

SPBE_CHECK = Path(sys.executable).parent / "spbe-check"
posix = pytest.mark.skipif(os.name != "posix", reason="needs signals")


def with_items(result: Result, change: Callable[[EvidenceEntry], dict[str, Any]]) -> Result:
    """The Result with some fields of its items changed."""
    return result.model_copy(
        update={
            "indicators": [
                entry.model_copy(update={"evidence": [item.model_copy(update=change(item)) for item in entry.evidence]})
                for entry in result.indicators
            ]
        }
    )


def with_summary(result: Result, **values: Any) -> Result:
    return result.model_copy(update={"summary": result.summary.model_copy(update=values)})


def with_unreadable(result: Result, count: int) -> Result:
    return with_summary(result, files=result.summary.files.model_copy(update={"unreadable": count}))


def items(result: Result) -> list[EvidenceEntry]:
    return [item for entry in result.indicators for item in entry.evidence]


@pytest.fixture(scope="module")
def good() -> Result:
    """Everything asked for is there, everything is readable, nothing has expired."""
    whole = with_items(make_result(), lambda item: {"status": "ada", "open": False})
    return with_summary(with_unreadable(whole, 0), completeness="100.0").model_copy(update={"notices": []})


def owing(result: Result, status: str, count: int) -> Result:
    """``count`` items of the Result are owed, with this status."""
    ids = [item.id for item in items(result) if item.counted][:count]
    assert len(ids) == count
    return with_items(result, lambda item: {"status": status, "open": True} if item.id in ids else {})


def failures(result: Result, *fail_on: str, baseline: Baseline | None = None, **rules: Any) -> tuple[str, ...]:
    return judge(result, Rules(fail_on=fail_on, **rules), baseline).failures


# --- one rule after the other ---------------------------------------------------------------------------------------


def test_nothing_wrong_passes_every_rule(good: Result) -> None:
    everything = tuple(rule for rule in FAIL_ON if rule != "never")
    verdict = judge(good, Rules(fail_on=everything, min_complete=Decimal(100), strict=True), baseline_of(good))
    assert verdict.exit_code is ExitCode.PASSED
    assert verdict.sentence == "Gerbang: LULUS - tidak ada aturan yang dilanggar."


@pytest.mark.parametrize(
    ("rule", "status", "words"),
    [("missing", "belum_ada", "belum ada"), ("doubtful", "perlu_diperiksa", "perlu diperiksa")],
)
def test_owed_items_fail_their_rule_and_no_other(good: Result, rule: str, status: str, words: str) -> None:
    result = owing(good, status, 5)
    ids = [item.id for item in items(result) if item.open]
    (sentence,) = failures(result, rule)
    assert sentence == f"5 butir bukti wajib {words} ({', '.join(ids[:3])} dan 2 lain)"
    assert not failures(result, *(other for other in FAIL_ON if other not in (rule, "regression", "never")))
    assert f"GAGAL - {sentence}." in judge(result, Rules(fail_on=(rule,))).sentence


def test_items_that_are_not_asked_for_fail_nothing(good: Result) -> None:
    result = with_items(good, lambda item: {"status": "belum_ada", "open": False})
    assert not failures(result, "missing", "doubtful")


def test_doubtful_items_that_pass_are_still_mentioned(good: Result) -> None:
    verdict = judge(owing(good, "perlu_diperiksa", 2), Rules())
    assert verdict.exit_code is ExitCode.PASSED
    assert "2 butir masih perlu diperiksa" in verdict.sentence


def test_unreadable_files_fail_when_asked(good: Result) -> None:
    result = with_unreadable(good, 3)
    assert failures(result, "unreadable") == ("3 berkas tidak terbaca",)
    assert not failures(result, "missing", "doubtful", "expired")


def test_expired_decisions_fail_when_asked(good: Result) -> None:
    notices = [NoticeEntry(code="keputusan-kedaluwarsa", message="x"), NoticeEntry(code="lain", message="y")]
    result = good.model_copy(update={"notices": notices})
    assert failures(result, "expired") == ("1 pengecualian atau pernyataan habis masa berlakunya",)
    assert not failures(result, "missing", "doubtful", "unreadable")


def test_completeness_fails_below_and_passes_at_its_threshold(good: Result) -> None:
    result = with_summary(good, completeness="79.9")
    assert failures(result, min_complete=Decimal(80)) == ("kelengkapan 79,9% di bawah 80%",)
    for enough in ("80.0", "80.1"):
        assert not failures(with_summary(good, completeness=enough), min_complete=Decimal(80))


def test_domains_have_thresholds_of_their_own(good: Result) -> None:
    first, *rest = good.summary.domains
    low = with_summary(good, domains=[first.model_copy(update={"index_supported": "2.49"}), *rest])
    rules = {"domains": {first.no: Decimal("2.5"), 99: Decimal(5)}}
    assert failures(low, **rules) == (f"domain {first.no} ({first.name}) 2,49 di bawah 2,5",)
    at = with_summary(good, domains=[first.model_copy(update={"index_supported": "2.50"}), *rest])
    assert not failures(at, **rules)


def test_never_switches_every_rule_off(good: Result) -> None:
    result = with_summary(owing(good, "belum_ada", 3), completeness="1.0")
    assert not failures(result, "missing", "never", min_complete=Decimal(80))


def test_every_rule_that_failed_is_named(good: Result) -> None:
    result = with_unreadable(owing(good, "belum_ada", 1), 2)
    verdict = judge(result, Rules(fail_on=("missing", "unreadable"), min_complete=Decimal(101)))
    assert len(verdict.failures) == 3
    assert verdict.sentence.count(";") == 2


def test_strict_is_incomplete_and_a_failed_gate_goes_before(good: Result) -> None:
    unread = with_unreadable(good, 2)
    verdict = judge(unread, Rules(strict=True))
    assert verdict.exit_code is ExitCode.INCOMPLETE
    assert verdict.sentence == "Gerbang: BELUM TUNTAS - 2 berkas tidak terbaca (--strict)."
    assert judge(owing(unread, "belum_ada", 1), Rules(strict=True)).exit_code is ExitCode.GATE_FAILED
    assert judge(unread, Rules()).exit_code is ExitCode.PASSED


def test_unknown_rules_are_refused(good: Result) -> None:
    with pytest.raises(UsageError, match="tidak dikenal"):
        judge(good, Rules(fail_on=("semua",)))


# --- baseline and regression -----------------------------------------------------------------------------------------


def test_with_a_baseline_only_what_got_worse_fails(good: Result) -> None:
    before = owing(good, "belum_ada", 3)
    assert failures(before, "missing")
    assert not failures(before, "missing", baseline=baseline_of(before))
    now = owing(good, "belum_ada", 4)
    new = [item.id for item in items(now) if item.open][3]
    assert failures(now, "missing", baseline=baseline_of(before)) == (
        f"1 butir bukti wajib belum ada sejak baseline ({new})",
    )


def test_doubtful_becoming_missing_is_worse_and_the_other_way_is_not(good: Result) -> None:
    doubtful, missing = owing(good, "perlu_diperiksa", 1), owing(good, "belum_ada", 1)
    assert failures(missing, "missing", baseline=baseline_of(doubtful))
    assert not failures(doubtful, "doubtful", baseline=baseline_of(missing))


def test_more_unreadable_files_than_in_the_baseline_fail(good: Result) -> None:
    before = baseline_of(with_unreadable(good, 2))
    assert failures(with_unreadable(good, 5), "unreadable", baseline=before) == (
        "3 berkas tidak terbaca sejak baseline",
    )
    assert not failures(with_unreadable(good, 2), "unreadable", baseline=before)


def test_regression_names_items_and_the_fall_of_the_index(good: Result) -> None:
    then = with_summary(good, index_supported="3.10")
    now = with_summary(owing(good, "perlu_diperiksa", 2), index_supported="3.05")
    first, second = failures(now, "regression", baseline=baseline_of(then))
    assert first.startswith("2 butir bukti memburuk sejak baseline (")
    assert second == "indeks yang didukung bukti turun dari 3,10 menjadi 3,05"
    assert not failures(then, "regression", baseline=baseline_of(then))
    assert not failures(then, "regression", baseline=baseline_of(now))


def test_excused_evidence_that_once_was_there_is_a_regression(good: Result) -> None:
    first = next(item.id for item in items(good) if item.counted)
    now = with_items(good, lambda item: {"status": "dikecualikan"} if item.id == first else {})
    assert failures(now, "regression", baseline=baseline_of(good)) == (
        f"1 butir bukti memburuk sejak baseline ({first})",
    )


def test_a_gate_and_a_comparison_name_the_same_lost_items(good: Result) -> None:
    """Also where every item is lost: those that another one stands for, lapsed drafts and extras count in neither."""
    gone = with_items(good, lambda item: {"status": "belum_ada"})
    lost = [item.id for entry in compare(good, gone).indicators for item in entry.evidence]
    assert 0 < len(lost) < len(items(good))
    baseline = baseline_of(good)
    assert failures(gone, "regression", baseline=baseline)[0].startswith(f"{len(lost)} butir bukti memburuk")
    others = with_items(good, lambda item: {} if item.id in lost else {"status": "belum_ada"})
    assert not failures(others, "regression", baseline=baseline)


def test_regression_needs_a_baseline_of_the_same_edition(good: Result) -> None:
    with pytest.raises(UsageError, match="memerlukan --baseline"):
        judge(good, Rules(fail_on=("regression",)))
    other = good.model_copy(update={"catalogue": good.catalogue.model_copy(update={"edition": "2018"})})
    here = good.catalogue
    with pytest.raises(ConfigurationError, match=f"{here.id} edisi 2018, hasil ini {here.id} edisi {here.edition}"):
        judge(good, Rules(), baseline_of(other))


def test_a_baseline_that_is_not_there_is_a_fault_of_the_configuration(tmp_path: Path) -> None:
    done = told("check", str(tmp_path), "--baseline", str(tmp_path / "tidak.json"), "--fail-on", "regression")
    assert done.returncode == ExitCode.CONFIGURATION
    assert "baseline write" in done.stderr


def test_a_baseline_is_read_back_as_it_was_written(good: Result) -> None:
    baseline = baseline_of(owing(good, "belum_ada", 2))
    assert load_baseline(dump(baseline), "x") == baseline


def test_tightening_keeps_the_better_of_both_and_is_idempotent(good: Result) -> None:
    worse = baseline_of(with_summary(with_unreadable(owing(good, "belum_ada", 3), 4), index_supported="2.00"))
    better = baseline_of(with_summary(good, index_supported="3.00"))
    for tightened in (tighten(worse, better), tighten(better, worse)):
        assert tightened == better
    assert tighten(better, better) == better


BASELINE = {"schema": "spbe-check/baseline", "version": 1, "catalogue": "a", "edition": "b", "index_supported": None}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": "spbe-check/result"}',
        json.dumps(BASELINE),
        json.dumps(BASELINE | {"evidence": {}, "version": 2}),
        json.dumps(BASELINE | {"evidence": {"I1": "hebat"}}),
        json.dumps(BASELINE | {"evidence": {}, "index_supported": "tinggi"}),
    ],
)
def test_what_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="bukan berkas baseline"):
        load_baseline(text, "b.json")


def test_every_status_has_a_rank() -> None:
    from typing import get_args

    from spbe_checklist.verdict.result import RANK, EvidenceStatus

    assert set(RANK) == set(get_args(EvidenceStatus))


# --- settings ----------------------------------------------------------------------------------------------------


def test_thresholds_come_from_spbe_yaml_and_the_command_line_goes_before(tmp_path: Path) -> None:
    file = tmp_path / "spbe.yaml"
    file.write_text('gate:\n  fail_on: [doubtful, expired]\n  min_complete: "60.5"\n  domains: {"1": "2.6", "3": 3}\n')
    workspace = load_workspace(file)
    assert rules_of(workspace, None, None, strict=False) == Rules(
        fail_on=("doubtful", "expired"), min_complete=Decimal("60.5"), domains={1: Decimal("2.6"), 3: Decimal("3.0")}
    )
    chosen = rules_of(workspace, ["missing"], 10, strict=True)
    assert (chosen.fail_on, chosen.min_complete, chosen.strict) == (("missing",), Decimal("10"), True)


# --- the installed command ------------------------------------------------------------------------------------------


def installed(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command as users have it; once for each exit code."""
    return subprocess.run(
        [SPBE_CHECK, *arguments], capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "bukti"
    place.mkdir()
    (place / "01 Perwali Arsitektur SPBE.txt").write_text(
        "PERATURAN WALI KOTA NOMOR 7 TAHUN 2023 TENTANG ARSITEKTUR SPBE\n" * 20
    )
    return place


QUICK = ("--ocr", "never", "--no-cache", "--year", "2024")


def test_code_0_and_1(folder: Path) -> None:
    failed = installed(folder, *QUICK)
    assert failed.returncode == 1
    assert "Gerbang: GAGAL - " in failed.stderr
    assert "Gerbang" not in failed.stdout
    assert installed(folder, *QUICK, "--exit-zero").returncode == 0
    passed = told(folder, *QUICK, "--fail-on", "never")
    assert (passed.returncode, "LULUS" in passed.stderr) == (0, True)


def test_what_is_shown_never_changes_the_code(folder: Path) -> None:
    for view in ((), ("--only", "present"), ("--indicator", "47"), ("--detail",), ("--format", "json")):
        assert told(folder, *QUICK, *view).returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--fail-on", "apa"],
        ["--fail-on", "regression"],
        ["--min-complete", "120"],
        ["--format", "docx"],
        ["--report", "html"],
        ["--report", "apa:x.txt"],
    ],
)
def test_code_2_for_the_command_line(folder: Path, arguments: list[str]) -> None:
    found = told(folder, *QUICK, *arguments)
    assert found.returncode == 2
    assert found.stderr.startswith("spbe-check: ")


def test_code_2_for_an_option_that_does_not_exist(folder: Path) -> None:
    found = installed(folder, *QUICK, "--tidak-ada")
    assert found.returncode == 2
    assert found.stderr.startswith("spbe-check: ")


def test_code_3_for_settings_catalogue_and_baseline(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "salah.yaml").write_text("targetnya: 3\n")
    (tmp_path / "baseline.json").write_text("{}")
    for arguments in (
        ["--config", tmp_path / "salah.yaml"],
        ["--catalogue", tmp_path / "salah.yaml"],
        ["--baseline", tmp_path / "baseline.json"],
    ):
        assert told(folder, *QUICK, *arguments).returncode == 3
    assert installed(folder, *QUICK, *arguments).returncode == 3


def test_code_4_for_nothing_to_check(tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    assert told(tmp_path / "tidak-ada", *QUICK).returncode == 4
    assert installed(tmp_path / "kosong", *QUICK).returncode == 4


def test_code_5_for_an_incomplete_run(folder: Path) -> None:
    (folder / "02 rusak.pdf").write_bytes(b"%PDF-1.4 terpotong")
    found = installed(folder, *QUICK, "--strict", "--fail-on", "expired")
    assert found.returncode == 5
    assert "BELUM TUNTAS - 1 berkas tidak terbaca" in found.stderr
    assert told(folder, *QUICK, "--strict").returncode == 1


def test_code_70_for_a_mistake_of_the_program(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process: the installed program has no switch that makes it fail, and shall have none."""

    def faulty(*arguments: object, **more: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("spbe_checklist.run.check.check_folder", faulty)
    assert cli_main.run([str(folder), *QUICK]) == 70
    assert "kesalahan dalam program (KeyError)" in capsys.readouterr().err


@posix
def test_code_130_when_interrupted_and_no_output_is_half_written(folder: Path, tmp_path: Path) -> None:
    for number in range(600):
        (folder / f"{number:03} Notulen.txt").write_text(f"NOTULEN RAPAT {number} TENTANG ARSITEKTUR SPBE\n" * 400)
    out = tmp_path / "hasil"
    out.mkdir()
    (out / "lama.json").write_text('{"tool": {"name": "spbe-check"}}')
    script = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # ignored in the background
        "from spbe_checklist.reading.workers import pool\n"
        "real = pool.WorkerPool.run\n"
        "def run(self, jobs):\n"
        "    for number, outcome in enumerate(real(self, jobs)):\n"
        "        if number == 20: print('begun', flush=True)\n"
        "        yield outcome\n"
        "pool.WorkerPool.run = run\n"
        "from spbe_checklist.cli.app import main; main()\n"
    )
    process = subprocess.Popen(
        [
            sys.executable, "-c", script, str(folder), *QUICK, "--format", "json", "--output", str(out / "lama.json"),
            "--report", f"html:{out / 'baru.html'}", "--jobs", "1",
        ],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "dihentikan" in told
    assert [path.name for path in out.iterdir()] == ["lama.json"]
    assert json.loads((out / "lama.json").read_text()) == {"tool": {"name": "spbe-check"}}


def test_several_reports_in_one_run_show_the_same(folder: Path, tmp_path: Path) -> None:
    from junitparser import JUnitXml

    names = {"json": "h.json", "html": "h.html", "junit": "h.xml", "sarif": "h.sarif", "md": "h.md", "gitlab": "g.json"}
    reports = [part for name, file in names.items() for part in ("--report", f"{name}:{tmp_path / 'r' / file}")]
    found = told(folder, *QUICK, "--exit-zero", "--format", "csv", *reports)
    assert found.returncode == 0
    assert sorted(path.name for path in (tmp_path / "r").iterdir()) == sorted(names.values())
    result = json.loads((tmp_path / "r" / "h.json").read_text())
    missing = result["summary"]["evidence"]["belum_ada"]
    cases = [case for suite in JUnitXml.fromfile(str(tmp_path / "r" / "h.xml")) for case in suite]
    assert sum(any(type(one).__name__ == "Failure" for one in case.result) for case in cases) >= missing > 0
    sarif = json.loads((tmp_path / "r" / "h.sarif").read_text())
    assert sarif["version"] == "2.1.0"
    assert found.stdout.count("\n") > len(cases) / 2


def test_baseline_write_tightens_and_loosens_only_when_asked(folder: Path, tmp_path: Path) -> None:
    full, poor, baseline = tmp_path / "full.json", tmp_path / "poor.json", tmp_path / "baseline.json"
    told(folder, *QUICK, "--format", "json", "--output", full)
    result = load(full.read_text(), "full.json")
    poor.write_text(dump(with_items(result, lambda item: {"status": "belum_ada"})))
    first = items(result)[0].id

    def status() -> str:
        value: str = json.loads(baseline.read_text())["evidence"][first]
        return value

    full.write_text(dump(with_items(result, lambda item: {"status": "ada"} if item.id == first else {})))
    assert told("baseline", "write", full, "-o", baseline).returncode == 0
    assert status() == "ada"
    assert told("baseline", "write", poor, "-o", baseline).returncode == 0
    assert status() == "ada"
    assert told("baseline", "write", poor, "-o", baseline, "--loosen").returncode == 0
    assert status() == "belum_ada"


def test_a_drive_can_be_guarded_from_the_first_day_on(folder: Path, tmp_path: Path) -> None:
    """The workflow of the documentation: a baseline of today's state, then only losses fail."""
    saved, baseline = tmp_path / "hasil.json", tmp_path / "baseline.json"
    assert told(folder, *QUICK, "--format", "json", "--output", saved).returncode == 1
    assert told("baseline", "write", saved, "-o", baseline).returncode == 0
    guarded = (folder, *QUICK, "--baseline", baseline, "--fail-on", "missing", "--fail-on", "regression")
    assert told(*guarded).returncode == 0
    (folder / "02 lain.txt").write_text("x")
    (folder / "01 Perwali Arsitektur SPBE.txt").unlink()
    found = told(*guarded)
    assert found.returncode == 1
    assert "memburuk sejak baseline" in found.stderr


def test_thresholds_of_spbe_yaml_decide_the_code(folder: Path) -> None:
    (folder / "spbe.yaml").write_text("gate:\n  fail_on: never\n")
    assert told(folder, *QUICK).returncode == 0
    (folder / "spbe.yaml").write_text('gate:\n  fail_on: expired\n  domains: {"1": "4.5"}\n')
    found = told(folder, *QUICK)
    assert found.returncode == 1
    assert "domain 1 (" in found.stderr
    assert "di bawah 4,5" in found.stderr
    assert told(folder, *QUICK, "--fail-on", "never").returncode == 0
