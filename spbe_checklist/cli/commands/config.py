"""``spbe-check config show``: the settings in force and where each comes from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spbe_checklist.cli.console.output import safe, write_json, write_lines
from spbe_checklist.cli.help import Group
from spbe_checklist.cli.options import CatalogueChoice, Config, Force, Output, Target, TextOrJson, Year
from spbe_checklist.files import read_regular
from spbe_checklist.language import number

if TYPE_CHECKING:
    from spbe_checklist.settings.models import Workspace

app = Group("Pengaturan yang berlaku. Contoh: spbe-check config show ./dokumen")


@app.command("schema")
def schema(catalogue: CatalogueChoice = None) -> None:
    """JSON Schema spbe.yaml, untuk penyunting teks. Contoh: spbe-check config schema"""
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.settings.schema import json_schema

    write_json(json_schema(choose_catalogue(catalogue)), exact=True)


@app.command("show")
def show(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder dokumen bukti. Contoh: ./dokumen")] = Path(),
    *,
    config: Config = None,
    year: Year = None,
    target: Target = None,
    catalogue: CatalogueChoice = None,
    format_: TextOrJson = "text",
    output: Output = None,
    force: Force = False,
) -> None:
    """Tampilkan pengaturan yang berlaku dan asalnya. Contoh: spbe-check config show ./dokumen"""
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.settings.file import load_workspace, validate_against
    from spbe_checklist.settings.models import Workspace
    from spbe_checklist.settings.place import find_workspace

    edition = choose_catalogue(catalogue)
    path = find_workspace(folder, config)
    workspace = load_workspace(path) if path is not None else Workspace()
    workspace = validate_against(workspace, edition)
    origins = _origins(workspace, path)
    for key, given in (("year", year), ("target", target)):
        if given is not None:
            workspace = workspace.model_copy(update={key: given})
            origins[key] = "baris perintah"
    settings = {
        key: {"value": value, "from": origins.get(key, "bawaan")}
        for key, value in workspace.model_dump(mode="json", exclude={"file", "remarks"}).items()
    }
    settings["catalogue"] = {
        "value": f"{edition.id} edisi {edition.edition}",
        "from": "baris perintah" if catalogue else "bawaan",
    }
    if format_ == "json":
        write_json({"file": None if path is None else str(path), "settings": settings}, output, force=force)
    else:
        write_lines(_text(path, settings), output, force=force)


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


def _text(path: Path | None, settings: dict[str, dict[str, Any]]) -> str:
    """What is set and where, then the values that nobody set."""
    lines = [f"Berkas pengaturan: {safe(str(path))}" if path else "Berkas pengaturan: tidak ada; semua bawaan"]
    unset: list[tuple[str, Any]] = []
    empty: list[str] = []
    if any(setting["from"] != "bawaan" for setting in settings.values()):
        lines.append("")
    for key, setting in settings.items():
        value = setting["value"]
        if setting["from"] == "bawaan":
            if value in (None, "", [], {}):
                empty.append(key)
            else:
                unset.append((key, value))
            continue
        if isinstance(value, list | dict) and value:
            lines += [f"{key}:", *(f"  {safe(line)}" for line in _entries(value))]
        else:
            lines.append(f"{key} = {safe(_shown(value))}")
        lines.append(f"    dari: {safe(setting['from'])}")
    lines += ["", "Bawaan program:", *(f"  {key} = {safe(_shown(value))}" for key, value in unset)]
    if empty:
        lines.append(f"  tidak diisi: {', '.join(empty)}")
    return "\n".join(lines) + "\n"


def _entries(value: list[Any] | dict[str, Any]) -> list[str]:
    """A list or table, an entry a line; numbers that are valued alike are one."""
    if isinstance(value, list):
        return [f"- {_shown(entry)}" for entry in value]
    same: dict[str, list[str]] = {}
    for key, entry in value.items():
        same.setdefault(_shown(entry), []).append(key)
    if len(same) < len(value):
        return [f"{', '.join(keys)}: {shown}" for shown, keys in same.items()]
    return [f"{key}: {_shown(entry)}" for key, entry in value.items()]


def _shown(value: Any) -> str:
    """A value in one line, without the marks of JSON."""
    if value is None or value in ("", [], {}):
        return "(kosong)"
    if isinstance(value, dict):
        return "; ".join(f"{key} {_shown(entry)}" for key, entry in value.items() if entry not in (None, "", [], {}))
    if isinstance(value, list):
        return ", ".join(_shown(entry) for entry in value)
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return number(value) if isinstance(value, float) else str(value)
