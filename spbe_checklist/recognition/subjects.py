"""Which indicators a document is about, how sure that is, and why."""

from __future__ import annotations

from msgspec import Struct

from spbe_checklist.catalogue.models import Indicator
from spbe_checklist.recognition.choices import group_of
from spbe_checklist.recognition.score import LEARNED, NUMBERS, Sheet, about, score_of, sheet_of
from spbe_checklist.recognition.signs import CLEAR, ReadDocument, marks_of, values

CLEARLY = 0.6
"""From here on content is clear enough to contradict a number in the name."""
SILENT = 0.1
"""Up to here content says nothing about an indicator."""
FAR = 2.2
"""Candidates this many points below the best one are dropped, except in regulations, which serve many indicators."""
_REASONS = 3
"""Signs named as reasons."""
_SAYING = frozenset(
    {"istilah_judul", "istilah_nama", "istilah_kepala", "istilah_folder", "kata_judul", "kata_nama", "kata_kepala"}
    | {"sebutan", "pasal", "kata_bidang", "layanan_pilihan", "dokumen_induk", "nomor_nama", "nomor_folder"}
    | {"dipelajari"}
)
"""Signs of which one must be there: a kind and its context alone point to no indicator."""


class IndicatorGuess(Struct, frozen=True):
    """An indicator a document may belong to."""

    indicator: Indicator
    sheet: Sheet
    because: tuple[str, ...]
    by_number: bool = False
    by_content: bool = False
    """The readable text itself names the subject."""
    contradicted: bool = False
    """Name and content point to different indicators."""
    policy_unnamed: bool = False
    """The indicator asks for a policy on its subject; the document is none and does not speak of one."""
    of_policy: bool = False
    """The indicator asks for the practice of its subject; the document is about the policy on it."""

    @property
    def score(self) -> float:
        """How surely the document is about the indicator, 0..1."""
        return self.sheet.about


def guess_indicators(doc: ReadDocument) -> list[IndicatorGuess]:
    """Candidates, best first. Empty when nothing points anywhere."""
    card, table = doc.catalogue.score_card, values(doc)
    scores = {no: score_of(card, there) for no, there in table.items()}
    content = {  # what a document says without its place
        no: scores[no] if NUMBERS.isdisjoint(there) else score_of(card, there, NUMBERS | LEARNED)
        for no, there in table.items()
    }
    clear = doc.signals.readable and about(card, max(content.values())) >= CLEARLY
    # What was learned takes no offer away.
    best = max(
        scores[no] if LEARNED.isdisjoint(there) else score_of(card, there, LEARNED) for no, there in table.items()
    )
    near = best - FAR
    rival = any(other.rival for other in doc.look_alikes) and doc.signals.readable
    guesses = []
    for indicator in doc.catalogue.indicators:
        there = table[indicator.no]
        by_number = not NUMBERS.isdisjoint(there)
        contradicted = by_number and clear and about(card, content[indicator.no]) <= SILENT
        if not contradicted and not by_number and rival and "istilah_judul" not in there:
            continue
        if _SAYING.isdisjoint(there) or (not by_number and _of_another_service(doc, indicator)):
            continue
        if contradicted or doc.signals.regulation or scores[indicator.no] >= near:
            sheet = sheet_of(doc, indicator, there)
            guesses.append(
                IndicatorGuess(
                    indicator=indicator,
                    sheet=sheet,
                    because=_because(doc, indicator, sheet),
                    by_number=by_number,
                    by_content=doc.signals.readable and _named(doc, indicator),
                    contradicted=contradicted,
                    policy_unnamed="aturan_tak_disebut" in there and _shared(doc, indicator),
                    of_policy="tentang_aturan" in there and "istilah_judul" in there,
                )
            )
    return sorted(guesses, key=lambda guess: (-guess.sheet.score, guess.indicator.no))


def _of_another_service(doc: ReadDocument, indicator: Indicator) -> bool:
    """Whether a confirmation taught that the document is of another chosen service (45-47) than this one."""
    learned = doc.signals.learned
    others = group_of(doc.catalogue, indicator) if indicator.choice and learned else ()
    return indicator.no not in learned and any(one.what != "unit" for no in others for one in learned.get(no, ()))


def _named(doc: ReadDocument, indicator: Indicator) -> bool:
    places = (doc.signals.title, doc.signals.head, doc.signals.text)
    return any(not CLEAR.isdisjoint(marks_of(indicator, place)) for place in places)


def _shared(doc: ReadDocument, indicator: Indicator) -> bool:
    """Whether another family asks about the same subject, so that policy and practice must be told apart."""
    kind = doc.kind.kind
    return kind is not None and not doc.kind.draft and len(doc.families.siblings[indicator.no]) > 1


def _because(doc: ReadDocument, indicator: Indicator, sheet: Sheet) -> tuple[str, ...]:
    """The sentences of the signs that give most."""
    rows = doc.catalogue.score_card.by_id
    by_place = [row for row in sheet.signs if row[0] in NUMBERS | LEARNED]
    ordered = [*by_place, *(row for row in sheet.signs if row not in by_place)]
    told = [rows[sign].sentence for sign, _, gives in ordered if gives > 0 and sign != "hanya_nama"]
    return tuple(
        sentence.format(topic=indicator.topic, no=indicator.no, learned=sheet.learned) for sentence in told[:_REASONS]
    )
