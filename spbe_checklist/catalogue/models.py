"""The catalogue as the program uses it: one edition of the instrument, every item written out.

Longer than 400 lines: the whole contract of a catalogue is read in one place.

``indicators.yaml`` is shorter than this (families, placeholders; see ``source.py``). Once loaded, nothing is left to
resolve: an ``Evidence`` carries its own label, its own sentence for the request letter and its own source page.
All models are frozen; numbers that decide an index are exact decimals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

from spbe_checklist.catalogue.fields import Model
from spbe_checklist.catalogue.score_card import ScoreCard
from spbe_checklist.catalogue.traits import Trait

Verification = Literal["diperiksa", "sekunder"]
"""Whether the texts were compared with the official document or rest on secondary sources."""

Scope = Literal["tidak_diukur", "sebagian", "seluruh"]
"""How much of the indicator's parts (six architecture domains, seven roadmap parts ...) a document must cover."""

DraftRule = Literal["ditolak", "boleh", "wajib"]
"""Whether a draft counts: refused, allowed, or exactly what is asked for (level 1)."""


class LevelName(Model):
    """Official name of a level for one capability ("proses" or "layanan"), with the names people also use."""

    level: int
    name: str
    aliases: tuple[str, ...] = ()


class Predicate(Model):
    """Word for an index: applies from ``min`` (inclusive) up to the next predicate's ``min``."""

    name: str
    min: Decimal


class Domain(Model):
    """Highest node of the tree; editions without domains have none."""

    no: int
    name: str
    weight: Decimal


class Aspect(Model):
    """Node between domain and indicator. ``domain`` is None in editions without domains."""

    no: int
    name: str
    weight: Decimal
    domain: int | None = None


class Source(Model):
    """A document the catalogue rests on."""

    id: str
    title: str
    gives: str = ""


class SourceRef(Model):
    """Where a rule comes from: source id and page of its PDF."""

    source: str
    page: int | None = None


ROLES = ("koordinator", "pengawas")
"""Tasks that one unit has for the whole agency: who coordinates SPBE, who audits."""


class Kind(Model):
    """A kind of document and the cues by which it is recognised.

    ``name``: words that may stand in a file or folder name; ``title``: words in the head of the document;
    ``body``: words of its structure, of which ``body_min`` different ones must occur. ``extensions`` decides for
    files without text (video, drawing). ``cost`` is the default effort to obtain one, for planning (1 = easy).
    """

    id: str
    label: str
    name: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    body_min: int = 2
    extensions: tuple[str, ...] = ()
    cost: int = 3
    traits: tuple[Trait, ...] = ()
    """What the program asks of it beyond its words (see ``traits.py``); what its parents have included."""
    owner: str = ""
    """Whose task such a document is, where it is not the indicator's own unit: a role of ``ROLES``."""
    whole: str = ""
    """Name of the one document of this kind an agency has ("Peta Rencana SPBE"), which many indicators ask for."""
    before: tuple[str, ...] = ()
    """Kinds that yield where the head of a document names this one as well."""

    @property
    def generic(self) -> bool:
        """True for kinds of the meeting trail (invitation, minutes, photo ...) that serve any indicator."""
        return "generic" in self.traits


class Check(Model):
    """Something that must be found inside a document: recommendations, certified auditor, all units ..."""

    id: str
    label: str
    terms: tuple[str, ...]
    min: int = 1
    """How many different terms must occur."""
    not_terms: tuple[str, ...] = ()
    """Longer phrases that contain a term but mean something else."""
    of_maker: bool = False
    """Who made the document is asked: only letterhead, authors and signature tell, not what the text cites."""


class Subject(Model):
    """What an indicator is about, as words. Several indicators may share a subject (policy and its application).

    ``terms`` identify it alone; ``weak`` only support it; ``apps`` are names of applications that stand for it;
    ``field`` are words of its field, of which several different ones in a text say what it is about; ``not_terms`` are
    longer phrases that contain a term but mean something else.
    """

    id: str
    label: str
    terms: tuple[str, ...]
    weak: tuple[str, ...] = ()
    apps: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    not_terms: tuple[str, ...] = ()


class Objection(Model):
    """What assessors hold against a document that looks right: all that is stated must apply (``vocabulary.py``)."""

    id: str
    say: str
    kinds: tuple[str, ...] = ()
    traits: tuple[Trait, ...] = ()
    without: tuple[Trait, ...] = ()
    asks: tuple[Trait, ...] = ()
    subjects: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    older_than: int | None = None
    unsigned: bool = False
    counted: bool = False
    doubt: bool = False
    """Whether it makes the item doubtful until a person confirms it."""


