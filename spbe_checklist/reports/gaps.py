"""The gap view: per indicator the three levels, the assessor's note, what answers it and what is open; largest first.

``table`` gives the cells that the interview briefing shows in all its formats, ``text`` the same for the screen.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable

from spbe_checklist.reports import safe, words
from spbe_checklist.verdict.gaps import Gap, gaps
from spbe_checklist.verdict.result import Result
from spbe_checklist.verdict.scoring import show

TITLE = "Selisih mandiri, bukti, dan asesor"
HEADER = (
    "Indikator",
    "Mandiri",
    "Bukti",
    "Asesor",
    "Bobot x selisih",
    "Catatan asesor yang terbuka",
    "Dokumen yang menjawab",
    "Masih terbuka",
)
NONE = (
    "Tidak ada selisih yang diketahui dan tidak ada catatan asesor yang terbuka. Nilai mandiri dan asesor diisi pada "
    "bagian levels di spbe.yaml, catatan pada bagian notes."
)
_MOST = 4
"""Documents and items named per indicator; the others are counted."""
_WIDTH = 100


def table(result: Result, numbers: Collection[int] | None = None) -> list[tuple[str, ...]]:
    """The cells under ``HEADER``, plain text that each format still makes safe; empty where nothing differs."""
    return [_row(one) for one in gaps(result) if numbers is None or one.indicator.no in numbers]


def _row(gap: Gap) -> tuple[str, ...]:
    entry = gap.indicator
    notes = (f"{words.date(note.date)}, {note.by}: {safe.visible(note.text, 300)}" for note in gap.notes)
    still = _some(f"{words.item_name(item)} {words.EVIDENCE_STATUS[item.status].lower()}" for item in gap.open)
    return (
        f"I{entry.no} {words.short_name(entry)}",
        words.number(entry.claimed_level),
        words.number(entry.supported_level),
        words.number(entry.assessed_level),
        words.NOTHING if gap.size is None else words.number(show(gap.worth)),
        "; ".join(notes) or words.NOTHING,
        _some(safe.visible(path, 120) for path in gap.documents) or words.NOTHING,
        ". ".join(part for part in (still, words.ask_assessor(entry) if entry.ask_assessor else "") if part)
        or words.NOTHING,
    )


def _some(parts: Iterable[str]) -> str:
    every = list(parts)
    more = [f"dan {len(every) - _MOST} lain"] if len(every) > _MOST else []
    return "; ".join([*every[:_MOST], *more])


def text(result: Result, numbers: Collection[int] | None = None) -> str:
    """The view for the screen or a plain text file: a few lines per indicator."""
    rows = table(result, numbers)
    lines = [f"{TITLE} (bobot x selisih terbesar dulu)"]
    lines += [f"Dibuat oleh spbe-check dari pemeriksaan {words.moment(result.run.started)}.", ""]
    lines += [] if rows else textwrap.wrap(NONE, _WIDTH)
    for name, *values in rows:
        levels, details = zip(HEADER[1:5], values[:4], strict=True), zip(HEADER[5:], values[4:], strict=True)
        lines += _wrapped(name, "")
        lines += _wrapped(", ".join(f"{label.lower()} {value}" for label, value in levels), "    ")
        for label, value in details:
            lines += _wrapped(f"{label}: {value}", "    ") if value != words.NOTHING else []
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _wrapped(line: str, indent: str) -> list[str]:
    return textwrap.wrap(
        safe.terminal(line),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
