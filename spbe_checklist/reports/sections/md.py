"""Sections as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.markdown import table
from spbe_checklist.reports.sections.model import (
    Block,
    Cell,
    Chart,
    File,
    Listing,
    Paragraph,
    Report,
    Ruled,
    Section,
    Table,
    plain,
    values,
)


def render(report: Report) -> str:
    """The report as Markdown."""
    lines = [f"# {safe.markdown(report.title)}"]
    for sentence in report.lead:
        lines += ["", safe.markdown(sentence)]
    for section in report.sections:
        lines += _section(section, 2)
    for sentence in report.closing:
        lines += ["", safe.markdown(sentence)]
    return "\n".join(lines) + "\n"


def _section(section: Section, depth: int) -> Iterator[str]:
    if section.blocks and all(isinstance(block, Ruled) for block in section.blocks):
        return
    yield ""
    if section.own_page:
        yield "---"
        yield ""
    if section.title:
        yield f"{'#' * depth} {safe.markdown(section.title)}"
    for block in section.blocks:
        yield from _block(block)
    for part in section.parts:
        yield from _section(part, depth + 1)


def _block(block: Block) -> Iterator[str]:
    if not isinstance(block, Chart):
        yield ""
    match block:
        case Paragraph():
            yield safe.markdown(block.text)
        case Listing():
            for place, one in enumerate(block.items, start=1):
                yield f"{f'{place}.' if block.numbered else '-'} {safe.markdown(one)}"
        case Table():
            head = [column.title for column in block.columns]
            yield from table(head, [[_cell(cell) for cell in row] for row in block.rows])


def _cell(cell: Cell) -> str:
    return (
        "<br>".join(_file(one) if isinstance(one, File) else safe.markdown(plain(one)) for one in values(cell))
        or words.NOTHING
    )


def _file(file: File) -> str:
    code = safe.markdown(file.label) if file.label else safe.markdown_code(file.path, table=True)
    return f"{code} ({safe.markdown(file.note)})" if file.note else code
