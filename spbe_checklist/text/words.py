"""Words as the matcher compares them: folded, split, and cut to a common key for Indonesian affixes.

The key is not a dictionary root. It only has to be the same for "menerapkan", "penerapan" and "diterapkan", in the
catalogue as well as in documents; phrases of several keys carry the meaning, so a rare collision does no harm.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_HYPHENATED = re.compile(r"[-\u00ad\u2010\ufffe\x02](?<=[a-z].)\s*\n\s*(?=[a-z])")
"""The letter before the hyphen is looked at last: a pattern that starts by looking back is slow."""
_CAMEL = re.compile(
    r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2}|(?:No|Th)\d)|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])"
)
_ENDINGS = ("kannya", "annya", "nya", "lah", "kah", "kan", "an")
_VERB_PREFIXES = ("meng", "meny", "mem", "men", "me", "di", "ter")
_PREFIXES = ("meng", "peng", "meny", "peny", "mem", "pem", "men", "pen", "per", "ber", "ter", "me", "pe", "di", "ke")
_WHOLE = frozenset(
    {
        "aturan", "beranda", "bersedia", "kedudukan", "kelangsungan", "koperasi", "laporan", "pangkat",
        "paparan", "pedoman", "pegiat", "pemutusan", "pentest", "persandian", "siman", "temuan", "tempat", "undangan",
    }
)  # fmt: skip
"""Words whose regular key would be that of a quite different word: of "pertemuan", "pengoperasian", "test", "empat",
"mengatur", "Anda", or of somebody's name ("Andi", "Iman")."""
_ROOTS = frozenset(
    {
        "kaset", "kuat", "malam", "match", "media", "mohon", "pakta", "panah", "piket", "salam", "salur", "sender",
        "serap", "susul", "tabel", "taman", "tanggap", "terampil", "terang", "tuang",
    }
)  # fmt: skip
"""Roots that keep their first consonant, which would else be those of "aset", "UAT", "pohon", "terap", "usul" ...;
tests/recognition/test_accidental_keys.py finds them."""
_SWALLOWED = {"ng": "k", "ny": "s", "m": "m", "n": "t"}
"""By the end of a nasal prefix, the consonant of such a root that it took the place of."""
_LAW = re.compile(r"undang\W{0,3}undang")
"""A law is no invitation: "perundang-undangan" must not hold the word "undangan"."""
_SHORTEST = 4
"""Words up to this length, and what is left after cutting, stay whole."""


def fold(text: str) -> str:
    """Compatibility form, lower case, accents removed; words broken at a line end joined."""
    text = unicodedata.normalize("NFKC", text).casefold()
    if not text.isascii():
        text = _FOREIGN.sub(_unmarked, unicodedata.normalize("NFD", text))
    return _LAW.sub("undangundang", _HYPHENATED.sub("", text))


def _unmarked(char: re.Match[str]) -> str:
    return "" if unicodedata.combining(char[0]) else char[0]


def words(text: str) -> list[str]:
    """Folded words of a text."""
    return _WORD.findall(fold(text))


def split_name(name: str) -> list[str]:
    """Folded words of a file or folder name: separators, camel case and digits next to letters split it."""
    spaced = _CAMEL.sub(" ", unicodedata.normalize("NFKC", name))
    return _WORD.findall(fold(spaced))


@lru_cache(maxsize=200_000)
def key(word: str) -> str:
    """Comparison key of one folded word."""
    if len(word) <= _SHORTEST or not word.isalpha():
        return word
    if word in _WHOLE:
        return word
    base = _cut_ending(word)
    circumfix = base != word
    for _ in range(2):
        if base in _ROOTS:
            return base
        shorter = _cut_prefix(base, circumfix)
        if shorter == base:
            break
        base = shorter
    if base in _ROOTS:
        return base
    # The nasal prefixes swallow k, t, s and p ("penerapan" from "terap") and hide m ("pemanfaatan" from "manfaat").
    if len(base) > _SHORTEST and base[0] in "ktspm" and base[1] in "aeiou":
        base = base[1:]
    return base


def _cut_ending(word: str) -> str:
    # Nouns in pe- and ke- end in -an ("perbaikan" is per + baik + an), verbs may end in -kan.
    noun = word.startswith(("pe", "ke"))
    for ending in _ENDINGS:
        if noun and ending in ("kannya", "kan"):
            continue
        shortest = _SHORTEST + 1 if ending in ("lah", "kah", "nya") else _SHORTEST  # "masalah" is whole
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)]
    if word.endswith("i") and not word.endswith("si") and word.startswith(_VERB_PREFIXES) and len(word) > _SHORTEST + 3:
        return word[:-1]
    return word


def _cut_prefix(word: str, circumfix: bool) -> str:
    for prefix in _PREFIXES:
        if not word.startswith(prefix) or (prefix == "ke" and not circumfix):
            continue
        if prefix == "per" and not circumfix and len(word) < 8:
            continue  # "perwali" has no prefix
        # "perencanaan" is pe + rencana, not per + encana.
        cut = 2 if prefix == "per" and word[3:4] in tuple("aeiou") else len(prefix)
        rest = word[cut:]
        if (root := _SWALLOWED.get(prefix[2:], "-") + rest) in _ROOTS:
            return root
        if len(rest) >= _SHORTEST or (prefix in ("meng", "peng") and len(rest) == _SHORTEST - 1):
            return rest
    return word


def keys(text: str) -> list[str]:
    """Comparison keys of a text, in order."""
    return [key(word) for word in words(text)]


def phrase(text: str) -> str:
    """A text as a searchable phrase: its keys between single blanks, blanks at both ends."""
    return " " + " ".join(keys(text)) + " "
