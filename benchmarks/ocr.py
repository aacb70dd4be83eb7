"""Processor seconds per scanned page: through the program, and by the bare engine on the same pictures."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import corpus
from benchmarks.measure import check, children_cpu, line
from spbe_checklist.reading.ocr_engines import find_engine

SCANS = 6
PAGES = 2
"""Pages of each scan (``corpus``)."""


def report() -> Iterator[str]:
    """Lines of the report."""
    engine = find_engine()
    if engine is None:
        yield "# Character recognition: no engine installed, not measured"
        return
    with tempfile.TemporaryDirectory() as name:
        folder = corpus.build(Path(name) / "scan", SCANS, corpus.SCANS)
        without = check(folder, "--no-cache", "--jobs", "1", "--ocr", "never").cpu
        one = (check(folder, "--no-cache", "--jobs", "1", "--ocr", "always").cpu - without) / (SCANS * PAGES)
        auto = check(folder, "--no-cache", "--jobs", "1", "--ocr", "auto").cpu - without
        everywhere = check(folder, "--no-cache", "--ocr", "always").seconds
        yield f"# Character recognition: {engine.name}, {SCANS} scans of {PAGES} pages, 200 dots per inch"
        yield line("one process, every page, per page", one, "s")
        yield line("all processes, every page, per page, on the clock", everywhere / (SCANS * PAGES), "s")
        yield line("one process, --ocr auto, per document", auto / SCANS, "s")
        if (program := shutil.which("tesseract")) is not None:
            bare = _bare(program, engine.language, Path(name))
            yield line("tesseract alone on the same pages, one thread, per page", bare, "s")
            yield line("spbe-check / tesseract alone, per page", one / bare, "x")


def _bare(program: str, language: str, place: Path) -> float:
    pictures = []
    for number in range(4):
        picture = place / f"{number}.png"
        picture.write_bytes(corpus.page_picture(corpus.paper(number, 2).lines[:42]))
        pictures.append(picture)
    before = children_cpu()
    for picture in pictures:
        subprocess.run(
            [program, picture, "stdout", "-l", language],
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            capture_output=True,
            check=True,
        )
    return (children_cpu() - before) / len(pictures)
