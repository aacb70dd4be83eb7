"""Who has to do something about a document offered for an item: somebody here, or the unit that sent it.

The one rule for letters, plan and lists: what only our own side can settle is never asked of a unit.
"""

from __future__ import annotations

from collections.abc import Mapping

from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.result import EvidenceEntry, Offer

_SEND_AGAIN = frozenset({"kosong", "rusak", "terkunci", "tidak_didukung", "pintasan", "salah_unduh", "tidak_terbaca"})
"""States of a file that its sender can mend; the others are limits of the machine that read it."""


def to_mend(offer: Offer, documents: Mapping[str, DocumentEntry]) -> tuple[str, ...]:
    """What the sender has to mend in an offered file; empty where only a person or a machine here is needed."""
    document = documents.get(offer.path)
    if document is not None and document.health in _SEND_AGAIN:
        return (document.reason,) if document.reason else tuple(offer.lacks)
    return tuple(offer.mend)


def open_offers(item: EvidenceEntry) -> list[Offer]:
    """Files offered for an item that do not count for it yet."""
    return [offer for offer in item.documents if not offer.near and not offer.accepted]


def to_decide(item: EvidenceEntry, documents: Mapping[str, DocumentEntry]) -> tuple[str, ...]:
    """Files of a doubtful item that lack nothing their sender could mend; empty: the item has to be asked for."""
    if item.status != "perlu_diperiksa":
        return ()
    return tuple(offer.path for offer in open_offers(item) if not to_mend(offer, documents))
