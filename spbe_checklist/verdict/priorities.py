"""The one order of importance of what is still to come: gain of the index per cost, then need, then number.

Screen, reports, letters, code-review formats and ``confirm`` all take their order from here, so that the same Result
names the same documents first wherever it is read.

The next level of every indicator below its target is looked at together with what comes before it in the order: the
set of documents that gains most for its cost goes first, its easier documents leading. What raises no level by itself
(an optional item, another way to the same level) follows: required before optional, missing before doubtful, then by
number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from msgspec import Struct

from spbe_checklist.verdict.missing import Documents, MissingDocuments, MissingPart, described
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, NextDocument, Result
from spbe_checklist.verdict.scoring import show


class Priority(Struct, frozen=True):
    """One evidence item with the indicator it belongs to."""

    indicator: IndicatorEntry
    item: EvidenceEntry

    @property
    def units(self) -> Sequence[str]:
        """Who owes the item: its own units, else the indicator's."""
        return self.item.units or self.indicator.units


class Wanted(Struct, frozen=True):
    """One document that is still to come, or to be looked at."""

    rows: tuple[Priority, ...]
    """The open items it serves: several where one document serves several indicators. Never empty."""
    gain: Fraction = Fraction()
    """Rise of the index once it is there together with ``together``; 0 where it raises no level."""
    together: tuple[str, ...] = ()
    """Ids of the items of further documents that the gain takes as well."""

    @property
    def label(self) -> str:
        """What to hand in; for a document of several indicators also which others it serves."""
        return described(self.rows[0].item.label, [row.indicator.no for row in self.rows])

    @property
    def units(self) -> tuple[str, ...]:
        """Who owes it, in the order of the items."""
        return tuple(dict.fromkeys(unit for row in self.rows for unit in row.units))


def priorities(indicators: Sequence[IndicatorEntry]) -> list[Wanted]:
    """Every document that is still open up to the target, the most important first; each open item is in exactly one.

    Where the edition derives no level there is no gain, and need and number decide.
    """
    if not _last or _last[0][0] is not indicators:
        _last[:] = [(indicators, _in_order(indicators))]
    return _last[0][1]


_last: list[tuple[Sequence[IndicatorEntry], list[Wanted]]] = []
"""The order asked for last: a summary and its reports ask for the same one several times."""


def _in_order(indicators: Sequence[IndicatorEntry]) -> list[Wanted]:
    rows: dict[str, list[Priority]] = {}
    for entry in indicators:
        for item in entry.evidence:
            if item.open:
                rows.setdefault(item.shared or item.id, []).append(Priority(entry, item))
    ordered: list[Wanted] = []
    if all(entry.supported_level is not None for entry in indicators):
        model = MissingDocuments(indicators)
        for documents, gain in _sets(model):
            points = model.index_of(gain) - model.start
            for key in documents:
                others = (id_ for other in documents if other != key for id_ in model.evidence_of(other))
                if key in rows:
                    ordered.append(Wanted(tuple(rows.pop(key)), points, tuple(others)))
    rest = [Wanted(tuple(group)) for group in rows.values()]
    return [*ordered, *sorted(rest, key=lambda wanted: min(_need(row) for row in wanted.rows))]


def next_documents(order: Sequence[Wanted], count: int = 3) -> list[NextDocument]:
    """The first documents of an order, for the summary."""
    return [
        NextDocument(
            evidence=[row.item.id for row in one.rows],
            label=one.label,
            units=list(one.units),
            gain=show(one.gain),
            together_with=list(one.together),
        )
        for one in order[:count]
    ]


def wanted(result: Result) -> list[Wanted]:
    """The documents still to be delivered, in that order; of a part of a Result those that serve one of its items."""
    order = priorities(result.whole.indicators)
    if result.whole is result:
        return order
    shown = {item.id: Priority(entry, item) for entry in result.indicators for item in entry.evidence}
    parts = (
        Wanted(tuple(shown[row.item.id] for row in one.rows if row.item.id in shown), one.gain, one.together)
        for one in order
    )
    return [one for one in parts if one.rows]


def owed(result: Result) -> list[Priority]:
    """The items still to be delivered, in that order."""
    return [row for one in wanted(result) for row in one.rows]


def _need(row: Priority) -> tuple[bool, bool, int, int, str]:
    item = row.item
    return not item.required, item.status != "belum_ada", row.indicator.no, item.level, item.id


def _sets(model: MissingDocuments) -> Iterable[tuple[list[str], int]]:
    """Sets of documents that open the next level of an indicator below its target, and the scaled gain of each."""
    owned: set[str] = set()
    offers = {part.entry.no: _next_set(model, part, owned) for part in model.parts}
    while best := min((offer for offer in offers.values() if offer), default=None):
        yield model.collecting_order(best.documents), best.gain
        owned |= best.documents
        # What a set gains depends on every indicator that its documents serve; all others offer what they did.
        touched = {part.entry.no: part for key in best.documents for part in model.parts_of[key]}
        keys = {key for part in touched.values() for keys in part.servers.values() for key in keys}
        again = {part.entry.no: part for key in keys for part in model.parts_of[key]}
        offers |= {no: _next_set(model, part, owned) for no, part in again.items()}


@dataclass(frozen=True, slots=True, order=True)
class _Offer:
    """The next set of documents of one indicator; the smallest comes first."""

    gain_per_cost: Fraction
    """Negative, so that the greatest comes first."""
    doubtful: bool
    no: int
    cost: Fraction
    documents: Documents = field(compare=False)
    gain: int = field(compare=False)


def _next_set(model: MissingDocuments, part: MissingPart, owned: set[str]) -> _Offer | None:
    """The cheapest documents that lift one indicator a level further, and what they gain; None at its target."""
    level = part.level_with(owned) + 1
    if level > part.entry.target_level:
        return None
    sets = part.options.get(level, [])
    if part.worths:  # a single item already raises the value
        sets = [frozenset({key}) for key in model.singles(part, level, owned)]
    missing = [documents - owned for documents in sets]
    if not missing:
        return None
    documents = min(missing, key=model.preference)
    gain, cost = model.gain_with(owned, documents), model.cost_of(documents)
    doubtful = not any(one.entry.status == "belum_ada" for key in documents for one in model.items_of[key])
    return _Offer(-gain / max(cost, Fraction(1)), doubtful, part.entry.no, cost, documents, gain)
