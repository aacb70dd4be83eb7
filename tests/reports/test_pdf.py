"""The PDF report: its text read back, and what happens where the extra package is missing."""

from __future__ import annotations

import importlib.util
import re
import sys

import pypdfium2
import pytest

from spbe_checklist.errors import UsageError
from spbe_checklist.reports import pdf, words
from spbe_checklist.reports.leadership import key_figures
from spbe_checklist.reports.shortcomings import by_unit
from spbe_checklist.verdict.result import Result
from tests.reports.poison import poisoned
from tests.result_factory import make_result

needs_typst = pytest.mark.skipif(importlib.util.find_spec("typst") is None, reason="typst (extra pdf) is not installed")


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return re.sub(r"\s+", " ", " ".join(pages))


@needs_typst
def test_the_pdf_shows_the_figures_of_the_result(everything: Result) -> None:
    text = text_of(pdf.render(everything))
    for label, value in key_figures(everything):
        assert f"{label} {value}" in text
    for entry in everything.indicators:
        assert f"{entry.no} {entry.topic} {words.INDICATOR_STATUS[entry.status]}" in text
    for unit in by_unit(everything):
        assert f"{unit.unit}: {len(unit.items)} butir" in text
    assert re.sub(r"\s+", " ", words.PROMISE) in text


@needs_typst
def test_the_same_result_gives_the_same_bytes(few: Result) -> None:
    assert pdf.render(few) == pdf.render(few)


@needs_typst
def test_typst_markup_in_the_data_is_shown_and_never_run() -> None:
    result = make_result(indicators=(1,), hostile=False)
    nasty = '#panic("x") *tebal* $x^2$ <label> @rujukan // ulasan #read("/etc/passwd") \\'
    changed = result.model_copy(update={"agency": result.agency.model_copy(update={"name": nasty})})
    text = text_of(pdf.render(changed))
    assert '#panic("x") *tebal* $x^2$ <label> @rujukan // ulasan #read("/etc/passwd") \\' in text


@needs_typst
def test_hostile_results_still_print(few: Result) -> None:
    for result in (poisoned(few), make_result(declares_levels=False), make_result(indicators=())):
        assert pdf.render(result).startswith(b"%PDF")


def test_without_the_package_the_next_step_is_named(few: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UsageError) as caught:
        pdf.render(few)
    assert "spbe-checklist[pdf]" in caught.value.hint
