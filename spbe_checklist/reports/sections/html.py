"""Sections as one offline page in the look of the other pages: no script, nothing fetched, made to be printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.html import content_hash, environment, part
from spbe_checklist.reports.sections import model
from spbe_checklist.reports.sections.model import Chart, Report, Section
from spbe_checklist.verdict.diff import moment_of

WIDTH, HEIGHT = 720, 240
"""Drawing area of a chart; the page scales it."""


def render(report: Report) -> str:
    """The page. Links to documents are relative to ``report.base``."""
    style = part("report.css") + part("sections.css")
    return (
        environment()
        .get_template("sections.html")
        .render(
            report=report,
            style=style,
            style_hash=content_hash(style),
            kind=lambda value: type(value).__name__,
            values=model.values,
            plain=model.plain,
            link=lambda path: safe.href(path, report.base),
            drawn=drawn,
            anchors=list(_anchored(report.sections)),
        )
    )


def _anchored(sections: Sequence[Section]) -> Iterator[tuple[str, Section]]:
    """Sections with an id each."""
    for place, section in enumerate(sections, start=1):
        yield section.anchor or f"bagian-{place}", section


class Line(Struct, frozen=True):
    """One series as SVG."""

    name: str
    points: tuple[tuple[float, float, str], ...]
    """Place in the drawing and the value in words."""

    @property
    def path(self) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in self.points)


class Drawing(Struct, frozen=True):
    """A chart in the units of its drawing area."""

    lines: tuple[Line, ...]
    scale: tuple[tuple[float, str], ...]
    """Height and name of each whole value."""
    dates: tuple[tuple[float, str], ...]
    """Place and date below the axis; where two would overlap the second is left out."""
    target: tuple[float, str] | None


def drawn(chart: Chart) -> Drawing:
    """Where everything of a chart stands."""
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
    return Drawing(
        lines=tuple(
            Line(name, tuple((x, y(one), words.number(one)) for x, one in zip(xs, found, strict=True) if one))
            for name, found in chart.series
            if any(found)
        ),
        scale=tuple((y(value), str(value)) for value in range(chart.least, chart.most + 1)),
        dates=tuple(dates),
        target=None if chart.target is None else (y(chart.target), words.number(chart.target)),
    )
