"""One connection to a drive, whatever its protocol: list a folder, read a file. All through fsspec file systems.

Credentials come from environment variables or from the configuration of the library concerned, never from the
address. Nothing is written to a drive. Libraries are loaded when a drive of their kind is opened.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from spbe_checklist import __version__
from spbe_checklist.errors import UsageError
from spbe_checklist.reading.remote.address import DriveAddress
from spbe_checklist.reading.remote.entries import CHUNK, Drive, Listed, listed
from spbe_checklist.reading.remote.errors import IncompleteError, UnknownServerError

_CONNECT_SECONDS = 10.0


def connect(address: DriveAddress, silence: float) -> Drive:
    """A new connection that gives up after ``silence`` seconds without an answer.

    Raises UsageError when the library for the scheme is not installed or no credentials are set where they are
    indispensable, else whatever the library raises.
    """
    opener, extra = _OPENERS[address.scheme]
    try:
        return opener(address, silence)
    except ImportError as error:
        raise UsageError(
            f"Drive {address.scheme}:// memerlukan paket tambahan yang belum terpasang.",
            f"Pasang dengan: pip install 'spbe-checklist[{extra}]'",
        ) from error


def _pieces(opened: Any, size: int | None, size_now: Callable[[], object]) -> Iterator[bytes]:
    """The bytes of an open file; one of another size than was listed is asked for its size again."""
    received = 0
    with opened as stream:
        while chunk := stream.read(CHUNK):
            received += len(chunk)
            yield chunk
    if size is not None and received != size and received != size_now():
        raise IncompleteError


class FsspecDrive:
    """A drive by the common interface of fsspec file systems."""

    def __init__(self, filesystem: Any, root: str = "") -> None:
        self._filesystem = filesystem
        self._root = root
        """What the file system wants before a path: the bucket, or a slash."""

    def folder(self, path: str) -> list[Listed]:
        """See ``Drive``."""
        asked = self._at(path)
        return listed(self._filesystem.ls(asked, detail=True), asked)

    def read(self, path: str, size: int | None) -> Iterator[bytes]:
        """See ``Drive``."""
        full = self._at(path)
        return _pieces(self._open(full, size), size, lambda: self._filesystem.info(full)["size"])

    def close(self) -> None:
        """Nothing to let go; subclasses have connections."""

    def _open(self, full: str, size: int | None) -> Any:
        return self._filesystem.open(full, "rb")

    def _at(self, path: str) -> str:
        return f"{self._root}{path}".rstrip("/") or self._root


class SftpDrive(FsspecDrive):
    """SFTP; pieces of a file are asked for ahead, because each answer takes a round trip."""

    def _open(self, full: str, size: int | None) -> Any:
        stream = self._filesystem.open(full, "rb")
        if size:
            stream.prefetch(size, max_concurrent_requests=64)
        return stream

    def close(self) -> None:
        """See ``Drive``."""
        self._filesystem.client.close()


class SmbDrive:
    """A Windows share. Each has connections of its own: those that the library shares end for all when one fails.

    Each is a client of its own, too: Samba gives a new connection of a client to the process that serves that client
    already, and where that one is just ending nobody answers.
    """

    def __init__(self, host: str, port: int, seconds: int, **login: str | None) -> None:
        from smbprotocol.connection import Connection

        own = Connection(uuid4(), host, port)
        own.connect(timeout=seconds)
        self._host = host
        self._options = {**login, "port": port, "connection_cache": {f"{host.lower()}:{port}": own}}

    def folder(self, path: str) -> list[Listed]:
        """See ``Drive``."""
        import smbclient

        found = smbclient.scandir(self._at(path), **self._options)
        return listed((_smb_entry(path, entry) for entry in found), path)

    def read(self, path: str, size: int | None) -> Iterator[bytes]:
        """See ``Drive``. Others may go on working with a file while it is read."""
        import smbclient

        options = {"mode": "rb", "buffering": 0, "share_access": "rwd", **self._options}
        stream = smbclient.open_file(self._at(path), **options)
        return _pieces(stream, size, lambda: smbclient.stat(self._at(path), **self._options).st_size)

    def close(self) -> None:
        """See ``Drive``."""
        import smbclient

        smbclient.reset_connection_cache(fail_on_error=False, connection_cache=self._options["connection_cache"])

    def _at(self, path: str) -> str:
        return "\\\\" + "\\".join([self._host, *path.split("/")])


def _smb_entry(folder: str, entry: Any) -> dict[str, Any]:
    kind = "link" if entry.is_symlink() else "directory" if entry.is_dir() else "file"
    told = entry.smb_info
    return {
        "name": f"{folder}/{entry.name}",
        "type": kind,
        "size": int(told.end_of_file),
        "mtime": told.last_write_time,
    }


def _open_webdav(address: DriveAddress, silence: float) -> Drive:
    import httpx

    from spbe_checklist.reading.remote.webdav import WebdavDrive

    protocol = "https" if address.scheme == "webdavs" else "http"
    host = f"[{address.host}]" if ":" in address.host else address.host
    port = f":{address.port}" if address.port is not None else ""
    user, password = _login(address, "WEBDAV")
    client = httpx.Client(
        base_url=f"{protocol}://{host}{port}/",
        auth=(user, password or "") if user else None,
        timeout=httpx.Timeout(silence, connect=min(silence, _CONNECT_SECONDS)),
        headers={"User-Agent": f"spbe-check/{__version__}"},
        follow_redirects=True,
    )
    return WebdavDrive(client)


def _open_sftp(address: DriveAddress, silence: float) -> Drive:
    import paramiko
    from fsspec.implementations.sftp import SFTPFileSystem

    class Refuse(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
        """Refuses servers whose keys are not known."""

        def missing_host_key(self, client: object, hostname: str, key: object) -> None:
            raise UnknownServerError

    class KnownServers(SFTPFileSystem):  # type: ignore[misc]
        """Connects to servers of ``~/.ssh/known_hosts`` only; fsspec would trust any server."""

        def _connect(self) -> None:
            self.client = paramiko.SSHClient()
            try:
                self.client.load_system_host_keys()
                self.client.set_missing_host_key_policy(Refuse())
                self.client.connect(self.host, **self.ssh_kwargs)
                self.ftp = self.client.open_sftp()
                self.ftp.get_channel().settimeout(silence)
            except BaseException:
                self.client.close()
                raise

    configured = _ssh_configuration(address.host)
    user, password = _login(address, "SFTP")
    waiting = min(silence, _CONNECT_SECONDS)
    filesystem = KnownServers(
        configured.get("hostname", address.host),
        port=address.port or int(configured.get("port", 22)),
        username=user or configured.get("user"),
        password=password,
        passphrase=os.environ.get("SPBE_SFTP_PASSPHRASE"),
        key_filename=configured.get("identityfile"),
        timeout=waiting,
        banner_timeout=silence,
        auth_timeout=silence,
        skip_instance_cache=True,
    )
    return SftpDrive(filesystem, "/")


def _ssh_configuration(host: str) -> dict[str, Any]:
    """What ``~/.ssh/config`` says about a host."""
    import paramiko

    try:
        return dict(paramiko.SSHConfig.from_path(str(Path("~/.ssh/config").expanduser())).lookup(host))
    except (OSError, UnicodeDecodeError, paramiko.ConfigParseError):
        return {}


def _open_smb(address: DriveAddress, silence: float) -> Drive:
    import smbclient  # noqa: F401 - told here that it is missing

    if not address.path:
        raise UsageError(
            "Alamat smb:// belum menyebut nama berbagi.", "Tulis misalnya smb://SERVER/NAMA-BERBAGI/FOLDER"
        )
    user, password = _login(address, "SMB")
    seconds = int(min(silence, _CONNECT_SECONDS)) or 1
    return SmbDrive(address.host, address.port or 445, seconds, username=user, password=password)


def _open_s3(address: DriveAddress, silence: float) -> Drive:
    from s3fs import S3FileSystem

    filesystem = S3FileSystem(
        config_kwargs={
            "connect_timeout": min(silence, _CONNECT_SECONDS),
            "read_timeout": silence,
            "retries": {"total_max_attempts": 1},
        },
        use_listings_cache=False,
        default_block_size=4 * 1024 * 1024,
        default_fill_cache=False,
        skip_instance_cache=True,
    )
    filesystem.retries = 1  # trying again is decided in one place
    return FsspecDrive(filesystem, f"{address.host}/")


def _open_gdrive(address: DriveAddress, silence: float) -> Drive:
    from gdrive_fsspec import GoogleDriveFileSystem

    key_file = os.environ.get("GOOGLE_APPLICATION_CREDENTIALS")
    if not key_file or not Path(key_file).is_file():
        raise UsageError(
            "Berkas kunci untuk Google Drive belum diatur atau tidak ditemukan.",
            "Isi variabel lingkungan GOOGLE_APPLICATION_CREDENTIALS dengan letak berkas kunci akun layanan.",
        )
    filesystem = GoogleDriveFileSystem(
        root_file_id=None if address.host == "root" else address.host,
        token="service_account",  # noqa: S106 - the name of a way to log in
        creds=key_file,
        access="read_only",
        skip_instance_cache=True,
    )
    return FsspecDrive(filesystem)


def _login(address: DriveAddress, name: str) -> tuple[str | None, str | None]:
    """User and password from ``SPBE_<NAME>_USER`` and ``SPBE_<NAME>_PASSWORD``; a user in the address goes first."""
    return (
        address.user or os.environ.get(f"SPBE_{name}_USER") or None,
        os.environ.get(f"SPBE_{name}_PASSWORD") or None,
    )


_OPENERS = {
    "webdav": (_open_webdav, "webdav"),
    "webdavs": (_open_webdav, "webdav"),
    "sftp": (_open_sftp, "sftp"),
    "smb": (_open_smb, "smb"),
    "s3": (_open_s3, "s3"),
    "gdrive": (_open_gdrive, "gdrive"),
}
