"""``indicators.yaml`` against the reference facts of the regulation and the guideline, where they are at hand."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.catalogue.models import Catalogue

FOLDER = os.environ.get("SPBE_REFERENCE")
IN_A_ROW = 12
"""So many words in the same order are a copied sentence, not a fact."""

pytestmark = pytest.mark.skipif(not FOLDER, reason="SPBE_REFERENCE is unset: no reference facts to compare with")


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    return json.loads((Path(str(FOLDER)) / "indikator.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_tree_names_and_weights(catalogue: Catalogue, facts: dict[str, Any]) -> None:
    assert [(domain.no, domain.name, domain.weight) for domain in catalogue.domains] == [
        (domain["no"], domain["name"], Decimal(domain["weight"])) for domain in facts["domains"]
    ]
    assert [(aspect.no, aspect.domain, aspect.name, aspect.weight) for aspect in catalogue.aspects] == [
        (aspect["no"], aspect["domain"], aspect["name"], Decimal(aspect["weight"])) for aspect in facts["aspects"]
    ]


def test_indicators(catalogue: Catalogue, facts: dict[str, Any]) -> None:
    assert len(catalogue.indicators) == len(facts["indicators"]) == 47
    for indicator, expected in zip(catalogue.indicators, facts["indicators"], strict=True):
        found = {
            "no": indicator.no,
            "domain": indicator.domain,
            "aspect": indicator.aspect,
            "name": indicator.name,
            "weight": indicator.weight,
            "capability": indicator.capability,
        }
        assert found == {name: expected[name] for name in found} | {"weight": Decimal(expected["weight"])}


def test_levels_and_predicates(catalogue: Catalogue, facts: dict[str, Any]) -> None:
    names = {
        capability: [(level["level"], level["name"]) for level in levels]
        for capability, levels in facts["level_names"].items()
    }
    assert {
        capability: [(level.level, level.name) for level in levels]
        for capability, levels in catalogue.level_names.items()
    } == names
    for indicator in catalogue.indicators:
        assert [(level.level, level.name) for level in indicator.levels] == names[indicator.capability]
    assert [predicate.name for predicate in catalogue.predicates] == [entry["name"] for entry in facts["predicates"]]
    # The lowest predicate starts at the lowest index there is; some print 0, some 1.
    assert [predicate.min for predicate in catalogue.predicates[:-1]] == [
        Decimal(entry["min"]) for entry in facts["predicates"][:-1]
    ]


def test_regulation_pages(catalogue: Catalogue, facts: dict[str, Any]) -> None:
    pages = {entry["no"]: entry["regulation_page"] for entry in facts["indicators"]}
    for indicator in catalogue.indicators:
        regulation = [ref.page for ref in indicator.source if "pedoman" not in ref.source]
        assert regulation in ([], [pages[indicator.no]]), f"indicator {indicator.no}"


def test_no_sentence_of_the_guideline_is_copied(catalogue: Catalogue, facts: dict[str, Any]) -> None:
    official = {run for text in _strings(facts["indicators"]) for run in _runs(text)}
    # Official names are meant to be the official words.
    names = " | ".join(entry["name"] for entry in (*facts["domains"], *facts["aspects"], *facts["indicators"]))
    official -= set(_runs(names))
    copied = {
        place: " ".join(run)
        for place, text in _own_texts(catalogue)
        for run in reversed(list(_runs(text)))
        if run in official
    }
    assert not copied, "\n".join(f"{place}: {run} ..." for place, run in copied.items())


def test_the_copy_detector_finds_a_copied_sentence(facts: dict[str, Any]) -> None:
    sentence = next(text for text in _strings(facts["indicators"]) if len(_words(text)) > 20)
    official = {run for text in _strings(facts["indicators"]) for run in _runs(text)}
    assert any(run in official for run in _runs(f"Mohon {sentence.upper()}"))


def _own_texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for indicator in catalogue.indicators:
        for level in indicator.levels:
            yield f"I{indicator.no}.L{level.level}.summary", level.summary
            for item in level.evidence:
                for name, text in (("label", item.label), ("why", item.why), ("ask", item.ask)):
                    yield f"{item.id}.{name}", text
                for text in item.inside:
                    yield f"{item.id}.inside", text


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _words(text)
    for start in range(len(words) - IN_A_ROW + 1):
        yield tuple(words[start : start + IN_A_ROW])
