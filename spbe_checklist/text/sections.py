"""A document's text cut where it matters: head, preamble, definitions, articles; other documents by page.

A regulation regulates a subject in its articles. The preamble ("Menimbang", "Mengingat") and the definitions
("yang dimaksud dengan", mostly Pasal 1) name many subjects without regulating any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from spbe_checklist.facts.facts import Zone

HEAD_CHARACTERS = 1_200
"""How much of the first page is its head: title block, kind, number, subject."""

_PREAMBLE = re.compile(r"(?i)^\s*(menimbang|mengingat)\b")
_DECIDED = re.compile(r"(?i)^\s*(m\s*e\s*m\s*u\s*t\s*u\s*s\s*k\s*a\s*n|memutuskan)\s*:?\s*$|^\s*menetapkan\s*:")
_ARTICLE = re.compile(r"(?i)^\s*pasa[l1i]\s*(\d{1,3}\s?[a-z]?|[ivx]{1,5})\s*[.,]?\s*$")
_ARTICLE_WITH_TEXT = re.compile(
    r"^\s*(?:Pasal|PASAL)\s*(\d{1,3}[A-Z]?)\s*[.,:]?\s+(?!Undang|UU\b|Peraturan|Per[a-z]+\b|PP\b|Keputusan)[A-Z(]"
)
"""An article whose text begins on its own line, as offices shorten it."""
_DICTUM = re.compile(
    r"(?i)^\s*(kesatu|pertama|kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan|kesembilan|kesepuluh)(?:\s*:|\s{2,}\S)"
)
_CHAPTER = re.compile(r"(?i)^\s*bab\s+[ivxlc1]{1,7}\b\s*(.*)$")
_SECTION = re.compile(
    r"(?i)^\s*(bagian|paragraf)\s+(ke\w+|\d{1,2}|pertama)\b\s*(.*)$",
)
_CLOSING = re.compile(r"(?i)^\s*(ditetapkan|diundangkan)\s+di\b")
_ANNEX = re.compile(r"(?i)^\s*(lampiran|penjelasan)\b(?!.*\bpasal\b)")
_LETTERHEAD = re.compile(
    r"(?i)^\s*(?:PEMERINTAH|KEMENTERIAN|DINAS|BADAN|SEKRETARIAT|INSPEKTORAT|PROVINSI|KABUPATEN|KOTA|KECAMATAN|LEMBAGA|BIRO"
    r"|BAGIAN|UPT|JALAN|JL\b|TELP|TELEPON|FAX|FAKS|E-?MAIL|WEBSITE|LAMAN|HTTP|WWW|KODE POS)\b(?!.*:\s*\S)"
)
_LETTERHEAD_LINES = 8
_DEFINITION = re.compile(r"(?i)yang\s+dimaksud\s+dengan")


class Stretch(Struct, frozen=True):
    """A piece of text with the place it stands in."""

    zone: Zone
    page: int
    text: str
    article: str | None = None
    heading: str = ""
    """Titles of the chapter and section above an article."""


def is_regulation(pages: Sequence[str]) -> bool:
    """Whether a text is built like a regulation or decree: preamble, decision, and articles or dictums."""
    preamble = decided = False
    numbered = 0
    for page in pages[:30]:
        for line in page.splitlines():
            if _PREAMBLE.match(line):
                preamble = True
            elif _DECIDED.match(line):
                decided = True
            elif _ARTICLE.match(line) or (decided and (_DICTUM.match(line) or _ARTICLE_WITH_TEXT.match(line))):
                numbered += 1
        if preamble and decided and numbered:
            return True
    return (preamble or decided) and numbered >= 3


def stretches(pages: Sequence[str], *, regulation: bool | None = None) -> Iterator[Stretch]:
    """Cut a document. ``regulation`` None lets the text decide."""
    if regulation is None:
        regulation = is_regulation(pages)
    yield from _by_article(pages) if regulation else _by_page(pages)


def _by_page(pages: Sequence[str]) -> Iterator[Stretch]:
    for number, text in enumerate(pages, start=1):
        if number == 1:
            cut = _line_end(text, HEAD_CHARACTERS)
            yield Stretch(Zone.HEAD, 1, without_letterhead(text[:cut]))
            if text[cut:].strip():
                yield Stretch(Zone.BODY, 1, text[cut:])
        elif text.strip():
            yield Stretch(Zone.BODY, number, text)


def without_letterhead(text: str) -> str:
    """A page without the name and address of the office at its top: "Dinas ... dan Persandian" is no subject."""
    lines = text.split("\n")
    for number, line in enumerate(lines[:_LETTERHEAD_LINES]):
        if line.strip() and not _LETTERHEAD.match(line):
            return "\n".join(lines[number:])
    return "\n".join(lines[_LETTERHEAD_LINES:])


def _line_end(text: str, near: int) -> int:
    """Where to cut a text near a position: at a line end, in one long line at a blank."""
    for separator in ("\n", " "):
        end = text.find(separator, near, near + 400)
        if end >= 0:
            return end
    return min(len(text), near + 400)


class _Open(Struct):
    """The stretch being collected while reading a regulation line by line."""

    zone: Zone
    page: int
    article: str | None
    heading: str
    lines: list[str]

    def close(self) -> Stretch | None:
        text = "\n".join(self.lines).strip()
        if not text and self.article is None:
            return None
        zone = self.zone
        if zone is Zone.ARTICLE and _DEFINITION.search(text[:200]):
            zone = Zone.DEFINITIONS
        return Stretch(zone, self.page, text, self.article, self.heading if zone is Zone.ARTICLE else "")


def _by_article(pages: Sequence[str]) -> Iterator[Stretch]:
    current = _Open(Zone.HEAD, 1, None, "", [])
    chapter = section = ""
    heading_open: str | None = None
    for number, text in enumerate(pages, start=1):
        if current.zone is Zone.BODY:
            # Annexes are plain pages again.
            if (done := current.close()) is not None:
                yield done
            current = _Open(Zone.BODY, number, None, "", [])
        for line in text.splitlines():
            start = _start_of(line, current.zone)
            if start is not None:
                if (done := current.close()) is not None:
                    yield done
                heading = " ".join(part for part in (chapter, section) if part)
                current = _Open(start[0], number, start[1], heading, [])
                heading_open = None
            if (match := _CHAPTER.match(line)) and current.zone not in (Zone.HEAD, Zone.PREAMBLE, Zone.BODY):
                if (done := current.close()) is not None:
                    yield done
                current = _Open(Zone.ARTICLE, number, None, "", [])
                chapter, section, heading_open = match.group(1).strip(), "", "chapter"
            elif (match := _SECTION.match(line)) and current.zone is Zone.ARTICLE and len(line) < 60:
                section, heading_open = match.group(3).strip(), "section"
            elif heading_open == "chapter" and start is None:
                chapter = f"{chapter} {line.strip()}".strip()[:200]
            elif heading_open == "section" and start is None:
                section = f"{section} {line.strip()}".strip()[:200]
            else:
                current.lines.append(line)
    if (done := current.close()) is not None:
        yield done


def _start_of(line: str, zone: Zone) -> tuple[Zone, str | None] | None:
    """Zone and article that begin with this line, None when the current stretch goes on."""
    if zone in (Zone.HEAD, Zone.PREAMBLE):
        if _PREAMBLE.match(line):
            return Zone.PREAMBLE, None
        if _DECIDED.match(line):
            return Zone.ARTICLE, None
    if match := _ARTICLE.match(line) or (_ARTICLE_WITH_TEXT.match(line) if zone is Zone.ARTICLE else None):
        return Zone.ARTICLE, f"Pasal {match.group(1).replace(' ', '').upper()}"
    if zone is Zone.ARTICLE and (match := _DICTUM.match(line)):
        return Zone.ARTICLE, f"Diktum {match.group(1).upper()}"
    if zone is Zone.ARTICLE and (_CLOSING.match(line) or _ANNEX.match(line)):
        return Zone.BODY, None
    return None
