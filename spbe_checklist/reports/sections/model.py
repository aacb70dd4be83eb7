"""What a report consists of before anybody knows its format.

Text in it is as it came; each format makes it harmless by its own door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from msgspec import Struct

from spbe_checklist.reports import safe, words
from spbe_checklist.verdict.result import Result

SMALL_FROM = 120
"""Tables of more characters a row are set in smaller type where pages are printed."""


class File(Struct, frozen=True):
    """A document of the checked folder, linked where the format can and the path is safe to link."""

    path: str
    note: str = ""
    """Stands behind it in brackets."""
    label: str = ""
    """Stands instead of the path."""


class State(Struct, frozen=True):
    """A status with its colour and mark; ``key`` is one of ``words.STATUS_MARK``."""

    key: str
    label: str


class Number(Struct, frozen=True):
    """A figure, with its format in a workbook; None shows a dash."""

    value: float | str | None
    shape: str = "0"


def level_number(value: float | Fraction | None) -> Number:
    """A level, which may lie between two."""
    return Number(None if value is None else float(value), "General")


class To(Struct, frozen=True):
    """The title of another section, linked where the format can."""

    text: str
    anchor: str


Value = str | Number | File | State | To
Cell = Value | Sequence[Value]
"""One value, or several that stand below each other."""


class Column(Struct, frozen=True):
    """A column of a table, and how its value reads where the table is told in lines."""

    title: str
    width: float = 16
    """Characters in a workbook, and the share of a page's width."""
    line: str = "\n{title}: {value}"
    """Begins a line of its own where the pattern does; continues the line before it otherwise."""
    figure: bool = False
    """Aligned right."""
    whole: float = 0
    """Where the format can, a bar shows how much of it a figure is; 0 for none."""
    tint: bool = False
    """Where the format can, figures from 1 to 5 are told by depth of colour as well."""


class Table(Struct, frozen=True):
    """Rows under columns. A workbook gives each table a sheet of its own."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    records: bool = True
    """On a screen a few lines per row after ``Column.line``; False: columns side by side, for short values."""
    most: int | None = None
    """Rows shown on a screen, where the others are only counted; every other format has all."""

    @property
    def width(self) -> float:
        """Of all columns."""
        return sum(column.width for column in self.columns)


Field = tuple[Column, Callable[[Any], Cell]]
"""A column, and what stands in it for each thing that has a row."""


def table(fields: Sequence[Field], things: Iterable[Any], *, records: bool = True) -> Table:
    """A row for each thing."""
    rows = [tuple(found(thing) for _, found in fields) for thing in things]
    return Table(tuple(column for column, _ in fields), rows, records)


class Paragraph(Struct, frozen=True):
    """Running text; ``quiet`` for what explains the rest."""

    text: str
    quiet: bool = False


class Listing(Struct, frozen=True):
    """Short texts below each other."""

    items: Sequence[str]
    numbered: bool = False


class Ruled(Struct, frozen=True):
    """Empty lines to write on by hand; only where people print."""

    lines: int


class Chart(Struct, frozen=True):
    """Values over time from ``least`` to ``most``, and the target as a line through all of them."""

    dates: Sequence[str]
    """Moments in ISO form, in order."""
    series: Sequence[tuple[str, Sequence[str | None]]]
    """Name and values as decimals; the first series is the one a screen can show."""
    target: str | None
    least: int = 1
    most: int = 5


Block = Paragraph | Listing | Table | Ruled | Chart


class Section(Struct, frozen=True):
    """A titled part; ``parts`` are its own sections, one deep."""

    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Section, ...] = ()
    sheet: str = ""
    """Name of a workbook's sheet; the title where empty."""
    anchor: str = ""
    """What ``To`` points at."""
    own_page: bool = False
    """Starts a new page in print."""


class Report(Struct, frozen=True):
    """The whole of it."""

    title: str
    lead: tuple[str, ...]
    """Sentences below the title: the answer first."""
    sections: tuple[Section, ...]
    started: str
    """When the run started, in ISO form: what a file states as its time."""
    version: str
    folder: str = ""
    """The way to the checked folder, for links to documents."""
    agency: str = ""
    closing: tuple[str, ...] = ()
    """Explanations at the end."""

    @classmethod
    def of(
        cls,
        result: Result,
        title: str,
        lead: Sequence[str],
        sections: Sequence[Section],
        closing: Sequence[str] = (),
        *,
        agency: bool = True,
    ) -> Report:
        """A report on a Result; without ``agency`` where the title names it."""
        return cls(
            title=title,
            lead=tuple(lead),
            sections=tuple(sections),
            started=result.run.started,
            version=result.tool.version,
            folder=result.run.folder,
            agency=result.agency.name if agency else "",
            closing=tuple(closing),
        )

    @property
    def base(self) -> str | None:
        """Start of relative links to documents; None where there can be none."""
        return safe.link_base(self.folder) if self.folder else None


def values(cell: Cell) -> list[Value]:
    """The values of a cell without empty texts."""
    found = [cell] if isinstance(cell, str | Number | File | State | To) else list(cell)
    return [one for one in found if one != ""]


def told(cell: Cell) -> str:
    """The values as harmless lines below each other."""
    return "\n".join(safe.visible(plain(one)) for one in values(cell))


def plain(value: Value) -> str:
    """A value as text, not yet made harmless."""
    match value:
        case Number():
            return words.number(value.value)
        case File():
            return f"{value.label or value.path}{f' ({value.note})' if value.note else ''}"
        case State():
            return value.label
        case To():
            return value.text
    return value
