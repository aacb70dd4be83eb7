"""The report for the leadership as a Word document: conclusion, figures, one chart, aspects, shortcomings, next steps.

The complete list of items is in the workbook and the HTML report; this one is meant to be read in a meeting. The same
Result gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spbe_checklist.reports import first_page, words
from spbe_checklist.reports.leadership import NOT_FOR_GRADES, agency_name, key_figures
from spbe_checklist.reports.shortcomings import blocking, by_unit
from spbe_checklist.reports.word_parts import (
    STATUS_FILL,
    bar_chart,
    borders,
    fill_cell,
    grid,
    line,
    moment,
    new_document,
    set_widths,
    shade,
    tight,
    to_bytes,
)
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
    document = new_document(f"Kelengkapan bukti dukung {words.edition(result)}", created=moment(result.run.started))
    _title(document, result)
    for notice in result.notices:
        if notice.code == "folder-tidak-terbaca":
            line(document, f"Perhatian: {notice.message}", bold=True, after=6)
    line(document, first_page.headline(result), size=12, after=6)
    if since := first_page.since(result):
        line(document, since, after=6)
    _tiles(document, result)
    _lines(document, result)
    _map(document, result)
    _causes_and_owners(document, result)
    document.add_heading("Angka pokok", 1)
    _figures(document, result)
    _indicators(document, result)
    _owed(document, result)
    _next(document, result)
    document.add_heading("Yang tidak dijanjikan laporan ini", 1)
    for sentence in NOT_FOR_GRADES:
        line(document, sentence, align="justify")
    for notice in result.notices:
        line(document, f"Perhatian: {notice.message}", italic=True)
    return to_bytes(document)


def _title(document: Document, result: Result) -> None:
    line(document, f"Kelengkapan bukti dukung {words.instrument(result)}", style="Title", after=2)
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


def _tiles(document: Document, result: Result) -> None:
    """What to do, in three figures."""
    table = document.add_table(rows=1, cols=3)
    borders(table, inside=True)
    for cell, tile in zip(table.rows[0].cells, first_page.tiles(result), strict=True):
        shade(cell, STATUS_FILL[tile.status])
        fill_cell(cell, words.count(tile.count), size=18, bold=True)
        line(cell, tile.text, size=9.5, after=1)
        line(cell, tile.action, size=8.5, color="595959", after=2)
    set_widths(table, (5.6, 5.6, 5.6))


def _lines(document: Document, result: Result) -> None:
    """From what the evidence supports to what is claimed, per aspect."""
    lines = first_page.lines(result)
    if not lines:
        return
    document.add_heading("Di mana kita berdiri, per aspek", 1)
    bar_chart(
        document,
        [(one.name, float(one.supported or 0), float(one.claimed or 0), one.figures) for one in lines],
        least=1,
        most=5,
        label_width=6.2,
        width=7.6,
        value_width=2.8,
    )
    named = ", ".join(f"{name} mulai {words.index(f'{start:.2f}')}" for name, start, _ in first_page.bands(result))
    line(
        document,
        "Pekat: didukung bukti; pucat: klaim mandiri di atasnya. Skala 1 sampai 5" + (f"; {named}." if named else "."),
        size=8,
        color="595959",
        after=4,
    )


def _map(document: Document, result: Result) -> None:
    """The levels of all indicators as shaded cells with a mark; a claim stands in brackets."""
    groups = first_page.level_map(result)
    towers = [tower for _, _, members in groups for tower in members]
    if not towers:
        return
    document.add_heading(f"{len(towers)} indikator sekali pandang", 1)
    levels = range(first_page.HIGHEST, 0, -1)
    table = document.add_table(rows=len(levels) + 1, cols=len(towers) + 1)
    borders(table, "FFFFFF")
    for row, level in zip(table.rows, levels, strict=False):
        cells = row.cells
        fill_cell(cells[0], str(level), size=6)
        for cell, tower in zip(cells[1:], towers, strict=True):
            square = next((one for one in tower.squares if one.level == level), None)
            if square is None or not square.state:
                continue
            mark = words.STATUS_MARK[square.state] if square.asked else ""
            fill_cell(cell, f"({mark})" if square.claimed else mark, size=5, align="center")
            shade(cell, STATUS_FILL[square.state] if square.asked else "F4F4F4")
    last = table.rows[-1].cells
    for cell, tower in zip(last[1:], towers, strict=True):
        fill_cell(cell, str(tower.indicator.no), size=5, align="center")
    tight(table)
    set_widths(table, (0.5, *(16.0 / len(towers) for _ in towers)))
    line(
        document,
        f"{words.LEGEND}; (kurung) klaim mandiri; tanpa tanda: di atas target.",
        size=8,
        color="595959",
        after=4,
    )


def _causes_and_owners(document: Document, result: Result) -> None:
    causes = [(one.label, str(len(one.items)), one.action) for one in first_page.doubts(result)]
    if causes:
        document.add_heading(f"Mengapa {result.summary.evidence.perlu_diperiksa} butir perlu diperiksa", 1)
        grid(document, ("Sebab", "Butir", "Yang dilakukan"), causes, (9.0, 1.6, 6.2), align=("left", "right", "left"))
    owing = [(one.unit, str(one.missing), str(one.doubtful), str(one.present)) for one in first_page.owners(result)]
    if owing:
        document.add_heading("Siapa berutang apa", 1)
        head = ("Unit", "Belum ada", "Perlu diperiksa", "Ada")
        grid(document, head, owing, (9.0, 2.4, 3.0, 2.4), align=("left", "right", "right", "right"))


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
        (0.9, 4.9, 2.8, 2.2, 1.8, 2.1, 1.9),
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
        first = [f"{row.item.label} ({words.item_name(row.item)})" for row in unit.items[:shown]]
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
        label = f"{entry.label} ({', '.join(words.item_names(result, entry.evidence))}){together}"
        rows.append((str(number), label, words.units(entry.units), f"+{words.number(entry.gain)}"))
    grid(
        document,
        ("No", "Dokumen", "Unit", "Indeks"),
        rows,
        (1.0, 9.2, 4.6, 1.8),
        align=("center", "left", "left", "right"),
    )
