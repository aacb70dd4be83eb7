"""Settling doubtful documents with a person: which question comes next, and what an answer means for spbe.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from spbe_checklist.settings.models import DocumentDecision
from spbe_checklist.verdict.priorities import owed
from spbe_checklist.verdict.result import DocumentEntry, EvidenceEntry, IndicatorEntry, Offer, Result


@dataclass(frozen=True, slots=True)
class Guess:
    """One item a document may serve."""

    indicator: IndicatorEntry
    item: EvidenceEntry
    offer: Offer


@dataclass(frozen=True, slots=True)
class Question:
    """A document somebody has to look at, with the items it may serve, best guess first."""

    document: DocumentEntry
    guesses: tuple[Guess, ...]


def questions(result: Result) -> list[Question]:
    """Doubtful documents in the one order of importance: that of the first open item each may serve.

    A document whose best offers are all accepted, or for which a person already decided, asks nothing.
    """
    offers: dict[str, list[Guess]] = {}
    for entry in result.indicators:
        for item in entry.evidence:
            if item.status != "perlu_diperiksa" or not item.counted:
                continue
            for offer in item.documents:
                if not offer.accepted and not offer.confirmed:
                    offers.setdefault(offer.path, []).append(Guess(entry, item, offer))
    documents = {document.path: document for document in result.documents}
    order = {row.item.id: place for place, row in enumerate(owed(result))}

    def importance(question: Question) -> tuple[int, float, str]:
        first = min(order.get(guess.item.id, len(order)) for guess in question.guesses)
        return first, -question.guesses[0].offer.confidence, question.document.path

    found = [
        Question(documents[path], tuple(sorted(guesses, key=_rank)))
        for path, guesses in offers.items()
        if path in documents
    ]
    return sorted(found, key=importance)


def _rank(guess: Guess) -> tuple[float, float, str]:
    return (-guess.offer.confidence, -float(Fraction(guess.indicator.weight)), guess.item.id)


def confirmed(question: Question, evidence: Sequence[str], by: str, today: dt.date) -> DocumentDecision:
    """The decision "yes, this document serves these"."""
    return DocumentDecision(
        path=question.document.path,
        sha256=question.document.sha256 or None,
        evidence=tuple(evidence),
        by=by,
        date=today,
    )


def rejected(question: Question, evidence: Sequence[str], by: str, today: dt.date) -> DocumentDecision:
    """The decision "no, this document does not serve these"; ("*",) means it is no evidence at all."""
    return DocumentDecision(
        path=question.document.path,
        sha256=question.document.sha256 or None,
        not_evidence=tuple(evidence),
        by=by,
        date=today,
    )
