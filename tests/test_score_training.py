"""The points of the score card come from rows that are kept: whoever doubts them can fit them again."""

from __future__ import annotations

import pytest

from benchmarks.train import START, Row, bands, by_hand, fit, kept_rows, measured
from spbe_checklist.catalogue.load import load_catalogue

CARD = load_catalogue().score_card
EXPLAINED = {"mirip_judul"}
"""Points that a refit does not find again; docs/dev/recognition.md says why they stay."""


def test_a_fit_finds_what_separates_the_pairs() -> None:
    def row(proves: bool, **signs: float) -> Row:
        return Row(1, 1, 1, proves, proves, True, 50, signs)

    points = fit([row(True, speaks=1.0, noise=1.0), row(False, noise=1.0), row(False)], ["speaks", "noise"])

    assert points["speaks"] > 1.0 > abs(points["noise"])
    assert points[START] < 0


def test_bands_count_right_pairs() -> None:
    lines = list(bands([(0.55, True), (0.58, False), (0.97, True), (1.0, True)]))

    assert [line.split() for line in lines] == [
        ["0.50-0.60", "n=2", "right", "1", "0.50"],
        ["0.95-1.00", "n=2", "right", "2", "1.00"],
    ]


@pytest.mark.slow
def test_a_refit_of_the_kept_rows_agrees_with_the_card() -> None:
    rows = kept_rows()
    points = fit(rows, measured(rows, CARD))

    assert sum(row.proves for row in rows if row.source) == 32
    assert points[START] == pytest.approx(CARD.start, abs=0.6)
    assert points["mirip_awal"] == pytest.approx(6.192, abs=0.0005), "the fit itself is the same everywhere"
    for sign in points.keys() - {START, *by_hand(CARD), *EXPLAINED}:
        given = CARD.points[sign]
        assert points[sign] * given > 0, f"{sign} speaks the other way"
        assert points[sign] == pytest.approx(given, abs=0.75), sign
