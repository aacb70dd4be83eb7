"""``spbe-check baseline``: what the gate compares with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from spbe_checklist.cli.console.output import tell, write_output
from spbe_checklist.cli.help import Group
from spbe_checklist.cli.options import ResultFile, written_to
from spbe_checklist.cli.result_files import load_result, read_baseline
from spbe_checklist.language import number

app = Group("Keadaan pembanding untuk gerbang CI. Contoh: spbe-check baseline write hasil.json")


@app.command("write")
def write(
    result: ResultFile,
    output: Annotated[Path, written_to("BERKAS", "Berkas baseline. Contoh: -o baseline.json")] = Path("baseline.json"),
    loosen: Annotated[
        bool, typer.Option("--loosen", help="Boleh lebih longgar dari baseline lama. Contoh: --loosen")
    ] = False,
) -> None:
    """Tulis baseline; yang lama hanya diperketat. Contoh: spbe-check baseline write hasil.json -o baseline.json"""
    from spbe_checklist.verdict.gate import baseline_of, tighten
    from spbe_checklist.verdict.result_json import dump

    new = baseline_of(load_result(result))
    if output.exists() and not loosen:
        old = read_baseline(output)
        if (old.catalogue, old.edition) == (new.catalogue, new.edition):
            new = tighten(old, new)
    write_output(dump(new), output)
    there = sum(1 for status in new.evidence.values() if status == "ada")
    tell(f"Baseline {output}: {there} butir ada pada semua tingkat, indeks {number(new.index_supported)}.")
