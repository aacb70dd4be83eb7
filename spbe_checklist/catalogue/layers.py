"""One pass over a catalogue file: what was found wrong, and levels and items as the places of the file state them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from msgspec import Struct, field

from spbe_checklist.catalogue.complaints import Path, Problem, shown, suggestion
from spbe_checklist.catalogue.source import CatalogueSpec, EvidenceSpec, IndicatorSpec, LevelSpec
from spbe_checklist.catalogue.vocabulary import Words

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


class WrongValueError(Exception):
    """A problem found while a value is built (path, message, hint); ends this value only."""


class FilePass:
    """One pass over a file; collects problems instead of stopping at the first."""

    def __init__(self, spec: CatalogueSpec, vocabulary: Words) -> None:
        self.spec = spec
        self.vocabulary = vocabulary
        self.problems: list[Problem] = []
        self.seen: set[Path] = set()
        self.sources = [entry.id for entry in spec.sources]

    def report(self, path: Path, message: str, hint: str = "") -> None:
        """Note a problem once per place, however many indicators share the family it stands in."""
        if path not in self.seen:
            self.seen.add(path)
            self.problems.append(Problem(path, message, hint))

    @contextmanager
    def noted(self) -> Iterator[None]:
        """What is wrong with the value that is built inside is noted, and the value left out."""
        try:
            yield
        except WrongValueError as wrong:
            self.report(*wrong.args)

    def known(self, path: Path, what: str, name: str, table: Collection[str]) -> bool:
        """Whether ``table`` has the name; where it has not, that is noted."""
        if name not in table:
            self.report(path, unknown(what, name, table))
        return name in table

    def role(self, role: str, path: Path) -> str:
        """Id of the source with this role. Raises WrongValueError."""
        found = next((entry.id for entry in self.spec.sources if entry.role == role), None)
        if found is None:
            raise WrongValueError(
                path, f"belum ada sumber dengan peran {role!r}", f'Tambahkan role: "{role}" pada sumber itu di sources.'
            )
        return found

    def fill(self, text: str, words: Mapping[str, str], path: Path, spec: IndicatorSpec) -> str:
        """``text`` with placeholders replaced; ``{{`` and ``}}`` are literal braces."""
        if "{" not in text and "}" not in text:
            return text

        def replace(match: re.Match[str]) -> str:
            found = match.group()
            if found in ("{{", "}}"):
                return found[0]
            name = match.group(1)
            if name is None:
                self.report(path, "kurung kurawal tidak berpasangan", "Tulis {{ atau }} untuk kurung kurawal biasa.")
                return found
            if name in words:
                return words[name]
            self.report(
                path,
                f"penanda {{{shown(name)}}} tidak dikenal untuk indikator {spec.no}{suggestion(name, list(words))}",
                f"Yang dikenal: {', '.join(f'{{{word}}}' for word in words)}. "
                "Tambahkan di words, atau tulis {{ }} untuk kurung kurawal biasa.",
            )
            return found

        return _PLACEHOLDER.sub(replace, text)


def unknown(what: str, name: str, known: Collection[str]) -> str:
    """What to say of a name that nothing has."""
    return f"{what} '{shown(name)}' tidak ada{suggestion(name, list(known))}"


class Layer(Struct, frozen=True):
    """A level or item as one place of the file states it."""

    spec: LevelSpec | EvidenceSpec
    path: Path


class Merged(Struct, frozen=True):
    """Layers of one level or item, the indicator's own first: the first layer that states a field decides it."""

    layers: tuple[Layer, ...]

    @property
    def path(self) -> Path:
        return self.layers[0].path

    def layer(self, name: str) -> Layer:
        """The layer that decides ``name``; the first where none states it."""
        return next((layer for layer in self.layers if name in layer.spec.model_fields_set), self.layers[0])

    def get(self, name: str) -> Any:
        return getattr(self.layer(name).spec, name)

    def at(self, name: str) -> Path:
        """Where the field stands; the item itself where no layer states it."""
        layer = self.layer(name)
        return (*layer.path, name) if name in layer.spec.model_fields_set else layer.path


class MergedLevel(Struct):
    """A level while its indicator is put together: merged fields and merged items, keys still unresolved."""

    no: int
    fields: Merged
    items: dict[str, Merged] = field(default_factory=dict)
