"""Errors of six libraries told apart, and what a drive says about a folder read with care."""

from __future__ import annotations

import errno
import io
import socket
import ssl
import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from fsspec import AbstractFileSystem

from spbe_checklist.facts.facts import FileEntry, Health
from spbe_checklist.reading.remote.address import DriveAddress
from spbe_checklist.reading.remote.connections import FsspecDrive
from spbe_checklist.reading.remote.download import Downloads
from spbe_checklist.reading.remote.entries import Listed, listed
from spbe_checklist.reading.remote.errors import Fault, IncompleteError, LocalError, UnknownServerError, trouble
from spbe_checklist.reading.remote.listing import list_drive
from spbe_checklist.reading.remote.transfers import Crew, Patience, default_patience

NOWHERE = DriveAddress("webdav", "contoh", None, None, "dav")


class _HttpError(Exception):
    def __init__(self, status: int, **headers: str) -> None:
        super().__init__("https://rina:rahasia@host/x")
        self.response = SimpleNamespace(
            status_code=status, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )


def _caused(error: Exception, by: BaseException) -> Exception:
    error.__cause__ = by
    return error


def _named(name: str, *bases: type[Exception]) -> Exception:
    return type(name, bases or (Exception,), {})("https://rina:rahasia@host/x")


BOTO = _named("ClientError")
BOTO.response = {"ResponseMetadata": {"HTTPStatusCode": 503}}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("error", "kind", "passing"),
    [
        (_HttpError(500), Fault.SERVER, True),
        (_HttpError(429), Fault.SERVER, True),
        (_HttpError(423), Fault.SERVER, True),
        (_HttpError(401), Fault.DENIED, False),
        (_HttpError(403), Fault.FORBIDDEN, False),
        (_HttpError(404), Fault.MISSING, False),
        (_HttpError(418), Fault.FORBIDDEN, False),
        (_caused(OSError("EIO"), BOTO), Fault.SERVER, True),
        (_named("ReadTimeout"), Fault.CONNECTION, True),
        (_named("ConnectError", type("TransportError", (Exception,), {})), Fault.CONNECTION, True),
        (_named("RemoteProtocolError"), Fault.CONNECTION, True),
        (_caused(_named("ConnectError"), ssl.SSLCertVerificationError("x")), Fault.CERTIFICATE, False),
        (_caused(_named("ConnectError"), socket.gaierror(socket.EAI_NONAME, "x")), Fault.UNKNOWN_HOST, False),
        (_named("AuthenticationException", type("SSHException", (Exception,), {})), Fault.DENIED, False),
        (_named("SSHException"), Fault.CONNECTION, True),
        (_named("NoCredentialsError"), Fault.DENIED, False),
        (_named("LogonFailure"), Fault.DENIED, False),
        (UnknownServerError(), Fault.CERTIFICATE, False),
        (IncompleteError(), Fault.CONNECTION, True),
        (TimeoutError(), Fault.CONNECTION, True),
        (ConnectionResetError(), Fault.CONNECTION, True),
        (OSError(errno.EHOSTUNREACH, "x"), Fault.CONNECTION, True),
        (EOFError(), Fault.CONNECTION, True),
        (FileNotFoundError(), Fault.MISSING, False),
        (PermissionError(), Fault.FORBIDDEN, False),
        (LocalError(OSError(errno.ENOSPC, "x")), Fault.HERE, False),
        (ZeroDivisionError("rahasia"), Fault.OTHER, True),
    ],
)
def test_kinds_of_trouble(error: Exception, kind: Fault, passing: bool) -> None:
    found = trouble(error)
    assert (found.kind, found.passing) == (kind, passing)
    assert "rahasia" not in found.reason


def test_a_server_may_ask_for_patience_within_bounds() -> None:
    assert trouble(_HttpError(503, retry_after="7")).wait == 7
    assert trouble(_HttpError(503, retry_after="86400")).wait == 30
    assert trouble(_HttpError(503, retry_after="Wed, 21 Oct 2026 07:28:00 GMT")).wait == 0


def test_pauses_grow_and_are_bounded() -> None:
    patience = Patience(first_pause=1, longest_pause=5)
    for failed, full in ((1, 1), (2, 2), (3, 4), (4, 5), (9, 5)):
        pauses = [patience.pause(failed) for _ in range(200)]
        assert full / 2 <= min(pauses) < max(pauses) <= full


