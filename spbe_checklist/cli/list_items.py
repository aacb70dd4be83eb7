"""``spbe-check list``: indicators and evidence ids."""

from __future__ import annotations

from typing import Annotated

import typer

from spbe_checklist.cli.options import CatalogueChoice, Indicators, read_numbers
from spbe_checklist.errors import UsageError


def list_items(
    indicator: Indicators = None,
    catalogue: CatalogueChoice = None,
    evidence: Annotated[
        bool, typer.Option("--evidence/--no-evidence", help="Sertakan butir bukti. Contoh: --no-evidence")
    ] = True,
) -> None:
    """Daftar indikator dan id butir bukti. Contoh: spbe-check list --indicator 17"""
    from spbe_checklist.catalogue.load import choose_catalogue
    from spbe_checklist.cli.output import write_output
    from spbe_checklist.reports.words import number

    loaded = choose_catalogue(catalogue)
    chosen = read_numbers(indicator)
    unknown = sorted((chosen or frozenset()) - loaded.by_no.keys())
    if unknown:
        raise UsageError(
            f"Katalog {loaded.id} tidak mempunyai indikator {', '.join(map(str, unknown))}.",
            f"Nomor yang ada: 1-{max(loaded.by_no)}; tulis misalnya --indicator 1-10,17",
        )
    lines: list[str] = []
    for entry in loaded.indicators:
        if chosen is not None and entry.no not in chosen:
            continue
        lines.append(f"{entry.no:>2}  {entry.topic} (bobot {number(entry.weight)})")
        if evidence:
            for item in entry.evidence:
                optional = "" if item.required else " (opsional)"
                lines.append(f"    {item.id:<24} {item.label}{optional}")
    write_output("\n".join(lines) + "\n", None)
