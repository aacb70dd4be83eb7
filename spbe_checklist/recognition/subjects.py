"""Which indicators a document is about, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spbe_checklist.catalogue.models import Catalogue, Evidence, Indicator
from spbe_checklist.recognition.families import Families
from spbe_checklist.recognition.kinds import KindGuess
from spbe_checklist.recognition.mentions import (
    CLEAR_MARKS,
    FIELD_FEWEST,
    Said,
    by_articles,
    by_field,
    by_place,
    by_text,
    combine,
    marks_of,
    named_once,
)
from spbe_checklist.recognition.names import NumberHint
from spbe_checklist.recognition.signals import Cues, Signals
from spbe_checklist.text.lexicon import DIFFERENT

UMBRELLA = 0.5

WEAK_ONLY = 0.5
CHARACTERISTIC = 1.5
"""A kind that only one family asks for ("laporan audit") lends weight to weak words of its subjects."""
FITTING_KIND, OTHER_KIND, UNKNOWN_KIND = 1.0, 0.5, 0.75
UNNAMED_POLICY = 0.85
"""Minutes on a subject that do not speak of a policy rather belong to the indicator that applies it."""
GENERIC_KIND, GENERIC_NAMED_FAMILY, OTHER_FAMILY = 0.75, 1.0, 0.55
NO_POLICY_ITSELF = 0.97
"""A procedure that names its policy as well as its practice is practice first."""

MIXED_WEAK = 0.6
"""What is left for a subject that gathers many fields where weak words name it, or one name in passing."""
UNSAID = 0.85
"""What is left where the text speaks around a subject and never names it."""
NOT_IN_TITLE = 0.8
"""What is left for subjects of the text where the title names another one."""

NAMED_ONCE = 0.85
"""What is left where the title names another matter altogether and the text names a subject once, in passing."""

POLICY_SPOKEN_OF = 3
"""Times a head must name policies to be about one."""

CLEAR = 0.6
"""From here on content is clear enough to contradict a number in the name."""
SILENT = 0.2
"""Up to here content says nothing about an indicator."""
NUMBER_CONTRADICTED = 0.6
KEEP_RATIO = 0.5
"""Candidates far below the best one are dropped, except in regulations, which serve many indicators."""
FILED_ELSEWHERE = 0.6
"""What is left for other indicators when a document is filed under one and does speak of it."""


MOST_BY_CONTENT, MOST_BY_NAME = 0.98, 0.85
"""A name without a number never makes sure; only the text does."""


@dataclass(slots=True)
class IndicatorGuess:
    """An indicator a document may belong to. ``score`` 0..1."""

    indicator: Indicator
    score: float
    because: list[str] = field(default_factory=list)
    by_number: bool = False
    by_content: bool = False
    """The readable text itself speaks of the subject."""
    contradicted: bool = False
    """Name and content point to different indicators."""
    policy_unnamed: bool = False
    """The indicator asks for a policy on its subject; the document is none and does not speak of one."""
    of_policy: bool = False
    """The indicator asks for the practice of its subject; the document is about the policy on it."""


def guess_indicators(
    signals: Signals, kind: KindGuess, catalogue: Catalogue, families: Families
) -> list[IndicatorGuess]:
    """Candidates, best first. Empty when nothing points anywhere."""
    subjects, services, context = _mentioned(signals, families)
    if signals.readable and kind.kind in families.regulating:
        context |= families.policy_names
    guesses = [
        _by_subject(indicator, signals, kind, families, context)
        if indicator.subject in subjects or indicator.no in services
        else IndicatorGuess(indicator, 0.0)
        for indicator in catalogue.indicators
    ]
    if not signals.regulation:
        _prefer_titled(guesses, signals)
    _add_umbrella(guesses, signals, kind, families)
    _add_by_kind(guesses, signals, kind, families)
    subject_score = {guess.indicator.no: guess.score for guess in guesses}
    strongest = max(subject_score.values(), default=0.0)
    filed = {hint.number for hint in signals.name.numbers if hint.strength >= CLEAR}
    if signals.name.numbers or signals.name.folder_numbers:
        for guess in guesses:
            _add_numbers(guess, signals, strongest)
    if not signals.regulation:
        _compete(guesses, filed)
    best = max((guess.score for guess in guesses), default=0.0)
    many = signals.regulation
    kept = [
        guess
        for guess in guesses
        if guess.contradicted or (guess.score >= 0.15 and (many or guess.score >= KEEP_RATIO * best))
    ]
    return sorted(kept, key=lambda guess: (-guess.score, guess.indicator.no))


def _mentioned(signals: Signals, families: Families) -> tuple[set[str], set[int], frozenset[str]]:
    """Subjects and chosen services that any cue names, and the context words of name, title and head.

    Most documents speak of a few of the 47 subjects; the others need no further look. Nearly every head cites some
    regulation as its ground: that alone does not speak of policy, nor where the title names the subject alone.
    """
    name = signals.name
    cues = {*name.cues, *name.folder_cues, *signals.title}
    context = frozenset(cue[2:] for cue in cues if cue.startswith("x:"))
    titled = any(cue[0] == "s" and cue[-1] in CLEAR_MARKS for cue in signals.title)
    policies = families.policy_names | {str(no) for no in families.policies}
    context |= {
        cue[2:]
        for cue, count in signals.head.items()
        if cue.startswith("x:") and (cue[2:] not in policies or (count >= POLICY_SPOKEN_OF and not titled))
    }
    cues.update(signals.head, signals.text)
    for article in signals.articles:
        cues.update(article.cues)
    subjects = {cue[2:-2] for cue in cues if cue.startswith("s:") and cue[-1] in "taw"}
    subjects |= {
        cue[2:-2]
        for where in (signals.head, signals.text)
        for cue, different in where.items()
        if cue[0] == "s" and cue[-1] == DIFFERENT and different >= FIELD_FEWEST
    }
    services = {int(cue[2:]) for cue in cues if cue.startswith("v:")}
    return subjects, services, context


def _prefer_titled(guesses: list[IndicatorGuess], signals: Signals) -> None:
    """What the title names comes before what the text mentions, however often."""
    marks = {guess.indicator.no: marks_of(guess.indicator, signals.title).keys() for guess in guesses if guess.score}
    titled = {no for no, found in marks.items() if found & CLEAR_MARKS} or {no for no, found in marks.items() if found}
    for guess in guesses:
        if titled and guess.indicator.no not in titled:
            guess.score *= NOT_IN_TITLE
        elif signals.readable and signals.facts.identity.title and not titled and named_once(guess.indicator, signals):
            guess.score *= NAMED_ONCE


def _compete(guesses: list[IndicatorGuess], filed: set[int]) -> None:
    """Let the stronger candidate weaken the others: a document other than a regulation is about one thing.

    A trace of another subject (the planning system named in a data report) must not make it evidence there.
    """
    best = max((guess.score for guess in guesses), default=0.0)
    settled = any(guess.indicator.no in filed and guess.score >= CLEAR and not guess.contradicted for guess in guesses)
    for guess in guesses:
        if 0 < guess.score < best:
            guess.score *= guess.score / best
        if settled and guess.indicator.no not in filed:
            guess.score *= FILED_ELSEWHERE


def _by_subject(
    indicator: Indicator, signals: Signals, kind: KindGuess, families: Families, context: frozenset[str]
) -> IndicatorGuess:
    said = Said.of(indicator, signals)
    because: list[str] = []
    weights = by_place(indicator, said, because)
    if signals.regulation:
        weights += by_articles(indicator, signals, because)
    else:
        weights += by_text(indicator, said, because)
        if indicator.no not in families.mixed:
            weights += by_field(indicator, signals, because)
    told = combine(*weights)
    if indicator.no in families.mixed and not said.more_than_once:
        told *= MIXED_WEAK
    if told < WEAK_ONLY and kind.kind in families.telling and _asks_for(indicator, kind):
        told *= CHARACTERISTIC
    most = MOST_BY_CONTENT if signals.readable else MOST_BY_NAME
    score = min(told * _affinity(indicator, kind, families, context), most) if told else 0.0
    if signals.readable and not said.clearly and not said.name:
        score *= UNSAID
    unnamed = _policy_unnamed(indicator, kind, families, context)
    if unnamed:
        score *= UNNAMED_POLICY if signals.readable else NO_POLICY_ITSELF
    return IndicatorGuess(
        indicator,
        score,
        because,
        by_content=signals.readable and said.clearly,
        policy_unnamed=unnamed,
        of_policy=_of_policy(indicator, kind, families, signals.title),
    )


def _add_umbrella(guesses: list[IndicatorGuess], signals: Signals, kind: KindGuess, families: Families) -> None:
    """A regulation "tentang SPBE" may regulate any subject of its family until its articles can be read.

    Not where name or title already name one subject of the family, and not for minutes and reports on SPBE that do
    not speak of a regulation.
    """
    if signals.readable and signals.regulation:
        return
    named = Cues.fromkeys((*signals.in_name, *signals.title), 1)
    if not any(cue.startswith("u:") for cue in named):
        return
    regulates = kind.kind is None or kind.draft or kind.kind in families.regulating
    specific = {guess.indicator.family for guess in guesses if marks_of(guess.indicator, named)}
    for guess in guesses:
        family = guess.indicator.family
        if not regulates and f"x:{family}" not in named:
            continue
        if f"u:{family}" in named and family not in specific and not guess.score and _serves(kind, guess.indicator):
            guess.score = UMBRELLA
            guess.because.append("dokumen induk SPBE; pasalnya belum terbaca")


def _add_by_kind(guesses: list[IndicatorGuess], signals: Signals, kind: KindGuess, families: Families) -> None:
    """A budget of SPBE as a whole belongs where budgets are asked for: a kind of one family, and no subject named."""
    named = {*signals.name.cues, *signals.title}
    if kind.kind not in families.telling or not any(cue.startswith("u:") for cue in named):
        return
    if any(guess.score for guess in guesses):
        return
    for guess in guesses:
        own = [item for item in families.core[guess.indicator.no] if item.about is None]
        first = min((item.level for item in own), default=0)
        if any(item.kind == kind.kind and item.level == first for item in own):
            guess.score = UMBRELLA
            guess.because.append("dokumen SPBE dari jenis yang diminta di sini")


def _serves(kind: KindGuess, indicator: Indicator) -> bool:
    kinds = frozenset(kind.kinds)
    return any(not kinds.isdisjoint(item.kinds) for item in indicator.evidence)


def _asks_for(indicator: Indicator, kind: KindGuess) -> bool:
    return any(item.kind == kind.kind for item in indicator.evidence)


def _affinity(indicator: Indicator, kind: KindGuess, families: Families, named: frozenset[str]) -> float:
    """Whether kind and context fit the indicator's family: indicators that share a subject differ only by this.

    ``named``: the context words of the document.
    """
    context = named & {*families.siblings[indicator.no], str(indicator.no)}
    own = indicator.family in context or str(indicator.no) in context
    core: Sequence[Evidence] = families.core[indicator.no]
    policy = indicator.no in families.policies
    if kind.kind is None:
        fitting = not context or own
        return UNKNOWN_KIND * (UNNAMED_POLICY if policy and not own else 1) * (1 if fitting else OTHER_FAMILY)
    if kind.forms_team and policy and not any(families.team in item.kinds for item in core):
        return OTHER_KIND
    if kind.draft and any(item.kind == families.draft for item in indicator.evidence):
        core = list(indicator.evidence)
    kinds = frozenset(kind.kinds)
    serving = any(not kinds.isdisjoint(item.kinds) for item in core)
    specific = any(item.kind in kinds for item in core)
    if serving and specific and (own or not context):
        return FITTING_KIND
    generic = NO_POLICY_ITSELF if policy and kind.kind not in families.regulating else GENERIC_NAMED_FAMILY
    if serving:
        return generic if own else GENERIC_KIND * (UNNAMED_POLICY if policy else 1)
    if _serves(kind, indicator):
        unnamed = OTHER_FAMILY if context else UNNAMED_POLICY if policy else 1
        return generic if own else GENERIC_KIND * unnamed
    return OTHER_KIND if not own else GENERIC_KIND


def _policy_unnamed(indicator: Indicator, kind: KindGuess, families: Families, named: frozenset[str]) -> bool:
    """A review of a network is no review of the regulation on networks, unless it speaks of a regulation."""
    if kind.kind is None or kind.draft or kind.kind in families.regulating or indicator.no not in families.policies:
        return False
    shared = len(families.siblings[indicator.no]) > 1
    return shared and indicator.family not in named and str(indicator.no) not in named


def _of_policy(indicator: Indicator, kind: KindGuess, families: Families, title: Mapping[str, int]) -> bool:
    """A review of the regulation on networks is no review of the network; its title says which."""
    if kind.kind is None or kind.kind in families.regulating or indicator.no in families.policies:
        return False
    policies = families.siblings[indicator.no] & families.policy_names
    own = {f"x:{indicator.family}", f"x:{indicator.no}"} & title.keys()
    return bool(policies) and not own and any(f"x:{family}" in title for family in policies)


def _add_numbers(guess: IndicatorGuess, signals: Signals, strongest: float) -> None:
    """Let numbers in the name and folder speak, weaker where the content clearly speaks of something else."""
    silent = guess.score <= SILENT
    clear = strongest >= CLEAR and signals.readable
    for hint, factor, where in _hints(guess.indicator.no, signals):
        weight = hint.strength * factor
        if silent and clear:
            weight *= NUMBER_CONTRADICTED
            guess.contradicted = True
        guess.score = combine(guess.score, weight)
        guess.by_number = True
        guess.because.insert(0, f"{where} “{hint.text}” menunjuk indikator {guess.indicator.no}")


def _hints(number: int, signals: Signals) -> list[tuple[NumberHint, float, str]]:
    found = [(hint, 0.95, "nama") for hint in signals.name.numbers if hint.number == number]
    if not found or signals.name.numbers[0].strength < CLEAR:
        found += [(hint, 0.85, "folder") for hint in signals.name.folder_numbers if hint.number == number]
    return found[:2]
