"""Recognition from content alone, held against documents that were written without sight of catalogue and program.

The floors lie a little below what is reached (docs/recognition.md), so that a rule that spoils recognition is noticed.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.recognition import asked_of_others, own_accepted
from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.run.check import check_folder
from spbe_checklist.run.options import CheckOptions

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.mark.parametrize(
    ("folder", "first_right", "wrongly_accepted", "accepted_for_nothing"),
    [
        ("dokumen/setelan", 0.86, 3, 0),
        ("dokumen/uji", 0.79, 8, 0),
        # Without character recognition, so that the floors hold on every machine: pictures and scans stay unread.
        ("berkas/setelan", 0.74, 6, 1),
        ("berkas/uji", 0.68, 1, 0),
    ],
)
def test_documents_that_nobody_wrote_for_the_catalogue(
    folder: str, first_right: float, wrongly_accepted: int, accepted_for_nothing: int
) -> None:
    place = BENCHMARKS / folder
    with (place / "label.csv").open(encoding="utf-8", newline="") as stream:
        labels = {row["name"]: {int(no) for no in row["indicator"].split(";") if no} for row in csv.DictReader(stream)}
    result = check_folder(CheckOptions(place, cache=False, ocr="never", year=2024)).result
    elsewhere = asked_of_others(load_catalogue())
    right = wrong = for_nothing = 0
    evidence = sum(bool(wanted) for wanted in labels.values())
    for document in result.documents:
        wanted = labels.pop(document.path, None)
        if wanted is None:  # the labels themselves
            continue
        offered = [match for match in document.matches if not match.near]
        best = max(offered, key=lambda match: match.confidence, default=None)
        right += best is not None and best.indicator in wanted
        if wanted:
            wrong += len(own_accepted(document, elsewhere) - wanted)
        else:
            for_nothing += any(match.accepted for match in offered)
    assert not labels
    assert right / evidence >= first_right
    assert wrong <= wrongly_accepted
    assert for_nothing <= accepted_for_nothing
