"""Runs on a real SFTP server (paramiko's)."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from spbe_checklist.errors import InputError
from spbe_checklist.reading.remote.address import drive_address
from spbe_checklist.reading.remote.listing import list_drive
from tests.remote.runs import FILES, QUICK, check, comparable, documents
from tests.remote.servers import PASSWORD, USER, SftpServer

READ = {f"/{name}" for name in FILES if name != "Thumbs.db"}


@pytest.fixture
def sftp(evidence: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SftpServer]:
    """A server whose key is known, and a home folder with nothing else in it."""
    server = SftpServer(evidence)
    home = tmp_path / "rumah"
    (home / ".ssh").mkdir(parents=True)
    (home / ".ssh" / "known_hosts").write_text(server.known_hosts_line())
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.setenv("SPBE_SFTP_PASSWORD", PASSWORD)
    yield server
    server.close()


def _url(server: SftpServer) -> str:
    return f"sftp://{USER}@127.0.0.1:{server.port}/"


def test_sftp_gives_the_same_result_as_the_folder(sftp: SftpServer, evidence: Path, cache: Path) -> None:
    first = check(_url(sftp), cache)
    assert comparable(first.result) == comparable(check(evidence, None).result)
    assert USER not in first.result.run.folder
    assert set(sftp.opened) == READ | {"/spbe.yaml"}

    sftp.opened.clear()
    assert comparable(check(_url(sftp), cache).result) == comparable(first.result)
    assert set(sftp.opened) == {"/spbe.yaml"}


def test_a_lost_connection_is_made_again(sftp: SftpServer, evidence: Path) -> None:
    lost = {"/Indikator 10/SK Tim Koordinasi SPBE.txt", "/a%20b.txt"}
    sftp.drop_next.update(lost)
    assert comparable(check(_url(sftp), None).result) == comparable(check(evidence, None).result)
    assert all(sftp.opened[name] >= 2 for name in lost)


def test_links_on_the_server_are_not_followed(sftp: SftpServer, evidence: Path, tmp_path: Path) -> None:
    (tmp_path / "luar.txt").write_text("di luar")
    (evidence / "tautan.txt").symlink_to(tmp_path / "luar.txt")
    (evidence / "lingkaran").symlink_to(evidence)
    found = documents(check(_url(sftp), None).result)
    assert {found["tautan.txt"].health, found["lingkaran"].health} == {"tidak_terbaca"}
    assert "/tautan.txt" not in sftp.opened


def test_the_server_outlives_a_client_that_hangs_up(sftp: SftpServer) -> None:
    """Of the test server itself: a reset in the greeting once ended its thread, and with it a run of the tests."""
    with socket.create_connection(("127.0.0.1", sftp.port)) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.sendall(b"SSH-2.0-pamit\r\n")
        assert client.recv(1 << 10, socket.MSG_PEEK), "its greeting has come, so it is reading ours"
        time.sleep(0.1)
    address = drive_address(_url(sftp))
    assert address is not None
    assert list_drive(address, QUICK)


def test_an_unknown_server_is_refused(sftp: SftpServer) -> None:
    Path("~/.ssh/known_hosts").expanduser().write_text("")
    address = drive_address(_url(sftp))
    assert address is not None
    with pytest.raises(InputError) as caught:
        list_drive(address, QUICK)
    assert "belum dikenal" in str(caught.value)
    assert f"ssh -p {sftp.port} 127.0.0.1" in caught.value.hint


def test_a_wrong_password(sftp: SftpServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPBE_SFTP_PASSWORD", "salah")
    address = drive_address(_url(sftp))
    assert address is not None
    with pytest.raises(InputError, match="tidak menerima"):
        list_drive(address, QUICK)
