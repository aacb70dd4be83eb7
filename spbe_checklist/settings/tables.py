"""Tables that people hand in, workbooks and CSV files, as rows of cells."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
from collections.abc import Collection
from io import BytesIO, StringIO
from typing import Any

from spbe_checklist.errors import ConfigurationError

_SEPARATOR_WITHIN = 25
"""Lines that tell what separates the cells of a CSV file."""


def is_workbook(content: bytes) -> bool:
    """Whether a file begins as workbooks do, today's and those of old."""
    return content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def sheets(
    content: bytes, name: str, only: Collection[str] = (), most_rows: int | None = None
) -> dict[str, list[list[Any]]]:
    """The sheets of a workbook as rows of values, first cell at A1; ``only`` those of these titles where any are given.

    Raises ConfigurationError for what cannot be read.
    """
    import python_calamine  # noqa: PLC0415 - only workbooks need it

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        return {
            title: book.get_sheet_by_name(title).to_python(skip_empty_area=False, nrows=most_rows)
            for title in book.sheet_names
            if not only or title in only
        }
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise ConfigurationError(
            f"{name} tidak terbaca sebagai lembar kerja.", "Simpan ulang sebagai .xlsx tanpa kata sandi."
        ) from error


def csv_rows(content: bytes, name: str, *, strict: bool = False) -> list[tuple[int, list[str]]]:
    """The rows of a CSV file, all as wide as the widest, with the line they end at; with ``strict`` quotes must match.

    Raises ConfigurationError for what cannot be read.
    """
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    lines = [line for line in text.split("\n") if line.strip()][:_SEPARATOR_WITHIN]
    separator = max(";\t,", key=lambda sign: sum(sign in line for line in lines))
    reader = csv.reader(StringIO(text), delimiter=separator, strict=strict)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error as error:
        raise ConfigurationError(
            f"{name} tidak terbaca sebagai CSV (tanda kutip tidak ditutup?).", "Simpan ulang tabelnya sebagai CSV."
        ) from error
    width = max((len(cells) for _, cells in rows), default=0)
    return [(line, cells + [""] * (width - len(cells))) for line, cells in rows]


def _decoded(content: bytes) -> str:
    """UTF-8 with or without mark, UTF-16 with mark, else what Excel on Windows writes."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def cell_text(value: object) -> str:
    """A cell as text: whole numbers without ".0", days in ISO form."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value).strip()
