"""Tell what a file really is from its content; the name only breaks ties and is compared afterwards.

Own signatures instead of libmagic: an agency's files are of some forty kinds, and the questions that matter here
(encrypted Office file or plain one? which Office kind inside the zip? HTML saved as .xls?) are the ones general
sniffers answer worst.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import BinaryIO

from msgspec import Struct, field

from spbe_checklist.facts.facts import Notice

UNKNOWN = "tidak_dikenal"
EMPTY = "kosong"
ZEROS = "nol"
POINTER = "pintasan"
DAMAGED_ZIP = "zip_rusak"
DAMAGED_OLE = "ole_rusak"
OLD = "format_lama"

EXTENSIONS: dict[str, str] = {
    "pdf": "pdf",
    "docx": "docx", "docm": "docx", "dotx": "docx", "dotm": "docx",
    "xlsx": "xlsx", "xlsm": "xlsx", "xltx": "xlsx", "xltm": "xlsx", "xlsb": "xlsb",
    "pptx": "pptx", "pptm": "pptx", "ppsx": "pptx", "potx": "pptx", "ppsm": "pptx",
    "doc": "doc", "dot": "doc", "xls": "xls", "xlt": "xls", "ppt": "ppt", "pps": "ppt", "msg": "msg", "vsd": "vsd",
    "odt": "odt", "ott": "odt", "ods": "ods", "ots": "ods", "odp": "odp", "otp": "odp", "odg": "odg",
    "rtf": "rtf", "txt": "txt", "md": "txt", "log": "txt", "json": "txt", "yaml": "txt", "yml": "txt", "sql": "txt",
    "csv": "csv", "tsv": "csv", "html": "html", "htm": "html", "mht": "eml", "mhtml": "eml", "eml": "eml",
    "xml": "xml", "drawio": "drawio", "svg": "svg", "bpmn": "xml",
    "png": "png", "jpg": "jpg", "jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "tif": "tiff", "tiff": "tiff",
    "webp": "webp", "gif": "gif", "bmp": "bmp", "heic": "heic", "heif": "heic", "avif": "avif",
    "mp4": "mp4", "m4v": "mp4", "mov": "mov", "3gp": "mp4", "avi": "avi", "flv": "flv", "mkv": "mkv", "webm": "mkv",
    "wmv": "wmv", "mpg": "mpeg", "mpeg": "mpeg", "mp3": "mp3", "m4a": "mp4", "wav": "wav", "ogg": "ogg",
    "zip": "zip", "rar": "rar", "7z": "7z", "gz": "gz", "tgz": "gz", "tar": "tar",
    "gdoc": POINTER, "gsheet": POINTER, "gslides": POINTER, "gform": POINTER, "gdraw": POINTER,
    "url": POINTER, "lnk": POINTER, "webloc": POINTER, "desktop": POINTER,
    "vsdx": "vsdx", "pages": "iwork", "numbers": "iwork", "key": "iwork", "p7m": "p7m", "p7s": "p7m",
    "wpd": OLD, "mpp": "mpp", "exe": "exe", "apk": "apk", "psd": "psd",
}  # fmt: skip
"""Extension (lower case, without dot) to format."""

IMAGES = frozenset({"png", "jpg", "tiff", "webp", "gif", "bmp", "heic", "avif"})
VIDEOS = frozenset({"mp4", "mov", "avi", "flv", "mkv", "wmv", "mpeg"})
SOUNDS = frozenset({"mp3", "wav", "ogg"})
PLAIN = frozenset({"txt", "csv"})

_SAME_FAMILY = (
    PLAIN,
    frozenset({"mp4", "mov", "heic"}),  # one container, brands differ by device
    frozenset({"doc", "xls", OLD}),
    frozenset({"xml", "drawio", "svg", "html"}),
    frozenset({"html", "eml"}),
    frozenset({"wmv", "avi", "mpeg"}),
    frozenset({"eml", "txt"}),
)

_LABELS = {
    "pdf": "PDF", "docx": "Word (DOCX)", "xlsx": "Excel (XLSX)", "xlsb": "Excel (XLSB)", "pptx": "PowerPoint (PPTX)",
    "doc": "Word lama (DOC)", "xls": "Excel lama (XLS)", "ppt": "PowerPoint lama (PPT)", "odt": "OpenDocument (ODT)",
    "ods": "OpenDocument (ODS)", "odp": "OpenDocument (ODP)", "rtf": "RTF", "txt": "teks", "csv": "teks (CSV)",
    "html": "halaman web (HTML)", "eml": "surel", "xml": "XML", "drawio": "diagram draw.io", "svg": "gambar SVG",
    "png": "gambar PNG", "jpg": "gambar JPEG", "tiff": "gambar TIFF", "webp": "gambar WEBP", "gif": "gambar GIF",
    "bmp": "gambar BMP", "heic": "gambar HEIC", "mp4": "video MP4", "mov": "video MOV", "avi": "video AVI",
    "flv": "video FLV", "mkv": "video MKV", "wmv": "video WMV", "mpeg": "video MPEG", "zip": "arsip ZIP",
    "rar": "arsip RAR", "7z": "arsip 7Z", "gz": "arsip GZ", "tar": "arsip TAR", POINTER: "pintasan",
    "avif": "gambar AVIF", "vsdx": "Visio (VSDX)", "iwork": "dokumen Apple (Pages, Numbers, Keynote)",
    "msg": "surel Outlook",
    "p7m": "dokumen bertanda tangan (P7M)", OLD: "dokumen Office sebelum 1997", "exe": "program",
    "ole": "dokumen Office lama",
}  # fmt: skip

_OOXML = "ooxml"
"""An encrypted Office file of unknown kind and an unknown extension."""


class Sniffed(Struct, frozen=True):
    """What the content says, what the name says, and whether they disagree."""

    format: str
    extension_format: str | None
    mismatch: bool
    encrypted: bool = False
    """The container itself is encrypted (password-protected Office file)."""
    notices: tuple[Notice, ...] = field(default=())


def label(format_: str) -> str:
    """Name of a format for users."""
    return _LABELS.get(format_, format_.upper())


def extension_of(name: str) -> str:
    """Last extension of a name in lower case, without the dot; ``""`` when there is none."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lstrip(".").strip().lower()


