"""What of a Result a report shows: the filters and folded copies, alike in every format, and how wide a screen is.

A filter narrows the Result itself, so that no format needs to know of it: indicators and items that do not fit are
gone, the counts are those of what is left, and a notice says so. Indices and the order of importance stay those of the
whole agency, because a part of the evidence has neither.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from spbe_checklist.reports import words
from spbe_checklist.verdict.counts import counts_of
from spbe_checklist.verdict.document_entry import DocumentEntry, NoticeEntry
from spbe_checklist.verdict.result import (
    EvidenceEntry,
    EvidenceStatus,
    FileCounts,
    IndicatorEntry,
    Offer,
    Result,
)

ONLY: Mapping[str, tuple[EvidenceStatus, ...]] = {
    "belum-ada": ("belum_ada",),
    "perlu-diperiksa": ("perlu_diperiksa",),
    "ada": ("ada",),
    "dikecualikan": ("dikecualikan",),
    "missing": ("belum_ada",),
    "doubtful": ("perlu_diperiksa",),
    "present": ("ada", "dikecualikan"),
}
"""Values of ``--only`` and the statuses each stands for; the English ones are as good."""

NARROWED = "saringan"
"""Code of the notice that says a Result was narrowed."""


class View(Struct, frozen=True):
    """How to show a Result; never what is in it, and never the exit code."""

    width: int = 100
    colour: bool = False
    marks: bool = True
    """False where the encoding cannot show ✓ and ✗."""
    detail: bool = False
    indicators: frozenset[int] | None = None
    unit: str | None = None
    only: str | None = None
    """A key of ``ONLY``: items of that status, and the indicators that have any."""

    @property
    def filtered(self) -> bool:
        """Whether anything is left out."""
        return self.indicators is not None or self.unit is not None or self.only is not None


def narrow(result: Result, view: View) -> Result:
    """The part of a Result that the view's filters leave; the same Result where there are none."""
    if not view.filtered:
        return result
    entries = [kept for entry in result.indicators if (kept := _narrowed(entry, view)) is not None]
    items = [item for entry in entries for item in entry.evidence]
    documents = _offered(result, items)
    unreadable = sum(document.health != "baik" for document in documents)
    files = FileCounts(seen=len(documents), read=len(documents) - unreadable, unreadable=unreadable)
    summary = result.summary.model_copy(update=counts_of(entries) | {"files": files})
    said = NoticeEntry(NARROWED, _said(result, view, len(entries)))
    narrowed = result.model_copy(
        update={
            "summary": summary,
            "indicators": entries,
            "documents": documents,
            "ignored": [],
            "notices": [said, *result.notices],
        }
    )
    return narrowed.part_of(result)


def folded(result: Result) -> Result:
    """The Result with identical files offered once per item, in the name of their copies; the chosen one stays."""
    originals = {one.path: one.duplicate_of for one in result.documents if one.duplicate_of}
    if not originals:
        return result
    entries = [
        entry.model_copy(
            update={
                "evidence": [
                    item.model_copy(update={"documents": _once(item.documents, originals)}) for item in entry.evidence
                ]
            }
        )
        for entry in result.indicators
    ]
    return result.model_copy(update={"indicators": entries})


def _once(offers: list[Offer], originals: Mapping[str, str]) -> list[Offer]:
    """One offer per content, where its first one stood: the confirmed one, else an accepted one, else the first."""
    groups: dict[str, list[Offer]] = {}
    for offer in offers:
        groups.setdefault(originals.get(offer.path, offer.path), []).append(offer)
    return [
        max(same, key=lambda offer: (offer.confirmed, offer.accepted)).standing_for(len(same) - 1)
        if len(same) > 1
        else same[0]
        for same in groups.values()
    ]


def _narrowed(entry: IndicatorEntry, view: View) -> IndicatorEntry | None:
    """The indicator with the items that fit; None where it does not fit, or none of its asked items does."""
    if view.indicators is not None and entry.no not in view.indicators:
        return None
    if view.unit is None and view.only is None:
        return entry
    items = [item for item in entry.evidence if _fits(item, entry, view)]
    return entry.model_copy(update={"evidence": items}) if any(item.counted for item in items) else None


def _fits(item: EvidenceEntry, entry: IndicatorEntry, view: View) -> bool:
    owners = item.units or entry.units
    if view.unit is not None and not any(view.unit.casefold() in unit.casefold() for unit in owners):
        return False
    return view.only is None or (item.counted and item.status in ONLY[view.only])


def _offered(result: Result, items: list[EvidenceEntry]) -> list[DocumentEntry]:
    """The documents offered for these items."""
    ids = {item.id for item in items}
    paths = {offer.path for item in items for offer in item.documents}
    return [
        one
        for one in result.documents
        if one.path in paths or any(match.evidence in ids and not match.near for match in one.matches)
    ]


def _said(result: Result, view: View, shown: int) -> str:
    filters = [
        f"indikator {words.numbers(view.indicators)}" if view.indicators is not None else "",
        f"unit “{view.unit}”" if view.unit is not None else "",
        f"butir {words.series([f'“{words.EVIDENCE_STATUS[one].lower()}”' for one in ONLY[view.only]])}"
        if view.only is not None
        else "",
    ]
    return (
        f"Disaring ({'; '.join(part for part in filters if part)}): {shown} dari {len(result.indicators)} indikator. "
        "Hitungan mencakup yang tampil saja; indeks tetap untuk seluruh instansi."
    )
