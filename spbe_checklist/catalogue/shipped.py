"""Where the catalogue lies that comes with the program."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def default_path() -> Path:
    """The catalogue that comes with the program: inside the installed package, else at the top of the checkout."""
    installed = PACKAGE / "data" / "indicators.yaml"
    return installed if installed.is_file() else PACKAGE.parent / "indicators.yaml"
