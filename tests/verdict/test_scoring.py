"""The index is exact, rounds half up only for show, and reproduces published results."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.catalogue.models import Aspect, Predicate
from spbe_checklist.verdict.scoring import (
    Number,
    as_fraction,
    exact,
    predicate,
    score,
    show,
    unsupported_claims,
)
from tests.scoring_catalogue import domain_values, index_of_nodes, indicator, structure

CATALOGUE = structure()

KEMENKO_2021 = dict(
    enumerate(
        [3] * 10 + [2, 2, 5, 4, 3, 3, 3, 3, 3, 2] + [1] * 11 + [4, 4, 4, 4, 4, 4, 3, 3, 4, 5] + [4, 3, 2, 4, 3, 3],
        start=1,
    )
)
"""Levels 1-31 chosen to give the published aspect values, 32-47 as published."""


def test_published_result_of_a_ministry_is_reproduced() -> None:
    found = score(CATALOGUE, KEMENKO_2021)
    assert (found.index, found.predicate) == ("2.95", "Baik")
    assert [one.index for one in found.aspects] == ["3.00", "3.25", "3.00", "2.50", "1.00", "1.00", "3.90", "3.17"]
    assert [one.index for one in found.domains] == ["3.00", "3.00", "1.00", "3.61"]


BANDAR_LAMPUNG = [
    (
        2022,
        "22332222111111111111111111111111113211133414111",
        "1.50",
        "Kurang",
        "2.00 1.00 1.00 1.00 1.00 1.00 1.70 2.00",
    ),
    (
        2024,
        "32333333331122323334333331133414444543353434222",
        "2.98",
        "Baik",
        "2.90 1.50 2.75 3.50 2.50 2.67 3.90 2.83",
    ),
]
"""Year, the 47 levels, index, predicate and the eight aspects of the printed report."""


def test_published_results_of_a_city_are_reproduced() -> None:
    """Kota Bandar Lampung, reports of the ministry: every level, aspect and index as printed."""
    for year, levels, index, predicate_, aspects in BANDAR_LAMPUNG:
        found = score(CATALOGUE, dict(enumerate(map(int, levels), start=1)))
        assert (found.index, found.predicate) == (index, predicate_), year
        assert [one.index for one in found.aspects] == aspects.split(), year


def test_regulation_example_of_an_aspect() -> None:
    found = score(CATALOGUE, {11: 3, 12: 4, 13: 3, 14: 2})
    assert found.aspects[1].index == "3.00"


def test_regulation_example_of_a_domain_from_its_aspects() -> None:
    assert show(domain_values(CATALOGUE, {2: 3, 3: 4, 4: 3})[2]) == "3.40"


def test_regulation_example_of_an_index_from_domains() -> None:
    weights = {domain.no: domain.weight for domain in CATALOGUE.domains}
    given_values: dict[int, Number] = {1: Decimal("3.70"), 2: Decimal("3.40"), 3: Decimal("3.00"), 4: Decimal("3.20")}
    value = index_of_nodes(weights, given_values)
    assert (show(value), predicate(CATALOGUE, value)) == ("3.28", "Baik")


def test_every_published_case_of_the_reference(reference: Path) -> None:
    cases = json.loads((reference / "golden-scores.json").read_text(encoding="utf-8"))["cases"]
    for case in cases:
        assert case.keys() & {"index", "aspect", "domain"}
        found = score(CATALOGUE, {int(no): level for no, level in case.get("levels", {}).items()})
        value, domains = found.value, {one.no: one.value for one in found.domains}
        if "aspects_given" in case:
            domains = domain_values(CATALOGUE, _numbers(case["aspects_given"]))
        if "domains_given" in case:
            weights = {domain.no: domain.weight for domain in CATALOGUE.domains}
            value = index_of_nodes(weights, _numbers(case["domains_given"]))
        aspects = {one.no: one.value for one in found.aspects}
        assert {no: show(aspects[int(no)]) for no in case.get("aspect", {})} == case.get("aspect", {}), case["id"]
        assert {no: show(domains[int(no)]) for no in case.get("domain", {})} == case.get("domain", {}), case["id"]
        if "index" in case:
            assert (show(value), predicate(CATALOGUE, value)) == (case["index"], case["predicate"]), case["id"]


def _numbers(texts: dict[str, str]) -> dict[int, Number]:
    return {int(no): Decimal(text) for no, text in texts.items()}


def test_nothing_known_is_the_lowest_level_everywhere() -> None:
    found = score(CATALOGUE, {})
    assert (found.index, found.index_exact, found.predicate) == ("1.00", "1.00", "Kurang")


def test_none_counts_like_missing() -> None:
    assert score(CATALOGUE, {1: None, 2: 3}) == score(CATALOGUE, {2: 3})


def test_no_intermediate_rounding() -> None:
    # 1.30 x 2 more levels + 2.75 x 1 + 1.50 x 1: 1 + (2.60 + 2.75 + 1.50) / 100
    found = score(CATALOGUE, {1: 3, 32: 2, 21: 2})
    assert found.index_exact == "1.0685"
    assert found.index == "1.07"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2.675", "2.68"),
        ("3.185", "3.19"),
        ("3.1849", "3.18"),
        ("0.005", "0.01"),
        ("4.995", "5.00"),
        ("-0.001", "0.00"),
        ("-1.505", "-1.51"),
    ],
)
def test_two_decimals_half_up(value: str, shown: str) -> None:
    assert show(Decimal(value)) == shown


@given(st.decimals(min_value=0, max_value=5, places=6))
def test_shown_value_equals_decimal_half_up(value: Decimal) -> None:
    assert show(value) == str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


@given(st.decimals(min_value=-5, max_value=5, places=7))
def test_exact_text_is_the_number_itself(value: Decimal) -> None:
    text = exact(value)
    assert Decimal(text) == value
    assert len(text.split(".")[1]) >= 2


def test_numbers_without_a_finite_decimal_stay_fractions() -> None:
    assert exact(Fraction(19, 6)) == "19/6"


def test_a_float_means_the_decimal_it_prints_as() -> None:
    assert as_fraction(2.1) == Fraction(21, 10)


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("5", "Memuaskan"),
        ("4.195", "Memuaskan"),
        ("4.194", "Sangat Baik"),
        ("3.495", "Sangat Baik"),
        ("3.4949", "Baik"),
        ("2.6", "Baik"),
        ("1.8", "Cukup"),
        ("1.79", "Kurang"),
        ("0.5", "Kurang"),
    ],
)
def test_predicate_belongs_to_the_shown_value(value: str, word: str) -> None:
    assert predicate(CATALOGUE, Decimal(value)) == word


def test_editions_without_domains_with_other_words_and_levels_from_zero() -> None:
    edition = CATALOGUE.model_copy(
        update={
            "domains": (),
            "min_level": 0,
            "aspects": (Aspect(no=1, name="A", weight=Decimal(40)), Aspect(no=2, name="B", weight=Decimal(60))),
            "predicates": (Predicate(name="Unggul", min=Decimal(4)), Predicate(name="Merintis", min=Decimal(1))),
            "indicators": (indicator(1, "40", 1, None), indicator(2, "60", 2, None)),
        }
    )
    found = score(edition, {2: Decimal("4.5")})
    assert (found.index, found.predicate, found.domains) == ("2.70", "Merintis", ())
    assert [one.index for one in found.aspects] == ["0.00", "4.50"]
    assert show(index_of_nodes({1: Decimal(40), 2: Decimal(60)}, {1: 0, 2: Decimal("4.5")})) == "2.70"


def test_fractional_weights_and_repeated_rows_are_exact() -> None:
    sixth = {"weight_fraction": "20/6"}
    edition = CATALOGUE.model_copy(
        update={
            "domains": (),
            "aspects": (Aspect(no=1, name="A", weight=Decimal(100)),),
            "indicators": (
                indicator(1, "80", 1, None),
                indicator(2, "3.333333", 1, None, **sixth),
                indicator(3, "3.333333", 1, None, **sixth),
                indicator(4, "3.333333", 1, None, **sixth),
                indicator(5, "3.333333", 1, None, copies=3, **sixth),
            ),
        }
    )
    assert score(edition, dict.fromkeys(range(1, 6), 3)).index_exact == "3.00"
    # three services at 1, 3 and 2: mean 2, counted three times
    assert score(edition, {1: 3, 2: 3, 3: 3, 4: 3, 5: Fraction(1 + 3 + 2, 3)}).value == Fraction(29, 10)


@given(st.dictionaries(st.integers(1, 47), st.integers(1, 5)), st.integers(1, 47), st.integers(1, 5))
def test_a_higher_level_never_lowers_the_index(levels: dict[int, int], no: int, level: int) -> None:
    before = score(CATALOGUE, levels)
    after = score(CATALOGUE, levels | {no: max(level, levels.get(no, 1))})
    assert after.value >= before.value


@given(st.dictionaries(st.integers(1, 47), st.integers(1, 5)))
def test_index_is_the_weighted_sum_of_aspects_and_of_domains(levels: dict[int, int]) -> None:
    found = score(CATALOGUE, levels)
    for nodes in (found.aspects, found.domains):
        assert (
            index_of_nodes({one.no: one.weight for one in nodes}, {one.no: one.value for one in nodes}) == found.value
        )


def test_claims_without_evidence_are_sorted_by_weight_times_gap() -> None:
    from tests.result_factory import make_result

    entries = make_result().indicators[:4]
    changes: list[dict[str, Any]] = [
        {"weight": "1.30", "claimed_level": 5, "supported_level": 3},
        {"weight": "3.00", "claimed_level": 4, "supported_level": 3},
        {"weight": "3.00", "claimed_level": 2, "supported_level": 3},
        {"weight": "3.00", "claimed_level": None, "supported_level": 1},
    ]
    changed = [entry.model_copy(update=change) for entry, change in zip(entries, changes, strict=True)]
    found = unsupported_claims(changed)
    assert [one.no for one in found] == [entries[1].no, entries[0].no]
    assert found[0].loss == Fraction(3, 100)
