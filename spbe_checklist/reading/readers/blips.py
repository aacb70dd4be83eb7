"""Pictures and shapes inside DOC, PPT and XLS: the drawing records that the three formats share ([MS-ODRAW] 2.2).

Pictures are found by the header of their record, which is distinct enough, and stand on the page or sheet whose shapes
show them. Windows metafiles (EMF, WMF) are pictures without pixels: they only count as drawn.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from spbe_checklist.facts.facts import PictureInside
from spbe_checklist.reading.readers.container import DamagedError
from spbe_checklist.reading.readers.images import may_hold_text, pixel_size
from spbe_checklist.reading.readers.ole import ole_stream

OLE_FORMATS = frozenset({"doc", "ppt", "xls"})
_KINDS = {
    (0x46A, 0xF01D): "jpg", (0x6E2, 0xF01D): "jpg", (0x46A, 0xF02A): "jpg", (0x6E2, 0xF02A): "jpg",
    (0x6E0, 0xF01E): "png", (0x7A8, 0xF01F): "bmp", (0x6E4, 0xF029): "tiff",
    (0x3D4, 0xF01A): "", (0x216, 0xF01B): "", (0x542, 0xF01C): "",
}  # fmt: skip
"""Instance and type of a record to the kind of its picture; empty for metafiles."""
_HEADERS = {
    struct.pack("<HH", instance + more << 4, type_): (kind, 17 + 16 * more)
    for (instance, type_), kind in _KINDS.items()
    for more in (0, 1)  # an odd instance has a second digest before its picture
}
_BLIP = re.compile(b"|".join(map(re.escape, _HEADERS)))
_STORE = re.compile(rb"\x01\xf0([\s\S]{4})(?=[\s\S]{2}\x07\xf0)")
"""The store of a document's pictures: a container of entries."""
_ENTRY = 36
_SHOWN = re.compile(rb"\x04\x41([\s\S]{4})")
"""The property of a shape that holds the number of its picture in the store, from 1."""
_SHAPE = re.compile(rb"\x0a\xf0\x08\x00\x00\x00[\s\S]{4}([\s\S]{2})")
_NO_SHAPE = 0x0004 | 0x0008 | 0x0400
"""The frame around all shapes, deleted ones, and the background."""
_MAX_PICTURES = 500
_SLIDE, _MASTER = 0x03EE, 0x03F8
_DRAWING_GROUP, _DRAWING, _CONTINUE, _BEGIN, _END = 0x00EB, 0x00EC, 0x003C, 0x0809, 0x000A


@dataclass(frozen=True, slots=True)
class Blip:
    """A picture: page or sheet (None where no shape shows it), kind, and the image file itself."""

    page: int | None
    kind: str
    data: bytes = field(repr=False)


def blips(ole: Any, format_: str) -> list[Blip]:
    """The pictures of a document, by page where that is told, masters of slides left out; damaged streams have none."""
    if format_ == "doc":
        return [blip for name in ("Data", "WordDocument") for _, blip in _found(_stream(ole, name))]
    if format_ == "xls":
        shared, sheets = _sheet_drawings(_stream(ole, workbook_name(ole)))
        return _placed(shared, b"", sheets, ())
    document = _stream(ole, "PowerPoint Document")
    parts = [(kind, body) for kind, body in _records(document) if kind in (_SLIDE, _MASTER)]
    slides, masters = ([body for kind, body in parts if kind == wanted] for wanted in (_SLIDE, _MASTER))
    return _placed(document, _stream(ole, "Pictures"), slides, masters)


def large_blips(found: Sequence[Blip], stray: int = 0) -> list[PictureInside]:
    """The pictures large enough to hold text, named by their number; ``stray`` is the page of those without one."""
    large: list[PictureInside] = []
    for number, blip in enumerate(found):
        head = b"BM".ljust(14) + blip.data[:64] if blip.kind == "bmp" else blip.data
        if blip.kind and may_hold_text(pixel_size(head, blip.kind)):
            large.append(PictureInside(stray if blip.page is None else blip.page, str(number)))
    return large


