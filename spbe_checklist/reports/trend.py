"""Results over time as sections and as data: the way to the target, and the indicators that rose and fell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spbe_checklist.reports import words
from spbe_checklist.reports.diff import changes
from spbe_checklist.reports.picked import picked
from spbe_checklist.reports.sections.model import Chart, Column, Field, Number, Report, Section, table
from spbe_checklist.verdict.diff import compare, difference
from spbe_checklist.verdict.result import Result

_FIELDS: tuple[Field, ...] = (
    (Column("Tanggal", 16), lambda one: one[1].run.started[:10]),
    (Column("Hasil", 30), lambda one: one[0]),
    (Column("Bukti", 8, figure=True), lambda one: Number(one[1].summary.index_supported, "0.00")),
    (Column("Mandiri", 9, figure=True), lambda one: Number(one[1].summary.index_claimed, "0.00")),
    (Column("Asesor", 8, figure=True), lambda one: Number(one[1].summary.index_assessed, "0.00")),
    (Column("Lengkap", 9, figure=True), lambda one: f"{one[1].summary.indicators.lengkap}/{len(one[1].indicators)}"),
    (Column("Butir", 9, figure=True), lambda one: words.percent(one[1].summary.completeness)),
    (Column("Predikat", 14), lambda one: one[1].summary.predicate or words.NOTHING),
)
"""Of a Result and the name of its file."""


def report(named: Sequence[tuple[str, Result]], target: str | None) -> Report:
    """The development for people; ``target`` is an index as a decimal."""
    first, last = named[0][1], named[-1][1]
    change = difference(first.summary.index_supported, last.summary.index_supported)
    lead = [] if last.summary.index_supported is None else [_standing(last, target)]
    lead += (
        [f"Perubahan indeks didukung bukti dari awal ke akhir: {words.number(change)}"] if change and named[1:] else []
    )
    summaries = [result.summary for _, result in named]
    chart = Chart(
        dates=[result.run.started for _, result in named],
        series=[
            ("Didukung bukti", [one.index_supported for one in summaries]),
            ("Mandiri", [one.index_claimed for one in summaries]),
            ("Asesor", [one.index_assessed for one in summaries]),
        ],
        target=target,
    )
    return Report.of(
        last,
        "Perkembangan hasil SPBE",
        lead=lead,
        sections=[
            Section("Indeks dari waktu ke waktu", (chart,)),
            Section("Hasil", (table(_FIELDS, named, records=False),)),
            *(changes(compare(first, last)) if named[1:] else []),
        ],
    )


def _standing(last: Result, target: str | None) -> str:
    now = f"Kini {words.number(last.summary.index_supported)} ({last.summary.predicate})"
    missing = difference(last.summary.index_supported, target)
    if target is None or missing is None:
        return now
    if missing.startswith("+"):
        return f"{now}, kurang {words.number(missing.removeprefix('+'))} dari sasaran {words.number(target)}"
    return f"{now}, sasaran {words.number(target)} tercapai"


_SUMMARY = ("index_supported", "index_claimed", "index_assessed", "predicate", "completeness", "indicators")


def data(named: Sequence[tuple[str, Result]], target: str | None) -> dict[str, Any]:
    """The development for programs."""
    first, last = named[0][1].summary, named[-1][1].summary
    return {
        "schema": "spbe-check/trend",
        "version": 1,
        "target_index": target,
        "change": difference(first.index_supported, last.index_supported),
        "points": [
            {
                "file": name,
                "started": result.run.started,
                "year": result.agency.year,
                **picked(result.summary, *_SUMMARY),
                "aspects": [{"no": one.no, "index": one.index_supported} for one in result.summary.aspects],
            }
            for name, result in named
        ],
    }
