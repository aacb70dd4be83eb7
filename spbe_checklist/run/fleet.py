"""Check many agencies one after the other, or several at once on a cluster; one that fails never stops the others.

Each Result is saved as soon as it is there. A second run takes over what cannot have changed, as every check does
(``store.results``).
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.errors import ConfigurationError, InputError, SpbeError, UsageError
from spbe_checklist.files import os_reason
from spbe_checklist.reading.remote.address import drive_address
from spbe_checklist.reading.scan import IGNORE_FILE, SETTINGS_FILE, ignored_name
from spbe_checklist.reading.workers.dask import Cluster
from spbe_checklist.run.check import check_folder
from spbe_checklist.run.inspect import Progress
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.settings.models import Workspace
from spbe_checklist.verdict.fleet import Collector, Unchecked
from spbe_checklist.verdict.gate import GateVerdict, judge
from spbe_checklist.verdict.gate_rules import Rules
from spbe_checklist.verdict.result import Result
from spbe_checklist.verdict.result_json import dump, load

COMPARISON = "perbandingan"
"""Name of the comparison's files; no agency may have it."""

_LIST_LIMIT = 1024 * 1024
_NAME_LIMIT = 80
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_AT_ONCE = 4
"""Agencies in hand at the same time on a cluster, so that the last documents of one do not leave workers idle."""
_TICK = 0.5


class AgencyFolder(Struct, frozen=True):
    """An agency to check."""

    label: str
    folder: Path
    file: str = ""
    """Name of its Result, unique in the fleet on every system."""
    problem: str = ""
    """Why it cannot be checked, where that is known beforehand."""


class FleetSource(Struct, frozen=True):
    """The agencies of a folder or list."""

    agencies: tuple[AgencyFolder, ...]
    notices: tuple[str, ...] = ()


class Listener(Protocol):
    """Told how far the fleet is. Called from one thread."""

    def begin(self, agency: AgencyFolder) -> Progress | None:
        """An agency is begun; what is returned hears of its files (not on a cluster)."""

    def done(self, agency: AgencyFolder, result: Result, verdict: GateVerdict, resumed: bool) -> None:
        """An agency was checked; this is the time to save its Result."""

    def failed(self, failure: Unchecked) -> None:
        """An agency could not be checked."""


class _Finished(Struct, frozen=True):
    """A checked agency."""

    result: Result
    workspace: Workspace
    resumed: bool = False


def agencies_of(source: Path, out: Path) -> FleetSource:
    """The agencies that a folder or a list file names. Raises InputError or ConfigurationError."""
    if source.is_dir():
        found = _subfolders(source, out)
    elif source.is_file():
        found = FleetSource(tuple(_listed(source)))
    else:
        raise InputError(
            f"{source} tidak ditemukan.", "Berikan folder yang berisi satu folder per instansi, atau berkas daftar."
        )
    if not found.agencies:
        raise InputError(
            f"Tidak ada instansi di {source}.",
            "Setiap subfolder adalah satu instansi; dalam berkas daftar, setiap baris berisi satu folder.",
        )
    for agency in found.agencies:
        if drive_address(agency.folder) is None and _place(out).is_relative_to(_place(agency.folder)):
            raise UsageError(
                f"Folder keluaran {out} terletak di dalam folder instansi {agency.label}.",
                "Pilih --out di luar folder bukti, supaya hasil tidak ikut diperiksa.",
            )
    names = file_names([(agency.label, str(agency.folder)) for agency in found.agencies])
    return FleetSource(
        tuple(replace(agency, file=f"{name}.json") for agency, name in zip(found.agencies, names, strict=True)),
        found.notices,
    )


