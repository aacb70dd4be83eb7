"""The report for the leadership as a Word document: conclusion, figures, one chart, aspects, shortcomings, next steps.

The complete list of items is in the workbook and the HTML report; this one is meant to be read in a meeting. The same
Result gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spbe_checklist.reports import first_page, words
from spbe_checklist.reports.containers import moment
from spbe_checklist.reports.leadership import heading, sections
from spbe_checklist.reports.sections.docx import add_section
from spbe_checklist.reports.word_parts import (
    STATUS_FILL,
    bar_chart,
    borders,
    fill_cell,
    line,
    new_document,
    set_widths,
    shade,
    tight,
    to_bytes,
)
from spbe_checklist.verdict.result import Result

if TYPE_CHECKING:
    from docx.document import Document


def render(result: Result) -> bytes:
    """The leadership report."""
    title, agency, origin = heading(result)
    document = new_document(title, created=moment(result.run.started))
    line(document, f"Kelengkapan bukti dukung {words.instrument(result)}", style="Title", after=2)
    line(document, agency, size=12, bold=True, after=2)
    line(document, origin, size=9, color="595959", after=8)
    for notice in result.notices:
        if notice.code == "folder-tidak-terbaca":
            line(document, f"Perhatian: {notice.message}", bold=True, after=6)
    line(document, first_page.headline(result), size=12, after=6)
    if since := first_page.since(result):
        line(document, since, after=6)
    _tiles(document, result)
    _lines(document, result)
    _map(document, result)
    for section in sections(result, every=False):
        add_section(document, section)
    return to_bytes(document)


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
        [
            (name, float(one.index_supported or 0), float(one.index_claimed or 0), first_page.figures(one))
            for name, one in lines
        ],
        least=1,
        most=5,
        label_width=6.2,
        width=7.6,
        value_width=2.8,
    )
    named = ", ".join(f"{name} mulai {words.number(f'{start:.2f}')}" for name, start, _ in first_page.bands(result))
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
            fill_cell(cell, f"({square.mark})" if square.claimed else square.mark, size=5, align="center")
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
