"""The text of ``catalogue diff``: per name or file, the items it lost and gained."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.reports.safe import terminal as safe
from spbe_checklist.verdict.catalogue_diff import Change


def as_text(changes: Sequence[Change], compared: int, old: Catalogue, new: Catalogue) -> str:
    """What changed for which document, and how much in all. ``compared`` is the number of names and files."""
    lines = []
    for document, group in groupby(changes, key=lambda one: one.document):
        lines.append(safe(document))
        lines += [f"  {_sentence(one, old, new)}" for one in group]
    lost, gained = (len({one.document for one in changes if one.lost is side}) for side in (True, False))
    lines.append(
        f"{compared} nama dan berkas dibandingkan: {lost} kehilangan butir, {gained} mendapat butir."
        if changes
        else f"{compared} nama dan berkas dibandingkan: tidak ada yang berubah."
    )
    return "\n".join(lines) + "\n"


def _sentence(change: Change, old: Catalogue, new: Catalogue) -> str:
    known = (new if change.new else old).by_evidence.get(change.evidence)
    what = f"{change.evidence} {known[1].label}" if known else change.evidence
    need = " [wajib]" if known and known[1].required else ""
    if change.old is None or change.new is None:
        word = "dapat  " if change.old is None else "hilang "
        counted = " (ada)" if "ada" in (change.old, change.new) else ""
        return f"{word} {what}{need}{counted}"
    return f"{'hilang ' if change.lost else 'dapat  '} {what}{need}: {change.old} -> {change.new}"
