"""The first sheet of the workbook: the first page that every format has, and the key figures as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from spbe_checklist.reports import first_page, words
from spbe_checklist.reports.sections.model import Number
from spbe_checklist.reports.workbook import STATUS_COLOURS, Workbook, page_setup, row_height
from spbe_checklist.verdict.priorities import next_documents, wanted
from spbe_checklist.verdict.result import NodeIndex, Result

_FIRST_WIDTH, _OTHER_WIDTH = 44.0, 13.0
"""Columns in characters."""
_RULED: dict[str, Any] = {"border": 1, "border_color": "#D0D0D0"}
_WRAPPED: dict[str, Any] = {**_RULED, "text_wrap": True}
_FIGURE: dict[str, Any] = {**_RULED, "align": "right"}


def first_sheet(book: Workbook, result: Result) -> None:
    """Where the agency stands, what to do, why, who, the levels of every indicator, and what was checked."""
    sheet = book.sheet("Ringkasan")
    sheet.set_column(0, 0, _FIRST_WIDTH)
    sheet.set_column(1, 6, _OTHER_WIDTH)
    agency = result.agency
    book.text(
        sheet,
        0,
        0,
        f"Kelengkapan bukti dukung {words.edition(result)}",
        bold=True,
        font_size=15,
        font_color="#1F4E79",
    )
    book.text(sheet, 1, 0, f"{agency.name or 'Instansi belum diisi'} · tahun evaluasi {agency.year}", font_size=11)
    facts = (
        ("Folder yang diperiksa", result.run.folder),
        ("Waktu pemeriksaan", words.moment(result.run.started)),
        ("Katalog", f"{result.catalogue.title or result.catalogue.id} ({result.catalogue.edition})"),
        ("Target", f"tingkat {agency.target_level}"),
        ("Program", f"spbe-check {result.tool.version}"),
    )
    row = _headline(book, result, sheet)
    row = _indices(book, result, sheet, row + 1)
    if next_documents(wanted(result)):
        row = _next_documents(book, result, sheet, row + 1)
    if causes := [(one.label, Number(len(one.items), "#,##0"), one.action) for one in first_page.doubts(result)]:
        row = _head(book, sheet, row + 1, ("Mengapa perlu diperiksa", "Butir", "Yang dilakukan", "", ""))
        row = _rows(book, sheet, row, causes, label=_WRAPPED)
    else:
        row += 1
    row = _head(book, sheet, row + 1, ("Siapa berutang apa", "Belum ada", "Perlu diperiksa", "Ada"))
    owners = first_page.owners(result)
    row = _rows(book, sheet, row, [(one.unit, *_counts(one.missing, one.doubtful, one.present)) for one in owners])
    row = _levels(book, result, sheet, row + 1)
    row = _figures(book, result, sheet, row + 1) + 1
    for label, value in facts:
        book.text(sheet, row, 0, label, font_color="#555555")
        book.text(sheet, row, 1, value)
        row += 1
    for notice in result.notices:
        row += 1
        sheet.merge_range(row, 0, row, 4, "")
        text = f"Perhatian: {notice.message}"
        book.text(sheet, row, 0, text, text_wrap=True, font_color="#7F4F00")
        sheet.set_row(row, row_height([(text, _FIRST_WIDTH + 4 * _OTHER_WIDTH)]))
    row += 2
    sheet.merge_range(row, 0, row, 4, "")
    promise = words.PROMISE if result.catalogue.declares_levels else f"{words.NO_LEVELS} {words.PROMISE}"
    book.text(sheet, row, 0, promise, text_wrap=True, italic=True, font_color="#555555")
    sheet.set_row(row, 52)
    sheet.print_area(0, 0, row, 6)
    page_setup(sheet, "Ringkasan", header_row=None, landscape=False)


def _headline(book: Workbook, result: Result, sheet: Any) -> int:
    """The sentence and the three figures that are something to do; returns the row after them."""
    text = first_page.headline(result)
    sheet.merge_range(3, 0, 3, 6, "")
    book.text(sheet, 3, 0, text, text_wrap=True, font_size=12)
    sheet.set_row(3, row_height([(text, (_FIRST_WIDTH + 6 * _OTHER_WIDTH) * 0.75)]) * 1.35)
    if since := first_page.since(result):
        sheet.merge_range(4, 0, 4, 6, "")
        book.text(sheet, 4, 0, since, text_wrap=True)
        sheet.set_row(4, row_height([(since, _FIRST_WIDTH + 6 * _OTHER_WIDTH)]))
    tiles = first_page.tiles(result)
    parts: tuple[tuple[list[str], dict[str, Any], float | None], ...] = (
        ([words.count(tile.count) for tile in tiles], {"font_size": 18, "bold": True}, 26),
        ([tile.text for tile in tiles], {"text_wrap": True}, 27),
        ([tile.action for tile in tiles], {"italic": True}, None),
    )
    for row, (values, looks, height) in enumerate(parts, start=5):
        for tile, value, (first, last) in zip(tiles, values, ((0, 0), (1, 3), (4, 6)), strict=True):
            if first != last:
                sheet.merge_range(row, first, row, last, "")
            book.text(sheet, row, first, value, bg_color=STATUS_COLOURS[tile.status], **looks)
        sheet.set_row(row, height)
    return 8


def _head(book: Workbook, sheet: Any, row: int, titles: Sequence[str]) -> int:
    """A row of titles; returns the row after it."""
    for column, title in enumerate(titles):
        looks = {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1, "text_wrap": True}
        book.text(sheet, row, column, title, align="right" if column else "left", **looks)
    return row + 1


def _rows(
    book: Workbook,
    sheet: Any,
    row: int,
    rows: Iterable[Sequence[str | Number]],
    *,
    label: dict[str, Any] = _RULED,
    figure: dict[str, Any] = _FIGURE,
    text: dict[str, Any] = _RULED,
) -> int:
    """Ruled rows of a label, figures, and a text that runs over three columns; returns the row after them."""
    for name, *cells in rows:
        book.text(sheet, row, 0, name, **label)
        for column, cell in enumerate(cells, start=1):
            if isinstance(cell, Number):
                book.number(sheet, row, column, cell.value, num_format=cell.shape, **figure)
            else:
                sheet.merge_range(row, column, row, column + 2, "")
                book.text(sheet, row, column, cell, **text)
                sheet.set_row(row, row_height([(str(name), _FIRST_WIDTH), (cell, 3 * _OTHER_WIDTH)]))
        row += 1
    return row


def _counts(*counts: int) -> list[Number]:
    return [Number(one, "#,##0") for one in counts]


def _levels(book: Workbook, result: Result, sheet: Any, row: int) -> int:
    """Each indicator's levels as coloured cells with a mark; the target is framed, the claim in brackets."""
    titles = ("Tingkat tiap indikator", *(str(level) for level in range(1, first_page.HIGHEST + 1)), "Mandiri")
    row = _head(book, sheet, row, titles)
    for _, _, towers in first_page.level_map(result):
        for tower in towers:
            entry = tower.indicator
            book.text(sheet, row, 0, f"{entry.no}. {entry.topic or entry.name}", **_RULED)
            for square in tower.squares:
                looks: dict[str, Any] = {"border": 2, "border_color": "#404040"} if square.target else dict(_RULED)
                if square.state:
                    looks["bg_color"] = STATUS_COLOURS[square.state if square.asked else words.NOT_ASKED]
                book.text(
                    sheet,
                    row,
                    square.level,
                    f"({square.mark})" if square.claimed else square.mark,
                    align="center",
                    **looks,
                )
            book.number(sheet, row, first_page.HIGHEST + 1, entry.claimed_level, align="right", **_RULED)
            row += 1
    legend = f"{words.LEGEND}; bingkai: target; (kurung): klaim mandiri; abu-abu: di atas target."
    book.text(sheet, row, 0, legend, italic=True)
    return row + 1


