"""``spbe-check interview``: the gaps and a briefing per indicator for the talk with the assessor."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_checklist.cli.console.output import write_output
from spbe_checklist.cli.options import Force, Indicators, Output, read_numbers
from spbe_checklist.errors import UsageError

if TYPE_CHECKING:
    from spbe_checklist.verdict.result import Result


class BriefingFormat(StrEnum):
    """How the briefing is written."""

    MD = "md"
    HTML = "html"
    DOCX = "docx"
    TEXT = "text"


def interview(
    result: Annotated[Path, typer.Argument(metavar="HASIL", help="Berkas hasil (JSON). Contoh: hasil.json")],
    *,
    format_: Annotated[
        BriefingFormat,
        typer.Option(
            "--format",
            "-f",
            help="Bentuk bahan: md, html, docx; text hanya tabel selisih untuk layar. Contoh: --format text",
        ),
    ] = BriefingFormat.MD,
    indicator: Indicators = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Bahan wawancara: tabel selisih dan satu halaman per indikator.

    Contoh: spbe-check interview hasil.json --format docx -o wawancara.docx
    """
    from spbe_checklist.cli.result_files import load_result
    from spbe_checklist.reports import gaps
    from spbe_checklist.reports import interview as briefing

    saved = load_result(result)
    numbers = known_numbers(saved, indicator)
    refuse_binary_screen(output, binary=format_ is BriefingFormat.DOCX, example="wawancara.docx")
    content: str | bytes
    if format_ is BriefingFormat.DOCX:
        content = briefing.docx(saved, numbers)
    elif format_ is BriefingFormat.TEXT:
        content = gaps.text(saved, numbers)
    else:
        content = briefing.html(saved, numbers) if format_ is BriefingFormat.HTML else briefing.markdown(saved, numbers)
    write_output(content, output, force=force)


def known_numbers(result: Result, choice: str | None) -> Collection[int] | None:
    """The chosen indicators, None for all. Raises UsageError for a number that the result does not have."""
    numbers = read_numbers(choice)
    if numbers is None:
        return None
    present = {entry.no for entry in result.indicators}
    unknown = sorted(numbers - present)
    if unknown:
        raise UsageError(
            f"Indikator {', '.join(map(str, unknown))} tidak ada dalam hasil ini.",
            f"Hasil ini memuat indikator {min(present, default=0)} sampai {max(present, default=0)}.",
        )
    return numbers


def refuse_binary_screen(output: Path | None, *, binary: bool, example: str) -> None:
    """A Word document on the screen helps nobody. Raises UsageError."""
    import sys

    if binary and output is None and sys.stdout.isatty():
        raise UsageError("Dokumen Word tidak dapat ditampilkan di layar.", f"Tambahkan --output {example}")
