"""What assessors decided and noted, from a spreadsheet or from text pasted out of the portal.

One row is one opinion about an indicator: level, accepted or to be revised, reason. Numbers may be codes of a portal;
``indicator_of`` says which indicator such a code means, so that editions with codes of their own use the same importer.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from spbe_checklist.errors import ConfigurationError
from spbe_checklist.settings.edit import Change, add_note, set_values, together
from spbe_checklist.settings.models import Note

IndicatorOf = Callable[[str], int | None]
"""The indicator that a number or a portal's code stands for; None for anything else."""

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("indikator", "no indikator", "nomor indikator", "no", "nomor", "kode", "kode portal"),
    "level": ("nilai asesor", "tingkat", "nilai", "level", "tk", "asesor", "skor"),
    "decision": ("keputusan", "status", "hasil", "diterima", "rekomendasi asesor"),
    "reason": ("catatan asesor", "alasan", "catatan", "keterangan", "tanggapan"),
}
_ACCEPTED = ("terima", "diterima", "setuju", "disetujui", "sesuai", "valid", "ok")
_REVISE = ("revisi", "perbaiki", "perbaikan", "tolak", "ditolak", "tidak sesuai", "belum sesuai", "tidak disetujui")
_LINE = re.compile(
    r"^\s*(?:indikator\s+)?(?P<code>[A-Za-z]*[\w.]*\d[\w.]*)\s*[|;\t:,]\s*(?P<rest>\S.*)$", re.IGNORECASE
)


class Opinion(Struct, frozen=True):
    """What an assessor said about one indicator."""

    indicator: int
    level: float | None = None
    accepted: bool | None = None
    """None where neither is said."""
    reason: str = ""
    code: str = ""
    """The portal's code, where the row has one."""


def plain_number(code: str) -> int | None:
    """ "17" or "I17" as 17."""
    match = re.fullmatch(r"[Ii]?\s*(\d{1,3})(?:\.0)?", code.strip())
    return int(match[1]) if match else None


def from_table(table: Sequence[Sequence[str]], name: str, indicator_of: IndicatorOf = plain_number) -> list[Opinion]:
    """Opinions of a table whose header names the indicator and a level, decision or note.

    Raises ConfigurationError when there is no such header, or a row cannot be understood.
    """
    for place, row in enumerate(table[:20]):
        columns = _columns(row)
        if "code" in columns and len(columns) > 1:
            body = enumerate(table[place + 1 :], start=place + 2)
            found = [_opinion(_cells(cells, columns), f"{name} baris {no}", indicator_of) for no, cells in body]
            return [one for one in found if one is not None]
    raise ConfigurationError(
        f"{name} tidak memuat kolom indikator dan nilai, keputusan, atau catatan asesor.",
        "Judul kolom misalnya: indikator, tingkat, keputusan, catatan.",
    )


def from_text(text: str, name: str, indicator_of: IndicatorOf = plain_number) -> list[Opinion]:
    """Opinions of pasted lines "17 | 3 | revisi | alasan"; lines without a number continue the reason before.

    Raises ConfigurationError when no line names an indicator.
    """
    found: list[Opinion] = []
    for no, line in enumerate(text.splitlines(), start=1):
        match = _LINE.match(line)
        if match and indicator_of(match["code"]) is not None:
            parts = [part.strip() for part in re.split(r"[|;\t]", match["rest"])]
            opinion = _opinion({"code": match["code"], **_parts(parts)}, f"{name} baris {no}", indicator_of)
            if opinion is not None:
                found.append(opinion)
        elif found and line.strip():
            last = found.pop()
            reason = f"{last.reason} {line.strip()}".strip()
            found.append(Opinion(last.indicator, last.level, last.accepted, reason, last.code))
    if not found:
        raise ConfigurationError(
            f"{name} tidak memuat baris tentang indikator.", "Contoh baris: 17 | 3 | revisi | belum ada reviu"
        )
    return found


def as_change(opinions: Iterable[Opinion], by: str, today: dt.date) -> Change:
    """The edit of spbe.yaml: assessed levels, and a note per reason, open until it is answered."""
    changes: list[Change] = []
    for one in opinions:
        if one.level is not None:
            value = int(one.level) if float(one.level).is_integer() else one.level
            changes.append(set_values({("levels", "assessed", str(one.indicator)): value}))
        if one.reason:
            status = "terjawab" if one.accepted else "terbuka"
            note = Note(indicator=one.indicator, date=today, by=by or "Asesor", text=one.reason, status=status)
            changes.append(add_note(note))
    return together(*changes)


def summary(one: Opinion) -> str:
    """One opinion as a line for people."""
    said = {True: "diterima", False: "revisi", None: ""}[one.accepted]
    level = "" if one.level is None else f"tingkat {one.level:g}"
    return f"Indikator {one.indicator}: {', '.join(part for part in (level, said, one.reason) if part)}"


def _columns(row: Sequence[str]) -> dict[str, int]:
    names = [re.sub(r"[^a-z ]", "", cell.strip().lower()).strip() for cell in row]
    found: dict[str, int] = {}
    for key, known in _COLUMNS.items():
        at = next((names.index(name) for name in known if name in names), None)
        if at is not None and at not in found.values():
            found[key] = at
    return found


def _cells(row: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    return {key: row[at].strip() if at < len(row) else "" for key, at in columns.items()}


def _parts(parts: Sequence[str]) -> dict[str, str]:
    """Level, decision and reason by what they look like; their order does not matter."""
    cells: dict[str, str] = {}
    for part in parts:
        if "level" not in cells and re.fullmatch(r"[0-5](?:[.,]\d+)?", part):
            cells["level"] = part
        elif "decision" not in cells and _accepted(part) is not None:
            cells["decision"] = part
        elif part:
            cells["reason"] = f"{cells['reason']}; {part}" if "reason" in cells else part
    return cells


def _accepted(text: str) -> bool | None:
    word = text.strip().casefold().rstrip(".")
    return True if word in _ACCEPTED else False if word in _REVISE else None


def _opinion(cells: Mapping[str, str], place: str, indicator_of: IndicatorOf) -> Opinion | None:
    code = cells.get("code", "")
    level, decision, reason = (cells.get(key, "") for key in ("level", "decision", "reason"))
    if not code or not (level or decision or reason):
        return None
    indicator = indicator_of(code)
    if indicator is None:
        if not any(sign.isdigit() for sign in code):
            return None  # a heading of a domain or aspect
        raise ConfigurationError(f"{place}: “{code}” bukan nomor indikator.", "Tulis nomor indikatornya, misalnya 17.")
    try:
        value = float(level.replace(",", ".")) if level and level != "-" else None
    except ValueError:
        raise ConfigurationError(f"{place}: tingkat “{level}” bukan angka.", "Tulis misalnya 3.") from None
    accepted = _accepted(decision)
    if decision and accepted is None:
        reason = f"{decision}; {reason}" if reason else decision
    return Opinion(indicator, value, accepted, reason, code if plain_number(code) is None else "")
