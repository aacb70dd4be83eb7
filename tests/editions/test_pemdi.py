"""Pemdi as it is evaluated: the portal's items, values between levels, and the results of other indices."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.cli.app import run
from spbe_checklist.reports.item_notes import FEWEST_WORDS, item_notes
from spbe_checklist.settings.models import Agency, Attestation, Workspace
from spbe_checklist.verdict import values
from spbe_checklist.verdict.build_result import FolderFindings, build_result
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.plan import plan
from spbe_checklist.verdict.result import Offer, Result, Run

DAY = dt.date(2026, 9, 20)

ACCEPTED = (
    *("I1-L1-01", "I1-L2-01", "I1-L2-03", "I2-L1-01", "I2-L1-02", "I3-L1-01", "I3-L1-02", "I4-L1-01", "I4-L1-03"),
    *("I11-L1-01", "I12-L1-01", "I13-L1-01", "I17-L1-01", "I17-L2-01", "I17-L2-02", "I20-L1-01"),
)
"""What the assessor of a published agency accepted in 2026, by the codes of the portal's list."""

PUBLISHED = {
    1: "2.0",
    2: "1.5",
    3: "1.26",
    4: "1.3",
    8: "1",
    9: "1",
    10: "1",
    11: "1.5",
    12: "1.25",
    13: "1.17",
    14: "1",
    15: "1",
    16: "1",
    17: "2.5",
    19: "1",
    20: "1.3",
}
"""The official values of that agency for the sixteen indicators that rest on items."""


@pytest.fixture(scope="module")
def pemdi() -> Catalogue:
    return choose_catalogue("pemdi-2026")


def seen(catalogue: Catalogue, codes: Collection[str], **settings: object) -> Result:
    """A Result in which a person saw the items with these codes, and nothing else is there."""
    stated = tuple(
        Attestation(
            evidence=catalogue.by_code[code].id, seen="dilihat", where="portal", by="asesor", date=DAY, valid_until=DAY
        )
        for code in codes
    )
    workspace = Workspace(
        agency=Agency(name="Kabupaten Contoh"),
        attestations=stated,
        **settings,  # type: ignore[arg-type]
    )
    nothing = FolderFindings((), (), (), {}, {})
    return build_result(catalogue, workspace, nothing, Run(folder="x", started="x", seconds=0), year=2026, today=DAY)


def supported(result: Result) -> dict[int, Decimal]:
    return {one.no: Decimal(str(one.supported_level)) for one in result.indicators}


def test_fourteen_of_sixteen_published_values_come_out(pemdi: Catalogue) -> None:
    result = seen(pemdi, ACCEPTED, assessed={no: float(value) for no, value in PUBLISHED.items()})
    found = supported(result)
    other = {no: str(found[no]) for no, value in PUBLISHED.items() if found[no] != Decimal(value)}
    assert other == {4: "1.34", 20: "1.5"}
    said = [one.message for one in result.notices if one.code == "nilai-sebagian"]
    assert len(said) == 1
    assert said[0].startswith("Nilai asesor untuk indikator 4 dan 20 tidak dapat dicapai dengan butir utuh")
    assert values.PARTIAL in said[0]


def test_a_level_counts_once_the_one_below_is_complete(pemdi: Catalogue) -> None:
    only_above = seen(pemdi, ["I4-L2-01", "I4-L2-02"])
    assert supported(only_above)[4] == 1
    reason = next(one.reason for one in only_above.indicators[3].evidence if one.code == "I4-L2-01")
    assert "baru dihitung bila tingkat 1 lengkap" in reason
    both = seen(pemdi, ["I4-L1-01", "I4-L1-02", "I4-L1-03", "I4-L2-01"])
    assert supported(both)[4] == Decimal("2.0")
    assert "baru dihitung" not in next(one.reason for one in both.indicators[3].evidence if one.code == "I4-L2-01")


def test_everything_makes_five_and_nothing_one(pemdi: Catalogue) -> None:
    """Rounded shares (3 x 0.33) never keep a complete level from its whole width."""
    nothing, everything = seen(pemdi, []), seen(pemdi, pemdi.by_code)
    inside = [one.no for one in pemdi.indicators if not one.external]
    assert {supported(nothing)[no] for no in inside} == {1}
    assert {supported(everything)[no] for no in inside} == {5}
    assert (nothing.summary.index_supported, nothing.summary.predicate) == ("1.00", "Kurang")


