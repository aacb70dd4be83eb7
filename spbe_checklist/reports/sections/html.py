"""Sections as one offline page in the look of the other pages: no script, nothing fetched, made to be printed."""

from __future__ import annotations

from typing import Any

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.html import environment, part
from spbe_checklist.reports.sections import model
from spbe_checklist.reports.sections.model import Chart, Report
from spbe_checklist.verdict.diff import moment_of

WIDTH, HEIGHT = 720, 240
"""Drawing area of a chart; the page scales it."""


def render(report: Report) -> str:
    """The page. Links to documents are relative to ``report.base``."""
    return (
        environment()
        .get_template("sections.html")
        .render(
            report=report,
            style=part("report.css") + part("sections.css"),
            kind=lambda value: type(value).__name__,
            values=model.values,
            plain=model.plain,
            link=lambda path: safe.href(path, report.base),
            drawn=drawn,
            anchors=[(one.anchor or f"bagian-{no}", one) for no, one in enumerate(report.sections, start=1)],
        )
    )


def drawn(chart: Chart) -> dict[str, Any]:
    """Where everything of a chart stands, in the units of its drawing area.

    Each line with its points (and their values in words), the scale, the dates (where two would overlap the second is
    left out), and the target.
    """
    moments = [moment_of(one).timestamp() for one in chart.dates]
    first, span = min(moments), max(moments) - min(moments)
    count = max(len(moments) - 1, 1)
    across = [(one - first) / span if span else place / count for place, one in enumerate(moments)]
    xs = [60 + share * (WIDTH - 120) for share in across]

    def y(value: str | int) -> float:
        return HEIGHT - 30 - (float(value) - chart.least) / (chart.most - chart.least) * (HEIGHT - 50)

    dates: list[tuple[float, str]] = []
    for x, moment in zip(xs, chart.dates, strict=True):
        if not dates or x - dates[-1][0] > 110:
            dates.append((x, words.date(moment)))
    series = ((name, zip(xs, found, strict=True)) for name, found in chart.series if any(found))
    return {
        "lines": [(name, [(x, y(one), words.number(one)) for x, one in points if one]) for name, points in series],
        "scale": [(y(value), str(value)) for value in range(chart.least, chart.most + 1)],
        "dates": dates,
        "target": None if chart.target is None else (y(chart.target), words.number(chart.target)),
    }
