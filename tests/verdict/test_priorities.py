"""One order of importance: gain of the index per cost, then need, then number."""

from __future__ import annotations

from fractions import Fraction

from spbe_checklist.verdict.priorities import next_documents, owed, priorities
from tests.result_factory import make_result
from tests.verdict.test_planning import chain, indicator, item


def test_gain_per_cost_comes_first_then_need_then_number() -> None:
    doubtful = indicator(12, [item("I12.L2.a", 2, open=True, status="perlu_diperiksa")], {2: [[["I12.L2.a"]]]})
    missing = indicator(14, [item("I14.L2.a", 2, open=True)], {2: [[["I14.L2.a"]]]})
    same = indicator(13, [item("I13.L2.a", 2, open=True)], {2: [[["I13.L2.a"]]]})
    dear = indicator(11, [item("I11.L2.a", 3, open=True)], {2: [[["I11.L2.a"]]]})
    heavy = indicator(15, [item("I15.L2.a", 3, open=True)], {2: [[["I15.L2.a"]]]}, weight="5.00")
    found = priorities([dear, doubtful, same, missing, heavy])
    assert [wanted.rows[0].indicator.no for wanted in found] == [15, 13, 14, 12, 11]
    assert found[0].gain == Fraction("0.05")


def test_a_set_stays_together_and_pays_for_all_its_documents() -> None:
    both = indicator(
        42,
        [item("I42.L2.a", open=True), item("I42.L2.b", open=True)],
        {2: [[["I42.L2.a", "I42.L2.b"]]]},
        weight="3.00",
    )
    single = indicator(43, [item("I43.L2.a", open=True)], {2: [[["I43.L2.a"]]]}, weight="2.00")
    found = next_documents(priorities([both, single]))
    assert [(one.evidence, one.gain, one.together_with) for one in found] == [
        (["I43.L2.a"], "0.02", []),
        (["I42.L2.a"], "0.03", ["I42.L2.b"]),
        (["I42.L2.b"], "0.03", ["I42.L2.a"]),
    ]


def test_one_document_for_several_indicators_is_named_once() -> None:
    two = [
        indicator(no, [item(f"I{no}.L2.aturan", open=True, shared="aturan")], {2: [[[f"I{no}.L2.aturan"]]]})
        for no in (3, 4)
    ]
    (only,) = priorities(two)
    assert [row.item.id for row in only.rows] == ["I3.L2.aturan", "I4.L2.aturan"]
    assert only.gain == Fraction("0.05")
    assert "indikator 4" in only.label


def test_what_raises_nothing_comes_last_required_first_and_nothing_above_the_target_is_named() -> None:
    one = indicator(
        5,
        [
            item("I5.L2.pelengkap", open=True, required=False),
            item("I5.L2.cara-lain", 9, open=True),
            item("I5.L2.satu", open=True),
            item("I5.L4.atas"),
        ],
        {2: [[["I5.L2.satu"], ["I5.L2.cara-lain"]]]},
    )
    assert [wanted.rows[0].item.id for wanted in priorities([one])] == [
        "I5.L2.satu",
        "I5.L2.cara-lain",
        "I5.L2.pelengkap",
    ]
    assert priorities([chain(47, 1, weight="3.00", target=1)]) == []


def test_every_open_item_is_in_exactly_one_document() -> None:
    result = make_result(indicators=range(1, 48))
    ids = [row.item.id for row in owed(result)]
    assert sorted(ids) == sorted(one.id for entry in result.indicators for one in entry.evidence if one.open)


def test_without_levels_need_and_number_decide() -> None:
    result = make_result(declares_levels=False)
    rows = owed(result)
    assert rows
    keys = [(not row.item.required, row.item.status != "belum_ada", row.indicator.no) for row in rows]
    assert keys == sorted(keys)
