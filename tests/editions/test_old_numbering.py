"""File names that carry the numbers of the 35-indicator edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from spbe_checklist.catalogue.load import load_catalogue, load_map
from spbe_checklist.documents.facts import Facts, Health, Segment, TextState, Zone
from spbe_checklist.editions import OldNumbering, numbers_and_contents, old_numbering
from spbe_checklist.matching.lexicon import compile_lexicon
from spbe_checklist.matching.matcher import Matcher

MAP = load_map("spbe-2018", "spbe-2020")
OLD = [(25, 37), (26, 36), (33, 44), (22, 16)]
"""Number in the name, indicator the text is about."""


def test_old_numbers_are_told() -> None:
    found = old_numbering([*OLD, (19, 19)], MAP)
    assert found == OldNumbering("spbe-2018", fits_old=4, fits_new=1)
    assert "penomoran edisi lama (spbe-2018)" in found.message


@pytest.mark.parametrize(
    "named",
    [
        [],
        OLD[:2],
        [(no, no) for no in range(1, 30)],
        [*OLD, *((no, no) for no in (1, 2, 4, 8))],
        [(2, 40), (3, 39), (4, 38), (7, 21)],
    ],
)
def test_few_or_contradicting_signs_say_nothing(named: list[tuple[int, int]]) -> None:
    assert old_numbering(named, MAP) is None


def test_low_confidence_pairs_do_not_speak() -> None:
    assert old_numbering([(23, 18)] * 5, MAP) is None


def test_numbers_and_contents_come_from_names_and_readable_text() -> None:
    catalogue = load_catalogue()
    lexicon = compile_lexicon(catalogue)
    matcher = Matcher(catalogue, lexicon, 2024)

    def facts(path: str, subject: str, text: TextState = TextState.ADA) -> Facts:
        cues = {f"s:{subject}:t": 6}
        return Facts(
            path=path,
            size=1,
            sha256="",
            format="pdf",
            health=Health.BAIK,
            text=text,
            segments=(Segment(Zone.HEAD, 1, cues), Segment(Zone.BODY, 1, cues)),
        )

    seen = [
        facts("Indikator 33 Panduan.pdf", "jdih"),
        facts("Indikator 44 Panduan.pdf", "jdih"),
        facts("Panduan JDIH.pdf", "jdih"),
        facts("Indikator 33 Pindaian.pdf", "jdih", TextState.PINDAIAN),
    ]
    recognitions = [matcher.recognise(one) for one in seen]
    assert list(numbers_and_contents(recognitions, lexicon, 47)) == [(33, 44), (44, 44)]


def test_it_is_wired_to_the_map_that_is_shipped() -> None:
    file = Path(__file__).resolve().parents[2] / "spbe_checklist" / "data" / "maps" / "spbe-2018--spbe-2020.yaml"
    assert file.is_file()
    assert (MAP.old, MAP.new) == ("spbe-2018", load_catalogue().id)
