"""Odd documents of every kind: nothing raised, each with the health that is true, and with what it does hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from spbe_checklist.facts.facts import Facts, FileEntry, Health
from spbe_checklist.facts.json_form import from_json, to_json
from spbe_checklist.facts.ocr_mode import OcrMode
from spbe_checklist.reading.inspect_one import FileSettings, inspect_file
from spbe_checklist.text.lexicon import Lexicon
from tests.odd_documents import odd_documents
from tests.reading import built

ODD = odd_documents()


@pytest.fixture(scope="module")
def inspected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Facts]]:
    folder = tmp_path_factory.mktemp("ganjil")
    built.write(folder, {name: content for name, (content, _) in ODD.items()})
    settings, nothing = FileSettings(ocr=OcrMode.NEVER), Lexicon((), (), frozenset())
    return {name: inspect_file(Path(folder, name), FileEntry(name, 1, 0), settings, nothing) for name in ODD}


@pytest.mark.parametrize("name", ODD)
def test_the_health_of_an_odd_document_is_true(inspected: dict[str, list[Facts]], name: str) -> None:
    found = inspected[name]
    assert found[0].health is ODD[name][1], found[0].reason
    for facts in found:
        assert facts.health is Health.BAIK or facts.reason
        assert from_json(to_json(facts), Facts) == facts


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("salah-letak.pdf", 5), ("arus-rusak.pdf", 300), ("pohon-dalam.pdf", 5), ("dua-isi.docx", 2),
        ("huruf-terbelah.rtf", 3), ("nol-di-tengah.csv", 20), ("utf8-rusak.txt", 15), ("baris-mundur.xlsx", 3),
    ],
)  # fmt: skip
def test_what_an_odd_document_does_hold_is_read(inspected: dict[str, list[Facts]], name: str, words: int) -> None:
    assert inspected[name][0].words >= words


def test_nothing_outside_the_document_is_read(inspected: dict[str, list[Facts]]) -> None:
    for name in ("menunjuk-keluar.docx", "menunjuk-ke-atas.docx"):
        assert [facts.words for facts in inspected[name]] == [2]
