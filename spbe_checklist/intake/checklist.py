"""Reads a filled-in checklist workbook back: what a person changed becomes changes to ``spbe.yaml``.

Longer than 400 lines: reading a filled workbook and planning what it changes share the meaning of its columns.

Only differences between the visible sheet and the hidden copy of what was exported count, so an unchanged workbook
changes nothing, and importing twice changes nothing the second time. What cannot be understood is an error with its
row; what is understood but not taken over (a status that needs a waiver, a document nobody has checked yet) is said.
"""

from __future__ import annotations

import datetime as dt
import difflib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from spbe_checklist.errors import ConfigurationError
from spbe_checklist.reading.identity.dates import month_number
from spbe_checklist.reports import safe, words
from spbe_checklist.reports.xlsx import (
    CHECKLIST,
    CHECKLIST_COLUMNS,
    FILES,
    ORIGIN,
    ORIGIN_MARK,
    ORIGIN_VERSION,
    REQUEST_COLUMNS,
    UNIT_SEPARATOR,
    mark_of,
)
from spbe_checklist.settings.edit import Change, confirm_document, set_duty, together
from spbe_checklist.settings.models import DocumentDecision, ItemDuty, Workspace
from spbe_checklist.settings.tables import cell_text, sheets

ID_COLUMN = "ID butir"
FILLABLE = {
    "Status": "status",
    "Dokumen": "documents",
    "Unit": "units",
    "PIC": "pic",
    "Tenggat": "deadline",
    "Catatan": "note",
}
_COUNTED = ("No", "Tingkat", "Buka")
"""Columns of numbers and links, which nobody fills in."""
_FIXED = frozenset(column.title for column in (*CHECKLIST_COLUMNS, *REQUEST_COLUMNS))
_DOCUMENTS_AT = 6
"""Column of the hidden copy that holds the documents of a row."""
UNNAMED = "pengisi checklist"
"""Who confirmed, where neither the command nor the row names a person."""
MAX_PROBLEMS = 10
"""Faulty rows named in one message; the rest is counted."""
MAX_ROWS = 20_000
"""More rows than any catalogue has items; a larger sheet is not ours."""

_STATUS = {label.casefold(): key for key, label in words.ITEM_STATUS.items()} | {key: key for key in words.ITEM_STATUS}


class FilledRow(Struct, frozen=True):
    """The fillable cells of one row, as text; ``number`` is the row as the spreadsheet program counts."""

    number: int
    evidence: str
    status: str = ""
    documents: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    pic: str = ""
    deadline: str = ""
    note: str = ""


class Exported(Struct, frozen=True):
    """What the workbook was exported with."""

    catalogue: str
    rows: dict[str, FilledRow]
    files: dict[str, tuple[str, str]]
    """Shown name -> exact path and content hash."""
    marks: dict[str, dict[str, str]] = field(default_factory=dict)
    """Per item: ``mark_of`` the cells that are not for filling in, by the title of their column."""
    strangers: list[str] = field(default_factory=list)
    """Filled cells that are not for filling in, each with its row, column and what to do."""
    documents_known: bool = True
    """Whether it says which documents stood in each row; workbooks of earlier versions do not."""


class ImportPlan(Struct):
    """What an import will do, and what it will not."""

    duties: list[ItemDuty] = field(default_factory=list)
    decisions: list[DocumentDecision] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """One line per change, for the person to read before it happens."""
    proposals: list[str] = field(default_factory=list)
    """Documents named without a status: one line each, to be confirmed by a person."""
    not_taken: list[str] = field(default_factory=list)
    """What was filled in but is not taken over, each with the reason and the next step."""

    @property
    def empty(self) -> bool:
        """Whether nothing will change."""
        return not self.duties and not self.decisions


