"""Real public regulations, which are not part of the project: what a check says about them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from spbe_checklist.reading.ocr_engines import find_engine
from spbe_checklist.recognition.offers import scope
from spbe_checklist.recognition.signals import gather
from spbe_checklist.run.check import check_folder
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, Offer, Result
from tests.recognition.made import cues, made, shipped

pytestmark = pytest.mark.samples

Check = Callable[..., Result]

TEXT = "perbup-batu-bara-81-2021-spbe.pdf"
ROADMAP = "perbup-pakpak-bharat-34-2019-rencana-induk.pdf"
SCAN = "permenko-perekonomian-4-2023-spbe-pindaian.pdf"
NATIONAL = "peraturan-bssn-4-2021.pdf"
POLICIES = range(1, 11)


@pytest.fixture(scope="module")
def check(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Check:
    """Check one sample alone."""

    @lru_cache
    def run(name: str, ocr: str = "never") -> Result:
        folder = tmp_path_factory.mktemp("contoh")
        shutil.copy(samples / name, folder)
        return check_folder(CheckOptions(folder, cache=False, ocr=ocr, year=2024)).result

    return run


def entry(result: Result, no: int) -> IndicatorEntry:
    return next(one for one in result.indicators if one.no == no)


def item(result: Result, id_: str) -> EvidenceEntry:
    return next(one for i in result.indicators for one in i.evidence if one.id == id_)


def offer(result: Result, id_: str) -> Offer:
    (found,) = item(result, id_).documents
    return found


def served(result: Result) -> set[int]:
    return {match.indicator for match in result.documents[0].matches if not match.near}


def test_a_regulation_on_spbe_serves_all_ten_policies_with_article_and_page(check: Check) -> None:
    result = check(TEXT)
    assert set(POLICIES) <= served(result)
    for no in POLICIES:
        found = offer(result, f"I{no}.L2.aturan")
        assert found.accepted, (no, found.lacks)
        assert found.article is not None
        assert found.article.startswith("Pasal ")
        assert found.page is not None
        assert 1 < found.page <= 40
        assert entry(result, no).supported_level is not None
        assert entry(result, no).supported_level >= 2  # type: ignore[operator]


def test_the_article_on_architecture_is_found_with_its_page(check: Check) -> None:
    found = offer(check(TEXT), "I1.L2.aturan")
    assert found.page == 13
    assert found.article is not None
    assert "8" in found.article.replace(",", "").split()
    assert item(check(TEXT), "I1.L3.lengkap").status == "ada", "all six domains are named in one article"


def test_the_six_domains_stand_in_articles_and_not_in_definitions(samples: Path) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(samples / TEXT) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    facts = made(TEXT, pages)
    signals = gather(facts, cues(), 47)
    architecture = shipped().by_no[1]
    places = [one for one in signals.places("s:arsitektur:t") if one.article is not None]
    covered = scope(signals, architecture, places)
    assert len(covered) == 6
    assert all(place is not None for place in covered.values())
    assert "Pasal 1" not in {place.article for place in covered.values() if place is not None}
    assert "Pasal 1" not in {place.article for place in places}


def test_no_policy_is_offered_from_definitions_or_preamble(check: Check) -> None:
    for no in POLICIES:
        article = offer(check(TEXT), f"I{no}.L2.aturan").article
        assert article is not None
        assert "1" not in article.removeprefix("Pasal ").partition(" dan ")[0].split(", ")


def test_a_final_regulation_is_no_draft(check: Check) -> None:
    (document,) = check(TEXT).documents
    assert (document.draft, document.reference) == (False, False)
    assert (document.number, document.year, document.kind) == ("81", 2021, "peraturan")


def test_a_master_plan_is_first_of_all_roadmap_policy_and_roadmap(check: Check) -> None:
    result = check(ROADMAP)
    assert result.documents[0].matches[0].indicator == 2
    assert offer(result, "I2.L2.aturan").accepted
    assert offer(result, "I12.L2.dokumen").accepted
    assert {no for no in served(result) if no in POLICIES} == {2}
    assert (result.documents[0].number, result.documents[0].year) == ("34", 2019)


def test_a_scan_without_ocr_is_doubtful_for_all_policies_and_says_so(check: Check) -> None:
    result = check(SCAN)
    assert served(result) == set(POLICIES)
    for no in POLICIES:
        found = item(result, f"I{no}.L2.aturan")
        assert found.status == "perlu_diperiksa"
        assert "pindaian" in found.reason
    assert not any(match.accepted for match in result.documents[0].matches)
    assert {entry.supported_level for entry in result.indicators} == {1}


@pytest.mark.skipif(find_engine() is None, reason="no OCR engine is installed on this machine")
def test_a_scan_with_ocr_is_like_text(samples: Path, tmp_path: Path) -> None:
    """The first ten of twenty pages, which regulate five of the ten subjects; reading all takes a minute."""
    import pikepdf

    with pikepdf.open(samples / SCAN) as whole:
        del whole.pages[10:]
        whole.save(tmp_path / SCAN)
    result = check_folder(CheckOptions(tmp_path, cache=False, year=2024)).result
    (document,) = result.documents
    assert (document.text, document.number, document.year, document.reference) == ("ocr", "4", 2023, False)
    for no in (1, 2, 5, 6, 7):
        found = offer(result, f"I{no}.L2.aturan")
        assert found.accepted, (no, found.lacks)
        assert found.article is not None
        assert found.article.startswith("Pasal ")
        assert found.page is not None
        assert 3 <= found.page <= 10


def test_a_national_regulation_is_a_reference_and_serves_nothing(check: Check) -> None:
    result = check(NATIONAL)
    (document,) = result.documents
    assert document.reference
    assert document.matches == []
    assert document.reason == "peraturan nasional: rujukan, bukan bukti instansi"
    assert {entry.status for entry in result.indicators} == {"belum_ada"}
