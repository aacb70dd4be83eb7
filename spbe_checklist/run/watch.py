"""Notice that the documents of a folder or drive have changed, once they have come to rest.

The system tells about changes where it can (``watchfiles``); on network drives, remote drives and where that library
is missing the folder is looked at every few seconds. Either way what counts is a comparison of two scans, so that lock
files, thumbnails and everything else that is no document wake nobody up.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from spbe_checklist.errors import InputError
from spbe_checklist.reading.remote.address import DriveAddress, drive_address
from spbe_checklist.reading.remote.listing import list_drive
from spbe_checklist.reading.remote.transfers import default_patience
from spbe_checklist.reading.scan import SETTINGS_FILE, scan

LOCAL_SECONDS = 2.0
NETWORK_SECONDS = 30.0
REMOTE_SECONDS = 60.0
"""How often to look, by default: a listing costs a server more than a local disk."""
_REST_SECONDS = 1.0
"""Documents have come to rest when two looks this far apart see the same."""
_LONGEST_UNREST = 30.0
_SAFETY_MILLISECONDS = 5000
"""With events, a look every few seconds all the same: too many events at once get lost, settings may lie elsewhere."""
_NETWORK_KINDS = frozenset(
    {
        "9p", "afs", "autofs", "ceph", "cifs", "davfs", "drvfs", "fuse.davfs", "fuse.gvfsd-fuse", "fuse.rclone",
        "fuse.sshfs", "glusterfs", "ncpfs", "nfs", "nfs4", "prl_fs", "smb3", "smbfs", "vboxsf", "vmhgfs", "virtiofs",
    }
)  # fmt: skip

State = Mapping[str, tuple[int, int]]
"""Size and time of change (or version) of every document and settings file, by path."""


class Manner(Struct, frozen=True):
    """How a folder is watched."""

    events: bool
    seconds: float
    """Seconds between two looks; without meaning where the system tells."""


class Watch:
    """Watches one folder or drive from the moment it is made."""

    def __init__(
        self, folder: Path, settings: Path | None = None, *, polling: bool = False, seconds: float | None = None
    ) -> None:
        """``settings`` is the settings file in use, wherever it lies; ``polling`` keeps from relying on events."""
        self._folder = folder
        self._settings = settings
        self._drive = drive_address(folder)
        self.manner = _manner(folder, self._drive, polling=polling, seconds=seconds)
        self._known = self._look()

    def changes(self) -> Generator[None]:
        """One item for each time that documents have changed and come to rest. Never ends by itself.

        A folder that cannot be read any more, or again, counts as changed.
        """
        for _ in self._occasions():
            state = self._look()
            if state == self._known:
                continue
            if self._drive is None:
                state = settled(self._look, state)
                if state == self._known:
                    continue
            self._known = state
            yield

    def _occasions(self) -> Iterator[None]:
        """Moments that are worth a look."""
        if self.manner.events:
            with suppress(OSError, RuntimeError):  # no more watches to be had, or the folder is gone
                yield from self._events()
            self.manner = Manner(events=False, seconds=self.manner.seconds)
        while True:
            time.sleep(self.manner.seconds)
            yield

    def _events(self) -> Iterator[None]:
        from watchfiles import watch

        for _ in watch(
            self._folder,
            watch_filter=None,
            rust_timeout=_SAFETY_MILLISECONDS,
            yield_on_timeout=True,
            force_polling=False,
            ignore_permission_denied=True,
        ):
            yield

    def _look(self) -> State | None:
        """What is there now; None when the folder cannot be read."""
        try:
            if self._drive is not None:
                listing = list_drive(self._drive, default_patience())
                files, settings = listing.scanned.files, listing.settings
                state = {entry.path: (entry.size, entry.mtime_ns) for entry in files}
                state[SETTINGS_FILE] = (len(settings or b""), hash(settings))
            else:
                state = {entry.path: (entry.size, entry.mtime_ns) for entry in scan(self._folder).files}
        except InputError:
            return None
        for file in (self._settings, None if self._drive else self._folder / SETTINGS_FILE):
            if file is not None:
                state[str(file)] = _stamp(file)
        return state


def settled(
    look: Callable[[], State | None], state: State | None, sleep: Callable[[float], None] = time.sleep
) -> State | None:
    """What is there once two looks in a row see the same: somebody may be copying a thousand files."""
    for _ in range(int(_LONGEST_UNREST / _REST_SECONDS)):
        sleep(_REST_SECONDS)
        again = look()
        if again == state:
            return state
        state = again
    return state


def _stamp(file: Path) -> tuple[int, int]:
    """Size and time of a settings file; a missing one has none."""
    try:
        info = file.stat()
    except OSError:
        return (-1, 0)
    return (info.st_size, info.st_mtime_ns)


def _manner(folder: Path, drive: DriveAddress | None, *, polling: bool, seconds: float | None) -> Manner:
    """The best way to watch a folder."""
    if drive is not None:
        return Manner(events=False, seconds=seconds or REMOTE_SECONDS)
    network = on_network(folder)
    usual = NETWORK_SECONDS if network else LOCAL_SECONDS
    return Manner(events=not (polling or network) and _events_possible(), seconds=seconds or usual)


def _events_possible() -> bool:
    """Whether the library that listens to the system is installed."""
    try:
        import watchfiles  # noqa: F401 - an extra
    except ImportError:
        return False
    return True


def on_network(folder: Path, mounts: Sequence[str] | None = None) -> bool:
    """Whether a folder is on a network drive, where other people's changes cause no events.

    Known on Linux (``mounts`` are the lines of ``/proc/self/mounts``) and Windows; elsewhere ``--polling`` says so.
    """
    place = os.path.realpath(folder)
    if sys.platform == "win32":
        import ctypes

        remote = 4
        return place.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(Path(place).anchor) == remote
    if mounts is None:
        try:
            mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        except OSError:
            return False
    best, kind = "", ""
    for line in mounts:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind in _NETWORK_KINDS


def shown_seconds(seconds: float) -> str:
    """ "2" or "0,5", as it stands in a sentence."""
    return f"{seconds:g}".replace(".", ",")
