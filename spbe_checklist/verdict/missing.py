"""The documents that are still to come: which items each would serve, what it costs and what any set of them gains.

The model. A *document* is one thing to collect. It serves one evidence item and every weaker item that one replaces
(``proofs``), and where a family has umbrella documents (a regulation about SPBE as a whole) it serves the same item of
all the family's indicators and counts once (``shared_document``). It costs what its kind costs. A level holds when the
level below holds, every clause has one complete alternative and everything to be kept is there - the rule of
``assess.py``; in editions with values between levels each item of the first incomplete level counts by itself
(``values.py``), and no document serves two indicators. ``plan.py`` looks for the best set, ``priorities.py`` for the
best order.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product

from msgspec import Struct, field

from spbe_checklist.catalogue.models import Catalogue, Evidence, Indicator
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry
from spbe_checklist.verdict.scoring import as_fraction

Documents = frozenset[str]
"""Keys of documents: the id of the item served, or the key shared by several indicators."""

Clauses = Sequence[Sequence[Sequence[str]]]


class Item(Struct, frozen=True):
    """An open evidence item: the document that would serve it."""

    entry: EvidenceEntry
    indicator: IndicatorEntry


class MissingPart(Struct):
    """One indicator: what each level asks for, and the minimal sets of documents that reach it."""

    entry: IndicatorEntry
    base: int
    demands: dict[int, Clauses]
    """Clauses per level above the supported one."""
    servers: dict[str, frozenset[str]]
    """For each item the documents that serve it."""
    held: frozenset[str]
    """Items that need no document."""
    unit_gain: int = 0
    """Scaled gain of one level."""
    worths: dict[int, tuple[Fraction, Fraction]] = field(default_factory=dict)
    """In editions with values between levels: width of each level and what one of its clauses is worth."""
    options: dict[int, list[Documents]] = field(default_factory=dict)
    within: list[Documents] = field(default_factory=list)
    """Sets that complete no further level and still raise the value."""

    @property
    def choices(self) -> list[Documents]:
        """Every set of documents worth collecting."""
        return [*self.within, *(documents for sets in self.options.values() for documents in sets)]

    def gain_with(self, documents: Collection[str]) -> int:
        """Scaled gain of the indicator once these documents are there too."""
        if not self.worths:
            return self.unit_gain * (self.level_with(documents) - self.base)
        return int(self.unit_gain * (self._above_base(documents) - self._above_base(())))

    def _above_base(self, documents: Collection[str]) -> Fraction:
        """How far the value stands above the levels that are complete already."""
        level = self.level_with(documents)
        total = sum((width for no, (width, _) in self.worths.items() if self.base < no <= level), Fraction())
        if level + 1 in self.demands:
            holding = sum(self._holds(clause, documents) for clause in self.demands[level + 1])
            total += self.worths[level + 1][1] * holding
        return total

    def _holds(self, clause: Sequence[Sequence[str]], documents: Collection[str]) -> bool:
        return any(all(self.served(item, documents) for item in alternative) for alternative in clause)

    def level_with(self, documents: Collection[str]) -> int:
        """The level supported once these documents are there too."""
        level = self.base
        while level + 1 in self.demands and all(self._holds(clause, documents) for clause in self.demands[level + 1]):
            level += 1
        return level

    def served(self, item: str, documents: Collection[str]) -> bool:
        return item in self.held or any(key in documents for key in self.servers.get(item, ()))


class MissingDocuments:
    """The missing documents of a Result with costs, and what any set of them would gain in whole numbers."""

    def __init__(self, indicators: Sequence[IndicatorEntry], cheaper: Mapping[str, Fraction] | None = None) -> None:
        """``cheaper``: what single items cost where that differs from their kind's cost."""
        self._cheaper = cheaper or {}
        weights = {entry.no: Fraction(entry.weight) for entry in indicators}
        shares = [share for entry in indicators for pair in _worths(entry).values() for share in pair]
        self.scale = math.lcm(*(weight.denominator for weight in weights.values())) if weights else 1
        self.scale *= math.lcm(*(share.denominator for share in shares))
        self.costs: dict[str, Fraction] = {}
        self.items_of: dict[str, list[Item]] = {}
        self.parts: list[MissingPart] = []
        start = Fraction()
        for entry in indicators:
            if entry.supported_level is None:
                raise ValueError("the edition declares no levels")
            start += weights[entry.no] * as_fraction(entry.supported_level)
            self.parts.append(self._part(entry, int(weights[entry.no] * self.scale)))
        self.start = start / 100
        self.parts_of: dict[str, list[MissingPart]] = {}
        for part in self.parts:
            for key in {key for keys in part.servers.values() for key in keys}:
                self.parts_of.setdefault(key, []).append(part)
        for part in self.parts:
            for level in sorted(part.demands):
                sets = self.reaching(part, level)
                if not sets:
                    break
                part.options[level] = sets
            if part.worths:
                part.within = list(self._within(part))

    def index_of(self, gain: int) -> Fraction:
        """The index after a scaled gain."""
        return self.start + Fraction(gain, self.scale * 100)

    def gain_with(self, owned: Collection[str], more: Collection[str]) -> int:
        """Scaled gain of further documents beyond those already collected."""
        together = {*owned, *more}
        touched = {id(part): part for key in more for part in self.parts_of.get(key, ())}
        return sum(part.gain_with(together) - part.gain_with(owned) for part in touched.values())

    def cost_of(self, documents: Iterable[str]) -> Fraction:
        """What these documents cost together."""
        return sum((self.costs[key] for key in documents), Fraction())

    def preference(self, documents: Documents) -> tuple[Fraction, int, int, list[str]]:
        """Sort key among sets: cheap, few, no higher level than needed, stable."""
        levels = sum(self.items_of[key][0].entry.level for key in documents)
        return self.cost_of(documents), len(documents), levels, sorted(documents)

    def collecting_order(self, documents: Iterable[str]) -> list[str]:
        """Lower levels first, then the easier document, then by id."""

        def order(key: str) -> tuple[int, Fraction, int, str]:
            first = self.items_of[key][0]
            return first.entry.level, self.costs[key], first.indicator.no, key

        return sorted(documents, key=order)

    def evidence_of(self, key: str) -> tuple[str, ...]:
        return tuple(item.entry.id for item in self.items_of[key])

    def units_of(self, key: str) -> tuple[str, ...]:
        """Who owes it: the one whose task it is first, then the other units of the indicators."""
        owners = (item.entry.owner for item in self.items_of[key] if item.entry.owner)
        others = (unit for item in self.items_of[key] for unit in item.entry.units or item.indicator.units)
        return tuple(dict.fromkeys((*owners, *others)))

    def _part(self, entry: IndicatorEntry, unit_gain: int) -> MissingPart:
        held = frozenset(one.id for one in entry.evidence if one.status in ("ada", "dikecualikan"))
        key_of: dict[str, str] = {}
        for one in entry.evidence:
            if one.id in held:
                continue
            key = one.shared or one.id
            key_of[one.id] = key
            cost = self._cheaper.get(one.id, Fraction(one.cost))
            self.costs[key] = max(self.costs.get(key, cost), cost)
            self.items_of.setdefault(key, []).append(Item(one, entry))
        # Statuses already carry what stronger items prove; only an old version has yet to be recognised as such.
        there = {one.id: one.level for one in entry.evidence if one.status == "ada"}
        held = held | {
            one.id for one in entry.evidence if any(there.get(id_, one.level) < one.level for id_ in one.proved_by)
        }
        worths = _worths(entry)
        base = entry.complete_level if worths or entry.external else int(entry.supported_level or 0)
        demands = {} if entry.external else _demands(entry)
        return MissingPart(
            entry=entry,
            base=base,
            demands={level: demand for level, demand in demands.items() if level > base},
            worths=worths,
            servers={
                one.id: frozenset(
                    key_of[id_] for id_ in (one.id, *one.proved_by) if id_ in key_of and self._serves(id_, one.id)
                )
                for one in entry.evidence
            },
            held=held,
            unit_gain=unit_gain,
        )

    def _serves(self, stronger: str, item: str) -> bool:
        """A file that lies there for the item itself is decided about there, not as something stronger above it."""
        return stronger == item or item not in self._cheaper or stronger not in self._cheaper

    def reaching(self, part: MissingPart, level: int) -> list[Documents]:
        """All minimal sets of documents that lift the part to ``level``, cheapest first; empty when none does.

        The highest level is settled first: what it takes often proves the lower levels too.
        """
        sets: set[Documents] = {frozenset()}
        for demanded in sorted((one for one in part.demands if one <= level), reverse=True):
            for clause in part.demands[demanded]:
                grown: set[Documents] = set()
                for documents in sets:
                    for alternative in clause:
                        open_items = [item for item in alternative if not part.served(item, documents)]
                        for chosen in product(*(part.servers.get(item, frozenset()) for item in open_items)):
                            grown.add(documents.union(chosen))
                sets = _minimal(grown)
        return self._undominated(sets)

    def singles(self, part: MissingPart, level: int, owned: Collection[str]) -> list[str]:
        """The preferred document for each item that a level still lacks, the preferred ones first."""
        lacking = {
            min(keys, key=self._alone)
            for clause in part.demands.get(level, ())
            for alternative in clause
            for item in alternative
            if not part.served(item, owned) and (keys := part.servers.get(item))
        }
        return sorted(lacking, key=self._alone)

    def _alone(self, key: str) -> tuple[Fraction, int, int, list[str]]:
        return self.preference(frozenset({key}))

    def _within(self, part: MissingPart) -> Iterable[Documents]:
        """For every level above the held one, the cheapest few of its documents that do not complete it."""
        for level in sorted(part.demands):
            for below in part.options.get(level - 1, []) if level - 1 > part.base else [frozenset()]:
                ordered = self.singles(part, level, below)
                yield from (self._needed(part, below.union(ordered[:count])) for count in range(1, len(ordered)))

    def _needed(self, part: MissingPart, documents: Documents) -> Documents:
        """The documents without those that others among them prove as well."""
        gain = part.gain_with(documents)
        for key in sorted(documents, key=self._alone, reverse=True):
            if part.gain_with(documents - {key}) == gain:
                documents -= {key}
        return documents

    def _undominated(self, sets: Iterable[Documents]) -> list[Documents]:
        """Of sets with the same shared documents only the best: private documents matter to nobody else."""
        best: dict[Documents, Documents] = {}
        for documents in sorted(sets, key=self.preference):
            best.setdefault(self.shared_in(documents), documents)
        return list(best.values())

    def shared_in(self, documents: Documents) -> Documents:
        """Those of the documents that serve more than one indicator."""
        return frozenset(key for key in documents if len(self.parts_of.get(key, ())) > 1)


