"""``spbe-check report``: show a saved result again, in any format, without the folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from spbe_checklist.cli.options import Force, Indicators, Output, read_numbers


def report(
    result: Annotated[Path, typer.Argument(metavar="HASIL", help="Berkas hasil (JSON). Contoh: hasil.json")],
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option("--format", "-f", help="Bentuk laporan: text, html, xlsx, docx, ... Contoh: --format html")
    ] = "text",
    output: Output = None,
    detail: Annotated[
        bool, typer.Option("--detail", help="Tampilkan setiap butir bukti (text). Contoh: --detail")
    ] = False,
    indicator: Indicators = None,
    force: Force = False,
) -> None:
    """Tampilkan kembali hasil tersimpan. Contoh: spbe-check report hasil.json --format html -o laporan.html"""
    from spbe_checklist.cli.result_files import known_formats, load_result, write_report

    known_formats([format])
    view: dict[str, object] = {"detail": detail, "indicators": read_numbers(indicator)}
    write_report(load_result(result), format, output, force=force, view=view)
