"""Whether a Result passes: which rule failed and by how much. A function of Results only, never of what was displayed.

Without a baseline a rule looks at the whole checklist up to the target; with one, only at what got worse since, so that
a shared drive can be guarded from the first day on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from spbe_checklist.errors import ConfigurationError, ExitCode, UsageError
from spbe_checklist.language import number
from spbe_checklist.verdict.gate_rules import FAIL_ON, Rules
from spbe_checklist.verdict.part import Count, Figure, Part
from spbe_checklist.verdict.result import RANK, EvidenceEntry, EvidenceStatus, Result

_SHOWN = 3


class Baseline(Part, frozen=True, kw_only=True):
    """How far an agency once was, as it is saved: best status per evidence item and the supported index."""

    schema_: Literal["spbe-check/baseline"] = field(default="spbe-check/baseline", name="schema")
    version: Literal[1] = 1
    tool: str = "spbe-check"
    catalogue: str
    edition: str
    index_supported: Figure | None
    unreadable: Count = 0
    reading: str | None = None
    """How documents were read then, in words; None in baselines of earlier versions."""
    evidence: dict[str, EvidenceStatus]
    """By id, in their order."""


class GateVerdict(Struct, frozen=True):
    """The outcome; ``failures`` are Indonesian sentences, one per rule that failed."""

    failures: tuple[str, ...]
    incomplete: str | None
    remark: str

    @property
    def exit_code(self) -> ExitCode:
        """1 when a rule failed, 5 when only completeness is in doubt, else 0."""
        if self.failures:
            return ExitCode.GATE_FAILED
        return ExitCode.INCOMPLETE if self.incomplete else ExitCode.PASSED

    @property
    def sentence(self) -> str:
        """The verdict line."""
        if self.failures:
            return f"Gerbang: GAGAL - {'; '.join(self.failures)}."
        if self.incomplete:
            return f"Gerbang: BELUM TUNTAS - {self.incomplete}."
        return f"Gerbang: LULUS - {self.remark}."


def judge(result: Result, rules: Rules, baseline: Baseline | None = None) -> GateVerdict:
    """Apply the rules.

    Raises UsageError for an unknown rule or "regression" without a baseline, ConfigurationError for a baseline of
    another catalogue edition.
    """
    for rule in rules.fail_on:
        if rule not in FAIL_ON:
            raise UsageError(f"Aturan --fail-on “{rule}” tidak dikenal.", f"Pilih: {', '.join(FAIL_ON)}.")
    if "regression" in rules.fail_on and baseline is None:
        raise UsageError(
            "--fail-on regression memerlukan --baseline.",
            "Buat dulu: spbe-check baseline write hasil.json --output baseline.json",
        )
    if baseline is not None:
        _same_edition(result, baseline)
        if (differs := _reads_differently(result, baseline)) is not None:
            return GateVerdict((), differs, "")
    failures = () if "never" in rules.fail_on else tuple(_failures(result, rules, baseline))
    unreadable = result.summary.files.unreadable
    incomplete = f"{unreadable} berkas tidak terbaca (--strict)" if rules.strict and unreadable else None
    if incomplete is None and result.unseen and baseline is not None and "regression" in rules.fail_on:
        incomplete = _not_seen(result, baseline)
    return GateVerdict(
        failures=failures,
        incomplete=incomplete,
        remark=_remark(result),
    )


def _failures(result: Result, rules: Rules, baseline: Baseline | None) -> Iterator[str]:
    known = baseline.evidence if baseline is not None else {}
    open_items = [item for item in result.items if item.open]
    since = " sejak baseline" if baseline is not None else ""
    for rule, status, words in (
        ("missing", "belum_ada", "belum ada"),
        ("doubtful", "perlu_diperiksa", "perlu diperiksa"),
    ):
        if rule not in rules.fail_on:
            continue
        found = [item for item in open_items if item.status == status and not _already(item, known)]
        if found:
            yield f"{len(found)} butir bukti wajib {words}{since} ({_some(found)})"
    unreadable = result.summary.files.unreadable - (baseline.unreadable if baseline is not None else 0)
    if "unreadable" in rules.fail_on and unreadable > 0:
        yield f"{unreadable} berkas tidak terbaca{since}"
    expired = [notice for notice in result.notices if notice.code == "keputusan-kedaluwarsa"]
    if "expired" in rules.fail_on and expired:
        yield f"{len(expired)} pengecualian atau pernyataan habis masa berlakunya"
    if "regression" in rules.fail_on and baseline is not None:
        yield from _regressions(result, baseline)
    if rules.min_complete is not None and Decimal(result.summary.completeness) < rules.min_complete:
        yield f"kelengkapan {number(result.summary.completeness)}% di bawah {number(rules.min_complete)}%"
    for node in result.summary.domains:
        lowest = rules.domains.get(node.no)
        if lowest is not None and Decimal(node.index_supported) < lowest:
            yield f"domain {node.no} ({node.name}) {number(node.index_supported)} di bawah {number(lowest)}"


def _already(item: EvidenceEntry, known: Mapping[str, EvidenceStatus]) -> bool:
    """Whether the item was no better in the baseline."""
    return item.id in known and RANK[known[item.id]] <= RANK[item.status]


def _reads_differently(result: Result, baseline: Baseline) -> str | None:
    """Why the two cannot be compared: what OCR had read and nobody reads now is not lost."""
    now = result.reading.words if result.reading else None
    if now is None or baseline.reading is None or now == baseline.reading:
        return None
    return (
        f"dokumen dibaca dengan cara lain daripada untuk baseline (dulu {baseline.reading}, kini {now}), sehingga "
        "keduanya tidak dapat dibandingkan; samakan pemasangan OCR, atau buat baseline baru"
    )


def _worse(result: Result, baseline: Baseline) -> list[EvidenceEntry]:
    then = baseline.evidence
    return [
        item
        for entry in result.indicators
        for item in entry.evidence
        if entry.judges(item) and RANK[item.status] < RANK[then.get(item.id, "belum_ada")]
    ]


def _not_seen(result: Result, baseline: Baseline) -> str | None:
    """What cannot be compared because a folder could not be opened."""
    worse = _worse(result, baseline)
    if not worse:
        return None
    return (
        f"{len(worse)} butir tidak dapat dilihat karena {len(result.unseen)} folder tidak dapat dibuka ({_some(worse)})"
    )


def _regressions(result: Result, baseline: Baseline) -> Iterator[str]:
    if result.unseen:
        return  # unknown is no loss; the verdict says that it could not be seen
    worse = _worse(result, baseline)
    if worse:
        yield f"{len(worse)} butir bukti memburuk sejak baseline ({_some(worse)})"
    now, then = result.summary.index_supported, baseline.index_supported
    if now is not None and then is not None and Decimal(now) < Decimal(then):
        yield f"indeks yang didukung bukti turun dari {number(then)} menjadi {number(now)}"


def _some(items: Sequence[EvidenceEntry]) -> str:
    rest = len(items) - _SHOWN
    return ", ".join(item.id for item in items[:_SHOWN]) + (f" dan {rest} lain" if rest > 0 else "")


def _remark(result: Result) -> str:
    doubtful = sum(item.open and item.status != "belum_ada" for item in result.items)
    rest = f"; {doubtful} butir masih perlu diperiksa" if doubtful else ""
    return f"tidak ada aturan yang dilanggar{rest}"


def baseline_of(result: Result) -> Baseline:
    """Where a Result stands, as a baseline."""
    return Baseline(
        catalogue=result.catalogue.id,
        edition=result.catalogue.edition,
        evidence=dict(sorted((item.id, item.status) for item in result.items)),
        index_supported=result.summary.index_supported,
        unreadable=result.summary.files.unreadable,
        reading=result.reading.words if result.reading else None,
    )


def tighten(old: Baseline, new: Baseline) -> Baseline:
    """The better of two baselines, item by item: a baseline never loosens by itself."""
    evidence = {
        id_: max(status, old.evidence.get(id_, status), key=lambda each: RANK[each])
        for id_, status in new.evidence.items()
    }
    indexes = [value for value in (old.index_supported, new.index_supported) if value is not None]
    return replace(
        new,
        evidence=evidence,
        index_supported=max(indexes, key=Decimal, default=None),
        unreadable=min(old.unreadable, new.unreadable),
    )


def load_baseline(text: str, name: str) -> Baseline:
    """Read a baseline. Raises ConfigurationError when it is none."""
    try:
        return msgspec.json.decode(text, type=Baseline)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ConfigurationError(
            f"{name} bukan berkas baseline spbe-check yang sah.",
            "Buat dengan: spbe-check baseline write hasil.json --output baseline.json",
        ) from error


def _same_edition(result: Result, baseline: Baseline) -> None:
    ours, theirs = (result.catalogue.id, result.catalogue.edition), (baseline.catalogue, baseline.edition)
    if ours != theirs:
        raise ConfigurationError(
            f"Baseline memakai katalog {theirs[0]} edisi {theirs[1]}, hasil ini {ours[0]} edisi {ours[1]}.",
            "Buat baseline baru untuk katalog ini.",
        )
