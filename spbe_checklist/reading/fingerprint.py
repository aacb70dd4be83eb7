"""A 64-bit simhash of a document's text, so that copies with other bytes are recognised.

Two documents whose fingerprints differ in at most ``NEAR`` bits have the same text up to a few words (M. Charikar's
similarity hash, over sets of three consecutive words).
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

NEAR = 3
"""Bits in which near-duplicates may differ."""

_FEWEST_WORDS = 40
"""Below this a cover page or a form would look like every other one."""
_MOST_WORDS = 4000
_BITS = tuple(bytes(255 if value >> bit & 1 else 0 for value in range(256)) for bit in range(8))
"""For each bit of a byte: a translation that keeps only that bit, as 255 or 0."""


def fingerprint(pages: Iterable[Sequence[str]]) -> int | None:
    """Simhash of the first 4,000 words of pages, given as their words' keys; None for texts too short to tell apart."""
    words: list[str] = []
    for page in pages:
        words += page
        if len(words) >= _MOST_WORDS:
            del words[_MOST_WORDS:]
            break
    if len(words) < _FEWEST_WORDS:
        return None
    marks = [_mark(word) for word in words]
    shingles = {a ^ b << 1 ^ c << 2 for a, b, c in zip(marks, marks[1:], marks[2:], strict=False)}
    digests = array("Q", shingles)
    if sys.byteorder == "big":
        digests.byteswap()
    data = digests.tobytes()
    half = len(shingles) / 2
    result = 0
    for position in range(8):
        column = data[position::8]
        for bit, keep in enumerate(_BITS):
            if column.translate(keep).count(255) > half:
                result |= 1 << (position * 8 + bit)
    return result


@lru_cache(maxsize=100_000)
def _mark(word: str) -> int:
    """62 bits of a word, so that it can be shifted by its place among three."""
    return int.from_bytes(blake2b(word.encode(errors="replace"), digest_size=8).digest(), "little") >> 2


def distance(one: int, other: int) -> int:
    """Number of bits in which two fingerprints differ."""
    return (one ^ other).bit_count()