def described(label: str, numbers: Sequence[int]) -> str:
    """What to hand in; for a document of several indicators also which others than the first it serves."""
    others = [str(no) for no in numbers if no != numbers[0]]
    return f"{label} (sekaligus untuk indikator {', '.join(others)})" if others else label


def proofs(indicator: Indicator) -> dict[str, list[str]]:
    """For each item the ids of the others whose document serves it as well, nearest level first.

    These are the items that replace it, through the whole chain. An old version is also proved by lower items of a kind
    that both it and the improved version accept: what was in force before is the old version.
    """
    items = {item.id: item for item in indicator.evidence}
    result: dict[str, list[str]] = {id_: [] for id_ in items}
    for stronger in items.values():
        for weaker in _replaced(stronger, items):
            result[weaker].append(stronger.id)
    for old in items.values():
        if old.version == "lama":
            new = [item for item in items.values() if item.version == "baru" and item.level == old.level]
            kinds = set(old.kinds).intersection(*(item.kinds for item in new))
            before = [item.id for item in items.values() if item.level < old.level and item.kind in kinds]
            result[old.id].extend(id_ for id_ in before if id_ not in result[old.id])
    return result


def shared_document(catalogue: Catalogue, indicator: Indicator, item: Evidence) -> str | None:
    """Key of the document that serves this item and its like in the whole family; None when it serves only this one.

    Only families with umbrella words share, and only items of the same kind and level: one regulation about SPBE for
    all policy indicators, one review of it. Where an indicator asks for two documents of a kind at one level, the first
    shares like this and the others by their key. Kinds of the meeting trail never share: an invitation belongs to one
    meeting.
    """
    kind = catalogue.kind_by_id.get(item.kind)
    if kind is not None and kind.whole:
        return f"{item.kind}.L{item.level}.{item.version or ''}".rstrip(".")
    if not indicator.umbrella or kind is None or kind.generic:
        return None
    first = next(other for other in indicator.evidence if (other.level, other.kind) == (item.level, item.kind))
    key = "" if first.id == item.id else f".{item.key}"
    return f"{indicator.family}.L{item.level}.{item.kind}{key}"


