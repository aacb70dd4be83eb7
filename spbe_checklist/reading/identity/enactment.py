"""Where and when a document was enacted, and whether it is a draft or final.

Finals are recognised by their enactment clause with a date, promulgation, a gazette number, "ttd" or an electronic
signature; drafts by RANCANGAN or DRAFT in the head and by numbers and dates left open. A file name or the word
SALINAN proves nothing either way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from spbe_checklist.language import date as date_in_words
from spbe_checklist.reading.identity.dates import find_dates, first_date
from spbe_checklist.reading.identity.regulation import Heading

_VERBS = ("ditetapkan", "diundangkan", "dikeluarkan", "disahkan", "ditandatangani", "dibuat")
_CLAUSE = re.compile(
    rf"\b(?P<verb>{'|'.join(_VERBS)})[ \t]+di[ \t]*:?[ \t]*"
    r"(?=(?P<after>[^\n]{0,120}(?:\n[^\n]*){0,4}))",
    re.IGNORECASE,
)
"""What follows is only looked at: the next clause may begin in the lines after this one."""
_ON_DATE = re.compile(r"(?:\bpada\s+)?\b(?:tanggal|tgl)\b\.?[ \t]*:?", re.IGNORECASE)
_PLACE = re.compile(r"[\s:]*([A-Z][A-Za-z' .-]{1,40}?)\s*(?=[,\n]|\bpada\b|\btanggal\b|\Z)", re.IGNORECASE)
_DOTTED = re.compile(r"\$\{|\.{3,}|…|_{3,}|-{4,}")
_PUBLISHED = re.compile(
    r"\b(?P<book>BERITA|LEMBARAN)\s+(?P<of>NEGARA|DAERAH)\b[^\n]{0,80}(?:\n[^\n]{0,80}?){0,2}\b(?:NOMOR|NO\.?)\s*:?\s*(?P<number>\d+)"
)
_TTD = re.compile(r"(?m)^\W{0,4}(?:ttd|t\.t\.d|dto|tertanda|cap\s*[/.]?\s*ttd)\b\W{0,6}", re.IGNORECASE)
_ELECTRONIC = re.compile(
    r"(?:dokumen|surat|naskah)\s+ini\s+(?:telah\s+)?(?:sah\s+)?(?:dan\s+)?(?:telah\s+)?ditandatangani\s+secara\s+elektronik"
    r"|ditandatangani\s+secara\s+elektronik\s+(?:oleh\s*:|menggunakan\s+sertifikat\s+elektronik\s+yang\s+diterbitkan)"
    r"|sertifikat\s+elektronik\s+yang\s+diterbitkan\s+oleh\s+(?:balai\s+(?:besar\s+)?sertifikasi\s+elektronik|bsre)",
    re.IGNORECASE,
)
_DRAFT_LINE = re.compile(
    r"\A\W*(?:DRAFT|DRAF|RANCANGAN|KONSEP)(?:\s+(?:AWAL|AKHIR|FINAL|KE|REVISI|I{1,3}|\d{1,2}|TANGGAL.{0,30}))*\W*\Z",
    re.IGNORECASE,
)
_DRAFT_TITLE = re.compile(r"\A(?:DRAFT|DRAF|RANCANGAN|RAPER(?:DA|BUP|WALI|WALKOT|GUB)|RANPER\w+)\b", re.IGNORECASE)
_DRAFT_HEAD_LINES = 12


class Enactment(Struct, frozen=True):
    """What the closing part and the marks of a document say."""

    dated: date | None = None
    place: str | None = None
    draft: bool | None = None
    marks: tuple[str, ...] = ()


class _Clause(Struct, frozen=True):
    verb: str
    place: str | None
    dated: date | None
    open_date: bool
    """There is a place for the date and it is empty or dotted."""


def mentions_electronic_signature(pages: Sequence[str]) -> bool:
    """Whether the document says that it itself was signed electronically, as BSrE signatures print."""
    return _says_signed(pages, [page.lower() for page in pages])


def _says_signed(pages: Sequence[str], lowered: Sequence[str]) -> bool:
    return any("elektronik" in low and _ELECTRONIC.search(page) for page, low in zip(pages, lowered, strict=True))


def read_enactment(
    pages: Sequence[str], lines: Sequence[str], heading: Heading | None, *, signed: bool, lenient: bool
) -> Enactment:
    """Enactment date and place, and draft or final with the reasons.

    ``lines`` are the head lines, ``lenient`` is set for text from OCR, where an empty number or date may simply be
    handwriting that was not read.
    """
    lowered = [page.lower() for page in pages]
    clauses = _clauses(pages, lowered)
    enacted = next((clause for clause in clauses if clause.verb != "diundangkan"), None)
    drafts, gaps = _draft_marks(lines, heading, enacted, lenient=lenient)
    finals = _final_marks(pages, clauses, signed=signed or _says_signed(pages, lowered))
    weak = ["ttd"] if any(map(_TTD.search, (*pages[:3], *pages[-40:]))) else []
    draft: bool | None
    if drafts:
        draft = None if finals else True
    elif gaps:
        draft = None if finals or lenient else True
    elif finals:
        draft = False
    else:
        draft = False if weak and heading is not None and heading.number else None
    return Enactment(
        dated=enacted.dated if enacted else None,
        place=enacted.place if enacted else None,
        draft=draft,
        marks=tuple(dict.fromkeys([*drafts, *gaps, *finals, *weak])),
    )


def _clauses(pages: Sequence[str], lowered: Sequence[str]) -> list[_Clause]:
    """Every "Ditetapkan di ..." and the like; a dated one before an open one of the same verb."""
    found: list[_Clause] = []
    for page, low in zip(pages, lowered, strict=True):
        if not any(verb in low for verb in _VERBS):
            continue
        for match in _CLAUSE.finditer(page):
            clause = _clause(match)
            if clause is not None:
                found.append(clause)
    return sorted(found, key=lambda clause: (clause.verb != "ditetapkan", clause.dated is None))


def _clause(match: re.Match[str]) -> _Clause | None:
    """Place and date of one clause, or None when it is a sentence of the running text."""
    after = match.group("after")
    on_date = _ON_DATE.search(after)
    if on_date is None:
        return None
    place_match = _PLACE.match(after[: on_date.start()] + "\n")
    place = " ".join(place_match.group(1).split()).strip(" .") if place_match else None
    if len(after[: on_date.start()].split()) > 6:
        return None
    rest = after[on_date.end() : on_date.end() + 60]
    line = rest.lstrip(" \t").split("\n", 1)[0]
    found = next((item for item in find_dates(rest) if item.start <= 12), None)
    open_date = found is None and (not line.strip() or bool(_DOTTED.search(line)) or _month_without_day(line))
    return _Clause(match.group("verb").lower(), place or None, found.value if found else None, open_date)


def _month_without_day(line: str) -> bool:
    """``Agustus 2024`` where ``31 Agustus 2024`` belongs: the day is still to be filled in."""
    return first_date(line) is None and first_date("1 " + line.strip()) is not None


def _draft_marks(
    lines: Sequence[str], heading: Heading | None, enacted: _Clause | None, *, lenient: bool
) -> tuple[list[str], list[str]]:
    """Words that say draft, and places left open."""
    words: list[str] = []
    gaps: list[str] = []
    unread = " atau tidak terbaca pada pindaian" if lenient else ""
    if heading is not None and heading.draft_word:
        words.append(f"kata {heading.draft_word} di kepala dokumen")
    for line in lines[:_DRAFT_HEAD_LINES]:
        if _DRAFT_LINE.match(line) or (heading is None and _DRAFT_TITLE.match(line) and line == line.upper()):
            words.append(f"kata {line.split()[0].strip('(),.:[]').upper()} di kepala dokumen")
            break
    if not words and any(line.strip(" .()[]") in {"DRAFT", "DRAF"} for line in lines):
        words.append("tanda air DRAFT")
    if heading is not None and heading.number_gap:
        gaps.append("nomor belum diisi" + unread)
    if enacted is not None and enacted.open_date and heading is not None:
        gaps.append("tanggal penetapan belum diisi" + unread)
    return words, gaps


def _final_marks(pages: Sequence[str], clauses: Sequence[_Clause], *, signed: bool) -> list[str]:
    """Marks that a document is final."""
    marks: list[str] = []
    for verb in ("ditetapkan", "diundangkan", "dikeluarkan", "disahkan", "ditandatangani"):
        clause = next((item for item in clauses if item.verb == verb and item.dated), None)
        if clause is not None and clause.dated is not None:
            where = f" di {clause.place}" if clause.place else ""
            marks.append(f"{verb.capitalize()}{where} pada tanggal {date_in_words(clause.dated.isoformat())}")
    published = next((match for page in reversed(pages) if (match := _published(page))), None)
    if published is not None:
        book = f"{published.group('book')} {published.group('of')}".title()
        marks.append(f"tercatat dalam {book} nomor {published.group('number')}")
    if signed:
        marks.append("tanda tangan elektronik")
    return marks


def _published(page: str) -> re.Match[str] | None:
    """The gazette line of the document itself; in brackets it belongs to a regulation that is cited."""
    if "BERITA" not in page and "LEMBARAN" not in page:
        return None
    for match in _PUBLISHED.finditer(page):
        if not page[: match.start()].rstrip().endswith("("):
            return match
    return None
