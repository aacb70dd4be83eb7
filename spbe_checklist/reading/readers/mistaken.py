"""Something else saved under a document's name: a web page, an answer of a server, a pointer of Git LFS."""

from __future__ import annotations

import re

from spbe_checklist.reading import sniff
from spbe_checklist.reading.readers.source import BinarySource
from spbe_checklist.reading.readers.text import decode, html_text

_LFS = b"version https://git-lfs.github.com/spec/"
_NEVER_TEXT = sniff.IMAGES | sniff.VIDEOS | sniff.SOUNDS | frozenset(
    {"pdf", "docx", "xlsx", "xlsb", "pptx", "odt", "ods", "odp", "ppt", "zip", "rar", "7z"}
)  # fmt: skip
_SOMETIMES_HTML = frozenset({"doc", "xls", "html"})
"""Programs export web pages under these names, so that only what such a page says tells the mistake."""
_LOGIN = re.compile(r"<input[^<>]{0,300}\btype\s*=\s*[\"']?password", re.IGNORECASE)
_ERROR = re.compile(
    r"\b(?:40[0-5]|50[0-4])\b|tidak ditemukan|not found|forbidden|unauthori[sz]ed|access denied|akses ditolak"
    r"|sesi (?:anda )?(?:telah )?(?:habis|berakhir)|session (?:has )?expired",
    re.IGNORECASE,
)
_MOST = 256 * 1024
_SHORT = 800
"""Letters of text that a login or error page has at most."""


def mistaken(source: BinarySource, head: bytes, sniffed: sniff.Sniffed) -> str | None:
    """Why this is not the document its name says, with the next step; None where it may be one."""
    if head.startswith(_LFS):
        return "penunjuk Git LFS, bukan dokumennya; jalankan git lfs pull atau unduh ulang"
    found, by_name = sniffed.format, sniffed.extension_format
    again = f"bukan {sniff.label(by_name or found)}; unduh ulang dokumennya"
    if by_name in _NEVER_TEXT:
        if found == "html":
            return f"isinya halaman web (misalnya halaman masuk atau pesan galat), {again}"
        if found == "xml" or (found in sniff.PLAIN and head.lstrip()[:1] in {b"{", b"["}):
            return f"isinya jawaban server, {again}"
    if found == "html" and by_name in _SOMETIMES_HTML:
        markup = decode(source.load(_MOST))
        text, title = html_text(markup)
        if len(text) < _SHORT and (_LOGIN.search(markup) or _ERROR.search(title)):
            return "isinya halaman masuk atau pesan galat sebuah situs; unduh ulang dokumennya"
    return None
