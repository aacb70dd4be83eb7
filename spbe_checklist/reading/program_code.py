"""Which program found something: a digest of its own code and of its parsers' versions."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from spbe_checklist import __version__

_SCHEMA = 1
_PARSERS = ("pypdfium2", "python-calamine", "olefile", "striprtf")
_READING = ("facts", "reading", "text")
"""Folders whose code decides what inspection finds in a file."""


def inspector_key(*settings: str) -> str:
    """Hash of all that decides what inspection finds: this program's code, its parsers, and the settings given."""
    digest = code_digest(*_READING)
    digest.update(json.dumps(settings).encode())
    return digest.hexdigest()[:32]


def code_digest(*folders: str) -> hashlib._Hash:
    """Digest of the package's folders and of the parsers' versions, to be continued by the caller.

    The code itself is hashed, so that nobody has to remember to raise a number when a reader gets better.
    """
    from importlib.metadata import PackageNotFoundError, version

    digest = hashlib.sha256(f"{_SCHEMA} {__version__}".encode())
    package = Path(__file__).parents[1]
    for folder in folders:
        for pattern in ("*.py", "*.yaml"):
            for file in sorted((package / folder).rglob(pattern)):
                digest.update(file.read_bytes())
    for parser in _PARSERS:
        with suppress(PackageNotFoundError):
            digest.update(f"{parser} {version(parser)}".encode())
    return digest
