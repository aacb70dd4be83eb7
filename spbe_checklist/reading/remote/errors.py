"""What can go wrong with a drive, in a few kinds: whether trying again helps, and how to say it to the user.

The libraries of six protocols raise some forty classes of errors. They are told apart by what they carry (a status
code, an errno) and by the names of their classes, so that no library has to be loaded to read an error of another.
The text of an error is never shown: it may hold an address with a token in it.
"""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from spbe_checklist.files import os_reason


class Fault(Enum):
    """What a failure means for the next step."""

    CONNECTION = "connection"
    """No connection, or it broke or fell silent: worth another try."""
    SERVER = "server"
    """The server answers that it cannot now (5xx, 429, 423): worth another try."""
    DENIED = "denied"
    """The server does not accept who is asking."""
    FORBIDDEN = "forbidden"
    """Known to the server, but not allowed there."""
    MISSING = "missing"
    NOT_A_FOLDER = "not a folder"
    UNKNOWN_HOST = "unknown host"
    ELSEWHERE = "elsewhere"
    """The server sends us to another host, or is no server of the kind that was asked for."""
    CERTIFICATE = "certificate"
    """The server cannot prove who it is."""
    HERE = "here"
    """This computer is the trouble: its disk is full or cannot be written."""
    OTHER = "other"


_PASSING = frozenset({Fault.CONNECTION, Fault.SERVER, Fault.OTHER})


class Trouble(Struct, frozen=True):
    """One failed attempt."""

    kind: Fault
    reason: str
    """Indonesian, begins in lower case, fits behind "tidak terbaca: "."""
    wait: float = 0.0
    """Seconds the server asked to wait (Retry-After)."""

    @property
    def passing(self) -> bool:
        """Whether another try may help."""
        return self.kind in _PASSING


class IncompleteError(Exception):
    """Fewer bytes arrived than the file has."""


class UnknownServerError(Exception):
    """The server's key is not among the known ones."""


class EndlessError(Exception):
    """A listing that does not end; the text says which limit was reached."""


class ElsewhereError(Exception):
    """The server points to another host, which the text names."""


class NoWebdavError(Exception):
    """The server answers, but not by WebDAV."""


class LocalError(Exception):
    """The temporary area of this computer cannot take a file."""

    def __init__(self, cause: OSError) -> None:
        super().__init__("temporary area")
        self.cause = cause


_HTTP = {
    401: (Fault.DENIED, "server tidak menerima nama pengguna atau kata sandi"),
    403: (Fault.FORBIDDEN, "tidak ada izin baca"),
    404: (Fault.MISSING, "tidak ada di server"),
    405: (Fault.NOT_A_FOLDER, "bukan folder"),
    410: (Fault.MISSING, "tidak ada di server"),
    423: (Fault.SERVER, "sedang dikunci di server"),
    429: (Fault.SERVER, "server membatasi jumlah permintaan"),
}
_BY_NAME = {
    name: (kind, reason)
    for kind, reason, names in (
        (Fault.MISSING, "tidak ada di server", "ResourceNotFound NotFound FileNotFoundError"),
        (Fault.NOT_A_FOLDER, "bukan folder", "IsAResourceError NotADirectoryError"),
        (Fault.FORBIDDEN, "tidak ada izin baca", "PermissionError"),
        (Fault.OTHER, "ada beberapa berkas bernama sama di folder ini; beri nama yang berbeda", "MultipleFilesError"),
        (Fault.DENIED, "server tidak menerima nama pengguna, kunci atau kata sandi", "AuthenticationException"),
        (Fault.DENIED, "server tidak menerima nama pengguna atau kata sandi", "SMBAuthenticationError LogonFailure"),
        (Fault.DENIED, "kunci akses belum diatur", "NoCredentialsError"),
        (Fault.DENIED, "kunci akses belum lengkap", "PartialCredentialsError"),
        (Fault.DENIED, "profil kunci akses tidak ditemukan", "ProfileNotFound"),
        (Fault.DENIED, "Google tidak menerima kredensial yang dipakai", "GoogleAuthError"),
        (Fault.CERTIFICATE, "kunci server berbeda dari yang dikenal", "BadHostKeyException"),
        (Fault.CERTIFICATE, "kunci server belum dikenal di komputer ini", "UnknownServerError"),
        (Fault.CONNECTION, "isinya terputus di tengah jalan", "IncompleteError IncompleteReadError"),
        (Fault.CONNECTION, "sambungan terputus di tengah jalan", "RemoteProtocolError ResponseStreamingError"),
        (Fault.ELSEWHERE, "server tidak menjawab sebagai WebDAV", "NoWebdavError"),
        (Fault.SERVER, "server sedang bermasalah (502)", "BadGatewayError"),
        (
            Fault.CONNECTION,
            "server tidak menjawab",
            "TimeoutError TimeoutException ConnectTimeout ReadTimeout PoolTimeout ReadTimeoutError ConnectTimeoutError",
        ),
        (Fault.CONNECTION, "sambungan ke server gagal", "EndpointConnectionError"),
        (
            Fault.CONNECTION,
            "sambungan ke server terputus",
            "ConnectionError TransportError HTTPClientError SSHException EOFError SMBConnectionClosed HttpLib2Error",
        ),
    )
    for name in names.split()
}
_UNKNOWN_NAMES = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
_BROKEN = (
    errno.ECONNREFUSED, errno.ECONNRESET, errno.ECONNABORTED, errno.EPIPE, errno.ETIMEDOUT, errno.EHOSTUNREACH,
    errno.ENETUNREACH, errno.ENETDOWN, errno.ENOTCONN, errno.EHOSTDOWN,
)  # fmt: skip
_BY_NUMBER = {
    errno.ENOENT: (Fault.MISSING, "tidak ada di server"),
    errno.EACCES: (Fault.FORBIDDEN, "tidak ada izin baca"),
    errno.ENOTDIR: (Fault.NOT_A_FOLDER, "bukan folder"),
    **dict.fromkeys(_BROKEN, (Fault.CONNECTION, "sambungan ke server terputus")),
}
"""Libraries raise kinds of their own with the number of an error."""
_LONGEST_WAIT = 30.0


