"""What a reader is given: the bytes of one document, the limits it must keep, and how it says "cannot".

A document is a file on disk or a member of an archive held in memory; readers do not care which.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from spbe_checklist.facts.facts import Health, Notice, Reading
from spbe_checklist.facts.privacy import mask_private

MEGABYTE = 1024 * 1024
EDGE = 4096
"""How many bytes at either end of a file are looked at to tell its type and whether it is whole."""


@dataclass(frozen=True, slots=True)
class BinarySource:
    """The bytes of one document. Exactly one of ``path`` and ``data`` is set."""

    path: Path | None = None
    data: bytes | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if (self.path is None) == (self.data is None):
            raise ValueError("a BinarySource has either a path or data")

    def open(self) -> BinaryIO:
        """A fresh seekable stream. Raises OSError when the file cannot be opened."""
        if self.path is None:
            return io.BytesIO(self.data or b"")
        return self.path.open("rb")

    def size(self) -> int:
        """Size in bytes. Raises OSError when the file is gone."""
        if self.path is None:
            return len(self.data or b"")
        return os.stat(self.path).st_size  # noqa: PTH116 - one system call, on purpose

    def edges(self) -> tuple[bytes, bytes, int]:
        """The first and the last bytes (at most EDGE each) and the size, in one opening."""
        with self.open() as stream:
            head = stream.read(EDGE)
            size = stream.seek(0, os.SEEK_END)
            stream.seek(max(0, size - EDGE))
            return head, stream.read(EDGE), size

    def load(self, limit: int) -> bytes:
        """At most ``limit`` bytes from the start."""
        if self.data is not None:
            return self.data[:limit]
        with self.open() as stream:
            return stream.read(limit)


class ReadLimits(Struct, frozen=True):
    """How much of one document is read. Every limit that is reached shows in the Reading."""

    max_bytes: int = 200 * MEGABYTE
    """Larger files are judged by name and size only."""
    first_pages: int = 5
    """Pages sampled to tell a scan from a text, and all that is read when ``all_pages`` is off."""
    all_pages: bool = True
    max_pages: int = 400
    max_chars: int = 2_000_000
    max_rows: int = 2_000
    """Rows per sheet."""
    max_inflated: int = 1024 * MEGABYTE
    """Real bytes inflated from one zip container."""
    max_part: int = 128 * MEGABYTE
    """Real bytes inflated from one part of it."""
    max_entries: int = 10_000
    max_ratio: int = 200
    """Inflation ratio, judged only above ``ratio_floor``: small honest files compress better than that."""
    ratio_floor: int = 10 * MEGABYTE
    max_pixels: int = 200_000_000
    """Width times height of a picture; scanned A0 plans stay below it."""


def unreadable(format_: str, health: Health, reason: str) -> Reading:
    """A Reading without text that says why."""
    return Reading(format=format_, health=health, reason=reason)


def name_members(reading: Reading, names: Sequence[str]) -> None:
    """Say which files a document holds, if it holds any."""
    if names:
        reading.meta["members"] = str(len(names))
        reading.notices.append(inside_notice(names))


def inside_notice(names: Sequence[str]) -> Notice:
    """What is said of a document that holds other files, which are inspected like members of an archive."""
    shown = ", ".join(mask_private(name)[:80] for name in names[:5])
    more = f" dan {len(names) - 5} lainnya" if len(names) > 5 else ""
    return Notice("berkas-di-dalam", f"Memuat {len(names)} berkas di dalamnya: {shown}{more}.")
