"""What only the whole tells: copies for "some" and "all", rules without practice, values of the last cycle."""

from __future__ import annotations

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.recognition.offers import Match
from spbe_checklist.verdict.assess import IndicatorVerdict, ItemVerdict
from spbe_checklist.verdict.patterns import general, same_for_some_and_all

CATALOGUE = load_catalogue()
SOME, ALL = "I17.L2.operasional", "I17.L3.pemanfaatan"


def verdict(no: int, level: int | None, **paths: list[str]) -> IndicatorVerdict:
    """What became of an indicator; ``paths`` are the counted documents by key of the item."""
    items = tuple(
        ItemVerdict(
            item, "ada", "", tuple(Match(path, no, item.id, 0.9, (), (), ()) for path in paths.get(item.key, ()))
        )
        for item in CATALOGUE.by_no[no].evidence
    )
    return IndicatorVerdict(CATALOGUE.by_no[no], 3, "sebagian", level, items, (), None)


def test_copies_of_one_file_for_some_and_for_all_are_named() -> None:
    both = verdict(17, 3, operasional=["a.pdf", "b.pdf"], pemanfaatan=["a.pdf", "b.pdf"])
    ((path, notice),) = same_for_some_and_all(CATALOGUE, [both], {"b.pdf": "a.pdf"})
    assert path == "b.pdf"
    assert f"{SOME} dan {ALL}: salinan berkas yang sama" in notice.message
    assert not list(same_for_some_and_all(CATALOGUE, [both], {})), "two different files"
    one = verdict(17, 3, operasional=["a.pdf"], pemanfaatan=["a.pdf"])
    assert not list(same_for_some_and_all(CATALOGUE, [one], {})), "one report may rightly prove both"


def codes(*verdicts: IndicatorVerdict, previous: dict[int, float] | None = None) -> dict[str, str]:
    return {one.code: one.message for one in general(CATALOGUE, verdicts, previous or {})}


def test_a_rule_whose_practice_nothing_shows_is_named() -> None:
    every = {one.no: verdict(one.no, 1) for one in CATALOGUE.indicators}
    assert codes(*every.values()) == {}
    found = codes(*(every | {1: verdict(1, 3)}).values())
    assert found == {
        "aturan-tanpa-pelaksanaan": "Aturannya lengkap, bukti pelaksanaannya belum ada: "
        "indikator 11 (aturannya di indikator 1). Dahulukan bukti itu: laporan, notulen, atau tangkapan layar."
    }
    assert codes(*(every | {1: verdict(1, 3), 11: verdict(11, 2)}).values()) == {}


def test_values_of_the_last_cycle_that_the_evidence_no_longer_supports() -> None:
    every = [verdict(one.no, 2 if one.no < 3 else 1) for one in CATALOGUE.indicators]
    found = codes(*every, previous={1: 3, 2: 2, 12: 2.5})["tahun-lalu-lebih-tinggi"]
    assert "indikator 1 (3 → 2) dan 12 (2.5 → 1)" in found
    assert "perlu diajukan lagi" in found
