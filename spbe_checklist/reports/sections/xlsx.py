"""Sections as a workbook: what is told in sentences on the first sheet, each table on its own, row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spbe_checklist.reports.sections import model
from spbe_checklist.reports.workbook import Field, Link, SheetColumn, Value, Workbook, listing, page_setup, row_height

_WIDTH = 110
"""Characters of a line on the first sheet."""


def render(report: model.Report) -> bytes:
    """The workbook; memory does not grow with the number of rows."""
    book = Workbook(title=report.title, version=report.version, started=report.started, base=report.base)
    _first(book, report)
    names = {"ringkasan"}
    for section in report.sections:
        _tables(book, section, names)
    return book.finish()


def _first(book: Workbook, report: model.Report) -> None:
    sheet = book.sheet("Ringkasan")
    sheet.set_column(0, 0, _WIDTH)
    said: list[tuple[str, dict[str, object]]] = [
        (report.title, {"bold": True, "font_size": 15, "font_color": "#1F4E79"}),
        *((line, {}) for line in (report.agency, *report.lead) if line),
    ]
    for section in report.sections:
        lines = _lines(section)
        said += [("", {}), (section.title, {"bold": True, "font_size": 11}), *((line, {}) for line in lines)]
    said += [("", {}), *((line, {"italic": True, "font_color": "#555555"}) for line in report.closing)]
    for row, (line, looks) in enumerate(said):
        book.text(sheet, row, 0, line, text_wrap=True, **looks)
        sheet.set_row(row, max(row_height([(line, _WIDTH)]), 22 if row == 0 else 0))
    page_setup(sheet, report.title, header_row=None)


def _lines(section: model.Section) -> list[str]:
    lines: list[str] = []
    for block in section.blocks:
        match block:
            case model.Paragraph():
                lines.append(block.text)
            case model.Listing():
                lines += [f"{f'{place}.' if block.numbered else '•'} {one}" for place, one in enumerate(block.items, 1)]
            case model.Table():
                lines.append(f"{len(block.rows)} baris, di lembar {_clean(section.sheet or section.title)}")
    for part in section.parts:
        lines += [part.title, *_lines(part)]
    return lines


def _tables(book: Workbook, section: model.Section, names: set[str]) -> None:
    for block in section.blocks:
        if isinstance(block, model.Table):
            fields = [field for at, column in enumerate(block.columns) for field in _fields(at, column, block.rows)]
            listing(book, _name(section.sheet or section.title, names), fields, block.rows)
    for part in section.parts:
        _tables(book, part, names)


def _fields(at: int, column: model.Column, rows: Sequence[Sequence[model.Cell]]) -> list[Field]:
    """The column at that place, and one that opens its documents where it has any."""
    shown: Field = (
        SheetColumn(column.title, column.width, "center" if column.figure else "wrap"),
        lambda row: _value(row[at]),
    )
    opens: Field = (SheetColumn("Buka", 6, "center"), lambda row: Link(next(iter(_files(row[at])), None)))
    return [shown, opens] if any(_files(row[at]) for row in rows) else [shown]


def _files(cell: model.Cell) -> list[str]:
    return [one.path for one in model.values(cell) if isinstance(one, model.File)]


def _value(cell: model.Cell) -> Value:
    whole = model.values(cell)
    return whole[0] if len(whole) == 1 and isinstance(whole[0], model.Number) else model.told(cell)


def _name(title: str, names: set[str]) -> str:
    """A sheet's name as the format allows it: 31 characters, a few forbidden, none twice."""
    clean, count = _clean(title), 1
    name = clean
    while name.lower() in names:
        count += 1
        name = f"{clean[:27]} {count}"
    names.add(name.lower())
    return name


def _clean(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ")[:31] or "Tabel"
