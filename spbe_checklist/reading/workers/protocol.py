"""What the parent and a worker process say to each other: a tag, a length and JSON.

Nothing that comes back from a worker is unpickled, because by then it has parsed a hostile document. Frames have a
size limit; whatever breaks the form ends that worker.
"""

from __future__ import annotations

import struct
from enum import Enum
from typing import BinaryIO, Protocol

from msgspec import Struct

from spbe_checklist.facts.facts import Facts, FileEntry

_HEADER = struct.Struct(">cI")
FRAME_LIMIT = 8 * 1024 * 1024
"""Bytes in one frame; the Facts of a document with 600 places stay far below."""
MADE_LIMIT = FRAME_LIMIT
"""Bytes of what was made of a document."""
JOB_FRAMES_LIMIT = 60_000
"""Frames for one job; an archive may hold 10,000 members."""


class Tag(Enum):
    """What a frame says."""

    READY = b"R"
    """The worker has started."""
    FAILED = b"X"
    """The program made a mistake: a traceback when the worker could not start, else kind and place of the error."""
    BEGIN = b"B"
    """A member of the file is looked at now: ``[suffix, index]``. (From the parent: the next job.)"""
    HASHED = b"H"
    """SHA-256 of what was begun."""
    SHARE = b"P"
    """How many pages may be read at the same time now? The parent answers with the number in a frame of this kind."""
    OCR = b"O"
    """Character recognition begins, which may take longer than reading."""
    FACTS = b"F"
    """Facts, with the path relative to the job's file (``""`` or ``!/member``)."""
    MADE = b"D"
    """What the task made of the facts just told, as its reader takes it."""
    SAME = b"S"
    """The content has one of the hashes the job named as known; nothing was read."""
    CHANGED = b"C"
    """The file is not the one that the scan saw; what was found must not be kept."""
    MEMORY = b"M"
    """Memory ran out; the worker ends."""
    END = b"E"
    """The job is done."""


class FrameError(ValueError):
    """The other side does not keep the form."""


class Job(Struct, frozen=True):
    """One file to inspect."""

    entry: FileEntry
    source: str
    """Where to open it."""
    known: tuple[str, ...] = ()
    """Hashes under which the same size was inspected before; one of them makes reading unnecessary."""
    start: int = 0
    """First member to look at, when a worker was lost within an archive."""


class Tell(Protocol):
    """How a task reports from inside the worker."""

    def begin(self, suffix: str, index: int) -> None:
        """The file itself (``""``, 0) or a member (``!/name``, 1 and up) is looked at now."""

    def hashed(self, sha256: str) -> None:
        """The content's hash is known."""

    def ocr(self) -> None:
        """Character recognition begins."""

    def share(self) -> int:
        """Pages that may be recognised at the same time now: its share of the workers that have nothing to do."""

    def facts(self, facts: Facts) -> None:
        """Something was inspected; ``facts.path`` is the suffix."""

    def made(self, data: bytes) -> None:
        """What was made of the facts just told."""

    def same(self, sha256: str) -> None:
        """The content is known already."""

    def changed(self) -> None:
        """The file changed since the scan."""


class Task(Protocol):
    """What a worker does with a job. Must be picklable; runs in the worker process."""

    def __call__(self, job: Job, tell: Tell) -> None:
        """Inspect one file and report."""


def write_frame(stream: BinaryIO, tag: Tag, payload: bytes = b"") -> None:
    """Send one frame. Raises OSError when the other side is gone, FrameError when the payload is too long."""
    if len(payload) > FRAME_LIMIT:
        raise FrameError(f"{len(payload)} bytes are too many for a frame")
    stream.write(_HEADER.pack(tag.value, len(payload)) + payload)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[Tag, bytes] | None:
    """The next frame, or None at the end. Raises FrameError when the form is not kept."""
    header = stream.read(_HEADER.size)
    if not header:
        return None
    if len(header) < _HEADER.size:
        raise FrameError("cut off within a header")
    tag, length = _HEADER.unpack(header)
    if length > FRAME_LIMIT:
        raise FrameError(f"a frame of {length} bytes")
    payload = stream.read(length)
    if len(payload) < length:
        raise FrameError("cut off within a frame")
    try:
        return Tag(tag), payload
    except ValueError as error:
        raise FrameError(f"unknown tag {tag!r}") from error
