"""Everything that is done to one file: read, hash, recognise, identify, count. The text stays in the worker."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from msgspec import Struct, field
from msgspec.structs import replace

from spbe_checklist.facts.facts import Facts, FileEntry, Health, Identity, Notice, Reading, TextState
from spbe_checklist.facts.ocr_mode import OcrMode
from spbe_checklist.facts.privacy import count_nik
from spbe_checklist.files import os_reason
from spbe_checklist.reading.fingerprint import fingerprint
from spbe_checklist.reading.identity.enactment import mentions_electronic_signature
from spbe_checklist.reading.libreoffice import as_pdf, is_convertible
from spbe_checklist.reading.ocr import OcrBudget, recognise, unread_pictures
from spbe_checklist.reading.ocr_engines import Engine
from spbe_checklist.reading.readers import read
from spbe_checklist.reading.readers.archives import SEPARATOR, Unreadable
from spbe_checklist.reading.readers.attached import documents_in
from spbe_checklist.reading.readers.envelope import unwrap
from spbe_checklist.reading.readers.source import MEGABYTE, BinarySource, ReadLimits
from spbe_checklist.reading.scan import storable_time
from spbe_checklist.reading.sniff import EXTENSIONS, UNKNOWN, extension_of, sniff
from spbe_checklist.reading.workers.protocol import Job, Tell
from spbe_checklist.text.words import keys

if TYPE_CHECKING:
    from spbe_checklist.text.lexicon import Lexicon

_IN_MEMORY = 64 * MEGABYTE
"""Files up to this size are fetched once and then read from memory: network drives are slow, and what is hashed is
what is read."""
_CHUNK = MEGABYTE
_PASSING = frozenset({errno.EIO, errno.ETIMEDOUT, errno.EAGAIN, getattr(errno, "ESTALE", errno.EIO)})
"""Errors of network drives that are worth one more try."""


class FileSettings(Struct, frozen=True):
    """Settings that decide what is found in a file, as a value that is sent to workers."""

    read: ReadLimits = field(default_factory=ReadLimits)
    portal_megabytes: float = 10
    ocr: OcrMode = OcrMode.AUTO
    engine: Engine | None = None
    ocr_budget: OcrBudget = field(default_factory=OcrBudget)
    agency_names: tuple[str, ...] = ()
    libreoffice: str = ""
    """Path of the program that reads what nothing here can; empty where it is not asked for."""

    @property
    def programs(self) -> list[str]:
        """What a worker may start."""
        return [program for program in (self.engine.program if self.engine else "", self.libreoffice) if program]


class InspectFile(Struct, frozen=True):
    """The task of a worker: inspect one file, and the members of an archive, with these settings and cues."""

    settings: FileSettings
    lexicon: Lexicon

    def __call__(self, job: Job, tell: Tell) -> None:
        """See ``protocol.Task``. Nothing a file may contain is raised, but MemoryError."""
        if job.start == 0:
            tell.begin("", 0)
        try:
            content = _Content.fetch(Path(job.source), self.settings.read.max_bytes)
        except OSError as error:
            tell.facts(_plain(job.entry, Health.TIDAK_TERBACA, os_reason(error)))
            return
        if (content.size, content.mtime_ns) != (job.entry.size, job.entry.mtime_ns):
            tell.changed()
        if content.sha256:
            tell.hashed(content.sha256)
        if content.sha256 in job.known:
            tell.same(content.sha256)
            return
        holds = True
        if job.start == 0:
            facts, holds = self._facts(content, "", job.entry.path, tell)
            tell.facts(facts)
        if holds:
            self._members(job, content.source, tell)

    def _members(self, job: Job, source: BinarySource, tell: Tell) -> None:
        """Inspect the documents inside an archive, mail or other document from ``job.start`` on."""
        try:
            head, tail, _ = source.edges()
            format_ = sniff(head, tail, job.entry.path, source.open).format
            listed = documents_in(source, format_, self.settings.read)
        except OSError:  # the file went away under us; what was found in it so far stays
            return
        for index, member in enumerate(listed, start=1):
            if index < job.start:
                continue
            suffix = SEPARATOR + member.name
            tell.begin(suffix, index)
            content = member.opener()
            if isinstance(content, Unreadable):
                entry = FileEntry(member.name, member.size, 0)
                tell.facts(_plain(entry, content.health, content.reason, suffix))
                continue
            data = content.data or b""
            sha256 = hashlib.sha256(data).hexdigest()
            tell.hashed(sha256)
            tell.facts(self._facts(_Content(content, len(data), 0, sha256), suffix, member.name, tell)[0])

    def _facts(self, content: _Content, suffix: str, name: str, tell: Tell) -> tuple[Facts, bool]:
        """Facts of one document, and whether it holds others; ``suffix`` is what they give as their path."""
        source, size = content.source, content.size
        wrapped = unwrap(source, name, self.settings.read)
        if wrapped is not None:
            source, name = wrapped.source, wrapped.name
        reading = read(source, name, self.settings.read)
        if self.settings.libreoffice and is_convertible(reading):
            tell.ocr()  # takes as long
            pdf = as_pdf(source, name, self.settings.libreoffice, self.settings.read)
            if pdf is not None:
                source, reading = pdf, read(pdf, "dokumen.pdf", self.settings.read)
                notice = Notice("lewat-libreoffice", "Dibaca lewat LibreOffice; simpan ulang sebagai PDF.")
                reading.notices.append(notice)
        reading.signed = reading.signed or (wrapped is not None and wrapped.signed)
        by_ocr = reading.health is Health.BAIK and self._wants_ocr(reading)
        if by_ocr:
            self._recognise(source, reading, name, tell)
        pages = reading.pages
        identity = self._identity(reading, name) if pages else Identity()
        keyed = cache(keys)  # most pages are asked for their words three times
        facts = Facts(
            path=suffix,
            size=size,
            sha256=content.sha256,
            format=reading.format,
            health=reading.health,
            text=reading.text,
            reason=reading.reason,
            complete=reading.complete,
            pages=reading.page_count,
            identity=identity,
            signed=reading.signed or (reading.text is TextState.OCR and mentions_electronic_signature(pages)),
            meta_title=reading.meta.get("title"),
            segments=self.lexicon.segments(pages, keyed) if pages else (),
            by_ocr=by_ocr,
            likeness=self.lexicon.near(pages, keyed),
            words=sum(len(page.split()) for page in pages),
            fingerprint=fingerprint(map(keyed, pages)),
            notices=(
                *reading.notices,
                *_left_open(identity),
                *_warnings(pages, size, self.settings.portal_megabytes),
            ),
        )
        return facts, "members" in reading.meta and reading.health is Health.BAIK

    def _wants_ocr(self, reading: Reading) -> bool:
        """Whether something of it is, or could be, read by character recognition."""
        asked = self.settings.ocr is OcrMode.ALWAYS and reading.format == "pdf"
        return reading.text is TextState.PINDAIAN or "scan_pages" in reading.meta or bool(reading.pictures) or asked

    def _recognise(self, source: BinarySource, reading: Reading, name: str, tell: Tell) -> None:
        """Read scanned pages, or say why not."""
        settings = self.settings
        if settings.ocr is OcrMode.NEVER or settings.engine is None:
            why = "OCR dimatikan" if settings.ocr is OcrMode.NEVER else "mesin OCR belum terpasang"
            if reading.text is TextState.PINDAIAN:
                reading.complete = False
                reading.reason = f"{reading.reason or 'pindaian tanpa teks'}; {why}"
            elif reading.pictures:
                reading.notices.append(unread_pictures(len(reading.pictures), why))
            return
        tell.ocr()

        def identified(pages: Sequence[str]) -> bool:
            identity = self._identity(replace(reading, pages=list(pages)), name)
            return identity.title is not None and (identity.number is not None or identity.year is not None)

        try:
            recognise(
                source,
                reading,
                settings.engine,
                mode=settings.ocr,
                budget=settings.ocr_budget,
                identified=identified,
                share=tell.share,
            )
        except OSError:
            reading.complete = False
            reading.reason = "pindaian; mesin OCR gagal dijalankan"

    def _identity(self, reading: Reading, name: str) -> Identity:
        from spbe_checklist.reading.identity.identify import identify

        return identify(reading, name, self.settings.agency_names)


class _Content(Struct, frozen=True):
    """The bytes of a file, hashed, with what the system says about exactly these bytes."""

    source: BinarySource
    size: int
    mtime_ns: int
    sha256: str
    """Empty for files above the limit, of which only the edges are looked at."""

    @classmethod
    def fetch(cls, path: Path, limit: int) -> Self:
        """Open and read a file; errors of network drives are tried once more. Raises OSError."""
        try:
            return cls._fetch(path, limit)
        except OSError as error:
            if error.errno not in _PASSING:
                raise
            return cls._fetch(path, limit)

    @classmethod
    def _fetch(cls, path: Path, limit: int) -> Self:
        with path.open("rb", buffering=0) as stream:
            state = os.fstat(stream.fileno())
            if state.st_size > limit:
                return cls(BinarySource(path=path), state.st_size, storable_time(state), "")
            if state.st_size <= _IN_MEMORY:
                data = stream.read(state.st_size + 1)  # asking for more than there is costs a fresh block of memory
                source, size, digest = BinarySource(data=data), len(data), hashlib.sha256(data)
            else:
                digest = hashlib.sha256()
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
                source, size = BinarySource(path=path), state.st_size
            return cls(source, size, storable_time(state), digest.hexdigest())


def _plain(entry: FileEntry, health: Health, reason: str, path: str = "") -> Facts:
    """Facts of a file that could not be opened: only its entry and the reason are known."""
    return Facts(
        path=path,
        size=entry.size,
        sha256="",
        format=EXTENSIONS.get(extension_of(entry.path), UNKNOWN),
        health=health,
        text=TextState.TIDAK_ADA,
        reason=reason,
        complete=False,
    )


def unopened(entry: FileEntry) -> Facts:
    """Facts of a file that the scan says must not or cannot be opened."""
    return _plain(entry, entry.health or Health.TIDAK_TERBACA, entry.reason, entry.path)


def _left_open(identity: Identity) -> list[Notice]:
    """That a form was never filled in, or that something in a document is still to be filled in."""
    if not identity.unfilled:
        return []
    signs = "; ".join(identity.unfilled)
    if identity.form:
        return [
            Notice("formulir-kosong", f"Formulir atau templat yang belum diisi ({signs}); serahkan yang sudah diisi.")
        ]
    return [Notice("isian-tersisa", f"Masih ada isian yang belum dilengkapi ({signs}); lengkapi sebelum diserahkan.")]


def _warnings(pages: Sequence[str], size: int, portal_megabytes: float) -> list[Notice]:
    """What a person should know before handing the document in."""
    found = []
    if numbers := count_nik(pages):
        found.append(
            Notice("data-pribadi", f"Memuat {numbers} nomor seperti NIK (16 angka); samarkan sebelum diserahkan.")
        )
    if size > portal_megabytes * MEGABYTE:
        found.append(
            Notice(
                "terlalu-besar-untuk-portal",
                f"Berukuran {size / MEGABYTE:.1f} MB, di atas batas unggah {portal_megabytes:g} MB; "
                "perkecil atau pecah berkasnya.",
            )
        )
    return found


class _Collect(Struct):
    """Keeps what a task tells, for use without a worker."""

    found: list[Facts] = field(default_factory=list)

    def begin(self, suffix: str, index: int) -> None:
        """See ``Tell``."""

    def hashed(self, sha256: str) -> None:
        """See ``Tell``."""

    def ocr(self) -> None:
        """See ``Tell``."""

    def share(self) -> int:
        """See ``Tell``."""
        return 1

    def facts(self, facts: Facts) -> None:
        """See ``Tell``."""
        self.found.append(facts)

    def made(self, data: bytes) -> None:
        """See ``Tell``."""

    def same(self, sha256: str) -> None:
        """See ``Tell``."""

    def changed(self) -> None:
        """See ``Tell``."""


def inspect_file(path: Path, entry: FileEntry, settings: FileSettings, lexicon: Lexicon) -> list[Facts]:
    """Inspect a file in this process, without limits of time and memory: the file itself first, then its members."""
    told = _Collect()
    InspectFile(settings, lexicon)(Job(entry, os.fspath(path)), told)
    return [replace(facts, path=entry.path + facts.path) for facts in told.found]
