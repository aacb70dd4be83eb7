"""From documents to verdicts: evidence item, level, indicator.

A level holds when the level below holds and everything it asks for is there; the supported level is the highest that
holds. Level 1 (the lowest of the edition) is a floor: granted without evidence (PermenPANRB 59/2020, pp. 12-13 and
25-28; Pedoman Menteri PANRB 3/2024). Criteria accumulate, files do not: a stronger item proves the weaker one it
``replaces``, and a draft lapses once something ratified is there (``drops``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from spbe_checklist.catalogue.models import Catalogue, Clause, Evidence, Indicator, IndicatorLevel
from spbe_checklist.language import date, place
from spbe_checklist.recognition.offers import Match
from spbe_checklist.verdict import values
from spbe_checklist.verdict.result import Basis, Decision, EvidenceStatus, IndicatorStatus

ONE_VERSION = "baru satu versi ditemukan; perlu versi lama dan versi yang disempurnakan"
NOTHING = "belum ada dokumen yang cocok"


class ItemVerdict(Struct, frozen=True):
    """What became of one evidence item. ``matches``: best first, accepted before doubtful."""

    item: Evidence
    status: EvidenceStatus
    reason: str
    matches: tuple[Match, ...] = ()
    basis: Basis | None = None
    decision: Decision | None = None
    counted: bool = False
    open: bool = False

    @property
    def satisfied(self) -> bool:
        """Whether the item no longer stands in the way of its level."""
        return self.status in ("ada", "dikecualikan")


class IndicatorVerdict(Struct, frozen=True):
    """What became of one indicator. ``supported_level`` is None in editions that declare no levels, and a value between
    two levels (two decimals) in editions with a value rule."""

    indicator: Indicator
    target: int
    status: IndicatorStatus
    supported_level: int | float | None
    verdicts: tuple[ItemVerdict, ...]
    levels_held: tuple[int, ...]
    missing_first: str | None


def assess(
    catalogue: Catalogue,
    targets: Mapping[int, int],
    matches: Mapping[str, Sequence[Match]],
    decisions: Mapping[str, tuple[Basis, Decision]],
    indices: Mapping[int, Decimal] | None = None,
) -> list[IndicatorVerdict]:
    """Judge every indicator.

    ``matches`` and ``decisions`` (waivers and attestations) are by evidence id, ``targets`` by indicator number, and
    ``indices`` (entered results of other indices) too.
    """
    return [
        assess_indicator(catalogue, indicator, targets[indicator.no], matches, decisions, indices or {})
        for indicator in catalogue.indicators
    ]


def assess_indicator(
    catalogue: Catalogue,
    indicator: Indicator,
    target: int,
    matches: Mapping[str, Sequence[Match]],
    decisions: Mapping[str, tuple[Basis, Decision]],
    indices: Mapping[int, Decimal] | None = None,
) -> IndicatorVerdict:
    """Judge one indicator against its target level."""
    verdicts = _judge_all(indicator, matches, decisions)
    _beside_core(catalogue, verdicts)
    _inherit(verdicts)
    lapsed = _lapsed(verdicts)
    held = _levels_held(catalogue, indicator, verdicts, lapsed)
    supported: int | float = max(held, default=catalogue.min_level)
    if catalogue.value_rule is not None and indicator.external:
        supported, held = _taken_over(catalogue, indicator, (indices or {}).get(indicator.no))
    elif catalogue.value_rule is not None:
        verdicts = {id_: _held_back(verdict, indicator, held) for id_, verdict in verdicts.items()}
        settled = lapsed | {id_ for id_, verdict in verdicts.items() if verdict.satisfied}
        supported = float(values.value(catalogue, indicator, settled))
    counted = _counted(indicator, verdicts, target, lapsed) - lapsed
    verdicts = {
        id_: replace(verdict, counted=id_ in counted, open=id_ in counted and not verdict.satisfied)
        for id_, verdict in verdicts.items()
    }
    asked = [verdict for verdict in verdicts.values() if verdict.counted]
    return IndicatorVerdict(
        indicator=indicator,
        target=target,
        status=_status(asked),
        supported_level=supported if catalogue.declares_levels else None,
        verdicts=tuple(verdicts.values()),
        levels_held=tuple(held),
        missing_first=next((verdict.item.id for verdict in asked if verdict.open), None),
    )


def _judge_all(
    indicator: Indicator,
    matches: Mapping[str, Sequence[Match]],
    decisions: Mapping[str, tuple[Basis, Decision]],
) -> dict[str, ItemVerdict]:
    """Verdicts by themselves; an item that must come ``after`` another is judged once that one is."""
    items = {item.id: item for item in indicator.evidence}
    done: dict[str, ItemVerdict] = {}

    def judge(item: Evidence) -> ItemVerdict:
        if item.id not in done:
            found = _versions(item, matches.get(item.id, ()))
            if item.after is not None:
                found = _in_order(found, judge(items[item.after]))
            done[item.id] = _judge(item, found, decisions.get(item.id))
        return done[item.id]

    return {item.id: judge(item) for item in indicator.evidence}


def _beside_core(catalogue: Catalogue, verdicts: dict[str, ItemVerdict]) -> None:
    """Take back supplements where no core item is there: a review, an invitation, a new version help beside one."""
    row = catalogue.score_card.row.get("inti")
    if row is None or any(one.satisfied and one.item.key not in row.keys for one in verdicts.values()):
        return
    for id_, verdict in verdicts.items():
        if verdict.item.key in row.keys and verdict.status == "ada" and verdict.basis == "dokumen":
            alone = [replace(m, doubts=(*m.doubts, row.failed)) if m.accepted else m for m in verdict.matches]
            verdicts[id_] = _judge(verdict.item, alone, None)


def _judge(item: Evidence, matches: Sequence[Match], decision: tuple[Basis, Decision] | None) -> ItemVerdict:
    """Verdict on one item by itself: documents first, then people's decisions in force."""
    ranked = tuple(sorted(matches, key=lambda m: (not m.accepted, m.near, -m.confidence, m.path)))
    if ranked and ranked[0].accepted:
        best = ranked[0]
        basis: Basis = "konfirmasi" if best.confirmed else "dokumen"
        return ItemVerdict(item, "ada", _where(best), ranked, basis)
    if decision is not None and not decision[1].expired:
        basis, ruling = decision
        status: EvidenceStatus = "dikecualikan" if basis == "pengecualian" else "ada"
        return ItemVerdict(
            item, status, f"{ruling.reason} ({ruling.by}, sampai {date(ruling.until)})", ranked, basis, ruling
        )
    offered = tuple(match for match in ranked if not match.near)
    lapsed = decision[1] if decision is not None else None
    late = f"; keputusan {lapsed.by} sudah habis masa berlakunya {date(lapsed.until)}" if lapsed else ""
    if offered:
        best = offered[0]
        return ItemVerdict(
            item, "perlu_diperiksa", f"{best.path}: {_first((*best.doubts, *best.lacks))}{late}", ranked, None, lapsed
        )
    return ItemVerdict(item, "belum_ada", NOTHING + _nearest_words(ranked) + late, ranked, None, lapsed)


