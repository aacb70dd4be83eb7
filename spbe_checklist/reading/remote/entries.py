"""What a drive is to whoever reads from it, and the entries of its folders, judged alike whatever the server."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from msgspec import Struct

from spbe_checklist.facts.facts import Health
from spbe_checklist.reading.remote.errors import IncompleteError

CHUNK = 256 * 1024
"""Bytes of a file asked for at a time."""
_LINK = "tautan di server, tidak diikuti; berkas aslinya diperiksa di tempatnya bila ada di folder ini"
_GOOGLE = "dokumen Google, bukan berkas; unduh sebagai PDF atau DOCX lalu simpan di folder ini"
_GOOGLE_TYPES = "application/vnd.google-apps."
_VERSION_KEYS = (
    "etag", "ETag", "VersionId", "version", "modified", "LastModified", "mtime", "modifiedTime", "md5Checksum",
)  # fmt: skip
"""What the listings of the several protocols say about the state of a file."""


class Listed(Struct, frozen=True):
    """An entry of a folder on a drive."""

    name: str
    is_folder: bool
    size: int | None
    """Bytes; None when the server does not say."""
    version: int
    """Differs when the file differs, as far as the server tells by ETag, version and time of change."""
    health: Health | None = None
    reason: str = ""


class Drive(Protocol):
    """One connection. Used by one thread at a time; every method may raise any error of its library."""

    def folder(self, path: str) -> list[Listed]:
        """What lies in a folder; ``path`` from the root of the drive, without slashes at its ends."""

    def read(self, path: str, size: int | None) -> Iterator[bytes]:
        """The bytes of a file in pieces. Raises IncompleteError when fewer come than the file has."""

    def close(self) -> None:
        """Let the connection go."""


def listed(infos: Iterable[Mapping[str, Any]], folder: str) -> list[Listed]:
    """Entries of a folder listing. What does not lie directly in ``folder`` is left out, whatever a server says.

    Raises IncompleteError when a server answers for quite another place. Names that occur twice become one entry
    that cannot be read.
    """
    parent = folder.strip("/")
    found: dict[str, Listed] = {}
    strangers = 0
    for info in infos:
        full = str(info["name"]).strip("/")
        above, _, name = full.rpartition("/")
        if above != parent or name in ("", ".", ".."):
            strangers += full != parent
            continue
        entry = _entry(name, info)
        if name in found:
            entry = Listed(
                name, False, None, 0, Health.TIDAK_TERBACA, "ada beberapa berkas bernama sama; beri nama yang berbeda"
            )
        found[name] = entry
    if strangers and not found:
        raise IncompleteError
    return list(found.values())


def _entry(name: str, info: Mapping[str, Any]) -> Listed:
    kind = info.get("type")
    is_folder = kind == "directory"
    size = info.get("size")
    size = size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else None
    health, reason = info.get("health"), info.get("reason", "")
    if kind == "link":
        health, reason = Health.TIDAK_TERBACA, _LINK
    elif not is_folder and str(info.get("mimeType", "")).startswith(_GOOGLE_TYPES):
        health, reason = Health.PINTASAN, _GOOGLE
    return Listed(name, is_folder, size, _version(info), health, reason)


def _version(info: Mapping[str, Any]) -> int:
    """A number of 63 bits for the state of a file; never the same twice where the server says nothing about it."""
    said = [f"{key}={info[key]}" for key in _VERSION_KEYS if info.get(key) not in (None, "")]
    if not said:
        return time.time_ns()
    digest = hashlib.sha256("\0".join(said).encode("utf-8", "surrogateescape")).digest()
    return int.from_bytes(digest[:8], "big") >> 1
