"""Archives: ZIP members are listed and read in place, nested once; nothing is ever extracted to disk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from spbe_checklist.facts.facts import Health, Notice, Reading, TextState
from spbe_checklist.reading import sniff
from spbe_checklist.reading.readers.container import Container, ContainerError, LockedError, TooLargeError
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits, unreadable
from spbe_checklist.reading.scan import ignored_name

SEPARATOR = "!/"
"""Between the archive and the member in a path: ``arsip.zip!/nama.pdf``."""
MAX_MEMBERS = 2_000
"""Documents taken from one archive, nested ones included."""


class Unreadable(Struct, frozen=True):
    """Why a member cannot be read."""

    health: Health
    reason: str


class Member(Struct, frozen=True):
    """A document inside an archive. ``name`` may hold anything, also ``../``: it is shown, never used as a path."""

    name: str
    """Relative to the archive, with ``/``; a member of a nested archive is ``dalam.zip!/nama.pdf``."""
    size: int
    """Declared size; the real one is known after reading."""
    opener: Callable[[], BinarySource | Unreadable]
    """Inflates the member in memory, within the limits."""
    encrypted: bool = False


def read_archive(source: BinarySource, format_: str, limits: ReadLimits) -> Reading:
    """An archive itself: its health and the names in it. Its documents come from ``members``."""
    if format_ != "zip":
        return unreadable(
            format_, Health.TIDAK_DIDUKUNG, f"{sniff.label(format_)} tidak diperiksa; ekstrak dulu isinya ke folder"
        )
    with source.open() as stream, Container(stream, limits) as container:
        entries = [(name, info) for name, info in container.entries() if _is_document(name)]
    reading = Reading(format="zip", text=TextState.TIDAK_ADA, meta={"members": str(len(entries))})
    if not entries:
        reading.health, reading.reason = Health.KOSONG, "arsip tidak berisi dokumen"
        return reading
    locked = sum(info.flag_bits & 1 for _, info in entries)
    if locked == len(entries):
        reading.health, reading.reason = Health.TERKUNCI, "arsip dilindungi kata sandi; kirim salinan tanpa kata sandi"
    elif locked:
        reading.notices.append(
            Notice("arsip-terkunci-sebagian", f"{locked} berkas di dalam arsip terkunci kata sandi.")
        )
    if len(entries) > MAX_MEMBERS:
        reading.complete = False
        reading.reason = f"hanya {MAX_MEMBERS} dari {len(entries)} berkas di dalam arsip yang diperiksa"
    if any(_unsafe(name) for name, _ in entries):
        reading.notices.append(
            Notice(
                "arsip-nama-berbahaya",
                "Arsip memuat nama yang menunjuk ke luar foldernya; jangan diekstrak begitu saja.",
            )
        )
    return reading


def members(source: BinarySource, limits: ReadLimits | None = None) -> list[Member]:
    """Documents inside a ZIP, sorted by name, those of archives inside it included (one level).

    Empty for anything that is no readable ZIP. Raises OSError when the file itself cannot be opened.
    """
    limits = limits or ReadLimits()
    budget = _Budget(limits.max_inflated)
    found: list[Member] = []
    for member in _members(lambda: source, "", limits, budget):
        found.append(member)
        if len(found) >= MAX_MEMBERS:
            break
        if sniff.extension_of(member.name) == "zip" and not member.encrypted:
            inner = _members(partial(budget.opened, member), member.name, limits, budget)
            found.extend(inner[: MAX_MEMBERS - len(found)])
    return found


_Opener = Callable[[], BinarySource | Unreadable]


class _Budget:
    """Inflated bytes of all members of one archive together, each member counted once; holds one inner archive."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.spent: dict[tuple[str, str], int] = {}
        self.inner: tuple[str, BinarySource | Unreadable] | None = None

    def charge(self, key: tuple[str, str], size: int) -> bool:
        """Count a member; False when the archive as a whole is over its limit."""
        self.spent[key] = size
        return sum(self.spent.values()) <= self.limit

    def opened(self, outer: Member) -> BinarySource | Unreadable:
        """An archive inside the archive; inflated again where another one was opened meanwhile."""
        if self.inner is None or self.inner[0] != outer.name:
            self.inner = None
            self.inner = (outer.name, outer.opener())
        return self.inner[1]


def _members(opener: _Opener, outer: str, limits: ReadLimits, budget: _Budget) -> list[Member]:
    """Documents directly inside one ZIP, sorted by name; none of one that cannot be listed."""
    source = opener()
    if isinstance(source, Unreadable):
        return []
    try:
        with source.open() as stream, Container(stream, limits) as container:
            entries = sorted(container.entries(), key=lambda entry: entry[0])
    except ContainerError:
        return []
    prefix = outer + SEPARATOR if outer else ""
    return [
        Member(
            prefix + name,
            info.file_size,
            partial(_inflate, opener, name, limits, budget, outer),
            bool(info.flag_bits & 1),
        )
        for name, info in entries
        if _is_document(name)
    ]


def _inflate(
    opener: _Opener, name: str, limits: ReadLimits, budget: _Budget, archive: str
) -> BinarySource | Unreadable:
    """One member in memory, or why not."""
    source = opener()
    if isinstance(source, Unreadable):
        return source
    try:
        with source.open() as stream, Container(stream, limits) as container:
            data = container.read(name, min(limits.max_bytes, limits.max_inflated))
    except LockedError:
        return Unreadable(Health.TERKUNCI, "dilindungi kata sandi di dalam arsip")
    except TooLargeError as error:
        return Unreadable(Health.TERLALU_BESAR, str(error))
    except ContainerError as error:
        return Unreadable(Health.RUSAK, str(error))
    if not budget.charge((archive, name), len(data)):
        return Unreadable(Health.TERLALU_BESAR, "isi arsip secara keseluruhan melebihi batas ukuran")
    return BinarySource(data=data)


def _is_document(name: str) -> bool:
    """Whether an entry is a file that a folder scan would not leave out."""
    parts = name.split("/")
    return bool(parts[-1]) and not any(ignored_name(part) for part in parts if part not in {"", ".", ".."})


def _unsafe(name: str) -> bool:
    """Whether extracting the entry naively would write outside the folder."""
    return name.startswith("/") or ".." in name.split("/") or name[1:2] == ":"
