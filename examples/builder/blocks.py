"""What a written document is made of, independent of its file format: a list of blocks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Centre:
    """A centred line, as in the head of a regulation."""

    text: str
    bold: bool = False
    size: int = 11


@dataclass(frozen=True)
class Para:
    """A justified paragraph; ``indent`` in steps."""

    text: str
    indent: int = 0


@dataclass(frozen=True)
class Heading:
    """A bold heading at the left margin."""

    text: str


@dataclass(frozen=True)
class Item:
    """An entry of a list with its marker (``a.``, ``1.``, ``(1)``)."""

    marker: str
    text: str
    level: int = 0


@dataclass(frozen=True)
class Field:
    """A label, a colon and a text, as in ``Menimbang : ...`` or ``Hari/Tanggal : ...``."""

    label: str
    text: str


@dataclass(frozen=True)
class Table:
    """A ruled table; the first row is its head. ``widths`` are shares of the line width."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Signature:
    """Lines of a signature block in the right half of the page."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """A horizontal line, as under a letterhead."""


@dataclass(frozen=True)
class Space:
    """Vertical space, in points."""

    points: int = 8


@dataclass(frozen=True)
class PageBreak:
    """Start of a new page."""


Block = Centre | Para | Heading | Item | Field | Table | Signature | Rule | Space | PageBreak
Blocks = list[Block]


@dataclass(frozen=True)
class Written:
    """A written document: its title (also for the file's properties), who made it, and its blocks."""

    title: str
    author: str
    blocks: tuple[Block, ...]
