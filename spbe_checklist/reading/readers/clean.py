"""Make extracted text readable as one text: line ends, hyphens at line ends, invisible characters."""

from __future__ import annotations

import re

_LINE_END_HYPHEN = re.compile(r"[\x02\ufffe][ \t]*\n?[ \t]*")
_WORD_START = re.compile(r"\w{0,40}")
_LONGEST_WORD = 40
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]"
)
_INVISIBLE_ASCII = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), 0x7F])
_SPACES = re.compile(r"[^\S\n\t]{2,}|[^\S\n\t ]")
"""Blanks that are not a single space already."""
_LINE_END_BLANKS = re.compile(r"[ \t]+$", re.MULTILINE)


def clean_text(text: str) -> str:
    """Text with ``\\n`` line ends, words joined over line ends, and no control or invisible characters.

    PDFium marks a hyphen at a line end with U+FFFE or U+0002. The hyphen of a repeated word ("undang-undang") is part
    of the word and stays.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    if "\x02" in text or "\ufffe" in text:
        text = _LINE_END_HYPHEN.sub(_join, text)
    ascii_only = text.isascii()
    text = text.translate(_INVISIBLE_ASCII) if ascii_only else _INVISIBLE.sub("", text)
    if not ascii_only or "  " in text:
        text = _SPACES.sub(" ", text)
    if " \n" in text or "\t\n" in text or text.endswith((" ", "\t")):
        text = _LINE_END_BLANKS.sub("", text)
    return text


def _join(match: re.Match[str]) -> str:
    """The hyphen where a word is repeated, else nothing. Looks only a word's length either way, to stay linear."""
    text = match.string
    around = text[max(0, match.start() - _LONGEST_WORD) : match.start()]
    before = re.split(r"\W", around)[-1]
    after = _WORD_START.match(text, match.end())
    return "-" if after and _repeats(before.lower(), after.group().lower()) else ""


def _repeats(before: str, after: str) -> bool:
    """Whether two halves repeat one word, with or without affixes: perundang-undangan, lain-lain."""
    return any(before[-size:] == after[:size] for size in range(3, min(len(before), len(after)) + 1))
