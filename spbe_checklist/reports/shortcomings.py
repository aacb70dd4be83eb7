"""What each unit is asked for, most important first: the one list behind the letters, the chat text and their tables.

What is owed, and in which order, is decided in ``verdict/priorities.py``; here it is only put under the units.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spbe_checklist.verdict.priorities import Row

NO_UNIT = "Belum ada unit"
"""Stands for the owner of indicators that nobody is named for in spbe.yaml."""


@dataclass(frozen=True, slots=True)
class UnitShortcomings:
    """Everything one unit owes, most important first."""

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