class ScopePart(Model):
    """One element of a scope list, e.g. one of the six architecture domains."""

    id: str
    label: str
    terms: tuple[str, ...]


class PartList(Model):
    """The scope list an indicator asks to be covered "sebagian" or "seluruh"."""

    label: str
    parts: tuple[ScopePart, ...]


class Bands(Model):
    """Where the values of another index begin a level: ``limits`` are the least values of the second level and on."""

    limits: tuple[Decimal, ...]
    sources: tuple[str, ...]

    def level(self, value: Decimal) -> int:
        """Position of the band that holds ``value``, from 1."""
        return 1 + sum(value >= limit for limit in self.limits)


class ValueRule(Model):
    """How present items make a value between two levels.

    A level is ``widths[level]`` wide and every required item of it weighs the same, rounded to ``digits`` decimals. A
    level counts once the one below is complete; a complete level counts as its whole width.
    """

    widths: Mapping[int, Decimal]
    digits: int = 2


class Example(Model):
    """A file name, with the text of the document where that matters."""

    name: str
    text: str = ""


class Examples(Model):
    """Documents that the matcher must offer for an item, and those that it must not."""

    match: tuple[Example, ...]
    no_match: tuple[Example, ...]


class Evidence(Model):
    """One thing a level asks for. ``id`` is stable, e.g. ``I17.L4.sop``."""

    id: str
    key: str
    level: int
    kind: str
    accepts: tuple[str, ...] = ()
    """Other kinds that serve as well."""
    label: str
    """What the unit hands in."""
    inside: tuple[str, ...] = ()
    """What must be inside, in words for the user."""
    checks: tuple[str, ...] = ()
    """Ids of checks that must all be found in the text."""
    any_checks: tuple[str, ...] = ()
    """Ids of checks of which at least one must be found."""
    scope: Scope = "tidak_diukur"
    draft: DraftRule = "ditolak"
    required: bool
    group: str | None = None
    """Items of one level that share a group are alternatives (see ``IndicatorLevel.requires``)."""
    replaces: tuple[str, ...] = ()
    """Ids of weaker items that this one proves as well."""
    drops: tuple[str, ...] = ()
    """Ids of items that are no longer asked for once this one is there."""
    max_age_months: int | None = None
    version: Literal["lama", "baru"] | None = None
    """Old or improved version of one document: counts only when both versions are there."""
    after: str | None = None
    """Id of an item whose document must be older: a new policy answers a review only when it was set after it."""
    about: str | None = None
    """Subject the document itself is about, where that is not the indicator's own: a programme stands in the roadmap.
    The indicator's subject must then be mentioned in it."""
    why: str
    ask: str
    source: SourceRef
    code: str = ""
    """What the evaluation portal calls it, e.g. ``I1-L2-03``; empty where the edition records none."""
    weight: Decimal | None = None
    """Share of the level's width, in editions with a value rule."""
    sources: tuple[str, ...] = ()
    """Ids of the sources that list this item, where the edition records them."""
    confirm: str = ""
    """What only a person can see in the document (a score, a share of staff); until then the item stays doubtful."""
    mistaken: tuple[str, ...] = ()
    """What is often handed in instead and refused by assessors."""
    examples: Examples

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds that serve, the asked-for one first."""
        return (self.kind, *self.accepts)


Alternative = tuple[str, ...]
"""Evidence ids that belong together: all of them."""

Clause = tuple[Alternative, ...]
"""Alternatives of which one must hold."""


class IndicatorLevel(Model):
    """What one level of one indicator asks for.

    The level holds when the level below holds, every clause of ``requires`` has one complete alternative, and every
    item of ``keeps`` (from lower levels) is still there. ``floor`` levels are granted without evidence.
    """

    level: int
    name: str
    summary: str
    """The criterion in our own words."""
    floor: bool = False
    requires: tuple[Clause, ...] = ()
    keeps: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[str, ...] = ()
    """Ids of the sources that agree on the criterion, where the edition records them per level."""


class Indicator(Model):
    """One question of the instrument."""

    no: int
    name: str
    """Official name."""
    topic: str
    """Short name for labels and lists."""
    weight: Decimal
    weight_fraction: str | None = None
    """The weight as written where it is a fraction ("20/6") and ``weight`` only its nearest decimal."""
    aspect: int
    domain: int | None = None
    capability: str
    family: str
    subject: str
    context: tuple[str, ...] = ()
    """Words of the family (policy, audit, service ...) that tell indicators with one subject apart."""
    umbrella: tuple[str, ...] = ()
    """Words of documents that may serve the whole family, e.g. a regulation "tentang SPBE"."""
    parts: PartList | None = None
    choice: bool = False
    """True where the agency chooses the service itself (45-47)."""
    external: bool = False
    """True where the value is taken over from another index."""
    bands: tuple[Bands, ...] = ()
    """Where the levels begin on the scale of that index; several where the sources contradict each other."""
    copies: int = 1
    """How often the row may be counted (35-indicator edition: up to three services)."""
    verification: Verification = "diperiksa"
    units: tuple[str, ...] = ()
    """Units that owe the evidence unless spbe.yaml names others (an agency's own overlay)."""
    source: tuple[SourceRef, ...] = ()
    levels: tuple[IndicatorLevel, ...] = ()

    @property
    def exact_weight(self) -> Fraction:
        """The weight without rounding; sums and the index are computed from it."""
        return Fraction(self.weight_fraction or self.weight)

    @property
    def evidence(self) -> Iterator[Evidence]:
        """All items, from the lowest level up."""
        for level in self.levels:
            yield from level.evidence

    def at(self, level: int) -> IndicatorLevel:
        """The level's demands. Raises KeyError for a level the edition does not have."""
        for candidate in self.levels:
            if candidate.level == level:
                return candidate
        raise KeyError(level)


class Catalogue(Model):
    """One edition of the instrument."""

    id: str
    edition: str
    title: str
    legal_basis: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    repealed_by: str = ""
    verification: Verification = "diperiksa"
    min_level: int = 1
    max_level: int = 5
    fractional: bool = False
    """True where values between two levels may be entered."""
    value_rule: ValueRule | None = None
    """How values between levels follow from evidence; None where only whole levels do."""
    declares_levels: bool = True
    """False where evidence may be listed but no level be derived from it (unverified editions)."""
    sources: tuple[Source, ...]
    level_names: Mapping[str, tuple[LevelName, ...]]
    predicates: tuple[Predicate, ...]
    """Highest first."""
    domains: tuple[Domain, ...] = ()
    aspects: tuple[Aspect, ...]
    kinds: tuple[Kind, ...]
    checks: tuple[Check, ...]
    subjects: tuple[Subject, ...]
    objections: tuple[Objection, ...] = ()
    indicators: tuple[Indicator, ...]
    sha256: str = ""
    """Hash of the file it was loaded from, and of the vocabulary or edition it builds on."""
    extends: str = ""
    """Id of the edition this one changes; empty for an edition of its own."""
    score_card: ScoreCard = ScoreCard()
    """How a document earns "ada"; the program's, the same for all editions."""

    @cached_property
    def by_no(self) -> dict[int, Indicator]:
        """Indicators by number."""
        return {indicator.no: indicator for indicator in self.indicators}

    @cached_property
    def by_evidence(self) -> dict[str, tuple[Indicator, Evidence]]:
        """Every evidence item with its indicator, by id."""
        return {item.id: (indicator, item) for indicator in self.indicators for item in indicator.evidence}

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        """Every example once, in the order of the file."""
        items = (item for indicator in self.indicators for item in indicator.evidence)
        return tuple(dict.fromkeys(one for item in items for one in (*item.examples.match, *item.examples.no_match)))

    @cached_property
    def by_code(self) -> dict[str, Evidence]:
        """Evidence items by the code of the evaluation portal."""
        return {item.code: item for _, item in self.by_evidence.values() if item.code}

    @cached_property
    def kind_by_id(self) -> dict[str, Kind]:
        """Kinds by id."""
        return {kind.id: kind for kind in self.kinds}

    @cached_property
    def check_by_id(self) -> dict[str, Check]:
        """Checks by id."""
        return {check.id: check for check in self.checks}

    @cached_property
    def subject_by_id(self) -> dict[str, Subject]:
        """Subjects by id."""
        return {subject.id: subject for subject in self.subjects}

    def having(self, *traits: Trait) -> frozenset[str]:
        """Ids of the kinds that have all these traits."""
        if traits not in self._having:
            self._having[traits] = frozenset(kind.id for kind in self.kinds if {*traits} <= {*kind.traits})
        return self._having[traits]

    @cached_property
    def _having(self) -> dict[tuple[Trait, ...], frozenset[str]]:
        return {}

    def sole(self, *traits: Trait) -> str:
        """Id of the one kind that has all these traits; loading sees to it that there is one."""
        return min(self.having(*traits))
