"""``spbe-check trend``: saved results over time, as a table and a small chart."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_checklist.cli.console.output import write_output
from spbe_checklist.cli.options import Force, Output
from spbe_checklist.errors import UsageError

if TYPE_CHECKING:
    from spbe_checklist.verdict.result import Result

CHART_WIDTH = 50
SCALE = 5
"""Index at the right end of the chart."""


class TrendFormat(StrEnum):
    """How a trend is printed."""

    TEXT = "text"
    JSON = "json"


def trend(
    results: Annotated[
        list[Path], typer.Argument(metavar="HASIL...", help="Berkas hasil tersimpan. Contoh: hasil-*.json")
    ],
    *,
    target_index: Annotated[
        str | None,
        typer.Option("--target-index", metavar="INDEKS", help="Garis sasaran. Contoh: --target-index 3.5"),
    ] = None,
    format_: Annotated[
        TrendFormat, typer.Option("--format", "-f", help="Bentuk keluaran. Contoh: --format json")
    ] = TrendFormat.TEXT,
    output: Output = None,
    force: Force = False,
) -> None:
    """Perkembangan dari beberapa hasil tersimpan. Contoh: spbe-check trend jan.json mei.json --target-index 3.5"""
    from spbe_checklist.cli.result_files import load_result
    from spbe_checklist.verdict.diff import in_time_order, require_same_edition

    target = _target(target_index)
    named = in_time_order((path.name, load_result(path)) for path in results)
    require_same_edition([result for _, result in named])
    text = _json(named, target) if format_ is TrendFormat.JSON else _text(named, target, output)
    write_output(text, output, force=force)


def _target(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite() or not 0 <= value <= SCALE:
        raise UsageError(f"Indeks “{text}” bukan angka 0 sampai {SCALE}.", "Tulis misalnya --target-index 3.5")
    return value


def _json(named: list[tuple[str, Result]], target: Decimal | None) -> str:
    import json

    from spbe_checklist.verdict.diff import difference
    from spbe_checklist.verdict.scoring import show

    first, last = named[0][1].summary, named[-1][1].summary
    content = {
        "schema": "spbe-check/trend",
        "version": 1,
        "target_index": None if target is None else show(target),
        "change": difference(first.index_supported, last.index_supported),
        "points": [
            {
                "file": name,
                "started": result.run.started,
                "year": result.agency.year,
                "index_supported": result.summary.index_supported,
                "index_claimed": result.summary.index_claimed,
                "index_assessed": result.summary.index_assessed,
                "predicate": result.summary.predicate,
                "completeness": result.summary.completeness,
                "indicators": result.summary.indicators.model_dump(),
                "aspects": [{"no": one.no, "index": one.index_supported} for one in result.summary.aspects],
            }
            for name, result in named
        ],
    }
    return json.dumps(content, ensure_ascii=True, indent=1) + "\n"


def _text(named: list[tuple[str, Result]], target: Decimal | None, output: Path | None) -> str:
    from spbe_checklist.cli.console.tables import screen_width, text_table
    from spbe_checklist.reports.words import number, percent
    from spbe_checklist.verdict.diff import difference

    head = ["Tanggal", "Hasil", "Bukti", "Mandiri", "Asesor", "Lengkap", "Butir", "Predikat"]
    rows = [
        [
            result.run.started[:10],
            name,
            number(result.summary.index_supported),
            number(result.summary.index_claimed),
            number(result.summary.index_assessed),
            f"{result.summary.indicators.lengkap}/{len(result.indicators)}",
            percent(result.summary.completeness),
            result.summary.predicate or "-",
        ]
        for name, result in named
    ]
    lines = text_table(head, rows, "llrrrrrl", screen_width(output))
    lines += ["", *_chart(named, target, plain=output is None and not _blocks())]
    change = difference(named[0][1].summary.index_supported, named[-1][1].summary.index_supported)
    if change is not None and len(named) > 1:
        lines += ["", f"Perubahan indeks didukung bukti dari awal ke akhir: {number(change)}"]
    return "\n".join(lines) + "\n"


def _chart(named: list[tuple[str, Result]], target: Decimal | None, *, plain: bool) -> list[str]:
    """One bar per result from 0 to 5, with the target as a line through all of them."""
    from spbe_checklist.reports.words import number
    from spbe_checklist.verdict.scoring import show

    full, line = ("#", "|") if plain else ("█", "│")
    at = None if target is None else _column(target)
    lines = []
    for _, result in named:
        index = result.summary.index_supported
        bar = list((full * (_column(Decimal(index)) if index else 0)).ljust(CHART_WIDTH + 1))
        if at is not None:
            bar[at] = line
        lines.append(f"{result.run.started[:10]}  {number(index):>4}  {''.join(bar)}".rstrip())
    if at is not None and target is not None:
        lines.append(f"{'':10}  {'':4}  {'^':>{at + 1}} sasaran {number(show(target))}")
    return lines


def _column(index: Decimal) -> int:
    return int((index * CHART_WIDTH / SCALE).to_integral_value())


def _blocks() -> bool:
    """Whether standard output can show block characters."""
    import sys

    try:
        "█│".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
