"""Settling doubtful documents with a person: one question a document, and what an answer means for spbe.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from fractions import Fraction

from msgspec import Struct

from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.language import within
from spbe_checklist.settings.models import DocumentDecision
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.missing import MissingDocuments
from spbe_checklist.verdict.priorities import owed
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, Offer, Result

_NOTHING_TO_SEE = frozenset({"pintasan", "kosong"})
"""Health of documents that nobody could judge: what they hold lies elsewhere, or there is nothing."""


class Guess(Struct, frozen=True):
    """One item a document may serve."""

    indicator: IndicatorEntry
    item: EvidenceEntry
    offer: Offer
    caution: str = ""
    """Why a yes needs a second thought: the document is of a kind that the item does not ask for."""


class Question(Struct, frozen=True):
    """A document somebody has to look at, with all items it may serve, best guess first."""

    document: DocumentEntry
    guesses: tuple[Guess, ...]
    gain: Fraction
    """Rise of the index if it serves all of them."""

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the items."""
        return tuple(guess.item.id for guess in self.guesses)

    @property
    def because(self) -> tuple[str, ...]:
        """What speaks for the document, each reason once."""
        return tuple(dict.fromkeys(reason for guess in self.guesses for reason in guess.offer.because))

    @property
    def doubts(self) -> tuple[str, ...]:
        """What keeps it from counting, each reason once."""
        return tuple(dict.fromkeys(reason for guess in self.guesses for reason in guess.offer.lacks))


class Effects:
    """What answers do to the supported index; without levels everything is worth nothing."""

    def __init__(self, result: Result) -> None:
        levels = all(entry.supported_level is not None for entry in result.indicators)
        self._model = MissingDocuments(result.indicators) if levels else None
        self._keys = {item.id: item.shared or item.id for item in result.items}

    def index(self, settled: Collection[str] = ()) -> Fraction:
        """The index once these items are there too."""
        if self._model is None:
            return Fraction()
        return self._model.index_of(
            self._model.gain_with((), {self._keys[id_] for id_ in settled if id_ in self._keys})
        )

    def gain(self, evidence: Collection[str]) -> Fraction:
        """Rise of the index by these items alone."""
        return self.index(evidence) - self.index()


def questions(result: Result, catalogue: Catalogue | None = None) -> list[Question]:
    """Doubtful documents, those that raise the index most first, then in the one order of importance.

    Copies of a file that is asked about, pointers to documents elsewhere, empty files, and documents that somebody
    decided about ask nothing. ``catalogue`` tells which kinds an item accepts, for the caution with a guess.
    """
    rank = {row.item.id: place for place, row in enumerate(owed(result))}
    documents = {document.path: document for document in result.documents}
    offers: dict[str, list[Guess]] = {}
    for entry in result.indicators:
        for item in entry.evidence:
            if item.status != "perlu_diperiksa" or not item.open:
                continue
            for offer in item.documents:
                document = documents.get(offer.path)
                if (
                    document is None
                    or document.health in _NOTHING_TO_SEE
                    or offer.accepted
                    or offer.confirmed
                    or offer.near
                ):
                    continue
                if document.duplicate_of is not None:
                    document = documents.get(document.duplicate_of, document)
                guesses = offers.setdefault(document.path, [])
                if item.id not in {guess.item.id for guess in guesses}:
                    guesses.append(Guess(entry, item, offer, _caution(document, item, catalogue)))
    effects = Effects(result)
    found = [
        Question(
            documents[path],
            tuple(sorted(guesses, key=lambda guess: (-guess.offer.confidence, rank[guess.item.id]))),
            effects.gain([guess.item.id for guess in guesses]),
        )
        for path, guesses in offers.items()
    ]
    return sorted(found, key=lambda one: (-one.gain, min(rank[id_] for id_ in one.evidence), one.document.path))


def _caution(document: DocumentEntry, item: EvidenceEntry, catalogue: Catalogue | None) -> str:
    if catalogue is None or document.kind is None or item.id not in catalogue.by_evidence:
        return ""
    accepted = catalogue.by_evidence[item.id][1].kinds
    if document.kind in accepted:
        return ""
    wanted = catalogue.kind_by_id[item.kind].label
    return f"Dokumen ini {within(document.kind_label or document.kind)}, sedangkan yang diminta {within(wanted)}."


def decide(question: Question, chosen: Sequence[str], by: str, today: dt.date, note: str = "") -> DocumentDecision:
    """What is written down when the document serves ``chosen`` and nothing else it was asked about.

    Every item of the question is settled one way or the other, so that it is not asked again. A document that serves
    nothing is no evidence at all, unless it counts for other items already.
    """
    counts_elsewhere = any(match.accepted for match in question.document.matches)
    refused: tuple[str, ...] = tuple(id_ for id_ in question.evidence if id_ not in chosen)
    if not chosen and not counts_elsewhere:
        refused = ("*",)
    return DocumentDecision(
        path=question.document.path,
        sha256=question.document.sha256 or None,
        evidence=tuple(chosen),
        not_evidence=refused,
        by=by,
        date=today,
        note=note,
    )
