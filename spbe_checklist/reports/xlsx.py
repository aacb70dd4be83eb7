"""The checklist as an Excel workbook: to filter, to print, to fill in by hand and to read back.

Sheets: Ringkasan, Checklist (one row per evidence item), Kekurangan per OPD, Dokumen, Nilai, and two hidden ones that
remember what was exported, so that ``checklist_import`` can tell what a person changed. Cells that come from files or
people are written as strings and nothing else: no formulas, no guessed numbers, no guessed links. The same Result gives
the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from msgspec.structs import replace

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.first_sheet import first_sheet
from spbe_checklist.reports.sections.model import Number, level_number
from spbe_checklist.reports.selections import SHOWN_DOCUMENTS, bare_reason, requirement, rows, unit_names
from spbe_checklist.reports.shortcomings import UnitShortcomings, blocking, by_unit
from spbe_checklist.reports.workbook import (
    STATUS_COLOURS,
    Field,
    Link,
    SheetColumn,
    Value,
    Workbook,
    cell_text,
    listing,
    write_table,
)
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.priorities import Priority
from spbe_checklist.verdict.result import EvidenceEntry, Result
from spbe_checklist.verdict.result_json import dumped
from spbe_checklist.verdict.scoring import overclaim

CHECKLIST = "Checklist"
ORIGIN = "_asal"
FILES = "_berkas"
ORIGIN_MARK = "spbe-check/checklist"
ORIGIN_VERSION = "1"

UNIT_SEPARATOR = "; "
FILL_IN = (
    "Kolom berjudul hijau boleh diisi. Status “Ada” dengan nama dokumen berarti Anda memastikan dokumen itu. "
    "Setelah diisi: spbe-check import NAMA-BERKAS.xlsx"
)
FILL_IN_UNIT = (
    "Isi kolom berjudul hijau: nama dokumen yang dikirim, penanggung jawab, dan catatan. "
    "Lalu kirim kembali berkas ini bersama dokumennya."
)
CHECKLIST_COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("No", 4.5, "center"),
    SheetColumn("Indikator", 15),
    SheetColumn("Tingkat", 6.5, "center"),
    SheetColumn("ID butir", 14),
    SheetColumn("Kode portal", 10, "center"),
    SheetColumn("Butir bukti dukung", 27),
    SheetColumn("Diminta", 8.5, "center"),
    SheetColumn("Status", 10, "center", fill_in=True),
    SheetColumn("Alasan", 27),
    SheetColumn("Dokumen", 30, fill_in=True),
    SheetColumn("Halaman", 13),
    SheetColumn("Unit", 15, fill_in=True),
    SheetColumn("Buka", 6, "center", printed=False),
    SheetColumn("PIC", 12, fill_in=True, printed=False),
    SheetColumn("Tenggat", 16, "date", fill_in=True, printed=False),
    SheetColumn("Catatan", 20, fill_in=True, printed=False),
)

REQUEST_COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("No", 4.5, "center"),
    SheetColumn("ID butir", 14),
    SheetColumn("Kode portal", 10, "center"),
    SheetColumn("Yang diminta", 34),
    SheetColumn("Isi yang harus ada", 21),
    SheetColumn("Keadaan sekarang", 22),
    SheetColumn("Status", 10, "center", fill_in=True),
    SheetColumn("Dokumen", 24, fill_in=True),
    SheetColumn("PIC", 11, fill_in=True),
    SheetColumn("Tenggat", 15, "date", fill_in=True),
    SheetColumn("Catatan", 15, fill_in=True),
    SheetColumn("Indikator", 17, printed=False),
    SheetColumn("Tingkat", 6.5, "center", printed=False),
    SheetColumn("Unit", 17, printed=False),
)
"""What a unit gets: only its open items, with the sentence that says what is asked. What it knows is not printed."""


_CELLS: Mapping[str, Callable[[Priority], Value]] = {
    "No": lambda row: Number(row.indicator.no),
    "Indikator": lambda row: row.indicator.topic or row.indicator.name,
    "Tingkat": lambda row: Number(row.item.level),
    "ID butir": lambda row: row.item.id,
    "Kode portal": lambda row: row.item.code,
    "Butir bukti dukung": lambda row: row.item.label,
    "Yang diminta": lambda row: row.item.ask,
    "Isi yang harus ada": lambda row: "\n".join(row.item.inside),
    "Diminta": lambda row: requirement(row.indicator, row.item),
    "Status": lambda row: words.ITEM_STATUS[words.status(row.item)],
    "Alasan": lambda row: _reason(row.item, mend=False),
    "Keadaan sekarang": lambda row: _reason(row.item, mend=True),
    "Dokumen": lambda row: _documents_cell(row.item),
    "Halaman": lambda row: _pages(row.item),
    "Unit": lambda row: UNIT_SEPARATOR.join(row.units),
    "Buka": lambda row: Link(next(iter(shown_documents(row.item)), None)),
    "PIC": lambda row: row.item.pic,
    "Tenggat": lambda row: iso_date(row.item.deadline) or "",
    "Catatan": lambda row: row.item.note,
}
"""What stands under each title, in the checklist as in a request."""


def render(result: Result, *, folder: str | None = None) -> bytes:
    """The whole workbook. ``folder`` is the way from the workbook to the checked folder, for links to documents."""
    book = _Book(result, folder)
    first_sheet(book, result)
    title = f"Checklist bukti dukung {words.instrument(result)}"
    _checklist(book, CHECKLIST_COLUMNS, list(rows(result)), title=title, hint=FILL_IN)
    shortcomings = [(unit, rank, row) for unit in by_unit(result) for rank, row in enumerate(unit.items, start=1)]
    listing(book, "Kekurangan per OPD", _SHORTCOMINGS, shortcomings)
    listing(book, "Dokumen", _document_fields(result), result.documents)
    listing(book, "Nilai", _VALUES, result.indicators)
    return book.finish()


def render_request(result: Result, unit: UnitShortcomings, deadline: dt.date | None) -> bytes:
    """The workbook one unit fills in: its open items, most valuable first. Read back like the checklist."""
    book = _Book(result, None)
    title = f"Permintaan bukti dukung {words.instrument(result)}: {unit.unit}"
    items = [_due(row, deadline) for row in unit.items]
    sheet = _checklist(book, REQUEST_COLUMNS, items, title=title, hint=FILL_IN_UNIT)
    allowed = ("autofilter", "sort", "format_rows", "format_columns", "select_unlocked_cells", "select_locked_cells")
    sheet.protect("", dict.fromkeys(allowed, True))
    return book.finish()


def _due(row: Priority, deadline: dt.date | None) -> Priority:
    """The item with the day its request names, where no other was arranged."""
    if row.item.deadline or deadline is None:
        return row
    return replace(row, item=row.item.model_copy(update={"deadline": deadline.isoformat()}))


def shown_documents(evidence: EvidenceEntry) -> list[str]:
    """Paths in the Dokumen cell: the accepted documents, else the best candidates; at most ``SHOWN_DOCUMENTS``."""
    accepted = [offer.path for offer in evidence.documents if offer.accepted]
    paths = accepted or [offer.path for offer in evidence.documents]
    return list(dict.fromkeys(paths))[:SHOWN_DOCUMENTS]


def _pages(item: EvidenceEntry) -> str:
    """Page and article of each document shown."""
    first = {offer.path: offer for offer in reversed(item.documents)}
    return "\n".join(words.where(first[path]) for path in shown_documents(item)).strip()


def _documents_cell(item: EvidenceEntry) -> str:
    return "\n".join(safe.visible(path) for path in shown_documents(item))


class _Book(Workbook):
    """The workbook of one Result."""

    def __init__(self, result: Result, folder: str | None) -> None:
        super().__init__(
            title=f"Checklist bukti dukung {words.edition(result)}",
            version=result.tool.version,
            started=result.run.started,
            base=safe.link_base(result.run.folder if folder is None else folder),
        )
        self.result = result


def _checklist(book: _Book, columns: Sequence[SheetColumn], items: Sequence[Priority], *, title: str, hint: str) -> Any:
    """The sheet people fill in, its choice lists, and the hidden sheets that remember what was exported; that sheet.

    The portal's codes stand only in editions that have them.
    """
    agency = book.result.agency
    codes = words.has_codes(book.result)
    fields = [(one, _CELLS[one.title]) for one in columns if codes or one.title != "Kode portal"]
    place = {column.title: number for number, (column, _) in enumerate(fields)}
    sheet = book.sheet(CHECKLIST)
    head = f"{title} · {agency.name or 'Instansi belum diisi'} · {agency.year}"
    book.text(sheet, 0, 0, head, bold=True, font_size=13)
    book.text(sheet, 1, 0, hint, italic=True, font_color="#555555")
    header, frozen = 2, place["ID butir"] + 1
    last = write_table(
        book, sheet, title, fields, items, header=header, frozen=frozen, aside=lambda row: not row.item.counted
    )
    if not all(row.item.counted for row in items):
        sheet.filter_column(place["Status"], f'x != "{words.ITEM_STATUS[words.NOT_ASKED]}"')
    _choices(book, sheet, header + 1, last, place)
    _remember(book, items, fields)
    return sheet


def _reason(item: EvidenceEntry, *, mend: bool) -> str:
    """Why the status is what it is, and how many more documents were offered than the row shows.

    ``mend``: of what the documents lack, what their sender can mend, where that is known.
    """
    shown = shown_documents(item)
    lacking = dict.fromkeys(
        lack
        for offer in item.documents
        if offer.path in shown and not offer.accepted
        for lack in (mend and offer.mend) or offer.lacks
    )
    parts = list(lacking) if item.status == "perlu_diperiksa" and lacking else [bare_reason(item)]
    more = len({offer.path for offer in item.documents}) - len(shown)
    if more > 0:
        parts.append(f"{more} dokumen lain yang cocok ada di lembar Dokumen")
    return " ".join(words.sentence(part) for part in parts if part)


def _choices(book: _Book, sheet: Any, first: int, last: int, place: dict[str, int]) -> None:
    """Drop-down lists and colours. Other units may be typed; other statuses may not."""

    def allow(title: str, **rule: Any) -> None:
        sheet.data_validation(first, place[title], last, place[title], rule)

    status = place["Status"]
    allow(
        "Status",
        validate="list",
        source=list(words.ITEM_STATUS.values()),
        error_title="Status tidak dikenal",
        error_message="Pilih salah satu status dari daftar.",
    )
    for value, label in words.ITEM_STATUS.items():
        colour = book.book.add_format({"bg_color": STATUS_COLOURS[value]})
        rule = {"type": "cell", "criteria": "==", "value": f'"{label}"', "format": colour}
        sheet.conditional_format(first, status, last, status, rule)
    names = unit_names(book.result)
    if names:
        options = book.sheet("_pilihan")
        options.hide()
        for number, name in enumerate(names):
            book.text(options, number, 0, name)
        allow(
            "Unit",
            validate="list",
            source=f"=_pilihan!$A$1:$A${len(names)}",
            error_type="information",
            error_title="Unit baru",
            error_message="Unit ini belum ada di daftar. Beberapa unit dipisah dengan titik koma.",
        )
    allow(
        "Tenggat",
        validate="date",
        criteria=">=",
        value=dt.date(2000, 1, 1),
        error_type="warning",
        error_title="Tenggat",
        error_message="Tulis tanggal, misalnya 21/11/2026.",
    )


def mark_of(text: str) -> str:
    """A short stand-in for the text of a cell, to see whether somebody has changed it."""
    return hashlib.sha256(text.strip().encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _remember(book: _Book, items: Sequence[Priority], fields: Sequence[Field]) -> None:
    """Hidden sheets: what stood in the fillable cells, and which document each shown name stands for."""
    result = book.result
    origin = book.sheet(ORIGIN)
    origin.hide()
    digest = hashlib.sha256()
    for part in dumped(result):
        digest.update(part.encode())
    book.texts(origin, 0, (ORIGIN_MARK, ORIGIN_VERSION, digest.hexdigest(), result.catalogue.id))
    offered: dict[str, None] = {}
    for number, row in enumerate(items, start=1):
        item = row.item
        offered.update(dict.fromkeys(offer.path for offer in item.documents))
        fixed = ((column.title, found(row)) for column, found in fields if not column.fill_in)
        marks = {title: mark_of(cell_text(value)) for title, value in fixed if isinstance(value, str)}
        status, units = words.ITEM_STATUS[words.status(item)], UNIT_SEPARATOR.join(row.units)
        filled = (item.id, status, units, item.pic, item.deadline or "", item.note, _documents_cell(item))
        book.texts(origin, number, (*filled, json.dumps(marks)))
    files = book.sheet(FILES)
    files.hide()
    paths = {document.path: document.sha256 for document in result.documents}
    for number, path in enumerate(dict.fromkeys([*paths, *offered])):
        # JSON keeps names exact that no cell can hold (control characters, bytes that are no UTF-8).
        book.texts(files, number, (safe.visible(path), json.dumps(path), paths.get(path, "")))


def iso_date(text: str | None) -> dt.date | None:
    """A day in ISO form; None for anything else."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


