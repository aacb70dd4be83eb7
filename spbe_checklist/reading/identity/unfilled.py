"""Tell forms and templates that nobody filled in: dotted lines, empty labels, placeholders, notes how to fill in.

Dotted leaders of a table of contents are no blanks, and on a scan a dotted line may hold handwriting that was not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

_PAGES = 12
"""Pages looked at: what is a form is one from the start."""
_LEAST_BLANKS = 6
_WORDS_PER_BLANK = 60
"""A text has running sentences between its blanks; a form has labels."""
_LEAST_INSTRUCTIONS = 4
_LEAST_EMPTY_LABELS = 4

_BLANK = re.compile(r"(?:\.\s?){5,}|…{2,}|_{4,}|(?:-\s?){8,}")
_BLANK_MARKS = ("...", "…", "____", ". . .", "----", "- - -")
_LEADER = re.compile(r"(?:\.|…|_|-|\s)*(?:[ivxlc]{1,6}|\d{1,3})\s*\Z", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:\d{1,2}[.)]\s*|[a-z][.)]\s*|[-*•]\s*)?"
    r"(?:nama|nip|nik|jabatan|alamat|pekerjaan|instansi|unit kerja|no(?:mor)?\b|telepon|no\.? ?(?:telp|hp)"
    r"|e-?mail|tanggal|hari|tempat|waktu|pukul|perihal|hal|lampiran|sifat|acara|agenda|tujuan|keperluan|kegiatan|lokasi|pangkat)"
    r"[\w /.()]{0,40}?\s*:?\s*\Z",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(r"(?<!sudah )(?<!telah )\bdiisi\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"\$\{\w+\}|\{\{\s*\w+\s*\}\}|\bX{3,}\b|\b20XX\b|\bdd[-/]mm[-/]yy(?:yy)?\b|\blorem ipsum\b"
    r"|<<?[A-Za-z][\w ]{2,30}>>?"
    r"|\[(?:isi|nama|nomor|tanggal|tahun|jabatan|instansi|judul|tuliskan|sebutkan)\b[^\]\n]{0,40}\]"
    r"|\((?:isi|tuliskan|sebutkan|nama instansi|nama perangkat daerah|nama jelas)\b[^)\n]{0,40}\)"
    r"|\bnama (?:instansi|perangkat daerah|daerah) anda\b",
    re.IGNORECASE,
)
_PLACEHOLDER_SIGNS = (
    "${", "{{", "xxx", "20xx", "dd-mm", "dd/mm", "lorem ipsum", "<", "[", "(isi", "(tuliskan", "(sebutkan", "(nama ",
    " anda",
)  # fmt: skip
"""One of these stands in every placeholder; looking for them first is many times faster."""
_CHAPTER = re.compile(r"\b(?:BAB|BAGIAN|PASAL|EDISI|KE)[ -]*\Z", re.IGNORECASE)
_TEMPLATE_HEAD = re.compile(
    r"\A\W*(?:KOP (?:SURAT|DINAS|NASKAH|INSTANSI|PERANGKAT DAERAH)|LOGO (?:INSTANSI|DAERAH))\b", re.IGNORECASE
)
_HEAD_LINES = 8


class Unfilled(Struct, frozen=True):
    """What is left to fill in."""

    form: bool
    """So much that it is a form or template and no document."""
    signs: tuple[str, ...]
    """Each sign as a sentence for the user."""


def read_unfilled(pages: Sequence[str], *, lenient: bool) -> Unfilled:
    """Blanks of a document. ``lenient`` is set for text from OCR: its blanks and empty labels say nothing."""
    lines = [" ".join(line.split()) for page in pages[:_PAGES] for line in page.split("\n")]
    lines = [line for line in lines if line]
    signs: list[str] = []
    form = False
    if any(_TEMPLATE_HEAD.match(line) for line in lines[:_HEAD_LINES]):
        signs.append("kop surat belum diganti")
        form = True
    text = "\n".join(lines)
    lowered = text.lower()
    words = text.count(" ") + len(lines)
    placeholders = _placeholders(text) if any(sign in lowered for sign in _PLACEHOLDER_SIGNS) else []
    if placeholders:
        signs.append("penanda belum diganti: " + ", ".join(f"“{found}”" for found in placeholders[:3]))
        form = form or len(placeholders) >= 3
    if not lenient:
        blanks = sum(map(_blanks, lines)) if any(mark in text for mark in _BLANK_MARKS) else 0
        empty = _empty_labels(lines)
        if blanks >= _LEAST_BLANKS and words <= blanks * _WORDS_PER_BLANK:
            signs.append(f"{blanks} isian masih bertitik-titik")
            form = True
        if empty >= _LEAST_EMPTY_LABELS and words <= empty * _WORDS_PER_BLANK:
            signs.append(f"{empty} isian masih kosong")
            form = True
    instructions = sum(bool(_INSTRUCTION.search(line)) for line in lines) if "diisi" in lowered else 0
    if instructions >= _LEAST_INSTRUCTIONS and words <= instructions * _WORDS_PER_BLANK:
        signs.append(f"memuat {instructions} petunjuk “diisi ...”")
        form = True
    return Unfilled(form, tuple(signs))


def _blanks(line: str) -> int:
    """Dotted places of a line that do not lead to a page number."""
    if not any(mark in line for mark in _BLANK_MARKS):
        return 0
    return sum(not _LEADER.match(line, match.end()) for match in _BLANK.finditer(line))


def _empty_labels(lines: Sequence[str]) -> int:
    """Labels of a form with nothing after them: another label follows, or the blank that was counted already."""
    return sum(
        line.endswith(":") and _LABEL.match(line) is not None and _LABEL.match(follower) is not None
        for line, follower in pairwise(lines)
    )


def _placeholders(text: str) -> list[str]:
    """Different placeholders in order. XXX in small letters is a word, and chapter XXX has a number."""
    found: dict[str, None] = {}
    for match in _PLACEHOLDER.finditer(text):
        word = match.group()
        if not (
            word.lower().strip("x") in {"", "20"}
            and (word != word.upper() or _CHAPTER.search(text[max(0, match.start() - 10) : match.start()]))
        ):
            found.setdefault(word[:40])
    return list(found)
