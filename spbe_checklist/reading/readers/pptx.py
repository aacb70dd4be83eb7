"""Read PPTX: one page per slide in the order of the presentation, with its charts and notes; hidden ones are named."""

from __future__ import annotations

import re

from spbe_checklist.facts.facts import Notice, Reading
from spbe_checklist.reading.readers.attached import name_embedded
from spbe_checklist.reading.readers.container import Container, ContainerError, DamagedError
from spbe_checklist.reading.readers.flowing import drawing_text
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits
from spbe_checklist.reading.readers.xml_parts import (
    CHARTS,
    core_properties,
    finish_parts,
    large_pictures,
    numbered,
    part_named,
    part_texts,
    referring,
    related,
    stray_pictures,
)

_MAIN = "ppt/presentation.xml"
_BESIDE = frozenset({"chart", "diagramData", "notesSlide"})
_HIDDEN = re.compile(rb"<(?:\w+:)?sld\b[^>]*\sshow=[\"'](?:0|false)")


def read_pptx(source: BinarySource, _format: str, limits: ReadLimits) -> Reading:
    """PPTX: text of each slide, then of its charts, diagrams and notes."""
    with source.open() as stream, Container(stream, limits) as container:
        names = container.names()
        reading = Reading(format="pptx")
        core_properties(container, reading)
        name_embedded(container, reading)
        slides = _slides(container, names)
        if not slides and part_named(names, _MAIN) is None:
            raise DamagedError("bagian utama presentasi tidak ada")
        pages: list[str] = []
        placed: list[tuple[int, str]] = []
        used: set[str] = set()
        for number, slide in enumerate(slides[: limits.max_pages]):
            relations = related(container, slide).values()
            beside = [one.target for one in relations if one.kind in _BESIDE and one.target in names]
            texts = part_texts(container, [slide, *beside], drawing_text)
            pages.append("\n".join(text for text in texts if text.strip()))
            placed += [(number, one.target) for one in relations if one.kind == "image"]
            used.update(beside)
        loose = numbered(names, rf"{CHARTS}|ppt/notesSlides/notesSlide(\d+)\.xml")
        texts = part_texts(container, [name for name in loose if name not in used], drawing_text)
        reading.pictures = large_pictures(
            container, [*placed, *((max(len(pages) - 1, 0), name) for name in stray_pictures(container))]
        )
        hidden = [str(number) for number, slide in enumerate(slides, 1) if _is_hidden(container, slide)]
        drawn = bool(placed) or any("/media/" in name for name in names)
        reading.signed = any(name.startswith("_xmlsignatures/") for name in names)
    reading.page_count = len(slides)
    if len(slides) > limits.max_pages:
        reading.complete, reading.reason = False, f"hanya {limits.max_pages} dari {len(slides)} salindia yang dibaca"
    if hidden:
        reading.notices.append(
            Notice("bagian-tersembunyi", f"Salindia {', '.join(hidden[:10])} disembunyikan; tampilkan dahulu.")
        )
    tail = "\n".join(text for text in texts if text.strip())
    if tail:
        pages = [*pages[:-1], f"{pages[-1]}\n{tail}"] if pages else [tail]
    return finish_parts(container, reading, pages or [""], limits, drawn=drawn)


def _slides(container: Container, names: list[str]) -> list[str]:
    """Slides in the order in which they are shown; by the numbers in their names where nothing says so."""
    try:
        listed = [found.target for _, found in referring(container, _MAIN, "sldId") if found.kind == "slide"]
    except ContainerError:
        listed = []
    listed = [slide for slide in dict.fromkeys(listed) if slide in names]
    return listed or numbered(names, r"ppt/slides/slide(\d+)\.xml")


def _is_hidden(container: Container, slide: str) -> bool:
    try:
        return _HIDDEN.search(next(container.chunks(slide), b"")) is not None
    except ContainerError:
        return False
