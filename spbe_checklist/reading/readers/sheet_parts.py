"""Parts of an XLSX that calamine does not give: shapes, charts and pictures, and cells too far apart for a grid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from spbe_checklist.facts.facts import PictureInside
from spbe_checklist.reading.readers.container import Container, ContainerError, DamagedError
from spbe_checklist.reading.readers.flowing import drawing_text
from spbe_checklist.reading.readers.source import ReadLimits
from spbe_checklist.reading.readers.xml_parts import events, large_pictures, local_name, part_texts, referring, related

_WORKBOOK = "xl/workbook.xml"
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr=[\"'](\d{1,12})[\"']")
_FAR_COLUMN = re.compile(rb"<(?:\w+:)?c\b[^>]*?\sr=[\"']([A-Z]{2,12})\d")
_OVERLAP = 200
"""Bytes carried over from one piece of a part to the next, for tags that lie across."""
_MAX_CELL = 5_000


class Beside(Struct):
    """What lies on the sheets beside the cells."""

    texts: dict[str, str] = field(default_factory=dict)
    """Words of shapes and charts by name of the sheet."""
    pictures: list[PictureInside] = field(default_factory=list)
    drawn: bool = False


def sheets(container: Container) -> dict[str, str]:
    """Part by name of the sheet, in the order of the workbook; empty where that cannot be told."""
    found: dict[str, str] = {}
    with suppress(ContainerError):
        for element, relation in referring(container, _WORKBOOK, "sheet"):
            found[element.get("name", "")] = relation.target
    return found


def beside(container: Container) -> Beside:
    """Shapes, charts and pictures of all sheets."""
    found = Beside()
    names = frozenset(container.names())
    placed: list[tuple[int, str]] = []
    for number, (title, part) in enumerate(sheets(container).items()):
        for drawing in _targets(container, part, "drawing"):
            charts = [chart for kind in ("chart", "diagramData") for chart in _targets(container, drawing, kind)]
            wanted = [name for name in (drawing, *charts) if name in names]
            texts = part_texts(container, wanted, drawing_text)
            found.texts[title] = "\n".join([found.texts.get(title, ""), *texts]).strip("\n")
            found.drawn = True
            placed += [(number, picture) for picture in _targets(container, drawing, "image")]
    found.pictures = large_pictures(container, placed)
    return found


def _targets(container: Container, part: str, kind: str) -> list[str]:
    return [relation.target for relation in related(container, part).values() if relation.kind == kind]


def span(chunks: Iterator[bytes]) -> int:
    """Cells between A1 and the last one used on a sheet, by its rows and cells: what a sheet declares may be wrong."""
    rows, columns, before = 1, 26, b""
    for chunk in chunks:
        piece = before + chunk
        for match in _ROW.finditer(piece):
            rows = max(rows, int(match[1]))
        for match in _FAR_COLUMN.finditer(piece):
            columns = max(columns, _column(match[1]))
        before = piece[-_OVERLAP:]
    return rows * columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def sparse_pages(container: Container, limits: ReadLimits) -> Iterator[tuple[str, str]]:
    """Name and text of each sheet, one line per row that has a cell, without laying out what lies between."""
    shared = list(_shared_strings(container, limits))
    for title, part in sheets(container).items():
        lines = [title]
        try:
            for event, element in events(container, part):
                if event == "end" and local_name(element.tag) == "row":
                    cells = [_cell(cell, shared) for cell in element if local_name(cell.tag) == "c"]
                    lines.append("\t".join(cell for cell in cells if cell))
                    element.clear()
                    if len(lines) > limits.max_rows:
                        break
        except DamagedError:
            lines.append("")
        yield title, "\n".join(lines)


def _shared_strings(container: Container, limits: ReadLimits) -> Iterator[str]:
    room = limits.max_chars
    if "xl/sharedStrings.xml" not in container.names():
        return
    for event, element in events(container, "xl/sharedStrings.xml"):
        if event == "end" and local_name(element.tag) == "si":
            text = _words(element)[: min(room, _MAX_CELL)]
            room -= len(text)
            yield text
            element.clear()


def _words(element: Element) -> str:
    return "".join(part.text or "" for part in element.iter() if local_name(part.tag) == "t")


def _cell(cell: Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _words(cell)[:_MAX_CELL]
    value = next((part.text or "" for part in cell if local_name(part.tag) == "v"), "")
    if cell.get("t") == "s":
        return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""
    return value[:_MAX_CELL]
