"""``spbe-check register``: the register of documents as a spreadsheet, out and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from spbe_checklist.cli.help import IndonesianCommand, IndonesianGroup
from spbe_checklist.cli.options import CatalogueChoice, Config, Force
from spbe_checklist.errors import ConfigurationError, InputError

app = typer.Typer(
    cls=IndonesianGroup,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Register dokumen: satu dokumen untuk banyak indikator. Contoh: spbe-check register export -o register.xlsx",
)


@app.command("export", cls=IndonesianCommand)
def export(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="BERKAS", help="Berkas .xlsx atau .csv. Contoh: -o register.xlsx")
    ] = Path("register.xlsx"),
    result: Annotated[
        Path | None,
        typer.Option(
            "--result", metavar="HASIL", help="Sertakan dokumen yang diterima hasil ini. Contoh: --result hasil.json"
        ),
    ] = None,
    config: Config = None,
    force: Force = False,
) -> None:
    """Tulis register ke lembar kerja. Contoh: spbe-check register export -o register.xlsx --result hasil.json"""
    from spbe_checklist.cli.console.output import tell, write_output
    from spbe_checklist.cli.result_files import load_result
    from spbe_checklist.intake.register import rows, to_csv, to_xlsx
    from spbe_checklist.settings.file import load_workspace
    from spbe_checklist.settings.models import Workspace
    from spbe_checklist.settings.place import find_workspace

    file = config or find_workspace(Path())
    workspace = load_workspace(file) if file is not None else Workspace()
    table = rows(workspace, load_result(result) if result is not None else None)
    write_output(to_csv(table) if output.suffix.lower() == ".csv" else to_xlsx(table), output, force=force)
    tell(f"{len(table)} dokumen ditulis ke {output}.")


@app.command("import", cls=IndonesianCommand)
def import_(
    table: Annotated[Path, typer.Argument(metavar="REGISTER", help="Berkas .xlsx atau .csv. Contoh: register.xlsx")],
    config: Config = None,
    catalogue: CatalogueChoice = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tampilkan saja, jangan disimpan. Contoh: --dry-run")
    ] = False,
) -> None:
    """Baca register ke spbe.yaml. Contoh: spbe-check register import register.xlsx --config spbe.yaml"""
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.cli.console.output import safe, tell
    from spbe_checklist.intake.register import decisions, read_table
    from spbe_checklist.settings.file import confirm_document, edit_workspace
    from spbe_checklist.settings.place import find_workspace

    try:
        content = table.read_bytes()
    except OSError as error:
        raise InputError(f"{table} tidak dapat dibaca: {error.strerror}.", "Periksa nama berkasnya.") from error
    found = decisions(read_table(content, table.name), table.name, choose_catalogue(catalogue))
    file = config or find_workspace(Path())
    if file is None:
        raise ConfigurationError("spbe.yaml tidak ditemukan.", "Buat dengan: spbe-check init . atau sebutkan --config")
    for decision in found:
        refused = [f"bukan {one}" for one in decision.not_evidence]
        tell(f"{safe(decision.path)}: {', '.join([*decision.evidence, *refused])}")
        if not dry_run:
            edit_workspace(file, confirm_document(decision))
    tell(f"{len(found)} dokumen {'akan disimpan' if dry_run else 'disimpan'} di {file}.")
