"""``spbe-check files``: every file with what it is used for, or why it is not."""

from __future__ import annotations

from typing import Annotated

import typer

from spbe_checklist.cli.options import CacheDir, CatalogueChoice, Config, Folder, NoCache, Ocr, OcrMode, Output, Year


def files(
    folder: Folder,
    config: Config = None,
    year: Year = None,
    catalogue: CatalogueChoice = None,
    problems: Annotated[
        bool, typer.Option("--problems", help="Hanya berkas yang bermasalah atau tidak terpakai. Contoh: --problems")
    ] = False,
    ocr: Ocr = OcrMode.AUTO,
    cache_dir: CacheDir = None,
    no_cache: NoCache = False,
    output: Output = None,
) -> None:
    """Setiap berkas: dipakai untuk apa, atau mengapa tidak. Contoh: spbe-check files ./dokumen --problems"""
    from spbe_checklist.cli.console.output import write_output
    from spbe_checklist.cli.result_files import load_result
    from spbe_checklist.cli.run_check import run_check
    from spbe_checklist.reports.files import render
    from spbe_checklist.run.options import CheckOptions

    if folder.is_file() and folder.suffix.lower() == ".json":
        result = load_result(folder)
    else:
        options = CheckOptions(
            folder=folder,
            config=config,
            catalogue=catalogue,
            year=year,
            ocr=ocr.value,
            cache_dir=cache_dir,
            cache=not no_cache,
        )
        result = run_check(options).result
    write_output(render(result, problems=problems), output)
