"""What reports pick out of a Result: counted items, items still owed, files with problems, and the next step for each.

Kept in one place so that all formats show the same items and the same counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spbe_checklist.language import within
from spbe_checklist.reports import words
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.priorities import Priority
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, Offer, Result

SHOWN_DOCUMENTS = 3
"""Documents that lists show per item; they say how many more there are."""


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
    readable = (one for one in result.documents if one.health == "baik")
    return [one for one in readable if not one.matches and not one.duplicate_of]


def problems(result: Result) -> list[DocumentEntry]:
    """Files that a person should look at: unreadable or scanned, with a remark, in doubt or of no use."""
    return [
        document
        for document in result.documents
        if document.health != "baik"
        or document.notices
        or document.text == "pindaian"
        or not any(match.accepted for match in document.matches)
    ]


def problem_counts(documents: Sequence[DocumentEntry]) -> str:
    """ "4 tidak terbaca, 11 bercatatan, 20 belum terpakai": the problems by the first thing that is wrong."""
    unread = sum(document.health != "baik" for document in documents)
    noted = sum(document.health == "baik" and bool(document.notices) for document in documents)
    counts = (unread, "tidak terbaca"), (noted, "bercatatan"), (len(documents) - unread - noted, "belum terpakai")
    return ", ".join(f"{words.count(number)} {word}" for number, word in counts if number)


def listed(item: EvidenceEntry) -> list[Offer]:
    """The documents that a page lists with an item: the first ``SHOWN_DOCUMENTS``, and whatever else counts."""
    return [offer for place, offer in enumerate(item.documents) if place < SHOWN_DOCUMENTS or offer.accepted]


def unset(result: Result) -> list[str]:
    """What spbe.yaml does not say yet and reports would show."""
    entries = result.indicators
    nobody = [entry.no for entry in entries if not entry.units]
    found = [] if result.agency.name else ["nama instansi"]
    if nobody:
        all_of_them = len(nobody) == len(entries)
        found.append("unit penanggung jawab" if all_of_them else f"unit indikator {words.numbers(nobody)}")
    if result.summary.index_supported is not None:
        found += [] if any(entry.claimed_level is not None for entry in entries) else ["nilai mandiri"]
        found += [] if any(entry.assessed_level is not None for entry in entries) else ["nilai asesor"]
    return found


_ASKS_A_PERSON = re.compile(r"^tingkat \d+ perlu dilihat orang: ")


def shortfall(item: EvidenceEntry) -> tuple[str, str]:
    """Why an item does not count and where that was seen: what its first document lacks, or what is not there."""
    if item.status == "belum_ada":
        return f"belum ada {within(item.document or item.label)}", ""
    offer = next(iter(item.documents), None)
    if offer is None:
        return item.reason, ""
    lacks = sorted([*offer.mend, *offer.lacks], key=lambda lack: lack.endswith(" poin"))
    lack = _ASKS_A_PERSON.sub("lihat ", lacks[0]) if lacks else item.reason
    return lack.partition(":")[0] if lack.endswith(" poin") else lack, words.place(
        offer
    )  # points tell nobody what to do


_SHORT = {"belum_ada": "belum", "perlu_diperiksa": "periksa"}


def tally(indicator: IndicatorEntry) -> str:
    """ "2 belum, 1 periksa": what an indicator still lacks."""
    asked = [item for item in indicator.evidence if item.counted]
    counts = ((sum(item.status == status for item in asked), word) for status, word in _SHORT.items())
    return ", ".join(f"{count} {word}" for count, word in counts if count)


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


def bare_reason(item: EvidenceEntry) -> str:
    """The reason without the document that is listed beside it; empty where it says no more than that one's place."""
    named = next((offer.path for offer in item.documents if item.reason.startswith(offer.path)), "")
    said = item.reason.removeprefix(named)
    return said if not named else said.removeprefix(": ") if said.startswith(": ") else ""


def requirement(indicator: IndicatorEntry, item: EvidenceEntry) -> str:
    """ "wajib" or "pelengkap" (optional); for what is not asked "di atas target", or "tidak diminta"."""
    if item.counted:
        return "wajib" if item.required else "pelengkap"
    return "di atas target" if item.level > indicator.target_level else "tidak diminta"
