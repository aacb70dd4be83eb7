"""Facts of files inspected before, in a SQLite file of the user's cache folder; never text of a document.

Longer than 400 lines: one file format: writing, reading, clearing out and mending it.

A row holds for a path as long as size and time of change are the same and the file would be inspected in the same
way. Where only place or time changed, the content hash decides. Beside the facts lies what their last user made of
them (``use``). A cache that cannot be used is never an error: the run goes on without it and says so once.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from spbe_checklist.cache_place import KEPT_SECONDS, default_cache_dir
from spbe_checklist.facts.facts import Facts, FileEntry, Notice
from spbe_checklist.facts.json_form import from_json, to_json
from spbe_checklist.facts.naming import naming
from spbe_checklist.files import os_reason
from spbe_checklist.run.digest import Digest, Made
from spbe_checklist.run.store.fingerprint import kept_files

FILE_NAME = "pemeriksaan.sqlite3"
_SCHEMA = 3
_BATCH = 200
_BATCH_SECONDS = 5.0
"""What a killed run loses at most."""
_BUSY_SECONDS = 10
_MOST_CANDIDATES = 50
_LONGEST = 256 * 1024 * 1024
"""Bytes of one row unpacked; an archive of ten thousand members has forty million."""
_CREATE = """
CREATE TABLE IF NOT EXISTS facts (
    path BLOB NOT NULL,
    key TEXT NOT NULL,
    ocr TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    stored INTEGER NOT NULL,
    use TEXT NOT NULL DEFAULT '',
    made BLOB NOT NULL DEFAULT '',
    data BLOB NOT NULL,
    PRIMARY KEY (path, key, ocr)
);
CREATE INDEX IF NOT EXISTS facts_by_size ON facts (key, size);
"""
_STORE = """
INSERT OR REPLACE INTO facts (path, key, ocr, size, mtime_ns, sha256, stored, data, use, made)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_BELOW = """
SELECT path, ocr, size, mtime_ns, made <> '' AND use = :mark,
       CASE WHEN made <> '' AND use = :mark THEN made ELSE data END
FROM facts
WHERE path < :end AND key = :key AND ocr IN ('', :ocr) AND (path, ocr) > (:path, :last) ORDER BY path, ocr LIMIT :count
"""
_STORE_MADE = """
UPDATE facts SET use = ?, made = ? WHERE path = ? AND key = ? AND ocr IN ('', ?) AND size = ? AND mtime_ns = ?
"""


_REASONS = {
    sqlite3.SQLITE_PERM: "tidak ada izin",
    sqlite3.SQLITE_BUSY: "sedang dipakai pemeriksaan lain",
    sqlite3.SQLITE_LOCKED: "sedang dipakai pemeriksaan lain",
    sqlite3.SQLITE_NOMEM: "memori habis",
    sqlite3.SQLITE_READONLY: "hanya dapat dibaca",
    sqlite3.SQLITE_IOERR: "kesalahan baca atau tulis pada penyimpanan",
    sqlite3.SQLITE_CORRUPT: "isinya rusak",
    sqlite3.SQLITE_NOTADB: "isinya rusak",
    sqlite3.SQLITE_FULL: "ruang disk habis",
    sqlite3.SQLITE_CANTOPEN: "berkasnya tidak dapat dibuka",
}


class CacheInfo(Struct, frozen=True):
    """What lies in the cache."""

    file: Path
    exists: bool
    rows: int
    bytes: int


def cache_file(folder: Path | None = None) -> Path:
    """The cache file in ``folder``, by default in ``default_cache_dir()``."""
    return (folder or default_cache_dir()) / FILE_NAME


def cache_info(folder: Path | None = None) -> CacheInfo:
    """Size and number of rows; a file that is no cache has 0 rows."""
    file = cache_file(folder)
    size = sum(part.stat().st_size for part in (*_parts(file), *kept_files(file.parent)) if part.exists())
    rows = 0
    if file.exists():
        with suppress(sqlite3.Error):
            connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
            try:
                rows = int(connection.execute("SELECT count(*) FROM facts").fetchone()[0])
            finally:
                connection.close()
    return CacheInfo(file, file.exists(), rows, size)


