"""From the short file to the explicit catalogue: a pure function.

For every indicator the family's levels are merged with its own, placeholders are filled in, keys become ids and the
clause strings become ``IndicatorLevel.requires``. All problems of a file are collected and reported together, each at
the line where the text stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from pydantic import BaseModel

from spbe_checklist.catalogue import models, source
from spbe_checklist.catalogue.assemble import Assembly
from spbe_checklist.catalogue.complaints import Path, Problem
from spbe_checklist.catalogue.fields import Model
from spbe_checklist.catalogue.layers import FilePass, Layer, Merged, MergedLevel, WrongValueError, unknown
from spbe_checklist.catalogue.source import (
    CatalogueSpec,
    FamilySpec,
    IndicatorSpec,
    LevelSpec,
)
from spbe_checklist.catalogue.traits import inherited
from spbe_checklist.catalogue.vocabulary import Words
from spbe_checklist.errors import ConfigurationError
from spbe_checklist.language import enumerated

M = TypeVar("M", bound=Model)


def expand(
    spec: CatalogueSpec,
    words: Words,
    lent: Words,
    *,
    sha256: str,
    extends: str,
    failure: Callable[[Sequence[Problem]], ConfigurationError],
) -> models.Catalogue:
    """The catalogue with everything written out.

    ``words`` is the whole vocabulary, ``lent`` the part of it that the file did not write itself: checks and subjects
    of it that nothing uses are left out. ``extends`` is the id of the edition an overlay changes. ``failure`` turns
    problems into the error to raise (it knows the lines of the file). Raises it for dangling references,
    unknown kinds, checks, subjects, parts and families, placeholders that do not resolve, levels outside the edition's
    range, and items without one of kind, label, why, ask and examples.
    """
    expansion = Expansion(spec, words)
    indicators = tuple(expansion.indicators())
    if expansion.problems:
        raise failure(expansion.problems)
    items = [item for indicator in indicators for item in indicator.evidence]
    checks_used = {check for item in items for check in (*item.checks, *item.any_checks)}
    subjects_used = {indicator.subject for indicator in indicators} | {item.about for item in items}
    return _as(
        models.Catalogue,
        spec,
        value_rule=spec.value and _as(models.ValueRule, spec.value),
        sources=[_as(models.Source, entry) for entry in spec.sources],
        predicates=sorted(
            (_as(models.Predicate, one) for one in spec.predicates), key=lambda predicate: predicate.min, reverse=True
        ),
        kinds=[
            _as(
                models.Kind,
                kind,
                id=key,
                traits=inherited(words.kinds, key),
                extensions=[extension.lower().lstrip(".") for extension in kind.extensions],
            )
            for key, kind in words.kinds.items()
        ],
        checks=[
            _as(models.Check, check, id=key)
            for key, check in words.checks.items()
            if key in checks_used or key not in lent.checks
        ],
        subjects=[
            _as(models.Subject, subject, id=key)
            for key, subject in words.subjects.items()
            if key in subjects_used or key not in lent.subjects
        ],
        objections=[_as(models.Objection, objection, id=key) for key, objection in words.objections.items()],
        indicators=indicators,
        sha256=sha256,
        extends=extends,
    )


def _as(model: type[M], spec: BaseModel, **more: Any) -> M:
    """The model with every field that ``spec`` has under the same name, and ``more``."""
    same = type(spec).model_fields.keys() & model.model_fields.keys() - more.keys()
    return model.model_validate(spec.model_dump(include=set(same)) | more)


def decimal_weight(text: str) -> Decimal:
    """A weight as Decimal: exact where it has a finite form, else to 28 digits (see ``Indicator.exact_weight``)."""
    if "/" not in text:
        return Decimal(text)
    value = Fraction(text)
    return Decimal(value.numerator) / Decimal(value.denominator)


class Expansion(FilePass):
    """The pass over the facts of the edition and its indicators."""

    def __init__(self, spec: CatalogueSpec, vocabulary: Words) -> None:
        super().__init__(spec, vocabulary)
        self.aspects = {aspect.no: aspect for aspect in spec.aspects}
        self.domains = {domain.no for domain in spec.domains}
        self.level_names = {
            capability: {name.level: name.name for name in names} for capability, names in spec.level_names.items()
        }
        self.check_edition()

    def check_edition(self) -> None:
        spec = self.spec
        if spec.min_level > spec.max_level:
            self.report(("min_level",), "min_level lebih besar dari max_level")
        for position, aspect in enumerate(spec.aspects):
            if aspect.domain is None and self.domains:
                self.report(("aspects", position), f"aspek {aspect.no} belum menyebut domain")
            elif aspect.domain is not None and aspect.domain not in self.domains:
                self.report(("aspects", position, "domain"), f"domain {aspect.domain} tidak ada")
        self.unique("sources", [entry.id for entry in spec.sources], "id")
        self.unique("domains", [entry.no for entry in spec.domains], "no")
        self.unique("aspects", [entry.no for entry in spec.aspects], "no")
        self.unique("indicators", [entry.no for entry in spec.indicators], "no")
        for role in ("peraturan", "pedoman"):
            if sum(entry.role == role for entry in spec.sources) > 1:
                self.report(("sources",), f"lebih dari satu sumber berperan {role!r}")

    def unique(self, section: str, values: Sequence[object], name: str) -> None:
        for position, value in enumerate(values):
            if value in values[:position]:
                self.report((section, position, name), f"{name} {value} dipakai dua kali")

    def indicators(self) -> Iterator[models.Indicator]:
        for position, spec in enumerate(self.spec.indicators):
            path: Path = ("indicators", position)
            with self.noted():
                yield self.indicator(spec, path)

    def indicator(self, spec: IndicatorSpec, path: Path) -> models.Indicator:
        family = self.family(spec, path)
        capability = spec.capability or (family.capability if family else None)
        if capability is None:
            raise WrongValueError(path, "indikator tanpa keluarga harus menyebut capability")
        if capability not in self.level_names:
            raise WrongValueError(path, unknown("nama tingkat untuk", capability, self.level_names))
        self.known((*path, "subject"), "pokok bahasan", spec.subject, self.vocabulary.subjects)
        aspect = self.aspects.get(spec.aspect)
        if aspect is None:
            self.report((*path, "aspect"), f"aspek {spec.aspect} tidak ada")
        parts = self.part_list(spec, path)
        words = self.words(spec, path, parts)
        levels = list(self.merged_levels(spec, family, path))
        assembly = Assembly(self, spec, levels, words, parts is not None)
        return _as(
            models.Indicator,
            spec,
            weight=decimal_weight(spec.weight),
            weight_fraction=spec.weight if "/" in spec.weight else None,
            domain=aspect.domain if aspect else None,
            capability=capability,
            family=spec.family or "",
            context=tuple(dict.fromkeys((*(family.context if family else ()), *spec.context))),
            umbrella=family.umbrella if family else (),
            parts=parts,
            source=tuple(self.indicator_sources(spec, path)),
            levels=tuple(assembly.levels(self.level_names[capability], path)),
        )

    def family(self, spec: IndicatorSpec, path: Path) -> FamilySpec | None:
        if spec.family is None:
            return None
        family = self.spec.families.get(spec.family)
        if family is None:
            raise WrongValueError((*path, "family"), unknown("keluarga", spec.family, self.spec.families))
        return family

    def part_list(self, spec: IndicatorSpec, path: Path) -> models.PartList | None:
        lists = self.vocabulary.parts
        if spec.parts is None or not self.known((*path, "parts"), "daftar cakupan", spec.parts, lists):
            return None
        found = lists[spec.parts]
        return models.PartList(
            label=found.label,
            parts=tuple(
                models.ScopePart(id=key, label=part.label, terms=tuple(part.terms)) for key, part in found.items.items()
            ),
        )

    def words(self, spec: IndicatorSpec, path: Path, parts: models.PartList | None) -> dict[str, str]:
        """Placeholders of an indicator. Words may use the built-in placeholders, not each other."""
        built_in = {"topic": spec.topic}
        if parts is not None:
            built_in["parts"] = parts.label
            built_in["part_list"] = enumerated([part.label for part in parts.parts])
        words = dict(built_in)
        for name, text in spec.words.items():
            if name in source.RESERVED_WORDS:
                self.report((*path, "words", name), f"penanda {{{name}}} sudah ada untuk setiap indikator")
                continue
            words[name] = self.fill(text, built_in, (*path, "words", name), spec)
        return words

    def merged_levels(self, spec: IndicatorSpec, family: FamilySpec | None, path: Path) -> Iterator[MergedLevel]:
        shared = family.levels if family else {}
        for no in sorted({*shared, *spec.levels}):
            layers = []
            if no in spec.levels:
                layers.append(Layer(spec.levels[no], (*path, "levels", no)))
            if no in shared:
                layers.append(Layer(shared[no], ("families", spec.family or "", "levels", no)))
            level = MergedLevel(no, Merged(tuple(layers)))
            if not self.spec.min_level <= no <= self.spec.max_level:
                self.report(
                    level.fields.path, f"tingkat {no} di luar {self.spec.min_level} sampai {self.spec.max_level}"
                )
                continue
            level.items = dict(self.merged_items(layers))
            yield level

    def merged_items(self, layers: Sequence[Layer]) -> Iterator[tuple[str, Merged]]:
        """Items in the family's order, new ones of the indicator after them; removed ones left out."""
        stated = [(layer.path, layer.spec.evidence) for layer in layers if isinstance(layer.spec, LevelSpec)]
        keys = dict.fromkeys(key for _, evidence in reversed(stated) for key in evidence)
        for key in keys:
            item_layers = []
            removed = False
            for layer_path, evidence in stated:
                if key not in evidence:
                    continue
                item = evidence[key]
                if item is None:
                    removed = True
                    if not any(key in other for _, other in stated if other is not evidence):
                        self.report((*layer_path, "evidence", key), f"tidak ada butir {key!r} untuk dihapus")
                    break
                item_layers.append(Layer(item, (*layer_path, "evidence", key)))
            if not removed:
                yield key, Merged((*item_layers, *self.row(Merged(tuple(item_layers)))))

    def row(self, item: Merged) -> Iterator[Layer]:
        """The pattern an item follows, below everything it states itself."""
        wanted = item.get("row")
        if wanted is not None and self.known(item.at("row"), "pola butir", wanted, self.spec.rows):
            yield Layer(self.spec.rows[wanted], ("rows", wanted))

    def indicator_sources(self, spec: IndicatorSpec, path: Path) -> Iterator[models.SourceRef]:
        if spec.regulation_page is not None:
            yield models.SourceRef(source=self.role("peraturan", (*path, "regulation_page")), page=spec.regulation_page)
        if spec.guideline_pages:
            yield models.SourceRef(
                source=self.role("pedoman", (*path, "guideline_pages")), page=spec.guideline_pages[0]
            )
