"""Read Visio drawings (VSDX): the words of the shapes, one page per drawing page."""

from __future__ import annotations

from spbe_checklist.facts.facts import Reading
from spbe_checklist.reading.readers.container import Container
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits
from spbe_checklist.reading.readers.xml_parts import (
    core_properties,
    events,
    finish_parts,
    local_name,
    numbered,
    part_texts,
)


def read_vsdx(source: BinarySource, _format: str, limits: ReadLimits) -> Reading:
    """VSDX: text of the shapes in the order of the file."""
    with source.open() as stream, Container(stream, limits) as container:
        reading = Reading(format="vsdx")
        core_properties(container, reading)
        pages = part_texts(container, numbered(container.names(), r"visio/pages/page(\d+)\.xml"), _shapes)
    reading.page_count = len(pages)
    return finish_parts(container, reading, pages or [""], limits, drawn=bool(pages))


def _shapes(container: Container, name: str) -> str:
    lines = []
    for event, element in events(container, name):
        if event == "end" and local_name(element.tag) == "Text":
            lines.append(" ".join("".join(element.itertext()).split()))
            element.clear()
    return "\n".join(line for line in lines if line)
