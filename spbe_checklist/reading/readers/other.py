"""Everything that has no text of its own kind: video, sound, draw.io diagrams, shortcuts, unknown files."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from html import unescape
from urllib.parse import unquote

from spbe_checklist.facts.facts import Health, Reading, TextState
from spbe_checklist.reading import sniff
from spbe_checklist.reading.readers.clean import clean_text
from spbe_checklist.reading.readers.finish import finish
from spbe_checklist.reading.readers.source import MEGABYTE, BinarySource, ReadLimits, unreadable
from spbe_checklist.reading.readers.text import decode, html_text

_MAX_DIAGRAM = 16 * MEGABYTE


_NEXT_STEP = {
    sniff.OLD: "format lama (Word, Excel, atau WordPerfect sebelum 1997); simpan ulang sebagai DOCX atau XLSX, "
    "atau baca dengan --libreoffice",
    "iwork": "dokumen Apple tanpa pratinjau PDF; ekspor ke PDF",
    "p7m": "tanda tangan tanpa dokumennya; sertakan dokumen yang ditandatangani",
}


def read_other(source: BinarySource, format_: str, by_name: str | None, limits: ReadLimits) -> Reading:
    """A video or sound counts by name and size, a diagram by its labels; shortcuts and unknown files are not read."""
    if format_ in sniff.VIDEOS | sniff.SOUNDS:
        return Reading(format=format_, text=TextState.TIDAK_ADA)
    if format_ == "drawio":
        return read_drawio(source, limits)
    if sniff.POINTER in {format_, by_name}:
        return unreadable(sniff.POINTER, Health.PINTASAN, "pintasan; unduh dokumennya")
    if format_ == sniff.UNKNOWN and by_name is not None:
        return unreadable(
            by_name, Health.RUSAK, f"isinya bukan {sniff.label(by_name)}; berkas rusak atau salah akhiran nama"
        )
    if format_ == sniff.UNKNOWN:
        return unreadable(format_, Health.TIDAK_DIDUKUNG, "jenis berkas tidak dikenal")
    if format_ in _NEXT_STEP:
        return unreadable(format_, Health.TIDAK_DIDUKUNG, _NEXT_STEP[format_])
    if format_ == "ole":
        return unreadable(format_, Health.TIDAK_DIDUKUNG, "berkas Office lama jenis ini tidak didukung")
    return unreadable(format_, Health.TIDAK_DIDUKUNG, f"jenis berkas {sniff.label(format_)} tidak didukung")


_NAME = re.compile(r"\bname=\"([^\"]*)\"")
_VALUE = re.compile(r"\b(?:value|label)=\"([^\"]*)\"")


def read_drawio(source: BinarySource, limits: ReadLimits) -> Reading:
    """draw.io: names of the pages and labels of the shapes, one page per diagram, compressed or not."""
    raw = source.load(_MAX_DIAGRAM + 1)
    text = decode(raw[:_MAX_DIAGRAM])
    pages: list[str] = []
    for part in text.split("<diagram")[1 : limits.max_pages + 1]:
        attributes, _, rest = part.partition(">")
        body = rest.partition("</diagram>")[0]
        title = [unescape(name) for name in _NAME.findall(attributes)]
        pages.append("\n".join([*title, *_labels(body if "<" in body else _inflated(body))]))
    if not pages:
        pages = ["\n".join(_labels(text))]
    reading = Reading(format="drawio", page_count=len(pages))
    finish(reading, [clean_text(page).strip() for page in pages], limits, empty="diagram tidak memuat tulisan")
    reading.complete = reading.complete and len(raw) <= _MAX_DIAGRAM
    if not reading.complete and reading.health is Health.BAIK:
        reading.reason = "hanya bagian awal diagram yang dibaca"
    return reading


def _labels(xml: str) -> list[str]:
    """Labels of shapes; they may hold escaped HTML."""
    labels = []
    for value in _VALUE.findall(xml):
        label = unescape(value)
        label = html_text(label)[0] if "<" in label else label
        if label.strip():
            labels.append(" ".join(label.split()))
    return labels


def _inflated(body: str) -> str:
    """A compressed diagram: base64 of raw deflate of percent-encoded XML, inflated within a limit."""
    try:
        packed = base64.b64decode(body.strip(), validate=False)
        data = zlib.decompressobj(-15).decompress(packed, _MAX_DIAGRAM)
    except (binascii.Error, zlib.error, ValueError):
        return ""
    return unquote(data.decode("utf-8", "replace"))
