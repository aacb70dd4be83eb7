"""Two Results of one edition side by side: what got better, what got worse, which documents came and went.

Only items that matter are judged (``IndicatorEntry.judges``). A draft that lapsed because a regulation took its place
is no loss.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Literal

from msgspec import Struct

from spbe_checklist.errors import ConfigurationError
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.result import RANK, EvidenceEntry, EvidenceStatus, IndicatorEntry, NodeIndex, Result

Verdict = Literal["membaik", "memburuk", "tidak_terlihat", "tetap"]
"""``tidak_terlihat``: it would be worse, but a folder of the newer run could not be opened."""


class EvidenceChange(Struct, frozen=True):
    """An item whose status moved."""

    id: str
    label: str
    old: EvidenceStatus
    new: EvidenceStatus
    verdict: Verdict
    reason: str
    """Why the new status is what it is."""
    units: tuple[str, ...]


class IndicatorChange(Struct, frozen=True):
    """One indicator in both runs. The level decides; at the same level the items do, a lost one first."""

    no: int
    topic: str
    old_level: int | float | None
    new_level: int | float | None
    verdict: Verdict
    evidence: tuple[EvidenceChange, ...]


class NodeChange(Struct, frozen=True):
    """An index (of all, a domain or an aspect) in both runs, as shown; None where a run has none."""

    no: int
    name: str
    old: str | None
    new: str | None

    @property
    def change(self) -> str | None:
        """The difference of the two shown values with its sign: "+0.12", "-0.05", "0.00"."""
        return difference(self.old, self.new)


class Renamed(Struct, frozen=True):
    """The same content under another path."""

    old: str
    new: str


class Documents(Struct, frozen=True):
    """Documents that came, went, changed content, or moved; paths sorted."""

    vanished: tuple[str, ...]
    changed: tuple[str, ...]
    appeared: tuple[str, ...]
    renamed: tuple[Renamed, ...]


class Comparison(Struct, frozen=True):
    """Everything that differs between an older and a newer Result."""

    old: Result
    new: Result
    index: NodeChange
    aspects: tuple[NodeChange, ...]
    domains: tuple[NodeChange, ...]
    indicators: tuple[IndicatorChange, ...]
    documents: Documents
    notices: tuple[str, ...]
    """What makes the two runs less comparable: another target, another year, a changed catalogue file."""

    def having(self, verdict: Verdict) -> tuple[IndicatorChange, ...]:
        """Indicators with this verdict, in order of their numbers."""
        return tuple(one for one in self.indicators if one.verdict == verdict)

    @property
    def worse(self) -> bool:
        """Whether any indicator or any single item got worse."""
        return any(
            one.verdict == "memburuk" or any(item.verdict == "memburuk" for item in one.evidence)
            for one in self.indicators
        )


def compare(old: Result, new: Result) -> Comparison:
    """Compare two Results. Raises ConfigurationError when they rest on different editions of the instrument."""
    require_same_edition([old, new])
    before = {entry.no: entry for entry in old.indicators}
    return Comparison(
        old=old,
        new=new,
        index=NodeChange(0, "Indeks", old.summary.index_supported, new.summary.index_supported),
        aspects=_nodes(old.summary.aspects, new.summary.aspects),
        domains=_nodes(old.summary.domains, new.summary.domains),
        indicators=tuple(
            _indicator(before[entry.no], entry, "tidak_terlihat" if new.unseen else "memburuk")
            for entry in new.indicators
            if entry.no in before
        ),
        documents=compare_documents(
            [one for one in old.documents if not one.path.startswith(new.unseen)], new.documents
        ),
        notices=tuple(_notices(old, new)),
    )


def require_same_edition(results: Sequence[Result]) -> None:
    """Refuse Results whose levels do not mean the same. Raises ConfigurationError."""
    first = results[0].catalogue
    for result in results[1:]:
        other = result.catalogue
        if (first.id, first.edition) != (other.id, other.edition):
            raise ConfigurationError(
                f"Kedua hasil memakai katalog yang berbeda ({first.id} edisi {first.edition} dan "
                f"{other.id} edisi {other.edition}), sehingga nilainya tidak dapat dibandingkan.",
                "Periksa ulang salah satu folder dengan katalog yang sama (pilihan --catalogue), lalu ulangi.",
            )


def compare_documents(old: Iterable[DocumentEntry], new: Iterable[DocumentEntry]) -> Documents:
    """Match documents by path, then by content: a file that only moved is neither lost nor new."""
    before = {entry.path: entry for entry in old}
    after = {entry.path: entry for entry in new}
    gone = [before[path] for path in sorted(before.keys() - after.keys())]
    fresh: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(after.keys() - before.keys()):
        if after[path].sha256:
            fresh[after[path].sha256].append(path)
    renamed: list[Renamed] = []
    vanished: list[str] = []
    for entry in gone:
        candidates = fresh.get(entry.sha256, [])
        if not candidates:
            vanished.append(entry.path)
            continue
        name = PurePosixPath(entry.path).name
        target = next((path for path in candidates if PurePosixPath(path).name == name), candidates[0])
        candidates.remove(target)
        renamed.append(Renamed(entry.path, target))
    moved_to = {one.new for one in renamed}
    return Documents(
        vanished=tuple(vanished),
        changed=tuple(
            path for path in sorted(before.keys() & after.keys()) if not _same_content(before[path], after[path])
        ),
        appeared=tuple(path for path in sorted(after.keys() - before.keys()) if path not in moved_to),
        renamed=tuple(renamed),
    )


def difference(old: str | None, new: str | None) -> str | None:
    """Difference of two shown values with its sign; None where one is unknown."""
    if old is None or new is None:
        return None
    change = Decimal(new) - Decimal(old)
    return f"{change:+.2f}" if change else "0.00"


def in_time_order(results: Iterable[tuple[str, Result]]) -> list[tuple[str, Result]]:
    """Named Results by the moment their run started; those without a readable moment first, then by name."""
    return sorted(results, key=lambda named: (moment_of(named[1].run.started), named[0]))


def moment_of(started: str) -> dt.datetime:
    """A moment in ISO form; the earliest there is for what cannot be read."""
    try:
        moment = dt.datetime.fromisoformat(started)
    except ValueError:
        return dt.datetime.min.replace(tzinfo=dt.UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _same_content(old: DocumentEntry, new: DocumentEntry) -> bool:
    """By hash where both were hashed, else by size."""
    if old.sha256 and new.sha256:
        return old.sha256 == new.sha256
    return old.size == new.size


def _indicator(old: IndicatorEntry, new: IndicatorEntry, lower: Verdict) -> IndicatorChange:
    """``lower``: what it is called where less is there than before."""
    before = {item.id: item for item in old.evidence}
    changes = tuple(
        _item(before[item.id], item, new, lower)
        for item in new.evidence
        if item.id in before and before[item.id].status != item.status and new.judges(item)
    )
    return IndicatorChange(
        no=new.no,
        topic=new.topic or new.name,
        old_level=old.supported_level,
        new_level=new.supported_level,
        verdict=_verdict(old.supported_level, new.supported_level, changes, lower),
        evidence=changes,
    )


def _item(old: EvidenceEntry, new: EvidenceEntry, indicator: IndicatorEntry, lower: Verdict) -> EvidenceChange:
    return EvidenceChange(
        id=new.id,
        label=new.label,
        old=old.status,
        new=new.status,
        verdict="membaik" if RANK[new.status] > RANK[old.status] else lower,
        reason=new.reason + _once_shown_by(old, new),
        units=tuple(new.units or indicator.units),
    )


def _once_shown_by(old: EvidenceEntry, new: EvidenceEntry) -> str:
    """Which document stood for an item that nothing stands for any more: assessors lower what is not shown again."""
    earlier = next((offer.path for offer in old.documents if not offer.near), None)
    return f"; dulu {earlier}: ajukan lagi, atau yang terbaru" if earlier and new.status == "belum_ada" else ""


def _verdict(
    old: int | float | None, new: int | float | None, changes: Sequence[EvidenceChange], lower: Verdict
) -> Verdict:
    if old is not None and new is not None and old != new:
        return "membaik" if new > old else lower
    verdicts = {change.verdict for change in changes}
    return lower if lower in verdicts else "membaik" if verdicts else "tetap"


def _nodes(old: Sequence[NodeIndex], new: Sequence[NodeIndex]) -> tuple[NodeChange, ...]:
    before = {node.no: node.index_supported for node in old}
    return tuple(NodeChange(node.no, node.name, before.get(node.no), node.index_supported) for node in new)


MOST_GONE = 10
"""Items named that were there in an earlier cycle; the others are counted."""


def _no_longer_there(old: Result, new: Result) -> list[str]:
    """Items that an earlier cycle showed: what is not handed in again costs its level."""
    before = {item.id for item in old.items if item.status == "ada"}
    return [item.id for item in new.items if item.required and item.status == "belum_ada" and item.id in before]


def _notices(old: Result, new: Result) -> Iterable[str]:
    if new.unseen:
        yield (
            f"{len(new.unseen)} folder tidak dapat dibuka pada pemeriksaan baru; yang ada di dalamnya tidak dapat "
            "dilihat, jadi tidak dihitung hilang atau memburuk."
        )
    if old.reading and new.reading and old.reading != new.reading:
        yield f"Cara membaca dokumen berbeda: {old.reading.words}, lalu {new.reading.words}."
    if old.agency.name != new.agency.name:
        yield f"Instansi berbeda: {old.agency.name or 'tanpa nama'} dan {new.agency.name or 'tanpa nama'}."
    if old.catalogue.sha256 != new.catalogue.sha256:
        yield "Isi berkas katalog berubah di antara kedua pemeriksaan; sebagian beda dapat berasal dari sana."
    if old.agency.target_level != new.agency.target_level:
        yield f"Tingkat sasaran berbeda: {old.agency.target_level} dan {new.agency.target_level}."
    if old.agency.year != new.agency.year:
        yield f"Tahun evaluasi berbeda: {old.agency.year} dan {new.agency.year}; batas umur dokumen ikut bergeser."
        gone = _no_longer_there(old, new) if new.agency.year > old.agency.year else []
        if gone:
            more = f" dan {len(gone) - MOST_GONE} butir lain" if len(gone) > MOST_GONE else ""
            yield f"Pada {old.agency.year} ada, sekarang tidak: {', '.join(gone[:MOST_GONE])}{more}; ajukan lagi."
    only_new = {entry.no for entry in new.indicators} ^ {entry.no for entry in old.indicators}
    if only_new:
        yield f"{len(only_new)} indikator hanya ada di salah satu hasil dan tidak dibandingkan."
