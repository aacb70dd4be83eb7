"""The leadership report as PDF, typeset by the ``typst`` package (extra ``pdf``): no browser, no network, no fonts of
the machine, and the same Result gives the same bytes.

The layout below is fixed text. Everything that comes from the Result goes in as JSON data, and typst shows strings as
they are, so nothing in a file name can become markup. Wording and order are those of the DOCX report.
"""

from __future__ import annotations

import json
from typing import Any

from spbe_checklist.errors import UsageError
from spbe_checklist.reports import safe, words
from spbe_checklist.reports.leadership import NOT_FOR_GRADES, agency_name, conclusion, key_figures
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

#heading(level: 1, d.words.conclusion)
#d.conclusion

#heading(level: 1, d.words.figures)
#table(columns: (1fr, auto, 1fr, auto), align: (left, right, left, right),
  head(d.figure_head), ..d.figures.flatten())

#if d.nodes.len() > 0 [
  #heading(level: 1, d.words.nodes)
  #grid(columns: (6.2cm, 1fr, 1.2cm), row-gutter: 5pt, align: (left + horizon, left + horizon, right + horizon),
    ..d.nodes.map(n => (text(9pt, n.name),
      box(width: 100%, height: 10pt, fill: rgb("#edf1f6"), box(width: n.share * 1%, height: 10pt, fill: ink)),
      strong(n.supported))).flatten())
  #v(0.4em)
  #table(columns: (1fr, auto, auto, auto, auto), align: (left, right, right, right, right),
    head(d.node_head), ..d.nodes.map(n => (n.name, n.weight, n.supported, n.claimed, n.assessed)).flatten())
]

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
    try:
        import typst
    except ImportError as error:
        raise UsageError(
            "Laporan PDF memerlukan paket tambahan yang belum terpasang.",
            'Pasang dengan: pip install "spbe-checklist[pdf]"; atau cetak laporan --format html dari peramban.',
        ) from error
    fonts = typst.Fonts(include_system_fonts=False)
    data = json.dumps(content(result), ensure_ascii=False)
    document: bytes = typst.compile(_LAYOUT.encode(), font_paths=fonts, sys_inputs={"data": data})
    return document


def content(result: Result) -> dict[str, Any]:
    """Everything the layout shows, as harmless strings; the same figures as every other report."""
    summary = result.summary
    figures = key_figures(result)
    half = (len(figures) + 1) // 2
    pairs = zip(figures[:half], [*figures[half:], ("", "")][:half], strict=True)
    data: dict[str, Any] = _harmless(
        {
            "font": FONT,
            "title": f"Kelengkapan bukti dukung SPBE {result.agency.year}",
            "agency": f"{agency_name(result)} · tahun evaluasi {result.agency.year}",
            "origin": (
                f"Diperiksa {words.moment(result.run.started)} pada folder “{result.run.folder}” dengan spbe-check "
                f"{result.tool.version}, katalog {result.catalogue.id} edisi {result.catalogue.edition}."
            ),
            "footer": f"Kelengkapan bukti dukung SPBE {result.agency.year}",
            "page_word": "Halaman",
            "page_of": "dari",
            "words": {
                "conclusion": "Kesimpulan",
                "figures": "Angka pokok",
                "nodes": "Indeks yang didukung bukti per aspek (skala 0 sampai 5)",
                "indicators": "Keadaan tiap indikator",
                "owed": "Yang masih diminta, per unit",
                "nothing_owed": "Tidak ada dokumen yang masih harus dikumpulkan untuk target ini.",
                "next": "Dokumen berikutnya yang paling menaikkan indeks",
                "unreadable": "Berkas yang tidak terbaca",
                "promise": "Yang tidak dijanjikan laporan ini",
            },
            "conclusion": conclusion(result),
            "figure_head": ["Angka", "Nilai", "Angka", "Nilai"],
            "figures": [[*left, *right] for left, right in pairs],
            "node_head": ["Aspek", "Bobot", "Didukung bukti", "Mandiri", "Asesor"],
            "nodes": [
                {
                    "name": f"{node.no}. {node.name}",
                    "share": round(min(5.0, max(0.0, float(node.index_supported))) * 20, 2),
                    "weight": words.number(node.weight),
                    "supported": words.number(node.index_supported),
                    "claimed": words.number(node.index_claimed),
                    "assessed": words.number(node.index_assessed),
                }
                for node in summary.aspects or summary.domains
            ],
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
                            "id": row.item.id,
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
                    f"{entry.label} ({', '.join(entry.evidence)})",
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
    )
    return data


def _harmless(value: Any) -> Any:
    """Every string of the data made visible; structure and numbers stay."""
    if isinstance(value, str):
        return safe.visible(value)
    if isinstance(value, dict):
        return {key: _harmless(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_harmless(entry) for entry in value]
    return value