def has_shapes(ole: Any, name: str) -> bool:
    """Whether the drawing records of a stream hold a shape that somebody drew."""
    return any(not int.from_bytes(flags, "little") & _NO_SHAPE for flags in _SHAPE.findall(_stream(ole, name)))


def workbook_name(ole: Any) -> str:
    """Name of the stream with the sheets of an XLS."""
    return "Workbook" if ole.exists("Workbook") else "Book"


def _stream(ole: Any, name: str) -> bytes:
    try:
        return ole_stream(ole, name)
    except DamagedError:
        return b""


def _found(data: bytes) -> Iterator[tuple[int, Blip]]:
    """The pictures of a stream, and the places of their records."""
    position = count = 0
    while count < _MAX_PICTURES and (match := _BLIP.search(data, position)) is not None:
        kind, skip = _HEADERS[match.group()]
        start = position = match.end() + 4
        length = int.from_bytes(data[match.end() : start], "little")
        if skip < length <= len(data) - start:
            position, count = start + length, count + 1
            yield match.start(), Blip(None, kind, data[start + skip : position])


def _records(data: bytes, position: int = 0, end: int | None = None) -> Iterator[tuple[int, bytes]]:
    """Type and content of the records that follow each other."""
    end = len(data) if end is None else min(end, len(data))
    while position + 8 <= end:
        kind, length = struct.unpack_from("<HI", data, position + 2)
        yield kind, data[position + 8 : position + 8 + length]
        position += 8 + length


def _placed(drawings: bytes, pictures: bytes, pages: Sequence[bytes], left_out: Sequence[bytes]) -> list[Blip]:
    """Pictures by the page whose shapes show them, then those that no shape shows.

    ``drawings`` holds the store, ``pictures`` what it points to; what only shapes of ``left_out`` show is left out.
    """
    by_place = dict(_found(pictures))
    match = _STORE.search(drawings)
    store: list[Blip | None] = []
    if match is not None:
        entries = _records(drawings, match.end(), match.end() + int.from_bytes(match[1], "little"))
        store = [_stored(entry, by_place) for _, entry in entries]
    page_of = {number: page for page in reversed(range(len(pages))) for number in _shown(pages[page])}
    ornaments = {number for shapes in left_out for number in _shown(shapes)} - set(page_of)
    found = [
        replace(blip, page=page_of.get(number))
        for number, blip in enumerate(store, 1)
        if blip is not None and number not in ornaments
    ]
    known = {id(blip) for blip in store}
    found.sort(key=lambda blip: len(pages) if blip.page is None else blip.page)
    return [*found, *(blip for blip in by_place.values() if id(blip) not in known)]


def _shown(shapes: bytes) -> list[int]:
    return [int.from_bytes(number, "little") for number in _SHOWN.findall(shapes)]


def _stored(entry: bytes, by_place: dict[int, Blip]) -> Blip | None:
    """The picture of an entry of the store: within it, or where it points to."""
    if len(entry) > _ENTRY:
        return next((blip for _, blip in _found(entry[_ENTRY:])), None)
    return by_place.get(struct.unpack_from("<I", entry, 28)[0]) if len(entry) == _ENTRY else None


def _sheet_drawings(workbook: bytes) -> tuple[bytes, list[bytes]]:
    """What the drawings of a workbook share, and the drawing of each sheet ([MS-XLS] 2.1.4)."""
    shared: list[bytes] = []
    sheets: list[list[bytes]] = []
    into: list[bytes] | None = None
    depth = 0
    for kind, body in sheet_records(workbook):
        if kind == _BEGIN:
            sheets += [[]] if depth == 0 else []
            depth += 1
        elif kind == _END:
            depth -= 1
        if kind != _CONTINUE:
            into = shared if kind == _DRAWING_GROUP else sheets[-1] if kind == _DRAWING and sheets else None
        if into is not None:
            into.append(body)
    return b"".join(shared), [b"".join(parts) for parts in sheets[1:]]


def sheet_records(workbook: bytes) -> Iterator[tuple[int, bytes]]:
    """Type and content of the records of an XLS, one after the other."""
    position = 0
    while position + 4 <= len(workbook):
        kind, length = struct.unpack_from("<HH", workbook, position)
        yield kind, workbook[position + 4 : position + 4 + length]
        position += 4 + length
