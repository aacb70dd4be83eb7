"""How near a text is to what the catalogue says of each indicator: cosine of weighted word keys (TF-IDF).

Better texts in the catalogue mean better recognition, without a new rule. Words that the catalogue never uses count
nothing, so that names and numbers of a document leave no trace.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from typing import TYPE_CHECKING

from spbe_checklist.text.words import keys

if TYPE_CHECKING:
    from spbe_checklist.catalogue.models import Catalogue, Indicator

MOST_KEPT = 12
"""Indicators kept for a text: the nearest; what is further away tells nothing."""

FIRST_RIVAL = 901
"""From this number on: rival subjects, which no indicator asks for."""


@dataclass(frozen=True)
class Likeness:
    """Weights of the catalogue's words: how telling each is, and how much each indicator uses it."""

    telling: Mapping[str, float] = field(default_factory=dict)
    """Word key to inverse document frequency over the indicators' texts."""
    uses: Mapping[str, tuple[tuple[int, float], ...]] = field(default_factory=dict)
    """Word key to (indicator, weight in that indicator's vector of length one)."""

    def of(self, found: Sequence[str]) -> dict[int, float]:
        """Cosine of a text (its word keys) with each indicator's text, 0..1; the nearest ones only."""
        telling = self.telling
        counts = Counter(word for word in found if word in telling)
        weights = {word: (1 + log(count)) * telling[word] for word, count in counts.items()}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        if not length:
            return {}
        near: dict[int, float] = {}
        for word, weight in weights.items():
            for no, use in self.uses[word]:
                near[no] = near.get(no, 0.0) + weight * use
        best = sorted(near, key=lambda no: (-near[no], no))[:MOST_KEPT]
        return {no: near[no] / length for no in best}


def texts_of(catalogue: Catalogue) -> Iterator[tuple[int, str]]:
    """What a catalogue says of each indicator and of each rival subject."""
    for indicator in catalogue.indicators:
        yield indicator.no, " ".join(_texts(catalogue, indicator))
    for place, other in enumerate(catalogue.score_card.look_alikes):
        if other.rival:
            yield FIRST_RIVAL + place, " ".join((other.label, *other.title, *other.body))


def likeness_of(said: Iterable[tuple[int, str]]) -> Likeness:
    """The weights for what ``texts_of`` gives."""
    texts = {no: Counter(keys(text)) for no, text in said}
    spread = Counter(word for counts in texts.values() for word in counts)
    telling = {word: log((1 + len(texts)) / (1 + having)) for word, having in spread.items() if len(word) > 1}
    telling = {word: weight for word, weight in telling.items() if weight > 0}
    uses: dict[str, list[tuple[int, float]]] = {}
    for no, counts in texts.items():
        vector = {word: (1 + log(count)) * telling[word] for word, count in counts.items() if word in telling}
        length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        for word, weight in vector.items():
            uses.setdefault(word, []).append((no, weight / length))
    return Likeness(telling, {word: tuple(pairs) for word, pairs in uses.items()})


def _texts(catalogue: Catalogue, indicator: Indicator) -> Iterator[str]:
    """Everything that the catalogue says of an indicator."""
    subject = catalogue.subject_by_id[indicator.subject]
    yield from (indicator.name, indicator.topic, indicator.topic, *subject.terms, *subject.weak, *subject.apps)
    yield from subject.field
    for part in indicator.parts.parts if indicator.parts else ():
        yield from (part.label, *part.terms)
    for level in indicator.levels:
        yield level.summary
        for item in level.evidence:
            yield from (item.label, *item.inside)


def per_mille(near: Mapping[int, float]) -> dict[str, int]:
    """Cosines as whole thousandths by indicator number, the form in which facts carry them."""
    return {str(no): round(1000 * value) for no, value in near.items() if value >= 0.0005}
