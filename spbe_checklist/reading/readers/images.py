"""Pictures: size in pixels and date from the header, nothing decoded; their text waits for OCR."""

from __future__ import annotations

import re
import struct

from spbe_checklist.facts.facts import Health, Notice, Reading, TextState
from spbe_checklist.reading.readers.source import MEGABYTE, BinarySource, ReadLimits

_HEAD = 2 * MEGABYTE
_LEAST_PIXELS = 60_000
_LEAST_SIDE = 80
"""Pictures below are logos and ornaments; their text is not looked for."""
_EXIF_DATE = re.compile(rb"(\d{4}):(\d\d):(\d\d) \d\d:\d\d:\d\d")


def read_image(source: BinarySource, format_: str, limits: ReadLimits) -> Reading:
    """A picture whose text is unread (``pindaian``); ``meta`` has ``width``, ``height`` and perhaps ``taken``."""
    head = source.load(_HEAD)
    reading = Reading(format=format_, text=TextState.PINDAIAN, page_count=1)
    size = pixel_size(head, format_)
    if size is None or 0 in size:
        reading.health, reading.text = Health.RUSAK, TextState.TIDAK_ADA
        reading.reason = "gambar rusak: ukurannya tidak terbaca"
        return reading
    width, height = size
    reading.meta.update(width=str(width), height=str(height))
    if width * height > limits.max_pixels:
        reading.health, reading.text, reading.complete = Health.TERLALU_BESAR, TextState.TIDAK_ADA, False
        reading.reason = f"gambar {width} x {height} piksel melebihi batas {limits.max_pixels // 1_000_000} megapiksel"
        return reading
    taken = _EXIF_DATE.search(head[:65536]) if format_ in {"jpg", "tiff", "heic", "png", "webp"} else None
    if taken:
        reading.meta["taken"] = b"-".join(taken.groups()).decode()
    if _cut(source, head, format_):
        reading.notices.append(Notice("gambar-terpotong", "Gambar tidak utuh; bagian akhirnya hilang."))
    return reading


def pixel_size(head: bytes, format_: str) -> tuple[int, int] | None:
    """Width and height as the header declares them, or None when it is damaged."""
    try:
        return _SIZES[format_](head)
    except (struct.error, IndexError, ValueError):
        return None


def may_hold_text(size: tuple[int, int] | None) -> bool:
    """Whether a picture pasted into a document is large enough for text."""
    return size is not None and size[0] * size[1] >= _LEAST_PIXELS and min(size) >= _LEAST_SIDE


def _png(head: bytes) -> tuple[int, int] | None:
    return struct.unpack_from(">II", head, 16) if head[12:16] == b"IHDR" else None


def _gif(head: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", head, 6)
    return width, height


def _bmp(head: bytes) -> tuple[int, int]:
    if struct.unpack_from("<I", head, 14)[0] == 12:
        width, height = struct.unpack_from("<HH", head, 18)
    else:
        width, height = struct.unpack_from("<ii", head, 18)
    return abs(width), abs(height)


def _jpg(head: bytes) -> tuple[int, int] | None:
    """Walk the segments to the start of frame."""
    position = 2
    while position + 9 <= len(head):
        if head[position] != 0xFF:
            return None
        marker = head[position + 1]
        if marker == 0xFF:
            position += 1
        elif marker in {0x01, *range(0xD0, 0xD9)}:
            position += 2
        elif 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack_from(">HH", head, position + 5)
            return width, height
        else:
            (length,) = struct.unpack_from(">H", head, position + 2)
            if length < 2:
                return None
            position += 2 + length
    return None


def _webp(head: bytes) -> tuple[int, int] | None:
    kind = head[12:16]
    if kind == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", head, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", head, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _tiff(head: bytes) -> tuple[int, int] | None:
    """Tags 256 and 257 of the first directory. A directory at the end of a large file is not reached: (1, 1)."""
    order = "<" if head[:2] == b"II" else ">"
    big = struct.unpack_from(order + "H", head, 2)[0] == 43
    offset = struct.unpack_from(order + ("Q" if big else "I"), head, 8 if big else 4)[0]
    if offset + 2 > len(head):
        return (1, 1) if len(head) >= _HEAD else None
    count = struct.unpack_from(order + ("Q" if big else "H"), head, offset)[0]
    base, step = (offset + 8, 20) if big else (offset + 2, 12)
    found: dict[int, int] = {}
    for index in range(min(count, 200)):
        place = base + index * step
        if place + step > len(head):
            break
        tag, kind = struct.unpack_from(order + "HH", head, place)
        if tag in (256, 257):
            found[tag] = struct.unpack_from(order + ("H" if kind == 3 else "I"), head, place + (12 if big else 8))[0]
    return (found[256], found[257]) if len(found) == 2 else None


def _heic(head: bytes) -> tuple[int, int] | None:
    """The largest ``ispe`` property: thumbnails and tiles have their own."""
    sizes = [struct.unpack_from(">II", head, match.end() + 4) for match in re.finditer(b"ispe", head[:65536])]
    return max(sizes, key=lambda size: size[0] * size[1]) if sizes else None


_SIZES = {
    "png": _png,
    "gif": _gif,
    "bmp": _bmp,
    "jpg": _jpg,
    "webp": _webp,
    "tiff": _tiff,
    "heic": _heic,
    "avif": _heic,
}


def _cut(source: BinarySource, head: bytes, format_: str) -> bool:
    """Whether the end that the format prescribes is missing."""
    tail = source.edges()[1]
    if format_ == "png":
        return b"IEND" not in tail
    if format_ == "jpg":
        return b"\xff\xd9" not in tail
    if format_ == "webp":
        return source.size() < int.from_bytes(head[4:8], "little") + 8
    return False
