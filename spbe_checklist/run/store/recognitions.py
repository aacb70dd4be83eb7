"""What the matcher makes of documents, kept beside their facts so that an unchanged document is not judged anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import TypeVar, cast

from msgspec.structs import replace

from spbe_checklist.facts.facts import Facts
from spbe_checklist.facts.json_form import from_json, to_json
from spbe_checklist.recognition.matcher import Matcher, Recognition
from spbe_checklist.run.store.fingerprint import program_key

_Value = TypeVar("_Value", bound=Hashable)


class Recognise:
    """Makes Recognitions of facts (``run.digest.Digest``); where cues were found is used up and not kept."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._known: defaultdict[type, dict[Hashable, Hashable]] = defaultdict(dict)
        """Values by type, as a whole number, a fraction and a truth value may be equal."""

    def __reduce__(self) -> tuple[type[Recognise], tuple[Matcher]]:
        """A worker gets the matcher alone, not what this process has seen so far."""
        return type(self), (self._matcher,)

    @cached_property
    def key(self) -> str:
        """Program, catalogue, cues, what was learned, evaluation year, what numbers in names mean, and caution."""
        matcher, words = self._matcher, self._matcher.lexicon
        card = matcher.catalogue.score_card
        return (
            f"{program_key()} {matcher.catalogue.sha256} {words.key} {words.learned!r} {matcher.year} "
            f"{matcher.numbering_key} {card.caution}"
        )

    def make(self, facts: Facts) -> Recognition:
        """See ``Digest``."""
        return self._lean(self._matcher.recognise(facts))

    def facts(self, made: Recognition) -> Facts:
        """See ``Digest``."""
        return made.facts

    def write(self, made: Sequence[Recognition]) -> bytes:
        """See ``Digest``."""
        return to_json(made)

    def read(self, text: bytes) -> tuple[Recognition, ...]:
        """See ``Digest``. Raises ValueError."""
        return tuple(map(self._lean, from_json(text, list[Recognition])))

    def _lean(self, made: Recognition) -> Recognition:
        """Without what only recognition needs, and with sentences that recur kept once: a folder has many documents."""
        one = self._one
        facts = made.facts
        says = facts.identity
        identity = replace(
            says,
            issuer=one(says.issuer),
            letterhead=one(says.letterhead),
            signatory=one(says.signatory),
            place=one(says.place),
            date_kind=one(says.date_kind),
            dated=one(says.dated),
            year=one(says.year),
            marks=one(tuple(map(one, says.marks))),
            authors=one(tuple(map(one, says.authors))),
            meeting=one(says.meeting),
        )
        return replace(
            made,
            kind=one(made.kind),
            reason=one(made.reason),
            facts=replace(
                facts, identity=identity, format=one(facts.format), reason=one(facts.reason), segments=(), likeness={}
            ),
            matches=tuple(
                replace(
                    match,
                    path=made.facts.path,
                    evidence=one(match.evidence),
                    confidence=one(match.confidence),
                    dated=one(match.dated),
                    year=one(match.year),
                    because=one(tuple(map(one, match.because))),
                    doubts=one(tuple(map(one, match.doubts))),
                    lacks=one(tuple(map(one, match.lacks))),
                    shows=one(tuple(map(one, match.shows))),
                )
                for match in made.matches
            ),
            sheets=tuple(
                replace(
                    sheet,
                    signs=tuple(one((one(sign), value + 0.0, points + 0.0)) for sign, value, points in sheet.signs),
                    failed=one(tuple((one(row), one(sentence)) for row, sentence in sheet.failed)),
                )
                for sheet in made.sheets
            ),
        )

    def _one(self, value: _Value) -> _Value:
        """The value as seen first. Numbers in a tuple are floats, none of them -0.0: what is equal is the same."""
        return cast(_Value, self._known[type(value)].setdefault(value, value))
