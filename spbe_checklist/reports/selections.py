"""What reports pick out of a Result: counted items, items still owed, files with problems, and the next step for each.

Kept in one place so that all formats show the same items and the same counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from spbe_checklist.reports import words
from spbe_checklist.verdict.priorities import Priority
from spbe_checklist.verdict.result import DocumentEntry, EvidenceEntry, IndicatorEntry, Result


def rows(result: Result) -> Iterator[Priority]:
    """Every evidence item, also those above the target level."""
    for indicator in result.indicators:
        for item in indicator.evidence:
            yield Priority(indicator, item)


def counted(result: Result) -> Iterator[Priority]:
    """The items that the summary counts."""
    return (row for row in rows(result) if row.item.counted)


def unit_names(result: Result) -> list[str]:
    """Every unit the Result names, in alphabetical order."""
    return sorted({unit for row in rows(result) for unit in row.units}, key=str.casefold)


def unreadable(result: Result) -> list[DocumentEntry]:
    """Files that could not be read."""
    return [document for document in result.documents if document.health != "baik"]


def noted(result: Result) -> list[DocumentEntry]:
    """Readable files about which a person should know something."""
    return [document for document in result.documents if document.health == "baik" and document.notices]


def unused(result: Result) -> list[DocumentEntry]:
    """Readable files that serve no evidence item, copies left out."""
    return [
        document
        for document in result.documents
        if document.health == "baik" and not document.matches and not document.duplicate_of
    ]


def gap(indicator: IndicatorEntry) -> int | None:
    """How many levels the evidence stays below the target; 0 when it reaches it, None where no level is derived."""
    if indicator.supported_level is None:
        return None
    return max(0, indicator.target_level - indicator.complete_level)


def next_step(item: EvidenceEntry) -> str:
    """What a person does about this item now; empty when there is nothing to do."""
    if not item.counted:
        return ""
    if item.status == "dikecualikan":
        until = f" sampai {words.date(item.decision.until)}" if item.decision else ""
        return f"Dikecualikan{until}. Siapkan dokumennya sebelum masa itu habis."
    if item.status == "ada":
        return ""
    if not item.open:
        return "Tidak perlu dikirim lagi: sudah tercakup oleh butir lain."
    if item.status == "perlu_diperiksa":
        return (
            "Buka dokumen yang diusulkan. Bila benar, simpan keputusannya dengan “spbe-check confirm”; "
            f"bila tidak, minta yang lengkap. {item.ask}"
        )
    return item.ask


def reason(item: EvidenceEntry) -> str:
    """Why the item has its status, as a sentence; empty where the documents listed with it already say so."""
    if item.documents and item.reason.startswith(item.documents[0].path):
        return ""
    return words.sentence(item.reason)


def requirement(indicator: IndicatorEntry, item: EvidenceEntry) -> str:
    """ "wajib" or "pelengkap" (optional); for what is not asked "di atas target", or "tidak diminta"."""
    if item.counted:
        return "wajib" if item.required else "pelengkap"
    return "di atas target" if item.level > indicator.target_level else "tidak diminta"
