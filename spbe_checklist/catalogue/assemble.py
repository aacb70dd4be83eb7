"""The levels of one indicator put together: keys become ids, texts are filled in, clauses become requirements."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NoReturn

from msgspec import Struct

from spbe_checklist.catalogue import models
from spbe_checklist.catalogue.complaints import Path, shown, suggestion
from spbe_checklist.catalogue.layers import FilePass, Merged, MergedLevel, WrongValueError
from spbe_checklist.catalogue.source import (
    EvidenceSpec,
    ExampleSpec,
    IndicatorSpec,
)
from spbe_checklist.catalogue.traits import ancestors

_REFERENCE = re.compile(r"(?:L(\d)\.)?([a-z][a-z0-9_-]*)\Z")
_NEEDED = ("kind", "label", "examples")
_AS_STATED = ("kind", "checks", "any_checks", "scope", "draft", "max_age_months", "version", "about")
"""Fields of an item in which nothing has to be filled in or found."""


class _Frame(Struct, frozen=True):
    """What the items of one level share."""

    level: MergedLevel
    ref: models.SourceRef
    asked: set[str]
    """Ids that stand in a clause."""
    groups: dict[str, str]
    criterion: str
    """The level's criterion, the reason for an item that states none."""


class Assembly:
    """Builds the levels of one indicator once its items are known."""

    def __init__(
        self,
        file: FilePass,
        spec: IndicatorSpec,
        levels: Sequence[MergedLevel],
        words: Mapping[str, str],
        has_parts: bool,
    ) -> None:
        self.file = file
        self.spec = spec
        self.all = levels
        self.words = words
        self.has_parts = has_parts

    def levels(self, names: Mapping[int, str], path: Path) -> Iterator[models.IndicatorLevel]:
        pages = self.spec.guideline_pages
        expected = self.file.spec.max_level - self.file.spec.min_level + 1
        if pages is not None and len(pages) != expected:
            self.file.report(
                (*path, "guideline_pages"), f"guideline_pages berisi {len(pages)} halaman untuk {expected} tingkat"
            )
            pages = None
        for level in self.all:
            if level.no not in names:
                self.file.report(level.fields.path, f"tingkat {level.no} tidak punya nama di level_names")
                continue
            with self.file.noted():
                yield self.level(level, names[level.no], self.source(pages, level, path))

    def source(self, pages: Sequence[int] | None, level: MergedLevel, path: Path) -> models.SourceRef:
        """The guideline's page for the level, else the regulation's page, else the first source without page."""
        if pages:
            page = pages[level.no - self.file.spec.min_level]
            return models.SourceRef(source=self.file.role("pedoman", (*path, "guideline_pages")), page=page)
        if self.spec.regulation_page is not None:
            role = self.file.role("peraturan", (*path, "regulation_page"))
            return models.SourceRef(source=role, page=self.spec.regulation_page)
        return models.SourceRef(source=self.file.spec.sources[0].id)

    def level(self, level: MergedLevel, name: str, ref: models.SourceRef) -> models.IndicatorLevel:
        fields = level.fields
        summary = fields.get("summary")
        if summary is None:
            raise WrongValueError(fields.path, f"tingkat {level.no} indikator {self.spec.no} belum punya summary")
        requires = tuple(
            self.clause(text, level, (*fields.at("requires"), position))
            for position, text in enumerate(fields.get("requires"))
        )
        if not requires and self.file.spec.value is not None and not self.spec.external:
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

    def asked(self, level: MergedLevel) -> list[str]:
        """Keys of the items a level asks for where it states no clauses: all but the optional ones, in their order."""
        return [key for key, item in level.items.items() if item.get("required")]

    def known_sources(self, stated: Merged) -> tuple[str, ...]:
        self.known(stated, "sources", self.file.sources, "sumber")
        return tuple(stated.get("sources"))

    def items(self, frame: _Frame) -> Iterator[models.Evidence]:
        for key, item in frame.level.items.items():
            with self.file.noted():
                yield self.item(key, item, frame)

    def item(self, key: str, item: Merged, frame: _Frame) -> models.Evidence:
        level = frame.level
        lacking = [name for name in _NEEDED if item.get(name) is None]
        if lacking:
            place = f"butir {self.id(level.no, key)}"
            raise WrongValueError(item.path, f"{place} belum punya {', '.join(lacking)}", "Lengkapi butir itu.")
        known = self.file.vocabulary
        self.file.known(item.at("kind"), "jenis bukti", item.get("kind"), known.kinds)
        self.known(item, "accepts", known.kinds, "jenis bukti")
        self.known(item, "adds", known.kinds, "jenis bukti")
        self.known(item, "checks", known.checks, "pemeriksaan isi")
        self.known(item, "any_checks", known.checks, "pemeriksaan isi")
        if item.get("about") is not None:
            self.file.known(item.at("about"), "pokok bahasan", item.get("about"), known.subjects)
        if item.get("scope") != "tidak_diukur" and not self.has_parts:
            self.file.report(
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
            **{name: item.get(name) for name in _AS_STATED},
            id=evidence_id,
            key=key,
            level=level.no,
            accepts=self.accepts(item),
            label=label,
            inside=self.texts(item.get("inside"), item.at("inside"), words),
            required=evidence_id in frame.asked and item.get("required"),
            group=frame.groups.get(evidence_id),
            replaces=self.references(item, "replaces", level, evidence_id),
            drops=self.references(item, "drops", level, evidence_id),
            after=self.after(item, level, evidence_id),
            why=self.text(item.get("why"), item.at("why"), words) if item.get("why") else frame.criterion,
            ask=self.text(item.get("ask"), item.at("ask"), words) if item.get("ask") else _request(label),
            source=self.item_source(item, frame.ref),
            code=code,
            weight=weight,
            sources=self.known_sources(item) or tuple(self.file.spec.item_sources),
            confirm=self.text(item.get("confirm") or "", item.at("confirm"), words),
            mistaken=self.texts(item.get("mistaken"), item.at("mistaken"), words),
            examples=models.Examples(
                match=self.examples(examples.match, (*item.at("examples"), "match"), words),
                no_match=self.examples(examples.no_match, (*item.at("examples"), "no_match"), words),
            ),
        )

    def accepts(self, item: Merged) -> tuple[str, ...]:
        """Other kinds that serve: those stated, those added to the family's, and the kinds below any of them."""
        kinds = self.file.vocabulary.kinds
        stated = dict.fromkeys([item.get("kind"), *item.get("accepts"), *item.get("adds")])
        below = (name for name in kinds if not stated.keys().isdisjoint(ancestors(kinds, name)))
        return tuple(dict.fromkeys([*stated, *below]))[1:]

    def item_words(self, item: Merged, level: MergedLevel) -> dict[str, str]:
        """Placeholders of one item: those of its indicator, then its pattern's, then its own."""
        words = {**self.words, "level": str(level.no)}
        for layer in reversed(item.layers):
            if isinstance(layer.spec, EvidenceSpec):
                for name, text in layer.spec.words.items():
                    words[name] = self.text(text, (*layer.path, "words", name))
        return words

    def worth(self, key: str, level: MergedLevel) -> tuple[str, Decimal | None]:
        """The portal's code and the share of the level's width; empty and None where the edition counts no shares."""
        rule = self.file.spec.value
        keys = self.asked(level)
        if rule is None or key not in keys or self.spec.external:
            return "", None
        code = f"I{self.spec.no}-L{level.no}-{keys.index(key) + 1:02d}" if rule.codes else ""
        return code, Decimal(rule.widths.get(level.no, "0")) / len(keys)

    def item_source(self, item: Merged, shared: models.SourceRef) -> models.SourceRef:
        """The item's own source where it states one, else the level's."""
        own = item.get("source")
        if own is None:
            return shared
        self.file.known(item.at("source"), "sumber", own, self.file.sources)
        return models.SourceRef(source=own, page=item.get("page"))

    def known(self, stated: Merged, name: str, table: Collection[str], what: str) -> None:
        for position, value in enumerate(stated.get(name)):
            self.file.known((*stated.at(name), position), what, value, table)

    def text(self, text: str, path: Path, words: Mapping[str, str] | None = None) -> str:
        return self.file.fill(text, self.words if words is None else words, path, self.spec)

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
            filled = self.file.fill(name, words, (*path, position), self.spec)
            found.append(models.Example(name=filled, text=self.text(text, (*path, position), item_words)))
        return tuple(found)

    def clause(self, text: str, level: MergedLevel, path: Path) -> models.Clause:
        """``"a + b | c"``: alternatives of items that belong together. Own items come before those of lower levels."""
        alternatives: list[tuple[str, ...]] = []
        for alternative in text.split("|"):
            names = [name.strip() for name in alternative.split("+")]
            if not all(names):
                raise WrongValueError(path, f"syarat '{shown(text)}' tidak lengkap", 'Tulis seperti "a + b | c".')
            alternatives.append(tuple(self.resolve(name, level, path, own=True, beside=False) for name in names))
        return tuple(alternatives)

    def references(self, item: Merged, name: str, level: MergedLevel, evidence_id: str) -> tuple[str, ...]:
        resolved = tuple(
            self.resolve(text, level, (*item.at(name), position), own=False, beside=True, but=evidence_id)
            for position, text in enumerate(item.get(name))
        )
        if evidence_id in resolved:
            raise WrongValueError(item.at(name), f"butir {evidence_id} menunjuk dirinya sendiri di {name}")
        return resolved

    def after(self, item: Merged, level: MergedLevel, evidence_id: str) -> str | None:
        if item.get("after") is None:
            return None
        return self.resolve(item.get("after"), level, item.at("after"), own=False, beside=True, but=evidence_id)

    def resolve(self, text: str, level: MergedLevel, path: Path, *, own: bool, beside: bool, but: str = "") -> str:
        """Id of the item a key stands for, seen from ``level``.

        ``own``: an item of the level itself wins over lower ones; ``beside``: items of the level itself count like
        lower ones, except ``but``. A higher level can never be meant.
        """
        match = _REFERENCE.match(text.strip())
        if match is None:
            raise WrongValueError(
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
            raise WrongValueError(path, f"butir {key!r} ada di beberapa tingkat", f"Tulis {choices}.")
        if not candidates:
            self.dangling(text, level, path)
        return self.id(candidates[0], key)

    def dangling(self, text: str, level: MergedLevel, path: Path) -> NoReturn:
        known = [key for other in self.all if other.no <= level.no for key in other.items]
        raise WrongValueError(
            path,
            f"butir '{shown(text)}' tidak ada pada tingkat {level.no} atau di bawahnya untuk indikator {self.spec.no}"
            + suggestion(text, known),
            f"Yang ada: {', '.join(dict.fromkeys(known)) or 'tidak satu pun'}.",
        )

    def groups(self, level: MergedLevel, requires: Sequence[models.Clause]) -> dict[str, str]:
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
