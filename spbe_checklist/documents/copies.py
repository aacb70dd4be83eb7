"""Copies within one run: of several files with the same content one is read, the others are only hashed.

A regulation that is filed under ten indicators lies in the folder ten times; as a scan each reading takes half a
minute.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spbe_checklist.documents.channel import Job
from spbe_checklist.documents.facts import Facts, FileEntry
from spbe_checklist.documents.naming import naming

LEAST_BYTES = 4096
"""Smaller files are read as fast as they are compared."""

_Mark = tuple[int, str, bool]


class Copies:
    """Jobs of one run, apart: those to do first, and those of files that may be copies of theirs."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.first: list[Job] = []
        self._later: list[Job] = []
        self._found: defaultdict[_Mark, dict[str, tuple[str, tuple[Facts, ...]]]] = defaultdict(dict)
        seen: set[_Mark] = set()
        for job in jobs:
            mark = _mark(job.entry)
            (self._later if mark in seen else self.first).append(job)
            if job.entry.size >= LEAST_BYTES:
                seen.add(mark)
        self._wanted = {_mark(job.entry) for job in self._later}

    def remember(self, entry: FileEntry, facts: tuple[Facts, ...]) -> None:
        """Keep what was found in a file while another may be a copy of it."""
        mark = _mark(entry)
        if mark in self._wanted and facts and facts[0].sha256:
            self._found[mark][facts[0].sha256] = (entry.path, facts)

    def later(self) -> list[Job]:
        """The other jobs, once the first are done; they know the contents that need no second reading."""
        return [replace(job, known=(*job.known, *self._found.get(_mark(job.entry), ()))) for job in self._later]

    def of(self, entry: FileEntry, sha256: str) -> tuple[Facts, ...] | None:
        """Facts of a file with this content as facts of ``entry``; None where none was read in this run."""
        found = self._found.get(_mark(entry), {}).get(sha256)
        if found is None:
            return None
        path, facts = found
        return tuple(replace(one, path=entry.path + one.path.removeprefix(path)) for one in facts)


def _mark(entry: FileEntry) -> _Mark:
    return (entry.size, *naming(entry.path))