def trouble(error: BaseException) -> Trouble:
    """What kind of trouble an error is. The errors that led to it are looked at too."""
    chain = list(_chain(error))
    for one in chain:
        if isinstance(one, LocalError):
            return Trouble(Fault.HERE, f"tempat sementara di komputer ini tidak dapat dipakai ({os_reason(one.cause)})")
        if isinstance(one, EndlessError):
            return Trouble(Fault.ELSEWHERE, f"{one}; batas itu tercapai")
        if isinstance(one, ElsewhereError):
            return Trouble(Fault.ELSEWHERE, f"server mengalihkan ke host lain ({one}), yang tidak diikuti")
        if isinstance(one, ssl.SSLCertVerificationError):
            return Trouble(Fault.CERTIFICATE, "sertifikat server tidak dapat dipastikan keasliannya")
        if isinstance(one, socket.gaierror) and one.errno in _UNKNOWN_NAMES:
            return Trouble(Fault.UNKNOWN_HOST, "nama server tidak dikenal")
        if isinstance(one, ConnectionRefusedError):
            return Trouble(Fault.CONNECTION, "server menolak sambungan")
    for one in chain:
        status = _status(one)
        if status is not None and status >= 400:
            return _of_status(status, one)
    for one in chain:
        found = _of_one(one)
        if found is not None:
            return found
    return Trouble(Fault.OTHER, f"kesalahan tak terduga pada sambungan ({type(error).__name__})")


def silent(seconds: float) -> Trouble:
    """Trouble of a server that keeps the connection and says nothing."""
    return Trouble(Fault.CONNECTION, f"server tidak menjawab selama {seconds:g} detik")


def _of_one(error: BaseException) -> Trouble | None:
    for kind in type(error).__mro__:
        if kind.__name__ in _BY_NAME:
            return Trouble(*_BY_NAME[kind.__name__])
    number = error.errno if isinstance(error, OSError) else None
    return Trouble(*_BY_NUMBER[number]) if number in _BY_NUMBER else None


def _of_status(status: int, error: BaseException) -> Trouble:
    if status in _HTTP:
        kind, reason = _HTTP[status]
        return Trouble(kind, reason, _asked_to_wait(error) if kind is Fault.SERVER else 0.0)
    if status >= 500:
        return Trouble(Fault.SERVER, f"server sedang bermasalah ({status})", _asked_to_wait(error))
    return Trouble(Fault.FORBIDDEN, f"server menolak permintaan ({status})")


def _status(error: BaseException) -> int | None:
    """The status code of an HTTP answer: as httpx, Google's client and botocore carry it."""
    response = getattr(error, "response", None)
    candidates = [getattr(error, "status_code", None), getattr(response, "status_code", None)]
    candidates.append(getattr(getattr(error, "resp", None), "status", None))
    if isinstance(response, dict):
        candidates.append(response.get("ResponseMetadata", {}).get("HTTPStatusCode"))
    return next((value for value in candidates if isinstance(value, int)), None)


def _asked_to_wait(error: BaseException) -> float:
    """Seconds of a Retry-After header, bounded; a date is not worth reading."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    value = headers.get("retry-after", "") if headers is not None and hasattr(headers, "get") else ""
    return min(float(value), _LONGEST_WAIT) if str(value).isdecimal() else 0.0


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__