def _figures(book: Workbook, result: Result, sheet: Any, row: int) -> int:
    """Counts and indices in two columns; returns the row after them."""
    summary = result.summary
    files, shape = summary.files, "[$-421]#,##0"
    figures = [
        ("Indeks yang didukung bukti", Number(summary.index_supported, "[$-421]0.00")),
        ("Indeks menurut penilaian mandiri", Number(summary.index_claimed, "[$-421]0.00")),
        ("Indeks menurut asesor", Number(summary.index_assessed, "[$-421]0.00")),
        *(
            (f"Indikator: {label}", Number(getattr(summary.indicators, key), shape))
            for key, label in words.INDICATOR_STATUS.items()
        ),
        *(
            (f"Butir bukti: {label}", Number(getattr(summary.evidence, key), shape))
            for key, label in words.EVIDENCE_STATUS.items()
        ),
        ("Berkas ditemukan", Number(files.seen, shape)),
        ("Berkas terbaca", Number(files.read, shape)),
        ("Berkas tidak terbaca", Number(files.unreadable, shape)),
        ("Berkas diabaikan", Number(files.ignored, shape)),
        ("Kelengkapan butir (persen)", Number(summary.completeness, "[$-421]0.0")),
        ("Kelengkapan dari dokumen saja (persen)", Number(summary.completeness_documents, "[$-421]0.0")),
    ]
    row = _rows(book, sheet, _head(book, sheet, row, ("Angka pokok", "Nilai")), figures)
    book.text(sheet, row, 0, "Predikat indeks yang didukung bukti", **_RULED)
    book.text(sheet, row, 1, summary.predicate or words.NOTHING, **_RULED, align="right")
    return row + 1


