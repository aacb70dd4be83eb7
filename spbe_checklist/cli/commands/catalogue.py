"""``spbe-check catalogue``: check, show and describe a catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from spbe_checklist.cli.console.output import tell, write_json, write_lines, write_output
from spbe_checklist.cli.help import Group
from spbe_checklist.cli.options import (
    CatalogueChoice,
    Config,
    Indicators,
    Ocr,
    TextOrJson,
    Year,
    read_numbers,
    refuse_unknown_numbers,
)
from spbe_checklist.cli.run_check import run_check
from spbe_checklist.errors import ExitCode, UsageError
from spbe_checklist.facts.ocr_mode import OcrMode

app = Group("Periksa dan tampilkan katalog indikator. Contoh: spbe-check catalogue check")


@app.command("check")
def check(
    catalogue: CatalogueChoice = None,
    against: Annotated[
        str | None,
        typer.Option("--against", help="Katalog lama; kehilangan butir menggagalkan. Contoh: --against ./lama"),
    ] = None,
) -> int:
    """Periksa bobot, id, rujukan antarbutir, dan semua contoh. Contoh: spbe-check catalogue check"""
    from spbe_checklist.catalogue.check import check_catalogue
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.recognition.trial import offers

    loaded = choose_catalogue(catalogue)
    findings = check_catalogue(loaded, offers)
    if findings:
        write_output("".join(f"{one.place}: {one.message} [{one.code}]\n" for one in findings))
        rest = f" Perbandingan dengan {against} menunggu itu." if against is not None else ""
        tell(f"Katalog {loaded.id}: {len(findings)} hal perlu diperbaiki.{rest}")
        return int(ExitCode.CONFIGURATION)
    items = len(loaded.by_evidence)
    examples = sum(len(i.examples.match) + len(i.examples.no_match) for _, i in loaded.by_evidence.values())
    write_output(
        f"Katalog {loaded.id} edisi {loaded.edition} baik: {len(loaded.indicators)} indikator, {items} butir bukti, "
        f"{examples} contoh cocok.\n"
    )
    lost = against is not None and _compare(against, catalogue, [], "never")
    return int(ExitCode.GATE_FAILED if lost else ExitCode.PASSED)


@app.command("diff")
def diff(
    old: Annotated[str, typer.Argument(metavar="LAMA", help="Katalog lama: id, berkas, atau folder. Contoh: ./lama")],
    new: Annotated[str, typer.Argument(metavar="BARU", help="Katalog baru. Contoh: ./katalog.yaml")],
    folders: Annotated[
        list[Path] | None, typer.Argument(metavar="[FOLDER]...", help="Folder yang ikut dicoba. Contoh: ./dokumen")
    ] = None,
    ocr: Ocr = OcrMode.AUTO,
) -> None:
    """Nama dan berkas mana mendapat atau kehilangan butir. Contoh: spbe-check catalogue diff ./lama ./baru ./dokumen"""
    _compare(old, new, folders or [], ocr.value)


def _compare(old: str, new: str | None, folders: Sequence[Path], ocr: str) -> bool:
    """Print what changes between two catalogues; whether any document lost an item."""
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.reports.catalogue_diff import as_text
    from spbe_checklist.run.options import CheckOptions
    from spbe_checklist.verdict.catalogue_diff import changes, of_examples, of_result

    catalogues = (choose_catalogue(old), choose_catalogue(new))
    examples = dict.fromkeys(one for catalogue in catalogues for one in catalogue.examples)
    before, after = (of_examples(catalogue, examples) for catalogue in catalogues)
    for folder in folders:
        for standings, name in ((before, old), (after, new)):
            result = run_check(CheckOptions(folder, catalogue=name, ocr=ocr)).result
            standings |= {f"{folder.as_posix()}/{path}": items for path, items in of_result(result).items()}
    found = changes(before, after)
    write_lines(as_text(found, len(before.keys() | after.keys()), *catalogues))
    return any(one.lost for one in found)


@app.command("try")
def try_document(
    what: Annotated[str, typer.Argument(metavar="NAMA|BERKAS", help='Nama atau berkas. Contoh: "Rekap Tiket.xlsx"')],
    catalogue: CatalogueChoice = None,
    config: Config = None,
    year: Year = None,
    ocr: Ocr = OcrMode.AUTO,
) -> None:
    """Untuk butir apa suatu nama atau berkas ditawarkan. Contoh: spbe-check catalogue try "Rekap Tiket.xlsx\""""
    from spbe_checklist.reports.explain import document_text
    from spbe_checklist.run.options import CheckOptions
    from spbe_checklist.run.trial import check_name, check_one

    file = Path(what)
    options = CheckOptions(file.parent, config=config, catalogue=catalogue, year=year, ocr=ocr.value, cache=False)
    result = check_one(file, options) if file.is_file() else check_name(what, options)
    write_lines("\n".join(document_text(result, one) for one in result.documents))


