"""Read PDF with PDFium: text per page, page count, outline, signatures, and whether it is a scan.

PDFium is not thread-safe: one document at a time per process.
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct, field

from spbe_checklist.facts.facts import Health, Notice, Reading, TextLine, TextState
from spbe_checklist.reading.readers.clean import clean_text
from spbe_checklist.reading.readers.pdf_lines import (
    from_right_to_left,
    from_the_last_line,
    placed,
    placed_lines,
    wants_lines,
)
from spbe_checklist.reading.readers.pdf_parts import attached_names, closed_up, written_on
from spbe_checklist.reading.readers.pdf_pictures import coverage
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits, inside_notice, unreadable
from spbe_checklist.text.sense import letters_apart, makes_sense

if TYPE_CHECKING:
    import pypdfium2

# PDFium's Python layer logs warnings about odd files; what matters of them is in the Reading.
logging.getLogger("pypdfium2").addHandler(logging.NullHandler())

SCAN_COVERAGE = 0.8
"""A picture covering this share of a page is a page picture, not an illustration."""
SCAN_CHARS = 100
"""Fewer characters than this beside a page picture are a stamp, footer or page number, not the text."""
OCR_LAYER_COVERAGE = 0.9
NO_CHARS = 10
"""Fewer characters than this are a page number at most."""
PICTURE_COVERAGE = 0.2
CURVES = 30
_MAX_PAGE_CHARS = 200_000
_MAX_OUTLINE = 200
_MAX_LISTED_SCANS = 400
_XFA = frozenset({2, 3})
"""FORMTYPE_XFA_FULL and FORMTYPE_XFA_FOREGROUND of PDFium."""


class _Page(Struct):
    """What one page gave."""

    text: str = ""
    chars: int = 0
    coverage: float | None = None
    """Share of the page covered by pictures; None where it was not measured."""
    drawn: bool = False
    """There is something on the page, text or not."""
    lines: list[TextLine] = field(default_factory=list)
    paths: int = 0
    """Lines and curves on it; letters turned into curves are many."""
    failed: bool = False
    senseless: bool = False
    """Its text layer was none: letters without an order, or characters that stand for nothing."""
    apart: bool = False
    """Its words were written with blanks between the letters, and have been closed up."""

    @property
    def scan(self) -> bool:
        """Whether the page must be read by OCR: a page picture, or pictures or curves without any text."""
        coverage = self.coverage or 0
        if self.senseless:
            return True
        if self.chars < SCAN_CHARS and coverage >= SCAN_COVERAGE:
            return True
        return self.chars < NO_CHARS and (coverage >= PICTURE_COVERAGE or self.paths >= CURVES)


class _Pages(Struct):
    """The pages read so far."""

    pages: list[_Page] = field(default_factory=list)
    chars: int = 0
    cut: str = ""


def read_pdf(source: BinarySource, head: bytes, tail: bytes, limits: ReadLimits) -> Reading:
    """Read a PDF; health says why when it cannot be."""
    import pypdfium2 as pdfium

    try:
        with opened(source) as document:
            reading = _read(document, limits)
    except pdfium.PdfiumError as error:
        return _refused(str(error), tail)
    reading.notices[:0] = _framing(head, tail)
    return reading


@contextmanager
def opened(source: BinarySource) -> Iterator[pypdfium2.PdfDocument]:
    """The open document; every handle is closed, also after errors. Raises PdfiumError."""
    import pypdfium2 as pdfium

    if source.data is not None:
        document = pdfium.PdfDocument(source.data)
        try:
            yield document
        finally:
            document.close()
    else:
        # A stream, not the path: names need not be valid Unicode, and PDFium then reads only what it needs.
        with source.open() as stream:
            document = pdfium.PdfDocument(stream)
            try:
                yield document
            finally:
                document.close()


def _refused(message: str, tail: bytes) -> Reading:
    """Why PDFium would not open the file, in the user's words."""
    lowered = message.lower()
    if "password" in lowered:
        return unreadable("pdf", Health.TERKUNCI, "PDF dilindungi kata sandi; kirim salinan tanpa kata sandi")
    if "security" in lowered:
        return unreadable("pdf", Health.TERKUNCI, "PDF dikunci dengan cara yang tidak dikenal")
    if tail and not tail.strip(b"\x00"):
        return unreadable("pdf", Health.RUSAK, "PDF rusak: bagian akhirnya kosong (unduhan atau salinan tidak selesai)")
    if b"%%EOF" not in tail[-2048:]:
        return unreadable("pdf", Health.RUSAK, "PDF rusak atau terpotong; unduh atau pindai ulang")
    return unreadable("pdf", Health.RUSAK, "PDF rusak, tidak dapat dibuka")


