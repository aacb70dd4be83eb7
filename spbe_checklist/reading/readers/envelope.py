"""A document wrapped in another file: signed data around it (P7M), or the preview that Apple's programs keep."""

from __future__ import annotations

import base64
import binascii

from msgspec import Struct

from spbe_checklist.reading.readers.container import Container, ContainerError
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits
from spbe_checklist.reading.sniff import is_signed_data

_DATA = bytes.fromhex("06092a864886f70d010701")
_PREVIEW = "QuickLook/Preview.pdf"
_OCTETS, _OCTETS_IN_PARTS, _EXPLICIT = 0x04, 0x24, 0xA0
_MAX_DEPTH = 8


class Wrapped(Struct, frozen=True):
    """What was inside, under the name it has without its wrapping."""

    source: BinarySource
    name: str
    signed: bool


def unwrap(source: BinarySource, name: str, limits: ReadLimits) -> Wrapped | None:
    """The document inside, or None where the file is the document. Raises OSError when it cannot be opened."""
    head = source.edges()[0]
    if is_signed_data(head):
        data = _content(_der(source.load(limits.max_bytes)))
        return Wrapped(BinarySource(data=data), name.removesuffix(".p7m"), signed=True) if data else None
    if head.startswith(b"PK") and name.lower().endswith((".pages", ".numbers", ".key")):
        try:
            with source.open() as stream, Container(stream, limits) as container:
                return Wrapped(BinarySource(data=container.read(_PREVIEW)), name + ".pdf", signed=False)
        except ContainerError:
            return None
    return None


def _der(data: bytes) -> bytes:
    if not data.startswith(b"-----"):
        return data
    try:
        return base64.b64decode(b"".join(line for line in data.splitlines() if not line.startswith(b"-----")))
    except binascii.Error:
        return b""


def _content(data: bytes) -> bytes | None:
    """The eContent of signed data: the octets that follow the object identifier of plain data."""
    place = data.find(_DATA)
    if place < 0:
        return None
    outer = _value(data, place + len(_DATA))
    return b"".join(_octets(data, outer[1], outer[2])) if outer and outer[0] == _EXPLICIT else None


def _octets(data: bytes, start: int, end: int, depth: int = 0) -> list[bytes]:
    """Octet strings one after the other, also those in parts (BER)."""
    found: list[bytes] = []
    while start < end and depth < _MAX_DEPTH and (item := _value(data, start)) is not None:
        tag, inner, after = item
        if tag == _OCTETS:
            found.append(data[inner:after])
        elif tag == _OCTETS_IN_PARTS:
            found += _octets(data, inner, after, depth + 1)
        else:
            break
        start = after
    return found


def _value(data: bytes, place: int) -> tuple[int, int, int] | None:
    """Tag, start and end of the value at a place; one of indefinite length ends with the data."""
    if place + 2 > len(data):
        return None
    tag, length = data[place], data[place + 1]
    start = place + 2
    if length == 0x80:
        return tag, start, len(data)
    if length > 0x80:
        size = length & 0x7F
        if size > 8 or start + size > len(data):
            return None
        length = int.from_bytes(data[start : start + size], "big")
        start += size
    return tag, start, min(start + length, len(data))
