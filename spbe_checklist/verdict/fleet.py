"""Many agencies side by side: how far each is, which aspects are weak, which documents are missing in most of them.

Longer than 400 lines: the comparison and its contract.

Made from Results alone, one at a time, so that a country fits into memory: of each Result only an ``AgencyRow`` stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Literal

from msgspec import field

from spbe_checklist import __version__
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.verdict.gate import GateVerdict
from spbe_checklist.verdict.part import Part
from spbe_checklist.verdict.result import EvidenceCounts, EvidenceEntry, FileCounts, NodeIndex, Result, Tool

SCHEMA = "spbe-check/fleet"
WEAKEST = 3
"""Aspects named per agency."""


class OpenItem(Part, frozen=True, kw_only=True):
    """An evidence item that an agency still owes."""

    id: str
    status: Literal["belum_ada", "perlu_diperiksa"]


class AgencyRow(Part, frozen=True, kw_only=True):
    """What the comparison keeps of an agency's Result."""

    label: str
    """Name of its folder, or as the list says."""
    name: str
    """As its ``spbe.yaml`` says, else the label; told apart where several agencies bear one name."""
    folder: str
    file: str
    """Where its Result lies, relative to the comparison."""
    year: int
    target_level: int
    index_supported: str | None
    predicate: str | None
    index_claimed: str | None
    index_assessed: str | None
    completeness: str
    evidence: EvidenceCounts
    files: FileCounts
    indicators_complete: int
    """Indicators with status "lengkap"."""
    indicators: int
    domains: list[NodeIndex] = field(default_factory=list)
    aspects: list[NodeIndex] = field(default_factory=list)
    weakest_aspects: list[int] = field(default_factory=list)
    """Numbers of the aspects with the lowest supported index, the lowest first; empty when all are at the top."""
    passed: bool
    verdict: str
    """The gate's sentence."""
    incomplete: bool = False
    """Files that could not be read, with ``--strict``."""
    resumed: bool = False
    """Taken over from an earlier run, because nothing had changed."""
    open_items: list[OpenItem] = field(default_factory=list)


class Unchecked(Part, frozen=True, kw_only=True):
    """An agency that could not be checked."""

    label: str
    folder: str
    reason: str
    hint: str = ""


class Spread(Part, frozen=True, kw_only=True):
    """How a value is spread over the agencies that have it; two decimals, half up."""

    agencies: int
    mean: str
    median: str
    lowest: str
    highest: str


class AspectRow(Part, frozen=True, kw_only=True):
    """One aspect over all agencies."""

    no: int
    name: str
    spread: Spread
    weakest_in: int
    """Agencies that have it among their weakest aspects."""


class ItemRow(Part, frozen=True, kw_only=True):
    """One evidence item over all agencies."""

    id: str
    label: str
    kind: str
    kind_label: str
    indicator: int
    topic: str
    level: int
    missing: int
    """Agencies that lack it."""
    doubtful: int
    """Agencies where a document was offered that does not count yet."""


class KindRow(Part, frozen=True, kw_only=True):
    """One kind of document over all agencies."""

    kind: str
    label: str
    agencies: int
    """Agencies that lack at least one document of this kind."""
    missing: int
    """Items that lack one, over all agencies."""
    doubtful: int


class FleetTotals(Part, frozen=True, kw_only=True):
    """The agencies in numbers."""

    agencies: int
    checked: int
    unchecked: int
    passed: int
    failed: int
    incomplete: int
    index_supported: Spread | None
    completeness: Spread | None
    predicates: dict[str, int] = field(default_factory=dict)
    """Agencies per predicate, in the order of the instrument, best first."""
    files: FileCounts
    evidence: EvidenceCounts


class Fleet(Part, frozen=True, kw_only=True):
    """The comparison."""

    schema_: Literal["spbe-check/fleet"] = field(default="spbe-check/fleet", name="schema")
    version: Literal[1] = 1
    tool: Tool
    started: str
    catalogue: str
    """Id and edition."""
    source: str
    """The folder or list that names the agencies."""
    totals: FleetTotals
    agencies: list[AgencyRow]
    """Highest index first."""
    unchecked: list[Unchecked]
    aspects: list[AspectRow]
    missing: list[ItemRow]
    """Items that most agencies lack, first; items that nobody lacks are left out."""
    kinds: list[KindRow]
    notices: list[str]
    """What makes the agencies less comparable."""


