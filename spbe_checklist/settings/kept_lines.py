"""Edits of a YAML file that touch only the lines they change, whatever style its owner writes in.

A YAML library writes the whole file anew in one style. What it writes before and after an edit tells which lines the
edit is about; all others are taken from the file as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from io import StringIO
from itertools import pairwise
from typing import Any

Style = tuple[int, int, int]
"""How far nested keys are indented, the entries of a list, and the dash before them."""
_USUAL: Style = (2, 4, 2)
_MOST_STYLES = 4
_KEY = re.compile(r"( *)(?:- +)?[^\s#-][^#]*:\s*(?:#.*)?$")


def styles(text: str) -> list[Style]:
    """The ways in which blocks of a file are indented, the most frequent first; the usual one where there are none."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    nested: list[int] = []
    dashes: list[tuple[int, int]] = []
    for above, line in pairwise(lines):
        if not (key := _KEY.match(above)):
            continue
        start = len(above) - len(above.lstrip(" -"))
        step = len(line) - len(line.lstrip(" ")) - start
        if line.lstrip().startswith("- ") and step >= 0:
            dashes.append((len(line) - len(line.lstrip(" -")) - start, step))
        elif step > 0 and len(key[1]) == start:
            nested.append(step)
    found = [
        (mapping, *dash)
        for mapping in sorted(set(nested), key=nested.count, reverse=True) or [_USUAL[0]]
        for dash in sorted(set(dashes), key=dashes.count, reverse=True) or [_USUAL[1:]]
    ]
    return found[:_MOST_STYLES]


def written(document: Any, style: Style) -> str:
    """A document of ruamel.yaml as text."""
    buffer = StringIO()
    if document:
        editor(style).dump(document, buffer)
    return buffer.getvalue()


def editor(style: Style = _USUAL) -> Any:
    """The library, set to keep quotes and comments and to break no line."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - only editing needs it

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    mapping, sequence, offset = style
    yaml.indent(mapping=mapping, sequence=sequence, offset=offset)
    return yaml


def merged(original: str, before: str, after: str) -> str:
    """``original`` with the difference between ``before``, the same in another style, and ``after``.

    The result may be no good where a block was written in a style of its own; callers compare what it says.
    """
    lines, old, new = (text.split("\n") for text in (original, before, after))
    end = "\r" if original.count("\r\n") * 2 > original.count("\n") else ""
    place = _places(lines, old)
    kept: list[str] = []
    done = 0
    for start, stop, first, last in _changes(old, new, place):
        kept += lines[done : place[start]]
        fresh = new[first:last]
        kept += [line + end for line in fresh]
        done = place[stop]
        kept += _comments_left(lines[place[start] : done], fresh)
    return "\n".join([*kept, *lines[done:]])


def _comments_left(gone: Sequence[str], fresh: Sequence[str]) -> list[str]:
    """Comments that went with a value they only stood behind; with the blank lines around them at the end."""
    said = {line.strip() for line in fresh}
    lost = [line for line in gone if line.lstrip().startswith("#") and line.strip() not in said]
    if not lost:
        return []
    tail = len(gone)
    while tail and (not gone[tail - 1].strip() or gone[tail - 1] in lost):
        tail -= 1
    return [*(line for line in gone[:tail] if line in lost), *gone[tail:]]


def _places(lines: Sequence[str], old: Sequence[str]) -> dict[int, int]:
    """Where lines of ``old`` begin among ``lines``, for those borders that can be told."""
    plain, written_lines = ([re.sub(r"\s+", "", line) for line in text] for text in (lines, old))
    place = {0: 0, len(old): len(lines)}
    matcher = SequenceMatcher(None, written_lines, plain, autojunk=False)
    for kind, a1, a2, o1, o2 in matcher.get_opcodes():
        if kind == "equal" or a2 - a1 == o2 - o1:
            place |= {a1 + step: o1 + step for step in range(a2 - a1 + 1)}
        else:
            place |= {a1: o1, a2: o2}
    return place


def _changes(old: Sequence[str], new: Sequence[str], place: dict[int, int]) -> Iterator[tuple[int, int, int, int]]:
    """What differs, each widened to borders that can be told in the original."""
    wide: list[tuple[int, int, int, int]] = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        low = max(border for border in place if border <= a1)
        high = min(border for border in place if border >= a2)
        first, last = b1 - (a1 - low), b2 + (high - a2)
        if wide and low < wide[-1][1]:
            earlier = wide.pop()
            low, first = earlier[0], earlier[2]
        wide.append((low, high, first, last))
    yield from wide
