"""Text of WordprocessingML and DrawingML parts: paragraphs and rows of tables, one line each; where pictures lie."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from spbe_checklist.reading.readers.container import Container
from spbe_checklist.reading.readers.numbering import ListNumbering
from spbe_checklist.reading.readers.xml_parts import PAGE, attribute, events, local_name

_DRAWING = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}",
    "{http://purl.oclc.org/ooxml/drawingml/main}",
)
_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_LEFT_OUT = frozenset(
    {
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
        *(f"{namespace}moveFrom" for namespace in _WORD),
    }
)
"""What is said a second time, for older programs; and text that was moved away, which stands where it was moved to."""
_SIGNS = {"cr": "\n", "lastRenderedPageBreak": PAGE, "noBreakHyphen": "-", "tc": "\t"}


def drawing_text(container: Container, name: str) -> str:
    """Text of a slide, chart or diagram, or of the shapes on a worksheet."""
    return _text(container, name, _DRAWING)


def word_text(container: Container, name: str, numbering: ListNumbering | None = None) -> str:
    """Text of a part of a Word document, with its automatic numbers where ``numbering`` has their definitions.

    Deleted text and field codes are left out, text boxes are read once; pictures leave a mark (``PICTURE``).
    """
    text = _text(container, name, _WORD, numbering, pictures=True)
    return re.sub(r"\x0c\s*\x0c", PAGE, text)


def _text(
    container: Container,
    name: str,
    namespaces: tuple[str, ...],
    numbering: ListNumbering | None = None,
    *,
    pictures: bool = False,
) -> str:
    out: list[str] = []
    begun: list[int] = []
    skip = rows = 0
    for event, element in events(container, name):
        tag, local = element.tag, local_name(element.tag)
        if tag in _LEFT_OUT:
            skip += 1 if event == "start" else -1
        elif skip:
            pass
        elif pictures and event == "end" and (drawn := _drawn(element)) is not None:
            out.append(drawn)
        elif isinstance(tag, str) and tag.startswith(namespaces):
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
                out.append(PAGE if attribute(element, "type") == "page" else "\n")
            elif local == "p":
                place = begun.pop()
                if numbering is not None and (label := numbering.label(element)):
                    out.insert(place, f"{label} ")
                out.append(" " if rows else "\n")
            elif local == "tr":
                rows -= 1
                out.append("\n")
            elif local in _SIGNS:
                out.append(_SIGNS[local])
        if event == "end" and local in {"p", "tr", "tbl", "sp", "sectPr"}:
            element.clear()
    return "".join(out)


def _drawn(element: Element) -> str | None:
    """Where a picture lies, or the words of a WordArt; a drawing without either still leaves its mark."""
    name = local_name(element.tag)
    if name in {"blip", "imagedata", "drawing", "pict", "object"}:
        wanted = {"blip": "embed", "imagedata": "id"}.get(name)
        return f"\x1c{attribute(element, wanted)}\x1c"
    if name == "textpath":
        return "\n" + element.get("string", "") + "\n"
    return None
