"""The documents of a Result: what each file was found to be, and what it may serve."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

from spbe_checklist.verdict.part import Count, Part


class MatchEntry(Struct, frozen=True, gc=False):
    """An evidence item that a document may serve."""

    indicator: Count
    evidence: str
    confidence: Annotated[float, Meta(ge=0, le=1)]
    accepted: bool = False
    near: bool = False


class NoticeEntry(Struct, frozen=True):
    """Something a person should know; the code is stable."""

    code: str
    message: str
    evidence: list[str] = field(default_factory=list)
    """Ids of the evidence items it concerns; empty: the file or the run as a whole."""


class ScoreEntry(Struct, frozen=True):
    """How a document came by its score for one indicator: start of the card plus all points."""

    indicator: Count
    points: dict[str, float]
    """Points by sign of the score card, the strongest first."""
    score: float
    counted: float
    """The part of the score that counts for "ada": numbers in name and folder may add only little to it."""
    probability: Annotated[float, Meta(ge=0, le=1)]
    """How surely it proves something there, once the gate is passed."""
    failed: dict[str, str] = field(default_factory=dict)
    """Rows of the gate that it does not pass, with the reason."""
    learned: str = ""
    """Which confirmation taught a name that it bears: "12 Mei 2026 (SIMBADA)"."""


class DocumentEntry(Struct, frozen=True):
    """A file, or a member of an archive."""

    path: str
    size: Annotated[int, Meta(ge=0, le=2**53)]
    sha256: str
    format: str
    health: str
    text: str
    kind: str | None = None
    title: str | None = None
    number: str | None = None
    year: Annotated[int, Meta(ge=-9999, le=99999)] | None = None
    draft: bool | None = None
    duplicate_of: str | None = None
    matches: list[MatchEntry] = field(default_factory=list)
    notices: list[NoticeEntry] = field(default_factory=list)
    kind_label: str | None = None
    issuer: str | None = None
    letterhead: str | None = None
    """Offices named at the top of the first page, the highest first."""
    dated: str | None = None
    signed: bool = False
    pages: Count | None = None
    reference: bool = False
    """A national regulation: "rujukan, bukan bukti"."""
    reason: str = ""
    """Why it could not be read in full, or why it serves nothing."""
    similar_to: str | None = None
    regulates: bool = False
    """Whether it rules by articles or dictums, or is a draft of such a rule."""
    scores: list[ScoreEntry] = field(default_factory=list)
    """Score sheets of the best indicator and of the runner-up."""


class IgnoredEntry(Part, frozen=True, kw_only=True):
    path: str
    reason: str
