"""Sections as PDF, typeset by the ``typst`` package: no browser, no network, no fonts of the machine.

The layouts are fixed text. Everything that comes from a Result goes in as JSON data, and typst shows strings as they
are, so nothing in a file name can become markup.
"""

from __future__ import annotations

import json
from typing import Any

from spbe_checklist.errors import UsageError
from spbe_checklist.reports import safe, words
from spbe_checklist.reports.sections import model

FONT = "Libertinus Serif"
"""Comes with the package, so that a PDF looks the same everywhere."""

_WIDE = 6
"""Tables of more columns turn the pages."""

SHOW_SECTIONS = r"""
#let d = json(bytes(sys.inputs.data))
#let ink = rgb("#1f4e79")
#let colours = (ada: rgb("#ddf0e0"), lengkap: rgb("#ddf0e0"), sebagian: rgb("#e9f1fa"),
  perlu_diperiksa: rgb("#fff0cc"), belum_ada: rgb("#f9d9d6"), dikecualikan: rgb("#e4e4e4"))
#let value(v) = if "to" in v { link(label(v.to), v.text) } else [#v.text]
#let cell(c) = table.cell(fill: colours.at(c.first().at("key", default: ""), default: none),
  c.map(value).join(linebreak()))
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
#let show-section(s, depth) = {
  if s.own and not s.wide { pagebreak(weak: true) }
  if s.title != "" [#heading(level: depth, s.title) #if s.anchor != "" { label(s.anchor) }]
  for b in s.blocks { show-block(b) }
}
"""
"""How ``section_data`` is shown; stands before a layout."""

_LAYOUT = r"""
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
#text(20pt, weight: "bold", fill: ink, d.title) \
#if d.agency != "" [#text(12pt, weight: "bold", d.agency) \ ]
#for sentence in d.lead [#sentence #parbreak()]
#for s in d.sections {
  let body = { show-section(s, 1); for p in s.parts { show-section(p, 2) } }
  if s.wide { page(flipped: true, { show table: set text(8pt); body }) } else { body }
}
#for sentence in d.closing [#text(9pt, fill: luma(90), sentence) #parbreak()]
"""


def render(report: model.Report) -> bytes:
    """The PDF. Raises UsageError where the ``typst`` package is not installed."""
    data = {
        "font": FONT,
        "title": report.title,
        "agency": report.agency,
        "lead": list(report.lead),
        "closing": list(report.closing),
        "sections": [section_data(one) for one in report.sections],
    }
    return typeset(SHOW_SECTIONS + _LAYOUT, data)


def section_data(section: model.Section) -> dict[str, Any]:
    """A section as data for the layout."""
    return {
        "title": section.title,
        "anchor": section.anchor,
        "own": section.own_page,
        "wide": any(
            isinstance(block, model.Table) and len(block.columns) > _WIDE and block.width > model.SMALL_FROM
            for block in section.blocks
        ),
        "blocks": [found for block in section.blocks if (found := _block(block))],
        "parts": [section_data(part) for part in section.parts],
    }


def _block(block: model.Block) -> dict[str, Any] | None:
    match block:
        case model.Paragraph():
            return {"kind": "paragraph", "text": block.text, "quiet": block.quiet}
        case model.Listing():
            return {"kind": "list", "items": list(block.items), "numbered": block.numbered}
        case model.Ruled():
            return {"kind": "ruled", "lines": block.lines}
        case model.Table():
            return {
                "kind": "table",
                "head": [column.title for column in block.columns],
                "widths": [column.width for column in block.columns],
                "align": [column.figure for column in block.columns],
                "rows": [[_cell(cell) for cell in row] for row in block.rows],
            }
    return None


def _cell(cell: model.Cell) -> list[dict[str, str]]:
    return [_value(one) for one in model.values(cell)] or [{"text": words.NOTHING}]


def _value(value: model.Value) -> dict[str, str]:
    shown = {"text": model.plain(value)}
    match value:
        case model.To():
            return shown | {"to": value.anchor}
        case model.State():
            return shown | {"key": value.key}
    return shown


def typeset(layout: str, data: dict[str, Any]) -> bytes:
    """A layout with its data, every string of which is made harmless. Raises UsageError without ``typst``."""
    try:
        import typst
    except ImportError as error:
        raise UsageError(
            "Laporan PDF memerlukan paket tambahan yang belum terpasang.",
            'Pasang dengan: pip install "spbe-checklist[pdf]"; atau cetak laporan --format html dari peramban.',
        ) from error
    fonts = typst.Fonts(include_system_fonts=False)
    inputs = {"data": json.dumps(_harmless(data), ensure_ascii=False)}
    document: bytes = typst.compile(layout.encode(), font_paths=fonts, sys_inputs=inputs)
    return document


def _harmless(value: Any) -> Any:
    """Every string of the data made visible; structure and numbers stay."""
    if isinstance(value, str):
        return safe.visible(value)
    if isinstance(value, dict):
        return {key: _harmless(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_harmless(entry) for entry in value]
    return value
