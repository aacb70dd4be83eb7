"""The versioned Result: the one thing every report, gate, comparison and plan is made from.

Written first (``result_json``), read back by ``spbe-check report`` and others without the folder. Version 1 is a
contract: fields may be added, none changes its meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta, field

from spbe_checklist.verdict.document_entry import DocumentEntry, IgnoredEntry, NoticeEntry
from spbe_checklist.verdict.part import Count, Figure, LevelNumber, LevelValue, Part, Weight, fields_of

EvidenceStatus = Literal["ada", "perlu_diperiksa", "belum_ada", "dikecualikan"]
RANK: Mapping[EvidenceStatus, int] = {"belum_ada": 0, "perlu_diperiksa": 1, "dikecualikan": 2, "ada": 3}
"""Excused ranks below present: evidence that vanished and was excused is still a loss."""
IndicatorStatus = Literal["lengkap", "sebagian", "perlu_diperiksa", "belum_ada"]
Basis = Literal["dokumen", "konfirmasi", "pernyataan", "pengecualian", "asesor"]
"""What a status rests on: documents found, a person's confirmation, an attestation, a waiver."""


class Tool(Part, frozen=True, kw_only=True):
    name: str = "spbe-check"
    version: str


class PredicateRef(Part, frozen=True, kw_only=True):
    """Word for an index from ``min`` on."""

    name: str
    min: LevelValue


class CatalogueRef(Part, frozen=True, kw_only=True):
    id: str
    edition: str
    sha256: str
    title: str = ""
    verification: str = "diperiksa"
    declares_levels: bool = True
    predicates: list[PredicateRef] = field(default_factory=list)
    """The words for an index, highest first; empty in results of earlier versions."""


class Run(Part, frozen=True, kw_only=True):
    """Facts of this run; the only block that differs between two runs on the same input."""

    folder: str
    started: str
    seconds: float
    options: dict[str, Any] = field(default_factory=dict)
    config: str | None = None


class ReadingRef(Part, frozen=True, kw_only=True):
    """How documents were read; another machine may see less of the same files."""

    ocr: str
    """``auto``, ``never`` or ``always``."""
    engine: str | None = None
    """Name of the engine of character recognition; None where there is none."""
    language: str | None = None
    extras: list[str] = field(default_factory=list)
    """Formats that only some installations read."""

    @property
    def words(self) -> str:
        """In a few words: "OCR tesseract (ind)", "tanpa OCR"."""
        engine = f"OCR {self.engine} ({self.language}), mode {self.ocr}" if self.engine else "tanpa OCR"
        return ", ".join([engine, *self.extras])


class ScoringRef(Part, frozen=True, kw_only=True):
    """The yardstick of the score sheets."""

    start: float
    threshold: float
    caution: str
    pairs: Count
    """Pairs of document and indicator on which the probability was calibrated."""
    right: Count
    """Those of them that were right."""


class AgencyRef(Part, frozen=True, kw_only=True):
    name: str
    year: Annotated[int, Meta(ge=0, le=9999)]
    """Evaluation year; age rules count back from its end."""
    target_level: LevelNumber
    kind: str | None = None


class IndicatorCounts(Part, frozen=True, kw_only=True):
    lengkap: Count = 0
    sebagian: Count = 0
    perlu_diperiksa: Count = 0
    belum_ada: Count = 0


class EvidenceCounts(Part, frozen=True, kw_only=True):
    """Counts over the items with ``counted``: what is asked up to the target level."""

    ada: Count = 0
    perlu_diperiksa: Count = 0
    belum_ada: Count = 0
    dikecualikan: Count = 0


class FileCounts(Part, frozen=True, kw_only=True):
    seen: Count = 0
    read: Count = 0
    unreadable: Count = 0
    ignored: Count = 0


class NodeIndex(Part, frozen=True, kw_only=True):
    """Supported (and, where known, claimed and assessed) index of a domain or aspect; two decimals, half up."""

    no: Count
    name: str
    weight: Weight
    index_supported: Figure
    index_claimed: Figure | None = None
    index_assessed: Figure | None = None


class NextDocument(Part, frozen=True, kw_only=True):
    """One of the documents that would raise the supported index most."""

    evidence: list[str]
    label: str
    units: list[str] = field(default_factory=list)
    gain: Figure
    """How much the supported index rises once this document (with what is already there) is accepted."""
    together_with: list[str] = field(default_factory=list)
    """Ids of further items that must come as well before the gain is there; empty: this document alone does it."""


