"""What is handed in: the accepted documents in a folder per indicator and level, with an index, as a BagIt bag.

The bag (RFC 8493, library ``bagit``) carries a checksum of every file, so that ``verify`` tells later whether what was
handed in is what was checked. Files are copied, never changed; a document that serves several items lies there once.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct, field
from msgspec.structs import replace

from spbe_checklist import __version__
from spbe_checklist.errors import ConfigurationError, InputError, UsageError
from spbe_checklist.files import os_reason, unwritable
from spbe_checklist.language import number
from spbe_checklist.reading.scan import find_shown
from spbe_checklist.reports import narrative, safe, words
from spbe_checklist.reports.sections.model import Number
from spbe_checklist.reports.workbook import Field, SheetColumn, Workbook, listing
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.priorities import Priority
from spbe_checklist.verdict.result import Offer, Result

INDEX = "indeks.xlsx"
NARRATIVE = "penjelasan.md"
_LONGEST = 60
_SHRINK_SECONDS = 600
_MEGABYTE = 1_000_000


class Packed(Struct, frozen=True):
    """One document of the package with the items it serves."""

    document: DocumentEntry
    place: PurePosixPath
    """Where it lies in the package."""
    rows: tuple[Priority, ...]
    remarks: tuple[str, ...] = ()
    """What a person should know before handing it in."""


class Package(Struct, frozen=True):
    """What was packed, and what could not be."""

    packed: tuple[Packed, ...]
    missing: tuple[str, ...] = field(default=())
    """Files of the Result that could not be copied, each with the reason."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """Every remark with its file."""
        return tuple(f"{one.place}: {remark}" for one in self.packed for remark in one.remarks)


def contents(result: Result, *, doubtful: bool = False) -> list[Packed]:
    """What belongs into the package of a Result: accepted documents, on request also the offered ones.

    A copy is replaced by the file it is a copy of. Names follow one convention: indicator, level, title, year.
    """
    documents = {document.path: document for document in result.documents}
    served: dict[str, list[Priority]] = {}
    for indicator in result.indicators:
        for item in indicator.evidence:
            for offer in item.documents:
                document = documents.get(offer.path)
                if document is None or not _belongs(offer, document, doubtful=doubtful):
                    continue
                path = document.duplicate_of if document.duplicate_of in documents else document.path
                rows = served.setdefault(path or document.path, [])
                if item.id not in {row.item.id for row in rows}:
                    rows.append(Priority(indicator, item))
    taken: set[str] = set()
    return [
        Packed(documents[path], _place(documents[path], rows[0], taken), tuple(rows), _remarks(documents[path], rows))
        for path, rows in served.items()
    ]


def _belongs(offer: Offer, document: DocumentEntry, *, doubtful: bool) -> bool:
    return offer.accepted or (doubtful and not offer.near and document.health == "baik")


def _remarks(document: DocumentEntry, rows: Iterable[Priority]) -> tuple[str, ...]:
    personal = [notice.message for notice in document.notices if notice.code in ("data-pribadi", "nama-memuat-nik")]
    open_items = [row.item.id for row in rows if row.item.status == "perlu_diperiksa"]
    return (*personal, *([f"masih perlu diperiksa untuk {', '.join(open_items)}"] if open_items else []))


def _place(document: DocumentEntry, row: Priority, taken: set[str]) -> PurePosixPath:
    """Folder and file name; no two names fold to the same one."""
    number_, level = row.indicator.no, row.item.level
    base = document.path.rpartition("/")[2]
    title = _plain(document.title or base.rpartition(".")[0] or base)
    year = f"-{document.year}" if document.year else ""
    suffix = f".{_plain(base.rpartition('.')[2])}" if "." in base else ""
    folder = PurePosixPath(_folder(row), f"tingkat-{level}")
    stem = f"I{number_:02d}-T{level}-{title}{year}"
    place, count = folder / f"{stem}{suffix}", 2
    while str(place).casefold() in taken:
        place, count = folder / f"{stem}-{count}{suffix}", count + 1
    taken.add(str(place).casefold())
    return place


def _folder(row: Priority) -> str:
    return f"{row.indicator.no:02d}-{_plain(row.indicator.topic or row.indicator.name)}"


def _plain(text: str) -> str:
    """A part of a file name that every system and portal takes."""
    return re.sub(r"[^A-Za-z0-9]+", "-", safe.visible(text))[:_LONGEST].strip("-") or "dokumen"


def make(
    result: Result,
    folder: Path,
    out: Path,
    *,
    doubtful: bool = False,
    limit_megabytes: float = 10,
    shrink: bool = False,
) -> Package:
    """Write the package to ``out``, a new or empty folder.

    Files over the portal's limit are named; ``shrink`` puts a smaller copy in their place where Ghostscript is
    installed. Raises UsageError when ``out`` is not empty, cannot be written or lies in the checked folder, or there
    is nothing to pack, OutputError on a full disk, ConfigurationError without the library ``bagit``.
    """
    try:
        import bagit
    except ImportError as error:
        raise ConfigurationError(
            "Pustaka bagit belum terpasang.", 'Pasang dengan: pip install "spbe-checklist[package]"'
        ) from error
    _refuse(folder, out)
    chosen = contents(result, doubtful=doubtful)
    if not chosen:
        raise UsageError(
            "Belum ada dokumen yang dapat dikemas: tidak satu pun butir berstatus ada.",
            "Putuskan dulu dokumen yang meragukan: spbe-check confirm FOLDER",
        )
    packed: list[Packed] = []
    missing: list[str] = []
    try:
        for one in chosen:
            target = out / one.place
            target.parent.mkdir(parents=True, exist_ok=True)
            reason = _copy(folder, one.document, target)
            if reason:
                missing.append(f"{one.document.path}: {reason}")
            else:
                packed.append(_within_limit(one, target, limit_megabytes, shrink=shrink))
        _narratives(result, packed, out)
        (out / INDEX).write_bytes(_index(result, packed))
        bagit.make_bag(str(out), _about(result), checksums=["sha256"])
    except OSError as error:
        raise unwritable(f"Paket di {out}", error) from error
    return Package(tuple(packed), tuple(missing))


def verify(folder: Path) -> list[str]:
    """What is wrong with a package: changed, missing and added files; empty when it is as it was made.

    Raises InputError when ``folder`` is no package.
    """
    import bagit

    try:
        bag = bagit.Bag(str(folder))
    except bagit.BagError as error:
        raise InputError(f"{folder} bukan paket spbe-check.", "Tunjuk folder yang dibuat dengan --out.") from error
    try:
        bag.validate()
    except bagit.BagValidationError as error:
        return [_finding(detail) for detail in error.details] or _differences(folder, bag.payload_entries())
    return []


def _differences(folder: Path, known: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Which files changed, are gone or came later; ``bagit`` stops at their number and size."""
    found = []
    for path, sums in known.items():
        file = folder / path
        if not file.is_file():
            found.append(f"{safe.visible(path)}: hilang")
        elif _sha256(file) != sums.get("sha256"):
            found.append(f"{safe.visible(path)}: berubah")
    there = (file.relative_to(folder).as_posix() for file in (folder / "data").rglob("*") if file.is_file())
    return [*found, *(f"{safe.visible(path)}: bertambah sejak paket dibuat" for path in there if path not in known)]


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _finding(detail: object) -> str:
    path = safe.visible(str(getattr(detail, "path", "")))
    words = {
        "ChecksumMismatch": "berubah",
        "FileMissing": "hilang",
        "UnexpectedFile": "bertambah sejak paket dibuat",
    }
    return f"{path}: {words.get(type(detail).__name__, safe.visible(str(detail)))}"