def _framing(head: bytes, tail: bytes) -> list[Notice]:
    """Notices about what lies around the PDF proper."""
    notices = []
    if not head.startswith(b"%PDF-"):
        notices.append(Notice("pdf-awalan-asing", "Ada data lain sebelum awal PDF; simpan ulang berkas ini."))
    if not tail.strip(b"\x00"):
        notices.append(Notice("pdf-akhir-kosong", "Bagian akhir PDF berisi nol; salinannya mungkin tidak utuh."))
    elif b"%%EOF" not in tail[-2048:]:
        notices.append(Notice("pdf-tanpa-penutup", "PDF tidak memiliki penutup; mungkin terpotong."))
    return notices


def _read(document: pypdfium2.PdfDocument, limits: ReadLimits) -> Reading:
    """Everything wanted from an open document."""
    import pypdfium2.raw as pdfium_c

    count = len(document)
    reading = Reading(format="pdf", page_count=count)
    document.init_forms()
    _metadata(document, reading)
    _enclosed(document, reading)
    reading.signed = int(pdfium_c.FPDF_GetSignatureCount(document.raw)) > 0
    if count == 0:
        reading.health, reading.reason = Health.KOSONG, "PDF tidak memiliki halaman"
        return reading
    wanted = min(count, limits.max_pages if limits.all_pages else min(limits.first_pages, limits.max_pages))
    taken = _pages(document, wanted, limits)
    reading.pages = [page.text for page in taken.pages]
    reading.lines = [line for page in taken.pages for line in page.lines]
    if taken.cut:
        reading.complete, reading.reason = False, taken.cut
    elif wanted < count:
        reading.complete, reading.reason = False, f"hanya {wanted} dari {count} halaman pertama yang dibaca"
    _judge(taken.pages, reading, limits)
    return reading


def _pages(document: pypdfium2.PdfDocument, wanted: int, limits: ReadLimits) -> _Pages:
    """Text of the first pages; pictures are measured on the sampled pages and wherever there is hardly any text."""
    taken = _Pages()
    first, plain = min(limits.first_pages, wanted), 0
    for index in range(wanted):
        # That half of the first pages is no text over a picture is settled before all of them are measured.
        sampled = index < first and plain * 2 < first
        page = _page(document, index, sampled=sampled, lined=wants_lines(index, taken.chars))
        plain += page.coverage is not None and page.coverage < OCR_LAYER_COVERAGE
        room = limits.max_chars - taken.chars
        if len(page.text) > room:
            page.text = page.text[:room]
            taken.pages.append(page)
            taken.cut = f"teks dipotong pada {limits.max_chars} huruf (halaman {index + 1})"
            break
        taken.chars += len(page.text)
        taken.pages.append(page)
    return taken


def _page(document: pypdfium2.PdfDocument, index: int, *, sampled: bool, lined: bool) -> _Page:
    """One page; a page that cannot be loaded costs only itself."""
    import pypdfium2 as pdfium

    result = _Page()
    page = text_page = None
    try:
        page = document[index]
        text_page = page.get_textpage()
        count = text_page.count_chars()
        raw = text_page.get_text_range(0, min(count, _MAX_PAGE_CHARS)) if count > 0 else ""
        raw = from_right_to_left(text_page, raw)
        if any(map(letters_apart, raw.split("\n"))):
            closed = closed_up(text_page, min(count, _MAX_PAGE_CHARS))
            result.apart, raw = len(closed.split()) * 2 < len(raw.split()), closed
        elif lined and raw:
            result.lines = placed_lines(text_page, page, index, raw)
        if not result.apart and from_the_last_line(text_page, page, raw):
            raw = "\n".join(reversed(raw.splitlines()))
            result.lines.reverse()
        result.senseless = not makes_sense(raw)
        if result.senseless:
            result.lines = []
        written = "" if result.senseless else raw
        fields = list(written_on(document, page))
        if lined and not result.apart and not result.senseless:
            result.lines += [line for text, box in fields if box for line in placed(clean_text(text), box, page, index)]
        result.text = clean_text("\n".join([written, *(text for text, _ in fields)]))
        result.chars = len("".join(result.text.split()))
        result.drawn = result.chars > 0 or result.senseless
        if sampled or result.chars < SCAN_CHARS:
            result.coverage, objects, result.paths = coverage(page)
            result.drawn = result.drawn or objects > 0
    except (pdfium.PdfiumError, UnicodeError, ValueError, ctypes.ArgumentError):
        result.failed = True
    finally:
        if text_page is not None:
            text_page.close()
        if page is not None:
            page.close()
    return result


