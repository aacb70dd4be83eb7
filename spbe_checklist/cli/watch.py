"""Watching a folder: check again whenever documents change, and show what that changed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from spbe_checklist.cli.console import screen
from spbe_checklist.cli.console.output import safe, tell, write_output
from spbe_checklist.cli.run_check import run_check
from spbe_checklist.errors import SpbeError
from spbe_checklist.reading.remote.address import drive_address

if TYPE_CHECKING:
    from spbe_checklist.run.options import CheckOptions
    from spbe_checklist.verdict.result import Result


def follow(options: CheckOptions, *, polling: bool, interval: float | None) -> None:
    """Check the folder, then again after every change, until somebody stops it."""
    from spbe_checklist.reports.diff import report
    from spbe_checklist.reports.sections.text import render
    from spbe_checklist.run.watch import Watch, shown_seconds
    from spbe_checklist.settings.place import find_workspace
    from spbe_checklist.verdict.diff import compare

    folder = options.folder
    settings = options.config or (None if drive_address(folder) else find_workspace(folder))
    watched = Watch(folder, settings, polling=polling, seconds=interval)
    known = run_check(options).result
    write_output(_summary(known), None)
    how = "" if watched.manner.events else f" setiap {shown_seconds(watched.manner.seconds)} detik"
    tell(f"Memantau {safe(known.run.folder)}{how}; tekan Ctrl-C untuk berhenti.")
    for _ in watched.changes():
        try:
            result = run_check(options, again=True).result
            found = compare(known, result)
        except SpbeError as error:
            tell(f"{_clock()}  {safe(str(error))}")
            tell("  Pemantauan dilanjutkan; hasil terakhir tetap berlaku.")
            continue
        known = result
        documents = found.documents
        moved = any((documents.vanished, documents.changed, documents.appeared, documents.renamed))
        if moved or found.having("membaik") or found.having("memburuk") or found.notices:
            write_output(f"\n{_clock()}\n{render(report(found), screen.width())}", None)
        else:
            tell(f"{_clock()}  Berkas berubah; hasil tetap sama.")


def _summary(result: Result) -> str:
    """The state at the beginning, in one line."""
    from spbe_checklist.reports.words import number

    evidence, files = result.summary.evidence, result.summary.files
    index = result.summary.index_supported
    level = "" if index is None else f" Indeks didukung bukti {number(index)} ({result.summary.predicate})."
    return (
        f"{_clock()}  {files.read} dari {files.seen} berkas terbaca; bukti ada {evidence.ada}, "
        f"perlu diperiksa {evidence.perlu_diperiksa}, "
        f"belum ada {evidence.belum_ada}.{level}\n"
    )


def _clock() -> str:
    """The time of day."""
    return time.strftime("%H:%M:%S")
