"""A Dask cluster as an executor, for inspections that are too much for one machine. Needs the extra ``cluster``.

Nothing but addresses of files and Facts travels: the workers open the shared storage themselves, under the same path.
Dask cannot stop a task that hangs, so every task still inspects in a worker process of its own with hard limits (see
``batches.inspect_batch``). Before any work is handed out the workers must show that they would find the same as this
machine: the same program, the same engine of character recognition.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from spbe_checklist.errors import InputError, UsageError
from spbe_checklist.reading.ocr_engines import find_engine
from spbe_checklist.reading.program_code import inspector_key
from spbe_checklist.reading.workers.batches import end_kept_workers

T = TypeVar("T")

PROTOCOLS = ("tcp://", "tls://")
_CONNECT_SECONDS = 10.0
_ANSWER_SECONDS = 60.0
"""How long workers may take to answer a question; they import the program for the first one."""
_ALONE_SECONDS = 60.0
"""How long the cluster may be without any worker, or out of reach, before the work in hand is given back."""
_LOOK_SECONDS = 1.0
_SHOWN = 3


class ClusterLostError(InputError):
    """The cluster went away while work was with it."""


class Cluster:
    """A connection to a scheduler. Use ``connect``."""

    def __init__(self, client: Any, alone_seconds: float) -> None:
        self._client = client
        self.executor: Executor = _ClusterExecutor(client, alone_seconds)

    @property
    def slots(self) -> int:
        """Tasks that the cluster does at the same time."""
        return sum(self._client.nthreads().values())

    @property
    def machines(self) -> int:
        """Workers that are connected now."""
        return len(self._client.nthreads())

    def require_access(self, folder: str) -> None:
        """Refuse a folder that some worker does not see: its documents would be unreadable at random.

        Raises InputError that names the workers, ClusterLostError when there are none.
        """
        answers = self._ask(can_list, os.path.abspath(folder))  # noqa: PTH100 - as the jobs name their files
        blind = sorted(address for address, sees in answers.items() if not sees)
        if blind:
            more = f" dan {len(blind) - _SHOWN} lainnya" if len(blind) > _SHOWN else ""
            raise InputError(
                f"Folder {folder} tidak terlihat oleh pekerja klaster {', '.join(blind[:_SHOWN])}{more}.",
                "Pasang (mount) penyimpanan itu di setiap komputer pekerja pada letak yang sama.",
            )

    def _ask(self, question: Callable[..., T], *arguments: object) -> dict[str, T]:
        """Every worker's answer. Raises ClusterLostError when nobody answers."""
        try:
            answers: dict[str, T] = _within(_ANSWER_SECONDS, self._client.run, question, *arguments)
        except (OSError, TimeoutError, CancelledError) as error:
            raise _lost() from error
        if not answers:
            raise _lost()
        return answers

    def _require_same_program(self, ocr: bool) -> None:
        """Refuse workers that would find something else than this machine. Raises UsageError."""
        here = describe(ocr)
        try:
            answers = self._ask(describe, ocr)
        except ClusterLostError:
            raise
        except Exception as error:  # whatever is wrong with the program over there
            raise UsageError(
                f"Pekerja klaster tidak dapat menjalankan spbe-check ({type(error).__name__}).",
                "Pasang versi spbe-check yang sama di setiap komputer pekerja: pip install 'spbe-checklist[cluster]'",
            ) from error
        for address, there in sorted(answers.items()):
            if there[0] != here[0]:
                raise UsageError(
                    f"Pekerja klaster {address} memakai versi spbe-check atau pustaka pembaca yang lain.",
                    "Samakan versi spbe-check dan pustakanya di setiap komputer.",
                )
            if there[1] != here[1]:
                raise UsageError(
                    f"Mesin OCR pekerja klaster {address} berbeda dari komputer ini, sehingga hasilnya akan berbeda.",
                    "Pasang mesin OCR yang sama di setiap komputer, atau pakai --ocr never.",
                )


def describe(ocr: bool) -> tuple[str, str | None]:
    """What decides which Facts a machine finds: key of the program and its parsers, key of the engine in use."""
    engine = find_engine() if ocr else None
    return inspector_key(), engine.key if engine else None


def can_list(folder: str) -> bool:
    """Whether this machine can list the folder."""
    try:
        with os.scandir(folder):
            return True
    except OSError:
        return False


