"""From matches to verdicts: levels hold from below, stronger items prove weaker ones, people's decisions have dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.catalogue.models import (
    Catalogue,
    Clause,
    Evidence,
    Examples,
    Indicator,
    IndicatorLevel,
    Kind,
    Predicate,
    Source,
    SourceRef,
)
from spbe_checklist.catalogue.shipped import editions
from spbe_checklist.recognition.offers import Match
from spbe_checklist.verdict.assess import NOTHING, ONE_VERSION, IndicatorVerdict, ItemVerdict, assess_indicator
from spbe_checklist.verdict.result import Basis, Decision

DOUBT, LACK = "isinya perlu dilihat orang", "masih draf"


def item(name: str, **fields: Any) -> Evidence:
    """``item("L2.sop")`` is I1.L2.sop."""
    level, _, key = name.partition(".")
    base: dict[str, Any] = {
        "id": f"I1.{name}",
        "key": key,
        "level": int(level[1:]),
        "kind": "sop",
        "label": f"Butir {name}",
        "required": True,
        "why": "Karena.",
        "ask": "Mohon.",
        "source": SourceRef(source="p"),
        "examples": Examples(match=(), no_match=()),
    }
    return Evidence.model_validate(base | fields)


def level(no: int, *clauses: str, items: Sequence[Evidence] = (), keeps: Sequence[str] = (), **more: Any) -> Any:
    """Clauses as in the catalogue: ``"L2.a + L2.b | L2.c"``."""
    requires: tuple[Clause, ...] = tuple(
        tuple(tuple(f"I1.{id_.strip()}" for id_ in part.split("+")) for part in clause.split("|")) for clause in clauses
    )
    return IndicatorLevel(
        level=no,
        name=f"Tingkat {no}",
        summary="",
        requires=requires,
        keeps=tuple(f"I1.{id_}" for id_ in keeps),
        evidence=tuple(items),
        **more,
    )


def catalogue(*levels: IndicatorLevel, **more: Any) -> Catalogue:
    indicator = Indicator(
        no=1,
        name="Satu",
        topic="Satu",
        weight=Decimal(100),
        aspect=1,
        capability="proses",
        family="f",
        subject="s",
        levels=levels,
    )
    return Catalogue(
        id="uji",
        edition="1",
        title="Uji",
        sources=(Source(id="p", title="P"),),
        level_names={},
        predicates=(Predicate(name="Kurang", min=Decimal(1)),),
        aspects=(),
        kinds=(Kind(id="sop", label="SOP"),),
        checks=(),
        subjects=(),
        indicators=(indicator,),
        **more,
    )


FLOOR = level(1, "L1.draf | L1.rapat", items=[item("L1.draf"), item("L1.rapat")], floor=True)


def hit(name: str, path: str = "ada.pdf", **fields: Any) -> Match:
    """An accepted match for an item, unless the fields say otherwise."""
    base = {"confidence": 0.9, "because": (), "doubts": (), "lacks": ()}
    return Match(path=path, indicator=1, evidence=f"I1.{name}", **(base | fields))


def judge(
    found: Catalogue,
    *matches: Match,
    target: int = 3,
    decisions: Mapping[str, tuple[Basis, Decision]] | None = None,
) -> IndicatorVerdict:
    by_item: dict[str, list[Match]] = {}
    for match in matches:
        by_item.setdefault(match.evidence, []).append(match)
    return assess_indicator(found, found.indicators[0], target, by_item, decisions or {})


def of(verdict: IndicatorVerdict, name: str) -> ItemVerdict:
    return next(one for one in verdict.verdicts if one.item.id == f"I1.{name}")


def decided(basis: Basis, *, expired: bool = False) -> tuple[Basis, Decision]:
    return basis, Decision(reason="Sudah dilihat", by="Sekda", date="2024-01-01", until="2024-12-31", expired=expired)


CHAIN = catalogue(
    FLOOR,
    level(2, "L2.a", items=[item("L2.a")]),
    level(3, "L3.a", items=[item("L3.a")]),
    level(4, "L4.a", items=[item("L4.a")]),
)


def test_the_floor_is_granted_without_evidence() -> None:
    verdict = judge(CHAIN)
    assert (verdict.supported_level, verdict.status) == (1, "belum_ada")
    assert verdict.missing_first == "I1.L2.a"
    assert of(verdict, "L2.a").reason == NOTHING


def test_levels_hold_from_below_without_a_gap() -> None:
    assert judge(CHAIN, hit("L2.a")).supported_level == 2
    assert judge(CHAIN, hit("L2.a"), hit("L3.a")).levels_held == (1, 2, 3)
    gap = judge(CHAIN, hit("L3.a"), hit("L4.a"), target=4)
    assert (gap.supported_level, gap.missing_first) == (1, "I1.L2.a")


def test_every_clause_needs_one_complete_alternative() -> None:
    found = catalogue(
        FLOOR,
        level(2, "L2.a + L2.b | L2.c", "L2.d", items=[item(f"L2.{key}") for key in "abcd"]),
    )
    assert judge(found, hit("L2.a"), hit("L2.d")).supported_level == 1
    assert judge(found, hit("L2.a"), hit("L2.b")).supported_level == 1
    assert judge(found, hit("L2.a"), hit("L2.b"), hit("L2.d")).supported_level == 2
    assert judge(found, hit("L2.c"), hit("L2.d")).supported_level == 2


def test_the_checklist_asks_for_the_nearest_alternative_only() -> None:
    found = catalogue(FLOOR, level(2, "L2.a + L2.b | L2.c", items=[item(f"L2.{key}") for key in "abc"]))
    counted = {one.item.id for one in judge(found).verdicts if one.counted}
    assert counted == {"I1.L2.c"}
    begun = judge(found, hit("L2.a"), hit("L2.b", doubts=(DOUBT,)))
    assert {one.item.id for one in begun.verdicts if one.counted} == {"I1.L2.a", "I1.L2.b"}
    assert {one.item.id for one in begun.verdicts if one.open} == {"I1.L2.b"}
    tie = catalogue(FLOOR, level(2, "L2.a | L2.b", items=[item("L2.a"), item("L2.b")]))
    assert {one.item.id for one in judge(tie).verdicts if one.counted} == {"I1.L2.a"}


def test_only_what_the_target_asks_for_is_counted() -> None:
    assert {one.item.id for one in judge(CHAIN, target=2).verdicts if one.counted} == {"I1.L2.a"}
    assert {one.item.id for one in judge(CHAIN, target=4).verdicts if one.counted} == {"I1.L2.a", "I1.L3.a", "I1.L4.a"}
    lowest = judge(CHAIN, target=1)
    assert (lowest.status, lowest.missing_first) == ("lengkap", None)


KEEPS = catalogue(
    FLOOR,
    level(2, "L2.a", items=[item("L2.a"), item("L2.foto", required=False)]),
    level(3, "L3.a", items=[item("L3.a")], keeps=["L2.foto"]),
)


def test_what_must_be_kept_is_needed_and_counted() -> None:
    lost = judge(KEEPS, hit("L2.a"), hit("L3.a"))
    assert (lost.supported_level, lost.missing_first) == (2, "I1.L2.foto")
    assert judge(KEEPS, hit("L2.a"), hit("L3.a"), hit("L2.foto")).supported_level == 3


REPLACES = catalogue(
    FLOOR,
    level(2, "L2.sebagian", items=[item("L2.sebagian", drops=("I1.L1.draf",))]),
    level(3, "L3.lengkap", items=[item("L3.lengkap", replaces=("I1.L2.sebagian",))]),
    level(4, "L4.terpadu", items=[item("L4.terpadu", replaces=("I1.L3.lengkap",))]),
)


def test_a_stronger_item_proves_the_weaker_ones_down_the_chain() -> None:
    verdict = judge(REPLACES, hit("L4.terpadu"), target=4)
    assert verdict.supported_level == 4
    weaker = of(verdict, "L2.sebagian")
    assert (weaker.status, weaker.basis) == ("ada", "dokumen")
    assert "I1.L3.lengkap" in weaker.reason
    assert judge(REPLACES, hit("L2.sebagian"), target=4).supported_level == 2


def test_a_doubtful_item_proves_nothing() -> None:
    verdict = judge(REPLACES, hit("L3.lengkap", doubts=(DOUBT,)))
    assert of(verdict, "L2.sebagian").status == "belum_ada"


def test_no_proof_by_a_document_that_was_itself_found_lacking() -> None:
    lacking = hit("L2.sebagian", "satu.pdf", lacks=(LACK,))
    same = judge(REPLACES, hit("L3.lengkap", "satu.pdf"), lacking)
    assert of(same, "L2.sebagian").status == "perlu_diperiksa"
    other = judge(REPLACES, hit("L3.lengkap", "dua.pdf"), lacking)
    assert of(other, "L2.sebagian").status == "ada"
    doubtful = judge(REPLACES, hit("L3.lengkap", "satu.pdf"), hit("L2.sebagian", "satu.pdf", doubts=(DOUBT,)))
    assert of(doubtful, "L2.sebagian").status == "ada"


def test_a_waiver_excuses_one_item_and_proves_no_weaker_one() -> None:
    verdict = judge(REPLACES, decisions={"I1.L3.lengkap": decided("pengecualian")})
    assert of(verdict, "L3.lengkap").status == "dikecualikan"
    assert of(verdict, "L2.sebagian").status == "belum_ada"
    assert verdict.supported_level == 1
    seen = judge(REPLACES, decisions={"I1.L3.lengkap": decided("pernyataan")})
    assert (of(seen, "L2.sebagian").status, of(seen, "L2.sebagian").basis) == ("ada", "pernyataan")


def test_a_draft_lapses_once_something_ratified_is_there() -> None:
    found = catalogue(
        level(1, "L1.draf", items=[item("L1.draf")]),
        level(2, "L2.a", items=[item("L2.a", drops=("I1.L1.draf",))]),
        min_level=0,
    )
    assert of(judge(found, target=2), "L1.draf").counted
    there = judge(found, hit("L2.a"), target=2)
    assert not of(there, "L1.draf").counted
    assert there.status == "lengkap"
    assert there.levels_held == (1, 2)
    waived = judge(found, target=2, decisions={"I1.L2.a": decided("pengecualian")})
    assert of(waived, "L1.draf").open
    assert waived.levels_held == (0,)


def test_decisions_hold_until_their_date() -> None:
    valid = judge(CHAIN, decisions={"I1.L2.a": decided("pengecualian")})
    assert (of(valid, "L2.a").status, valid.supported_level) == ("dikecualikan", 2)
    late = judge(CHAIN, decisions={"I1.L2.a": decided("pengecualian", expired=True)})
    assert (of(late, "L2.a").status, late.supported_level) == ("belum_ada", 1)
    assert "sudah habis masa berlakunya 31 Desember 2024" in of(late, "L2.a").reason
    assert of(late, "L2.a").decision is not None


def test_a_document_goes_before_a_decision() -> None:
    verdict = of(judge(CHAIN, hit("L2.a"), decisions={"I1.L2.a": decided("pengecualian")}), "L2.a")
    assert (verdict.status, verdict.basis, verdict.decision) == ("ada", "dokumen", None)


def test_a_near_miss_is_named_and_changes_no_status() -> None:
    near = hit("L2.a", "sk.pdf", near=True, lacks=("keputusan, bukan SOP",))
    verdict = of(judge(CHAIN, near), "L2.a")
    assert verdict.status == "belum_ada"
    assert verdict.reason == f"{NOTHING}; terdekat sk.pdf: keputusan, bukan SOP"
    assert of(judge(CHAIN, near, hit("L2.a", doubts=(DOUBT,))), "L2.a").status == "perlu_diperiksa"


def test_accepted_before_doubtful_best_first() -> None:
    verdict = of(
        judge(
            CHAIN,
            hit("L2.a", "c.pdf", confidence=0.99, doubts=(DOUBT,)),
            hit("L2.a", "b.pdf", confidence=0.7),
            hit("L2.a", "a.pdf", confidence=0.8, page=3, article="Pasal 8"),
        ),
        "L2.a",
    )
    assert [one.path for one in verdict.matches] == ["a.pdf", "b.pdf", "c.pdf"]
    assert verdict.reason == "a.pdf (Pasal 8, hlm. 3)"


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ("aaa", "lengkap"),
        ("aad", "perlu_diperiksa"),
        ("ddd", "perlu_diperiksa"),
        ("dbb", "perlu_diperiksa"),
        ("aab", "sebagian"),
        ("adb", "sebagian"),
        ("bbb", "belum_ada"),
    ],
)
def test_status_of_the_indicator(statuses: str, expected: str) -> None:
    found = catalogue(
        FLOOR, level(2, "L2.x", "L2.y", "L2.z", items=[item("L2.x"), item("L2.y"), item("L2.z")]), min_level=1
    )
    matches = [
        hit(f"L2.{key}", doubts=() if status == "a" else (DOUBT,))
        for key, status in zip("xyz", statuses, strict=True)
        if status != "b"
    ]
    assert judge(found, *matches).status == expected


VERSIONS = catalogue(
    FLOOR,
    level(
        2,
        "L2.reviu",
        "L2.lama + L2.baru",
        items=[
            item("L2.reviu"),
            item("L2.lama", version="lama"),
            item("L2.baru", version="baru", after="I1.L2.reviu"),
        ],
    ),
)


def versions(*years: str) -> list[Match]:
    """The same documents offered as old and as new version; "2023-05" or just "2023"."""
    found: list[Match] = []
    for place, when in enumerate(years):
        year, _, month = when.partition("-")
        dated = date(int(year), int(month), 1) if month else None
        found += [hit(f"L2.{key}", f"{place}.pdf", dated=dated, year=int(year)) for key in ("lama", "baru")]
    return found


def test_one_version_is_not_two() -> None:
    verdict = judge(VERSIONS, hit("L2.reviu", dated=date(2022, 6, 1)), *versions("2021-01"))
    assert of(verdict, "L2.lama").status == of(verdict, "L2.baru").status == "perlu_diperiksa"
    assert ONE_VERSION in of(verdict, "L2.lama").reason


def test_old_before_the_review_and_new_after_it() -> None:
    verdict = judge(VERSIONS, hit("L2.reviu", dated=date(2022, 6, 1)), *versions("2021-01", "2023-02"))
    assert verdict.supported_level == 2
    assert of(verdict, "L2.lama").reason == "0.pdf"
    assert of(verdict, "L2.baru").reason == "1.pdf"


def test_a_new_version_older_than_the_review_does_not_answer_it() -> None:
    verdict = judge(VERSIONS, hit("L2.reviu", dated=date(2023, 6, 1)), *versions("2021-01", "2023-02"))
    assert of(verdict, "L2.baru").status == "perlu_diperiksa"
    assert "harus sesudah I1.L2.reviu" in of(verdict, "L2.baru").reason
    without = judge(VERSIONS, *versions("2021-01", "2023-02"))
    assert "yang belum ada" in of(without, "L2.baru").reason


def test_one_of_two_new_versions_answers_the_review() -> None:
    review = hit("L2.reviu", dated=date(2023, 6, 1))
    verdict = judge(VERSIONS, review, *versions("2021-01", "2023-02", "2023-09"))
    assert of(verdict, "L2.baru").status == "ada"
    assert of(verdict, "L2.baru").reason == "2.pdf"


def test_a_statement_stands_in_for_a_document_that_came_too_early() -> None:
    verdict = judge(
        VERSIONS,
        hit("L2.reviu", dated=date(2023, 6, 1)),
        *versions("2021-01", "2023-02"),
        decisions={"I1.L2.baru": decided("pernyataan")},
    )
    assert (of(verdict, "L2.baru").status, of(verdict, "L2.baru").basis) == ("ada", "pernyataan")


def test_an_undated_document_is_neither_old_nor_new() -> None:
    undated = [hit(f"L2.{key}", "tanpa tanggal.pdf", confidence=0.99) for key in ("lama", "baru")]
    verdict = judge(VERSIONS, hit("L2.reviu", dated=date(2022, 6, 1)), *versions("2021-01", "2023-02"), *undated)
    assert (of(verdict, "L2.lama").reason, of(verdict, "L2.baru").reason) == ("0.pdf", "1.pdf")


def test_an_indicator_confirmed_by_a_person_still_needs_two_versions() -> None:
    known = [hit(f"L2.{key}", "x.pdf", year=2020, confirmed=True) for key in ("lama", "baru")]
    verdict = judge(VERSIONS, hit("L2.reviu", year=2019), *known)
    assert of(verdict, "L2.lama").status == of(verdict, "L2.baru").status == "perlu_diperiksa"


def test_a_new_version_of_the_same_month_answers_the_review() -> None:
    verdict = judge(VERSIONS, hit("L2.reviu", dated=date(2023, 2, 20)), *versions("2021-01", "2023-02"))
    assert of(verdict, "L2.baru").status == "ada"


def test_what_a_person_confirmed_stays_whichever_is_oldest() -> None:
    confirmed = hit("L2.lama", "pilihan.pdf", year=2022, confidence=1.0, confirmed=True, settled=True)
    verdict = of(judge(VERSIONS, *versions("2021-01", "2023-02"), confirmed), "L2.lama")
    assert verdict.reason == "pilihan.pdf"
    assert verdict.basis == "konfirmasi"


def test_a_confirmed_version_needs_no_second_one() -> None:
    confirmed = hit("L2.lama", "x.pdf", year=2020, confirmed=True, settled=True)
    assert of(judge(VERSIONS, confirmed), "L2.lama").status == "ada"


def test_editions_that_declare_no_levels_support_none() -> None:
    found = CHAIN.model_copy(update={"declares_levels": False})
    verdict = judge(found, hit("L2.a"), hit("L3.a"))
    assert verdict.supported_level is None
    assert verdict.status == "lengkap"


# --- properties on small generated catalogues


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """Up to four levels with up to four items each, random clauses, relations, versions and order in time."""
    levels = [FLOOR]
    lower: list[Evidence] = []
    for no in range(2, draw(st.integers(2, 4)) + 1):
        keys = "abcd"[: draw(st.integers(1, 4))]
        earlier = [one.id for one in lower]
        plain = [one.id for one in lower if one.version is None and one.after is None]
        items: list[Evidence] = []
        for key in keys:
            some = st.lists(st.sampled_from(plain), max_size=2, unique=True) if plain else st.just([])
            before = [one.id for one in items if one.after is None]
            items.append(
                item(
                    f"L{no}.{key}",
                    replaces=tuple(draw(some)),
                    drops=tuple(draw(some)),
                    version=(version := draw(st.sampled_from([None, None, "lama", "baru"]))),
                    # Only a new thing answers another; an old version that must come late would contradict itself.
                    after=None if version == "lama" else draw(st.sampled_from([None, *before])),
                )
            )
        alternative = st.lists(st.sampled_from(keys), min_size=1, max_size=2, unique=True).map(
            lambda found, no=no: " + ".join(f"L{no}.{key}" for key in found)
        )
        clauses = draw(st.lists(st.lists(alternative, min_size=1, max_size=2).map(" | ".join), min_size=1, max_size=3))
        keeps = draw(st.lists(st.sampled_from(earlier), max_size=1)) if earlier else []
        levels.append(level(no, *clauses, items=items, keeps=[one.removeprefix("I1.") for one in keeps]))
        lower += items
    return catalogue(*levels)


def test_the_shipped_catalogues_keep_to_what_is_generated_here() -> None:
    for path in editions().values():
        shipped = load_catalogue(path)
        for entry in (one for indicator in shipped.indicators for one in indicator.evidence):
            assert entry.version != "lama" or entry.after is None
            for weaker in entry.replaces:
                replaced = shipped.by_evidence[weaker][1]
                assert (replaced.version, replaced.after) == (None, None), f"{entry.id} replaces {weaker}"


def matches_for(found: Catalogue) -> st.SearchStrategy[Match]:
    ids = [one.id.removeprefix("I1.") for one in found.indicators[0].evidence]
    dates = st.one_of(st.none(), st.builds(date, st.integers(2020, 2024), st.integers(1, 12), st.just(1)))
    return st.builds(
        lambda id_, path, dated, year, doubts, lacks, near: hit(
            id_, path, dated=dated, year=year, doubts=doubts, lacks=lacks, near=near
        ),
        st.sampled_from(ids),
        st.sampled_from(["a.pdf", "b.pdf", "c.pdf", "d.pdf"]),
        dates,
        st.one_of(st.none(), st.integers(2020, 2024)),
        st.sampled_from([(), (), (DOUBT,)]),
        st.sampled_from([(), (), (LACK,)]),
        st.sampled_from([False, False, False, True]),
    )


RANK = {"belum_ada": 0, "perlu_diperiksa": 1, "ada": 2, "dikecualikan": 2}


@given(st.data())
def test_one_more_accepted_document_never_makes_anything_worse(data: st.DataObject) -> None:
    found = data.draw(catalogues())
    before = data.draw(st.lists(matches_for(found), max_size=8))
    more = data.draw(matches_for(found).filter(lambda one: one.accepted))
    target = data.draw(st.integers(1, 4))
    old, new = judge(found, *before, target=target), judge(found, *before, more, target=target)
    assert new.supported_level is not None
    assert old.supported_level is not None
    assert new.supported_level >= old.supported_level
    for was, now in zip(old.verdicts, new.verdicts, strict=True):
        assert RANK[now.status] >= RANK[was.status], was.item.id
    if old.status == "lengkap":
        assert new.status == "lengkap"


@given(st.data())
def test_the_order_of_documents_does_not_matter(data: st.DataObject) -> None:
    found = data.draw(catalogues())
    matches = data.draw(st.lists(matches_for(found), max_size=8, unique_by=lambda one: (one.path, one.evidence)))
    shuffled = data.draw(st.permutations(matches))
    assert judge(found, *matches) == judge(found, *shuffled)


@given(st.data())
def test_counts_add_up(data: st.DataObject) -> None:
    found = data.draw(catalogues())
    matches = data.draw(st.lists(matches_for(found), max_size=8))
    target = data.draw(st.integers(1, 4))
    verdict = judge(found, *matches, target=target)
    counted = [one for one in verdict.verdicts if one.counted]
    assert [one for one in counted if one.open] == [one for one in counted if not one.satisfied]
    assert not any(one.open for one in verdict.verdicts if not one.counted)
    assert (verdict.status == "lengkap") == (not any(one.open for one in counted))
    assert (verdict.missing_first is None) == (verdict.status == "lengkap")
    held = verdict.levels_held
    assert held == tuple(range(1, len(held) + 1))
    assert verdict.supported_level == held[-1]
    assert verdict.supported_level is not None
    reached = verdict.supported_level >= min(target, len(found.indicators[0].levels))
    assert reached == (verdict.status == "lengkap")
