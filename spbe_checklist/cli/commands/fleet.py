"""``spbe-check fleet``: many agencies in one run, one Result each and a comparison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from spbe_checklist.cli.console import screen
from spbe_checklist.cli.console.output import safe, tell, write_output
from spbe_checklist.cli.options import CheckArgs, MinComplete, Strict, known_rules, written_to
from spbe_checklist.cli.progress import TerminalProgress
from spbe_checklist.cli.result_files import write_report
from spbe_checklist.cli.run_check import rules_of
from spbe_checklist.errors import ExitCode, UsageError
from spbe_checklist.facts.ocr_mode import OcrMode

if TYPE_CHECKING:
    from spbe_checklist.cli.progress import TerminalProgress
    from spbe_checklist.run.fleet import AgencyFolder
    from spbe_checklist.run.options import CheckOptions
    from spbe_checklist.settings.models import Workspace
    from spbe_checklist.verdict.fleet import Collector, Fleet, Unchecked
    from spbe_checklist.verdict.gate import GateVerdict
    from spbe_checklist.verdict.gate_rules import Rules
    from spbe_checklist.verdict.result import Result

_SHOWN = 30
"""Agencies listed on the screen; the files list them all."""


def fleet(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER|DAFTAR",
            help="Folder berisi satu folder per instansi, atau berkas teks: satu folder per baris. Contoh: ./bukti",
        ),
    ],
    out: Annotated[Path, written_to("FOLDER", "Tempat hasil dan perbandingan. Contoh: --out hasil")],
    args: CheckArgs,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on",
            metavar="ATURAN",
            help="Gagal bila: missing, doubtful, unreadable, expired, never; boleh berulang. Contoh: --fail-on missing",
        ),
    ] = None,
    min_complete: MinComplete = None,
    strict: Strict = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Gerbang yang gagal tidak mengubah kode keluar. Contoh: --exit-zero")
    ] = False,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="ALAMAT",
            help="Baca dokumen dengan klaster Dask. Contoh: --scheduler tcp://10.0.0.5:8786",
        ),
    ] = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Periksa lagi semua instansi, dan timpa berkas yang bukan buatan spbe-check. Contoh: --force",
        ),
    ] = False,
) -> int:
    """Periksa banyak instansi dan bandingkan. Contoh: spbe-check fleet ./bukti --out hasil

    Setiap subfolder adalah satu instansi, dengan spbe.yaml sendiri bila ada. Yang sudah diperiksa dan tidak berubah
    tidak diulang.
    """
    from spbe_checklist.run.fleet import agencies_of

    fail_on = known_rules(fail_on)
    if "regression" in (fail_on or ()):
        raise UsageError(
            "--fail-on regression tidak dapat dipakai untuk banyak instansi sekaligus.",
            "Bandingkan per instansi: spbe-check diff LAMA.json BARU.json",
        )
    found = agencies_of(source, out)
    tell(f"Memeriksa {len(found.agencies)} instansi dari {source.as_posix()}.")

    def rules(workspace: Workspace) -> Rules:
        """Where an agency's own settings ask for "regression", that is left to a run with its baseline."""
        chosen = rules_of(workspace, fail_on, min_complete, strict=strict)
        return replace(chosen, fail_on=tuple(rule for rule in chosen.fail_on if rule != "regression"))

    collector = _run(found.agencies, args.of(source, again=force), out, rules, scheduler, force=force)
    comparison = _comparison(collector, source, args.catalogue, found.notices)
    _write(comparison, out, force=force)
    _show(comparison, out)
    return int(exit_code(comparison, exit_zero=exit_zero))


def exit_code(fleet: Fleet, *, exit_zero: bool) -> ExitCode:
    """5 when an agency could not be checked (or has unread files, with --strict), else 1 when one failed, else 0.

    An agency that nobody has looked at weighs more than one that is known to lack documents: code 1 promises that
    everything was checked. ``--exit-zero`` excuses only what the gate says.
    """
    totals = fleet.totals
    if totals.unchecked:
        return ExitCode.INCOMPLETE
    if exit_zero:
        return ExitCode.PASSED
    if totals.failed:
        return ExitCode.GATE_FAILED
    return ExitCode.INCOMPLETE if totals.incomplete else ExitCode.PASSED


def _run(
    agencies: tuple[AgencyFolder, ...],
    options: CheckOptions,
    out: Path,
    rules: Callable[[Workspace], Rules],
    scheduler: str | None,
    *,
    force: bool,
) -> Collector:
    from contextlib import ExitStack

    from spbe_checklist.reading.workers.dask import connect
    from spbe_checklist.run.fleet import run_fleet

    with ExitStack() as stack:
        cluster = None
        if scheduler is not None:
            cluster = stack.enter_context(connect(scheduler, ocr=options.ocr != OcrMode.NEVER))
            tell(f"Klaster {scheduler}: {cluster.machines} pekerja, {cluster.slots} dokumen sekaligus.")
        progress = stack.enter_context(TerminalProgress())
        listener = _Told(len(agencies), progress, out, force)
        return run_fleet(agencies, options, rules, listener, cluster)


