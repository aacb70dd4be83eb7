"""How much of a PDF page lies under pictures, and how many lines and curves are drawn on it."""

from __future__ import annotations

import ctypes
from itertools import product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pypdfium2

_GRID = 24
_MAX_OBJECTS = 3_000
_MAX_FORM_DEPTH = 3
_Box = tuple[float, float, float, float]
_Matrix = tuple[float, float, float, float, float, float]


def coverage(page: pypdfium2.PdfPage) -> tuple[float, int, int]:
    """Share of the page under pictures, number of things drawn, number of lines and curves among them.

    Counted on a coarse grid, so that the strips of a scanner add up and overlaps do not.
    """
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    if width <= 0 or height <= 0:
        return 0.0, 0, 0
    found: list[_Box] = []
    drawn, paths = _pictures(page.raw, None, (), found)
    centres = [(number + 0.5) / _GRID for number in range(_GRID)]
    covered: set[tuple[float, float]] = set()
    for x0, y0, x1, y1 in found:
        columns = [x for x in centres if (x0 - left) / width <= x <= (x1 - left) / width]
        rows = [y for y in centres if (y0 - bottom) / height <= y <= (y1 - bottom) / height]
        covered.update(product(columns, rows))
    return len(covered) / _GRID**2, drawn, paths


def _pictures(page: Any, form: Any, matrices: tuple[_Matrix, ...], found: list[_Box]) -> tuple[int, int]:
    """Collect the boxes of pictures in page space, also inside forms; returns how many objects and paths there are."""
    import pypdfium2.raw as pdfium_c

    count = int(pdfium_c.FPDFFormObj_CountObjects(form) if form else pdfium_c.FPDFPage_CountObjects(page))
    edges = [ctypes.c_float() for _ in range(4)]
    paths = 0
    for number in range(min(count, _MAX_OBJECTS)):
        item = pdfium_c.FPDFFormObj_GetObject(form, number) if form else pdfium_c.FPDFPage_GetObject(page, number)
        if not item:
            continue
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            if pdfium_c.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in edges)):
                x0, y0, x1, y1 = (edge.value for edge in edges)
                found.append(_moved((x0, y0, x1, y1), matrices))
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and len(matrices) < _MAX_FORM_DEPTH:
            raw = pdfium_c.FS_MATRIX()
            if pdfium_c.FPDFPageObj_GetMatrix(item, ctypes.byref(raw)):
                inner = (raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)
                paths += _pictures(page, item, (inner, *matrices), found)[1]
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            paths += 1
    return max(count, 0), paths


def _moved(box: _Box, matrices: tuple[_Matrix, ...]) -> _Box:
    """A box carried through the matrices of its forms, innermost first."""
    for a, b, c, d, e, f in matrices:
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        box = (min(xs), min(ys), max(xs), max(ys))
    return box