def _subfolders(folder: Path, out: Path) -> FleetSource:
    """Every subfolder; files beside them belong to no agency, and that is said."""
    agencies, loose = [], 0
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        raise InputError(f"Folder {folder} tidak dapat dibuka: {os_reason(error)}.", "Periksa izin folder.") from error
    for entry in entries:
        if ignored_name(entry.name) or entry.name in (SETTINGS_FILE, IGNORE_FILE):
            continue
        if entry.is_symlink():
            if entry.is_dir():
                agencies.append(AgencyFolder(entry.name, entry, problem="Folder ini tautan dan tidak diikuti."))
        elif entry.is_dir():
            if _place(entry) != _place(out):
                agencies.append(AgencyFolder(entry.name, entry))
        else:
            loose += 1
    notices = (f"{loose} berkas di luar folder instansi tidak diperiksa.",) if loose else ()
    return FleetSource(tuple(agencies), notices)


def _place(path: Path) -> Path:
    """A path as the system compares it, without following links."""
    return Path(os.path.normcase(os.path.abspath(path)))  # noqa: PTH100


def _listed(file: Path) -> Iterator[AgencyFolder]:
    """The agencies of a list: a folder or address per line, optionally ``name;folder``; ``#`` begins a remark."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(_LIST_LIMIT + 1)
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"Daftar {file} tidak dapat dibaca: {os_reason(error)}.", "Periksa izin berkas.") from error
    except UnicodeDecodeError:
        text = "\0"
    if len(raw) > _LIST_LIMIT or "\0" in text:
        raise ConfigurationError(
            f"Daftar {file} bukan berkas teks UTF-8.", "Tulis satu folder per baris, misalnya: Kab. Contoh;D:\\bukti"
        )
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        name, separator, place = entry.partition(";")
        label, place = (name.strip(), place.strip()) if separator else ("", entry)
        if not place or (separator and not label):
            raise ConfigurationError(f"Daftar {file} baris {number} tidak lengkap.", "Tulis FOLDER, atau NAMA;FOLDER")
        remote = drive_address(place)
        folder = Path(place) if remote else file.parent / place
        key = place if remote else str(_place(folder))
        if key in seen:
            raise ConfigurationError(
                f"Daftar {file} menyebut {place} dua kali (baris {seen[key]} dan {number}).", "Hapus salah satu baris."
            )
        seen[key] = number
        last = (remote.path if remote else folder.name).rpartition("/")[2]
        yield AgencyFolder(label or last or place, folder)


def file_names(agencies: Sequence[tuple[str, str]]) -> list[str]:
    """For each (label, folder) a file name without extension that every system takes, unique without regard to case.

    Names that would meet get a short hash of their folder, so that an agency keeps its name when others come or go.
    """
    plain = [_portable(label) for label, _ in agencies]
    keys = [name.casefold() for name in plain]
    return [
        f"{name}-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:8]}"
        if keys.count(key) > 1 or key == COMPARISON
        else name
        for name, key, (_, folder) in zip(plain, keys, agencies, strict=True)
    ]


def _portable(label: str) -> str:
    """A label as a file name for Windows, macOS and Linux."""
    text = unicodedata.normalize("NFC", label)
    text = "".join(letter if letter.isprintable() else "_" for letter in text)
    text = _FORBIDDEN.sub("_", text)[:_NAME_LIMIT].strip(" .") or "instansi"
    return f"_{text}" if _DEVICES.fullmatch(text) else text


def run_fleet(
    agencies: Sequence[AgencyFolder],
    options: CheckOptions,
    rules: Callable[[Workspace], Rules],
    listener: Listener,
    cluster: Cluster | None = None,
) -> Collector:
    """Check all agencies; ``rules`` gives the gate's rules for an agency's settings.

    ``options`` are what is asked of each, whose ``folder`` it gets; ``config`` is for those without a ``spbe.yaml`` of
    their own. Raises CatalogueError when the catalogue is not valid, and whatever ``listener`` raises. What is wrong
    with one agency is in the Collector.
    """
    choose_catalogue(options.catalogue)
    collector = Collector()
    for agency, ended in _run(agencies, options, listener, cluster):
        try:
            finished = ended()
            verdict = judge(finished.result, rules(finished.workspace))
        except Exception as error:  # noqa: BLE001 - one agency never stops the others
            failure = _failure(agency, error)
            collector.unchecked.append(failure)
            listener.failed(failure)
            continue
        listener.done(agency, finished.result, verdict, finished.resumed)
        collector.add(
            finished.result,
            verdict,
            label=agency.label,
            folder=finished.result.run.folder,
            file=agency.file,
            resumed=finished.resumed,
        )
    return collector


def _run(
    agencies: Sequence[AgencyFolder], options: CheckOptions, listener: Listener, cluster: Cluster | None
) -> Iterator[tuple[AgencyFolder, Callable[[], _Finished]]]:
    """Each agency with what gives its outcome or raises, as they are done."""
    if cluster is None:
        for agency in agencies:
            progress = listener.begin(agency)
            yield agency, partial(_check, agency, options, progress, None)
        return
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        waiting = list(reversed(agencies))
        running: dict[Future[_Finished], AgencyFolder] = {}
        try:
            while waiting or running:
                while waiting and len(running) < _AT_ONCE:
                    agency = waiting.pop()
                    listener.begin(agency)
                    running[threads.submit(_check, agency, options, None, cluster)] = agency
                for future in wait(running, _TICK, FIRST_COMPLETED).done:
                    yield running.pop(future), future.result
        except BaseException:
            cluster.executor.shutdown(wait=False, cancel_futures=True)
            raise


def _check(
    agency: AgencyFolder, options: CheckOptions, progress: Progress | None, cluster: Cluster | None
) -> _Finished:
    """Check one agency. Raises SpbeError and whatever else goes wrong with it."""
    if agency.problem:
        raise InputError(agency.problem, "Tulis letak sebenarnya dalam berkas daftar.")
    chosen = _options(agency, options, cluster)
    if cluster is not None and drive_address(agency.folder) is not None:
        # As a whole on a worker, which then reads the drive itself; never taken over, as only the drive knows changes.
        text, workspace = cluster.executor.submit(check_on_worker, chosen).result()
        return _Finished(load(text, str(agency.folder)), workspace)
    if cluster is not None:
        cluster.require_access(os.fspath(agency.folder))
    checked = check_folder(chosen, progress, executor=cluster.executor if cluster is not None else None)
    return _Finished(checked.result, checked.workspace, checked.kept)


def check_on_worker(options: CheckOptions) -> tuple[str, Workspace]:
    """Check a remote drive on the machine that this runs on, with one worker process: it is one task among many."""
    checked = check_folder(options)
    return dump(checked.result), checked.workspace


def _options(agency: AgencyFolder, options: CheckOptions, cluster: Cluster | None) -> CheckOptions:
    remote = drive_address(agency.folder) is not None
    own = not remote and (agency.folder / SETTINGS_FILE).is_file()
    config = None if own else options.config
    chosen = replace(options, folder=agency.folder, config=config, config_here=False)
    return chosen if cluster is None else replace(chosen, jobs=1 if remote else cluster.slots)


def _failure(agency: AgencyFolder, error: Exception) -> Unchecked:
    address = drive_address(agency.folder)
    folder = address.url if address is not None else agency.folder.as_posix()
    if isinstance(error, SpbeError):
        return Unchecked(label=agency.label, folder=folder, reason=str(error), hint=error.hint)
    if isinstance(error, OSError):
        return Unchecked(label=agency.label, folder=folder, reason=f"Tidak dapat diperiksa: {os_reason(error)}.")
    return Unchecked(
        label=agency.label,
        folder=folder,
        reason=f"Terjadi kesalahan pada program ({type(error).__name__}).",
        hint=f"Ulangi dengan SPBE_DEBUG=1 spbe-check check {folder} dan kirimkan keluarannya kepada pengembang.",
    )
