"""Indonesian dates in their usual forms, and nothing that is no date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.language import date as in_words
from spbe_checklist.reading.identity.dates import find_dates, first_date, spelled_number

DATES = st.dates(date(1945, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31 Agustus 2021", date(2021, 8, 31)),
        ("Limapuluh, 31 Agustus 2021", date(2021, 8, 31)),
        ("1 Januari 2024.", date(2024, 1, 1)),
        ("31 AGUSTUS 2021", date(2021, 8, 31)),
        ("31 Agst 2021", date(2021, 8, 31)),
        ("31 Agt. 2021", date(2021, 8, 31)),
        ("5 Sept 2022", date(2022, 9, 5)),
        ("5 Nop 2022", date(2022, 11, 5)),
        ("5 Nopember 2022", date(2022, 11, 5)),
        ("7 Pebruari 2020", date(2020, 2, 7)),
        ("12-Mar-2024", date(2024, 3, 12)),
        ("31-08-2021", date(2021, 8, 31)),
        ("31/08/2021", date(2021, 8, 31)),
        ("31.08.2021", date(2021, 8, 31)),
        ("1/8/2021", date(2021, 8, 1)),
        ("2021-08-31", date(2021, 8, 31)),
        ("19Mei2021", date(2021, 5, 19)),
        ("3l Agustus 2O2l", date(2021, 8, 31)),
        ("31 Agustvs 2021", date(2021, 8, 31)),
        ("tanggal tiga puluh satu bulan Agustus tahun dua ribu dua puluh satu", date(2021, 8, 31)),
        ("hari ini Senin tanggal dua belas bulan Mei tahun dua ribu dua puluh, kami", date(2020, 5, 12)),
        ("tanggal sepuluh Mei dua ribu", date(2000, 5, 10)),
        ("tanggal sebelas bulan Mei tahun dua ribu sembilan belas bertempat", date(2019, 5, 11)),
    ],
)
def test_usual_forms(text: str, expected: date) -> None:
    assert first_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "29 Februari 2021", "31/04/2021", "32 Mei 2021", "12 Mei 1944", "12 Mei 2101", "Agustus 2021", "2021",
        "192.168.10.2021",
        "NIP. 19700101 199503 1 001", "Nomor 12 Tahun 2021", "12 pasal 2021", "08/2021", "1.2.3.2021", "12/08/2021/KEP",
        "10 Mesin 2021", "tanggal satu Mei dua ribu orang", "tanggal satu belas Mei dua ribu tiga",
        "tanggal satu puluh Mei dua ribu tiga", "tanggal dua puluh puluh Mei dua ribu tiga",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert list(find_dates(text)) == []


def test_dates_come_in_order_with_their_places() -> None:
    text = "dari 2 Mei 2023 sampai 03-05-2023, dicetak 2023-06-01"
    found = list(find_dates(text))
    assert [item.value for item in found] == [date(2023, 5, 2), date(2023, 5, 3), date(2023, 6, 1)]
    assert [text[item.start : item.end] for item in found] == ["2 Mei 2023", "03-05-2023", "2023-06-01"]


@given(DATES)
def test_every_date_written_out_is_read_back(value: date) -> None:
    assert first_date(f"pada tanggal {in_words(value.isoformat())},") == value
    assert first_date(f"({value:%d-%m-%Y})") == value
    assert first_date(f"{value:%d/%m/%Y}") == value
    assert first_date(value.isoformat()) == value


@given(st.text(st.sampled_from("0123456789 -/.OIljanuari aguestmb"), max_size=60))
def test_only_possible_dates_are_found(text: str) -> None:
    for item in find_dates(text):
        assert 1945 <= item.value.year <= 2100
        assert 0 <= item.start < item.end <= len(text)


@pytest.mark.parametrize(
    ("words", "number"),
    [("satu", 1), ("sepuluh", 10), ("sebelas", 11), ("dua belas", 12), ("dua puluh", 20), ("tiga puluh satu", 31),
     ("puluh", None), ("satu belas", None), ("nol", None), ("", None), ("dua puluh puluh", None)],
)  # fmt: skip
def test_numbers_in_words(words: str, number: int | None) -> None:
    assert spelled_number(words) == number
