"""What every format does with a Result before it shows it: identical files once, places that a person can turn to."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from spbe_checklist.reports import FORMATS, first_page, render, words
from spbe_checklist.reports.view import folded
from spbe_checklist.verdict.result import Offer, Result
from spbe_checklist.verdict.result_json import dump
from tests.result_factory import ALL, make_result


def offer(path: str, **fields: object) -> Offer:
    return Offer(**({"path": path, "confidence": 0.9, "accepted": True, "page": 77} | fields))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def copied() -> Result:
    """A Result whose first item is served by a document, two copies of it, and another document."""
    result = make_result(indicators=(1,), hostile=False)
    base = result.documents[0]
    names = ("SK.pdf", "salinan/SK.pdf", "lama/SK.pdf", "Lampiran.xlsx")
    documents = [
        replace(base, path=name, duplicate_of="SK.pdf" if "/" in name else None, matches=[], notices=[])
        for name in names
    ]
    entry = result.indicators[0]
    item = entry.evidence[1].model_copy(
        update={"status": "ada", "counted": True, "open": False, "documents": [offer(name) for name in names]}
    )
    entry = entry.model_copy(update={"evidence": [item]})
    return result.model_copy(update={"documents": [*result.documents, *documents], "indicators": [entry]})


def test_identical_files_are_one_offer_that_counts_its_copies(copied: Result) -> None:
    offers = folded(copied).indicators[0].evidence[0].documents
    assert [(one.path, one.copies) for one in offers] == [("SK.pdf", 2), ("Lampiran.xlsx", 0)]
    assert len(copied.indicators[0].evidence[0].documents) == 4, "the Result itself stays whole"
    assert dump(folded(copied)).count('"salinan/SK.pdf"') == 1, "among the documents"


def test_the_chosen_copy_stands_for_the_others(copied: Result) -> None:
    entry = copied.indicators[0]
    item = entry.evidence[0]
    chosen = [one.model_copy(update={"confirmed": one.path.startswith("lama")}) for one in item.documents]
    entry = entry.model_copy(update={"evidence": [item.model_copy(update={"documents": chosen})]})
    offers = folded(copied.model_copy(update={"indicators": [entry]})).indicators[0].evidence[0].documents
    assert [(one.path, one.copies) for one in offers] == [("lama/SK.pdf", 2), ("Lampiran.xlsx", 0)]


@pytest.mark.parametrize("name", ["html", "md", "junit"])
def test_every_format_says_how_many_copies_there_are_and_no_page_of_a_sheet(name: str, copied: Result) -> None:
    text = render(copied, name)
    assert isinstance(text, str)
    assert text.count("+2 salinan") == 1
    assert text.count("halaman 77") == 1
    assert name in FORMATS


@pytest.mark.parametrize(
    ("path", "page", "shown"),
    [
        ("a.pdf", 1, "hlm. 1"),
        ("arsip.zip!/a.PDF", 2, "hlm. 2"),
        ("a.pptx", 4, "salindia 4"),
        ("a.xlsx", 1, ""),
        ("a.png", 1, ""),
        ("a.docx", 1, ""),
        ("a.docx", 7, "hlm. 7"),
        ("a.pdf", None, ""),
    ],
)
def test_places_are_those_a_person_can_turn_to(path: str, page: int | None, shown: str) -> None:
    assert words.place(offer(path, page=page)) == shown
    assert words.place(offer(path, page=page, article="Pasal 8")) == ", ".join(["Pasal 8", *([shown] if shown else [])])


@pytest.mark.slow
def test_the_way_since_the_values_before_is_told_where_they_are_known() -> None:
    result = make_result(indicators=ALL)
    told = first_page.since(result)
    known = [(entry.supported_level or 0) - (entry.previous_level or 0) for entry in result.indicators]
    assert f"lebih tinggi pada {sum(way > 0 for way in known)} indikator" in told
    assert f"sama pada {known.count(0)} indikator" in told
    assert "Nilai sebelumnya 1,90 (Cukup)" in told
    for name in ("html", "docx", "xlsx", "pdf"):
        assert render(result, name)
    assert told in str(render(result, "html"))
    assert "Nilai sebelumnya" not in first_page.since(make_result(indicators=(1, 17))), "a part has no index"
    assert first_page.since(make_result(with_levels=False)) == ""