class Collector:
    """Takes Results one by one and remembers what each item is called."""

    def __init__(self) -> None:
        self._items: dict[str, tuple[EvidenceEntry, int, str]] = {}
        self._editions: Counter[str] = Counter()
        self.rows: list[AgencyRow] = []
        self.unchecked: list[Unchecked] = []

    def add(self, result: Result, verdict: GateVerdict, *, label: str, folder: str, file: str, resumed: bool) -> None:
        """Keep what the comparison needs of an agency's Result."""
        self._editions[f"{result.catalogue.id} edisi {result.catalogue.edition}"] += 1
        for entry in result.indicators:
            for item in entry.evidence:
                self._items.setdefault(item.id, (item, entry.no, entry.topic or entry.name))
        self.rows.append(_row(result, verdict, label, folder, file, resumed))

    def compare(self, catalogue: Catalogue, *, started: str, source: str, notices: Sequence[str] = ()) -> Fleet:
        """The comparison of everything collected so far, in the words of ``catalogue``; its notices before others."""
        rows = sorted(_told_apart(self.rows), key=_standing)
        missing = Counter(item.id for row in rows for item in row.open_items if item.status == "belum_ada")
        doubtful = Counter(item.id for row in rows for item in row.open_items if item.status == "perlu_diperiksa")
        items = sorted(
            (self._item(id_, missing[id_], doubtful[id_], catalogue) for id_ in missing.keys() | doubtful.keys()),
            key=lambda one: (-one.missing, -one.doubtful, one.indicator, one.level, one.id),
        )
        return Fleet(
            tool=Tool(version=__version__),
            started=started,
            catalogue="; ".join(sorted(self._editions)),
            source=source,
            totals=_totals(rows, self.unchecked, [one.name for one in catalogue.predicates]),
            agencies=rows,
            unchecked=sorted(self.unchecked, key=lambda one: one.label.casefold()),
            aspects=_aspects(rows),
            missing=items,
            kinds=self._kinds(rows, items),
            notices=[*_notices(rows, self._editions), *notices],
        )

    def _item(self, id_: str, missing: int, doubtful: int, catalogue: Catalogue) -> ItemRow:
        item, indicator, topic = self._items[id_]
        kind = catalogue.kind_by_id.get(item.kind)
        return ItemRow(
            id=id_,
            label=item.label,
            kind=item.kind,
            kind_label=kind.label if kind else item.kind,
            indicator=indicator,
            topic=topic,
            level=item.level,
            missing=missing,
            doubtful=doubtful,
        )

    def _kinds(self, rows: Sequence[AgencyRow], items: Sequence[ItemRow]) -> list[KindRow]:
        lacking = Counter(
            kind
            for row in rows
            for kind in {self._items[one.id][0].kind for one in row.open_items if one.status == "belum_ada"}
        )
        missing: Counter[str] = Counter()
        doubtful: Counter[str] = Counter()
        for item in items:
            missing[item.kind] += item.missing
            doubtful[item.kind] += item.doubtful
        found = [
            KindRow(kind=kind, label=label, agencies=lacking[kind], missing=missing[kind], doubtful=doubtful[kind])
            for kind, label in {item.kind: item.kind_label for item in items}.items()
        ]
        return sorted(found, key=lambda one: (-one.agencies, -one.missing, -one.doubtful, one.kind))


def _row(result: Result, verdict: GateVerdict, label: str, folder: str, file: str, resumed: bool) -> AgencyRow:
    summary = result.summary
    return AgencyRow(
        label=label,
        name=result.agency.name or label,
        folder=folder,
        file=file,
        year=result.agency.year,
        target_level=result.agency.target_level,
        index_supported=summary.index_supported,
        predicate=summary.predicate,
        index_claimed=summary.index_claimed,
        index_assessed=summary.index_assessed,
        completeness=summary.completeness,
        evidence=summary.evidence,
        files=summary.files,
        indicators_complete=summary.indicators.lengkap,
        indicators=len(result.indicators),
        domains=summary.domains,
        aspects=summary.aspects,
        weakest_aspects=weakest(summary.aspects),
        passed=not verdict.failures,
        verdict=verdict.sentence,
        incomplete=verdict.incomplete is not None,
        resumed=resumed,
        open_items=[
            OpenItem(id=item.id, status="belum_ada" if item.status == "belum_ada" else "perlu_diperiksa")
            for item in result.items
            if item.open and item.status in ("belum_ada", "perlu_diperiksa")
        ],
    )