@app.command("schema")
def schema() -> None:
    """JSON Schema berkas katalog, untuk penyunting teks. Contoh: spbe-check catalogue schema"""
    from spbe_checklist.catalogue.schema import schema_text

    write_output(schema_text())


@app.command("show")
def show(
    item: Annotated[
        str | None, typer.Argument(metavar="[BUTIR]", help="Hanya butir ini; id atau kode portal. Contoh: I3-L1-02")
    ] = None,
    catalogue: CatalogueChoice = None,
    indicator: Indicators = None,
    evidence: Annotated[
        bool, typer.Option("--evidence/--no-evidence", help="Sertakan butir bukti. Contoh: --ids --no-evidence")
    ] = True,
    ids: Annotated[bool, typer.Option("--ids", help="Hanya nomor, id, dan nama butir. Contoh: show --ids")] = False,
    format: TextOrJson = "text",  # noqa: A002 - the option's name
) -> None:
    """Tampilkan katalog lengkap atau daftar id butirnya. Contoh: spbe-check catalogue show --ids"""
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.catalogue.item_names import find_item_or_indicator
    from spbe_checklist.catalogue.show import as_data, as_text, ids_of, only_item

    loaded = choose_catalogue(catalogue)
    if item is not None and (found := find_item_or_indicator(loaded, item)) is None:
        raise UsageError(f"Butir {item} tidak ada dalam katalog {loaded.id}.", "Lihat: spbe-check catalogue show --ids")
    if item is not None and found in loaded.by_evidence:
        loaded = only_item(loaded, found)
    chosen = read_numbers(item or indicator)
    refuse_unknown_numbers(chosen, loaded.by_no, f"katalog {loaded.id}")
    if chosen is not None:
        loaded = loaded.model_copy(update={"indicators": tuple(one for one in loaded.indicators if one.no in chosen)})
    if ids:
        write_lines("\n".join(ids_of(loaded, evidence=evidence)) + "\n", whole=True)
    elif format == "json":
        write_json(as_data(loaded), exact=True)
    else:
        write_lines(as_text(loaded))


@app.command("versions")
def versions(
    format: TextOrJson = "text",  # noqa: A002 - the option's name
) -> None:
    """Edisi instrumen yang dibawa program. Contoh: spbe-check catalogue versions"""
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.catalogue.shipped import editions
    from spbe_checklist.catalogue.versions import as_json, as_text

    loaded = [choose_catalogue(name) for name in editions()]
    if format == "json":
        write_output(as_json(loaded))
    else:
        write_lines(as_text(loaded))


@app.command("map")
def show_map(
    old: Annotated[str, typer.Argument(metavar="LAMA", help="Edisi asal. Contoh: spbe-2020")],
    new: Annotated[str, typer.Argument(metavar="BARU", help="Edisi tujuan. Contoh: pemdi-2026")],
    format: TextOrJson = "text",  # noqa: A002 - the option's name
) -> None:
    """Peta tidak resmi antaredisi. Contoh: spbe-check catalogue map spbe-2020 pemdi-2026"""
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.catalogue.load import load_map
    from spbe_checklist.reports.edition_map import as_text, data

    found = load_map(old, new)
    editions = choose_catalogue(old), choose_catalogue(new)
    if format == "json":
        write_json(data(found, *editions))
    else:
        write_lines(as_text(found, *editions))
