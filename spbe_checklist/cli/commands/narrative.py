"""``spbe-check narrative``: drafts of the explanations for the national portal."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from spbe_checklist.cli.commands.interview import known_numbers, refuse_binary_screen
from spbe_checklist.cli.console.output import write_output
from spbe_checklist.cli.options import Force, Indicators, Output


class NarrativeFormat(StrEnum):
    """How the drafts are written."""

    MD = "md"
    DOCX = "docx"


def narrative(
    result: Annotated[Path, typer.Argument(metavar="HASIL", help="Berkas hasil (JSON). Contoh: hasil.json")],
    *,
    format_: Annotated[
        NarrativeFormat, typer.Option("--format", "-f", help="Bentuk rancangan: md, docx. Contoh: --format docx")
    ] = NarrativeFormat.MD,
    indicator: Indicators = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Rancangan penjelasan per indikator. Contoh: spbe-check narrative hasil.json --indicator 1-10"""
    from spbe_checklist.cli.result_files import load_result
    from spbe_checklist.reports import narrative as drafts

    saved = load_result(result)
    numbers = known_numbers(saved, indicator)
    refuse_binary_screen(output, binary=format_ is NarrativeFormat.DOCX, example="penjelasan.docx")
    render = drafts.docx if format_ is NarrativeFormat.DOCX else drafts.markdown
    content: str | bytes = render(saved, numbers)
    write_output(content, output, force=force)
