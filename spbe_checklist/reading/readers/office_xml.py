"""Read Office documents that are XML in a zip: DOCX, PPTX, ODT, ODP, ODG.

Own readers on zipfile and iterparse: parts are streamed under a budget of real bytes, headers and text boxes are
read too, and entities are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from spbe_checklist.facts.facts import Health, Notice, Reading, TextState
from spbe_checklist.reading.readers.clean import clean_text
from spbe_checklist.reading.readers.container import Container, ContainerError, DamagedError, TooLargeError
from spbe_checklist.reading.readers.numbering import Numbering
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits, clip

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_A_STRICT = "{http://purl.oclc.org/ooxml/drawingml/main}"
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODF_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ODF_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_ODF_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PAGE = "\x0c"
_MAX_DEPTH = 400


def events(container: Container, name: str, limit: int | None = None) -> Iterator[tuple[str, Element]]:
    """Start and end events of an XML part. Raises DamagedError for XML that is broken, too deep or holds entities."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth = 0
    try:
        for event, element in iterparse(container.part(name, limit), events=("start", "end")):
            depth += 1 if event == "start" else -1
            if depth > _MAX_DEPTH:
                raise DamagedError("susunan XML di dalamnya terlalu dalam")
            yield event, element
    except DefusedXmlException as error:
        raise DamagedError("berisi entitas XML yang berbahaya; tidak dibaca") from error
    except (ParseError, UnicodeError, LookupError, ValueError) as error:
        raise DamagedError(f"bagian {name} rusak") from error


_Extract = Callable[[Container, str], str]


def part_texts(container: Container, names: list[str], extract: _Extract) -> tuple[list[str], int]:
    """Text of secondary parts (headers, notes); a damaged one costs only itself. Returns texts and failures."""
    texts, failed = [], 0
    for name in names:
        try:
            texts.append(extract(container, name))
        except DamagedError:
            failed += 1
    return texts, failed


def read_docx(source: BinarySource, limits: ReadLimits) -> Reading:
    """DOCX: headers, body with text boxes and tables (one line per row), footnotes, footers."""
    with source.open() as stream, Container(stream, limits) as container:
        names = container.names()
        reading = Reading(format="docx")
        _core_properties(container, reading)
        main = _part(names, "word/document.xml") or next(
            (name for name in names if re.fullmatch(r"word/document\d*\.xml", name)), None
        )
        if main is None:
            raise DamagedError("bagian utama dokumen Word tidak ada")
        body = _wordprocessing(container, main, _numbering(container, names))
        headers, lost_headers = part_texts(container, _numbered(names, r"word/header(\d*)\.xml"), _wordprocessing)
        notes, lost_notes = part_texts(container, _numbered(names, r"word/footnotes(\d*)\.xml"), _wordprocessing)
        footers, lost_footers = part_texts(container, _numbered(names, r"word/footer(\d*)\.xml"), _wordprocessing)
        pictures = any(name.startswith("word/media/") for name in names)
        reading.signed = any(name.startswith("_xmlsignatures/") for name in names)
    pages = body.split(_PAGE)
    pages[0] = "\n".join([*_distinct(headers), pages[0]])
    pages[-1] = "\n".join([pages[-1], *notes, *_distinct(footers)])
    if reading.page_count is not None:
        # Word's own count is as old as the last time Word saved the file.
        reading.page_count = max(reading.page_count, len(pages))
    return _finish(reading, pages, limits, lost_headers + lost_notes + lost_footers, pictures)


def read_pptx(source: BinarySource, limits: ReadLimits) -> Reading:
    """PPTX: one page per slide in slide order, its notes after it."""
    with source.open() as stream, Container(stream, limits) as container:
        names = container.names()
        reading = Reading(format="pptx")
        _core_properties(container, reading)
        slides = _numbered(names, r"ppt/slides/slide(\d+)\.xml")
        if not slides and _part(names, "ppt/presentation.xml") is None:
            raise DamagedError("bagian utama presentasi tidak ada")
        pages, failed = part_texts(container, slides[: limits.max_pages], _drawing_text)
        notes, lost = part_texts(container, _numbered(names, r"ppt/notesSlides/notesSlide(\d+)\.xml"), _drawing_text)
        extra, lost_extra = part_texts(container, _numbered(names, r"ppt/diagrams/data(\d+)\.xml"), _drawing_text)
        pictures = any(name.startswith("ppt/media/") for name in names)
        reading.signed = any(name.startswith("_xmlsignatures/") for name in names)
    reading.page_count = len(slides)
    if len(slides) > limits.max_pages:
        reading.complete, reading.reason = False, f"hanya {limits.max_pages} dari {len(slides)} salindia yang dibaca"
    tail = "\n".join(text for text in (*extra, *notes) if text.strip())
    if tail:
        pages = [*pages[:-1], f"{pages[-1]}\n{tail}"] if pages else [tail]
    return _finish(reading, pages or [""], limits, failed + lost + lost_extra, pictures)


