"""What the families of a catalogue tell about kinds and subjects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from spbe_checklist.catalogue.models import Catalogue, Evidence


class Families(Struct, frozen=True):
    """What the families of a catalogue tell about kinds and subjects; computed once."""

    siblings: Mapping[int, frozenset[str]]
    """Families of the indicators that share an indicator's subject: only these must be told apart by context."""
    telling: frozenset[str]
    """Kinds that required items above the floor of one family only ask for."""
    core: Mapping[int, tuple[Evidence, ...]]
    """An indicator's required items above the floor."""
    wanted: Mapping[tuple[int, bool], tuple[frozenset[str], frozenset[str]]]
    """By indicator, and whether the document is a draft: kinds that its items ask for, and all that they accept."""
    policies: frozenset[int]
    """Indicators most of whose core items are policies."""
    policy_names: frozenset[str]
    """Families of these indicators."""
    mixed: frozenset[int]
    """Indicators that share family and subject: their subject gathers the words of several fields."""
    regulating: frozenset[str]
    """Kinds that regulate by articles or dictums."""
    draft: str
    """The kind of drafts."""
    team: str
    """The kind of decrees that form a team."""


def families_of(catalogue: Catalogue) -> Families:
    """Gather what ``guess_indicators`` needs to know about a catalogue's families."""
    by_subject: dict[str, set[str]] = {}
    by_kind: dict[str, set[str]] = {}
    for indicator in catalogue.indicators:
        by_subject.setdefault(indicator.subject, set()).add(indicator.family)
        for item in indicator.evidence:
            if item.required and not indicator.at(item.level).floor:
                by_kind.setdefault(item.kind, set()).add(indicator.family)
    core = {
        indicator.no: tuple(item for item in indicator.evidence if item.required and not indicator.at(item.level).floor)
        for indicator in catalogue.indicators
    }
    draft = catalogue.sole("draft")
    wanted = {}
    for indicator in catalogue.indicators:
        every = tuple(indicator.evidence)
        drafts = any(item.kind == draft for item in every)
        for is_draft in (False, True):
            items = [one for one in (every if is_draft and drafts else core[indicator.no]) if one.about is None]
            asked = frozenset(item.kind for item in items)
            wanted[indicator.no, is_draft] = asked, frozenset(kind for item in items for kind in item.kinds)
    alike = Counter((indicator.family, indicator.subject) for indicator in catalogue.indicators)
    regulating = catalogue.having("regulates")
    policies = frozenset(
        no for no, items in core.items() if 2 * sum(item.kind in regulating for item in items) > len(items)
    )
    return Families(
        regulating=regulating,
        draft=draft,
        wanted=wanted,
        team=catalogue.sole("appoints"),
        core=core,
        mixed=frozenset(one.no for one in catalogue.indicators if alike[one.family, one.subject] > 1),
        policies=policies,
        policy_names=frozenset(one.family for one in catalogue.indicators if one.no in policies),
        siblings={indicator.no: frozenset(by_subject[indicator.subject]) for indicator in catalogue.indicators},
        telling=frozenset(kind for kind, names in by_kind.items() if len(names) == 1),
    )