def _indices(book: Workbook, result: Result, sheet: Any, row: int) -> int:
    """Indices of domains and aspects, with bars; returns the row after them."""
    summary = result.summary
    if not (summary.domains or summary.aspects):
        return row
    first = _head(book, sheet, row, ("Domain dan aspek", "Bobot", "Didukung bukti", "Mandiri", "Asesor"))
    domains = [_node("Domain", node) for node in summary.domains]
    row = _rows(book, sheet, first, domains, label={**_WRAPPED, "bold": True})
    row = _rows(book, sheet, row, [_node("Aspek", node) for node in summary.aspects], label={**_WRAPPED, "bold": False})
    scale = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": first_page.HIGHEST}
    sheet.conditional_format(first, 2, row - 1, 2, {"type": "data_bar", "bar_color": "#9DC3E6", **scale})
    return row


def _node(kind: str, node: NodeIndex) -> tuple[str | Number, ...]:
    values = (node.weight, node.index_supported, node.index_claimed, node.index_assessed)
    return (f"{kind} {node.no}: {node.name}", *(Number(value, "[$-421]0.00") for value in values))


def _next_documents(book: Workbook, result: Result, sheet: Any, row: int) -> int:
    """The documents that raise the index most; their units run from the third column to the fifth."""
    titles = ("Dokumen berikutnya yang paling menaikkan indeks", "Kenaikan", "Unit", "", "")
    row = _head(book, sheet, row, titles)
    sheet.merge_range(row - 1, 2, row - 1, 4, "")
    book.text(sheet, row - 1, 2, titles[2], bold=True, bg_color="#1F4E79", font_color="#FFFFFF", border=1)
    rows = [
        (
            f"{entry.label} ({', '.join(words.item_names(result, entry.evidence))})",
            Number(entry.gain, "[$-421]+0.00"),
            words.units(entry.units),
        )
        for entry in next_documents(wanted(result))
    ]
    return _rows(book, sheet, row, rows, label=_WRAPPED, figure={**_WRAPPED, "align": "center"}, text=_WRAPPED)
