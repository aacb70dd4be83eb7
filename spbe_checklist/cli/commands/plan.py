"""``spbe-check plan``: the cheapest documents that lift the index."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_checklist.cli.choices import one_of
from spbe_checklist.cli.console.output import tell
from spbe_checklist.cli.options import CheckArgs, ResultFile, SectionArgs, index_value
from spbe_checklist.cli.result_files import edition_of, load_result
from spbe_checklist.errors import ConfigurationError, UsageError

if TYPE_CHECKING:
    from spbe_checklist.verdict.plan import Basis
    from spbe_checklist.verdict.result import Result


def plan(
    result: ResultFile,
    args: CheckArgs,
    to: SectionArgs,
    *,
    target_index: Annotated[
        str | None,
        typer.Option("--target-index", metavar="INDEKS", help="Indeks yang dituju. Contoh: --target-index 3.5"),
    ] = None,
    predicate: Annotated[
        str | None,
        typer.Option("--predicate", metavar="PREDIKAT", help='Predikat yang dituju. Contoh: --predicate "Sangat Baik"'),
    ] = None,
    from_: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="DASAR",
            parser=one_of("--from", ("bukti", "mandiri", "asesor")),
            help="Titik awal: bukti, mandiri, asesor. Contoh: --from asesor",
        ),
    ] = "bukti",
    budget: Annotated[
        int | None,
        typer.Option(
            "--budget",
            min=0,
            metavar="N",
            help="Indeks setinggi mungkin dengan biaya sebanyak ini. Contoh: --budget 20",
        ),
    ] = None,
) -> None:
    """Dokumen termurah untuk menaikkan indeks. Contoh: spbe-check plan hasil.json --target-index 3.5"""
    from spbe_checklist.reports.plan import data, report
    from spbe_checklist.verdict import plan as planning

    if sum(wish is not None for wish in (target_index, predicate, budget)) > 1:
        raise UsageError(
            "Tentukan satu tujuan saja: --target-index, --predicate, atau --budget.",
            "Contoh: spbe-check plan hasil.json --target-index 3.5; tanpa tujuan: predikat berikutnya.",
        )
    basis: Basis = from_  # type: ignore[assignment]  # one of its words, or the parser refuses it
    wanted = Decimal(index_value(target_index)) if target_index is not None else None
    checked = load_result(result, args)
    if any(entry.supported_level is None for entry in checked.indicators):
        raise ConfigurationError(
            f"Katalog {checked.catalogue.id} edisi {checked.catalogue.edition} tidak menetapkan tingkat, "
            "sehingga rencana menuju indeks tidak dapat disusun.",
            "Gunakan hasil pemeriksaan dengan katalog yang sudah diperiksa.",
        )
    start = _start(checked, basis)
    if predicate is not None:
        wanted = _threshold(predicate, checked, args.catalogue)
    elif wanted is None and budget is None:
        predicate, wanted = _next_predicate(start, checked, args.catalogue)

    found = planning.plan(checked.indicators, target=wanted, budget=budget, basis=basis, documents=checked.documents)
    to.write(lambda: report(found, checked, predicate), lambda: data(found))
    if not found.reached:
        tell("Tujuan tidak dapat dicapai dengan dokumen saja; rencana ini naik setinggi yang mungkin.")


def _start(result: Result, basis: Basis) -> Decimal:
    """The index the plan starts from, as shown. Raises ConfigurationError where nobody gave the values."""
    summary = result.summary
    known = {"bukti": summary.index_supported, "mandiri": summary.index_claimed, "asesor": summary.index_assessed}[
        basis
    ]
    if known is None:
        raise ConfigurationError(
            f"Nilai {basis} belum ada dalam hasil ini.",
            "Isi pada bagian levels di spbe.yaml atau ambil dengan: spbe-check import nilai.xlsx, lalu periksa ulang.",
        )
    return Decimal(known)


def _next_predicate(start: Decimal, result: Result, chosen: str | None) -> tuple[str, Decimal]:
    """The predicate above the one the index has now. Raises UsageError at the highest."""
    above = [one for one in edition_of(result, chosen).predicates if one.min > start]
    if not above:
        raise UsageError("Predikatnya sudah yang tertinggi.", "Sebutkan tujuan dengan --target-index.")
    lowest = min(above, key=lambda one: one.min)
    return lowest.name, lowest.min


def _threshold(name: str, result: Result, chosen: str | None) -> Decimal:
    """Lowest index of a predicate in the Result's edition. Raises UsageError for an unknown word."""
    edition = edition_of(result, chosen)
    for predicate in edition.predicates:
        if predicate.name.casefold() == name.strip().casefold():
            return predicate.min
    known = ", ".join(predicate.name for predicate in edition.predicates)
    raise UsageError(f"Predikat “{name}” tidak dikenal.", f"Pilih salah satu: {known}.")
