"""The first sheet of the workbook: the first page that every format has, and the key figures as numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spbe_checklist.reports import first_page, words
from spbe_checklist.reports.sections.model import Number
from spbe_checklist.reports.workbook import STATUS_COLOURS, Workbook, page_setup, row_height
from spbe_checklist.verdict.priorities import next_documents, wanted
from spbe_checklist.verdict.result import NextDocument, NodeIndex, Result

_FIRST_WIDTH, _OTHER_WIDTH, _LAST = 44.0, 13.0, 6
"""Columns in characters, and the last one."""
_RULED: dict[str, Any] = {"border": 1, "border_color": "#D0D0D0"}
_WRAPPED: dict[str, Any] = {**_RULED, "text_wrap": True}
_FIGURE: dict[str, Any] = {**_RULED, "align": "right"}
_HEAD: dict[str, Any] = {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1}


def first_sheet(book: Workbook, result: Result) -> None:
    """Where the agency stands, what to do, why, who, the levels of every indicator, and what was checked."""
    agency, sheet = result.agency, _Sheet(book)
    title = f"Kelengkapan bukti dukung {words.edition(result)}"
    sheet.text(0, title, bold=True, font_size=15, font_color="#1F4E79")
    sheet.row = 1
    sheet.text(0, f"{agency.name or 'Instansi belum diisi'} · tahun evaluasi {agency.year}", font_size=11)
    _headline(sheet, result)
    sheet.row += 1
    _indices(sheet, result)
    if following := next_documents(wanted(result)):
        sheet.row += 1
        _next_documents(sheet, result, following)
    sheet.row += 1
    if causes := [(one.label, Number(len(one.items), "#,##0"), one.action) for one in first_page.doubts(result)]:
        sheet.head("Mengapa perlu diperiksa", "Butir", "Yang dilakukan", "", "")
        sheet.rows(causes, label=_WRAPPED)
    sheet.row += 1
    sheet.head("Siapa berutang apa", "Belum ada", "Perlu diperiksa", "Ada")
    owners = ((one.unit, (one.missing, one.doubtful, one.present)) for one in first_page.owners(result))
    sheet.rows((unit, *(Number(count, "#,##0") for count in counts)) for unit, counts in owners)
    sheet.row += 1
    _levels(sheet, result)
    sheet.row += 1
    _figures(sheet, result)
    sheet.row += 1
    for label, value in (
        ("Folder yang diperiksa", result.run.folder),
        ("Waktu pemeriksaan", words.moment(result.run.started)),
        ("Katalog", f"{result.catalogue.title or result.catalogue.id} ({result.catalogue.edition})"),
        ("Target", f"tingkat {agency.target_level}"),
        ("Program", f"spbe-check {result.tool.version}"),
    ):
        sheet.text(0, label, font_color="#555555")
        sheet.text(1, value)
        sheet.row += 1
    for notice in result.notices:
        sheet.row += 1
        sheet.paragraph(f"Perhatian: {notice.message}", 4, font_color="#7F4F00")
    sheet.row += 2
    promise = words.PROMISE if result.catalogue.declares_levels else f"{words.NO_LEVELS} {words.PROMISE}"
    sheet.text(0, promise, to=4, text_wrap=True, italic=True, font_color="#555555")
    sheet.made.set_row(sheet.row, 52)
    sheet.made.print_area(0, 0, sheet.row, _LAST)
    page_setup(sheet.made, "Ringkasan", header_row=None, landscape=False)


class _Sheet:
    """The sheet from top to bottom; ``row`` is the next one to write."""

    def __init__(self, book: Workbook) -> None:
        self.book, self.row = book, 0
        self.made = book.sheet("Ringkasan")
        self.made.set_column(0, 0, _FIRST_WIDTH)
        self.made.set_column(1, _LAST, _OTHER_WIDTH)

    def text(self, column: int, value: str, *, to: int | None = None, **looks: Any) -> None:
        """A text, over all cells up to column ``to``."""
        if to is not None:
            self.made.merge_range(self.row, column, self.row, to, "")
        self.book.text(self.made, self.row, column, value, **looks)

    def paragraph(self, value: str, to: int, **looks: Any) -> None:
        """Wrapped text over the cells up to column ``to``, as high as it needs."""
        self.text(0, value, to=to, text_wrap=True, **looks)
        self.made.set_row(self.row, row_height([(value, _FIRST_WIDTH + to * _OTHER_WIDTH)]))

    def head(self, *titles: str) -> None:
        """A row of titles."""
        for column, title in enumerate(titles):
            self.text(column, title, text_wrap=True, align="right" if column else "left", **_HEAD)
        self.row += 1

    def rows(
        self,
        rows: Iterable[tuple[str | Number, ...]],
        *,
        label: dict[str, Any] = _RULED,
        figure: dict[str, Any] = _FIGURE,
        text: dict[str, Any] = _RULED,
    ) -> None:
        """Ruled rows of a label, figures, and a text that runs over three columns."""
        for name, *cells in rows:
            self.text(0, str(name), **label)
            for column, cell in enumerate(cells, start=1):
                if isinstance(cell, Number):
                    self.book.number(self.made, self.row, column, cell.value, num_format=cell.shape, **figure)
                else:
                    self.text(column, cell, to=column + 2, **text)
                    height = row_height([(str(name), _FIRST_WIDTH), (cell, 3 * _OTHER_WIDTH)])
                    self.made.set_row(self.row, height)
            self.row += 1


def _headline(sheet: _Sheet, result: Result) -> None:
    """The sentence and the three figures that are something to do."""
    text = first_page.headline(result)
    sheet.row = 3
    sheet.text(0, text, to=_LAST, text_wrap=True, font_size=12)
    sheet.made.set_row(3, row_height([(text, (_FIRST_WIDTH + _LAST * _OTHER_WIDTH) * 0.75)]) * 1.35)
    sheet.row = 4
    if since := first_page.since(result):
        sheet.paragraph(since, _LAST)
    tiles = first_page.tiles(result)
    parts: tuple[tuple[list[str], dict[str, Any], float | None], ...] = (
        ([words.count(tile.count) for tile in tiles], {"font_size": 18, "bold": True}, 26),
        ([tile.text for tile in tiles], {"text_wrap": True}, 27),
        ([tile.action for tile in tiles], {"italic": True}, None),
    )
    for values, looks, height in parts:
        sheet.row += 1
        for tile, value, (first, last) in zip(tiles, values, ((0, None), (1, 3), (4, 6)), strict=True):
            sheet.text(first, value, to=last, bg_color=STATUS_COLOURS[tile.status], **looks)
        sheet.made.set_row(sheet.row, height)
    sheet.row += 1


def _levels(sheet: _Sheet, result: Result) -> None:
    """Each indicator's levels as coloured cells with a mark; the target is framed, the claim in brackets."""
    levels = (str(level) for level in range(1, first_page.HIGHEST + 1))
    sheet.head("Tingkat tiap indikator", *levels, "Mandiri")
    for tower in (tower for _, _, towers in first_page.level_map(result) for tower in towers):
        entry = tower.indicator
        sheet.text(0, f"{entry.no}. {entry.topic or entry.name}", **_RULED)
        for square in tower.squares:
            looks: dict[str, Any] = {"border": 2, "border_color": "#404040"} if square.target else dict(_RULED)
            if square.state:
                looks["bg_color"] = STATUS_COLOURS[square.state if square.asked else words.NOT_ASKED]
            mark = f"({square.mark})" if square.claimed else square.mark
            sheet.text(square.level, mark, align="center", **looks)
        sheet.book.number(sheet.made, sheet.row, first_page.HIGHEST + 1, entry.claimed_level, **_FIGURE)
        sheet.row += 1
    sheet.text(0, f"{words.LEGEND}; bingkai: target; (kurung): klaim mandiri; abu-abu: di atas target.", italic=True)
    sheet.row += 1