_SHORTCOMINGS: tuple[Field, ...] = (
    (SheetColumn("Unit", 20), lambda one: one[0].unit),
    (SheetColumn("Urutan", 7, "center"), lambda one: Number(one[1])),
    (SheetColumn("Indikator", 9, "center"), lambda one: Number(one[2].indicator.no)),
    (SheetColumn("Nama indikator", 20), lambda one: one[2].indicator.topic or one[2].indicator.name),
    (SheetColumn("Tingkat", 8, "center"), lambda one: Number(one[2].item.level)),
    (SheetColumn("ID butir", 15), lambda one: words.item_name(one[2].item)),
    (SheetColumn("Yang diminta", 46), lambda one: one[2].item.ask or one[2].item.label),
    (SheetColumn("Status", 11, "center"), lambda one: words.EVIDENCE_STATUS[one[2].item.status]),
    (SheetColumn("Menahan tingkat berikutnya", 11, "center"), lambda one: "ya" if blocking(one[2]) else "tidak"),
    (SheetColumn("PIC", 14), lambda one: one[2].item.pic),
    (SheetColumn("Tenggat", 16, "date"), lambda one: iso_date(one[2].item.deadline) or ""),
)
"""Of a unit, the place in its list, and the row there."""


def _document_fields(result: Result) -> tuple[Field, ...]:
    names = {item.id: words.item_name(item) for entry in result.indicators for item in entry.evidence}

    def used(document: DocumentEntry) -> str:
        return ", ".join(names.get(match.evidence, match.evidence) for match in document.matches if match.accepted)

    return (
        (SheetColumn("Dokumen", 36), lambda one: one.path),
        (SheetColumn("Jenis", 15), lambda one: one.kind_label or one.kind or ""),
        (SheetColumn("Judul", 24), lambda one: one.title or ""),
        (SheetColumn("Nomor", 9, "center"), lambda one: one.number or ""),
        (SheetColumn("Tahun", 7, "center"), lambda one: Number(one.year) if one.year else ""),
        (SheetColumn("Kondisi", 12), words.condition),
        (SheetColumn("Dipakai untuk", 20), used),
        (SheetColumn("Catatan", 36), _remarks),
        (SheetColumn("Buka", 6, "center", printed=False), lambda one: Link(one.path)),
        (SheetColumn("Halaman", 9, "center", printed=False), lambda one: Number(one.pages) if one.pages else ""),
        (SheetColumn("Ukuran", 10, "center", printed=False), lambda one: words.size(one.size)),
    )


