"""OLE compound files: opened, and their streams read, with every kind of damage as one error."""

from __future__ import annotations

from typing import Any

from spbe_checklist.reading.readers.container import DamagedError
from spbe_checklist.reading.readers.source import MEGABYTE

MAX_STREAM = 256 * MEGABYTE


def open_ole(stream: Any) -> Any:
    """An OLE file on a stream, which stays the caller's. Raises DamagedError."""
    import olefile

    try:
        return olefile.OleFileIO(stream)
    except MemoryError:
        raise
    except Exception as error:
        raise DamagedError("berkas rusak atau terpotong; simpan ulang") from error


def ole_stream(ole: Any, name: str) -> bytes:
    """A whole stream. Raises DamagedError when it is missing, broken or beyond reason."""
    try:
        if not ole.exists(name) or ole.get_size(name) > MAX_STREAM:
            raise DamagedError(f"bagian {name} tidak ada atau tidak wajar")
        content: bytes = ole.openstream(name).read()
    except (DamagedError, MemoryError):
        raise
    except Exception as error:
        raise DamagedError(f"bagian {name} rusak") from error
    return content
