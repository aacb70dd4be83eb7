"""Documents inside a document: attached to a PDF or a mail, embedded in an Office file; as members of an archive."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial

from spbe_checklist.facts.facts import Health, Reading
from spbe_checklist.reading.readers.archives import MAX_MEMBERS, Member, Unreadable, members
from spbe_checklist.reading.readers.container import Container, ContainerError, DamagedError
from spbe_checklist.reading.readers.ole import ole_stream, open_ole
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits, name_members
from spbe_checklist.reading.readers.xml_parts import all_relations

_EMBEDDED = frozenset({"package", "oleObject", "aFChunk"})
_NATIVE = "\x01Ole10Native"


def documents_in(source: BinarySource, format_: str, limits: ReadLimits) -> list[Member]:
    """Documents inside a file of this format, in its order; empty for formats that hold none.

    Raises OSError when the file itself cannot be opened.
    """
    if format_ == "zip":
        return members(source, limits)
    listing = _LISTINGS.get(format_)
    if listing is None:
        return []
    try:
        return listing(source, limits)[:MAX_MEMBERS]
    except ContainerError:
        return []


def name_embedded(container: Container, reading: Reading) -> None:
    """Say which files are embedded in an Office document."""
    name_members(reading, [name for name, _ in embedded(container)])


def embedded(container: Container) -> Iterator[tuple[str, bytes]]:
    """Name and content of the files embedded in an Office document; data behind charts and equations are no files."""
    names = container.names()
    seen: set[str] = set()
    for relation in all_relations(container, but="charts/"):
        part = relation.target
        if relation.kind not in _EMBEDDED or part in seen or part not in names:
            continue
        seen.add(part)
        try:
            data = container.read(part)
            found = (part.rpartition("/")[2], data) if relation.kind != "oleObject" else unwrapped(part, data)
        except ContainerError:
            found = (part.rpartition("/")[2], b"")
        if found is not None:
            yield found


def unwrapped(part: str, data: bytes) -> tuple[str, bytes] | None:
    """The file within an OLE object, or None where the object is none (an equation, a control).

    [MS-OLEDS] 2.3.6 describes the native data of the packager: labels and paths that end with a zero, then the file.
    """
    name = part.rpartition("/")[2]
    if not data.startswith(b"\xd0\xcf\x11\xe0"):
        return name, data
    with closing(open_ole(io.BytesIO(data))) as ole:
        for stream in ("Package", "CONTENTS"):
            if ole.exists(stream):
                return name, ole_stream(ole, stream)
        if any(ole.exists(stream) for stream in ("WordDocument", "Workbook", "Book", "PowerPoint Document")):
            return name, data
        if not ole.exists(_NATIVE):
            return None
        native = ole_stream(ole, _NATIVE)
    try:
        label, rest = native[6:].split(b"\0", 1)
        _, rest = rest.split(b"\0", 1)
        (path_size,) = struct.unpack_from("<I", rest, 4)
        (size,) = struct.unpack_from("<I", rest, 8 + path_size)
    except (ValueError, struct.error) as error:
        raise DamagedError("objek di dalamnya rusak") from error
    start = 12 + path_size
    return label.decode("cp1252", "replace") or name, rest[start : start + size]


def _office(source: BinarySource, limits: ReadLimits) -> list[Member]:
    with source.open() as stream, Container(stream, limits) as container:
        return [_held(name, data, limits) for name, data in embedded(container)]


def _held(name: str, data: bytes | None, limits: ReadLimits) -> Member:
    """A file that is in memory already, or a message within a message."""

    def opener() -> BinarySource | Unreadable:
        if data is None:
            return Unreadable(Health.TIDAK_DIDUKUNG, "surel di dalam surel; simpan sebagai berkas sendiri")
        if not data:
            return Unreadable(Health.RUSAK, "berkas di dalamnya rusak")
        if len(data) > limits.max_bytes:
            return Unreadable(Health.TERLALU_BESAR, "berkas di dalamnya melebihi batas ukuran")
        return BinarySource(data=data)

    return Member(name, len(data or b""), opener)


def _pdf(source: BinarySource, limits: ReadLimits) -> list[Member]:
    from spbe_checklist.reading.readers.pdf import opened
    from spbe_checklist.reading.readers.pdf_parts import attached_file, attached_names

    def content(index: int) -> BinarySource | Unreadable:
        with opened(source) as document:
            data = attached_file(document, index, limits.max_bytes)
        return BinarySource(data=data) if data else Unreadable(Health.RUSAK, "lampiran PDF tidak dapat dibaca")

    with opened(source) as document:
        return [Member(name, 0, partial(content, index)) for index, name in enumerate(attached_names(document))]


def _mail(source: BinarySource, limits: ReadLimits) -> list[Member]:
    from spbe_checklist.reading.readers.text import mail_attachments

    return [_held(name, data, limits) for name, data in mail_attachments(source)]


def _outlook(source: BinarySource, limits: ReadLimits) -> list[Member]:
    from spbe_checklist.reading.readers.outlook import message_attachments

    return [_held(name, data, limits) for name, data in message_attachments(source)]


_LISTINGS: dict[str, Callable[[BinarySource, ReadLimits], list[Member]]] = {
    "docx": _office,
    "pptx": _office,
    "xlsx": _office,
    "pdf": _pdf,
    "eml": _mail,
    "msg": _outlook,
}