def _remarks(document: DocumentEntry) -> str:
    """Everything a person should know about a document, in sentences."""
    doubtful = [match.evidence for match in document.matches if not match.accepted]
    parts = [
        document.reason,
        "Masih rancangan." if document.draft else "",
        f"Mungkin untuk: {', '.join(doubtful)}." if doubtful else "",
        f"Salinan dari {document.duplicate_of}." if document.duplicate_of else "",
        f"Mirip dengan {document.similar_to}." if document.similar_to else "",
        *(notice.message for notice in document.notices),
    ]
    return " ".join(safe.visible(part) for part in parts if part)


_VALUES: tuple[Field, ...] = (
    (SheetColumn("No", 6, "center"), lambda entry: Number(entry.no)),
    (SheetColumn("Indikator", 48), lambda entry: entry.name),
    (SheetColumn("Bobot", 9, "center"), lambda entry: Number(float(Fraction(entry.weight)), "0.00")),
    (SheetColumn("Status", 16, "center"), lambda entry: words.INDICATOR_STATUS[entry.status]),
    (SheetColumn("Target", 9, "center"), lambda entry: Number(entry.target_level)),
    (SheetColumn("Didukung bukti", 11, "center"), lambda entry: level_number(entry.supported_level)),
    (SheetColumn("Mandiri", 11, "center"), lambda entry: level_number(entry.claimed_level)),
    (SheetColumn("Asesor", 11, "center"), lambda entry: level_number(entry.assessed_level)),
    (SheetColumn("Sebelumnya", 12, "center"), lambda entry: level_number(entry.previous_level)),
    (SheetColumn("Mandiri di atas bukti", 13, "center"), lambda entry: level_number(overclaim(entry))),
    (SheetColumn("Unit", 30), lambda entry: words.units(entry.units)),
)
