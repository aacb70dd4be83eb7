"""A document's facts in, everything it may serve out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from spbe_checklist.catalogue.models import Catalogue, Evidence, Indicator
from spbe_checklist.facts.facts import Facts, Health, Notice
from spbe_checklist.language import within
from spbe_checklist.recognition.families import Families, families_of
from spbe_checklist.recognition.kinds import KindGuess, guess_kind
from spbe_checklist.recognition.names import NumberHint
from spbe_checklist.recognition.numbering import NameScheme, numbering_of
from spbe_checklist.recognition.objections import objections
from spbe_checklist.recognition.offers import Case, Match, near_miss, offer, offer_about
from spbe_checklist.recognition.score import Sheet, gate
from spbe_checklist.recognition.signals import Signals, gather
from spbe_checklist.recognition.signs import ReadDocument
from spbe_checklist.recognition.subjects import CLEARLY, IndicatorGuess, guess_indicators
from spbe_checklist.text.lexicon import Lexicon

CONTAINER = "arsip; isinya diperiksa satu per satu"

_SHEETS = 2
"""Score sheets kept of a document: of the best indicator and of the runner-up."""

OFFER = 0.3
"""Candidates below this confidence are not shown as matches."""


class Recognition(Struct, frozen=True, omit_defaults=True):
    """What the matcher makes of one document."""

    facts: Facts
    kind: str | None
    draft: bool
    stated: NumberHint | None
    """The indicator that the file's name states."""
    spoken: tuple[int, ...]
    """Numbers of the indicators that its text is clearly about, best first."""
    matches: tuple[Match, ...]
    """Best first."""
    notices: tuple[Notice, ...]
    reference: bool
    """A national regulation: for reference, never the agency's own evidence."""
    reason: str
    """Why the document serves nothing; empty when it serves something."""
    sheets: tuple[Sheet, ...] = ()
    """How the best indicator and the runner-up came by their scores, best first."""


