"""Plain text tables for commands whose result is a few columns of figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spbe_checklist.cli.console import screen
from spbe_checklist.reports.safe import shorten, terminal

NARROWEST = 12
"""A text column is never cut below this."""


def text_table(
    head: Sequence[str], rows: Sequence[Sequence[str]], right: str = "", width: int | None = None
) -> list[str]:
    """Lines of an aligned table; trailing blanks are left out.

    ``right`` holds one letter per column, "r" for figures. Where the table is wider than ``width``, the widest text
    column is cut with an ellipsis; None means as wide as needed.
    """
    cells = [[terminal(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(head))]
    flags = right.ljust(len(head), "l")
    excess = sum(widths) + 2 * (len(widths) - 1) - width if width else 0
    while excess > 0:
        at = max((at for at in range(len(widths)) if flags[at] != "r"), key=lambda at: widths[at], default=None)
        if at is None or widths[at] <= NARROWEST:
            break
        cut = min(excess, widths[at] - NARROWEST)
        widths[at] -= cut
        excess -= cut
    lines = []
    for row in cells:
        shown = [
            shorten(cell, width_).rjust(width_) if flag == "r" else shorten(cell, width_).ljust(width_)
            for cell, width_, flag in zip(row, widths, flags, strict=True)
        ]
        lines.append("  ".join(shown).rstrip())
    return lines


def screen_width(output: Path | None) -> int | None:
    """Columns to fit a table into; None where it goes to a file or another program and nothing need be cut."""
    return screen.width() if output is None and screen.watched() else None