def test_shares_round_half_up_as_the_portal_does(pemdi: Catalogue) -> None:
    """Four items of a level 0.5 wide are worth 0.13 each: two of them make the published 1.26, not 1.25."""
    assert supported(seen(pemdi, ["I3-L1-01", "I3-L1-02"]))[3] == Decimal("1.26")


INDICES: dict[str, tuple[int, str, str, bool]] = {
    "geospatial in its third band": (6, "2.9", "2.5", False),
    "statistics on the border of the second band": (7, "1.8", "1.5", False),
    "data where both bands agree": (5, "55", "2.5", False),
    "data where the bands contradict": (5, "48", "1.5", True),
    "data below every band": (18, "5", "1", False),
}


@pytest.mark.parametrize(("no", "result", "value", "uncertain"), INDICES.values(), ids=INDICES.keys())
def test_values_taken_over_from_other_indices(
    pemdi: Catalogue, no: int, result: str, value: str, uncertain: bool
) -> None:
    found = seen(pemdi, [], indices={no: Decimal(result)})
    assert supported(found)[no] == Decimal(value)
    codes = [one.code for one in found.notices]
    assert ("ambang-belum-pasti" in codes) is uncertain
    missing = next(one.message for one in found.notices if one.code == "indeks-belum-diisi")
    assert str(no) not in missing.partition(" belum diisi")[0].replace(",", "").split()


def test_documents_of_the_index_lift_no_value_by_themselves(pemdi: Catalogue) -> None:
    assert supported(seen(pemdi, []))[5] == 1


def test_every_item_of_the_portal_has_its_place(pemdi: Catalogue) -> None:
    assert len(pemdi.by_code) == 171
    internal = {one.no for one in pemdi.indicators if not one.external}
    assert {int(code.split("-")[0][1:]) for code in pemdi.by_code} == internal
    for indicator in pemdi.indicators:
        for level in indicator.levels:
            codes = [item.code for item in level.evidence if item.code]
            assert codes == [f"I{indicator.no}-L{level.level}-{place:02d}" for place in range(1, len(codes) + 1)]


def test_items_say_how_many_copies_of_the_list_have_them(pemdi: Catalogue) -> None:
    alone = {code for code, item in pemdi.by_code.items() if len(item.sources) == 1}
    assert alone == {"I9-L3-01", "I9-L4-01", "I17-L4-01", "I17-L5-01"}


def test_what_assessors_refused_stands_at_the_item(pemdi: Catalogue) -> None:
    for code in ("I1-L2-02", "I4-L1-02", "I9-L1-01", "I10-L1-01", "I13-L1-02", "I15-L1-01", "I19-L1-02"):
        assert pemdi.by_code[code].mistaken, code


def test_a_request_reads_as_a_sentence(pemdi: Catalogue) -> None:
    assert pemdi.by_code["I4-L1-01"].ask == "Mohon menyampaikan SK penetapan Tim Koordinasi Pemerintah Digital."
    assert pemdi.by_code["I11-L2-01"].ask.startswith("Mohon menyampaikan laporan penerapan kriptografi")
    assert pemdi.by_code["I11-L2-01"].why.startswith("Kriteria tingkat 2: ")


@pytest.mark.slow
def test_plans_count_single_items(pemdi: Catalogue) -> None:
    """One open item of a begun level already lifts the index; every step says by how much."""
    result = seen(pemdi, ["I4-L1-01", "I4-L1-03"])
    start = plan(result.indicators, budget=0).index
    found = plan(result.indicators, target=start + Fraction("0.02"))
    assert found.reached
    assert found.steps
    assert all(step.gain > 0 for step in found.steps)
    assert sum((step.gain for step in found.steps), start) == found.index
    assert plan(result.indicators, target=5).index == Fraction(5) - 4 * Fraction(14, 100)


@pytest.mark.slow
@pytest.mark.parametrize("budget", [2, 5])
def test_no_set_of_items_beats_the_plan(pemdi: Catalogue, budget: int) -> None:
    """Compared with every set of items of one indicator within the budget."""
    result = seen(pemdi, ["I4-L1-01"])
    entry = result.indicators[3]
    others = [one.model_copy(update={"external": True}) for one in result.indicators if one.no != 4]
    found = plan([*others, entry], budget=budget)
    costs = {one.code: one.cost for one in entry.evidence if one.level <= 2}  # all of it costs more than the budget
    assert sum(costs.values()) > budget
    best = max(
        supported(seen(pemdi, ["I4-L1-01", *chosen]))[4]
        for chosen in subsets([code for code in costs if code != "I4-L1-01"])
        if sum(costs[code] for code in chosen) <= budget
    )
    assert found.index - found.start == Fraction(5, 100) * (Fraction(best) - Fraction(str(entry.supported_level)))


