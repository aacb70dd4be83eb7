"""Files that a person names (settings, results, checklists): regular ones read, whole ones written, trouble in words.

A pipe or a device would be read for ever, and the system's own messages are English.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from spbe_checklist.errors import ConfigurationError, OutputError, SpbeError, UsageError

_LIMIT = 64 * 1024 * 1024

_OS_REASONS = {
    errno.EACCES: "tidak ada izin baca",
    errno.EPERM: "tidak ada izin baca",
    errno.ENOENT: "tidak ada (lagi) di tempatnya",
    errno.ENOTDIR: "tidak ada (lagi) di tempatnya",
    errno.ENOSPC: "ruang disk habis",
    errno.EROFS: "penyimpanannya hanya dapat dibaca",
    errno.EBUSY: "sedang dipakai program lain",
    errno.EISDIR: "berupa folder",
    errno.EIO: "kesalahan baca pada penyimpanan",
    getattr(errno, "ESTALE", -1): "sambungan ke penyimpanan jaringan terputus",
    errno.ETIMEDOUT: "penyimpanan jaringan tidak menjawab",
    errno.ENAMETOOLONG: "nama atau alamat berkas terlalu panjang",
    errno.ELOOP: "tautan berputar",
    errno.EMFILE: "terlalu banyak berkas terbuka",
    errno.EXDEV: "bukan berkas biasa (pipa atau perangkat)",
    errno.EFBIG: "terlalu besar untuk berkas seperti ini",
}


def os_reason(error: OSError) -> str:
    """An operating system error in a few Indonesian words."""
    known = _OS_REASONS.get(error.errno or 0)
    if known:
        return known
    if isinstance(error, PermissionError):
        return "tidak ada izin baca"
    if isinstance(error, FileNotFoundError):
        return "tidak ada (lagi) di tempatnya"
    return f"kesalahan sistem {error.errno}" if error.errno else "kesalahan sistem"


def unwritable(what: str, error: OSError) -> SpbeError:
    """The error for a file or folder that cannot be written: OutputError when the disk is full, else UsageError."""
    kind = OutputError if error.errno in {errno.ENOSPC, errno.EDQUOT} else UsageError
    # Windows refuses in the same way to replace a workbook that Excel shows.
    refused = isinstance(error, PermissionError)
    reason = "tidak ada izin tulis, atau sedang dibuka di program lain" if refused else os_reason(error)
    return kind(f"{what} tidak dapat ditulis: {reason}.", "Periksa izin dan sisa ruang, atau pilih tempat lain.")


def read_regular(path: Path, limit: int = _LIMIT) -> bytes:
    """The content of a regular file. Raises OSError for anything else: EXDEV for no file, EFBIG above ``limit``."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as stream:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "a folder", str(path))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EXDEV, "not a regular file", str(path))
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, "too large", str(path))
    return data


def read_named(
    path: Path,
    what: str,
    error: type[SpbeError] = ConfigurationError,
    limit: int = _LIMIT,
    hint: str = "Periksa letak dan izin berkas.",
) -> bytes:
    """The content of a regular file; ``what`` names it ("Berkas pengaturan") in the error where it cannot be read."""
    try:
        return read_regular(path, limit)
    except OSError as cause:
        raise error(f"{what} {path} tidak dapat dibaca: {os_reason(cause)}.", hint) from cause


def write_whole(file: Path, parts: Iterable[bytes], mode: int = 0o644) -> None:
    """Put a file in place through a temporary one beside it, so that nobody ever sees half of it.

    An earlier file keeps its mode, a new one gets ``mode``. Raises OSError.
    """
    import tempfile  # noqa: PLC0415 - most commands write nothing

    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".tmp", dir=file.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(parts)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(file.stat().st_mode & 0o7777 if file.exists() else mode)
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
