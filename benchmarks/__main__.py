"""All benchmarks in one run: ``make bench``.

Figures stand side by side with what they are compared to, because machines differ and ratios travel. Settings:
``SPBE_BENCH_DIR`` keeps the documents between runs, ``SPBE_BENCH_FILES`` is their number (1000), ``SPBE_BENCH_PDFS``
is a folder of real PDFs to read in place of invented ones, ``SPBE_REFERENCE`` is a folder with labelled names
(``document-names.csv``) for the quality of recognition.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import ocr, recognition, speed, startup
from benchmarks.measure import machine


def _all(place: Path) -> Iterator[str]:
    yield f"spbe-check benchmarks: {machine()}"
    yield from startup.report()
    yield from speed.report(place, int(os.environ.get("SPBE_BENCH_FILES", "1000")))
    yield from ocr.report()
    sets = [f"benchmarks/{name}/{part}" for name in ("dokumen", "berkas") for part in ("setelan", "uji")]
    for folder in ("examples", *sets):
        documents = Path(folder) / "label.csv"
        yield from recognition.report_documents(documents, recognition.documents_of(documents))
    labels = Path(os.environ.get("SPBE_REFERENCE", "-")) / "document-names.csv"
    if labels.is_file():
        yield from recognition.report(labels)
    else:
        yield "# Quality of recognition: SPBE_REFERENCE names no folder with document-names.csv, not measured"


def main() -> None:
    """Run everything and print as figures come in."""
    kept = os.environ.get("SPBE_BENCH_DIR")
    with tempfile.TemporaryDirectory() as temporary:
        for text in _all(Path(kept or temporary)):
            print(text, flush=True)


if __name__ == "__main__":
    main()
