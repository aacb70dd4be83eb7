"""What folder, neighbours and letterhead say about a document that serves nothing: where a person should look first.

Surroundings never make evidence of a document; they only complete the reason why it is not used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.language import enumerated
from spbe_checklist.recognition.matcher import Recognition
from spbe_checklist.settings.models import Workspace
from spbe_checklist.text.words import phrase

FEWEST_NEIGHBOURS = 3
MOST_INDICATORS = 6
"""A unit that holds more indicators than this tells nothing about one document."""


def hints(catalogue: Catalogue, workspace: Workspace, recognitions: Sequence[Recognition]) -> dict[str, str]:
    """For documents that serve nothing, by path: what lies around them, as the end of a sentence."""
    by_folder: dict[str, Counter[int]] = {}
    for one in recognitions:
        if about := _about(one):
            by_folder.setdefault(_folder(one.facts.path), Counter())[about] += 1
    owned = _owned(catalogue, workspace)
    found = {}
    for one in recognitions:
        if one.matches or one.reference or one.facts.format == "zip":
            continue
        said = _neighbours(catalogue, by_folder.get(_folder(one.facts.path), Counter())) or _unit(one, owned)
        if said:
            found[one.facts.path] = said
    return found


def _about(one: Recognition) -> int | None:
    """The indicator a document is offered for first; None where it is offered for none."""
    return next((match.indicator for match in one.matches if not match.near), None)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _neighbours(catalogue: Catalogue, counted: Counter[int]) -> str:
    """Most of the other documents of a folder are about one indicator; a folder of all sorts says nothing."""
    total = counted.total()
    if total < FEWEST_NEIGHBOURS:
        return ""
    number, count = counted.most_common(1)[0]
    if 3 * count < 2 * total:
        return ""
    topic = catalogue.by_no[number].topic
    return f"{count} dari {total} berkas lain di folder ini untuk indikator {number} ({topic}); mungkin ini juga"


def _owned(catalogue: Catalogue, workspace: Workspace) -> Mapping[str, tuple[str, list[int]]]:
    """Units by their phrase: their name, and the indicators they hold."""
    owned: dict[str, tuple[str, list[int]]] = {}
    for indicator in catalogue.indicators:
        for unit in workspace.units_of(indicator.no) or indicator.units:
            owned.setdefault(phrase(unit), (unit, []))[1].append(indicator.no)
    return owned


def _unit(one: Recognition, owned: Mapping[str, tuple[str, list[int]]]) -> str:
    """Letterhead, else a folder, names a unit that holds few indicators."""
    for where, text in (("kop", one.facts.identity.letterhead or ""), ("folder", _folder(one.facts.path))):
        said = phrase(text.replace("/", " "))
        for words, (unit, numbers) in owned.items():
            if words.strip() and words in said and len(numbers) <= MOST_INDICATORS:
                what = enumerated([str(number) for number in numbers])
                return f"{where} menunjuk {unit}, yang memegang indikator {what}; periksa apakah untuk itu"
    return ""
