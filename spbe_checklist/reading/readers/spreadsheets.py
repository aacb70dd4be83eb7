"""Read spreadsheets with calamine: XLSX, XLSB, XLS, ODS; one page per sheet, one line per row."""

from __future__ import annotations

import datetime as dt
from collections import deque
from contextlib import closing
from itertools import islice
from typing import Any, BinaryIO

from spbe_checklist.facts.facts import Health, Notice, Reading, TextState
from spbe_checklist.facts.privacy import mask_private
from spbe_checklist.reading.readers import sheet_parts
from spbe_checklist.reading.readers.attached import name_embedded
from spbe_checklist.reading.readers.blips import blips, has_shapes, large_blips, sheet_records, workbook_name
from spbe_checklist.reading.readers.clean import clean_text
from spbe_checklist.reading.readers.container import Container, LockedError, TooLargeError
from spbe_checklist.reading.readers.finish import enter
from spbe_checklist.reading.readers.odf import refuse_encrypted_odf
from spbe_checklist.reading.readers.ole import MAX_STREAM, open_ole
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits
from spbe_checklist.reading.readers.xml_parts import large_pictures

_MAX_SHEETS = 200
_MAX_CELL = 5_000
_MAX_COLUMNS = 512
_FILEPASS = 0x2F
_MAX_GRID = 20_000_000
"""Cells calamine may lay out at once, about 32 bytes each."""


def read_spreadsheet(source: BinarySource, format_: str, limits: ReadLimits) -> Reading:
    """Read a workbook. A Rust panic of calamine is a BaseException and is caught by the caller."""
    reading = Reading(format=format_)
    wide, drawn = _look(source, reading, limits)
    sheets = _sparse(source, limits) if wide else _grid(source, reading, limits)
    pages = [clean_text("\n".join(filter(None, (text, drawn.texts.get(name, ""))))) for name, text in sheets.items()]
    reading.page_count = len(sheets)
    enter(reading, pages, limits)
    reading.pictures = drawn.pictures
    reading.meta["sheets"] = "\n".join(clean_text(name)[:100] for name in sheets)
    if any("\n" in page.strip() for page in reading.pages):
        reading.text = TextState.ADA
    elif any(notice.code == "bagian-rusak" for notice in reading.notices):
        reading.health, reading.reason = Health.RUSAK, "tidak satu lembar kerja pun dapat dibaca"
    elif drawn.drawn:
        reading.text, reading.reason = TextState.PINDAIAN, "hanya berisi gambar; teksnya tidak terbaca"
    else:
        reading.health, reading.reason = Health.KOSONG, "lembar kerja kosong"
    return reading


def _grid(source: BinarySource, reading: Reading, limits: ReadLimits) -> dict[str, str]:
    """Text of the sheets by their names, as calamine lays them out; says what was cut, broken or hidden."""
    import python_calamine as calamine

    found: dict[str, str] = {}
    cut = broken = 0
    with source.open() as stream:
        try:
            workbook = calamine.CalamineWorkbook.from_filelike(stream)
        except calamine.PasswordError as error:
            raise LockedError("dilindungi kata sandi") from error
        for sheet in workbook.sheets_metadata[:_MAX_SHEETS]:
            found[sheet.name] = sheet.name
            try:
                rows = workbook.get_sheet_by_name(sheet.name).to_python(nrows=limits.max_rows + 1)
            except (calamine.CalamineError, ValueError):
                broken += 1
                continue
            cut += len(rows) > limits.max_rows or any(any(row[_MAX_COLUMNS:]) for row in rows)
            found[sheet.name] = "\n".join([sheet.name, *map(_line, rows[: limits.max_rows])])
        hidden = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible != calamine.SheetVisibleEnum.Visible and "\n" in found.get(sheet.name, "").strip()
        ]
        workbook.close()
    if cut:
        reading.complete, reading.reason = (
            False,
            (f"hanya {limits.max_rows} baris dan {_MAX_COLUMNS} kolom pertama tiap lembar yang dibaca"),
        )
    if hidden:
        names = ", ".join(mask_private(clean_text(name))[:60] for name in hidden[:5])
        reading.notices.append(
            Notice("bagian-tersembunyi", f"Lembar kerja yang disembunyikan: {names}; tampilkan sebelum diserahkan.")
        )
    if broken:
        reading.notices.append(Notice("bagian-rusak", f"{broken} lembar kerja rusak dan tidak terbaca."))
        reading.complete = False
        reading.reason = reading.reason or f"{broken} lembar kerja tidak terbaca"
    return found


def _sparse(source: BinarySource, limits: ReadLimits) -> dict[str, str]:
    with source.open() as stream, Container(stream, limits) as container:
        return dict(islice(sheet_parts.sparse_pages(container, limits), _MAX_SHEETS))


def _look(source: BinarySource, reading: Reading, limits: ReadLimits) -> tuple[bool, sheet_parts.Beside]:
    """Whether a sheet spans too much for a grid, and what lies beside its cells. Refuses encrypted workbooks.

    The inflation budget is spent before calamine does it, which trusts declared sizes; and calamine lays a sheet out
    as a full grid, so that one stray cell at the far corner would take all memory.
    """
    wide = False
    with source.open() as stream:
        if reading.format == "xls":
            return False, _look_xls(stream)
        with Container(stream, limits) as container:
            if reading.format == "ods":
                refuse_encrypted_odf(container, container.names())
            for name in container.names():
                if name.endswith((".xml", ".bin")) and "/media/" not in name and "/embeddings/" not in name:
                    chunks = container.chunks(name)
                    if "/worksheets/" in name and name.endswith(".xml"):
                        wide = sheet_parts.span(chunks) > _MAX_GRID or wide
                    deque(chunks, maxlen=0)
            if reading.format != "xlsx":
                drawn = [name for name in container.names() if name.startswith("Pictures/")]
                pictures = large_pictures(container, [(0, name) for name in drawn])
                return wide, sheet_parts.Beside(pictures=pictures, drawn=bool(drawn))
            name_embedded(container, reading)
            return wide, sheet_parts.beside(container)


def _look_xls(stream: BinaryIO) -> sheet_parts.Beside:
    """Pictures and shapes of a legacy XLS. Raises LockedError when a FILEPASS record stands near its start."""
    with closing(open_ole(stream)) as ole:
        name = workbook_name(ole)
        if not ole.exists(name):
            return sheet_parts.Beside()
        if ole.get_size(name) > MAX_STREAM:
            raise TooLargeError("isi lembar kerja melebihi batas ukuran")
        if any(kind == _FILEPASS for kind, _ in sheet_records(ole.openstream(name).read(4096))):
            raise LockedError("dilindungi kata sandi")
        found = blips(ole, "xls")
        return sheet_parts.Beside(pictures=large_blips(found), drawn=bool(found) or has_shapes(ole, name))


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