def read_odf(source: BinarySource, limits: ReadLimits, format_: str) -> Reading:
    """ODT, ODP, ODG: header, body (one page per slide), footer."""
    with source.open() as stream, Container(stream, limits) as container:
        names = container.names()
        reading = Reading(format=format_)
        refuse_encrypted_odf(container, names)
        if "content.xml" not in names:
            raise DamagedError("bagian utama dokumen OpenDocument tidak ada")
        _odf_properties(container, names, reading)
        body = _odf_text(container, "content.xml")
        # The styles of presentations hold only prompts of the master slides.
        with_header = format_ == "odt" and "styles.xml" in names
        around, failed = part_texts(container, ["styles.xml"] if with_header else [], _odf_text)
        pictures = any(name.startswith("Pictures/") for name in names)
        reading.signed = "META-INF/documentsignatures.xml" in names
    pages = body.split(_PAGE)
    pages[0] = "\n".join([*(text for text in around if text.strip()), pages[0]])
    if format_ == "odp":
        reading.page_count = len(pages)
    return _finish(reading, pages, limits, failed, pictures)


def refuse_encrypted_odf(container: Container, names: list[str]) -> None:
    """Raise LockedError when the manifest says that parts are encrypted."""
    from spbe_checklist.reading.readers.container import LockedError

    if "META-INF/manifest.xml" in names and b"encryption-data" in container.read("META-INF/manifest.xml", 8_000_000):
        raise LockedError("dilindungi kata sandi")


def _finish(reading: Reading, pages: list[str], limits: ReadLimits, failed: int, pictures: bool) -> Reading:
    """Clean, clip and judge the pages of an Office document."""
    cleaned = [clean_text(page).strip("\n") for page in pages]
    reading.pages, whole = clip(cleaned, limits)
    if not whole:
        reading.complete, reading.reason = False, f"teks dipotong pada {limits.max_chars} huruf"
    if failed:
        reading.notices.append(Notice("bagian-rusak", f"{failed} bagian di dalam berkas rusak dan tidak terbaca."))
    if any(page.strip() for page in reading.pages):
        reading.text = TextState.ADA
    elif pictures:
        reading.text = TextState.PINDAIAN
        reading.reason = "hanya berisi gambar; teksnya tidak terbaca"
    elif not reading.notices:
        reading.health, reading.reason = Health.KOSONG, "dokumen tidak berisi apa pun"
    return reading


def _part(names: list[str], wanted: str) -> str | None:
    """A part by its name, whatever its case."""
    return next((name for name in names if name.lower() == wanted), None)


def _numbered(names: list[str], pattern: str) -> list[str]:
    """Parts whose names match, in the order of their numbers."""
    matches = (re.fullmatch(pattern, name, re.IGNORECASE) for name in names)
    return [name for _, name in sorted((int(match.group(1) or 0), match.group()) for match in matches if match)]


def _distinct(texts: list[str]) -> list[str]:
    """Texts that say something, each once: first, even and default headers often repeat."""
    return list(dict.fromkeys(text for text in texts if text.strip()))


def _local(tag: Any) -> str:
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _numbering(container: Container, names: list[str]) -> Numbering:
    """Definitions of the automatic numbers; without those that cannot be read the text is read as it stands."""
    numbering = Numbering()
    for wanted, take in (("word/numbering.xml", numbering.read_lists), ("word/styles.xml", numbering.read_styles)):
        if (name := _part(names, wanted)) is not None:
            with suppress(DamagedError):
                take(events(container, name))
    return numbering


def _wordprocessing(container: Container, name: str, numbering: Numbering | None = None) -> str:
    """Text of a WordprocessingML part, with its automatic numbers where ``numbering`` has their definitions.

    Deleted text and field codes are left out, text boxes are read once.
    """
    out: list[str] = []
    begun: list[int] = []
    skip = rows = 0
    for event, element in events(container, name):
        tag = element.tag
        if tag == _MC_FALLBACK:
            skip += 1 if event == "start" else -1
        elif not skip and isinstance(tag, str) and tag.startswith((_W, _W_STRICT)):
            local = tag.rsplit("}", 1)[1]
            if event == "start":
                rows += local == "tr"
                if local == "p":
                    begun.append(len(out))
            elif local == "t":
                out.append(element.text or "")
            elif local == "tab" and not element.attrib:
                # With attributes w:tab is a tab stop in w:tabs, not a character.
                out.append("\t")
            elif local == "br":
                kind = next((value for key, value in element.items() if _local(key) == "type"), "")
                out.append(_PAGE if kind == "page" else "\n")
            elif local == "cr":
                out.append("\n")
            elif local == "lastRenderedPageBreak":
                out.append(_PAGE)
            elif local == "noBreakHyphen":
                out.append("-")
            elif local == "p":
                place = begun.pop()
                if numbering is not None and (label := numbering.label(element)):
                    out.insert(place, f"{label} ")
                out.append(" " if rows else "\n")
            elif local == "tc":
                out.append("\t")
            elif local == "tr":
                rows -= 1
                out.append("\n")
        if event == "end" and _local(tag) in {"p", "tr", "tbl", "sectPr"}:
            element.clear()
    return re.sub(r"\x0c\s*\x0c", _PAGE, "".join(out))


