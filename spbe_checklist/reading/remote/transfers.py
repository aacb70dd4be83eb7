"""A few threads that do errands on a drive, each with a connection of its own, and the one place that tries again.

An errand that fails for a passing reason is done again after a growing, jittered pause, a bounded number of times.
A thread that falls silent inside a library that knows no time limit is left behind and replaced, so that no server
can hold up a run for ever.
"""

from __future__ import annotations

import heapq
import os
import random
import threading
import time
from collections.abc import Callable, Hashable
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Self

from msgspec import Struct

from spbe_checklist.errors import SpbeError
from spbe_checklist.reading.remote.entries import Drive
from spbe_checklist.reading.remote.errors import Fault, Trouble, silent, trouble

TIMEOUT_VARIABLE = "SPBE_REMOTE_TIMEOUT"
_TICK = 0.2
_SLACK = 2.0
"""A library gets this many times its own time limit before its thread is left behind."""
_GIVE_UP = 12
"""Errands in a row that found no connection at all before the rest is not tried any more."""


class Patience(Struct, frozen=True):
    """How long to wait and how often to try."""

    silence: float = 30.0
    """Seconds without a byte after which a connection counts as lost."""
    attempts: int = 4
    first_pause: float = 0.5
    longest_pause: float = 8.0
    workers: int = 4
    """Connections at the same time; servers of agencies are small."""

    def pause(self, failed: int) -> float:
        """Seconds before the next try after ``failed`` tries: doubled each time, cut, and shortened at random."""
        full = min(self.longest_pause, self.first_pause * 2.0 ** (failed - 1))
        return full * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, guards nothing


def default_patience() -> Patience:
    """The environment variable SPBE_REMOTE_TIMEOUT sets the seconds of silence."""
    text = os.environ.get(TIMEOUT_VARIABLE, "")
    try:
        seconds = float(text)
    except ValueError:
        return Patience()
    return Patience(silence=seconds) if 0.1 <= seconds <= 3600 else Patience()


Work = Callable[[Drive, Callable[[], None]], Any]
"""Does something on a drive and calls the second argument whenever something has arrived."""


class Done(Struct, frozen=True):
    """An errand that is over."""

    key: Hashable
    value: Any = None
    trouble: Trouble | None = None
    attempts: int = 1


class _Errand(Struct):
    key: Hashable
    work: Work
    tried: int = 0


class _News(Struct, frozen=True):
    """What a thread says when it has done an errand."""

    errand: _Errand
    attempt: int
    """How often the errand had been tried when it was begun; older news no longer counts."""
    value: Any
    error: BaseException | None


class _Thread(Struct):
    """A thread and what it is at."""

    errand: _Errand | None = None
    last_sign: float = 0.0
    left_behind: bool = False


class Crew:
    """Errands in, ``Done`` out, in any order. Use as a context manager, from one thread."""

    def __init__(self, connect: Callable[[], Drive], patience: Patience) -> None:
        self._connect = connect
        self._patience = patience
        self._threads: list[_Thread] = []
        self._inbox: SimpleQueue[_Errand | None] = SimpleQueue()
        self._news: SimpleQueue[_News] = SimpleQueue()
        self._later: list[tuple[float, int, _Errand]] = []
        self._count = 0
        self._lost_in_a_row = 0
        self.open = 0
        """Errands that are not over yet."""
        self.retries = 0
        """How often something was tried again."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for thread in self._threads:
            thread.left_behind = True
            self._inbox.put(None)

    @property
    def hopeless(self) -> bool:
        """Whether so many errands in a row found no connection that trying more makes no sense."""
        return self._lost_in_a_row >= _GIVE_UP

    def submit(self, key: Hashable, work: Work) -> None:
        """Have an errand done as soon as a thread is free."""
        self.open += 1
        self._inbox.put(_Errand(key, work))
        if len(self._threads) < min(self.open, self._patience.workers):
            self._start()

    def wait(self) -> Done | None:
        """The next errand that is over; None when none is open. Raises SpbeError when connecting raised one."""
        while self.open:
            done = self._step(_TICK)
            if done is not None:
                return done
        return None

    def poll(self) -> Done | None:
        """An errand that is over already, if there is one."""
        return self._step(0) if self.open else None

    def _step(self, timeout: float) -> Done | None:
        """Put back to work what has waited long enough, and hear what is new."""
        while self._later and self._later[0][0] <= time.monotonic():
            self._inbox.put(heapq.heappop(self._later)[2])
        try:
            news = self._news.get(timeout=timeout) if timeout else self._news.get_nowait()
        except Empty:
            return self._look_for_silent()
        errand = news.errand
        if news.attempt != errand.tried:
            return None
        if news.error is None:
            self._lost_in_a_row = 0
            return self._over(errand, news.value, None)
        if isinstance(news.error, SpbeError):
            raise news.error
        return self._failed(errand, trouble(news.error))

    def _look_for_silent(self) -> Done | None:
        """Leave one thread behind that has given no sign for too long, and replace it."""
        latest = time.monotonic() - self._patience.silence * _SLACK
        for thread in self._threads:
            errand = thread.errand
            if errand is not None and thread.last_sign < latest:
                thread.left_behind = True
                self._threads.remove(thread)
                self._start()
                return self._failed(errand, silent(self._patience.silence * _SLACK))
        return None

    def _failed(self, errand: _Errand, found: Trouble) -> Done | None:
        """Try again later, or be done with it."""
        if found.passing and errand.tried + 1 < self._patience.attempts and not self.hopeless:
            errand.tried += 1
            self.retries += 1
            self._count += 1
            pause = max(self._patience.pause(errand.tried), found.wait)
            heapq.heappush(self._later, (time.monotonic() + pause, self._count, errand))
            return None
        self._lost_in_a_row = self._lost_in_a_row + 1 if found.kind is Fault.CONNECTION else 0
        return self._over(errand, None, found)

    def _over(self, errand: _Errand, value: Any, found: Trouble | None) -> Done:
        errand.tried += 1
        self.open -= 1
        return Done(errand.key, value, found, errand.tried)

    def _start(self) -> None:
        thread = _Thread()
        self._threads.append(thread)
        threading.Thread(target=self._serve, args=(thread,), daemon=True).start()

    def _serve(self, thread: _Thread) -> None:
        """The life of a thread: one errand after the other on one connection, a new connection after an error."""

        def sign() -> None:
            if thread.left_behind:
                raise InterruptedError
            thread.last_sign = time.monotonic()

        drive: Drive | None = None
        while not thread.left_behind and (errand := self._inbox.get()) is not None:
            attempt, value, failure = errand.tried, None, None
            thread.last_sign = time.monotonic()
            thread.errand = errand
            try:
                drive = drive or self._connect()
                sign()
                value = errand.work(drive, sign)
            except BaseException as error:  # noqa: BLE001 - told to the thread that waits
                failure = error
                _close(drive)
                drive = None
            thread.errand = None
            self._news.put(_News(errand, attempt, value, failure))
        _close(drive)


def _close(drive: Drive | None) -> None:
    """Let a connection go that may be broken already."""
    if drive is not None:
        with suppress(Exception):
            drive.close()
