"""The gap view as a function: its order, what answers a gap, what is open, and when the assessor has to be asked."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import msgspec
import pytest

from spbe_checklist.verdict.gaps import Gap, asks_assessor, gaps
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, NoteEntry, Offer, Result
from tests.result_factory import make_result


def item(level: int, status: str, name: str = "") -> EvidenceEntry:
    model = make_result().indicators[0].evidence[0]
    offers = [Offer(path=name, confidence=1, accepted=status == "ada")] if name else []
    return model.model_copy(
        update={
            "id": f"I1.L{level}.x",
            "level": level,
            "required": True,
            "counted": True,
            "status": status,
            "open": status != "ada",
            "documents": offers,
        }
    )


def entry(no: int = 1, **changes: Any) -> IndicatorEntry:
    known = {"claimed_level": 4, "supported_level": 4, "assessed_level": 4, "target_level": 5, "weight": "1.00"}
    base = {"no": no, "status": "sebagian", "notes": [], "evidence": [], **known}
    return make_result().indicators[0].model_copy(update={**base, **changes})


def of(*entries: IndicatorEntry) -> tuple[Gap, ...]:
    result: Result = make_result().model_copy(update={"indicators": list(entries)})
    return gaps(result)


def test_the_order_is_weight_times_gap_and_equal_levels_are_left_out() -> None:
    found = of(
        entry(1, assessed_level=3),
        entry(2),
        entry(3, supported_level=3, weight="2.60"),
        entry(4, assessed_level=2),
        entry(5, claimed_level=2, supported_level=3, assessed_level=5),
    )
    assert [(one.indicator.no, one.worth) for one in found] == [
        (3, Fraction(26, 1000)),
        (4, Fraction(2, 100)),
        (1, Fraction(1, 100)),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"claimed_level": None, "assessed_level": None},
        {"claimed_level": 4, "supported_level": None, "assessed_level": None},
        {"claimed_level": None, "supported_level": None, "assessed_level": 1},
    ],
)
def test_one_known_level_alone_is_no_gap(changes: dict[str, Any]) -> None:
    assert of(entry(**changes)) == ()


def test_a_claim_is_compared_with_the_assessor_where_no_level_is_derived() -> None:
    (found,) = of(entry(supported_level=None, assessed_level=2.5))
    assert found.size == Fraction(3, 2)


def test_it_names_what_answers_and_what_is_open_up_to_the_claim() -> None:
    evidence = [
        item(2, "ada", "aturan.pdf"),
        item(3, "ada", "laporan.pdf"),
        item(4, "perlu_diperiksa", "foto.jpg"),
        item(5, "belum_ada"),
    ]
    (found,) = of(entry(supported_level=3, assessed_level=2, evidence=evidence))
    assert found.documents == ("laporan.pdf",), "level 2 is not disputed, and a doubtful file answers nothing"
    assert [one.id for one in found.open] == ["I1.L4.x"]


def test_an_open_note_is_listed_without_a_gap_and_an_answered_one_is_not() -> None:
    def noted(status: str) -> NoteEntry:
        return msgspec.convert(
            {"date": "2026-03-02", "by": "Asesor", "text": "Unggah", "status": status, "answered_by": ["jawab.pdf"]},
            NoteEntry,
        )

    (found,) = of(entry(1, notes=[noted("terbuka")]), entry(2, notes=[noted("terjawab")]))
    assert (found.indicator.no, found.size, found.documents) == (1, Fraction(0), ("jawab.pdf",))


@pytest.mark.parametrize(
    ("asked", "changes"),
    [
        (True, {"assessed_level": 3}),
        (False, {"assessed_level": 4}),
        (False, {"assessed_level": 5, "status": "lengkap"}),
        (False, {"assessed_level": None}),
        (False, {"assessed_level": 3, "claimed_level": None}),
        (True, {"assessed_level": 3, "claimed_level": None, "status": "lengkap"}),
        (True, {"assessed_level": 2, "claimed_level": 3}),
        (False, {"assessed_level": 3, "claimed_level": 5}),
        (False, {"assessed_level": 3, "claimed_level": 3}),
        (False, {"assessed_level": 3, "evidence": [item(4, "belum_ada")]}),
        (True, {"assessed_level": 3, "evidence": [item(4, "ada", "a.pdf"), item(5, "belum_ada")]}),
    ],
)
def test_the_assessor_is_asked_only_where_all_that_is_claimed_is_there(asked: bool, changes: dict[str, Any]) -> None:
    assert asks_assessor(entry(**changes)) is asked
