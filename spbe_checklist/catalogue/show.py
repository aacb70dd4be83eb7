"""The expanded catalogue for people and for other programs: nothing in it has to be looked up elsewhere."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from spbe_checklist.catalogue.models import (
    Catalogue,
    Clause,
    Evidence,
    Example,
    Indicator,
    IndicatorLevel,
    SourceRef,
)
from spbe_checklist.language import number

WIDTH = 100


def as_data(catalogue: Catalogue) -> dict[str, Any]:
    """The catalogue as JSON data: facts of the edition, then every indicator with levels and evidence.

    Weights and limits are text, so that they stay exact ("1.30", "20/6").
    """
    return {
        "id": catalogue.id,
        "edition": catalogue.edition,
        "title": catalogue.title,
        "legal_basis": list(catalogue.legal_basis),
        "valid_from": catalogue.valid_from.isoformat() if catalogue.valid_from else None,
        "valid_to": catalogue.valid_to.isoformat() if catalogue.valid_to else None,
        "repealed_by": catalogue.repealed_by,
        "verification": catalogue.verification,
        "min_level": catalogue.min_level,
        "max_level": catalogue.max_level,
        "fractional": catalogue.fractional,
        "declares_levels": catalogue.declares_levels,
        "sha256": catalogue.sha256,
        "sources": [{"id": source.id, "title": source.title, "gives": source.gives} for source in catalogue.sources],
        "level_names": {
            capability: [{"level": name.level, "name": name.name, "aliases": list(name.aliases)} for name in names]
            for capability, names in catalogue.level_names.items()
        },
        "predicates": [{"name": predicate.name, "min": str(predicate.min)} for predicate in catalogue.predicates],
        "domains": [
            {"no": domain.no, "name": domain.name, "weight": str(domain.weight)} for domain in catalogue.domains
        ],
        "aspects": [
            {"no": aspect.no, "name": aspect.name, "weight": str(aspect.weight), "domain": aspect.domain}
            for aspect in catalogue.aspects
        ],
        "indicators": [_indicator_data(catalogue, indicator) for indicator in catalogue.indicators],
    }


def as_text(catalogue: Catalogue, *indicators: int) -> str:
    """The catalogue in readable Indonesian; only the given indicators where numbers are given.

    Raises KeyError for a number the catalogue does not have.
    """
    chosen = [catalogue.by_no[no] for no in indicators] if indicators else list(catalogue.indicators)
    blocks = [] if indicators else ["\n".join(_edition_lines(catalogue))]
    blocks.extend("\n".join(_indicator_lines(catalogue, indicator)) for indicator in chosen)
    return "\n\n".join(blocks) + "\n"


def _indicator_data(catalogue: Catalogue, indicator: Indicator) -> dict[str, Any]:
    return {
        "no": indicator.no,
        "name": indicator.name,
        "topic": indicator.topic,
        "weight": _weight(indicator),
        "aspect": indicator.aspect,
        "domain": indicator.domain,
        "capability": indicator.capability,
        "family": indicator.family,
        "subject": indicator.subject,
        "context": list(indicator.context),
        "umbrella": list(indicator.umbrella),
        "parts": [part.label for part in indicator.parts.parts] if indicator.parts else [],
        "choice": indicator.choice,
        "external": indicator.external,
        "copies": indicator.copies,
        "verification": indicator.verification,
        "units": list(indicator.units),
        "source": [_source_data(ref) for ref in indicator.source],
        "levels": [
            {
                "level": level.level,
                "name": level.name,
                "summary": level.summary,
                "floor": level.floor,
                "requires": [[list(alternative) for alternative in clause] for clause in level.requires],
                "keeps": list(level.keeps),
                "sources": list(level.sources),
                "evidence": [_evidence_data(catalogue, item) for item in level.evidence],
            }
            for level in indicator.levels
        ],
    }


def _evidence_data(catalogue: Catalogue, item: Evidence) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind,
        "kind_label": _kind(catalogue, item.kind),
        "accepts": list(item.accepts),
        "label": item.label,
        "required": item.required,
        "group": item.group,
        "inside": list(item.inside),
        "checks": list(item.checks),
        "any_checks": list(item.any_checks),
        "scope": item.scope,
        "draft": item.draft,
        "replaces": list(item.replaces),
        "drops": list(item.drops),
        "max_age_months": item.max_age_months,
        "version": item.version,
        "after": item.after,
        "about": item.about,
        "why": item.why,
        "ask": item.ask,
        "source": _source_data(item.source),
        "code": item.code,
        "weight": str(item.weight) if item.weight is not None else None,
        "sources": list(item.sources),
        "confirm": item.confirm,
        "mistaken": list(item.mistaken),
        "examples": {"match": _examples(item.examples.match), "no_match": _examples(item.examples.no_match)},
    }


def _examples(examples: Sequence[Example]) -> list[str | dict[str, str]]:
    return [{"name": one.name, "text": one.text} if one.text else one.name for one in examples]


def _source_data(ref: SourceRef) -> dict[str, Any]:
    return {"source": ref.source, "page": ref.page}


def _weight(indicator: Indicator) -> str:
    return indicator.weight_fraction or str(indicator.weight)


def _kind(catalogue: Catalogue, kind: str) -> str:
    known = catalogue.kind_by_id.get(kind)
    return known.label if known else kind


def _edition_lines(catalogue: Catalogue) -> Iterator[str]:
    yield catalogue.title
    yield f"Katalog {catalogue.id}, edisi {catalogue.edition}, {len(catalogue.indicators)} indikator"
    for basis in catalogue.legal_basis:
        yield f"Dasar hukum: {basis}"
    if catalogue.valid_from or catalogue.valid_to:
        start = catalogue.valid_from.isoformat() if catalogue.valid_from else "..."
        end = catalogue.valid_to.isoformat() if catalogue.valid_to else "sekarang"
        yield f"Berlaku: {start} sampai {end}"
    if catalogue.repealed_by:
        yield f"Dicabut oleh: {catalogue.repealed_by}"
    if catalogue.verification == "sekunder":
        yield "Catatan: isi katalog ini berdasar sumber sekunder, belum dibandingkan dengan naskah resmi."
    if not catalogue.declares_levels:
        yield "Catatan: bukti didaftar, tetapi tingkat kematangan tidak disimpulkan darinya."
    for predicate in catalogue.predicates:
        yield f"Predikat {predicate.name}: indeks mulai {predicate.min}"


def _indicator_lines(catalogue: Catalogue, indicator: Indicator) -> Iterator[str]:
    yield from _wrapped(f"Indikator {indicator.no}: {indicator.name}", "")
    owner = f", domain {indicator.domain}" if indicator.domain is not None else ""
    times = f" (dihitung paling banyak {indicator.copies} kali)" if indicator.copies > 1 else ""
    yield f"  Bobot {_weight(indicator)}{times}, aspek {indicator.aspect}{owner}"
    if indicator.external:
        yield "  Nilainya diambil dari indeks lain."
    if indicator.choice:
        yield "  Layanannya dipilih sendiri oleh instansi."
    if indicator.verification == "sekunder":
        yield "  Belum diperiksa terhadap naskah resmi."
    if indicator.units:
        yield from _wrapped(f"Unit: {', '.join(indicator.units)}", "  ")
    if indicator.parts:
        labels = ", ".join(part.label for part in indicator.parts.parts)
        yield from _wrapped(f"Cakupan ({indicator.parts.label}): {labels}", "  ")
    for level in indicator.levels:
        yield from _level_lines(catalogue, level)


def _level_lines(catalogue: Catalogue, level: IndicatorLevel) -> Iterator[str]:
    yield f"  Tingkat {level.level} - {level.name}"
    yield from _wrapped(level.summary, "    ")
    if level.sources:
        yield from _wrapped(f"Kriteria menurut: {', '.join(level.sources)}", "    ")
    if level.floor:
        yield "    Diberikan tanpa bukti."
    for clause in level.requires:
        yield from _wrapped(f"{'Bukti yang lazim' if level.floor else 'Syarat'}: {_clause(clause)}", "    ")
    if level.keeps:
        yield from _wrapped(f"Tetap harus ada: {', '.join(level.keeps)}", "    ")
    for item in level.evidence:
        yield from _item_lines(catalogue, level, item)


def _item_lines(catalogue: Catalogue, level: IndicatorLevel, item: Evidence) -> Iterator[str]:
    code = f" {item.code}" if item.code else ""
    yield from _wrapped(f"{item.id}{code} [{_duty(level, item)}] {item.label}", "    - ", "      ")
    kinds = "; ".join(_kind(catalogue, kind) for kind in item.kinds)
    yield from _wrapped(f"Jenis: {kinds}", "      ")
    if item.inside:
        yield from _wrapped(f"Memuat: {'; '.join(item.inside)}", "      ")
    checks = [catalogue.check_by_id[check].label for check in item.checks if check in catalogue.check_by_id]
    if checks:
        yield from _wrapped(f"Di dalamnya dicari: {', '.join(checks)}", "      ")
    any_checks = [catalogue.check_by_id[check].label for check in item.any_checks if check in catalogue.check_by_id]
    if any_checks:
        yield from _wrapped(f"Di dalamnya dicari salah satu: {', '.join(any_checks)}", "      ")
    if item.scope != "tidak_diukur":
        yield f"      Cakupan: {item.scope} bagian"
    if item.draft != "ditolak":
        yield f"      Rancangan: {'memang ini yang diminta' if item.draft == 'wajib' else 'diterima'}"
    if item.max_age_months:
        yield f"      Umur paling lama: {item.max_age_months} bulan"
    if item.version:
        yield f"      Versi: {item.version} (harus ada bersama versi {'baru' if item.version == 'lama' else 'lama'})"
    if item.replaces:
        yield from _wrapped(f"Sekaligus membuktikan: {', '.join(item.replaces)}", "      ")
    if item.drops:
        yield from _wrapped(f"Bila ada, tidak lagi diminta: {', '.join(item.drops)}", "      ")
    if item.confirm:
        yield from _wrapped(f"Dilihat orang: {item.confirm}", "      ")
    for one in item.mistaken:
        yield from _wrapped(f"Sering ditolak: {one}", "      ")
    yield from _wrapped(f"Alasan: {item.why}", "      ")
    yield from _wrapped(f"Permintaan: {item.ask}", "      ")
    page = "" if item.source.page is None else f", halaman {item.source.page}"
    listed = f"; dimuat {len(item.sources)} sumber: {', '.join(item.sources)}" if item.sources else ""
    yield from _wrapped(f"Sumber: {item.source.source}{page}{listed}", "      ")


def _clause(clause: Clause) -> str:
    return " atau ".join(" dan ".join(alternative) for alternative in clause)


def _duty(level: IndicatorLevel, item: Evidence) -> str:
    if level.floor:
        return "tidak wajib"
    if not item.required:
        return "pelengkap"
    return "salah satu" if item.group else "wajib"


def _wrapped(text: str, first: str, rest: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=first + "  " if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def ids_of(catalogue: Catalogue, *, evidence: bool = True) -> list[str]:
    """Indicators with the ids and labels of their items, one line each; without ``evidence`` only the indicators."""
    lines: list[str] = []
    for entry in catalogue.indicators:
        lines.append(f"{entry.no:>2}  {entry.topic} (bobot {number(entry.weight)})")
        for item in entry.evidence if evidence else ():
            optional = "" if item.required else " (opsional)"
            code = f"{item.code:<9} " if catalogue.by_code else ""
            lines.append(f"    {code}{item.id:<24} {item.label}{optional}")
    return lines
