"""What becomes of a job: how it ended, which limits held, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Protocol

from msgspec import Struct

from spbe_checklist.facts.facts import Facts
from spbe_checklist.reading.workers.protocol import Job


class Ending(Enum):
    """How a job ended."""

    OK = "ok"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"
    KILLED = "killed"
    """Somebody else ended the worker: the system for want of memory, or a person."""
    MISTAKE = "mistake"
    """The program, not the document, is at fault."""


class PoolLimits(Struct, frozen=True):
    """Limits of one document, and how long a worker lives."""

    seconds: float = 20
    ocr_seconds: float = 0
    """More time, granted once per document when it says that character recognition begins."""
    memory_megabytes: int = 1024
    recycle_after: int = 2000
    """Documents after which a worker is replaced, against slow leaks."""


class Outcome(Struct, frozen=True):
    """What became of a job. ``facts`` has at least one entry for the file itself unless ``same`` is set."""

    job: Job
    facts: tuple[Facts, ...]
    made: tuple[bytes | None, ...] = ()
    """For each of ``facts`` what the task made of them; None where it did not, empty where it made nothing."""
    same: str | None = None
    """Hash (one of ``job.known``) under which the content was inspected before."""
    ending: Ending = Ending.OK
    """The worst that happened, to the file itself or to a member."""
    changed: bool = False
    """The file was another one than the scan had seen."""


class Inspectors(Protocol):
    """Something that inspects files. Bounded work in flight; outcomes come in any order."""

    def run(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """One outcome per job, as they are done."""
