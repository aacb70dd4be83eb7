"""The way from one edition to another: which indicator continues which, how closely, and who says so.

A map says that old evidence is worth looking at again. It never carries a level over: every edition wrote its own
criteria. All maps are unofficial. Pure; ``load.py`` reads the files.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from pydantic import Field

from spbe_checklist.catalogue.fields import Key, Positive, Spec, Text

MAP_SCHEMA: Literal["spbe-check/edition-map"] = "spbe-check/edition-map"
MAP_VERSION: Literal[1] = 1

Relation = Literal["sama", "bagian", "mencakup", "beririsan"]
"""How the older subject stands to the newer one: the same, a part of it, wider than it, or partly the same."""

Confidence = Literal["tinggi", "sedang", "rendah"]
"""Two sources or a slide of the ministry; one public source or a bulk listing; one weak source or our inference."""

Advice = Literal["pakai_lagi", "perbarui", "baru"]
"""What the source itself says about the old evidence, where it says anything."""

RELATION_WORDS: dict[Relation, str] = {
    "sama": "pokok bahasan sama",
    "bagian": "menjadi bagian dari indikator baru",
    "mencakup": "lebih luas dari indikator baru",
    "beririsan": "beririsan sebagian",
}
ADVICE_WORDS: dict[Advice, str] = {"pakai_lagi": "pakai lagi", "perbarui": "perbarui", "baru": "baru"}
UNOFFICIAL = "Peta antaredisi ini tidak resmi; tingkat dan nilai tidak ikut berpindah."


class Pair(Spec):
    """Satu indikator lama dan satu indikator baru yang melanjutkannya."""

    old: Positive
    new: Positive
    relation: Relation
    confidence: Confidence
    sources: list[Key] = Field(default_factory=list, description="Kosong: dugaan proyek ini.")
    advice: Advice | None = None
    note: str = ""


class MapSource(Spec):
    id: Key
    title: Text


class EditionMap(Spec):
    """Peta tidak resmi dari satu edisi ke edisi berikutnya."""

    schema_: Literal["spbe-check/edition-map"] = Field(alias="schema")
    version: Literal[1]
    old: Key
    new: Key
    official: Literal[False] = False
    note: Text
    sources: list[MapSource]
    pairs: list[Pair]
    begun: list[Positive] = Field(default_factory=list, description="Indikator baru tanpa pendahulu.")
    ended: list[Positive] = Field(default_factory=list, description="Indikator lama tanpa penerus.")

    def to(self, new: int) -> Iterator[Pair]:
        """Pairs that lead to an indicator of the newer edition, closest first."""
        yield from sorted((pair for pair in self.pairs if pair.new == new), key=rank)

    def of(self, old: int) -> Iterator[Pair]:
        """Pairs that continue an indicator of the older edition, closest first."""
        yield from sorted((pair for pair in self.pairs if pair.old == old), key=rank)


_CLOSENESS = get_args(Relation)
_CERTAINTY = get_args(Confidence)


def rank(pair: Pair) -> tuple[int, int, int, int]:
    """Order of pairs: the closer and surer, the earlier."""
    return _CLOSENESS.index(pair.relation), _CERTAINTY.index(pair.confidence), pair.old, pair.new


def chain(first: EditionMap, second: EditionMap) -> EditionMap:
    """The way over two maps: what continues an indicator twice. A pair is as sure as its weaker half.

    "sama" leaves the other half's relation as it is, two like relations stay what they are, others only overlap.
    """
    best: dict[tuple[int, int], Pair] = {}
    for one in first.pairs:
        for other in second.of(one.new):
            joined = Pair(
                old=one.old,
                new=other.new,
                relation=_joined(one.relation, other.relation),
                confidence=max(one.confidence, other.confidence, key=_CERTAINTY.index),
                sources=list(dict.fromkeys([*one.sources, *other.sources])),
                advice=other.advice,
                note=f"melalui indikator {one.new} {first.new}",
            )
            known = best.get((one.old, other.new))
            if known is None or rank(joined) < rank(known):
                best[one.old, other.new] = joined
    pairs = sorted(best.values(), key=lambda pair: (pair.new, pair.old))
    olds = {pair.old for pair in first.pairs} | {*first.ended}
    news = {pair.new for pair in second.pairs} | {*second.begun}
    return EditionMap(
        schema=MAP_SCHEMA,
        version=MAP_VERSION,
        old=first.old,
        new=second.new,
        note=f"Dua peta disambung melalui {first.new}. {first.note} {second.note}",
        sources=list({source.id: source for source in (*first.sources, *second.sources)}.values()),
        pairs=pairs,
        begun=sorted(news - {pair.new for pair in pairs}),
        ended=sorted(olds - {pair.old for pair in pairs}),
    )


def _joined(one: Relation, other: Relation) -> Relation:
    if other in (one, "sama"):
        return one
    return other if one == "sama" else "beririsan"
