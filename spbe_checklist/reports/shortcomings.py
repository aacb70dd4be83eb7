"""What each unit is asked for, most valuable first: the one list behind the letters, the chat text and their tables.

Pure functions of a saved Result. What counts as owed is decided in ``selections``; here it is put in the order in which
a unit should work: an item that opens the next level comes before one that helps only later, however heavy that is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from spbe_checklist.reports.selections import Row, owed
from spbe_checklist.verdict.result import Result

NO_UNIT = "Belum ada unit"
"""Stands for the owner of indicators that nobody is named for in spbe.yaml."""


@dataclass(frozen=True, slots=True)
class UnitShortcomings:
    """Everything one unit owes, most valuable first."""

    unit: str
    items: tuple[Row, ...]

    @property
    def indicators(self) -> tuple[int, ...]:
        """Numbers of the indicators concerned, ascending."""
        return tuple(sorted({row.indicator.no for row in self.items}))

    @property
    def missing(self) -> int:
        """How many items have no document at all; the others have a doubtful one."""
        return sum(row.item.status == "belum_ada" for row in self.items)


def blocking(row: Row) -> bool:
    """Whether the item stands between the supported level and the very next one."""
    return row.item.required and row.item.level <= (row.indicator.supported_level or 1) + 1


def _value(row: Row) -> tuple[object, ...]:
    """Sort key: what opens the next level, then heavy indicators, then what is nearly there or cheap to obtain."""
    item, indicator = row.item, row.indicator
    return (
        not item.required,
        max(0, item.level - (indicator.supported_level or 1)),
        -Fraction(indicator.weight),
        item.status != "perlu_diperiksa",
        item.cost,
        indicator.no,
        item.id,
    )


def shortcomings(result: Result) -> tuple[Row, ...]:
    """Every owed item of the Result, most valuable first."""
    return tuple(sorted(owed(result), key=_value))


def by_unit(rows: Iterable[Row]) -> tuple[UnitShortcomings, ...]:
    """The items under every unit that owes them (an item of two units stands under both); their order is kept.

    Units come in alphabetical order, ``NO_UNIT`` last.
    """
    groups: dict[str, list[Row]] = {}
    for row in rows:
        for unit in dict.fromkeys(row.units or (NO_UNIT,)):
            groups.setdefault(unit, []).append(row)
    ordered = sorted(groups, key=lambda unit: (unit == NO_UNIT, unit.casefold(), unit))
    return tuple(UnitShortcomings(unit, tuple(groups[unit])) for unit in ordered)
