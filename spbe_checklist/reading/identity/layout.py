"""The head of a document as rows of cells, read by their places where these are known, else line by line.

PDF writers and OCR put out text in any order: a title may come last, a label apart from its value, and "Menimbang"
between two lines of the title. On the page each stands where a person sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from spbe_checklist.facts.facts import Reading, TextLine

HEAD_ROWS = 140
_HEAD_PAGES = 4
_SPACED = re.compile(r"\b(?:[A-Z] ){3,}[A-Z]\b")
_LONGEST = 600
_SAME_ROW = 0.5
"""Share of the lower height within which the middles of two cells stand in one row."""


class TextRow(Struct, frozen=True):
    """What stands side by side, from left to right."""

    cells: tuple[TextLine, ...]
    placed: bool
    """Whether the cells know their places; without them only the order is known."""

    @property
    def text(self) -> str:
        """The row as one line."""
        return " ".join(cell.text for cell in self.cells)

    @property
    def page(self) -> int:
        """Number of the page, from 0."""
        return self.cells[0].page

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(cell.bottom for cell in self.cells)


def head_rows(reading: Reading) -> list[TextRow]:
    """The first rows of a document, page by page."""
    rows: list[TextRow] = []
    for number, page in enumerate(reading.pages[:_HEAD_PAGES]):
        placed = [line for line in reading.lines if line.page == number]
        rows.extend(placed_rows(placed) if placed else _plain(page, number))
        if len(rows) >= HEAD_ROWS:
            break
    return rows[:HEAD_ROWS]


def _plain(page: str, number: int) -> Iterator[TextRow]:
    for raw in page.split("\n"):
        cells = [text for cell in raw.split("\t") if (text := close_up(cell))]
        if cells:
            yield TextRow(tuple(TextLine(text, number, 0, 0, 0, 0) for text in cells), placed=False)


def close_up(text: str) -> str:
    """A line with single blanks and letter-spaced words closed up."""
    text = " ".join(text.split())
    return _SPACED.sub(lambda match: match.group().replace(" ", ""), text[:_LONGEST])


def placed_rows(lines: Iterable[TextLine]) -> Iterator[TextRow]:
    """Rows of one page from its cells in any order."""
    row: list[TextLine] = []
    closed = (
        line if text == line.text else replace(line, text=text) for line in lines if (text := close_up(line.text))
    )
    for cell in sorted(closed, key=lambda cell: (cell.top + cell.bottom, cell.left)):
        if row and _middle(cell) - _middle(row[0]) > _SAME_ROW * min(height(cell), height(row[0])):
            yield _row(row)
            row = []
        row.append(cell)
    if row:
        yield _row(row)


def _row(cells: Sequence[TextLine]) -> TextRow:
    return TextRow(tuple(sorted(cells, key=lambda cell: cell.left)), placed=True)


def _middle(cell: TextLine) -> float:
    return (cell.top + cell.bottom) / 2


def height(cell: TextLine) -> float:
    """Height of a line as a share of its page."""
    return cell.bottom - cell.top


def text_height(rows: Sequence[TextRow]) -> float:
    """Height of most of the text, by letters; 0 where places are not known."""
    heights = [
        height(cell) for row in rows if row.placed for cell in row.cells for _ in range(len(cell.text) // 10 + 1)
    ]
    return median(heights) if heights else 0.0
