"""Find and read Indonesian dates: "31 Agustus 2021", "31-08-2021", "31/08/2021", "2021-08-31", "31 Agst 2021".

OCR noise is repaired where digits are expected. Impossible dates and years outside 1945-2100 are no dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

FIRST_YEAR, LAST_YEAR = 1945, 2100

_MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari pebruari feb peb february nopebruari",
            "maret mar mrt march",
            "april apr",
            "mei may",
            "juni jun juny june",
            "juli jul july",
            "agustus agust agus agu ags agst agt august aug",
            "september sept sep",
            "oktober okt october oct",
            "november nopember nov nop nopembar",
            "desember des december dec",
        ),
        1,
    )
    for name in names.split()
}

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")

_UNITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]

_DIGITISH = r"[0-9OoIl|]"
_YEAR = r"[12][0-9OoIl|]{3}"
_TEXTUAL = re.compile(
    rf"(?<![\w/.-])({_DIGITISH}{{1,2}})\s*[-./]?\s*([A-Za-z]{{3,10}})\.?\s*[-./,]?\s*({_YEAR})(?![\w])",
)
_NUMERIC = re.compile(r"(?<![\w./-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\w|[-/.]\w)")
_ISO = re.compile(r"(?<![\w./-])(\d{4})-(\d{2})-(\d{2})(?![\w]|-\d)")
_SPELLED = re.compile(
    r"\btanggal\s+((?:[a-z]+\s+){1,3}?)(?:bulan\s+)?([a-z]{3,10})\s+(?:tahun\s+)?((?:dua\s+ribu)(?:\s+[a-z]+){0,3})",
    re.IGNORECASE,
)
_REPAIR = str.maketrans("OoIl|", "00111")


class FoundDate(Struct, frozen=True):
    """A date and where it stands in the text."""

    value: date
    start: int
    end: int


def make_date(year: int, month: int, day: int) -> date | None:
    """A date, or None when there is no such day or the year is out of range."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_number(word: str) -> int | None:
    """Month by name, abbreviation or a name one letter off (OCR); None when it is none."""
    word = word.lower().rstrip(".")
    number = _MONTHS.get(word)
    if number is not None or len(word) < 5:
        return number
    return next((number for name, number in _MONTHS.items() if _one_off(word, name)), None)


def _one_off(word: str, name: str) -> bool:
    """Whether two words of equal length differ in one letter."""
    return len(word) == len(name) and sum(a != b for a, b in zip(word, name, strict=True)) == 1


def find_dates(text: str) -> Iterator[FoundDate]:
    """Every date in a text in order of appearance."""
    found: list[FoundDate] = []
    for match in _TEXTUAL.finditer(text):
        month = month_number(match.group(2))
        if month is not None:
            _keep(found, match, match.group(3), month, match.group(1))
    for match in _NUMERIC.finditer(text):
        _keep(found, match, match.group(4), int(match.group(3)), match.group(1))
    for match in _ISO.finditer(text):
        _keep(found, match, match.group(1), int(match.group(2)), match.group(3))
    for match in _SPELLED.finditer(text):
        day, month, year = spelled_number(match.group(1)), month_number(match.group(2)), _spelled_year(match.group(3))
        if day is not None and month is not None and year is not None:
            _keep(found, match, str(year), month, str(day))
    yield from sorted(found, key=lambda item: item.start)


def _keep(found: list[FoundDate], match: re.Match[str], year: str, month: int, day: str) -> None:
    value = make_date(int(year.translate(_REPAIR)), month, int(day.translate(_REPAIR)))
    if value is not None:
        found.append(FoundDate(value, match.start(), match.end()))


def first_date(text: str) -> date | None:
    """The first date in a text."""
    return next((item.value for item in find_dates(text)), None)


def spelled_number(words: str) -> int | None:
    """``tiga puluh satu`` as 31; None for anything that is not a number from 1 to 99 in words."""
    parts = words.lower().split()
    if not parts:
        return None
    if parts == ["sepuluh"]:
        return 10
    if parts == ["sebelas"]:
        return 11
    if len(parts) == 1:
        return _unit(parts[0])
    if len(parts) == 2 and parts[1] == "belas":
        unit = _unit(parts[0])
        return 10 + unit if unit is not None and unit > 1 else None
    if parts[1] == "puluh" and len(parts) <= 3:
        tens = _unit(parts[0])
        ones = _unit(parts[2]) if len(parts) == 3 else 0
        return None if tens is None or tens < 2 or ones is None else 10 * tens + ones
    return None


def _unit(word: str) -> int | None:
    return _UNITS.index(word) if word in _UNITS[1:] else None


def _spelled_year(words: str) -> int | None:
    """``dua ribu dua puluh satu`` as 2021, from the longest run of words that is a number."""
    rest = words.lower().split()[2:]
    for length in range(len(rest), 0, -1):
        number = spelled_number(" ".join(rest[:length]))
        if number is not None:
            return 2000 + number
    return 2000 if not rest else None
