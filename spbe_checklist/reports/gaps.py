"""The gap view: per indicator the three levels, the assessor's note, what answers it, what is open."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.picked import picked
from spbe_checklist.reports.sections.model import (
    Block,
    Column,
    Field,
    File,
    Number,
    Paragraph,
    Report,
    Section,
    level_number,
    table,
)
from spbe_checklist.verdict.gaps import Gap, gaps
from spbe_checklist.verdict.result import Result
from spbe_checklist.verdict.scoring import show

TITLE = "Selisih mandiri, bukti, dan asesor"
NONE = (
    "Tidak ada selisih yang diketahui dan tidak ada catatan asesor yang terbuka. Nilai mandiri dan asesor diisi pada "
    "bagian levels di spbe.yaml, catatan pada bagian notes."
)
_MOST = 4
"""Documents and items named per indicator; the others are counted."""


def report(result: Result, numbers: Collection[int] | None = None) -> Report:
    """The view on its own. ``numbers`` picks indicators."""
    return Report.of(
        result,
        f"{TITLE} (bobot x selisih terbesar dulu)",
        lead=[f"Dibuat oleh spbe-check dari pemeriksaan {words.moment(result.run.started)}."],
        sections=[Section("", blocks(result, numbers), sheet="Selisih")],
    )


def blocks(result: Result, numbers: Collection[int] | None = None) -> tuple[Block, ...]:
    """The table, or that nothing differs."""
    chosen = _chosen(result, numbers)
    return (table(_FIELDS, chosen),) if chosen else (Paragraph(NONE),)


def _chosen(result: Result, numbers: Collection[int] | None) -> list[Gap]:
    return [one for one in gaps(result) if numbers is None or one.indicator.no in numbers]


def _notes(gap: Gap) -> list[str]:
    return [f"{words.date(note.date)}, {note.by}: {safe.visible(note.text, 300)}" for note in gap.notes]


def _open(gap: Gap) -> list[str]:
    still = [f"{words.item_name(item)} {words.EVIDENCE_STATUS[item.status].lower()}" for item in gap.open]
    asked = [words.ask_assessor(gap.indicator)] if gap.indicator.ask_assessor else []
    return [*still[:_MOST], *_more(still), *asked]


def _more(every: Collection[object]) -> list[str]:
    return [f"dan {len(every) - _MOST} lain"] if len(every) > _MOST else []


_FIELDS: tuple[Field, ...] = (
    (Column("Indikator", 26, "{value}"), lambda gap: f"I{gap.indicator.no} {words.short_name(gap.indicator)}"),
    (Column("Mandiri", 9, "\n{title} {value}", figure=True), lambda gap: level_number(gap.indicator.claimed_level)),
    (Column("Bukti", 8, ", {title} {value}", figure=True), lambda gap: level_number(gap.indicator.supported_level)),
    (Column("Asesor", 8, ", {title} {value}", figure=True), lambda gap: level_number(gap.indicator.assessed_level)),
    (
        Column("Bobot x selisih", 9, ", {title} {value}", figure=True),
        lambda gap: Number(None if gap.size is None else show(gap.worth), "0.00"),
    ),
    (Column("Catatan asesor yang terbuka", 34), _notes),
    (Column("Dokumen yang menjawab", 36), lambda gap: [*map(File, gap.documents[:_MOST]), *_more(gap.documents)]),
    (Column("Masih terbuka", 40), _open),
)


def data(result: Result, numbers: Collection[int] | None = None) -> list[dict[str, Any]]:
    """The view for programs."""
    return [
        {
            **picked(gap.indicator, "no", "name", "claimed_level", "supported_level", "assessed_level"),
            "worth": None if gap.size is None else show(gap.worth),
            **picked(gap, "notes", "documents"),
            "open": [item.id for item in gap.open],
            "ask_assessor": gap.indicator.ask_assessor,
        }
        for gap in _chosen(result, numbers)
    ]
