"""Throughput of a Dask cluster with one, two and four workers beside the local pool, and what a document costs.

Starts a real scheduler and real workers (one thread each) on this machine. Each round runs every arrangement once, so
that a busy minute hits all of them; the best round of each counts. Printed per document: time of the whole run;
processor time of this process, which hands out the work (listing, matching, assessing, saving); and, for the local
pool, processor time of the worker processes, which is what sizing rests on: it hardly depends on how busy the machine
is. Without cache, and without character recognition, which is measured apart on scanned documents.

    python -m benchmarks.cluster [DOCUMENTS] [ROUNDS]
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import SCANS, build
from spbe_checklist.reading.ocr_engines import find_engine
from spbe_checklist.reading.workers.dask import connect
from spbe_checklist.run.check import check_folder
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.verdict.result_json import dump

ROOT = Path(__file__).resolve().parents[1]
_SCANS = 40
WORKERS = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Measured:
    """One run over all documents."""

    seconds: float
    here: float
    """Processor seconds of this process alone."""
    workers: float
    """Processor seconds of its worker processes; 0 where they are the cluster's."""
    result_bytes: int


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Executor]:
    """A scheduler and workers in processes of their own, ready."""
    file = folder / f"scheduler-{workers}.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    place = ["--no-dashboard", "--scheduler-file", str(file)]
    processes = [_start("scheduler", [*place, "--host", "127.0.0.1", "--port", "0"], environment)]
    try:
        while not file.exists():
            time.sleep(0.1)
        processes += [_start("worker", [*place, "--nthreads", "1", "--no-nanny"], environment) for _ in range(workers)]
        address = json.loads(file.read_text())["address"]
        with connect(address, ocr=False, connect_seconds=60) as connection:
            while connection.machines < workers:
                time.sleep(0.1)
            yield connection.executor
    finally:
        for process in reversed(processes):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _start(name: str, arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{name}", *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def run(folder: Path, jobs: int, executor: Executor | None, ocr: str = "never") -> Measured:
    """Check the folder once."""
    options = CheckOptions(folder=folder, year=2024, jobs=jobs, ocr=ocr, cache=False)
    clock, processor, children = time.perf_counter(), time.process_time(), _children()
    text = dump(check_folder(options, executor=executor).result)
    seconds, here = time.perf_counter() - clock, time.process_time() - processor
    return Measured(seconds, here, 0.0 if executor is not None else _children() - children, len(text))


def _children() -> float:
    """Processor seconds of processes that this one has started and that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as place:
        folder = build(Path(place, "dokumen"), count)
        few = build(Path(place, "sedikit"), 32)
        found: dict[str, list[Measured]] = {}
        for _ in range(rounds):
            for workers in WORKERS:
                found.setdefault(f"lokal, {workers} proses", []).append(run(folder, workers, None))
            for workers in WORKERS:
                with cluster(Path(place), workers) as executor:
                    run(few, workers, executor)  # starts the worker processes
                    found.setdefault(f"klaster, {workers} pekerja", []).append(run(folder, workers, executor))
                Path(place, f"scheduler-{workers}.json").unlink()
        _print(found, count)
        if find_engine() is None:
            print("no engine of character recognition: scans not measured")
            return
        scans = run(build(Path(place, "pindaian"), _SCANS, SCANS), 1, None, "auto")
        print(f"{_SCANS} scans with recognition: {1000 * scans.workers / _SCANS:.0f} ms processor time per document")


def _print(found: dict[str, list[Measured]], count: int) -> None:
    best = {name: min(runs, key=lambda one: one.seconds) for name, runs in found.items()}
    print(f"{count} documents, {os.cpu_count()} processors, {time.strftime('%Y-%m-%d')}")
    print(f"{'':22}{'doc/s':>8}{'ms/doc':>8}{'CPU here':>10}{'CPU workers':>13}{'bytes/doc':>11}")
    for name, run_ in best.items():
        each = [1000 * value / count for value in (run_.seconds, run_.here, run_.workers)]
        print(
            f"{name:22}{count / run_.seconds:8.1f}{each[0]:8.1f}{each[1]:10.1f}{each[2]:13.1f}"
            f"{run_.result_bytes // count:11}"
        )
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f}")
    one, two = best["klaster, 1 pekerja"].seconds, best["klaster, 2 pekerja"].seconds
    print(f"two workers do {one / two:.2f} times the work of one")
    print(f"one worker needs {one / best['lokal, 1 proses'].seconds:.2f} times the time of one local process")


if __name__ == "__main__":
    main()