def is_checklist(content: bytes) -> bool:
    """Whether a file is a workbook of ours, or one that lost its hidden sheets and should be refused as such."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        return CHECKLIST in _sheets(content, "")
    except ConfigurationError:
        return True


def read_checklist(content: bytes, name: str) -> tuple[Exported, list[FilledRow]]:
    """The exported state and the filled-in rows of a workbook.

    Raises ConfigurationError: no checklist of ours, or faulty rows (unknown or repeated id, bad date or status), each
    named.
    """
    book = _sheets(content, name)
    exported = _exported(book, name)
    problems: list[str] = []
    rows = list(_filled(book[CHECKLIST], exported, problems))
    if problems:
        shown = problems[:MAX_PROBLEMS]
        more = f"; dan {len(problems) - len(shown)} masalah lain" if len(problems) > len(shown) else ""
        raise ConfigurationError(
            f"{name} tidak dapat dipakai: {'; '.join(shown)}{more}.",
            "Perbaiki baris itu di lembar Checklist, simpan, lalu ulangi. Tidak ada yang diubah.",
        )
    return exported, rows


def plan_import(
    exported: Exported,
    rows: Iterable[FilledRow],
    workspace: Workspace,
    *,
    by: str,
    today: dt.date,
    source: str,
    confirm: bool = False,
) -> ImportPlan:
    """What the rows change in ``workspace``. Documents are confirmed by ``by``, else by the row's person in charge.

    ``confirm``: also those that are named without the status "ada".
    """
    plan = ImportPlan(not_taken=list(exported.strangers))
    for row in rows:
        before = exported.rows[row.evidence]
        _plan_duty(plan, before, row, workspace)
        _plan_status(plan, exported, before, row, workspace, by=by, today=today, source=source, confirm=confirm)
    return plan


def as_change(plan: ImportPlan) -> Change:
    """The plan as one edit of ``spbe.yaml``, for ``edit_workspace``."""
    return together(*map(set_duty, plan.duties), *map(confirm_document, plan.decisions))


def parse_date(value: object) -> dt.date | None:
    """A day from a date cell or from text such as 21/11/2026, 21-11-2026, 2026-11-21 or "21 November 2026".

    None where there is none in it; day comes before month, as people write it in Indonesia.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).strip().casefold()
    try:
        if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if found := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", text):
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        found = re.fullmatch(r"(\d{1,2})\s+([a-z]+)\.?\s+(\d{4})", text)
        if found and (month := month_number(found[2])):
            return dt.date(int(found[3]), month, int(found[1]))
    except ValueError:
        return None
    return None


def _sheets(content: bytes, name: str) -> dict[str, list[list[Any]]]:
    """All sheets as rows of values, first cell at A1."""
    found = sheets(content, name, (CHECKLIST, ORIGIN, FILES), MAX_ROWS)
    if len(found) < 3:
        raise ConfigurationError(
            f"{name} bukan checklist yang dibuat spbe-check.",
            "Buat checklist dengan: spbe-check report hasil.json --format xlsx --output checklist.xlsx",
        )
    return found


def _exported(book: Mapping[str, list[list[Any]]], name: str) -> Exported:
    origin = book[ORIGIN]
    head = [cell_text(cell) for cell in origin[0]] if origin else []
    if head[:2] != [ORIGIN_MARK, ORIGIN_VERSION] or len(head) < 4:
        raise ConfigurationError(
            f"{name} tidak memuat salinan data asal yang dikenali.",
            "Ekspor checklist baru dengan spbe-check versi ini, salin isian ke sana, lalu ulangi.",
        )
    rows: dict[str, FilledRow] = {}
    marks: dict[str, dict[str, str]] = {}
    for number, cells in enumerate(origin[1:], start=2):
        texts = [*map(cell_text, cells), *[""] * 8][:8]
        evidence, status, units, pic, deadline, note, documents, fixed = texts
        if evidence:
            rows[evidence] = FilledRow(
                number=number,
                evidence=evidence,
                status=_STATUS.get(status.casefold(), ""),
                units=_split_units(units),
                pic=pic,
                deadline=deadline,
                note=note,
                documents=_split_lines(documents),
            )
            marks[evidence] = _marks(fixed)
    files: dict[str, tuple[str, str]] = {}
    for cells in book[FILES]:
        shown, exact, sha256 = [*map(cell_text, cells), "", "", ""][:3]
        try:
            path = json.loads(exact)
        except ValueError:
            continue
        # A name that stands for another file than it shows was not written by us.
        if isinstance(path, str) and safe.visible(path) == shown:
            files.setdefault(shown, (path, sha256))
    known = any(len(cells) > _DOCUMENTS_AT for cells in origin[1:])
    return Exported(head[3], rows, files, marks=marks, documents_known=known)


