"""Read spreadsheets with calamine: XLSX, XLSB, XLS, ODS; one page per sheet, one line per row."""

from __future__ import annotations

import datetime as dt
from collections import deque
from itertools import islice
from typing import Any

from spbe_checklist.facts.facts import Health, Notice, Reading, TextState
from spbe_checklist.facts.privacy import mask_private
from spbe_checklist.reading.readers import sheet_parts
from spbe_checklist.reading.readers.attached import name_embedded
from spbe_checklist.reading.readers.clean import clean_text
from spbe_checklist.reading.readers.container import Container, LockedError, TooLargeError
from spbe_checklist.reading.readers.odf import refuse_encrypted_odf
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits, clip

_MAX_SHEETS = 200
_MAX_CELL = 5_000
_MAX_COLUMNS = 512
_MAX_GRID = 20_000_000
"""Cells calamine may lay out at once, about 32 bytes each."""


def read_spreadsheet(source: BinarySource, format_: str, limits: ReadLimits) -> Reading:
    """Read a workbook. A Rust panic of calamine is a BaseException and is caught by the caller."""
    reading = Reading(format=format_)
    wide, drawn = _look(source, reading, limits)
    sheets = _sparse(source, limits) if wide else _grid(source, reading, limits)
    pages = [clean_text("\n".join(filter(None, (text, drawn.texts.get(name, ""))))) for name, text in sheets.items()]
    reading.page_count = len(sheets)
    reading.pages, whole = clip(pages, limits)
    reading.pictures = drawn.pictures
    if not whole:
        reading.complete, reading.reason = False, f"teks dipotong pada {limits.max_chars} huruf"
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
            cut += len(rows) > limits.max_rows
            found[sheet.name] = "\n".join([sheet.name, *map(_line, rows[: limits.max_rows])])
        hidden = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible != calamine.SheetVisibleEnum.Visible and "\n" in found.get(sheet.name, "").strip()
        ]
        workbook.close()
    if cut:
        reading.complete, reading.reason = False, f"hanya {limits.max_rows} baris pertama tiap lembar yang dibaca"
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
            _refuse_encrypted_xls(stream)
            return False, sheet_parts.Beside()
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
                return wide, sheet_parts.Beside(drawn=any(name.startswith("Pictures/") for name in container.names()))
            name_embedded(container, reading)
            return wide, sheet_parts.beside(container)


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
