"""The Indonesian words, dates and numbers that every report shares, so that all of them read alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime as _datetime
from datetime import timedelta as _timedelta
from datetime import timezone as _timezone
from typing import Any

from spbe_checklist import language
from spbe_checklist.catalogue.models import Evidence
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.result import (
    Basis,
    EvidenceEntry,
    EvidenceStatus,
    IndicatorEntry,
    IndicatorStatus,
    Offer,
    Result,
)

NOTHING = language.NOTHING
date = language.date
number = language.number
series = language.enumerated

EVIDENCE_STATUS: Mapping[EvidenceStatus, str] = {
    "ada": "Ada",
    "perlu_diperiksa": "Perlu diperiksa",
    "belum_ada": "Belum ada",
    "dikecualikan": "Dikecualikan",
}
"""In reading order, best first."""

NOT_ASKED = "tidak_diminta"
"""Shown for an item that the target does not ask for, whatever is there for it: the summary does not count it."""

ITEM_STATUS: Mapping[str, str] = dict([*EVIDENCE_STATUS.items(), (NOT_ASKED, "Tidak diminta")])
"""What a list of items shows."""

INDICATOR_STATUS: Mapping[IndicatorStatus, str] = {
    "lengkap": "Lengkap",
    "sebagian": "Sebagian",
    "perlu_diperiksa": "Perlu diperiksa",
    "belum_ada": "Belum ada",
}

STATUS_MARK: Mapping[str, str] = {
    "lengkap": "✓",
    "ada": "✓",
    "sebagian": "◐",
    "perlu_diperiksa": "?",
    "belum_ada": "✗",
    "dikecualikan": "–",
    "tidak_diminta": "·",
}
"""A sign beside the colour, for print and for people who do not see the colour."""

LEGEND = ", ".join(f"{STATUS_MARK[key]} {label.lower()}" for key, label in EVIDENCE_STATUS.items())
"""What the marks in the map of levels mean."""

BASIS: Mapping[Basis, str] = {
    "dokumen": "dokumen yang ditemukan",
    "konfirmasi": "dokumen yang dikonfirmasi petugas",
    "pernyataan": "pernyataan petugas, bukan dokumen di folder ini",
    "pengecualian": "pengecualian sementara",
    "asesor": "putusan asesor",
}

HEALTH: Mapping[str, str] = {
    "baik": "terbaca",
    "kosong": "berkas kosong",
    "rusak": "berkas rusak",
    "terkunci": "terkunci kata sandi",
    "terlalu_besar": "terlalu besar untuk dibaca",
    "waktu_habis": "waktu baca habis",
    "memori_habis": "memori baca habis",
    "tidak_didukung": "format tidak didukung",
    "pintasan": "pintasan, bukan dokumennya",
    "salah_unduh": "unduhan keliru, bukan dokumennya",
    "tidak_terbaca": "tidak dapat dibaca",
}

TEXT: Mapping[str, str] = {
    "ada": "teks terbaca",
    "pindaian": "hasil pindaian tanpa teks",
    "ocr": "teks dari pengenalan gambar (OCR)",
    "tidak_ada": "tanpa teks",
}

FILES: Mapping[str, str] = {
    "seen": "dilihat",
    "read": "terbaca",
    "unreadable": "tidak terbaca",
    "ignored": "diabaikan",
}

NOTE_STATUS: Mapping[str, str] = {"terbuka": "belum dijawab", "terjawab": "sudah dijawab"}

PROMISE = (
    "“Ada” berarti: berkas yang terbaca dan cocok dengan aturan katalog ditemukan di folder ini. "
    "Laporan ini tidak memeriksa keaslian atau mutu dokumen dan tidak menetapkan tingkat kematangan. "
    "Tingkat di sini adalah tingkat yang didukung bukti; penilaian akhir ada pada asesor."
)
"""What the program does not promise; stands in every report that people read."""

NO_LEVELS = "Edisi katalog ini belum diperiksa terhadap naskah resminya, sehingga tingkat dan indeks tidak dihitung."

ZONES = {"+0700": "WIB", "+0800": "WITA", "+0900": "WIT"}
"""The country's three zones by their distance from UTC."""
_CAPITAL = _timezone(_timedelta(hours=7))


