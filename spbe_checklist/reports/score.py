"""The index from level values as sections and as data."""

from __future__ import annotations

from typing import Any

from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.reports.picked import picked
from spbe_checklist.reports.sections.model import Column, Report, Section, Table
from spbe_checklist.reports.words import number
from spbe_checklist.verdict.scoring import NodeScore, Score


def report(found: Score, edition: Catalogue, source: str) -> Report:
    """The index, and those of domains and aspects; ``source`` says whose values in which file."""
    return Report(
        title=f"Indeks {number(found.index)}" + (f" ({found.predicate})" if found.predicate else ""),
        lead=(
            f"Tepatnya {number(found.index_exact)}, dari nilai {source}",
            f"Katalog {edition.id}, edisi {edition.edition}",
        ),
        sections=tuple(_nodes(*one) for one in (("Domain", found.domains), ("Aspek", found.aspects)) if one[1]),
        started="",
        version="",
    )


def _nodes(title: str, nodes: tuple[NodeScore, ...]) -> Section:
    columns = (Column(title), Column("Bobot", figure=True), Column("Indeks", figure=True))
    rows = [(f"{one.no} {one.name}", number(str(one.weight)), number(one.index)) for one in nodes]
    return Section("", (Table(columns, rows, records=False),))


def data(found: Score) -> dict[str, Any]:
    """The same for programs."""

    def nodes(scores: tuple[NodeScore, ...]) -> list[dict[str, Any]]:
        return [{"no": one.no, "name": one.name, "weight": str(one.weight), "index": one.index} for one in scores]

    shown = picked(found, "index", "index_exact", "predicate")
    return shown | {"domains": nodes(found.domains), "aspects": nodes(found.aspects)}
