"""What the first page says, the same in every format: where the agency stands, what to do, who owes what and why.

Pure functions of a Result. Each format draws these values in its own way; none counts anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from spbe_checklist.reports import words
from spbe_checklist.reports.selections import counted
from spbe_checklist.reports.shortcomings import NO_UNIT, owner
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, NodeIndex, Result
from spbe_checklist.verdict.scoring import as_fraction, show

HIGHEST = 5
"""End of the scale of levels and indices."""


class Tile(Struct, frozen=True):
    """One of the three figures that are something to do."""

    status: str
    count: int
    text: str
    action: str


class Square(Struct, frozen=True):
    """One level of one indicator."""

    level: int
    state: str
    """A key of ``words.EVIDENCE_STATUS``; empty where the level asks for nothing."""
    asked: bool
    """At or below the target."""
    target: bool
    claimed: bool

    @property
    def mark(self) -> str:
        """The sign of the state; none above the target."""
        return words.STATUS_MARK[self.state] if self.asked and self.state else ""


class Tower(Struct, frozen=True):
    """One indicator in the map, lowest level first."""

    indicator: IndicatorEntry
    squares: tuple[Square, ...]

    @property
    def text(self) -> str:
        """The tower in words, for those who do not see it."""
        entry = self.indicator
        supported = words.number(entry.supported_level)
        claimed = f", mandiri {words.number(entry.claimed_level)}" if entry.claimed_level is not None else ""
        levels = "; ".join(
            f"tingkat {one.level} {words.EVIDENCE_STATUS[one.state].lower()}"  # type: ignore[index]
            for one in self.squares
            if one.asked and one.state
        )
        return (
            f"Indikator {entry.no} {entry.topic}: didukung bukti {supported}, target {entry.target_level}{claimed}. "
            f"{levels}"
        )


class Cause(Struct, frozen=True):
    """Why items are doubtful, how many, and what to do about it."""

    key: str
    label: str
    action: str
    items: tuple[str, ...]
    """Ids of the items."""


class Owner(Struct, frozen=True):
    """What one unit owes and has delivered, counted by item."""

    unit: str
    missing: int
    doubtful: int
    present: int

    @property
    def total(self) -> int:
        """All its items up to the target."""
        return self.missing + self.doubtful + self.present


def headline(result: Result) -> str:
    """Both indices with their words, and where they differ most."""
    summary = result.summary
    if summary.index_supported is None:
        return words.NO_LEVELS
    text = f"Bukti yang ada mendukung {_named(result, summary.index_supported)}"
    if summary.index_claimed is not None:
        text += f"; penilaian mandiri menyebut {_named(result, summary.index_claimed)}"
    if summary.index_assessed is not None:
        text += f"; asesor memberi {_named(result, summary.index_assessed)}"
    text += "."
    apart = [(gap, node) for node in summary.aspects if (gap := _gap(node)) > 0]
    if apart:
        _, widest = max(apart, key=lambda one: (one[0], -one[1].no))
        supported, claimed = words.number(widest.index_supported), words.number(widest.index_claimed)
        text += f" Selisih terbesar pada {widest.name} ({supported} dan {claimed})."
    return text


def since(result: Result) -> str:
    """The way since last year's values, in a sentence or two; empty where none are known."""
    known = [
        (entry.no, as_fraction(entry.supported_level) - as_fraction(entry.previous_level), entry)
        for entry in result.whole.indicators
        if entry.previous_level is not None and entry.supported_level is not None
    ]
    if not known:
        return ""
    start = "Dibanding nilai sebelumnya"
    if sum(Fraction(entry.weight) for _, _, entry in known) == 100:
        points = sum(Fraction(entry.weight) * as_fraction(entry.previous_level or 0) for _, _, entry in known) / 100
        start = f"Nilai sebelumnya {_named(result, show(points))};"
    ways = (
        ("lebih tinggi", [no for no, way, _ in known if way > 0]),
        ("lebih rendah", [no for no, way, _ in known if way < 0]),
        ("sama", [no for no, way, _ in known if way == 0]),
    )
    told = [f"{word} pada {len(found)} indikator{_which(found, word)}" for word, found in ways if found]
    return f"{start} tingkat yang didukung bukti {'; '.join(told)}."


_MOST_NAMED = 12


def _which(found: Sequence[int], word: str) -> str:
    """The numbers in brackets where naming them helps."""
    return f" ({words.numbers(found)})" if word != "sama" and len(found) <= _MOST_NAMED else ""


def tiles(result: Result) -> tuple[Tile, Tile, Tile]:
    """Ask for, decide, done."""
    missing = [row for row in counted(result) if row.item.status == "belum_ada"]
    indicators = len({row.indicator.no for row in missing})
    units = len({owner(row) for row in missing} - {NO_UNIT})
    where = f", pada {indicators} indikator" + (f" dan {units} unit" if units else "") if missing else ""
    causes = doubts(result)
    evidence, complete = result.summary.evidence, result.summary.indicators.lengkap
    excused = f" ({evidence.dikecualikan} lagi dikecualikan)" if evidence.dikecualikan else ""
    return (
        Tile("belum_ada", evidence.belum_ada, f"butir belum ada{where}", "minta: spbe-check requests FOLDER"),
        Tile(
            "perlu_diperiksa",
            evidence.perlu_diperiksa,
            "butir perlu diperiksa" + (f", {len(causes)} sebab" if len(causes) > 1 else ""),
            "putuskan: spbe-check confirm FOLDER",
        ),
        Tile(
            "ada",
            evidence.ada,
            f"butir ada{excused}; {complete} dari {len(result.indicators)} indikator lengkap",
            "selesai",
        ),
    )


