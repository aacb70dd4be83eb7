"""The expanded catalogue for people and for other programs: nothing in it has to be looked up elsewhere.

Text comes as logical lines; the screen wraps them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from spbe_checklist.catalogue.models import Catalogue, Clause, Evidence, Example, Indicator, IndicatorLevel
from spbe_checklist.language import date, number


def as_data(catalogue: Catalogue) -> dict[str, Any]:
    """The catalogue as JSON data: facts of the edition, then every indicator with levels and evidence.

    Weights and limits are text, so that they stay exact ("1.30", "20/6").
    """
    data = catalogue.model_dump(mode="json", exclude=_RECOGNITION)
    return data | {"indicators": [_indicator_data(catalogue, one) for one in catalogue.indicators]}


_RECOGNITION = {"value_rule", "kinds", "checks", "subjects", "objections", "indicators", "extends", "score_card"}
"""What is left out of the facts: how documents are recognised and judged."""


def as_text(catalogue: Catalogue, *indicators: int) -> str:
    """The catalogue in readable Indonesian; only the given indicators where numbers are given.

    Raises KeyError for a number the catalogue does not have.
    """
    chosen = [catalogue.by_no[no] for no in indicators] if indicators else list(catalogue.indicators)
    blocks = [] if indicators else ["\n".join(_edition_lines(catalogue))]
    blocks.extend("\n".join(_indicator_lines(catalogue, indicator)) for indicator in chosen)
    return "\n\n".join(blocks) + "\n"


def only_item(catalogue: Catalogue, item: str) -> Catalogue:
    """The catalogue with one indicator, level and item; raises KeyError for an id it does not have."""
    indicator, evidence = catalogue.by_evidence[item]
    level = indicator.at(evidence.level).model_copy(update={"evidence": (evidence,)})
    return catalogue.model_copy(update={"indicators": (indicator.model_copy(update={"levels": (level,)}),)})


def _indicator_data(catalogue: Catalogue, indicator: Indicator) -> dict[str, Any]:
    data = indicator.model_dump(mode="json", exclude={"weight_fraction", "bands", "levels"})
    return data | {
        "weight": _weight(indicator),
        "parts": [part.label for part in indicator.parts.parts] if indicator.parts else [],
        "levels": [
            level.model_dump(mode="json", exclude={"evidence"})
            | {"evidence": [_evidence_data(catalogue, item) for item in level.evidence]}
            for level in indicator.levels
        ],
    }


def _evidence_data(catalogue: Catalogue, item: Evidence) -> dict[str, Any]:
    examples = {"match": _examples(item.examples.match), "no_match": _examples(item.examples.no_match)}
    data = item.model_dump(mode="json", exclude={"key", "level", "examples"})
    return data | {"kind_label": _kind(catalogue, item.kind), "examples": examples}


def _examples(examples: Sequence[Example]) -> list[str | dict[str, str]]:
    return [{"name": one.name, "text": one.text} if one.text else one.name for one in examples]


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
        start = date(catalogue.valid_from.isoformat()) if catalogue.valid_from else "..."
        end = date(catalogue.valid_to.isoformat()) if catalogue.valid_to else "sekarang"
        yield f"Berlaku: {start} sampai {end}"
    if catalogue.repealed_by:
        yield f"Dicabut oleh: {catalogue.repealed_by}"
    if catalogue.verification == "sekunder":
        yield "Catatan: isi katalog ini berdasar sumber sekunder, belum dibandingkan dengan naskah resmi."
    if not catalogue.declares_levels:
        yield "Catatan: bukti didaftar, tetapi tingkat kematangan tidak disimpulkan darinya."
    for predicate in catalogue.predicates:
        yield f"Predikat {predicate.name}: indeks mulai {number(predicate.min)}"


def _indicator_lines(catalogue: Catalogue, indicator: Indicator) -> Iterator[str]:
    yield f"Indikator {indicator.no}: {indicator.name}"
    owner = f", domain {indicator.domain}" if indicator.domain is not None else ""
    times = f" (dihitung paling banyak {indicator.copies} kali)" if indicator.copies > 1 else ""
    yield f"  Bobot {number(_weight(indicator))}{times}, aspek {indicator.aspect}{owner}"
    if indicator.external:
        yield "  Nilainya diambil dari indeks lain."
    if indicator.choice:
        yield "  Layanannya dipilih sendiri oleh instansi."
    if indicator.verification == "sekunder":
        yield "  Belum diperiksa terhadap naskah resmi."
    if indicator.units:
        yield f"  Unit: {', '.join(indicator.units)}"
    if indicator.parts:
        labels = ", ".join(part.label for part in indicator.parts.parts)
        yield f"  Cakupan ({indicator.parts.label}): {labels}"
    for level in indicator.levels:
        yield from _level_lines(catalogue, level)


def _level_lines(catalogue: Catalogue, level: IndicatorLevel) -> Iterator[str]:
    yield f"  Tingkat {level.level} - {level.name}"
    yield f"    {level.summary}"
    if level.sources:
        yield f"    Kriteria menurut: {', '.join(level.sources)}"
    if level.floor:
        yield "    Diberikan tanpa bukti."
    for clause in level.requires:
        yield f"    {'Bukti yang lazim' if level.floor else 'Syarat'}: {_clause(clause)}"
    if level.keeps:
        yield f"    Tetap harus ada: {', '.join(level.keeps)}"
    for item in level.evidence:
        yield from _item_lines(catalogue, level, item)


def _item_lines(catalogue: Catalogue, level: IndicatorLevel, item: Evidence) -> Iterator[str]:
    code = f" {item.code}" if item.code else ""
    yield f"    - {item.id}{code} [{_duty(level, item)}] {item.label}"
    kinds = "; ".join(_kind(catalogue, kind) for kind in item.kinds)
    yield f"      Jenis: {kinds}"
    if item.inside:
        yield f"      Memuat: {'; '.join(item.inside)}"
    checks = [catalogue.check_by_id[check].label for check in item.checks if check in catalogue.check_by_id]
    if checks:
        yield f"      Di dalamnya dicari: {', '.join(checks)}"
    any_checks = [catalogue.check_by_id[check].label for check in item.any_checks if check in catalogue.check_by_id]
    if any_checks:
        yield f"      Di dalamnya dicari salah satu: {', '.join(any_checks)}"
    if item.scope != "tidak_diukur":
        yield f"      Cakupan: {item.scope} bagian"
    if item.draft != "ditolak":
        yield f"      Rancangan: {'memang ini yang diminta' if item.draft == 'wajib' else 'diterima'}"
    if item.max_age_months:
        yield f"      Umur paling lama: {item.max_age_months} bulan"
    if item.version:
        yield f"      Versi: {item.version} (harus ada bersama versi {'baru' if item.version == 'lama' else 'lama'})"
    if item.replaces:
        yield f"      Sekaligus membuktikan: {', '.join(item.replaces)}"
    if item.drops:
        yield f"      Bila ada, tidak lagi diminta: {', '.join(item.drops)}"
    if item.confirm:
        yield f"      Dilihat orang: {item.confirm}"
    for one in item.mistaken:
        yield f"      Sering ditolak: {one}"
    yield f"      Alasan: {item.why}"
    yield f"      Permintaan: {item.ask}"
    page = "" if item.source.page is None else f", halaman {item.source.page}"
    listed = f"; dimuat {len(item.sources)} sumber: {', '.join(item.sources)}" if item.sources else ""
    yield f"      Sumber: {item.source.source}{page}{listed}"


def _clause(clause: Clause) -> str:
    return " atau ".join(" dan ".join(alternative) for alternative in clause)


def _duty(level: IndicatorLevel, item: Evidence) -> str:
    if level.floor:
        return "tidak wajib"
    if not item.required:
        return "pelengkap"
    return "salah satu" if item.group else "wajib"


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
