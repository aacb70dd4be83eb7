"""Where claimed, supported and assessed level part: what answers the difference and what is still open.

A pure function of the Result. What is asked up to a level (``lacking``), which level people will be asked about
(``prepared_level``) and when the assessor has to be asked (``asks_assessor``) are decided here for every report.
"""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, NoteEntry, Result
from spbe_checklist.verdict.scoring import as_fraction


class Gap(Struct, frozen=True):
    """One indicator whose levels differ, or that has an open note of the assessor."""

    indicator: IndicatorEntry
    size: Fraction | None
    """Levels between the highest of claimed and supported and the lowest of supported and assessed; None: unknown."""
    documents: tuple[str, ...]
    """Accepted documents that answer it: those named for a note, then those of the levels in dispute."""
    open: tuple[EvidenceEntry, ...]
    """Required items up to the prepared level that are not there, or in doubt."""
    notes: tuple[NoteEntry, ...]
    """The assessor's notes that nobody answered yet."""

    @property
    def worth(self) -> Fraction:
        """Points of the index in dispute: weight x gap; 0 where the gap is not known."""
        return Fraction(self.indicator.weight) * (self.size or 0) / 100


def gaps(result: Result) -> tuple[Gap, ...]:
    """The indicators that differ or have an open note, the largest weight x gap first, then by number."""
    found = [_gap(entry) for entry in result.indicators]
    return tuple(
        sorted((one for one in found if one.size or one.notes), key=lambda one: (-one.worth, one.indicator.no))
    )


def _gap(entry: IndicatorEntry) -> Gap:
    lower = [as_fraction(value) for value in (entry.supported_level, entry.assessed_level) if value is not None]
    upper = [as_fraction(value) for value in (entry.claimed_level, entry.supported_level) if value is not None]
    known = sum(value is not None for value in (entry.claimed_level, entry.supported_level, entry.assessed_level)) > 1
    level = prepared_level(entry)
    notes = tuple(note for note in entry.notes if note.status == "terbuka")
    disputed = range(min([int(low) for low in lower] + [level - 1]) + 1, max([int(top) for top in upper] + [level]) + 1)
    paths = [path for note in notes for path in note.answered_by]
    paths += [
        offer.path
        for item in sorted(entry.evidence, key=lambda item: -item.level)
        if item.level in disputed
        for offer in item.documents
        if offer.accepted
    ]
    return Gap(
        indicator=entry,
        size=max(Fraction(), max(upper) - min(lower)) if known and upper and lower else None,
        documents=tuple(dict.fromkeys(paths)),
        open=lacking(entry, level),
        notes=notes,
    )


def prepared_level(entry: IndicatorEntry) -> int:
    """The level people will be asked about: what they claimed, else what they aim at."""
    return entry.target_level if entry.claimed_level is None else int(entry.claimed_level)


def lacking(entry: IndicatorEntry, level: int) -> tuple[EvidenceEntry, ...]:
    """Required items missing or in doubt up to a level; one that another item made unnecessary is not."""
    held = {one.level for one in entry.levels if one.supported}
    return tuple(
        item
        for item in entry.evidence
        if item.required
        and item.level <= level
        and (item.open if item.counted else item.level not in held and item.status in {"belum_ada", "perlu_diperiksa"})
    )


def asks_assessor(entry: IndicatorEntry) -> bool:
    """Whether all that is asked is there and the assessor's value stays below: only the assessor can say why.

    "All" is what is asked up to the target, or up to the claimed level where the value is below the claim.
    """
    claimed, supported, assessed = entry.claimed_level, entry.supported_level, entry.assessed_level
    if supported is None or assessed is None or assessed >= supported:
        return False
    if entry.status == "lengkap":
        return True
    return claimed is not None and assessed < claimed <= supported and not lacking(entry, int(claimed))