def _told_apart(rows: Sequence[AgencyRow]) -> list[AgencyRow]:
    """The rows with their label behind a name that several bear; their folder where the labels are the same too."""
    names = Counter(row.name for row in rows)
    pairs = Counter((row.name, row.label) for row in rows)
    return [
        row
        if names[row.name] == 1
        else row.model_copy(
            update={"name": f"{row.name} ({row.label if pairs[row.name, row.label] == 1 else row.folder})"}
        )
        for row in rows
    ]


def weakest(aspects: Sequence[NodeIndex]) -> list[int]:
    """Numbers of the aspects that lie lowest, the lowest first; aspects as high as the highest are not weak."""
    if not aspects:
        return []
    top = max(Decimal(one.index_supported) for one in aspects)
    lower = [one for one in aspects if Decimal(one.index_supported) < top]
    return [one.no for one in sorted(lower, key=lambda one: (Decimal(one.index_supported), one.no))[:WEAKEST]]


def spread(values: Iterable[str], places: str = "0.01") -> Spread | None:
    """Mean, median, lowest and highest of decimal numbers, half up; None where there are none."""
    numbers = sorted(Decimal(value) for value in values)
    if not numbers:
        return None
    shown = [
        str(value.quantize(Decimal(places), ROUND_HALF_UP))
        for value in (sum(numbers, Decimal(0)) / len(numbers), median(numbers), numbers[0], numbers[-1])
    ]
    return Spread(agencies=len(numbers), mean=shown[0], median=shown[1], lowest=shown[2], highest=shown[3])


def _standing(row: AgencyRow) -> tuple[bool, Decimal, Decimal, str, str]:
    index = row.index_supported
    return (
        index is None,
        -Decimal(index) if index is not None else Decimal(0),
        -Decimal(row.completeness),
        row.name.casefold(),
        row.file,
    )


def _totals(rows: Sequence[AgencyRow], unchecked: Sequence[Unchecked], predicates: Sequence[str]) -> FleetTotals:
    found = Counter(row.predicate for row in rows if row.predicate is not None)
    order = [*predicates, *sorted(found.keys() - set(predicates))]
    return FleetTotals(
        agencies=len(rows) + len(unchecked),
        checked=len(rows),
        unchecked=len(unchecked),
        passed=sum(row.passed and not row.incomplete for row in rows),
        failed=sum(not row.passed for row in rows),
        incomplete=sum(row.incomplete and row.passed for row in rows),
        index_supported=spread(row.index_supported for row in rows if row.index_supported is not None),
        completeness=spread((row.completeness for row in rows), "0.1"),
        predicates={name: found[name] for name in order if found},
        files=FileCounts(
            **{name: sum(getattr(row.files, name) for row in rows) for name in FileCounts.__struct_fields__}
        ),
        evidence=EvidenceCounts(
            **{name: sum(getattr(row.evidence, name) for row in rows) for name in EvidenceCounts.__struct_fields__}
        ),
    )


def _aspects(rows: Sequence[AgencyRow]) -> list[AspectRow]:
    names: dict[int, str] = {}
    values: defaultdict[int, list[str]] = defaultdict(list)
    weak = Counter(no for row in rows for no in row.weakest_aspects)
    for row in rows:
        for aspect in row.aspects:
            names.setdefault(aspect.no, aspect.name)
            values[aspect.no].append(aspect.index_supported)
    return [
        AspectRow(no=no, name=names[no], spread=found, weakest_in=weak[no])
        for no in sorted(names)
        if (found := spread(values[no])) is not None
    ]


def _notices(rows: Sequence[AgencyRow], editions: Mapping[str, int]) -> list[str]:
    found = []
    if len(editions) > 1:
        names = "; ".join(sorted(editions))
        found.append(f"Instansi memakai katalog yang berbeda: {names}. Nilainya tidak dapat dibandingkan.")
    years = sorted({row.year for row in rows})
    if len(years) > 1:
        found.append(f"Tahun evaluasi berbeda antarinstansi: {', '.join(map(str, years))}.")
    targets = sorted({row.target_level for row in rows})
    if len(targets) > 1:
        found.append(
            f"Target berbeda antarinstansi (tingkat {', '.join(map(str, targets))}), sehingga kelengkapan dan butir "
            "yang diminta tidak sama; indeks tetap dapat dibandingkan. Untuk menyamakannya: --target."
        )
    return found
