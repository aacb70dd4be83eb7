"""The checklist as an Excel workbook: to filter, to print, to fill in by hand and to read back.

Longer than 400 lines: the sheets of one workbook share formats, columns and what is remembered for reading back.

Sheets: Ringkasan, Checklist (one row per evidence item), Kekurangan per OPD, Dokumen, Nilai, and two hidden ones that
remember what was exported, so that ``checklist_import`` can tell what a person changed. Cells that come from files or
people are written as strings and nothing else: no formulas, no guessed numbers, no guessed links. The same Result gives
the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.first_sheet import first_sheet
from spbe_checklist.reports.selections import SHOWN_DOCUMENTS, bare_reason, requirement, rows, unit_names
from spbe_checklist.reports.shortcomings import UnitShortcomings, blocking, by_unit
from spbe_checklist.reports.workbook import (
    STATUS_COLOURS,
    Column,
    Link,
    Number,
    Value,
    Workbook,
    cell_text,
    listing,
    page_setup,
    printed,
    write_header,
    write_row,
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
CHECKLIST_COLUMNS: tuple[Column, ...] = (
    Column("no", "No", 4.5, "center"),
    Column("indicator", "Indikator", 15),
    Column("level", "Tingkat", 6.5, "center"),
    Column("id", "ID butir", 14),
    Column("code", "Kode portal", 10, "center"),
    Column("label", "Butir bukti dukung", 27),
    Column("required", "Diminta", 8.5, "center"),
    Column("status", "Status", 10, "center", fill_in=True),
    Column("reason", "Alasan", 27),
    Column("documents", "Dokumen", 30, fill_in=True),
    Column("pages", "Halaman", 13),
    Column("units", "Unit", 15, fill_in=True),
    Column("open", "Buka", 6, "center", printed=False),
    Column("pic", "PIC", 12, fill_in=True, printed=False),
    Column("deadline", "Tenggat", 16, "date", fill_in=True, printed=False),
    Column("note", "Catatan", 20, fill_in=True, printed=False),
)

REQUEST_COLUMNS: tuple[Column, ...] = (
    Column("no", "No", 4.5, "center"),
    Column("id", "ID butir", 14),
    Column("code", "Kode portal", 10, "center"),
    Column("ask", "Yang diminta", 34),
    Column("inside", "Isi yang harus ada", 21),
    Column("state", "Keadaan sekarang", 22),
    Column("status", "Status", 10, "center", fill_in=True),
    Column("documents", "Dokumen", 24, fill_in=True),
    Column("pic", "PIC", 11, fill_in=True),
    Column("deadline", "Tenggat", 15, "date", fill_in=True),
    Column("note", "Catatan", 15, fill_in=True),
    Column("indicator", "Indikator", 17, printed=False),
    Column("level", "Tingkat", 6.5, "center", printed=False),
    Column("units", "Unit", 17, printed=False),
)
"""What a unit gets: only its open items, with the sentence that says what is asked. What it knows is not printed."""


def render(result: Result, *, folder: str | None = None) -> bytes:
    """The whole workbook. ``folder`` is the way from the workbook to the checked folder, for links to documents."""
    book = _Book(result, folder)
    first_sheet(book, result)
    title = f"Checklist bukti dukung {words.instrument(result)}"
    _checklist(book, _columns(result, CHECKLIST_COLUMNS), list(rows(result)), title=title, hint=FILL_IN)
    _shortcomings(book)
    _documents(book)
    _values(book)
    return book.finish()


def render_request(result: Result, unit: UnitShortcomings, deadline: dt.date | None) -> bytes:
    """The workbook one unit fills in: its open items, most valuable first. Read back like the checklist."""
    book = _Book(result, None)
    title = f"Permintaan bukti dukung {words.instrument(result)}: {unit.unit}"
    columns = _columns(result, REQUEST_COLUMNS)
    sheet = _checklist(book, columns, unit.items, title=title, hint=FILL_IN_UNIT, deadline=deadline)
    allowed = ("autofilter", "sort", "format_rows", "format_columns", "select_unlocked_cells", "select_locked_cells")
    sheet.protect("", dict.fromkeys(allowed, True))
    return book.finish()


def shown_documents(evidence: EvidenceEntry) -> list[str]:
    """Paths in the Dokumen cell: the accepted documents, else the best candidates; at most ``SHOWN_DOCUMENTS``."""
    accepted = [offer.path for offer in evidence.documents if offer.accepted]
    paths = accepted or [offer.path for offer in evidence.documents]
    return list(dict.fromkeys(paths))[:SHOWN_DOCUMENTS]


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


def _checklist(
    book: _Book,
    columns: Sequence[Column],
    items: Sequence[Priority],
    *,
    title: str,
    hint: str,
    deadline: dt.date | None = None,
) -> Any:
    """The sheet people fill in, its choice lists, and the hidden sheets that remember what was exported; that sheet."""
    agency = book.result.agency
    sheet = book.sheet(CHECKLIST)
    header = 2
    book.text(
        sheet, 0, 0, f"{title} · {agency.name or 'Instansi belum diisi'} · {agency.year}", bold=True, font_size=13
    )
    book.text(sheet, 1, 0, hint, italic=True, font_color="#555555")
    write_header(book, sheet, header, columns)
    place = {column.key: number for number, column in enumerate(columns)}
    for number, row in enumerate(items, start=header + 1):
        due = iso_date(row.item.deadline) or deadline
        values = [_checklist_value(column.key, row, due) for column in columns]
        write_row(book, sheet, number, columns, values, aside=not row.item.counted)
    last = header + max(len(items), 1)
    sheet.autofilter(header, 0, last, len(columns) - 1)
    if not all(row.item.counted for row in items):
        sheet.filter_column(place["status"], f'x != "{words.ITEM_STATUS[words.NOT_ASKED]}"')
    sheet.freeze_panes(header + 1, place["id"] + 1)
    sheet.print_area(0, 0, last, printed(columns))
    page_setup(sheet, title, header_row=header)
    _choices(book, sheet, header + 1, last, place)
    _remember(book, items, columns, deadline)
    return sheet


def _columns(result: Result, columns: Sequence[Column]) -> Sequence[Column]:
    """The columns of a sheet: the portal's codes only in editions that have them."""
    return columns if words.has_codes(result) else [column for column in columns if column.key != "code"]


