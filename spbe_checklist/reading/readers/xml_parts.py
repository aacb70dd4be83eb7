"""Parts of Office documents that are XML in a zip: streamed under a budget, followed by their relations, judged.

Own readers on zipfile and iterparse: entities are refused, and a damaged secondary part costs only itself.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from msgspec import Struct

from spbe_checklist.facts.facts import Notice, PictureInside, Reading
from spbe_checklist.reading import sniff
from spbe_checklist.reading.readers.clean import clean_text
from spbe_checklist.reading.readers.container import Container, ContainerError, DamagedError
from spbe_checklist.reading.readers.finish import finish
from spbe_checklist.reading.readers.images import may_hold_text, pixel_size
from spbe_checklist.reading.readers.source import ReadLimits

PAGE = "\x0c"
"""Between pages in the text of a part."""
PICTURE = re.compile("\x1c([^\x1c]*)\x1c")
"""Where a picture lies in the text of a part, with what it is called there; XML cannot hold this character."""
CHARTS = r"(?:.*/)?(?:charts/chart|diagrams/data)(\d+)\.xml"
"""Names of parts with the words of charts and diagrams."""
_MAX_DEPTH = 400
_MAX_PICTURES = 500
_MAX_HEAD = 1_000_000
"""Bytes of a picture that are inflated to learn its size."""


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


Extract = Callable[[Container, str], str]


def part_texts(container: Container, names: list[str], extract: Extract) -> list[str]:
    """Text of secondary parts (headers, notes); a damaged one costs only itself."""
    texts = []
    for name in names:
        try:
            texts.append(extract(container, name))
        except DamagedError:
            container.lost += 1
    return texts


class Relation(Struct, frozen=True):
    """What a part refers to: the last word of the relation's type, and the part."""

    kind: str
    target: str


def related(container: Container, part: str) -> dict[str, Relation]:
    """Relations of a part by their id, those that lead out of the file left out; ``""`` is the package itself."""
    folder, _, name = part.rpartition("/")
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, Relation] = {}
    if place not in container.names():
        return found
    try:
        for event, element in events(container, place, 4_000_000):
            if event == "end" and local_name(element.tag) == "Relationship" and element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
                found[element.get("Id", "")] = Relation(element.get("Type", "").rpartition("/")[2], target)
    except ContainerError:
        pass
    return found


def all_relations(container: Container, but: str = "\0") -> Iterator[Relation]:
    """Relations of all parts, in the order of the container, those left out that lie in folders named ``but``."""
    for name in container.names():
        if name.endswith(".rels") and but not in name:
            yield from related(container, name.replace("_rels/", "").removesuffix(".rels")).values()


def referring(container: Container, part: str, tag: str) -> Iterator[tuple[Element, Relation]]:
    """The elements of a kind that refer to another part, with what they refer to. Raises ContainerError."""
    relations = related(container, part)
    for event, element in events(container, part, 8_000_000):
        if event == "end" and local_name(element.tag) == tag:
            ids = (value for key, value in element.items() if local_name(key) == "id" and value in relations)
            yield from ((element, relations[one]) for one in ids)


def large_pictures(container: Container, placed: Iterable[tuple[int, str]]) -> list[PictureInside]:
    """The pictures large enough to hold text, each part once; ``placed`` has page and part in document order."""
    found: dict[str, PictureInside] = {}
    names = frozenset(container.names())
    for page, part in placed:
        if part in names and part not in found and len(found) < _MAX_PICTURES:
            kind = sniff.EXTENSIONS.get(sniff.extension_of(part), "")
            if kind in sniff.IMAGES and may_hold_text(_size(container, part, kind)):
                found[part] = PictureInside(page, part)
    return list(found.values())


def _size(container: Container, part: str, kind: str) -> tuple[int, int] | None:
    head = b""
    try:
        for chunk in container.chunks(part):
            head += chunk
            size = pixel_size(head, kind)
            if size is not None or len(head) >= _MAX_HEAD:
                return size
    except ContainerError:
        pass
    return None


def stray_pictures(container: Container) -> list[str]:
    """Pictures among the media that no part refers to: carelessly made files have no relations."""
    names = container.names()
    used = {relation.target for relation in all_relations(container)}
    return [name for name in sorted(names) if "/media/" in name and name not in used]


def finish_parts(
    container: Container, reading: Reading, pages: list[str], limits: ReadLimits, *, drawn: bool
) -> Reading:
    """``finish`` for a document of parts; says how many of them could not be read."""
    if container.lost:
        lost = f"{container.lost} bagian di dalam berkas rusak dan tidak terbaca."
        reading.notices.append(Notice("bagian-rusak", lost))
    return finish(reading, pages, limits, drawn=drawn)


def part_named(names: list[str], wanted: str) -> str | None:
    """A part by its name, whatever its case."""
    return next((name for name in names if name.lower() == wanted), None)


def numbered(names: list[str], pattern: str) -> list[str]:
    """Parts whose names match, in the order of their numbers."""
    matches = (re.fullmatch(pattern, name, re.IGNORECASE) for name in names)
    return [
        name for _, name in sorted((int(match[match.lastindex or 1] or 0), match.group()) for match in matches if match)
    ]


def distinct(texts: list[str]) -> list[str]:
    """Texts that say something, each once: first, even and default headers often repeat."""
    return list(dict.fromkeys(text for text in texts if text.strip()))


def local_name(tag: Any) -> str:
    """A name without its namespace."""
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: Element, name: str | None) -> str:
    """An attribute by its name without namespace; empty where there is none."""
    return next((value for key, value in element.items() if local_name(key) == name), "")


def core_properties(container: Container, reading: Reading) -> None:
    """Title and dates from docProps, which may be absent or broken."""
    for name, wanted in (("docProps/core.xml", _CORE), ("docProps/app.xml", _APP)):
        if name not in container.names():
            continue
        try:
            for event, element in events(container, name, 1_000_000):
                key = wanted.get(local_name(element.tag))
                if event == "end" and key and element.text and element.text.strip():
                    reading.meta[key] = clean_text(element.text).strip()[:500]
        except ContainerError:
            continue
    pages = reading.meta.pop("pages", "")
    if pages.isdecimal() and 0 < int(pages) < 100_000:
        reading.page_count = int(pages)


_CORE = {"title": "title", "created": "created", "modified": "modified", "subject": "subject"}
_APP = {"Pages": "pages"}