def subsets(names: list[str]) -> list[list[str]]:
    return [[name for place, name in enumerate(names) if mask >> place & 1] for mask in range(2 ** len(names))]


def test_counts_and_weights_are_those_of_the_reference(pemdi: Catalogue, reference: Path) -> None:
    facts = json.loads((reference / "editions" / "pemdi-portal-items.json").read_text(encoding="utf-8"))
    theirs = {item["code"]: Decimal(item["weight_digitama"]) for item in facts["items"]}
    assert theirs.keys() == pemdi.by_code.keys()
    for code, weight in theirs.items():
        ours = pemdi.by_code[code].weight
        assert ours is not None
        assert abs(ours - weight) <= Decimal("0.005"), code  # theirs is printed with two or four decimals
    rule = pemdi.value_rule
    assert rule is not None
    assert {str(level): width for level, width in rule.widths.items()} == {
        level: Decimal(width) for level, width in facts["level_width"].items()
    }


def test_no_item_of_the_portal_is_copied(pemdi: Catalogue, reference: Path, runs: Callable[[str], set[object]]) -> None:
    facts = json.loads((reference / "editions" / "pemdi-portal-items.json").read_text(encoding="utf-8"))
    theirs = {run for item in facts["items"] for run in runs(item["text"])}
    for item in pemdi.by_code.values():
        for text in (item.label, item.why, item.ask, item.confirm, *item.inside, *item.mistaken):
            assert not theirs & runs(text), (item.code, text)


def test_accepted_codes_and_values_are_those_of_the_reference(pemdi: Catalogue, reference: Path) -> None:
    decisions = json.loads((reference / "editions" / "pemdi-assessor-decisions.json").read_text(encoding="utf-8"))
    accepted = [one["code"] for one in decisions["accepted"] if one["code"] in pemdi.by_code]
    assert accepted == list(ACCEPTED)
    assert {one["code"] for one in decisions["accepted"]} - {*accepted} == {"I17-L1-02", "I20-L1-02"}
    golden = json.loads((reference / "editions" / "pemdi-2026.json").read_text(encoding="utf-8"))["golden"][0]
    assert {no: Decimal(value) for no, value in PUBLISHED.items()} == {
        no: Decimal(golden["values"][no - 1]) for no in PUBLISHED
    }


@pytest.fixture(scope="module")
def runs() -> Callable[[str], set[object]]:
    """All twelve words in a row of a text."""

    def found(text: str) -> set[object]:
        words = "".join(char.lower() if char.isalnum() else " " for char in text).split()
        return {tuple(words[at : at + 12]) for at in range(len(words) - 11)}

    return found


def test_whole_values_are_what_items_can_give(pemdi: Catalogue) -> None:
    found = [*values.whole_values(pemdi, pemdi.by_no[4])]
    assert [str(one) for one in found[:4]] == ["1.00", "1.17", "1.34", "1.5"]
    assert max(found) == 5


def test_an_item_is_found_by_the_code_of_the_portal(pemdi: Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "i4-l1-2", "--catalogue", "pemdi-2026"]) == 0
    assert "I4.L1.rencana" in capsys.readouterr().out
    assert run(["explain", "I4-L1-09", "--catalogue", "pemdi-2026"]) == 2
    assert run(["list", "--catalogue", "pemdi-2026", "--indicator", "4"]) == 0
    assert "I4-L1-02  I4.L1.rencana" in capsys.readouterr().out


def test_every_item_with_a_document_has_a_text_of_ten_words(pemdi: Catalogue) -> None:
    entry = seen(pemdi, []).indicators[3]
    document = DocumentEntry("bukti/SK 12.pdf", 1, "", "pdf", "baik", "ada", kind_label="Keputusan (SK)", number="12")
    offer = Offer(path=document.path, page=2, confidence=0.9, accepted=True)
    there = entry.evidence[0].model_copy(update={"status": "ada", "documents": [offer]})
    found = entry.model_copy(update={"evidence": [there, *entry.evidence[1:]]})
    notes = list(item_notes(found, {document.path: document}))
    assert [note.code for note in notes] == ["I4-L1-01"]
    assert len(notes[0].text.split()) >= FEWEST_WORDS
    assert "SK 12.pdf" in notes[0].text
    assert "halaman 2" in notes[0].text
    assert "<<" not in notes[0].text
