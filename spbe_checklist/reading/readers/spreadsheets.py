"""Read spreadsheets with calamine: XLSX, XLSB, XLS, ODS; one page per sheet, one line per row."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from spbe_checklist.facts.facts import Health, Notice, Reading, TextState
from spbe_checklist.reading.readers.clean import clean_text
from spbe_checklist.reading.readers.container import Container, LockedError, TooLargeError
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits, clip

_MAX_SHEETS = 200
_MAX_CELL = 5_000
_MAX_COLUMNS = 512
_MAX_GRID = 20_000_000
"""Cells calamine may lay out at once, about 32 bytes each."""


def read_spreadsheet(source: BinarySource, format_: str, limits: ReadLimits) -> Reading:
    """Read a workbook. A Rust panic of calamine is a BaseException and is caught by the caller."""
    import python_calamine as calamine

    if _check(source, format_, limits) > _MAX_GRID:
        return _strings_only(source, format_, limits)
    reading = Reading(format=format_)
    with source.open() as stream:
        try:
            workbook = calamine.CalamineWorkbook.from_filelike(stream)
        except calamine.PasswordError as error:
            raise LockedError("dilindungi kata sandi") from error
        names = list(workbook.sheet_names)
        pages, cut, broken = [], [], 0
        for name in names[:_MAX_SHEETS]:
            try:
                rows = workbook.get_sheet_by_name(name).to_python(nrows=limits.max_rows + 1)
            except (calamine.CalamineError, ValueError):
                broken += 1
                continue
            if len(rows) > limits.max_rows:
                cut.append(name)
            pages.append(clean_text("\n".join([name, *map(_line, rows[: limits.max_rows])])))
        workbook.close()
    reading.page_count = len(names)
    reading.pages, whole = clip(pages, limits)
    if cut:
        reading.complete, reading.reason = False, f"hanya {limits.max_rows} baris pertama tiap lembar yang dibaca"
    if not whole:
        reading.complete, reading.reason = False, f"teks dipotong pada {limits.max_chars} huruf"
    if broken:
        reading.notices.append(Notice("bagian-rusak", f"{broken} lembar kerja rusak dan tidak terbaca."))
        reading.complete = False
        reading.reason = reading.reason or f"{broken} lembar kerja tidak terbaca"
    reading.meta["sheets"] = "\n".join(clean_text(name)[:100] for name in names[:_MAX_SHEETS])
    if any("\n" in page.strip() for page in reading.pages):
        reading.text = TextState.ADA
    elif broken:
        reading.health, reading.reason = Health.RUSAK, "tidak satu lembar kerja pun dapat dibaca"
    else:
        reading.health, reading.reason = Health.KOSONG, "lembar kerja kosong"
    return reading


def _check(source: BinarySource, format_: str, limits: ReadLimits) -> int:
    """Spend the inflation budget before calamine does: it trusts declared sizes. Refuse encrypted workbooks.

    Returns how many cells the largest sheet spans, as far as sheets declare it.
    """
    span = 0
    with source.open() as stream:
        if format_ == "xls":
            _refuse_encrypted_xls(stream)
            return span
        with Container(stream, limits) as container:
            if format_ == "ods":
                from spbe_checklist.reading.readers.odf import refuse_encrypted_odf

                refuse_encrypted_odf(container, container.names())
            for name in container.names():
                if name.endswith((".xml", ".bin")) and "/media/" not in name:
                    for number, chunk in enumerate(container.chunks(name)):
                        if number == 0 and "/worksheets/" in name:
                            span = max(span, _declared_span(chunk))
    return span


_DIMENSION = re.compile(rb'<dimension ref="(?:\$?[A-Z]+\$?\d+:)?\$?([A-Z]{1,3})\$?(\d{1,7})"')


def _declared_span(head: bytes) -> int:
    """Cells between A1 and the last one used, by the sheet's own word."""
    match = _DIMENSION.search(head)
    if match is None:
        return 0
    column = 0
    for letter in match.group(1):
        column = column * 26 + letter - ord("A") + 1
    return column * int(match.group(2))


def _strings_only(source: BinarySource, format_: str, limits: ReadLimits) -> Reading:
    """The texts of a workbook without their places.

    calamine lays a sheet out as a full grid, so one stray cell at the far corner would take all memory.
    """
    from spbe_checklist.reading.readers.xml_parts import events

    texts: list[str] = []
    room = limits.max_chars
    with source.open() as stream, Container(stream, limits) as container:
        parts = [
            name for name in container.names() if re.fullmatch(r"xl/(?:sharedStrings|worksheets/[^/]+)\.xml", name)
        ]
        for name in parts:
            for event, element in events(container, name):
                local = element.tag.rsplit("}", 1)[-1]
                if event == "end" and local == "t" and element.text and room > 0:
                    texts.append(element.text[:_MAX_CELL])
                    room -= len(texts[-1])
                elif event == "end" and local in {"si", "row"}:
                    element.clear()
    reading = Reading(format=format_, complete=False, text=TextState.ADA if texts else TextState.TIDAK_ADA)
    reading.pages, _ = clip([clean_text("\n".join(texts))], limits)
    reading.reason = "lembar kerja membentang terlalu luas (ada sel nyasar di ujung); hanya teksnya yang dibaca"
    return reading


def _refuse_encrypted_xls(stream: Any) -> None:
    """Raise LockedError when the workbook stream of a legacy XLS holds a FILEPASS record near its start."""
    import olefile

    ole = olefile.OleFileIO(stream)
    name = "Workbook" if ole.exists("Workbook") else "Book"
    if not ole.exists(name):
        return
    if ole.get_size(name) > 512 * 1024 * 1024:
        raise TooLargeError("isi lembar kerja melebihi batas ukuran")
    records = ole.openstream(name).read(4096)
    position = 0
    while position + 4 <= len(records):
        kind = int.from_bytes(records[position : position + 2], "little")
        if kind == 0x2F:
            raise LockedError("dilindungi kata sandi")
        position += 4 + int.from_bytes(records[position + 2 : position + 4], "little")


def _line(row: list[Any]) -> str:
    """A row as tab-separated text without empty cells at its end."""
    return "\t".join(_cell(value) for value in row[:_MAX_COLUMNS]).rstrip()


def _cell(value: Any) -> str:
    """A cell as a reader sees it: whole numbers without a fraction, dates in ISO form."""
    if isinstance(value, str):
        return value[:_MAX_CELL].replace("\n", " ")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, bool):
        return "YA" if value else "TIDAK"
    return str(value)
