"""``spbe-check FOLDER``: the checklist."""

from __future__ import annotations

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
    from spbe_checklist.result import Result


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
    ocr: Ocr = OcrMode.AUTO,
    jobs: Jobs = None,
    cache_dir: CacheDir = None,
    no_cache: NoCache = False,
    force: Force = False,
) -> int:
    """Periksa folder dan tampilkan checklist (perintah bawaan). Contoh: spbe-check ./dokumen --target 3"""
    from spbe_checklist.checking import CheckOptions
    from spbe_checklist.cli.output import tell
    from spbe_checklist.reports.text import ONLY

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
    code, verdict = gate(checked.result, strict=strict, exit_zero=exit_zero)
    tell(verdict)
    return int(code)


def run_check(options: CheckOptions) -> Checked:
    """Check a folder with progress on the terminal."""
    from spbe_checklist.checking import check_folder
    from spbe_checklist.cli.progress import TerminalProgress

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
        content = render(result, name)
    write_output(content, file, force=force)


def gate(result: Result, *, strict: bool = False, exit_zero: bool = False) -> tuple[ExitCode, str]:
    """Exit code and the sentence that explains it. Display filters never play a part."""
    missing = [
        item for entry in result.indicators for item in entry.evidence if item.open and item.status == "belum_ada"
    ]
    unreadable = result.summary.files.unreadable
    if missing:
        verdict = f"Gerbang: gagal - {len(missing)} butir bukti wajib sampai tingkat target belum ada."
        return (ExitCode.PASSED if exit_zero else ExitCode.GATE_FAILED), verdict
    if strict and unreadable and not exit_zero:
        return ExitCode.INCOMPLETE, f"Gerbang: tidak tuntas - {unreadable} berkas tidak terbaca (--strict)."
    doubtful = result.summary.evidence.perlu_diperiksa
    rest = f"; {doubtful} butir perlu diperiksa" if doubtful else ""
    return ExitCode.PASSED, f"Gerbang: lulus - tidak ada butir wajib yang belum ada{rest}."
