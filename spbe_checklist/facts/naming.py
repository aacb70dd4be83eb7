"""What of a file's name decides what is found in the file."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_DRAFT_NAME = re.compile(r"(?<![a-z])(?:draft?|rancangan|ranper\w*|raper(?:da|bup|wali|gub))(?![a-z])", re.IGNORECASE)


def naming(path: str) -> tuple[str, bool]:
    """The extension, on which notices depend, and whether the name says that this is a draft."""
    name = PurePosixPath(path)
    return name.suffix.lower(), says_draft(name.name)


def says_draft(name: str) -> bool:
    """Whether a file name says that this is a draft."""
    return _DRAFT_NAME.search(_spaced(name)) is not None


def _spaced(name: str) -> str:
    """A file name with its words apart: ``Indikator9eDraftRevisi_SK`` as ``Indikator9e Draft Revisi SK``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[_\W]+", " ", name)
