"""No word of the corpora here has by accident the key of a one-word term of a kind or subject.

What is related is told by rules of Indonesian word formation that put the swallowed consonant back ("penyerapan" is of
"serap", "penerapan" of "terap"), which the keys themselves do not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from spbe_checklist.text.words import key, words
from tests.recognition.made import shipped

ROOT = Path(__file__).parents[2]
CORPORA = ("benchmarks/dokumen", "benchmarks/berkas", "examples", "spbe_checklist/data", "indicators.yaml")
READABLE = {".txt", ".csv", ".json", ".yaml", ".py", ".md"}
ENDINGS = ("nya", "lah", "kah", "kan", "an", "i")
PREFIXES = ("di", "ter", "ber", "be", "per", "pe", "se", "ke", "ku")


def roots(word: str) -> set[str]:
    """The word and everything it may be formed from."""
    found, waiting = {word}, [word]
    while waiting:
        for shorter in _formed_from(waiting.pop()):
            if len(shorter) > 2 and shorter not in found:
                found.add(shorter)
                waiting.append(shorter)
    return found


def _formed_from(word: str) -> Iterator[str]:
    yield from (word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending))
    yield from (word.removeprefix(prefix) for prefix in PREFIXES if word.startswith(prefix))
    for start in ("me", "pe"):
        rest = word.removeprefix(start)
        if rest == word:
            continue
        if rest[:1] in "lrwymn":
            yield rest
        for nasal, swallowed in (("ng", ("", "k")), ("ny", ("s",)), ("m", ("p", "m")), ("n", ("t", "n"))):
            if rest.startswith(nasal):
                base = rest.removeprefix(nasal)
                yield from (consonant + base for consonant in swallowed) if base[:1] in "aeiou" else (base,)


def corpus() -> set[str]:
    found: set[str] = set()
    for place in (ROOT / one for one in CORPORA):
        for file in [place] if place.is_file() else sorted(place.rglob("*")):
            if file.suffix in READABLE:
                found.update(words(file.read_text(encoding="utf-8", errors="ignore")))
    return {word for word in found if word.isascii() and word.isalpha() and len(word) > 3}


def terms() -> dict[str, set[str]]:
    """One-word terms of kinds and subjects by key."""
    catalogue = shipped()
    lists = [one for kind in catalogue.kinds for one in (kind.name, kind.title, kind.body)]
    lists += [
        one for subject in catalogue.subjects for one in (subject.terms, subject.weak, subject.apps, subject.field)
    ]
    found: dict[str, set[str]] = {}
    for term in (words(term) for terms in lists for term in terms):
        if len(term) == 1:
            found.setdefault(key(term[0]), set()).add(term[0])
    return found


def test_no_word_of_the_corpora_is_taken_for_a_term_it_has_nothing_to_do_with() -> None:
    known, every = terms(), corpus()
    assert len(known) > 500
    assert len(every) > 5000
    accidents = [
        f"{word} = {term}"
        for word in sorted(every)
        for term in sorted(known.get(key(word), ()))
        if word not in known[key(word)] and roots(word).isdisjoint(roots(term))
    ]
    assert accidents == [], "give the root a key of its own: _ROOTS (or _WHOLE) in text/words.py"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("permohonan", "pohon"),
        ("pemohon", "pohon"),
        ("keterampilan", "tampilan"),
        ("penyerapan", "penerapan"),
        ("pemutusan", "keputusan"),
        ("kegiatan", "pegiat"),
        ("langsung", "kelangsungan"),
        ("penyusulan", "usulan"),
        ("penguatan", "uat"),
        ("menganggap", "menanggapi"),
    ],
)
def test_words_that_only_look_alike_have_keys_of_their_own(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_the_rules_tell_relatives_from_accidents() -> None:
    assert not roots("penerapan").isdisjoint(roots("diterapkan"))
    assert not roots("pengelolaan").isdisjoint(roots("dikelola"))
    assert roots("penyerapan").isdisjoint(roots("penerapan"))
    assert roots("kabel").isdisjoint(roots("tabel"))
