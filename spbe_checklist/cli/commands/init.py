"""``spbe-check init``: settings and folders for a new agency."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from spbe_checklist.cli.console.output import argument, safe, tell, write_output
from spbe_checklist.cli.options import CatalogueChoice, Folder, Target, Year, on_this_computer, written_to
from spbe_checklist.cli.run_check import run_check
from spbe_checklist.errors import InputError
from spbe_checklist.files import read_named

if TYPE_CHECKING:
    from spbe_checklist.catalogue.models import Catalogue
    from spbe_checklist.intake.init import Profile


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
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Jangan bertanya; pakai yang tampak. Contoh: init ./dokumen --yes")
    ] = False,
    output: Annotated[Path | None, written_to("XLSX", "Isian Excel sebagai ganti. Contoh: -o pengaturan.xlsx")] = None,
    from_: Annotated[
        Path | None,
        typer.Option("--from", metavar="XLSX", help="Ambil isian Excel itu. Contoh: --from pengaturan.xlsx"),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Timpa spbe.yaml yang sudah ada. Contoh: spbe-check init ./dokumen --force")
    ] = False,
) -> None:
    """Buat spbe.yaml dan folder bukti. Contoh: spbe-check init ./dokumen --folders --name "Kota Contoh" """
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.intake import settings_book
    from spbe_checklist.intake.init import initialise, known_profile, profile_change, refuse_existing
    from spbe_checklist.settings.edit import edit_workspace
    from spbe_checklist.settings.file import load_workspace
    from spbe_checklist.settings.place import FILE_NAME

    on_this_computer(folder)
    edition = choose_catalogue(catalogue)
    there = folder / FILE_NAME
    known = known_profile(load_workspace(there), edition) if there.is_file() and not force else None
    if known is not None and from_ is not None:
        edit_workspace(there, profile_change(_filled_in(from_, edition), known))
        tell(f"Diperbarui: {safe(str(there))}; keputusan dan catatan di dalamnya tetap.")
        tell(f"Berikutnya: spbe-check {argument(folder)}")
        return
    if output is None:
        refuse_existing(folder, force=force)
    if from_ is not None:
        profile = _filled_in(from_, edition)
    else:
        start = known or _look(folder, edition, catalogue)
        profile = replace(
            start,
            name=name or start.name,
            kind=kind.value if kind else start.kind,
            year=year or start.year,
            target=target or start.target,
        )
        if output is not None:
            write_output(settings_book.write(edition, profile), output, force=force)
            tell(f"Isi {safe(str(output))}, lalu: spbe-check init {argument(folder)} --from {argument(output)}")
            return
        if not yes:
            profile = _asked(profile, edition, given=(bool(name), kind is not None, year is not None))
    done = initialise(folder, edition, profile, folders=folders, force=force)
    tell(f"Dibuat: {safe(str(done.settings))}")
    if done.folders:
        tell(f"Dibuat: {len(done.folders)} folder indikator, masing-masing dengan BACA SAYA.txt")
    if done.kept:
        tell(f"Tidak diubah: {len(done.kept)} folder yang sudah ada, misalnya {safe(done.kept[0])}")
    tell("Berikutnya: periksa spbe.yaml (sebagian isinya dugaan dari dokumen), lalu jalankan:")
    tell(f"  spbe-check {argument(folder)}")
    tell(f"Unit per indikator juga dapat diisi di Excel: spbe-check init {argument(folder)} -o pengaturan.xlsx")


def _filled_in(file: Path, edition: Catalogue) -> Profile:
    from spbe_checklist.intake import settings_book

    return settings_book.read(read_named(file, "Isian", InputError), file.name, edition)


def _look(folder: Path, edition: Catalogue, catalogue: str | None) -> Profile:
    """What the documents in the folder suggest; nothing where there are none yet."""
    from spbe_checklist.intake.first_look import first_look
    from spbe_checklist.intake.init import Profile
    from spbe_checklist.run.options import CheckOptions

    if not folder.is_dir():
        return Profile()
    try:
        return first_look(run_check(CheckOptions(folder=folder, catalogue=catalogue)).result, edition)
    except InputError:
        return Profile()


def _asked(profile: Profile, edition: Catalogue, given: tuple[bool, bool, bool]) -> Profile:
    """The profile after the person's answers; an empty answer keeps what is shown."""
    named, kind_given, year_given = given
    tell("Tekan Enter bila isian dalam [kurung] sudah benar.")
    if not named:
        profile = replace(profile, name=_answer("Nama instansi", profile.name))
    if not kind_given:
        kinds = [kind.value for kind in AgencyKind]
        kind = _answer(f"Jenis ({', '.join(kinds)})", profile.kind or "")
        profile = replace(profile, kind=kind if kind in kinds else None)
    if not year_given:
        text = _answer("Tahun evaluasi", str(profile.year or ""))
        profile = replace(profile, year=int(text) if text.isdigit() and 2000 <= int(text) <= 2100 else None)
    for indicator in edition.indicators:
        if indicator.choice:
            seen = profile.services.get(indicator.no, "")
            hint = f" (tampaknya: {seen})" if seen else ""
            service = _answer(f"Layanan untuk indikator {indicator.no}{hint}", seen)
            profile = replace(profile, services={**profile.services, **({indicator.no: service} if service else {})})
    units = sorted({unit for names in profile.units.values() for unit in names})
    if units:
        tell(f"Unit yang tampak pada dokumen: {', '.join(units)}; pembagiannya dicatat per indikator.")
    return profile


def _answer(question: str, default: str) -> str:
    """One line from the keyboard; the default at the end of input."""
    import sys

    sys.stderr.write(f"{safe(question)} [{safe(default)}]: ")
    sys.stderr.flush()
    try:
        return sys.stdin.readline().strip() or default
    except (OSError, ValueError):  # no keyboard at all
        return default