def cache_clear(folder: Path | None = None) -> CacheInfo:
    """Remove the cache; returns what there was. Raises OSError when it cannot be removed."""
    info = cache_info(folder)
    for part in (*_parts(info.file), *kept_files(info.file.parent)):
        part.unlink(missing_ok=True)
    return info


class FactsCache:
    """The cache during one run over one folder. Use as a context manager.

    ``ocr`` names engine and settings of character recognition; only files that had anything to recognise depend on it.
    """

    def __init__(self, file: Path | None, root: Path | str, key: str, ocr: str) -> None:
        self.notices: list[Notice] = []
        self.passing = 0
        """Files whose facts are not kept, because another run may find something else."""
        self._file = file
        self._root = _prefix(root)
        self._key = key
        self._ocr = ocr
        self._connection: sqlite3.Connection | None = None
        self._writable = True
        self._pending: dict[bytes, tuple[object, ...]] = {}
        self._pending_made: list[tuple[object, ...]] = []
        self._flushed = time.monotonic()
        self._marked = ("", "")

    def __enter__(self) -> Self:
        if self._file is not None:
            self._open(self._file)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.flush()
        self._close()

    def lookup(self, entries: Sequence[FileEntry], use: Digest[Made]) -> dict[str, tuple[Made, ...]]:
        """What ``use`` makes of the entries that are unchanged since they were inspected in the same way, by path."""
        if self._connection is None:
            return {}
        wanted = {os.fsencode(entry.path): entry for entry in entries}
        length = len(self._root)
        found: dict[str, tuple[Made, ...]] = {}
        damaged = False
        mark = self._mark(use)
        try:
            for path, size, mtime_ns, is_made, text in self._rows(self._connection, mark):
                entry = wanted.get(path[length:])
                if entry is None or (entry.size, entry.mtime_ns) != (size, mtime_ns):
                    continue
                try:
                    if is_made:
                        found[entry.path] = use.read(_unpacked(text))
                    else:
                        found[entry.path] = tuple(map(use.make, _load(text, entry.path)))
                        self.store_made(entry, found[entry.path], use)
                except ValueError:
                    damaged = True
        except (sqlite3.Error, OverflowError) as error:
            self._failed(error)
            return {}
        if damaged:
            self._notice("cache-rusak", "Sebagian isi cache rusak; berkas yang bersangkutan diperiksa ulang.")
        return found

    def _rows(self, connection: sqlite3.Connection, mark: str) -> Iterator[tuple[bytes, int, int, bool, bytes]]:
        """Path, size, time, and text of all that is known below the root: what was made with ``mark``, else facts.

        In batches, because what is made of them is written in between. Raises sqlite3.Error.
        """
        place = {"path": self._root, "last": ""}
        fixed = {"end": self._root[:-1] + bytes([self._root[-1] + 1]), "key": self._key, "ocr": self._ocr}
        while rows := connection.execute(_BELOW, {**fixed, **place, "mark": mark, "count": _BATCH}).fetchall():
            for path, _ocr, size, mtime_ns, is_made, text in rows:
                yield path, size, mtime_ns, bool(is_made), text
            place = {"path": rows[-1][0], "last": rows[-1][1]}

    def known_content(self, entries: Iterable[FileEntry]) -> dict[str, tuple[str, ...]]:
        """By path: content hashes of files of the same size and naming that were inspected before, wherever."""
        if self._connection is None:
            return {}
        wanted: defaultdict[int, list[FileEntry]] = defaultdict(list)
        for entry in entries:
            wanted[entry.size].append(entry)
        found: dict[str, tuple[str, ...]] = {}
        try:
            for size, same_size in sorted(wanted.items()):
                rows = self._connection.execute(
                    "SELECT path, sha256 FROM facts "
                    "WHERE key = ? AND size = ? AND ocr IN ('', ?) AND sha256 <> '' LIMIT ?",
                    (self._key, size, self._ocr, _MOST_CANDIDATES),
                ).fetchall()
                for entry in same_size if rows else ():
                    hashes = {sha256: None for path, sha256 in rows if _naming(path) == naming(entry.path)}
                    found[entry.path] = tuple(hashes)
        except (sqlite3.Error, OverflowError) as error:
            self._failed(error)
            return {}
        return found

    def same_content(self, entry: FileEntry, sha256: str) -> tuple[Facts, ...] | None:
        """Facts of a file with this content and the same naming (which remarks depend on), as facts of ``entry``."""
        if self._connection is None:
            return None
        try:
            for path, data in self._connection.execute(
                "SELECT path, data FROM facts WHERE key = ? AND size = ? AND sha256 = ? AND ocr IN ('', ?)",
                (self._key, entry.size, sha256, self._ocr),
            ):
                if _naming(path) == naming(entry.path):
                    with suppress(ValueError):
                        return _load(data, entry.path)
        except (sqlite3.Error, OverflowError) as error:
            self._failed(error)
        return None

    def store(self, entry: FileEntry, facts: Sequence[Facts]) -> None:
        """Remember the facts of a file and of its members. Written in batches."""
        if self._connection is None or not self._writable:
            return
        scanned = any(found.by_ocr for found in facts)
        data = [replace(found, path=found.path[len(entry.path) :]) for found in facts]
        path = self._root + os.fsencode(entry.path)
        self._flush_now_and_then()  # before, so that what is made of these facts is written in one row with them
        self._pending[path] = (
            path,
            self._key,
            self._ocr if scanned else "",
            entry.size,
            entry.mtime_ns,
            facts[0].sha256,
            int(time.time()),
            zlib.compress(to_json(data), 1),  # a quarter of the room
            "",
            "",
        )

    def store_made(self, entry: FileEntry, made: Sequence[Made], use: Digest[Made]) -> None:
        """Remember what was made of a file and its members, where its facts are remembered as well."""
        if self._connection is None or not self._writable or not use.key:
            return
        path = self._root + os.fsencode(entry.path)
        kept = (self._mark(use), zlib.compress(use.write(made), 1))
        if (waiting := self._pending.get(path)) is not None:
            self._pending[path] = (*waiting[:-2], *kept)
            return
        self._pending_made.append((*kept, path, self._key, self._ocr, entry.size, entry.mtime_ns))
        self._flush_now_and_then()

    def flush(self) -> None:
        """Write what was stored so far."""
        pending, self._pending = self._pending, {}
        made, self._pending_made = self._pending_made, []
        self._flushed = time.monotonic()
        if self._connection is None or not (pending or made):
            return
        try:
            with self._connection:
                self._connection.executemany(_STORE, pending.values())
                self._connection.executemany(_STORE_MADE, made)
        except (sqlite3.Error, OverflowError) as error:
            self._writable = False
            self._notice(
                "cache-tidak-ditulis", f"Cache tidak dapat ditulis ({_reason(error)}); pemeriksaan tetap berjalan."
            )

    def _flush_now_and_then(self) -> None:
        waiting = max(len(self._pending), len(self._pending_made))
        if waiting >= _BATCH or time.monotonic() - self._flushed > _BATCH_SECONDS:
            self.flush()

    def _mark(self, use: Digest[Made]) -> str:
        """Which use of which folder: the same file below another folder has another path, which says other things."""
        if self._marked[0] != use.key:
            self._marked = use.key, hashlib.sha256(self._root + use.key.encode()).hexdigest()[:32]
        return self._marked[1]

    def _open(self, file: Path) -> None:
        """Open the cache; start a new one in place of a damaged one; do without where neither works."""
        try:
            self._connect(file)
        except (OSError, sqlite3.OperationalError):
            self._open_read_only(file)
        except sqlite3.DatabaseError as error:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        """A cache that turns out damaged is made anew; with any other trouble the run goes on without."""
        self._close()
        if self._file is None or not isinstance(error, sqlite3.DatabaseError) or _passing(error):
            self._give_up(error)
            return
        try:
            for part in _parts(self._file):
                part.unlink(missing_ok=True)
            self._connect(self._file)
        except (OSError, sqlite3.Error) as still:
            self._give_up(still)
        else:
            self._notice("cache-rusak", "Cache rusak dan sudah dibuat ulang; semua berkas diperiksa dari awal.")

    def _connect(self, file: Path) -> None:
        """Open for reading and writing. Raises OSError or sqlite3.Error."""
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))  # titles of documents are nobody else's business
        self._connection = sqlite3.connect(file, timeout=_BUSY_SECONDS)
        with suppress(sqlite3.OperationalError):  # not on every network drive; the default is only slower
            self._connection.execute("PRAGMA page_size=16384")  # of a new file: rows of 2 kB fill pages of 4 kB by half
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
        if self._connection.execute("PRAGMA user_version").fetchone()[0] not in {0, _SCHEMA}:
            self._connection.execute("DROP TABLE IF EXISTS facts")
        self._connection.executescript(_CREATE)
        self._connection.execute(f"PRAGMA user_version={_SCHEMA}")
        with self._connection:
            self._connection.execute("DELETE FROM facts WHERE stored < ?", (int(time.time()) - KEPT_SECONDS,))

    def _open_read_only(self, file: Path) -> None:
        """Use a cache that cannot be written for what is in it."""
        self._close()
        self._writable = False
        try:
            self._connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS)
            self._connection.execute("SELECT count(*) FROM facts WHERE key = ''")
        except sqlite3.Error as error:
            self._give_up(error)
        else:
            self._notice("cache-tidak-ditulis", "Cache hanya dapat dibaca; hasil pemeriksaan baru tidak disimpan.")

    def _give_up(self, error: Exception) -> None:
        self._close()
        self._pending.clear()
        self._pending_made.clear()
        self._notice(
            "cache-tidak-dipakai", f"Cache tidak dapat dipakai ({_reason(error)}); pemeriksaan tetap berjalan."
        )

    def _notice(self, code: str, message: str) -> None:
        if not self.notices:
            self.notices.append(Notice(code, message))

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _prefix(root: Path | str) -> bytes:
    """What the keys of all files below ``root`` begin with; a string is the address of a remote drive."""
    if isinstance(root, str):
        return root.encode("utf-8", "surrogateescape").rstrip(b"/") + b"/"
    return os.fsencode(os.path.abspath(root)).rstrip(b"/\\") + os.fsencode(os.sep)  # noqa: PTH100


