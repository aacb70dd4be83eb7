"""Sections as a workbook: what is told in sentences on the first sheet, each table on its own, row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spbe_checklist.reports import safe
from spbe_checklist.reports.sections.model import (
    Cell,
    File,
    Listing,
    Paragraph,
    Report,
    Section,
    Table,
    plain,
    values,
)
from spbe_checklist.reports.workbook import (
    Column,
    Link,
    Number,
    Value,
    Workbook,
    listing,
    page_setup,
    row_height,
)

_WIDTH = 110
"""Characters of a line on the first sheet."""


def render(report: Report) -> bytes:
    """The workbook; memory does not grow with the number of rows."""
    book = Workbook(title=report.title, version=report.version, started=report.started, base=report.base)
    _first(book, report)
    names = {"ringkasan"}
    for section in report.sections:
        _tables(book, section, names)
    return book.finish()


def _first(book: Workbook, report: Report) -> None:
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


def _lines(section: Section) -> list[str]:
    lines: list[str] = []
    for block in section.blocks:
        match block:
            case Paragraph():
                lines.append(block.text)
            case Listing():
                lines += [f"{f'{place}.' if block.numbered else '•'} {one}" for place, one in enumerate(block.items, 1)]
            case Table():
                lines.append(f"{len(block.rows)} baris, di lembar {_clean(section.sheet or section.title)}")
    for part in section.parts:
        lines += [part.title, *_lines(part)]
    return lines


def _tables(book: Workbook, section: Section, names: set[str]) -> None:
    for block in section.blocks:
        if isinstance(block, Table):
            name = _name(section.sheet or section.title, names)
            opens = [any(_files(row[at]) for row in block.rows) for at in range(len(block.columns))]
            columns: list[Column] = []
            for at, column in enumerate(block.columns):
                columns.append(Column(str(at), column.title, column.width, "center" if column.figure else "wrap"))
                columns += [Column(f"{at}buka", "Buka", 6, "center")] if opens[at] else []
            listing(book, name, columns, (_row(row, opens) for row in block.rows))
    for part in section.parts:
        _tables(book, part, names)


def _files(cell: Cell) -> list[File]:
    return [one for one in values(cell) if isinstance(one, File)]


def _row(row: Sequence[Cell], opens: Sequence[bool]) -> list[Value]:
    found: list[Value] = []
    for cell, opened in zip(row, opens, strict=True):
        whole = values(cell)
        told = "\n".join(safe.visible(plain(one)) for one in whole)
        found.append(whole[0] if len(whole) == 1 and isinstance(whole[0], Number) else told)
        if opened:
            files = _files(cell)
            found.append(Link(files[0].path if files else None))
    return found


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
