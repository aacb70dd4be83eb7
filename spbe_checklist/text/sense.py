"""Whether letters are text: what a broken font table or a careless OCR left in a text layer is none.

Judged by pairs of letters, because every word of Indonesian and English is made of few of them, by common words, and
by characters that stand for nothing. Texts in other scripts and short ones are not judged.
"""

from __future__ import annotations

import re

COMMON = frozenset(
    {
        "dan", "yang", "di", "dengan", "pada", "untuk", "dari", "nomor", "tahun", "tentang", "tanggal", "dalam", "atau",
        "oleh", "sebagai", "ini", "adalah", "laporan", "rapat", "pemerintah", "kabupaten", "kota", "provinsi", "dinas",
        "daerah", "peraturan", "keputusan", "kepala", "menteri", "republik", "indonesia", "sistem", "elektronik",
        "berbasis", "surat", "halaman", "hari", "hal", "kepada", "the", "of", "and", "for",
    }
)  # fmt: skip
"""Words that nearly every page of an agency has some of."""
_SECONDS = {
    "a": "abcdfghijklmnprstuy", "b": "aeiu", "c": "acehkot", "d": "aefioru", "e": "abcdgklmnprstvx", "f": "aio",
    "g": "aegikru", "h": "aeouy", "i": "acdghklmnoprstu", "j": "aeu", "k": "aeiostu", "l": "adeiou", "m": "abeiopu",
    "n": "acdegijostuy", "o": "cghklmnprst", "p": "abdeilortu", "r": "abdeijkostu", "s": "aeikoptu", "t": "acehiorsu",
    "u": "abdhiklmnrst", "v": "ei", "w": "aeh", "x": "a", "y": "a",
}  # fmt: skip
_PAIRS = frozenset(first + second for first, seconds in _SECONDS.items() for second in seconds)
"""Pairs that make up one in a thousand of this project's own Indonesian and English texts; 88 % of theirs are these."""
_LEAST_PAIRS = 60
"""Pairs from which a text is judged; a page of a few words proves nothing."""
_ORDINARY = 0.65
"""Least share of common pairs. Inventories and lists of codes have 0.78, shifted letters 0.27, OCR of nothing 0.37."""
_ODD = 0.3
_WORD = re.compile(r"[a-z]{2,}")
_NO_LETTER = re.compile("[\x00-\x08\x0e-\x1f\u0100-\u017f\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]")
"""No characters, and letters of neighbouring alphabets, an eighth of a Turkish or Polish text at most."""

_SIGN = re.compile(r"[!\"#$&'+;<>?@\[\\\]^`{}~]")
"""Signs that stand between words or not at all; figures, dashes, dotted lines and brackets are no sign of nonsense."""
_SIGNS = 0.15
"""Share of them from which a page without letters is no table of figures but letters under wrong names."""


def common_words(text: str) -> int:
    """How many different common words a text has; sideways pages give none or one."""
    return len(COMMON.intersection(_WORD.findall(text.lower())))


def makes_sense(text: str) -> bool:
    """False for a text layer that is none: characters that stand for nothing, or letters in no order of any word."""
    words = _WORD.findall(text.lower())
    letters = sum(map(len, words))
    common = not COMMON.isdisjoint(words)  # as on nearly every page; counting characters and pairs takes far longer
    if common and letters * 10 >= len(text) and _NO_LETTER.search(text) is None:
        return True
    solid = "".join(text.split())
    if len(solid) >= _LEAST_PAIRS and len(_NO_LETTER.findall(solid)) > _ODD * len(solid):
        return False
    alphabetic = sum(map(str.isalpha, solid))
    if len(solid) >= _LEAST_PAIRS and alphabetic * 10 < len(solid) and len(_SIGN.findall(solid)) > _SIGNS * len(solid):
        return False
    pairs = sum(len(word) - 1 for word in words)
    if pairs < _LEAST_PAIRS or 2 * letters < alphabetic:
        return True
    if common:
        return True
    return sum(word[at : at + 2] in _PAIRS for word in words for at in range(len(word) - 1)) >= _ORDINARY * pairs


def letters_apart(line: str) -> bool:
    """Whether the words of a line are written with a blank between all letters."""
    tokens = line.split()
    least = 0.8 * len(tokens)
    if len(tokens) < 4 or list(map(len, tokens)).count(1) < least:
        return False
    return sum(len(token) == 1 and token.isalnum() for token in tokens) >= least
