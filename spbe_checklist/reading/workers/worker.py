"""One worker process as the pool sees it: started, given a job, heard by a thread of its own, ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, cast

from spbe_checklist.facts.json_form import to_json
from spbe_checklist.reading.workers.course import Course
from spbe_checklist.reading.workers.outcome import Ending, PoolLimits
from spbe_checklist.reading.workers.protocol import (
    JOB_FRAMES_LIMIT,
    FrameError,
    Tag,
    read_frame,
    write_frame,
)

_START_LINE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from spbe_checklist.reading.workers.process import main; main()"
)
_START_SECONDS = 60
_ARCHIVE_FACTOR = 30
"""An archive as a whole may take this many times the limit of one document."""


class News(Enum):
    """What a listening thread reports to the pool."""

    READY = "ready"
    DONE = "done"
    MEMORY = "memory"
    FAILED = "failed"
    GONE = "gone"


Events = SimpleQueue[tuple["Worker", News]]


class Worker:
    """One worker process and the thread that listens to it."""

    def __init__(self, setup: bytes, limits: PoolLimits, events: Events, share: Callable[[], int]) -> None:
        """Start it. ``share`` is asked from the listening thread how many pages a worker may read at the same time."""
        self.ready = False
        self.course: Course | None = None
        self.served = 0
        self.abandoned = False
        """Set when the pool has done with it: what it still says does not count."""
        self.failure = ""
        """Which mistake of the program ended it."""
        self._limits = limits
        self._share = share
        self._ended_itself = False
        """Whether it was gone before we ended it, so that its exit code says why."""
        self._start_deadline = time.monotonic() + _START_SECONDS
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", _START_LINE, json.dumps(_import_path())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OMP_THREAD_LIMIT": "1", "PYTHONSAFEPATH": "1"},
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self.thread = threading.Thread(target=self._listen, args=(setup, events), daemon=True)
        self.thread.start()

    @property
    def deadline(self) -> float | None:
        """When it must have said something; None while it is idle."""
        if not self.ready:
            return self._start_deadline
        course = self.course
        return course.deadline if course else None

    @property
    def ending(self) -> Ending:
        """Why it is gone: the system stops one that used up its processor time, or others for want of memory."""
        code, out_of_time = self.process.returncode, getattr(signal, "SIGXCPU", None)
        if out_of_time is not None and code == -out_of_time:
            return Ending.TIMEOUT
        if self._ended_itself and os.name == "posix" and code in {-signal.SIGKILL, -signal.SIGTERM}:
            return Ending.KILLED
        return Ending.CRASH

    def _listen(self, setup: bytes, events: Events) -> None:
        """Take down what the worker says until it falls silent or breaks the form; then see it buried."""
        process = self.process
        assert process.stdin is not None
        assert process.stdout is not None
        frames = 0
        with suppress(OSError, ValueError):
            process.stdin.write(setup)
            process.stdin.flush()
            while (frame := read_frame(cast("BinaryIO", process.stdout))) is not None:
                frames += 1
                if frames > JOB_FRAMES_LIMIT:
                    break
                news = self._hear(*frame)
                if news is News.DONE:
                    frames = 0
                if news is not None:
                    events.put((self, news))
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=1)
                self._ended_itself = frame is None
        self.kill()
        with suppress(subprocess.TimeoutExpired):  # a process stuck in the kernel cannot be buried yet
            process.wait(timeout=5)
        with suppress(OSError):
            process.stdin.close()
        process.stdout.close()
        events.put((self, News.GONE))

    def _hear(self, tag: Tag, payload: bytes) -> News | None:
        """Take down one frame; news for the pool, if it is any. Raises ValueError for one that has no place here."""
        if not self.ready:
            if tag is Tag.FAILED:
                self.failure = payload.decode(errors="replace")
                return News.FAILED
            if tag is not Tag.READY:
                raise FrameError("not ready yet")
            return News.READY
        course = self.course
        if course is None:
            raise FrameError("nothing was asked")
        if tag is Tag.SHARE:
            write_frame(cast("BinaryIO", self.process.stdin), Tag.SHARE, b"%d" % self._share())
            return None
        if tag is Tag.MEMORY:
            return News.MEMORY
        if tag is Tag.FAILED:
            self.failure = payload.decode(errors="replace")
            return News.FAILED
        course.hear(tag, payload, self._limits)
        return News.DONE if tag is Tag.END else None

    def send(self, course: Course) -> bool:
        """Give it a job; False when it is gone."""
        assert self.process.stdin is not None
        now = time.monotonic()
        limits = self._limits
        course.until = course.until or now + limits.seconds * _ARCHIVE_FACTOR + limits.ocr_seconds
        course.deadline = min(now + limits.seconds, course.until)
        self.course = course
        self.served += 1
        try:
            write_frame(cast("BinaryIO", self.process.stdin), Tag.BEGIN, to_json(course.job))
        except (OSError, ValueError):
            self.course = None
            return False
        return True

    def kill(self) -> None:
        """End the process and whatever it started, at once."""
        if self.process.returncode is not None:
            return
        with suppress(OSError):
            if os.name == "posix":
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()

    def retire(self) -> None:
        """Let it end by itself."""
        self.abandoned = True
        assert self.process.stdin is not None
        with suppress(OSError, ValueError):
            self.process.stdin.close()


def _import_path() -> list[str]:
    """Where a worker finds modules: as here, but never in whatever folder it is started in."""
    package_home = str(Path(__file__).resolve().parents[3])
    return [*(entry for entry in sys.path if entry), package_home]
