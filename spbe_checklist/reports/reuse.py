"""What of the evidence can be offered again in another edition: text and JSON, and the words all its formats share."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spbe_checklist.catalogue.edition_map import ADVICE_WORDS, RELATION_WORDS, UNOFFICIAL, Pair
from spbe_checklist.reports import safe
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

TITLE = "Pemakaian ulang bukti dukung"
NOBODY = "Belum ada penanggung jawab"
SHOWN = 3
"""Documents listed per item in text; the rest are counted."""

WIDTH = 100


def title_of(reuse: Reuse) -> str:
    """Both editions in one line."""
    return f"{reuse.source.title or reuse.source.id} ({reuse.source.id}) ke {reuse.target.title} ({reuse.target.id})"


def scope_of(reuse: Reuse) -> str:
    """Agency, year and highest level listed."""
    agency = reuse.result.agency.name or "Instansi belum disebut"
    return f"{agency}, evaluasi tahun {reuse.year}, butir sampai tingkat {reuse.level}"


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


def counts_in_words(counts: Mapping[ReuseStatus, int]) -> str:
    """ "7 dapat diajukan lagi, 12 periksa isinya dulu, ..." in the order of the list."""
    return ", ".join(f"{counts.get(status, 0)} {label[0].lower()}{label[1:]}" for status, label in STATUSES.items())


def documents_in_words(reuse: Reuse) -> str:
    """How many documents are of use again."""
    total = len(reuse.placed) + len(reuse.unplaced)
    return f"{len(reuse.placed)} dari {total} dokumen yang dipakai sekarang berguna lagi"


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


def old_name(reuse: Reuse, number: int) -> str:
    """An indicator of the older edition as "I11 Arsitektur SPBE", as the Result names it."""
    entry = next((one for one in reuse.result.indicators if one.no == number), None)
    return f"I{number} {short_name(entry)}" if entry else f"I{number}"


def groups(
    reuse: Reuse, unit: str | None = None
) -> list[tuple[str | None, list[tuple[ReuseIndicator, list[ReuseItem]]]]]:
    """Units with their items, the items nobody owns last (None); only one unit where it is named."""
    wanted: Sequence[str | None] = (*reuse.units, None) if unit is None else (unit,)
    found = [(name, reuse.of_unit(name)) for name in wanted]
    return [(name, items) for name, items in found if items]


def text(reuse: Reuse, *, unit: str | None = None, width: int = WIDTH) -> str:
    """For the terminal: summary, then per unit what to offer again, to mend and to prepare."""
    return "\n".join(_lines(reuse, unit, max(width, 40))) + "\n"


def _lines(reuse: Reuse, unit: str | None, width: int) -> Iterator[str]:
    yield TITLE.upper()
    yield from _wrapped(title_of(reuse), width)
    yield from _wrapped(scope_of(reuse), width)
    for caution in cautions(reuse):
        yield from _wrapped(f"Perhatian: {caution}", width, "  ")
    yield ""
    yield from _wrapped(f"Butir: {counts_in_words(reuse.counts)}", width, "  ")
    yield from _wrapped(f"Dokumen: {documents_in_words(reuse)}", width, "  ")
    for name, members in groups(reuse, unit):
        yield ""
        items = [item for _, found in members for item in found]
        yield from _wrapped((name or NOBODY).upper(), width)
        yield from _wrapped(counts_in_words({s: sum(i.status == s for i in items) for s in STATUSES}), width, "  ")
        for one, found in members:
            yield ""
            yield from _wrapped(f"{one.indicator.no:>2} {one.indicator.topic}", width, "   ")
            if one.indicator.external:
                yield from _wrapped("nilainya diambil dari indeks lain", width, "   ", start="   ")
            for status, label in STATUSES.items():
                chosen = [item for item in found if item.status == status]
                if chosen:
                    yield f"   {label}"
                for item in chosen:
                    yield from _item_lines(item, width)
    if unit is None and reuse.unplaced:
        yield ""
        yield from _wrapped(
            f"{len(reuse.unplaced)} dokumen lain belum punya tempat di {reuse.target.id}; "
            "daftarnya ada pada --format xlsx, html, atau json.",
            width,
        )


def _item_lines(item: ReuseItem, width: int) -> Iterator[str]:
    yield from _wrapped(f"{item_name(item.item)}  {item.item.label}", width, "       ", start="     ")
    for document in item.documents[:SHOWN]:
        yield from _wrapped(f"<- {document.path} ({origin(document)})", width, "          ", start="       ")
        if document.check:
            yield from _wrapped("; ".join(document.check), width, "          ", start="          ")
    if len(item.documents) > SHOWN:
        yield f"       ... dan {len(item.documents) - SHOWN} dokumen lain"


def _wrapped(line: str, width: int, indent: str = "", start: str = "") -> list[str]:
    return textwrap.wrap(
        safe.terminal(line),
        width,
        initial_indent=start,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]


def as_json(reuse: Reuse) -> str:
    """For other programs; the same facts as every other format."""
    content = {
        "schema": "spbe-check/reuse",
        "version": 1,
        "official": False,
        "from": {"id": reuse.source.id, "edition": reuse.source.edition, "title": reuse.source.title},
        "to": {
            "id": reuse.target.id,
            "edition": reuse.target.edition,
            "title": reuse.target.title,
            "verification": reuse.target.verification,
        },
        "agency": reuse.result.agency.name,
        "year": reuse.year,
        "level": reuse.level,
        "cautions": cautions(reuse),
        "counts": reuse.counts,
        "documents": {"placed": list(reuse.placed), "unplaced": list(reuse.unplaced)},
        "units": list(reuse.units),
        "indicators": [_indicator_data(one) for one in reuse.indicators],
    }
    return json.dumps(content, ensure_ascii=True, indent=1) + "\n"


def _indicator_data(one: ReuseIndicator) -> dict[str, Any]:
    return {
        "no": one.indicator.no,
        "name": one.indicator.name,
        "topic": one.indicator.topic,
        "external": one.indicator.external,
        "pairs": [pair_data(pair) for pair in one.pairs],
        "items": [
            {
                "id": item.item.id,
                "code": item.item.code,
                "level": item.item.level,
                "label": item.item.label,
                "kind": item.item.kind,
                "status": item.status,
                "ask": item.item.ask,
                "units": list(item.units),
                "documents": [
                    {
                        "path": document.path,
                        "kind": document.kind,
                        "year": document.year,
                        "status": document.status,
                        "because": list(document.because),
                        "check": list(document.check),
                        "served": list(document.served),
                        "units": list(document.units),
                    }
                    for document in item.documents
                ],
            }
            for item in one.items
        ],
        "further": list(one.further),
    }


def pair_data(pair: Pair) -> dict[str, Any]:
    """One pair of a map as JSON data."""
    return {
        "old": pair.old,
        "new": pair.new,
        "relation": pair.relation,
        "confidence": pair.confidence,
        "sources": list(pair.sources),
        "inferred": not pair.sources,
        "advice": pair.advice,
        "note": pair.note,
    }