def _replaced(stronger: Evidence, items: Mapping[str, Evidence]) -> list[str]:
    """Ids of all items that ``stronger`` replaces, directly or through others, in the order met."""
    found: dict[str, None] = {}
    waiting = list(stronger.replaces)
    while waiting:
        id_ = waiting.pop(0)
        if id_ in items and id_ not in found and id_ != stronger.id:
            found[id_] = None
            waiting.extend(items[id_].replaces)
    return list(found)


def _demands(entry: IndicatorEntry) -> dict[int, Clauses]:
    """What each level asks for. Results without recorded clauses: every required item, one of each group."""
    recorded = {level.level: level for level in entry.levels}
    demands: dict[int, Clauses] = {}
    for number in sorted({*recorded, *(one.level for one in entry.evidence)}):
        level = recorded.get(number)
        if level is not None and level.floor:
            demands[number] = ()
        elif level is not None and level.requires is not None:
            demands[number] = [*level.requires, *([[id_]] for id_ in level.keeps)]
        else:
            groups: dict[str, list[list[str]]] = {}
            for one in entry.evidence:
                if one.level == number and one.required:
                    groups.setdefault(one.group or one.id, []).append([one.id])
            demands[number] = list(groups.values())
            if not groups:
                break  # a level nobody can ask documents for cannot be planned, nor can those above it
    return demands


def _worths(entry: IndicatorEntry) -> dict[int, tuple[Fraction, Fraction]]:
    """Width of each level and the share of one of its items; empty in editions that know whole levels only."""
    shares = {one.level: Fraction(one.worth) for one in entry.evidence if one.worth is not None}
    return {
        one.level: (Fraction(one.width), shares.get(one.level, Fraction()))
        for one in entry.levels
        if one.width is not None and not entry.external
    }


def _minimal(sets: set[Documents]) -> set[Documents]:
    """The sets that contain no other one."""
    kept: list[Documents] = []
    for candidate in sorted(sets, key=len):
        if not any(smaller <= candidate for smaller in kept):
            kept.append(candidate)
    return set(kept)