def lines(result: Result) -> list[tuple[str, NodeIndex]]:
    """Names and indices of the whole (number 0) and of every aspect, of every domain where the edition has no aspects.

    How far the evidence carries, and how far the self-assessment and the assessor go; empty without levels.
    """
    summary = result.summary
    if summary.index_supported is None:
        return []
    whole = NodeIndex(
        no=0,
        name=f"Indeks {words.instrument(result)}",
        weight="100",
        index_supported=summary.index_supported,
        index_claimed=summary.index_claimed,
        index_assessed=summary.index_assessed,
    )
    nodes = summary.aspects or summary.domains
    return [(whole.name, whole), *((f"{one.no}. {one.name}", one) for one in nodes)]


def figures(node: NodeIndex) -> str:
    """ "2,30 / 3,30": supported, claimed, assessed as far as known."""
    values = (node.index_supported, node.index_claimed, node.index_assessed)
    return " / ".join(words.number(value) for value in values if value is not None)


def bands(result: Result) -> list[tuple[str, float, float]]:
    """Name, start and end of each predicate on the scale, lowest first; empty where the Result does not say."""
    named = sorted((one.min, one.name) for one in result.catalogue.predicates)
    ends = [*(start for start, _ in named[1:]), float(HIGHEST)][: len(named)]
    return [(name, max(start, 1.0), end) for (start, name), end in zip(named, ends, strict=True)]


def level_map(result: Result) -> list[tuple[int, str, list[Tower]]]:
    """Number and name of each aspect with its indicators."""
    names = {node.no: node.name for node in result.summary.aspects}
    found: dict[int, tuple[str, list[Tower]]] = {}
    for entry in result.indicators:
        name = names.get(entry.aspect) or entry.aspect_name or f"Aspek {entry.aspect}"
        found.setdefault(entry.aspect, (name, []))[1].append(_tower(entry))
    return [(no, name, towers) for no, (name, towers) in found.items()]


def doubts(result: Result) -> list[Cause]:
    """The doubtful items by cause, the most frequent first; each under the first cause that fits."""
    documents = {document.path: document for document in result.documents}
    found: dict[str, list[str]] = {}
    for item in (row.item for row in counted(result) if row.item.status == "perlu_diperiksa"):
        first = documents.get(item.documents[0].path) if item.documents else None
        key = next(key for key, _, _, fits in _CAUSES if fits(item, first))
        found.setdefault(key, []).append(item.id)
    causes = [Cause(key, label, action, tuple(found[key])) for key, label, action, _ in _CAUSES if key in found]
    return sorted(causes, key=lambda one: -len(one.items))


def owners(result: Result) -> list[Owner]:
    """Units by what they owe, most missing first; an item counts for the one unit that is asked for it."""
    counts: dict[str, list[int]] = {}
    for row in counted(result):
        place = {"belum_ada": 0, "perlu_diperiksa": 1}.get(row.item.status, 2)
        counts.setdefault(owner(row), [0, 0, 0])[place] += 1
    units = [Owner(unit, *numbers) for unit, numbers in counts.items()]
    return sorted(units, key=lambda one: (one.unit == NO_UNIT, -one.missing, -one.doubtful, one.unit.casefold()))


Fits = Callable[[EvidenceEntry, DocumentEntry | None], bool]

_CAUSES: Sequence[tuple[str, str, str, Fits]] = (
    (
        "tidak-terbaca",
        "Berkas tidak dapat dibaca (terkunci, rusak, kosong, pintasan)",
        "minta salinan baru",
        lambda _, document: document is not None and document.health != "baik",
    ),
    (
        "pindaian",
        "Pindaian atau gambar tanpa teks",
        "lihat sendiri, atau pasang OCR",
        lambda _, document: document is not None and document.text in ("pindaian", "tidak_ada"),
    ),
    ("draf", "Masih draf", "minta yang sudah ditetapkan", lambda _, document: bool(document and document.draft)),
    (
        "lama",
        "Terlalu lama",
        "minta yang terbaru",
        lambda item, _: any("berumur" in lack for offer in item.documents[:1] for lack in offer.lacks),
    ),
    ("isi", "Isi belum lengkap atau belum terlihat", "periksa orang: spbe-check confirm FOLDER", lambda *_: True),
)
"""Key, words, what to do, and whether it fits; the first that fits is the cause."""


def _tower(entry: IndicatorEntry) -> Tower:
    described = {one.level: one for one in entry.levels}
    levels = sorted({*described, *(item.level for item in entry.evidence)}) or [1]
    claimed = None if entry.claimed_level is None else int(entry.claimed_level)
    squares = []
    for level in levels:
        items = [item for item in entry.evidence if item.level == level and item.required]
        known = described.get(level)
        if known is not None and (known.supported or known.floor):
            state = "ada"
        elif entry.external and not items:
            state = "belum_ada"  # the value is another index's; the document stands at the lowest level only
        else:
            asked = [item for item in items if item.open] or items
            state = next(
                (status for status in ("belum_ada", "perlu_diperiksa") if any(one.status == status for one in asked)),
                "ada" if asked or level <= entry.target_level else "",
            )
        squares.append(Square(level, state, level <= entry.target_level, level == entry.target_level, level == claimed))
    return Tower(entry, tuple(squares))


def _gap(node: NodeIndex) -> Decimal:
    return Decimal(node.index_claimed or "0") - Decimal(node.index_supported)


def _named(result: Result, index: str) -> str:
    """ "2,34 (Cukup)"."""
    ranked = sorted(result.catalogue.predicates, key=lambda one: -one.min)
    name = next(
        (one.name for one in ranked if Decimal(index) >= Decimal(str(one.min))), ranked[-1].name if ranked else ""
    )
    if not name and index == result.summary.index_supported:
        name = result.summary.predicate or ""
    return f"{words.number(index)} ({name})" if name else words.number(index)
