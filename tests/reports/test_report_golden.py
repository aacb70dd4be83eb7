"""Every format stays byte for byte what was reviewed."""

from __future__ import annotations

import pytest

from spbe_checklist.reports import FORMATS, github, render
from tests.reports import golden
from tests.result_factory import make_result

ELSEWHERE = {"text", "json", "github-summary"}
"""Reviewed in several widths, as a contract, and below."""
FORMATS_HERE = [name for name, entry in FORMATS.items() if not entry.binary and name not in ELSEWHERE]


@pytest.mark.parametrize("name", FORMATS_HERE)
def test_format_is_what_was_reviewed(name: str) -> None:
    text = render(make_result(indicators=(1, 15, 21, 31, 45)), name)
    assert isinstance(text, str)
    golden.check(f"report-{name}.{FORMATS[name].extension}", text)


def test_step_summary_is_what_was_reviewed() -> None:
    golden.check("github-step-summary.md", github.step_summary(make_result(indicators=(1, 15, 21, 31, 45))))


@pytest.mark.parametrize("name", FORMATS_HERE)
def test_the_same_result_gives_the_same_text(name: str) -> None:
    assert render(make_result(), name) == render(make_result(), name)
