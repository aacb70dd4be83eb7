"""Sections as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.markdown import table
from spbe_checklist.reports.sections import model


def render(report: model.Report) -> str:
    """The report as Markdown."""
    lines = [f"# {safe.markdown(report.title)}"]
    for sentence in report.lead:
        lines += ["", safe.markdown(sentence)]
    for section in report.sections:
        lines += _section(section, 2)
    for sentence in report.closing:
        lines += ["", safe.markdown(sentence)]
    return "\n".join(lines) + "\n"


def _section(section: model.Section, depth: int) -> Iterator[str]:
    if section.blocks and all(isinstance(block, model.Ruled) for block in section.blocks):
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


def _block(block: model.Block) -> Iterator[str]:
    if not isinstance(block, model.Chart):
        yield ""
    match block:
        case model.Paragraph():
            yield safe.markdown(block.text)
        case model.Listing():
            for place, one in enumerate(block.items, start=1):
                yield f"{f'{place}.' if block.numbered else '-'} {safe.markdown(one)}"
        case model.Table():
            head = [column.title for column in block.columns]
            yield from table(head, [[_cell(cell) for cell in row] for row in block.rows])


def _cell(cell: model.Cell) -> str:
    return "<br>".join(map(_value, model.values(cell))) or words.NOTHING


def _value(value: model.Value) -> str:
    if not isinstance(value, model.File) or value.label:
        return safe.markdown(model.plain(value))
    code = safe.markdown_code(value.path, table=True)
    return f"{code} ({safe.markdown(value.note)})" if value.note else code
