"""An overlay: one edition on top of another (``extends``), of which only differences are written.

Merged in the form of the file (``source.py``), before anything is expanded, so that a merged catalogue is expanded and
checked like any other; its words are added as those of any edition (``vocabulary.py``). Pure; ``load.py`` finds the
other edition.

An overlay may change the facts of the edition, change or add evidence, and add indicators. It never removes an
indicator: the index of the edition it extends would no longer add up.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from spbe_checklist.catalogue.complaints import Path, Problem, Report
from spbe_checklist.catalogue.fields import Day, Key, LevelNo, Positive, Spec, Text, WeightText, WordName
from spbe_checklist.catalogue.models import Verification
from spbe_checklist.catalogue.source import (
    AspectSpec,
    CatalogueSpec,
    DomainSpec,
    EvidenceSpec,
    FamilySpec,
    IndicatorSpec,
    LevelNameSpec,
    LevelSpec,
    PredicateSpec,
    SourceSpec,
)
from spbe_checklist.catalogue.vocabulary import Words

_OWN_INDICATOR = ("name", "topic", "weight", "aspect", "subject")
"""What an indicator that the other edition does not have must state."""


class IndicatorOverlay(Spec):
    """Perubahan satu indikator; hanya yang ditulis yang berubah."""

    no: Positive
    name: Text | None = None
    topic: Text | None = None
    weight: WeightText | None = None
    aspect: Positive | None = None
    family: Key | None = None
    capability: Key | None = None
    subject: Key | None = None
    parts: Key | None = None
    regulation_page: Positive | None = None
    guideline_pages: list[Positive] | None = None
    context: list[Text] = Field(default_factory=list, description="Ditambahkan.")
    words: dict[WordName, Text] = Field(default_factory=dict, description="Ditambahkan atau menggantikan.")
    choice: bool = False
    external: bool = False
    copies: Positive = 1
    verification: Verification = "diperiksa"
    units: list[Text] = Field(default_factory=list, description="Unit penanggung jawab.")
    levels: dict[LevelNo, LevelSpec] = Field(default_factory=dict, description="Tingkat dan butir yang berubah.")


class OverlaySpec(Words):
    """Edisi sendiri di atas edisi lain: hanya yang berbeda ditulis."""

    schema_: Literal["spbe-check/catalogue"] = Field(alias="schema")
    version: Literal[1]
    extends: Text = Field(description="Id edisi bawaan, atau letak berkas katalog dari folder berkas ini.")
    id: Key
    edition: Text | None = None
    title: Text | None = None
    legal_basis: list[Text] = Field(default_factory=list)
    valid_from: Day | None = None
    valid_to: Day | None = None
    repealed_by: str = ""
    verification: Verification = "diperiksa"
    declares_levels: bool = True
    sources: list[SourceSpec] = Field(default_factory=list, description="Ditambahkan.")
    level_names: dict[Key, list[LevelNameSpec]] = Field(default_factory=dict)
    predicates: list[PredicateSpec] = Field(default_factory=list)
    domains: list[DomainSpec] = Field(default_factory=list)
    aspects: list[AspectSpec] = Field(default_factory=list)
    families: dict[Key, FamilySpec] = Field(default_factory=dict, description="Keluarga baru.")
    indicators: list[IndicatorOverlay] = Field(default_factory=list)


_ADDED = {"schema_", "version", "extends", "sources", "families", "indicators", *Words.model_fields}
"""Fields that add to the other edition, or are about the file; all others replace what it states."""


def extend(base: CatalogueSpec, overlay: OverlaySpec, report: Report) -> CatalogueSpec:
    """The base with the overlay's changes. What cannot be merged goes to ``report``, with its path in the overlay."""
    facts = {name: getattr(overlay, name) for name in overlay.model_fields_set - _ADDED}
    known_sources = {entry.id for entry in base.sources}
    for position, entry in enumerate(overlay.sources):
        if entry.id in known_sources:
            report(Problem(("sources", position, "id"), f"sumber {entry.id} sudah ada pada {base.id}"))
    for key in overlay.families:
        if key in base.families:
            report(
                Problem(
                    ("families", key),
                    f"keluarga {key} sudah ada pada {base.id}",
                    "Ubah butirnya pada indikator, atau beri nama lain untuk keluarga baru.",
                )
            )
    return base.model_copy(
        update={
            **facts,
            "sources": [*base.sources, *overlay.sources],
            "families": {**base.families, **overlay.families},
            "indicators": _indicators(base, overlay, report),
        }
    )


def place(base: CatalogueSpec, overlay: OverlaySpec, path: Path) -> Path:
    """Where the value at ``path`` of the merged catalogue stands in the overlay's file."""
    if len(path) < 2 or path[0] != "indicators" or not isinstance(path[1], int):
        return path
    numbers = [entry.no for entry in base.indicators]
    numbers += [change.no for change in overlay.indicators if change.no not in set(numbers)]
    changed = [change.no for change in overlay.indicators]
    number = numbers[path[1]]
    return ("indicators", changed.index(number), *path[2:]) if number in changed else ("extends",)


def _indicators(base: CatalogueSpec, overlay: OverlaySpec, report: Report) -> list[IndicatorSpec]:
    changes: dict[int, tuple[int, IndicatorOverlay]] = {}
    for position, change in enumerate(overlay.indicators):
        if change.no in changes:
            report(Problem(("indicators", position, "no"), f"no {change.no} dipakai dua kali"))
        changes.setdefault(change.no, (position, change))
    merged = [
        _indicator(base, entry, changes.pop(entry.no)[1]) if entry.no in changes else entry for entry in base.indicators
    ]
    for no, (position, change) in changes.items():
        if lacking := [name for name in _OWN_INDICATOR if getattr(change, name) is None]:
            what = f"indikator {no} tidak ada pada {base.id}; sebagai indikator baru belum punya {', '.join(lacking)}"
            report(Problem(("indicators", position), what))
        else:
            merged.append(IndicatorSpec(**{name: getattr(change, name) for name in change.model_fields_set}))
    return merged


def _indicator(base: CatalogueSpec, entry: IndicatorSpec, change: IndicatorOverlay) -> IndicatorSpec:
    update = {
        name: getattr(change, name)
        for name in change.model_fields_set - {"no", "context", "words", "levels"}
        if getattr(change, name) is not None
    }
    update["context"] = [*entry.context, *change.context]
    update["words"] = {**entry.words, **change.words}
    family = base.families.get(entry.family) if entry.family else None
    levels = dict(entry.levels)
    for number, level in change.levels.items():
        shared = family.levels.get(number) if family else None
        levels[number] = _level(levels.get(number), level, set(shared.evidence) if shared else set())
    update["levels"] = levels
    return entry.model_copy(update=update)


def _level(old: LevelSpec | None, change: LevelSpec, shared: set[str]) -> LevelSpec:
    """An indicator's own level with changes. ``shared`` are the keys of the family's items at this level."""
    if old is None:
        return change
    evidence: dict[str, EvidenceSpec | None] = dict(old.evidence)
    for key, item in change.evidence.items():
        before = evidence.get(key)
        if item is None and key in evidence and key not in shared:
            del evidence[key]
        elif item is None or before is None:
            evidence[key] = item
        else:
            evidence[key] = before.model_copy(update={name: getattr(item, name) for name in item.model_fields_set})
    stated = {name: getattr(change, name) for name in change.model_fields_set - {"evidence"}}
    return old.model_copy(update={**stated, "evidence": evidence})
