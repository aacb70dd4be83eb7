"""Maps between editions: complete, without dangling numbers, and marked as unofficial."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import pytest

from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.catalogue.edition_map import EditionMap, Pair
from spbe_checklist.catalogue.load import load_map
from spbe_checklist.catalogue.shipped import edition_maps
from spbe_checklist.errors import CatalogueError

MAPS = list(edition_maps())


def test_the_way_leads_from_2018_to_2026() -> None:
    assert MAPS == [("spbe-2018", "spbe-2020"), ("spbe-2020", "pemdi-2026")]


def complaints(edition_map: EditionMap, old: Collection[int], new: Collection[int]) -> list[str]:
    """Dangling and repeated numbers, unknown sources, and indicators that stand in no pair and are not said to."""
    pairs = [(pair.old, pair.new) for pair in edition_map.pairs]
    named = [source for pair in edition_map.pairs for source in pair.sources]
    sources = {source.id for source in edition_map.sources}
    found = [f"twice: {one} to {other}" for (one, other), count in Counter(pairs).items() if count > 1]
    found += [f"unknown source: {source}" for source in named if source not in sources]
    for edition, numbers, alone, paired in (
        (edition_map.old, old, edition_map.ended, {one for one, _ in pairs}),
        (edition_map.new, new, edition_map.begun, {other for _, other in pairs}),
    ):
        known = {*numbers}
        found += [f"{edition} has no {no}" for no in sorted({*alone, *paired} - known)]
        found += [f"{edition} {no} in a pair and alone" for no in sorted(paired & {*alone})]
        found += [f"{edition} {no} forgotten" for no in sorted(known - paired - {*alone})]
    return found


@pytest.mark.parametrize(("old", "new"), MAPS)
def test_no_number_dangles_and_none_is_forgotten(old: str, new: str) -> None:
    found = load_map(old, new)
    assert (found.old, found.new) == (old, new)
    assert found.official is False
    assert complaints(found, choose_catalogue(old).by_no, choose_catalogue(new).by_no) == []


def test_unknown_way_names_those_that_exist() -> None:
    with pytest.raises(CatalogueError, match="Peta dari pemdi-2026 ke spbe-2018 tidak ada") as caught:
        load_map("pemdi-2026", "spbe-2018")
    assert "spbe-2020 ke pemdi-2026" in caught.value.hint


def test_what_would_be_wrong_is_found() -> None:
    good = load_map("spbe-2020", "pemdi-2026")

    def wrong(**fields: object) -> list[str]:
        return complaints(good.model_copy(update=fields), range(1, 48), range(1, 21))

    pair = Pair(old=48, new=21, relation="sama", confidence="tinggi", sources=["entah"])
    assert wrong(pairs=[*good.pairs, pair]) == ["unknown source: entah", "spbe-2020 has no 48", "pemdi-2026 has no 21"]
    assert wrong(pairs=[*good.pairs, good.pairs[0]]) == [f"twice: {good.pairs[0].old} to {good.pairs[0].new}"]
    assert wrong(begun=[]) == ["pemdi-2026 6 forgotten"]
    assert wrong(begun=[1, 6]) == ["pemdi-2026 1 in a pair and alone"]
    assert wrong(ended=[99]) == ["spbe-2020 has no 99"]


def test_closest_pairs_come_first() -> None:
    found = list(load_map("spbe-2020", "pemdi-2026").to(1))
    assert [(pair.old, pair.relation) for pair in found[:2]] == [(11, "bagian"), (12, "bagian")]
    assert [pair.old for pair in found[2:]] == [1, 13, 2, 10]
    assert not found[4].sources, "a pair nobody states is our own inference"


def test_pairs_are_those_of_the_reference(reference: Path) -> None:
    relations = {"equal": "sama", "subset": "bagian", "superset": "mencakup", "overlaps": "beririsan"}
    facts = json.loads((reference / "editions" / "edition-map.json").read_text(encoding="utf-8"))
    for entry in facts["maps"]:
        old, new = entry["id"].split("->")
        expected = {
            (number(one["from"]), number(one["to"]), relations[one["relation"]])
            for one in entry["entries"]
            if one["from"] and one["to"]
        }
        assert {(pair.old, pair.new, pair.relation) for pair in load_map(old, new).pairs} == expected


def number(text: str) -> int:
    return int(text.partition(":")[2].partition("-")[0])


def test_two_maps_are_chained_and_no_surer_than_their_weaker_half() -> None:
    chained = load_map("spbe-2018", "pemdi-2026")
    old, new = choose_catalogue("spbe-2018"), choose_catalogue("pemdi-2026")
    assert complaints(chained, old.by_no, new.by_no) == []
    assert (chained.old, chained.new, chained.official) == ("spbe-2018", "pemdi-2026", False)
    first, second = load_map("spbe-2018", "spbe-2020"), load_map("spbe-2020", "pemdi-2026")
    order = ["tinggi", "sedang", "rendah"]
    for pair in chained.pairs:
        middles = [
            (one, other)
            for one in first.pairs
            for other in second.pairs
            if (one.old, other.new) == (pair.old, pair.new) and one.new == other.old
        ]
        assert middles
        assert order.index(pair.confidence) >= min(
            max(order.index(one.confidence), order.index(other.confidence)) for one, other in middles
        )
    coordination = next(pair for pair in chained.pairs if (pair.old, pair.new) == (18, 4))
    assert coordination.relation == "beririsan"
    assert "spbe-2020" in coordination.note


def test_same_leaves_the_other_half_as_it_is() -> None:
    chained = load_map("spbe-2018", "pemdi-2026")
    centre = next(pair for pair in chained.pairs if (pair.old, pair.new) == (22, 14))
    assert centre.relation == "bagian", "16 is the same data centre, and a part of the infrastructure"
