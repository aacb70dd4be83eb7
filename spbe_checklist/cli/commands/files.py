"""``spbe-check files``: every file with what it is used for, or why it is not."""

from __future__ import annotations

from typing import Annotated

import typer

from spbe_checklist.cli.options import CheckArgs, Folder, Output, with_check_args


@with_check_args
def files(
    folder: Folder,
    args: CheckArgs,
    problems: Annotated[
        bool, typer.Option("--problems", help="Hanya berkas yang bermasalah atau tidak terpakai. Contoh: --problems")
    ] = False,
    output: Output = None,
) -> None:
    """Setiap berkas: dipakai untuk apa, atau mengapa tidak. Contoh: spbe-check files ./dokumen --problems"""
    from spbe_checklist.cli.console.output import write_lines
    from spbe_checklist.cli.result_files import load_result
    from spbe_checklist.reports.files import render

    write_lines(render(load_result(folder, args), problems=problems), output)
