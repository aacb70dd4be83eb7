"""The editions that come with the program: complete, consistent, and right where published results say so."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from spbe_checklist.catalogue.check import check_catalogue
from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.catalogue.shipped import editions
from spbe_checklist.recognition.trial import offers
from spbe_checklist.settings.level_values import check_levels, read_levels
from spbe_checklist.verdict.scoring import Score, predicate, score, show
from tests.scoring_catalogue import domain_values, index_of_nodes

DENPASAR_2018 = "111323321113331331323322 31444343231 33".replace(" ", "")
DENPASAR_2019 = "333333333333333333333333334443443434 4".replace(" ", "")
ROWS = [*range(1, 36), 35, 35]
"""Indicator 35 is answered for three services."""

ACEH_TENGAH = (
    *("2.0", "1.5", "1.26", "1.3", "1", "1", "1", "1", "1", "1"),
    *("1.5", "1.25", "1.17", "1", "1", "1", "2.5", "1", "1", "1.3"),
)


def of_file(folder: Path, catalogue: Catalogue, rows: list[tuple[int, str]]) -> Score:
    """The score of a levels file, as the command computes it."""
    file = folder / "nilai.csv"
    file.write_text("no,nilai\n" + "".join(f"{no},{value}\n" for no, value in rows), encoding="utf-8")
    return score(catalogue, check_levels(read_levels(file), "claimed", catalogue))


def shown(score_: Score) -> list[str]:
    return [node.index for node in score_.aspects]


@pytest.fixture(scope="module")
def spbe_2018() -> Catalogue:
    return choose_catalogue("spbe-2018")


@pytest.fixture(scope="module")
def pemdi() -> Catalogue:
    return choose_catalogue("pemdi-2026")


def test_three_editions_the_default_first() -> None:
    assert list(editions()) == ["spbe-2020", "pemdi-2026", "spbe-2018"]
    assert all(choose_catalogue(name).id == name for name in editions())


@pytest.mark.parametrize("name", ["spbe-2020", "pemdi-2026", "spbe-2018"])
def test_every_edition_passes_its_own_check(name: str) -> None:
    findings = check_catalogue(choose_catalogue(name), offers)
    assert [f"{finding.place}: {finding.message}" for finding in findings] == []


def test_structure_of_2018(spbe_2018: Catalogue) -> None:
    assert [one.no for one in spbe_2018.indicators] == list(range(1, 36))
    assert (spbe_2018.min_level, spbe_2018.max_level) == (0, 5)
    assert [domain.weight for domain in spbe_2018.domains] == [17, 28, 55]
    assert [aspect.weight for aspect in spbe_2018.aspects] == [7, 10, 8, 8, 12, 35, 20]
    assert spbe_2018.by_no[35].exact_weight == Fraction(20, 6)
    assert spbe_2018.by_no[35].copies == 3
    assert all(one.levels[0].level == 0 and one.levels[0].floor for one in spbe_2018.indicators)
    assert all(len(one.levels) == 6 for one in spbe_2018.indicators)


def test_structure_of_pemdi(pemdi: Catalogue) -> None:
    assert [one.no for one in pemdi.indicators] == list(range(1, 21))
    assert pemdi.domains == ()
    assert [aspect.weight for aspect in pemdi.aspects] == [10, 10, 15, 15, 10, 15, 25]
    assert [one.no for one in pemdi.indicators if one.external] == [5, 6, 7, 18]
    assert [(one.name, one.min) for one in pemdi.predicates] == [
        ("Memuaskan", Decimal("4.0")),
        ("Sangat Baik", Decimal("3.5")),
        ("Baik", Decimal("2.5")),
        ("Cukup", Decimal("1.5")),
        ("Kurang", Decimal("1.0")),
    ]
    assert pemdi.fractional


@pytest.mark.parametrize("name", ["pemdi-2026", "spbe-2018"])
def test_secondary_editions_say_so(name: str) -> None:
    catalogue = choose_catalogue(name)
    assert catalogue.verification == "sekunder"
    assert all(one.verification == "sekunder" for one in catalogue.indicators)
    titles = {source.id: source.title for source in catalogue.sources}
    for _, item in catalogue.by_evidence.values():
        assert "rangkuman sekunder, belum diperiksa terhadap naskah resmi" in titles[item.source.source]
    for indicator in catalogue.indicators:
        assert all(level.sources for level in indicator.levels), indicator.no


def test_levels_are_derived_where_it_is_known_how(pemdi: Catalogue, spbe_2018: Catalogue) -> None:
    """The portal shows which item stands at which level of Pemdi; for the 35 indicators nobody published it."""
    assert pemdi.declares_levels
    assert not spbe_2018.declares_levels


def test_cells_with_one_source_are_marked(pemdi: Catalogue, spbe_2018: Catalogue) -> None:
    """Which criteria rest on one text only: nine of a hundred in Pemdi, three of the 35-indicator edition."""
    assert alone(pemdi) == {(1, 5), (3, 4), (8, 1), (8, 3), (8, 5), (20, 2), (20, 3), (20, 4), (20, 5)}
    assert alone(spbe_2018) == {(7, 2), (7, 3), (7, 4)}


def alone(catalogue: Catalogue) -> set[tuple[int, int]]:
    return {(one.no, level.level) for one in catalogue.indicators for level in one.levels if len(level.sources) == 1}


def test_denpasar_2018(spbe_2018: Catalogue, tmp_path: Path) -> None:
    found = of_file(tmp_path, spbe_2018, list(zip(ROWS, DENPASAR_2018, strict=True)))
    assert (found.index, found.predicate) == ("2.64", "Baik")
    assert found.value == Fraction(66, 25)
    assert shown(found) == ["2.00", "2.10", "2.00", "2.50", "2.33", "3.29", "2.50"]
    assert [node.index for node in found.domains] == ["2.06", "2.29", "3.00"]


def test_denpasar_2019(spbe_2018: Catalogue, tmp_path: Path) -> None:
    """Two printed aspects (3.50 and 2.67) contradict the recorded levels and are left out."""
    found = of_file(tmp_path, spbe_2018, list(zip(ROWS, DENPASAR_2019, strict=True)))
    assert (found.index, found.value) == ("3.33", Fraction(10, 3))
    assert [node.index for node in found.domains] == ["3.00", "3.00", "3.61"]
    printed = shown(found)
    assert [printed[place] for place in (0, 1, 3, 5, 6)] == ["3.00", "3.00", "3.00", "3.57", "3.67"]


def test_kemenko_2019_from_its_aspects(spbe_2018: Catalogue) -> None:
    """Only two decimals per aspect are published; behind "3.86" of seven whole levels stand 27/7."""
    printed = dict(enumerate(("3.00", "2.60", "2.50", "3.00", "3.00", "3.86", "3.17"), start=1))
    rows = {aspect: sum(one.copies for one in spbe_2018.indicators if one.aspect == aspect) for aspect in printed}
    values = {
        aspect: next(
            Fraction(total, rows[aspect])
            for total in range(5 * rows[aspect] + 1)
            if show(Fraction(total, rows[aspect])) == text
        )
        for aspect, text in printed.items()
    }
    value = index_of_nodes({aspect.no: aspect.weight for aspect in spbe_2018.aspects}, values)
    assert show(value) == "3.25"
    assert [show(one) for one in domain_values(spbe_2018, values).values()] == ["2.76", "2.86", "3.61"]


def test_aceh_tengah_2026(pemdi: Catalogue, tmp_path: Path) -> None:
    """Exact 1.2415. The published aspect 5 is 1.08 for an exact 1.085; here halves round up."""
    found = of_file(tmp_path, pemdi, list(enumerate(ACEH_TENGAH, start=1)))
    assert (found.index, found.index_exact, found.predicate) == ("1.24", "1.2415", "Kurang")
    assert shown(found) == ["1.75", "1.28", "1.00", "1.17", "1.09", "1.40", "1.18"]
    assert found.aspects[4].value == Fraction("1.085")
    assert found.domains == ()


@pytest.mark.parametrize(
    ("value", "word"),
    [("1.49", "Kurang"), ("1.50", "Cukup"), ("2.50", "Baik"), ("3.50", "Sangat Baik"), ("4.00", "Memuaskan")],
)
def test_predicates_of_pemdi(pemdi: Catalogue, value: str, word: str) -> None:
    assert predicate(pemdi, value) == word


def test_golden_cases_are_those_of_the_reference(reference: Path) -> None:
    old = json.loads((reference / "editions" / "spbe-2018.json").read_text(encoding="utf-8"))
    levels = {case["name"]: case["levels"] for case in old["golden"] if case["levels"]}
    assert levels["Kota Denpasar 2018"] == [int(one) for one in DENPASAR_2018]
    assert levels["Kota Denpasar 2019"] == [int(one) for one in DENPASAR_2019]
    new = json.loads((reference / "editions" / "pemdi-2026.json").read_text(encoding="utf-8"))
    assert [Fraction(one) for one in new["golden"][0]["values"]] == [*map(Fraction, ACEH_TENGAH)]


def test_names_and_weights_are_those_of_the_reference(reference: Path) -> None:
    for name in ("spbe-2018", "pemdi-2026"):
        facts = json.loads((reference / "editions" / f"{name}.json").read_text(encoding="utf-8"))
        catalogue = choose_catalogue(name)
        for row in facts["indicators"]:
            indicator = catalogue.by_no[row["no"]]
            assert indicator.name == row["name"].replace(" (WBS)", ""), (name, row["no"])
            assert indicator.exact_weight == Fraction(str(row["weight"]))
            assert indicator.aspect == row["aspect"]


def test_no_sentence_is_copied(reference: Path) -> None:
    """Never twelve words in a row, as everywhere in the catalogues."""
    for name in ("spbe-2018", "pemdi-2026"):
        facts = json.loads((reference / "editions" / f"{name}.json").read_text(encoding="utf-8"))
        theirs = {run for text in texts(facts) for run in runs(text)}
        for indicator in choose_catalogue(name).indicators:
            for level in indicator.levels:
                ours = [level.summary, *(part for item in level.evidence for part in (item.label, item.why, item.ask))]
                for text in ours:
                    assert not theirs & set(runs(text)), (name, indicator.no, level.level, text)


def texts(data: object) -> list[str]:
    if isinstance(data, str):
        return [data]
    values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for value in values for text in texts(value)]


def runs(text: str, length: int = 12) -> list[tuple[str, ...]]:
    words = "".join(char.lower() if char.isalnum() else " " for char in text).split()
    return [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]