@pytest.mark.parametrize(("text", "seconds"), [("", 30), ("5", 5), ("0", 30), ("nan", 30), ("lama", 30)])
def test_the_environment_sets_the_time_limit(text: str, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPBE_REMOTE_TIMEOUT", text)
    assert default_patience().silence == seconds


def test_only_what_lies_in_the_folder_is_listed() -> None:
    found = listed(
        [
            {"name": "dav", "type": "directory"},
            {"name": "/dav/a.pdf", "type": "file", "size": 3, "etag": "1"},
            {"name": "dav/b/", "type": "directory"},
            {"name": "dav/b/c.pdf", "type": "file"},
            {"name": "lain/d.pdf", "type": "file"},
            {"name": "dav/..", "type": "directory"},
        ],
        "/dav",
    )
    assert [(entry.name, entry.is_folder, entry.size) for entry in found] == [("a.pdf", False, 3), ("b", True, None)]


def test_an_answer_about_another_place_is_an_error() -> None:
    with pytest.raises(IncompleteError):
        listed([{"name": "lain/d.pdf", "type": "file"}], "dav")
    assert listed([], "dav") == []


def test_links_google_documents_and_namesakes_are_not_fetched() -> None:
    google = {"mimeType": "application/vnd.google-apps.document"}
    found = listed(
        [
            {"name": "tautan", "type": "link"},
            {"name": "catatan", "type": "file", **google},
            {"name": "kembar", "type": "file"},
            {"name": "kembar", "type": "file"},
        ],
        "",
    )
    assert [entry.health for entry in found] == [Health.TIDAK_TERBACA, Health.PINTASAN, Health.TIDAK_TERBACA]


def test_the_version_follows_what_the_server_says() -> None:
    def version(**said: object) -> int:
        (entry,) = listed([{"name": "a", "type": "file", **said}], "")
        return entry.version

    assert version(etag='"x"', modified=1) == version(etag='"x"', modified=1)
    assert version(etag='"x"') != version(etag='"y"')
    assert version(mtime=1) != version(mtime=2)
    assert version(time=1) != version(time=1), "a time of access tells nothing"
    assert 0 <= version(ETag="z") < 2**63


class _Files(AbstractFileSystem):
    """A file system whose files break off, or have become shorter since they were listed."""

    def __init__(self, content: bytes, size: int) -> None:
        super().__init__(skip_instance_cache=True)
        self.content = content
        self.size = size

    def open(self, path: str, mode: str = "rb", **options: object) -> io.BytesIO:
        return io.BytesIO(self.content)

    def info(self, path: str, **options: object) -> dict[str, object]:
        return {"name": path, "size": self.size, "type": "file"}


@pytest.mark.parametrize(("listed_size", "size_now"), [(5, 5), (None, 9), (9, 5)])
def test_a_whole_file_is_taken(listed_size: int | None, size_now: int) -> None:
    assert b"".join(FsspecDrive(_Files(b"12345", size_now)).read("a", listed_size)) == b"12345"


def test_a_file_that_breaks_off_is_not_taken_for_whole() -> None:
    with pytest.raises(IncompleteError):
        list(FsspecDrive(_Files(b"12345", 9)).read("a", 9))


class _Stuck:
    """A library that knows no time limit."""

    def __init__(self, release: threading.Event) -> None:
        self.release = release

    def folder(self, path: str) -> list[Listed]:
        return [Listed("a.txt", False, 1, 1), Listed("b.txt", False, 1, 1), Listed("dalam", True, None, 1)]

    def read(self, path: str, size: int | None) -> Iterator[bytes]:
        if path.endswith("a.txt"):
            self.release.wait(30)
        yield b"x"

    def close(self) -> None:
        pass


def test_a_library_that_hangs_is_left_behind() -> None:
    release = threading.Event()
    patience = Patience(silence=0.1, attempts=2, first_pause=0, longest_pause=0, workers=1)
    entries = [FileEntry("a.txt", 1, 1), FileEntry("b.txt", 1, 1)]
    try:
        batches = list(Downloads(NOWHERE, patience, lambda address, silence: _Stuck(release)).batches(entries, 10))
    finally:
        release.set()
    found = {fetched.entry.path: fetched.entry for batch in batches for fetched in batch}
    assert found["b.txt"].health is None
    assert found["a.txt"].health is Health.TIDAK_TERBACA
    assert "tidak menjawab selama 0.2 detik" in found["a.txt"].reason


def test_a_circle_of_folders_has_an_end() -> None:
    listing = list_drive(NOWHERE, Patience(silence=5), lambda address, silence: _Stuck(threading.Event()))
    assert [entry.path.count("/") for entry in listing.scanned.files if entry.path.endswith("/")] == [65]
    assert [notice.code for notice in listing.scanned.notices] == ["sambungan-tanpa-enkripsi"]


def test_each_thread_has_its_connection_and_gets_a_new_one_after_an_error() -> None:
    connected: list[int] = []

    def connect() -> _Stuck:
        connected.append(threading.get_ident())
        return _Stuck(threading.Event())

    attempts: list[int] = []

    def fails_twice(drive: object, sign: object) -> str:
        attempts.append(1)
        if len(attempts) < 3:
            raise ConnectionResetError
        return "ya"

    with Crew(connect, Patience(first_pause=0, longest_pause=0, workers=1)) as crew:
        crew.submit("a", fails_twice)
        done = crew.wait()
        assert crew.wait() is None
    assert done is not None
    assert (done.value, done.attempts, crew.retries, len(connected)) == ("ya", 3, 2, 3)
