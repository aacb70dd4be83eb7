"""Fingerprints: the same text with other bytes is near, other texts are far, and comparing stays linear."""

from __future__ import annotations

import random

import pytest

from spbe_checklist.facts.facts import Facts, Health, TextState
from spbe_checklist.reading.fingerprint import NEAR, distance
from spbe_checklist.reading.fingerprint import fingerprint as of_words
from spbe_checklist.run import inspect
from spbe_checklist.run.inspect import duplicates, similar
from spbe_checklist.text.words import keys

WORDS = [f"kata{number}" for number in range(2000)]


def text(seed: int, length: int = 900) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def fingerprint(pages: list[str]) -> int | None:
    return of_words(map(keys, pages))


def facts(path: str, sha256: str, mark: int | None, size: int = 1) -> Facts:
    return Facts(path, size, sha256, "pdf", Health.BAIK, TextState.ADA, fingerprint=mark)


def test_case_punctuation_and_page_breaks_do_not_count() -> None:
    one = text(1)
    assert fingerprint([one.upper().replace(" ", ", ")]) == fingerprint([one[: len(one) // 2], one[len(one) // 2 :]])


def test_the_value_is_the_same_on_every_machine() -> None:
    assert fingerprint([" ".join(f"kata{number}" for number in range(50))]) == 14497164082971731899


def test_a_changed_word_is_near_and_another_text_is_far() -> None:
    near = 0
    for seed in range(30):
        words = text(seed).split()
        words[seed * 7] = "lain"
        near += distance(fingerprint([text(seed)]) or 0, fingerprint([" ".join(words)]) or 0) <= NEAR
        assert distance(fingerprint([text(seed)]) or 0, fingerprint([text(seed + 100)]) or 0) > 8
    assert near >= 27


def test_texts_too_short_to_tell_apart_have_none() -> None:
    assert fingerprint([]) is None
    assert fingerprint(["LAPORAN TAHUNAN 2024"]) is None


def test_copies_point_to_the_first_path() -> None:
    found = [facts("c", "1", None), facts("a", "1", None), facts("b", "2", None), facts("d", "1", None)]
    assert duplicates(found) == {"c": "a", "d": "a"}


def test_empty_and_unread_files_are_no_copies_of_each_other() -> None:
    assert duplicates([facts("a", "1", None, 0), facts("b", "1", None, 0)]) == {}
    assert duplicates([facts("a", "", None), facts("b", "", None)]) == {}


def test_near_texts_point_to_the_earlier_path_unless_they_are_copies() -> None:
    mark = 0x0123456789ABCDEF
    found = [
        facts("a", "1", mark),
        facts("b", "2", mark ^ 0b1011),
        facts("c", "1", mark),
        facts("d", "3", mark ^ 0b1111),
        facts("e", "4", mark ^ 0xF0F0),
        facts("f", "5", mark),
    ]
    assert similar(found) == {"b": "a", "d": "b", "f": "a"}


def test_every_pair_within_the_limit_is_found() -> None:
    chosen = random.Random(5)
    for _ in range(300):
        mark = chosen.getrandbits(64)
        other = mark
        for bit in chosen.sample(range(64), NEAR):
            other ^= 1 << bit
        assert similar([facts("a", "1", mark), facts("b", "2", other)]) == {"b": "a"}


def test_many_look_alikes_are_compared_with_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """All share three of four bands: comparing each with each would take millions of comparisons."""
    compared = 0

    def counted(one: int, other: int) -> int:
        nonlocal compared
        compared += 1
        return distance(one, other)

    monkeypatch.setattr(inspect, "distance", counted)
    found = [facts(f"{number:05}", str(number), number << 48) for number in range(2000)]
    assert len(similar(found)) > 1000
    assert compared < 2000 * 64 * 5
