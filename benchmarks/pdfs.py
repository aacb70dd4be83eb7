"""A check of PDFs beside what reads their text alone, in processor time: PDFium (our floor) and ``pdftotext``.

    python -m benchmarks.pdfs FOLDER [ROUNDS]

All read every page. The PDFs of the folder are copied, as one of them must look changed. Start-up is part of each
figure; with few documents it weighs most.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import PYTHON, check, processor, ratio

ROUNDS = 3
NO_OCR = ("--ocr", "never")

_FLOOR = """
import ctypes, sys
import pypdfium2.raw as pdfium
pdfium.FPDF_InitLibrary()
pages = 0
for file in sys.argv[1:]:
    document = pdfium.FPDF_LoadDocument(file.encode(), None)
    for index in range(pdfium.FPDF_GetPageCount(document) if document else 0):
        page = pdfium.FPDF_LoadPage(document, index)
        text = pdfium.FPDFText_LoadPage(page)
        count = pdfium.FPDFText_CountChars(text)
        pdfium.FPDFText_GetText(text, 0, count, (ctypes.c_ushort * (count + 1))())
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
        pages += 1
    if document:
        pdfium.FPDF_CloseDocument(document)
print(pages)
"""


def report(source: Path, rounds: int = ROUNDS) -> Iterator[str]:
    """Lines of the report on the PDFs below a folder, which is only read."""
    with tempfile.TemporaryDirectory() as temporary:
        folder, cache = Path(temporary) / "dokumen", Path(temporary) / "cache"
        for file in source.rglob("*.pdf"):
            kept = folder / file.relative_to(source)
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, kept)
        yield from _measured(folder, ("--cache-dir", str(cache)), rounds)


def _measured(folder: Path, cache: tuple[str, str], rounds: int) -> Iterator[str]:
    files = sorted(map(str, folder.rglob("*.pdf")))
    floor = [PYTHON, "-c", _FLOOR, *files]
    pages = int(subprocess.run(floor, capture_output=True, check=True).stdout)
    work = {
        "floor": lambda: subprocess.run(floor, stdout=subprocess.DEVNULL, check=True),
        "cold": lambda: check(folder, *NO_OCR, "--no-cache"),
        "changed": lambda: check(_touched(folder), *NO_OCR, *cache),
        "unchanged": lambda: check(folder, *NO_OCR, *cache),
    }
    if program := shutil.which("pdftotext"):
        work["pdftotext"] = lambda: [
            subprocess.run([program, file, os.devnull], stderr=subprocess.DEVNULL, check=False) for file in files
        ]
    check(folder, *NO_OCR, *cache)
    found = processor(work, rounds)
    yield f"# {len(files)} PDFs, {pages} pages (processor time, start included; {rounds} rounds in turns, median)"
    yield ratio("spbe-check, cold / PDFium's raw text", found["cold"], found["floor"], 1.5)
    if program is None:
        yield "pdftotext is not installed (package poppler-utils): not compared"
    else:
        yield ratio("spbe-check, cold / pdftotext", found["cold"], found["pdftotext"], 1.2)
        yield ratio("pdftotext / PDFium's raw text", found["pdftotext"], found["floor"])
    yield ratio("spbe-check, one of them changed / PDFium's raw text", found["changed"], found["floor"])
    yield ratio("spbe-check, unchanged / PDFium's raw text", found["unchanged"], found["floor"])


def _touched(folder: Path) -> Path:
    """The folder, one file of which looks changed."""
    file = min(folder.rglob("*.pdf"))
    os.utime(file, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns + 10**9))
    return folder


if __name__ == "__main__":
    for text in report(Path(sys.argv[1]), *map(int, sys.argv[2:])):
        print(text, flush=True)
