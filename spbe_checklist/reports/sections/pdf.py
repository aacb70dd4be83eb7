"""Sections as PDF, typeset by the ``typst`` package like the leadership report: no browser, no fonts of the machine."""

from __future__ import annotations

from typing import Any

from spbe_checklist.reports import words
from spbe_checklist.reports.pdf import FONT, typeset
from spbe_checklist.reports.sections.model import (
    Block,
    Cell,
    Listing,
    Paragraph,
    Report,
    Ruled,
    Section,
    Table,
    To,
    plain,
    values,
)

_WIDE = 6
"""Tables of more columns turn the pages."""

_LAYOUT = r"""
#let d = json(bytes(sys.inputs.data))
#let ink = rgb("#1f4e79")
#set document(title: d.title, author: "spbe-check", date: none)
#set page(paper: "a4", margin: (x: 1.8cm, y: 1.8cm), footer: context [
  #set text(8pt, fill: luma(90))
  #d.title #h(1fr) Halaman #counter(page).display() dari #counter(page).final().first()
])
#set text(font: d.font, size: 9.5pt, lang: "id", hyphenate: false)
#show heading: it => block(above: 0.9em, below: 0.5em, text(fill: ink, it))
#set table(stroke: 0.5pt + luma(170), inset: 3.5pt)
#show table: set text(8.5pt)
#show regex("[/_]"): it => [#it#sym.zws] // long names may break after a separator
#show link: set text(fill: ink)
#let value(v) = if "to" in v { link(label(v.to), v.text) } else [#v.text]
#let cell(c) = c.map(value).join(linebreak())
#let show-block(b) = {
  if b.kind == "paragraph" { if b.quiet { text(9pt, fill: luma(90), b.text) } else [#b.text]; parbreak() }
  if b.kind == "list" { if b.numbered { enum(..b.items) } else { list(..b.items) } }
  if b.kind == "ruled" { for i in range(b.lines) { v(16pt); line(length: 100%, stroke: 0.4pt + luma(140)) } }
  if b.kind == "table" {
    table(columns: b.widths.map(w => w * 1fr), align: b.align.map(a => if a { right } else { left }),
      table.header(..b.head.map(t => table.cell(fill: rgb("#d9e2ef"), strong(t)))),
      ..b.rows.map(r => r.map(cell)).flatten())
  }
}
#text(20pt, weight: "bold", fill: ink, d.title) \
#if d.agency != "" [#text(12pt, weight: "bold", d.agency) \ ]
#for sentence in d.lead [#sentence #parbreak()]
#let show-section(s, depth) = {
  if s.own and not s.wide { pagebreak(weak: true) }
  if s.title != "" [#heading(level: depth, s.title) #if s.anchor != "" { label(s.anchor) }]
  for b in s.blocks { show-block(b) }
}
#for s in d.sections {
  let body = { show-section(s, 1); for p in s.parts { show-section(p, 2) } }
  if s.wide { page(flipped: true, { show table: set text(8pt); body }) } else { body }
}
#for sentence in d.closing [#text(9pt, fill: luma(90), sentence) #parbreak()]
"""


def render(report: Report) -> bytes:
    """The PDF. Raises UsageError where the ``typst`` package is not installed."""
    data = {
        "font": FONT,
        "title": report.title,
        "agency": report.agency,
        "lead": list(report.lead),
        "closing": list(report.closing),
        "sections": [_section(one) for one in report.sections],
    }
    return typeset(_LAYOUT, data)


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "anchor": section.anchor,
        "own": section.own_page,
        "wide": any(isinstance(block, Table) and len(block.columns) > _WIDE for block in section.blocks),
        "blocks": [found for block in section.blocks if (found := _block(block))],
        "parts": [_section(part) for part in section.parts],
    }


def _block(block: Block) -> dict[str, Any] | None:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "text": block.text, "quiet": block.quiet}
        case Listing():
            return {"kind": "list", "items": list(block.items), "numbered": block.numbered}
        case Ruled():
            return {"kind": "ruled", "lines": block.lines}
        case Table():
            return {
                "kind": "table",
                "head": [column.title for column in block.columns],
                "widths": [column.width for column in block.columns],
                "align": [column.figure for column in block.columns],
                "rows": [[_cell(cell) for cell in row] for row in block.rows],
            }
    return None


def _cell(cell: Cell) -> list[dict[str, str]]:
    found = [
        {"text": plain(one), "to": one.anchor} if isinstance(one, To) else {"text": plain(one)} for one in values(cell)
    ]
    return found or [{"text": words.NOTHING}]
