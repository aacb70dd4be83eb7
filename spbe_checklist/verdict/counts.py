"""What a summary counts: the same for a whole Result and for the part of it that a report shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from spbe_checklist.verdict.result import EvidenceCounts, IndicatorCounts, IndicatorEntry


def counts_of(indicators: Sequence[IndicatorEntry]) -> dict[str, Any]:
    """Fields of a ``Summary`` that are counted in these indicators and their items."""
    items = [item for entry in indicators for item in entry.evidence if item.counted]
    by_status: Counter[str] = Counter(item.status for item in items)
    by_basis = Counter(item.basis for item in items if item.status == "ada")
    return {
        "indicators": IndicatorCounts(**Counter[str](entry.status for entry in indicators)),
        "evidence": EvidenceCounts(**by_status),
        "completeness": _percent(by_status["ada"] + by_status["dikecualikan"], len(items)),
        "completeness_documents": _percent(by_basis["dokumen"] + by_basis["konfirmasi"], len(items)),
        "attested": sum(item.basis == "pernyataan" for item in items),
        "confirmed": sum(item.basis == "konfirmasi" for item in items),
    }


def _percent(part: int, whole: int) -> str:
    """Percent with one decimal, half up; 100 where nothing is asked."""
    if not whole:
        return "100.0"
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}"
