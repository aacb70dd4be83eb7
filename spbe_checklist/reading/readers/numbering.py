"""Automatic numbers of Word paragraphs: "Pasal 3" and "BAB II" often stand in no text, only in the list definition.

Definitions are those of ECMA-376 part 1, section 17.9: a paragraph (or its style) names a list and a level; the level
has a format and a pattern such as "Pasal %1"; lists with the same abstract definition count on together.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from spbe_checklist.reading.readers.xml_parts import attribute, local_name

_MOST_LEVELS = 9
_HIGHEST = 3999
"""Roman numerals end here; higher numbers are written in digits."""
_MOST_STYLES_DEEP = 20
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


class _Level(Struct):
    format: str = "decimal"
    pattern: str = ""
    start: int = 1
    restart: int | None = None
    """Begins anew after this level (counted from 1) or a higher one; 0 never, None after any higher one."""


class _List(Struct):
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    """Levels that begin anew in this list."""


class ListNumbering(Struct):
    """The lists of a document, and how far each has counted."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _lists: dict[str, _List] = field(default_factory=dict)
    _styles: dict[str, tuple[str | None, str | None, int | None]] = field(default_factory=dict)
    """Of a style: the style it is based on, its list, its level."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def read_lists(self, events: Iterator[tuple[str, Element]]) -> None:
        """Take in ``word/numbering.xml``."""
        for event, element in events:
            name = local_name(element.tag)
            if event != "end" or name not in ("abstractNum", "num"):
                continue
            if name == "abstractNum":
                self._levels[attribute(element, "abstractNumId")] = {
                    level: _level(child) for child in element if (level := _number(child, "lvl", "ilvl")) is not None
                }
            else:
                self._lists[attribute(element, "numId")] = _list(element)
            element.clear()

    def read_styles(self, events: Iterator[tuple[str, Element]]) -> None:
        """Take in ``word/styles.xml``."""
        for event, element in events:
            if event == "end" and local_name(element.tag) == "style":
                based = next((_value(child) for child in element if local_name(child.tag) == "basedOn"), None)
                numbered, level = _named_list(_child(element, "pPr"))
                self._styles[attribute(element, "styleId")] = (based, numbered, level)
                element.clear()

    def label(self, paragraph: Element) -> str:
        """The number that Word shows before a paragraph; empty for none and for bullets."""
        properties = _child(paragraph, "pPr")
        if properties is None:
            return ""
        numbered, level = _named_list(properties)
        style = next((_value(child) for child in properties if local_name(child.tag) == "pStyle"), None)
        if numbered is None:
            numbered, of_style = self._of_style(style)
            level = of_style if level is None else level
        known = self._lists.get(numbered or "")
        if known is None or numbered is None:
            return ""
        return self._count(numbered, known, min(level or 0, _MOST_LEVELS - 1))

    def _of_style(self, style: str | None) -> tuple[str | None, int | None]:
        """The list and level of a style or of one that it is based on."""
        level: int | None = None
        for _ in range(_MOST_STYLES_DEEP):
            based, numbered, own = self._styles.get(style or "", (None, None, None))
            level = own if level is None else level
            if numbered is not None or based is None:
                return numbered, level
            style = based
        return None, None

    def _count(self, numbered: str, known: _List, level: int) -> str:
        levels = self._levels.get(known.abstract, {})
        here = levels.get(level)
        if here is None or here.format in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(known.abstract, {})
        if level in known.starts and (numbered, level) not in self._begun:
            counts[level] = known.starts[level] - 1
        self._begun.add((numbered, level))
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            restart = levels.get(deeper, here).restart
            if restart is None or level < restart:
                del counts[deeper]
        text = here.pattern
        for place in range(_MOST_LEVELS):
            if f"%{place + 1}" in text:
                other = levels.get(place, here)
                text = text.replace(f"%{place + 1}", _written(counts.get(place, other.start), other.format))
        return text


def _level(element: Element) -> _Level:
    found = _Level()
    for child in element:
        name, value = local_name(child.tag), _value(child)
        if name == "numFmt":
            found.format = value
        elif name == "lvlText":
            found.pattern = value[:60]
        elif name == "start" and value.isdecimal():
            found.start = int(value[:6])
        elif name == "lvlRestart" and value.isdecimal():
            found.restart = int(value[:2])
    return found


def _list(element: Element) -> _List:
    found = _List(next((_value(child) for child in element if local_name(child.tag) == "abstractNumId"), ""))
    for child in element:
        level = _number(child, "lvlOverride", "ilvl")
        start = next((_value(one) for one in child if local_name(one.tag) == "startOverride"), "")
        if level is not None and start.isdecimal():
            found.starts[level] = int(start[:6])
    return found


def _named_list(properties: Element | None) -> tuple[str | None, int | None]:
    """The list and level that paragraph properties name; list "0" takes the number away."""
    numbering = None if properties is None else _child(properties, "numPr")
    if numbering is None:
        return None, None
    found = {local_name(child.tag): _value(child) for child in numbering}
    level = found.get("ilvl", "")
    return found.get("numId"), int(level[:2]) if level.isdecimal() else None


def _written(number: int, format_: str) -> str:
    if format_ in ("upperRoman", "lowerRoman") and 0 < number <= _HIGHEST:
        text = _roman(number)
        return text if format_ == "upperRoman" else text.lower()
    if format_ in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 8)
        return letter.upper() if format_ == "upperLetter" else letter
    return str(number)


def _roman(number: int) -> str:
    parts = []
    for value, sign in _ROMAN:
        parts.append(sign * (number // value))
        number %= value
    return "".join(parts)


def _value(element: Element) -> str:
    return attribute(element, "val")


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if local_name(child.tag) == name), None)


def _number(element: Element, tag: str, name: str) -> int | None:
    value = attribute(element, name) if local_name(element.tag) == tag else ""
    return int(value[:2]) if value.isdecimal() else None