def moment(iso: str) -> str:
    """``2026-11-21T08:15:00+07:00`` as "21 November 2026 pukul 08.15 WIB", in the zone it was written in.

    What a server elsewhere wrote is told in the time of the capital; a moment without a zone has none.
    """
    try:
        when = _datetime.fromisoformat(iso)
    except ValueError:
        return iso
    if when.tzinfo is None:
        return f"{date(iso)} pukul {when:%H.%M}"
    if when.strftime("%z") not in ZONES:
        when = when.astimezone(_CAPITAL)
    return f"{date(when.isoformat())} pukul {when:%H.%M} {ZONES[when.strftime('%z')]}"


def numbers(values: Iterable[int]) -> str:
    """ "1-3, 17" for 1, 2, 3 and 17."""
    runs: list[list[int]] = []
    for value in sorted(values):
        if runs and value == runs[-1][1] + 1:
            runs[-1][1] = value
        else:
            runs.append([value, value])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def count(value: int) -> str:
    """A whole number with dots: "10.000"."""
    return f"{value:,}".replace(",", ".")


def counts(values: object, labels: Mapping[Any, str]) -> str:
    """ "1.204 ada, 3 perlu diperiksa": the counts of a summary, each with its word."""
    return ", ".join(f"{count(getattr(values, key))} {label.lower()}" for key, label in labels.items())


def percent(value: str) -> str:
    """ "78.8" as "78,8%"."""
    return f"{number(value)}%"


def size(count: int) -> str:
    """A file size in bytes as people write it: "912 MB", "1,2 MB", "48 KB" (powers of 1000)."""
    if count < 1000:
        return f"{count} bita"
    for unit, factor in (("KB", 1e3), ("MB", 1e6), ("GB", 1e9)):
        amount = count / factor
        if amount < 999.5 or unit == "GB":
            shown = f"{amount:.0f}" if amount >= 9.95 else f"{amount:.1f}".removesuffix(".0")
            return f"{number(shown)} {unit}"
    raise AssertionError("unreachable")


def condition(document: DocumentEntry) -> str:
    """What stands in the way of reading a document, else what text it has."""
    if document.health != "baik":
        return HEALTH.get(document.health, document.health)
    return TEXT.get(document.text, document.text)


def confidence(value: float) -> str:
    """How well a document matches, in words; the number alone would promise a precision that is not there."""
    if value >= 0.8:
        return "kecocokan kuat"
    if value >= 0.6:
        return "kecocokan sedang"
    return "kecocokan lemah"


def status(item: EvidenceEntry) -> str:
    """Key of ``ITEM_STATUS`` for an item: what the checklist counts it as."""
    return item.status if item.counted else NOT_ASKED


def offered(offer: Offer) -> str:
    """How a document stands to an item: confirmed, counted, or only offered."""
    if offer.confirmed:
        return "dikonfirmasi petugas"
    return confidence(offer.confidence) if offer.accepted else f"{confidence(offer.confidence)}, tidak dihitung"


def page(offer: Offer) -> int | None:
    """The page or slide a person can turn to (``language.page_of``)."""
    return language.page_of(offer.path, offer.page)


def place(offer: Offer, word: str = "hlm.") -> str:
    """ "Pasal 8, hlm. 12", as far as known (``language.place``)."""
    return language.place(offer.path, offer.page, offer.article, word)


def where(offer: Offer, word: str = "hlm.") -> str:
    """ "Pasal 8, hlm. 12, +2 salinan", as far as known."""
    return ", ".join(part for part in (place(offer, word), copies(offer)) if part)


def copies(offer: Offer) -> str:
    """ "+2 salinan" where the offer stands for further identical files."""
    return f"+{offer.copies} salinan" if offer.copies else ""


def sentence(text: str) -> str:
    """A note written as a fragment ("belum ada dokumen") as a sentence: "Belum ada dokumen."."""
    whole = text[:1].upper() + text[1:]
    return whole if not whole or whole.endswith((".", "!", "?")) else f"{whole}."


def short_name(indicator: IndicatorEntry) -> str:
    """The official name without the words that all names share: "Kebijakan Internal Arsitektur SPBE".

    Where the agency chose the service, its name: "Layanan Publik Sektor 3" says nothing to anybody.
    """
    if indicator.service:
        return indicator.topic
    return bare_name(indicator.name) or indicator.topic


def bare_name(name: str) -> str:
    """An official name without the words that all names share; a policy must not look like what it regulates."""
    return name.removeprefix("Tingkat Kematangan ").replace(" Instansi Pusat/Pemerintah Daerah", "")


