"""Where the files lie that come with the program: editions, the maps between them, and the vocabulary of all."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
DEFAULT_ID = "spbe-2020"
"""Id of the default catalogue, so that naming the editions needs no catalogue to be read."""


def default_path() -> Path:
    """The default catalogue: inside the installed package, else at the top of the checkout."""
    return shipped_path("indicators.yaml")


def vocabulary_path() -> Path:
    """The vocabulary of all editions; beside the default catalogue."""
    return shipped_path("vocabulary.yaml")


def score_card_path() -> Path:
    """By which points recognition decides."""
    return PACKAGE / "data" / "recognition" / "score_card.yaml"


def shipped_path(name: str) -> Path:
    """A file of the program's data by its name; a checkout has the two that people edit at its top."""
    installed = PACKAGE / "data" / name
    return installed if installed.is_file() else PACKAGE.parent / name


def editions() -> dict[str, Path]:
    """Editions that come with the program, by id, the default first."""
    shipped = sorted((PACKAGE / "data").glob("*.yaml"))
    found = {path.stem: path for path in shipped if path.name not in ("indicators.yaml", "vocabulary.yaml")}
    return {DEFAULT_ID: default_path(), **found}


def edition_maps() -> dict[tuple[str, str], Path]:
    """Maps that come with the program, by the ids of the older and the newer edition."""
    found: dict[tuple[str, str], Path] = {}
    for path in sorted((PACKAGE / "data" / "maps").glob("*.yaml")):
        old, _, new = path.stem.partition("--")
        found[old, new] = path
    return found
