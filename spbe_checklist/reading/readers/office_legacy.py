"""Read legacy DOC and PPT: text through the piece table and the text atoms of the binary formats.

Structures are described in [MS-DOC] (FIB, Clx, PlcPcd) and [MS-PPT] (records, TextCharsAtom, TextBytesAtom).
Every offset comes from the file and is checked before use.
"""

from __future__ import annotations

import re
import struct
from contextlib import closing
from dataclasses import replace
from typing import Any

from spbe_checklist.facts.facts import Reading
from spbe_checklist.reading.readers.blips import Blip, blips, has_shapes, large_blips
from spbe_checklist.reading.readers.clean import clean_text
from spbe_checklist.reading.readers.container import DamagedError, LockedError
from spbe_checklist.reading.readers.finish import finish
from spbe_checklist.reading.readers.ole import MAX_STREAM, ole_stream, open_ole
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits

_FIB_WORD97 = 0xA5EC
_FIB_OLDER = (0xA5DC, 0xA59B, 0xA5DB)
_ENCRYPTED = 0x0100
_TABLE1 = 0x0200
_MAX_PIECES = 200_000
_MAX_RECORDS = 500_000

_PPT_SLIDE = 0x03EE
_PPT_SLIDE_LIST = 0x0FF0
_PPT_SLIDE_PERSIST = 0x03F3
_PPT_MAIN_MASTER = 0x03F8
_PPT_TEXT_CHARS = 0x0FA0
_PPT_TEXT_BYTES = 0x0FA8


def read_doc(source: BinarySource, _format: str, limits: ReadLimits) -> Reading:
    """DOC of Word 97 and later by the piece table; older ones by their plain text run."""
    with source.open() as stream, closing(open_ole(stream)) as ole:
        reading = Reading(format="doc")
        _summary(ole, reading)
        main = ole_stream(ole, "WordDocument")
        if len(main) < 0x20:
            raise DamagedError("bagian utama dokumen Word terpotong")
        magic, flags = struct.unpack_from("<H", main, 0)[0], struct.unpack_from("<H", main, 0x0A)[0]
        if flags & _ENCRYPTED:
            raise LockedError("dilindungi kata sandi")
        table_name = "1Table" if flags & _TABLE1 else "0Table"
        if magic == _FIB_WORD97:
            text = _pieces(main, ole_stream(ole, table_name))
        elif magic in _FIB_OLDER:
            first, last = struct.unpack_from("<II", main, 0x18)
            text = main[first : min(last, len(main))].decode("cp1252", "replace")
        else:
            raise DamagedError("bagian utama dokumen Word tidak dikenal")
        found = blips(ole, "doc")
        drawn = ole.exists("Data") or has_shapes(ole, table_name)
    return _finish(reading, _word_text(text).split("\x0c"), limits, found, drawn=drawn)


def read_ppt(source: BinarySource, _format: str, limits: ReadLimits) -> Reading:
    """PPT: the outline text of the slides first, then text boxes slide by slide."""
    with source.open() as stream, closing(open_ole(stream)) as ole:
        reading = Reading(format="ppt")
        _summary(ole, reading)
        if ole.exists("EncryptedSummary"):
            raise LockedError("dilindungi kata sandi")
        pages = _slides(ole_stream(ole, "PowerPoint Document"))
        found = blips(ole, "ppt")
    if pages:
        reading.page_count = len(pages)
    return _finish(reading, pages or [""], limits, found)


