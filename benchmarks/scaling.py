"""How far one process that hands out work carries: 1 to 16 workers that answer from recorded facts.

    python -m benchmarks.scaling FOLDER ...

Each document is read and judged once here; what was found, and the processor time it took, is recorded. Then the folder
is checked with stand-ins for workers that wait that time and answer, so that 16 of them need one processor only. What
is done beside them - handing out, taking in, verdicts, Result - is the program's own. Where documents are judged by the
parent the stand-ins wait for reading alone. On a busy machine only the processor time of the parent tells something.
"""

from __future__ import annotations

import heapq
import itertools
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.facts.facts import Facts
from spbe_checklist.reading.inspect_one import FileSettings, inspect_file
from spbe_checklist.reading.scan import scan
from spbe_checklist.reading.workers.outcome import Outcome
from spbe_checklist.reading.workers.protocol import Job
from spbe_checklist.recognition.matcher import Matcher
from spbe_checklist.recognition.numbering import numbering_of
from spbe_checklist.run import inspect
from spbe_checklist.run.check import check_folder
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.run.store.recognitions import Recognise
from spbe_checklist.text.lexicon import compile_lexicon

WORKERS = (1, 2, 4, 8, 16)
_YEAR = 2024


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was found in a file, and how many seconds of a processor that took."""

    facts: tuple[Facts, ...]
    made: tuple[bytes, ...]
    reading: float
    judging: float


def record(folder: Path) -> dict[str, Recorded]:
    """Read and judge every file of a folder in this process."""
    catalogue = choose_catalogue(None, cache=False, cache_dir=None)
    lexicon = compile_lexicon(catalogue)
    entries = scan(folder).files
    use = Recognise(Matcher(catalogue, lexicon, _YEAR, numbering_of(catalogue, lexicon, (one.path for one in entries))))
    found = {}
    for entry in entries:
        begun = time.process_time()
        facts = tuple(inspect_file(folder / entry.path, entry, FileSettings(), lexicon))
        read = time.process_time()
        made = tuple(use.write([use.make(one)]) for one in facts)
        found[entry.path] = Recorded(facts, made, read - begun, time.process_time() - read)
    return found


@dataclass(frozen=True, slots=True)
class StandIns:
    """So many workers that wait and answer. A worker idles until it is given its next document."""

    recorded: dict[str, Recorded]
    workers: int
    judge: bool

    def run(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """See ``Inspectors``."""
        source, number = iter(jobs), itertools.count()
        busy: list[tuple[float, int, Outcome]] = []
        while True:
            now = time.perf_counter()
            for job in itertools.islice(source, self.workers - len(busy)):
                one = self.recorded[job.entry.path]
                takes = one.reading + (one.judging if self.judge else 0)
                made = one.made if self.judge else ()
                heapq.heappush(busy, (now + takes, next(number), Outcome(job, one.facts, made)))
            if not busy:
                return
            time.sleep(max(0.0, busy[0][0] - time.perf_counter()))
            yield heapq.heappop(busy)[2]


def report(folder: Path) -> Iterator[str]:
    """Lines of the table for a folder."""
    recorded = record(folder)
    files = len(recorded)
    reading, judging = (1000 * sum(getattr(one, part) for one in recorded.values()) / files for part in _PARTS)
    yield f"# {files} files: a worker needs {reading:.1f} ms to read one and {judging:.1f} ms to judge it"
    real = inspect._inspectors
    try:
        for judge in (False, True):
            place = "workers" if judge else "parent"
            first = 0.0
            for workers in WORKERS:
                inspect._inspectors = _always(StandIns(recorded, workers, judge))  # type: ignore[assignment]
                clock, processor = time.perf_counter(), time.process_time()
                check_folder(CheckOptions(folder=folder, year=_YEAR, ocr="never", cache=False))
                seconds, here = time.perf_counter() - clock, time.process_time() - processor
                first = first or seconds
                yield (
                    f"judged in the {place:8}{workers:3} workers{files / seconds:8.1f} files/s{first / seconds:6.1f} x"
                    f"   parent {1000 * here / files:5.1f} ms a file"
                )
    finally:  # what is measured next has real workers again
        inspect._inspectors = real


_PARTS = ("reading", "judging")


def _always(inspectors: StandIns) -> Any:
    @contextmanager
    def given(*_: object) -> Iterator[StandIns]:
        yield inspectors

    return given


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        for text in report(Path(argument)):
            print(text, flush=True)
