"""List a remote drive once: the same ``ScanResult`` as for a folder on disk, and the settings file that lies in it.

A folder that cannot be listed is an unreadable entry of its own, because what lies in it is unknown, not missing.
Where the drive itself cannot be listed there is nothing to check, which is an InputError with the next step.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from spbe_checklist.errors import InputError
from spbe_checklist.facts.facts import FileEntry, Health, Ignored, Notice
from spbe_checklist.reading.remote.address import DriveAddress
from spbe_checklist.reading.remote.connections import connect
from spbe_checklist.reading.remote.entries import Drive, Listed
from spbe_checklist.reading.remote.errors import Fault, Trouble
from spbe_checklist.reading.remote.transfers import Crew, Done, Patience, Work
from spbe_checklist.reading.scan import (
    IGNORE_FILE,
    IGNORE_FILE_LIMIT,
    SETTINGS_FILE,
    ScanResult,
    collisions,
    ignore_rules_unused,
    left_out,
    read_ignore_rules,
)

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_DEEPEST = 64
"""Folders within folders; a server that follows links in a circle has no bottom."""
_MOST_ENTRIES = 500_000
"""Files and folders; a server that makes them up has no end."""
_SETTINGS_LIMIT = 2 * 1024 * 1024
_LOGINS = {
    "webdav": "SPBE_WEBDAV_USER dan SPBE_WEBDAV_PASSWORD",
    "webdavs": "SPBE_WEBDAV_USER dan SPBE_WEBDAV_PASSWORD",
    "sftp": "kunci SSH, atau SPBE_SFTP_USER dan SPBE_SFTP_PASSWORD",
    "smb": "SPBE_SMB_USER dan SPBE_SMB_PASSWORD",
    "s3": "AWS_ACCESS_KEY_ID dan AWS_SECRET_ACCESS_KEY (serta AWS_ENDPOINT_URL di luar AWS)",
    "gdrive": "GOOGLE_APPLICATION_CREDENTIALS, dan bagikan foldernya kepada akun layanan itu",
}


class DriveListing(Struct, frozen=True):
    """What lies on a drive."""

    scanned: ScanResult
    settings: bytes | None
    """Content of ``spbe.yaml`` at the top of the folder, None when there is none."""


def list_drive(
    address: DriveAddress, patience: Patience, connector: Callable[[DriveAddress, float], Drive] = connect
) -> DriveListing:
    """List everything under an address.

    Raises InputError when the folder itself cannot be listed or its settings cannot be read, UsageError when a
    library or credentials are missing.
    """
    with Crew(lambda: connector(address, patience.silence), patience) as crew:
        top = _top(crew, address)
        names = {entry.name for entry in top if not entry.is_folder}
        settings = None
        if SETTINGS_FILE in names:
            settings = _settings(crew, address)
        walk = _Walk(address, crew)
        if IGNORE_FILE in names:
            walk.read_ignore_file()
        walk.run(top)
    notices = [*_plain_text(address), *walk.notices]
    files = tuple(sorted(walk.files, key=lambda entry: entry.path))
    return DriveListing(
        ScanResult(
            files=files,
            ignored=tuple(sorted(walk.ignored, key=lambda entry: entry.path)),
            notices=(*notices, *collisions(files)),
        ),
        settings,
    )


class _Walk:
    """One walk over a drive, folder by folder, several at a time."""

    def __init__(self, address: DriveAddress, crew: Crew) -> None:
        self.address = address
        self.crew = crew
        self.files: list[FileEntry] = []
        self.ignored: list[Ignored] = []
        self.notices: list[Notice] = []
        self.folders = 0
        self.spec: GitIgnoreSpec | None = None

    def read_ignore_file(self) -> None:
        """Fetch the ignore rules; the user is told when they cannot be used."""
        done = _one(self.crew, _content(place(self.address, IGNORE_FILE), IGNORE_FILE_LIMIT))
        try:
            if done.trouble is not None:
                raise ValueError(done.trouble.reason)
            self.spec = read_ignore_rules(done.value)
        except ValueError as error:
            self.notices.append(ignore_rules_unused(IGNORE_FILE, str(error)))

    def run(self, top: list[Listed]) -> None:
        """Walk everything below the top."""
        self._sort(top, "")
        while (done := self.crew.wait()) is not None:
            folder = str(done.key)
            if done.trouble is None:
                self._sort(done.value, folder + "/")
            else:
                self._unknown(folder, f"isinya tidak dapat didaftar: {done.trouble.reason}")

    def _sort(self, entries: list[Listed], prefix: str) -> None:
        """Sort the entries of one folder into files, ignored, and folders still to list."""
        for entry in entries:
            path = prefix + entry.name
            reason = left_out(entry.name, path, entry.is_folder, self.spec, IGNORE_FILE)
            if reason:
                self.ignored.append(Ignored(path + "/" if entry.is_folder else path, reason))
            elif not entry.is_folder:
                self.files.append(FileEntry(path, entry.size or 0, entry.version, entry.health, entry.reason))
            elif path.count("/") >= _DEEPEST:
                self._unknown(path, "foldernya terlalu dalam")
            elif self.folders + len(self.files) + len(self.ignored) >= _MOST_ENTRIES:
                self._unknown(path, f"tidak didaftar: batas {_MOST_ENTRIES} berkas dan folder tercapai")
            else:
                self.folders += 1
                self.crew.submit(path, _folder(place(self.address, path)))

    def _unknown(self, folder: str, why: str) -> None:
        """A folder whose content is not known: unreadable, never empty."""
        self.files.append(FileEntry(folder + "/", 0, 0, Health.TIDAK_TERBACA, f"folder ini {why}"))


def place(address: DriveAddress, path: str) -> str:
    """Where a file of the folder is, seen from the root of the drive."""
    return f"{address.path}/{path}" if address.path else path


def _top(crew: Crew, address: DriveAddress) -> list[Listed]:
    """The folder itself. Raises InputError when it cannot be listed."""
    done = _one(crew, _folder(address.path))
    if done.trouble is not None:
        message, hint = _explain(address, done.trouble)
        raise InputError(message, hint)
    entries: list[Listed] = done.value
    return entries


def _settings(crew: Crew, address: DriveAddress) -> bytes:
    """The settings file. Raises InputError: a check by other rules than the agency's would mislead."""
    done = _one(crew, _content(place(address, SETTINGS_FILE), _SETTINGS_LIMIT))
    if done.trouble is not None:
        raise InputError(
            f"Pengaturan {SETTINGS_FILE} di {address.url} tidak dapat dibaca: {done.trouble.reason}.",
            "Coba lagi sebentar lagi, atau pakai salinannya dengan --config.",
        )
    content: bytes = done.value
    return content


