"""Indonesian forms that the core's sentences and the reports share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

NOTHING = "–"
"""Stands where a value is not known."""

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def date(iso: str | None) -> str:
    """``2026-11-21`` (or a moment starting so) as "21 November 2026"; text that is no ISO date stays as it is."""
    if not iso:
        return NOTHING
    try:
        day = dt.date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def number(value: str | float | Decimal | None) -> str:
    """A number in Indonesian form: "3.19" as "3,19", 3.0 as "3", None as a dash. Nothing is rounded."""
    if value is None:
        return NOTHING
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace(".", ",")


def enumerated(words: Sequence[str], word: str = "dan") -> str:
    """ "a, b, dan c" as Indonesian writes it; two elements take no comma."""
    return f" {word} ".join(words) if len(words) <= 2 else f"{', '.join(words[:-1])}, {word} {words[-1]}"


def within(label: str) -> str:
    """A label as part of a sentence: "Laporan audit TIK" as "laporan audit TIK", while "SOP" stays."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


_SLIDES = (".pptx", ".ppt", ".odp")
_PAGES = (".pdf", ".tif", ".tiff")
_FLOWING = (".docx", ".doc", ".odt", ".rtf")


def page_of(path: str, page: int | None) -> int | None:
    """The page or slide a person can turn to: sheets and pictures have none.

    Where a text document breaks its pages depends on the program that shows it: its first page says nothing.
    """
    name, number = path.lower(), page or 0
    paged = name.endswith(_PAGES + _SLIDES) or (name.endswith(_FLOWING) and number > 1)
    return number if number and paged else None


def place(path: str, page: int | None, article: str | None, word: str = "hlm.") -> str:
    """Where in a document: "Pasal 8, hlm. 12", as far as known; empty where nothing is."""
    number = page_of(path, page)
    shown = f"{'salindia' if path.lower().endswith(_SLIDES) else word} {number}" if number else ""
    return ", ".join(part for part in (article, shown) if part)