def _nearest_words(ranked: Sequence[Match]) -> str:
    return f"; terdekat {ranked[0].path}: {_first(ranked[0].lacks)}" if ranked else ""


def _versions(item: Evidence, matches: Sequence[Match]) -> list[Match]:
    """For an old or new version: the oldest or newest document, and only where there are two different ones."""
    if item.version is None:
        return list(matches)
    years = sorted({year for match in matches if match.accepted and (year := _year(match)) is not None})
    if len(years) >= 2:
        chosen = years[0] if item.version == "lama" else years[-1]
        return [m for m in matches if not m.accepted or m.settled or _year(m) == chosen]
    return [replace(m, lacks=(*m.lacks, ONE_VERSION)) if m.accepted and not m.settled else m for m in matches]


def _year(match: Match) -> int | None:
    return match.dated.year if match.dated else match.year


def _where(match: Match) -> str:
    at = place(match.path, match.page, match.article)
    return f"{match.path} ({at})" if at else match.path


def _first(reasons: Sequence[str]) -> str:
    more = f" (dan {len(reasons) - 1} hal lain)" if len(reasons) > 1 else ""
    return (reasons[0] if reasons else "perlu dilihat orang") + more


def _in_order(matches: Sequence[Match], earlier: ItemVerdict) -> list[Match]:
    """Take back documents that are older than what they should answer (``Evidence.after``)."""
    first = _earliest(earlier)
    return [
        replace(m, lacks=(*m.lacks, lack))
        if m.accepted and not m.settled and (lack := _too_early(m, earlier, first))
        else m
        for m in matches
    ]


def _too_early(match: Match, earlier: ItemVerdict, first: tuple[int, int] | None) -> str:
    """What is wrong with the order of two documents; empty when the later one is known to be later."""
    must = f"harus sesudah {earlier.item.id}"
    when = _when(match)
    if first is None:
        return f"{must}, yang tanggalnya tidak diketahui" if earlier.satisfied else f"{must}, yang belum ada"
    if when is None:
        return f"{must}; tanggal dokumen ini tidak ditemukan"
    return must if when < first else ""


def _earliest(verdict: ItemVerdict) -> tuple[int, int] | None:
    """Year and month of the oldest accepted document; month 0 where only the year is known."""
    return min((when for m in verdict.matches if m.accepted and (when := _when(m)) is not None), default=None)


