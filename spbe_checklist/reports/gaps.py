"""The gap view: per indicator the three levels, the assessor's note, what answers it, what is open."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.picked import picked
from spbe_checklist.reports.sections.model import Block, Cell, Column, File, Number, Paragraph, Report, Section, Table
from spbe_checklist.verdict.gaps import Gap, gaps
from spbe_checklist.verdict.result import Result
from spbe_checklist.verdict.scoring import show

TITLE = "Selisih mandiri, bukti, dan asesor"
COLUMNS = (
    Column("Indikator", 26, "{value}"),
    Column("Mandiri", 9, "\n{title} {value}", figure=True),
    Column("Bukti", 8, ", {title} {value}", figure=True),
    Column("Asesor", 8, ", {title} {value}", figure=True),
    Column("Bobot x selisih", 9, ", {title} {value}", figure=True),
    Column("Catatan asesor yang terbuka", 34),
    Column("Dokumen yang menjawab", 36),
    Column("Masih terbuka", 40),
)
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
    rows = [_row(one) for one in _chosen(result, numbers)]
    return (Table(COLUMNS, rows),) if rows else (Paragraph(NONE),)


def _chosen(result: Result, numbers: Collection[int] | None) -> list[Gap]:
    return [one for one in gaps(result) if numbers is None or one.indicator.no in numbers]


def _row(gap: Gap) -> tuple[Cell, ...]:
    entry = gap.indicator
    still = _some(f"{words.item_name(item)} {words.EVIDENCE_STATUS[item.status].lower()}" for item in gap.open)
    return (
        f"I{entry.no} {words.short_name(entry)}",
        Number(entry.claimed_level, "General"),
        Number(entry.supported_level, "General"),
        Number(entry.assessed_level, "General"),
        Number(None if gap.size is None else show(gap.worth), "0.00"),
        [f"{words.date(note.date)}, {note.by}: {safe.visible(note.text, 300)}" for note in gap.notes],
        [*map(File, gap.documents[:_MOST]), *_more(gap.documents)],
        [*still, *([words.ask_assessor(entry)] if entry.ask_assessor else [])],
    )


def _some(parts: Iterable[str]) -> list[str]:
    every = list(parts)
    return [*every[:_MOST], *_more(every)]


def _more(every: Collection[object]) -> list[str]:
    return [f"dan {len(every) - _MOST} lain"] if len(every) > _MOST else []


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
