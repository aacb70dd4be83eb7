"""WebDAV servers that are wrong, endless, or send the program elsewhere: one odd thing costs one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

import pytest

from spbe_checklist.errors import InputError
from spbe_checklist.reading.remote import listing, webdav
from spbe_checklist.reading.remote.address import DriveAddress
from spbe_checklist.reading.remote.download import Downloads
from spbe_checklist.reading.remote.listing import list_drive
from tests.remote.runs import QUICK
from tests.remote.servers import Door, serving

Answer = tuple[str, dict[str, str], Iterable[bytes]]


@contextmanager
def odd(answer: Callable[[str, str, str], Answer]) -> Iterator[tuple[Door, DriveAddress]]:
    """A server that answers as ``answer(method, path, host)`` says."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        status, headers, body = answer(environ["REQUEST_METHOD"], environ["PATH_INFO"], environ["HTTP_HOST"])
        start_response(status, list(headers.items()))
        return body

    with serving(application) as (door, port):
        yield door, DriveAddress("webdav", "127.0.0.1", port, None, "dav")


def resource(href: str, length: str | None = None) -> bytes:
    """A file of that length, or a folder."""
    about = "<resourcetype><collection/></resourcetype>" if length is None else ""
    size = "" if length is None else f"<getcontentlength>{length}</getcontentlength>"
    prop = f"<propstat><prop>{about}{size}<getetag>1</getetag></prop><status>HTTP/1.1 200 OK</status></propstat>"
    return f"<response><href>{escape(href)}</href>{prop}</response>".encode()


def multistatus(*resources: bytes) -> Answer:
    body = b'<?xml version="1.0"?><multistatus xmlns="DAV:">' + b"".join(resources) + b"</multistatus>"
    return "207 Multi-Status", {"Content-Type": "application/xml"}, [body]


def found(text: bytes = b"isi") -> Answer:
    return "200 OK", {"Content-Length": str(len(text))}, [text]


@pytest.mark.parametrize("length", ["banyak", "-5", "1e9", "9" * 40, "٣"])
def test_a_nonsense_length_is_one_file_that_cannot_be_read(length: str) -> None:
    def answer(method: str, path: str, host: str) -> Answer:
        if method == "GET":
            return found()
        return multistatus(resource("/dav/"), resource("/dav/aneh.txt", length), resource("/dav/baik%20.txt", "3"))

    with odd(answer) as (_, address):
        files = {entry.path: entry for entry in list_drive(address, QUICK).scanned.files}
    assert (files["aneh.txt"].health, files["aneh.txt"].size) == ("tidak_terbaca", 0)
    assert "ukuran yang tidak masuk akal" in files["aneh.txt"].reason
    assert (files["baik .txt"].health, files["baik .txt"].size) == (None, 3)


def test_another_host_is_not_followed_and_is_named() -> None:
    def answer(method: str, path: str, host: str) -> Answer:
        return "302 Found", {"Location": f"http://localhost:{host.rpartition(':')[2]}/dav/"}, [b""]

    with odd(answer) as (door, address), pytest.raises(InputError, match=r"host lain \(localhost\)") as caught:
        list_drive(address, QUICK)
    assert "alamat WebDAV" in caught.value.hint
    assert door.counts == {"PROPFIND": 1}, "neither followed nor tried again"


def test_a_file_that_lies_elsewhere_is_one_file_and_a_move_within_the_host_is_followed() -> None:
    def answer(method: str, path: str, host: str) -> Answer:
        if method == "PROPFIND":
            return multistatus(*(resource(f"/dav/{name}.txt", "3") for name in ("luar", "pindah", "tetap")))
        if path == "/dav/luar.txt":
            return "307 Temporary Redirect", {"Location": "http://luar.invalid/luar.txt"}, [b""]
        return ("301 Moved Permanently", {"Location": "/baru.txt"}, [b""]) if "pindah" in path else found()

    with odd(answer) as (_, address):
        entries = list_drive(address, QUICK).scanned.files
        fetched = {one.entry.path: one for batch in Downloads(address, QUICK).batches(entries, 100) for one in batch}
    assert fetched["luar.txt"].entry.health == "tidak_terbaca"
    assert "host lain (luar.invalid)" in fetched["luar.txt"].entry.reason
    assert {name for name, one in fetched.items() if one.file is not None} == {"pindah.txt", "tetap.txt"}


@pytest.mark.parametrize("endless", ["/dav", "/dav/sub"])
def test_a_listing_without_end_is_cut_off_and_said(endless: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webdav, "LISTING_BYTES", 1024**2)

    def body() -> Iterator[bytes]:
        yield b'<multistatus xmlns="DAV:">'
        while True:
            yield resource("/dav/lagi.txt", "3") * 1000

    def answer(method: str, path: str, host: str) -> Answer:
        if path.rstrip("/") == endless:
            return "207 Multi-Status", {}, body()
        return multistatus(resource("/dav/"), resource("/dav/sub/"), resource("/dav/a.txt", "3"))

    with odd(answer) as (_, address):
        if endless == "/dav":
            with pytest.raises(InputError, match="daftar isinya lebih dari 1 MB"):
                list_drive(address, QUICK)
            return
        files = {entry.path: entry for entry in list_drive(address, QUICK).scanned.files}
    assert set(files) == {"a.txt", "sub/"}
    assert "lebih dari 1 MB" in files["sub/"].reason


def test_folders_without_end_are_listed_up_to_a_limit_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_MOST_ENTRIES", 40)

    def answer(method: str, path: str, host: str) -> Answer:
        here = path.rstrip("/")
        below = [resource(f"{here}/{name}/") for name in "abc"]
        return multistatus(resource(f"{here}/"), resource(f"{here}/isi.txt", "3"), *below)

    with odd(answer) as (_, address):
        files = list_drive(address, QUICK).scanned.files
    beyond = [entry for entry in files if entry.health]
    assert 20 < len(files) < 120
    assert beyond
    assert all("batas 40 berkas dan folder tercapai" in entry.reason for entry in beyond)


@pytest.mark.parametrize(
    ("body", "sentence"), [(b"<html>Masuk</html>", "tidak menjawab sebagai WebDAV"), (b"", "tidak menjawab sebagai")]
)
def test_a_server_that_is_no_webdav_is_said_to_be_none(body: bytes, sentence: str) -> None:
    with odd(lambda method, path, host: found(body)) as (_, address), pytest.raises(InputError, match=sentence):
        list_drive(address, QUICK)


def test_entities_of_a_hostile_listing_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><multistatus xmlns="DAV:"><response>&a;</response></multistatus>'
    with (
        odd(lambda method, path, host: ("207 Multi-Status", {}, [bomb])) as (_, address),
        pytest.raises(InputError, match="tidak dapat dibaca"),
    ):
        list_drive(address, QUICK)
