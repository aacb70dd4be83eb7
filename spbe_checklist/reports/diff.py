"""Two results side by side as sections and as data: what got worse and better, and which documents came and went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from spbe_checklist.reports import words
from spbe_checklist.reports.picked import picked
from spbe_checklist.reports.sections.model import Cell, Column, File, Number, Report, Section, State, Table
from spbe_checklist.verdict.diff import Comparison, IndicatorChange, NodeChange
from spbe_checklist.verdict.result import EvidenceStatus, Result

SHOWN = 20
"""Documents listed per kind of change on a screen."""
_CHANGES = (
    Column("Indikator", 34, "{value}"),
    Column("Tingkat", 20, ": {value}"),
    Column("Butir", 18, "\n{value}"),
    Column("Semula", 15, ": {value}"),
    Column("Kini", 15, " -> {value}"),
    Column("Bukti", 42, "  {value}"),
    Column("Sebab", 42),
)
_ASPECTS = (
    Column("Aspek", 50),
    Column("Lama", 9, figure=True),
    Column("Baru", 9, figure=True),
    Column("Beda", 9, figure=True),
)


def report(found: Comparison) -> Report:
    """The comparison for people."""
    aspects = [_aspect(one) for one in found.aspects if one.old != one.new]
    per_aspect = [Section("Indeks per aspek", (Table(_ASPECTS, aspects, records=False),))] if aspects else []
    return Report.of(
        found.new,
        "Perbandingan hasil SPBE",
        lead=[_headline(found), _counts(found), *(f"Catatan: {notice}" for notice in found.notices)],
        sections=[*changes(found), *per_aspect, *_documents(found)],
    )


def changes(found: Comparison) -> list[Section]:
    """Indicators that moved, the worse ones first."""
    groups = (
        ("Memburuk", found.having("memburuk")),
        ("Tidak dapat dilihat", found.having("tidak_terlihat")),
        ("Membaik", found.having("membaik")),
    )
    return [
        Section(
            f"{title} ({len(moved)} indikator)",
            (Table(_CHANGES, [row for one in moved for row in _rows(one)]),),
            sheet=title,
        )
        for title, moved in groups
        if moved
    ]


def _rows(one: IndicatorChange) -> Iterable[tuple[Cell, ...]]:
    """A row per item that moved, or the indicator alone."""
    head = (f"{one.no:>2} {one.topic}", _levels(one))
    for item in one.evidence:
        yield *head, item.id, _state(item.old), _state(item.new), item.label, item.reason
    if not one.evidence:
        yield *head, "", "", "", "", ""


def _state(status: EvidenceStatus) -> State:
    return State(status, words.EVIDENCE_STATUS[status])


def _aspect(one: NodeChange) -> tuple[Cell, ...]:
    return (f"{one.no} {one.name}", *(Number(value, "0.00") for value in (one.old, one.new, one.change)))


def _headline(found: Comparison) -> str:
    if found.index.old is None or found.index.new is None:
        return "Edisi ini tidak menetapkan tingkat; hanya butir bukti dan dokumen yang dibandingkan."
    return (
        f"Indeks didukung bukti {words.number(found.index.old)} ({found.old.summary.predicate}) menjadi "
        f"{words.number(found.index.new)} ({found.new.summary.predicate}), beda {words.number(found.index.change)}"
    )


def _counts(found: Comparison) -> str:
    unseen = found.having("tidak_terlihat")
    return (
        f"{len(found.having('membaik'))} indikator membaik, {len(found.having('memburuk'))} memburuk, "
        + (f"{len(unseen)} tidak dapat dilihat, " if unseen else "")
        + f"{len(found.having('tetap'))} tetap"
    )


def _levels(one: IndicatorChange) -> str:
    if one.old_level is None or one.new_level is None:
        return "tingkat tidak ditetapkan"
    if one.old_level == one.new_level:
        return f"tetap tingkat {words.number(one.new_level)}"
    return f"tingkat {words.number(one.old_level)} menjadi {words.number(one.new_level)}"


def _documents(found: Comparison) -> list[Section]:
    """Kinds of change that occurred, each with its documents."""
    documents = found.documents
    kinds: tuple[tuple[str, Sequence[tuple[Cell, ...]]], ...] = (
        ("Dokumen hilang", [(path,) for path in documents.vanished]),
        ("Dokumen berubah isi", [(File(path),) for path in documents.changed]),
        ("Dokumen baru", [(File(path),) for path in documents.appeared]),
        ("Dokumen berganti nama", [(File(one.new), one.old) for one in documents.renamed]),
    )
    columns = (Column("Dokumen", 70, "{value}"), Column("Semula", 70, "  (semula {value})"))
    return [
        Section(f"{title}: {len(rows)}", (Table(columns[: len(rows[0])], rows, most=SHOWN),), sheet=title)
        for title, rows in kinds
        if rows
    ]


def data(found: Comparison) -> dict[str, Any]:
    """The comparison for programs."""
    return {
        "schema": "spbe-check/diff",
        "version": 1,
        "old": _run(found.old),
        "new": _run(found.new),
        "index": picked(found.index, "old", "new", "change"),
        "counts": {one: len(found.having(one)) for one in ("membaik", "memburuk", "tidak_terlihat", "tetap")},
        "worse": found.worse,
        "domains": [picked(one, *_NODE) for one in found.domains],
        "aspects": [picked(one, *_NODE) for one in found.aspects],
        "indicators": [
            picked(one, "no", "topic", "verdict", "old_level", "new_level")
            | {"evidence": [picked(item, *_ITEM) for item in one.evidence]}
            for one in found.indicators
        ],
        **picked(found, "documents", "notices"),
    }


_NODE = ("no", "name", "old", "new", "change")
_ITEM = ("id", "label", "verdict", "old", "new", "reason", "units")


def _run(result: Result) -> dict[str, Any]:
    run = picked(result.run, "folder", "started")
    return run | {"year": result.agency.year} | picked(result.summary, "index_supported", "predicate", "completeness")
