"""From level values to the index: exact sums, two decimals half up, and the word for it.

Index = sum(weight x level) / 100 over all indicators; an aspect or domain is the weighted mean of its indicators
(PermenPANRB 59/2020, pp. 21-24). Nothing is rounded on the way: the regulation's own tables and the published results
only come out right like this. The predicate belongs to the value as shown, so that "3.50" is never called "Baik".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from spbe_checklist.catalogue.models import Aspect, Catalogue, Domain, Indicator
from spbe_checklist.verdict.result import IndicatorEntry

Number = int | float | Decimal | Fraction
"""A level or node value. Floats stand for the decimal they print as (2.1 is 21/10)."""


class NodeScore(Struct, frozen=True):
    """Index of one domain or aspect. ``value`` is exact, ``index`` is what people see."""

    no: int
    name: str
    weight: Decimal
    value: Fraction

    @property
    def index(self) -> str:
        """The value with two decimals, half up."""
        return show(self.value)


class Score(Struct, frozen=True):
    """Index of one set of levels, with its parts. ``domains`` is empty in editions without domains."""

    value: Fraction
    predicate: str | None
    domains: tuple[NodeScore, ...]
    aspects: tuple[NodeScore, ...]

    @property
    def index(self) -> str:
        """The index with two decimals, half up."""
        return show(self.value)

    @property
    def index_exact(self) -> str:
        """The unrounded index, at least two decimals."""
        return exact(self.value)


class UnsupportedClaim(Struct, frozen=True):
    """An indicator whose claimed level is higher than its evidence supports."""

    no: int
    claimed: float
    supported: int | float
    loss: Fraction
    """Points of the index at stake: weight x gap / 100."""


def score(catalogue: Catalogue, levels: Mapping[int, Number | None]) -> Score:
    """Index, predicate, domains and aspects for one level per indicator.

    An indicator that is missing or None counts as the edition's lowest level: nothing is re-weighted. One that the
    edition counts several times (``copies``) carries its weight as often. Numbers unknown to the catalogue are left
    out; ``levels_file.check_levels`` refuses them beforehand.
    """
    weight = {one.no: one.exact_weight * one.copies for one in catalogue.indicators}
    given = {
        indicator.no: as_fraction(catalogue.min_level if (level := levels.get(indicator.no)) is None else level)
        for indicator in catalogue.indicators
    }
    value = sum((weight[one.no] * given[one.no] for one in catalogue.indicators), Fraction()) / 100
    domain_of = {aspect.no: aspect.domain for aspect in catalogue.aspects}

    def node(of: Domain | Aspect, members: Iterable[Indicator]) -> NodeScore:
        return NodeScore(of.no, of.name, of.weight, weighted_mean((weight[one.no], given[one.no]) for one in members))

    return Score(
        value=value,
        predicate=predicate(catalogue, value),
        domains=tuple(
            node(of, (one for one in catalogue.indicators if of.no in {one.domain, domain_of.get(one.aspect)}))
            for of in catalogue.domains
        ),
        aspects=tuple(
            node(of, (one for one in catalogue.indicators if one.aspect == of.no)) for of in catalogue.aspects
        ),
    )


def weighted_mean(pairs: Iterable[tuple[Decimal | Fraction, Number]]) -> Fraction:
    """sum(weight x value) / sum(weight), exact; 0 for a node without weight."""
    total = weights = Fraction()
    for weight, value in pairs:
        total += Fraction(weight) * as_fraction(value)
        weights += Fraction(weight)
    return total / weights if weights else Fraction()


def predicate(catalogue: Catalogue, value: Number | str) -> str | None:
    """The word for an index, judged by the value as shown; below every threshold the lowest word."""
    shown = Decimal(value if isinstance(value, str) else show(value))
    for candidate in catalogue.predicates:
        if shown >= candidate.min:
            return candidate.name
    return catalogue.predicates[-1].name if catalogue.predicates else None


def show(value: Number) -> str:
    """Two decimals, half up (3.185 is "3.19", never banker's rounding), with a decimal point."""
    number = as_fraction(value)
    cents = (abs(number) * 200 + 1) // 2
    sign = "-" if number < 0 and cents else ""
    return f"{sign}{cents // 100}.{cents % 100:02d}"


def exact(value: Number) -> str:
    """The decimal without rounding, at least two decimals; "19/6" for a value that has no finite decimal."""
    number = as_fraction(value)
    rest, digits = number.denominator, 0
    while rest % 10 == 0:
        rest, digits = rest // 10, digits + 1
    while rest % 2 == 0 or rest % 5 == 0:
        rest, digits = rest // (2 if rest % 2 == 0 else 5), digits + 1
    if rest != 1:
        return str(number)
    digits = max(digits, 2)
    scaled = str(abs(number.numerator) * 10**digits // number.denominator).rjust(digits + 1, "0")
    return f"{'-' if number < 0 else ''}{scaled[:-digits]}.{scaled[-digits:]}"


def as_fraction(value: Number) -> Fraction:
    """The exact number meant by a level value; a float means the decimal it prints as."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def overclaim(entry: IndicatorEntry) -> Fraction | None:
    """How far the claimed level stands above the supported one; 0 where it does not, None where one is not known."""
    if entry.claimed_level is None or entry.supported_level is None:
        return None
    return max(Fraction(), as_fraction(entry.claimed_level) - as_fraction(entry.supported_level))


def unsupported_claims(indicators: Iterable[IndicatorEntry]) -> list[UnsupportedClaim]:
    """Indicators claimed higher than supported, the costliest first (weight x gap, then number)."""
    claims = [
        UnsupportedClaim(
            entry.no, entry.claimed_level or 0, entry.supported_level or 0, Fraction(entry.weight) * excess / 100
        )
        for entry in indicators
        if (excess := overclaim(entry))
    ]
    return sorted(claims, key=lambda claim: (-claim.loss, claim.no))
