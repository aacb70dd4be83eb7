"""All cues of a catalogue in one automaton, and documents as segments with the cues found in them.

Longer than 400 lines: a cue is made, found and judged by one set of rules.

A cue is a short id: ``k:notulen:t`` (title cue of a kind), ``b:notulen:2`` (third structure cue), ``s:arsitektur:t``
(term of a subject; ``w`` weak, ``a`` application), ``c:rekomendasi:0`` (first term of a check),
``p:1.layanan`` (part of indicator 1's scope list), ``x:kebijakan`` or ``x:17`` (context word of a family or of one
indicator), ``u:kebijakan`` (document for a whole family), ``v:45`` (the service an agency chose). Terms are compared
as phrases of word keys (``words.key``).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from spbe_checklist.facts.facts import Segment, Zone
from spbe_checklist.text.likeness import Likeness, likeness_of, per_mille, texts_of
from spbe_checklist.text.sections import HEAD_CHARACTERS, stretches
from spbe_checklist.text.words import key, keys, phrase, words

if TYPE_CHECKING:
    from spbe_checklist.catalogue.models import Catalogue
    from spbe_checklist.settings.models import Learned, Workspace

WEAK, FIELD = "w", "f"
DIFFERENT = "d"
"""Marks how many different weak words and words of its field a subject has in a text; the other marks say how often
words occur."""
_NOT = "!"
"""Marks the cue of a phrase that contains a subject's term but means something else."""

_CLAIM = re.compile(
    r"\b((?:Sistem|Aplikasi|SISTEM|APLIKASI)(?:\s(?:[A-Z][\w-]+|dan)){1,7})"
    r"\s(?:Terintegrasi|TERINTEGRASI)\b(?!\s+(?:dengan|DENGAN))"
)

HEADING = 2
"""A section that carries a subject in its heading counts like this many mentions in each of its articles."""

_TITLE_CHARACTERS = 450
"""How far into the head a document still says what it is; further down it speaks of other documents."""

_LONGEST_WORD = 20

_MOST_SEGMENTS = 600
"""A document of many hundred pages is known well before this many places."""


