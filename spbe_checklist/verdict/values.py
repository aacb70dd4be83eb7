"""Values between two levels: from present items, and from the result of another index (editions with a value rule).

An item is worth its level's width divided by the number of items asked there, rounded as the portal does. Levels count
from the lowest up: one that is incomplete gives the share of what is there and ends the count. With the shares rounded
like this the published values of one agency come out for 14 of 16 indicators; for the other two the assessor gave a
part of an item, which no rule foresees.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from spbe_checklist.catalogue.models import Catalogue, Indicator, IndicatorLevel, ValueRule

PARTIAL = "asesor dapat memberi nilai sebagian"


class IndexLevel(Struct, frozen=True):
    """What the result of another index means for its indicator."""

    level: int
    """The lowest of the levels that the sources give it."""
    others: tuple[int, ...]
    """Higher levels by sources that contradict; empty where all agree."""


def value(catalogue: Catalogue, indicator: Indicator, settled: Collection[str]) -> Decimal:
    """The value supported by the items in ``settled``; the edition's lowest level where nothing is there."""
    rule = _rule(catalogue)
    total = Decimal(catalogue.min_level)
    for level in _ascending(indicator):
        there = _there(level, settled)
        if there < len(level.requires):
            return total + there * share(rule, level.level, len(level.requires))
        total += rule.widths[level.level]
    return total


def share(rule: ValueRule, level: int, items: int) -> Decimal:
    """What one of the ``items`` of a level is worth, rounded half up (0.125 is 0.13)."""
    return (rule.widths[level] / items).quantize(Decimal(1).scaleb(-rule.digits), ROUND_HALF_UP)


def start(catalogue: Catalogue, level: int) -> Decimal:
    """The least value that belongs to a level: everything below it complete."""
    widths = _rule(catalogue).widths
    return Decimal(catalogue.min_level) + sum((width for one, width in widths.items() if one < level), Decimal())


def whole_values(catalogue: Catalogue, indicator: Indicator) -> Iterator[Decimal]:
    """Every value that whole items can give an indicator."""
    rule = _rule(catalogue)
    for level in _ascending(indicator):
        begin, items = start(catalogue, level.level), len(level.requires)
        yield from (begin + count * share(rule, level.level, items) for count in range(items))
        yield begin + rule.widths[level.level]


def in_parts(catalogue: Catalogue, assessed: Mapping[int, float]) -> list[int]:
    """Indicators whose assessed value no set of whole items gives: the assessor counted a part of an item."""
    return [
        one.no
        for one in catalogue.indicators
        if not one.external
        and one.no in assessed
        and Decimal(str(assessed[one.no])) not in {*whole_values(catalogue, one)}
    ]


def index_level(catalogue: Catalogue, indicator: Indicator, result: Decimal) -> IndexLevel:
    """The level of an index result; where the sources' bands contradict each other, the lowest counts."""
    lowest = catalogue.min_level
    levels = sorted({lowest - 1 + bands.level(result) for bands in indicator.bands} or {lowest})
    return IndexLevel(levels[0], tuple(levels[1:]))


def _rule(catalogue: Catalogue) -> ValueRule:
    if catalogue.value_rule is None:
        raise ValueError(f"{catalogue.id} has no value rule")
    return catalogue.value_rule


def _ascending(indicator: Indicator) -> list[IndicatorLevel]:
    return sorted((one for one in indicator.levels if one.requires), key=lambda one: one.level)


def _there(level: IndicatorLevel, settled: Collection[str]) -> int:
    """How many of the level's clauses hold."""
    return sum(any(all(id_ in settled for id_ in ids) for ids in clause) for clause in level.requires)
