"""Where the settings of a folder lie. Reading them is ``file``'s job."""

from __future__ import annotations

import os
from pathlib import Path

from spbe_checklist.errors import ConfigurationError

FILE_NAME = "spbe.yaml"


def find_workspace(folder: Path, explicit: Path | None = None, *, here: bool = True) -> Path | None:
    """The settings file that applies to a folder, None when there is none.

    One rule for every command. ``explicit`` (``--config``) must exist. Otherwise ``spbe.yaml`` in the folder or the
    nearest folder above it, up to the repository, the user's home or the root of the file system; then in the current
    folder, where commands without a folder write it. Without ``here`` the current folder does not count: of many
    agencies it can be that of one only.
    """
    if explicit is not None:
        if not explicit.is_file():
            raise ConfigurationError(
                f"Berkas pengaturan {explicit} tidak ditemukan.", "Periksa jalur yang diberikan pada --config."
            )
        return explicit
    start = Path(os.path.abspath(folder))  # noqa: PTH100 - without following links: the folder as the user named it
    home = Path.home()
    for candidate in (start, *start.parents):
        if (candidate / FILE_NAME).is_file():
            return candidate / FILE_NAME
        if candidate == home or (candidate / ".git").exists():
            break
    current = Path(os.path.abspath(FILE_NAME))  # noqa: PTH100
    return current if here and current.is_file() else None