@dataclass(frozen=True)
class Lexicon:
    """Phrases (of word keys) with the cues each stands for. Picklable; the automaton is built on first use."""

    phrases: tuple[tuple[str, tuple[str, ...]], ...]
    glued: tuple[tuple[str, tuple[str, ...]], ...]
    """The same terms unstemmed and without blanks, for names whose words were glued on upload."""
    vocabulary: frozenset[str]
    """Folded words of all terms, for mending typing errors in names."""
    likeness: Likeness = field(default_factory=Likeness)
    """What the catalogue says of each indicator, as weights of words."""
    learned: tuple[Learned, ...] = ()
    """What confirmations taught; looked for in names, titles and letterheads only, so that no document is read anew."""

    @cached_property
    def key(self) -> str:
        """Hash of the content: what was found with another lexicon is not comparable."""
        digest = hashlib.sha256()
        for text, cues in (*self.phrases, *self.glued):
            digest.update(f"{text}\t{' '.join(cues)}\n".encode())
        digest.update(" ".join(sorted(self.vocabulary)).encode())
        digest.update(repr(sorted(self.likeness.uses.items())).encode())
        return digest.hexdigest()[:16]

    @cached_property
    def _automaton(self) -> Any:
        from ahocorasick_rs import AhoCorasick  # noqa: PLC0415

        return AhoCorasick([text for text, _ in self.phrases])

    @cached_property
    def squeezed(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Phrases without blanks that are long enough to be found in names written without any separator."""
        return tuple((text.replace(" ", ""), cues) for text, cues in self.phrases if len(text.replace(" ", "")) >= 7)

    @cached_property
    def _squeezed_automaton(self) -> Any:
        from ahocorasick_rs import AhoCorasick  # noqa: PLC0415

        return AhoCorasick([text for text, _ in self.squeezed])

    def __getstate__(self) -> dict[str, Any]:
        names = ("phrases", "glued", "vocabulary", "likeness")
        return {name: getattr(self, name) for name in names}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    def find(self, haystack: str) -> Counter[str]:
        """Cues in a phrase made by ``words.phrase``, with how often each occurs."""
        spans = self._automaton.find_matches_as_indexes(haystack, overlapping=True)
        times = Counter(map(itemgetter(0), spans))
        masked = {subject for index in self._masking.keys() & times.keys() for subject in self._masking[index]}
        counts: Counter[str] = Counter()
        touched = set()
        for index, number in times.items():
            if masked and any(cue.rpartition(":")[0] in masked for cue in self.phrases[index][1]):
                touched.add(index)
                continue
            for cue, as_often in self._counted[index]:
                counts[cue] = counts.get(cue, 0) + (number if as_often else 1)
        if touched:
            counts.update(_unmasked([(self.phrases[index][1], *at) for index, *at in spans if index in touched]))
        return counts

    @cached_property
    def _counted(self) -> list[list[tuple[str, bool]]]:
        """By phrase: what it counts for, and whether as often as it occurs, or once as one of different phrases."""
        table: list[list[tuple[str, bool]]] = []
        for _, cues in self.phrases:
            table.append([])
            for cue in cues:
                if cue[0] == "s" and cue[-1] in (WEAK, FIELD):
                    table[-1].append((cue[:-1] + DIFFERENT, False))
                if not _of_field(cue):
                    table[-1].append((cue, True))
        return table

    @cached_property
    def _masking(self) -> dict[int, tuple[str, ...]]:
        """Phrases inside which terms of a subject (``s:id``) mean something else, with these subjects."""
        found = {
            index: tuple(cue.rpartition(":")[0] for cue in cues if cue[-1] == _NOT)
            for index, (_, cues) in enumerate(self.phrases)
        }
        return {index: subjects for index, subjects in found.items() if subjects}

    def kinds_in_order(self, haystack: str, mark: str) -> tuple[str, ...]:
        """Kinds whose name (``n``) or title (``t``) cues stand in a phrase: first come first, longer before shorter."""
        found: dict[str, tuple[int, int]] = {}
        kinds = self._kinds[mark]
        for index, start, end in self._automaton.find_matches_as_indexes(haystack, overlapping=True):
            for kind in kinds.get(index, ()):
                found[kind] = min(found.get(kind, (start, -end)), (start, -end))
        return tuple(sorted(found, key=lambda kind: found[kind]))

    @cached_property
    def _kinds(self) -> dict[str, dict[int, tuple[str, ...]]]:
        """By mark (``n``, ``t``): the kinds that a phrase names, where it names any."""
        table: dict[str, dict[int, tuple[str, ...]]] = {"n": {}, "t": {}}
        for index, (_, cues) in enumerate(self.phrases):
            for mark, kinds in table.items():
                if named := tuple(cue[2:-2] for cue in cues if cue.startswith("k:") and cue.endswith(f":{mark}")):
                    kinds[index] = named
        return table

    def find_squeezed(self, text: str) -> Counter[str]:
        """Cues in a text without separators; only phrases of seven letters and more."""
        spans = self._squeezed_automaton.find_matches_as_indexes(text, overlapping=True)
        return _unmasked([(self.squeezed[index][1], start, end) for index, start, end in spans])

    def find_glued(self, found: Sequence[str]) -> Counter[str]:
        """Cues in words that were glued together ("manualbookaplikasi"); only in words of twelve letters and more."""
        counts: Counter[str] = Counter()
        for word in found:
            if len(word) >= 12 and word not in self.vocabulary:
                for index, _, _ in self._raw_automaton.find_matches_as_indexes(word, overlapping=True):
                    counts.update(self._raw[index][1])
        return Counter(cue for cue in counts if not cue.endswith(f":{_NOT}") and not _of_field(cue))

    @cached_property
    def _raw(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple((text, cues) for text, cues in self.glued if len(text) >= 6)

    @cached_property
    def _raw_automaton(self) -> Any:
        from ahocorasick_rs import AhoCorasick  # noqa: PLC0415

        return AhoCorasick([text for text, _ in self._raw])

    def segments(self, pages: Sequence[str], keyed: Callable[[str], list[str]] = keys) -> tuple[Segment, ...]:
        """The places of a document where cues stand.

        Headings of chapters and sections count for every article below them, because that is where a regulation names
        its subject. ``keyed`` is ``keys``, or remembers what that gave for a page.
        """
        found: list[Segment] = []
        for stretch in stretches(pages):
            haystack = f" {' '.join(keyed(without_claims(stretch.text)))} "
            cues = self.find(haystack)
            if stretch.heading:
                for cue in self.find(phrase(stretch.heading)):
                    cues[cue] += HEADING
            # Name cues are for names, title cues are ranked apart, context cues tell only in the head.
            head = stretch.zone is Zone.HEAD
            kept = {cue: count for cue, count in cues.items() if cue[0] != "k" and (head or cue[0] != "x")}
            if head:
                kept.update(self._title_ranks(haystack))
            if kept or stretch.article:
                found.append(Segment(stretch.zone, stretch.page, kept, stretch.article))
            if len(found) >= _MOST_SEGMENTS:
                break
        return tuple(found)

    def near(self, pages: Sequence[str], keyed: Callable[[str], list[str]] = keys) -> dict[str, int]:
        """How near the head ("h12") and the whole text ("w12") are to what the catalogue says of an indicator."""
        whole = [word for page in pages for word in keyed(page)]
        head = keys(pages[0][:HEAD_CHARACTERS]) if pages else []
        parts = (("h", self.likeness.of(head)), ("w", self.likeness.of(whole)))
        return {f"{part}{no}": value for part, found in parts for no, value in per_mille(found).items()}

    def _title_ranks(self, haystack: str) -> dict[str, int]:
        """Kinds named in the title block, with their rank (1 = named first) in place of a count."""
        ranked = self.kinds_in_order(haystack[:_TITLE_CHARACTERS], "t")
        return {f"k:{kind}:t": rank for rank, kind in enumerate(ranked, start=1)}

    def mend(self, word: str) -> str:
        """A folded word with one typing error (swapped, doubled or lost letter) as the catalogue's word, else itself.

        An exchanged letter is left alone: "pengajuan" is not a misspelt "pengaduan".
        """
        if len(word) < 6 or not word.isalpha() or word in self.vocabulary:
            return word
        if word not in self._mended:
            self._mended[word] = self._closest(word)
        return self._mended[word]

    @cached_property
    def _mended(self) -> dict[str, str]:
        return {}

    @cached_property
    def folders(self) -> dict[str, Any]:
        """What was read from folder names so far (``names``, ``signals``): thousands of files share a few folders."""
        return {}

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        table: dict[int, list[str]] = {}
        for word in sorted(self.vocabulary):
            if len(word) >= 6 and word.isalpha():
                table.setdefault(len(word), []).append(word)
        return table

    def _closest(self, word: str) -> str:
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        for length in (len(word), len(word) + 1, len(word) - 1):
            for candidate in self._by_length.get(length, ()):
                if candidate[0] != word[0] and candidate[1:3] != word[1:3]:
                    continue
                if OSA.distance(word, candidate, score_cutoff=1) > 1:
                    continue
                if len(candidate) != len(word) or sorted(candidate) == sorted(word):
                    return candidate
        return word

    def split_glued(self, word: str) -> list[str]:
        """A folded word cut into words of the catalogue when it consists of nothing else ("skppid", "alursipd").

        The cut with the fewest words wins; a word that is known, short or only partly understood stays whole.
        """
        if len(word) < 5 or word in self.vocabulary or not word.isalpha():
            return [word]
        best: list[list[str] | None] = [[], *([None] * len(word))]
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - _LONGEST_WORD), end):
                before, piece = best[start], word[start:end]
                if before is None or len(piece) < 2 or piece not in self.vocabulary:
                    continue
                current = best[end]
                if current is None or len(before) + 1 < len(current):
                    best[end] = [*before, piece]
        return best[len(word)] or [word]

    def complete(self, stem: str) -> str:
        """A word cut off at the end of a name, completed from the catalogue when only one word fits."""
        if len(stem) < 4 or not stem.isalpha() or stem in self.vocabulary:
            return stem
        fits = {key(word): word for word in self.vocabulary if word.startswith(stem)}
        return next(iter(fits.values())) if len(fits) == 1 else stem


def without_claims(text: str) -> str:
    """A text whose spelled-out names of applications no longer say what the application does ("... Terintegrasi")."""
    claims = "Terintegrasi" in text or "TERINTEGRASI" in text  # looking for them first is many times faster
    return _CLAIM.sub(r"\1", text) if claims else text


def _unmasked(hits: Sequence[tuple[tuple[str, ...], int, int]]) -> Counter[str]:
    """Count cues, leaving out a subject's term where a longer phrase says that something else is meant."""
    masked: dict[str, list[tuple[int, int]]] = {}
    for cues, start, end in hits:
        for cue in cues:
            if cue[-1] == _NOT:
                masked.setdefault(cue.removesuffix(f":{_NOT}"), []).append((start, end))
    counts: Counter[str] = Counter()
    for cues, start, end in hits:
        for cue in cues:
            if cue[-1] == _NOT or _of_field(cue):
                continue
            longer = masked.get(cue.rpartition(":")[0])
            if longer is not None and any(low <= start and end <= high for low, high in longer):
                continue
            counts[cue] += 1
    return counts


def _of_field(cue: str) -> bool:
    """Whether a cue is a word of a subject's field, which counts only together with others."""
    return cue[0] == "s" and cue[-1] == FIELD


def compile_lexicon(catalogue: Catalogue, workspace: Workspace | None = None) -> Lexicon:
    """Gather the cues of a catalogue and of the services that an agency named in ``spbe.yaml``."""
    terms = (*_catalogue_terms(catalogue), *_workspace_terms(workspace))
    lexicon = _compiled(terms, tuple(texts_of(catalogue)))
    return replace(lexicon, learned=workspace.learned) if workspace and workspace.learned else lexicon


@lru_cache(maxsize=4)
def _compiled(terms: tuple[tuple[str, str], ...], texts: tuple[tuple[int, str], ...]) -> Lexicon:
    """One Lexicon for the same words, with its automata, however many agencies are checked with it."""
    table: dict[str, dict[str, None]] = {}
    glued: dict[str, dict[str, None]] = {}
    vocabulary: set[str] = set()
    for text, cue in terms:
        found = words(text)
        if not found:
            continue
        vocabulary.update(found)
        table.setdefault(f" {' '.join(map(key, found))} ", {})[cue] = None
        glued.setdefault("".join(found), {})[cue] = None
    return Lexicon(
        phrases=tuple((text, tuple(cues)) for text, cues in sorted(table.items())),
        glued=tuple((text, tuple(cues)) for text, cues in sorted(glued.items())),
        vocabulary=frozenset(vocabulary),
        likeness=likeness_of(texts),
    )


def _catalogue_terms(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for kind in catalogue.kinds:
        for term in kind.name:
            yield term, f"k:{kind.id}:n"
        for term in kind.title:
            yield term, f"k:{kind.id}:t"
        for index, term in enumerate(kind.body):
            yield term, f"b:{kind.id}:{index}"
    for subject in catalogue.subjects:
        for mark, terms in (
            ("t", subject.terms),
            (WEAK, subject.weak),
            ("a", subject.apps),
            (FIELD, subject.field),
            (_NOT, subject.not_terms),
        ):
            for term in terms:
                yield term, f"s:{subject.id}:{mark}"
    for check in catalogue.checks:
        for index, term in enumerate(check.terms):
            yield term, f"c:{check.id}:{index}"
        for term in check.not_terms:
            yield term, f"c:{check.id}:{_NOT}"
    for objection in catalogue.objections:
        for mark, terms in (("w", objection.words), ("l", objection.lacks)):
            for term in terms:
                yield term, f"o:{objection.id}:{mark}"
    for other in catalogue.score_card.look_alikes:
        for term in other.title:
            yield term, f"r:{other.id}:t"
        for index, term in enumerate(other.body):
            yield term, f"r:{other.id}:{index}"
    for indicator in catalogue.indicators:
        if indicator.parts is not None:
            for part in indicator.parts.parts:
                for term in part.terms:
                    yield term, f"p:{indicator.no}.{part.id}"
    yield from _context_terms(catalogue)


def _context_terms(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """One cue for a word that the whole family shares, else one per indicator."""
    members: dict[str, set[int]] = {}
    having: dict[tuple[str, str], set[int]] = {}
    for indicator in catalogue.indicators:
        members.setdefault(indicator.family, set()).add(indicator.no)
        for term in indicator.context:
            having.setdefault((indicator.family, term), set()).add(indicator.no)
    for family, term in sorted(
        {(indicator.family, term) for indicator in catalogue.indicators for term in indicator.umbrella}
    ):
        yield term, f"u:{family}"
    for (family, term), numbers in having.items():
        if numbers == members[family]:
            yield term, f"x:{family}"
        else:
            for number in sorted(numbers):
                yield term, f"x:{number}"


def _workspace_terms(workspace: Workspace | None) -> Iterator[tuple[str, str]]:
    if workspace is None:
        return
    for indicator, service in workspace.services.items():
        for term in (service.name, *service.apps, *service.terms):
            yield term, f"v:{indicator}"
