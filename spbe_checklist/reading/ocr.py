"""Character recognition of scans: decide how much to read, read it within a budget of pages.

Seconds never decide what is read: under load the same folder must give the same answer. The budget's seconds are only
the limit after which the worker is killed and the document reported as ``waktu_habis``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from msgspec import Struct, field
from msgspec.structs import replace

from spbe_checklist.facts.facts import Notice, Reading, TextState
from spbe_checklist.facts.ocr_mode import OcrMode
from spbe_checklist.reading.ocr_engines import BLOCK, COLUMNS, TURNED, Engine, Recognised, Recogniser, recogniser
from spbe_checklist.reading.page_pictures import PagePictures, Picture, decodable, on_its_side, page_pictures
from spbe_checklist.reading.readers.source import BinarySource
from spbe_checklist.text.sense import common_words

_HEAD_SHARE = 0.4
"""Share of the first page that holds title and number."""
_BESIDE_TEXT = 8
"""Pictures pasted into a document with text of its own that are read in mode auto."""
_SHORT_DOCUMENT = 3
"""Documents up to this many pages are read whole; of longer ones this many pages are tried for a title."""
_OWN_TEXT = 100
"""Characters from which a page's own text layer is trusted."""
_PAGE_FORMATS = frozenset({"pdf", "tiff"})
"""Formats of scanners; the others hold photographs and screens."""
_LINED_PAGES = 3

_REGULATION = re.compile(
    r"\b(PERATURAN|KEPUTUSAN|INSTRUKSI)\b(?=[\s\S]{0,400}?\bN[O0]M[O0]R\b)|^\s*Menimbang", re.MULTILINE
)


class OcrBudget(Struct, frozen=True):
    """How much of one document is recognised at most."""

    pages: int = 40
    seconds: float = 1800
    """After which the worker that reads it is killed: far more than any page needs, also on a busy machine."""


class _Run(Struct):
    """One document being recognised."""

    read: Recogniser
    turns: bool
    """Whether the engine can look for the orientation of a page; screens and photographs stand upright."""
    share: Callable[[], int]
    """How many pages may be read at the same time now."""
    head_only: bool = False
    found: dict[int, Recognised] = field(default_factory=dict)
    """What was read by page index."""

    def head(self, index: int, picture: Picture) -> str:
        """Read the head of a page."""
        found = self.read(picture, BLOCK)
        lines = (replace(line, top=line.top * _HEAD_SHARE, bottom=line.bottom * _HEAD_SHARE) for line in found.lines)
        self.found[index] = Recognised(found.text, tuple(lines))
        return found.text

    def page(self, picture: Picture) -> Recognised:
        """A whole page; the orientation is looked for where it lies on its side, or makes no sense as it stands."""
        layouts = (TURNED, COLUMNS) if self.turns and on_its_side(picture) else (COLUMNS, TURNED)
        found = self.read(picture, layouts[0])
        if self.turns and common_words(found.text) < 2:
            other = self.read(picture, layouts[1])
            if common_words(other.text) > common_words(found.text):
                return other
        return found

    def read_all(self, pages: PagePictures, wanted: Sequence[int]) -> None:
        """Read these pages, as many at the same time as the share allows by then; pages are drawn one by one."""
        with ThreadPoolExecutor() as pool:
            reading: dict[Future[Recognised], int] = {}
            for index in wanted:
                if (picture := pages.picture(index)) is None:
                    continue
                reading[pool.submit(self.page, picture)] = index
                while len(reading) >= self.share():
                    self._enter(reading, wait(reading, return_when=FIRST_COMPLETED).done)
            self._enter(reading, wait(reading).done)

    def _enter(self, reading: dict[Future[Recognised], int], done: Iterable[Future[Recognised]]) -> None:
        for one in done:
            self.found[reading.pop(one)] = one.result()

    def texts(self) -> list[str]:
        """Texts in the order of the pages."""
        return [self.found[index].text for index in sorted(self.found)]


