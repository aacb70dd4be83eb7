"""From one edition of the instrument to the next: what of the evidence that is there can be offered again, and where.

Works on a saved Result and an unofficial map (``catalogue.edition_map``); no folder is read again. A document is
proposed for an item of the newer edition when its kind serves and either its name or title speaks of the subject
there, or the map says that its old indicator is the same or a part of the new one. Nothing here says that an item is
fulfilled: what must be inside a document is for people to look up, and a level never moves between editions.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from msgspec import Struct

from spbe_checklist.catalogue.edition_map import EditionMap, Pair
from spbe_checklist.catalogue.models import Catalogue, Evidence, Indicator
from spbe_checklist.errors import ConfigurationError
from spbe_checklist.language import enumerated
from spbe_checklist.recognition.trial import offers
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.result import CatalogueRef, IndicatorEntry, Result

ReuseStatus = Literal["dapat_diajukan", "periksa_isi", "perlu_diperbarui", "belum_ada"]

STATUSES: Mapping[ReuseStatus, str] = {
    "dapat_diajukan": "Dapat diajukan lagi",
    "periksa_isi": "Periksa isinya dulu",
    "perlu_diperbarui": "Perlu diperbarui",
    "belum_ada": "Belum ada",
}
"""In reading order, best first."""

MOST_MONTHS = 24
"""Reports and minutes older than this at the end of the evaluation year count as old.