def _when(match: Match) -> tuple[int, int] | None:
    if match.dated is not None:
        return match.dated.year, match.dated.month
    return (match.year, 0) if match.year is not None else None


def _inherit(verdicts: dict[str, ItemVerdict]) -> None:
    """Let a stronger item that is there prove the weaker ones it replaces, down the whole chain."""
    for verdict in sorted(verdicts.values(), key=lambda v: -v.item.level):
        current = verdicts[verdict.item.id]
        if current.status != "ada":
            continue  # a waiver excuses one item and proves nothing
        for weaker in current.item.replaces:
            if weaker in verdicts and not verdicts[weaker].satisfied and not _refuted(current, verdicts[weaker]):
                verdicts[weaker] = replace(
                    verdicts[weaker],
                    status=current.status,
                    reason=f"terpenuhi oleh {current.item.id}: {current.reason}",
                    matches=(*current.matches, *verdicts[weaker].matches),
                    basis=current.basis,
                    decision=current.decision,
                )


def _refuted(stronger: ItemVerdict, weaker: ItemVerdict) -> bool:
    """Whether every document behind the stronger item was itself found lacking for the weaker one."""
    lacking = {match.path for match in weaker.matches if match.lacks}
    proving = [match.path for match in stronger.matches if match.accepted]
    return bool(proving) and all(path in lacking for path in proving)


def _lapsed(verdicts: Mapping[str, ItemVerdict]) -> set[str]:
    """Items no longer asked for, because what makes them needless is there; a waiver makes nothing needless."""
    return {id_ for verdict in verdicts.values() if verdict.status == "ada" for id_ in verdict.item.drops}


def _levels_held(
    catalogue: Catalogue, indicator: Indicator, verdicts: Mapping[str, ItemVerdict], lapsed: set[str]
) -> list[int]:
    """Levels that hold, from the lowest up without a gap."""
    settled = lapsed | {id_ for id_, verdict in verdicts.items() if verdict.satisfied}
    held: list[int] = []
    for level in sorted(indicator.levels, key=lambda each: each.level):
        if not level.floor and not _holds(level, settled):
            break
        held.append(level.level)
    return held or ([] if catalogue.value_rule else [catalogue.min_level])


def _taken_over(catalogue: Catalogue, indicator: Indicator, index: Decimal | None) -> tuple[float, list[int]]:
    """Value and levels of an indicator whose value is the entered result of another index; the lowest without one."""
    level = catalogue.min_level if index is None else values.index_level(catalogue, indicator, index).level
    held = [] if index is None else [one.level for one in indicator.levels if one.level <= level]
    return float(values.start(catalogue, level)), held


def _held_back(verdict: ItemVerdict, indicator: Indicator, held: Sequence[int]) -> ItemVerdict:
    """An item that is there above an incomplete level says that it does not count yet (assessors refuse it unread)."""
    level = next((one.level for one in indicator.levels if one.level not in held), None)
    if not verdict.satisfied or level is None or verdict.item.level <= level:
        return verdict
    return replace(verdict, reason=f"{verdict.reason}; baru dihitung bila tingkat {level} lengkap")


def _holds(level: IndicatorLevel, settled: set[str]) -> bool:
    clauses = all(any(settled.issuperset(alternative) for alternative in clause) for clause in level.requires)
    return clauses and settled.issuperset(level.keeps)


def _counted(indicator: Indicator, verdicts: Mapping[str, ItemVerdict], target: int, lapsed: set[str]) -> set[str]:
    """Items the checklist up to the target consists of; of alternatives only the one nearest to complete."""
    counted: set[str] = set()
    for level in indicator.levels:
        if level.floor or level.level > target:
            continue
        counted.update(level.keeps)
        for clause in level.requires:
            counted.update(_nearest(clause, verdicts, lapsed))
    return counted


def _nearest(clause: Clause, verdicts: Mapping[str, ItemVerdict], lapsed: set[str]) -> Sequence[str]:
    """The alternative with the fewest open items; doubtful counts as half open; the first one on ties."""
    cost = {"ada": 0.0, "dikecualikan": 0.0, "perlu_diperiksa": 0.5, "belum_ada": 1.0}
    return min(clause, key=lambda ids: sum(0.0 if id_ in lapsed else cost[verdicts[id_].status] for id_ in ids))


def _status(asked: Sequence[ItemVerdict]) -> IndicatorStatus:
    """Complete, partly there, only doubtful, or nothing there."""
    there = sum(1 for verdict in asked if verdict.satisfied)
    doubtful = sum(1 for verdict in asked if verdict.status == "perlu_diperiksa")
    if there == len(asked):
        return "lengkap"
    if there + doubtful == len(asked) or (not there and doubtful):
        return "perlu_diperiksa"
    return "sebagian" if there else "belum_ada"
