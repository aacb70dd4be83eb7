"""Worker processes, one document at a time each: kill one, lose one document, go on.

Longer than 400 lines: starting, feeding, hearing and ending workers share one state.

The standard ``ProcessPoolExecutor`` cannot do that (a killed worker breaks the pool, a hanging one runs on for ever).
Workers are plain Python processes in their own session, reached through pipes; a thread per worker listens to it.
``batches.ExecutorInspectors`` offers the same interface on any ``concurrent.futures.Executor``.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from enum import Enum
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, BinaryIO, Protocol, Self, cast

from msgspec import Struct, field
from msgspec.structs import replace

from spbe_checklist.facts.facts import Facts, Health, TextState
from spbe_checklist.facts.json_form import from_json
from spbe_checklist.reading.sniff import EXTENSIONS, UNKNOWN, extension_of
from spbe_checklist.reading.workers.process import Setup
from spbe_checklist.reading.workers.protocol import (
    JOB_FRAMES_LIMIT,
    FrameError,
    Job,
    Tag,
    Task,
    job_to_json,
    read_frame,
    write_frame,
)

_START_LINE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from spbe_checklist.reading.workers.process import main; main()"
)
_START_SECONDS = 60
_BACKLOG = 8
"""Jobs per worker that make another worker worth its start."""
_PATIENCE = 0.2
"""Seconds after the last start after which waiting jobs make another worker worth its own, however few they are."""
TICK = 0.5
"""Longest wait, so that Ctrl-C is noticed on Windows too."""
_START_FAILURES = 3
_LOST_MEMBERS = 3
"""Members of one archive that may cost a worker before the rest of the archive is left alone."""
_ARCHIVE_FACTOR = 30
"""An archive as a whole may take this many times the limit of one document."""


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


class _Course(Struct):
    """A job on its way: what is known of it so far."""

    job: Job
    facts: list[Facts] = field(default_factory=list)
    made: dict[int, bytes] = field(default_factory=dict)
    """What was made of ``facts``, by their place."""
    suffix: str = ""
    index: int = 0
    sha256: str = ""
    told: bool = False
    """Whether the facts of what was begun have come."""
    ocr: bool = False
    ending: Ending = Ending.OK
    losses: int = 0
    changed: bool = False
    same: str | None = None
    alone: bool = False
    """Whether it is tried once more with no other document in work."""
    until: float = 0.0
    """When the job as a whole must end."""
    deadline: float = 0.0
    """When what was begun must end."""

    def hear(self, tag: Tag, payload: bytes, limits: PoolLimits) -> None:
        """Remember what the worker says. Raises ValueError when it makes no sense."""
        if tag is Tag.BEGIN:
            suffix, index = json.loads(payload)
            if type(suffix) is not str or not suffix.startswith("!/") or type(index) is not int:
                raise FrameError("not a member")
            if not self.told or index < max(self.job.start, self.index + 1):
                raise FrameError("begun out of order")
            self.suffix, self.index, self.sha256, self.told, self.ocr = suffix, index, "", False, False
            self.deadline = min(time.monotonic() + limits.seconds, self.until)
        elif tag is Tag.HASHED:
            self.sha256 = _sha256(json.loads(payload))
        elif tag is Tag.OCR and not self.ocr:
            self.ocr = True
            self.deadline = min(time.monotonic() + limits.ocr_seconds + limits.seconds, self.until)
        elif tag is Tag.FACTS and not self.told:
            facts = from_json(payload, Facts)
            if facts.path != self.suffix:
                raise FrameError("facts of something else")
            self.facts.append(replace(facts, path=self.job.entry.path + self.suffix))
            self.told = True
        elif tag is Tag.MADE and self.told:
            self.made[len(self.facts) - 1] = payload
        elif tag is Tag.SAME:
            self.same = _sha256(json.loads(payload))
            if self.same not in self.job.known:
                raise FrameError("not a known hash")
        elif tag is Tag.CHANGED:
            self.changed = True
        elif tag is Tag.END:
            if self.same is None and not self.told:
                raise FrameError("the job ended without facts")
        else:
            raise FrameError(f"{tag} has no place here")

    def outcome(self) -> Outcome:
        made = tuple(self.made.get(place) for place in range(len(self.facts))) if self.made else ()
        return Outcome(self.job, tuple(self.facts), made, self.same, self.ending, self.changed)


def _lost(course: _Course, ending: Ending, limits: PoolLimits, failure: str) -> Facts:
    """Facts of the document at hand when its worker was lost, with the limit that was reached."""
    entry, suffix = course.job.entry, course.suffix
    seconds = limits.seconds + (limits.ocr_seconds if course.ocr else 0)
    reasons = {
        Ending.TIMEOUT: (Health.WAKTU_HABIS, f"Pemeriksaan dihentikan karena melewati batas {seconds:g} detik."),
        Ending.MEMORY: (
            Health.MEMORI_HABIS,
            f"Pemeriksaan dihentikan karena memerlukan memori lebih dari {limits.memory_megabytes} MB.",
        ),
        Ending.CRASH: (
            Health.RUSAK,
            "Pemeriksaan berhenti mendadak saat membaca berkas ini. Coba buka dan simpan ulang berkasnya.",
        ),
        Ending.KILLED: (
            Health.TIDAK_TERBACA,
            "Pemeriksaan dihentikan dari luar, juga saat diulang; mungkin memori komputer kurang. Periksa lagi nanti.",
        ),
        Ending.MISTAKE: (
            Health.TIDAK_TERBACA,
            f"Terjadi kesalahan pada program saat memeriksa berkas ini ({failure}); mohon laporkan.",
        ),
    }
    health, reason = reasons[ending]
    return Facts(
        path=entry.path + suffix,
        size=0 if suffix else entry.size,
        sha256=course.sha256,
        format=EXTENSIONS.get(extension_of(suffix or entry.path), UNKNOWN),
        health=health,
        text=TextState.TIDAK_ADA,
        reason=reason,
        complete=False,
    )


def lost_outcome(job: Job, limits: PoolLimits, reason: str) -> Outcome:
    """The outcome of a job whose machine was lost whenever it was tried."""
    return Outcome(job, (replace(_lost(_Course(job), Ending.CRASH, limits, ""), reason=reason),), ending=Ending.CRASH)


class _News(Enum):
    """What a listening thread reports to the pool."""

    READY = "ready"
    DONE = "done"
    MEMORY = "memory"
    FAILED = "failed"
    GONE = "gone"


_Events = SimpleQueue[tuple["_Worker", _News]]


class _Worker:
    """One worker process and the thread that listens to it."""

    def __init__(self, setup: bytes, limits: PoolLimits, events: _Events) -> None:
        self.ready = False
        self.ended_itself = False
        """Whether it was gone before we ended it, so that its exit code says why."""
        self.course: _Course | None = None
        self.served = 0
        self.abandoned = False
        """Set when the pool has done with it: what it still says does not count."""
        self.failure = ""
        """Which mistake of the program ended it."""
        self._limits = limits
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

    def _listen(self, setup: bytes, events: _Events) -> None:
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
                if news is _News.DONE:
                    frames = 0
                if news is not None:
                    events.put((self, news))
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=1)
                self.ended_itself = frame is None
        self.kill()
        with suppress(subprocess.TimeoutExpired):  # a process stuck in the kernel cannot be buried yet
            process.wait(timeout=5)
        with suppress(OSError):
            process.stdin.close()
        process.stdout.close()
        events.put((self, _News.GONE))

    def _hear(self, tag: Tag, payload: bytes) -> _News | None:
        """Take down one frame; news for the pool, if it is any. Raises ValueError for one that has no place here."""
        if not self.ready:
            if tag is Tag.FAILED:
                self.failure = payload.decode(errors="replace")
                return _News.FAILED
            if tag is not Tag.READY:
                raise FrameError("not ready yet")
            return _News.READY
        course = self.course
        if course is None:
            raise FrameError("nothing was asked")
        if tag is Tag.MEMORY:
            return _News.MEMORY
        if tag is Tag.FAILED:
            self.failure = payload.decode(errors="replace")
            return _News.FAILED
        course.hear(tag, payload, self._limits)
        return _News.DONE if tag is Tag.END else None

    def send(self, course: _Course) -> bool:
        """Give it a job; False when it is gone."""
        assert self.process.stdin is not None
        now = time.monotonic()
        limits = self._limits
        course.until = course.until or now + limits.seconds * _ARCHIVE_FACTOR + limits.ocr_seconds
        course.deadline = min(now + limits.seconds, course.until)
        self.course = course
        self.served += 1
        try:
            write_frame(cast("BinaryIO", self.process.stdin), Tag.BEGIN, job_to_json(course.job))
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


class WorkerPool:
    """Inspects files in worker processes. Use as a context manager; leaving it ends every worker at once."""

    def __init__(self, task: Task, jobs: int, limits: PoolLimits | None = None, programs: Iterable[str] = ()) -> None:
        self.limits = limits or PoolLimits()
        self._most = max(1, jobs)
        cpu_seconds = self.limits.seconds + self.limits.ocr_seconds
        setup = Setup(task, self.limits.memory_megabytes, cpu_seconds, frozenset(programs), parent=os.getpid())
        self.setup = pickle.dumps(setup)
        self._events: _Events = SimpleQueue()
        self._workers: list[_Worker] = []
        self._retired: list[_Worker] = []
        self._start_failures = 0
        self._newest = 0.0
        """When the last worker became ready."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids of the living workers."""
        return tuple(worker.process.pid for worker in self._workers)

    def close(self) -> None:
        """End every worker at once. Nothing is left running."""
        for worker in (*self._workers, *self._retired):
            worker.abandoned = True
            worker.kill()
        for worker in (*self._workers, *self._retired):
            worker.thread.join(timeout=2)
        self._workers.clear()
        self._retired.clear()

    def run(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """One outcome per job, as they are done. Raises RuntimeError when workers cannot be started at all."""
        source = iter(jobs)
        waiting: deque[_Course] = deque()
        try:
            while True:
                waiting.extend(_Course(job) for job in islice(source, max(0, self._most * _BACKLOG - len(waiting))))
                if not waiting and not any(worker.course for worker in self._workers):
                    return
                self._assign(waiting)
                yield from self._step(waiting)
        finally:
            for worker in [worker for worker in self._workers if worker.course]:
                self._abandon(worker)

    def _assign(self, waiting: deque[_Course]) -> None:
        """Give waiting jobs to idle workers; start another worker where that pays."""
        for worker in [worker for worker in self._workers if worker.ready and worker.course is None]:
            if not waiting:
                return
            course = self._next(waiting)
            if course is None:
                return
            busy = sum(one.course is not None for one in self._workers) + len(waiting)
            course.job = replace(course.job, threads=max(1, self._most // busy))
            if not worker.send(course):
                self._abandon(worker)
                continue
            waiting.remove(course)
        if waiting and len(self._workers) < self._most and self._another_pays(len(waiting)):
            self._workers.append(_Worker(self.setup, self.limits, self._events))

    def _next(self, waiting: deque[_Course]) -> _Course | None:
        """The next job to give away; one that must run alone waits for the others, and the others for it."""
        working = [worker.course for worker in self._workers if worker.course]
        if any(course.alone for course in working):
            return None
        return next((course for course in waiting if not (course.alone and working)), None)

    def _another_pays(self, waiting: int) -> bool:
        """A start takes longer than reading a few documents: worth it for many jobs, or when these take their time."""
        if waiting >= len(self._workers) * _BACKLOG:
            return True
        return all(worker.ready for worker in self._workers) and time.monotonic() - self._newest > _PATIENCE

    def _step(self, waiting: deque[_Course]) -> Iterator[Outcome]:
        """Wait for news and act on it."""
        now = time.monotonic()
        deadlines = {worker: at for worker in self._workers if (at := worker.deadline) is not None}
        if self._events.empty():  # what was said in time counts, even if the caller was slow to ask
            late = [worker for worker, at in deadlines.items() if at <= now]
            if late:
                for worker in late:
                    yield from self._end(worker, Ending.TIMEOUT, waiting)
                return
        pause = min([TICK, *(at - now for at in deadlines.values())])
        if waiting and len(self._workers) < self._most:
            pause = min(pause, _PATIENCE / 4)
        try:
            worker, news = self._events.get(timeout=max(0.0, pause))
        except Empty:
            return
        if worker.abandoned:
            if news is _News.GONE and worker in self._retired:
                self._retired.remove(worker)
        elif news is _News.READY:
            worker.ready = True
            self._newest = time.monotonic()
            self._start_failures = 0
        elif news is _News.FAILED and not worker.ready:
            raise RuntimeError(f"a worker cannot start:\n{worker.failure}")
        elif news is _News.DONE:
            outcome = self._done(worker)
            self._assign(waiting)  # it reads on while the caller looks at what it found
            yield outcome
        else:
            endings = {_News.MEMORY: Ending.MEMORY, _News.FAILED: Ending.MISTAKE}
            ending = endings.get(news) or _ending(worker.process.returncode, by_itself=worker.ended_itself)
            yield from self._end(worker, ending, waiting)

    def _done(self, worker: _Worker) -> Outcome:
        """A job is done; a worker that has served long enough is let go."""
        course = worker.course
        assert course is not None
        worker.course = None
        if worker.served >= self.limits.recycle_after:
            self._workers.remove(worker)
            self._retired.append(worker)
            worker.retire()
        return course.outcome()

    def _end(self, worker: _Worker, ending: Ending, waiting: deque[_Course]) -> Iterator[Outcome]:
        """A worker is lost. What it was looking at gets the reason; the rest of an archive goes to another worker."""
        course = worker.course
        self._abandon(worker)
        if course is None:
            if not worker.ready:
                self._start_failures += 1
                if self._start_failures >= _START_FAILURES:
                    raise RuntimeError("worker processes cannot be started")
            return
        if ending is Ending.KILLED and not (course.told or course.alone):
            course.alone, course.until = True, 0.0
            waiting.append(course)
            return
        course.ending = ending
        course.losses += 1
        if not course.told:
            course.facts.append(_lost(course, ending, self.limits, _plain(worker.failure)))
        within_archive = course.index > 0 or course.told
        if not within_archive:
            yield course.outcome()
        elif course.losses >= _LOST_MEMBERS or time.monotonic() >= course.until:
            course.facts[0] = replace(
                course.facts[0],
                complete=False,
                reason="Sebagian isi arsip tidak diperiksa karena pemeriksaannya berkali-kali dihentikan.",
            )
            yield course.outcome()
        else:
            course.job = replace(course.job, start=course.index + 1)
            course.told = True
            waiting.appendleft(course)

    def _abandon(self, worker: _Worker) -> None:
        """Have done with a worker: end it and hear no more of it."""
        worker.abandoned = True
        worker.course = None
        worker.kill()
        if worker in self._workers:
            self._workers.remove(worker)
            self._retired.append(worker)


def _ending(code: int | None, *, by_itself: bool) -> Ending:
    """Why a process ended: the system stops one that used up its processor time, or others for want of memory."""
    out_of_time = getattr(signal, "SIGXCPU", None)
    if out_of_time is not None and code == -out_of_time:
        return Ending.TIMEOUT
    if by_itself and os.name == "posix" and code in {-signal.SIGKILL, -signal.SIGTERM}:
        return Ending.KILLED
    return Ending.CRASH


def _plain(text: str) -> str:
    """What a worker says about a mistake, fit to be shown: short, and nothing but letters, digits and marks."""
    return "".join(letter for letter in text[:80] if letter.isascii() and letter.isprintable())


def _sha256(value: Any) -> str:
    if not isinstance(value, str) or len(value) != 64 or not value.isalnum():
        raise FrameError("not a hash")
    return value


def _import_path() -> list[str]:
    """Where a worker finds modules: as here, but never in whatever folder it is started in."""
    package_home = str(Path(__file__).resolve().parents[3])
    return [*(entry for entry in sys.path if entry), package_home]