def _filled(rows: Sequence[Sequence[Any]], exported: Exported, problems: list[str]) -> Iterable[FilledRow]:
    """Rows below the header that name an item; problems with row numbers go into ``problems``."""
    header = next((number for number, cells in enumerate(rows) if ID_COLUMN in map(cell_text, cells)), None)
    if header is None:
        problems.append(f"kolom “{ID_COLUMN}” tidak ditemukan di lembar {CHECKLIST}")
        return
    titles = [cell_text(cell) for cell in rows[header]]
    place = {FILLABLE[title]: column for column, title in enumerate(titles) if title in FILLABLE}
    ids = titles.index(ID_COLUMN)
    seen: dict[str, int] = {}
    for number, cells in enumerate(rows[header + 1 :], start=header + 2):
        values = {key: cells[column] for key, column in place.items()}
        evidence = cell_text(cells[ids])
        if not evidence:
            if any(cell_text(value) for value in cells):
                problems.append(f"baris {number}: kolom “{ID_COLUMN}” kosong")
            continue
        if evidence not in exported.rows:
            near = difflib.get_close_matches(evidence, exported.rows, n=1)
            hint = f" (mungkin {near[0]}?)" if near else ""
            problems.append(f"baris {number}: butir {safe.visible(evidence, 60)!r} tidak dikenal{hint}")
            continue
        if evidence in seen:
            problems.append(f"baris {number}: butir {evidence} sudah ada di baris {seen[evidence]}")
            continue
        seen[evidence] = number
        exported.strangers.extend(_strangers(number, titles, cells, exported.marks.get(evidence, {})))
        row = _row(number, evidence, values, exported.rows[evidence], problems)
        if row is not None:
            yield row


def _strangers(number: int, titles: Sequence[str], cells: Sequence[Any], marks: Mapping[str, str]) -> Iterable[str]:
    """Cells of a row that a person filled in beside those for filling in."""
    for at, (title, cell) in enumerate(zip(titles, cells, strict=True), start=1):
        text = cell_text(cell)
        if not text or title in FILLABLE or title in _COUNTED or marks.get(title) == mark_of(text):
            continue
        if title in marks or title not in _FIXED:
            why = "bukan kolom isian" if title in marks else "kolom ini tidak dikenal"
            column = f"“{safe.visible(title, 40)}”" if title else str(at)
            yield f"baris {number}, kolom {column}: “{safe.visible(text, 60)}”; {why}, tulis di kolom Catatan."