def _refuse(folder: Path, out: Path) -> None:
    if out.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{out} ada di dalam folder yang diperiksa.", "Pilih folder lain, misalnya --out ./paket")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out} sudah berisi.", "Pilih folder baru; paket lama tidak ditimpa.")


def _copy(folder: Path, document: DocumentEntry, target: Path) -> str:
    """Copy the very file that was checked, also out of a ZIP; why it could not be, else an empty string."""
    source = find_shown(folder, document.path)
    member = document.path.partition("!/")[2]
    if "!/" in member:
        return "ada dalam arsip di dalam arsip; ekstrak dulu"
    try:
        if member:
            with zipfile.ZipFile(source) as archive, archive.open(member) as stream, target.open("wb") as copy:
                shutil.copyfileobj(stream, copy)
        else:
            shutil.copyfile(source, target)
    except (OSError, KeyError, RuntimeError, zipfile.BadZipFile) as error:
        target.unlink(missing_ok=True)
        return os_reason(error) if isinstance(error, OSError) else "tidak dapat diambil dari arsipnya; ekstrak dulu"
    if document.sha256 and _sha256(target) != document.sha256:
        target.unlink()
        return "berubah sejak diperiksa; periksa ulang foldernya"
    return ""


def _within_limit(one: Packed, target: Path, limit: float, *, shrink: bool) -> Packed:
    """The document with a remark where it is over the portal's limit, and how that was mended."""
    before = target.stat().st_size
    if before <= limit * _MEGABYTE:
        return one
    if shrink and target.suffix.lower() == ".pdf" and _shrunk(target):
        after = target.stat().st_size
        if after <= limit * _MEGABYTE:
            return replace(one, remarks=(*one.remarks, f"diperkecil dari {_size(before)} menjadi {_size(after)}"))
    remark = f"{_size(target.stat().st_size)}, di atas batas portal {number(limit)} MB; perkecil atau bagi dua"
    return replace(one, remarks=(*one.remarks, remark))


