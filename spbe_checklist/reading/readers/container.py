"""Zip containers (Office files and archives) opened with a budget that counts real bytes.

Declared sizes lie, so every part is inflated as if its size were unknown and stopped when the budget is spent.
Nothing is ever written to disk.
"""

from __future__ import annotations

import copy
import os
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from spbe_checklist.reading.readers.source import ReadLimits

_CHUNK = 64 * 1024
_DIRECTORY_BYTES_PER_ENTRY = 1024
_END = b"PK\x05\x06"
_END64_LOCATOR = b"PK\x06\x07"
_END64 = b"PK\x06\x06"


class ContainerError(Exception):
    """The container cannot be read; ``str()`` is an Indonesian reason."""


class DamagedError(ContainerError):
    """Structure or checksum is wrong."""


class LockedError(ContainerError):
    """A part is encrypted."""


class TooLargeError(ContainerError):
    """A budget is spent: number of entries, inflated bytes, or inflation ratio."""


class Container:
    """An open zip container; a context manager. The stream stays the caller's."""

    def __init__(self, stream: BinaryIO, limits: ReadLimits | None = None) -> None:
        """Read the central directory. Raises DamagedError or TooLargeError."""
        self._limits = limits or ReadLimits()
        self._spent = 0
        self.lost = 0
        """Secondary parts that a reader left out because they are damaged."""
        _check_directory_size(stream, self._limits)
        try:
            self._zip = zipfile.ZipFile(stream)
        except MemoryError:
            raise
        except Exception as error:  # zipfile raises struct, zlib, Unicode and value errors on damage
            raise DamagedError("isi berkas rusak atau terpotong (struktur ZIP tidak lengkap)") from error
        infos = self._zip.infolist()
        if len(infos) > self._limits.max_entries:
            self._zip.close()
            raise TooLargeError(f"berisi {len(infos)} entri, lebih dari batas {self._limits.max_entries}")
        self._infos = {info.filename.replace("\\", "/"): info for info in infos}

    def __enter__(self) -> Container:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def names(self) -> list[str]:
        """Names of all entries, in the order of the directory."""
        return list(self._infos)

    def entries(self) -> list[tuple[str, zipfile.ZipInfo]]:
        """Name and directory record of every entry."""
        return list(self._infos.items())

    def chunks(self, name: str, limit: int | None = None) -> Iterator[bytes]:
        """The inflated content of an entry piece by piece. Raises DamagedError, LockedError or TooLargeError.

        ``limit`` is the largest number of real bytes for this entry; it defaults to ``max_part``.
        """
        info = self._infos.get(name)
        if info is None:
            raise DamagedError(f"bagian {name} tidak ada")
        if info.flag_bits & 0x1:
            raise LockedError("dilindungi kata sandi")
        part_limit = self._limits.max_part if limit is None else limit
        # zipfile stops at the declared size, so that a lie hides content or breaks the checksum: declare more.
        honest = copy.copy(info)
        honest.file_size = part_limit + _CHUNK
        seen = 0
        try:
            with self._zip.open(honest) as part:
                while chunk := part.read(_CHUNK):
                    seen += len(chunk)
                    self._spent += len(chunk)
                    if seen > part_limit:
                        raise TooLargeError("isi bagian di dalamnya melebihi batas ukuran")
                    if self._spent > self._limits.max_inflated:
                        raise TooLargeError("isi setelah dimekarkan melebihi batas ukuran")
                    if seen > self._limits.ratio_floor and seen > self._limits.max_ratio * max(1, info.compress_size):
                        raise TooLargeError("dimampatkan secara tidak wajar (bom ZIP)")
                    yield chunk
        except (ContainerError, MemoryError):
            raise
        except NotImplementedError as error:
            raise DamagedError("memakai cara pemampatan yang tidak dikenal") from error
        except Exception as error:  # zlib, lzma, checksum, EOF, OS errors: a damaged entry
            raise DamagedError(f"bagian {name} rusak") from error

    def read(self, name: str, limit: int | None = None) -> bytes:
        """The whole inflated content of an entry; same limits and errors as ``chunks``."""
        return b"".join(self.chunks(name, limit))

    def part(self, name: str, limit: int | None = None) -> PartStream:
        """The entry as a stream for an XML parser; errors come up while reading."""
        return PartStream(self.chunks(name, limit))


class PartStream:
    """A minimal readable over chunks, so that a parser never holds a whole part."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def read(self, size: int = -1) -> bytes:
        """The next chunk (at most 64 KiB), or everything that is left for a negative size."""
        if size < 0:
            return b"".join(self._chunks)
        return next(self._chunks, b"")


def _check_directory_size(stream: BinaryIO, limits: ReadLimits) -> None:
    """Refuse a central directory that would fill memory before its entries can be counted."""
    size = stream.seek(0, os.SEEK_END)
    start = max(0, size - 65_557 - 76)
    stream.seek(start)
    tail = stream.read()
    position = tail.rfind(_END)
    if position < 0 or len(tail) < position + 22:
        stream.seek(0)
        raise DamagedError("isi berkas rusak atau terpotong (akhir ZIP tidak ditemukan)")
    (directory_size,) = struct.unpack_from("<L", tail, position + 12)
    if tail[max(0, position - 20) : position].startswith(_END64_LOCATOR):
        (offset,) = struct.unpack_from("<Q", tail, position - 12)
        if offset < size:
            stream.seek(offset)
            record = stream.read(56)
            if record.startswith(_END64) and len(record) == 56:
                (directory_size,) = struct.unpack_from("<Q", record, 40)
    stream.seek(0)
    if directory_size > limits.max_entries * _DIRECTORY_BYTES_PER_ENTRY:
        raise TooLargeError(f"daftar isinya lebih besar dari batas {limits.max_entries} entri")
