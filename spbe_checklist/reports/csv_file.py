"""CSV: one row per evidence item, made to open correctly in Excel with Indonesian settings.

UTF-8 with a byte order mark, semicolon between cells, decimal comma, CRLF: with those settings a double click opens
the file in columns, while a comma-separated file would land in one column. Text cells that a spreadsheet would run as
a formula start with an apostrophe (see ``safe.csv``); numbers never do. Several documents of one item stand in one
cell, separated by " | ".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.selections import bare_reason, next_step, rows
from spbe_checklist.verdict.priorities import Priority
from spbe_checklist.verdict.result import Offer, Result


def _number(value: str | float | None) -> str:
    """A number, empty where there is none: a dash would turn the column into text."""
    return "" if value is None else words.number(value)


def _yes(value: bool) -> str:
    return "ya" if value else "tidak"


def _offers(row: Priority, show: Callable[[Offer], str]) -> str:
    return safe.csv(" | ".join(show(offer) for offer in row.item.documents))


_COLUMNS: Mapping[str, Callable[[Priority], str]] = {
    "indikator": lambda row: str(row.indicator.no),
    "nama_indikator": lambda row: safe.csv(row.indicator.name),
    "status_indikator": lambda row: row.indicator.status,
    "bobot": lambda row: _number(row.indicator.weight),
    "target": lambda row: str(row.indicator.target_level),
    "didukung_bukti": lambda row: _number(row.indicator.supported_level),
    "mandiri": lambda row: _number(row.indicator.claimed_level),
    "asesor": lambda row: _number(row.indicator.assessed_level),
    "butir": lambda row: safe.csv(row.item.id),
    "kode_portal": lambda row: safe.csv(row.item.code),
    "tingkat": lambda row: str(row.item.level),
    "bukti": lambda row: safe.csv(row.item.label),
    "jenis": lambda row: safe.csv(row.item.kind),
    "wajib": lambda row: _yes(row.item.required),
    "dihitung": lambda row: _yes(row.item.counted),
    "masih_diminta": lambda row: _yes(row.item.open),
    "status": lambda row: words.status(row.item),
    "alasan": lambda row: safe.csv(bare_reason(row.item)),
    "dokumen": lambda row: _offers(row, lambda offer: offer.path),
    "halaman": lambda row: _offers(row, lambda offer: str(words.page(offer) or "")) if row.item.documents else "",
    "pasal": lambda row: _offers(row, lambda offer: offer.article or "") if row.item.documents else "",
    "kecocokan": lambda row: _offers(row, words.offered),
    "kurang": lambda row: _offers(row, lambda offer: "; ".join(offer.lacks)) if row.item.documents else "",
    "salinan": lambda row: _offers(row, lambda offer: str(offer.copies)) if row.item.documents else "",
    "dokumen_lain": lambda row: str(row.item.more_documents),
    "perangkat_daerah": lambda row: safe.csv("; ".join(row.units)),
    "penanggung_jawab": lambda row: safe.csv(row.item.pic),
    "tenggat": lambda row: safe.csv(row.item.deadline or ""),
    "catatan": lambda row: safe.csv(row.item.note),
    "langkah_berikutnya": lambda row: safe.csv(next_step(row.item)),
    "sumber": lambda row: safe.csv(row.item.source),
}
"""Column name to cell. Names are stable: other programs read them. Codes stand only in editions that have them."""


def render(result: Result) -> str:
    """The rows with a header line. The text starts with the byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    columns = {name: cell for name, cell in _COLUMNS.items() if name != "kode_portal" or words.has_codes(result)}
    writer.writerow(columns)
    for row in rows(result):
        writer.writerow(cell(row) for cell in columns.values())
    return "\ufeff" + out.getvalue()
