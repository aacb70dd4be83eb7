"""Bring files of a drive to this computer, a bounded amount at a time, and away again after they were inspected.

A file that does not arrive is never lost: it comes with the reason why, as an unreadable file.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from spbe_checklist.facts.facts import FileEntry, Health
from spbe_checklist.reading.readers.source import MEGABYTE
from spbe_checklist.reading.remote.address import DriveAddress
from spbe_checklist.reading.remote.connections import connect
from spbe_checklist.reading.remote.entries import Drive
from spbe_checklist.reading.remote.errors import LocalError
from spbe_checklist.reading.remote.listing import place
from spbe_checklist.reading.remote.transfers import Crew, Done, Patience, Work

AREA_MEGABYTES = 512
"""Bytes in the temporary area at the same time; one file that is larger than that is fetched alone."""
_IN_FLIGHT = 16
_BATCH = 16
_SLOWEST = 8 * 1024
"""Bytes per second below which a transfer is no transfer any more."""
_LONGEST_SILENCES = 10
"""A transfer may take this many times the silence limit, and the time its size needs at the slowest speed."""


class Fetched(Struct, frozen=True):
    """A file that was asked for."""

    entry: FileEntry
    """As listed; ``health`` is set when it did not arrive."""
    file: Path | None
    """Where it lies now; None when it did not arrive."""
    as_stored: FileEntry
    """As the local file system sees it."""


class Downloads:
    """Fetches the files of one drive."""

    def __init__(
        self,
        address: DriveAddress,
        patience: Patience,
        connector: Callable[[DriveAddress, float], Drive] = connect,
        area_bytes: int = AREA_MEGABYTES * MEGABYTE,
    ) -> None:
        self._address = address
        self._patience = patience
        self._connector = connector
        self._area_bytes = area_bytes
        self.fetched = 0
        """Files that arrived."""
        self.retries = 0
        """How often a transfer was tried again."""

    @property
    def location(self) -> str:
        """The address of the folder, without credentials."""
        return self._address.url

    def batches(self, entries: Sequence[FileEntry], limit: int) -> Generator[list[Fetched]]:
        """All entries, in batches as they arrive. The files of a batch are gone when the next is asked for.

        ``limit`` is the size in bytes above which a file is not fetched.
        """
        large = [entry for entry in entries if entry.size > limit]
        if large:
            yield [_not_fetched(entry, Health.TERLALU_BESAR, _too_large(entry, limit)) for entry in large]
        waiting = deque(entry for entry in entries if entry.size <= limit)
        by_path = {entry.path: entry for entry in waiting}
        held = 0
        with (
            tempfile.TemporaryDirectory(prefix="spbe-check-", ignore_cleanup_errors=True) as area,
            Crew(lambda: self._connector(self._address, self._patience.silence), self._patience) as crew,
        ):
            while waiting or crew.open:
                if crew.hopeless and waiting:
                    yield [_not_fetched(entry, Health.TIDAK_TERBACA, _NOT_TRIED) for entry in waiting]
                    waiting.clear()
                while waiting and crew.open < _IN_FLIGHT and (not held or held + waiting[0].size <= self._area_bytes):
                    entry = waiting.popleft()
                    held += entry.size
                    crew.submit(entry.path, self._transfer(entry, Path(area), limit))
                batch = [self._arrived(done, by_path[str(done.key)], limit) for done in _ready(crew)]
                self.retries = crew.retries
                if batch:
                    yield batch
                for fetched in batch:
                    held -= fetched.entry.size
                    if fetched.file is not None:
                        fetched.file.unlink(missing_ok=True)

    def _transfer(self, entry: FileEntry, area: Path, limit: int) -> Work:
        """Fetch one file whole into a file of its own; None when more arrives than is read of one file."""
        remote = place(self._address, entry.path)
        seconds = self._patience.silence * _LONGEST_SILENCES + entry.size / _SLOWEST

        def work(drive: Drive, sign: Callable[[], None]) -> Path | None:
            until = time.monotonic() + seconds
            received = 0
            handle, name = _new_file(area)
            arrived = False
            try:
                with os.fdopen(handle, "wb") as stream:
                    for piece in drive.read(remote, entry.size or None):
                        sign()
                        received += len(piece)
                        if received > limit:
                            return None
                        if time.monotonic() > until:
                            raise TimeoutError
                        _write(stream.write, piece)
                arrived = True
                return Path(name)
            finally:
                if not arrived:
                    Path(name).unlink(missing_ok=True)

        return work

    def _arrived(self, done: Done, entry: FileEntry, limit: int) -> Fetched:
        if done.trouble is not None:
            tries = f" (dicoba {done.attempts} kali)" if done.attempts > 1 else ""
            return _not_fetched(entry, Health.TIDAK_TERBACA, f"tidak dapat diunduh: {done.trouble.reason}{tries}")
        if done.value is None:
            return _not_fetched(entry, Health.TERLALU_BESAR, _too_large(entry, limit))
        self.fetched += 1
        file: Path = done.value
        state = file.stat()
        return Fetched(entry, file, replace(entry, size=state.st_size, mtime_ns=state.st_mtime_ns))


_NOT_TRIED = "tidak dapat diunduh: drive tidak lagi menjawab; ulangi nanti, yang sudah dibaca tidak diunduh lagi"


def _ready(crew: Crew) -> Iterator[Done]:
    """What is over: at least one errand when any is open, more when they are over already."""
    done = crew.wait()
    for _ in range(_BATCH):
        if done is None:
            return
        yield done
        done = crew.poll()
    if done is not None:
        yield done


def _new_file(area: Path) -> tuple[int, str]:
    try:
        return tempfile.mkstemp(dir=area)
    except OSError as error:
        raise LocalError(error) from error


def _write(write: Callable[[bytes], int], piece: bytes) -> None:
    try:
        write(piece)
    except OSError as error:
        raise LocalError(error) from error


def _not_fetched(entry: FileEntry, health: Health, reason: str) -> Fetched:
    failed = replace(entry, health=health, reason=reason)
    return Fetched(failed, None, failed)


def _too_large(entry: FileEntry, limit: int) -> str:
    size = f"berukuran {entry.size / MEGABYTE:.0f} MB, " if entry.size > limit else "berukuran "
    return f"{size}di atas batas baca {limit / MEGABYTE:.0f} MB; tidak diunduh, hanya nama dan ukurannya yang dinilai"