def recognise(
    source: BinarySource,
    reading: Reading,
    engine: Engine,
    *,
    mode: OcrMode,
    budget: OcrBudget,
    identified: Callable[[Sequence[str]], bool],
    share: Callable[[], int] = lambda: 1,
) -> None:
    """Add the text of scanned pages to ``reading``; what was not read shows in ``complete`` and ``reason``.

    In mode auto up to three pages are read whole, a regulation as far as the budget goes, and any other scan as far as
    ``identified`` needs to know it; of a document with a text layer and more scanned pages only the first and last, of
    the pictures pasted between its text the first eight. Mode always reads every page, also those with a text layer.
    ``share`` says, asked before each page, how many are read at the same time where the engine is a program of its own;
    what is found is the same.
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
    picture = bool(reading.pictures) or reading.format not in _PAGE_FORMATS
    tesseract = not (picture and engine.pictures) and engine.name != "rapidocr"
    run = _Run(
        recogniser(engine, picture=picture), tesseract, share if tesseract and engine.name == "tesseract" else lambda: 1
    )
    with page_pictures(source, reading.format, budget.pages, reading.pictures) as pages:
        count = len(pages)
        fixed = reading.pictures or reading.format == "pdf"
        wanted = [index for index in wanted if index < count] if fixed else range(count)
        if mode is OcrMode.ALWAYS or len(wanted) <= _SHORT_DOCUMENT:
            run.read_all(pages, wanted)
        elif reading.text is TextState.ADA and reading.pictures:
            run.read_all(pages, wanted[:_BESIDE_TEXT])
        elif reading.text is TextState.ADA:
            run.read_all(pages, [index for index in (wanted[0], wanted[-1]) if index in {0, count - 1}])
        else:
            _read_enough(run, pages, wanted, identified)
    _enter(reading, run, count)


def _read_enough(
    run: _Run, pages: PagePictures, wanted: Sequence[int], identified: Callable[[Sequence[str]], bool]
) -> None:
    """Head of the first page, the whole page, the next ones: until the document is known, or all of a regulation."""
    head = pages.picture(wanted[0], _HEAD_SHARE)
    text = run.head(wanted[0], head) if head is not None else ""
    if not _REGULATION.search(text) and identified([text]):
        run.head_only = True
        return
    for number, index in enumerate(wanted):
        run.read_all(pages, [index])
        read = run.texts()
        if any(_REGULATION.search(text) for text in read[:_SHORT_DOCUMENT]):
            run.read_all(pages, wanted[number + 1 :])
            return
        if number + 1 >= _SHORT_DOCUMENT or identified(read):
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
    missing = set(scanned) - set(run.found)
    if reading.text is TextState.PINDAIAN and not any(run.texts()):
        reading.complete = False
        reading.reason = "pindaian; OCR tidak menemukan teks"
        return
    anew = 0
    for index, found in run.found.items():
        page = reading.pictures[index].page if reading.pictures else index
        reading.pages.extend([""] * (page + 1 - len(reading.pages)))
        own = reading.pages[page].strip()
        if index in scanned:
            reading.pages[page] = f"{own}\n{found.text}" if own else found.text
        elif common_words(found.text) >= common_words(own):
            # Read anew on request; a worse reading does not replace a good layer.
            reading.pages[page] = found.text
            reading.lines = [line for line in reading.lines if line.page != page]
            anew += 1
        else:
            continue
        if page < _LINED_PAGES and not reading.pictures:
            reading.lines.extend(replace(line, page=page) for line in found.lines)
    if reading.text is TextState.PINDAIAN or anew * 2 > len(reading.pages):
        reading.text, reading.reason = TextState.OCR, "" if reading.text is TextState.PINDAIAN else reading.reason
        if not reading.pictures:
            reading.page_count = max(count, reading.page_count or 0)
        if missing:
            reading.complete = False
            part = "hanya kepala halaman pertama dari" if run.head_only else f"{len(run.found)} dari"
            total = reading.page_count or count
            reading.reason = f"{part} {total} halaman dibaca dengan OCR (--ocr always membaca lebih banyak)"
    elif missing and reading.pictures:
        reading.notices.append(unread_pictures(len(missing), "--ocr always membaca semuanya"))


def unread_pictures(count: int, why: str) -> Notice:
    """What is said of a document with text whose pictures were not all read."""
    return Notice("gambar-belum-dibaca", f"{count} gambar di dalamnya tidak dibaca; {why}.")
