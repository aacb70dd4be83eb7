"""Addresses: what is one, what it means, and that passwords have no place in it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.cli.app import run
from spbe_checklist.errors import InputError, UsageError
from spbe_checklist.reading.remote.address import SCHEMES, DriveAddress, drive_address
from spbe_checklist.reading.remote.connections import connect
from spbe_checklist.reading.remote.listing import list_drive
from spbe_checklist.reading.remote.transfers import Patience


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("webdav://127.0.0.1:8080/dav", DriveAddress("webdav", "127.0.0.1", 8080, None, "dav")),
        (
            "webdavs://awan.kota.go.id/remote.php/dav/files/rina/Bukti%20SPBE/",
            DriveAddress("webdavs", "awan.kota.go.id", None, None, "remote.php/dav/files/rina/Bukti SPBE"),
        ),
        ("WEBDAVS://awan.kota.go.id", DriveAddress("webdavs", "awan.kota.go.id", None, None, "")),
        ("sftp://rina@arsip:2222/srv/a#b?.txt", DriveAddress("sftp", "arsip", 2222, "rina", "srv/a#b?.txt")),
        ("sftp://[::1]:22/srv", DriveAddress("sftp", "::1", 22, None, "srv")),
        ("smb://DISKOMINFO%5Crina@nas/bukti", DriveAddress("smb", "nas", None, "DISKOMINFO\\rina", "bukti")),
        ("s3://bukti-spbe/2024/a%20b", DriveAddress("s3", "bukti-spbe", None, None, "2024/a%20b")),
        ("gdrive://1AbC_dEf-9", DriveAddress("gdrive", "1AbC_dEf-9", None, None, "")),
    ],
)
def test_addresses(text: str, expected: DriveAddress) -> None:
    assert drive_address(text) == expected
    assert drive_address(Path(text)) == expected, "a path made from an address has lost a slash"


@pytest.mark.parametrize("text", ["dokumen", "./dokumen", "/srv/dokumen", "C:/dokumen", "https", "s3", "webdav:"])
def test_folders_of_this_computer(text: str) -> None:
    assert drive_address(text) is None
    assert drive_address(Path(text)) is None


@pytest.mark.parametrize(
    "text", ["webdav://:80/dav", "webdav://host:port/dav", "sftp://rina@/srv", "webdav://host/a/../b"]
)
def test_incomplete_addresses(text: str) -> None:
    with pytest.raises(UsageError):
        drive_address(text)


@given(st.sampled_from(SCHEMES), st.text("abcdefgh0123456789!%_-", min_size=8, max_size=20))
def test_a_password_in_an_address_is_refused_and_not_repeated(scheme: str, password: str) -> None:
    with pytest.raises(UsageError) as caught:
        drive_address(f"{scheme}://rina:{password}@host/folder")
    assert password not in str(caught.value)
    assert password not in caught.value.hint


def test_the_command_line_refuses_passwords(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["webdavs://rina:rahasia-sekali@host/folder"]) == 2
    shown = capsys.readouterr()
    assert "rahasia-sekali" not in shown.out + shown.err
    assert "variabel lingkungan" in shown.err


@pytest.mark.parametrize(
    ("page", "instead"),
    [
        ("https://rina:rahasia-sekali@awan.kota.go.id/remote.php/dav/files/rina/Bukti%20SPBE?token=rahasia-sekali",
         "webdavs://awan.kota.go.id/remote.php/dav/files/rina/Bukti%20SPBE"),
        ("https://awan.kota.go.id/index.php/apps/files/?dir=/Bukti",
         "webdavs://awan.kota.go.id/remote.php/dav/files/NAMA/FOLDER"),
        ("http://10.0.0.4/remote.php/webdav/Bukti", "webdav://10.0.0.4/remote.php/webdav/Bukti"),
        ("https://drive.google.com/drive/folders/1AbC?usp=sharing", "gdrive://1AbC"),
    ],
)  # fmt: skip
def test_a_page_of_a_cloud_is_no_folder_but_the_address_to_write_is_told(
    page: str, instead: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([page]) == 2
    shown = capsys.readouterr()
    assert instead in shown.err
    assert "rahasia-sekali" not in shown.out + shown.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", ".", "--config", "https://rina:rahasia-sekali@host/spbe.yaml"],
        ["check", ".", "--format", "https://host/?token=rahasia-sekali"],
        ["report", "hasil.json", "--output", "ftp://rina:rahasia-sekali@host/x"],
        ["diff", "ftp://rina:rahasia-sekali@host/a.json", "b.json"],
    ],
)
def test_no_message_repeats_a_secret(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) in {2, 3, 4}
    shown = capsys.readouterr()
    assert shown.err
    assert "rahasia-sekali" not in shown.out + shown.err


@given(
    st.sampled_from(SCHEMES),
    st.lists(st.text(min_size=1).filter(lambda part: "/" not in part and part not in (".", "..")), max_size=4),
)
def test_what_is_shown_leads_to_the_same_place(scheme: str, parts: list[str]) -> None:
    address = DriveAddress(scheme, "host", None, None, "/".join(parts))
    assert drive_address(address.url) == address


def test_the_user_is_not_shown() -> None:
    address = drive_address("sftp://rina@arsip/srv")
    assert address is not None
    assert address.url == "sftp://arsip/srv"


@pytest.mark.parametrize(
    ("url", "module", "extra"),
    [
        ("webdav://host/a", "httpx", "webdav"),
        ("webdavs://host/a", "httpx", "webdav"),
        ("sftp://host/a", "paramiko", "sftp"),
        ("smb://host/a/b", "smbclient", "smb"),
        ("s3://bucket/a", "s3fs", "s3"),
        ("gdrive://folder", "gdrive_fsspec", "gdrive"),
    ],
)
def test_a_missing_extra_is_named(
    url: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert run([url, "--no-cache"]) == 2
    assert f"pip install 'spbe-checklist[{extra}]'" in capsys.readouterr().err


@pytest.mark.parametrize("key_file", ["", "tidak-ada.json"])
def test_google_drive_needs_credentials(key_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No browser is opened in the middle of a run."""
    pytest.importorskip("gdrive_fsspec", reason="the extra [gdrive] is not installed")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", key_file)
    address = drive_address("gdrive://folder")
    assert address is not None
    with pytest.raises(UsageError, match="Google Drive"):
        connect(address, 1)


def test_a_windows_share_that_is_not_there() -> None:
    pytest.importorskip("smbprotocol", reason="the extra [smb] is not installed")
    address = drive_address("smb://127.0.0.1:9/bukti/2024")
    assert address is not None
    with pytest.raises(InputError, match="menolak sambungan"):
        list_drive(address, Patience(silence=5, attempts=2, first_pause=0))


@pytest.mark.parametrize("command", [["init"], ["confirm", "--by", "Rina"]])
def test_commands_that_write_refuse_a_drive(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([*command, "webdav://127.0.0.1:9/dav"]) == 2
    assert "hanya dibaca" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
