"""HTML: the whole report in one offline file, for the browser, the phone and the printer.

Nothing is fetched: one inline style sheet and one inline script, both named by hash in the content security policy, so
that nothing else can run even if something slipped through. Everything is readable without the script; only the filters
need it. What an indicator unfolds to stands in ``noscript``: with a script running the browser keeps that as text, and
the script makes elements of it once the page is open, or sooner where they are needed. Every value passes
``safe.visible`` and the template's escaping before it reaches the page.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from spbe_checklist.reports import first_page, safe, selections, words
from spbe_checklist.verdict.priorities import wanted
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, LevelEntry, Result
from spbe_checklist.verdict.scoring import overclaim, show

if TYPE_CHECKING:
    from jinja2 import Environment

FILE_LIMIT = 100
"""Files shown per list; the page says how many more there are. Only lists that repeat what items say are cut."""


def render(result: Result, *, folder: str | None = None) -> str:
    """The page. ``folder`` is the way from the page to the checked folder, for links to documents."""
    base = safe.link_base(result.run.folder if folder is None else folder)
    units = selections.unit_names(result)
    unit_no = {unit: str(place) for place, unit in enumerate(units)}
    bands = first_page.bands(result)
    lowest = bands[0][1] if bands else 0.0
    return (
        environment()
        .get_template("report.html")
        .render(
            result=result,
            style=part("report.css"),
            script=part("report.js"),
            units=units,
            unit_no=unit_no,
            unit_numbers=lambda entry, item: " ".join(unit_no[unit] for unit in item.units or entry.units) or "kosong",
            bands=bands,
            scale=lambda value: _share(float(value or 0) - lowest, first_page.HIGHEST - lowest),
            stretch=lambda start, end: _share(end - start, first_page.HIGHEST - lowest),
            cause_of={id_: cause.key for cause in first_page.doubts(result) for id_ in cause.items},
            row_of={row.item.id: row for row in selections.rows(result)},
            groups=first_page.level_map(result),
            following=wanted(result),
            link=lambda path, page=None: safe.href(path, base, page),
        )
    )


@cache
def environment() -> Environment:
    """Templates with our words, and with every printed value made harmless; for all pages in this look."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("spbe_checklist.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.globals.update(
        words=words,
        selections=selections,
        by_level=by_level,
        share=_share,
        page=first_page,
        overclaim=overclaim,
        show=show,
        content_hash=content_hash,
        file_limit=FILE_LIMIT,
    )
    return environment


def _finalize(value: Any) -> Any:
    """Every string that a template prints passes the door; markup made by our own macros does not need to."""
    if value is None:
        return ""
    return value if hasattr(value, "__html__") else safe.html(str(value))


def part(name: str) -> Any:
    """A file that goes into the page as it is: ours, without anything from a Result."""
    from markupsafe import Markup

    loader = environment().loader
    assert loader is not None
    return Markup(loader.get_source(environment(), name)[0])  # noqa: S704  (our own file)


def content_hash(text: str) -> str:
    """Hash of an inline element for the content security policy."""
    return "sha256-" + base64.b64encode(hashlib.sha256(str(text).encode()).digest()).decode("ascii")


Block = tuple[LevelEntry | None, int, list[EvidenceEntry]]
"""A level (None where the result does not describe it), its number, and the items shown under it."""


def by_level(indicator: IndicatorEntry, counted: bool) -> list[Block]:
    """The items under their levels, lowest first.

    Either those that the checklist counts, under every level up to the target; or the others, where there are any.
    """
    levels = {entry.level: entry for entry in indicator.levels}
    found: dict[int, list[EvidenceEntry]] = {
        level: [] for level in levels if counted and level <= indicator.target_level
    }
    for item in indicator.evidence:
        if item.counted is counted:
            found.setdefault(item.level, []).append(item)
    return [(levels.get(level), level, found[level]) for level in sorted(found)]


def _share(part: float, whole: float) -> str:
    """A share as a percentage for SVG, between nothing and all of it."""
    return f"{min(max(part / (whole or 1), 0.0), 1.0) * 100:.2f}%"
