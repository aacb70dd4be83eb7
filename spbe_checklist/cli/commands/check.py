"""``spbe-check FOLDER``: the checklist."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from spbe_checklist.cli.choices import meant
from spbe_checklist.cli.console.output import tell
from spbe_checklist.cli.options import (
    CheckArgs,
    Folder,
    Force,
    FormatName,
    MinComplete,
    Output,
    Strict,
    ViewArgs,
    known_rules,
    refuse_unknown_numbers,
    unknown_unit,
)
from spbe_checklist.cli.result_files import read_baseline, refuse_filters, write_report
from spbe_checklist.cli.run_check import rules_of, run_check
from spbe_checklist.errors import ExitCode, UsageError
from spbe_checklist.reports import FORMATS


def check(
    folder: Folder,
    args: CheckArgs,
    shown: ViewArgs,
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
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Kode keluar selalu 0 bila pemeriksaan selesai. Contoh: --exit-zero")
    ] = False,
    strict: Strict = False,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on",
            metavar="ATURAN",
            help="Gagal bila: missing, doubtful, unreadable, expired, regression, never; boleh berulang. "
            "Contoh: --fail-on missing --fail-on doubtful",
        ),
    ] = None,
    min_complete: MinComplete = None,
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
    from spbe_checklist.verdict.gate import judge

    options, rules, view = args.of(folder), known_rules(fail_on), shown.view()
    targets = [(format, output), *map(_report_target, reports or [])]
    before = read_baseline(baseline) if baseline is not None else None
    refuse_filters((name for name, _ in targets), view)
    checked = run_check(options)
    refuse_unknown_numbers(view.indicators, checked.catalogue.by_no, f"katalog {checked.catalogue.id}")
    verdict = judge(checked.result, rules_of(checked.workspace, rules, min_complete, strict=strict), before)
    if remark := unknown_unit(view.unit, checked.result):  # a filter that fits nothing never changes how the run ends
        tell(remark)
    for name, file in targets:
        write_report(checked.result, name, file, force=force, view=view)
    tell(verdict.sentence)
    return int(ExitCode.PASSED if exit_zero else verdict.exit_code)


def _report_target(text: str) -> tuple[str, Path]:
    name, separator, file = text.partition(":")
    if not separator or not file:
        raise UsageError(
            f"--report “{text}” tidak lengkap.", "Tulis FORMAT:BERKAS, misalnya --report html:laporan.html"
        )
    return meant("--report", name, tuple(FORMATS)), Path(file)
