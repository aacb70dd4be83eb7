"""From the short file to the explicit catalogue: a pure function.

For every indicator the family's levels are merged with its own, placeholders are filled in, keys become ids and the
clause strings become ``IndicatorLevel.requires``. All problems of a file are collected and reported together, each at
the line where the text stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel

from spbe_checklist.catalogue import models, source
from spbe_checklist.catalogue.fields import weight as fraction
from spbe_checklist.catalogue.source import (
    CatalogueSpec,
    EvidenceSpec,
    ExampleSpec,
    FamilySpec,
    IndicatorSpec,
    LevelSpec,
)
from spbe_checklist.catalogue.strict_yaml import Path, Problem, shown, suggestion
from spbe_checklist.catalogue.traits import ancestors, inherited
from spbe_checklist.catalogue.vocabulary import Words
from spbe_checklist.errors import CatalogueError, ConfigurationError
from spbe_checklist.language import enumerated

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_REFERENCE = re.compile(r"(?:L(\d)\.)?([a-z][a-z0-9_-]*)\Z")
_NEEDED = ("kind", "label", "examples")

M = TypeVar("M", bound=models.Model)


def expand(
    spec: CatalogueSpec,
    words: Words,
    lent: Words | None = None,
    *,
    sha256: str = "",
    extends: str = "",
    failure: Callable[[Sequence[Problem]], ConfigurationError] | None = None,
) -> models.Catalogue:
    """The catalogue with everything written out.

    ``words`` is the whole vocabulary, ``lent`` the part of it that the file did not write itself: checks and subjects
    of it that nothing uses are left out. ``extends`` is the id of the edition an overlay changes. ``failure`` turns
    problems into the error to raise (it knows the lines of the file). Raises CatalogueError for dangling references,
    unknown kinds, checks, subjects, parts and families, placeholders that do not resolve, levels outside the edition's
    range, and items without one of kind, label, why, ask and examples.
    """
    expansion = _Expansion(spec, words)
    indicators = tuple(expansion.indicators())
    if expansion.problems:
        raise (failure or _plain_failure)(expansion.problems)
    others = lent or Words()
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
            if key in checks_used or key not in others.checks
        ],
        subjects=[
            _as(models.Subject, subject, id=key)
            for key, subject in words.subjects.items()
            if key in subjects_used or key not in others.subjects
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
    value = fraction(text)
    return Decimal(value.numerator) / Decimal(value.denominator)


def _plain_failure(problems: Sequence[Problem]) -> CatalogueError:
    first = problems[0]
    place = ".".join(str(step) for step in first.path)
    return CatalogueError(f"{place}: {first.message}.", first.hint)


class _WrongValueError(Exception):
    """A problem found while a value is built; ends this value only."""

    def __init__(self, path: Path, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(path, message, hint)


@dataclass(frozen=True, slots=True)
class _Layer:
    """A level or item as one place of the file states it."""

    spec: LevelSpec | EvidenceSpec
    path: Path


@dataclass(frozen=True, slots=True)
class _Merged:
    """Layers of one level or item, the indicator's own first: the first layer that states a field decides it."""

    layers: tuple[_Layer, ...]

    @property
    def path(self) -> Path:
        return self.layers[0].path

    def layer(self, name: str) -> _Layer:
        """The layer that decides ``name``; the first where none states it."""
        return next((layer for layer in self.layers if name in layer.spec.model_fields_set), self.layers[0])

    def get(self, name: str) -> Any:
        return getattr(self.layer(name).spec, name)

    def at(self, name: str) -> Path:
        """Where the field stands; the item itself where no layer states it."""
        layer = self.layer(name)
        return (*layer.path, name) if name in layer.spec.model_fields_set else layer.path


