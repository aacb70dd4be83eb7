"""A level or item as several places of a catalogue file state it: the first place that states a field decides it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from spbe_checklist.catalogue.complaints import Path, Problem
from spbe_checklist.catalogue.source import (
    EvidenceSpec,
    LevelSpec,
)


class WrongValueError(Exception):
    """A problem found while a value is built; ends this value only."""

    def __init__(self, path: Path, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(path, message, hint)


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
