"""The cheapest missing documents that lift the supported index: to a target, or as far as a budget goes.

The model. A *document* is one thing to collect. It serves one evidence item and every weaker item that one replaces
(``proofs``), and where a family has umbrella documents (a regulation about SPBE as a whole) it serves the same item of
all the family's indicators and counts once (``shared_document``). It costs what its kind costs. A level holds when the
level below holds, every clause has one complete alternative and everything to be kept is there - the rule of
``assessment.py``. The index is sum(weight x level) / 100 and is compared as shown, with two decimals.

The method is an exact dynamic programme, no solver needed: per indicator the minimal sets of documents for each level
it can reach; then indicator after indicator the Pareto front of (cost, gain), gains being whole numbers because weights
are exact fractions. Choices about shared documents are carried along as part of the state, so nothing is counted twice.
The result is optimal for this model; the tests compare it with trying every set of documents.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from spbe_checklist.catalogue.models import Catalogue, Evidence, Indicator
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, NextDocument
from spbe_checklist.verdict.scoring import Number, as_fraction, show

Documents = frozenset[str]
"""Keys of documents: the id of the item served, or the key shared by several indicators."""


@dataclass(frozen=True, slots=True)
class Step:
    """One document to collect."""

    evidence: tuple[str, ...]
    """Ids of the open items it serves, one per indicator."""
    document: str
    """What to hand in."""
    units: tuple[str, ...]
    """Who owes it, the lead first; empty when nobody is named."""
    cost: int
    gain: Fraction
    """Rise of the index once this document is there too; 0 where a level needs more documents still to come."""
    index_after: Fraction
    doubtful: bool = False
    """Documents are offered for it already, but somebody has to look at them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Documents in the order to collect them. ``reached`` is False when even all documents fall short."""

    start: Fraction
    target: Fraction | None
    budget: int | None
    index: Fraction
    reached: bool
    cost: int
    steps: tuple[Step, ...]
    best: Fraction
    """Highest index that documents alone can reach."""


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
    if not indicator.umbrella or kind is None or kind.generic:
        return None
    first = next(other for other in indicator.evidence if (other.level, other.kind) == (item.level, item.kind))
    key = "" if first.id == item.id else f".{item.key}"
    return f"{indicator.family}.L{item.level}.{item.kind}{key}"


def plan(
    indicators: Sequence[IndicatorEntry],
    *,
    target: Number | None = None,
    budget: int | None = None,
) -> Plan:
    """The cheapest documents for a target index, or the highest index for a budget (exactly one must be given).

    The target is reached when the index as shown is at least the target. Of equally cheap sets the one with the higher
    index is taken. When the target is out of reach, the plan goes as high as documents can. Raises ValueError when both
    or neither of target and budget are given, or an indicator has no supported level.
    """
    if (target is None) == (budget is None):
        raise ValueError("give either a target or a budget")
    model = _Model(indicators)
    front = _front(model)
    highest = front[-1]
    if target is not None:
        wanted = _needed_gain(model, as_fraction(target))
        chosen = next((point for point in front if point.gain >= wanted), highest)
        reached = chosen.gain >= wanted
    else:
        chosen = max((point for point in front if point.cost <= (budget or 0)), key=lambda point: point.gain)
        reached = True
    steps = _ordered(model, chosen.documents)
    return Plan(
        start=model.start,
        target=None if target is None else as_fraction(target),
        budget=budget,
        index=model.index_of(chosen.gain),
        reached=reached,
        cost=chosen.cost,
        steps=tuple(steps),
        best=model.index_of(highest.gain),
    )


def next_documents(indicators: Sequence[IndicatorEntry], count: int = 3) -> list[NextDocument]:
    """The documents worth most right now, for the summary; empty where no level is supported or nothing is open.

    First documents that raise the index by themselves, the highest gain first (on ties the cheaper); then the first
    document of the sets that pay best for their cost. Levels above an indicator's target come last.
    """
    if any(entry.supported_level is None for entry in indicators):
        return []
    model = _Model(indicators)
    owned: set[str] = set()
    ranked: list[tuple[tuple[bool, bool, Fraction, int, int], list[str], int]] = []
    for part in model.parts:
        level = part.base + 1
        sets = part.options.get(level, [])
        if not sets:
            continue
        preferred = min(sets, key=model.preference)
        documents = model.collecting_order(preferred)
        gain = model.gain_with(owned, documents)
        cost = sum(model.costs[key] for key in documents)
        alone = len(documents) == 1
        worth = Fraction(gain) if alone else Fraction(gain, max(cost, 1))
        ranked.append(((level > part.entry.target_level, not alone, -worth, cost, part.entry.no), documents, gain))
    result: list[NextDocument] = []
    taken: set[str] = set()
    for _, documents, gain in sorted(ranked, key=lambda one: one[0]):
        first, *others = documents
        if first in taken or len(result) == count:
            continue
        taken.add(first)
        result.append(
            NextDocument(
                evidence=list(model.evidence_of(first)),
                label=_document(model.items_of[first]),
                units=list(model.units_of(first)),
                gain=show(model.index_of(gain) - model.start),
                together_with=[id_ for key in others for id_ in model.evidence_of(key)],
            )
        )
    return result


@dataclass(frozen=True, slots=True)
class _Item:
    """An open evidence item: the document that would serve it."""

    entry: EvidenceEntry
    indicator: IndicatorEntry


@dataclass(frozen=True, slots=True)
class _Point:
    """A non-dominated choice: what it costs, what it gains, which documents it takes."""

    cost: int
    gain: int
    documents: Documents


Clauses = Sequence[Sequence[Sequence[str]]]


@dataclass(slots=True)
class _Part:
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
    options: dict[int, list[Documents]] = field(default_factory=dict)

    def level_with(self, documents: Collection[str]) -> int:
        """The level supported once these documents are there too."""
        level = self.base
        while level + 1 in self.demands and all(
            any(all(self.served(item, documents) for item in alternative) for alternative in clause)
            for clause in self.demands[level + 1]
        ):
            level += 1
        return level

    def served(self, item: str, documents: Collection[str]) -> bool:
        return item in self.held or any(key in documents for key in self.servers.get(item, ()))


class _Model:
    """The missing documents of a Result with costs, and what any set of them would gain in whole numbers."""

    def __init__(self, indicators: Sequence[IndicatorEntry]) -> None:
        weights = {entry.no: Fraction(entry.weight) for entry in indicators}
        self.scale = math.lcm(*(weight.denominator for weight in weights.values())) if weights else 1
        self.costs: dict[str, int] = {}
        self.items_of: dict[str, list[_Item]] = {}
        self.parts: list[_Part] = []
        start = Fraction()
        for entry in indicators:
            if entry.supported_level is None:
                raise ValueError("the edition declares no levels")
            start += weights[entry.no] * entry.supported_level
            self.parts.append(self._part(entry, int(weights[entry.no] * self.scale)))
        self.start = start / 100
        self.parts_of: dict[str, list[_Part]] = {}
        for part in self.parts:
            for key in {key for keys in part.servers.values() for key in keys}:
                self.parts_of.setdefault(key, []).append(part)
        for part in self.parts:
            for level in sorted(part.demands):
                sets = self.reaching(part, level)
                if not sets:
                    break
                part.options[level] = sets

    def index_of(self, gain: int) -> Fraction:
        """The index after a scaled gain."""
        return self.start + Fraction(gain, self.scale * 100)

    def gain_with(self, owned: Collection[str], more: Collection[str]) -> int:
        """Scaled gain of further documents beyond those already collected."""
        together = {*owned, *more}
        touched = {id(part): part for key in more for part in self.parts_of.get(key, ())}
        return sum(part.unit_gain * (part.level_with(together) - part.level_with(owned)) for part in touched.values())

    def preference(self, documents: Documents) -> tuple[int, int, int, list[str]]:
        """Sort key among sets: cheap, few, no higher level than needed, stable."""
        levels = sum(self.items_of[key][0].entry.level for key in documents)
        return sum(self.costs[key] for key in documents), len(documents), levels, sorted(documents)

    def collecting_order(self, documents: Iterable[str]) -> list[str]:
        """Lower levels first, then the easier document, then by id."""

        def order(key: str) -> tuple[int, int, int, str]:
            first = self.items_of[key][0]
            return first.entry.level, self.costs[key], first.indicator.no, key

        return sorted(documents, key=order)

    def evidence_of(self, key: str) -> tuple[str, ...]:
        return tuple(item.entry.id for item in self.items_of[key])

    def units_of(self, key: str) -> tuple[str, ...]:
        units: dict[str, None] = {}
        for item in self.items_of[key]:
            units.update(dict.fromkeys(item.entry.units or item.indicator.units))
        return tuple(units)

    def _part(self, entry: IndicatorEntry, unit_gain: int) -> _Part:
        held = frozenset(one.id for one in entry.evidence if one.status in ("ada", "dikecualikan"))
        key_of: dict[str, str] = {}
        for one in entry.evidence:
            if one.id in held:
                continue
            key = one.shared or one.id
            key_of[one.id] = key
            self.costs[key] = max(self.costs.get(key, 0), one.cost)
            self.items_of.setdefault(key, []).append(_Item(one, entry))
        # Statuses already carry what stronger items prove; only an old version has yet to be recognised as such.
        there = {one.id: one.level for one in entry.evidence if one.status == "ada"}
        held = held | {
            one.id for one in entry.evidence if any(there.get(id_, one.level) < one.level for id_ in one.proved_by)
        }
        base = entry.supported_level or 0
        return _Part(
            entry=entry,
            base=base,
            demands={level: demand for level, demand in _demands(entry).items() if level > base},
            servers={
                one.id: frozenset(key_of[id_] for id_ in (one.id, *one.proved_by) if id_ in key_of)
                for one in entry.evidence
            },
            held=held,
            unit_gain=unit_gain,
        )

    def reaching(self, part: _Part, level: int) -> list[Documents]:
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

    def _undominated(self, sets: Iterable[Documents]) -> list[Documents]:
        """Of sets with the same shared documents only the best: private documents matter to nobody else."""
        best: dict[Documents, Documents] = {}
        for documents in sorted(sets, key=self.preference):
            best.setdefault(self.shared_in(documents), documents)
        return list(best.values())

    def shared_in(self, documents: Documents) -> Documents:
        """Those of the documents that serve more than one indicator."""
        return frozenset(key for key in documents if len(self.parts_of.get(key, ())) > 1)


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


def _minimal(sets: set[Documents]) -> set[Documents]:
    """The sets that contain no other one."""
    kept: list[Documents] = []
    for candidate in sorted(sets, key=len):
        if not any(smaller <= candidate for smaller in kept):
            kept.append(candidate)
    return set(kept)


def _front(model: _Model) -> list[_Point]:
    """Pareto front over all indicators, by rising cost and gain; the first point costs nothing."""
    front = [_Point(0, 0, frozenset())]
    for group in _groups(model):
        front = _merge(front, _group_front(model, group))
    return front


def _groups(model: _Model) -> list[list[_Part]]:
    """Indicators that share documents, directly or through others, belong together."""
    groups: list[tuple[set[str], list[_Part]]] = []
    for part in model.parts:
        if not part.options:
            continue
        keys = set().union(*(model.shared_in(documents) for sets in part.options.values() for documents in sets))
        apart: list[tuple[set[str], list[_Part]]] = []
        members = [part]
        for other_keys, others in groups:
            if keys & other_keys:
                keys, members = keys | other_keys, others + members
            else:
                apart.append((other_keys, others))
        groups = [*apart, (keys, members)]
    return [members for _, members in groups]


def _group_front(model: _Model, group: Sequence[_Part]) -> list[_Point]:
    """Pareto front of one group. The state is the set of shared documents taken so far; each is paid once."""
    states: dict[Documents, list[_Point]] = {frozenset(): [_Point(0, 0, frozenset())]}
    for part in group:
        grown: dict[Documents, list[_Point]] = {}
        for shared, points in states.items():
            choices: list[tuple[int, Documents]] = [(0, frozenset())]
            choices += [
                ((level - part.base) * part.unit_gain, documents)
                for level, sets in part.options.items()
                for documents in sets
            ]
            for gain, documents in choices:
                state = shared | model.shared_in(documents)
                cost = sum(model.costs[key] for key in documents - shared)
                grown.setdefault(state, []).extend(
                    _Point(point.cost + cost, point.gain + gain, point.documents | documents) for point in points
                )
        states = {state: _pareto(points) for state, points in grown.items()}
    return _pareto([point for points in states.values() for point in points])


def _merge(left: Sequence[_Point], right: Sequence[_Point]) -> list[_Point]:
    """Every combination of two independent fronts that is not dominated."""
    best: dict[int, tuple[int, _Point, _Point]] = {}
    for one in left:
        for other in right:
            cost, gain = one.cost + other.cost, one.gain + other.gain
            known = best.get(cost)
            if known is None or gain > known[0]:
                best[cost] = (gain, one, other)
    front: list[_Point] = []
    highest = -1
    for cost in sorted(best):
        gain, one, other = best[cost]
        if gain > highest:
            highest = gain
            front.append(_Point(cost, gain, one.documents | other.documents))
    return front


def _pareto(points: Iterable[_Point]) -> list[_Point]:
    """The points that no cheaper or equally cheap point matches, by rising cost; ties by the documents' names."""
    front: list[_Point] = []
    for point in sorted(points, key=lambda one: (one.cost, -one.gain, len(one.documents), sorted(one.documents))):
        if not front or point.gain > front[-1].gain:
            front.append(point)
    return front


