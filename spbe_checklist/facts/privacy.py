"""Personal numbers: recognise 16-digit NIK-like numbers, count and mask them.

A NIK is region (6 digits), birth date DDMMYY with 40 added to the day for women, and a serial of 4 digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SIXTEEN = re.compile(
    r"(?<![0-9])(?:[0-9]{16}"
    r"|[0-9]{4}([ .-])[0-9]{4}\1[0-9]{4}\1[0-9]{4}"
    r"|[0-9]{6}([ .-])[0-9]{6}\2[0-9]{4}"
    r"|[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{6}\.[0-9]{4})(?![0-9])"
)
"""Sixteen digits in one run, or in the groups people write them in."""
_CANDIDATE = re.compile(r"[0-9]{4}[ .-]?[0-9]{2}")
"""What each of these ways to write them contains; looking for it first is several times faster."""
_KEPT = 4
_MASK = re.compile(rf"[0-9]{{{_KEPT}}}\*{{{16 - _KEPT}}}")


def mask_nik(text: str) -> str:
    """Text with every NIK-like number reduced to its first four digits: ``1219************``."""
    return _SIXTEEN.sub(lambda match: _masked(match.group()) if _is_nik(match.group()) else match.group(), text)


def is_masked(text: str) -> bool:
    """Whether ``mask_nik`` has taken a number out of the text."""
    return _MASK.search(text) is not None


def count_nik(pages: Iterable[str]) -> int:
    """How many different NIK-like numbers the pages hold."""
    numbers = (
        match.group() for page in pages if _CANDIDATE.search(page) is not None for match in _SIXTEEN.finditer(page)
    )
    return len({_digits(number) for number in numbers if _is_nik(number)})


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def _masked(number: str) -> str:
    return _digits(number)[:_KEPT] + "*" * (16 - _KEPT)


def _is_nik(number: str) -> bool:
    """Whether the digits fit a NIK: a region code and a day and month that exist."""
    digits = _digits(number)
    province, day, month, serial = int(digits[:2]), int(digits[6:8]), int(digits[8:10]), digits[12:]
    day = day - 40 if day > 40 else day
    return province >= 11 and 1 <= day <= 31 and 1 <= month <= 12 and serial != "0000"
