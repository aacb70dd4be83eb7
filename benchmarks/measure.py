"""Measuring: run commands in turns, take medians, print figures side by side with what they should reach."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

COMMAND = str(Path(sys.executable).with_name("spbe-check"))
PYTHON = sys.executable

_WITH_PEAK = """
import sys
from spbe_checklist.cli.app import run
code = run(sys.argv[1:])
try:
    lines = open("/proc/self/status").read().splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
except OSError:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
print(f"PEAK {peak}", file=sys.stderr)
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the program: seconds, and megabytes of the parent process at its highest."""

    seconds: float
    cpu: float
    """Processor seconds of the program and its workers; what a busy machine changes least."""
    megabytes: float


def check(folder: Path, *more: str) -> Run:
    """Check a folder as a user would. Raises CalledProcessError when it does not end as expected."""
    arguments = [PYTHON, "-c", _WITH_PEAK, "check", str(folder), "--exit-zero", *more]
    clock, before = time.perf_counter(), children_cpu()
    done = subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    seconds = time.perf_counter() - clock
    return Run(seconds, children_cpu() - before, float(done.stderr.rpartition("PEAK ")[2]))


def children_cpu() -> float:
    """Processor seconds of all programs started so far that have ended; on Windows to a hundredth only."""
    if resource is None:
        times = os.times()
        return times.children_user + times.children_system
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def medians(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, float]:
    """Median processor seconds per command; the commands take turns, so that a busy machine is unfair to all alike."""

    def starts(command: Sequence[str]) -> Callable[[], object]:
        return lambda: subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)

    found = processor({name: starts(command) for name, command in commands.items()}, rounds)
    return {name: statistics.median(times) for name, times in found.items()}


def processor(work: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Processor seconds of the programs that each piece of work starts, round by round; the pieces take turns."""
    found: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, start in work.items():
            before = children_cpu()
            start()
            found[name].append(children_cpu() - before)
    return found


def ratio(what: str, ours: Sequence[float], theirs: Sequence[float], goal: float | None = None) -> str:
    """One line of the report: the median of the rounds' ratios, with the least and the most."""
    shares = sorted(one / other for one, other in zip(ours, theirs, strict=True))
    return f"{line(what, statistics.median(shares), 'x', goal)} ({shares[0]:.2f} to {shares[-1]:.2f})"


def line(what: str, figure: float, unit: str, goal: float | None = None) -> str:
    """One line of the report."""
    shown = f"{what:<62} {figure:9.2f} {unit:<5}"
    return shown if goal is None else f"{shown} goal {goal:g}: {'reached' if figure <= goal else 'MISSED'}"


def machine() -> str:
    """The machine in one line."""
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} processors{busy}, Python {sys.version.split()[0]}"
