"""What of the evidence can be offered again in another edition, as sections and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from spbe_checklist.catalogue.edition_map import ADVICE_WORDS, RELATION_WORDS, UNOFFICIAL, Pair
from spbe_checklist.reports.picked import picked
from spbe_checklist.reports.sections.model import Cell, Column, File, Listing, Number, Report, Section, State, Table
from spbe_checklist.reports.selections import SHOWN_DOCUMENTS
from spbe_checklist.reports.words import item_name, short_name
from spbe_checklist.verdict.editions import (
    MOST_MONTHS,
    STATUSES,
    Reuse,
    ReuseDocument,
    ReuseIndicator,
    ReuseItem,
    ReuseStatus,
)

NOBODY = "Belum ada penanggung jawab"
_LOOKS: Mapping[ReuseStatus, str] = {
    "dapat_diajukan": "ada",
    "periksa_isi": "perlu_diperiksa",
    "perlu_diperbarui": "sebagian",
    "belum_ada": "belum_ada",
}
_ITEMS = (
    Column("Indikator", 22, "{value}"),
    Column("Keadaan", 15, "\n{value}: "),
    Column("Butir bukti dukung", 40, "{value}"),
    Column("Dokumen yang dapat dipakai", 42, "\n<- {value}"),
    Column("Yang harus diperiksa, diperbarui, atau disiapkan", 38, "\n{value}"),
)
_UNIT = Column("Unit", 20)
_PLACES = (Column("Dokumen", 50), Column("Sekarang untuk", 16), Column("Diusulkan untuk", 40))
_MAP = (Column("Indikator baru", 32), Column("Indikator lama yang berpadanan", 90))


def report(reuse: Reuse, *, unit: str | None = None, one_table: bool = False) -> Report:
    """For people: what to offer again, to mend and to prepare, per unit, or of all units in ``one_table`` to filter."""
    if one_table:
        rows = [(*_row(one, item), "; ".join(item.units) or NOBODY) for one in reuse.indicators for item in one.items]
        listed = [Section("Butir", (Table((*_ITEMS, _UNIT), rows),))]
    else:
        listed = [
            Section(name or NOBODY, (Table(_ITEMS, [_row(one, item) for one, items in found for item in items]),))
            for name in ((*reuse.units, None) if unit is None else (unit,))
            if (found := reuse.of_unit(name))
        ]
    pairs = [
        (
            f"{one.indicator.no:>2} {one.indicator.topic}",
            [_pair(reuse, pair) for pair in one.pairs] or "tanpa pendahulu",
        )
        for one in reuse.indicators
    ]
    cautious = Section("Perhatian", (Listing(cautions(reuse)),))
    whole = [
        Section("Dokumen", (Table(_PLACES, list(_places(reuse)), most=0),)),
        Section("Peta indikator (tidak resmi)", (Table(_MAP, pairs, most=0),), sheet="Peta"),
    ]
    return Report.of(
        reuse.result,
        "Pemakaian ulang bukti dukung",
        lead=_lead(reuse),
        sections=[cautious, *listed] if unit else [cautious, _units(reuse), *listed, *whole],
        closing=["Dibuat dari hasil tersimpan; folder dokumen tidak dibaca ulang."],
    )


def _units(reuse: Reuse) -> Section:
    """What each unit can offer and owes; an item that several units hold counts for each of them."""
    rows: list[tuple[Cell, ...]] = [
        (unit or NOBODY, *(Number(sum(item.status == status for item in items)) for status in STATUSES))
        for unit in (*reuse.units, None)
        if (items := [item for _, found in reuse.of_unit(unit) for item in found])
    ]
    columns = (Column("Unit", 30), *(Column(label, 14, figure=True) for label in STATUSES.values()))
    return Section("Per unit", (Table(columns, rows, records=False),))


def _row(one: ReuseIndicator, item: ReuseItem) -> tuple[Cell, ...]:
    more = len(item.documents) - SHOWN_DOCUMENTS
    external = " (nilai dari indeks lain)" if one.indicator.external else ""
    return (
        f"{one.indicator.no:>2} {one.indicator.topic}{external}",
        State(_LOOKS[item.status], STATUSES[item.status]),
        f"{item_name(item.item)}  {item.item.label}",
        [
            *(File(document.path, origin(document)) for document in item.documents[:SHOWN_DOCUMENTS]),
            *([f"dan {more} dokumen lain"] if more > 0 else []),
        ],
        list(dict.fromkeys(check for document in item.documents for check in document.check))
        if item.documents
        else item.item.ask,
    )


def _places(reuse: Reuse) -> Iterator[tuple[Cell, ...]]:
    """Every document that serves the older edition, and what it is proposed for."""
    proposed: dict[str, list[str]] = {}
    for one in reuse.indicators:
        for item in one.items:
            for document in item.documents:
                named = f"{item_name(item.item)}: {STATUSES[document.status].lower()}"
                proposed.setdefault(document.path, []).append(named)
    for entry in reuse.result.documents:
        served = sorted({match.indicator for match in entry.matches if match.accepted})
        if served:
            old = ", ".join(f"I{number}" for number in served)
            yield File(entry.path), old, proposed.get(entry.path, f"belum ada tempat di {reuse.target.id}")


def _pair(reuse: Reuse, pair: Pair) -> str:
    """ "I11 Arsitektur SPBE: menjadi bagian dari ..."; the older indicator as the Result names it."""
    entry = next((one for one in reuse.result.indicators if one.no == pair.old), None)
    return f"I{pair.old}{f' {short_name(entry)}' if entry else ''}: {pair_in_words(pair)}"


def _lead(reuse: Reuse) -> list[str]:
    """Both editions; agency, year and highest level; how many items stand how, and how many documents serve again."""
    source, target = reuse.source, reuse.target
    agency = reuse.result.agency.name or "Instansi belum disebut"
    counts = (f"{reuse.counts.get(key, 0)} {label[0].lower()}{label[1:]}" for key, label in STATUSES.items())
    total = len(reuse.placed) + len(reuse.unplaced)
    return [
        f"{source.title or source.id} ({source.id}) ke {target.title} ({target.id})",
        f"{agency}, evaluasi tahun {reuse.year}, butir sampai tingkat {reuse.level}",
        f"Butir: {', '.join(counts)}",
        f"{len(reuse.placed)} dari {total} dokumen yang dipakai sekarang berguna lagi",
    ]


def cautions(reuse: Reuse) -> list[str]:
    """What a reader must know before relying on any of this."""
    found = [f"{UNOFFICIAL} {reuse.edition_map.note}"]
    if reuse.target.verification == "sekunder":
        found.append(
            f"Isi {reuse.target.id} adalah rangkuman sekunder, belum diperiksa terhadap naskah resmi. "
            "Daftar butirnya hanya saran."
        )
    found.append(
        f"Laporan, notulen, dan sejenisnya yang lebih tua dari {MOST_MONTHS} bulan pada akhir {reuse.year} disarankan "
        "diperbarui; batas ini dari pedoman SPBE 2024 dan dapat berbeda pada edisi baru."
    )
    found.append(
        "“Dapat diajukan lagi” berarti jenis dan pokok bahasan dokumen cocok, bukan bahwa butirnya sudah terpenuhi."
    )
    return found


def origin(document: ReuseDocument) -> str:
    """Old indicators and year of a document: "sekarang untuk I11, tahun 2022"."""
    old = ", ".join(f"I{number}" for number in document.served)
    return f"sekarang untuk {old}" + (f", tahun {document.year}" if document.year else ", tahun tidak diketahui")


def pair_in_words(pair: Pair) -> str:
    """What a map says of a pair: "menjadi bagian dari indikator baru; keyakinan tinggi; saran sumber: perbarui"."""
    parts = [RELATION_WORDS[pair.relation], f"keyakinan {pair.confidence}" if pair.sources else "dugaan program ini"]
    if pair.advice:
        parts.append(f"saran sumber: {ADVICE_WORDS[pair.advice]}")
    if pair.note:
        parts.append(pair.note)
    return "; ".join(parts)


def data(reuse: Reuse) -> dict[str, Any]:
    """For other programs; the same facts as every other format."""
    return {
        "schema": "spbe-check/reuse",
        "version": 1,
        "official": False,
        "from": picked(reuse.source, "id", "edition", "title"),
        "to": picked(reuse.target, "id", "edition", "title", "verification"),
        "agency": reuse.result.agency.name,
        "year": reuse.year,
        "level": reuse.level,
        "cautions": cautions(reuse),
        "counts": reuse.counts,
        "documents": picked(reuse, "placed", "unplaced"),
        "units": list(reuse.units),
        "indicators": [
            {
                **picked(one.indicator, "no", "name", "topic", "external"),
                "pairs": [pair_data(pair) for pair in one.pairs],
                "items": [_item_data(item) for item in one.items],
                "further": list(one.further),
            }
            for one in reuse.indicators
        ],
    }


def _item_data(found: ReuseItem) -> dict[str, Any]:
    return {
        **picked(found.item, "id", "code", "level", "label", "kind"),
        "status": found.status,
        "ask": found.item.ask,
        "units": list(found.units),
        "documents": [picked(document, *_DOCUMENT) for document in found.documents],
    }


_DOCUMENT = ("path", "kind", "year", "status", "because", "check", "served", "units")


def pair_data(pair: Pair) -> dict[str, Any]:
    """One pair of a map as JSON data."""
    known = picked(pair, "old", "new", "relation", "confidence", "sources")
    return known | {"inferred": not pair.sources} | picked(pair, "advice", "note")