def sniff(head: bytes, tail: bytes, name: str, opener: Callable[[], BinaryIO]) -> Sniffed:
    """True format of a file from its first and last bytes; ``opener`` is called only for zip and OLE containers.

    Never raises for what a file may contain. OSError of ``opener`` passes: the caller knows what it opened.
    """
    by_name = EXTENSIONS.get(extension_of(name))
    found, encrypted = _by_content(head, tail, by_name, opener)
    mismatch = by_name is not None and not _agree(found, by_name, encrypted)
    notices = [*_double_extension(name)]
    if mismatch:
        notices.insert(
            0,
            Notice(
                "ekstensi-berbeda",
                f"Nama berkas berakhiran .{extension_of(name)}, tetapi isinya {label(found)}; "
                "simpan ulang dengan jenis yang benar.",
            ),
        )
    return Sniffed(found, by_name, mismatch, encrypted, tuple(notices))


def _agree(found: str, by_name: str, encrypted: bool) -> bool:
    """Whether content and extension name the same kind, as far as the content can tell."""
    if found == by_name or found in {EMPTY, ZEROS, UNKNOWN, DAMAGED_ZIP, DAMAGED_OLE}:
        return True
    if encrypted and found == _OOXML:
        return True
    return any(found in family and by_name in family for family in _SAME_FAMILY)


def _double_extension(name: str) -> list[Notice]:
    """A notice for ``x.docx.pdf`` and ``x.jpg.jpg``: usually a conversion, sometimes a disguise."""
    suffixes = [suffix.lstrip(".").lower() for suffix in PurePosixPath(name.replace("\\", "/")).suffixes]
    if len(suffixes) < 2 or suffixes[-1] not in EXTENSIONS or suffixes[-2] not in EXTENSIONS:
        return []
    if suffixes[-2:] == ["tar", "gz"]:
        return []
    return [Notice("ekstensi-ganda", f"Nama berkas berakhiran ganda .{suffixes[-2]}.{suffixes[-1]}; rapikan namanya.")]


