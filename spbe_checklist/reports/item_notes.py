"""The explanation an evaluation portal asks for with each item: what the document is, and where it shows the item.

Written from what was found, for items that have a code in the portal and a document that counts. At least
``FEWEST_WORDS`` words, as portals demand; nothing is said that the Result does not hold, gaps are marked.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from spbe_checklist.language import within
from spbe_checklist.reports import safe, words
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, Offer

FEWEST_WORDS = 10


class ItemNote(Struct, frozen=True):
    """The text for one item of the portal."""

    code: str
    label: str
    text: str


def item_notes(entry: IndicatorEntry, documents: dict[str, DocumentEntry]) -> Iterator[ItemNote]:
    """One text per item that has a document."""
    for item in entry.evidence:
        offer = next((one for one in item.documents if one.accepted and one.path in documents), None)
        if item.code and item.status == "ada" and offer is not None:
            yield ItemNote(_plain(item.code, 20), _plain(item.label, 200), _text(item, offer, documents[offer.path]))


def _text(item: EvidenceEntry, offer: Offer, document: DocumentEntry) -> str:
    kind = within(_plain(document.kind_label or "dokumen", 80))
    name = _plain(document.path.rpartition("/")[2], 120)
    title = f" “{_plain(document.title, 160)}”" if document.title else ""
    number = f" Nomor {_plain(document.number, 40)}" if document.number else ""
    day = f", bertanggal {_plain(words.date(document.dated), 40)}" if document.dated else ""
    where = words.place(offer, "halaman")
    place = f" Bagian yang dimaksud: {_plain(where, 120)}." if where else " Bagian yang dimaksud: <<halaman>>."
    inside = f" Isinya memuat {words.series([_plain(one, 120) for one in item.inside])}." if item.inside else ""
    served = within(_plain(item.label, 200))
    return f"Berkas {name} adalah {kind}{title}{number}{day}, diajukan sebagai {served}.{place}{inside}"


def _plain(text: str, most: int) -> str:
    """Text of a file inside our sentence: harmless, and never mistaken for a gap to fill in."""
    return safe.visible(text, most).replace("<<", "‹‹").replace(">>", "››")
