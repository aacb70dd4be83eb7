"""The leadership report as PDF, typeset by the ``typst`` package (extra ``pdf``): no browser, no network, no fonts of
the machine, and the same Result gives the same bytes.

The layout below is fixed text. Everything that comes from the Result goes in as JSON data, and typst shows strings as
they are, so nothing in a file name can become markup. Wording and order are those of the DOCX report.
"""

from __future__ import annotations

import json
from typing import Any

from spbe_checklist.errors import UsageError
from spbe_checklist.reports import first_page, safe, words
from spbe_checklist.reports.leadership import NOT_FOR_GRADES, agency_name, key_figures
from spbe_checklist.reports.selections import unreadable
from spbe_checklist.reports.shortcomings import blocking, by_unit
from spbe_checklist.verdict.priorities import next_documents, wanted
from spbe_checklist.verdict.result import Result

FONT = "Libertinus Serif"
"""Comes with the package, so that a PDF looks the same everywhere."""

_LAYOUT = r"""
#let d = json(bytes(sys.inputs.data))
#let ink = rgb("#1f4e79")
#let colours = (ada: rgb("#ddf0e0"), lengkap: rgb("#ddf0e0"), sebagian: rgb("#e9f1fa"),
  perlu_diperiksa: rgb("#fff0cc"), belum_ada: rgb("#f9d9d6"), dikecualikan: rgb("#e4e4e4"))
#let strong_colours = (ada: rgb("#23693f"), perlu_diperiksa: rgb("#b4530a"), belum_ada: rgb("#a1262d"),
  dikecualikan: rgb("#4a5878"))
#set document(title: d.title, author: "spbe-check", date: none)
#set page(paper: "a4", margin: (x: 2cm, y: 2cm), footer: context [
  #set text(8pt, fill: luma(90))
  #d.footer #h(1fr) #(d.page_word) #counter(page).display() #d.page_of #counter(page).final().first()
])
#set text(font: d.font, size: 10pt, lang: "id", hyphenate: false)
#set par(justify: true)
#show heading: it => block(above: 1.3em, below: 0.7em, text(fill: ink, it))
#set table(stroke: 0.5pt + luma(170), inset: 4pt)
#show table: set text(9pt)
#show table: set par(justify: false)
#let head(titles) = table.header(..titles.map(t => table.cell(fill: rgb("#d9e2ef"), strong(t))))

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
  #heading(level: 1, d.words.lines)
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
  #text(8pt, fill: luma(90), d.words.lines_legend)
]

#heading(level: 1, d.words.map)
#let side = 9.4pt
#for group in d.map { box(inset: (right: 5pt, bottom: 3pt), {
  stack(dir: ltr, ..group.towers.map(t => stack(dir: ttb, spacing: 1pt,
    ..t.squares.map(s => box(width: side, height: side, inset: 0pt, radius: 1pt,
      stroke: if s.target { 0.8pt + black } else { 0.4pt + white },
      fill: if s.key == "" { luma(240) } else if s.asked { strong_colours.at(s.key) } else { colours.at(s.key) },
      {
        if s.claimed { place(center + horizon,
          circle(radius: 3.9pt, stroke: 0.8pt + if s.asked { white } else { black })) }
        align(center + horizon, text(6pt, fill: white, weight: "bold", s.mark))
      })),
    box(width: side, align(center, text(5.5pt, t.no))))))
}) }
#linebreak()
#text(8pt, fill: luma(90), d.words.map_legend)

#if d.causes.len() > 0 [
  #heading(level: 1, d.words.causes)
  #table(columns: (1fr, auto, auto), align: (left, right, left), head(d.cause_head), ..d.causes.flatten())
]
#if d.owners.len() > 0 [
  #heading(level: 1, d.words.owners)
  #table(columns: (1fr, auto, auto, auto), align: (left, right, right, right), head(d.owner_head), ..d.owners.flatten())
]

#heading(level: 1, d.words.figures)
#table(columns: (1fr, auto, 1fr, auto), align: (left, right, left, right),
  head(d.figure_head), ..d.figures.flatten())

#heading(level: 1, d.words.indicators)
#table(columns: (auto, 1fr, auto, auto, auto, auto, auto), align: (center, left, left, center, center, center, center),
  head(d.indicator_head),
  ..d.indicators.map(i => (i.no, i.name, table.cell(fill: colours.at(i.key), i.status), i.supported, i.target,
    i.claimed, i.assessed)).flatten())

#heading(level: 1, d.words.owed)
#if d.units.len() == 0 [#d.words.nothing_owed]
#for unit in d.units [
  #heading(level: 2, unit.name)
  #table(columns: (auto, 3.2cm, 1fr, auto), align: (center, left, left, left), head(d.owed_head),
    ..unit.rows.map(r => (r.rank, r.id, r.ask, table.cell(fill: colours.at(r.key), r.status))).flatten())
]

#if d.next.len() > 0 [
  #heading(level: 1, d.words.next)
  #table(columns: (auto, 1fr, 4cm, auto), align: (center, left, left, right), head(d.next_head), ..d.next.flatten())
]

#if d.unreadable.len() > 0 [
  #heading(level: 1, d.words.unreadable)
  #table(columns: (1fr, 1fr), head(d.unreadable_head), ..d.unreadable.flatten())
]

#heading(level: 1, d.words.promise)
#for sentence in d.promise [#sentence #parbreak()]
#for notice in d.notices [#emph(notice) #parbreak()]
"""


def render(result: Result) -> bytes:
    """The PDF. Raises UsageError where the ``typst`` package is not installed."""
    return typeset(_LAYOUT, content(result))


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