def _size(count: int) -> str:
    return f"{number(round(count / _MEGABYTE, 1))} MB"


def _shrunk(target: Path) -> bool:
    """Replace a PDF in the package by a smaller one of Ghostscript, where that is installed and makes it smaller."""
    program = shutil.which("gs") or shutil.which("gswin64c")
    if program is None:
        return False
    smaller = target.with_name(f".{target.name}.kecil")
    command = [program, "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dQUIET", "-sDEVICE=pdfwrite", "-dPDFSETTINGS=/ebook"]
    try:
        subprocess.run(  # noqa: S603 - a program of the system and names made here
            [*command, f"-sOutputFile={smaller}", str(target)],
            check=True,
            timeout=_SHRINK_SECONDS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if 0 < smaller.stat().st_size < target.stat().st_size:
            smaller.replace(target)
            return True
    except (OSError, subprocess.SubprocessError):
        pass
    finally:
        smaller.unlink(missing_ok=True)
    return False


def _narratives(result: Result, packed: Sequence[Packed], out: Path) -> None:
    for no in sorted({row.indicator.no for one in packed for row in one.rows}):
        row = next(row for one in packed for row in one.rows if row.indicator.no == no)
        folder = out / _folder(row)
        folder.mkdir(exist_ok=True)
        (folder / NARRATIVE).write_text(narrative.markdown(result, {no}), encoding="utf-8")


_INDEX: tuple[Field, ...] = (
    (SheetColumn("Indikator", 9, "center"), lambda pair: Number(pair[1].indicator.no)),
    (SheetColumn("Nama indikator", 28), lambda pair: pair[1].indicator.topic or pair[1].indicator.name),
    (SheetColumn("Tingkat", 8, "center"), lambda pair: Number(pair[1].item.level)),
    (SheetColumn("ID butir", 15), lambda pair: pair[1].item.id),
    (SheetColumn("Butir bukti", 44), lambda pair: pair[1].item.label),
    (SheetColumn("Berkas dalam paket", 60), lambda pair: safe.visible(str(pair[0].place))),
    (SheetColumn("Berkas asal", 44), lambda pair: safe.visible(pair[0].document.path)),
    (SheetColumn("SHA-256", 20), lambda pair: pair[0].document.sha256),
    (SheetColumn("Perhatian", 40), lambda pair: "; ".join(pair[0].remarks)),
)
"""Of a packed document, and an item it stands for."""


def _index(result: Result, packed: Sequence[Packed]) -> bytes:
    book = Workbook(
        title=f"Bukti dukung {words.edition(result)}",
        version=result.tool.version,
        started=result.run.started,
        base="",
    )
    listed = sorted(((one, row) for one in packed for row in one.rows), key=lambda pair: pair[1].item.id)
    listing(book, "Isi paket", _INDEX, listed)
    return book.finish()


def _about(result: Result) -> dict[str, str]:
    return {
        "Source-Organization": safe.visible(result.agency.name) or "-",
        "External-Description": f"Bukti dukung {words.edition(result)}, katalog {result.catalogue.id}",
        "Bag-Software-Agent": f"spbe-check {__version__}",
    }
