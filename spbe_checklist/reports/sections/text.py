"""Sections for a terminal or a plain text file: hanging indents, nothing cut that is not counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.lines import wrap
from spbe_checklist.reports.sections import model

NARROWEST = 10
"""A column of text is never made narrower than this."""
_BAR = 50
_LABEL = 18
"""Columns before a bar: date and value."""


def render(report: model.Report, width: int = 100) -> str:
    """The report as lines of at most ``width`` characters; no word is lost."""
    lines = _wrapped(report.title, width)
    for sentence in report.lead:
        lines += _wrapped(sentence, width)
    for section in report.sections:
        lines += _section(section, width)
    for sentence in report.closing:
        lines += ["", *_wrapped(sentence, width)]
    return "\n".join(lines).rstrip() + "\n"


def _section(section: model.Section, width: int) -> list[str]:
    lines = ["", *_wrapped(section.title, width)] if section.title else [""]
    for block in section.blocks:
        lines += _block(block, width)
    for part in section.parts:
        lines += _section(part, width)
    return lines


def _block(block: model.Block, width: int) -> list[str]:
    match block:
        case model.Paragraph():
            return _wrapped(block.text, width)
        case model.Listing():
            marks = (f"{place}. " if block.numbered else "- " for place in range(1, len(block.items) + 1))
            return [line for mark, one in zip(marks, block.items, strict=True) for line in _wrapped(one, width, mark)]
        case model.Table() if block.records:
            return _records(block, width)
        case model.Table():
            head = [column.title for column in block.columns]
            rows = [[_in_row(cell) for cell in row] for row in block.rows]
            figures = "".join("r" if column.figure else "l" for column in block.columns)
            lines = table(head, rows[: block.most], figures, width)
            too_wide = max(map(len, lines)) > width
            return _records(block, width) if too_wide else lines + _rest(block)
        case model.Chart():
            return _bars(block, width)
    return []


def _in_row(cell: model.Cell) -> str:
    return ", ".join(map(model.plain, model.values(cell))) or words.NOTHING


def _records(block: model.Table, width: int) -> list[str]:
    """Each row as a few lines; a first line that is that of the row before is not repeated."""
    lines: list[str] = []
    head = ""
    for row in block.rows[: block.most]:
        first, *others = record(block.columns, row)
        if first != head:
            lines += _wrapped(first, width, "  ", 4)
        head = first
        for other in others:
            lines += _wrapped(other, width, "    ", 6)
    return lines + _rest(block)


def record(columns: Sequence[model.Column], row: Sequence[model.Cell]) -> list[str]:
    """The lines that tell a row, unwrapped and harmless; empty values say nothing."""
    told = ""
    for column, cell in zip(columns, row, strict=True):
        shown = [safe.terminal(model.plain(value)) for value in model.values(cell)]
        for value in ["; ".join(shown)] if shown and "{title}" in column.line else shown:
            told += column.line.format(title=column.title.lower(), value=value)
    return told.removeprefix("\n").split("\n")


def _rest(block: model.Table) -> list[str]:
    rest = len(block.rows) - (len(block.rows) if block.most is None else block.most)
    return [f"  ... dan {rest} lagi; lihat semuanya dengan --format html atau xlsx"] if rest > 0 else []


def _wrapped(line: str, width: int, mark: str = "", hang: int | None = None) -> list[str]:
    return wrap(safe.terminal(line), width, mark, None if hang is None else " " * hang)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], figures: str = "", width: int | None = None) -> list[str]:
    """Lines of an aligned table; text that does not fit is wrapped within its column.

    ``figures`` holds one letter per column, "r" for those aligned right, which are never wrapped. ``width`` None means
    as wide as needed.
    """
    flags = figures.ljust(len(head), "l")
    cells = [[safe.terminal(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(head))]
    excess = sum(widths) + 2 * (len(widths) - 1) - width if width else 0
    while excess > 0:
        at = max((at for at, flag in enumerate(flags) if flag != "r"), key=lambda at: widths[at], default=None)
        if at is None or widths[at] <= NARROWEST:
            break
        cut = min(excess, max(1, widths[at] - max(NARROWEST, sorted(widths)[-2])))
        widths[at] -= cut
        excess -= cut
    return [line for row in cells for line in _row(row, widths, flags)]


def _row(row: Sequence[str], widths: Sequence[int], flags: str) -> Iterable[str]:
    columns = [
        [cell] if flag == "r" else wrap(cell, width) for cell, width, flag in zip(row, widths, flags, strict=True)
    ]
    for at in range(max(map(len, columns))):
        pieces = (column[at] if at < len(column) else "" for column in columns)
        shown = (
            piece.rjust(width) if flag == "r" else piece.ljust(width)
            for piece, width, flag in zip(pieces, widths, flags, strict=True)
        )
        yield "  ".join(shown).rstrip()


def _bars(chart: model.Chart, width: int) -> list[str]:
    """One bar per moment from 0 to the highest value, with the target as a line through all of them."""
    widest = min(_BAR, width - _LABEL - 1)

    def column(value: str) -> int:
        return int((Decimal(value) * widest / chart.most).to_integral_value())

    at = None if chart.target is None else column(chart.target)
    lines = []
    for moment, value in zip(chart.dates, chart.series[0][1], strict=True):
        bar = list(("█" * (column(value) if value else 0)).ljust(widest + 1))
        if at is not None:
            bar[at] = "│"
        lines.append(f"{moment[:10]}  {words.number(value):>4}  {''.join(bar)}".rstrip())
    if at is not None:
        lines.append(f"sasaran {words.number(chart.target)} ^".rjust(_LABEL + at + 1))
    return lines
