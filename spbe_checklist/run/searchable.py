"""Searchable copies of scanned PDFs, made by the program OCRmyPDF in another folder. Originals are never touched."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from spbe_checklist.errors import UsageError
from spbe_checklist.facts.facts import Facts, Health, TextState
from spbe_checklist.files import os_reason
from spbe_checklist.reading.ocr_engines import find_engine
from spbe_checklist.reading.scan import scan
from spbe_checklist.run.digest import AsFound
from spbe_checklist.run.inspect import InspectionSettings, inspect_folder
from spbe_checklist.text.lexicon import Lexicon

PROGRAM = "ocrmypdf"
_SECONDS = 1800
"""Longest time for one document; a few hundred pages take some minutes."""
_REASONS = {
    2: "berkas tidak dapat dibaca OCRmyPDF",
    4: "salinan yang dihasilkan rusak",
    6: "semua halaman sudah memiliki teks",
    8: "dilindungi kata sandi",
}
"""Exit codes of OCRmyPDF that say something about the document."""


class CopyState(StrEnum):
    """What became of a document."""

    MADE = "dibuat"
    SKIPPED = "dilewati"
    FAILED = "gagal"


class SearchableCopy(Struct, frozen=True):
    """What became of one scanned PDF."""

    path: str
    """Relative to the folder, with ``/``."""
    state: CopyState
    output: Path | None = None
    """Where the copy lies."""
    reason: str = ""


def make_searchable(folder: Path, out: Path, *, cache_dir: Path | None = None) -> Iterator[SearchableCopy]:
    """Write a searchable copy of each scanned PDF below ``folder`` to the same place below ``out``, one by one.

    Raises UsageError before anything is written when OCRmyPDF is not installed or ``out`` and ``folder`` overlap, and
    InputError when ``folder`` cannot be read. A copy that exists already is left as it is.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise UsageError(
            "Program OCRmyPDF belum terpasang, sehingga salinan yang dapat dicari tidak bisa dibuat.",
            "Pasang dulu, misalnya: apt install ocrmypdf tesseract-ocr-ind (atau: pip install ocrmypdf)",
        )
    _check_apart(folder, out)
    scanned = scan(folder)
    settings = InspectionSettings(ocr="never", cache_dir=cache_dir)
    inspected = inspect_folder(scanned, folder, settings, Lexicon((), (), frozenset()), AsFound())
    engine = find_engine()
    language = engine.language if engine else "eng"
    return (_copy(program, language, folder, out, facts) for facts in inspected.documents if _is_scan(facts))


def _check_apart(folder: Path, out: Path) -> None:
    """Refuse an output folder in which copies could meet originals."""
    originals, copies = folder.resolve(), out.resolve()
    if originals == copies or originals in copies.parents or copies in originals.parents:
        raise UsageError(
            f"Folder hasil {out} tumpang tindih dengan folder dokumen {folder}.",
            "Pilih folder hasil di luar folder dokumen, misalnya: --out ../dokumen-dapat-dicari",
        )
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} bukan folder.", "Pilih nama folder hasil yang lain.")


def _is_scan(facts: Facts) -> bool:
    """Whether a document is a PDF on disk of which pages are pictures without text."""
    mixed = any(notice.code == "halaman-campuran" for notice in facts.notices)
    on_disk = "!/" not in facts.path
    return (
        on_disk
        and facts.format == "pdf"
        and facts.health is Health.BAIK
        and (facts.text is TextState.PINDAIAN or mixed)
    )


def _copy(program: str, language: str, folder: Path, out: Path, facts: Facts) -> SearchableCopy:
    """One copy, written beside its place and then renamed, so that half a copy is never seen."""
    path = facts.path
    target = out / path
    if facts.signed:
        return SearchableCopy(
            path, CopyState.SKIPPED, None, "bertanda tangan elektronik, yang akan hilang pada salinan"
        )
    if target.exists():
        return SearchableCopy(path, CopyState.SKIPPED, target, "salinan sudah ada")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if folder.resolve() in (target.parent.resolve() / target.name).parents:
            return SearchableCopy(path, CopyState.FAILED, None, "tempat salinan menunjuk ke folder dokumen")
        with tempfile.TemporaryDirectory(prefix=".sementara-", dir=target.parent) as workplace:
            made = Path(workplace) / "salinan.pdf"
            command = [program, "--skip-text", "--rotate-pages", "--output-type", "pdf", "--quiet", "-l", language]
            code = _run([*command, str((folder / path).absolute()), str(made.absolute())])
            if code == 0 and made.is_file():
                made.replace(target)
                return SearchableCopy(path, CopyState.MADE, target)
    except OSError as error:
        return SearchableCopy(path, CopyState.FAILED, None, os_reason(error))
    if code is None:
        return SearchableCopy(path, CopyState.FAILED, None, f"melewati batas {_SECONDS // 60} menit")
    return SearchableCopy(path, CopyState.FAILED, None, _REASONS.get(code, f"OCRmyPDF gagal (kode {code})"))


def _run(command: list[str]) -> int | None:
    """Exit code of a program, or None when its time was up; nothing of it is left running, also after Ctrl-C."""
    process = subprocess.Popen(  # noqa: S603 - found on the user's own path, names are absolute
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if process.poll() is None:
            with suppress(OSError):
                if os.name == "posix":
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
            process.wait()
