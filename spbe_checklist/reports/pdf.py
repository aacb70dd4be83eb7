"""The leadership report as PDF, typeset by the ``typst`` package (extra ``pdf``): no browser, no network, no fonts of
the machine, and the same Result gives the same bytes.

The layout below is fixed text. Everything that comes from the Result goes in as JSON data, and typst shows strings as
they are, so nothing in a file name can become markup. Wording and order are those of the DOCX report.
"""

from __future__ import annotations

from typing import Any

from spbe_checklist.reports import first_page, words
from spbe_checklist.reports.leadership import heading, sections
from spbe_checklist.reports.picked import picked
from spbe_checklist.reports.sections.pdf import FONT, SHOW_SECTIONS, section_data, typeset
from spbe_checklist.verdict.result import Result

_LAYOUT = r"""
#let strong_colours = (ada: rgb("#23693f"), perlu_diperiksa: rgb("#b4530a"), belum_ada: rgb("#a1262d"),
  dikecualikan: rgb("#4a5878"))
#set document(title: d.title, author: "spbe-check", date: none)
#set page(paper: "a4", margin: (x: 2cm, y: 2cm), footer: context [
  #set text(8pt, fill: luma(90))
  #d.title #h(1fr) Halaman #counter(page).display() dari #counter(page).final().first()
])
#set text(font: d.font, size: 10pt, lang: "id", hyphenate: false)
#set par(justify: true)
#show heading: it => block(above: 1.3em, below: 0.7em, text(fill: ink, it))
#set table(stroke: 0.5pt + luma(170), inset: 4pt)
#show table: set text(9pt)
#show table: set par(justify: false)

#text(20pt, weight: "bold", fill: ink, d.title) \
#text(12pt, weight: "bold", d.agency)
#v(-0.3em)
#text(9pt, fill: luma(90), d.origin)

#text(12pt, d.headline)

#d.since

#grid(columns: (1fr, 1fr, 1fr), gutter: 8pt, ..d.tiles.map(t => block(width: 100%, height: 66pt, inset: 7pt,
  stroke: (top: 3pt + strong_colours.at(t.key), rest: 0.5pt + strong_colours.at(t.key)))[
  #text(18pt, weight: "bold", t.count) \
  #t.text \
  #text(8pt, fill: luma(90), t.action)]))

#if d.lines.len() > 0 [
  #heading(level: 1)[Di mana kita berdiri, per aspek]
  #let place-at(share, body) = place(left + horizon, dx: share * 7cm, body)
  #grid(columns: (1fr, 7cm, 2.4cm), row-gutter: 3pt, align: (left + horizon, left + horizon, right + horizon),
    [], box(width: 7cm, height: 9pt, d.bands.map(b => place(left + horizon, dx: (b.start + b.end) / 2 * 7cm - 1cm,
      box(width: 2cm, align(center, text(6.5pt, fill: luma(90), b.name))))).join()), [],
    ..d.lines.map(n => (text(9pt, weight: if n.whole { "bold" } else { "regular" }, n.name),
      box(width: 7cm, height: 12pt, {
        for (i, b) in d.bands.enumerate() { if calc.odd(i) { place(left, dx: b.start * 7cm,
          rect(width: (b.end - b.start) * 7cm, height: 12pt, fill: rgb("#f1eee6"), stroke: none)) } }
        if n.claimed >= 0 { place-at(n.supported,
          line(length: (n.claimed - n.supported) * 7cm, stroke: 2pt + rgb("#c98a8d"))) }
        if n.assessed >= 0 { place-at(n.assessed,
          move(dx: -1pt, rect(width: 2pt, height: 9pt, fill: rgb("#b4530a"), stroke: none))) }
        if n.claimed >= 0 { place-at(n.claimed,
          move(dx: -3pt, circle(radius: 3pt, fill: white, stroke: 1.2pt + black))) }
        place-at(n.supported, move(dx: -3.2pt, circle(radius: 3.2pt, fill: rgb("#17595f"), stroke: none)))
      }),
      text(9pt, weight: if n.whole { "bold" } else { "regular" }, n.figures))).flatten())
  #text(8pt, fill: luma(90))[Titik penuh: didukung bukti; lingkaran: mandiri; garis tegak: asesor; skala 1-5.]
]

#heading(level: 1)[#d.indicators indikator sekali pandang]
#let side = 9.4pt
#for group in d.map { box(inset: (right: 5pt, bottom: 3pt), {
  stack(dir: ltr, ..group.towers.map(t => stack(dir: ttb, spacing: 1pt,
    ..t.squares.map(s => box(width: side, height: side, inset: 0pt, radius: 1pt,
      stroke: if s.target { 0.8pt + black } else { 0.4pt + white },
      fill: if s.state == "" { luma(240) } else if s.asked { strong_colours.at(s.state) } else { colours.at(s.state) },
      {
        if s.claimed { place(center + horizon,
          circle(radius: 3.9pt, stroke: 0.8pt + if s.asked { white } else { black })) }
        align(center + horizon, text(6pt, fill: white, weight: "bold", s.mark))
      })),
    box(width: side, align(center, text(5.5pt, t.no))))))
}) }
#linebreak()
#text(8pt, fill: luma(90), d.legend + "; bingkai: target; lingkaran: klaim mandiri; pucat: di atas target.")

#for s in d.sections { show-section(s, 1); for p in s.parts { show-section(p, 2) } }
"""


def render(result: Result) -> bytes:
    """The PDF. Raises UsageError where the ``typst`` package is not installed."""
    return typeset(SHOW_SECTIONS + _LAYOUT, content(result))


def content(result: Result) -> dict[str, Any]:
    """Everything the layout shows, as harmless strings; the same figures as every other report."""
    title, agency, origin = heading(result)
    return {
        "font": FONT,
        "title": title,
        "agency": agency,
        "origin": origin,
        "indicators": str(len(result.indicators)),
        "legend": words.LEGEND,
        "headline": first_page.headline(result),
        "since": first_page.since(result),
        "tiles": [
            {"key": one.status, "count": words.count(one.count), "text": one.text, "action": one.action}
            for one in first_page.tiles(result)
        ],
        "bands": [
            {"name": name, "start": _share(start), "end": _share(end)} for name, start, end in first_page.bands(result)
        ],
        "lines": [
            {
                "name": name,
                "whole": one.no == 0,
                "supported": _share(one.index_supported),
                "claimed": _share(one.index_claimed),
                "assessed": _share(one.index_assessed),
                "figures": first_page.figures(one),
            }
            for name, one in first_page.lines(result)
        ],
        "map": [{"towers": [_tower(tower) for tower in towers]} for _, _, towers in first_page.level_map(result)],
        "sections": [section_data(one) for one in sections(result, every=True)],
    }


def _share(value: str | float | None) -> float:
    """Place on the scale from 1 to the highest level, between 0 and 1; -1 where the value is not known."""
    if value is None:
        return -1
    return min(1.0, max(0.0, (float(value) - 1) / (first_page.HIGHEST - 1)))


def _tower(tower: first_page.Tower) -> dict[str, Any]:
    squares = {one.level: one for one in tower.squares}
    empty = first_page.Square(0, "", asked=False, target=False, claimed=False)
    column = [squares.get(level, empty) for level in range(first_page.HIGHEST, 0, -1)]
    return {
        "no": str(tower.indicator.no),
        "squares": [picked(one, "state", "asked", "target", "claimed", "mark") for one in column],
    }
