"""Read OpenDocument: ODT, ODP and ODG."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from spbe_checklist.facts.facts import Reading
from spbe_checklist.reading.readers.clean import clean_text
from spbe_checklist.reading.readers.container import Container, ContainerError, DamagedError, LockedError
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits
from spbe_checklist.reading.readers.xml_parts import (
    PAGE,
    PICTURE,
    attribute,
    events,
    finish_parts,
    large_pictures,
    local_name,
    part_texts,
)

_ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODF_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ODF_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_ODF_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CHART = re.compile(r"(?:\./)?Object \d+/content\.xml")


def read_odf(source: BinarySource, format_: str, limits: ReadLimits) -> Reading:
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
        around = part_texts(container, ["styles.xml"] if with_header else [], _odf_text)
        charts = part_texts(container, [name for name in names if _CHART.fullmatch(name)], _odf_text)
        pages = body.split(PAGE)
        placed = [(number, name) for number, page in enumerate(pages) for name in PICTURE.findall(page)]
        reading.pictures = large_pictures(container, placed)
        drawn = bool(placed) or any(name.startswith("Pictures/") for name in names)
        reading.signed = "META-INF/documentsignatures.xml" in names
    pages = [PICTURE.sub("", page) for page in (*pages[:-1], "\n".join([pages[-1], *charts]))]
    pages[0] = "\n".join([*(text for text in around if text.strip()), pages[0]])
    if format_ == "odp":
        reading.page_count = len(pages)
    return finish_parts(container, reading, pages, limits, drawn=drawn)


def refuse_encrypted_odf(container: Container, names: list[str]) -> None:
    """Raise LockedError when the manifest says that parts are encrypted."""
    if "META-INF/manifest.xml" in names and b"encryption-data" in container.read("META-INF/manifest.xml", 8_000_000):
        raise LockedError("dilindungi kata sandi")


def _odf_text(container: Container, name: str) -> str:
    """Text of an ODF part; a draw:page starts a new page, pictures leave a mark (``PICTURE``)."""
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
                    out.append(PAGE)
            elif tag == _ODF_TABLE + "table-row":
                rows += 1
            # Text before the first child is known only once that child or the end has come: see the end events.
        if event == "end" and not deleted:
            if tag in (_ODF_TEXT + "p", _ODF_TEXT + "h"):
                out.append("".join(_inline(element)))
                out.append(" " if rows else "\n")
                element.clear()
            elif tag == _ODF_DRAW + "image":
                out.append(f"\x1c{attribute(element, 'href')}\x1c")
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


def _odf_properties(container: Container, names: list[str], reading: Reading) -> None:
    """Title and page count from meta.xml, which may be absent or broken."""
    if "meta.xml" not in names:
        return
    try:
        for event, element in events(container, "meta.xml", 1_000_000):
            if event != "end":
                continue
            local = local_name(element.tag)
            if local == "title" and element.text and element.text.strip():
                reading.meta["title"] = clean_text(element.text).strip()[:500]
            elif local == "document-statistic":
                pages = attribute(element, "page-count")
                if pages.isdecimal() and 0 < int(pages) < 100_000:
                    reading.page_count = int(pages)
    except ContainerError:
        return