@dataclass
class _Told:
    """One line per agency on standard error, the usual progress for its files, and its page beside its Result."""

    total: int
    progress: TerminalProgress
    out: Path
    force: bool
    count: int = 0

    def begin(self, agency: AgencyFolder) -> TerminalProgress:
        """See ``run.fleet.Listener``."""
        return self.progress

    def done(self, agency: AgencyFolder, result: Result, verdict: GateVerdict, resumed: bool) -> None:
        """See ``run.fleet.Listener``."""
        from spbe_checklist.reports.fleet import page_of
        from spbe_checklist.reports.words import number, percent
        from spbe_checklist.verdict.result_json import dump

        write_output(dump(result), self.out / agency.file, force=self.force)
        page = self.out / page_of(agency.file)
        if not (resumed and page.exists()):
            write_report(result, "html", page, force=self.force)
        summary = result.summary
        index = f"indeks {number(summary.index_supported)} ({summary.predicate})" if summary.index_supported else "-"
        gate = "gagal" if verdict.failures else "belum tuntas" if verdict.incomplete else "lulus"
        taken = "; tidak berubah, hasil sebelumnya dipakai" if resumed else ""
        settings = f"; pengaturan {result.run.config}" if result.run.config else ""
        self._line(agency.label, f"{index}, lengkap {percent(summary.completeness)}, gerbang {gate}{taken}{settings}")

    def failed(self, failure: Unchecked) -> None:
        """See ``run.fleet.Listener``."""
        self._line(failure.label, f"TIDAK DAPAT DIPERIKSA: {failure.reason}")

    def _line(self, label: str, text: str) -> None:
        self.progress.finish()
        self.count += 1
        tell(f"[{self.count:>{len(str(self.total))}}/{self.total}] {safe(label, 60)}: {safe(text)}")


def _comparison(collector: Collector, source: Path, catalogue: str | None, notices: tuple[str, ...]) -> Fleet:
    import datetime as dt

    from spbe_checklist.catalogue.choose import choose_catalogue

    return collector.compare(
        choose_catalogue(catalogue),
        started=dt.datetime.now(dt.UTC).astimezone().isoformat(timespec="seconds"),
        source=source.as_posix(),
        notices=notices,
    )


def _write(fleet: Fleet, out: Path, *, force: bool) -> None:
    from spbe_checklist.reports.fleet import report
    from spbe_checklist.reports.sections import write
    from spbe_checklist.run.fleet import COMPARISON
    from spbe_checklist.verdict.result_json import dump

    write_output(dump(fleet), out / f"{COMPARISON}.json", force=force)
    write_output(write(report(fleet, page=True), "html"), out / f"{COMPARISON}.html", force=force)
    write_output(write(report(fleet), "xlsx"), out / f"{COMPARISON}.xlsx", force=force)


def _show(fleet: Fleet, out: Path) -> None:
    """The comparison in brief on standard output, and where the rest is."""
    import sys

    from spbe_checklist.reports.fleet import gate
    from spbe_checklist.reports.sections.text import table
    from spbe_checklist.reports.words import number, percent
    from spbe_checklist.run.fleet import COMPARISON

    totals = fleet.totals
    lines = []
    if fleet.agencies:
        rows = [
            [
                row.name,
                number(row.index_supported),
                row.predicate or "-",
                number(row.index_claimed),
                percent(row.completeness),
                str(row.evidence.belum_ada),
                gate(row).label.lower(),
            ]
            for row in fleet.agencies[:_SHOWN]
        ]
        head = ("Instansi", "Bukti", "Predikat", "Mandiri", "Lengkap", "Belum ada", "Gerbang")
        lines += table(head, rows, "lrlrrrl", screen.width())
        if len(fleet.agencies) > _SHOWN:
            lines.append(f"... dan {len(fleet.agencies) - _SHOWN} instansi lain; lihat {COMPARISON}.html")
        if (found := totals.index_supported) is not None:
            lines.append("")
            lines.append(
                f"Indeks yang didukung bukti: rata-rata {number(found.mean)}, median {number(found.median)}, "
                f"terendah {number(found.lowest)}, tertinggi {number(found.highest)}"
            )
        lines += ["", "Bukti yang paling banyak belum ada:"] if fleet.missing else []
        lines += [
            f"  {one.missing} dari {totals.checked} instansi: {safe(one.label)} ({one.id})"
            for one in fleet.missing[:5]
            if one.missing
        ]
    if fleet.unchecked:
        lines += ["", f"Tidak dapat diperiksa ({len(fleet.unchecked)}):"]
        for failure in fleet.unchecked:
            lines.append(f"  {safe(failure.label)}: {safe(failure.reason)}")
            lines += [f"    {safe(hint)}" for hint in failure.hint.splitlines()]
    lines += ["", *(f"Perhatian: {safe(notice)}" for notice in fleet.notices)]
    write_output("\n".join(lines).strip("\n") + "\n", None)
    sys.stdout.flush()
    tell(f"Perbandingan: {out / COMPARISON}.html, .xlsx, .json; hasil dan halaman setiap instansi di {out}.")
    tell(
        f"{totals.checked} dari {totals.agencies} instansi diperiksa: {totals.passed} lulus gerbang, "
        f"{totals.failed} gagal, {totals.incomplete} belum tuntas."
    )
