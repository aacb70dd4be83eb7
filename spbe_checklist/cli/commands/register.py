"""``spbe-check register``: the register of documents as a spreadsheet; ``import`` brings it back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from spbe_checklist.cli.console.output import tell, write_output
from spbe_checklist.cli.help import Group
from spbe_checklist.cli.options import Config, Force, written_to
from spbe_checklist.cli.result_files import load_result
from spbe_checklist.cli.run_check import workspace_at

app = Group(
    "Register dokumen: satu dokumen untuk banyak indikator. Contoh: spbe-check register export -o register.xlsx"
)


@app.command("export")
def export(
    output: Annotated[Path, written_to("BERKAS", "Berkas .xlsx atau .csv. Contoh: -o register.xlsx")] = Path(
        "register.xlsx"
    ),
    result: Annotated[
        Path | None,
        typer.Option(
            "--result",
            metavar="HASIL",
            help="Sertakan dokumen yang diterima hasil atau folder ini. Contoh: --result hasil.json",
        ),
    ] = None,
    config: Config = None,
    force: Force = False,
) -> None:
    """Tulis register ke lembar kerja. Contoh: spbe-check register export -o register.xlsx --result hasil.json"""
    from spbe_checklist.intake.register import rows, to_csv, to_xlsx
    from spbe_checklist.settings.place import find_workspace

    workspace = workspace_at(config or find_workspace(Path()))
    table = rows(workspace, load_result(result) if result is not None else None)
    write_output(to_csv(table) if output.suffix.lower() == ".csv" else to_xlsx(table), output, force=force)
    tell(f"{len(table)} dokumen ditulis ke {output}.")
