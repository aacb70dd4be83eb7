"""``spbe-check import``: bring what people filled in, or assessors decided, into spbe.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_checklist.cli.console.output import safe, tell
from spbe_checklist.cli.options import CatalogueChoice, Config
from spbe_checklist.cli.run_check import workspace_at
from spbe_checklist.errors import ConfigurationError, InputError
from spbe_checklist.files import read_named

if TYPE_CHECKING:
    from spbe_checklist.catalogue.models import Catalogue
    from spbe_checklist.settings.edit import Change


def import_checklist(
    checklist: Annotated[
        Path, typer.Argument(metavar="BERKAS", help="Checklist, register, atau catatan asesor. Contoh: checklist.xlsx")
    ],
    *,
    config: Config = None,
    by: Annotated[
        str, typer.Option("--by", metavar="NAMA", help='Siapa yang memastikan dokumen. Contoh: --by "Siti Aminah"')
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tampilkan perubahan tanpa menulis. Contoh: --dry-run")
    ] = False,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Pastikan juga dokumen yang diisi tanpa status Ada. Contoh: --confirm")
    ] = False,
    catalogue: CatalogueChoice = None,
) -> None:
    """Ambil isian checklist, register, atau nilai asesor. Contoh: spbe-check import checklist.xlsx --dry-run"""
    import datetime as dt

    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.catalogue.shipped import editions
    from spbe_checklist.intake.checklist import as_change, is_checklist, plan_import, read_checklist
    from spbe_checklist.settings.edit import edit_workspace, use_ids
    from spbe_checklist.settings.file import validate_against
    from spbe_checklist.settings.place import FILE_NAME, find_workspace

    hint = "Periksa letaknya; bila masih terbuka di Excel, tutup dulu, lalu ulangi."
    content = read_named(checklist, "Checklist", InputError, hint=hint)
    target = config or find_workspace(Path()) or Path(FILE_NAME)
    settings = workspace_at(target)
    if not is_checklist(content):
        edition = choose_catalogue(catalogue)
        lines, change = _table(content, checklist.name, by, edition)
        for line in lines:
            typer.echo(safe(line))
        if not dry_run:
            edit_workspace(target, use_ids(edition), change)
        tell(f"{len(lines)} baris {'akan disimpan' if dry_run else 'disimpan'} di {safe(str(target))}.")
        return
    exported, rows = read_checklist(content, checklist.name)
    known = catalogue or (exported.catalogue if exported.catalogue in editions() else None)
    edition = choose_catalogue(known)
    settings = validate_against(settings, edition)
    today = dt.date.today()  # noqa: DTZ011
    plan = plan_import(exported, rows, settings, by=by, today=today, source=checklist.name, confirm=confirm)
    for line in plan.lines:
        typer.echo(safe(line))
    for line in plan.not_taken:
        tell(f"Tidak diambil: {safe(line)}")
    for line in plan.proposals:
        tell(f"Usulan, belum dipastikan: {safe(line)}")
    if plan.proposals:
        tell("  Periksa dokumennya, lalu ulangi dengan --confirm, atau isi statusnya “Ada”.")
    if plan.empty:
        tell(f"Tidak ada yang berubah di {safe(str(target))}.")
        return
    if dry_run:
        tell(f"{len(plan.lines)} perubahan; tidak ditulis karena --dry-run.")
        return
    edit_workspace(target, use_ids(edition), as_change(plan))
    tell(
        f"{len(plan.lines)} perubahan ditulis di {safe(str(target))}. Jalankan spbe-check lagi untuk melihat hasilnya."
    )


def _table(content: bytes, name: str, by: str, catalogue: Catalogue) -> tuple[list[str], Change]:
    """A register or the opinions of assessors as lines to show and an edit of spbe.yaml."""
    import datetime as dt

    from spbe_checklist.catalogue.item_names import find_item
    from spbe_checklist.intake import assessor, opinions, register
    from spbe_checklist.settings.edit import confirm_document, together

    table = register.read_table(content, name)
    if table and {"dokumen", "butir"} <= {cell.strip().lower() for cell in table[0]}:
        found = register.decisions(table, name, catalogue)
        refused = [[f"bukan {id_}" for id_ in one.not_evidence] for one in found]
        lines = [f"{one.path}: {', '.join([*one.evidence, *no])}" for one, no in zip(found, refused, strict=True)]
        return lines, together(*map(confirm_document, found))

    pasted = name.lower().endswith((".txt", ".md"))
    items = assessor.pasted(content.decode("utf-8-sig", "replace")) if pasted else table
    if assessor.names_items(items, catalogue):
        taken = assessor.read_decisions(items, name, catalogue, by=by or "asesor", today=dt.date.today())  # noqa: DTZ011
        for line in taken.not_taken:
            tell(f"Tidak diambil: {safe(line)}")
        return [*assessor.lines(taken.decisions, catalogue)], assessor.as_change(taken.decisions)

    def indicator_of(code: str) -> int | None:
        item = find_item(catalogue, code)
        return catalogue.by_evidence[item][0].no if item else opinions.plain_number(code)

    if pasted:
        said = opinions.from_text(content.decode("utf-8-sig", "replace"), name, indicator_of)
    else:
        said = opinions.from_table(table, name, indicator_of)
    unknown = sorted({one.indicator for one in said} - catalogue.by_no.keys())
    if unknown:
        raise ConfigurationError(
            f"{name}: indikator {', '.join(map(str, unknown))} tidak ada dalam katalog {catalogue.id}.",
            "Pilih edisinya dengan --catalogue.",
        )
    return [opinions.summary(one) for one in said], opinions.as_change(said, by, dt.date.today())  # noqa: DTZ011
