"""What the matcher makes of documents, kept beside their facts so that an unchanged document is not judged anew."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from pydantic import TypeAdapter

from spbe_checklist.facts.facts import Facts
from spbe_checklist.recognition.matcher import Matcher, Recognition
from spbe_checklist.run.store.fingerprint import program_key

_RECOGNITION = TypeAdapter(Recognition)


class Recognise:
    """Makes Recognitions of facts (``run.digest.Digest``); where cues were found is used up and not kept."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher

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
        return replace(self._matcher.recognise(facts), facts=replace(facts, segments=()))

    def facts(self, made: Recognition) -> Facts:
        """See ``Digest``."""
        return made.facts

    def write(self, made: Recognition) -> str | None:
        """As JSON; None for names that are not UTF-8, which JSON cannot hold."""
        try:
            return _RECOGNITION.dump_json(made, exclude_defaults=True).decode()
        except ValueError:
            return None

    def read(self, text: str) -> Recognition:
        """See ``Digest``. Raises ValueError."""
        return _RECOGNITION.validate_json(text)
