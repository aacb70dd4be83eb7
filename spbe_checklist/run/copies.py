"""Copies within one run: of several files with the same content one is read, the others are only hashed.

A regulation that is filed under ten indicators lies in the folder ten times; as a scan each reading takes half a
minute.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from spbe_checklist.facts.facts import Facts, FileEntry
from spbe_checklist.facts.naming import naming
from spbe_checklist.reading.workers.protocol import Job

LEAST_BYTES = 4096
"""Smaller files are read as fast as they are compared."""

_Mark = tuple[int, str, bool]


class Copies:
    """Jobs of one run in an order that lets likely copies follow the file they are copies of.

    What was found in a file is kept only while copies of it are still to come: ten thousand documents have too many
    facts to keep.
    """

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._first: list[Job] = []
        self._waiting: defaultdict[_Mark, list[Job]] = defaultdict(list)
        self._ready: deque[Job] = deque()
        self._found: dict[_Mark, tuple[str, tuple[Facts, ...]]] = {}
        self._coming: Counter[_Mark] = Counter()
        seen: set[_Mark] = set()
        for job in jobs:
            mark = _mark(job.entry)
            if mark in seen:
                self._waiting[mark].append(job)
                continue
            self._first.append(job)
            if job.entry.size >= LEAST_BYTES:
                seen.add(mark)

    def jobs(self) -> Iterator[Job]:
        """The jobs; those of likely copies as soon as the first of their kind is done."""
        for job in self._first:
            yield from self._take_ready()
            yield job
        yield from self._take_ready()

    def rest(self) -> Iterator[Job]:
        """The jobs that were not ready when ``jobs`` came to its end."""
        yield from self._take_ready()
        for jobs in self._waiting.values():
            yield from jobs

    def done(self, entry: FileEntry, facts: tuple[Facts, ...], *, lasting: bool) -> None:
        """A file was read. ``lasting`` says whether a copy of it would give the same facts."""
        mark = _mark(entry)
        if mark in self._waiting:
            jobs = self._waiting.pop(mark)
            if lasting and facts[0].sha256:
                self._found[mark] = (entry.path, facts)
                self._coming[mark] = len(jobs)
                jobs = [replace(job, known=(*job.known, facts[0].sha256)) for job in jobs]
            self._ready.extend(jobs)
        elif mark in self._found:
            self._came(mark)

    def copy(self, entry: FileEntry, sha256: str) -> tuple[Facts, ...] | None:
        """Facts of the file that ``entry`` is a copy of, as facts of ``entry``; None where this run has read none."""
        mark = _mark(entry)
        if mark not in self._found:
            return None
        path, facts = self._found[mark]
        self._came(mark)
        if facts[0].sha256 != sha256:
            return None
        return tuple(replace(one, path=entry.path + one.path.removeprefix(path)) for one in facts)

    def _came(self, mark: _Mark) -> None:
        self._coming[mark] -= 1
        if self._coming[mark] <= 0:
            del self._found[mark], self._coming[mark]

    def _take_ready(self) -> Iterator[Job]:
        while self._ready:
            yield self._ready.popleft()


def _mark(entry: FileEntry) -> _Mark:
    return (entry.size, *naming(entry.path))
