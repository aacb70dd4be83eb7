"""Dates, numbers and names in Indonesian form."""

from __future__ import annotations

import pytest

from spbe_checklist.reports import words
from tests.result_factory import make_result


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2026-11-21", "21 November 2026"),
        ("2024-08-05T23:59:59Z", "5 Agustus 2024"),
        ("", "–"),
        (None, "–"),
        ("kemarin", "kemarin"),
    ],
)
def test_date(iso: str | None, shown: str) -> None:
    assert words.date(iso) == shown


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2026-11-21T08:15:00+07:00", "21 November 2026 pukul 08.15 WIB"),
        ("2026-11-21T23:15:00+00:00", "22 November 2026 pukul 06.15 WIB"),
        ("2026-11-21T08:15:00+09:00", "21 November 2026 pukul 08.15 WIT"),
        ("2026-11-21T08:15:00", "21 November 2026 pukul 08.15"),
        ("tadi", "tadi"),
    ],
)
def test_moment(iso: str, shown: str) -> None:
    assert words.moment(iso) == shown


@pytest.mark.parametrize(("value", "shown"), [("3.19", "3,19"), (3.0, "3"), (2.5, "2,5"), (None, "–"), ("0", "0")])
def test_number(value: str | float | None, shown: str) -> None:
    assert words.number(value) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 bita"),
        (999, "999 bita"),
        (1_000, "1 KB"),
        (1_250, "1,2 KB"),
        (9_960, "10 KB"),
        (999_600, "1 MB"),
        (912_000_000, "912 MB"),
        (1_500_000_000, "1,5 GB"),
        (5_000_000_000_000, "5000 GB"),
    ],
)
def test_size(count: int, shown: str) -> None:
    assert words.size(count) == shown


def test_series() -> None:
    assert [words.series(["A", "B", "C"][:count]) for count in range(4)] == ["", "A", "A dan B", "A, B, dan C"]


def test_level_has_its_name() -> None:
    process, service = make_result(indicators=(1, 32)).indicators
    assert words.level(process, 3) == "3 (Terdefinisi)"
    assert words.level(service, 3.0) == "3 (Transaksi)"
    assert words.level(process, 2.5) == "2,5"
    assert words.level(process, None) == "–"


def test_sentence() -> None:
    shown = [words.sentence(text) for text in ("belum ada dokumen", "Sudah.", "", "apa?")]
    assert shown == ["Belum ada dokumen.", "Sudah.", "", "Apa?"]


def test_a_document_that_does_not_count_says_so() -> None:
    offers = [offer for entry in make_result().indicators for item in entry.evidence for offer in item.documents]
    for offer in offers:
        shown = words.offered(offer)
        assert ("tidak dihitung" in shown) == (not offer.accepted)
        assert (shown == "dikonfirmasi petugas") == offer.confirmed
    assert {offer.accepted for offer in offers} == {offer.confirmed for offer in offers} == {True, False}


def test_option() -> None:
    assert [words.option(value) for value in (True, False, None, ["a", 2], 1.5, "x")] == [
        "ya",
        "tidak",
        "–",
        "a, 2",
        "1,5",
        "x",
    ]


def test_short_name_drops_what_all_names_share() -> None:
    indicator = make_result(indicators=(1,)).indicators[0]
    long = indicator.model_copy(
        update={"name": "Tingkat Kematangan Kebijakan Internal Arsitektur SPBE Instansi Pusat/Pemerintah Daerah"}
    )
    assert words.short_name(long) == "Kebijakan Internal Arsitektur SPBE"