def _judge(pages: list[_Page], reading: Reading, limits: ReadLimits) -> None:
    """Set text state, health and notices from what the pages gave."""
    failed = sum(page.failed for page in pages)
    scans = [number for number, page in enumerate(pages, 1) if page.scan]
    sampled = [page for page in pages[: limits.first_pages] if not page.failed]
    with_text = sum(page.chars >= SCAN_CHARS for page in pages)
    if failed:
        reading.notices.append(Notice("halaman-rusak", f"{failed} dari {len(pages)} halaman tidak dapat dibaca."))
        if failed == len(pages):
            reading.health, reading.reason = Health.RUSAK, "tidak satu halaman pun dapat dibaca"
            reading.pages = []
            return
        reading.complete = False
        reading.reason = reading.reason or f"{failed} halaman rusak tidak terbaca"
    if not any(page.drawn for page in pages):
        if not failed:
            reading.health, reading.reason = Health.KOSONG, "semua halaman kosong"
            reading.pages = []
        return
    _say_what_was_done(pages, reading)
    if scans:
        reading.meta["scan_pages"] = _ranges(scans[:_MAX_LISTED_SCANS])
    mostly_scans = sum(page.scan for page in sampled) * 2 > len(sampled)
    if (mostly_scans and len(scans) >= with_text) or not any(page.chars for page in pages):
        reading.text = TextState.PINDAIAN
        if with_text:
            reading.notices.append(
                Notice("halaman-campuran", f"{len(scans)} halaman berupa gambar; {with_text} halaman memiliki teks.")
            )
        return
    reading.text = TextState.ADA
    if scans:
        reading.notices.append(
            Notice(
                "halaman-campuran",
                f"{len(scans)} dari {len(pages)} halaman berupa gambar tanpa teks (halaman {_ranges(scans)}).",
            )
        )
    under_text = [page for page in sampled if page.chars >= SCAN_CHARS and (page.coverage or 0) >= OCR_LAYER_COVERAGE]
    if under_text and len(under_text) * 2 > len(sampled):
        reading.meta["hidden_ocr"] = "1"


def _say_what_was_done(pages: list[_Page], reading: Reading) -> None:
    """Notices about text layers that were left out or mended."""
    senseless = [number for number, page in enumerate(pages, 1) if page.senseless]
    if senseless:
        reading.notices.append(
            Notice(
                "lapisan-teks-rusak",
                f"Lapisan teks halaman {_ranges(senseless)} rusak dan tidak dipakai; halamannya perlu dibaca OCR.",
            )
        )
        reading.reason = reading.reason or "lapisan teks rusak"
    if any(page.apart for page in pages):
        reading.notices.append(Notice("huruf-berjarak", "Kata yang hurufnya ditulis berjarak telah dirangkai kembali."))


def _enclosed(document: pypdfium2.PdfDocument, reading: Reading) -> None:
    """What the PDF holds beside its pages: a form of another kind, files."""
    if document.get_formtype() in _XFA:
        reading.complete = False
        reading.reason = "formulir XFA, isinya hanya tampil di Adobe Reader; cetak ulang menjadi PDF biasa"
    names = attached_names(document)
    if names:
        reading.meta["members"] = str(len(names))
        reading.notices.append(inside_notice(names))


def _ranges(numbers: list[int]) -> str:
    """``1-3,7`` for [1, 2, 3, 7]."""
    parts: list[tuple[int, int]] = []
    for number in numbers:
        if parts and number == parts[-1][1] + 1:
            parts[-1] = (parts[-1][0], number)
        else:
            parts.append((number, number))
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in parts)


def _metadata(document: pypdfium2.PdfDocument, reading: Reading) -> None:
    """Title, dates and outline headings."""
    import pypdfium2 as pdfium

    for key, name in (("Title", "title"), ("CreationDate", "created"), ("Producer", "producer")):
        try:
            value = clean_text(document.get_metadata_value(key)).strip()
        except (pdfium.PdfiumError, UnicodeError, ValueError):
            continue
        if value:
            reading.meta[name] = value[:500]
    headings: list[str] = []
    try:
        for item in document.get_toc(max_depth=4):
            title = clean_text(item.get_title() if hasattr(item, "get_title") else item.title).strip()
            if title:
                headings.append(title[:200])
            if len(headings) >= _MAX_OUTLINE:
                break
    except (pdfium.PdfiumError, UnicodeError, ValueError, RecursionError, AttributeError):
        pass
    if headings:
        reading.meta["outline"] = "\n".join(headings)
