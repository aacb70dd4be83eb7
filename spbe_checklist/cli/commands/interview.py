"""``spbe-check interview``: the gaps and a briefing per indicator for the talk with the assessor."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_checklist.cli.options import (
    SECTION_FORMATS,
    Force,
    Indicators,
    Output,
    ResultFile,
    format_of,
    read_numbers,
    refuse_unknown_numbers,
)
from spbe_checklist.cli.result_files import load_result, write_sections

if TYPE_CHECKING:
    from spbe_checklist.verdict.result import Result

_GAPS_ONLY = frozenset({"text", "xlsx", "json"})
"""Formats for the screen, for filtering and for programs: a page per indicator is nothing for them."""


def interview(
    result: ResultFile,
    *,
    format_: Annotated[
        str,
        format_of(*SECTION_FORMATS, example="pdf", help="md, html, docx, pdf; text, xlsx, json: hanya tabel selisih"),
    ] = "md",
    gaps: Annotated[
        bool, typer.Option("--gaps", help="Hanya tabel selisih, dalam format apa pun. Contoh: --gaps -f html")
    ] = False,
    indicator: Indicators = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Bahan wawancara: tabel selisih dan satu halaman per indikator.

    Contoh: spbe-check interview hasil.json --format pdf -o wawancara.pdf
    """
    from spbe_checklist.reports import gaps as view
    from spbe_checklist.reports import interview as briefing

    saved = load_result(result)
    numbers = known_numbers(saved, indicator)
    made = view if gaps or format_ in _GAPS_ONLY else briefing
    write_sections(lambda: made.report(saved, numbers), lambda: view.data(saved, numbers), format_, output, force=force)


def known_numbers(result: Result, choice: str | None) -> Collection[int] | None:
    """The chosen indicators, None for all. Raises UsageError for a number that the result does not have."""
    numbers = read_numbers(choice)
    refuse_unknown_numbers(numbers, [entry.no for entry in result.indicators], "hasil ini")
    return numbers
