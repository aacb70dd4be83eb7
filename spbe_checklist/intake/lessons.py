"""What a confirmed document teaches about this agency: names of its applications, its own words, and the unit.

Only names that the catalogue does not know and that documents of other indicators do not bear, from the document's name
and title, never from its text. They are kept readable in spbe.yaml (``learned``), each with date and source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import Literal

from spbe_checklist.catalogue.models import Catalogue, Indicator
from spbe_checklist.language import MONTHS
from spbe_checklist.recognition.choices import group_of
from spbe_checklist.recognition.names import read_name, stem_of
from spbe_checklist.settings.edit import Change, confirm_document, learn, together
from spbe_checklist.settings.models import DocumentDecision, Learned, Workspace
from spbe_checklist.text.lexicon import compile_lexicon
from spbe_checklist.text.words import key, phrase, split_name, words
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.result import Result

_APPLICATION = re.compile(r"\b(?:[a-z]{1,3}-?[A-Z][A-Za-z]{2,}|[A-Z]-[A-Z][A-Za-z]{2,}|[A-Z]{4,12})\b")
"""eSewaka, e-Nelayan, E-Office, SIDARLING."""
_SHORTEST = 5
"""Letters of a word that may be learned."""
_MOST_WORDS = 3
_MOST_PHRASES = 2
"""Of one document: a long title is more likely to be badly read than to hold many names."""
_GOVERNMENTS = ("pemerintah", "kota", "kabupaten", "provinsi")
_MOST_INDICATORS = 3
"""A unit behind more indicators than this points to none."""

_What = Literal["aplikasi", "kata", "unit"]


class Lessons:
    """What the answers of one session teach."""

    def __init__(self, result: Result, catalogue: Catalogue, workspace: Workspace) -> None:
        self._documents = {document.path: document for document in result.documents}
        self._catalogue = catalogue
        self._learned = list(workspace.learned)
        self._lexicon = compile_lexicon(catalogue, workspace)
        offices = (workspace.agency.name, *workspace.agency.names, *(u for duty in workspace.units for u in duty.units))
        self._offices = {word for name in (*offices, *MONTHS) for word in words(name)}

    def forget(self, path: str) -> None:
        """Take back what one document taught."""
        self._learned = [one for one in self._learned if one.source != path]

    def of(self, decision: DocumentDecision) -> tuple[Learned, ...]:
        """What a decision teaches; nothing where the document serves several indicators, or none."""
        self.forget(decision.path)
        document = self._documents.get(decision.path)
        numbers = {int(found[1]) for id_ in decision.evidence if (found := re.match(r"I(\d+)", id_))}
        if document is None or decision.date is None or len(numbers) != 1:
            return ()
        indicator = self._catalogue.by_no[numbers.pop()]
        fresh: list[Learned] = []
        for what, name in self._named(document, indicator):
            if self._is_new(indicator, what, name):
                lesson = Learned(indicator=indicator.no, what=what, name=name, date=decision.date, source=decision.path)
                self._learned.append(lesson)
                fresh.append(lesson)
        return tuple(fresh)

    def _is_new(self, indicator: Indicator, what: _What, name: str) -> bool:
        same = {one.indicator for one in self._learned if phrase(one.name) == phrase(name)}
        return indicator.no not in same and (what != "unit" or len(same) < _MOST_INDICATORS)

    def _named(self, document: DocumentEntry, indicator: Indicator) -> Iterator[tuple[_What, str]]:
        name = document.path.replace("!/", "/").rpartition("/")[2]
        said = read_name(name, self._lexicon, max(self._catalogue.by_no)).said
        texts = (re.sub(r"[._+~]", " ", stem_of(name)), document.title or "")
        applications = [word for text in texts for word in self._applications(text)]
        for word in dict.fromkeys(applications):
            if self._only_of(indicator, document, word):
                yield "aplikasi", word
        taken = {part for word in applications for part in (*words(word), *split_name(word))}
        phrases = (*self._chosen(indicator, texts), *self._own(said, taken), *self._own(texts[1], taken))
        own = (one for one in dict.fromkeys(phrases) if self._only_of(indicator, document, one))
        yield from (("kata", one) for one in islice(own, _MOST_PHRASES))
        _, several, unit = (document.letterhead or "").rpartition(", ")
        if several and next(iter(words(unit)), "kota") not in _GOVERNMENTS:
            yield "unit", unit

    def _applications(self, text: str) -> Iterator[str]:
        """Words written as names of applications are; among other words in capitals, capitals say nothing."""
        loud = 2 * sum(word.isupper() for word in text.split()) >= len(text.split())
        for word in _APPLICATION.findall(text):
            if not (loud and word.isupper()) and not any(
                self._known(part) for part in {*words(word), *split_name(word)} if len(part) > 2
            ):
                yield word

    def _own(self, text: str, taken: set[str]) -> Iterator[str]:
        """Neighbouring words that the catalogue never uses."""
        strange = ((word, word not in taken and self._strange(word)) for word in words(text))
        for is_strange, run in groupby(strange, key=lambda one: one[1]):
            if is_strange:
                yield " ".join([word for word, _ in run][:_MOST_WORDS])

    def _chosen(self, indicator: Indicator, texts: Sequence[str]) -> Iterator[str]:
        """For a service of the agency's choice also the catalogue's word for it, which else may mean any of them."""
        if len(group_of(self._catalogue, indicator)) > 1:
            subject = self._catalogue.subject_by_id[indicator.subject]
            said = [phrase(" ".join(split_name(text))) for text in texts]
            found = [term for term in (*subject.apps, *subject.weak) if any(phrase(term) in one for one in said)]
            found = [term for term in found if phrase(term) not in phrase(indicator.name)]
            yield from sorted(found, key=len, reverse=True)[:1]

    def _strange(self, word: str) -> bool:
        return word.isalpha() and len(word) >= _SHORTEST and not self._known(word)

    def _known(self, word: str) -> bool:
        lexicon = self._lexicon
        return word in lexicon.vocabulary or key(word) in lexicon.likeness.uses or word in self._offices

    def _only_of(self, indicator: Indicator, document: DocumentEntry, name: str) -> bool:
        """Whether no document that serves other indicators only bears the name too."""
        wanted = phrase(name)
        return not any(
            wanted in phrase(f"{' '.join(split_name(stem_of(other.path)))} {other.title or ''}")
            for other in self._documents.values()
            if document.path not in (other.path, other.duplicate_of)
            and other.matches
            and all(match.indicator != indicator.no for match in other.matches)
        )


def recorded(decisions: Sequence[DocumentDecision], lessons: Lessons) -> tuple[Change, tuple[Learned, ...]]:
    """A change that records decisions and what they teach, and what that is."""
    taught = [(decision, lessons.of(decision)) for decision in decisions]
    changes = [together(confirm_document(decision), learn(decision.path, learned)) for decision, learned in taught]
    return together(*changes), tuple(one for _, learned in taught for one in learned)
