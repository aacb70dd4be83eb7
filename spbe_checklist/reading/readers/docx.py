"""Read DOCX: headers, body with text boxes, WordArt and tables, notes, charts; where its pictures lie."""

from __future__ import annotations

import re
from contextlib import suppress
from xml.etree.ElementTree import Element

from spbe_checklist.facts.facts import Reading
from spbe_checklist.reading.readers.attached import name_embedded
from spbe_checklist.reading.readers.container import Container, DamagedError
from spbe_checklist.reading.readers.drawings import MC_FALLBACK, drawing_text
from spbe_checklist.reading.readers.numbering import ListNumbering
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits
from spbe_checklist.reading.readers.xml_parts import (
    CHARTS,
    PAGE,
    PICTURE,
    attribute,
    core_properties,
    distinct,
    events,
    finish_parts,
    large_pictures,
    local_name,
    numbered,
    part_texts,
    related,
    stray_pictures,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_GONE = frozenset({_W + "moveFrom", _W_STRICT + "moveFrom"})
"""Text that was moved away stands where it was moved to."""


def read_docx(source: BinarySource, _format: str, limits: ReadLimits) -> Reading:
    """DOCX: headers, body with text boxes and tables (one line per row), notes, charts, footers."""
    with source.open() as stream, Container(stream, limits) as container:
        names = container.names()
        reading = Reading(format="docx")
        core_properties(container, reading)
        name_embedded(container, reading)
        main = _main_part(container, names)
        folder = re.escape(main[: main.rfind("/") + 1])
        body = _wordprocessing(container, main, _numbering(container, names, folder))
        extra = {
            kind: part_texts(container, numbered(names, rf"{folder}{kind}(\d*)\.xml"), _wordprocessing)
            for kind in ("header", "footnotes", "endnotes", "footer")
        }
        charts = part_texts(container, numbered(names, CHARTS), drawing_text)
        pages = body.split(PAGE)
        relations = related(container, main)
        placed = [
            (number, relations[name].target)
            for number, page in enumerate(pages)
            for name in PICTURE.findall(page)
            if name in relations
        ]
        placed += [(len(pages) - 1, name) for name in stray_pictures(container)]
        reading.pictures = large_pictures(container, placed)
        drawn = bool(PICTURE.search(body)) or any("/media/" in name for name in names)
        reading.signed = any(name.startswith("_xmlsignatures/") for name in names)
    pages = [PICTURE.sub("", page) for page in pages]
    pages[0] = "\n".join([*distinct(extra["header"]), pages[0]])
    notes = (*extra["footnotes"], *extra["endnotes"], *charts)
    pages[-1] = "\n".join([pages[-1], *notes, *distinct(extra["footer"])])
    if reading.page_count is not None:
        # Word's own count is as old as the last time Word saved the file.
        reading.page_count = max(reading.page_count, len(pages))
    return finish_parts(container, reading, pages, limits, drawn=drawn)


def _main_part(container: Container, names: list[str]) -> str:
    """The part that holds the body: as the package says, else by its usual name. Raises DamagedError."""
    for relation in related(container, "").values():
        if relation.kind == "officeDocument" and relation.target in names:
            return relation.target
    usual = (name for name in names if re.fullmatch(r"word/document\d*\.xml", name, re.IGNORECASE))
    main = next(usual, None)
    if main is None:
        raise DamagedError("bagian utama dokumen Word tidak ada")
    return main


def _drawn(element: Element) -> str | None:
    """Where a picture lies, or the words of a WordArt; a drawing without either still leaves its mark."""
    name = local_name(element.tag)
    if name in {"blip", "imagedata", "drawing", "pict", "object"}:
        wanted = {"blip": "embed", "imagedata": "id"}.get(name)
        return f"\x1c{attribute(element, wanted)}\x1c"
    if name == "textpath":
        return "\n" + element.get("string", "") + "\n"
    return None


def _numbering(container: Container, names: list[str], folder: str) -> ListNumbering:
    """Definitions of the automatic numbers; without those that cannot be read the text is read as it stands."""
    numbering = ListNumbering()
    for wanted, take in (("numbering", numbering.read_lists), ("styles", numbering.read_styles)):
        for name in numbered(names, rf"{folder}{wanted}()\.xml"):
            with suppress(DamagedError):
                take(events(container, name))
    return numbering


def _wordprocessing(container: Container, name: str, numbering: ListNumbering | None = None) -> str:
    """Text of a WordprocessingML part, with its automatic numbers where ``numbering`` has their definitions.

    Deleted text and field codes are left out, text boxes are read once; pictures leave a mark (``PICTURE``).
    """
    out: list[str] = []
    begun: list[int] = []
    skip = rows = 0
    for event, element in events(container, name):
        tag = element.tag
        if tag == MC_FALLBACK or tag in _GONE:
            skip += 1 if event == "start" else -1
        elif not skip and event == "end" and (drawn := _drawn(element)) is not None:
            out.append(drawn)
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
                out.append(PAGE if attribute(element, "type") == "page" else "\n")
            elif local == "cr":
                out.append("\n")
            elif local == "lastRenderedPageBreak":
                out.append(PAGE)
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
        if event == "end" and local_name(tag) in {"p", "tr", "tbl", "sectPr"}:
            element.clear()
    return re.sub(r"\x0c\s*\x0c", PAGE, "".join(out))