Pedoman Menteri PANRB 3/2024 sets two years for reviews and audits; whether a later edition keeps that is not known, so
the report says that the limit is borrowed.
"""

_NUMBER = re.compile(r"(?i)(?:in[a-z]{0,2}dikator[\s_]*)?(?<![a-z0-9])\d{1,3}[a-z]?(?![a-z0-9])")
"""Numbers in names are those of the older edition; read as numbers of the newer one they would mislead."""

_CLOSE = ("sama", "bagian")
_BEST: tuple[ReuseStatus, ...] = ("dapat_diajukan", "periksa_isi", "perlu_diperbarui")


class ReuseDocument(Struct, frozen=True):
    """A document that is there today, proposed for one item of the newer edition."""

    path: str
    kind: str
    kind_label: str
    year: int | None
    status: ReuseStatus
    because: tuple[str, ...]
    check: tuple[str, ...]
    """What a person has to look up or mend before it is handed in."""
    served: tuple[int, ...]
    """Indicators of the older edition that it serves."""
    units: tuple[str, ...]


class ReuseItem(Struct, frozen=True):
    """One evidence item of the newer edition."""

    item: Evidence
    kind_label: str
    status: ReuseStatus
    documents: tuple[ReuseDocument, ...]
    units: tuple[str, ...]
    """Who holds the documents, else who owed the evidence of the closest older indicators; empty: nobody known."""


class ReuseIndicator(Struct, frozen=True):
    """One indicator of the newer edition with what the older one offers for it."""

    indicator: Indicator
    pairs: tuple[Pair, ...]
    items: tuple[ReuseItem, ...]
    further: tuple[str, ...]
    """Documents of its older indicators that fit none of its items: material, not evidence."""

    @property
    def counts(self) -> Counter[ReuseStatus]:
        """How many items have which status."""
        return Counter(item.status for item in self.items)


@dataclass(frozen=True)
class Reuse:
    """Everything that is known about taking evidence from one edition to another."""

    result: Result
    target: Catalogue
    edition_map: EditionMap
    year: int
    level: int
    """Items up to this level are listed."""
    indicators: tuple[ReuseIndicator, ...]
    placed: tuple[str, ...]
    """Documents that are proposed for at least one item."""
    unplaced: tuple[str, ...]
    """Documents that serve the older edition and are proposed nowhere in the newer one."""

    @property
    def source(self) -> CatalogueRef:
        """The edition the Result was made with."""
        return self.result.catalogue

    @cached_property
    def counts(self) -> dict[ReuseStatus, int]:
        """Items by status, in reading order."""
        found = Counter(item.status for indicator in self.indicators for item in indicator.items)
        return {status: found[status] for status in STATUSES}

    @cached_property
    def units(self) -> tuple[str, ...]:
        """All units that hold or owe something, by name."""
        names = {unit for one in self.indicators for item in one.items for unit in item.units}
        return tuple(sorted(names, key=str.casefold))

    def of_unit(self, unit: str | None) -> list[tuple[ReuseIndicator, list[ReuseItem]]]:
        """Indicators with the items of one unit; None: the items for which no unit is known."""
        chosen = [
            (one, [item for item in one.items if (unit in item.units if unit is not None else not item.units)])
            for one in self.indicators
        ]
        return [(one, items) for one, items in chosen if items]


def reuse(
    result: Result, target: Catalogue, edition_map: EditionMap, *, year: int | None = None, level: int | None = None
) -> Reuse:
    """What the documents of a Result are good for in another edition.

    ``year`` is the evaluation year to prepare for (default: the Result's, but not before the edition begins), ``level``
    the highest level whose items are listed (default: the Result's target). Raises ConfigurationError when the map does
    not lead from the Result's edition to ``target``.
    """
    require_map(edition_map, result.catalogue.id, target.id)
    begins = target.valid_from.year if target.valid_from else result.agency.year
    chosen_year = max(result.agency.year, begins) if year is None else year
    chosen_level = min(max(result.agency.target_level, target.min_level), target.max_level) if level is None else level
    documents = [document for document in result.documents if _served(document)]
    entries = {entry.no: entry for entry in result.indicators}
    named = {document.path: _named(target, document) for document in documents}
    offering = _Offering(target, edition_map, entries, documents, named, chosen_year, chosen_level)
    indicators = tuple(offering.indicator(indicator) for indicator in target.indicators)
    placed = {found.path for one in indicators for item in one.items for found in item.documents}
    return Reuse(
        result=result,
        target=target,
        edition_map=edition_map,
        year=chosen_year,
        level=chosen_level,
        indicators=indicators,
        placed=tuple(document.path for document in documents if document.path in placed),
        unplaced=tuple(document.path for document in documents if document.path not in placed),
    )


def require_map(edition_map: EditionMap, old: str, new: str) -> None:
    """Refuse a map between other editions. Raises ConfigurationError."""
    if (edition_map.old, edition_map.new) != (old, new):
        raise ConfigurationError(
            f"Peta {edition_map.old} ke {edition_map.new} tidak cocok untuk hasil {old} menuju {new}.",
            "Pakai peta antara kedua edisi itu.",
        )


class _Offering(Struct, frozen=True):
    """What the documents of the older edition are proposed for in the newer one, ``target``."""

    target: Catalogue
    edition_map: EditionMap
    entries: Mapping[int, IndicatorEntry]
    documents: Sequence[DocumentEntry]
    named: Mapping[str, Collection[str]]
    """By path: items of the newer edition that name or title point to."""
    year: int
    level: int

    def indicator(self, indicator: Indicator) -> ReuseIndicator:
        pairs = tuple(self.edition_map.to(indicator.no))
        older = {pair.old: pair for pair in pairs}
        near = [document for document in self.documents if older.keys() & _served(document)]
        items = [
            self.item(item, near, older)
            for item in indicator.evidence
            if item.required and item.level <= self.level and not indicator.at(item.level).floor
        ]
        used = {found.path for item in items for found in item.documents}
        return ReuseIndicator(
            indicator=indicator,
            pairs=pairs,
            items=tuple(items),
            further=tuple(document.path for document in near if document.path not in used),
        )

    def item(self, item: Evidence, near: Sequence[DocumentEntry], older: Mapping[int, Pair]) -> ReuseItem:
        proposals = (self.proposal(item, document, older) for document in near)
        found = [one for one in proposals if one is not None]
        found.sort(key=lambda one: (_BEST.index(one.status), -(one.year or 0), one.path))
        status = found[0].status if found else "belum_ada"
        holders = tuple(dict.fromkeys(unit for one in found if one.status == status for unit in one.units))
        return ReuseItem(
            item=item,
            kind_label=self.target.kind_by_id[item.kind].label,
            status=status,
            documents=tuple(found),
            units=holders or self.closest_units(older),
        )

    def proposal(self, item: Evidence, document: DocumentEntry, older: Mapping[int, Pair]) -> ReuseDocument | None:
        """The document for the item, or None where nothing speaks for it."""
        target, year = self.target, self.year
        if not self.kinds(document) & {*item.kinds} or (item.draft == "wajib") != bool(document.draft):
            return None
        served = sorted(older.keys() & _served(document))
        close = [number for number in served if older[number].relation in _CLOSE]
        because = []
        if item.id in self.named[document.path]:
            because.append("nama atau judulnya cocok dengan butir ini")
        if close:
            numbers = enumerated([str(no) for no in close])
            because.append(f"dipakai untuk indikator {numbers} yang menjadi bagian dari indikator ini")
        if not because:
            return None
        written = _year(document)
        check = [f"pastikan memuat: {target.check_by_id[one].label}" for one in item.checks]
        if item.any_checks:
            check.append("pastikan memuat: " + " atau ".join(target.check_by_id[one].label for one in item.any_checks))
        if item.confirm:
            check.append(item.confirm)
        if item.scope != "tidak_diukur":
            check.append("periksa kelengkapan cakupannya")
        lasting = document.kind in target.having("lasting")
        old = not lasting and _too_old(document, item.max_age_months or MOST_MONTHS, year)
        if old:
            check.insert(0, f"sudah lama untuk evaluasi {year}; siapkan yang lebih baru")
        elif any(older[number].advice == "perbarui" for number in served):
            check.append("sumber peta menyarankan dokumen ini diperbarui")
        if written is None and not lasting:
            check.append("tanggalnya tidak ditemukan; periksa umurnya")
        return ReuseDocument(
            path=document.path,
            kind=document.kind or "",
            kind_label=document.kind_label or target.kind_by_id[item.kind].label,
            year=written,
            status="perlu_diperbarui" if old else "periksa_isi" if check else "dapat_diajukan",
            because=tuple(because),
            check=tuple(check),
            served=tuple(served),
            units=self.units_of(document, served),
        )

    def kinds(self, document: DocumentEntry) -> set[str]:
        """The document's kind, and for a regulation what it sets: one that counts as roadmap today is a roadmap."""
        kinds = {document.kind} if document.kind else set()
        if document.kind in self.target.having("regulates"):
            served = {match.evidence for match in document.matches if match.accepted}
            kinds |= {item.kind for entry in self.entries.values() for item in entry.evidence if item.id in served}
        return kinds

    def units_of(self, document: DocumentEntry, served: Collection[int]) -> tuple[str, ...]:
        """Units behind a document: those of the items it counts for, else the lead unit of its indicators."""
        units: dict[str, None] = {}
        for match in document.matches:
            if match.accepted and match.indicator in served and match.indicator in self.entries:
                entry = self.entries[match.indicator]
                own = next((item.units for item in entry.evidence if item.id == match.evidence), [])
                units.update(dict.fromkeys(own or entry.units[:1]))
        return tuple(units)

    def closest_units(self, older: Mapping[int, Pair]) -> tuple[str, ...]:
        """Lead units of the closest older indicators; several only where these are the same subject or a part of it."""
        if not older:
            return ()
        closest = next(iter(older.values()))
        group = [n for n, p in older.items() if (p.relation, p.confidence) == (closest.relation, closest.confidence)]
        units = dict.fromkeys(
            unit for number in group if number in self.entries for unit in self.entries[number].units[:1]
        )
        return tuple(units) if closest.relation in _CLOSE or len(units) == 1 else ()


def _served(document: DocumentEntry) -> set[int]:
    """Indicators for which the document counts today."""
    return {match.indicator for match in document.matches if match.accepted}


def _named(target: Catalogue, document: DocumentEntry) -> set[str]:
    """Items of the other edition that the document's path or its own title points to."""
    stem, dot, extension = document.path.rpartition(".")
    found = offers(target, f"{_NUMBER.sub(' ', stem)}{dot}{extension}")
    if document.title:
        found |= offers(target, f"{document.title.replace('/', ' ')}{dot}{extension}")
    return found


def _dated(document: DocumentEntry) -> dt.date | None:
    try:
        return dt.date.fromisoformat(document.dated) if document.dated else None
    except ValueError:
        return None


def _year(document: DocumentEntry) -> int | None:
    written = _dated(document)
    return written.year if written else document.year


def _too_old(document: DocumentEntry, months: int, year: int) -> bool:
    """Age at the end of the evaluation year; a document of which only the year is known counts from its end."""
    if written := _dated(document):
        return (year - written.year) * 12 + 12 - written.month > months
    return document.year is not None and (year - document.year) * 12 >= months
