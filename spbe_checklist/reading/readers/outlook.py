"""Read Outlook messages (MSG): head fields, body and attachments, as [MS-OXMSG] lays them out in an OLE file."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from spbe_checklist.facts.facts import Reading
from spbe_checklist.reading.readers.container import ContainerError
from spbe_checklist.reading.readers.ole import ole_stream, open_ole
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits
from spbe_checklist.reading.readers.text import finish_mail, html_text

_SUBJECT, _SENDER, _TO, _BODY, _HTML = "0037", "0C1A", "0E04", "1000", "1013"
_LONG_NAME, _SHORT_NAME, _DATA = "3707", "3704", "37010102"
_SENT = (0x0039, 0x0E06)
"""Property ids of the time of sending and of delivery."""
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_MAX_ATTACHED = 200


def read_msg(source: BinarySource, _format: str, limits: ReadLimits) -> Reading:
    """MSG: the same head fields as of EML, then the body."""
    with source.open() as stream, closing(open_ole(stream)) as ole:
        heads = {"From": _text(ole, "", _SENDER), "To": _text(ole, "", _TO), "Date": _sent(ole)}
        heads["Subject"] = _text(ole, "", _SUBJECT)
        body = _text(ole, "", _BODY) or html_text(_text(ole, "", _HTML))[0]
        names = [name for name, _ in _attachments(ole)]
    return finish_mail("msg", heads, [body], names, limits)


def message_attachments(source: BinarySource) -> Iterator[tuple[str, bytes | None]]:
    """Name and content of the attached files; an attached message is named, and has none."""
    with source.open() as stream, closing(open_ole(stream)) as ole:
        for name, folder in _attachments(ole):
            data = f"{folder}/__substg1.0_{_DATA}"
            yield name, ole_stream(ole, data) if ole.exists(data) else None


def _attachments(ole: Any) -> list[tuple[str, str]]:
    """Name and storage of every attachment."""
    folders = dict.fromkeys(entry[0] for entry in ole.listdir() if entry[0].startswith("__attach_version1.0_"))
    return [
        (_text(ole, f"{folder}/", _LONG_NAME) or _text(ole, f"{folder}/", _SHORT_NAME) or "tanpa nama", folder)
        for folder in list(folders)[:_MAX_ATTACHED]
    ]


def _text(ole: Any, folder: str, wanted: str) -> str:
    """A property as text, in whichever of its types it is stored; empty when it is missing or broken."""
    for kind, encoding in (("001F", "utf-16-le"), ("001E", "cp1252"), ("0102", "utf-8")):
        name = f"{folder}__substg1.0_{wanted}{kind}"
        try:
            if ole.exists(name):
                return ole_stream(ole, name).decode(encoding, "replace").rstrip("\0")
        except ContainerError:
            return ""
    return ""


def _sent(ole: Any) -> str:
    """When it was sent: a count of tenths of a microsecond since 1601, among the fixed properties."""
    try:
        fixed = ole_stream(ole, "__properties_version1.0")[32:]
    except ContainerError:
        return ""
    times = {key >> 16: ticks for key, _, ticks in struct.iter_unpack("<IIQ", fixed[: len(fixed) // 16 * 16])}
    for wanted in _SENT:
        if wanted in times:
            try:
                return (_EPOCH + dt.timedelta(microseconds=times[wanted] // 10)).strftime("%d-%m-%Y")
            except OverflowError:
                return ""
    return ""
