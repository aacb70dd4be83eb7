"""Numbers in names mean what the whole folder shows: indicators, a running list, or another edition."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.recognition.matcher import Matcher
from spbe_checklist.recognition.numbering import FEWEST, numbering_of
from spbe_checklist.run.check import check_folder
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.text.lexicon import compile_lexicon
from tests.recognition.made import cues, made, offered, shipped

LISTED = [
    "01_SK Tim Koordinasi SPBE.pdf",
    "02_Peta Rencana SPBE.pdf",
    "03_Laporan Manajemen Risiko SPBE.pdf",
    "04_Laporan Audit Keamanan SPBE.pdf",
    "05_scan.pdf",
]
FILED = [
    "10_SK Tim Koordinasi SPBE.pdf",
    "12_Peta Rencana SPBE.pdf",
    "21_Laporan Manajemen Risiko SPBE.pdf",
    *LISTED[:2],
]


def matcher(paths: list[str]) -> Matcher:
    return Matcher(shipped(), cues(), 2024, numbering_of(shipped(), cues(), paths))


def test_a_running_list_gives_no_indicator_to_a_scan() -> None:
    assert offered(Matcher(shipped(), cues(), 2024).recognise(made(LISTED[-1]))), "alone it may be indicator 5"
    listed = matcher(LISTED).recognise(made(LISTED[-1]))
    assert not offered(listed)
    assert listed.stated is not None
    assert listed.stated.number == 5
    assert {one[:4] for one in offered(matcher(LISTED).recognise(made(LISTED[3])))} == {"I31."}


def test_numbers_that_mostly_agree_with_their_words_stay_numbers() -> None:
    assert not numbering_of(shipped(), cues(), FILED).meaningless
    assert offered(matcher(FILED).recognise(made("05_scan.pdf")))
    few = LISTED[: FEWEST - 1]
    assert not numbering_of(shipped(), cues(), few).meaningless


def test_each_way_of_writing_numbers_is_judged_apart() -> None:
    both = [*LISTED, "Indikator 10 SK Tim Koordinasi SPBE.pdf"]
    assert set(numbering_of(shipped(), cues(), both).meaningless) == {"angka"}
    assert offered(matcher(both).recognise(made("Indikator 5/scan.pdf")))


@pytest.mark.parametrize(("edition", "number"), [("pemdi-2026", {"I13"}), ("spbe-2020", set())])
def test_the_portal_writes_numbers_of_its_own_edition(edition: str, number: set[str]) -> None:
    catalogue = choose_catalogue(edition)
    lexicon = compile_lexicon(catalogue)
    facts = made("Teknologi_I13_15_dokumen.pdf", lexicon=lexicon)
    found = Matcher(catalogue, lexicon, 2026).recognise(replace(facts, segments=()))
    assert {one.split(".")[0] for one in offered(found)} == number


@pytest.mark.slow
def test_the_user_is_told(tmp_path: Path) -> None:
    for name in LISTED:
        (tmp_path / name).with_suffix(".txt").write_text("isi", encoding="utf-8")
    notices = check_folder(CheckOptions(tmp_path, ocr="never", cache=False)).result.notices
    (told,) = [one.message for one in notices if one.code == "nomor-bukan-indikator"]
    assert "3 nama berkas" in told
