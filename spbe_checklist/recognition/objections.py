"""What assessors would hold against a document that looks right: rows of the vocabulary, applied to one document."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from spbe_checklist.catalogue.models import Catalogue, Evidence, Indicator, Objection
from spbe_checklist.facts.facts import Facts, Notice
from spbe_checklist.language import enumerated, within
from spbe_checklist.recognition.offers import Match

MOST_IDS = 3
"""Items named in one sentence; the others are counted."""


def objections(
    catalogue: Catalogue, facts: Facts, kinds: Collection[str], matches: Sequence[Match], year: int
) -> tuple[tuple[Notice, ...], tuple[Match, ...]]:
    """A notice for every row that applies to the document with some item it is offered for or comes close to.

    Beside them the matches, doubtful where a row says that such a document is the wrong one.
    """
    notices, doubts = [], {}
    for row, notice, doubt in _raised(catalogue, facts, kinds, matches, year):
        notices.append(notice)
        if row.doubt:
            doubts.update(dict.fromkeys(notice.evidence, doubt))
    doubted = (
        replace(match, doubts=(*match.doubts, doubts[match.evidence]))
        if match.evidence in doubts and not match.near
        else match
        for match in matches
    )
    return tuple(notices), tuple(doubted)


def _raised(
    catalogue: Catalogue, facts: Facts, kinds: Collection[str], matches: Sequence[Match], year: int
) -> Iterator[tuple[Objection, Notice, str]]:
    """Rows that apply, with the notice and the sentence without the items it concerns."""
    traits = {trait for kind in kinds for trait in catalogue.kind_by_id[kind].traits}
    for row in catalogue.objections:
        if not _about_document(row, facts, kinds, traits, _months(facts, matches, year)):
            continue
        items = [
            (indicator, item)
            for match in matches
            if match.accepted or not row.counted
            for indicator, item in (catalogue.by_evidence[match.evidence],)
            if _about_item(row, catalogue, indicator, item)
        ]
        if items:
            ids = tuple(dict.fromkeys(item.id for _, item in items))
            said = _sentence(row, catalogue, items, ids)
            yield row, Notice(row.id, said, ids), said.partition(": ")[2]


def _about_document(row: Objection, facts: Facts, kinds: Collection[str], traits: Collection[str], months: int) -> bool:
    if row.kinds and not {*row.kinds} & {*kinds}:
        return False
    if (row.traits and not {*row.traits} & {*traits}) or {*row.without} & {*traits}:
        return False
    if row.words and not _says(facts, f"o:{row.id}:w"):
        return False
    if row.lacks and (not facts.segments or _says(facts, f"o:{row.id}:l")):
        return False  # what cannot be read is not known to lack anything
    if row.unsigned and not _unsigned(facts):
        return False
    return row.older_than is None or months > row.older_than


def _says(facts: Facts, cue: str) -> bool:
    return any(cue in segment.cues for segment in facts.segments)


def _unsigned(facts: Facts) -> bool:
    """Whether a text that can be read names neither enactment nor signatory; drafts say so themselves."""
    identity = facts.identity
    return bool(facts.segments) and identity.draft is None and identity.signatory is None and not facts.signed


def _months(facts: Facts, matches: Sequence[Match], year: int) -> int:
    """Age at the end of the evaluation year; of a document that bears only a year, from the end of that year."""
    dated = facts.identity.dated
    written = facts.identity.year or next((match.year for match in matches), None)
    if dated is not None:
        return (year - dated.year) * 12 + 12 - dated.month
    return 0 if written is None else (year - written) * 12


def _about_item(row: Objection, catalogue: Catalogue, indicator: Indicator, item: Evidence) -> bool:
    if indicator.at(item.level).floor or not item.required or (row.subjects and indicator.subject not in row.subjects):
        return False
    if row.older_than is not None and (item.max_age_months is not None or item.version == "lama"):
        return False  # the item has an age of its own, or asks for what was before
    return not row.asks or bool({*row.asks} & {*catalogue.kind_by_id[item.kind].traits})


def _sentence(
    row: Objection, catalogue: Catalogue, items: Sequence[tuple[Indicator, Evidence]], ids: Sequence[str]
) -> str:
    shown = ids[:MOST_IDS] if len(ids) <= MOST_IDS else [*ids[:MOST_IDS], f"{len(ids) - MOST_IDS} butir lain"]
    indicator, item = items[0]
    words = {
        "ids": enumerated(shown),
        "topic": indicator.topic,
        "kind": within(catalogue.kind_by_id[item.kind].label),
    }
    return row.say.format_map(words)
