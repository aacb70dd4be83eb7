"""Office files as exact bytes: the same parts always give the same file, and the file says who wrote it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

CORE = "docProps/core.xml"
"""Author and title. Kept uncompressed near the start, so that a later run recognises its own file (and not one that a
person has edited and saved since) before it overwrites it."""


def exact(content: bytes) -> bytes:
    """The same zip container with fixed times and no trace of the machine it was written on."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        names = source.namelist()
        ordered = sorted(names, key=lambda name: (name != "[Content_Types].xml", name != CORE, names.index(name)))
        for name in ordered:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            method = zipfile.ZIP_STORED if name == CORE else zipfile.ZIP_DEFLATED
            archive.writestr(entry, source.read(name), method)
    return target.getvalue()


def moment(iso: str) -> dt.datetime:
    """When a run started: the time a document states, so that rendering twice gives the same bytes."""
    try:
        return dt.datetime.fromisoformat(iso).replace(microsecond=0)
    except ValueError:
        return dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
