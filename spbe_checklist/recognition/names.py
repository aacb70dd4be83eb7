"""What a path says: indicator numbers, level, year, and words with their cues, for the name and for its folders.

A number is a strong hint and no proof. "Indikator19e-", "[Indikator 42a]", "I07_", "21.b." and portal exports are
read as indicator numbers; "306-Perwali 54", "1753241665_Laporan" and "02.  KAK" are numbers of something else or say
little, and get no or little weight.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from spbe_checklist.catalogue.item_names import CODE, code_in
from spbe_checklist.text.lexicon import Lexicon
from spbe_checklist.text.words import key, split_name, words

_EXTENSION = re.compile(r"(?i)(\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|rar|mp4|flv|txt|drawio|odt|ods|rtf))+$")
_GLUED_EXTENSION = re.compile(r"(?<=[A-Za-z0-9])(?:pdf|docx|xlsx|pptx|jpeg)$")
_LABELLED = re.compile(
    r"(?i)(?<![a-z])(?:in[di]{1,2}k?ator|indikaor|idikator|indkator|inidkator|indk|ind)"
    r"[\s._#:-]*(?:no(?:mor)?[\s._-]*)?0*(\d{1,2})(?!\d)"
    # The letter of "Indikator19e-" and "Indikator42eAplikasi" belongs to the number; the S of "Indikator8SOP" does not.
    r"(?:\.?\s?(?-i:[a-z](?=[A-Z])|[a-zA-Z](?=[\s._\-\])]|$)))?"
)
_SHORT_LABEL = re.compile(r"(?i)^[\s\[(]*i[\s._-]?0*(\d{1,2})(?:[a-z](?=[^a-z]|$))?(?=[\s._\-\])]|$)")
_BY_ASPECT = re.compile(r"^([A-Za-z]+(?: [A-Za-z]+)*)[ _-]I0*(\d{1,2})[_-](?:\d{1,2}[_-])?")
"""As the portal of a later edition names uploads: words of the aspect, the indicator, a running number."""
_LEADING = re.compile(r"^[\s\[(]*(?!\d{3})(\d{1,2})\s*([.\-_ ]?)\s*(?:([a-zA-Z])(?=[.\-_ )]))?\s*([.\-_)\]]|\s|$)")
_FOLDER_NUMBER = re.compile(r"^[\s\[(]*0*(\d{1,2})(?!\d)(?:$|[\s._)\]-])")
_LEVEL = re.compile(r"(?i)(?:tingkat|level|lvl|tk)[\s._-]*([1-5])(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)")


_HIGHEST = 99
"""No edition has more indicators."""


Form = Literal["berlabel", "kode", "aspek", "huruf", "titik", "angka"]
"""Ways to write a number: "Indikator 19" or "I19", "I13-L2-01", "Teknologi_I13_15", "21.b.", "21.", and a bare "21"."""


class NumberHint(Struct, frozen=True, omit_defaults=True):
    """An indicator number read from a name. ``strength`` 0..1 says how surely it is one."""

    number: int
    strength: float
    text: str
    """The part of the name it was read from, for the reason."""
    form: Form = "berlabel"
    """How it is written; what numbers of one form mean, a whole folder tells (``numbering.py``)."""
    code: str = ""
    """The whole code where the name gives one: which item of which level it was filed for."""


class NameFacts(Struct, frozen=True):
    """What a path says about the document."""

    numbers: tuple[NumberHint, ...]
    folder_numbers: tuple[NumberHint, ...]
    cues: Mapping[str, int]
    folder_cues: Mapping[str, int]
    level: int | None
    year: int | None
    stated: NumberHint | None = None
    """The number as it is written, also one that this edition does not have or that means none in this folder."""
    said: str = ""
    """The words of the name without its number."""

    @property
    def code(self) -> str:
        """The code of a portal's item in the name, else in the innermost folder that has one; empty where none does."""
        hints = (*self.numbers, *reversed(self.folder_numbers))
        return next((hint.code for hint in hints if hint.code), "")


def stem_of(name: str) -> str:
    """A file name without its extensions, also where an upload glued one on ("...SPBEpdf.pdf")."""
    return _GLUED_EXTENSION.sub("", _EXTENSION.sub("", name))


def name_words(text: str, lexicon: Lexicon) -> list[str]:
    """Folded words of a name, typing errors mended and glued words split where the catalogue knows the pieces."""
    return [piece for word in split_name(text) for piece in lexicon.split_glued(lexicon.mend(word))]


def read_name(path: str, lexicon: Lexicon, highest: int) -> NameFacts:
    """Read a relative path; ``highest`` is the catalogue's highest indicator number."""
    *folders, name = re.split(r"/|!/", path)
    stem = stem_of(name)
    numbers, rest = _numbers(stem, highest)
    found = name_words(rest, lexicon)
    folder_numbers: list[NumberHint] = []
    folder_cues: Counter[str] = Counter()
    for folder in folders:
        hint, cues = _folder(folder, lexicon, highest)
        if hint is not None:
            folder_numbers.append(hint)
        folder_cues.update(cues)
    coded = CODE.search(stem)
    level = coded[2] if coded else found_level[1] if (found_level := _LEVEL.search(stem)) else None
    year = _YEAR.findall(rest)
    return NameFacts(
        numbers=numbers,
        folder_numbers=tuple(folder_numbers[-2:]),
        cues=_cues(rest, found, lexicon, cut=True),
        folder_cues=dict(folder_cues),
        level=int(level) if level else None,
        year=int(year[-1]) if year else None,
        stated=numbers[0] if numbers else _foreign(stem),
        said=" ".join(found),
    )


