"""Where the lines of a PDF page stand and how large they are, for the first pages, which may hold a title.

A line is split where a gap is wider than a blank: PDFium joins what stands side by side. Letters are asked for their
boxes only at the ends of words, so that a page costs some hundred calls and not thousands.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from spbe_checklist.facts.facts import TextLine
from spbe_checklist.reading.readers.clean import clean_text

if TYPE_CHECKING:
    import pypdfium2

_LINED_PAGES = 3
_COVER_CHARS = 150
"""A page with fewer letters may be an empty one before the title; then the next is placed too."""
_MOST_LINES = 400
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\S+")
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]{2,}")
"""Words of scripts that are written from right to left."""
_GAP = 1.2
"""Heights of a line from which a gap parts two cells."""
_MOST = 0.8
"""Share of steps from line to line that go the wrong way before the order is turned round."""
Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


def from_the_last_line(text_page: pypdfium2.PdfTextPage, page: pypdfium2.PdfPage, text: str) -> bool:
    """Whether PDFium gives the lines of a turned page in the opposite order, as it does for a quarter turn right.

    Lines follow each other at a right angle to the way their letters run; only pages that are turned, or whose letters
    do not run to the right, are looked at line by line.
    """
    starts: list[tuple[float, float]] = []
    across = up = 0.0
    for match in _LINE.finditer(text):
        words = match.group().rstrip()
        first, last = (_origin(text_page, match.start() + at) for at in (0, max(len(words) - 1, 0)))
        if first is None or last is None:
            continue
        starts.append(first)
        across, up = across + last[0] - first[0], up + last[1] - first[1]
        if page.get_rotation() == 0 and across > abs(up):
            return False
        if len(starts) >= _MOST_LINES:
            break
    down = [y * -across + x * up for x, y in starts]
    steps = [later - earlier for earlier, later in pairwise(down) if later != earlier]
    return len(steps) > 1 and sum(step < 0 for step in steps) > _MOST * len(steps)


def from_right_to_left(text_page: pypdfium2.PdfTextPage, text: str) -> str:
    """The text with the letters of Arabic and Hebrew words in the order in which they are read.

    PDFium orders the words of such a line well, but gives the letters of some words as they stand from left to right.
    """

    def word(match: re.Match[str]) -> str:
        places = [_origin(text_page, index) for index in range(match.start(), match.end())]
        first, last = places[0], places[-1]
        if first is None or last is None or first[0] >= last[0]:
            return match.group()
        glyphs = [
            [letter for _, letter in glyph] for _, glyph in groupby(zip(places, match.group(), strict=True), _place)
        ]
        return "".join(letter for glyph in reversed(glyphs) for letter in glyph)

    return text if text.isascii() else _FROM_RIGHT.sub(word, text)


def _place(letter: tuple[tuple[float, float] | None, str]) -> tuple[float, float] | None:
    """Where a letter stands; those of one ligature share it."""
    return letter[0]


def _origin(text_page: pypdfium2.PdfTextPage, index: int) -> tuple[float, float] | None:
    """Where a letter stands."""
    import pypdfium2.raw as pdfium_c

    x, y = ctypes.c_double(), ctypes.c_double()
    place = pdfium_c.FPDFText_GetCharIndexFromTextIndex(text_page.raw, index)
    if place < 0 or not pdfium_c.FPDFText_GetCharOrigin(text_page.raw, place, ctypes.byref(x), ctypes.byref(y)):
        return None
    return x.value, y.value


def wants_lines(number: int, chars: int) -> bool:
    """Whether the lines of a page, counted from 0, are placed; ``chars`` are the letters on the pages before it."""
    return number == 0 or (number < _LINED_PAGES and chars < _COVER_CHARS)


def placed_lines(text_page: pypdfium2.PdfTextPage, page: pypdfium2.PdfPage, number: int, text: str) -> list[TextLine]:
    """The lines and cells of a page as PDFium orders them; ``text`` is the page's text as PDFium gave it."""
    lines: list[TextLine] = []
    box_of = _boxes(text_page)
    for match in _LINE.finditer(text):
        lines += [line for words, box in _cells(box_of, match) for line in placed(words, box, page, number)]
        if len(lines) >= _MOST_LINES:
            break
    return lines


def placed(text: str, box: Box, page: pypdfium2.PdfPage, number: int) -> list[TextLine]:
    """A text in its box on a page; lines of a filled-in field share the height of the box."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    rows = [line for line in text.splitlines() if line.strip()]
    if width <= 0 or height <= 0 or not rows:
        return []
    x0, y0, x1, y1 = box
    tall = (y1 - y0) / len(rows)
    return [
        TextLine(
            words,
            number,
            round((x0 - left) / width, 4),
            round((top - y1 + at * tall) / height, 4),
            round((x1 - left) / width, 4),
            round((top - y1 + (at + 1) * tall) / height, 4),
        )
        for at, words in enumerate(rows)
    ]


def _cells(box_of: Callable[[int], Box | None], line: re.Match[str]) -> Iterator[tuple[str, Box]]:
    """The cells of a line with their boxes."""
    start = line.start()
    words: list[str] = []
    around: Box | None = None
    for match in _WORD.finditer(line.group()):
        first = box_of(start + match.start())
        last = box_of(start + match.end() - 1) if match.end() - match.start() > 1 else first
        if first is None or last is None:
            words.append(match.group())
            continue
        box = (min(first[0], last[0]), min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3]))
        if around is not None and words and box[0] - around[2] > _GAP * (around[3] - around[1]):
            yield clean_text(" ".join(words)), around
            words, around = [], None
        words.append(match.group())
        around = (
            box
            if around is None
            else (min(around[0], box[0]), min(around[1], box[1]), max(around[2], box[2]), max(around[3], box[3]))
        )
    if words and around is not None:
        yield clean_text(" ".join(words)), around


def _boxes(text_page: pypdfium2.PdfTextPage) -> Callable[[int], Box | None]:
    """What gives left, bottom, right, top of a letter with the whole height of its font."""
    import pypdfium2.raw as pdfium_c

    raw, found = text_page.raw, pdfium_c.FS_RECTF()
    place_of, measure, into = (
        pdfium_c.FPDFText_GetCharIndexFromTextIndex,
        pdfium_c.FPDFText_GetLooseCharBox,
        ctypes.byref(found),
    )

    def box(index: int) -> Box | None:
        place = place_of(raw, index)
        if place < 0 or not measure(raw, place, into):
            return None
        return found.left, found.bottom, found.right, found.top

    return box
