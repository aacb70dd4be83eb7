"""Compares an output with its golden file; ``SPBE_UPDATE_GOLDEN=1`` writes the file instead (then read the diff)."""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def check(name: str, text: str) -> None:
    """Asserts that ``text`` is byte for byte what ``golden/name`` holds."""
    file = GOLDEN / name
    data = text.encode("utf-8")
    if os.environ.get("SPBE_UPDATE_GOLDEN") == "1":
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)
        return
    assert file.is_file(), f"{file.name} is missing: run with SPBE_UPDATE_GOLDEN=1 and read what it wrote"
    expected = file.read_bytes().decode("utf-8")
    assert text == expected, f"{name} changed; if that is intended, run with SPBE_UPDATE_GOLDEN=1 and read the diff"
