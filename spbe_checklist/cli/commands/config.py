"""``spbe-check config show``: the settings in force and where each comes from."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spbe_checklist.cli.help import IndonesianCommand, IndonesianGroup
from spbe_checklist.cli.options import CatalogueChoice, Config, Force, Output, Target, Year
from spbe_checklist.files import read_regular

if TYPE_CHECKING:
    from spbe_checklist.settings.models import Workspace

app = typer.Typer(
    name="config",
    cls=IndonesianGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Pengaturan yang berlaku. Contoh: spbe-check config show ./dokumen",
)


class ConfigFormat(StrEnum):
    """How settings are printed."""

    TEXT = "text"
    JSON = "json"


@app.callback()
def _group() -> None:
    """Commands about settings."""


@app.command("schema", cls=IndonesianCommand)
def schema(catalogue: CatalogueChoice = None) -> None:
    """JSON Schema spbe.yaml, untuk penyunting teks. Contoh: spbe-check config schema"""
    import json

    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.cli.console.output import write_output
    from spbe_checklist.settings.schema import json_schema

    write_output(json.dumps(json_schema(choose_catalogue(catalogue)), indent=1, ensure_ascii=False) + "\n", None)


@app.command("show", cls=IndonesianCommand)
def show(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder dokumen bukti. Contoh: ./dokumen")] = Path(),
    *,
    config: Config = None,
    year: Year = None,
    target: Target = None,
    catalogue: CatalogueChoice = None,
    format_: Annotated[
        ConfigFormat, typer.Option("--format", "-f", help="Bentuk keluaran. Contoh: --format json")
    ] = ConfigFormat.TEXT,
    output: Output = None,
    force: Force = False,
) -> None:
    """Tampilkan pengaturan yang berlaku dan asalnya. Contoh: spbe-check config show ./dokumen"""
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.cli.console.output import write_output
    from spbe_checklist.settings.file import load_workspace, validate_against
    from spbe_checklist.settings.models import Workspace
    from spbe_checklist.settings.place import find_workspace

    edition = choose_catalogue(catalogue)
    path = find_workspace(folder, config)
    workspace = load_workspace(path) if path is not None else Workspace()
    validate_against(workspace, edition)
    origins = _origins(workspace, path)
    for key, given in (("year", year), ("target", target)):
        if given is not None:
            workspace = workspace.model_copy(update={key: given})
            origins[key] = "baris perintah"
    settings = {
        key: {"value": value, "from": origins.get(key, "bawaan")}
        for key, value in workspace.model_dump(mode="json", exclude={"file"}).items()
    }
    settings["catalogue"] = {
        "value": f"{edition.id} edisi {edition.edition}",
        "from": "baris perintah" if catalogue else "bawaan",
    }
    text = _json(path, settings) if format_ is ConfigFormat.JSON else _text(path, settings)
    write_output(text, output, force=force)


def _origins(workspace: Workspace, path: Path | None) -> dict[str, str]:
    """For every setting that is not a default: the file and line, or the levels file, it comes from."""
    if path is None:
        return {}
    from spbe_checklist.catalogue import strict_yaml
    from spbe_checklist.settings.level_values import COLUMNS

    document = strict_yaml.read(read_regular(path), path.name, empty_ok=True)
    origins = {str(key): document.where((key,)) for key, value in document.data.items() if value is not None}
    levels = document.data.get("levels")
    for column in COLUMNS:
        named = [document.where(("levels", column))] if isinstance(levels, dict) and levels.get(column) else []
        if workspace.levels_file and getattr(workspace, column):
            named.append(workspace.levels_file)
        if named:
            origins[column] = ", ".join(named)
    return origins


def _json(path: Path | None, settings: dict[str, dict[str, Any]]) -> str:
    import json

    return json.dumps({"file": None if path is None else str(path), "settings": settings}, indent=1) + "\n"


def _text(path: Path | None, settings: dict[str, dict[str, Any]]) -> str:
    from spbe_checklist.reports.safe import terminal

    lines = [f"Berkas pengaturan: {terminal(str(path))}" if path else "Berkas pengaturan: tidak ada; semua bawaan", ""]
    for key, setting in settings.items():
        lines.append(f"{key} = {terminal(_shown(setting['value']))}")
        lines.append(f"    dari: {terminal(setting['from'])}")
    return "\n".join(lines) + "\n"


def _shown(value: Any) -> str:
    """A value in one line; lists and tables as JSON."""
    import json

    if value is None or value in ("", [], {}):
        return "(kosong)"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
