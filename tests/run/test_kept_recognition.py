"""What was recognised stays beside the facts: used for the same file, place and yardstick, and not trusted blindly."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from spbe_checklist.facts.facts import Facts, Health, Identity, Notice, TextState
from spbe_checklist.recognition.matcher import Matcher, Recognition
from spbe_checklist.recognition.names import NumberHint
from spbe_checklist.recognition.offers import Match
from spbe_checklist.run.check import check_folder
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.run.store.facts import FILE_NAME
from spbe_checklist.run.store.recognitions import Recognise
from spbe_checklist.verdict.result import Result
from tests.recognition.made import YEAR, cues, made, shipped

NOTES = "NOTULEN\nRapat pusat data\nTanggal 3 Mei 2024\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "kota" / "dokumen"
    place.mkdir(parents=True)
    (place / "Indikator 16 Notulen Pusat Data.txt").write_text(NOTES)
    (place / "Laporan jaringan intra.txt").write_text("Laporan layanan jaringan intra tahun 2023\n")
    (place / "SOP jaringan intra.txt").write_text("SOP\nLayanan jaringan intra\n")
    return place


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of the documents that the matcher judged."""
    paths: list[str] = []
    recognise = Matcher.recognise

    def note(self: Matcher, facts: Facts) -> Recognition:
        paths.append(facts.path)
        return recognise(self, facts)

    monkeypatch.setattr(Matcher, "recognise", note)
    return paths


def check(folder: Path, **options: object) -> Result:
    chosen = {"ocr": "never", "year": YEAR, "cache_dir": folder.parents[1] / "simpanan", **options}
    return check_folder(CheckOptions(folder, **chosen)).result  # type: ignore[arg-type]


def same(one: Result, other: Result) -> bool:
    return one.model_copy(update={"run": other.run}) == other


def touch(file: Path, seconds: int = 5) -> None:
    """The same content at another time: the Result is not kept, and nothing has to be read."""
    os.utime(file, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns + seconds * 10**9))


def test_only_a_changed_document_is_judged_again(folder: Path, recognised: list[str]) -> None:
    first = check(folder)
    assert len(recognised) == 3
    recognised.clear()
    changed = folder / "SOP jaringan intra.txt"
    changed.write_text("SOP\nLayanan pusat data\n")
    second = check(folder)
    assert recognised == [changed.name]
    assert not same(first, second)
    assert same(second, check(folder, cache=False))


def test_the_same_document_below_another_folder_is_judged_anew(folder: Path, recognised: list[str]) -> None:
    """Its path is another there, and paths say what a document is about."""
    check(folder)
    recognised.clear()
    above = check(folder.parent)
    assert sorted(recognised) == [f"dokumen/{name}" for name in sorted(file.name for file in folder.iterdir())]
    assert same(above, check(folder.parent, cache=False))


@pytest.mark.parametrize("options", [{"year": 2023}, {"catalogue": "pemdi-2026"}])
def test_another_yardstick_judges_anew(folder: Path, recognised: list[str], options: dict[str, object]) -> None:
    check(folder)
    recognised.clear()
    found = check(folder, **options)
    assert len(recognised) == 3
    assert same(found, check(folder, cache=False, **options))


def test_what_an_earlier_state_was_taken_for_does_not_come_back(folder: Path, recognised: list[str]) -> None:
    """A file that changes and changes back, with its old size and time, is what it was."""
    file = folder / "Laporan jaringan intra.txt"
    before = file.stat()
    first, content = check(folder), file.read_text()
    file.write_text("Notulen rapat manajemen risiko, yang lebih panjang dari semula\n")
    check(folder)
    file.write_text(content)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    touch(folder / "SOP jaringan intra.txt")
    assert same(first, check(folder))


@pytest.mark.parametrize("damage", ["[]", "{", '["{}"]', "[1]", '["[]"]'])
def test_a_damaged_row_is_judged_anew_and_said_once(folder: Path, damage: str) -> None:
    first = check(folder)
    with sqlite3.connect(folder.parents[1] / "simpanan" / FILE_NAME) as connection:
        changed = connection.execute(
            "UPDATE facts SET made = ? WHERE CAST(path AS TEXT) LIKE '%SOP%'", (damage,)
        ).rowcount
    connection.close()
    assert changed == 1
    touch(folder / "Laporan jaringan intra.txt")
    second = check(folder)
    assert [notice.code for notice in second.notices if notice not in first.notices] == ["cache-rusak"]
    assert second.documents == first.documents
    assert second.indicators == first.indicators
    touch(folder / "Laporan jaringan intra.txt")
    assert same(check(folder), first)


@pytest.mark.skipif(os.name != "posix", reason="names of bytes")
def test_names_that_are_no_text_are_kept_like_others(folder: Path, recognised: list[str]) -> None:
    odd = os.fsdecode(os.fsencode(folder) + b"/16 Notulen \xff.txt")
    Path(odd).write_text(NOTES)
    first = check(folder)
    recognised.clear()
    assert same(check(folder), first)
    touch(folder / "Laporan jaringan intra.txt")
    check(folder)
    assert recognised == ["Laporan jaringan intra.txt"]


dates = st.none() | st.dates()
words = st.text(max_size=8)
many = st.lists(words, max_size=2).map(tuple)
identities = st.builds(Identity, title=st.none() | words, dated=dates, year=st.none() | st.integers(1900, 2100))
facts = st.builds(
    Facts,
    path=words,
    size=st.integers(0, 2**40),
    sha256=st.just("a" * 64),
    format=words,
    health=st.sampled_from(Health),
    text=st.sampled_from(TextState),
    identity=identities,
    fingerprint=st.none() | st.integers(0, 2**64 - 1),
    notices=st.lists(st.builds(Notice, words, words), max_size=2).map(tuple),
)
matches = st.builds(
    Match,
    path=words,
    indicator=st.integers(1, 47),
    evidence=words,
    confidence=st.floats(0, 1),
    because=many,
    doubts=many,
    lacks=many,
    page=st.none() | st.integers(1, 9),
    dated=dates,
    near=st.booleans(),
)
recognitions = st.builds(
    Recognition,
    facts=facts,
    kind=st.none() | words,
    stated=st.none() | st.builds(NumberHint, st.integers(1, 47), st.sampled_from([0.5, 1.0]), st.text(max_size=9)),
    spoken=st.lists(st.integers(1, 47), max_size=3).map(tuple),
    matches=st.lists(matches, max_size=3).map(tuple),
    notices=st.lists(st.builds(Notice, words, words), max_size=2).map(tuple),
).map(lambda one: replace(one, matches=tuple(replace(match, path=one.facts.path) for match in one.matches)))
"""As recognised: a match is of the document itself."""


@given(recognitions)
def test_what_is_written_is_read_back(recognition: Recognition) -> None:
    use = Recognise(Matcher(shipped(), cues(), YEAR))
    assert use.read(use.write([recognition])) == (recognition,)


def test_places_of_cues_are_used_up() -> None:
    use = Recognise(Matcher(shipped(), cues(), YEAR))
    found = made("Laporan.txt", NOTES)
    recognition = use.make(found)
    assert found.segments
    assert use.facts(recognition).segments == ()
    assert recognition.matches == Matcher(shipped(), cues(), YEAR).recognise(found).matches
