"""What can be offered again in another edition, as a workbook to hand out: one row per item, filtered by unit."""

from __future__ import annotations

from collections.abc import Iterator

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.reuse import (
    NOBODY,
    TITLE,
    cautions,
    counts_in_words,
    documents_in_words,
    old_name,
    origin,
    pair_in_words,
    scope_of,
    title_of,
)
from spbe_checklist.reports.workbook import Column, Link, Number, Value, Workbook, listing, page_setup, write_head
from spbe_checklist.verdict.editions import STATUSES, Reuse, ReuseIndicator, ReuseItem

ITEM_COLUMNS = (
    Column("no", "No", 5, "center"),
    Column("topic", "Indikator", 20),
    Column("level", "Tingkat", 7, "center"),
    Column("id", "ID butir", 16),
    Column("label", "Butir bukti dukung", 34),
    Column("status", "Keadaan", 13, "center"),
    Column("units", "Unit", 20),
    Column("documents", "Dokumen yang dapat dipakai", 40),
    Column("check", "Yang harus diperiksa atau diperbarui", 38),
    Column("open", "Buka", 6, "center"),
)
DOCUMENT_COLUMNS = (
    Column("path", "Dokumen", 50),
    Column("old", "Sekarang untuk", 16),
    Column("new", "Diusulkan untuk", 40),
    Column("open", "Buka", 6, "center"),
)
MAP_COLUMNS = (
    Column("new", "Indikator baru", 8, "center"),
    Column("topic", "Pokok", 32),
    Column("pairs", "Indikator lama yang berpadanan", 90),
)


def render(reuse: Reuse) -> bytes:
    """The workbook. Links to documents are as in the Result's folder; the same Reuse gives the same bytes."""
    result = reuse.result
    book = Workbook(
        title=f"{TITLE} {reuse.target.id}",
        version=result.tool.version,
        started=result.run.started,
        base=safe.link_base(result.run.folder),
    )
    _summary(book, reuse)
    listing(book, "Butir", ITEM_COLUMNS, (_item_row(one, item) for one in reuse.indicators for item in one.items))
    listing(book, "Dokumen", DOCUMENT_COLUMNS, _document_rows(reuse))
    listing(
        book,
        "Peta",
        MAP_COLUMNS,
        (
            [
                Number(one.indicator.no),
                one.indicator.topic,
                "\n".join(f"{old_name(reuse, pair.old)}: {pair_in_words(pair)}" for pair in one.pairs)
                or "tanpa pendahulu",
            ]
            for one in reuse.indicators
        ),
    )
    return book.finish()


def _summary(book: Workbook, reuse: Reuse) -> None:
    sheet = book.sheet("Ringkasan")
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(STATUSES), 15)
    book.text(sheet, 0, 0, TITLE, bold=True, font_size=14)
    lines = [
        title_of(reuse),
        scope_of(reuse),
        f"Butir: {counts_in_words(reuse.counts)}",
        f"Dokumen: {documents_in_words(reuse)}",
        *(f"Perhatian: {caution}" for caution in cautions(reuse)),
    ]
    for row, line in enumerate(lines, start=1):
        sheet.merge_range(row, 0, row, len(STATUSES), "")
        book.text(sheet, row, 0, line, text_wrap=True)
        sheet.set_row(row, 12.0 * (1 + len(line) // 125) + 3)
    row = write_head(book, sheet, len(lines) + 2, ["Unit", *STATUSES.values()])
    for unit in (*reuse.units, None):
        items = [item for _, found in reuse.of_unit(unit) for item in found]
        if not items:
            continue
        book.text(sheet, row, 0, unit or NOBODY, border=1)
        for column, status in enumerate(STATUSES, start=1):
            book.number(sheet, row, column, sum(item.status == status for item in items), border=1)
        row += 1
    book.text(sheet, row, 0, "Butir yang dipegang beberapa unit dihitung pada setiap unit.", italic=True)
    page_setup(sheet, TITLE, header_row=None)


def _item_row(one: ReuseIndicator, item: ReuseItem) -> list[Value]:
    return [
        Number(one.indicator.no),
        one.indicator.topic,
        Number(item.item.level),
        words.item_name(item.item),
        item.item.label,
        STATUSES[item.status],
        "; ".join(item.units) or NOBODY,
        "\n".join(f"{document.path} ({origin(document)})" for document in item.documents) or "-",
        "\n".join(dict.fromkeys(check for document in item.documents for check in document.check))
        or ("-" if item.documents else item.item.ask),
        Link(item.documents[0].path if item.documents else None),
    ]


def _document_rows(reuse: Reuse) -> Iterator[list[Value]]:
    proposed: dict[str, list[str]] = {}
    for one in reuse.indicators:
        for item in one.items:
            for document in item.documents:
                proposed.setdefault(document.path, []).append(
                    f"{words.item_name(item.item)}: {STATUSES[document.status].lower()}"
                )
    for entry in reuse.result.documents:
        served = sorted({match.indicator for match in entry.matches if match.accepted})
        if served:
            places = proposed.get(entry.path)
            yield [
                entry.path,
                ", ".join(f"I{number}" for number in served),
                "\n".join(places) if places else f"belum ada tempat di {reuse.target.id}",
                Link(entry.path),
            ]
