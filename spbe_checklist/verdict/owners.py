"""Whose task a document is, and in which document an item is to be found: what a request is grouped by."""

from __future__ import annotations

from spbe_checklist.catalogue.models import Catalogue, Evidence, Indicator
from spbe_checklist.settings.models import Workspace
from spbe_checklist.verdict.missing import shared_document

_AUDITORS = ("inspektorat", "satuan pengawas", "pengawasan intern", "pengawas intern")
"""Words in the name of a unit that audits, in central and regional agencies."""


def owner_of(catalogue: Catalogue, workspace: Workspace, indicator: Indicator, item: Evidence) -> str:
    """The one unit to ask for the item; empty when nobody is named.

    An arrangement for this very item goes first, then ``owners`` for its kind or role in spbe.yaml. Without them: an
    audit report is the task of the unit that audits, a roadmap or architecture that of the unit behind the indicator
    about it, everything else that of the indicator's lead unit.
    """
    duty = workspace.duty_of(item.id)
    if duty and duty.units:
        return duty.units[0]
    kind = catalogue.kind_by_id[item.kind]
    named = workspace.owners.get(item.kind) or (workspace.owners.get(kind.owner) if kind.owner else None)
    if named:
        return named
    if kind.owner == "pengawas" and (auditor := _auditor(workspace)):
        return auditor
    if kind.whole:
        indicator = next(one for one in catalogue.indicators if any(other.kind == item.kind for other in one.evidence))
    return next(iter(workspace.units_of(indicator.no) or indicator.units), "")


def document_of(catalogue: Catalogue, indicator: Indicator, item: Evidence) -> str:
    """Name of the document that holds the item; items with the same name are asked for in one request.

    The one document of an agency has its own name; a document for a whole family is "tentang SPBE"; everything else is
    named by its kind and the indicator's topic.
    """
    kind = catalogue.kind_by_id[item.kind]
    if kind.whole:
        return kind.whole
    if shared_document(catalogue, indicator, item) is not None:
        return f"{kind.label} tentang SPBE"
    head = kind.label.split()
    first = indicator.topic.split()[0].casefold()
    if first in (words := [word.casefold() for word in head]):  # "Laporan audit TIK" + "Audit Aplikasi SPBE"
        head = head[: words.index(first)]
    return " ".join([*head, indicator.topic])


def _auditor(workspace: Workspace) -> str:
    units = (unit for duty in workspace.units for unit in duty.units)
    return next((unit for unit in units if any(word in unit.casefold() for word in _AUDITORS)), "")
