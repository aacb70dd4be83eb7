"""A comparison says what got better and worse, and calls a moved file neither lost nor new."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.errors import ConfigurationError, ExitCode
from spbe_checklist.verdict.diff import Renamed, compare, compare_documents, difference, in_time_order
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.result import Offer, Result
from tests.result_factory import make_result


def changed(result: Result, no: int, level: int | None = None, **statuses: Any) -> Result:
    """The result with another supported level and other statuses (by key of the item) for one indicator."""
    indicators = []
    for entry in result.indicators:
        if entry.no == no:
            evidence = [
                item.model_copy(update={"status": statuses[item.id.split(".")[2]]})
                if item.id.split(".")[2] in statuses
                else item
                for item in entry.evidence
            ]
            update: dict[str, Any] = {"evidence": evidence}
            if level is not None:
                update["supported_level"] = level
            entry = entry.model_copy(update=update)  # noqa: PLW2901
        indicators.append(entry)
    return result.model_copy(update={"indicators": indicators})


BASE = make_result()


def verdict(old: Result, new: Result, no: int) -> str:
    return next(one.verdict for one in compare(old, new).indicators if one.no == no)


def test_a_result_compared_with_itself_is_unchanged() -> None:
    found = compare(BASE, BASE)
    assert {one.verdict for one in found.indicators} == {"tetap"}
    assert (found.worse, found.index.change, found.notices) == (False, "0.00", ())
    assert not any((found.documents.vanished, found.documents.changed, found.documents.appeared))
    assert not found.documents.renamed


def test_lost_evidence_is_worse_and_found_evidence_better() -> None:
    lost = changed(BASE, 1, lengkap="belum_ada")
    assert verdict(BASE, lost, 1) == "memburuk"
    assert compare(BASE, lost).worse
    assert verdict(lost, BASE, 1) == "membaik"
    assert not compare(lost, BASE).worse
    change = compare(BASE, lost).having("memburuk")[0].evidence[0]
    assert (change.id, change.old, change.new) == ("I1.L3.lengkap", "ada", "belum_ada")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("ada", "perlu_diperiksa", "memburuk"),
        ("perlu_diperiksa", "belum_ada", "memburuk"),
        ("ada", "dikecualikan", "memburuk"),
        ("dikecualikan", "belum_ada", "memburuk"),
        ("belum_ada", "perlu_diperiksa", "membaik"),
        ("belum_ada", "dikecualikan", "membaik"),
        ("perlu_diperiksa", "ada", "membaik"),
        ("dikecualikan", "ada", "membaik"),
    ],
)
def test_order_of_the_statuses(old: str, new: str, expected: str) -> None:
    assert verdict(changed(BASE, 1, lengkap=old), changed(BASE, 1, lengkap=new), 1) == expected


def test_the_level_decides_before_single_items() -> None:
    higher = changed(BASE, 8, level=3, lengkap="ada", terpadu="belum_ada")
    found = compare(BASE, higher)
    assert verdict(BASE, higher, 8) == "membaik"
    assert found.worse, "the lost item above the target still counts as a loss"


def test_a_lapsed_draft_is_no_loss() -> None:
    lapsed = changed(BASE, 1, draf="belum_ada")
    draft = lapsed.indicators[0].evidence[0].model_copy(update={"counted": False})
    first = lapsed.indicators[0].model_copy(update={"evidence": [draft, *lapsed.indicators[0].evidence[1:]]})
    lapsed = lapsed.model_copy(update={"indicators": [first, *lapsed.indicators[1:]]})
    assert verdict(BASE, lapsed, 1) == "tetap"
    assert not compare(BASE, lapsed).worse


def test_other_editions_are_refused() -> None:
    other = BASE.model_copy(update={"catalogue": BASE.catalogue.model_copy(update={"id": "pemdi-2026"})})
    with pytest.raises(ConfigurationError, match="tidak dapat dibandingkan") as caught:
        compare(BASE, other)
    assert caught.value.exit_code is ExitCode.CONFIGURATION


def test_what_makes_runs_less_comparable_is_said() -> None:
    other = BASE.model_copy(
        update={
            "catalogue": BASE.catalogue.model_copy(update={"sha256": "lain"}),
            "agency": BASE.agency.model_copy(update={"year": 2020, "target_level": 5, "name": "Lain"}),
            "indicators": BASE.indicators[1:],
        }
    )
    for before, after in ((BASE, other), (other, BASE)):
        said = " ".join(compare(before, after).notices)
        for word in ("Instansi berbeda", "katalog berubah", "sasaran berbeda", "Tahun evaluasi", "1 indikator"):
            assert word in said


def test_index_and_aspects_are_compared_as_shown() -> None:
    summary = BASE.summary.model_copy(
        update={
            "index_supported": "3.01",
            "aspects": [
                BASE.summary.aspects[0].model_copy(update={"index_supported": "1.20"}),
                *BASE.summary.aspects[1:],
            ],
        }
    )
    found = compare(
        BASE.model_copy(update={"summary": summary.model_copy(update={"index_supported": "2.90"})}),
        BASE.model_copy(update={"summary": summary}),
    )
    assert found.index.change == "+0.11"
    assert {one.change for one in found.aspects} == {"0.00"}
    assert compare(BASE, BASE.model_copy(update={"summary": summary})).aspects[0].new == "1.20"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [("2.10", "2.15", "+0.05"), ("2.15", "2.10", "-0.05"), ("2", "2.00", "0.00"), (None, "1", None)],
)
def test_differences_carry_their_sign(old: str | None, new: str | None, shown: str | None) -> None:
    assert difference(old, new) == shown


def document(path: str, sha256: str = "", size: int = 1) -> DocumentEntry:
    return DocumentEntry(path=path, size=size, sha256=sha256, format="pdf", health="baik", text="ada")


def test_documents_that_vanished_changed_appeared_or_moved() -> None:
    old = [document("a", "1"), document("b", "2"), document("c", "3"), document("d/x.pdf", "4")]
    new = [
        document("a", "1"),
        document("b", "9"),
        document("n", "5"),
        document("e/w.pdf", "4"),
        document("e/y.pdf", "4"),
        document("e/x.pdf", "4"),
    ]
    found = compare_documents(old, new)
    assert found.vanished == ("c",)
    assert found.changed == ("b",)
    assert found.renamed == (Renamed("d/x.pdf", "e/x.pdf"),)
    assert found.appeared == ("e/w.pdf", "e/y.pdf", "n")


def test_files_that_could_not_be_read_are_compared_by_size_and_never_paired() -> None:
    found = compare_documents([document("a"), document("b", size=1)], [document("b", size=2), document("c")])
    assert (found.vanished, found.changed, found.appeared, found.renamed) == (("a",), ("b",), ("c",), ())


def test_one_new_place_takes_up_only_one_of_two_copies() -> None:
    found = compare_documents([document("a", "1"), document("b", "1")], [document("c", "1")])
    assert (found.renamed, found.vanished) == ((Renamed("a", "c"),), ("b",))


FILES = st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from("1234"))


@given(FILES, FILES)
def test_every_document_is_accounted_for_once(old: dict[str, str], new: dict[str, str]) -> None:
    found = compare_documents(
        [document(path, content) for path, content in old.items()],
        [document(path, content) for path, content in new.items()],
    )
    left = [*found.vanished, *(one.old for one in found.renamed)]
    came = [*found.appeared, *(one.new for one in found.renamed)]
    assert sorted(left) == sorted(old.keys() - new.keys())
    assert sorted(came) == sorted(new.keys() - old.keys())
    assert all(old[one.old] == new[one.new] for one in found.renamed)
    assert set(found.changed) == {path for path in old.keys() & new.keys() if old[path] != new[path]}
    assert not {new[path] for path in found.appeared} & {old[path] for path in found.vanished}


def test_results_are_put_in_order_of_time_across_zones() -> None:
    moments = {"b": "2024-05-01T10:00:00+07:00", "a": "2024-05-01T04:00:00+00:00", "c": "kapan-kapan"}
    named = [
        (name, BASE.model_copy(update={"run": BASE.run.model_copy(update={"started": moment})}))
        for name, moment in moments.items()
    ]
    assert [name for name, _ in in_time_order(named)] == ["c", "b", "a"]


def test_what_an_earlier_cycle_showed_and_this_one_does_not_is_said() -> None:
    lost = changed(BASE, 1, lengkap="belum_ada")
    assert not any("ajukan lagi" in one for one in compare(BASE, lost).notices), "the same cycle"
    later = lost.model_copy(update={"agency": lost.agency.model_copy(update={"year": lost.agency.year + 1})})
    said = next(one for one in compare(BASE, later).notices if "ajukan lagi" in one)
    assert said == f"Pada {lost.agency.year} ada, sekarang tidak: I1.L3.lengkap; ajukan lagi."


def test_a_lost_item_names_the_document_that_stood_for_it() -> None:
    def shown_by(result: Result, *paths: str) -> Result:
        offers = [Offer(path=path, confidence=0.9) for path in paths]
        first, *rest = result.indicators
        items = [item.model_copy(update={"documents": offers}) for item in first.evidence]
        return result.model_copy(update={"indicators": [first.model_copy(update={"evidence": items}), *rest]})

    lost = compare(shown_by(BASE, "1/Perwali.pdf"), shown_by(changed(BASE, 1, lengkap="belum_ada")))
    (item,) = lost.indicators[0].evidence
    assert item.reason.endswith("; dulu 1/Perwali.pdf: ajukan lagi, atau yang terbaru")
    unsure = compare(shown_by(BASE, "1/Perwali.pdf"), changed(BASE, 1, lengkap="perlu_diperiksa"))
    assert "ajukan lagi" not in unsure.indicators[0].evidence[0].reason
