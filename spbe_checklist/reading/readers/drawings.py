"""Text of DrawingML parts: slides, charts, diagrams, and the shapes on a worksheet."""

from __future__ import annotations

from spbe_checklist.reading.readers.container import Container
from spbe_checklist.reading.readers.xml_parts import events, local_name

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_A_STRICT = "{http://purl.oclc.org/ooxml/drawingml/main}"
MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def drawing_text(container: Container, name: str) -> str:
    """Text of a DrawingML part, one line per paragraph or table row."""
    out: list[str] = []
    skip = rows = 0
    for event, element in events(container, name):
        tag = element.tag
        if tag == MC_FALLBACK:
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
        if event == "end" and local_name(tag) in {"p", "tr", "sp"}:
            element.clear()
    return "".join(out)
