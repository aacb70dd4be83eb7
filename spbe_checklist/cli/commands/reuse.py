"""``spbe-check reuse``: which of the documents that are there can be offered again in another edition."""

from __future__ import annotations

from typing import Annotated

import typer

from spbe_checklist.cli.options import Force, Output, ResultFile, format_of
from spbe_checklist.errors import UsageError


def reuse(
    result: ResultFile,
    *,
    to: Annotated[str, typer.Option("--to", metavar="EDISI", help="Edisi tujuan. Contoh: --to pemdi-2026")],
    format_: Annotated[str, format_of("text", "json", "html", "xlsx")] = "text",
    year: Annotated[
        int | None,
        typer.Option("--year", min=2000, max=2100, metavar="TAHUN", help="Tahun evaluasi. Contoh: --year 2026"),
    ] = None,
    level: Annotated[
        int | None,
        typer.Option("--level", min=0, max=9, help="Daftar butir sampai tingkat ini. Contoh: --level 3"),
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="OPD", help="Hanya unit ini (text). Contoh: --unit Diskominfo")
    ] = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Bukti mana yang dapat diajukan lagi pada edisi lain. Contoh: spbe-check reuse hasil.json --to pemdi-2026"""
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.catalogue.load import load_map
    from spbe_checklist.cli.console.output import write_output
    from spbe_checklist.cli.result_files import load_result
    from spbe_checklist.verdict import editions

    loaded = load_result(result)
    target = choose_catalogue(to)
    found = editions.reuse(loaded, target, load_map(loaded.catalogue.id, target.id), year=year, level=level)
    if unit is not None and format_ != "text":
        raise UsageError(
            "--unit hanya untuk --format text.", "Pada xlsx saring kolom Unit; html sudah dibagi per unit."
        )
    if unit is not None and unit not in found.units:
        raise UsageError(f"Unit “{unit}” tidak ada dalam hasil ini.", f"Yang ada: {', '.join(found.units) or '-'}.")
    if format_ == "xlsx":
        if output is None:
            raise UsageError("Format xlsx perlu nama berkas.", "Tambahkan --output, misalnya --output reuse.xlsx")
        from spbe_checklist.reports import reuse_xlsx

        write_output(reuse_xlsx.render(found), output, force=force)
    elif format_ == "html":
        from spbe_checklist.reports import reuse_html

        write_output(reuse_html.render(found), output, force=force)
    elif format_ == "json":
        from spbe_checklist.reports.reuse import as_json

        write_output(as_json(found), output, force=force)
    else:
        from spbe_checklist.cli.console import screen
        from spbe_checklist.reports.reuse import WIDTH, text

        write_output(text(found, unit=unit, width=WIDTH if output else screen.width()), output, force=force)