def _checklist_value(key: str, row: Priority, due: dt.date | None) -> Value:
    """What one cell of the checklist holds."""
    match key:
        case "no":
            return Number(row.indicator.no)
        case "level":
            return Number(row.item.level)
        case "deadline":
            return due or ""
        case "open":
            return Link(next(iter(shown_documents(row.item)), None))
    return _checklist_text(key, row)


def _checklist_text(key: str, row: Priority) -> str:
    """The text of one cell of the checklist."""
    item = row.item
    match key:
        case "indicator":
            return row.indicator.topic or row.indicator.name
        case "id":
            return item.id
        case "code":
            return item.code
        case "label":
            return item.label
        case "ask":
            return item.ask
        case "inside":
            return "\n".join(item.inside)
        case "required":
            return requirement(row.indicator, item)
        case "status":
            return words.ITEM_STATUS[words.status(item)]
        case "reason" | "state":
            return _reason(item, mend=key == "state")
        case "documents":
            return "\n".join(safe.visible(path) for path in shown_documents(item))
        case "pages":
            return "\n".join(_place(item, path) for path in shown_documents(item)).strip()
        case "units":
            return UNIT_SEPARATOR.join(row.units)
        case "pic":
            return item.pic
        case "note":
            return item.note
    return ""


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


def _place(item: EvidenceEntry, path: str) -> str:
    """Page and article of a document shown for an item."""
    offer = next(offer for offer in item.documents if offer.path == path)
    return ", ".join(part for part in (words.place(offer), words.copies(offer)) if part)


def _choices(book: _Book, sheet: Any, first: int, last: int, place: dict[str, int]) -> None:
    """Drop-down lists and colours. Other units may be typed; other statuses may not."""
    status = place["status"]
    sheet.data_validation(
        first,
        status,
        last,
        status,
        {
            "validate": "list",
            "source": list(words.ITEM_STATUS.values()),
            "error_title": "Status tidak dikenal",
            "error_message": "Pilih salah satu status dari daftar.",
        },
    )
    for value, label in words.ITEM_STATUS.items():
        colour = book.book.add_format({"bg_color": STATUS_COLOURS[value]})
        sheet.conditional_format(
            first, status, last, status, {"type": "cell", "criteria": "==", "value": f'"{label}"', "format": colour}
        )
    names = unit_names(book.result)
    if names and "units" in place:
        options = book.sheet("_pilihan")
        options.hide()
        for number, name in enumerate(names):
            book.text(options, number, 0, name)
        sheet.data_validation(
            first,
            place["units"],
            last,
            place["units"],
            {
                "validate": "list",
                "source": f"=_pilihan!$A$1:$A${len(names)}",
                "error_type": "information",
                "error_title": "Unit baru",
                "error_message": "Unit ini belum ada di daftar. Beberapa unit dipisah dengan titik koma.",
            },
        )
    sheet.data_validation(
        first,
        place["deadline"],
        last,
        place["deadline"],
        {
            "validate": "date",
            "criteria": ">=",
            "value": dt.date(2000, 1, 1),
            "error_type": "warning",
            "error_title": "Tenggat",
            "error_message": "Tulis tanggal, misalnya 21/11/2026.",
        },
    )