def _marks(text: str) -> dict[str, str]:
    """The marks of a row; none in workbooks of earlier versions."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {str(title): str(mark) for title, mark in found.items()} if isinstance(found, dict) else {}


def _row(
    number: int, evidence: str, values: dict[str, Any], before: FilledRow, problems: list[str]
) -> FilledRow | None:
    """One row; a column that was deleted counts as unchanged."""
    status = before.status
    if written := cell_text(values.get("status", "")):
        if written.casefold() not in _STATUS:
            choices = ", ".join(words.ITEM_STATUS.values())
            problems.append(f"baris {number}: status {safe.visible(written, 40)!r} tidak dikenal; pilih {choices}")
            return None
        status = _STATUS[written.casefold()]
    deadline = "" if "deadline" in values else before.deadline
    if cell_text(values.get("deadline", "")):
        day = parse_date(values["deadline"])
        if day is None:
            shown = safe.visible(cell_text(values["deadline"]), 40)
            problems.append(f"baris {number}: tenggat {shown!r} bukan tanggal; tulis misalnya 21/11/2026")
            return None
        deadline = day.isoformat()
    return FilledRow(
        number=number,
        evidence=evidence,
        status=status,
        documents=_split_lines(cell_text(values["documents"])) if "documents" in values else before.documents,
        units=_split_units(cell_text(values["units"])) if "units" in values else before.units,
        pic=cell_text(values.get("pic", before.pic)),
        deadline=deadline,
        note=cell_text(values.get("note", before.note)),
    )


def _split_lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _split_units(text: str) -> tuple[str, ...]:
    parts = (part.strip() for part in re.split(r"[;\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _plan_duty(plan: ImportPlan, before: FilledRow, row: FilledRow, workspace: Workspace) -> None:
    """Units, person in charge, deadline and note, where the person changed them and spbe.yaml does not say so yet."""
    present = workspace.duty_of(row.evidence) or ItemDuty(evidence=row.evidence)
    due = present.deadline.isoformat() if present.deadline else ""
    known = {"units": present.units, "pic": present.pic, "deadline": due, "note": present.note}
    values: dict[str, Any] = {}
    emptied: list[str] = []
    for title, key in FILLABLE.items():
        if key not in known:
            continue
        was, now = getattr(before, key), getattr(row, key)
        if now and now not in (was, known[key]):
            values[key] = now
        if was and not now:
            emptied.append(title)
    if emptied:
        plan.not_taken.append(
            f"{row.evidence} (baris {row.number}): {words.series(emptied)} dikosongkan; "
            "hapus di spbe.yaml bila memang tidak berlaku lagi."
        )
    if not values:
        return
    plan.duties.append(ItemDuty(evidence=row.evidence, **values))
    shown = {
        "units": lambda value: f"unit {UNIT_SEPARATOR.join(value)}",
        "pic": lambda value: f"PIC {value}",
        "deadline": lambda value: f"tenggat {words.date(value)}",
        "note": lambda value: f"catatan “{safe.shorten(value, 60)}”",
    }
    plan.lines.append(f"{row.evidence}: " + ", ".join(safe.visible(shown[key](value)) for key, value in values.items()))


def _plan_status(
    plan: ImportPlan,
    exported: Exported,
    before: FilledRow,
    row: FilledRow,
    workspace: Workspace,
    *,
    by: str,
    today: dt.date,
    source: str,
    confirm: bool = False,
) -> None:
    """A status set to "ada" by hand, with documents, is a person's confirmation of those documents.

    Documents that a person named without it are proposals; with ``confirm`` they are confirmed as well.
    """
    place = f"{row.evidence} (baris {row.number}, kolom "
    added = tuple(name for name in row.documents if name not in before.documents) if exported.documents_known else ()
    removed = [name for name in before.documents if name not in row.documents]
    if removed:
        names = words.series([safe.visible(name, 60) for name in removed])
        plan.not_taken.append(f"{place}Dokumen): {names} dihapus dari sel; tolak dokumennya dengan spbe-check confirm.")
    if row.status not in (before.status, "ada"):
        label = next((text for key, text in words.ITEM_STATUS.items() if key == row.status), row.status)
        step = (
            "tulis pengecualian beralasan pada bagian waivers di spbe.yaml"
            if row.status == "dikecualikan"
            else "tolak dokumennya dengan spbe-check confirm"
        )
        plan.not_taken.append(f"{place}Status): “{label}” tidak diambil alih; {step}.")
    said = row.status != before.status and row.status == "ada"
    if said and not row.documents:
        plan.not_taken.append(
            f"{place}Status): “Ada” tanpa nama dokumen; isi kolom Dokumen dengan nama berkas seperti di lembar Dokumen."
        )
    person = safe.visible(by or row.pic or UNNAMED, 100)
    for shown in row.documents if said else added:
        known = exported.files.get(shown)
        if known is None:
            near = difflib.get_close_matches(shown, exported.files, n=1, cutoff=0.8)
            hint = f" Mungkin maksudnya {near[0]}." if near else ""
            plan.not_taken.append(
                f"{place}Dokumen): {safe.visible(shown, 80)} belum pernah diperiksa.{hint} "
                "Taruh di folder, jalankan spbe-check lagi, lalu konfirmasi."
            )
            continue
        path, sha256 = known
        if _confirmed(workspace, path, sha256, row.evidence):
            continue
        if not (said or confirm):
            plan.proposals.append(f"{place}Dokumen): {safe.visible(shown, 100)}")
            continue
        plan.decisions.append(
            DocumentDecision(
                path=path,
                sha256=sha256 or None,
                evidence=(row.evidence,),
                by=person,
                date=today,
                note=f"dari {safe.visible(source, 80)}",
            )
        )
        plan.lines.append(
            f"{row.evidence}: dokumen {safe.visible(shown, 100)} dikonfirmasi oleh {by or row.pic or UNNAMED}"
        )


def _confirmed(workspace: Workspace, path: str, sha256: str, evidence: str) -> bool:
    """Whether spbe.yaml already confirms this document for this item."""
    return any(
        evidence in decision.evidence and (decision.path == path or (sha256 and decision.sha256 == sha256))
        for decision in workspace.documents
    )
