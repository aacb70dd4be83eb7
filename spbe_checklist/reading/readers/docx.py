"""Read DOCX: headers, body with text boxes, WordArt and tables, notes, charts; where its pictures lie."""

from __future__ import annotations

import re
from contextlib import suppress

from spbe_checklist.facts.facts import Reading
from spbe_checklist.reading.readers.attached import name_embedded
from spbe_checklist.reading.readers.container import Container, DamagedError
from spbe_checklist.reading.readers.flowing import drawing_text, word_text
from spbe_checklist.reading.readers.numbering import ListNumbering
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits
from spbe_checklist.reading.readers.xml_parts import (
    CHARTS,
    PAGE,
    PICTURE,
    core_properties,
    distinct,
    events,
    finish_parts,
    large_pictures,
    numbered,
    part_texts,
    related,
    stray_pictures,
)


def read_docx(source: BinarySource, _format: str, limits: ReadLimits) -> Reading:
    """DOCX: headers, body with text boxes and tables (one line per row), notes, charts, footers."""
    with source.open() as stream, Container(stream, limits) as container:
        names = container.names()
        reading = Reading(format="docx")
        core_properties(container, reading)
        name_embedded(container, reading)
        main = _main_part(container, names)
        folder = re.escape(main[: main.rfind("/") + 1])
        body = word_text(container, main, _numbering(container, names, folder))
        extra = {
            kind: part_texts(container, numbered(names, rf"{folder}{kind}(\d*)\.xml"), word_text)
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


def _numbering(container: Container, names: list[str], folder: str) -> ListNumbering:
    """Definitions of the automatic numbers; without those that cannot be read the text is read as it stands."""
    numbering = ListNumbering()
    for wanted, take in (("numbering", numbering.read_lists), ("styles", numbering.read_styles)):
        for name in numbered(names, rf"{folder}{wanted}()\.xml"):
            with suppress(DamagedError):
                take(events(container, name))
    return numbering