def _pieces(main: bytes, table: bytes) -> str:
    """Text of a Word 97 document, piece by piece in document order."""
    if len(main) < 0x1AA:
        raise DamagedError("bagian utama dokumen Word terpotong")
    offset, length = struct.unpack_from("<II", main, 0x1A2)
    clx = table[offset : offset + length]
    position = 0
    while position < len(clx) and clx[position] == 1:
        if position + 3 > len(clx):
            break
        position += 3 + struct.unpack_from("<H", clx, position + 1)[0]
    if position + 5 > len(clx) or clx[position] != 2:
        raise DamagedError("daftar potongan teks Word tidak ditemukan")
    (size,) = struct.unpack_from("<I", clx, position + 1)
    plc = clx[position + 5 : position + 5 + size]
    count = min((len(plc) - 4) // 12, _MAX_PIECES)
    out: list[str] = []
    room = 4 * MAX_STREAM
    for index in range(max(count, 0)):
        start, end = struct.unpack_from("<II", plc, 4 * index)
        (place,) = struct.unpack_from("<I", plc, 4 * ((len(plc) - 4) // 12 + 1) + 8 * index + 2)
        chars = end - start
        if chars <= 0 or room <= 0:
            continue
        if place & 0x40000000:
            begin = (place & 0x3FFFFFFF) // 2
            out.append(main[begin : begin + chars].decode("cp1252", "replace"))
        else:
            out.append(main[place : place + 2 * chars].decode("utf-16-le", "replace"))
        room -= len(out[-1])
    return "".join(out)


_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*\x14?")


def _word_text(text: str) -> str:
    """Word's control characters as line ends, tabs and page breaks; field codes removed, their results kept."""
    previous = None
    while "\x13" in text and text != previous:
        previous, text = text, _FIELD_CODE.sub("", text)
    text = text.replace("\x15", "").replace("\x14", "")
    text = re.sub("\x07\x07", "\n", text)
    return text.translate({0x07: "\t", 0x0D: "\n", 0x0B: "\n", 0x0E: "\n", 0x1E: "-", 0x1F: None, 0xA0: " "})


def _slides(data: bytes) -> list[str]:
    """Text per slide from the records of a presentation."""
    outline: list[list[str]] = []
    boxes: list[list[str]] = []
    stack: list[tuple[int, int, str]] = [(0, len(data), "")]
    seen = 0
    while stack:
        position, end, zone = stack.pop()
        while position + 8 <= end and seen < _MAX_RECORDS:
            seen += 1
            version, kind, length = struct.unpack_from("<HHI", data, position)
            body, after = position + 8, min(position + 8 + length, end)
            if version & 0x0F == 0x0F:
                if kind == _PPT_MAIN_MASTER:
                    position = after
                    continue
                inner = zone
                if kind == _PPT_SLIDE:
                    boxes.append([])
                    inner = "slide"
                elif kind == _PPT_SLIDE_LIST:
                    # Instance 0 lists the slides, 1 the masters, 2 the notes.
                    inner = "outline" if version >> 4 == 0 else "other"
                stack.append((after, end, zone))
                position, end, zone = body, after, inner
                continue
            if kind == _PPT_SLIDE_PERSIST and zone == "outline":
                outline.append([])
            elif kind in (_PPT_TEXT_CHARS, _PPT_TEXT_BYTES) and zone != "other":
                raw = data[body:after]
                text = raw.decode("utf-16-le", "replace") if kind == _PPT_TEXT_CHARS else raw.decode("latin-1")
                target = outline if zone == "outline" else boxes
                if not target:
                    target.append([])
                target[-1].append(text)
            position = after
    pages = [list(texts) for texts in outline]
    for index, texts in enumerate(boxes):
        if index < len(pages):
            pages[index].extend(text for text in texts if text not in pages[index])
        else:
            pages.append(texts)
    return ["\n".join(texts) for texts in pages]


def _summary(ole: Any, reading: Reading) -> None:
    """Title and page count from the summary stream; damaged ones are left out."""
    try:
        properties = ole.get_metadata()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - property sets in the wild break in every way
        return
    title = properties.title
    if isinstance(title, bytes) and title:
        codepage = properties.codepage
        encoding = "utf-8" if codepage in (65001, -535) else "cp1252"
        reading.meta["title"] = clean_text(title.decode(encoding, "replace")).strip()[:500]
    pages = properties.num_pages
    if isinstance(pages, int) and 0 < pages < 100_000:
        reading.page_count = pages


def _finish(
    reading: Reading, pages: list[str], limits: ReadLimits, found: list[Blip], *, drawn: bool = False
) -> Reading:
    """Clean, clip and judge. The pictures of a DOC stand where its text marks them, if it marks as many."""
    marks = [number for number, page in enumerate(pages) for _ in range(page.count("\x01"))]
    if len(marks) == len(found):
        found = [replace(blip, page=page) for blip, page in zip(found, marks, strict=True)]
    reading.pictures = large_blips(found, len(pages) - 1)
    return finish(reading, pages, limits, drawn=drawn or bool(found))
