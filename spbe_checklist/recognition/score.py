"""The score sheet of a document for one indicator: gate rows, sign rows with their points, sum, probability."""

from __future__ import annotations

from math import exp

from msgspec import Struct

from spbe_checklist.catalogue.models import Indicator
from spbe_checklist.catalogue.score_card import Calibration, ScoreCard
from spbe_checklist.language import date, enumerated
from spbe_checklist.recognition.signs import ReadDocument, Values, marks_of
from spbe_checklist.text.words import keys

NUMBERS = frozenset({"nomor_nama", "nomor_folder"})
"""Signs of the place where a document lies."""
LEARNED = frozenset({"dipelajari", "unit_dipelajari"})
"""Signs that an agency's confirmations taught; they raise offers and prove nothing."""
_ITS_SUBJECT = frozenset({"istilah_judul", "pasal_sendiri"})
_ITS_KIND = frozenset({"jenis_diminta", "jenis_diterima"})
_MOST_CLUES = 2
"""Missing clues told in a doubt."""
_PLACES = 3
"""Decimals of printed points; the sum is of these, so that a reader can add it up."""


class Sheet(Struct, frozen=True, omit_defaults=True):
    """What speaks for and against one pair of document and indicator."""

    indicator: int
    signs: tuple[tuple[str, float, float], ...]
    """Sign, its value, and the points it gives: strongest first."""
    score: float
    """Start plus all points."""
    about: float
    """How surely the document is about the indicator, 0..1."""
    failed: tuple[tuple[str, str], ...] = ()
    """Rows of the gate that it does not pass, with their sentences; asked only of the sheets that are kept."""
    learned: str = ""
    """What a confirmation taught that speaks for it: "12 Mei 2026 (SIMBADA)"."""

    def earned(self, card: ScoreCard) -> float:
        """The score that counts for "ada": a number in name or folder says where to look, not what is true.

        It counts for more where title and kind agree with it. What was learned from a person's answers says where to
        look, and nothing more.
        """
        said = {sign for sign, _, _ in self.signs}
        agreed = bool(said & _ITS_SUBJECT) and bool(said & _ITS_KIND)
        most = card.most_where_agreed if agreed else card.most_by_number
        place = sum(gives for sign, _, gives in self.signs if sign in NUMBERS)
        return round(self.untaught - max(place - most, 0.0), _PLACES)

    @property
    def untaught(self) -> float:
        """The score without what was learned."""
        return round(self.score - sum(gives for sign, _, gives in self.signs if sign in LEARNED), _PLACES)

    def missing(self, card: ScoreCard, topic: str) -> str:
        """The clues that it lacks most, in a sentence; empty where it has them all."""
        fired = {sign for sign, _, _ in self.signs}
        told = [row.missing.format(topic=topic) for row in card.signs if row.missing and row.id not in fired]
        return enumerated(told[:_MOST_CLUES])

    def proves(self, card: ScoreCard) -> float:
        """How surely it proves something there, once the gate is passed, 0..1; fitted on names without numbers."""
        return _share(self.earned(card), card.calibration)


def score_of(card: ScoreCard, values: Values, without: frozenset[str] = frozenset()) -> float:
    """Start plus all points, of some signs none."""
    points = card.points
    counted = (sign for sign in values if sign in points and sign not in without)
    return round(card.start + sum(round(points[sign] * values[sign], _PLACES) for sign in counted), _PLACES)


def sheet_of(doc: ReadDocument, indicator: Indicator, values: Values) -> Sheet:
    """Add up the points, and tell how."""
    card = doc.catalogue.score_card
    points = card.points
    rows = (
        (sign, round(value, _PLACES), round(points[sign] * value, _PLACES))
        for sign, value in values.items()
        if sign in points
    )
    taught = doc.signals.learned.get(indicator.no, ())
    score = score_of(card, values)
    return Sheet(
        indicator.no,
        tuple(sorted((row for row in rows if row[2]), key=lambda row: (-abs(row[2]), row[0]))),
        score,
        about(card, score),
        learned=next((f"{date(one.date.isoformat())} ({one.name})" for one in taught), ""),
    )


def about(card: ScoreCard, score: float) -> float:
    """How surely a document of this score is about the indicator, 0..1."""
    return _share(score, card.about)


def _share(score: float, fitted: Calibration) -> float:
    return round(1 / (1 + exp(-(fitted.shift + fitted.slope * score))), _PLACES)


def gate(doc: ReadDocument, indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """Rows that the document does not pass for this indicator with their sentences, in the order of the card.

    That supplements never stand alone is asked of the folder, once all its documents are known (``assess``).
    """
    found = []
    for row in doc.catalogue.score_card.gate:
        why = _QUESTIONS[row.id](doc, indicator) if row.id in _QUESTIONS else None
        if why is not None:
            found.append((row.id, row.failed.format(topic=indicator.topic, why=why)))
    return tuple(found)


def _look_alike(doc: ReadDocument, indicator: Indicator) -> str | None:
    for other in doc.look_alikes:
        if not other.blocks or {indicator.family, str(indicator.no)} & {*other.blocks}:
            return other.label
    return None


def serves_core(doc: ReadDocument, indicator: Indicator) -> bool:
    """Whether a core item takes the document's kind, so that it may prove something by itself."""
    rows = doc.catalogue.score_card.row
    supplements = {*rows["inti"].keys, *(rows["fungsi"].keys if doc.kind.kind in rows["fungsi"].kinds else ())}
    kinds = {*doc.kind.kinds}
    if doc.kind.draft:
        kinds = {*kinds, doc.families.draft}
    return any(kinds & {*item.kinds} for item in indicator.evidence if item.key not in supplements)


def _unfilled(doc: ReadDocument, indicator: Indicator) -> str | None:
    identity = doc.signals.facts.identity
    return "; ".join(identity.unfilled) or "kosong" if identity.form else None


def _few_words(doc: ReadDocument, indicator: Indicator) -> str | None:
    words = doc.signals.facts.words
    return str(words) if doc.signals.readable and words < doc.catalogue.score_card.row["isi"].least else None


def _other_title(doc: ReadDocument, indicator: Indicator) -> str | None:
    """The title of a paper that names something else, where neither title nor file name names the indicator."""
    row, signals, kind = doc.catalogue.score_card.row["judul"], doc.signals, doc.kind.kind
    title = signals.facts.identity.title
    if not title or kind not in row.kinds or signals.regulation or not signals.readable:
        return None
    if doc.umbrella or marks_of(indicator, signals.title) or marks_of(indicator, signals.in_name):
        return None
    form = {word for text in doc.catalogue.kind_by_id[kind].title for word in keys(text)}
    return title if len(set(keys(title)) - form) >= row.least else None


_QUESTIONS = {"serupa": _look_alike, "formulir": _unfilled, "isi": _few_words, "judul": _other_title}
