"""What each unit is asked for: one request per document and owner, in two lists, most important first.

Pure functions of a saved Result, the one source of letters, workbooks, chat texts and the lists per unit. An item is
asked of the one unit whose task its document is; the other units of its indicators only get a copy. Nothing is asked
that our own side has to do first: a document waiting for a decision, or one that only our machine could not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.priorities import Priority, owed
from spbe_checklist.verdict.result import Result
from spbe_checklist.verdict.waiting import open_offers, to_decide, to_mend

NO_UNIT = "Belum ada unit"
"""Stands for the owner of indicators that nobody is named for in spbe.yaml."""


class Received(Struct, frozen=True):
    """A file that is here already, and what is wrong with it."""

    path: str
    mend: tuple[str, ...]


class DocumentRequest(Struct, frozen=True):
    """One document asked of one unit, with every open item it is to serve."""

    title: str
    """Short name of the document: "Peta Rencana SPBE", "Laporan Audit Keamanan SPBE"."""
    rows: tuple[Priority, ...]
    """The open items, most important first."""
    received: tuple[Received, ...] = ()
    """Files sent for it that have to be mended; empty where nothing came yet."""
    copies: tuple[str, ...] = ()
    """Further units of these indicators, which only need to know."""

    @property
    def asked(self) -> tuple[Priority, ...]:
        """The items to ask for: where one document also proves a weaker item, only the stronger one."""
        ids = {row.item.id for row in self.rows}
        return tuple(row for row in self.rows if not ids & {*row.item.proved_by})

    @property
    def indicators(self) -> tuple[int, ...]:
        """Numbers of the indicators it serves, ascending."""
        return tuple(sorted({row.indicator.no for row in self.rows}))

    @property
    def deadline(self) -> str | None:
        """The earliest day arranged for one of its items, ISO form."""
        return min((row.item.deadline for row in self.rows if row.item.deadline), default=None)


class UnitShortcomings(Struct, frozen=True):
    """Everything one unit is asked for, most important first."""

    unit: str
    documents: tuple[DocumentRequest, ...]

    @property
    def to_send(self) -> tuple[DocumentRequest, ...]:
        """ "Belum ada, mohon dikirim"."""
        return tuple(one for one in self.documents if not one.received)

    @property
    def to_mend(self) -> tuple[DocumentRequest, ...]:
        """ "Sudah diterima, mohon diperbaiki"."""
        return tuple(one for one in self.documents if one.received)

    @property
    def items(self) -> tuple[Priority, ...]:
        """The items of all documents, document after document."""
        return tuple(row for document in self.documents for row in document.rows)

    @property
    def indicators(self) -> tuple[int, ...]:
        """Numbers of the indicators concerned, ascending."""
        return tuple(sorted({row.indicator.no for row in self.items}))

    @property
    def copies(self) -> tuple[str, ...]:
        """Every other unit that gets a copy."""
        return tuple(dict.fromkeys(unit for document in self.documents for unit in document.copies))


def blocking(row: Priority) -> bool:
    """Whether the item stands between the supported level and the very next one."""
    return row.item.required and row.item.level <= row.indicator.complete_level + 1


def by_unit(result: Result) -> tuple[UnitShortcomings, ...]:
    """What each unit is asked for, units in alphabetical order, ``NO_UNIT`` last."""
    documents = _by_path(result)
    groups: dict[str, dict[str, list[Priority]]] = {}
    for row in owed(result):
        if not to_decide(row.item, documents):
            titles = groups.setdefault(owner(row), {})
            titles.setdefault(row.item.document or row.item.id, []).append(row)
    ordered = sorted(groups, key=lambda unit: (unit == NO_UNIT, unit.casefold(), unit))
    return tuple(
        UnitShortcomings(unit, tuple(_request(unit, title, rows, documents) for title, rows in groups[unit].items()))
        for unit in ordered
    )


def undecided(result: Result) -> tuple[Priority, ...]:
    """Open items that nobody is asked for yet: somebody here has to decide about a document, or read it again."""
    documents = _by_path(result)
    return tuple(row for row in owed(result) if to_decide(row.item, documents))


def owner(row: Priority) -> str:
    """The one unit to ask."""
    return row.item.owner or next(iter(row.units), NO_UNIT)


def _by_path(result: Result) -> dict[str, DocumentEntry]:
    return {document.path: document for document in result.documents}


def _request(
    unit: str, title: str, rows: Iterable[Priority], documents: Mapping[str, DocumentEntry]
) -> DocumentRequest:
    rows = tuple(rows)
    received: dict[str, dict[str, None]] = {}
    for row in rows:
        for offer in open_offers(row.item)[:2]:
            if row.item.status == "perlu_diperiksa":
                received.setdefault(offer.path, {}).update(dict.fromkeys(to_mend(offer, documents)))
    others = dict.fromkeys(other for row in rows for other in row.units if other != unit)
    return DocumentRequest(
        title=title,
        rows=rows,
        received=tuple(Received(path, tuple(mend)) for path, mend in received.items()),
        copies=tuple(others),
    )
