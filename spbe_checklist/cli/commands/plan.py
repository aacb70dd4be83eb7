"""``spbe-check plan``: the cheapest documents that lift the index."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_checklist.cli.console.output import tell, write_output
from spbe_checklist.cli.options import CheckArgs, Force, Output, ResultFile, with_check_args
from spbe_checklist.errors import ConfigurationError, UsageError

if TYPE_CHECKING:
    from spbe_checklist.catalogue.models import Catalogue
    from spbe_checklist.verdict.plan import Basis, Plan, Step
    from spbe_checklist.verdict.result import Result


class PlanFormat(StrEnum):
    """How a plan is printed."""

    TEXT = "text"
    JSON = "json"


@with_check_args
def plan(
    result: ResultFile,
    args: CheckArgs,
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
        typer.Option("--from", metavar="DASAR", help="Titik awal: bukti, mandiri, asesor. Contoh: --from asesor"),
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
    format_: Annotated[
        PlanFormat, typer.Option("--format", "-f", help="Bentuk keluaran. Contoh: --format json")
    ] = PlanFormat.TEXT,
    output: Output = None,
    force: Force = False,
) -> None:
    """Dokumen termurah untuk menaikkan indeks. Contoh: spbe-check plan hasil.json --target-index 3.5"""
    from spbe_checklist.cli.result_files import load_result
    from spbe_checklist.verdict import plan as planning

    if sum(wish is not None for wish in (target_index, predicate, budget)) > 1:
        raise UsageError(
            "Tentukan satu tujuan saja: --target-index, --predicate, atau --budget.",
            "Contoh: spbe-check plan hasil.json --target-index 3.5; tanpa tujuan: predikat berikutnya.",
        )
    basis = _basis(from_)
    wanted = _index(target_index) if target_index is not None else None
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
    unusable = {document.path for document in checked.documents if document.health != "baik"}
    found = planning.plan(checked.indicators, target=wanted, budget=budget, basis=basis, unusable=unusable)
    text = _json(found) if format_ is PlanFormat.JSON else _text(found, predicate, output)
    write_output(text, output, force=force)
    if not found.reached:
        tell("Tujuan tidak dapat dicapai dengan dokumen saja; rencana ini naik setinggi yang mungkin.")


def _index(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite() or value < 0:
        raise UsageError(f"Indeks “{text}” bukan angka.", "Tulis misalnya --target-index 3.5")
    return value


_BASES: dict[str, Basis] = {
    "bukti": "bukti",
    "evidence": "bukti",
    "mandiri": "mandiri",
    "claimed": "mandiri",
    "asesor": "asesor",
    "assessed": "asesor",
}


def _basis(text: str) -> Basis:
    if text not in _BASES:
        raise UsageError(f"Dasar rencana “{text}” tidak dikenal.", "Pilih --from bukti, mandiri, atau asesor.")
    return _BASES[text]


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
    above = [one for one in _edition(result, chosen).predicates if one.min > start]
    if not above:
        raise UsageError("Predikatnya sudah yang tertinggi.", "Sebutkan tujuan dengan --target-index.")
    lowest = min(above, key=lambda one: one.min)
    return lowest.name, lowest.min


def _edition(result: Result, chosen: str | None) -> Catalogue:
    """The Result's edition, for its predicates."""
    from spbe_checklist.catalogue.choose import choose_catalogue

    edition = choose_catalogue(chosen)
    if (edition.id, edition.edition) != (result.catalogue.id, result.catalogue.edition):
        raise ConfigurationError(
            f"Batas predikat diambil dari katalog, tetapi hasil ini memakai katalog {result.catalogue.id} edisi "
            f"{result.catalogue.edition}.",
            "Sebutkan katalog itu dengan --catalogue, atau pakai --target-index.",
        )
    return edition


def _threshold(name: str, result: Result, chosen: str | None) -> Decimal:
    """Lowest index of a predicate in the Result's edition. Raises UsageError for an unknown word."""
    edition = _edition(result, chosen)
    for predicate in edition.predicates:
        if predicate.name.casefold() == name.strip().casefold():
            return predicate.min
    known = ", ".join(predicate.name for predicate in edition.predicates)
    raise UsageError(f"Predikat “{name}” tidak dikenal.", f"Pilih salah satu: {known}.")


def _json(found: Plan) -> str:
    import json

    from spbe_checklist.verdict.scoring import exact, show

    content = {
        "from": show(found.start),
        "from_basis": found.basis,
        "index": show(found.index),
        "reached": found.reached,
        "target_index": None if found.target is None else show(found.target),
        "budget": found.budget,
        "cost": _cost(found.cost),
        "best_index": show(found.best),
        "steps": [
            {
                "evidence": list(step.evidence),
                "document": step.document,
                "unit": step.units[0] if step.units else None,
                "units": list(step.units),
                "cost": _cost(step.cost),
                "gain": show(step.gain),
                "gain_exact": exact(step.gain),
                "index_after": show(step.index_after),
                "doubtful": step.doubtful,
                "there": list(step.there),
            }
            for step in found.steps
        ],
    }
    return json.dumps(content, ensure_ascii=True, indent=1) + "\n"


