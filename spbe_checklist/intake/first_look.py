"""What the documents themselves tell about an agency: defaults for its first settings, for a person to confirm.

Agency and units come from letterheads and issuers, the year from the documents, services from what is filed under the
indicators that the agency fills itself. Nothing here is certain; a year outside the instrument is never proposed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.intake.init import Profile
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.result import Result

_REGION = re.compile(r"\b(kota|kabupaten|provinsi)\s+([\w' -]+)", re.IGNORECASE)
_HEADS = (("wali kota", "Kota"), ("walikota", "Kota"), ("bupati", "Kabupaten"), ("gubernur", "Provinsi"))
_UNIT = re.compile(
    r"^(?:dinas|badan|bagian|inspektorat|sekretariat|kantor|rsud|rumah sakit|satuan|biro|pusat)\b", re.IGNORECASE
)
_PAPER = re.compile(
    r"^(?:(?:buku|panduan|manual|petunjuk|sop|laporan|jadwal|tangkapan layar|aplikasi|dashboard|pengguna)\s+)+",
    re.IGNORECASE,
)
"""What a title says of the paper and not of the service."""
_SMALL = {"dan", "di", "ke", "dari", "untuk", "pada"}


def first_look(result: Result, catalogue: Catalogue) -> Profile:
    """Look over the documents of a Result that was made without settings."""
    documents = [document for document in result.documents if not document.reference and not document.duplicate_of]
    name = _agency(documents)
    kind = name.split()[0].lower() if name else None
    units = _units(documents, name)
    return Profile(name, kind, _year(documents, catalogue), units=units, services=_services(documents, catalogue))


def _agency(documents: Iterable[DocumentEntry]) -> str:
    found: Counter[str] = Counter()
    for document in documents:
        if match := _REGION.search((document.letterhead or "").partition(", ")[0]):
            found[_title(match[0])] += 1
        issuer = (document.issuer or "").casefold()
        for head, region in _HEADS:
            if issuer.startswith(f"{head} "):
                found[f"{region} {_title(issuer.removeprefix(head).strip())}"] += 1
    return found.most_common(1)[0][0] if found else ""


def _year(documents: Iterable[DocumentEntry], catalogue: Catalogue) -> int | None:
    first = catalogue.valid_from.year if catalogue.valid_from else 0
    last = catalogue.valid_to.year if catalogue.valid_to else 9999
    years = Counter(document.year for document in documents if document.year and first <= document.year <= last)
    often = [year for year, count in years.items() if count >= max(years.values()) / 2]
    return max(often, default=None)


def _units(documents: Iterable[DocumentEntry], agency: str) -> dict[int, tuple[str, ...]]:
    counts: dict[int, Counter[str]] = {}
    for document in documents:
        unit = _unit(document).removesuffix(agency).strip(" ,")
        if unit and document.matches:
            counts.setdefault(document.matches[0].indicator, Counter())[unit] += 1
    return {no: tuple(name for name, _ in found.most_common(2)) for no, found in sorted(counts.items())}


def _unit(document: DocumentEntry) -> str:
    """The office of the letterhead, else the folder that is named like one."""
    parts = (document.letterhead or "").split(", ")
    start = next((at for at in reversed(range(len(parts))) if _UNIT.match(parts[at])), None)
    if start is not None and not _list_of_addressees(text := ", ".join(parts[start:])):
        return _title(text)
    return next((folder for folder in document.path.split("/")[:-1] if _UNIT.match(folder)), "")


def _list_of_addressees(text: str) -> bool:
    """Whether several offices by their initials stand in one line, as in "Sekretariat Bappeda BPKAD"."""
    return not text.isupper() and sum(len(word) > 2 and word.isupper() for word in text.split()) > 1


def _services(documents: Iterable[DocumentEntry], catalogue: Catalogue) -> dict[int, str]:
    chosen = {indicator.no for indicator in catalogue.indicators if indicator.choice}
    titles: dict[int, Counter[str]] = {}
    for document in documents:
        number = re.search(r"(?<!\d)(\d{2})(?!\d)", document.path.rpartition("/")[2])
        name = _title(_PAPER.sub("", document.title or ""))
        if number and int(number[1]) in chosen and name and not _UNIT.match(name):
            titles.setdefault(int(number[1]), Counter())[name] += 1
    return {no: found.most_common(1)[0][0] for no, found in sorted(titles.items())}


def _title(text: str) -> str:
    """Capitals only where names have them: "DINAS KOMUNIKASI DAN INFORMATIKA" as "Dinas Komunikasi dan Informatika"."""
    words = " ".join(text.split()).strip(" ,.-").split(" ")
    if text.isupper() or text.islower():
        words = [word.lower() if word.lower() in _SMALL and at else word.capitalize() for at, word in enumerate(words)]
    return " ".join(words)
