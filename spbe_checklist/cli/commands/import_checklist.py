"""``spbe-check import``: bring a checklist that people filled in back into spbe.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from spbe_checklist.cli.console.output import safe, tell
from spbe_checklist.cli.options import Config
from spbe_checklist.errors import InputError, UsageError

MAX_BYTES = 50_000_000
"""A checklist of the largest edition is far below one megabyte; anything larger is not one."""


def import_checklist(
    checklist: Annotated[
        Path,
        typer.Argument(metavar="CHECKLIST", help="Checklist Excel yang sudah diisi. Contoh: checklist.xlsx"),
    ],
    *,
    config: Config = None,
    by: Annotated[
        str, typer.Option("--by", metavar="NAMA", help='Siapa yang memastikan dokumen. Contoh: --by "Siti Aminah"')
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tampilkan perubahan tanpa menulis. Contoh: --dry-run")
    ] = False,
) -> None:
    """Ambil isian checklist Excel ke spbe.yaml. Contoh: spbe-check import checklist.xlsx --dry-run"""
    import datetime as dt

    from spbe_checklist.intake.checklist import as_change, plan_import, read_checklist
    from spbe_checklist.settings.file import edit_workspace, load_workspace
    from spbe_checklist.settings.models import Workspace
    from spbe_checklist.settings.place import FILE_NAME, find_workspace

    content = _read(checklist)
    target = config or find_workspace(Path()) or Path(FILE_NAME)
    settings = load_workspace(target) if target.is_file() else Workspace()
    exported, rows = read_checklist(content, checklist.name)
    plan = plan_import(exported, rows, settings, by=by, today=dt.date.today(), source=checklist.name)  # noqa: DTZ011
    for line in plan.lines:
        typer.echo(safe(line))
    for line in plan.not_taken:
        tell(f"Tidak diambil: {safe(line)}")
    if plan.empty:
        tell(f"Tidak ada yang berubah di {safe(str(target))}.")
        return
    if dry_run:
        tell(f"{len(plan.lines)} perubahan; tidak ditulis karena --dry-run.")
        return
    edit_workspace(target, as_change(plan))
    tell(
        f"{len(plan.lines)} perubahan ditulis di {safe(str(target))}. Jalankan spbe-check lagi untuk melihat hasilnya."
    )


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path} terlalu besar untuk sebuah checklist.", "Periksa apakah ini berkas yang benar.")
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"Checklist {path} tidak ditemukan.", "Periksa nama dan letaknya.") from None
    except OSError as error:
        raise InputError(
            f"Checklist {path} tidak dapat dibaca: {error.strerror or error}.",
            "Tutup berkas itu di Excel bila masih terbuka, lalu ulangi.",
        ) from error
