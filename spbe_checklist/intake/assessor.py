"""Decisions of an assessor from a table: one row per item, named by the portal's code or by our id.

Agencies copy these lists from the evaluation portal, so the columns are found by their headings (kode, keputusan,
catatan), and the words for a decision by what people write. What cannot be placed is named, never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from spbe_checklist.catalogue.item_names import CODE, code_in, find_item
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.errors import ConfigurationError
from spbe_checklist.reading.identity.dates import first_date
from spbe_checklist.settings.edit import Change, add_ruling, together
from spbe_checklist.settings.models import AssessorDecision, Outcome

Table = Sequence[Sequence[str]]

_HEADINGS = {
    "code": ("kode", "butir", "id", "item"),
    "status": ("keputusan", "status", "hasil", "putusan"),
    "reason": ("catatan", "alasan", "keterangan", "komentar"),
    "date": ("tanggal",),
}
_OUTCOMES: tuple[tuple[Outcome, re.Pattern[str]], ...] = (
    ("otomatis", re.compile(r"(?i)otomatis|auto")),
    (
        "belum_diunggah",
        re.compile(r"(?i)belum.{0,12}(?:unggah|upload)|tidak.{0,12}(?:unggah|upload)|not.uploaded|kosong"),
    ),
    (
        "revisi",
        re.compile(r"(?i)revisi|perbaik|tolak|tidak (?:di)?(?:terima|setuju|sesuai)|belum sesuai|revise|reject"),
    ),
    ("diterima", re.compile(r"(?i)terima|setuju|sesuai|lengkap|accept|approve")),
)


class Taken(Struct, frozen=True):
    """What a table says: decisions, and lines about rows that could not be taken."""

    decisions: tuple[AssessorDecision, ...]
    not_taken: tuple[str, ...]


def pasted(text: str) -> Table:
    """Lines copied as text ("I1-L2-02 | revisi | alasan") as a table."""
    rows = [
        re.split(r"\s*[|;\t]\s*", line.strip(), maxsplit=2) for line in text.splitlines() if CODE.match(line.strip())
    ]
    return [["kode", "keputusan", "catatan"], *(row for row in rows if CODE.match(row[0]))]


def names_items(table: Table, catalogue: Catalogue) -> bool:
    """Whether a table speaks of single items, by the portal's codes or our ids, and not of whole indicators."""
    header = _header(table)
    if header is None:
        return False
    start, columns = header
    at = columns["code"]
    return any(code_in(row[at]) or find_item(catalogue, row[at]) for row in table[start + 1 :] if at < len(row))


def read_decisions(table: Table, name: str, catalogue: Catalogue, *, by: str, today: dt.date) -> Taken:
    """The decisions of a table. Raises ConfigurationError when it has no column of codes and one of decisions."""
    header = _header(table)
    if header is None:
        raise ConfigurationError(
            f"{name} tidak memuat kolom kode butir dan kolom keputusan.",
            'Beri judul kolom "kode", "keputusan", dan "catatan"; kode seperti I1-L2-03 atau id seperti I1.L2.rencana.',
        )
    decisions: dict[str, AssessorDecision] = {}
    problems: list[str] = []
    start, columns = header
    for place, row in enumerate(table[start + 1 :], start=start + 2):
        cells = {key: row[at].strip() if at < len(row) else "" for key, at in columns.items()}
        if not cells["code"]:
            continue
        item = find_item(catalogue, code_in(cells["code"]) or cells["code"])
        outcome = _outcome(cells["status"], cells.get("reason", ""))
        written = cells.get("date", "")
        day = first_date(written) or first_date(written[:10]) if written else today
        if item is None:
            problems.append(f"{name} baris {place}: butir {cells['code']} tidak ada dalam katalog {catalogue.id}")
        elif outcome is None:
            problems.append(
                f"{name} baris {place}: keputusan “{cells['status']}” tidak dikenal; tulis diterima atau revisi"
            )
        elif day is None:
            problems.append(f"{name} baris {place}: tanggal “{written}” tidak terbaca; tulis seperti 31-08-2026")
        else:
            decisions[item] = AssessorDecision(
                evidence=item,
                status=outcome,
                date=day,
                by=by,
                reason=cells.get("reason", ""),
            )
    return Taken(tuple(decisions.values()), tuple(problems))


def as_change(decisions: Sequence[AssessorDecision]) -> Change:
    """The decisions as one edit of ``spbe.yaml``."""
    return together(*map(add_ruling, decisions))


def lines(decisions: Sequence[AssessorDecision], catalogue: Catalogue) -> Iterator[str]:
    """What was read, one line per item."""
    for one in decisions:
        item = catalogue.by_evidence[one.evidence][1]
        reason = f": {one.reason}" if one.reason else ""
        yield f"{item.code or item.id} {one.status.replace('_', ' ')}{reason}"


def _header(table: Table) -> tuple[int, dict[str, int]] | None:
    for position, row in enumerate(table[:25]):
        words = [re.sub(r"[^a-z]", "", cell.casefold()) for cell in row]
        columns = {
            name: next((at for at, word in enumerate(words) if word.startswith(starts)), -1)
            for name, starts in _HEADINGS.items()
        }
        if columns["code"] >= 0 and columns["status"] >= 0:
            return position, {name: at for name, at in columns.items() if at >= 0}
    return None


def _outcome(status: str, reason: str) -> Outcome | None:
    """What was decided; a bare "revisi" whose reason says that nothing was uploaded is that."""
    found = next((outcome for outcome, words in _OUTCOMES if words.search(status)), None)
    if found == "revisi":
        return next((one for one, words in _OUTCOMES[:2] if words.search(reason)), found)
    return found