def _one(crew: Crew, work: Work) -> Done:
    """Have one errand done and wait for it."""
    crew.submit("", work)
    done = crew.wait()
    assert done is not None
    return done


def _folder(path: str) -> Work:
    def work(drive: Drive, sign: Callable[[], None]) -> list[Listed]:
        return drive.folder(path)

    return work


def _content(path: str, limit: int) -> Work:
    """The beginning of a small file."""

    def work(drive: Drive, sign: Callable[[], None]) -> bytes:
        content = bytearray()
        for piece in drive.read(path, None):
            sign()
            content += piece
            if len(content) > limit:
                break
        return bytes(content[:limit])

    return work


def _explain(address: DriveAddress, found: Trouble) -> tuple[str, str]:
    """Why a drive cannot be listed, and the next step."""
    where = address.url
    login = _LOGINS[address.scheme]
    if found.kind is Fault.MISSING:
        return f"Folder {where} tidak ada di server.", "Periksa penulisan alamat, termasuk huruf besar-kecilnya."
    if found.kind is Fault.NOT_A_FOLDER:
        return f"{where} bukan folder.", "Berikan alamat folder yang berisi dokumen."
    if found.kind in (Fault.DENIED, Fault.FORBIDDEN):
        return f"Drive {where} tidak dapat dibuka: {found.reason}.", f"Atur {login}; lihat docs/drive-jauh.md."
    if found.kind is Fault.UNKNOWN_HOST:
        return f"Server {address.host} tidak dikenal.", "Periksa nama server dan sambungan internet atau VPN."
    if found.kind is Fault.CERTIFICATE and address.scheme == "sftp":
        port = f" -p {address.port}" if address.port else ""
        once = f"ssh{port} {address.host}"
        return (
            f"Server {address.host} tidak dapat dipercaya: {found.reason}.",
            f"Sambungkan sekali dengan “{once}”, cocokkan sidik jarinya dengan pengelola server, lalu ulangi.",
        )
    if found.kind is Fault.CERTIFICATE:
        return (
            f"Server {address.host} tidak dapat dipercaya: {found.reason}.",
            "Pasang sertifikat instansi di komputer ini (SSL_CERT_FILE), atau hubungi pengelola server.",
        )
    if found.kind is Fault.ELSEWHERE:
        return (
            f"Drive {where} tidak dapat dibaca: {found.reason}.",
            "Pakai alamat WebDAV dari pengelola server; lihat docs/drive-jauh.md.",
        )
    return (
        f"Drive {where} tidak dapat dibaca: {found.reason}.",
        "Periksa sambungan jaringan atau VPN, lalu coba lagi.",
    )


def _plain_text(address: DriveAddress) -> list[Notice]:
    """A warning where a password would travel readable for everyone on the way."""
    if address.scheme != "webdav" or address.host in ("localhost", "127.0.0.1", "::1"):
        return []
    return [
        Notice(
            "sambungan-tanpa-enkripsi",
            "Sambungan webdav:// tidak terenkripsi; pakai webdavs:// bila server mendukungnya.",
        )
    ]