def content(result: Result) -> dict[str, Any]:
    """Everything the layout shows, as harmless strings; the same figures as every other report."""
    summary = result.summary
    figures = key_figures(result)
    half = (len(figures) + 1) // 2
    pairs = zip(figures[:half], [*figures[half:], ("", "")][:half], strict=True)
    return {
        "font": FONT,
        "title": f"Kelengkapan bukti dukung {words.edition(result)}",
        "agency": f"{agency_name(result)} · tahun evaluasi {result.agency.year}",
        "origin": (
            f"Diperiksa {words.moment(result.run.started)} pada folder “{result.run.folder}” dengan spbe-check "
            f"{result.tool.version}, katalog {result.catalogue.id} edisi {result.catalogue.edition}."
        ),
        "footer": f"Kelengkapan bukti dukung {words.edition(result)}",
        "page_word": "Halaman",
        "page_of": "dari",
        "words": {
            "figures": "Angka pokok",
            "lines": "Di mana kita berdiri, per aspek",
            "lines_legend": "Titik penuh: didukung bukti; lingkaran: mandiri; garis tegak: asesor; skala 1-5.",
            "map": f"{len(result.indicators)} indikator sekali pandang",
            "map_legend": f"{words.LEGEND}; bingkai: target; lingkaran: klaim mandiri; pucat: di atas target.",
            "causes": f"Mengapa {summary.evidence.perlu_diperiksa} butir perlu diperiksa",
            "owners": "Siapa berutang apa",
            "indicators": "Keadaan tiap indikator",
            "owed": "Yang masih diminta, per unit",
            "nothing_owed": "Tidak ada dokumen yang masih harus dikumpulkan untuk target ini.",
            "next": "Dokumen berikutnya yang paling menaikkan indeks",
            "unreadable": "Berkas yang tidak terbaca",
            "promise": "Yang tidak dijanjikan laporan ini",
        },
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
                "name": one.name,
                "whole": one.aspect is None,
                "supported": _share(one.supported),
                "claimed": _share(one.claimed),
                "assessed": _share(one.assessed),
                "figures": one.figures,
            }
            for one in first_page.lines(result)
        ],
        "map": [{"towers": [_tower(tower) for tower in towers]} for _, _, towers in first_page.level_map(result)],
        "cause_head": ["Sebab", "Butir", "Yang dilakukan"],
        "causes": [[one.label, str(len(one.items)), one.action] for one in first_page.doubts(result)],
        "owner_head": ["Unit", "Belum ada", "Perlu diperiksa", "Ada"],
        "owners": [
            [one.unit, str(one.missing), str(one.doubtful), str(one.present)] for one in first_page.owners(result)
        ],
        "figure_head": ["Angka", "Nilai", "Angka", "Nilai"],
        "figures": [[*left, *right] for left, right in pairs],
        "indicator_head": ["No", "Indikator", "Status bukti", "Didukung", "Target", "Mandiri", "Asesor"],
        "indicators": [
            {
                "no": str(entry.no),
                "name": entry.topic or entry.name,
                "key": entry.status,
                "status": words.INDICATOR_STATUS[entry.status],
                "supported": words.number(entry.supported_level),
                "target": str(entry.target_level),
                "claimed": words.number(entry.claimed_level),
                "assessed": words.number(entry.assessed_level),
            }
            for entry in result.indicators
        ],
        "owed_head": ["No", "Butir", "Yang diminta", "Keadaan"],
        "units": [
            {
                "name": f"{unit.unit}: {len(unit.items)} butir, {sum(map(blocking, unit.items))} menahan tingkat",
                "rows": [
                    {
                        "rank": str(rank),
                        "id": words.item_name(row.item),
                        "ask": row.item.ask or row.item.label,
                        "key": row.item.status,
                        "status": words.EVIDENCE_STATUS[row.item.status],
                    }
                    for rank, row in enumerate(unit.items, start=1)
                ],
            }
            for unit in by_unit(result)
        ],
        "next_head": ["No", "Dokumen", "Unit", "Indeks"],
        "next": [
            [
                str(number),
                f"{entry.label} ({', '.join(words.item_names(result, entry.evidence))})",
                words.units(entry.units),
                f"+{words.number(entry.gain)}",
            ]
            for number, entry in enumerate(next_documents(wanted(result)), start=1)
        ],
        "unreadable_head": ["Berkas", "Sebab"],
        "unreadable": [
            [document.path, document.reason or words.HEALTH.get(document.health, document.health)]
            for document in unreadable(result)
        ],
        "promise": list(NOT_FOR_GRADES),
        "notices": [f"Perhatian: {notice.message}" for notice in result.notices],
    }


def _share(value: str | float | None) -> float:
    """Place on the scale from 1 to the highest level, between 0 and 1; -1 where the value is not known."""
    if value is None:
        return -1
    return min(1.0, max(0.0, (float(value) - 1) / (first_page.HIGHEST - 1)))


def _tower(tower: first_page.Tower) -> dict[str, Any]:
    squares = {one.level: one for one in tower.squares}
    return {
        "no": str(tower.indicator.no),
        "squares": [
            {
                "key": one.state,
                "asked": one.asked,
                "target": one.target,
                "claimed": one.claimed,
                "mark": words.STATUS_MARK[one.state] if one.asked and one.state else "",
            }
            for level in range(first_page.HIGHEST, 0, -1)
            if (one := squares.get(level, first_page.Square(level, "", False, False, False)))
        ],
    }


def _harmless(value: Any) -> Any:
    """Every string of the data made visible; structure and numbers stay."""
    if isinstance(value, str):
        return safe.visible(value)
    if isinstance(value, dict):
        return {key: _harmless(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_harmless(entry) for entry in value]
    return value
