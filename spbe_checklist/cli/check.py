"""``spbe-check FOLDER``: the checklist."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
)
from spbe_checklist.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from spbe_checklist.checking import Checked, CheckOptions
    from spbe_checklist.gate import Rules
    from spbe_checklist.result import Result
    from spbe_checklist.workspace import Workspace


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
    from spbe_checklist.cli.baseline import read_baseline
    from spbe_checklist.cli.output import tell
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
    _known_formats(name for name, _ in targets)
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
    view: dict[str, object] = {"detail": detail, "indicators": chosen, "unit": unit, "only": only}
    for name, file in targets:
        write_report(checked.result, name, file, force=force, view=view)
    verdict = judge(checked.result, rules_of(checked.workspace, fail_on, min_complete, strict=strict), known)
    tell(verdict.sentence)
    return int(ExitCode.PASSED if exit_zero else verdict.exit_code)


def run_check(options: CheckOptions) -> Checked:
    """Check a folder with progress on the terminal."""
    import sys

    from spbe_checklist.checking import check_folder
    from spbe_checklist.cli.output import safe, tell
    from spbe_checklist.cli.progress import TerminalProgress
    from spbe_checklist.documents.remote.address import drive_address

    drive = drive_address(options.folder)
    if drive is not None and sys.stderr.isatty():
        tell(f"Membaca daftar berkas di {safe(drive.url)} ...")
    with TerminalProgress() as progress:
        return check_folder(options, progress)


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


def _known_formats(names: object) -> None:
    from spbe_checklist.reports import FORMATS

    for name in names:  # type: ignore[attr-defined]
        if name not in FORMATS:
            raise UsageError(f"Format “{name}” tidak dikenal.", f"Pilih salah satu: {', '.join(FORMATS)}.")


def write_report(
    result: Result, name: str, file: Path | None, *, force: bool = False, view: dict[str, object] | None = None
) -> None:
    """Render one report and write it to a file or to standard output."""
    from spbe_checklist.cli import screen
    from spbe_checklist.cli.output import write_output
    from spbe_checklist.reports import FORMATS, render

    content: str | bytes
    if name == "text":
        from spbe_checklist.reports.text import View
        from spbe_checklist.reports.text import render as render_text

        to_screen = file is None
        content = render_text(
            result,
            View(
                width=screen.width() if to_screen else screen.NO_TERMINAL_WIDTH,
                colour=to_screen and screen.colour(),
                marks=not to_screen or screen.marks(),
                **(view or {}),  # type: ignore[arg-type]
            ),
        )
    else:
        if file is None and FORMATS[name].binary:
            raise UsageError(
                f"Format {name} bukan teks dan tidak dapat ditampilkan di layar.",
                f"Tambahkan --output, misalnya --output laporan.{FORMATS[name].extension}",
            )
        content = render(result, name, folder=_way_to_folder(result, file))
    write_output(content, file, force=force)


def _way_to_folder(result: Result, file: Path | None) -> str | None:
    """How a report at ``file`` reaches the checked folder, for its links; None when both are not on one drive."""
    import os

    if file is None or "://" in result.run.folder:
        return None
    try:
        return Path(os.path.relpath(result.run.folder, file.parent)).as_posix()
    except ValueError:
        return None


def rules_of(workspace: Workspace, fail_on: Sequence[str] | None, min_complete: float | None, *, strict: bool) -> Rules:
    """Gate rules: what the command line says, else spbe.yaml, else required evidence missing."""
    from decimal import Decimal

    from spbe_checklist.gate import Rules

    lowest = min_complete if min_complete is not None else workspace.gate.min_complete
    return Rules(
        fail_on=tuple(fail_on) if fail_on else workspace.gate.fail_on,
        min_complete=Decimal(str(lowest)) if lowest is not None else None,
        domains={no: Decimal(str(value)) for no, value in workspace.gate.domains.items()},
        strict=strict,
    )
