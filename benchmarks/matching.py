"""CPU of the matcher alone, per document: what recognition costs once a file has been read.

    python -m benchmarks.matching FOLDER ...

Files are read without OCR. Each document is judged several times; the best time counts, as the machine may be busy.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.facts.facts import Facts
from spbe_checklist.reading.inspect_one import FileSettings, inspect_file
from spbe_checklist.reading.scan import scan
from spbe_checklist.recognition.matcher import Matcher
from spbe_checklist.text.lexicon import compile_lexicon

ROUNDS = 7


def main(arguments: Sequence[str]) -> None:
    """Print documents, mean, median, 95th percentile and worst, in milliseconds."""
    catalogue = load_catalogue()
    lexicon = compile_lexicon(catalogue)
    matcher = Matcher(catalogue, lexicon, 2024)
    for folder in map(Path, arguments):
        facts: list[Facts] = []
        for entry in scan(folder).files:
            facts += inspect_file(folder / entry.path, entry, FileSettings(), lexicon)
        took = sorted((_milliseconds(matcher, one), one.path) for one in facts)
        times = [time for time, _ in took]
        worst = f"worst {times[-1]:.1f} ({took[-1][1]})"
        share = statistics.quantiles(times, n=20)[-1]
        middle = f"mean {statistics.mean(times):.1f}, median {statistics.median(times):.1f}"
        print(f"{folder}: {len(times)} documents, {middle}, 95 % below {share:.1f}, {worst}")


def _milliseconds(matcher: Matcher, facts: Facts) -> float:
    found = []
    for _ in range(ROUNDS):
        start = time.process_time()
        matcher.recognise(facts)
        found.append(1000 * (time.process_time() - start))
    return min(found)


if __name__ == "__main__":
    main(sys.argv[1:])
