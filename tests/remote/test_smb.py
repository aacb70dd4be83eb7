"""Runs on a real Samba server, on a port of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from spbe_checklist.errors import InputError, UsageError
from spbe_checklist.reading.remote.address import drive_address
from spbe_checklist.reading.remote.listing import list_drive
from spbe_checklist.reading.scan import scan
from tests.remote.runs import QUICK, check, comparable, documents
from tests.remote.servers import PASSWORD, USER, SmbServer

pytest.importorskip("smbprotocol", reason="the extra [smb] is not installed")
pytestmark = pytest.mark.skipif(bool(SmbServer.missing()), reason=SmbServer.missing() or "Samba is there")


@pytest.fixture(scope="module")
def samba(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SmbServer, Path]]:
    """One server for all tests, and the folder that it offers."""
    place = tmp_path_factory.mktemp("samba")
    folder = place / "berbagi"
    folder.mkdir()
    server = SmbServer(folder, place / "server")
    yield server, folder
    server.close()


@pytest.fixture
def share(samba: tuple[SmbServer, Path], evidence: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Path]:
    """The address of the evidence on the server, and where it lies there."""
    server, folder = samba
    (evidence / "50% #1 sisa?.txt").rename(evidence / "50% #1 sisa.txt")  # a question mark has no place there
    place = folder / evidence.parent.name
    evidence.rename(place)
    monkeypatch.setenv("SPBE_SMB_USER", USER)
    monkeypatch.setenv("SPBE_SMB_PASSWORD", PASSWORD)
    return f"smb://127.0.0.1:{server.port}/bukti/{place.name}", place


def test_a_share_gives_the_same_result_as_the_folder(share: tuple[str, Path], cache: Path) -> None:
    address, folder = share
    first = check(address, cache)
    assert comparable(first.result) == comparable(check(folder, None).result)
    assert first.result.run.folder == address
    assert PASSWORD not in str(msgspec.to_builtins(first.result))
    assert comparable(check(address, cache).result) == comparable(first.result)


def test_the_listing_is_the_scan_of_a_folder_and_changes_are_seen(share: tuple[str, Path], cache: Path) -> None:
    text, folder = share
    address = drive_address(text)
    assert address is not None
    listed, scanned = list_drive(address, QUICK).scanned, scan(folder)
    assert [(entry.path, entry.size) for entry in listed.files] == [(entry.path, entry.size) for entry in scanned.files]
    before = documents(check(text, cache).result)
    (folder / "a%20b.txt").write_text("Isi yang lain dan lebih panjang.\n" * 40)
    after = documents(check(text, cache).result)
    assert {name for name in after if after[name].sha256 != before[name].sha256} == {"a%20b.txt"}


def test_what_the_protocol_cannot_name_costs_only_itself(share: tuple[str, Path]) -> None:
    """Threads of one drive share no connection, so that one error does not end the transfers of the others."""
    text, folder = share
    for number in range(12):
        (folder / f"tanya {number}?.txt").write_text("isi")
    found = documents(check(text, None).result)
    assert {name for name, one in found.items() if one.health == "tidak_terbaca"} == {
        f"tanya {number}?.txt" for number in range(12)
    }


def test_an_address_without_a_share_says_what_is_missing() -> None:
    address = drive_address("smb://127.0.0.1")
    assert address is not None
    with pytest.raises(UsageError, match="nama berbagi"):
        list_drive(address, QUICK)


@pytest.mark.parametrize(
    ("user", "password", "path", "sentence"),
    [
        (USER, "salah", "/bukti", "tidak menerima nama pengguna"),
        (USER, PASSWORD, "/lain", "tidak ada di server"),
        (USER, PASSWORD, "/bukti/tidak-ada", "tidak ada di server"),
    ],
)
def test_a_share_that_cannot_be_listed(
    samba: tuple[SmbServer, Path], monkeypatch: pytest.MonkeyPatch, user: str, password: str, path: str, sentence: str
) -> None:
    monkeypatch.setenv("SPBE_SMB_USER", user)
    monkeypatch.setenv("SPBE_SMB_PASSWORD", password)
    address = drive_address(f"smb://127.0.0.1:{samba[0].port}{path}")
    assert address is not None
    with pytest.raises(InputError, match=sentence) as caught:
        list_drive(address, QUICK)
    assert PASSWORD not in str(caught.value)
