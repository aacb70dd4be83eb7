"""Find every file under a folder: which count, which are left out, which must not be opened.

Decided in this one place, with one ``stat`` per file, no link followed and nothing opened but the ignore file.
Folders are walked with an own stack, so that depth is no limit.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from spbe_checklist.errors import InputError
from spbe_checklist.facts.facts import FileEntry, Health, Ignored, Notice
from spbe_checklist.facts.privacy import is_masked
from spbe_checklist.facts.shown_names import shown_paths
from spbe_checklist.files import os_reason

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_RECALL_ON_DATA_ACCESS = 0x00400000
_OFFLINE = 0x00001000
_SF_DATALESS = 0x40000000
IGNORE_FILE_LIMIT = 1024 * 1024
_MOST_TIME = 2**63 - 1

_SYSTEM_NAMES = {
    "thumbs.db": "berkas sistem Windows",
    "ehthumbs.db": "berkas sistem Windows",
    "desktop.ini": "berkas sistem Windows",
    "$recycle.bin": "berkas sistem Windows",
    "system volume information": "berkas sistem Windows",
    "__macosx": "berkas sistem macOS",
    "icon\r": "berkas sistem macOS",
    "baca saya.txt": "petunjuk dari spbe-check init",
}
SETTINGS_FILE = "spbe.yaml"
IGNORE_FILE = ".spbeignore"


class ScanResult(Struct, frozen=True):
    """Everything seen under the folder. Each file is in exactly one of ``files`` and ``ignored``."""

    files: tuple[FileEntry, ...]
    """Sorted by path."""
    ignored: tuple[Ignored, ...]
    """Sorted by path; a folder left out stands for all it holds and ends with ``/``."""
    notices: tuple[Notice, ...]


def ignored_name(name: str) -> str | None:
    """Why a file or folder of this name is never evidence, or None. Used for folders on disk and inside archives."""
    if name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#")):
        return "berkas kunci Office yang sedang terbuka"
    reason = _SYSTEM_NAMES.get(name.lower())
    if reason:
        return reason
    if name == ".DS_Store" or name.startswith("._"):
        return "berkas sistem macOS"
    if name.startswith("."):
        return "berkas tersembunyi"
    return None


def left_out(name: str, path: str, is_folder: bool, spec: GitIgnoreSpec | None, ignore_file: str) -> str | None:
    """Why an entry of a folder is left out on purpose, or None. Used for folders on disk and on remote drives."""
    if path in (ignore_file, SETTINGS_FILE):
        return "pengaturan spbe-check"
    reason = ignored_name(name)
    if reason:
        return reason
    if spec is not None and spec.match_file(path + "/" if is_folder else path):
        return f"disebut di {ignore_file}"
    return None


def read_ignore_rules(raw: bytes) -> GitIgnoreSpec:
    """The rules of an ignore file. Raises ValueError with the reason, in Indonesian, when they cannot be used."""
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError("bukan teks UTF-8") from error
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError as error:
        raise ValueError(f"pola tidak sah ({error})") from error


def ignore_rules_unused(ignore_file: str, why: str) -> Notice:
    """What the user is told when the ignore file cannot be used."""
    return Notice(
        "abaikan-tidak-terbaca",
        f"Berkas {ignore_file} tidak dipakai: {why}. Semua berkas di folder tetap diperiksa.",
    )


def scan(root: Path, *, ignore_file: str = IGNORE_FILE) -> ScanResult:
    """List the files under ``root``. Raises InputError when there is no such folder or it cannot be read."""
    root_text = os.fspath(root)
    _check_root(root, root_text)
    walk = _Walk(root_text, ignore_file)
    walk.run()
    return ScanResult(
        files=tuple(sorted(walk.files, key=lambda entry: entry.path)),
        ignored=tuple(sorted(walk.ignored, key=lambda entry: entry.path)),
        notices=(*walk.notices, *collisions(walk.files)),
    )


def _check_root(root: Path, root_text: str) -> None:
    """Refuse a root that is missing, no folder, or unreadable."""
    try:
        mode = os.stat(root).st_mode  # noqa: PTH116 - errno is needed
        if not stat.S_ISDIR(mode):
            raise InputError(
                f"{root_text} bukan folder.", "Berikan folder yang berisi dokumen, misalnya: spbe-check ./dokumen"
            )
        with os.scandir(root):
            pass
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(
            f"Folder {root_text} tidak ditemukan.", "Periksa penulisan nama folder dan letaknya."
        ) from error
    except OSError as error:
        raise InputError(
            f"Folder {root_text} tidak dapat dibuka: {os_reason(error)}.",
            "Periksa izin folder dan sambungan ke penyimpanan.",
        ) from error
    except ValueError as error:
        raise InputError("Nama folder tidak sah.", "Periksa penulisan nama folder.") from error


class _Walk:
    """One walk over a folder tree."""

    def __init__(self, root: str, ignore_file: str) -> None:
        self.root = root
        self.ignore_file = ignore_file
        self.files: list[FileEntry] = []
        self.ignored: list[Ignored] = []
        self.notices: list[Notice] = []
        self.real_root: str | None = None

    def run(self) -> None:
        """Walk everything below the root."""
        spec = self._ignore_spec()
        stack: list[tuple[str, str]] = [(self.root, "")]
        while stack:
            folder, prefix = stack.pop()
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        self._visit(entry, prefix + entry.name, spec, stack)
            except OSError as error:  # what lies in it is unknown, not missing
                self._unreadable(prefix or "./", f"folder ini tidak dapat dibuka: {os_reason(error)}")

    def _ignore_spec(self) -> GitIgnoreSpec | None:
        """The ignore rules of the folder, or None when there are none or they cannot be read."""
        path = os.path.join(self.root, self.ignore_file)  # noqa: PTH118 - names may hold any bytes
        try:
            if not stat.S_ISREG(os.lstat(path).st_mode):
                raise ValueError("bukan berkas biasa")
            with open(path, "rb") as stream:  # noqa: PTH123
                return read_ignore_rules(stream.read(IGNORE_FILE_LIMIT))
        except FileNotFoundError:
            pass
        except OSError as error:
            self.notices.append(ignore_rules_unused(self.ignore_file, os_reason(error)))
        except ValueError as error:
            self.notices.append(ignore_rules_unused(self.ignore_file, str(error)))
        return None

    def _visit(
        self, entry: os.DirEntry[str], path: str, spec: GitIgnoreSpec | None, stack: list[tuple[str, str]]
    ) -> None:
        """Sort one entry into files, ignored, or the stack of folders still to walk."""
        try:
            is_link = entry.is_symlink()
            is_folder = not is_link and entry.is_dir(follow_symlinks=False)
        except OSError as error:
            self._unreadable(path, os_reason(error))
            return
        reason = left_out(entry.name, path, is_folder, spec, self.ignore_file)
        if reason:
            self.ignored.append(Ignored(path + "/" if is_folder else path, reason))
        elif is_folder:
            if entry.is_junction() if hasattr(entry, "is_junction") else False:
                self._unreadable(path, "tautan folder (junction), tidak diikuti")
            else:
                stack.append((entry.path, path + "/"))
        elif is_link:
            self._unreadable(path, self._link_reason(entry.path))
        else:
            self._file(entry, path)

    def _file(self, entry: os.DirEntry[str], path: str) -> None:
        """Record a file by its one ``stat``."""
        try:
            info = entry.stat(follow_symlinks=False)
        except OSError as error:
            self._unreadable(path, os_reason(error))
            return
        health: Health | None = None
        reason = ""
        if not stat.S_ISREG(info.st_mode):
            health, reason = Health.TIDAK_TERBACA, special_reason(info.st_mode)
        elif is_placeholder(info):
            health, reason = Health.PINTASAN, "belum diunduh ke komputer ini (OneDrive/iCloud); unduh dahulu berkasnya"
        self.files.append(FileEntry(path, info.st_size, storable_time(info), health, reason))

    def _unreadable(self, path: str, reason: str) -> None:
        self.files.append(FileEntry(path, 0, 0, Health.TIDAK_TERBACA, reason))

    def _link_reason(self, path: str) -> str:
        """What is wrong with a symbolic link; it is never followed."""
        try:
            target = os.path.realpath(path, strict=True)
        except FileNotFoundError:
            return "tautan (symlink) rusak: tujuannya tidak ada"
        except OSError as error:
            if error.errno == errno.ELOOP:
                return "tautan (symlink) berputar"
            return f"tautan (symlink) tidak dapat dibaca: {os_reason(error)}"
        if self.real_root is None:
            self.real_root = os.path.realpath(self.root)
        if target != self.real_root and not Path(target).is_relative_to(self.real_root):
            return "tautan (symlink) ke luar folder, tidak diikuti"
        return "tautan (symlink) ke dalam folder, tidak diikuti; berkas aslinya diperiksa di tempatnya"


def storable_time(info: os.stat_result) -> int:
    """When a file was changed, in nanoseconds: dates after 2262 do not fit where it is kept, and count as that year."""
    return max(-_MOST_TIME, min(info.st_mtime_ns, _MOST_TIME))


def is_placeholder(info: os.stat_result) -> bool:
    """Whether opening the file would make the cloud client download it (OneDrive, SharePoint, iCloud)."""
    attributes = getattr(info, "st_file_attributes", 0)
    if attributes & (_RECALL_ON_DATA_ACCESS | _OFFLINE):
        return True
    return bool(getattr(info, "st_flags", 0) & _SF_DATALESS)


def special_reason(mode: int) -> str:
    """Name of a thing that is no regular file, for users; opening a fifo would hang."""
    if stat.S_ISFIFO(mode):
        return "pipa (fifo), bukan dokumen; tidak dibuka"
    if stat.S_ISSOCK(mode):
        return "soket, bukan dokumen; tidak dibuka"
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        return "berkas perangkat, bukan dokumen; tidak dibuka"
    return "bukan berkas biasa; tidak dibuka"


def collisions(files: Sequence[FileEntry]) -> list[Notice]:
    """Paths that differ only in case or in Unicode composition: other systems would merge or lose one."""
    groups: dict[str, list[str]] = defaultdict(list)
    for entry in files:
        path = entry.path
        groups[path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()].append(path)
    notices = []
    for _, paths in sorted(groups.items()):
        if len(paths) > 1:
            first, second, *rest = sorted(paths)
            more = f" (dan {len(rest)} lainnya)" if rest else ""
            how = "penulisan Unicode" if _same_when_composed(first, second) else "huruf besar-kecil"
            notices.append(
                Notice(
                    "nama-bertabrakan",
                    f"{first} dan {second}{more} hanya berbeda {how}; di komputer lain salah satunya dapat hilang.",
                )
            )
    return notices


def _same_when_composed(first: str, second: str) -> bool:
    return unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", second)


def find_shown(folder: Path, path: str) -> Path:
    """The file on disk that a Result shows as ``path``; of a member the archive. Raises InputError as ``scan`` does."""
    outer = path.partition("!/")[0]
    if is_masked(outer) and not (folder / outer).exists():
        seen = scan(folder)
        names = shown_paths([*(entry.path for entry in seen.files), *(entry.path for entry in seen.ignored)])
        outer = next((real for real, shown in names.items() if shown == outer), outer)
    return folder / outer