def mark_of(text: str) -> str:
    """A short stand-in for the text of a cell, to see whether somebody has changed it."""
    return hashlib.sha256(text.strip().encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _remember(book: _Book, items: Iterable[Priority], columns: Sequence[Column], deadline: dt.date | None) -> None:
    """Hidden sheets: what stood in the fillable cells, and which document each shown name stands for."""
    result = book.result
    origin = book.sheet(ORIGIN)
    origin.hide()
    digest = hashlib.sha256()
    for part in dumped(result):
        digest.update(part.encode())
    for column, value in enumerate((ORIGIN_MARK, ORIGIN_VERSION, digest.hexdigest(), result.catalogue.id)):
        book.text(origin, 0, column, value)
    fixed = [column for column in columns if not column.fill_in and column.key not in ("no", "level", "open")]
    offered: dict[str, None] = {}
    for number, row in enumerate(items, start=1):
        offered.update(dict.fromkeys(offer.path for offer in row.item.documents))
        due = row.item.deadline or (deadline.isoformat() if deadline else "")
        values = (
            row.item.id,
            words.ITEM_STATUS[words.status(row.item)],
            UNIT_SEPARATOR.join(row.units),
            row.item.pic,
            due,
            row.item.note,
            _checklist_text("documents", row),
            json.dumps({one.title: mark_of(cell_text(_checklist_text(one.key, row))) for one in fixed}),
        )
        for column, value in enumerate(values):
            book.text(origin, number, column, value)
    files = book.sheet(FILES)
    files.hide()
    paths = {document.path: document.sha256 for document in result.documents}
    for number, path in enumerate(dict.fromkeys([*paths, *offered])):
        # JSON keeps names exact that no cell can hold (control characters, bytes that are no UTF-8).
        for column, value in enumerate((safe.visible(path), json.dumps(path), paths.get(path, ""))):
            book.text(files, number, column, value)


def iso_date(text: str | None) -> dt.date | None:
    """A day in ISO form; None for anything else."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _shortcomings(book: _Book) -> None:
    columns = (
        Column("unit", "Unit", 20),
        Column("rank", "Urutan", 7, "center"),
        Column("no", "Indikator", 9, "center"),
        Column("topic", "Nama indikator", 20),
        Column("level", "Tingkat", 8, "center"),
        Column("id", "ID butir", 15),
        Column("ask", "Yang diminta", 46),
        Column("status", "Status", 11, "center"),
        Column("blocking", "Menahan tingkat berikutnya", 11, "center"),
        Column("pic", "PIC", 14),
        Column("deadline", "Tenggat", 16, "date"),
    )
    values = (
        (
            unit.unit,
            Number(rank),
            Number(row.indicator.no),
            row.indicator.topic or row.indicator.name,
            Number(row.item.level),
            words.item_name(row.item),
            row.item.ask or row.item.label,
            words.EVIDENCE_STATUS[row.item.status],
            "ya" if blocking(row) else "tidak",
            row.item.pic,
            iso_date(row.item.deadline) or "",
        )
        for unit in by_unit(book.result)
        for rank, row in enumerate(unit.items, start=1)
    )
    listing(book, "Kekurangan per OPD", columns, values)


def _documents(book: _Book) -> None:
    columns = (
        Column("path", "Dokumen", 36),
        Column("kind", "Jenis", 15),
        Column("title", "Judul", 24),
        Column("number", "Nomor", 9, "center"),
        Column("year", "Tahun", 7, "center"),
        Column("health", "Kondisi", 12),
        Column("used", "Dipakai untuk", 20),
        Column("remarks", "Catatan", 36),
        Column("open", "Buka", 6, "center", printed=False),
        Column("pages", "Halaman", 9, "center", printed=False),
        Column("size", "Ukuran", 10, "center", printed=False),
    )
    ids = [item.id for entry in book.result.indicators for item in entry.evidence]
    names = dict(zip(ids, words.item_names(book.result, ids), strict=True))
    values = (
        (
            document.path,
            document.kind_label or document.kind or "",
            document.title or "",
            document.number or "",
            Number(document.year) if document.year else "",
            _condition(document),
            ", ".join(names.get(match.evidence, match.evidence) for match in document.matches if match.accepted),
            _remarks(document),
            Link(document.path),
            Number(document.pages) if document.pages else "",
            words.size(document.size),
        )
        for document in book.result.documents
    )
    listing(book, "Dokumen", columns, values)


def _condition(document: DocumentEntry) -> str:
    if document.health != "baik":
        return words.HEALTH.get(document.health, document.health)
    return words.TEXT.get(document.text, document.text)


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


def _values(book: _Book) -> None:
    columns = (
        Column("no", "No", 6, "center"),
        Column("name", "Indikator", 48),
        Column("weight", "Bobot", 9, "center"),
        Column("status", "Status", 16, "center"),
        Column("target", "Target", 9, "center"),
        Column("supported", "Didukung bukti", 11, "center"),
        Column("claimed", "Mandiri", 11, "center"),
        Column("assessed", "Asesor", 11, "center"),
        Column("previous", "Sebelumnya", 12, "center"),
        Column("gap", "Mandiri di atas bukti", 13, "center"),
        Column("units", "Unit", 30),
    )
    values = [
        (
            Number(entry.no),
            entry.name,
            Number(float(Fraction(entry.weight)), "0.00"),
            words.INDICATOR_STATUS[entry.status],
            Number(entry.target_level),
            Number(entry.supported_level, "General"),
            Number(entry.claimed_level, "General"),
            Number(entry.assessed_level, "General"),
            Number(entry.previous_level, "General"),
            Number(None if (excess := overclaim(entry)) is None else float(excess), "General"),
            words.units(entry.units),
        )
        for entry in book.result.indicators
    ]
    listing(book, "Nilai", columns, values)
