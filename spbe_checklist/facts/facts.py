"""What inspection finds out about a file: values only, no document text.

``Reading`` lives inside a worker process and holds text. ``Facts`` is what leaves the worker, goes into the cache and
into the matcher; of the text it keeps only where cues were found (``Segment``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct, field


class Health(StrEnum):
    """Whether the file could be read. Everything but ``BAIK`` makes a match doubtful, never certain."""

    BAIK = "baik"
    KOSONG = "kosong"
    RUSAK = "rusak"
    TERKUNCI = "terkunci"
    TERLALU_BESAR = "terlalu_besar"
    WAKTU_HABIS = "waktu_habis"
    MEMORI_HABIS = "memori_habis"
    TIDAK_DIDUKUNG = "tidak_didukung"
    PINTASAN = "pintasan"
    SALAH_UNDUH = "salah_unduh"
    """Something else was saved under the document's name: an error page, a login page, a pointer."""
    TIDAK_TERBACA = "tidak_terbaca"


class TextState(StrEnum):
    """Where the text came from: a text layer, a scan without text, OCR, or there is none by nature."""

    ADA = "ada"
    PINDAIAN = "pindaian"
    OCR = "ocr"
    TIDAK_ADA = "tidak_ada"


class Zone(StrEnum):
    """Part of a document that a segment belongs to; definitions and preamble regulate nothing."""

    HEAD = "kepala"
    PREAMBLE = "pembukaan"
    DEFINITIONS = "definisi"
    ARTICLE = "pasal"
    BODY = "isi"


class Notice(Struct, frozen=True, array_like=True):
    """Something a person should know. ``code`` is stable (``ekstensi-berbeda``), ``message`` Indonesian."""

    code: str
    message: str
    evidence: tuple[str, ...] = ()
    """Ids of the evidence items it concerns; empty: the file as a whole."""


class FileEntry(Struct, frozen=True):
    """A file seen by the scan. ``path`` is relative to the folder, with ``/``; never resolved, never opened yet."""

    path: str
    size: int
    mtime_ns: int
    health: Health | None = None
    """Set when the scan already knows that the file must not or cannot be opened (placeholder, link, fifo ...)."""
    reason: str = ""


class Ignored(Struct, frozen=True):
    """A file or folder left out on purpose, with the rule that left it out."""

    path: str
    reason: str


class PictureInside(Struct, frozen=True):
    """A picture pasted into an Office document, whose text is unread: index of the page, and the part that holds it."""

    page: int
    part: str


class TextLine(Struct, frozen=True):
    """A line, or a cell of a table, where it stands on its page: shares of the page from its top left corner."""

    text: str
    page: int
    """Number of the page, from 0."""
    left: float
    top: float
    right: float
    bottom: float


class Reading(Struct):
    """What a reader got out of one file. ``pages`` holds text per page (one entry where there are no pages)."""

    format: str
    health: Health = Health.BAIK
    reason: str = ""
    text: TextState = TextState.TIDAK_ADA
    pages: list[str] = field(default_factory=list)
    page_count: int | None = None
    complete: bool = True
    """False where a limit cut the reading; ``reason`` then names the limit."""
    lines: list[TextLine] = field(default_factory=list)
    """Lines of the first pages with their places, where the format knows places."""
    meta: dict[str, str] = field(default_factory=dict)
    signed: bool = False
    """An electronic signature (dictionary or BSrE sentence) is present; nothing is said about its validity."""
    notices: list[Notice] = field(default_factory=list)
    pictures: list[PictureInside] = field(default_factory=list)
    """Pictures large enough to hold text, in the order of the document, each part once."""


class Segment(Struct, frozen=True, array_like=True):
    """A stretch of a document (an article, a page, the head) with the cues found in it and how often.

    For title cues of kinds ("k:...:t") the number is the rank: 1 for the kind named first.
    """

    zone: Zone
    page: int
    cues: Mapping[str, int]
    article: str | None = None


class Identity(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a document says about itself. None means: not found, not "no"."""

    title: str | None = None
    full_title: str | None = None
    """The title as a person would cite it: "Peraturan Bupati Contoh tentang ...", capitals put right."""
    number: str | None = None
    year: int | None = None
    issuer: str | None = None
    """Who issued it, as written: "Bupati Batu Bara", "Badan Siber dan Sandi Negara"."""
    national: bool | None = None
    """True for laws and for regulations of the President, ministers and national bodies."""
    maybe_national: bool = False
    """A decree of a national body, and nothing says whether that body is the agency itself."""
    dated: date | None = None
    """Date of enactment, else of the document, else of the meeting."""
    date_kind: str | None = None
    """"penetapan", "dokumen" or "rapat"."""
    place: str | None = None
    letter: bool = False
    """It is laid out as a letter, so that the title is its subject line and names no form."""
    letterhead: str | None = None
    """The offices printed at the top, highest first: "Pemerintah Kota Contoh, Dinas Kominfo". Never the title."""
    subject_line: str | None = None
    """What a letter says after "Perihal" or "Hal"."""
    meeting: tuple[str, ...] = ()
    """Which parts of a meeting it states with a value, of "hari", "waktu", "tempat", "acara": an invitation has all."""
    authors: tuple[str, ...] = ()
    """Offices, teams and firms that it names as its makers: "Tim Auditor Internal", "PT Contoh". No persons."""
    signatory: str | None = None
    """The office that signs it: "Inspektur Kota Contoh"."""
    form: bool = False
    """A form or template that nobody filled in; ``unfilled`` says why."""
    unfilled: tuple[str, ...] = ()
    """Places left to fill in, for the user: "24 isian masih bertitik-titik". Without ``form`` only some are left."""
    draft: bool | None = None
    marks: tuple[str, ...] = ()
    """Why draft or final was concluded, for the user: "Ditetapkan di ...", "kata RANCANGAN" ..."""


class Facts(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Everything later stages may know about a file."""

    path: str
    size: int
    sha256: str
    format: str
    health: Health
    text: TextState
    reason: str = ""
    """Why the health or text state is what it is, for the user."""
    complete: bool = True
    pages: int | None = None
    identity: Identity = Identity()
    signed: bool = False
    meta_title: str | None = None
    segments: tuple[Segment, ...] = ()
    by_ocr: bool = False
    """Whether another engine of character recognition, or another mode of it, may find more or less."""
    likeness: Mapping[str, int] = field(default_factory=dict)
    """How near head ("h12") and whole text ("w12") are to what the catalogue says of an indicator, in thousandths."""
    words: int = 0
    """Words of the text."""
    fingerprint: int | None = None
    """64-bit simhash of the text, to find near-duplicates; None without text."""
    notices: tuple[Notice, ...] = ()
