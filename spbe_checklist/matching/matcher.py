"""A document's facts in, everything it may serve out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from spbe_checklist.catalogue.models import Catalogue, Evidence, Indicator
from spbe_checklist.documents.facts import Facts, Notice
from spbe_checklist.matching.kinds import KindGuess, guess_kind
from spbe_checklist.matching.lexicon import Lexicon
from spbe_checklist.matching.offers import Case, Match, offer
from spbe_checklist.matching.signals import Signals, gather
from spbe_checklist.matching.subjects import IndicatorGuess, guess_indicators

OFFER = 0.3
"""Candidates below this confidence are not shown as matches."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """What the matcher makes of one document."""

    facts: Facts
    kind: str | None
    draft: bool
    guesses: tuple[IndicatorGuess, ...]
    matches: tuple[Match, ...]
    """Best first."""
    notices: tuple[Notice, ...]
    reference: bool
    """A national regulation: for reference, never the agency's own evidence."""
    reason: str
    """Why the document serves nothing; empty when it serves something."""


@dataclass(frozen=True)
class Matcher:
    """The matcher for one catalogue, lexicon and evaluation year."""

    catalogue: Catalogue
    lexicon: Lexicon
    year: int

    @cached_property
    def _highest(self) -> int:
        return max(self.catalogue.by_no, default=0)

    def recognise(self, facts: Facts) -> Recognition:
        """Judge one document. Pure; the same facts always give the same answer."""
        signals = gather(facts, self.lexicon, self._highest)
        kind = guess_kind(signals, self.catalogue)
        guesses = guess_indicators(signals, kind, self.catalogue)
        reference = bool(facts.identity.national) and (kind.kind in (None, "peraturan", "keputusan", "pedoman"))
        matches = () if reference else tuple(self._matches(signals, kind, guesses))
        return Recognition(
            facts=facts,
            kind=kind.kind or ("draf" if kind.draft else None),
            draft=kind.draft,
            guesses=tuple(guesses),
            matches=matches,
            notices=tuple(self._notices(signals, kind, guesses, reference)),
            reference=reference,
            reason="" if matches else self._reason(signals, kind, guesses, reference),
        )

    def _matches(self, signals: Signals, kind: KindGuess, guesses: list[IndicatorGuess]) -> list[Match]:
        found: list[Match] = []
        case = Case(signals, kind, self.catalogue, self.year)
        for guess in guesses:
            for item in self._candidates(signals, kind, guess.indicator):
                match = offer(case, guess, item)
                if match is not None and match.confidence >= OFFER:
                    found.append(match)
        return sorted(found, key=lambda match: (-match.confidence, match.indicator, match.evidence))

    def _candidates(self, signals: Signals, kind: KindGuess, indicator: Indicator) -> list[Evidence]:
        """Items to compare with. A document of unknown kind is held against one item only: the level its name states,
        else the lowest one asked for; one unreadable file must not make every item of an indicator doubtful.
        """
        items = list(indicator.evidence)
        if kind.kind is not None or kind.draft:
            return items
        required = [item for item in items if item.required and item.level > self.catalogue.min_level]
        stated = [item for item in required if item.level == signals.name.level]
        return (stated or required)[:1]

    def _notices(
        self, signals: Signals, kind: KindGuess, guesses: list[IndicatorGuess], reference: bool
    ) -> list[Notice]:
        notices = list(signals.facts.notices)
        if reference:
            notices.append(Notice("rujukan", "Peraturan nasional: rujukan, bukan bukti instansi."))
        contradicted = [guess for guess in guesses if guess.contradicted]
        by_content = [guess for guess in guesses if guess.by_content and not guess.contradicted]
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
            claimed = self.catalogue.kind_by_id[kind.other].label.lower()
            actual = self.catalogue.kind_by_id[kind.kind].label.lower()
            notices.append(Notice("jenis-berbeda", f"Nama menyebut {claimed}, isinya {actual}."))
        return notices

    def _reason(self, signals: Signals, kind: KindGuess, guesses: list[IndicatorGuess], reference: bool) -> str:
        if reference:
            return "peraturan nasional: rujukan, bukan bukti instansi"
        if signals.facts.reason:
            return signals.facts.reason
        if not guesses:
            if not signals.readable:
                return "nama tidak menunjuk indikator dan isinya tidak terbaca"
            return "nama dan isinya tidak menunjuk indikator mana pun"
        topic = guesses[0].indicator.topic
        if kind.kind is None:
            return f"mungkin tentang {topic}, tetapi jenis dokumennya tidak dikenali"
        label = self.catalogue.kind_by_id[kind.kind].label.lower()
        return f"tentang {topic}, tetapi {label} tidak diminta untuk indikator ini"
