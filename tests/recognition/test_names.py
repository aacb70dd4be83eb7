"""Numbers in names, folders and portal exports; numbers that are none; names without any separator."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.recognition.names import read_name, without_number
from spbe_checklist.text.lexicon import Lexicon

EMPTY = Lexicon(
    phrases=((" tidak ada ", ("s:x:t",)),), glued=(("tidakada", ("s:x:t",)),), vocabulary=frozenset({"tidak"})
)


def number(path: str) -> int | None:
    found = read_name(path, EMPTY, 47).numbers
    return found[0].number if found else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Indikator19e-SK_Tentang_Pembentukan_Tim.pdf", 19),
        ("21.b.SK-Manrisk-SPBE.pdf", 21),
        ("[Indikator 42a] Video Maturity Level 1-5 Aplikasi.mp4", 42),
        ("I07_SPLP.pdf", 7),
        ("F2201-287-Indikator_01~+~Indikator1_Perbup_81_tahun_2021.pdf", 1),
        ("Inidkator 8.pdf", 8),
        ("39. Indikator39_Pengawasan Internal Pemerintah.rar", 39),
        ("indikator27.jpg.jpg", 27),
        ("Indikator1aPerwaliNo35Th2014PenyelenggaraanSistemElepdf.pdf", 1),
        ("306-Perwali 54 tahun 2019.pdf", None),
        ("1753241665_Laporan kegiatan.pdf", None),
        ("Dashboard.png", None),
        ("2024 Laporan.pdf", None),
        ("Indikator 99 lain.pdf", None),
    ],
)
def test_indicator_numbers(name: str, expected: int | None) -> None:
    assert number(name) == expected


def test_a_bare_leading_number_is_a_weak_hint() -> None:
    weak = read_name("02.  KAK Aplikasi.pdf", EMPTY, 47).numbers[0]
    strong = read_name("02.a. KAK Aplikasi.pdf", EMPTY, 47).numbers[0]
    assert weak.strength < strong.strength < 1


def test_folders_carry_numbers_too() -> None:
    found = read_name("Indikator 11 - Arsitektur/scan0001.pdf", EMPTY, 47)
    assert not found.numbers
    assert found.folder_numbers[0].number == 11


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Bukti dukung Level 4a.jpg", 4), ("Tingkat 2 RENJA.pdf", 2), ("Laporan 2024.pdf", None)],
)
def test_stated_level(name: str, expected: int | None) -> None:
    assert read_name(name, EMPTY, 47).level == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Indikator19e-SK_Tim.pdf", "SK_Tim.pdf"),
        ("21.b.SK-Manrisk.pdf", "SK-Manrisk.pdf"),
        ("Dashboard.png", "Dashboard.png"),
        ("Indikator14dCATATANSPBEINDIKATOR14pdf.pdf", "CATATANSPBE"),
    ],
)
def test_prefix_can_be_removed(name: str, expected: str) -> None:
    assert without_number(name).startswith(expected)


@given(st.text(max_size=300))
def test_any_name_can_be_read(name: str) -> None:
    found = read_name(name, EMPTY, 47)
    assert all(1 <= hint.number <= 47 for hint in (*found.numbers, *found.folder_numbers))
