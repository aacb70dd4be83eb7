"""File names that carry the numbers of the 35-indicator edition."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spbe_checklist.catalogue.load import load_catalogue, load_map
from spbe_checklist.facts.facts import Facts, Health, Identity, Segment, TextState, Zone
from spbe_checklist.recognition.matcher import Matcher
from spbe_checklist.text.lexicon import compile_lexicon
from spbe_checklist.verdict.old_numbers import OldNumbering, numbers_and_contents, old_numbering
from tests.program import told

MAP = load_map("spbe-2018", "spbe-2020")
OLD = [(25, 37), (26, 36), (33, 44), (22, 16)]
"""Number in the name, indicator the text is about."""


def test_old_numbers_are_told() -> None:
    found = old_numbering([*OLD, (19, 19)], MAP)
    assert found == OldNumbering("spbe-2018", fits_old=4, fits_new=1)
    assert "penomoran edisi lama (spbe-2018)" in found.message
    assert "sedangkan 1 cocok" in found.message
    assert "sedangkan" not in OldNumbering("spbe-2018", fits_old=4, fits_new=0).message


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
            words=200,
            identity=Identity("Panduan jaringan dokumentasi dan informasi hukum (JDIH)"),
            likeness={"h44": 400, "w44": 400},
            segments=(Segment(Zone.HEAD, 1, cues), Segment(Zone.BODY, 1, cues)),
        )

    seen = [
        facts("Indikator 33 Panduan.pdf", "jdih"),
        facts("Indikator 44 Panduan.pdf", "jdih"),
        facts("Panduan JDIH.pdf", "jdih"),
        facts("Indikator 33 Pindaian.pdf", "jdih", TextState.PINDAIAN),
    ]
    recognitions = [matcher.recognise(one) for one in seen]
    assert list(numbers_and_contents(recognitions)) == [(33, 44), (44, 44)]


GUIDES = {
    "Indikator 25a Panduan.txt": "BUKU PANDUAN SRIKANDI\nNaskah dinas elektronik, kearsipan dinamis. Klik menu.",
    "Indikator 26 Panduan.txt": "BUKU PANDUAN SIMPEG\nSistem informasi kepegawaian, kenaikan pangkat. Klik menu login.",
    "Indikator 33 Panduan.txt": "BUKU PANDUAN JDIH\nJaringan dokumentasi dan informasi hukum. Klik menu login.",
    "Indikator 31 Panduan.txt": "BUKU PANDUAN SPSE\nPengadaan barang dan jasa, LPSE. Klik menu login.",
}


@pytest.mark.parametrize("old", [True, False])
def test_check_says_so_in_one_line(tmp_path: Path, old: bool) -> None:
    folder = tmp_path / "dokumen"
    folder.mkdir()
    followers = {25: 37, 26: 36, 33: 44, 31: 35}
    for name, text in GUIDES.items():
        number = int("".join(filter(str.isdigit, name)))
        (folder / (name if old else name.replace(str(number), str(followers[number])))).write_text(text, "utf-8")
    target = tmp_path / "hasil.json"
    options = ["--year", "2024", "--no-cache", "--format", "json", "--output", target, "--exit-zero"]
    done = told("check", folder, *options, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    notices = {one["code"]: one["message"] for one in json.loads(target.read_text("utf-8"))["notices"]}
    assert ("penomoran-lama" in notices) is old
    if old:
        assert notices["penomoran-lama"].startswith("4 nama berkas tampaknya memakai penomoran edisi lama (spbe-2018)")
