"""Where a document meets what an item asks: for each requirement the words found and the article or page of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spbe_checklist.catalogue.models import Catalogue, Evidence, Indicator
from spbe_checklist.facts.facts import Segment
from spbe_checklist.language import place
from spbe_checklist.recognition.signals import Signals, terms_of

_MOST_WORDS = 2
"""Words quoted for one requirement."""


def shown(
    signals: Signals,
    catalogue: Catalogue,
    indicator: Indicator,
    item: Evidence,
    parts: Mapping[str, Segment | None],
) -> Iterator[str]:
    """A sentence for each requirement that the text meets; ``parts`` of the scope list with the place of each."""
    firsts = (signals.first(cue) for cue in terms_of(indicator))
    if (first := next(filter(None, firsts), None)) is not None:
        yield f"{indicator.topic} ({_place(signals, first)})"
    for check in (*item.checks, *item.any_checks):
        rule = catalogue.check_by_id[check]
        terms = ((term, signals.first(f"c:{check}:{index}")) for index, term in enumerate(rule.terms))
        held = [(term, segment) for term, segment in terms if segment is not None]
        if held and len(held) >= rule.min and not rule.of_maker:
            words = ", ".join(f"“{term}”" for term, _ in held[:_MOST_WORDS])
            yield f"{rule.label}: {words} ({_place(signals, held[0][1])})"
    if indicator.parts is not None and item.scope != "tidak_diukur":
        labels = {part.id: part.label for part in indicator.parts.parts}
        covered = [f"{labels[part]} ({_place(signals, at)})" for part, at in parts.items() if at is not None]
        if covered:
            yield f"{indicator.parts.label}: {', '.join(covered)}"


def _place(signals: Signals, segment: Segment) -> str:
    return place(signals.facts.path, segment.page if signals.facts.pages else None, segment.article) or "isi"
