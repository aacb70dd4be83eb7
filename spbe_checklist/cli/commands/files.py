"""``spbe-check files``: every file with what it is used for, or why it is not."""

from __future__ import annotations

from typing import Annotated

import typer

from spbe_checklist.cli.options import CheckArgs, Folder, Force, Output, SectionFormat, with_check_args


@with_check_args
def files(
    folder: Folder,
    args: CheckArgs,
    problems: Annotated[
        bool, typer.Option("--problems", help="Hanya berkas yang bermasalah atau tidak terpakai. Contoh: --problems")
    ] = False,
    format_: SectionFormat = "text",
    output: Output = None,
    force: Force = False,
) -> None:
    """Setiap berkas: dipakai untuk apa, atau mengapa tidak. Contoh: spbe-check files ./dokumen --problems"""
    from spbe_checklist.cli.result_files import load_result, write_sections
    from spbe_checklist.reports import files as listed

    result = load_result(folder, args)
    write_sections(
        lambda: listed.report(result, problems=problems),
        lambda: listed.data(result, problems=problems),
        format_,
        output,
        force=force,
    )
