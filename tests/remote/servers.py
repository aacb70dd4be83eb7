"""Real servers on loopback: WebDAV and S3 behind a door that counts and misbehaves, SFTP, and Samba."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
import subprocess
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import paramiko
from cheroot import wsgi
from cheroot.ssl.builtin import BuiltinSSLAdapter
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER = "rina"
PASSWORD = "sandi-yang-tidak-boleh-bocor"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Door:
    """Stands before a WSGI application: counts requests and lets chosen ones go wrong."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.counts: Counter[str] = Counter()
        self.gets: Counter[str] = Counter()
        self.faults: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        """Per method and path: what goes wrong with the next requests, one word each; "always ..." stays."""
        self.closing = threading.Event()

    def goes_wrong(self, method: str, path: str, *words: str) -> None:
        """The next requests fail: "500", "503", "drop", "stall", "cut" or, every time, "always ..."."""
        self.faults[(method, path)].extend(words)

    def reset(self) -> None:
        self.counts.clear()
        self.gets.clear()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8")
        self.counts[method] += 1
        if method == "GET":
            self.gets[path] += 1
        planned = self.faults[(method, path.rstrip("/"))]
        word = planned[0] if planned and planned[0].startswith("always ") else planned.pop(0) if planned else ""
        word = word.removeprefix("always ")
        if word.isdecimal():
            start_response(f"{word} Trouble", [("Content-Type", "text/plain"), ("Content-Length", "4")])
            return [b"oops"]
        if word == "stall":
            self.closing.wait(20)
        if word in ("drop", "cut"):
            return self._partly(environ, start_response, word)
        return self.application(environ, start_response)

    def _partly(self, environ: dict[str, Any], start_response: Callable[..., Any], word: str) -> Iterable[bytes]:
        """Half of the answer, then the connection ends; "cut" does not even say how much there should be."""

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            if word == "cut":
                headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
                headers.append(("Connection", "close"))
            return start_response(status, headers, *rest)

        body = b"".join(self.application(environ, start))
        yield body[: len(body) // 2]
        if word == "drop":
            raise ConnectionAbortedError


@contextmanager
def serving(application: Application, certificate: Path | None = None) -> Iterator[tuple[Door, int]]:
    """A WSGI application on a free port, behind a door; with a certificate (and its key in one file) by TLS."""
    door = Door(application)
    server = wsgi.Server(("127.0.0.1", 0), door, numthreads=12, timeout=20, shutdown_timeout=1)
    if certificate is not None:
        server.ssl_adapter = BuiltinSSLAdapter(str(certificate), str(certificate))
    server.error_log = lambda *arguments, **options: None  # planned errors need no traceback on the screen
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield door, server.bind_addr[1]
    finally:
        door.closing.set()
        server.stop()
        thread.join(10)


@contextmanager
def serving_s3() -> Iterator[tuple[Door, int]]:
    """An empty S3 on a free port, behind a door. (Its names of objects survive only in the server it is made for.)"""
    from moto.server import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log(self, *arguments: object) -> None:
            """Nothing on the screen."""

    door = Door(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, door, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield door, server.server_port
    finally:
        door.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


def webdav_application(folder: Path) -> Application:
    """WebDAV under ``/dav`` for one user."""
    from wsgidav.wsgidav_app import WsgiDAVApp

    return WsgiDAVApp(
        {
            "provider_mapping": {"/dav": {"root": str(folder), "readonly": True}},
            "http_authenticator": {"domain_controller": None, "accept_digest": False, "default_to_digest": False},
            "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )


def make_certificate(file: Path) -> Path:
    """A certificate for this machine that nobody else vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return file


class _Guest(paramiko.ServerInterface):
    """Lets one user in."""

    def check_auth_password(self, username: str, password: str) -> int:
        good = (username, password) == (USER, PASSWORD)
        return paramiko.AUTH_SUCCESSFUL if good else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED

    def get_allowed_auths(self, username: str) -> str:
        return "password"


class SftpServer:
    """Read-only SFTP for a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = paramiko.RSAKey.generate(2048)
        self.opened: Counter[str] = Counter()
        self.drop_next: set[str] = set()
        """Files whose next opening ends the connection."""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._transports: list[paramiko.Transport] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def known_hosts_line(self) -> str:
        return f"[127.0.0.1]:{self.port} {self.key.get_name()} {self.key.get_base64()}\n"

    def close(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for transport in self._transports:
            transport.close()
        self._thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            transport = paramiko.Transport(connection)
            transport.add_server_key(self.key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, self._handler(transport))
            self._transports.append(transport)
            # A client that refuses our key hangs up in the middle of the greeting; the system reports that as an
            # end or, if bytes of ours were still unread, as a reset. Both are its right, and the next one may come.
            with suppress(paramiko.SSHException, EOFError, OSError):
                transport.start_server(server=_Guest())

    def _handler(self, transport: paramiko.Transport) -> type[paramiko.SFTPServerInterface]:
        outer = self

        class Handler(paramiko.SFTPServerInterface):
            def _local(self, path: str) -> Path:
                return outer.folder / self.canonicalize(path).lstrip("/")

            def list_folder(self, path: str) -> Any:
                try:
                    found = []
                    for entry in os.scandir(self._local(path)):
                        attributes = paramiko.SFTPAttributes.from_stat(entry.stat(follow_symlinks=False))
                        attributes.filename = entry.name
                        found.append(attributes)
                except OSError as error:
                    return paramiko.SFTPServer.convert_errno(error.errno or 0)
                return found

            def stat(self, path: str) -> Any:
                try:
                    return paramiko.SFTPAttributes.from_stat(self._local(path).stat())
                except OSError as error:
                    return paramiko.SFTPServer.convert_errno(error.errno or 0)

            def open(self, path: str, flags: int, attr: Any) -> Any:
                outer.opened[path] += 1
                if path in outer.drop_next:
                    outer.drop_next.remove(path)
                    transport.close()
                    return paramiko.SFTP_FAILURE
                assert not flags & (os.O_WRONLY | os.O_RDWR), "nothing is written to a drive"
                handle = paramiko.SFTPHandle(flags)
                try:
                    handle.readfile = self._local(path).open("rb")  # type: ignore[attr-defined]
                except OSError as error:
                    return paramiko.SFTPServer.convert_errno(error.errno or 0)
                return handle

        return Handler


def eventually(check: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether something becomes true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if check():
            return True
        time.sleep(0.02)
    return check()


class SmbServer:
    """A real Samba that offers one folder for reading, on a free port, for one user; needs the rights of root."""

    def __init__(self, folder: Path, work: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as door:
            self.port = door.getsockname()[1]
        work.mkdir()
        (work / "users").write_text(f"root = {USER}\n")
        places = "\n".join(
            f"{name} = {work}" for name in ("private dir", "lock directory", "state directory", "cache directory",
                                            "pid directory", "ncalrpc dir")
        )  # fmt: skip
        self._settings = work / "smb.conf"
        self._settings.write_text(
            f"[global]\n{places}\nlog file = {work}/log\nsmb ports = {self.port}\ninterfaces = 127.0.0.1\n"
            "bind interfaces only = yes\nmangled names = no\nserver role = standalone\ndisable netbios = yes\n"
            f"load printers = no\ndisable spoolss = yes\nusername map = {work}/users\n"
            f"[bukti]\npath = {folder}\nread only = yes\n"
        )
        self._run("smbpasswd", "-c", str(self._settings), "-a", "-s", "root", text=f"{PASSWORD}\n{PASSWORD}\n")
        self._process = subprocess.Popen(
            [str(shutil.which("smbd", path=_SBIN)), "--foreground", "--no-process-group", "-s", str(self._settings)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,  # it ends its whole process group, which would be ours
        )  # fmt: skip
        if not eventually(self._answers, 30):
            self.close()
            raise RuntimeError("smbd does not answer")

    @staticmethod
    def missing() -> str:
        """Why there can be none here; empty where there can."""
        if any(shutil.which(program, path=_SBIN) is None for program in ("smbd", "smbpasswd")):
            return "Samba is not installed"
        return "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "Samba needs the rights of root"

    def close(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def _run(self, program: str, *arguments: str, text: str) -> None:
        found = str(shutil.which(program, path=_SBIN))
        subprocess.run([found, *arguments], input=text, text=True, check=True, capture_output=True)


_SBIN = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
