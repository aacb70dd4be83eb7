"""The unofficial map from one edition to another, as text and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spbe_checklist.catalogue.edition_map import UNOFFICIAL, EditionMap
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.reports import words
from spbe_checklist.reports.picked import picked
from spbe_checklist.reports.reuse import pair_data, pair_in_words


def as_text(found: EditionMap, old: Catalogue, new: Catalogue) -> str:
    """Every indicator of the newer edition with those it continues, then what has no counterpart."""
    return "\n".join(_lines(found, old, new)) + "\n"


def data(found: EditionMap, old: Catalogue, new: Catalogue) -> dict[str, Any]:
    """The same for other programs, with the short names of both sides."""
    return {
        "schema": "spbe-check/edition-map",
        "version": 1,
        "official": False,
        "from": picked(old, "id", "title"),
        "to": picked(new, "id", "title"),
        "note": f"{UNOFFICIAL} {found.note}",
        "sources": [picked(source, "id", "title") for source in found.sources],
        "pairs": [
            {**pair_data(pair), "old_topic": old.by_no[pair.old].topic, "new_topic": new.by_no[pair.new].topic}
            for indicator in new.indicators
            for pair in found.to(indicator.no)
        ],
        **picked(found, "begun", "ended"),
    }


def _lines(found: EditionMap, old: Catalogue, new: Catalogue) -> Iterator[str]:
    yield f"PETA {old.id} ke {new.id} (tidak resmi)"
    yield f"{UNOFFICIAL} {found.note}"
    for indicator in new.indicators:
        yield ""
        yield f"{indicator.no:>2} {indicator.topic}"
        pairs = list(found.to(indicator.no))
        if not pairs:
            yield "   baru, tanpa pendahulu"
        for pair in pairs:
            yield f"   <- {pair.old} {words.bare_name(old.by_no[pair.old].name)}"
            yield f"      {pair_in_words(pair)}"
    if found.ended:
        yield ""
        yield f"Tanpa penerus di {new.id}:"
        for number in found.ended:
            yield f"   {number:>2} {words.bare_name(old.by_no[number].name)}"
    yield ""
    yield "Sumber:"
    for source in found.sources:
        yield f" - {source.title}"