@dataclass(slots=True)
class _Level:
    """A level while its indicator is put together: merged fields and merged items, keys still unresolved."""

    no: int
    fields: _Merged
    items: dict[str, _Merged] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the items of one level share."""

    level: _Level
    ref: models.SourceRef
    asked: set[str]
    """Ids that stand in a clause."""
    groups: dict[str, str]
    criterion: str
    """The level's criterion, the reason for an item that states none."""


class _Expansion:
    """One pass over a file; collects problems instead of stopping at the first."""

    def __init__(self, spec: CatalogueSpec, vocabulary: Words) -> None:
        self.spec = spec
        self.vocabulary = vocabulary
        self.problems: list[Problem] = []
        self.seen: set[Path] = set()
        self.aspects = {aspect.no: aspect for aspect in spec.aspects}
        self.domains = {domain.no for domain in spec.domains}
        self.level_names = {
            capability: {name.level: name.name for name in names} for capability, names in spec.level_names.items()
        }
        self.roles = {entry.role: entry.id for entry in spec.sources if entry.role}
        self.check_edition()

    def report(self, path: Path, message: str, hint: str = "") -> None:
        """Note a problem once per place, however many indicators share the family it stands in."""
        if path not in self.seen:
            self.seen.add(path)
            self.problems.append(Problem(path, message, hint))

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
            try:
                yield self.indicator(spec, path)
            except _WrongValueError as wrong:
                self.report(wrong.problem.path, wrong.problem.message, wrong.problem.hint)

    def indicator(self, spec: IndicatorSpec, path: Path) -> models.Indicator:
        family = self.family(spec, path)
        capability = spec.capability or (family.capability if family else None)
        if capability is None:
            raise _WrongValueError(path, "indikator tanpa keluarga harus menyebut capability")
        if capability not in self.level_names:
            raise _WrongValueError(path, self.unknown("nama tingkat untuk", capability, self.level_names))
        if spec.subject not in self.vocabulary.subjects:
            self.report((*path, "subject"), self.unknown("pokok bahasan", spec.subject, self.vocabulary.subjects))
        aspect = self.aspects.get(spec.aspect)
        if aspect is None:
            self.report((*path, "aspect"), f"aspek {spec.aspect} tidak ada")
        parts = self.part_list(spec, path)
        words = self.words(spec, path, parts)
        levels = list(self.merged_levels(spec, family, path))
        assembly = _Assembly(self, spec, levels, words, parts is not None)
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
            raise _WrongValueError((*path, "family"), self.unknown("keluarga", spec.family, self.spec.families))
        return family

    def part_list(self, spec: IndicatorSpec, path: Path) -> models.PartList | None:
        if spec.parts is None:
            return None
        found = self.vocabulary.parts.get(spec.parts)
        if found is None:
            self.report((*path, "parts"), self.unknown("daftar cakupan", spec.parts, self.vocabulary.parts))
            return None
        return models.PartList(
            label=found.label,
            parts=tuple(
                models.Part(id=key, label=part.label, terms=tuple(part.terms)) for key, part in found.items.items()
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

    def merged_levels(self, spec: IndicatorSpec, family: FamilySpec | None, path: Path) -> Iterator[_Level]:
        shared = family.levels if family else {}
        for no in sorted({*shared, *spec.levels}):
            layers = []
            if no in spec.levels:
                layers.append(_Layer(spec.levels[no], (*path, "levels", no)))
            if no in shared:
                layers.append(_Layer(shared[no], ("families", spec.family or "", "levels", no)))
            level = _Level(no, _Merged(tuple(layers)))
            if not self.spec.min_level <= no <= self.spec.max_level:
                self.report(
                    level.fields.path, f"tingkat {no} di luar {self.spec.min_level} sampai {self.spec.max_level}"
                )
                continue
            level.items = dict(self.merged_items(layers))
            yield level

    def merged_items(self, layers: Sequence[_Layer]) -> Iterator[tuple[str, _Merged]]:
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
                item_layers.append(_Layer(item, (*layer_path, "evidence", key)))
            if not removed:
                yield key, _Merged((*item_layers, *self.row(_Merged(tuple(item_layers)))))

    def row(self, item: _Merged) -> Iterator[_Layer]:
        """The pattern an item follows, below everything it states itself."""
        wanted = item.get("row")
        if wanted is None:
            return
        if wanted not in self.spec.rows:
            self.report(item.at("row"), self.unknown("pola butir", wanted, self.spec.rows))
            return
        yield _Layer(self.spec.rows[wanted], ("rows", wanted))

    def indicator_sources(self, spec: IndicatorSpec, path: Path) -> Iterator[models.SourceRef]:
        if spec.regulation_page is not None:
            yield models.SourceRef(source=self.role("peraturan", (*path, "regulation_page")), page=spec.regulation_page)
        if spec.guideline_pages:
            yield models.SourceRef(
                source=self.role("pedoman", (*path, "guideline_pages")), page=spec.guideline_pages[0]
            )

    def role(self, role: str, path: Path) -> str:
        found = self.roles.get(role)  # type: ignore[call-overload]
        if found is None:
            raise _WrongValueError(
                path, f"belum ada sumber dengan peran {role!r}", f'Tambahkan role: "{role}" pada sumber itu di sources.'
            )
        return str(found)

    def unknown(self, what: str, name: str, known: Iterable[str]) -> str:
        return f"{what} '{shown(name)}' tidak ada{suggestion(name, list(known))}"


class _Assembly:
    """Builds the levels of one indicator once its items are known."""

    def __init__(
        self,
        expansion: _Expansion,
        spec: IndicatorSpec,
        levels: Sequence[_Level],
        words: Mapping[str, str],
        has_parts: bool,
    ) -> None:
        self.expansion = expansion
        self.spec = spec
        self.all = levels
        self.words = words
        self.has_parts = has_parts

    def levels(self, names: Mapping[int, str], path: Path) -> Iterator[models.IndicatorLevel]:
        pages = self.spec.guideline_pages
        expected = self.expansion.spec.max_level - self.expansion.spec.min_level + 1
        if pages is not None and len(pages) != expected:
            self.expansion.report(
                (*path, "guideline_pages"), f"guideline_pages berisi {len(pages)} halaman untuk {expected} tingkat"
            )
            pages = None
        for level in self.all:
            if level.no not in names:
                self.expansion.report(level.fields.path, f"tingkat {level.no} tidak punya nama di level_names")
                continue
            try:
                yield self.level(level, names[level.no], self.source(pages, level, path))
            except _WrongValueError as wrong:
                self.expansion.report(wrong.problem.path, wrong.problem.message, wrong.problem.hint)

    def source(self, pages: Sequence[int] | None, level: _Level, path: Path) -> models.SourceRef:
        """The guideline's page for the level, else the regulation's page, else the first source without page."""
        if pages:
            page = pages[level.no - self.expansion.spec.min_level]
            return models.SourceRef(source=self.expansion.role("pedoman", (*path, "guideline_pages")), page=page)
        if self.spec.regulation_page is not None:
            role = self.expansion.role("peraturan", (*path, "regulation_page"))
            return models.SourceRef(source=role, page=self.spec.regulation_page)
        return models.SourceRef(source=self.expansion.spec.sources[0].id)

    def level(self, level: _Level, name: str, ref: models.SourceRef) -> models.IndicatorLevel:
        fields = level.fields
        summary = fields.get("summary")
        if summary is None:
            raise _WrongValueError(fields.path, f"tingkat {level.no} indikator {self.spec.no} belum punya summary")
        requires = tuple(
            self.clause(text, level, (*fields.at("requires"), position))
            for position, text in enumerate(fields.get("requires"))
        )
        if not requires and self.expansion.spec.value is not None and not self.spec.external:
            requires = tuple(((self.id(level.no, key),),) for key in self.asked(level))
        keeps = tuple(
            self.resolve(text, level, (*fields.at("keeps"), position), own=False, beside=False)
            for position, text in enumerate(fields.get("keeps"))
        )
        asked = {item for clause in requires for alternative in clause for item in alternative}
        text = self.text(summary, fields.at("summary"))
        frame = _Frame(level, ref, asked, self.groups(level, requires), f"Kriteria tingkat {level.no}: {text}")
        return models.IndicatorLevel(
            level=level.no,
            name=name,
            summary=text,
            floor=fields.get("floor"),
            requires=requires,
            keeps=keeps,
            evidence=tuple(self.items(frame)),
            sources=self.known_sources(fields),
        )

    def asked(self, level: _Level) -> list[str]:
        """Keys of the items a level asks for where it states no clauses: all but the optional ones, in their order."""
        return [key for key, item in level.items.items() if item.get("required")]

    def known_sources(self, stated: _Merged) -> tuple[str, ...]:
        known = [entry.id for entry in self.expansion.spec.sources]
        for position, source_id in enumerate(stated.get("sources")):
            if source_id not in known:
                self.expansion.report(
                    (*stated.at("sources"), position), self.expansion.unknown("sumber", source_id, known)
                )
        return tuple(stated.get("sources"))

    def items(self, frame: _Frame) -> Iterator[models.Evidence]:
        for key, item in frame.level.items.items():
            try:
                yield self.item(key, item, frame)
            except _WrongValueError as wrong:
                self.expansion.report(wrong.problem.path, wrong.problem.message, wrong.problem.hint)

    def item(self, key: str, item: _Merged, frame: _Frame) -> models.Evidence:
        level = frame.level
        lacking = [name for name in _NEEDED if item.get(name) is None]
        if lacking:
            place = f"butir {self.id(level.no, key)}"
            raise _WrongValueError(item.path, f"{place} belum punya {', '.join(lacking)}", "Lengkapi butir itu.")
        known = self.expansion.vocabulary
        if item.get("kind") not in known.kinds:
            message = self.expansion.unknown("jenis bukti", item.get("kind"), known.kinds)
            self.expansion.report(item.at("kind"), message)
        self.known(item, "accepts", item.get("accepts"), known.kinds, "jenis bukti")
        self.known(item, "adds", item.get("adds"), known.kinds, "jenis bukti")
        self.known(item, "checks", item.get("checks"), known.checks, "pemeriksaan isi")
        self.known(item, "any_checks", item.get("any_checks"), known.checks, "pemeriksaan isi")
        if item.get("about") is not None and item.get("about") not in known.subjects:
            self.expansion.report(
                item.at("about"), self.expansion.unknown("pokok bahasan", item.get("about"), known.subjects)
            )
        if item.get("scope") != "tidak_diukur" and not self.has_parts:
            self.expansion.report(
                item.at("scope"),
                f"scope {item.get('scope')!r} perlu daftar cakupan, tetapi indikator {self.spec.no} tidak punya parts",
                "Tambahkan parts pada indikator itu, atau hapus scope.",
            )
        evidence_id = self.id(level.no, key)
        examples = item.get("examples")
        words = self.item_words(item, level)
        label = self.text(item.get("label"), item.at("label"), words)
        code, weight = self.worth(key, level)
        return models.Evidence(
            id=evidence_id,
            key=key,
            level=level.no,
            kind=item.get("kind"),
            accepts=self.accepts(item),
            label=label,
            inside=self.texts(item.get("inside"), item.at("inside"), words),
            checks=tuple(item.get("checks")),
            any_checks=tuple(item.get("any_checks")),
            scope=item.get("scope"),
            draft=item.get("draft"),
            required=evidence_id in frame.asked and item.get("required"),
            group=frame.groups.get(evidence_id),
            replaces=self.references(item, "replaces", level, evidence_id),
            drops=self.references(item, "drops", level, evidence_id),
            max_age_months=item.get("max_age_months"),
            version=item.get("version"),
            after=self.after(item, level, evidence_id),
            about=item.get("about"),
            why=self.text(item.get("why"), item.at("why"), words) if item.get("why") else frame.criterion,
            ask=self.text(item.get("ask"), item.at("ask"), words) if item.get("ask") else _request(label),
            source=self.item_source(item, frame.ref),
            code=code,
            weight=weight,
            sources=self.known_sources(item) or tuple(self.expansion.spec.item_sources),
            confirm=self.text(item.get("confirm") or "", item.at("confirm"), words),
            mistaken=self.texts(item.get("mistaken"), item.at("mistaken"), words),
            examples=models.Examples(
                match=self.examples(examples.match, (*item.at("examples"), "match"), words),
                no_match=self.examples(examples.no_match, (*item.at("examples"), "no_match"), words),
            ),
        )

    def accepts(self, item: _Merged) -> tuple[str, ...]:
        """Other kinds that serve: those stated, those added to the family's, and the kinds below any of them."""
        kinds = self.expansion.vocabulary.kinds
        stated = dict.fromkeys([item.get("kind"), *item.get("accepts"), *item.get("adds")])
        below = (name for name in kinds if not stated.keys().isdisjoint(ancestors(kinds, name)))
        return tuple(dict.fromkeys([*stated, *below]))[1:]

    def item_words(self, item: _Merged, level: _Level) -> dict[str, str]:
        """Placeholders of one item: those of its indicator, then its pattern's, then its own."""
        words = {**self.words, "level": str(level.no)}
        for layer in reversed(item.layers):
            if isinstance(layer.spec, EvidenceSpec):
                for name, text in layer.spec.words.items():
                    words[name] = self.text(text, (*layer.path, "words", name))
        return words

    def worth(self, key: str, level: _Level) -> tuple[str, Decimal | None]:
        """The portal's code and the share of the level's width; empty and None where the edition counts no shares."""
        rule = self.expansion.spec.value
        keys = self.asked(level)
        if rule is None or key not in keys or self.spec.external:
            return "", None
        code = f"I{self.spec.no}-L{level.no}-{keys.index(key) + 1:02d}" if rule.codes else ""
        return code, Decimal(rule.widths.get(level.no, "0")) / len(keys)

    def item_source(self, item: _Merged, shared: models.SourceRef) -> models.SourceRef:
        """The item's own source where it states one, else the level's."""
        own = item.get("source")
        if own is None:
            return shared
        known = [entry.id for entry in self.expansion.spec.sources]
        if own not in known:
            self.expansion.report(item.at("source"), self.expansion.unknown("sumber", own, known))
        return models.SourceRef(source=own, page=item.get("page"))

    def known(self, item: _Merged, name: str, values: Iterable[str], table: Mapping[str, object], what: str) -> None:
        for position, value in enumerate(values):
            if value not in table:
                self.expansion.report((*item.at(name), position), self.expansion.unknown(what, value, table))

    def text(self, text: str, path: Path, words: Mapping[str, str] | None = None) -> str:
        return self.expansion.fill(text, self.words if words is None else words, path, self.spec)

    def texts(self, texts: Sequence[str], path: Path, words: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(self.text(text, (*path, position), words) for position, text in enumerate(texts))

    def examples(
        self, examples: Sequence[str | ExampleSpec], path: Path, item_words: Mapping[str, str]
    ) -> tuple[models.Example, ...]:
        """In names a slash of a topic ("Negara/Daerah") would make a folder of it, so it becomes a space."""
        words = {name: text.replace("/", " ") for name, text in item_words.items()}
        found = []
        for position, one in enumerate(examples):
            name, text = (one, "") if isinstance(one, str) else (one.name, one.text)
            filled = self.expansion.fill(name, words, (*path, position), self.spec)
            found.append(models.Example(name=filled, text=self.text(text, (*path, position), item_words)))
        return tuple(found)

    def clause(self, text: str, level: _Level, path: Path) -> models.Clause:
        """``"a + b | c"``: alternatives of items that belong together. Own items come before those of lower levels."""
        alternatives: list[tuple[str, ...]] = []
        for alternative in text.split("|"):
            names = [name.strip() for name in alternative.split("+")]
            if not all(names):
                raise _WrongValueError(path, f"syarat '{shown(text)}' tidak lengkap", 'Tulis seperti "a + b | c".')
            alternatives.append(tuple(self.resolve(name, level, path, own=True, beside=False) for name in names))
        return tuple(alternatives)

    def references(self, item: _Merged, name: str, level: _Level, evidence_id: str) -> tuple[str, ...]:
        resolved = tuple(
            self.resolve(text, level, (*item.at(name), position), own=False, beside=True, but=evidence_id)
            for position, text in enumerate(item.get(name))
        )
        if evidence_id in resolved:
            raise _WrongValueError(item.at(name), f"butir {evidence_id} menunjuk dirinya sendiri di {name}")
        return resolved

    def after(self, item: _Merged, level: _Level, evidence_id: str) -> str | None:
        if item.get("after") is None:
            return None
        return self.resolve(item.get("after"), level, item.at("after"), own=False, beside=True, but=evidence_id)

    def resolve(self, text: str, level: _Level, path: Path, *, own: bool, beside: bool, but: str = "") -> str:
        """Id of the item a key stands for, seen from ``level``.

        ``own``: an item of the level itself wins over lower ones; ``beside``: items of the level itself count like
        lower ones, except ``but``. A higher level can never be meant.
        """
        match = _REFERENCE.match(text.strip())
        if match is None:
            raise _WrongValueError(
                path, f"'{shown(text)}' bukan kunci butir", 'Tulis kunci seperti "sop" atau "L4.reviu".'
            )
        wanted, key = match.groups()
        found = [other.no for other in self.all if key in other.items]
        if wanted is not None:
            number = int(wanted)
            if number not in found or number > level.no or (number == level.no and not (own or beside)):
                self.dangling(text, level, path)
            return self.id(number, key)
        if own and level.no in found:
            return self.id(level.no, key)
        candidates = [no for no in found if no < level.no or (beside and no == level.no and self.id(no, key) != but)]
        if len(candidates) > 1:
            choices = " atau ".join(f"L{no}.{key}" for no in candidates)
            raise _WrongValueError(path, f"butir {key!r} ada di beberapa tingkat", f"Tulis {choices}.")
        if not candidates:
            self.dangling(text, level, path)
        return self.id(candidates[0], key)

    def dangling(self, text: str, level: _Level, path: Path) -> NoReturn:
        known = [key for other in self.all if other.no <= level.no for key in other.items]
        raise _WrongValueError(
            path,
            f"butir '{shown(text)}' tidak ada pada tingkat {level.no} atau di bawahnya untuk indikator {self.spec.no}"
            + suggestion(text, known),
            f"Yang ada: {', '.join(dict.fromkeys(known)) or 'tidak satu pun'}.",
        )

    def groups(self, level: _Level, requires: Sequence[models.Clause]) -> dict[str, str]:
        """Items of this level in a clause with alternatives, with the name of their group."""
        groups: dict[str, str] = {}
        prefix = f"I{self.spec.no}.L{level.no}."
        for position, clause in enumerate(requires, start=1):
            if len(clause) == 1:
                continue
            for alternative in clause:
                for evidence_id in alternative:
                    if evidence_id.startswith(prefix):
                        groups.setdefault(evidence_id, f"{prefix}pilihan{position}")
        return groups

    def id(self, level: int, key: str) -> str:
        return f"I{self.spec.no}.L{level}.{key}"


def _request(label: str) -> str:
    """The sentence that asks for an item; a first word that is no abbreviation loses its capital."""
    first = label.split(maxsplit=1)[0]
    return f"Mohon menyampaikan {label if first[1:] != first[1:].lower() else label[0].lower() + label[1:]}."