def without_number(name: str) -> str:
    """A name with its indicator prefix removed, as benchmarks need it; the extension stays."""
    extension = _EXTENSION.search(name)
    stem = name[: extension.start()] if extension else name
    numbers, rest = _numbers(stem, _HIGHEST)
    return (rest.strip(" ._-") if numbers else stem) + (extension.group(0) if extension else "")


def _numbers(stem: str, highest: int) -> tuple[tuple[NumberHint, ...], str]:
    """Indicator numbers in a name, best first, and the name without them."""
    hints: dict[int, NumberHint] = {}
    rest = stem
    if (coded := _coded(stem, 1.0)) and coded[0].number <= highest:
        return (coded[0],), coded[1].strip(" []()~+_-")
    for match in _LABELLED.finditer(stem):
        number = int(match.group(1))
        if 1 <= number <= highest:
            hints.setdefault(number, NumberHint(number, 1.0, match.group(0).strip()))
    if hints:
        rest = re.sub(r"^\W*F?\d+[-_]\d+[-_]", "", stem)  # a portal's own number
        rest = _LABELLED.sub(" ", rest)
        rest = re.sub(r"^\s*0*\d{1,2}\s*\.", " ", rest)  # "39. Indikator39_..."
        return tuple(hints.values()), rest.strip(" []()~+_-")
    if (short := _SHORT_LABEL.match(stem)) and 1 <= int(short.group(1)) <= highest:
        return (NumberHint(int(short.group(1)), 0.95, short.group(0).strip()),), stem[short.end() :]
    if (by_aspect := _BY_ASPECT.match(stem)) and 1 <= int(by_aspect.group(2)) <= highest:
        hint = NumberHint(int(by_aspect.group(2)), 0.95, by_aspect.group(0).strip("_-"), "aspek")
        return (hint,), stem[by_aspect.end() :]
    if leading := _LEADING.match(stem):
        number, letter = int(leading.group(1)), leading.group(3)
        if 1 <= number <= highest:
            # "21.b." is filed by the regulator's own pattern; a bare "02." may be any running number.
            strength = 0.9 if letter else 0.75 if leading.group(2) == "." else 0.5
            form: Form = "huruf" if letter else "titik" if leading.group(2) == "." else "angka"
            return (NumberHint(number, strength, leading.group(0).strip(), form),), stem[leading.end() :]
    return (), rest


def _folder(folder: str, lexicon: Lexicon, highest: int) -> tuple[NumberHint | None, dict[str, int]]:
    """Number and cues of a folder name; looked up where the folder was read before."""
    known = lexicon.folders.setdefault(f"cues {highest}", {})
    if folder not in known:
        hint, remainder = _folder_number(folder, highest)
        known[folder] = hint, _cues(remainder, name_words(remainder, lexicon), lexicon, cut=False)
    found: tuple[NumberHint | None, dict[str, int]] = known[folder]
    return found


def _foreign(stem: str) -> NumberHint | None:
    """A number that says it is one, though it is higher than any of this edition."""
    return next((hint for hint in _numbers(stem, _HIGHEST)[0] if hint.form in ("berlabel", "kode")), None)


def _coded(text: str, strength: float) -> tuple[NumberHint, str] | None:
    """The item whose code a name gives, and the name without it."""
    code, match = code_in(text), CODE.search(text)
    if code is None or match is None or int(match[1]) < 1:
        return None
    hint = NumberHint(int(match[1]), strength, match[0].strip(), "kode", code)
    return hint, f"{text[: match.start()]} {text[match.end() :]}"


def _folder_number(folder: str, highest: int) -> tuple[NumberHint | None, str]:
    if (coded := _coded(folder, 0.95)) and coded[0].number <= highest:
        return coded
    if match := _LABELLED.search(folder):
        number = int(match.group(1))
        rest = folder[: match.start()] + " " + folder[match.end() :]
        if 1 <= number <= highest:
            return NumberHint(number, 0.95, folder.strip()), rest
    if (match := _SHORT_LABEL.match(folder)) and 1 <= int(match.group(1)) <= highest:
        return NumberHint(int(match.group(1)), 0.9, folder.strip()), folder[match.end() :]
    if match := _FOLDER_NUMBER.match(folder):
        number = int(match.group(1))
        if 1 <= number <= highest:
            return NumberHint(number, 0.6, folder.strip(), "angka"), folder[match.end() :]
    return None, folder


def _cues(text: str, found: list[str], lexicon: Lexicon, *, cut: bool) -> dict[str, int]:
    """Cues of a name: as split words, as it stands, and glued together; a cut last word is completed."""
    if cut and found:
        found = [*found[:-1], lexicon.complete(found[-1])]
    cues = lexicon.find(" " + " ".join(key(word) for word in found) + " ")
    plain = lexicon.find(" " + " ".join(key(word) for word in words(text)) + " ")
    squeezed = lexicon.find_squeezed("".join(key(word) for word in found))
    # Names whose words were glued on upload: look for whole unstemmed words inside them.
    for other in (plain, squeezed, lexicon.find_glued(found)):
        for cue, count in other.items():
            cues.setdefault(cue, count)
    return dict(cues)