def _figures(sheet: _Sheet, result: Result) -> None:
    """Counts and indices in two columns."""
    summary, files = result.summary, result.summary.files
    indicators = ((f"Indikator: {label}", key) for key, label in words.INDICATOR_STATUS.items())
    evidence = ((f"Butir bukti: {label}", key) for key, label in words.EVIDENCE_STATUS.items())
    figures: list[tuple[str, float | str | None, str]] = [
        ("Indeks yang didukung bukti", summary.index_supported, "0.00"),
        ("Indeks menurut penilaian mandiri", summary.index_claimed, "0.00"),
        ("Indeks menurut asesor", summary.index_assessed, "0.00"),
        *((label, getattr(summary.indicators, key), "#,##0") for label, key in indicators),
        *((label, getattr(summary.evidence, key), "#,##0") for label, key in evidence),
        ("Berkas ditemukan", files.seen, "#,##0"),
        ("Berkas terbaca", files.read, "#,##0"),
        ("Berkas tidak terbaca", files.unreadable, "#,##0"),
        ("Berkas diabaikan", files.ignored, "#,##0"),
        ("Kelengkapan butir (persen)", summary.completeness, "0.0"),
        ("Kelengkapan dari dokumen saja (persen)", summary.completeness_documents, "0.0"),
    ]
    sheet.head("Angka pokok", "Nilai")
    sheet.rows((label, Number(value, f"[$-421]{shape}")) for label, value, shape in figures)
    sheet.text(0, "Predikat indeks yang didukung bukti", **_RULED)
    sheet.text(1, summary.predicate or words.NOTHING, **_FIGURE)
    sheet.row += 1


def _indices(sheet: _Sheet, result: Result) -> None:
    """Indices of domains and aspects, with bars."""
    summary = result.summary
    if not (summary.domains or summary.aspects):
        return
    sheet.head("Domain dan aspek", "Bobot", "Didukung bukti", "Mandiri", "Asesor")
    first = sheet.row
    sheet.rows((_node("Domain", one) for one in summary.domains), label={**_WRAPPED, "bold": True})
    sheet.rows((_node("Aspek", one) for one in summary.aspects), label={**_WRAPPED, "bold": False})
    scale = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": first_page.HIGHEST}
    looks = {"type": "data_bar", "bar_color": "#9DC3E6", **scale}
    sheet.made.conditional_format(first, 2, sheet.row - 1, 2, looks)


def _node(kind: str, node: NodeIndex) -> tuple[str | Number, ...]:
    values = (node.weight, node.index_supported, node.index_claimed, node.index_assessed)
    return (f"{kind} {node.no}: {node.name}", *(Number(value, "[$-421]0.00") for value in values))


def _next_documents(sheet: _Sheet, result: Result, following: Iterable[NextDocument]) -> None:
    """The documents that raise the index most; their units run from the third column to the fifth."""
    sheet.head("Dokumen berikutnya yang paling menaikkan indeks", "Kenaikan", "Unit", "", "")
    sheet.row -= 1
    sheet.text(2, "Unit", to=4, **_HEAD)
    sheet.row += 1
    rows = (
        (
            f"{one.label} ({', '.join(words.item_names(result, one.evidence))})",
            Number(one.gain, "[$-421]+0.00"),
            words.units(one.units),
        )
        for one in following
    )
    sheet.rows(rows, label=_WRAPPED, figure={**_WRAPPED, "align": "center"}, text=_WRAPPED)
