"""Words set in capitals as they are written elsewhere: "RENCANA KERJA DINAS" "Rencana Kerja", SPBE stays."""

from __future__ import annotations

import re

_SMALL = frozenset(
    {"dan", "di", "ke", "dari", "pada", "untuk", "dengan", "atas", "tentang", "yang", "serta", "dalam", "oleh", "bagi",
     "kepada", "per", "atau", "sebagai", "terhadap", "antara", "menurut", "se"}
)  # fmt: skip
_ACRONYMS = frozenset(
    {"SPBE", "TIK", "SOP", "PPID", "APBD", "APBN", "DPA", "RKA", "OPD", "ASN", "CSIRT", "TTIS", "SAKIP", "LAKIP",
     "LKJIP", "SPIP", "APIP", "RSUD", "UPTD", "UPT", "RPJMD", "RPJPD", "RKPD", "SIMPEG", "SIPD", "LPSE", "JDIH", "CISA",
     "ISO", "UAT", "API", "DDOS", "PPP", "KAK", "TOR", "BLUD", "BPKAD", "BKPSDM", "PAD", "ULP", "VPN", "OCR", "URL",
     "UU", "IKU", "COBIT", "ITSM", "KAMI", "SDI", "SDM", "PUPR", "DPRD", "RI", "LHE", "LHP", "LHR", "IKASANDI",
     "BAPPEDA"}
)  # fmt: skip
"""Short words that could be read as a word; those without a vowel need no list."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ROMAN = re.compile(r"[IVX]+|[IVX]+[A-D]")


def restored(text: str) -> str:
    """A text in capitals in title case; a text that has small letters stays as it is."""
    letters = [char for char in text if char.isalpha()]
    if sum(map(str.isupper, letters)) < 0.8 * len(letters):
        return text
    return _WORD.sub(lambda match: _word(match, text), text)


def _word(match: re.Match[str], text: str) -> str:
    word = match.group()
    before, after = text[: match.start()], text[match.end() : match.end() + 1]
    home = word == "DALAM" and text[match.end() :].startswith(" NEGERI")  # a ministry's name
    if word.lower() in _SMALL and not home and before.strip() and not before.rstrip().endswith((".", ":")):
        return word.lower()
    alone = before.endswith("(") and after == ")" and len(word) <= 8
    if (
        word in _ACRONYMS
        or alone
        or _ROMAN.fullmatch(word)
        or not re.search("[AIUEOaiueo]", word)
        or before[-1:].isdigit()
    ):
        return word
    return word.capitalize()
