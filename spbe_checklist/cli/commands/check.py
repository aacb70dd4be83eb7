"""``spbe-check FOLDER``: the checklist."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_checklist.cli.choices import meant
from spbe_checklist.cli.options import (
    CheckArgs,
    Folder,
    Force,
    FormatName,
    Indicators,
    Only,
    Output,
    Unit,
    known_rules,
    known_status,
    read_numbers,
    refuse_unknown_numbers,
    unknown_unit,
    with_check_args,
)
from spbe_checklist.errors import ExitCode, UsageError
from spbe_checklist.reports import FORMATS

if TYPE_CHECKING:
    from spbe_checklist.reading.scan import ScanResult
    from spbe_checklist.run.check import Checked
    from spbe_checklist.run.options import CheckOptions
    from spbe_checklist.run.store.answers import Answer
    from spbe_checklist.verdict.gate import Baseline, GateVerdict


@with_check_args
def check(
    folder: Folder,
    args: CheckArgs,
    format: FormatName = "text",  # noqa: A002 - the option's name
    output: Output = None,
    reports: Annotated[
        list[str] | None,
        typer.Option(
            "--report",
            metavar="FORMAT:BERKAS",
            help="Laporan tambahan, boleh berulang. Contoh: --report html:laporan.html",
        ),
    ] = None,
    detail: Annotated[
        bool, typer.Option("--detail", help="Tampilkan setiap butir bukti. Contoh: spbe-check ./dokumen --detail")
    ] = False,
    indicator: Indicators = None,
    unit: Unit = None,
    only: Only = None,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Kode keluar selalu 0 bila pemeriksaan selesai. Contoh: --exit-zero")
    ] = False,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Kode keluar 5 bila ada berkas yang tidak terbaca. Contoh: --strict"),
    ] = False,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on",
            metavar="ATURAN",
            help="Gagal bila: missing, doubtful, unreadable, expired, regression, never; boleh berulang. "
            "Contoh: --fail-on missing --fail-on doubtful",
        ),
    ] = None,
    min_complete: Annotated[
        float | None,
        typer.Option(
            "--min-complete", min=0, max=100, metavar="PERSEN", help="Kelengkapan terendah. Contoh: --min-complete 80"
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            metavar="BERKAS",
            help="Hanya yang memburuk yang menggagalkan. Contoh: --baseline baseline.json",
        ),
    ] = None,
    force: Force = False,
) -> int:
    """Periksa folder dan tampilkan checklist (perintah bawaan). Contoh: spbe-check ./dokumen --target 3"""
    asked = _Asked(
        options=args.of(folder),
        targets=((format, output), *(_report_target(one) for one in reports or [])),
        detail=detail,
        indicators=read_numbers(indicator),
        unit=unit,
        only=known_status(only),
        fail_on=tuple(known_rules(fail_on) or ()),
        min_complete=min_complete,
        strict=strict,
        baseline=baseline,
        force=force,
    )
    code = _on_screen(asked) if asked.only_for_the_screen else _with_files(asked)
    return int(ExitCode.PASSED) if exit_zero else code


@dataclass(frozen=True, slots=True)
class _Asked:
    """The command line, read."""

    options: CheckOptions
    targets: tuple[tuple[str, Path | None], ...]
    detail: bool
    indicators: frozenset[int] | None
    unit: str | None
    only: str | None
    fail_on: tuple[str, ...]
    min_complete: float | None
    strict: bool
    baseline: Path | None
    force: bool

    @property
    def only_for_the_screen(self) -> bool:
        """Whether nothing is asked for but the checklist on the screen."""
        return self.targets == (("text", None),) and self.baseline is None

    @property
    def view(self) -> dict[str, object]:
        """What the checklist shows, in whatever width and colour."""
        return {"detail": self.detail, "indicators": self.indicators, "unit": self.unit, "only": self.only}


def _on_screen(asked: _Asked) -> int:
    """The checklist on the screen: what was shown last time where nothing has changed, else a run."""
    from spbe_checklist.cli.console import screen
    from spbe_checklist.cli.console.output import tell, tell_settings, write_output
    from spbe_checklist.run.store.answers import KeptAnswer

    kept = KeptAnswer.of(asked.options, repr((asked, screen.width(), screen.colour(), screen.marks())))
    answer = kept.load() if kept is not None else None
    if kept is not None and answer is not None:
        tell_settings(kept.settings)
    else:
        answer, repeatable = _worked_out(asked, kept.seen if kept is not None else None)
        if kept is not None and repeatable:
            kept.save(answer)
    if answer.remark:
        tell(answer.remark)
    write_output(answer.checklist, None)
    tell(answer.verdict)
    return answer.code


def _worked_out(asked: _Asked, seen: ScanResult | None) -> tuple[Answer, bool]:
    """What a run shows, and whether another one over the same files would show the same."""
    from spbe_checklist.cli.result_files import screen_text
    from spbe_checklist.run.store.answers import Answer

    checked, verdict, remark = _run(asked, seen)
    answer = Answer(remark, screen_text(checked.result, asked.view), verdict.sentence, int(verdict.exit_code))
    return answer, checked.repeatable and checked.workspace.levels_file is None


def _with_files(asked: _Asked) -> int:
    """Reports into files or of other forms than the checklist, or a gate with a baseline."""
    from spbe_checklist.cli.console.output import tell
    from spbe_checklist.cli.result_files import read_baseline, refuse_filters, write_report

    baseline = read_baseline(asked.baseline) if asked.baseline is not None else None
    refuse_filters((name for name, _ in asked.targets), asked.view)
    checked, verdict, remark = _run(asked, None, baseline)
    if remark:
        tell(remark)
    for name, file in asked.targets:
        write_report(checked.result, name, file, force=asked.force, view=asked.view)
    tell(verdict.sentence)
    return int(verdict.exit_code)


def _run(asked: _Asked, seen: ScanResult | None, baseline: Baseline | None = None) -> tuple[Checked, GateVerdict, str]:
    """The run, the gate's verdict, and what is to be said about a unit that nobody knows."""
    from spbe_checklist.cli.run_check import rules_of, run_check
    from spbe_checklist.verdict.gate import judge

    checked = run_check(asked.options, seen)
    refuse_unknown_numbers(asked.indicators, checked.catalogue)
    rules = rules_of(checked.workspace, asked.fail_on, asked.min_complete, strict=asked.strict)
    # A filter that fits nothing is said, and never changes how the run ends.
    return checked, judge(checked.result, rules, baseline), unknown_unit(asked.unit, checked.result) or ""


def _report_target(text: str) -> tuple[str, Path]:
    name, separator, file = text.partition(":")
    if not separator or not file:
        raise UsageError(
            f"--report “{text}” tidak lengkap.", "Tulis FORMAT:BERKAS, misalnya --report html:laporan.html"
        )
    return meant("--report", name, tuple(FORMATS)), Path(file)
