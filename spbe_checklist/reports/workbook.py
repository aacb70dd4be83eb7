"""A workbook in our formats: what comes from files or people is written as text and nothing else.

No formulas, no guessed numbers, no guessed links; the same content gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Literal

from msgspec import Struct

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.containers import exact, moment
from spbe_checklist.reports.sections.model import Number

MAX_CELL = 32_767
"""Characters that fit into a cell of the format."""
MAX_LINK = 2_000
"""Longest link that Excel accepts is 2,080 characters."""
MAX_LINKS = 60_000
"""Excel opens no sheet with more than 65,530 links."""
DATE_FORMAT = "[$-421]d mmmm yyyy"
"""Day, Indonesian month name, year."""


STATUS_COLOURS = {
    "ada": "#DDF0E0",
    "perlu_diperiksa": "#FFF0CC",
    "belum_ada": "#F9D9D6",
    "dikecualikan": "#DCE6F2",
    words.NOT_ASKED: "#EEEEEE",
}

Align = Literal["wrap", "center", "date"]


class SheetColumn(Struct, frozen=True):
    """A column of a sheet; ``fill_in`` marks what people are expected to write into."""

    title: str
    width: float
    align: Align = "wrap"
    fill_in: bool = False
    printed: bool = True
    """False for columns at the end that stay off the paper, so that the others can be read."""


class Link(Struct, frozen=True):
    """A cell that opens a document; empty where there is none or no safe relative link to it."""

    path: str | None


Value = str | Number | Link | dt.date
Field = tuple[SheetColumn, Callable[[Any], Value]]
"""A column, and what stands in it for each thing that has a row."""


class Workbook:
    """A workbook with our formats and strings-only writing.

    ``base`` is the start of relative links to documents (``safe.link_base``), None for no links; ``started`` is when
    the run started, in ISO form, which stands in the file instead of the time of writing.
    """

    def __init__(self, *, title: str, version: str, started: str, base: str | None) -> None:
        import xlsxwriter

        self.base = base
        self.links = 0
        self._raw = io.BytesIO()
        self.book: Any = xlsxwriter.Workbook(
            self._raw,
            {
                "constant_memory": True,  # rows leave the memory as they are written: each sheet from top to bottom
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_date_format": DATE_FORMAT,
            },
        )
        self.book.set_properties(
            {
                "title": title,
                "author": "spbe-check",
                "comments": f"Dibuat dari hasil spbe-check {safe.visible(version)}",
                "created": moment(started).replace(tzinfo=None),
            }
        )
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        key = tuple(properties.items())
        if key not in self._formats:
            base = {"font_name": "Arial", "font_size": 9, "valign": "top"}
            whole = tuple(sorted((base | properties).items()))
            if whole not in self._formats:
                self._formats[whole] = self.book.add_format(dict(whole))
            self._formats[key] = self._formats[whole]
        return self._formats[key]

    def sheet(self, name: str) -> Any:
        return self.book.add_worksheet(name)

    def text(self, sheet: Any, row: int, column: int, value: object, **properties: Any) -> None:
        """A text cell, made harmless; an empty one keeps only its format."""
        self.plain(sheet, row, column, cell_text(value), self.format(**properties))

    def texts(self, sheet: Any, row: int, values: Iterable[object], **properties: Any) -> None:
        """Text cells beside each other, from the first column on."""
        for column, value in enumerate(values):
            self.text(sheet, row, column, value, **properties)

    def plain(self, sheet: Any, row: int, column: int, shown: str, style: Any) -> None:
        """A text cell that has passed ``cell_text``. Raises ValueError for a row above one that is written."""
        failed = sheet.write_string(row, column, shown, style) if shown else sheet.write_blank(row, column, None, style)
        if failed:  # the library would drop the cell without a word
            raise ValueError(f"cell {row}, {column} comes too late or lies outside the sheet")

    def number(self, sheet: Any, row: int, column: int, value: float | str | None, **properties: Any) -> None:
        """A number cell; a dash where it is not known."""
        if value is None:
            self.text(sheet, row, column, words.NOTHING, **properties)
        else:
            sheet.write_number(row, column, float(value), self.format(**properties))

    def link(self, sheet: Any, row: int, column: int, path: str | None, **properties: Any) -> None:
        """A relative link to a document, or an empty cell where no safe one exists.

        The link has a cell of its own: a linked name is awkward to type over, and LibreOffice does not wrap it.
        """
        target = safe.href(path, self.base) if path is not None else None
        if target is None or len(target) > MAX_LINK or self.links >= MAX_LINKS:
            self.text(sheet, row, column, "", **properties)
            return
        self.links += 1
        style = self.format(**(properties | {"font_color": "#0B5394", "underline": 1}))
        sheet.write_url(row, column, "external:" + target.removeprefix("./"), style, "buka")

    def finish(self) -> bytes:
        self.book.close()
        return exact(self._raw.getvalue())


def cell_text(value: object) -> str:
    """A value as the text of a cell: harmless line by line, and no longer than a cell may be."""
    text = str(value)
    shown = "\n".join(safe.visible(line) for line in text.split("\n")) if "\n" in text else safe.visible(text)
    return safe.shorten(shown, MAX_CELL)


def _write_row(book: Workbook, sheet: Any, number: int, fields: Sequence[Field], row: Any, *, aside: bool) -> None:
    """One ruled row of a table, as high as its text needs; ``aside``: grey and behind the filter, not asked for now."""
    texts: list[tuple[str, float]] = []
    for position, (column, found) in enumerate(fields):
        value = found(row)
        looks = _looks(column.align, column.fill_in, aside)
        if isinstance(value, Link):
            book.link(sheet, number, position, value.path, **looks)
        elif isinstance(value, dt.date):
            sheet.write_datetime(number, position, value, book.format(**looks, num_format=DATE_FORMAT, align="left"))
        elif isinstance(value, Number):
            book.number(sheet, number, position, value.value, num_format=f"[$-421]{value.shape}", **looks)
        else:
            shown = cell_text(value)
            book.plain(sheet, number, position, shown, book.format(**looks))
            texts.append((shown, column.width))
    sheet.set_row(number, row_height(texts), None, {"hidden": aside})


@cache
def _looks(align: Align, fill_in: bool, aside: bool) -> dict[str, Any]:
    looks: dict[str, Any] = {"border": 1, "border_color": "#D0D0D0", "text_wrap": True}
    looks |= {"align": "center"} if align == "center" else {}
    looks |= {"locked": False} if fill_in else {}  # matters only where the sheet is protected
    return looks | ({"font_color": "#666666"} if aside else {})


def row_height(texts: Iterable[tuple[str, float]]) -> float:
    """Points a row needs for wrapped text, given each cell's text and column width in characters.

    Spreadsheet programs compute heights on their own only for rows a person touched, so text would be cut off.
    """
    lines = 1
    for text, characters in texts:
        needed, width = 0, characters * 1.3  # widths count characters of the default font, which is larger than ours
        if len(text) <= width and "\n" not in text:
            continue
        for line in text.split("\n"):
            needed += 1
            used = 0.0
            for word in line.split(" "):
                if used and used + len(word) > width:
                    needed, used = needed + 1, 0.0
                needed += int(max(0, len(word) - 1) // max(width, 1))
                used += len(word) % max(width, 1) + 1
        lines = max(lines, needed)
    return min(12.0 * lines + 3, 400)


def page_setup(sheet: Any, title: str, *, header_row: int | None, landscape: bool = True) -> None:
    """Print setup: A4, fit to width, header repeated, page numbers."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    footer = safe.shorten(cell_text(title), 120).replace("&", "&&")  # "&" starts a code, and 255 letters are the limit
    sheet.set_footer(f"&L&8{footer}&R&8Halaman &P dari &N")
    if header_row is not None:
        sheet.repeat_rows(header_row)


