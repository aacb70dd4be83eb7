"""Where a remote drive is: ``webdavs://host/path`` and its relatives, taken apart without touching the network.

Passwords never belong in an address: addresses end up in shell histories, logs and results. One that carries a
password is refused; a user name is kept for the connection, but never shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from spbe_checklist.errors import UsageError

SCHEMES = ("webdav", "webdavs", "sftp", "smb", "s3", "gdrive")
_ADDRESS = re.compile(rf"({'|'.join(SCHEMES)}):/+(.*)", re.IGNORECASE | re.DOTALL)
_WEB = re.compile(r"(http|https):/+([^/?#]*)([^?#]*)", re.IGNORECASE)
_VERBATIM = {"s3", "gdrive"}
"""Schemes whose addresses are not percent-encoded: an object's key is written as it is."""
_EXAMPLE = {
    "webdav": "webdav://HOST:PORT/FOLDER",
    "webdavs": "webdavs://cloud.contoh.go.id/remote.php/dav/files/NAMA/Bukti",
    "sftp": "sftp://PENGGUNA@HOST/FOLDER",
    "smb": "smb://SERVER/NAMA-BERBAGI/FOLDER",
    "s3": "s3://EMBER/FOLDER",
    "gdrive": "gdrive://ID-FOLDER",
}


@dataclass(frozen=True, slots=True)
class DriveAddress:
    """A folder on a remote drive."""

    scheme: str
    host: str
    """Host, bucket (``s3``) or folder id (``gdrive``)."""
    port: int | None
    user: str | None
    path: str
    """Decoded, with ``/`` between and none at either end."""

    @property
    def url(self) -> str:
        """The address as it may be shown and stored: without user name and password."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = f":{self.port}" if self.port is not None else ""
        path = self.path if self.scheme in _VERBATIM else quote(self.path, safe="/ !$&'()*+,;=:@~")
        return f"{self.scheme}://{host}{port}/{path}"


def drive_address(folder: Path | str) -> DriveAddress | None:
    """The remote drive that a folder argument names, None for a folder of this computer.

    A ``Path`` made from an address has lost one slash (``webdavs:/host``); both forms are understood. Raises
    UsageError for an address that is not complete or carries a password, and for one of a web page.
    """
    text = folder.as_posix() if isinstance(folder, Path) else folder
    if web := _WEB.match(text):
        raise UsageError("Alamat web (http) bukan folder yang dapat diperiksa.", _instead(*web.groups()))
    match = _ADDRESS.match(text)
    if match is None:
        return None
    scheme = match.group(1).lower()
    authority, _, path = match.group(2).partition("/")
    login, at, place = authority.rpartition("@")
    if at and ":" in login:
        raise UsageError(
            "Alamat drive memuat kata sandi; alamat seperti itu tidak dipakai karena mudah bocor.",
            "Hapus “:KATASANDI” dari alamat dan simpan kata sandi di variabel lingkungan; lihat docs/drive-jauh.md.",
        )
    host, port = _host_and_port(place, scheme)
    if scheme in _VERBATIM:
        user, clean = None, path
        host = f"{login}@{host}" if at else host
    else:
        user, clean = (unquote(login) or None), unquote(path)
    parts = [part for part in clean.split("/") if part]
    if any(part in (".", "..") for part in parts):
        raise UsageError("Alamat drive memuat “.” atau “..”.", "Tulis alamat folder selengkapnya.")
    return DriveAddress(scheme=scheme, host=host, port=port, user=user, path="/".join(parts))


def _instead(scheme: str, authority: str, path: str) -> str:
    """What to write for a page of a cloud; without its query, which may hold a token."""
    host = authority.rpartition("@")[2]
    if host.lower().endswith("google.com"):
        folder = path.rpartition("/folders/")[2] if "/folders/" in path else "ID-FOLDER"
        return f"Unduh foldernya dan periksa di komputer ini, atau tulis: gdrive://{folder}"
    place = path if "/remote.php/" in path else "/remote.php/dav/files/NAMA/FOLDER"
    return f"Untuk folder Nextcloud tulis: {'webdavs' if scheme.lower() == 'https' else 'webdav'}://{host}{place}"


def _host_and_port(place: str, scheme: str) -> tuple[str, int | None]:
    """Host and port; raises UsageError when there is no host or the port is no number."""
    if place.startswith("["):
        host, _, rest = place[1:].partition("]")
        port = rest.removeprefix(":")
    else:
        host, _, port = place.partition(":")
    if not host or (port and not (port.isdecimal() and 0 < int(port) < 65536)):
        raise UsageError("Alamat drive tidak lengkap.", f"Tulis misalnya {_EXAMPLE[scheme]}")
    return host, int(port) if port else None
