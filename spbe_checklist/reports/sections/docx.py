"""Sections as a Word document."""

from __future__ import annotations

from typing import Any

from spbe_checklist.reports import words
from spbe_checklist.reports.containers import moment
from spbe_checklist.reports.sections import model
from spbe_checklist.reports.word_parts import STATUS_FILL, grid, line, new_document, to_bytes
from spbe_checklist.reports.word_parts import plain as printable

_PAGE = 16.6
"""Centimetres between the margins."""


def render(report: model.Report) -> bytes:
    """The document; the same report gives the same bytes."""
    document = new_document(report.title, created=moment(report.started))
    line(document, report.title, style="Title", after=2)
    for sentence in filter(None, (report.agency, *report.lead)):
        line(document, sentence, size=9, color="595959")
    for section in report.sections:
        add_section(document, section)
    for sentence in report.closing:
        line(document, sentence, size=9, color="595959", before=6)
    return to_bytes(document)


def add_section(document: Any, section: model.Section, depth: int = 1) -> None:
    """A section at the end of a document."""
    if section.title:
        heading = document.add_heading(printable(section.title), depth)
        if section.own_page:
            heading.paragraph_format.page_break_before = True
    for block in section.blocks:
        _block(document, block)
    for part in section.parts:
        add_section(document, part, depth + 1)


def _block(document: Any, block: model.Block) -> None:
    match block:
        case model.Paragraph():
            line(document, block.text, size=9 if block.quiet else None, after=2)
        case model.Listing():
            for place, one in enumerate(block.items, start=1):
                if block.numbered:
                    line(document, f"{place}. {one}", after=1)
                else:
                    line(document, one, style="List Bullet", after=1)
        case model.Table():
            rows = [[model.told(cell) or words.NOTHING for cell in row] for row in block.rows]
            grid(
                document,
                [column.title for column in block.columns],
                rows,
                [_PAGE * column.width / block.width for column in block.columns],
                size=7.5 if block.width > model.SMALL_FROM else 9,
                align=["right" if column.figure else "left" for column in block.columns],
                fills=[[_fill(cell) for cell in row] for row in block.rows],
            )
        case model.Ruled():
            for _ in range(block.lines):
                line(document, "_" * 84, color="A6A6A6", before=4)


def _fill(cell: model.Cell) -> str | None:
    return next((STATUS_FILL.get(one.key) for one in model.values(cell) if isinstance(one, model.State)), None)
