"""``spbe-check report``: show a saved result again, in any format, without the folder."""

from __future__ import annotations

from spbe_checklist.cli.console.output import tell
from spbe_checklist.cli.options import Force, FormatName, Output, ResultFile, ViewArgs, unknown_unit
from spbe_checklist.cli.result_files import load_result, write_report


def report(
    result: ResultFile,
    shown: ViewArgs,
    format: FormatName = "text",  # noqa: A002 - the option's name
    output: Output = None,
    force: Force = False,
) -> None:
    """Tampilkan kembali hasil tersimpan. Contoh: spbe-check report hasil.json --format html -o laporan.html"""
    view = shown.view()
    loaded = load_result(result)
    if remark := unknown_unit(view.unit, loaded):
        tell(remark)
    write_report(loaded, format, output, force=force, view=view)
