"""``spbe-check requests``: one letter, one workbook and one chat text for every unit that owes documents."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_checklist.cli.console.output import safe, tell, write_output
from spbe_checklist.cli.options import Config, Force
from spbe_checklist.errors import ConfigurationError, InputError, UsageError
from spbe_checklist.files import os_reason, read_regular

if TYPE_CHECKING:
    from spbe_checklist.reports.requests import RequestFile
    from spbe_checklist.settings.models import Workspace
    from spbe_checklist.verdict.result import Result

OVERVIEW = "ringkasan.md"


def requests(
    result: Annotated[Path, typer.Argument(metavar="HASIL", help="Berkas hasil (JSON). Contoh: hasil.json")],
    *,
    out: Annotated[
        Path,
        typer.Option(
            "--out", "--output", "-o", metavar="FOLDER", help="Tempat menulis surat. Contoh: --out ./permintaan"
        ),
    ],
    deadline: Annotated[
        str | None,
        typer.Option("--deadline", metavar="TANGGAL", help="Batas pengiriman. Contoh: --deadline 2026-12-05"),
    ] = None,
    config: Config = None,
    force: Force = False,
) -> None:
    """Buat surat, isian Excel, dan pesan per unit. Contoh: spbe-check requests hasil.json --out ./permintaan"""
    import datetime as dt

    from spbe_checklist.cli.result_files import load_result
    from spbe_checklist.intake.checklist import parse_date
    from spbe_checklist.reports import words
    from spbe_checklist.reports.letter import LetterSetting
    from spbe_checklist.reports.requests import request_files

    due = parse_date(deadline) if deadline else None
    if deadline and due is None:
        raise UsageError(f"Tanggal “{deadline}” tidak dikenal.", "Tulis misalnya --deadline 2026-12-05")
    today = dt.date.today()  # noqa: DTZ011 - the day on the letter is that of the desk
    if due is not None and due < today:
        raise UsageError(
            f"Batas pengiriman {words.date(due.isoformat())} sudah lewat; hari ini {words.date(today.isoformat())}.",
            "Pilih hari ini atau sesudahnya.",
        )
    saved = load_result(result)
    refuse_inside(out, saved)
    settings = settings_for(saved, config)
    template = _file(settings, "template", "Templat surat")
    logo = _file(settings, "logo", "Logo surat")
    setting = LetterSetting(settings.letter, today=today, deadline=due, logo=logo, template=template)
    try:
        files = request_files(saved, setting)
    except ValueError as error:
        raise ConfigurationError(
            f"Templat surat {settings.letter.template} atau logo {settings.letter.logo}: {error}.",
            "Simpan templat sebagai .docx dari Word, dan logo sebagai PNG atau JPEG.",
        ) from error
    if not files:
        tell("Tidak ada dokumen yang perlu diminta: bukti untuk target sudah lengkap. Tidak ada berkas yang ditulis.")
        return
    write_requests(files, out, force=force)
    if not settings.letter.letterhead and template is None:
        where = settings.file or "spbe.yaml"
        tell(f"Kop surat masih kosong. Isi di {safe(where)}, misalnya:")
        tell('  letter:\n    letterhead: ["PEMERINTAH KOTA ...", "DINAS KOMUNIKASI DAN INFORMATIKA"]')
    tell(f"{len(files)} berkas ditulis di {safe(str(out))}. Mulai dari {OVERVIEW}.")


def refuse_inside(out: Path, result: Result) -> None:
    """Letters never go into the folder that is checked: the next run would take them for evidence."""
    folder = Path(os.path.abspath(result.run.folder))  # noqa: PTH100 - compared, never opened
    target = Path(os.path.abspath(out))  # noqa: PTH100
    if target.resolve().is_relative_to(folder.resolve()) or target.is_relative_to(folder):
        raise UsageError(
            f"{out} ada di dalam folder yang diperiksa ({result.run.folder}).",
            "Pilih folder lain, misalnya --out ./permintaan, supaya surat tidak terbaca sebagai bukti.",
        )


def settings_for(result: Result, config: Path | None) -> Workspace:
    """The settings given, else those the run used, else those that apply to its folder, else defaults."""
    from spbe_checklist.settings.file import load_workspace
    from spbe_checklist.settings.models import Workspace
    from spbe_checklist.settings.place import find_workspace

    if config is None and result.run.config and Path(result.run.config).is_file():
        config = Path(result.run.config)
    found = find_workspace(Path(result.run.folder), config)
    return load_workspace(found) if found is not None else Workspace()


def _file(settings: Workspace, field: str, label: str) -> bytes | None:
    """A file that a field of the letter names; a relative path counts from spbe.yaml."""
    name: str | None = getattr(settings.letter, field)
    if name is None:
        return None
    base = Path(settings.file).parent if settings.file else Path()
    path = base / name
    try:
        return read_regular(path)
    except OSError as error:
        raise InputError(
            f"{label} {path} tidak dapat dibaca: {os_reason(error)}.",
            f"Periksa letter.{field} di spbe.yaml, atau kosongkan untuk memakai surat bawaan.",
        ) from error


def write_requests(files: list[RequestFile], out: Path, *, force: bool) -> None:
    """Write everything, the overview last: it is what tells a later run which chat texts are ours."""
    overview = out / OVERVIEW
    try:
        earlier = overview.read_text(encoding="utf-8") if overview.is_file() else ""
    except (OSError, UnicodeDecodeError):
        earlier = ""
    ours = earlier if "spbe-check" in earlier else ""
    for file in sorted(files, key=lambda file: file.name == OVERVIEW):
        chat = file.name.endswith(".txt") and file.name.rpartition(" - ")[0] in ours
        write_output(file.content, out / file.name, force=force or (chat and bool(ours)))
