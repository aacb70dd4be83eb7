"""``spbe-check diff``: what changed between two results, over many of them, or in a folder while it is watched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_checklist.cli.options import CheckArgs, SectionArgs, index_value
from spbe_checklist.cli.result_files import load_result
from spbe_checklist.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from spbe_checklist.verdict.result import Result

SCALE = 5
"""The highest index."""
_TWO = 2


def diff(
    results: Annotated[
        list[Path],
        typer.Argument(metavar="HASIL...", help="Dua atau lebih hasil atau folder. Contoh: maret.json mei.json"),
    ],
    args: CheckArgs,
    to: SectionArgs,
    *,
    trend: Annotated[
        bool, typer.Option("--trend", help="Perkembangan; selalu begitu bila lebih dari dua hasil. Contoh: --trend")
    ] = False,
    target_index: Annotated[
        str | None, typer.Option("--target-index", metavar="INDEKS", help="Garis sasaran. Contoh: --target-index 3.5")
    ] = None,
    fail_on_worse: Annotated[
        bool, typer.Option("--fail-on-worse", help="Kode keluar 1 bila ada yang memburuk. Contoh: --fail-on-worse")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Pantau satu folder dan tampilkan yang berubah. Contoh: --watch")
    ] = False,
    interval: Annotated[
        float | None,
        typer.Option(
            "--interval",
            min=0.1,
            max=86400,
            metavar="DETIK",
            help="Dengan --watch: jarak pemeriksaan bila tanpa pemberitahuan sistem. Contoh: --interval 30",
        ),
    ] = None,
    polling: Annotated[
        bool, typer.Option("--polling", help="Dengan --watch: lihat berkala, untuk drive jaringan. Contoh: --polling")
    ] = False,
) -> int:
    """Apa yang berubah: di antara hasil, dari waktu ke waktu, atau selagi folder dipantau.

    Contoh: spbe-check diff maret.json mei.json
    """
    if watch:
        if len(results) != 1:
            raise UsageError("--watch memantau satu folder.", "Contoh: spbe-check diff ./dokumen --watch")
        from spbe_checklist.cli.watch import follow

        follow(args.of(results[0]), polling=polling, interval=interval)
        return int(ExitCode.PASSED)
    if len(results) < _TWO and not trend:
        raise UsageError(
            "Sebutkan dua hasil, yang lama lebih dulu.",
            "Contoh: spbe-check diff maret.json mei.json; memantau folder: spbe-check diff ./dokumen --watch",
        )
    from spbe_checklist.reports import diff as pair
    from spbe_checklist.reports import trend as way
    from spbe_checklist.verdict.diff import compare, in_time_order, require_same_edition

    target = index_value(target_index, SCALE) if target_index else None
    trend = trend or len(results) > _TWO or target_index is not None
    named: list[tuple[str, Result]] = [(path.name, load_result(path, args)) for path in results]
    if trend:
        named = in_time_order(named)
        require_same_edition([result for _, result in named])
    found = compare(named[0][1], named[-1][1])
    if trend:
        to.write(lambda: way.report(named, target), lambda: way.data(named, target))
    else:
        to.write(lambda: pair.report(found), lambda: pair.data(found))
    return int(ExitCode.GATE_FAILED if fail_on_worse and found.worse else ExitCode.PASSED)
