"""``spbe-check files``: every file with what it is used for, or why it is not."""

from __future__ import annotations

from typing import Annotated

import typer

from spbe_checklist.cli.options import CheckArgs, Folder, SectionArgs
from spbe_checklist.cli.result_files import load_result


def files(
    folder: Folder,
    args: CheckArgs,
    to: SectionArgs,
    problems: Annotated[
        bool, typer.Option("--problems", help="Hanya berkas yang bermasalah atau tidak terpakai. Contoh: --problems")
    ] = False,
) -> None:
    """Setiap berkas: dipakai untuk apa, atau mengapa tidak. Contoh: spbe-check files ./dokumen --problems"""
    from spbe_checklist.reports import files as listed

    result = load_result(folder, args)
    to.write(lambda: listed.report(result, problems=problems), lambda: listed.data(result, problems=problems))
