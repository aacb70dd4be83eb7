"""Recognition from content alone, held against documents that were written without sight of catalogue and program.

The floors lie a little below what is reached (docs/recognition.md), so that a rule that spoils recognition is noticed.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.recognition import asked_of_others, own_accepted
from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.check_options import CheckOptions
from spbe_checklist.checking import check_folder

DOCUMENTS = Path(__file__).parents[1] / "benchmarks" / "dokumen"


@pytest.mark.parametrize(("part", "first_right", "wrongly_accepted"), [("setelan", 0.8, 4), ("uji", 0.78, 8)])
def test_documents_that_nobody_wrote_for_the_catalogue(part: str, first_right: float, wrongly_accepted: int) -> None:
    with (DOCUMENTS / part / "label.csv").open(encoding="utf-8", newline="") as stream:
        labels = {row["name"]: {int(no) for no in row["indicator"].split(";") if no} for row in csv.DictReader(stream)}
    result = check_folder(CheckOptions(DOCUMENTS / part, cache=False, ocr="never", year=2024)).result
    elsewhere = asked_of_others(load_catalogue())
    right = wrong = 0
    evidence = sum(bool(wanted) for wanted in labels.values())
    for document in result.documents:
        wanted = labels.pop(document.path, None)
        if wanted is None:  # the labels themselves
            continue
        offered = [match for match in document.matches if not match.near]
        best = max(offered, key=lambda match: match.confidence, default=None)
        right += best is not None and best.indicator in wanted
        wrong += len(own_accepted(document, elsewhere) - wanted)
        if not wanted:
            assert not any(match.accepted for match in offered), f"{document.path} is evidence for nothing"
    assert not labels
    assert right / evidence >= first_right
    assert wrong <= wrongly_accepted
