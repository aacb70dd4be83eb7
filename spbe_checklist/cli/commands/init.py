"""``spbe-check init``: settings and folders for a new agency."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from spbe_checklist.cli.options import CatalogueChoice, Folder, Target, Year, on_this_computer


class AgencyKind(StrEnum):
    """Kinds of agency."""

    KOTA = "kota"
    KABUPATEN = "kabupaten"
    PROVINSI = "provinsi"
    KEMENTERIAN = "kementerian"
    LEMBAGA = "lembaga"


def init(
    folder: Folder,
    *,
    folders: Annotated[
        bool, typer.Option("--folders", help="Buat juga satu folder per indikator. Contoh: --folders")
    ] = False,
    name: Annotated[str, typer.Option("--name", help='Nama instansi. Contoh: --name "Kota Contoh"')] = "",
    kind: Annotated[AgencyKind | None, typer.Option("--kind", help="Jenis instansi. Contoh: --kind kota")] = None,
    year: Year = None,
    target: Target = None,
    catalogue: CatalogueChoice = None,
    force: Annotated[
        bool, typer.Option("--force", help="Timpa spbe.yaml yang sudah ada. Contoh: spbe-check init ./dokumen --force")
    ] = False,
) -> None:
    """Buat spbe.yaml dan folder bukti. Contoh: spbe-check init ./dokumen --folders --name "Kota Contoh" """
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.cli.console.output import safe, tell
    from spbe_checklist.intake.init import Profile, initialise
    from spbe_checklist.settings.models import DEFAULT_TARGET

    on_this_computer(folder)
    profile = Profile(name=name, kind=kind.value if kind else None, year=year, target=target or DEFAULT_TARGET)
    done = initialise(folder, choose_catalogue(catalogue), profile, folders=folders, force=force)
    tell(f"Dibuat: {safe(str(done.settings))}")
    if done.folders:
        tell(f"Dibuat: {len(done.folders)} folder indikator, masing-masing dengan BACA SAYA.txt")
    if done.kept:
        tell(f"Tidak diubah: {len(done.kept)} folder yang sudah ada, misalnya {safe(done.kept[0])}")
    tell(f"Berikutnya: isi nama OPD di spbe.yaml, simpan dokumen, lalu jalankan: spbe-check {safe(str(folder))}")
