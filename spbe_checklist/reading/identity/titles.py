"""Where a title comes from when the head shows none, and the title as a person would cite it.

Covers are often pictures. Then the line that runs along the top or bottom of every page, or the foreword that names
what was written, tells the title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from spbe_checklist.reading.identity.capitals import restored
from spbe_checklist.reading.identity.regulation import Heading

_EDGE_LINES = 4
_RUNNING_PAGES = 12
_FOREWORD_PAGES = 6
_PAGE_NUMBER = re.compile(
    r"(?:\b(?:hal(?:aman)?\.?|page)\s*)?(?:\|\s*)?[-–]?\s*\b(?:\d{1,4}|[ivxl]{1,6})\b\s*(?:dari \d+|\|)?[-–]?\s*\Z",
    re.IGNORECASE,
)
_RUNNING_NUMBER = re.compile(r"\A\s*[-–|]?\s*(?:hal(?:aman)?\.?\s*)?\d{1,4}\s*[-–|]?\s*")
_FOREWORD = re.compile(
    r"(?:penyusunan|menyusun|menyelesaikan|sehingga|berjudul|tersusunnya|diselesaikannya|penyelesaian)\s+(?:dokumen\s+|buku\s+)?"
    r"(?:[“\"”](?P<quoted>[^”“\"]{10,160})[”\"“]"
    r"|(?P<named>(?:Laporan|Dokumen|Rencana|Panduan|Pedoman|Buku|Kajian|Petunjuk|Profil|Peta|Arsitektur)\b.{5,160}?)"
    r"\s*(?:,|\.|\bini\b|\bdapat\b|\bsebagai\b|\btelah\b|\bsesuai\b|\bdengan baik\b))",
    re.DOTALL,
)
_SAYS_LETTER = re.compile(r"(?:surat|undangan|nota|memo|pengantar|edaran)\b", re.IGNORECASE)
_YEARLY = re.compile(r"\b(?:19|20)\d\d\b")


def running_title(pages: Sequence[str]) -> str | None:
    """A line of several words at the edge of most pages, without its page number."""
    pages = pages[:_RUNNING_PAGES]
    if len(pages) < 3:
        return None
    counted: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page.split("\n") if line.strip()]
        edge = {_bare(line) for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:])}
        counted.update(line for line in edge if 3 <= len(line.split()) <= 16 and line[0].isupper())
    best = max(counted, key=lambda line: (counted[line], len(line)), default=None)
    return best if best is not None and counted[best] * 2 > len(pages) else None


def _bare(line: str) -> str:
    """A line without the number of its page."""
    text = " ".join(line.split())
    return _RUNNING_NUMBER.sub("", _PAGE_NUMBER.sub("", text)).strip(" |-–")


def foreword_title(pages: Sequence[str]) -> str | None:
    """What a foreword says was written: in quotation marks, or from the name of its kind on."""
    for page in pages[:_FOREWORD_PAGES]:
        if "pengantar" not in page.lower():
            continue
        match = _FOREWORD.search(page)
        if match:
            return " ".join((match.group("quoted") or match.group("named")).split()).strip(" ,.")
    return None


def full_title(title: str | None, heading: Heading | None, office: str | None, *, letter: bool) -> str | None:
    """The title as a person would cite it: a regulation with its type, a paper of one year with its office."""
    if title is None:
        return None
    if heading is not None and heading.title:
        kind = heading.type_words if heading.issuer in heading.type_words else f"{heading.kind} {heading.issuer}"
        kind = " ".join(re.sub(r"\bREPUBLIK INDONESIA\b", "", kind).split()).strip(" ,.")
        return f"{restored(kind)} tentang {restored(title)}"
    text = restored(title)
    if letter:
        return text if _SAYS_LETTER.match(text) else f"Surat perihal {text}"
    if office and _YEARLY.search(text) and office.split(",")[0].lower() not in text.lower():
        text = f"{text}, {office}"
    return text


def office_of(letterhead: str | None, field: str | None) -> str | None:
    """The office whose paper it is, with its region: from a labelled field, else from the letterhead."""
    parts = (letterhead or "").split(", ")
    region = parts[0].removeprefix("Pemerintah ").strip() if parts[0].startswith("Pemerintah ") else ""
    named = restored(re.sub(r"\A[\d.\s]+", "", field or ""))
    below = ", ".join(part for part in parts if not part.startswith("Pemerintah "))
    office = named or below
    if not office:
        return None
    return office if not region or region.lower() in office.lower() else f"{office} {region}"
