"""``spbe-check narrative``: drafts of the explanations for the national portal."""

from __future__ import annotations

from typing import Annotated

from spbe_checklist.cli.commands.interview import known_numbers
from spbe_checklist.cli.console.output import write_output
from spbe_checklist.cli.options import Force, Indicators, Output, ResultFile, format_of
from spbe_checklist.cli.result_files import load_result, refuse_binary_screen


def narrative(
    result: ResultFile,
    *,
    format_: Annotated[str, format_of("md", "docx")] = "md",
    indicator: Indicators = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Rancangan penjelasan per indikator. Contoh: spbe-check narrative hasil.json --indicator 1-10"""
    from spbe_checklist.reports import narrative as drafts

    saved = load_result(result)
    numbers = known_numbers(saved, indicator)
    refuse_binary_screen(format_, output)
    render = drafts.docx if format_ == "docx" else drafts.markdown
    content: str | bytes = render(saved, numbers)
    write_output(content, output, force=force)
