"""A check with progress on the terminal, and the gate's rules from options and settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from spbe_checklist.cli.console.output import safe, tell, tell_settings
from spbe_checklist.cli.progress import TerminalProgress
from spbe_checklist.reading.remote.address import drive_address

if TYPE_CHECKING:
    from spbe_checklist.run.check import Checked
    from spbe_checklist.run.options import CheckOptions
    from spbe_checklist.settings.models import Workspace
    from spbe_checklist.verdict.gate_rules import Rules


def run_check(options: CheckOptions, *, again: bool = False) -> Checked:
    """Check a folder with progress on the terminal; which settings apply is said, unless it is done ``again``."""
    import sys

    from spbe_checklist.run.check import check_folder

    drive = drive_address(options.folder)
    if drive is not None and sys.stderr.isatty():
        tell(f"Membaca daftar berkas di {safe(drive.url)} ...")
    with TerminalProgress() as progress:
        checked = check_folder(options, progress)
    if not again:
        tell_settings(checked.workspace.file)
        for remark in checked.workspace.remarks:
            tell(safe(remark))
    return checked


def workspace_at(file: Path | None) -> Workspace:
    """The settings of a file, which is named to the person; the program's own where there is none."""
    from spbe_checklist.settings.file import load_workspace
    from spbe_checklist.settings.models import Workspace

    tell_settings(file)
    return load_workspace(file) if file is not None and file.is_file() else Workspace()


def rules_of(workspace: Workspace, fail_on: Sequence[str] | None, min_complete: float | None, *, strict: bool) -> Rules:
    """Gate rules: what the command line says, else spbe.yaml, else required evidence missing."""
    from decimal import Decimal

    from spbe_checklist.verdict.gate_rules import Rules

    lowest = min_complete if min_complete is not None else workspace.gate.min_complete
    return Rules(
        fail_on=tuple(fail_on) if fail_on else workspace.gate.fail_on,
        min_complete=Decimal(str(lowest)) if lowest is not None else None,
        domains={no: Decimal(str(value)) for no, value in workspace.gate.domains.items()},
        strict=strict,
    )
