"""The report for the leadership as a Word document: conclusion, figures, one chart, aspects, shortcomings, next steps.

The complete list of items is in the workbook and the HTML report; this one is meant to be read in a meeting. The same
Result gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from spbe_checklist.reports import words
from spbe_checklist.reports.leadership import NOT_FOR_GRADES, agency_name, conclusion, key_figures
from spbe_checklist.reports.shortcomings import blocking, by_unit
from spbe_checklist.reports.word_parts import STATUS_FILL, bar_chart, grid, line, new_document, to_bytes
from spbe_checklist.verdict.priorities import next_documents, wanted
from spbe_checklist.verdict.result import Result

if TYPE_CHECKING:
    from docx.document import Document

INDICATOR_FILL = {
    "lengkap": STATUS_FILL["ada"],
    "sebagian": "E9F1FA",
    "perlu_diperiksa": STATUS_FILL["perlu_diperiksa"],
    "belum_ada": STATUS_FILL["belum_ada"],
}


def render(result: Result) -> bytes:
    """The leadership report."""
    document = new_document(f"Kelengkapan bukti dukung SPBE {result.agency.year}", created=started(result))
    _title(document, result)
    document.add_heading("Kesimpulan", 1)
    line(document, conclusion(result), align="justify", after=6)
    document.add_heading("Angka pokok", 1)
    _figures(document, result)
    _chart(document, result)
    _indicators(document, result)
    _owed(document, result)
    _next(document, result)
    document.add_heading("Yang tidak dijanjikan laporan ini", 1)
    for sentence in NOT_FOR_GRADES:
        line(document, sentence, align="justify")
    for notice in result.notices:
        line(document, f"Perhatian: {notice.message}", italic=True)
    return to_bytes(document)


def started(result: Result) -> dt.datetime:
    """When the run started: the time the document states, so that rendering twice gives the same bytes."""
    try:
        return dt.datetime.fromisoformat(result.run.started).replace(microsecond=0)
    except ValueError:
        return dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def _title(document: Document, result: Result) -> None:
    line(document, "Kelengkapan bukti dukung SPBE", style="Title", after=2)
    line(document, f"{agency_name(result)} · tahun evaluasi {result.agency.year}", size=12, bold=True, after=2)
    line(
        document,
        f"Diperiksa {words.moment(result.run.started)} pada folder “{result.run.folder}” dengan spbe-check "
        f"{result.tool.version}, katalog {result.catalogue.id} edisi {result.catalogue.edition}.",
        size=9,
        color="595959",
        after=8,
    )


def _figures(document: Document, result: Result) -> None:
    """The key figures in two pairs of columns, so that they stay on the first page."""
    figures = key_figures(result)
    half = (len(figures) + 1) // 2
    left, right = figures[:half], [*figures[half:], ("", "")][:half]
    rows = [(a, b, c, d) for (a, b), (c, d) in zip(left, right, strict=True)]
    grid(
        document,
        ("Angka", "Nilai", "Angka", "Nilai"),
        rows,
        (5.6, 2.7, 5.6, 2.7),
        align=("left", "right", "left", "right"),
        size=9.5,
    )


def _chart(document: Document, result: Result) -> None:
    """Bars of the supported index per aspect (per domain where the edition has no aspects), and the figures behind."""
    nodes = result.summary.aspects or result.summary.domains
    if not nodes:
        return
    document.add_heading("Indeks yang didukung bukti per aspek", 1)
    bar_chart(
        document,
        [(node.name, float(node.index_supported), words.number(node.index_supported)) for node in nodes],
        least=0,
        most=5,
        label_width=6.4,
        width=8.6,
    )
    line(document, "Skala 0 sampai 5.", size=8, color="595959", after=6)
    rows = [
        (
            f"{node.no}. {node.name}",
            words.number(node.weight),
            words.number(node.index_supported),
            words.number(node.index_claimed),
            words.number(node.index_assessed),
        )
        for node in nodes
    ]
    grid(
        document,
        ("Aspek", "Bobot", "Didukung bukti", "Mandiri", "Asesor"),
        rows,
        (8.2, 1.9, 2.5, 2.0, 2.0),
        align=("left", "right", "right", "right", "right"),
    )


def _indicators(document: Document, result: Result) -> None:
    document.add_heading("Keadaan tiap indikator", 1)
    rows = [
        (
            str(entry.no),
            entry.topic or entry.name,
            words.INDICATOR_STATUS[entry.status],
            words.number(entry.supported_level),
            str(entry.target_level),
            words.number(entry.claimed_level),
            words.number(entry.assessed_level),
        )
        for entry in result.indicators
    ]
    grid(
        document,
        ("No", "Indikator", "Status bukti", "Didukung", "Target", "Mandiri", "Asesor"),
        rows,
        (1.0, 5.9, 2.7, 1.9, 1.6, 1.7, 1.8),
        align=("center", "left", "left", "center", "center", "center", "center"),
        fills=[(None, None, INDICATOR_FILL[entry.status], None, None, None, None) for entry in result.indicators],
    )


def _owed(document: Document, result: Result) -> None:
    """Per unit: how much is owed and the three most valuable items."""
    units = by_unit(result)
    document.add_heading("Kekurangan per unit", 1)
    if not units:
        line(document, "Tidak ada dokumen yang masih harus dikumpulkan untuk target ini.")
        return
    shown = 3
    rows = []
    for unit in units:
        first = [f"{row.item.label} ({row.item.id})" for row in unit.items[:shown]]
        if len(unit.items) > shown:
            first.append(f"dan {len(unit.items) - shown} butir lain (lihat lembar “Kekurangan per OPD” pada Excel)")
        urgent = sum(blocking(row) for row in unit.items)
        counts = (str(len(unit.to_send)), str(len(unit.to_mend)), str(urgent))
        rows.append((unit.unit, *counts, "\n".join(first)))
    grid(
        document,
        ("Unit", "Belum ada", "Perlu diperbaiki", "Menahan tingkat", "Yang paling dulu diperlukan"),
        rows,
        (4.0, 1.5, 1.9, 1.9, 7.3),
        align=("left", "center", "center", "center", "left"),
    )
    line(
        document,
        "“Menahan tingkat”: tanpa butir ini tingkat berikutnya pada indikator itu tidak didukung bukti. Butir yang "
        "ditanggung dua unit tercantum pada keduanya.",
        size=8,
        color="595959",
        before=3,
    )


def _next(document: Document, result: Result) -> None:
    following = next_documents(wanted(result))
    if not following:
        return
    document.add_heading("Dokumen berikutnya yang paling menaikkan indeks", 1)
    rows = []
    for number, entry in enumerate(following, start=1):
        together = f"\nBersama: {', '.join(entry.together_with)}" if entry.together_with else ""
        label = f"{entry.label} ({', '.join(entry.evidence)}){together}"
        rows.append((str(number), label, words.units(entry.units), f"+{words.number(entry.gain)}"))
    grid(
        document,
        ("No", "Dokumen", "Unit", "Indeks"),
        rows,
        (1.0, 9.2, 4.6, 1.8),
        align=("center", "left", "left", "right"),
    )