def write_table(
    book: Workbook,
    sheet: Any,
    title: str,
    fields: Sequence[Field],
    rows: Iterable[Any],
    *,
    header: int = 0,
    frozen: int = 0,
    aside: Callable[[Any], bool] = lambda _: False,
) -> int:
    """A sheet's table with frozen header (and ``frozen`` columns), filter and print setup; the last row of it."""
    columns = [column for column, _ in fields]
    _header(book, sheet, header, columns)
    last = header
    for last, row in enumerate(rows, start=header + 1):
        _write_row(book, sheet, last, fields, row, aside=aside(row))
    last = max(last, header + 1)
    sheet.autofilter(header, 0, last, len(columns) - 1)
    sheet.freeze_panes(header + 1, frozen)
    sheet.print_area(0, 0, last, max(place for place, column in enumerate(columns) if column.printed))
    page_setup(sheet, title, header_row=header)
    return last


def _header(book: Workbook, sheet: Any, row: int, columns: Iterable[SheetColumn]) -> None:
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        book.text(
            sheet,
            row,
            number,
            column.title,
            bold=True,
            text_wrap=True,
            border=1,
            border_color="#A6A6A6",
            bg_color="#1F4E79" if not column.fill_in else "#2E7D32",
            font_color="#FFFFFF",
            valign="vcenter",
            align="center",
        )
    sheet.set_row(row, 38)


def listing(book: Workbook, name: str, fields: Sequence[Field], rows: Iterable[Any]) -> None:
    """A sheet that is one table."""
    write_table(book, book.sheet(name), name, fields, rows)
