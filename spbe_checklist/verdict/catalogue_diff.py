"""What a changed catalogue makes of the same documents: which name or file gained and which lost which items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from spbe_checklist.catalogue.models import Catalogue, Example
from spbe_checklist.recognition.trial import offers
from spbe_checklist.verdict.result import Result

Standing = Literal["ditawarkan", "ada"]
"""How a document stands with an item: offered only, or counted."""

Standings = Mapping[str, Mapping[str, Standing]]
"""By name or path: the items a document is offered for."""


class Change(Struct, frozen=True):
    """One document whose standing with an item differs between two catalogues."""

    document: str
    evidence: str
    old: Standing | None
    new: Standing | None

    @property
    def lost(self) -> bool:
        """Whether less is made of the document than before."""
        return self.new is None or (self.old, self.new) == ("ada", "ditawarkan")


def of_examples(catalogue: Catalogue, examples: Iterable[Example]) -> dict[str, dict[str, Standing]]:
    """Standings of examples; those with a text are told apart from the bare name."""
    return {
        f"{one.name} (dengan isi)" if one.text else one.name: dict.fromkeys(offers(catalogue, one), "ditawarkan")
        for one in examples
    }


def of_result(result: Result) -> dict[str, dict[str, Standing]]:
    """Standings of the files of a checked folder; near misses are none."""
    return {
        document.path: {
            match.evidence: "ada" if match.accepted else "ditawarkan" for match in document.matches if not match.near
        }
        for document in result.documents
    }


def changes(old: Standings, new: Standings) -> list[Change]:
    """Every difference, documents in their order, for each what it lost before what it gained."""
    found = []
    for document in dict.fromkeys((*old, *new)):
        before, after = old.get(document, {}), new.get(document, {})
        moved = [
            Change(document, evidence, before.get(evidence), after.get(evidence))
            for evidence in sorted(before.keys() | after.keys())
            if before.get(evidence) != after.get(evidence)
        ]
        found += sorted(moved, key=lambda one: not one.lost)
    return found
