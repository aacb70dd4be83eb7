"""Read one document of any kind: dispatch on its true type, never raise for what a file may contain."""

from __future__ import annotations

from collections.abc import Callable

from spbe_checklist.facts.facts import Health, Reading
from spbe_checklist.facts.privacy import mask_private
from spbe_checklist.files import os_reason
from spbe_checklist.reading import sniff
from spbe_checklist.reading.identity.enactment import mentions_electronic_signature
from spbe_checklist.reading.readers.container import ContainerError, LockedError, TooLargeError
from spbe_checklist.reading.readers.mistaken import mistaken
from spbe_checklist.reading.readers.source import MEGABYTE, BinarySource, ReadLimits, unreadable

__all__ = ["BinarySource", "ReadLimits", "read"]

_Reader = Callable[[BinarySource, ReadLimits], Reading]


def read(source: BinarySource, name: str, limits: ReadLimits | None = None) -> Reading:
    """Read a document. ``name`` is its file name, for the extension only.

    Whatever is wrong with the file is in ``health`` and ``reason`` (Indonesian). Only MemoryError and what is no
    Exception (KeyboardInterrupt, SystemExit) pass.
    """
    limits = limits or ReadLimits()
    by_name = sniff.EXTENSIONS.get(sniff.extension_of(name), sniff.UNKNOWN)
    try:
        head, tail, size = source.edges()
        sniffed = sniff.sniff(head, tail, name, source.open)
    except OSError as error:
        return unreadable(by_name, Health.TIDAK_TERBACA, os_reason(error))
    reading = _read(source, (head, tail, size), sniffed, limits)
    reading.notices[:0] = sniffed.notices
    reading.meta = {key: mask_private(value) for key, value in reading.meta.items()}
    reading.signed = reading.signed or mentions_electronic_signature(reading.pages)
    return reading


def _read(source: BinarySource, edges: tuple[bytes, bytes, int], sniffed: sniff.Sniffed, limits: ReadLimits) -> Reading:
    """Read by the true type, with every failure turned into a value."""
    head, tail, size = edges
    format_ = sniffed.format
    known = sniffed.extension_format or sniff.UNKNOWN
    if format_ == sniff.EMPTY:
        return unreadable(known, Health.KOSONG, "berkas kosong (0 bita)")
    if format_ == sniff.ZEROS:
        return unreadable(known, Health.RUSAK, "berkas hanya berisi nol (unduhan atau salinan tidak selesai)")
    if sniffed.encrypted:
        return unreadable(known if format_ == "ooxml" else format_, Health.TERKUNCI, _LOCKED)
    if size > limits.max_bytes and format_ not in _BY_NAME_AND_SIZE:
        big = unreadable(format_, Health.TERLALU_BESAR, _too_big(size, limits))
        big.complete = False
        return big
    if format_ in {sniff.DAMAGED_ZIP, sniff.DAMAGED_OLE}:
        return unreadable(known, Health.RUSAK, "berkas rusak atau terpotong; salin atau simpan ulang")
    try:
        if (why := mistaken(source, head, sniffed)) is not None:
            return unreadable(known if known != sniff.UNKNOWN else format_, Health.SALAH_UNDUH, why)
        return _dispatch(source, head, tail, sniffed, limits)
    except (MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except LockedError:
        return unreadable(format_, Health.TERKUNCI, _LOCKED)
    except TooLargeError as error:
        return unreadable(format_, Health.TERLALU_BESAR, str(error))
    except ContainerError as error:
        return unreadable(format_, Health.RUSAK, str(error))
    except OSError as error:
        return unreadable(format_, Health.TIDAK_TERBACA, os_reason(error))
    except RecursionError:
        return unreadable(format_, Health.RUSAK, "susunan isinya terlalu dalam untuk dibaca")
    except BaseException as error:  # noqa: BLE001 - Rust panics (calamine) derive from BaseException
        return unreadable(format_, Health.RUSAK, f"berkas rusak, tidak dapat dibaca ({type(error).__name__})")


_LOCKED = "dilindungi kata sandi; kirim salinan tanpa kata sandi"
_BY_NAME_AND_SIZE = sniff.VIDEOS | sniff.SOUNDS | {"rar", "7z", sniff.POINTER}


def _too_big(size: int, limits: ReadLimits) -> str:
    return (
        f"berukuran {size / MEGABYTE:.0f} MB, di atas batas baca {limits.max_bytes / MEGABYTE:.0f} MB; "
        "hanya nama dan ukurannya yang dinilai"
    )


def _dispatch(source: BinarySource, head: bytes, tail: bytes, sniffed: sniff.Sniffed, limits: ReadLimits) -> Reading:
    """Hand over to the reader of the format's family."""
    format_ = sniffed.format
    if format_ == "pdf":
        from spbe_checklist.reading.readers.pdf import read_pdf

        return read_pdf(source, head, tail, limits)
    if format_ == "docx":
        from spbe_checklist.reading.readers.docx import read_docx

        return read_docx(source, limits)
    if format_ == "pptx":
        from spbe_checklist.reading.readers.pptx import read_pptx

        return read_pptx(source, limits)
    if format_ in {"odt", "odp", "odg"}:
        from spbe_checklist.reading.readers.odf import read_odf

        return read_odf(source, limits, format_)
    if format_ in {"xlsx", "xlsb", "xls", "ods"}:
        from spbe_checklist.reading.readers.spreadsheets import read_spreadsheet

        return read_spreadsheet(source, format_, limits)
    if format_ in {"doc", "ppt"}:
        from spbe_checklist.reading.readers import office_legacy

        return office_legacy.READERS[format_](source, limits)
    if format_ == "vsdx":
        from spbe_checklist.reading.readers.visio import read_vsdx

        return read_vsdx(source, limits)
    if format_ == "msg":
        from spbe_checklist.reading.readers.outlook import read_msg

        return read_msg(source, limits)
    if format_ in {"txt", "csv", "html", "eml", "rtf", "xml", "svg"}:
        from spbe_checklist.reading.readers import text

        return text.READERS[format_](source, limits)
    if format_ in sniff.IMAGES:
        from spbe_checklist.reading.readers.images import read_image

        return read_image(source, format_, limits)
    if format_ in {"zip", "rar", "7z", "gz", "tar"}:
        from spbe_checklist.reading.readers.archives import read_archive

        return read_archive(source, format_, limits)
    from spbe_checklist.reading.readers.other import read_other

    return read_other(source, format_, sniffed.extension_format, limits)
