"""``spbe-check list``: indicators and evidence ids."""

from __future__ import annotations

from typing import Annotated

import typer

from spbe_checklist.cli.options import CatalogueChoice, Indicators, read_numbers, refuse_unknown_numbers


def list_items(
    indicator: Indicators = None,
    catalogue: CatalogueChoice = None,
    evidence: Annotated[
        bool, typer.Option("--evidence/--no-evidence", help="Sertakan butir bukti. Contoh: --no-evidence")
    ] = True,
) -> None:
    """Daftar indikator dan id butir bukti. Contoh: spbe-check list --indicator 17"""
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.cli.console.output import write_output
    from spbe_checklist.reports.words import number

    loaded = choose_catalogue(catalogue)
    chosen = read_numbers(indicator)
    refuse_unknown_numbers(chosen, loaded)
    lines: list[str] = []
    for entry in loaded.indicators:
        if chosen is not None and entry.no not in chosen:
            continue
        lines.append(f"{entry.no:>2}  {entry.topic} (bobot {number(entry.weight)})")
        if evidence:
            for item in entry.evidence:
                optional = "" if item.required else " (opsional)"
                code = f"{item.code:<9} " if loaded.by_code else ""
                lines.append(f"    {code}{item.id:<24} {item.label}{optional}")
    write_output("\n".join(lines) + "\n", None)
