"""Traits of kinds: what the program asks of a kind of document beyond the words by which it is known.

Code never names a kind; it asks which kinds have a trait. ``vocabulary.yaml`` gives the traits, and what does not fit
together is refused when it is loaded, because a trait forgotten would change verdicts without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

Trait = Literal[
    "regulates",
    "decree",
    "appoints",
    "draft",
    "cited",
    "reference",
    "report",
    "letter",
    "broad",
    "picture",
    "lasting",
    "generic",
]
"""- ``regulates``: rules by articles or dictums; ``decree``: of these, the one by which teams are formed;
- ``appoints``: forms a team or appoints people, and regulates nothing;
- ``draft``: a state, not a form: a draft decree is a decree and a draft;
- ``cited``: named as its ground by many a document that is none;
- ``reference``: no evidence of the agency where a national body issued it;
- ``report``, ``letter``: of that sort; ``broad``: the general name of its sort, which yields to a nearer one;
- ``picture``: what a bare picture may be;
- ``lasting``: holds until it is replaced; everything else tells of a year and grows old;
- ``generic``: the trail of meetings, which serves any indicator."""

TRAITS: tuple[Trait, ...] = get_args(Trait)


@dataclass(frozen=True, slots=True)
class _Rule:
    sole: bool = False
    """Exactly one kind has it."""
    needs: tuple[Trait, ...] = ()
    """One of these must stand beside it."""
    excludes: tuple[Trait, ...] = ()


_RULES: Mapping[Trait, _Rule] = {
    "regulates": _Rule(excludes=("appoints", "report", "letter", "picture", "generic")),
    "decree": _Rule(sole=True, needs=("regulates",)),
    "appoints": _Rule(sole=True),
    "draft": _Rule(sole=True, excludes=tuple(trait for trait in TRAITS if trait != "draft")),
    "cited": _Rule(needs=("regulates",)),
    "reference": _Rule(excludes=("report", "letter", "picture")),
    "report": _Rule(excludes=("letter", "picture")),
    "letter": _Rule(excludes=("picture",)),
    "broad": _Rule(needs=("report", "letter")),
    "picture": _Rule(sole=True),
    "lasting": _Rule(excludes=("generic",)),
    "generic": _Rule(),
}


class HasTraits(Protocol):
    """What is asked of a kind here, as the file states it."""

    @property
    def traits(self) -> list[Trait]: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def before(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not fit: the kind (empty: all together), its key, a sentence without full stop, the next step."""

    kind: str
    key: str
    message: str
    hint: str


def inherited(kinds: Mapping[str, HasTraits], name: str) -> tuple[Trait, ...]:
    """Traits of a kind: its own, and those of its parents unless only one kind can have them."""
    found = dict.fromkeys(kinds[name].traits)
    for parent in ancestors(kinds, name):
        found |= {trait: None for trait in kinds[parent].traits if trait != "broad" and not _RULES[trait].sole}
    return tuple(trait for trait in TRAITS if trait in found)


def ancestors(kinds: Mapping[str, HasTraits], name: str) -> list[str]:
    """Parent, its parent and so on; ends at a parent that is unknown or was passed already."""
    found: list[str] = []
    parent = kinds[name].parent
    while parent is not None and parent in kinds and parent not in (name, *found):
        found.append(parent)
        parent = kinds[parent].parent
    return found


def misfits(kinds: Mapping[str, HasTraits]) -> Iterator[Misfit]:
    """Everything in which the kinds contradict themselves, each other, or what the program needs."""
    for name, kind in kinds.items():
        traits = inherited(kinds, name)
        for trait in traits:
            rule = _RULES[trait]
            for other in rule.excludes:
                if other in traits:
                    yield Misfit(name, "traits", f"sifat {trait} dan {other} bertentangan", "Hapus salah satu.")
            if rule.needs and not {*rule.needs} & {*traits}:
                wanted = " atau ".join(rule.needs)
                yield Misfit(name, "traits", f"sifat {trait} memerlukan {wanted}", f"Tambahkan {wanted}.")
        for key, named in (("parent", [kind.parent] if kind.parent else []), ("before", kind.before)):
            for other_kind in named:
                if other_kind not in kinds:
                    yield Misfit(name, key, f"jenis '{other_kind}' tidak ada", "Tulis id jenis yang ada di kinds.")
        if name in (above := [name, *ancestors(kinds, name)])[1:] or kinds[above[-1]].parent in above:
            yield Misfit(name, "parent", "jenis ini menjadi induk dirinya sendiri", "Tulis induk yang lain.")
        if any(name in kinds[other].before for other in kind.before if other in kinds):
            yield Misfit(name, "before", "dua jenis saling didahulukan", "Hapus salah satu.")
    alone = [((trait,), rule.sole) for trait, rule in _RULES.items()]
    for together, sole in [*alone, *((("broad", sort), True) for sort in _RULES["broad"].needs)]:
        having = [name for name, kind in kinds.items() if {*together} <= {*kind.traits}]
        what = " dan ".join(together)
        if not having:
            yield Misfit("", "", f"tidak ada jenis dengan sifat {what}", "Program memerlukannya untuk menilai.")
        for name in having[1:] if sole else ():
            yield Misfit(name, "traits", f"sifat {what} sudah dimiliki {having[0]}", "Hanya satu jenis memilikinya.")
