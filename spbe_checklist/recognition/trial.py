"""Try the matcher on a bare file name, as the catalogue's examples and the benchmarks do."""

from __future__ import annotations

from functools import lru_cache

from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.facts.facts import Facts, Health, TextState
from spbe_checklist.recognition.matcher import Matcher, Recognition
from spbe_checklist.text.lexicon import compile_lexicon


def recognise_name(catalogue: Catalogue, name: str, year: int = 2024) -> Recognition:
    """What the matcher makes of a document of which only the name is known."""
    return _matcher(_ById(catalogue), year).recognise(
        Facts(
            path=name,
            size=1,
            sha256="",
            format=name.rpartition(".")[2].lower(),
            health=Health.BAIK,
            text=TextState.TIDAK_ADA,
        )
    )


def offers(catalogue: Catalogue, name: str) -> set[str]:
    """Ids of the evidence items for which a document of this name is offered."""
    return {match.evidence for match in recognise_name(catalogue, name).matches if not match.near}


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
