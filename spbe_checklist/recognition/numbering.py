"""What the numbers in the names of a folder mean, told by the names that also say what they are about.

"04_SK Tim Koordinasi" may be number four of a list; a whole folder of such names shows it. Numbers of another edition
show themselves the same way. Where most numbers of one form contradict the words beside them, no number of that form
is taken for an indicator.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice

from msgspec import Struct, field
from msgspec.structs import replace

from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.facts.facts import Notice
from spbe_checklist.recognition.names import Form, NameFacts, NumberHint, read_name
from spbe_checklist.text.lexicon import Lexicon
from spbe_checklist.text.words import words

FEWEST = 3
"""So many names must contradict their numbers before anything is concluded."""

MOST = 2000
"""More names than these teach nothing new about a folder, and each takes a fifth of a millisecond."""


class NameScheme(Struct, frozen=True):
    """What is known of the numbers in names of one folder."""

    aspects: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Indicators by a word of their aspect's name: a number written with the word of another aspect is none."""
    meaningless: Mapping[Form, int] = field(default_factory=dict)
    """Forms of numbers that are no indicators here, with the number of names that show it."""

    @property
    def key(self) -> str:
        """What tells this numbering from another of the same catalogue."""
        return " ".join(sorted(self.meaningless))

    def applied(self, name: NameFacts) -> NameFacts:
        """The name without numbers that mean something else."""
        return replace(name, numbers=self._real(name.numbers), folder_numbers=self._real(name.folder_numbers))

    def _real(self, hints: tuple[NumberHint, ...]) -> tuple[NumberHint, ...]:
        return tuple(hint for hint in hints if hint.form not in self.meaningless and self._of_its_aspect(hint))

    def _of_its_aspect(self, hint: NumberHint) -> bool:
        return hint.form != "aspek" or hint.number in self.aspects.get(words(hint.text)[0], ())

    def notices(self) -> Iterable[Notice]:
        """What the user should know about it."""
        if self.meaningless:
            yield Notice(
                "nomor-bukan-indikator",
                f"Nomor di depan {sum(self.meaningless.values())} nama berkas berlainan dengan kata-katanya; nomor "
                "seperti itu di folder ini dianggap nomor urut atau nomor edisi lain, bukan nomor indikator.",
            )


def numbering_of(catalogue: Catalogue, lexicon: Lexicon, paths: Iterable[str] = ()) -> NameScheme:
    """Learn from the names of a folder; without names only what the catalogue itself tells."""
    aspects: dict[str, set[int]] = {}
    for aspect in catalogue.aspects:
        for word in words(aspect.name):
            aspects.setdefault(word, set()).update(one.no for one in catalogue.indicators if one.aspect == aspect.no)
    known = NameScheme({word: frozenset(numbers) for word, numbers in aspects.items()})
    of_subject: dict[str, set[int]] = {}
    for indicator in catalogue.indicators:
        of_subject.setdefault(indicator.subject, set()).add(indicator.no)
    highest = max(catalogue.by_no, default=0)
    agree: Counter[Form] = Counter()
    differ: Counter[Form] = Counter()
    numbered = (path for path in paths if any(char.isdigit() for char in path.rpartition("/")[2]))
    for path in islice(numbered, MOST):
        name = read_name(path, lexicon, highest)
        said = {cue[2:-2] for cue in name.cues if cue.startswith("s:") and cue[-1] in "ta"}
        meant = {number for subject in said for number in of_subject.get(subject, ())}
        for hint in name.numbers[:1] if meant else ():
            (agree if hint.number in meant else differ)[hint.form] += 1
    told = {form: count for form, count in differ.items() if count >= FEWEST and count > 2 * agree[form]}
    return replace(known, meaningless=told)