_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"FLV\x01", "flv"),
    (b"\x1aE\xdf\xa3", "mkv"),
    (b"0&\xb2u\x8ef\xcf\x11", "wmv"),
    (b"\x00\x00\x01\xba", "mpeg"),
    (b"\x00\x00\x01\xb3", "mpeg"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gz"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"\xdb\xa5-\x00", OLD),  # Word 2
    (b"1\xbe\x00\x00", OLD),  # Word for DOS, Windows Write
    (b"2\xbe\x00\x00", OLD),
    (b"\xffWPC", OLD),  # WordPerfect
    (b"\t\x00\x04\x00", OLD),  # Excel 2 to 4
    (b"\t\x02\x06\x00", OLD),
    (b"\t\x04\x06\x00", OLD),
    (b"\x00\x00\x02\x00\x06\x04\x06\x00", OLD),  # Lotus 1-2-3
    (b"\x00\x00\x1a\x00\x00\x10\x04\x00", OLD),
    (b"MZ", "exe"),
    (b"8BPS", "psd"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", POINTER),
)

_BMP_HEADERS = frozenset(size.to_bytes(4, "little") for size in (12, 40, 108, 124))
_QUICKTIME = frozenset({b"qt  ", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})


def _by_content(head: bytes, tail: bytes, by_name: str | None, opener: Callable[[], BinaryIO]) -> tuple[str, bool]:
    """Format by content and whether the container is encrypted."""
    if not head:
        return EMPTY, False
    if not head.strip(b"\x00"):
        return (ZEROS, False) if not tail.strip(b"\x00") else (UNKNOWN, False)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(opener)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_kind(by_name, opener)
    for start, format_ in _STARTS:
        if head.startswith(start):
            return format_, False
    if head[:4] == b"RIFF" and len(head) >= 12:
        return {b"WEBP": "webp", b"AVI ": "avi", b"WAVE": "wav"}.get(head[8:12], UNKNOWN), False
    if head[:2] == b"BM" and head[14:18] in _BMP_HEADERS:
        return "bmp", False
    if head[4:8] == b"ftyp":
        return _iso_media(head[8:12]), False
    if head[4:8] in _QUICKTIME:
        return "mov", False
    if head[257:262] == b"ustar":
        return "tar", False
    if is_signed_data(head):
        return "p7m", False
    if b"%PDF-" in head[:1024]:
        return "pdf", False
    return _text_kind(head, by_name), False


_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")


def is_signed_data(head: bytes) -> bool:
    """Whether bytes begin CMS signed data (RFC 5652), as it is or in PEM."""
    return (head[:1] == b"\x30" and _SIGNED_DATA in head[:64]) or head.startswith(b"-----BEGIN PKCS7-----")


def _iso_media(brand: bytes) -> str:
    """MP4, QuickTime, HEIF or AVIF by the major brand."""
    if brand in {b"avif", b"avis"}:
        return "avif"
    if brand in _HEIF_BRANDS:
        return "heic"
    return "mov" if brand == b"qt  " else "mp4"


_ODF_MIMES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
    b"application/vnd.oasis.opendocument.graphics": "odg",
}

_OOXML_PARTS = (
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook.xml", "xlsx"),
    ("visio/document.xml", "vsdx"),
)
_USUAL_PARTS = frozenset(name for name, _ in _OOXML_PARTS)


def _zip_kind(opener: Callable[[], BinaryIO]) -> tuple[str, bool]:
    """Which kind of zip container, by its central directory."""
    from spbe_checklist.reading.readers.container import Container, ContainerError, TooLargeError

    types = b""
    with opener() as stream:
        try:
            with Container(stream) as container:
                names = set(container.names())
                if "[Content_Types].xml" in names and not names & _USUAL_PARTS:
                    types = container.read("[Content_Types].xml", 4_000_000)
                if "mimetype" in names:
                    kind = _ODF_MIMES.get(container.read("mimetype", 200).strip().removesuffix(b"-template"))
                    if kind:
                        return kind, False
        except TooLargeError:
            return "zip", False
        except ContainerError:
            return DAMAGED_ZIP, False
    lower = {name.lower() for name in names}
    for part_name, kind in _OOXML_PARTS:
        if part_name in lower:
            return kind, False
    for word, kind in ((b"wordprocessingml", "docx"), (b"presentationml", "pptx"), (b"spreadsheetml", "xlsx")):
        if word in types:
            return kind, False
    if "[content_types].xml" in lower:
        for prefix, kind in (("word/", "docx"), ("ppt/", "pptx"), ("xl/", "xlsx")):
            if any(name.startswith(prefix) for name in lower):
                return kind, False
    if "index.zip" in lower or "index.apxl" in lower or any(name.endswith(".iwa") for name in lower):
        return "iwork", False
    if "androidmanifest.xml" in lower:
        return "apk", False
    return "zip", False


