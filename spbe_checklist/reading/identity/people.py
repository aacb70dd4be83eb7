"""Which offices a document names: the letterhead above it, who made it, who signs it. Never the names of persons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spbe_checklist.reading.identity.issuer import as_written

_HEAD_LINES = 10
_MOST_AUTHORS = 6
_LONGEST = 120

_TOP = re.compile(
    r"\A(?:PEMERINTAH|KEMENTERIAN|REPUBLIK INDONESIA|BADAN|LEMBAGA|DEWAN|KOMISI|INSPEKTORAT|SEKRETARIAT|DINAS|BUPATI"
    r"|WALI ?KOTA|GUBERNUR|KECAMATAN|KELURAHAN|DISTRIK|NAGARI|RSUD|RUMAH SAKIT|PUSKESMAS|UNIVERSITAS|PERUMDA"
    r"|PT\.? |CV\.? |YAYASAN|KANTOR|MAHKAMAH|KEJAKSAAN|KEPOLISIAN|POLITEKNIK|INSTITUT)\b"
)
_BELOW = re.compile(
    r"\A(?:PROVINSI|KABUPATEN|KOTA|DINAS|BADAN|SEKRETARIAT|INSPEKTORAT|BIRO|BAGIAN|SUB ?BAGIAN|BIDANG|DIREKTORAT|DEPUTI"
    r"|UPTD?|KECAMATAN|KELURAHAN|KANTOR|PUSAT|BALAI|SATUAN|RSUD|RUMAH SAKIT"
    r"|REPUBLIK INDONESIA|DAN |PEMERINTAH|DAERAH\Z)\b"
)
_ADDRESS = re.compile(
    r"\b(?:JALAN|JL\b|JLN\b|TELP|TELEPON|FAX|FAKS|E-?MAIL|POS-?EL|WEBSITE|LAMAN|HTTP|WWW|KODE POS)", re.IGNORECASE
)
_NO_OFFICE = re.compile(
    r"\b(?:PERATURAN|KEPUTUSAN|LAPORAN|NOMOR|TENTANG|TAHUN|SURAT|NOTULEN|RENCANA|DAFTAR|FORMULIR|\d{4})\b"
)

_SORT = r"(?:tik|ti|spbe|teknologi informasi)"
_SIDE = r"(?:internal|eksternal|independen)"
_MAKER = re.compile(
    r"\b(?:disusun|dibuat|disiapkan|dilaksanakan|dilakukan|diaudit|diperiksa|direviu|dievaluasi|diuji) oleh\b\s*:?\s*"
    rf"|\A(?:auditor(?: {_SORT})?(?: {_SIDE})?|pelaksana audit|lembaga (?:pelaksana )?audit|pemeriksa|penyusun"
    r"|tim penyusun|konsultan)\s*:\s*",
    re.IGNORECASE,
)
_TEAM = re.compile(
    r"\btim (?:audit(?:or)?|pemeriksa|reviu|evaluator|penguji|penilai|asesor)\b"
    r"(?: (?:internal|eksternal|independen|spbe|tik|teknologi informasi|keamanan(?: informasi)?|aplikasi))*",
    re.IGNORECASE,
)
_ROLE = re.compile(rf"\Aauditor(?: {_SORT})? {_SIDE}(?=[^:]{{0,20}}:)", re.IGNORECASE)
"""What a line calls those whose names follow: "Auditor TIK internal: ..."."""
_MAKER_WORD = re.compile(
    r"\b(?:tim|inspektorat|dinas|badan|brin|bssn|bpkp|apip|kementerian|lembaga|universitas|politeknik|institut|pusat"
    r"|balai|direktorat|bagian|bidang|biro|sekretariat|diskominfo\w*|pt|cv|konsultan|laboratorium|kelompok kerja"
    r"|satuan|\w*csirt)\b",
    re.IGNORECASE,
)
_MAKER_END = re.compile(r"(?:\A|(?<=\s))(?!(?:dan|serta)\s)[a-z]|[;:,(|]|(?<!\bPT)(?<!\bCV)\.")
"""A name of an office goes on in capitals; the sentence around it does not."""
_SIGNS = re.compile(
    r"\A(?:a\.?n\.?\s+|u\.?b\.?\s+|pl[th]\.?\s+|pj\.?\s+)*"
    r"(?P<office>(?:KEPALA|SEKRETARIS|BUPATI|WALI ?KOTA|GUBERNUR|INSPEKTUR|DIREKTUR|KETUA|CAMAT|REKTOR"
    r"|DEPUTI|ASISTEN|MENTERI|LURAH)\b.*)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\bNIP\b|\bttd\b|t\.t\.d|ditandatangani secara elektronik|\bNRP\b", re.IGNORECASE)


def letterhead(lines: Sequence[str]) -> str | None:
    """The offices at the top of the first page, highest first, or None without a letterhead."""
    found: list[str] = []
    for line in lines[:_HEAD_LINES]:
        upper = line.upper()
        if found and found[-1].lower().endswith((" dan", ",")) and _is_office(line):
            found[-1] += " " + line
            continue
        if not found:
            if _TOP.match(upper) and _is_office(line):
                found.append(line)
            continue
        if _ADDRESS.search(line) or not _is_office(line) or not (_BELOW.match(upper) or _TOP.match(upper)):
            break
        if upper != found[0].upper():
            found.append(line)
    return ", ".join(as_written(line) for line in found)[: _LONGEST * 2] or None


def _is_office(line: str) -> bool:
    """In capitals or title case, short, and no heading of a document."""
    words = line.split()
    return (
        len(words) <= 12
        and not _NO_OFFICE.search(line.upper())
        and sum(char.isdigit() for char in line) <= 2
        and all(word[0].isupper() or word in {"dan", "di"} or not word[0].isalpha() for word in words)
    )


def authors(head: Sequence[str], tail: Sequence[str]) -> tuple[str, ...]:
    """Offices, teams and firms named as makers in the first and last lines; a person's name alone is left out."""
    found: dict[str, str] = {}
    for lines in (head, tail):
        for index, line in enumerate(lines):
            for match in _MAKER.finditer(line):
                value = line[match.end() :] or (lines[index + 1] if index + 1 < len(lines) else "")
                value = value[: end.start()] if (end := _MAKER_END.search(value)) else value
                if _MAKER_WORD.search(value) and len(value.split()) <= 14:
                    found.setdefault(value.lower(), as_written(value)[:_LONGEST])
            for match in (*_TEAM.finditer(line), *_ROLE.finditer(line)):
                found.setdefault(match.group().lower(), as_written(match.group().upper())[:_LONGEST])
    return tuple(found.values())[:_MOST_AUTHORS]


def signatory(tail: Sequence[str]) -> str | None:
    """The office in the last lines under which a name with its number, a signature or its seal stands."""
    for index in reversed(range(len(tail))):
        match = _SIGNS.match(tail[index])
        if match is None or len(tail[index].split()) > 14 or tail[index].rstrip().endswith((".", ";", ":")):
            continue
        if not any(_SIGNED.search(line) for line in tail[index + 1 : index + 8]):
            continue
        office = match.group("office")
        for follower in tail[index + 1 : index + 3]:
            if follower != follower.upper() or office.endswith(",") or not _BELOW.match(follower):
                break
            office += " " + follower
        return as_written(office)[:_LONGEST] or None
    return None