def _needed_gain(model: _Model, target: Fraction) -> int:
    """Least scaled gain after which the index as shown is at least the target."""
    cents = math.ceil(target * 100)
    missing = Fraction(2 * cents - 1, 200) - model.start
    return max(0, math.ceil(missing * 100 * model.scale))


def _ordered(model: _Model, documents: Documents) -> list[Step]:
    """The chosen documents in collecting order: always the set next that gains most for its cost.

    A set is what one indicator still lacks for a level among the chosen documents; within it lower levels come first.
    """
    plans: list[tuple[_Part, int, Documents]] = []
    for part in model.parts:
        if not any(key in documents for keys in part.servers.values() for key in keys):
            continue
        for level in sorted(part.demands):
            if level > part.level_with(documents):
                break
            plans.append((part, level, _used(model, part, level, documents)))
    owned: set[str] = set()
    steps: list[Step] = []
    gained = 0
    while plans:
        best: tuple[tuple[Fraction, int, int, int], list[str]] | None = None
        waiting: list[tuple[_Part, int, Documents]] = []
        for part, level, needed in plans:
            missing = needed - owned
            if not missing:
                continue
            waiting.append((part, level, needed))
            cost = sum(model.costs[key] for key in missing)
            worth = Fraction(model.gain_with(owned, missing), max(cost, 1))
            order = (-worth, cost, part.entry.no, level)
            if best is None or order < best[0]:
                best = (order, model.collecting_order(missing))
        plans = waiting
        if best is None:
            break
        for key in best[1]:
            gain = model.gain_with(owned, [key])
            owned.add(key)
            gained += gain
            steps.append(_step(model, key, gain, gained))
    return steps


def _used(model: _Model, part: _Part, level: int, chosen: Documents) -> Documents:
    """Those of the chosen documents that the part needs for a level: the preferred of the minimal sets among them."""
    limited = _Part(
        entry=part.entry,
        base=part.base,
        demands=part.demands,
        servers={item: keys & chosen for item, keys in part.servers.items()},
        held=part.held,
    )
    return min(model.reaching(limited, level), key=model.preference)


def _document(items: Sequence[_Item]) -> str:
    """What to hand in; for a shared document also which other indicators it serves."""
    others = [str(item.indicator.no) for item in items if item.indicator.no != items[0].indicator.no]
    label = items[0].entry.label
    return f"{label} (sekaligus untuk indikator {', '.join(others)})" if others else label


def _step(model: _Model, key: str, gain: int, gained: int) -> Step:
    items = model.items_of[key]
    return Step(
        evidence=model.evidence_of(key),
        document=_document(items),
        units=model.units_of(key),
        cost=model.costs[key],
        gain=model.index_of(gain) - model.start,
        index_after=model.index_of(gained),
        doubtful=any(item.entry.status == "perlu_diperiksa" for item in items),
    )
