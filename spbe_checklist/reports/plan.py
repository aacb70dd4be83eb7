"""The plan as sections and as data: what is left to decide, what has to be asked for, and how much per unit."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from spbe_checklist.reports import words
from spbe_checklist.reports.picked import picked
from spbe_checklist.reports.sections.model import Column, Field, File, Number, Report, Section, Table, table
from spbe_checklist.reports.shortcomings import NO_UNIT
from spbe_checklist.verdict.plan import Plan, Step
from spbe_checklist.verdict.result import Result
from spbe_checklist.verdict.scoring import exact, show

STANDING = {"bukti": "didukung bukti", "mandiri": "penilaian mandiri", "asesor": "asesor"}
_COSTS = (
    "Biaya adalah upaya: 1 paling mudah, 8 paling sulit, 0,2 untuk memutuskan yang sudah ada; per jenis dokumen dapat "
    "diubah pada bagian costs di spbe.yaml."
)
_LATER = "Naik 0,00 berarti tingkatnya baru terpenuhi bersama dokumen berikutnya."


def report(found: Plan, result: Result, predicate: str | None = None) -> Report:
    """The plan for people. ``predicate`` is the one that its target stands for."""
    lists = (
        (f"Tinggal diputuskan ({_decisions(found)})", "Tinggal diputuskan", "Sudah ada", found.to_decide),
        (
            f"Harus diminta ({len(found.requests)} dokumen)",
            "Harus diminta",
            "Sudah diterima, mohon diperbaiki",
            found.to_ask,
        ),
    )
    sections = [
        Section(title, (table(_fields(there, found, result), steps),), sheet=sheet)
        for title, sheet, there, steps in lists
        if steps
    ]
    if found.steps:
        sections.append(Section("Per OPD", (Table(_UNITS, list(_units(found)), records=False),)))
    later = [_LATER] if any(not step.gain for step in found.steps) else []
    if found.target is None:
        aim = f"Rencana dengan biaya paling banyak {found.budget}"
    else:
        aim = f"Rencana menuju indeks {words.number(show(found.target))}" + (f" ({predicate})" if predicate else "")
    return Report.of(
        result,
        f"{aim}, dari indeks {STANDING[found.basis]} {words.number(show(found.start))}",
        lead=[_verdict(found)],
        sections=sections,
        closing=[_COSTS, *later] if found.steps else [],
    )


def _fields(there: str, found: Plan, result: Result) -> tuple[Field, ...]:
    place = {id(step): no for no, step in enumerate(found.steps, start=1)}

    def items(step: Step) -> str:
        (first,) = words.item_names(result, step.evidence[:1])
        return f"{first} +{len(step.evidence) - 1} indikator" if step.evidence[1:] else first

    return (
        (Column("No", 5, "{value}. ", figure=True), lambda step: Number(place[id(step)])),
        (Column("Dokumen", 46, "{value}"), lambda step: step.document),
        (Column(there, 40), lambda step: [File(path) for path in step.there or step.received][:3]),
        (Column("Butir", 18, "\n{value}"), items),
        (Column("Unit", 20, "; {value}"), lambda step: step.owner or NO_UNIT.lower()),
        (Column("Biaya", 8, "; biaya {value}", figure=True), lambda step: Number(_cost(step.cost), "0.0")),
        (Column("Naik", 8, ", naik {value}", figure=True), lambda step: Number(show(step.gain), "0.00")),
        (Column("Menjadi", 9, " menjadi {value}", figure=True), lambda step: Number(show(step.index_after), "0.00")),
    )


_UNITS = (
    Column("OPD", 34),
    Column("Diputuskan", 11, figure=True),
    Column("Diminta", 10, figure=True),
    Column("Biaya", 9, figure=True),
)


def _units(found: Plan) -> Iterable[tuple[Any, ...]]:
    for unit in dict.fromkeys(step.owner for step in found.steps):
        steps = [step for step in found.steps if step.owner == unit]
        asked = sum(owner == unit for owner, _ in found.requests)
        cost = sum((step.cost for step in steps), Fraction())
        yield (
            unit or NO_UNIT.lower(),
            Number(sum(bool(one.there) for one in steps)),
            Number(asked),
            Number(_cost(cost), "0.0"),
        )


def _decisions(found: Plan) -> str:
    return f"{len(found.to_decide)} butir pada {len(found.files)} berkas"


def _verdict(found: Plan) -> str:
    parts = [f"{len(found.requests)} dokumen diminta"] if found.to_ask else []
    parts += [f"{_decisions(found)} diputuskan"] if found.to_decide else []
    reach = f"indeks {words.number(show(found.index))}: {', '.join(parts)}, biaya {words.number(_cost(found.cost))}"
    if not found.reached:
        return f"Tidak dapat dicapai dengan dokumen saja; paling tinggi {reach}"
    if not found.steps and found.target is not None:
        return "Sudah tercapai; tidak ada dokumen yang perlu dicari"
    return f"Menjadi {reach}" if found.steps else "Tidak ada dokumen yang menaikkan indeks dengan biaya itu"


def _cost(cost: Fraction) -> int | float:
    return int(cost) if cost.denominator == 1 else float(cost)


def data(found: Plan) -> dict[str, Any]:
    """The plan for programs."""
    return {
        "from": show(found.start),
        "from_basis": found.basis,
        "index": show(found.index),
        "reached": found.reached,
        "target_index": None if found.target is None else show(found.target),
        "budget": found.budget,
        "cost": _cost(found.cost),
        "best_index": show(found.best),
        "steps": [
            {
                **picked(step, "evidence", "document", "title"),
                "unit": step.owner,
                "units": list(step.units),
                "cost": _cost(step.cost),
                "gain": show(step.gain),
                "gain_exact": exact(step.gain),
                "index_after": show(step.index_after),
                **picked(step, "doubtful", "there", "received"),
            }
            for step in found.steps
        ],
    }
