"""``spbe-check reuse``: which of the documents that are there can be offered again in another edition."""

from __future__ import annotations

from typing import Annotated

import typer

from spbe_checklist.cli.options import ResultFile, SectionArgs, Year
from spbe_checklist.cli.result_files import load_result
from spbe_checklist.errors import UsageError


def reuse(
    result: ResultFile,
    shown: SectionArgs,
    *,
    to: Annotated[str, typer.Option("--to", metavar="EDISI", help="Edisi tujuan. Contoh: --to pemdi-2026")],
    year: Year = None,
    level: Annotated[
        int | None, typer.Option("--level", min=0, max=9, help="Daftar butir sampai tingkat ini. Contoh: --level 3")
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="OPD", help="Hanya unit ini. Contoh: --unit Diskominfo")
    ] = None,
) -> None:
    """Bukti mana yang dapat diajukan lagi pada edisi lain. Contoh: spbe-check reuse hasil.json --to pemdi-2026"""
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.catalogue.load import load_map
    from spbe_checklist.reports.reuse import data, report
    from spbe_checklist.verdict import editions

    loaded = load_result(result)
    target = choose_catalogue(to)
    found = editions.reuse(loaded, target, load_map(loaded.catalogue.id, target.id), year=year, level=level)
    if unit is not None and unit not in found.units:
        raise UsageError(f"Unit “{unit}” tidak ada dalam hasil ini.", f"Yang ada: {', '.join(found.units) or '-'}.")
    one_table = shown.format_ == "xlsx" and unit is None
    shown.write(lambda: report(found, unit=unit, one_table=one_table), lambda: data(found))
