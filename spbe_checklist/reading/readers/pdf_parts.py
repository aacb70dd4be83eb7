"""What lies beside the plain text of a PDF: letters written apart, filled-in fields, annotations, attached files."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from spbe_checklist.reading.readers.pdf_lines import Box
from spbe_checklist.reading.readers.source import MEGABYTE
from spbe_checklist.text.sense import letters_apart

if TYPE_CHECKING:
    import pypdfium2

_WORD_GAP = 1.8
"""A gap this many times the usual one of a line is between words."""
_MAX_ANNOTATIONS = 500
_MAX_VALUE = 10_000
_MAX_ATTACHED = 500


def closed_up(text_page: pypdfium2.PdfTextPage, count: int) -> str:
    """The text of a page with words whose letters stand apart closed up; only the gaps tell where a word ends."""
    import pypdfium2.raw as pdfium_c

    lines: list[list[tuple[str, float, float]]] = [[]]
    left, bottom, right, top = (ctypes.c_double() for _ in range(4))
    for index in range(count):
        letter = chr(pdfium_c.FPDFText_GetUnicode(text_page.raw, index))
        if letter == "\n":
            lines.append([])
        elif letter != "\r":
            pdfium_c.FPDFText_GetCharBox(text_page.raw, index, left, right, bottom, top)
            lines[-1].append((letter, left.value, right.value))
    return "\n".join(map(_closed_line, lines))


def _closed_line(letters: list[tuple[str, float, float]]) -> str:
    line = "".join(letter for letter, _, _ in letters)
    if not letters_apart(line):
        return line
    solid = [one for one in letters if not one[0].isspace()]
    gaps = [after[1] - before[2] for before, after in pairwise(solid)]
    usual = max(median(gaps), 0.1)
    return solid[0][0] + "".join(
        f" {one[0]}" if gap > _WORD_GAP * usual else one[0] for gap, one in zip(gaps, solid[1:], strict=True)
    )


def written_on(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[tuple[str, Box | None]]:
    """Values of filled-in fields with their boxes, and words of annotations, in the order of the file."""
    import pypdfium2.raw as pdfium_c

    form = document.formenv.raw if document.formenv else None
    fields = {pdfium_c.FPDF_FORMFIELD_TEXTFIELD, pdfium_c.FPDF_FORMFIELD_COMBOBOX, pdfium_c.FPDF_FORMFIELD_LISTBOX}
    for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(page.raw), _MAX_ANNOTATIONS)):
        note = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        if not note:
            continue
        try:
            kind = pdfium_c.FPDFAnnot_GetSubtype(note)
            if kind == pdfium_c.FPDF_ANNOT_WIDGET:
                if form and pdfium_c.FPDFAnnot_GetFormFieldType(form, note) in fields:
                    place = pdfium_c.FS_RECTF()
                    known = pdfium_c.FPDFAnnot_GetRect(note, ctypes.byref(place))
                    box = (place.left, place.bottom, place.right, place.top) if known else None
                    yield _utf16(partial(pdfium_c.FPDFAnnot_GetFormFieldValue, form, note)), box
            elif kind not in {pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP}:
                yield _utf16(partial(pdfium_c.FPDFAnnot_GetStringValue, note, b"Contents")), None
        finally:
            pdfium_c.FPDFPage_CloseAnnot(note)


def _utf16(get: Callable[[Any, int], int]) -> str:
    """A string of PDFium: asked for its length in bytes first, then for itself."""
    import pypdfium2.raw as pdfium_c

    size = min(int(get(None, 0)), 2 * _MAX_VALUE)
    if size <= 2:
        return ""
    buffer = (pdfium_c.FPDF_WCHAR * (size // 2 + 1))()
    get(buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")


def attached_names(document: pypdfium2.PdfDocument) -> list[str]:
    """Names of the files attached to a PDF; those of a portfolio are its documents."""
    import pypdfium2.raw as pdfium_c

    names = []
    for index in range(min(max(pdfium_c.FPDFDoc_GetAttachmentCount(document.raw), 0), _MAX_ATTACHED)):
        file = pdfium_c.FPDFDoc_GetAttachment(document.raw, index)
        name = _utf16(partial(pdfium_c.FPDFAttachment_GetName, file)) if file else ""
        names.append(name.replace("\\", "/").rpartition("/")[2] or f"lampiran-{index + 1}")
    return names


def attached_file(document: pypdfium2.PdfDocument, index: int, limit: int = 200 * MEGABYTE) -> bytes | None:
    """The content of an attached file; None when it cannot be had or is larger than ``limit``."""
    import pypdfium2.raw as pdfium_c

    file = pdfium_c.FPDFDoc_GetAttachment(document.raw, index)
    size = ctypes.c_ulong()
    if not file or not pdfium_c.FPDFAttachment_GetFile(file, None, 0, size) or size.value > limit:
        return None
    buffer = ctypes.create_string_buffer(size.value)
    return buffer.raw if pdfium_c.FPDFAttachment_GetFile(file, buffer, size.value, size) else None
