"""``spbe-check score``: the index from a file of levels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_checklist.cli.choices import one_of
from spbe_checklist.cli.console.output import safe, tell
from spbe_checklist.cli.options import CatalogueChoice, Force, Output, TextOrJson
from spbe_checklist.cli.result_files import write_sections
from spbe_checklist.errors import ConfigurationError

if TYPE_CHECKING:
    from spbe_checklist.settings.level_values import Column, Levels


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
    from spbe_checklist.reports.score import data, report
    from spbe_checklist.settings.level_values import COLUMN_LABELS, check_levels, read_levels
    from spbe_checklist.verdict import scoring

    edition = choose_catalogue(catalogue)
    levels = read_levels(file)
    if levels.remark:
        tell(safe(levels.remark))
    chosen = _chosen(levels, column)
    found = scoring.score(edition, check_levels(levels, chosen, edition, allow_missing=allow_missing))
    source = f"{COLUMN_LABELS[chosen]} di {levels.name}"
    write_sections(lambda: report(found, edition, source), lambda: data(found), format_, output, force=force)


def _chosen(levels: Levels, column: str | None) -> Column:
    """The column asked for, else the only one, else the self-assessment. Raises ConfigurationError for an empty one."""
    if column is None:
        return levels.present[0] if levels.present else "claimed"
    if _COLUMN[column] not in levels.present:
        raise ConfigurationError(
            f"{levels.name} tidak memuat kolom {column}.", "Periksa judul kolomnya, atau pilih --column lain."
        )
    return _COLUMN[column]