def _drawing_text(container: Container, name: str) -> str:
    """Text of a DrawingML part, one line per paragraph or table row."""
    out: list[str] = []
    skip = rows = 0
    for event, element in events(container, name):
        tag = element.tag
        if tag == _MC_FALLBACK:
            skip += 1 if event == "start" else -1
        elif not skip and isinstance(tag, str) and tag.startswith((_A, _A_STRICT)):
            local = tag.rsplit("}", 1)[1]
            if event == "start":
                rows += local == "tr"
            elif local == "t":
                out.append(element.text or "")
            elif local == "br":
                out.append("\n")
            elif local == "p":
                out.append(" " if rows else "\n")
            elif local == "tc":
                out.append("\t")
            elif local == "tr":
                rows -= 1
                out.append("\n")
        if event == "end" and _local(tag) in {"p", "tr", "sp"}:
            element.clear()
    return "".join(out)


def _odf_text(container: Container, name: str) -> str:
    """Text of an ODF part; a draw:page starts a new page."""
    out: list[str] = []
    rows = deleted = slides = 0
    for event, element in events(container, name):
        tag = element.tag
        if tag == _ODF_TEXT + "tracked-changes":
            deleted += 1 if event == "start" else -1
        elif deleted:
            pass
        elif event == "start":
            if tag == _ODF_DRAW + "page":
                slides += 1
                if slides > 1:
                    out.append(_PAGE)
            elif tag == _ODF_TABLE + "table-row":
                rows += 1
            # Text before the first child is known only once that child or the end has come: see the end events.
        if event == "end" and not deleted:
            if tag in (_ODF_TEXT + "p", _ODF_TEXT + "h"):
                out.append("".join(_inline(element)))
                out.append(" " if rows else "\n")
                element.clear()
            elif tag == _ODF_TABLE + "table-cell":
                out.append("\t")
                element.clear()
            elif tag == _ODF_TABLE + "table-row":
                rows -= 1
                out.append("\n")
                element.clear()
            elif tag in (_ODF_OFFICE + "font-face-decls", _ODF_OFFICE + "automatic-styles"):
                element.clear()
    return "".join(out)


def _inline(element: Element) -> Iterator[str]:
    """Text inside a paragraph; notes and frames inside it have been emptied into their own paragraphs already."""
    if element.text:
        yield element.text
    for child in element:
        if child.tag == _ODF_TEXT + "tab":
            yield "\t"
        elif child.tag == _ODF_TEXT + "line-break":
            yield "\n"
        elif child.tag == _ODF_TEXT + "s":
            yield " "
        elif child.tag != _ODF_OFFICE + "annotation":
            yield from _inline(child)
        if child.tail:
            yield child.tail


def _core_properties(container: Container, reading: Reading) -> None:
    """Title and dates from docProps, which may be absent or broken."""
    for name, wanted in (("docProps/core.xml", _CORE), ("docProps/app.xml", _APP)):
        if name not in container.names():
            continue
        try:
            for event, element in events(container, name, 1_000_000):
                key = wanted.get(_local(element.tag))
                if event == "end" and key and element.text and element.text.strip():
                    reading.meta[key] = clean_text(element.text).strip()[:500]
        except TooLargeError:
            continue
        except DamagedError:
            continue
    pages = reading.meta.pop("pages", "")
    if pages.isdecimal() and 0 < int(pages) < 100_000:
        reading.page_count = int(pages)


_CORE = {"title": "title", "created": "created", "modified": "modified", "subject": "subject"}
_APP = {"Pages": "pages"}


def _odf_properties(container: Container, names: list[str], reading: Reading) -> None:
    """Title and page count from meta.xml, which may be absent or broken."""
    if "meta.xml" not in names:
        return
    try:
        for event, element in events(container, "meta.xml", 1_000_000):
            if event != "end":
                continue
            local = _local(element.tag)
            if local == "title" and element.text and element.text.strip():
                reading.meta["title"] = clean_text(element.text).strip()[:500]
            elif local == "document-statistic":
                pages = next((value for key, value in element.items() if _local(key) == "page-count"), "")
                if pages.isdecimal() and 0 < int(pages) < 100_000:
                    reading.page_count = int(pages)
    except ContainerError:
        return


READERS: dict[str, Callable[[BinarySource, ReadLimits], Reading]] = {
    "docx": read_docx,
    "pptx": read_pptx,
    "odt": lambda source, limits: read_odf(source, limits, "odt"),
    "odp": lambda source, limits: read_odf(source, limits, "odp"),
    "odg": lambda source, limits: read_odf(source, limits, "odg"),
}
"""Format to reader."""
