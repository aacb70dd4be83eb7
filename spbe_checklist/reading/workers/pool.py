"""Worker processes, one document at a time each: kill one, lose one document, go on.

The standard ``ProcessPoolExecutor`` cannot do that (a killed worker breaks the pool, a hanging one runs on for ever).
Workers are plain Python processes in their own session, reached through pipes; a thread per worker listens to it.
``batches.ExecutorInspectors`` offers the same interface on any ``concurrent.futures.Executor``.
"""

from __future__ import annotations

import os
import pickle
import time
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self

from msgspec.structs import replace

from spbe_checklist.reading.workers.course import Course, lost
from spbe_checklist.reading.workers.outcome import Ending, Outcome, PoolLimits
from spbe_checklist.reading.workers.process import Setup
from spbe_checklist.reading.workers.protocol import Job, Task
from spbe_checklist.reading.workers.worker import Events, News, Worker

_BACKLOG = 8
"""Jobs per worker that make another worker worth its start."""
_PATIENCE = 0.2
"""Seconds after the last start after which waiting jobs make another worker worth its own, however few they are."""
TICK = 0.5
"""Longest wait, so that Ctrl-C is noticed on Windows too."""
_START_FAILURES = 3
_LOST_MEMBERS = 3
"""Members of one archive that may cost a worker before the rest of the archive is left alone."""


class WorkerPool:
    """Inspects files in worker processes. Use as a context manager; leaving it ends every worker at once."""

    def __init__(self, task: Task, jobs: int, limits: PoolLimits | None = None, programs: Iterable[str] = ()) -> None:
        self.limits = limits or PoolLimits()
        self._most = max(1, jobs)
        cpu_seconds = self.limits.seconds + self.limits.ocr_seconds
        setup = Setup(task, self.limits.memory_megabytes, cpu_seconds, frozenset(programs), parent=os.getpid())
        self.setup = pickle.dumps(setup)
        self._events: Events = SimpleQueue()
        self._workers: list[Worker] = []
        self._retired: list[Worker] = []
        self._start_failures = 0
        self._share = 1
        """Pages that each worker may read at the same time: more than one where there is less work than processors."""
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
        waiting: deque[Course] = deque()
        try:
            while True:
                waiting.extend(Course(job) for job in islice(source, max(0, self._most * _BACKLOG - len(waiting))))
                if not waiting and not any(worker.course for worker in self._workers):
                    return
                self._assign(waiting)
                yield from self._step(waiting)
        finally:
            for worker in [worker for worker in self._workers if worker.course]:
                self._abandon(worker)

    def _assign(self, waiting: deque[Course]) -> None:
        """Give waiting jobs to idle workers; start another worker where that pays."""
        for worker in [worker for worker in self._workers if worker.ready and worker.course is None]:
            course = self._next(waiting)
            if course is None:
                break
            if not worker.send(course):
                self._abandon(worker)
                continue
            waiting.remove(course)
        if waiting and len(self._workers) < self._most and self._another_pays(len(waiting)):
            self._workers.append(Worker(self.setup, self.limits, self._events, lambda: self._share))
        working = sum(worker.course is not None for worker in self._workers)
        self._share = self._most // max(1, min(self._most, working + sum(not course.alone for course in waiting)))

    def _next(self, waiting: deque[Course]) -> Course | None:
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

    def _step(self, waiting: deque[Course]) -> Iterator[Outcome]:
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
            if news is News.GONE and worker in self._retired:
                self._retired.remove(worker)
        elif news is News.READY:
            worker.ready = True
            self._newest = time.monotonic()
            self._start_failures = 0
        elif news is News.FAILED and not worker.ready:
            raise RuntimeError(f"a worker cannot start:\n{worker.failure}")
        elif news is News.DONE:
            outcome = self._done(worker)
            self._assign(waiting)  # it reads on while the caller looks at what it found
            yield outcome
        else:
            endings = {News.MEMORY: Ending.MEMORY, News.FAILED: Ending.MISTAKE}
            ending = endings.get(news) or worker.ending
            yield from self._end(worker, ending, waiting)

    def _done(self, worker: Worker) -> Outcome:
        """A job is done; a worker that has served long enough is let go."""
        course = worker.course
        assert course is not None
        worker.course = None
        if worker.served >= self.limits.recycle_after:
            self._workers.remove(worker)
            self._retired.append(worker)
            worker.retire()
        return course.outcome()

    def _end(self, worker: Worker, ending: Ending, waiting: deque[Course]) -> Iterator[Outcome]:
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
            course.facts.append(lost(course, ending, self.limits, worker.failure))
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

    def _abandon(self, worker: Worker) -> None:
        """Have done with a worker: end it and hear no more of it."""
        worker.abandoned = True
        worker.course = None
        worker.kill()
        if worker in self._workers:
            self._workers.remove(worker)
            self._retired.append(worker)