_OLE_STREAMS = (
    ("worddocument", "doc"), ("workbook", "xls"), ("book", "xls"), ("powerpoint document", "ppt"),
    ("visiodocument", "vsd"),
)  # fmt: skip


def _ole_kind(by_name: str | None, opener: Callable[[], BinaryIO]) -> tuple[str, bool]:
    """Which kind of OLE container, by its streams; an EncryptedPackage is a password-protected OOXML file."""
    import olefile

    with opener() as stream:
        try:
            ole = olefile.OleFileIO(stream)
            names = {"/".join(entry).lower() for entry in ole.listdir(streams=True, storages=True)}
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - olefile raises half a dozen kinds on damaged files
            return DAMAGED_OLE, False
    if "encryptedpackage" in names:
        return (by_name if by_name in {"docx", "xlsx", "pptx", "xlsb"} else _OOXML), True
    for stream_name, kind in _OLE_STREAMS:
        if stream_name in names:
            return kind, False
    if any(name.startswith("__substg1.0") for name in names):
        return "msg", False
    return (DAMAGED_OLE if ole.parsing_issues else "ole"), False


_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"<\s*(!doctype\s+html|html|head|body|table|meta|div|title)\b", re.IGNORECASE)
_MAIL = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*: ?.*(?:\r?\n[ \t].*)*\r?\n){2,}", re.MULTILINE)
_MAIL_FIELDS = (b"from:", b"received:", b"mime-version:", b"message-id:", b"return-path:")


def looks_like_text(head: bytes) -> bool:
    """Whether bytes read as text: a byte order mark, UTF-16 with Latin letters, or hardly any control bytes."""
    if head.startswith(_BOMS):
        return True
    sample = head[:EDGE_SAMPLE]
    if utf16_without_mark(sample):
        return True
    if b"\x00" in sample:
        return False
    odd = sum(1 for byte in sample if byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1b")
    if odd * 50 > len(sample):
        return False
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(sample) - 4:
            return True
        # Legacy single-byte text has few high bytes; random bytes have half.
        return sum(1 for byte in sample if byte >= 128) * 5 < len(sample)
    return True


EDGE_SAMPLE = 4096


def utf16_without_mark(sample: bytes) -> str | None:
    """``utf-16-le``/``utf-16-be`` when every other byte is zero, as in Latin text without a byte order mark."""
    if len(sample) < 8:
        return None
    even, odd = sample[0::2], sample[1::2]
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


_STRAY_ZEROS = 20
"""In a file named as text, one zero among so many bytes is no sign of another format."""
_POINTER_TEXTS = (b"{", b"<?xml", b"<plist", b"[desktop")


def _text_kind(head: bytes, by_name: str | None) -> str:
    """Which kind of text, or UNKNOWN for binary."""
    if by_name in PLAIN and 0 < head.count(0) * _STRAY_ZEROS < len(head):
        head = head.replace(b"\x00", b"")  # exports of old databases fill fields with zeros
    if not looks_like_text(head):
        return UNKNOWN
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "replace").encode("utf-8", "replace")
    elif (encoding := utf16_without_mark(head[:EDGE_SAMPLE])) is not None:
        text = head.decode(encoding, "replace").encode("utf-8", "replace")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf")
    start = text.lstrip()
    lower = start[:2048].lower()
    if lower.startswith(b"[internetshortcut]") or (by_name == POINTER and lower.startswith(_POINTER_TEXTS)):
        return POINTER
    if lower.startswith((b"<?xml", b"<mxfile", b"<mxgraphmodel", b"<svg")):
        return _xml_kind(lower)
    if _HTML.match(start) or (lower.startswith(b"<!--") and _HTML.search(start)):
        return "html"
    if _MAIL.match(start) and any(field_name in lower for field_name in _MAIL_FIELDS):
        return "eml"
    if by_name in {"txt", "csv"}:
        return by_name
    if by_name == "html" and _HTML.search(start):
        return "html"
    return by_name if by_name in {"eml", "drawio", "svg", "xml"} and lower.startswith(b"<") else "txt"


def _xml_kind(lower: bytes) -> str:
    """draw.io, SVG, XHTML or other XML, by the first elements."""
    if b"<mxfile" in lower or b"<mxgraphmodel" in lower:
        return "drawio"
    if b"<svg" in lower:
        return "svg"
    return "html" if b"<html" in lower else "xml"
