"""The first sheet of the workbook: the first page that every format has, and the key figures as numbers."""

from __future__ import annotations

from typing import Any

from spbe_checklist.reports import first_page, words
from spbe_checklist.reports.workbook import STATUS_COLOURS, Workbook, page_setup, row_height, write_head
from spbe_checklist.verdict.priorities import next_documents, wanted
from spbe_checklist.verdict.result import Result

_FIRST_WIDTH, _OTHER_WIDTH = 44.0, 13.0
"""Columns in characters."""
_RULED: dict[str, Any] = {"border": 1, "border_color": "#D0D0D0"}


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
    row = _causes(book, result, sheet, row + 1)
    row = _owners(book, result, sheet, row + 1)
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


def _causes(book: Workbook, result: Result, sheet: Any, row: int) -> int:
    """Why items are doubtful; returns the row after them."""
    causes = first_page.doubts(result)
    if not causes:
        return row
    row = write_head(book, sheet, row, ("Mengapa perlu diperiksa", "Butir", "Yang dilakukan", "", ""))
    for cause in causes:
        book.text(sheet, row, 0, cause.label, **_RULED, text_wrap=True)
        book.number(sheet, row, 1, len(cause.items), num_format="#,##0", align="right", **_RULED)
        sheet.merge_range(row, 2, row, 4, "")
        book.text(sheet, row, 2, cause.action, **_RULED)
        sheet.set_row(row, row_height([(cause.label, _FIRST_WIDTH)]))
        row += 1
    return row


def _owners(book: Workbook, result: Result, sheet: Any, row: int) -> int:
    """What each unit owes and has delivered; returns the row after them."""
    row = write_head(book, sheet, row, ("Siapa berutang apa", "Belum ada", "Perlu diperiksa", "Ada"))
    for one in first_page.owners(result):
        book.text(sheet, row, 0, one.unit, **_RULED)
        for column, value in enumerate((one.missing, one.doubtful, one.present), start=1):
            book.number(sheet, row, column, value, num_format="#,##0", align="right", **_RULED)
        row += 1
    return row


def _levels(book: Workbook, result: Result, sheet: Any, row: int) -> int:
    """Each indicator's levels as coloured cells with a mark; the target is framed, the claim in brackets."""
    titles = ("Tingkat tiap indikator", *(str(level) for level in range(1, first_page.HIGHEST + 1)), "Mandiri")
    row = write_head(book, sheet, row, titles)
    for _, _, towers in first_page.level_map(result):
        for tower in towers:
            entry = tower.indicator
            book.text(sheet, row, 0, f"{entry.no}. {entry.topic or entry.name}", **_RULED)
            for square in tower.squares:
                mark = words.STATUS_MARK[square.state] if square.asked and square.state else ""
                looks: dict[str, Any] = {"border": 2, "border_color": "#404040"} if square.target else dict(_RULED)
                if square.state:
                    looks["bg_color"] = STATUS_COLOURS[square.state if square.asked else words.NOT_ASKED]
                book.text(sheet, row, square.level, f"({mark})" if square.claimed else mark, align="center", **looks)
            book.number(sheet, row, first_page.HIGHEST + 1, entry.claimed_level, align="right", **_RULED)
            row += 1
    legend = f"{words.LEGEND}; bingkai: target; (kurung): klaim mandiri; abu-abu: di atas target."
    book.text(sheet, row, 0, legend, italic=True)
    return row + 1


def _figures(book: Workbook, result: Result, sheet: Any, row: int) -> int:
    """Counts and indices in two columns; returns the row after them."""
    summary = result.summary
    figures: list[tuple[str, str | int | None, str]] = [
        ("Indeks yang didukung bukti", summary.index_supported, "0.00"),
        ("Indeks menurut penilaian mandiri", summary.index_claimed, "0.00"),
        ("Indeks menurut asesor", summary.index_assessed, "0.00"),
    ]
    counts: list[tuple[str, int]] = [
        *(
            (f"Indikator: {words.INDICATOR_STATUS[key]}", getattr(summary.indicators, key))
            for key in words.INDICATOR_STATUS
        ),
        *(
            (f"Butir bukti: {words.EVIDENCE_STATUS[key]}", getattr(summary.evidence, key))
            for key in words.EVIDENCE_STATUS
        ),
        ("Berkas ditemukan", summary.files.seen),
        ("Berkas terbaca", summary.files.read),
        ("Berkas tidak terbaca", summary.files.unreadable),
        ("Berkas diabaikan", summary.files.ignored),
    ]
    figures += [(label, count, "#,##0") for label, count in counts]
    figures += [
        ("Kelengkapan butir (persen)", summary.completeness, "0.0"),
        ("Kelengkapan dari dokumen saja (persen)", summary.completeness_documents, "0.0"),
    ]
    row = write_head(book, sheet, row, ("Angka pokok", "Nilai"))
    for label, value, shape in figures:
        book.text(sheet, row, 0, label, **_RULED)
        book.number(sheet, row, 1, value, **_RULED, num_format=f"[$-421]{shape}", align="right")
        row += 1
    book.text(sheet, row, 0, "Predikat indeks yang didukung bukti", **_RULED)
    book.text(sheet, row, 1, summary.predicate or words.NOTHING, **_RULED, align="right")
    return row + 1


def _indices(book: Workbook, result: Result, sheet: Any, row: int) -> int:
    """Indices of domains and aspects, with bars; returns the row after them."""
    summary = result.summary
    nodes = [("Domain", node) for node in summary.domains] + [("Aspek", node) for node in summary.aspects]
    if not nodes:
        return row
    row = write_head(book, sheet, row, ("Domain dan aspek", "Bobot", "Didukung bukti", "Mandiri", "Asesor"))
    first = row
    for kind, node in nodes:
        looks = dict(_RULED)
        book.text(sheet, row, 0, f"{kind} {node.no}: {node.name}", bold=kind == "Domain", text_wrap=True, **looks)
        for column, value in enumerate(
            (node.weight, node.index_supported, node.index_claimed, node.index_assessed), start=1
        ):
            book.number(sheet, row, column, value, num_format="[$-421]0.00", align="right", **looks)
        row += 1
    sheet.conditional_format(
        first,
        2,
        row - 1,
        2,
        {
            "type": "data_bar",
            "bar_color": "#9DC3E6",
            "min_type": "num",
            "min_value": 0,
            "max_type": "num",
            "max_value": 5,
        },
    )
    return row


def _next_documents(book: Workbook, result: Result, sheet: Any, row: int) -> int:
    """The documents that raise the index most; their units run from the third column to the fifth."""
    looks = {"border": 1, "border_color": "#D0D0D0", "text_wrap": True}
    titles = ("Dokumen berikutnya yang paling menaikkan indeks", "Kenaikan", "Unit", "", "")
    row = write_head(book, sheet, row, titles)
    sheet.merge_range(row - 1, 2, row - 1, 4, "")
    book.text(sheet, row - 1, 2, titles[2], bold=True, bg_color="#1F4E79", font_color="#FFFFFF", border=1)
    for entry in next_documents(wanted(result)):
        label = f"{entry.label} ({', '.join(words.item_names(result, entry.evidence))})"
        units = words.units(entry.units)
        book.text(sheet, row, 0, label, **looks)
        book.number(sheet, row, 1, entry.gain, num_format="[$-421]+0.00", align="center", **looks)
        sheet.merge_range(row, 2, row, 4, "")
        book.text(sheet, row, 2, units, **looks)
        sheet.set_row(row, row_height([(label, _FIRST_WIDTH), (units, 3 * _OTHER_WIDTH)]))
        row += 1
    return row