def _passing(error: sqlite3.Error) -> bool:
    """Whether trouble lies in the circumstances (locked, disk full, no permission), not in the file."""
    return isinstance(error, sqlite3.OperationalError)


def _reason(error: Exception) -> str:
    """Trouble with the cache in a few Indonesian words; SQLite and the system speak English."""
    if isinstance(error, OSError):
        return os_reason(error)
    code = getattr(error, "sqlite_errorcode", None)
    return _REASONS.get((code or 0) & 0xFF, f"kesalahan penyimpanan {code}" if code else "kesalahan penyimpanan")


def _naming(path: bytes) -> tuple[str, bool]:
    return naming(os.fsdecode(path))


def _unpacked(data: object) -> bytes:
    """Text of a row. Raises ValueError for a damaged one."""
    if not isinstance(data, bytes):
        raise ValueError("not packed")
    opened = zlib.decompressobj()
    try:
        text = opened.decompress(data, _LONGEST)
    except zlib.error as error:
        raise ValueError("damaged") from error
    if not opened.eof:
        raise ValueError("cut off")
    return text


def _load(data: object, path: str) -> tuple[Facts, ...]:
    """Facts of a row, for a file at ``path``. Raises ValueError for a damaged row."""
    found = from_json(_unpacked(data), list[Facts])
    if not found:
        raise ValueError("no facts")
    return tuple(replace(one, path=path + one.path) for one in found)


def _parts(file: Path) -> tuple[Path, ...]:
    """The file and what SQLite keeps beside it."""
    return (file, file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm"))
