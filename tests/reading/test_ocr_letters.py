"""One wrong letter in a title of capitals is mended; numbers and codes stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.reading.ocr_letters import mend_capitals


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("PERATURAN BUPATl BATU BARA", "PERATURAN BUPATI BATU BARA"),
        ("(WALlKOTA) lNSTRUKSl", "(WALIKOTA) INSTRUKSI"),
        ("B1DANG PEREKON0MIAN", "BIDANG PEREKONOMIAN"),
    ],
)
def test_exchanged_letters_are_mended(read: str, meant: str) -> None:
    assert mend_capitals(read) == meant


@pytest.mark.parametrize(
    "text",
    ["TINGKAT1", "COVID19 ISO27001", "H1N1 SP4N-LAPOR", "Pasal 1 l", "Bupatl kecil l0l", "I0 A1 10 2021", "pukul"],
)
def test_numbers_codes_and_small_letters_stay(text: str) -> None:
    assert mend_capitals(text) == text


@given(st.text("AIOl01 b.\n", max_size=40))
def test_only_look_alikes_change(text: str) -> None:
    mended = mend_capitals(text)
    assert len(mended) == len(text)
    assert all(
        old == new or (old, new) in {("l", "I"), ("1", "I"), ("0", "O")} for old, new in zip(text, mended, strict=True)
    )