@contextmanager
def connect(
    address: str,
    *,
    ocr: bool = True,
    connect_seconds: float = _CONNECT_SECONDS,
    alone_seconds: float = _ALONE_SECONDS,
) -> Iterator[Cluster]:
    """A connection to the scheduler at ``address`` ("tcp://host:port" or "tls://host:port").

    ``tls`` takes its certificates from Dask's own configuration. Raises UsageError when the extra is missing, the
    scheduler cannot be reached, has no workers, or a worker is not set up like this machine.
    """
    if not address.startswith(PROTOCOLS):
        raise UsageError(
            f"Alamat penjadwal “{address}” tidak dikenal.", "Tulis misalnya --scheduler tcp://10.0.0.5:8786"
        )
    try:
        import distributed
    except ImportError as error:
        raise UsageError(
            "--scheduler memerlukan paket tambahan yang belum terpasang.",
            "Pasang: pip install 'spbe-checklist[cluster]'",
        ) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what a user must know is said by us
    start: Any = distributed.Client
    client: Any = None
    try:
        client = start(address, timeout=connect_seconds, set_as_default=False, name="spbe-check")
        client.wait_for_workers(1, timeout=connect_seconds)
    except (OSError, TimeoutError, ValueError, RuntimeError) as error:
        if client is None:
            raise UsageError(
                f"Penjadwal klaster {address} tidak dapat dihubungi.",
                "Periksa alamatnya, dan apakah penjadwal berjalan: dask scheduler --port 8786",
            ) from error
        _close(client)
        raise UsageError(
            f"Penjadwal klaster {address} belum mempunyai pekerja.",
            f"Jalankan di setiap komputer pekerja: dask worker {address}",
        ) from error
    cluster = Cluster(client, alone_seconds)
    try:
        cluster._require_same_program(ocr)
        yield cluster
        with suppress(Exception):  # the processes end with their workers in any case
            _within(_CONNECT_SECONDS, client.run, end_kept_workers)
    finally:
        cluster.executor.shutdown(wait=False, cancel_futures=True)
        _close(client)


def _close(client: Any) -> None:
    with suppress(Exception):
        client.close(timeout=5)


def _within(seconds: float, function: Callable[..., T], *arguments: object) -> T:
    """Call something that knows no time limit of its own. Raises TimeoutError."""
    future: Future[T] = Future()

    def call() -> None:
        try:
            future.set_result(function(*arguments))
        except BaseException as error:  # noqa: BLE001 - told to the caller
            future.set_exception(error)

    threading.Thread(target=call, daemon=True).start()
    return future.result(timeout=seconds)


def _lost() -> ClusterLostError:
    return ClusterLostError(
        "Sambungan ke klaster terputus, atau tidak ada lagi pekerja.",
        "Periksa penjadwal dan pekerjanya, lalu ulangi perintah yang sama; yang sudah selesai tidak diulang.",
    )


class _ClusterExecutor(Executor):
    """Dask's executor, which does not wait for ever for a cluster that is gone."""

    def __init__(self, client: Any, alone_seconds: float) -> None:
        self._client = client
        self._inner: Executor = client.get_executor(pure=False)  # a document that is tried again is really tried
        self._alone_seconds = alone_seconds
        self._open: set[Future[Any]] = set()
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._gone = False
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """See ``Executor``. Raises ClusterLostError once the cluster is gone."""
        if self._gone:
            raise _lost()
        inner = self._inner.submit(fn, *args, **kwargs)
        outer: Future[T] = Future()
        with self._lock:
            self._open.add(outer)
        outer.add_done_callback(lambda done: inner.cancel() if done.cancelled() else None)
        inner.add_done_callback(lambda done: self._hand_over(done, outer))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """See ``Executor``; the cluster itself goes on. With ``cancel_futures`` whoever waits is told at once."""
        self._ended.set()
        if cancel_futures:
            self._give_back()

    def _hand_over(self, inner: Future[T], outer: Future[T]) -> None:
        with self._lock:
            if outer not in self._open:
                return
            self._open.discard(outer)
        if not outer.set_running_or_notify_cancel():
            return
        if inner.cancelled():
            outer.set_exception(_lost())  # the client drops its tasks when it loses the scheduler
        elif (error := inner.exception()) is not None:
            outer.set_exception(error)
        else:
            outer.set_result(inner.result())

    def _watch(self) -> None:
        """Give all work back when nobody has been there to do it for too long."""
        seen = time.monotonic()
        while not self._ended.wait(_LOOK_SECONDS):
            if self._somebody_works():
                seen = time.monotonic()
            elif time.monotonic() - seen > self._alone_seconds:
                self._give_back()

    def _give_back(self) -> None:
        """End all waiting for this executor."""
        self._gone = True
        with self._lock:
            given_back, self._open = self._open, set()
        for outer in given_back:
            if outer.set_running_or_notify_cancel():
                outer.set_exception(_lost())

    def _somebody_works(self) -> bool:
        try:
            return self._client.status == "running" and bool(self._client.nthreads())
        except Exception:  # noqa: BLE001 - a client that is reconnecting may raise anything
            return False
