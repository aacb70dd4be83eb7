"""Plans are optimal, honest about what cannot be reached, and count a shared document once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.recognition.offers import Match
from spbe_checklist.verdict.assess import assess
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.missing import proofs, shared_document
from spbe_checklist.verdict.plan import DECISION, plan
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, LevelEntry, Offer
from spbe_checklist.verdict.scoring import show


def item(id_: str, cost: int = 1, **fields: Any) -> EvidenceEntry:
    level = int(id_.split(".")[1][1:])
    values: dict[str, Any] = {
        "level": level,
        "kind": "dokumen",
        "label": f"Dokumen {id_}",
        "required": True,
        "status": "belum_ada",
        "reason": "",
        "ask": "",
    }
    return EvidenceEntry(id=id_, cost=cost, **(values | fields))


def indicator(
    no: int,
    evidence: Sequence[EvidenceEntry],
    requires: Mapping[int, list[list[list[str]]]],
    *,
    weight: str = "2.50",
    supported: int | None = 1,
    keeps: Mapping[int, list[str]] | None = None,
    units: Sequence[str] = ("Diskominfo",),
    target: int = 3,
) -> IndicatorEntry:
    return IndicatorEntry(
        no=no,
        name=f"Indikator {no}",
        aspect=1,
        weight=weight,
        status="sebagian",
        target_level=target,
        supported_level=supported,
        units=list(units),
        evidence=list(evidence),
        levels=[
            LevelEntry(
                level=level, name="", summary="", supported=False, requires=clauses, keeps=(keeps or {}).get(level, [])
            )
            for level, clauses in requires.items()
        ],
    )


def chain(no: int, *costs: int, **fields: Any) -> IndicatorEntry:
    """Levels 2, 3 ... with one document each."""
    ids = [f"I{no}.L{level}.dok" for level in range(2, 2 + len(costs))]
    return indicator(
        no,
        [item(id_, cost) for id_, cost in zip(ids, costs, strict=True)],
        {level: [[[id_]]] for level, id_ in enumerate(ids, start=2)},
        **fields,
    )


def ids(steps: Any) -> list[tuple[str, ...]]:
    return [step.evidence for step in steps]


def test_cheapest_indicator_is_lifted_first() -> None:
    found = plan([chain(11, 5), chain(12, 2)], target=Fraction("0.07"))
    assert ids(found.steps) == [("I12.L2.dok",)]
    assert (found.cost, found.reached, show(found.start), show(found.index)) == (2, True, "0.05", "0.08")


def test_a_level_needs_the_levels_below_it() -> None:
    found = plan([chain(11, 9, 1), chain(12, 6, 6)], target=Fraction("0.1"))
    assert ids(found.steps) == [("I11.L2.dok",), ("I11.L3.dok",)]
    assert [show(step.index_after) for step in found.steps] == ["0.08", "0.10"]


def test_a_stronger_document_proves_the_weaker_item() -> None:
    one = indicator(
        1,
        [item("I1.L2.sebagian", 4, proved_by=["I1.L3.lengkap"]), item("I1.L3.lengkap", 4)],
        {2: [[["I1.L2.sebagian"]]], 3: [[["I1.L3.lengkap"]]]},
    )
    found = plan([one], target=Fraction("0.07"))
    assert (ids(found.steps), found.cost) == ([("I1.L3.lengkap",)], 4)
    assert found.steps[0].gain == Fraction("0.05")


def test_only_the_weaker_document_is_asked_where_it_is_enough() -> None:
    one = indicator(
        1,
        [item("I1.L2.sebagian", 4, proved_by=["I1.L3.lengkap"]), item("I1.L3.lengkap", 4)],
        {2: [[["I1.L2.sebagian"]]], 3: [[["I1.L3.lengkap"], ["I1.L9.tidak-ada"]], [["I1.L9.tidak-ada"]]]},
    )
    found = plan([one], budget=4)
    assert ids(found.steps) == [("I1.L2.sebagian",)]


def test_a_document_for_several_indicators_is_paid_once() -> None:
    policies = [
        indicator(
            no,
            [item(f"I{no}.L2.aturan", 5, shared="kebijakan.L2.aturan.peraturan")],
            {2: [[[f"I{no}.L2.aturan"]]]},
            weight="1.30",
            units=[f"OPD {no}"],
        )
        for no in (1, 2, 3)
    ]
    found = plan([*policies, chain(11, 4)], budget=5)
    assert ids(found.steps) == [("I1.L2.aturan", "I2.L2.aturan", "I3.L2.aturan")]
    assert found.steps[0].units == ("OPD 1", "OPD 2", "OPD 3")
    assert found.steps[0].gain == Fraction("0.039")
    assert found.cost == 5


def test_the_cheaper_alternative_is_chosen() -> None:
    one = indicator(
        12,
        [item("I12.L2.a", 3), item("I12.L2.b", 3), item("I12.L2.c", 5)],
        {2: [[["I12.L2.a", "I12.L2.b"], ["I12.L2.c"]]]},
    )
    assert ids(plan([one], target=Fraction("0.05")).steps) == [("I12.L2.c",)]


def test_what_must_be_kept_is_collected_too() -> None:
    one = indicator(
        32,
        [item("I32.L2.fitur", status="ada"), item("I32.L2.lain", 1, required=False), item("I32.L3.fitur", 2)],
        {2: [[["I32.L2.fitur"]]], 3: [[["I32.L3.fitur"]]]},
        keeps={3: ["I32.L2.fitur", "I32.L2.lain"]},
        supported=2,
    )
    assert ids(plan([one], target=Fraction("0.075")).steps) == [("I32.L2.lain",), ("I32.L3.fitur",)]


def test_what_is_there_or_excused_is_not_asked_again() -> None:
    one = indicator(
        12,
        [item("I12.L2.a", status="ada"), item("I12.L2.b", status="dikecualikan"), item("I12.L2.c", 2)],
        {2: [[["I12.L2.a"]], [["I12.L2.b"]], [["I12.L2.c"]]]},
    )
    assert ids(plan([one], budget=9).steps) == [("I12.L2.c",)]


def test_an_unreachable_target_says_so_and_goes_as_high_as_documents_can() -> None:
    found = plan([chain(11, 1), chain(12)], target=3)
    assert not found.reached
    assert found.index == found.best == Fraction("0.075")
    assert ids(found.steps) == [("I11.L2.dok",)]


def test_a_reached_target_asks_for_nothing() -> None:
    found = plan([chain(11, 1)], target=Fraction("0.01"))
    assert (found.steps, found.reached, found.cost) == ((), True, 0)


def test_target_is_compared_as_shown() -> None:
    # 1.30 x 2 / 100 = 0.026 shows as 0.03
    assert plan([chain(1, 1, weight="1.30")], target=Fraction("0.03")).reached


def test_budget_is_never_exceeded() -> None:
    found = plan([chain(11, 3, 3), chain(12, 2, 9)], budget=7)
    assert found.cost <= 7
    assert found.index - found.start == Fraction("0.05")


def test_free_documents_fit_every_budget() -> None:
    assert plan([chain(11, 0)], budget=0).index == Fraction("0.05")


@pytest.mark.parametrize("wish", [{}, {"target": 3, "budget": 3}])
def test_one_wish_only(wish: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="either"):
        plan([chain(11, 1)], **wish)


def test_results_without_recorded_clauses_use_required_items_and_groups() -> None:
    one = IndicatorEntry(
        no=11,
        name="",
        aspect=2,
        weight="2.50",
        status="belum_ada",
        target_level=3,
        supported_level=1,
        evidence=[
            item("I11.L2.a", 4, group="x"),
            item("I11.L2.b", 2, group="x"),
            item("I11.L2.c", 3),
            item("I11.L2.d", 1, required=False),
        ],
    )
    found = plan([one], target=Fraction("0.05"))
    assert sorted(ids(found.steps)) == [("I11.L2.b",), ("I11.L2.c",)]


# --- optimality against trying every set ---


@st.composite
def small_results(draw: st.DrawFn) -> list[IndicatorEntry]:
    """Two or three indicators with up to two levels above level 1, alternatives, replacements and shared documents."""
    entries = []
    for no in range(1, draw(st.integers(2, 3)) + 1):
        evidence: list[EvidenceEntry] = []
        requires: dict[int, list[list[list[str]]]] = {}
        keeps: dict[int, list[str]] = {}
        below: list[str] = []
        for level in range(2, 2 + draw(st.integers(1, 2))):
            keys = [f"I{no}.L{level}.{name}" for name in "abc"[: draw(st.integers(1, 3))]]
            alternative = st.lists(st.sampled_from(keys), min_size=1, max_size=2, unique=True)
            requires[level] = draw(st.lists(st.lists(alternative, min_size=1, max_size=2), min_size=1, max_size=2))
            for key in below:
                if draw(st.booleans()):
                    keeps.setdefault(level, []).append(key)
            for position, key in enumerate(keys):
                shared = f"L{level}.{position}" if draw(st.integers(0, 2)) == 0 else None
                status = draw(st.sampled_from(["belum_ada", "belum_ada", "perlu_diperiksa", "ada"]))
                evidence.append(item(key, draw(st.integers(0, 4)), shared=shared, status=status))
            for position, weaker in enumerate(evidence):
                if weaker.id in below and draw(st.integers(0, 2)) == 0:
                    stronger = draw(st.sampled_from(keys))
                    proved = {"proved_by": [stronger]}
                    if any(one.id == stronger and one.status == "ada" for one in evidence):
                        proved["status"] = "ada"  # as the assessment records it
                    evidence[position] = weaker.model_copy(update=proved)
            below = keys
        weight = draw(st.sampled_from(["1.30", "2.50", "2.75", "10/3"]))
        entries.append(indicator(no, evidence, requires, keeps=keeps, weight=weight))
    return [entry.model_copy(update={"supported_level": level_with(entry, set())}) for entry in entries]


def level_with(entry: IndicatorEntry, documents: set[str]) -> int:
    """The level rule written down a second time, straight from its definition."""
    there = {one.id for one in entry.evidence if one.status == "ada"}
    brought = {one.id for one in entry.evidence if one.id not in there and (one.shared or one.id) in documents}
    there |= brought | {one.id for one in entry.evidence if brought & set(one.proved_by)}
    level = 1
    for each in entry.levels[entry.levels[0].level == 1 :]:
        clauses = all(any(set(alternative) <= there for alternative in clause) for clause in each.requires or [])
        if each.level != level + 1 or not clauses or not set(each.keeps) <= there:
            break
        level = each.level
    return level


def every_set(entries: list[IndicatorEntry]) -> list[tuple[int, Fraction]]:
    """Cost and index of every possible set of documents."""
    costs: dict[str, int] = {}
    for one in (one for entry in entries for one in entry.evidence if one.status != "ada"):
        key = one.shared or one.id
        costs[key] = max(costs.get(key, 0), one.cost)
    return [
        (
            sum(costs[key] for key in chosen),
            sum((Fraction(entry.weight) * level_with(entry, set(chosen)) for entry in entries), Fraction()) / 100,
        )
        for size in range(len(costs) + 1)
        for chosen in combinations(sorted(costs), size)
    ]


def missing_documents(entries: list[IndicatorEntry]) -> int:
    return len({one.shared or one.id for entry in entries for one in entry.evidence if one.status != "ada"})


@given(small_results().filter(lambda entries: missing_documents(entries) <= 10), st.data())
def test_no_set_of_documents_beats_the_plan(entries: list[IndicatorEntry], data: st.DataObject) -> None:
    possible = every_set(entries)
    highest = max(index for _, index in possible)
    target = data.draw(st.sampled_from(sorted({index for _, index in possible})))
    wanted = Fraction(show(target))
    found = plan(entries, target=wanted)
    assert found.reached
    assert found.best == highest
    cheapest = min(cost for cost, index in possible if Fraction(show(index)) >= wanted)
    assert found.cost == cheapest
    assert found.index == max(index for cost, index in possible if cost == cheapest)
    assert_consistent(entries, found)

    budget = data.draw(st.integers(0, 12))
    spent = plan(entries, budget=budget)
    assert spent.cost <= budget
    assert spent.index == max(index for cost, index in possible if cost <= budget)
    assert_consistent(entries, spent)


def assert_consistent(entries: list[IndicatorEntry], found: Any) -> None:
    """The steps add up to the plan: cost, gains and the index after each."""
    assert sum(step.cost for step in found.steps) == found.cost
    assert found.start + sum((step.gain for step in found.steps), Fraction()) == found.index
    by_id = {one.id: one for entry in entries for one in entry.evidence}
    owned: set[str] = set()
    for step in found.steps:
        owned |= {by_id[id_].shared or id_ for id_ in step.evidence}
        index = sum((Fraction(entry.weight) * level_with(entry, owned) for entry in entries), Fraction()) / 100
        assert step.index_after == index


# --- what one document is, from a catalogue ---


def test_a_stronger_item_proves_the_weaker_ones_through_the_chain() -> None:
    found = proofs(load_catalogue().by_no[2])
    assert found["I2.L2.aturan"] == ["I2.L3.lengkap", "I2.L4.terpadu", "I2.L5.baru"]
    assert found["I2.L4.terpadu"] == []


def test_what_was_in_force_before_is_the_old_version() -> None:
    found = proofs(load_catalogue().by_no[12])
    assert found["I12.L5.lama"] == ["I12.L2.dokumen", "I12.L3.lengkap"]
    assert "I12.L5.lama" not in found["I12.L5.baru"]


def test_policy_indicators_share_a_regulation_and_nobody_shares_an_invitation() -> None:
    catalogue = load_catalogue()

    def key(id_: str) -> str | None:
        return shared_document(catalogue, *catalogue.by_evidence[id_])

    assert key("I1.L3.lengkap") == key("I3.L3.sebagian") == key("I9.L3.lengkap")
    assert key("I1.L3.lengkap") != key("I1.L2.aturan")
    assert key("I1.L4.undangan") is None
    assert key("I14.L3.lengkap") is None
    assert key("I12.L2.dokumen") == key("I22.L2.rencana") == key("I30.L2.rencana"), "one roadmap serves them all"


def full_result() -> list[IndicatorEntry]:
    """The whole instrument without a single document, as the assessment records it."""
    catalogue = load_catalogue()
    entries = []
    for one in catalogue.indicators:
        proved_by = proofs(one)
        evidence = [
            item(
                each.id,
                catalogue.kind_by_id[each.kind].cost,
                level=each.level,
                kind=each.kind,
                required=each.required,
                proved_by=proved_by[each.id],
                shared=shared_document(catalogue, one, each),
            )
            for each in one.evidence
        ]
        entry = indicator(one.no, evidence, {}, weight=str(one.weight))
        levels = [
            LevelEntry(
                level=level.level,
                name=level.name,
                summary="",
                supported=level.floor,
                floor=level.floor,
                requires=[[list(alternative) for alternative in clause] for clause in level.requires],
                keeps=list(level.keeps),
            )
            for level in one.levels
        ]
        entries.append(entry.model_copy(update={"levels": levels}))
    return entries


@pytest.mark.slow
def test_the_whole_instrument_can_be_planned_from_nothing_to_the_top() -> None:
    entries = full_result()
    found = plan(entries, target=5)
    assert (found.reached, show(found.start), show(found.index)) == (True, "1.00", "5.00")
    assert_consistent(entries, found)
    cheaper = plan(entries, target=3)
    assert cheaper.reached
    assert cheaper.cost < found.cost
    assert_consistent(entries, cheaper)
    assert plan(entries, budget=cheaper.cost).index >= cheaper.index


def test_replacement_reaches_through_items_that_only_name_their_neighbour() -> None:
    one = load_catalogue().by_no[2]
    neighbour = {"I2.L4.terpadu": ("I2.L3.lengkap",), "I2.L3.lengkap": ("I2.L2.aturan",)}
    levels = [
        level.model_copy(
            update={
                "evidence": tuple(
                    each.model_copy(update={"replaces": neighbour.get(each.id, ())}) for each in level.evidence
                )
            }
        )
        for level in one.levels
    ]
    found = proofs(one.model_copy(update={"levels": tuple(levels)}))
    assert found["I2.L2.aturan"] == ["I2.L3.lengkap", "I2.L4.terpadu"]


def granted(steps: Any) -> dict[int, int | None]:
    """Levels the real assessment supports once exactly the documents of a plan are there."""
    catalogue = load_catalogue()
    matches: dict[str, list[Match]] = {}
    for id_ in (id_ for step in steps for id_ in step.evidence):
        one, each = catalogue.by_evidence[id_]
        # A file of the right kind is offered for both versions of a document.
        versions = [other.id for other in one.evidence if other.version and each.kind in other.kinds]
        for offered in {id_, *versions}:
            match = Match(
                path=f"{id_}.pdf",
                indicator=one.no,
                evidence=offered,
                confidence=1.0,
                because=(),
                doubts=(),
                lacks=(),
                year=2020 + each.level - (each.version == "lama"),
            )
            matches.setdefault(offered, []).append(match)
    return {
        verdict.indicator.no: verdict.supported_level
        for verdict in assess(catalogue, {one.no: 3 for one in catalogue.indicators}, matches, {})
    }


@pytest.mark.parametrize(
    "target", ["1.5", *(pytest.param(one, marks=pytest.mark.slow) for one in ("2.4", "3", "3.5", "4.2", "5"))]
)
def test_what_a_plan_promises_the_assessment_grants(target: str) -> None:
    entries = full_result()
    found = plan(entries, target=Fraction(target))
    levels = granted(found.steps)
    index = sum((Fraction(entry.weight) * (levels[entry.no] or 0) for entry in entries), Fraction()) / 100
    assert index == found.index


def offered(*paths: str, accepted: bool = False) -> list[Offer]:
    return [Offer(path=path, confidence=0.7, accepted=accepted) for path in paths]


def test_what_lies_there_costs_a_decision_and_what_its_sender_has_to_mend_does_not() -> None:
    entry = indicator(
        11,
        [
            item("I11.L2.a", 5, status="perlu_diperiksa", documents=offered("a.pdf")),
            item(
                "I11.L3.a",
                5,
                status="perlu_diperiksa",
                documents=[*offered("terkunci.pdf"), Offer(path="lama.pdf", confidence=0.7, mend=["terlalu lama"])],
            ),
        ],
        {2: [[["I11.L2.a"]]], 3: [[["I11.L3.a"]]]},
        weight="100.00",
    )
    locked = DocumentEntry(
        path="terkunci.pdf", size=1, sha256="", format="pdf", health="terkunci", text="tidak_ada", reason="terkunci"
    )
    found = plan([entry], target=3, documents=[locked])
    assert [(step.evidence, step.cost, step.there, step.received) for step in found.steps] == [
        (("I11.L2.a",), DECISION, ("a.pdf",), ()),
        (("I11.L3.a",), 5, (), ("terkunci.pdf", "lama.pdf")),
    ]
    assert [step.evidence for step in found.to_decide] == [("I11.L2.a",)]
    assert [step.evidence for step in found.to_ask] == [("I11.L3.a",)]
    assert (found.files, found.requests) == (("a.pdf",), (("Diskominfo", "Dokumen I11.L3.a"),))


def test_a_regulation_that_lies_there_is_decided_about_at_its_own_level_not_as_a_new_one() -> None:
    both = offered("perwali.pdf")
    entry = indicator(
        1,
        [
            item("I1.L2.a", 5, status="perlu_diperiksa", documents=both, proved_by=["I1.L5.baru"]),
            item("I1.L3.a", 5, status="perlu_diperiksa", documents=both, proved_by=["I1.L5.baru"]),
            item("I1.L5.baru", 5, status="perlu_diperiksa", documents=both),
        ],
        {2: [[["I1.L2.a"]]], 3: [[["I1.L3.a"]]], 5: [[["I1.L5.baru"]]]},
        weight="100.00",
    )
    found = plan([entry], target=3)
    assert [step.evidence for step in found.steps] == [("I1.L2.a",), ("I1.L3.a",)]


def test_what_counts_at_a_higher_level_may_still_be_the_new_version_below() -> None:
    counted, doubted = offered("perwali.pdf", accepted=True), offered("perwali.pdf")
    entry = indicator(
        1,
        [
            item("I1.L2.baru", 5, status="perlu_diperiksa", documents=doubted, version="baru"),
            item("I1.L3.a", status="ada", documents=counted),
        ],
        {2: [[["I1.L2.baru"]]], 3: [[["I1.L3.a"]]]},
        weight="100.00",
        supported=1,
    )
    (step,) = plan([entry], target=2).steps
    assert (step.cost, step.there, step.received) == (DECISION, ("perwali.pdf",), ())


def test_a_regulation_that_counts_already_is_no_new_version_of_itself() -> None:
    counted, doubted = offered("perwali.pdf", accepted=True), offered("perwali.pdf")
    entry = indicator(
        1,
        [
            item("I1.L2.a", status="ada", documents=counted),
            item("I1.L3.baru", 5, status="perlu_diperiksa", documents=doubted, version="baru"),
        ],
        {2: [[["I1.L2.a"]]], 3: [[["I1.L3.baru"]]]},
        weight="100.00",
        supported=2,
    )
    (step,) = plan([entry], target=3).steps
    assert (step.cost, step.there, step.received) == (5, (), ("perwali.pdf",))


def test_from_the_assessor_levels_given_are_settled_and_what_counts_here_has_to_be_shown() -> None:
    given = indicator(
        11,
        [item("I11.L2.a", 5), item("I11.L3.a", 5), item("I11.L4.a", 5)],
        {2: [[["I11.L2.a"]]], 3: [[["I11.L3.a"]]], 4: [[["I11.L4.a"]]]},
        weight="50.00",
    ).model_copy(update={"assessed_level": 3.0})
    doubted = indicator(
        12,
        [item("I12.L2.a", 5, status="ada", documents=offered("b.pdf", accepted=True))],
        {2: [[["I12.L2.a"]]]},
        weight="50.00",
        supported=2,
    ).model_copy(update={"assessed_level": 1.0})
    found = plan([given, doubted], target=3, basis="asesor")
    assert (show(found.start), show(found.index), found.reached) == ("2.00", "3.00", True)
    assert [(step.evidence, step.cost, step.there) for step in found.steps] == [
        (("I12.L2.a",), DECISION, ("b.pdf",)),
        (("I11.L4.a",), 5, ()),
    ]
    assert found.basis == "asesor"
    assert show(plan([given, doubted], target=2).start) == "1.50", "from the evidence nothing changes"