def level(indicator: IndicatorEntry, value: float | None) -> str:
    """ "3 (Terdefinisi)", "2,5" between two levels, a dash where it is not known."""
    if value is None:
        return NOTHING
    name = next((entry.name for entry in indicator.levels if entry.level == value), None)
    return number(value) if name is None else f"{int(value)} ({name})"


def stands(indicator: IndicatorEntry) -> str:
    """ "tingkat 3", or "nilai 1,17" in editions with values between levels."""
    between = any(entry.width is not None for entry in indicator.levels)
    return f"{'nilai' if between else 'tingkat'} {number(indicator.supported_level)}"


def ask_assessor(indicator: IndicatorEntry) -> str:
    """What to do where the evidence is complete and the assessor's value stays below it (``ask_assessor``)."""
    return (
        f"Bukti sampai {stands(indicator)} sudah lengkap, tetapi nilai asesor {number(indicator.assessed_level)}. "
        "Tanyakan kepada asesor bagian mana yang dicatat."
    )


def item_name(item: EvidenceEntry | Evidence) -> str:
    """ "I1.L2.konsolidasi (I1-L2-02)": our id, and the evaluation portal's where there is one."""
    return f"{item.id} ({item.code})" if item.code else item.id


def item_names(result: Result, ids: Iterable[str]) -> list[str]:
    """Items by the names of ``item_name``; an id that the Result does not have stays as it is."""
    known = {item.id: item for entry in result.indicators for item in entry.evidence}
    return [item_name(known[id_]) if id_ in known else id_ for id_ in ids]


def has_codes(result: Result) -> bool:
    """Whether the edition records the codes of an evaluation portal."""
    return any(item.code for entry in result.indicators for item in entry.evidence)


def worth(item: EvidenceEntry) -> str:
    """How much the item adds to its indicator's value; empty in editions that know whole levels only."""
    return f"menambah nilai {number(item.worth)}" if item.worth is not None else ""


def ruling(item: EvidenceEntry) -> str:
    """What the assessor said of an item and what to hand in next, as sentences; empty where nothing was said."""
    said = item.ruling
    if said is None:
        return ""
    when = date(said.date)
    reason = f": {said.reason.rstrip('.')}" if said.reason else ""
    if said.status == "diterima":
        return f"Diterima asesor {when}{reason}."
    if said.status == "otomatis":
        return f"Ditolak otomatis {when} karena tingkat di bawahnya belum lengkap: lengkapi tingkat itu lebih dulu."
    there = next((offer.path for offer in item.documents if offer.accepted), "")
    if said.status == "belum_diunggah":
        return f"Belum diunggah di portal ({when}). {f'Unggah {there}.' if there else item.ask}"
    answer = f"Serahkan lagi dengan {there}." if there else item.ask
    return f"Asesor minta perbaikan {when}{reason}. {answer}"


def instrument(result: Result) -> str:
    """ "SPBE", or the short name that the edition's title gives in brackets: "Evaluasi Pemerintah Digital (Pemdi)"."""
    found = re.search(r"\((\w+)\)", result.catalogue.title)
    return found[1] if found else "SPBE"


def edition(result: Result) -> str:
    """ "Pemdi 2026": the instrument with the year of the evaluation, as titles say it."""
    return f"{instrument(result)} {result.agency.year}"


def evaluation(result: Result) -> str:
    """What is evaluated, in full: "Sistem Pemerintahan Berbasis Elektronik (SPBE)"."""
    found = re.match(r"Evaluasi (.+? \(\w+\))", result.catalogue.title)
    return found[1] if found else "Sistem Pemerintahan Berbasis Elektronik (SPBE)"


def option(value: object) -> str:
    """The value of an option as people write it: ya, tidak, or the entries of a list."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if value is None:
        return NOTHING
    if isinstance(value, list | tuple):
        return ", ".join(option(entry) for entry in value) or NOTHING
    return number(value) if isinstance(value, float) else str(value)


def more_documents(item: EvidenceEntry, count: int | None = None) -> str:
    """That further documents were offered for an item, and how to see them."""
    count = item.more_documents if count is None else count
    return f"{count} dokumen lain juga diusulkan; lihat dengan: spbe-check explain {item.id}"


def units(names: Sequence[str]) -> str:
    """The units that owe something, or that nobody is named yet."""
    return series(names) if names else "belum ada penanggung jawab"
