"""``spbe-check report``: show a saved result again, in any format, without the folder."""

from __future__ import annotations

from typing import Annotated

import typer

from spbe_checklist.cli.options import (
    Force,
    FormatName,
    Indicators,
    Only,
    Output,
    ResultFile,
    Unit,
    known_status,
    read_numbers,
    unknown_unit,
)


def report(
    result: ResultFile,
    format: FormatName = "text",  # noqa: A002 - the option's name
    output: Output = None,
    detail: Annotated[
        bool, typer.Option("--detail", help="Tampilkan setiap butir bukti (text). Contoh: --detail")
    ] = False,
    indicator: Indicators = None,
    unit: Unit = None,
    only: Only = None,
    force: Force = False,
) -> None:
    """Tampilkan kembali hasil tersimpan. Contoh: spbe-check report hasil.json --format html -o laporan.html"""
    from spbe_checklist.cli.console.output import tell
    from spbe_checklist.cli.result_files import load_result, write_report

    view: dict[str, object] = {
        "detail": detail,
        "indicators": read_numbers(indicator),
        "unit": unit,
        "only": known_status(only),
    }
    loaded = load_result(result)
    if remark := unknown_unit(unit, loaded):
        tell(remark)
    write_report(loaded, format, output, force=force, view=view)
