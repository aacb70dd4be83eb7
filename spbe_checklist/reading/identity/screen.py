"""What a screenshot calls itself: the heading of the page, else the address of the site in its address bar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from spbe_checklist.facts.facts import TextLine
from spbe_checklist.reading.identity.dates import first_date
from spbe_checklist.reading.identity.layout import TextRow, height

_ADDRESS = re.compile(
    r"(?:https?://)?((?:[a-z0-9-]+\.)+(?:go\.id|ac\.id|or\.id|co\.id|desa\.id|id|com|org|net))(/\S*)?", re.IGNORECASE
)
_HOME = re.compile(r"/?(?:(?:id|en|home|beranda|index\S*|eproc4?|v\d|#)/?)*\Z", re.IGNORECASE)
_TOP = 0.25
"""Share of the screen from the top in which an address bar may stand."""
_HEADING_PART = 0.6
_LARGER = 1.35
_NAME = 2.5
"""Times the usual height from which a single word is the name of an application."""
_GREETING = re.compile(r"\A(?:selamat datang|welcome|login|log in|masuk|silakan|menu|home|beranda)\b", re.IGNORECASE)
_MENU = 4
"""Cells in a row from which it is a menu or the head of a table."""


def host(rows: Sequence[TextRow]) -> tuple[str, bool] | None:
    """The site in the address bar and whether its home page is shown; e-mail addresses and links below do not count."""
    for row in rows:
        for cell in row.cells:
            match = _ADDRESS.search(cell.text)
            if match and row.placed and row.top < _TOP and "@" not in cell.text:
                return match.group(1).lower(), _HOME.match(match.group(2) or "") is not None
    return None


def heading(rows: Sequence[TextRow]) -> str | None:
    """The largest line of the upper part that is no menu, address or greeting; None where none stands out."""
    cells = [cell for row in rows if row.placed for cell in row.cells]
    if len(cells) < 3:
        return None
    usual = median(height(cell) for cell in cells)
    found: TextLine | None = None
    for row in rows:
        if len(row.cells) >= _MENU or row.top > _HEADING_PART:
            continue
        for cell in row.cells:
            if _names(cell, usual) and (found is None or height(cell) > 1.1 * height(found)):
                found = cell
    if found is None:
        return None
    return found.text if " " in found.text else f"Aplikasi {found.text}"


def _names(cell: TextLine, usual: float) -> bool:
    """Whether a line is large enough for what it says: a heading of some words, or an application in one."""
    text, words = cell.text, len(cell.text.split())
    letters = sum(char.isalpha() for char in text)
    if (
        letters < 4
        or letters < 0.7 * len(text)
        or words > 12
        or _ADDRESS.search(text)
        or _GREETING.match(text)
        or first_date(text)
    ):
        return False
    return height(cell) >= (_NAME if words == 1 else _LARGER) * usual


def screen_title(rows: Sequence[TextRow]) -> str | None:
    """The heading with the site where both are seen, else either."""
    site, largest = host(rows), heading(rows)
    if largest is not None:
        return f"{largest} ({site[0]})" if site else largest
    if site is None:
        return None
    return f"Beranda {site[0]}" if site[1] else site[0]
