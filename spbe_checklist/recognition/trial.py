"""Try the matcher on a name, or a name with a text, as the catalogue's examples and the benchmarks do."""

from __future__ import annotations

from functools import lru_cache

from spbe_checklist.catalogue.models import Catalogue, Example
from spbe_checklist.reading.from_text import facts_of_text
from spbe_checklist.recognition.matcher import Matcher, Recognition
from spbe_checklist.text.lexicon import compile_lexicon


def recognise_name(catalogue: Catalogue, name: str, text: str = "", year: int = 2024) -> Recognition:
    """What the matcher makes of a document of this name; without a text only the name is known."""
    matcher = _matcher(_ById(catalogue), year)
    return matcher.recognise(facts_of_text(name, text.split("\f") if text else [], matcher.lexicon))


def offers(catalogue: Catalogue, example: Example | str) -> set[str]:
    """Ids of the evidence items for which such a document is offered."""
    one = Example(name=example) if isinstance(example, str) else example
    return {match.evidence for match in recognise_name(catalogue, one.name, one.text).matches if not match.near}


class _ById:
    """A catalogue as a cache key: the same object is the same catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and self.catalogue is other.catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)


@lru_cache(maxsize=4)
def _matcher(source: _ById, year: int) -> Matcher:
    return Matcher(source.catalogue, compile_lexicon(source.catalogue), year)