@dataclass(frozen=True)
class Matcher:
    """The matcher for one catalogue, lexicon and evaluation year."""

    catalogue: Catalogue
    lexicon: Lexicon
    year: int
    numbering: NameScheme | None = None
    """What the numbers in names of this folder mean; None: what the catalogue itself tells."""

    @property
    def numbering_key(self) -> str:
        """What tells the numbering of this folder from others of the same catalogue."""
        return self._numbering.key

    @cached_property
    def _numbering(self) -> NameScheme:
        return self.numbering or numbering_of(self.catalogue, self.lexicon)

    @cached_property
    def _highest(self) -> int:
        return max(self.catalogue.by_no, default=0)

    @cached_property
    def _about_others(self) -> tuple[tuple[Indicator, Evidence], ...]:
        """Items whose document is about another indicator's subject (a programme stands in the roadmap)."""
        return tuple((i, item) for i in self.catalogue.indicators for item in i.evidence if item.about is not None)

    @cached_property
    def _families(self) -> Families:
        return families_of(self.catalogue)

    def recognise(self, facts: Facts) -> Recognition:
        """Judge one document. Pure; the same facts always give the same answer."""
        signals = gather(facts, self.lexicon, self._highest, self._numbering)
        kind = guess_kind(signals, self.catalogue)
        doc = ReadDocument.of(signals, kind, self.catalogue, self._families, self.lexicon.likeness)
        guesses = guess_indicators(doc)
        container = facts.format == "zip" and facts.health is Health.BAIK
        reference = (
            bool(facts.identity.national)
            and facts.identity.draft is not True
            and (not kind.kinds or bool({*kind.kinds} & self.catalogue.having("reference")))
        )
        matches = (
            tuple(_behind(facts, guesses))
            if facts.path.endswith("/")
            else ()
            if reference or container
            else tuple(self._matches(doc, guesses))
        )
        raised, matches = objections(self.catalogue, facts, kind.kinds, matches, self.year)
        return Recognition(
            facts=facts,
            kind=kind.shown(self.catalogue),
            draft=kind.draft,
            stated=signals.name.stated,
            spoken=tuple(one.indicator.no for one in guesses if one.by_content and not one.contradicted),
            matches=matches,
            notices=(
                *self._notices(signals, kind, guesses, reference),
                *raised,
            ),
            reference=reference,
            reason=""
            if any(not match.near for match in matches)
            else CONTAINER
            if container
            else self._reason(signals, kind, guesses, reference),
            sheets=()
            if reference or container
            else tuple(replace(one.sheet, failed=gate(doc, one.indicator)) for one in guesses[:_SHEETS]),
        )

    def _matches(self, doc: ReadDocument, guesses: list[IndicatorGuess]) -> list[Match]:
        found: list[Match] = []
        signals, kind = doc.signals, doc.kind
        case = Case(doc, self.year)
        for guess in guesses:
            for item in self._candidates(signals, kind, guess.indicator):
                match = offer(case, guess, item) if item.about is None else None
                if match is not None and match.confidence >= OFFER:
                    found += self._as_filed(signals, match, item)
        for indicator, item in self._about_others:
            match = offer_about(case, guesses, indicator, item)
            if match is not None and match.confidence >= OFFER:
                found.append(match)
        served = {served for match in found for served in (match.indicator, match.evidence)}
        for guess in guesses:
            first = self._first(signals, guess) if guess.score >= OFFER else None
            if first is not None and (first.id if first is self._coded(signals) else guess.indicator.no) not in served:
                found.append(near_miss(case, guess, first))
        return sorted(found, key=lambda match: (-match.confidence, match.indicator, match.evidence))

    def _candidates(self, signals: Signals, kind: KindGuess, indicator: Indicator) -> list[Evidence]:
        """Items to compare with. A document of unknown kind is held against one item only: the level its name states,
        else the lowest one asked for; one unreadable file must not make every item of an indicator doubtful.
        """
        if kind.kind is not None or kind.draft:
            return list(indicator.evidence)
        first = self._first_required(indicator, signals)
        return [first] if first is not None else []

    def _coded(self, signals: Signals) -> Evidence | None:
        """The item whose portal code the name gives."""
        return self.catalogue.by_code.get(signals.name.code)

    def _as_filed(self, signals: Signals, match: Match, item: Evidence) -> list[Match]:
        """The match, unless the name gives the code of another item of the indicator.

        A portal takes documents item by item: what was filed for one is not there for the next. Where it would fit, a
        person is asked to hand it in there too; where it would be doubtful anyway, nothing is said.
        """
        coded = self._coded(signals)
        if coded is None or item.id == coded.id or self.catalogue.by_evidence[coded.id][0].no != match.indicator:
            return [match]
        if not match.accepted or item.confirm:
            return []
        return [replace(match, doubts=(f"nama berkas menunjuk butir {coded.code}; ajukan juga untuk butir ini",))]

    def _first(self, signals: Signals, guess: IndicatorGuess) -> Evidence | None:
        """The item to show a near miss with; regulations serve many indicators and are no near miss of any."""
        if signals.regulation and not guess.by_number:
            return None
        return self._first_required(guess.indicator, signals)

    def _first_required(self, indicator: Indicator, signals: Signals) -> Evidence | None:
        """The item whose code the name gives, else the lowest required one above the floor, of the stated level where
        it has one.

        Items that ask for a document about something else (a programme that stands in the roadmap) come last.
        """
        coded = self._coded(signals)
        if coded is not None and self.catalogue.by_evidence[coded.id][0].no == indicator.no:
            return coded
        required = [item for item in indicator.evidence if item.required and not indicator.at(item.level).floor]
        required.sort(key=lambda item: item.about is not None)
        at_level = [item for item in required if item.level == signals.name.level]
        return next(iter(at_level or required), None)

    def _notices(
        self, signals: Signals, kind: KindGuess, guesses: list[IndicatorGuess], reference: bool
    ) -> list[Notice]:
        notices = list(signals.facts.notices)
        if reference:
            notices.append(Notice("rujukan", "Peraturan nasional: rujukan, bukan bukti instansi."))
        contradicted = [guess for guess in guesses if guess.contradicted]
        clear = [guess for guess in guesses if guess.by_content or guess.score >= CLEARLY]
        by_content = [guess for guess in clear if not guess.contradicted]
        if contradicted and by_content and not reference:
            named, spoken = contradicted[0].indicator, by_content[0].indicator
            notices.append(
                Notice(
                    "nama-indikator-berbeda",
                    f"Nama menunjuk indikator {named.no} ({named.topic}), isinya tentang indikator {spoken.no} "
                    f"({spoken.topic}). Periksa letak berkas ini.",
                )
            )
        if kind.other is not None and kind.kind is not None:
            claimed = within(self.catalogue.kind_by_id[kind.other].label)
            actual = within(self.catalogue.kind_by_id[kind.kind].label)
            notices.append(Notice("jenis-berbeda", f"Nama menyebut {claimed}, isinya {actual}."))
        return notices

    def _reason(self, signals: Signals, kind: KindGuess, guesses: list[IndicatorGuess], reference: bool) -> str:
        if reference:
            return "peraturan nasional: rujukan, bukan bukti instansi"
        if signals.facts.reason:
            return signals.facts.reason
        if not guesses or guesses[0].score < OFFER:
            if not signals.readable:
                return "nama tidak menunjuk indikator dan isinya tidak terbaca"
            return "nama dan isinya tidak menunjuk indikator mana pun"
        topic = guesses[0].indicator.topic
        if kind.kind is None:
            return f"mungkin tentang {topic}, tetapi jenis dokumennya tidak dikenali"
        label = within(self.catalogue.kind_by_id[kind.kind].label)
        return f"tentang {topic}, tetapi {label} tidak diminta untuk indikator ini"


def _behind(facts: Facts, guesses: Sequence[IndicatorGuess]) -> list[Match]:
    """What may lie in a folder that could not be opened: every required item of the indicators its name points to."""
    return [
        Match(
            path=facts.path,
            indicator=guess.indicator.no,
            evidence=item.id,
            confidence=guess.score,
            because=tuple(guess.because),
            doubts=(facts.reason,),
            lacks=(),
        )
        for guess in guesses
        if guess.score >= OFFER
        for item in guess.indicator.evidence
        if item.required
    ]
