"""The cheapest missing documents that lift the index: to a target, or as far as a budget goes.

The plan starts from where the agency stands (``Basis``): what its evidence supports, what it claims, or what the
assessor gave; levels up to there are taken as settled. A document that lies there already as a candidate, or that
counts here and not yet for the assessor, costs a decision, not a document.

The model is that of ``missing.py``. The index is sum(weight x level) / 100 and is compared as shown, with two decimals.

The method is an exact dynamic programme, no solver needed: per indicator the minimal sets of documents for each level
it can reach; then indicator after indicator the Pareto front of (cost, gain), gains being whole numbers because weights
are exact fractions. Choices about shared documents are carried along as part of the state, so nothing is counted twice.
The result is optimal for this model; the tests compare it with trying every set of documents.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.missing import Documents, MissingDocuments, MissingPart, described
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry
from spbe_checklist.verdict.scoring import Number, as_fraction
from spbe_checklist.verdict.waiting import open_offers, to_decide

Basis = Literal["bukti", "mandiri", "asesor"]

DECISION = Fraction(1, 5)
"""Cost of deciding about a document that lies there, where the cheapest document costs 1."""


class Step(Struct, frozen=True):
    """One document to collect."""

    evidence: tuple[str, ...]
    """Ids of the open items it serves, one per indicator."""
    document: str
    """What to hand in."""
    units: tuple[str, ...]
    """Who owes it, the lead first; empty when nobody is named."""
    cost: Fraction
    gain: Fraction
    """Rise of the index once this document is there too; 0 where a level needs more documents still to come."""
    index_after: Fraction
    doubtful: bool = False
    """Documents are offered for it already, but somebody has to look at them."""
    there: tuple[str, ...] = ()
    """Files that lie there for it, to decide about or to show to the assessor; empty: it has to be asked for."""
    received: tuple[str, ...] = ()
    """Files that came for it and have to be mended by their sender; empty where nothing came or ``there`` is enough."""
    title: str = ""
    """Short name of the document, as the request to its owner names it."""

    @property
    def owner(self) -> str | None:
        """The one unit to ask; None where nobody is named."""
        return next(iter(self.units), None)


class Plan(Struct, frozen=True):
    """Documents in the order to collect them. ``reached`` is False when even all documents fall short."""

    start: Fraction
    target: Fraction | None
    budget: int | None
    index: Fraction
    reached: bool
    cost: Fraction
    steps: tuple[Step, ...]
    best: Fraction
    """Highest index that documents alone can reach."""
    basis: Basis = "bukti"

    @property
    def to_decide(self) -> tuple[Step, ...]:
        """ "Tinggal diputuskan": the documents lie there."""
        return tuple(step for step in self.steps if step.there)

    @property
    def to_ask(self) -> tuple[Step, ...]:
        """ "Harus diminta"."""
        return tuple(step for step in self.steps if not step.there)

    @property
    def files(self) -> tuple[str, ...]:
        """The files to decide about, the best one of each step."""
        return tuple(dict.fromkeys(step.there[0] for step in self.to_decide))

    @property
    def requests(self) -> tuple[tuple[str | None, str], ...]:
        """Owner and short name of the documents to ask for, each once, as in the requests to the units."""
        return tuple(dict.fromkeys((step.owner, step.title) for step in self.to_ask))


def plan(
    indicators: Sequence[IndicatorEntry],
    *,
    target: Number | None = None,
    budget: int | None = None,
    basis: Basis = "bukti",
    documents: Iterable[DocumentEntry] = (),
) -> Plan:
    """The cheapest documents for a target index, or the highest index for a budget (exactly one must be given).

    The target is reached when the index as shown is at least the target. Of equally cheap sets the one with the higher
    index is taken. When the target is out of reach, the plan goes as high as documents can. Raises ValueError when both
    or neither of target and budget are given, or an indicator has no supported level. ``documents`` tell which of the
    files that lie there their sender has to mend (``waiting``): those are asked for like missing ones.
    """
    if (target is None) == (budget is None):
        raise ValueError("give either a target or a budget")
    standing = [_standing(entry, basis) for entry in indicators]
    known = {one.path: one for one in documents}
    doubtful = [(entry, item) for entry in standing for item in entry.evidence if item.status == "perlu_diperiksa"]
    there = {item.id: files for entry, item in doubtful if (files := _files(entry, item, known))}
    came = {item.id: tuple(offer.path for offer in open_offers(item)) for _, item in doubtful if item.id not in there}
    model = MissingDocuments(standing, dict.fromkeys(there, DECISION))
    front = _front(model)
    highest = front[-1]
    if target is not None:
        wanted = _needed_gain(model, as_fraction(target))
        chosen = next((point for point in front if point.gain >= wanted), highest)
        reached = chosen.gain >= wanted
    else:
        chosen = max((point for point in front if point.cost <= (budget or 0)), key=lambda point: point.gain)
        reached = True
    steps = _ordered(model, chosen.documents, there, came)
    return Plan(
        start=model.start,
        target=None if target is None else as_fraction(target),
        budget=budget,
        index=model.index_of(chosen.gain),
        reached=reached,
        cost=chosen.cost,
        steps=tuple(steps),
        best=model.index_of(highest.gain),
        basis=basis,
    )


def _standing(entry: IndicatorEntry, basis: Basis) -> IndicatorEntry:
    """The indicator as it stands by this value: up to its level all is settled, above it nothing is yet.

    What counts here and lies above that level has still to be shown, so it is a candidate again.
    """
    if basis == "bukti":
        return entry
    value = entry.claimed_level if basis == "mandiri" else entry.assessed_level
    lowest = min((level.level for level in entry.levels), default=1)
    reached = math.floor(value) if value is not None else lowest
    evidence = [
        replace(item, status="ada")
        if item.level <= reached
        else replace(item, status="perlu_diperiksa" if item.status == "ada" else item.status)
        for item in entry.evidence
    ]
    return replace(entry, supported_level=reached, evidence=evidence)


def _files(entry: IndicatorEntry, item: EvidenceEntry, documents: Mapping[str, DocumentEntry]) -> tuple[str, ...]:
    """Files that may serve the item as they are, those that count already first.

    What counts at a lower level is in force already and no new version of itself.
    """
    counted = tuple(offer.path for offer in item.documents if offer.accepted)
    lower = [one for one in entry.evidence if item.version == "baru" and one.level < item.level]
    in_force = {offer.path for one in lower for offer in one.documents if offer.accepted}
    return (*counted, *(path for path in to_decide(item, documents) if path not in in_force))


class _Point(Struct, frozen=True):
    """A non-dominated choice: what it costs, what it gains, which documents it takes."""

    cost: Fraction
    gain: int
    documents: Documents


def _front(model: MissingDocuments) -> list[_Point]:
    """Pareto front over all indicators, by rising cost and gain; the first point costs nothing."""
    front = [_Point(Fraction(), 0, frozenset())]
    for group in _groups(model):
        front = _merge(front, _group_front(model, group))
    return front


def _groups(model: MissingDocuments) -> list[list[MissingPart]]:
    """Indicators that share documents, directly or through others, belong together."""
    groups: list[tuple[set[str], list[MissingPart]]] = []
    for part in model.parts:
        if not part.options:
            continue
        keys = set().union(*(model.shared_in(documents) for sets in part.options.values() for documents in sets))
        apart: list[tuple[set[str], list[MissingPart]]] = []
        members = [part]
        for other_keys, others in groups:
            if keys & other_keys:
                keys, members = keys | other_keys, others + members
            else:
                apart.append((other_keys, others))
        groups = [*apart, (keys, members)]
    return [members for _, members in groups]


def _group_front(model: MissingDocuments, group: Sequence[MissingPart]) -> list[_Point]:
    """Pareto front of one group. The state is the set of shared documents taken so far; each is paid once."""
    states: dict[Documents, list[_Point]] = {frozenset(): [_Point(Fraction(), 0, frozenset())]}
    for part in group:
        grown: dict[Documents, list[_Point]] = {}
        for shared, points in states.items():
            choices: list[tuple[int, Documents]] = [(0, frozenset())]
            choices += [(part.gain_with(documents), documents) for documents in part.choices]
            for gain, documents in choices:
                state = shared | model.shared_in(documents)
                cost = model.cost_of(documents - shared)
                grown.setdefault(state, []).extend(
                    _Point(point.cost + cost, point.gain + gain, point.documents | documents) for point in points
                )
        states = {state: _pareto(points) for state, points in grown.items()}
    return _pareto([point for points in states.values() for point in points])


def _merge(left: Sequence[_Point], right: Sequence[_Point]) -> list[_Point]:
    """Every combination of two independent fronts that is not dominated."""
    best: dict[Fraction, tuple[int, _Point, _Point]] = {}
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


def _needed_gain(model: MissingDocuments, target: Fraction) -> int:
    """Least scaled gain after which the index as shown is at least the target."""
    cents = math.ceil(target * 100)
    missing = Fraction(2 * cents - 1, 200) - model.start
    return max(0, math.ceil(missing * 100 * model.scale))


_Files = Mapping[str, tuple[str, ...]]


def _ordered(model: MissingDocuments, documents: Documents, there: _Files, came: _Files) -> list[Step]:
    """The chosen documents in collecting order: always the set next that gains most for its cost.

    A set is what one indicator still lacks for a level among the chosen documents; within it lower levels come first.
    """
    plans: list[tuple[MissingPart, int, Documents]] = []
    for part in model.parts:
        if not any(key in documents for keys in part.servers.values() for key in keys):
            continue
        for level in sorted(part.demands):
            if level > part.level_with(documents):
                break
            plans.append((part, level, _used(model, part, level, documents)))
        begun = part.level_with(documents) + 1
        if part.worths and begun in part.demands:
            asked = [id_ for clause in part.demands[begun] for alternative in clause for id_ in alternative]
            plans.append((part, begun, documents & {key for id_ in asked for key in part.servers.get(id_, ())}))
    owned: set[str] = set()
    steps: list[Step] = []
    gained = 0
    while plans:
        best: tuple[tuple[Fraction, Fraction, int, int], list[str]] | None = None
        waiting: list[tuple[MissingPart, int, Documents]] = []
        for part, level, needed in plans:
            missing = needed - owned
            if not missing:
                continue
            waiting.append((part, level, needed))
            cost = model.cost_of(missing)
            worth = model.gain_with(owned, missing) / max(cost, DECISION)
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
            steps.append(_step(model, key, gain, gained, there, came))
    return steps


def _used(model: MissingDocuments, part: MissingPart, level: int, chosen: Documents) -> Documents:
    """Those of the chosen documents that the part needs for a level: the preferred of the minimal sets among them."""
    limited = replace(part, servers={item: keys & chosen for item, keys in part.servers.items()})
    return min(model.reaching(limited, level), key=model.preference)


def _step(model: MissingDocuments, key: str, gain: int, gained: int, there: _Files, came: _Files) -> Step:
    items = model.items_of[key]
    lying = all(item.entry.id in there for item in items)
    found, other = ([path for item in items for path in files.get(item.entry.id, ())] for files in (there, came))
    return Step(
        evidence=model.evidence_of(key),
        document=described(items[0].entry.label, [item.indicator.no for item in items]),
        units=model.units_of(key),
        cost=model.costs[key],
        gain=model.index_of(gain) - model.start,
        index_after=model.index_of(gained),
        there=tuple(dict.fromkeys(found)) if lying else (),
        received=() if lying else tuple(dict.fromkeys(other)),
        title=items[0].entry.document or items[0].entry.label,
        doubtful=any(item.entry.status == "perlu_diperiksa" for item in items),
    )
