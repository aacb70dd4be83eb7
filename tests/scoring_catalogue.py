"""The tree of the 47-indicator instrument as numbers: weights, aspects, domains, predicates - and no evidence."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from spbe_checklist.catalogue.models import Aspect, Catalogue, Domain, Indicator, Predicate, Source
from spbe_checklist.verdict.scoring import Number, as_fraction, weighted_mean

RANGES = (
    (1, 10, "1.30", 1),
    (11, 14, "2.50", 2),
    (15, 18, "2.50", 3),
    (19, 20, "2.50", 4),
    (21, 28, "1.50", 5),
    (29, 31, "1.50", 6),
    (32, 41, "2.75", 7),
    (42, 47, "3.00", 8),
)
"""First and last indicator, weight of each, aspect (PermenPANRB 59/2020, pp. 17-20)."""

ASPECTS = {
    1: ("13.00", 1),
    2: ("10.00", 2),
    3: ("10.00", 2),
    4: ("5.00", 2),
    5: ("12.00", 3),
    6: ("4.50", 3),
    7: ("27.50", 4),
    8: ("18.00", 4),
}
DOMAINS = {1: "13.00", 2: "25.00", 3: "16.50", 4: "45.50"}
PREDICATES = (("Memuaskan", "4.2"), ("Sangat Baik", "3.5"), ("Baik", "2.6"), ("Cukup", "1.8"), ("Kurang", "1.0"))


def structure() -> Catalogue:
    """A catalogue that can score and nothing else."""
    return Catalogue(
        id="spbe-2020",
        edition="2024",
        title="Struktur 47 indikator",
        sources=(Source(id="p", title="PermenPANRB 59/2020"),),
        level_names={},
        predicates=tuple(Predicate(name=name, min=Decimal(least)) for name, least in PREDICATES),
        domains=tuple(Domain(no=no, name=f"Domain {no}", weight=Decimal(weight)) for no, weight in DOMAINS.items()),
        aspects=tuple(
            Aspect(no=no, name=f"Aspek {no}", weight=Decimal(weight), domain=domain)
            for no, (weight, domain) in ASPECTS.items()
        ),
        kinds=(),
        checks=(),
        subjects=(),
        indicators=tuple(
            indicator(no, weight, aspect, ASPECTS[aspect][1])
            for first, last, weight, aspect in RANGES
            for no in range(first, last + 1)
        ),
    )


def indicator(no: int, weight: str, aspect: int, domain: int | None, **fields: object) -> Indicator:
    """An indicator without evidence."""
    values: dict[str, object] = {
        "no": no,
        "name": f"Indikator {no}",
        "topic": f"Topik {no}",
        "weight": Decimal(weight),
        "aspect": aspect,
        "domain": domain,
        "capability": "proses",
        "family": "f",
        "subject": "s",
    }
    return Indicator.model_validate(values | fields)


def domain_values(catalogue: Catalogue, aspects: Mapping[int, Number]) -> dict[int, Fraction]:
    """Value of every domain all of whose aspects are given: weighted mean of the aspects."""
    values: dict[int, Fraction] = {}
    for domain in catalogue.domains:
        members = [aspect for aspect in catalogue.aspects if aspect.domain == domain.no]
        if members and all(aspect.no in aspects for aspect in members):
            values[domain.no] = weighted_mean((aspect.weight, aspects[aspect.no]) for aspect in members)
    return values


def index_of_nodes(weights: Mapping[int, Decimal], values: Mapping[int, Number]) -> Fraction:
    """Index from the values of all domains, or of all aspects where there are no domains: sum(weight x value) / 100."""
    return sum((Fraction(weight) * as_fraction(values[no]) for no, weight in weights.items()), Fraction()) / 100
