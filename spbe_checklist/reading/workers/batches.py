"""Inspection on any ``concurrent.futures.Executor``: what it loses is tried again alone, and nothing else is blamed."""

from __future__ import annotations

import atexit
import os
import pickle
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from spbe_checklist.errors import SpbeError
from spbe_checklist.reading.workers.course import lost_outcome
from spbe_checklist.reading.workers.outcome import Outcome, PoolLimits
from spbe_checklist.reading.workers.pool import TICK, WorkerPool
from spbe_checklist.reading.workers.protocol import Job, Task, Tell

_TRIES_ALONE = 2
"""Times a document is tried on its own after the executor lost a task with it."""


class ExecutorInspectors:
    """The same interface on any ``concurrent.futures.Executor``, which need not live on this machine.

    Each task of the executor takes some files and still inspects them in a worker process of its own, because
    executors cannot stop a task that hangs. Files of a task that the executor loses are set aside and inspected at
    the end, one alone at a time: whatever is lost then takes the machine down by itself, and no other file is blamed.
    """

    def __init__(
        self,
        executor: Executor,
        task: Task,
        limits: PoolLimits | None = None,
        programs: Iterable[str] = (),
        *,
        batch: int = 16,
        in_flight: int = 16,
    ) -> None:
        self._executor = executor
        self._limits = limits or PoolLimits()
        self._arguments = (PackedTask(pickle.dumps(task)), self._limits, frozenset(programs))
        self._batch = batch
        self._in_flight = in_flight

    def run(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """One outcome per job, as they are done. Raises SpbeError and RuntimeError that come from the executor."""
        source = iter(jobs)
        suspects: deque[Job] = deque()
        running: dict[Future[list[Outcome]], list[Job]] = {}
        try:
            while True:
                while len(running) < self._in_flight and (batch := list(islice(source, self._batch))):
                    running[self._submit(batch)] = batch
                if not running:
                    break
                for future in wait(running, TICK, FIRST_COMPLETED).done:
                    outcomes = _result(future)
                    batch = running.pop(future)
                    if outcomes is None:
                        suspects.extend(batch)
                    else:
                        yield from outcomes
            while suspects:
                yield self._alone(suspects.popleft())
        finally:
            for future in running:
                future.cancel()

    def _submit(self, batch: list[Job]) -> Future[list[Outcome]]:
        return self._executor.submit(inspect_batch, batch, *self._arguments)

    def _alone(self, job: Job) -> Outcome:
        """The outcome of a file that is the only one under way."""
        for _ in range(_TRIES_ALONE):
            future = self._submit([job])
            while not wait([future], TICK).done:
                continue
            if outcomes := _result(future):
                return outcomes[0]
        reason = "Komputer pekerja terhenti setiap kali memeriksa berkas ini; berkas tidak dicoba lagi."
        return lost_outcome(job, self._limits, reason)


def _result(future: Future[list[Outcome]]) -> list[Outcome] | None:
    """What a finished task found; None when it was lost. Raises what trying again would not mend."""
    try:
        return future.result()
    except (SpbeError, RuntimeError):
        raise
    except (Exception, CancelledError):  # noqa: BLE001 - whatever a cluster calls a lost machine
        return None


class PackedTask(Struct, frozen=True):
    """A task that is packed once for all batches, and unpacked only in the process that does it."""

    data: bytes

    def __call__(self, job: Job, tell: Tell) -> None:
        """See ``protocol.Task``."""
        _unpacked(self.data)(job, tell)


@lru_cache(maxsize=1)
def _unpacked(data: bytes) -> Task:
    task: Task = pickle.loads(data)  # noqa: S301 - packed by the process that hands out the work
    return task


_KEPT_POOLS = 8
"""Idle worker processes that stay ready for the next batch in a process that does batches."""
_kept: deque[tuple[int, bytes, WorkerPool]] = deque()
"""Process that owns it, what it was set up with, and the pool; the one used last stands last."""
_kept_lock = threading.Lock()


def inspect_batch(jobs: list[Job], task: Task, limits: PoolLimits, programs: frozenset[str]) -> list[Outcome]:
    """Inspect some files one after the other in a worker process of this machine.

    The process stays for the next batch with the same task, because starting one costs as much as reading some dozen
    documents; ``end_kept_workers`` ends it.
    """
    pool = _take_pool(task, limits, programs)
    try:
        outcomes = list(pool.run(jobs))
    except BaseException:
        pool.close()
        raise
    _keep_pool(pool)
    return outcomes


def end_kept_workers() -> None:
    """End the idle worker processes that ``inspect_batch`` has kept in this process."""
    with _kept_lock:
        mine = [pool for owner, _, pool in _kept if owner == os.getpid()]
        _kept.clear()
    for pool in mine:
        pool.close()


atexit.register(end_kept_workers)


def _take_pool(task: Task, limits: PoolLimits, programs: frozenset[str]) -> WorkerPool:
    """A kept pool with the same set-up, else a new one."""
    pool = WorkerPool(task, 1, limits, programs)
    with _kept_lock:
        for entry in reversed(_kept):
            if entry[:2] == (os.getpid(), pool.setup):
                _kept.remove(entry)
                return entry[2]
    return pool


def _keep_pool(pool: WorkerPool) -> None:
    with _kept_lock:
        _kept.append((os.getpid(), pool.setup, pool))
        surplus = [_kept.popleft()[2] for _ in range(len(_kept) - _KEPT_POOLS)]
    for old in surplus:
        old.close()
