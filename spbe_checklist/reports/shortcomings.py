"""What each unit still owes, most valuable first: the one list behind the letters, the chat text and the tables.

Pure functions of a saved Result; only items the assessment left ``open`` are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from spbe_checklist.result import EvidenceEntry, IndicatorEntry, Result

NO_UNIT = "Belum ada unit"
"""Stands for the owner of indicators that nobody is named for in spbe.yaml."""


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """An evidence item that is still to be delivered, with the indicator it belongs to."""

    indicator: IndicatorEntry
    evidence: EvidenceEntry

    @property
    def units(self) -> tuple[str, ...]:
        """Units that owe it, the lead first; never empty."""
        return units_of(self.indicator, self.evidence)

    @property
    def blocking(self) -> bool:
        """Whether it stands between the supported level and the very next one."""
        return self.evidence.required and self.evidence.level <= (self.indicator.supported_level or 1) + 1


@dataclass(frozen=True, slots=True)
class UnitShortcomings:
    """Everything one unit owes, most valuable first."""

    unit: str
    items: tuple[Shortcoming, ...]

    @property
    def indicators(self) -> tuple[int, ...]:
        """Numbers of the indicators concerned, ascending."""
        return tuple(sorted({item.indicator.no for item in self.items}))


def units_of(indicator: IndicatorEntry, evidence: EvidenceEntry) -> tuple[str, ...]:
    """Units that owe an item, the lead first; ``NO_UNIT`` where nobody is named."""
    return tuple(evidence.units or indicator.units) or (NO_UNIT,)


def _value(item: Shortcoming) -> tuple[object, ...]:
    """Sort key: what opens the next level first, then heavy indicators, then what is cheap to obtain."""
    evidence, indicator = item.evidence, item.indicator
    distance = max(0, evidence.level - (indicator.supported_level or 1))
    doubtful_first = 0 if evidence.status == "perlu_diperiksa" else 1
    return (
        not evidence.required,
        distance,
        -Decimal(indicator.weight),
        doubtful_first,
        evidence.cost,
        indicator.no,
        evidence.id,
    )


def shortcomings(result: Result) -> tuple[Shortcoming, ...]:
    """Every open item of the Result, most valuable first."""
    found = [
        Shortcoming(indicator, evidence)
        for indicator in result.indicators
        for evidence in indicator.evidence
        if evidence.open
    ]
    return tuple(sorted(found, key=_value))


def by_unit(items: Iterable[Shortcoming]) -> tuple[UnitShortcomings, ...]:
    """The items under every unit that owes them (an item of two units stands under both).

    Units come in alphabetical order, ``NO_UNIT`` last; the order of the items is kept.
    """
    groups: dict[str, list[Shortcoming]] = {}
    for item in items:
        for unit in dict.fromkeys(item.units):
            groups.setdefault(unit, []).append(item)
    ordered = sorted(groups, key=lambda unit: (unit == NO_UNIT, unit.casefold(), unit))
    return tuple(UnitShortcomings(unit, tuple(groups[unit])) for unit in ordered)
