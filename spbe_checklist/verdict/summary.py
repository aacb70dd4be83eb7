"""What a Result says of the whole: counts, indices by aspect and domain, and notices that belong to no document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.facts.facts import Health, Notice
from spbe_checklist.language import date, enumerated, number
from spbe_checklist.recognition.matcher import Recognition
from spbe_checklist.settings.models import Workspace
from spbe_checklist.verdict import values
from spbe_checklist.verdict.assess import IndicatorVerdict
from spbe_checklist.verdict.counts import counts_of
from spbe_checklist.verdict.priorities import next_documents, priorities
from spbe_checklist.verdict.result import (
    FileCounts,
    IndicatorEntry,
    NodeIndex,
    Summary,
)
from spbe_checklist.verdict.scoring import NodeScore, Score, score


def summary_of(
    catalogue: Catalogue,
    workspace: Workspace,
    verdicts: Sequence[IndicatorVerdict],
    indicators: Sequence[IndicatorEntry],
    files: FileCounts,
) -> Summary:
    supported = _score(catalogue, {v.indicator.no: v.supported_level for v in verdicts})
    claimed = _score(catalogue, workspace.claimed)
    assessed = _score(catalogue, workspace.assessed)
    return Summary(
        **counts_of(indicators),
        files=files,
        index_supported=supported.index if supported else None,
        predicate=supported.predicate if supported else None,
        index_claimed=claimed.index if claimed else None,
        index_assessed=assessed.index if assessed else None,
        domains=_nodes(*(s.domains if s else () for s in (supported, claimed, assessed))),
        aspects=_nodes(*(s.aspects if s else () for s in (supported, claimed, assessed))),
        next_documents=next_documents(priorities(indicators)) if catalogue.declares_levels else [],
    )


def _score(catalogue: Catalogue, levels: Mapping[int, int | float | None]) -> Score | None:
    """Index of these levels; None where none is known (missing ones count as the lowest level)."""
    known = {no: level for no, level in levels.items() if level is not None}
    return score(catalogue, known) if known else None


def _nodes(
    supported: Sequence[NodeScore], claimed: Sequence[NodeScore], assessed: Sequence[NodeScore]
) -> list[NodeIndex]:
    by_claim = {node.no: node.index for node in claimed}
    by_assessor = {node.no: node.index for node in assessed}
    return [
        NodeIndex(
            no=node.no,
            name=node.name,
            weight=str(node.weight),
            index_supported=node.index,
            index_claimed=by_claim.get(node.no),
            index_assessed=by_assessor.get(node.no),
        )
        for node in supported
    ]


def file_counts(recognitions: Sequence[Recognition], ignored: int) -> FileCounts:
    found, read = len(recognitions), sum(one.facts.health is Health.BAIK for one in recognitions)
    return FileCounts(seen=found + ignored, read=read, unreadable=found - read, ignored=ignored)


def general_notices(
    catalogue: Catalogue, workspace: Workspace, year: int, verdicts: Sequence[IndicatorVerdict], today: dt.date
) -> Iterable[Notice]:
    if not _in_force(catalogue, year):
        since = catalogue.valid_from.year if catalogue.valid_from else "awal"
        period = f"{since} sampai {catalogue.valid_to.year}" if catalogue.valid_to else f"sejak {since}"
        repealed = f"; dicabut oleh {catalogue.repealed_by}" if catalogue.repealed_by else ""
        yield Notice(
            "katalog-tidak-berlaku",
            f"Instrumen {catalogue.title} berlaku {period}{repealed}; tahun evaluasi {year} di luar itu.",
        )
    if catalogue.verification == "sekunder":
        yield Notice(
            "katalog-sekunder",
            "Isi katalog ini rangkuman sumber sekunder, belum diperiksa terhadap naskah resmi.",
        )
    yield from _value_notices(catalogue, workspace)
    unnamed = [i.no for i in catalogue.indicators if i.choice and i.no not in workspace.services]
    if unnamed:
        numbers = ", ".join(str(no) for no in unnamed)
        yield Notice(
            "layanan-belum-dipilih",
            f"Layanan untuk indikator {numbers} dipilih instansi sendiri; sebutkan di spbe.yaml bagian services.",
        )
    for verdict in verdicts:
        for one in verdict.verdicts:
            if one.decision is None:
                continue
            days = (dt.date.fromisoformat(one.decision.until) - today).days
            if one.decision.expired:
                yield Notice(
                    "keputusan-kedaluwarsa",
                    f"Keputusan untuk {one.item.id} habis masa berlakunya {date(one.decision.until)}.",
                )
            elif days <= 30:
                yield Notice("keputusan-hampir-habis", f"Keputusan untuk {one.item.id} habis dalam {days} hari.")


def _value_notices(catalogue: Catalogue, workspace: Workspace) -> Iterable[Notice]:
    """What keeps a computed value from being the assessor's: results not entered, bands in dispute, parts of items."""
    if catalogue.value_rule is None:
        return
    external = [one for one in catalogue.indicators if one.external]
    if missing := [one.no for one in external if one.no not in workspace.indices]:
        yield Notice(
            "indeks-belum-diisi",
            f"Nilai indeks dari instansi pembina untuk indikator {_and(missing)} belum diisi dan dihitung "
            f"{catalogue.min_level}; isi bagian indices di spbe.yaml.",
        )
    for indicator in external:
        if (result := workspace.indices.get(indicator.no)) is None:
            continue
        found = values.index_level(catalogue, indicator, result)
        if found.others:
            others = enumerated([str(level) for level in found.others], "atau")
            yield Notice(
                "ambang-belum-pasti",
                f"Indikator {indicator.no}: hasil {number(result)} berarti tingkat {found.level} atau {others} karena "
                f"ambang menurut sumber-sumbernya berbeda; dihitung tingkat {found.level}.",
            )
    if parts := values.in_parts(catalogue, workspace.assessed):
        yield Notice(
            "nilai-sebagian",
            f"Nilai asesor untuk indikator {_and(parts)} tidak dapat dicapai dengan butir utuh: {values.PARTIAL}.",
        )


def _and(numbers: Iterable[int]) -> str:
    return enumerated([str(one) for one in numbers])


def _in_force(catalogue: Catalogue, year: int) -> bool:
    """Whether the edition covers the evaluation year at all."""
    after = catalogue.valid_from is None or year >= catalogue.valid_from.year
    return after and (catalogue.valid_to is None or year <= catalogue.valid_to.year)
