"""Names for reports: no NIK-like number in them, no two alike, and each leads back to its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.facts.privacy import mask_private
from spbe_checklist.facts.shown_names import may_be, shown_paths
from spbe_checklist.reading.scan import find_shown

A, B, C = "1219014508850001", "1219014508850002", "1219014508850003"
MASK = "1219************"


def test_only_names_with_a_number_change() -> None:
    assert shown_paths(["SOP.pdf", f"KTP/{A}.pdf", "1219014508.pdf"]) == {f"KTP/{A}.pdf": f"KTP/{MASK}.pdf"}
    assert shown_paths(["SOP.pdf"]) == {}


def test_names_that_would_be_alike_are_numbered() -> None:
    assert shown_paths([f"{C}.pdf", f"{A}.pdf", f"{B}.pdf", f"x/{B}.pdf"]) == {
        f"{A}.pdf": f"{MASK}.pdf",
        f"{B}.pdf": f"{MASK} (2).pdf",
        f"{C}.pdf": f"{MASK} (3).pdf",
        f"x/{B}.pdf": f"x/{MASK}.pdf",
    }


def test_what_lies_together_is_shown_together() -> None:
    assert shown_paths([f"{A}/a.pdf", f"{A}/b.pdf", f"{B}/a.pdf", f"{B}.zip!/a.pdf", f"{A}.zip", f"{B}.zip"]) == {
        f"{A}/a.pdf": f"{MASK}/a.pdf",
        f"{A}/b.pdf": f"{MASK}/b.pdf",
        f"{B}/a.pdf": f"{MASK} (2)/a.pdf",
        f"{A}.zip": f"{MASK}.zip",
        f"{B}.zip": f"{MASK} (2).zip",
        f"{B}.zip!/a.pdf": f"{MASK}.zip!/a.pdf",
    }


def test_a_file_already_called_like_a_masked_one_keeps_its_name() -> None:
    assert shown_paths([f"{MASK}.pdf", f"{A}.pdf"]) == {f"{A}.pdf": f"{MASK} (2).pdf"}


parts = st.sampled_from(["a", "KTP", A, B, f"KTP {A}.pdf", f"{B}.pdf", f"{B} (2).pdf", MASK, f"{MASK}.pdf", "z.zip!"])
paths = st.lists(st.lists(parts, min_size=1, max_size=4).map("/".join), max_size=12)


@given(paths, st.randoms(use_true_random=False))
def test_names_are_masked_distinct_and_independent_of_order(known: list[str], dice: object) -> None:
    shown = shown_paths(known)
    every = {path: shown.get(path, path) for path in known}
    assert len(set(every.values())) == len(every)
    assert all(mask_private(name) == name for name in every.values())
    assert all(name.count("/") == path.count("/") for path, name in every.items())
    mixed = list(known)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert shown_paths(mixed) == shown


@given(paths)
def test_a_person_may_call_a_file_by_its_real_or_shown_name(known: list[str]) -> None:
    for path, name in shown_paths(known).items():
        assert may_be(name, name)
        assert may_be(name, path.upper())
    assert not may_be(f"{MASK}.pdf", "1218014508850001.pdf")
    assert not may_be("SOP (2).pdf", "SOP.pdf")


def test_the_file_is_found_again(tmp_path: Path) -> None:
    (tmp_path / "KTP").mkdir()
    for number in (A, B):
        (tmp_path / "KTP" / f"{number}.txt").write_text(number)
    (tmp_path / "SOP.txt").write_text("sop")
    assert find_shown(tmp_path, "SOP.txt").read_text() == "sop"
    assert find_shown(tmp_path, f"KTP/{MASK}.txt").read_text() == A
    assert find_shown(tmp_path, f"KTP/{MASK} (2).txt").read_text() == B
    assert find_shown(tmp_path, f"KTP/{MASK} (3).txt") == tmp_path / f"KTP/{MASK} (3).txt"
    assert find_shown(tmp_path, "arsip.zip!/isi.pdf") == tmp_path / "arsip.zip"


@pytest.mark.parametrize("name", [f"{MASK}.pdf", "biasa.pdf"])
def test_a_name_that_leads_nowhere_stays(tmp_path: Path, name: str) -> None:
    assert find_shown(tmp_path, name) == tmp_path / name
