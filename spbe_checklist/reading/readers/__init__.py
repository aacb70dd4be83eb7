"""Read one document of any kind: dispatch on its true type, never raise for what a file may contain."""

from __future__ import annotations

from importlib import import_module

from spbe_checklist.facts.facts import Health, Reading
from spbe_checklist.facts.privacy import mask_private
from spbe_checklist.files import os_reason
from spbe_checklist.reading import sniff
from spbe_checklist.reading.identity.enactment import mentions_electronic_signature
from spbe_checklist.reading.readers.container import ContainerError, LockedError, TooLargeError
from spbe_checklist.reading.readers.mistaken import mistaken
from spbe_checklist.reading.readers.source import MEGABYTE, BinarySource, ReadLimits, unreadable

__all__ = ["BinarySource", "ReadLimits", "read"]


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


_READERS = {
    "docx": "docx.read_docx", "pptx": "pptx.read_pptx", "vsdx": "visio.read_vsdx", "msg": "outlook.read_msg",
    "doc": "office_legacy.read_doc", "ppt": "office_legacy.read_ppt",
    "html": "text.read_html", "eml": "text.read_eml", "rtf": "text.read_rtf",
    **dict.fromkeys(("txt", "csv"), "text.read_plain"), **dict.fromkeys(("xml", "svg"), "text.read_xml"),
    **dict.fromkeys(("odt", "odp", "odg"), "odf.read_odf"),
    **dict.fromkeys(("xlsx", "xlsb", "xls", "ods"), "spreadsheets.read_spreadsheet"),
    **dict.fromkeys(sniff.IMAGES, "images.read_image"),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tar"), "archives.read_archive"),
}  # fmt: skip
"""Format to module and function ``(source, format, limits) -> Reading``, which loads when it is first needed."""


def _dispatch(source: BinarySource, head: bytes, tail: bytes, sniffed: sniff.Sniffed, limits: ReadLimits) -> Reading:
    """Hand over to the reader of the format."""
    if sniffed.format == "pdf":
        from spbe_checklist.reading.readers.pdf import read_pdf

        return read_pdf(source, head, tail, limits)
    if (place := _READERS.get(sniffed.format)) is not None:
        module, _, name = place.partition(".")
        reading: Reading = getattr(import_module(f"{__name__}.{module}"), name)(source, sniffed.format, limits)
        return reading
    from spbe_checklist.reading.readers.other import read_other

    return read_other(source, sniffed.format, sniffed.extension_format, limits)