class Summary(Part, frozen=True, kw_only=True):
    indicators: IndicatorCounts
    evidence: EvidenceCounts
    files: FileCounts
    index_supported: Figure | None
    predicate: str | None
    completeness: Figure = "0"
    """Percent of counted items that are "ada" or excused, one decimal."""
    completeness_documents: Figure = "0"
    """The same without waivers and attestations."""
    attested: Count = 0
    confirmed: Count = 0
    index_claimed: Figure | None = None
    index_assessed: Figure | None = None
    domains: list[NodeIndex] = field(default_factory=list)
    aspects: list[NodeIndex] = field(default_factory=list)
    next_documents: list[NextDocument] = field(default_factory=list)


class Offer(Part, frozen=True, kw_only=True):
    """A document offered for an evidence item."""

    path: str
    page: Count | None = None
    article: str | None = None
    confidence: Annotated[float, Meta(ge=0, le=1)]
    because: list[str] = field(default_factory=list)
    """Reasons for the match."""
    lacks: list[str] = field(default_factory=list)
    """What keeps it from counting; empty for an accepted document."""
    mend: list[str] = field(default_factory=list)
    """Those of ``lacks`` that are wrong with the document itself; a person's decision settles the others."""
    shows: list[str] = field(default_factory=list)
    """What it meets of what the item asks: words and place of each requirement."""
    accepted: bool = False
    confirmed: bool = False
    near: bool = False
    """A near miss: about the indicator, of a kind the item does not ask for. It changes no status."""

    @property
    def copies(self) -> int:
        """How many identical files it stands for besides itself, once a report has folded them."""
        return 0

    def standing_for(self, copies: int) -> Offer:
        """This offer in the name of so many copies as well."""
        return _OfferOfCopies(**fields_of(self), others=copies)


class _OfferOfCopies(Offer, frozen=True, kw_only=True):
    others: Count

    @property
    def copies(self) -> int:
        return self.others


class Decision(Part, frozen=True, kw_only=True):
    """A waiver or attestation by a person."""

    reason: str
    by: str
    date: str
    until: str
    where: str | None = None
    expired: bool = False


class EvidenceEntry(Part, frozen=True, kw_only=True):
    id: str
    level: LevelNumber
    kind: str
    label: str
    required: bool
    status: EvidenceStatus
    reason: str
    ask: str
    documents: list[Offer] = field(default_factory=list)
    counted: bool = False
    """Part of the checklist up to the target level; the summary counts these."""
    open: bool = False
    """Still to be delivered for the target: counted, and neither there nor made unnecessary by another item."""
    basis: Basis | None = None
    inside: list[str] = field(default_factory=list)
    why: str = ""
    source: str = ""
    """Regulation or guideline with page, for the reader."""
    cost: Annotated[int, Meta(ge=0, le=1000)] = 3
    group: str | None = None
    more_documents: Count = 0
    """Further offers that are left out here; ``documents[].matches`` has them all."""
    decision: Decision | None = None
    units: list[str] = field(default_factory=list)
    """Units that owe this item where they differ from the indicator's; empty: the indicator's units."""
    owner: str = ""
    """The one unit to ask for it, whose task such a document is; empty: nobody is named."""
    document: str = ""
    """Name of the document it is to be found in; items of one owner with the same name are asked for together."""
    pic: str = ""
    """Person in charge, from ``duties`` in spbe.yaml."""
    deadline: str | None = None
    """Day it is due, ISO form."""
    note: str = ""
    proved_by: list[str] = field(default_factory=list)
    """Ids of other items of the indicator whose document serves this one as well (``planning.proofs``)."""
    version: Literal["lama", "baru"] | None = None
    """Which of two versions of a document is asked for: the one in force before, or the one that took its place."""
    shared: str | None = None
    """Items of several indicators with the same value can be served by one document (``planning.shared_document``)."""
    ruling: Ruling | None = None
    """What the assessor decided about this item last."""
    code: str = ""
    """What the evaluation portal calls the item, e.g. ``I1-L2-03``."""
    worth: str | None = None
    """How much it adds to the indicator's value once its level counts; editions with values between levels."""
    mistaken: list[str] = field(default_factory=list)
    """What is often handed in instead and refused."""
    listed_by: Count | None = None
    """How many sources list this item, where the edition records them."""


