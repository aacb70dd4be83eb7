"""Digests: what a caller makes of the facts of each document, kept beside them between runs.

Facts hold every place where a cue was found, too much to keep in memory for thousands of documents and slow to judge
again. A caller therefore says what it wants instead, and how that is written down.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from spbe_checklist.facts.facts import Facts
from spbe_checklist.reading.workers.protocol import Job, Task, Tell

Made = TypeVar("Made")


class Digest(Protocol[Made]):
    """Makes one value of the facts of one document."""

    @property
    def key(self) -> str:
        """Hash of all that decides the value besides facts and folder; empty where nothing is to be kept."""

    def make(self, facts: Facts) -> Made:
        """The value. Called as facts come in, more than once for some documents."""

    def facts(self, made: Made) -> Facts:
        """The facts it was made of; where cues were found may be left out."""

    def write(self, made: Sequence[Made]) -> bytes:
        """Values as they are kept; asked only where there is a key."""

    def read(self, text: bytes) -> tuple[Made, ...]:
        """What ``write`` wrote. Raises ValueError for anything else."""


class AsFound:
    """Facts as they are, kept only as such."""

    key = ""

    def make(self, facts: Facts) -> Facts:
        """See ``Digest``."""
        return facts

    def facts(self, made: Facts) -> Facts:
        """See ``Digest``."""
        return made

    def write(self, made: Sequence[Facts]) -> bytes:
        """See ``Digest``."""
        raise NotImplementedError

    def read(self, text: bytes) -> tuple[Facts, ...]:
        """See ``Digest``."""
        raise ValueError(f"nothing was kept, but found {text[:20]!r}")


class MakeThere(Struct, frozen=True):
    """A worker's task that also makes of the facts what ``use`` makes of them, so that the parent only reads it."""

    task: Task
    use: Digest[Any]

    def __call__(self, job: Job, tell: Tell) -> None:
        """See ``protocol.Task``."""
        self.task(job, _AlsoMade(tell, job.entry.path, self.use))


class _AlsoMade:
    """Passes on what a task tells, and after facts what was made of them."""

    def __init__(self, tell: Tell, path: str, use: Digest[Any]) -> None:
        self._path, self._use, self._tell = path, use, tell
        self.begin, self.hashed, self.ocr, self.share = tell.begin, tell.hashed, tell.ocr, tell.share
        self.made, self.same, self.changed = tell.made, tell.same, tell.changed

    def facts(self, facts: Facts) -> None:
        """See ``Tell``."""
        self._tell.facts(facts)
        self._tell.made(self._use.write([self._use.make(replace(facts, path=self._path + facts.path))]))
