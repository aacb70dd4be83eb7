"""Names of files as they may leave the agency: NIK-like numbers masked, and still one name for one file.

Scans of identity cards are often named by the number on the card. The rest of a masked name may then be the same for
hundreds of files, so those after the first are numbered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import PurePosixPath

from spbe_checklist.facts.privacy import is_masked, mask_private

_NUMBER = re.compile(r" \([0-9]+\)")


def shown_paths(paths: Iterable[str]) -> dict[str, str]:
    """Path to shown path, for those of the paths that hold a NIK-like number; the rest is shown as it is.

    No two of ``paths`` are shown alike. Files of one folder (or archive) are shown in one folder. The same paths in
    any order give the same names.
    """
    known = sorted(set(paths))
    private = [path for path in known if mask_private(path) != path]
    if not private:
        return {}
    taken = {prefix for path in known if is_masked(path) for prefix in _prefixes(path)}
    shown: dict[str, str] = {}
    numbers: dict[str, Iterator[int]] = {}
    for path in private:
        above, above_shown = "", ""
        for prefix in _prefixes(path):
            if prefix not in shown:
                part = mask_private(prefix[len(above) :])
                name = above_shown + part
                if is_masked(part):
                    while name in taken:
                        name = above_shown + _numbered(part, next(numbers.setdefault(above_shown + part, count(2))))
                    taken.add(name)
                shown[prefix] = name
            above, above_shown = prefix, shown[prefix]
    return {path: shown[path] for path in private}


def may_be(shown: str, name: str) -> bool:
    """Whether a file that is shown as ``shown`` may be the one a person calls ``name``, small letters or capitals."""
    masked = mask_private(name)
    if masked != name:  # which of those shown alike is meant, only the whole number tells
        masked, shown = _NUMBER.sub("", masked), _NUMBER.sub("", shown)
    return masked.casefold() == shown.casefold()


def _prefixes(path: str) -> Iterator[str]:
    """``a``, ``a/b`` and ``a/b/c`` of ``a/b/c``."""
    for place, character in enumerate(path):
        if character == "/":
            yield path[:place]
    yield path


def _numbered(part: str, number: int) -> str:
    """``/1219************.pdf`` as ``/1219************ (2).pdf``; an archive above its members ends with ``!``."""
    suffix = PurePosixPath(part).suffix
    suffix = "" if is_masked(suffix) else suffix
    return f"{part.removesuffix(suffix)} ({number}){suffix}"
