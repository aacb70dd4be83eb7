"""From a scanned folder to Facts: what is unchanged comes from the cache, the rest from worker processes."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from spbe_checklist.facts.facts import Facts, FileEntry, Health, Notice, TextState
from spbe_checklist.facts.ocr_mode import OcrMode
from spbe_checklist.reading.fingerprint import NEAR, distance
from spbe_checklist.reading.inspect_one import FileSettings, InspectFile, unopened
from spbe_checklist.reading.libreoffice import SECONDS
from spbe_checklist.reading.ocr import OcrBudget
from spbe_checklist.reading.ocr_engines import INSTALL_HINT, Engine, find_engine
from spbe_checklist.reading.program_code import inspector_key
from spbe_checklist.reading.readers.source import MEGABYTE, ReadLimits
from spbe_checklist.reading.workers.batches import ExecutorInspectors
from spbe_checklist.reading.workers.outcome import Ending, Inspectors, Outcome, PoolLimits
from spbe_checklist.reading.workers.pool import WorkerPool
from spbe_checklist.reading.workers.protocol import Job, Task
from spbe_checklist.run.copies import Copies
from spbe_checklist.run.digest import Digest, Made, MakeThere
from spbe_checklist.run.store.facts import FactsCache, cache_file
from spbe_checklist.settings.models import Limits

if TYPE_CHECKING:
    from spbe_checklist.reading.remote.download import Fetched
    from spbe_checklist.reading.scan import ScanResult
    from spbe_checklist.text.lexicon import Lexicon

_MOST_JOBS = 8
"""Default limit of workers: network drives answer no faster to more readers."""
_BUDGETS = {
    OcrMode.AUTO: OcrBudget(),
    OcrMode.ALWAYS: OcrBudget(pages=400, seconds=9000),
    OcrMode.NEVER: OcrBudget(pages=0, seconds=0),
}
_BANDS = 4
_BAND_BITS = 16
_MADE_THERE = 400
"""Files to read from which on workers also judge them: for fewer, loading what judges costs each of them more."""
_Found = tuple[FileEntry, tuple[Facts, ...], tuple[bytes | None, ...] | None]
"""Entry, facts, and what a worker made of them; None for a file that was hashed but not read."""
_MOST_CANDIDATES = 64
"""Candidates looked at per band, so that a folder of look-alikes stays linear."""


class Progress(Protocol):
    """Told how far the inspection is."""

    def start(self, total: int) -> None:
        """The number of files is known."""

    def advance(self, path: str) -> None:
        """A file is done."""

    def finish(self) -> None:
        """No more files, or the run was interrupted."""


class Supply(Protocol):
    """Brings the files of a remote drive to this machine."""

    @property
    def location(self) -> str:
        """The address of the folder, without credentials."""

    def batches(self, entries: Sequence[FileEntry], limit: int) -> Generator[Sequence[Fetched]]:
        """All entries as they arrive, or with the reason why they did not. See ``remote.download.Downloads``."""


class _Silent:
    """Progress for use as a library."""

    def start(self, total: int) -> None:
        """Nothing to show."""

    def advance(self, path: str) -> None:
        """Nothing to show."""

    def finish(self) -> None:
        """Nothing to show."""


class InspectionSettings(Struct, frozen=True):
    """How a folder is inspected."""

    jobs: int | None = None
    """Worker processes; None for one per processor, eight at most."""
    ocr: str = "auto"
    """``auto``, ``never`` or ``always``."""
    limits: Limits = field(default_factory=Limits)
    cache_dir: Path | None = None
    """Folder of the cache; None for no cache."""
    agency_names: tuple[str, ...] = ()
    libreoffice: str = ""
    """Path of LibreOffice, which then reads what nothing here can."""
    find_engine: Callable[[], Engine | None] = find_engine
    """Looks for an engine of character recognition."""


@dataclass(frozen=True, slots=True)
class Inspected(Generic[Made]):
    """What was made of every file and archive member."""

    documents: tuple[Made, ...]
    """Sorted by path."""
    notices: tuple[Notice, ...]
    """Something about the run as a whole: a cache that could not be used, scans that nobody could read."""
    opened: int
    """Files that were opened; the others came from the cache or must not be opened."""
    repeatable: bool = True
    """Whether another run over the same files would find the same: no limit, lost connection or change in between."""


def inspect_folder(
    scanned: ScanResult,
    root: Path,
    settings: InspectionSettings,
    lexicon: Lexicon,
    use: Digest[Made],
    progress: Progress | None = None,
    *,
    executor: Executor | None = None,
    supply: Supply | None = None,
) -> Inspected[Made]:
    """Inspect all files of a scan. With ``executor`` the work is done there, else in worker processes here.

    With ``supply`` the files are on a remote drive; they are brought to this machine and inspected here. Whatever a
    file contains or does to its worker is in its Facts. ``use`` makes something of these as they come in, so that a
    caller can use them up and keep memory low. Raises RuntimeError when no worker can be started.
    """
    progress = progress or _Silent()
    mode = OcrMode(settings.ocr)
    engine = settings.find_engine() if mode is not OcrMode.NEVER else None
    task = InspectFile(_file_settings(settings, mode, engine), lexicon)
    entries = [entry for entry in scanned.files if entry.health is None]
    found: dict[str, tuple[Made, ...]] = {
        entry.path: (use.make(unopened(entry)),) for entry in scanned.files if entry.health is not None
    }
    opened = 0
    progress.start(len(scanned.files))
    try:
        for path in found:
            progress.advance(path)
        with _cache(settings, supply.location if supply else root, task) as cache:
            found.update(cache.lookup(entries, use))
            left = []
            for entry in entries:
                if entry.path in found:
                    progress.advance(entry.path)
                else:
                    left.append(entry)
            known = cache.known_content(left)
            there = MakeThere(task, use) if use.key and len(left) >= _MADE_THERE else task
            with _inspectors(settings, task.settings, there, executor if supply is None else None) as inspectors:
                for entry, facts, told in (
                    _inspect(inspectors, _jobs(left, root, known), cache)
                    if supply is None
                    else _inspect_fetched(inspectors, supply.batches(left, task.settings.read.max_bytes), known, cache)
                ):
                    found[entry.path] = tuple(_made(one, data, use) for one, data in zip_longest(facts, told or ()))
                    cache.store_made(entry, found[entry.path], use)
                    opened += told is not None
                    progress.advance(entry.path)
        documents = [made for group in found.values() for made in group]
        scans = sum(use.facts(made).text is TextState.PINDAIAN for made in documents)
        notices = [*cache.notices, *_unread_scans(scans, mode, engine)]
    finally:
        progress.finish()
    return Inspected(
        documents=tuple(sorted(documents, key=lambda made: use.facts(made).path)),
        notices=tuple(notices),
        opened=opened,
        repeatable=not cache.notices and not cache.passing,
    )


def _made(facts: Facts, data: bytes | None, use: Digest[Made]) -> Made:
    """What ``use`` makes of facts, read where a worker has made it and made here where it has not."""
    if data is not None:
        with suppress(ValueError):
            (made,) = use.read(data)
            kept = use.facts(made)
            if (kept.path, kept.sha256, kept.health) == (facts.path, facts.sha256, facts.health):
                return made
    return use.make(facts)


def _inspect_fetched(
    inspectors: Inspectors,
    batches: Generator[Sequence[Fetched]],
    known: Mapping[str, tuple[str, ...]],
    cache: FactsCache,
) -> Iterator[_Found]:
    """As ``_inspect``, for files that arrive in batches; what did not arrive keeps the reason why."""
    with closing(batches):  # clears the temporary area at once, whatever happens here
        for batch in batches:
            listed = {fetched.entry.path: fetched.entry for fetched in batch}
            jobs = []
            for fetched in batch:
                if fetched.file is None:
                    yield fetched.entry, (unopened(fetched.entry),), None
                else:
                    jobs.append(Job(fetched.as_stored, os.fspath(fetched.file), known.get(fetched.entry.path, ())))
            yield from _inspect(inspectors, jobs, cache, listed)


def _inspect(
    inspectors: Inspectors, jobs: Sequence[Job], cache: FactsCache, listed: Mapping[str, FileEntry] | None = None
) -> Iterator[_Found]:
    """What was found, as files are done.

    ``listed`` has the entries by which files are found again in the cache, where those of the jobs are of copies.
    """
    copies = Copies(jobs)
    again: list[Job] = []
    for outcome in chain(inspectors.run(copies.jobs()), _run_rest(inspectors, copies)):
        entry = (listed or {}).get(outcome.job.entry.path, outcome.job.entry)
        if outcome.same is not None:
            facts = copies.copy(outcome.job.entry, outcome.same) or cache.same_content(entry, outcome.same)
            if facts is None:  # another run removed the row meanwhile
                again.append(replace(outcome.job, known=(), start=0))
                continue
            _store(cache, outcome, entry, facts)
            yield entry, facts, None
            continue
        copies.done(outcome.job.entry, outcome.facts, lasting=_store(cache, outcome, entry, outcome.facts))
        yield entry, outcome.facts, outcome.made
    if again:
        yield from _inspect(inspectors, again, cache, listed)


def _run_rest(inspectors: Inspectors, copies: Copies) -> Iterator[Outcome]:
    """The jobs that became ready last; which these are is known only once the others are done."""
    yield from inspectors.run(copies.rest())


def _store(cache: FactsCache, outcome: Outcome, entry: FileEntry, facts: tuple[Facts, ...]) -> bool:
    """Keep what would be found again; what a limit, a lost connection or a change in between caused is tried anew."""
    lasting = outcome.ending is Ending.OK and not outcome.changed and facts[0].health is not Health.TIDAK_TERBACA
    if lasting:
        cache.store(entry, facts)
    else:
        cache.passing += 1
    return lasting


def _jobs(entries: Sequence[FileEntry], root: Path, known: Mapping[str, tuple[str, ...]]) -> list[Job]:
    folder = os.path.abspath(root)  # noqa: PTH100 - links are kept, and it works for names that are not valid Unicode
    return [
        Job(entry, os.path.join(folder, *entry.path.split("/")), known.get(entry.path, ()))  # noqa: PTH118
        for entry in entries
    ]


def _file_settings(settings: InspectionSettings, mode: OcrMode, engine: Engine | None) -> FileSettings:
    return FileSettings(
        read=ReadLimits(max_bytes=int(settings.limits.read_megabytes * MEGABYTE)),
        portal_megabytes=settings.limits.portal_megabytes,
        ocr=mode,
        engine=engine,
        ocr_budget=_BUDGETS[mode],
        agency_names=settings.agency_names,
        libreoffice=settings.libreoffice,
    )


def _cache(settings: InspectionSettings, root: Path | str, task: InspectFile) -> FactsCache:
    """The cache of this run, with keys for everything that decides what is found."""
    if settings.cache_dir is None:
        return FactsCache(None, root, "", "")
    chosen = task.settings
    decisive = (chosen.read, chosen.portal_megabytes, chosen.agency_names, chosen.libreoffice)
    key = inspector_key(*map(repr, decisive), task.lexicon.key)
    ocr = f"{chosen.ocr} {chosen.engine.key if chosen.engine else '-'} {chosen.ocr_budget}"
    return FactsCache(cache_file(settings.cache_dir), root, key, ocr)


@contextmanager
def _inspectors(
    settings: InspectionSettings, chosen: FileSettings, task: Task, executor: Executor | None
) -> Iterator[Inspectors]:
    """What does the work; ends its processes afterwards."""
    engine = chosen.engine
    limits = PoolLimits(
        seconds=settings.limits.seconds,
        ocr_seconds=chosen.ocr_budget.seconds if engine else 2 * SECONDS * bool(chosen.libreoffice),
        memory_megabytes=settings.limits.memory_megabytes,
    )
    programs = chosen.programs
    if executor is not None:
        yield ExecutorInspectors(executor, task, limits, programs, in_flight=2 * (settings.jobs or _MOST_JOBS))
        return
    with WorkerPool(task, settings.jobs or _processors(), limits, programs) as pool:
        yield pool


def _processors() -> int:
    """Processors this process may use, eight at most."""
    try:
        count = len(os.sched_getaffinity(0))
    except AttributeError:  # not on Windows and macOS
        count = os.cpu_count() or 1
    return min(count, _MOST_JOBS)


def _unread_scans(scans: int, mode: OcrMode, engine: Engine | None) -> list[Notice]:
    """One line about all scans that were not read, with the next step."""
    if not scans or engine is not None:
        return []
    if mode is OcrMode.NEVER:
        return [Notice("ocr-dimatikan", f"{scans} pindaian tidak dibaca karena OCR dimatikan.")]
    return [Notice("ocr-belum-terpasang", f"{scans} pindaian belum dapat dibaca; untuk membacanya, {INSTALL_HINT}.")]


def duplicates(facts: Sequence[Facts]) -> dict[str, str]:
    """Path of each copy to the path of the first file (in order of paths) with the same content."""
    first: dict[str, str] = {}
    copies: dict[str, str] = {}
    for found in sorted(facts, key=lambda facts: facts.path):
        if found.sha256 and found.size > 0:
            original = first.setdefault(found.sha256, found.path)
            if original != found.path:
                copies[found.path] = original
    return copies


def similar(facts: Sequence[Facts]) -> dict[str, str]:
    """Path to the path of an earlier file with nearly the same text and other bytes.

    Fingerprints that differ in at most three bits share at least one of four bands of 16 bits; only those are compared.
    """
    first: dict[int, Facts] = {}
    bands: list[defaultdict[int, list[int]]] = [defaultdict(list) for _ in range(_BANDS)]
    near: dict[str, str] = {}
    for found in sorted(facts, key=lambda facts: facts.path):
        mark = found.fingerprint
        if mark is None:
            continue
        original = first.get(mark) or _nearest(mark, first, bands)
        if original is not None and original.sha256 != found.sha256:
            near[found.path] = original.path
        if mark not in first:
            first[mark] = found
            for number, band in enumerate(bands):
                band[_band(mark, number)].append(mark)
    return near


def _nearest(mark: int, first: Mapping[int, Facts], bands: Sequence[Mapping[int, list[int]]]) -> Facts | None:
    """The nearest fingerprint seen before, the earliest path among equals."""
    candidates = {
        other
        for number, band in enumerate(bands)
        for other in band.get(_band(mark, number), ())[:_MOST_CANDIDATES]
        if distance(mark, other) <= NEAR
    }
    if not candidates:
        return None
    return first[min(candidates, key=lambda other: (distance(mark, other), first[other].path))]


def _band(mark: int, number: int) -> int:
    return mark >> (number * _BAND_BITS) & ((1 << _BAND_BITS) - 1)
