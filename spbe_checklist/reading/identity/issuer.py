"""Who issues a regulation: a national body, a regional head, or the agency under evaluation itself.

National regulations are the reference an agency works under, not its own evidence. The ranking of regulations is that
of Law 12/2011, articles 7 and 8.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spbe_checklist.reading.identity.capitals import restored

_ALWAYS_NATIONAL = re.compile(r"\A(?:UNDANG-UNDANG|PERATURAN PEMERINTAH|(?:PERATURAN|KEPUTUSAN|INSTRUKSI) PRESIDEN)\b")
_REGIONAL = re.compile(
    r"\b(?:GUBERNUR|BUPATI|WALI ?KOTA|DAERAH|KABUPATEN|KOTA|PROVINSI|DINAS|CAMAT|KECAMATAN|LURAH|DESA|NAGARI|DPRD|QANUN"
    r"|RSUD|DIREKTUR UTAMA)\b"
)
_NATIONAL = re.compile(
    r"\A(?:WAKIL )?(?:KEPALA |KETUA |SEKRETARIS JENDERAL |DEPUTI |DIREKTUR JENDERAL )?"
    r"(?:MENTERI|KEMENTERIAN|LEMBAGA|PRESIDEN|KOMISI|DEWAN|ARSIP NASIONAL|PERPUSTAKAAN NASIONAL|MAHKAMAH|JAKSA AGUNG"
    r"|KEJAKSAAN|KEPOLISIAN|OTORITAS|BANK INDONESIA|OMBUDSMAN|PANGLIMA|SEKRETARIAT KABINET|SEKRETARIS KABINET"
    r"|SEKRETARIS JENDERAL|DIREKTUR JENDERAL|INSPEKTUR JENDERAL|DEPUTI)\b"
)
_BODY = re.compile(r"\A(?:KEPALA )?(?:BADAN|PUSAT)\b")
_NATIONAL_BODY = re.compile(
    r"\b(?:REPUBLIK INDONESIA|NASIONAL|NEGARA|PUSAT STATISTIK|INFORMASI GEOSPASIAL|PENGAWASAN KEUANGAN"
    r"|PENGAWAS OBAT|METEOROLOGI|STANDARDISASI|KOORDINASI PENANAMAN MODAL)\b"
)
_SMALL_WORDS = frozenset({"dan", "di", "ke", "dari", "pada", "untuk", "dengan", "atas", "tentang", "yang", "serta"})
_SHORT_NAME = 12
_OWN_HOUSE = re.compile(
    r"\b(?:lingkungan|intern|internal) "
    r"(?:kementerian|lembaga|badan|komisi|dewan|sekretariat jenderal|sekretariat utama)\Z"
)
"""The end of a title that names no body: it can only be the issuer's own."""


def is_national(
    type_words: str, issuer: str, region_above: bool, agency_names: Sequence[str] = (), title: str = ""
) -> bool | None:
    """Whether a regulation is national; None when its issuer does not tell.

    ``type_words`` is the kind with the issuer in capitals ("PERATURAN BUPATI BATU BARA"), ``issuer`` the issuer alone
    in capitals, ``region_above`` whether the letterhead names a region. A regulation that one of ``agency_names``
    issued is the agency's own, whatever its rank. A ministry's rule for itself ("... di Kementerian Keuangan") binds
    nobody else, and its decrees seldom do; without ``agency_names`` nothing says whether that ministry is the agency.
    """
    if _ALWAYS_NATIONAL.match(type_words):
        return True
    if issuer and any(issued_by(issuer, name) for name in agency_names):
        return False
    if not agency_names and issuer and _is_for_itself(title, issuer):
        return None
    if not agency_names and type_words.startswith("KEPUTUSAN") and _is_national_body(issuer):
        return None
    if not issuer:
        return False if region_above else None
    if _REGIONAL.search(issuer):
        return False
    if _is_national_body(issuer):
        return True
    if _BODY.match(issuer):
        if type_words.startswith("PERATURAN") and not region_above:
            return True
        return False if region_above else None
    return False


def maybe_national(national: bool | None, issuer: str, title: str) -> bool:
    """Whether a body that issues national rules issued this one, and not for itself, but it is open whose that is."""
    return national is None and _is_national_body(issuer) and not _is_for_itself(title, issuer)


def _is_national_body(issuer: str) -> bool:
    """Whether an issuer, in capitals, is a minister, a national body, or a high official of one."""
    if _REGIONAL.search(issuer):
        return False
    return _NATIONAL.match(issuer) is not None or bool(_BODY.match(issuer) and _NATIONAL_BODY.search(issuer))


def _is_for_itself(title: str, issuer: str) -> bool:
    """Whether a regulation's title limits it to the body that issued it."""
    text, body = _folded(title), _folded(issuer)
    if _OWN_HOUSE.search(text):
        return True
    return bool(body) and any(
        f" {place} {body}" in f" {text}" for place in ("di", "di lingkungan", "pada", "lingkungan")
    )


def issued_by(issuer: str, agency: str) -> bool:
    """Whether an issuer is (an official of) the agency: "Menteri Keuangan" of "Kementerian Keuangan"."""
    wanted, given = _folded(agency), _folded(issuer)
    if not wanted or not given:
        return False
    if " " not in wanted and len(wanted) <= _SHORT_NAME:
        return wanted in {_initials(given), _initials(given.removeprefix("kementerian ")), given}
    return f" {wanted} " in f" {given} "


def _folded(name: str) -> str:
    """A name in lower case without the title of its head: ministers and ministries become one."""
    text = re.sub(r"[^a-z ]+", " ", name.lower().replace("&", " dan "))
    text = " ".join(text.split())
    text = re.sub(r"\b(?:menteri negara|menteri)\b", "kementerian", text)
    text = re.sub(r"\bwali kota\b", "walikota", text)
    text = re.sub(r"\brepublik indonesia\b|\bri\b", "", text)
    text = re.sub(r"\b(?:kepala|ketua)\b", "", text)
    return " ".join(text.split())


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word not in _SMALL_WORDS)


def as_written(issuer: str) -> str:
    """An issuer for display: capitals become title case, small words stay small."""
    return restored(" ".join(issuer.split()).strip(" ,.;:"))
