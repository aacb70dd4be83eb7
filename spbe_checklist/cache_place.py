"""Where what is kept between runs lies, and how a file is put there, whole and for the user's eyes only."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

ENVIRONMENT = "SPBE_CACHE_DIR"
KEPT_SECONDS = 90 * 24 * 3600
KEPT_CATALOGUES = "katalog-*.json"
"""Names of catalogues as they were read (``catalogue.compiled``)."""


def default_cache_dir() -> Path:
    """The environment variable SPBE_CACHE_DIR, else the user's cache folder."""
    if chosen := os.environ.get(ENVIRONMENT):
        return Path(chosen)
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed where the place is named

    return user_cache_path("spbe-check", appauthor=False)


def keep(file: Path, pattern: str, write: Callable[[BinaryIO], object]) -> None:
    """Let ``write`` fill a file for the user's eyes only, in place of the earlier one; clear out old ones of its kind.

    Nothing is kept where that fails (OSError) or where the content cannot be written (ValueError).
    """
    with suppress(OSError, ValueError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            with os.fdopen(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as stream:
                write(stream)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
        newest = file.stat().st_mtime
        for other in file.parent.glob(pattern + "*"):
            if newest - other.stat().st_mtime > KEPT_SECONDS:
                other.unlink(missing_ok=True)