class LevelEntry(Part, frozen=True, kw_only=True):
    level: LevelNumber
    name: str
    summary: str
    supported: bool
    floor: bool = False
    """Granted without evidence."""
    requires: list[list[list[str]]] | None = None
    """Clauses of the catalogue: of each one alternative, whose evidence ids are all needed. None: not recorded."""
    keeps: list[str] = field(default_factory=list)
    """Ids of lower levels' items that must still be there."""
    width: str | None = None
    """What the whole level adds to the value, in editions with values between levels."""


class Ruling(Part, frozen=True, kw_only=True):
    """An assessor's decision about one item."""

    status: Literal["diterima", "revisi", "belum_diunggah", "otomatis"]
    date: str
    by: str = ""
    reason: str = ""


class NoteEntry(Part, frozen=True, kw_only=True):
    """What an assessor noted about an indicator."""

    date: str
    by: str
    text: str
    status: Literal["terbuka", "terjawab"]
    answered_by: list[str] = field(default_factory=list)


class IndicatorEntry(Part, frozen=True, kw_only=True):
    no: Count
    name: str
    aspect: Count
    weight: Weight
    status: IndicatorStatus
    target_level: LevelNumber
    supported_level: LevelNumber | LevelValue | None
    """Highest level whose evidence is there; in editions with values between levels (Pemdi) the value it gives."""
    claimed_level: LevelValue | None = None
    assessed_level: LevelValue | None = None
    previous_level: LevelValue | None = None
    units: list[str] = field(default_factory=list)
    evidence: list[EvidenceEntry] = field(default_factory=list)
    external: bool = False
    """The value is the result of another index, entered by the agency."""
    topic: str = ""
    domain: Count | None = None
    capability: str = ""
    service: str | None = None
    """The service the agency chose (45-47)."""
    aspect_name: str = ""
    """Name of the aspect, also where the edition derives no index and ``summary.aspects`` is empty."""
    levels: list[LevelEntry] = field(default_factory=list)
    missing_first: str | None = None
    """Id of the first item that stands between the supported level and the next one up to the target."""
    ask_assessor: bool = False
    """Complete up to the target or the claim, but the assessor stays below what is supported: ask what was noted."""
    notes: list[NoteEntry] = field(default_factory=list)

    def judges(self, item: EvidenceEntry) -> bool:
        """Whether a change of an item counts: of those that the target counts, and of required ones above it."""
        return item.counted or (item.required and item.level > self.target_level)

    @property
    def complete_level(self) -> int:
        """The supported level; in editions with values between levels the highest one that is complete, 0 for none."""
        if all(level.width is None for level in self.levels):
            return 1 if self.supported_level is None else int(self.supported_level)
        held = 0
        for level in sorted(self.levels, key=lambda one: one.level):
            if not level.supported:
                break
            held = level.level
        return held


class Result(Part, frozen=True, kw_only=True):
    """The whole outcome of one run."""

    schema_: Literal["spbe-check/result"] = field(default="spbe-check/result", name="schema")
    version: Literal[1] = 1
    tool: Tool
    catalogue: CatalogueRef
    run: Run
    agency: AgencyRef
    summary: Summary
    indicators: list[IndicatorEntry]
    documents: list[DocumentEntry]
    notices: list[NoticeEntry] = field(default_factory=list)
    ignored: list[IgnoredEntry] = field(default_factory=list)
    reading: ReadingRef | None = None
    """None in Results of earlier versions."""
    scoring: ScoringRef | None = None
    """None in Results of earlier versions."""

    @property
    def items(self) -> Iterator[EvidenceEntry]:
        """Every evidence item, in the order of the indicators."""
        return (item for entry in self.indicators for item in entry.evidence)

    @property
    def unseen(self) -> tuple[str, ...]:
        """Folders that could not be opened: what lies in them is unknown, never missing."""
        return tuple(document.path for document in self.documents if document.path.endswith("/"))

    @property
    def whole(self) -> Result:
        """The Result this one shows a part of; itself where nothing is left out."""
        return self

    def part_of(self, whole: Result) -> Result:
        """This as a part of another Result, whose order of importance holds."""
        return _PartOfResult(**fields_of(self), of=whole)


class _PartOfResult(Result, frozen=True, kw_only=True):
    of: Result

    @property
    def whole(self) -> Result:
        return self.of
