"""``spbe-check FOLDER``: the checklist."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from spbe_checklist.cli.options import (
    CacheDir,
    CatalogueChoice,
    Config,
    Folder,
    Force,
    Indicators,
    Jobs,
    NoCache,
    Ocr,
    OcrMode,
    Output,
    Target,
    Year,
    read_numbers,
    refuse_unknown_numbers,
    unknown_unit,
)
from spbe_checklist.errors import ExitCode, UsageError


def check(
    folder: Folder,
    config: Config = None,
    year: Year = None,
    target: Target = None,
    catalogue: CatalogueChoice = None,
    format: Annotated[  # noqa: A002 - the option's name
        str,
        typer.Option("--format", "-f", help="Bentuk keluaran: text, json, html, xlsx, ... Contoh: --format json"),
    ] = "text",
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
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="OPD", help="Hanya indikator unit ini. Contoh: --unit Diskominfo"),
    ] = None,
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="STATUS", help="Hanya missing, doubtful, atau present. Contoh: --only missing"),
    ] = None,
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
    ocr: Ocr = OcrMode.AUTO,
    jobs: Jobs = None,
    cache_dir: CacheDir = None,
    no_cache: NoCache = False,
    force: Force = False,
) -> int:
    """Periksa folder dan tampilkan checklist (perintah bawaan). Contoh: spbe-check ./dokumen --target 3"""
    from spbe_checklist.checking import CheckOptions
    from spbe_checklist.cli.output import tell
    from spbe_checklist.cli.running import rules_of, run_check
    from spbe_checklist.cli.saved import known_formats, read_baseline, write_report
    from spbe_checklist.gate import FAIL_ON, judge
    from spbe_checklist.reports.text import ONLY

    for rule in fail_on or ():
        if rule not in FAIL_ON:
            raise UsageError(f"Aturan --fail-on “{rule}” tidak dikenal.", f"Pilih: {', '.join(FAIL_ON)}.")
    known = read_baseline(baseline) if baseline is not None else None

    if only is not None and only not in ONLY:
        raise UsageError(f"Saringan --only “{only}” tidak dikenal.", f"Pilih salah satu: {', '.join(ONLY)}.")
    chosen = read_numbers(indicator)
    targets = [(format, output), *(_report_target(one) for one in reports or [])]
    known_formats(name for name, _ in targets)
    options = CheckOptions(
        folder=folder,
        config=config,
        catalogue=catalogue,
        year=year,
        target=target,
        jobs=jobs,
        ocr=ocr.value,
        cache_dir=cache_dir,
        cache=not no_cache,
        shown=_shown(config=config, year=year, target=target, catalogue=catalogue, ocr=ocr),
    )
    checked = run_check(options)
    refuse_unknown_numbers(chosen, checked.catalogue)
    if remark := unknown_unit(unit, checked.result):
        tell(remark)  # a filter shows less, and never changes how the run ends
    view: dict[str, object] = {"detail": detail, "indicators": chosen, "unit": unit, "only": only}
    for name, file in targets:
        write_report(checked.result, name, file, force=force, view=view)
    verdict = judge(checked.result, rules_of(checked.workspace, fail_on, min_complete, strict=strict), known)
    tell(verdict.sentence)
    return int(ExitCode.PASSED if exit_zero else verdict.exit_code)


def _shown(**options: object) -> dict[str, str]:
    """Options that were set, as the report's header shows them."""
    return {
        name: str(value)
        for name, value in options.items()
        if value is not None and not (name == "ocr" and value == OcrMode.AUTO)
    }


def _report_target(text: str) -> tuple[str, Path]:
    name, separator, file = text.partition(":")
    if not separator or not file:
        raise UsageError(
            f"--report “{text}” tidak lengkap.", "Tulis FORMAT:BERKAS, misalnya --report html:laporan.html"
        )
    return name, Path(file)
