"""``spbe-check score``: the index from a file of levels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_checklist.cli.choices import one_of
from spbe_checklist.cli.console import screen
from spbe_checklist.cli.console.output import safe, tell, write_output
from spbe_checklist.cli.options import CatalogueChoice, Force, Output, TextOrJson
from spbe_checklist.errors import ConfigurationError
from spbe_checklist.reports.safe import terminal

if TYPE_CHECKING:
    from spbe_checklist.catalogue.models import Catalogue
    from spbe_checklist.settings.level_values import Column, Levels
    from spbe_checklist.verdict.scoring import NodeScore, Score


_COLUMN: dict[str, Column] = {"mandiri": "claimed", "asesor": "assessed", "tahun-lalu": "previous"}


def score(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="BERKAS",
            help="Tingkat per indikator: YAML, CSV atau XLSX dengan kolom no dan nilai. Contoh: nilai.csv",
        ),
    ],
    *,
    format_: TextOrJson = "text",
    column: Annotated[
        str | None,
        typer.Option(
            "--column",
            metavar="KOLOM",
            parser=one_of("--column", _COLUMN),
            help="Yang dihitung bila ada beberapa: mandiri, asesor, tahun-lalu. Contoh: --column asesor",
        ),
    ] = None,
    allow_missing: Annotated[
        bool,
        typer.Option(
            "--allow-missing", help="Hitung indikator yang kosong pada tingkat terendah. Contoh: --allow-missing"
        ),
    ] = False,
    catalogue: CatalogueChoice = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Hitung indeks SPBE dari berkas nilai tingkat per indikator. Contoh: spbe-check score nilai.csv"""
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.settings.level_values import check_levels, read_levels
    from spbe_checklist.verdict import scoring

    edition = choose_catalogue(catalogue)
    levels = read_levels(file)
    if levels.remark:
        tell(safe(levels.remark))
    chosen = _chosen(levels, column)
    found = scoring.score(edition, check_levels(levels, chosen, edition, allow_missing=allow_missing))
    text = _json(found) if format_ == "json" else _text(found, edition, levels, chosen)
    write_output(text, output, force=force)


def _chosen(levels: Levels, column: str | None) -> Column:
    """The column asked for, else the only one, else the self-assessment. Raises ConfigurationError for an empty one."""
    if column is None:
        return levels.present[0] if levels.present else "claimed"
    if _COLUMN[column] not in levels.present:
        raise ConfigurationError(
            f"{levels.name} tidak memuat kolom {column}.", "Periksa judul kolomnya, atau pilih --column lain."
        )
    return _COLUMN[column]


def _json(found: Score) -> str:
    import json

    def nodes(scores: tuple[NodeScore, ...]) -> list[dict[str, object]]:
        return [{"no": one.no, "name": one.name, "weight": str(one.weight), "index": one.index} for one in scores]

    content = {
        "index": found.index,
        "index_exact": found.index_exact,
        "predicate": found.predicate,
        "domains": nodes(found.domains),
        "aspects": nodes(found.aspects),
    }
    return json.dumps(content, ensure_ascii=True, indent=1) + "\n"


def _text(found: Score, edition: Catalogue, levels: Levels, column: Column) -> str:
    from spbe_checklist.reports.sections.text import table
    from spbe_checklist.reports.words import number
    from spbe_checklist.settings.level_values import COLUMN_LABELS

    lines = [
        f"Indeks {number(found.index)} ({found.predicate})" if found.predicate else f"Indeks {number(found.index)}",
        f"Tepatnya {number(found.index_exact)}, dari nilai {COLUMN_LABELS[column]} di {terminal(levels.name)}",
        f"Katalog {terminal(edition.id)}, edisi {terminal(edition.edition)}",
    ]
    for title, scores in (("Domain", found.domains), ("Aspek", found.aspects)):
        if scores:
            rows = [[f"{one.no} {one.name}", number(str(one.weight)), number(one.index)] for one in scores]
            lines += ["", *table([title, "Bobot", "Indeks"], rows, "lrr", screen.width())]
    return "\n".join(lines) + "\n"
