"""What a document says about itself: type, number, year, title, issuer, dates, draft or final.

Only the text and metadata count; of the file name only the word draft is used, and only as a remark.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from spbe_checklist.facts.facts import Identity, Reading, TextState
from spbe_checklist.facts.naming import says_draft
from spbe_checklist.facts.privacy import mask_private
from spbe_checklist.reading.identity.enactment import Enactment, mentions_electronic_signature, read_enactment
from spbe_checklist.reading.identity.issuer import as_written, is_national, maybe_national
from spbe_checklist.reading.identity.layout import head_rows
from spbe_checklist.reading.identity.meeting import read_meeting
from spbe_checklist.reading.identity.paper import Paper, read_paper
from spbe_checklist.reading.identity.people import authors, letterhead, signatory
from spbe_checklist.reading.identity.regulation import Heading, find_heading
from spbe_checklist.reading.identity.screen import screen_title
from spbe_checklist.reading.identity.titles import full_title, office_of
from spbe_checklist.reading.identity.unfilled import read_unfilled

__all__ = ["identify", "mentions_electronic_signature"]

_TAIL_LINES = 60
_SCREENS = frozenset({"png", "jpg", "webp", "bmp", "gif"})
"""Formats of screenshots; what opens as a paper in them is the photograph of one."""
_OPENING_LINES = 12
"""A regulation that starts further down in a report or letter is enclosed, not the document itself."""


def identify(reading: Reading, name: str, agency_names: Sequence[str] = ()) -> Identity:
    """Identity of a document from its reading. Fields are None where the document is silent.

    ``agency_names`` are the names of the agency under evaluation: a regulation it issued itself is its own evidence,
    never a national reference.
    """
    rows = head_rows(reading)
    lines = [row.text for row in rows]
    paper = read_paper(rows, reading.pages, _tail(reading.pages), reading.meta)
    heading = find_heading(lines)
    if heading is not None and paper.own and heading.line > _OPENING_LINES:
        heading = None
    lenient = reading.text is TextState.OCR or reading.meta.get("hidden_ocr") == "1"
    enacted = read_enactment(reading.pages, lines, heading, signed=reading.signed, lenient=lenient)
    marks = enacted.marks
    if says_draft(name):
        marks = (*marks, "nama berkas menyebut draf")
    found = (
        _of_paper(paper, enacted, marks)
        if heading is None
        else _of_regulation(heading, paper, enacted, marks, agency_names)
    )
    unfilled = read_unfilled(reading.pages, lenient=lenient)
    tail = _tail(reading.pages)
    top = letterhead(lines)
    if reading.format in _SCREENS and heading is None and not (paper.own or paper.letter or paper.number):
        found = replace(found, title=screen_title(rows) or found.title)
    title = mask_private(found.title) if found.title else None
    return replace(
        found,
        title=title,
        full_title=full_title(title, heading, office_of(top, paper.office), letter=found.letter),
        letterhead=top,
        subject_line=mask_private(paper.subject) if paper.letter and paper.subject else None,
        meeting=read_meeting(reading.pages),
        authors=authors(lines, tail),
        signatory=signatory(tail),
        form=unfilled.form,
        unfilled=unfilled.signs,
    )


def _of_regulation(
    heading: Heading, paper: Paper, enacted: Enactment, marks: tuple[str, ...], agency_names: Sequence[str]
) -> Identity:
    """Identity of a regulation, decree or circular."""
    circular = heading.kind.startswith("SURAT")
    number, year = heading.number, heading.year
    dated = enacted.dated or (paper.dated if circular else None)
    if year is None and dated is not None:
        year = dated.year
    national = is_national(heading.type_words, heading.issuer, heading.region_above, agency_names, heading.title or "")
    return Identity(
        title=heading.title or (paper.title if circular else None),
        number=number,
        year=year,
        issuer=as_written(heading.issuer) or None,
        national=national,
        maybe_national=maybe_national(national, heading.issuer, heading.title or ""),
        dated=dated,
        date_kind="penetapan" if enacted.dated else (paper.date_kind if dated else None),
        place=enacted.place or (paper.place if circular else None),
        draft=enacted.draft,
        marks=marks,
    )


def _of_paper(paper: Paper, enacted: Enactment, marks: tuple[str, ...]) -> Identity:
    """Identity of everything else."""
    # An enclosed decree has its own enactment clause; the paper's own date comes first.
    dated = paper.dated or enacted.dated
    return Identity(
        title=paper.title,
        number=paper.number,
        year=paper.year if paper.year is not None else (dated.year if dated else None),
        dated=dated,
        date_kind=paper.date_kind or ("penetapan" if dated else None),
        place=paper.place if paper.dated else enacted.place,
        letter=paper.letter,
        draft=enacted.draft,
        marks=marks,
    )


def _tail(pages: Sequence[str]) -> list[str]:
    """The last lines of the last two pages."""
    lines = [" ".join(line.split()) for page in pages[-2:] for line in page.split("\n")]
    return [line for line in lines if line][-_TAIL_LINES:]
