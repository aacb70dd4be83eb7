"""Plain lines for a screen: wrapped to its width with hanging indents, coloured by what they say.

What a command says is made as logical lines, one thought each, indented by blanks. Only here do they get a width, so
that no maker of text has to know of one. ``safe`` is not our task: the lines are harmless already.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

ELLIPSIS = "…"

TONES = {"good": "38;5;28", "doubt": "38;5;130", "bad": "38;5;160", "aside": "38;5;30", "strong": "1"}
"""Colours of the 256 that stand out from white and from black alike (contrast of nearly 4 and more)."""

_MARKS = {"+": "good", "✓": "good", "v": "good", "?": "doubt", "!": "doubt", "~": "doubt", "◐": "doubt", "✗": "bad"}
_ENDS = (("belum ada", "bad"), ("perlu diperiksa", "doubt"), ("ada", "good"), ("dikecualikan", "aside"))
"""Colours by the mark that a line begins with, and by the status that it ends with."""

_LEAD = re.compile(r"(?:[-+?!~✓✗◐–]|<-|\d{1,2}\.?) +|[A-Za-z][\w ]{1,16}: |\S{1,30}(?: \S{1,30})? {2,}")
"""What further lines of the same thought hang behind: a mark, a number, a short label."""


_WORDS = re.compile(r"(\s*)(\S+)")
"""Words with the blanks before them: a file's name may hold two."""


def width_of(text: str) -> int:
    """Columns that a text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        2 if unicodedata.east_asian_width(one) in "WF" else 0 if unicodedata.category(one) in ("Mn", "Me") else 1
        for one in text
    )


def cut(text: str, width: int) -> str:
    """The text in so many columns; what is too long ends behind a whole word with an ellipsis."""
    if width_of(text) <= width:
        return text
    kept = _head(text, width - 1)
    at = kept.rfind(" ")
    return (kept[:at] if at >= width // 2 else kept).rstrip(" ,;:(-") + ELLIPSIS


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """The words of a text on lines of so many columns, the first and the further ones indented; none is lost."""
    rest = " " * width_of(first) if rest is None else rest
    lines, line, empty = [], first, True
    for gap, word in _WORDS.findall(text):
        piece = word
        if not empty and width_of(line) + len(gap) + width_of(piece) > width:
            lines.append(line)
            line, empty = rest, True
        while width_of(line) + width_of(piece) + (0 if empty else len(gap)) > width and piece:
            part = _head(piece, max(1, width - width_of(line)))
            lines.append(line + part)
            line, piece = rest, piece[len(part) :]
        if piece:
            line += piece if empty else f"{gap}{piece}"
            empty = False
    return lines if empty and lines else [*lines, line]


def fit(text: str, width: int, *, colour: bool = False) -> str:
    """Logical lines for a screen. A line that fits stays as it is; the others hang behind their mark or label."""
    found = list(_fitted(text.splitlines(), width, colour=colour))
    return "\n".join(found) + "\n" if found else ""


def paint(text: str, tone: str) -> str:
    """A text in one of the ``TONES``; as it is for the empty tone."""
    return f"\x1b[{TONES[tone]}m{text}\x1b[0m" if tone and text else text


def _fitted(lines: list[str], width: int, *, colour: bool) -> Iterator[str]:
    for place, line in enumerate(lines):
        bare = line.lstrip(" ")
        indent = line[: len(line) - len(bare)]
        if width_of(line) <= width:
            shown = [line]
        else:
            lead = _LEAD.match(bare)
            hang = indent + " " * (len(lead[0]) if lead else 2)
            head = lead[0] if lead else ""
            shown = wrap(bare[len(head) :], width, indent + head, hang)
        tone = _tone(bare, heads=not indent and _begins(lines, place)) if colour else ""
        yield from (paint(one, tone) for one in shown)


def _begins(lines: list[str], place: int) -> bool:
    """Whether a line without indent is a heading: the first, or behind a gap with something indented below it."""
    before, after = lines[place - 1] if place else "", lines[place + 1] if place + 1 < len(lines) else ""
    return not place or (not before.strip() and after.startswith(" "))


def _tone(bare: str, *, heads: bool) -> str:
    if bare[1:2] == " " and bare[0] in _MARKS:
        return _MARKS[bare[0]]
    ending = bare.rpartition(": ")[2].casefold()
    return next((tone for word, tone in _ENDS if ending == word), "strong" if heads else "")


def _head(text: str, width: int) -> str:
    """As much of a text as fits into so many columns, one character at the least."""
    taken = 0
    for place, one in enumerate(text):
        taken += width_of(one)
        if taken > width:
            return text[: max(place, 1)]
    return text
