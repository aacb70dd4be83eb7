"""The worker process: limits itself, then inspects one document at a time for the parent at the other end of a pipe.

Limits are the operating system's (address space, processor time, open files, no large files written, no core dumps).
An audit hook also refuses sockets and foreign programs. That is belt and braces against a parser that misbehaves,
not a sandbox against native code.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
import threading
import time
from typing import Any, BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from spbe_checklist.facts.facts import Facts
from spbe_checklist.facts.json_form import from_json, to_json
from spbe_checklist.reading.workers.protocol import (
    MADE_LIMIT,
    FrameError,
    Job,
    Tag,
    Task,
    read_frame,
    write_frame,
)

try:
    import resource
except ImportError:  # Windows has no such limits; the parent's clock remains
    resource = None  # type: ignore[assignment]

_WRITTEN_LIMIT = 8 * 1024 * 1024
"""Bytes per file written: enough for Python's own byte code, too little to fill a disk."""
_OPEN_FILES_LIMIT = 256
_WATCH_SECONDS = 2
_REFUSED = frozenset(
    {
        "socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
        "socket.gethostbyaddr", "os.system", "os.exec", "os.fork", "os.forkpty", "os.spawn", "os.startfile",
        "os.startfile/2", "pty.spawn", "webbrowser.open",
    }
)  # fmt: skip
_PROGRAM_EVENTS = frozenset({"subprocess.Popen", "os.posix_spawn"})


class Setup(Struct, frozen=True):
    """What a worker is told when it starts."""

    task: Task
    memory_megabytes: int
    cpu_seconds: float
    """Processor time per document."""
    programs: frozenset[str] = frozenset()
    """Absolute paths of the programs a task may start."""
    parent: int = 0
    """Process id of the parent; when it is gone, a document that hangs must not live on."""


def main() -> None:
    """Serve the parent until it closes the pipe. Called by the line that the pool starts Python with."""
    incoming, outgoing = _take_streams()
    try:
        setup: Setup = pickle.load(incoming)  # noqa: S301 - from our own parent
        _limit(setup)
        sys.addaudithook(_guard(setup.programs))
        _end_with(setup.parent)
    except BaseException:
        import traceback

        write_frame(outgoing, Tag.FAILED, traceback.format_exc()[-4000:].encode(errors="replace"))
        raise
    write_frame(outgoing, Tag.READY)
    reporter = Reporter(incoming, outgoing, setup.cpu_seconds)
    while (frame := read_frame(incoming)) is not None:
        try:
            setup.task(from_json(frame[1], Job), reporter)  # what a document may cause comes as Facts
            write_frame(outgoing, Tag.END)
        except MemoryError:
            write_frame(outgoing, Tag.MEMORY)
            os._exit(0)
        except Exception as error:  # noqa: BLE001 - our own mistake: it costs one document and is reported as ours
            write_frame(outgoing, Tag.FAILED, _where(error).encode(errors="replace"))
            os._exit(0)
    os._exit(0)  # nothing to save, and libraries may take their time to shut down


def _end_with(parent: int) -> None:
    """End this process and what it started soon after its parent was killed. (Windows does not tell.)"""
    if os.name != "posix":
        return

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH_SECONDS)
        os.killpg(os.getpgrp(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


def _where(error: Exception) -> str:
    """Kind of an error and the place it was raised at, without any text of the document."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    if place is None:
        return type(error).__name__
    return f"{type(error).__name__}, {os.path.basename(place.tb_frame.f_code.co_filename)}:{place.tb_lineno}"  # noqa: PTH119


class Reporter:
    """The parent's end of the conversation, as a task sees it (``protocol.Tell``)."""

    def __init__(self, incoming: BinaryIO, stream: BinaryIO, cpu_seconds: float) -> None:
        self._incoming = incoming
        self.stream = stream
        self._cpu_seconds = cpu_seconds
        self._cut = False

    def begin(self, suffix: str, index: int) -> None:
        """See ``Tell``; also sets the processor time for this document."""
        _limit_cpu(self._cpu_seconds)
        if index:  # the parent knows that a job begins with the file itself
            self._send(Tag.BEGIN, [suffix, index])

    def hashed(self, sha256: str) -> None:
        """See ``Tell``."""
        self._send(Tag.HASHED, sha256)

    def ocr(self) -> None:
        """See ``Tell``."""
        write_frame(self.stream, Tag.OCR)

    def share(self) -> int:
        """See ``Tell``. Asked for, not told: nothing has to be given back by a worker that is lost."""
        write_frame(self.stream, Tag.SHARE)
        answer = read_frame(self._incoming)
        return int(answer[1]) if answer else 1

    def facts(self, facts: Facts) -> None:
        """See ``Tell``. Facts too long for a frame are sent without the places where cues were found."""
        self._cut = False
        try:
            write_frame(self.stream, Tag.FACTS, to_json(facts))
        except FrameError:
            self._cut = True
            cut = replace(facts, segments=(), complete=False, reason="Isi terlalu panjang untuk diperiksa seluruhnya.")
            write_frame(self.stream, Tag.FACTS, to_json(cut))

    def made(self, data: bytes) -> None:
        """See ``Tell``. Left out where it is too long, or where other facts were sent than it is made of."""
        if not self._cut and len(data) <= MADE_LIMIT:
            write_frame(self.stream, Tag.MADE, data)

    def same(self, sha256: str) -> None:
        """See ``Tell``."""
        self._send(Tag.SAME, sha256)

    def changed(self) -> None:
        """See ``Tell``."""
        write_frame(self.stream, Tag.CHANGED)

    def _send(self, tag: Tag, value: Any) -> None:
        write_frame(self.stream, tag, json.dumps(value).encode("ascii"))


def _take_streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes to ourselves: a library that prints to the standard output must not speak for us."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return incoming, outgoing


def _limit(setup: Setup) -> None:
    """Set the limits that hold for the life of the process, where the system knows them."""
    if resource is None:
        return
    _set_limit("RLIMIT_CORE", 0)
    _set_limit("RLIMIT_AS", setup.memory_megabytes * 1024 * 1024)
    _set_limit("RLIMIT_NOFILE", _OPEN_FILES_LIMIT)
    _set_limit("RLIMIT_FSIZE", _WRITTEN_LIMIT)


def _limit_cpu(seconds: float) -> None:
    """Let the process use ``seconds`` of processor time from now on; the system kills it after that."""
    if resource is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _set_limit("RLIMIT_CPU", int(usage.ru_utime + usage.ru_stime + seconds) + 2)


def _set_limit(name: str, value: int) -> None:
    """Lower a soft limit; a system that does not know it, or has a lower one, keeps its own."""
    number = getattr(resource, name, None)
    if number is None:
        return
    _, hard = resource.getrlimit(number)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    try:
        resource.setrlimit(number, (value, hard))
    except (OSError, ValueError):  # macOS refuses some; the parent's clock remains
        return


def _guard(programs: frozenset[str]) -> Any:
    """An audit hook that refuses sockets and programs other than the ones named."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _REFUSED:
            raise PermissionError(f"{event} is refused while a document is inspected")
        if event in _PROGRAM_EVENTS and os.fsdecode(arguments[0] or "") not in programs:
            raise PermissionError("only known programs may be started while a document is inspected")

    return hook
