"""Reading, second runs, memory and growth, on documents that ``corpus`` makes."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import corpus, pdfs, scaling
from benchmarks.measure import PYTHON, check, line, medians
from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.reading.scan import scan
from spbe_checklist.recognition.matcher import Matcher
from spbe_checklist.run.digest import AsFound
from spbe_checklist.run.inspect import InspectionSettings, duplicates, inspect_folder, similar
from spbe_checklist.settings.models import Workspace
from spbe_checklist.text.lexicon import compile_lexicon
from spbe_checklist.verdict.build_result import FolderFindings, build_result
from spbe_checklist.verdict.result import Run
from spbe_checklist.verdict.result_json import dump

PDFS = 100
SMALL = 400

_WALK = """
import os, sys
total = 0
for parent, folders, names in os.walk(sys.argv[1]):
    for name in names:
        total += os.stat(os.path.join(parent, name)).st_size
"""


def report(place: Path, files: int) -> Iterator[str]:
    """Lines of the report; ``place`` is a folder for documents and caches, used again when it has them."""
    real = os.environ.get("SPBE_BENCH_PDFS")
    yield from pdfs.report(Path(real) if real else _corpus(place, f"pdf-{PDFS}", PDFS, corpus.TEXT_PDF))
    yield from _many(place, files)
    yield from scaling.report(_corpus(place, f"kecil-{SMALL}", SMALL, corpus.SMALL))


def _corpus(place: Path, name: str, count: int, mix: dict[str, int] | None = None) -> Path:
    """A corpus, made once."""
    folder = place / name
    done = place / f"{name}.ready"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        corpus.build(folder, count, mix)
        done.touch()
    return folder


def _many(place: Path, files: int) -> Iterator[str]:
    small, large = _corpus(place, f"campuran-{files // 10}", files // 10), _corpus(place, f"campuran-{files}", files)
    caches = {folder: place / f"cache-{folder.name}" for folder in (small, large)}
    for cache in caches.values():
        shutil.rmtree(cache, ignore_errors=True)
    cold = {folder: check(folder, *pdfs.NO_OCR, "--cache-dir", str(cache)) for folder, cache in caches.items()}
    yield f"# {files // 10} and {files} files of all kinds, without character recognition"
    for folder in (small, large):
        yield line(f"cold, {folder.name.rpartition('-')[2]} files, processor time", cold[folder].cpu, "s")
    yield line("cold, per file: ten times the files / fewer", cold[large].cpu / cold[small].cpu / 10, "x", 1.1)
    yield line("cold, memory of the parent", cold[large].megabytes, "MB", 150)

    shared = ["check", str(large), "--exit-zero", *pdfs.NO_OCR, "--cache-dir", str(caches[large])]
    found = medians(
        {
            "second": [PYTHON, "-m", "spbe_checklist", *shared],
            "start": [PYTHON, "-c", "pass"],
            "version": [PYTHON, "-m", "spbe_checklist", "--version"],
            "walk": [PYTHON, "-c", _WALK, str(large)],
        },
        5,
    )
    walk = found["walk"] - found["start"]
    again = check(large, *pdfs.NO_OCR, "--cache-dir", str(caches[large]))
    yield f"# Second run over {files} unchanged files (processor time, median of 5 runs in turns)"
    yield line("second run beyond the interpreter's start", found["second"] - found["start"], "s", 2)
    yield line("os.walk with stat, beyond the interpreter's start", walk, "s")
    yield line(
        "second run / (os.walk with stat + start of spbe-check)", found["second"] / (walk + found["version"]), "x", 3
    )
    yield line("second run / (os.walk with stat + start of Python)", found["second"] / found["walk"], "x")
    yield line("second run, memory of the parent", again.megabytes, "MB", 150)
    changed = check(_touched(large), *pdfs.NO_OCR, "--cache-dir", str(caches[large]))
    yield f"# One of {files} files has another time"
    yield line("run with one file changed, processor time", changed.cpu, "s")
    yield line("run with one file changed / cold", changed.cpu / cold[large].cpu, "x")
    yield line("run with one file changed, memory of the parent", changed.megabytes, "MB", 150)
    yield from _recognition(large, caches[large])


def _touched(folder: Path) -> Path:
    """The folder, one file of which looks changed."""
    file = next(folder.rglob("*.txt"))
    os.utime(file, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns + 10**9))
    return folder


def _recognition(folder: Path, cache: Path) -> Iterator[str]:
    """What a run over inspected documents costs, step by step: one changed file makes all of this necessary."""
    catalogue, workspace = load_catalogue(), Workspace()
    lexicon = compile_lexicon(catalogue, workspace)
    matcher = Matcher(catalogue, lexicon, 2024)
    seen = scan(folder)
    clock = _Clock()
    inspected = inspect_folder(seen, folder, InspectionSettings(ocr="never", cache_dir=cache), lexicon, AsFound())
    facts = clock.lap()
    recognitions = [matcher.recognise(facts) for facts in inspected.documents]
    recognise = clock.lap()
    findings = FolderFindings(
        tuple(recognitions),
        seen.ignored,
        inspected.notices,
        duplicates(inspected.documents),
        similar(inspected.documents),
    )
    run = Run(folder="-", started="-", seconds=0)
    result = build_result(catalogue, workspace, findings, run, year=2024, today=dt.date(2024, 12, 1))
    judge = clock.lap()
    dump(result)
    written = clock.lap()
    yield f"# Recognition of {len(recognitions)} inspected documents ({inspected.opened} opened)"
    yield line("facts from the cache", facts, "s")
    yield line("recognise", recognise, "s")
    yield line("duplicates, verdicts, result", judge, "s")
    yield line("result as JSON", written, "s")
    yield line("recognise, verdicts and result together", recognise + judge, "s", 30)


class _Clock:
    """Processor seconds of this process since the last lap."""

    def __init__(self, now: Callable[[], float] = time.process_time) -> None:
        self._now = now
        self._last = now()

    def lap(self) -> float:
        """As said, or since the beginning."""
        now = self._now()
        seconds, self._last = now - self._last, now
        return seconds


if __name__ == "__main__":
    for text in report(Path(sys.argv[1]), int(sys.argv[2])):
        print(text, flush=True)