def _effort(cost: Fraction) -> str:
    from spbe_checklist.reports.words import number

    return number(_cost(cost))


def _cost(cost: Fraction) -> int | float:
    return int(cost) if cost.denominator == 1 else float(cost)


def _text(found: Plan, predicate: str | None, output: Path | None) -> str:
    from spbe_checklist.cli.console.tables import screen_width, text_table
    from spbe_checklist.reports.words import number
    from spbe_checklist.verdict.scoring import show

    aim = (
        f"Rencana dengan biaya paling banyak {found.budget}"
        if found.target is None
        else f"Rencana menuju indeks {number(show(found.target))}" + (f" ({predicate})" if predicate else "")
    )
    lines = [f"{aim}, dari indeks {_STANDING[found.basis]} {number(show(found.start))}", _verdict(found)]
    if not found.steps:
        return "\n".join(lines) + "\n"
    width = screen_width(output)
    position = {id(step): place for place, step in enumerate(found.steps, start=1)}
    for title, steps in (("Tinggal diputuskan", found.to_decide), ("Harus diminta", found.to_ask)):
        if steps:
            lines += ["", f"{title} ({len(steps)} dokumen):"]
            for step in steps:
                lines += _step(position[id(step)], step, width)
    lines += ["", "Per OPD:"]
    per_unit: dict[str, list[Step]] = {}
    for step in found.steps:
        per_unit.setdefault(step.units[0] if step.units else "belum ada penanggung jawab", []).append(step)
    counts = [
        [
            name,
            str(sum(bool(step.there) for step in steps)),
            str(sum(not step.there for step in steps)),
            _effort(sum((step.cost for step in steps), Fraction())),
        ]
        for name, steps in per_unit.items()
    ]
    lines += text_table(["OPD", "Diputuskan", "Diminta", "Biaya"], counts, "lrrr", width)
    lines += [
        "",
        "Biaya adalah upaya: 1 paling mudah, 8 paling sulit, 0,2 untuk memutuskan yang sudah ada;",
        "per jenis dokumen dapat diubah pada bagian costs di spbe.yaml.",
    ]
    if any(not step.gain for step in found.steps):
        lines += ["", "Naik 0,00 berarti tingkatnya baru terpenuhi bersama dokumen berikutnya."]
    return "\n".join(lines) + "\n"


_STANDING = {"bukti": "didukung bukti", "mandiri": "penilaian mandiri", "asesor": "dari asesor"}


def _step(position: int, step: Step, width: int | None) -> list[str]:
    """A document with its figures below; long names are wrapped, never cut, and ids stay whole."""
    import textwrap

    from spbe_checklist.reports.safe import terminal
    from spbe_checklist.reports.words import number
    from spbe_checklist.verdict.scoring import show

    more = f" dan {len(step.there) - 1} lagi" if len(step.there) > 1 else ""
    candidate = f" - sudah ada: {terminal(step.there[0])}{more}" if step.there else ""
    if step.doubtful and not step.there:
        candidate = " (ada calon yang harus diperbaiki)"
    unit = terminal(step.units[0]) if step.units else "belum ada penanggung jawab"
    figures = f"biaya {_effort(step.cost)}, naik {number(show(step.gain))} menjadi {number(show(step.index_after))}"
    wide = width or 10_000
    return [
        *textwrap.wrap(
            f"{position:>3}. {terminal(step.document)}{candidate}",
            wide,
            subsequent_indent="     ",
            break_long_words=False,
        ),
        *textwrap.wrap(f"     {_ids(step)}; {unit}; {figures}", wide, subsequent_indent="     "),
    ]


def _verdict(found: Plan) -> str:
    from spbe_checklist.reports.words import number
    from spbe_checklist.verdict.scoring import show

    reach = f"indeks {number(show(found.index))} dengan {len(found.steps)} dokumen, biaya {_effort(found.cost)}"
    if not found.reached:
        return f"Tidak dapat dicapai dengan dokumen saja; paling tinggi {reach}"
    if not found.steps and found.target is not None:
        return "Sudah tercapai; tidak ada dokumen yang perlu dicari"
    return f"Menjadi {reach}" if found.steps else "Tidak ada dokumen yang menaikkan indeks dengan biaya itu"


def _ids(step: Step) -> str:
    """The first id and how many indicators more the document serves."""
    more = len(step.evidence) - 1
    return f"{step.evidence[0]} +{more} indikator" if more else step.evidence[0]
