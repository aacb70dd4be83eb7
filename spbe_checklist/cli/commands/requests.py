"""``spbe-check requests``: one letter, one workbook and one chat text for every unit that owes documents."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_checklist.cli.console.output import safe, tell, write_output
from spbe_checklist.cli.options import Config, Force, ResultFile, written_to
from spbe_checklist.cli.result_files import load_result
from spbe_checklist.cli.run_check import workspace_at
from spbe_checklist.errors import ConfigurationError, InputError, UsageError
from spbe_checklist.files import read_named, read_regular

if TYPE_CHECKING:
    from spbe_checklist.settings.models import Workspace
    from spbe_checklist.verdict.result import Result

OVERVIEW = "ringkasan.md"
WRITTEN = ".spbe-check.json"
"""Hashes of what was written, by file name: what differs from them was changed by a person."""


def requests(
    result: ResultFile,
    *,
    out: Annotated[Path, written_to("FOLDER", "Tempat menulis surat. Contoh: --out ./permintaan")],
    deadline: Annotated[
        str | None,
        typer.Option("--deadline", metavar="TANGGAL", help="Batas pengiriman. Contoh: --deadline 2026-12-05"),
    ] = None,
    config: Config = None,
    force: Force = False,
) -> None:
    """Buat surat, isian Excel, dan pesan per unit. Contoh: spbe-check requests hasil.json --out ./permintaan"""
    import datetime as dt

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
    beside = write_requests(files, out, force=force)
    if not settings.letter.letterhead and template is None:
        where = settings.file or "spbe.yaml"
        tell(f"Kop surat masih kosong. Isi di {safe(where)}, misalnya:")
        tell('  letter:\n    letterhead: ["PEMERINTAH KOTA ...", "DINAS KOMUNIKASI DAN INFORMATIKA"]')
    tell(f"{len(files)} berkas ditulis di {safe(str(out))}. Mulai dari {OVERVIEW}.")
    if beside:
        tell("Berkas yang Anda ubah atau tulis sendiri tidak ditimpa; versi baru ada di sebelahnya:")
        for name in beside:
            tell(f"  {safe(name)}")
        tell("  Untuk menimpa semuanya, tambahkan --force.")


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
    from spbe_checklist.settings.place import find_workspace

    if config is None and result.run.config and Path(result.run.config).is_file():
        config = Path(result.run.config)
    return workspace_at(find_workspace(Path(result.run.folder), config))


def _file(settings: Workspace, field: str, label: str) -> bytes | None:
    """A file that a field of the letter names; a relative path counts from spbe.yaml."""
    name: str | None = getattr(settings.letter, field)
    if name is None:
        return None
    base = Path(settings.file).parent if settings.file else Path()
    hint = f"Periksa letter.{field} di spbe.yaml, atau kosongkan untuk memakai surat bawaan."
    return read_named(base / name, label, InputError, hint=hint)


def write_requests(files: Mapping[str, bytes], out: Path, *, force: bool) -> list[str]:
    """Write everything; a file that a person wrote or changed stays, and ours goes beside it. Names of the latter."""
    written = _written_before(out)
    beside = []
    for wanted, content in files.items():
        digest = hashlib.sha256(content).hexdigest()
        name = wanted if force else _free_name(out, wanted, written, digest)
        write_output(content, out / name, force=True)
        written[name] = digest
        if name != wanted:
            beside.append(name)
    write_output(json.dumps(written, indent=1) + "\n", out / WRITTEN, force=True)
    return beside


def _written_before(out: Path) -> dict[str, str]:
    """What an earlier run wrote; without a record nothing counts as ours."""
    try:
        found = json.loads(read_regular(out / WRITTEN))
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(name): str(digest) for name, digest in found.items()} if isinstance(found, dict) else {}


def _free_name(out: Path, name: str, written: dict[str, str], digest: str) -> str:
    """``name``, or "... (baru).docx" where a person's file has that name."""
    for marker in itertools.chain(("", " (baru)"), (f" (baru {number})" for number in itertools.count(2))):
        candidate = f"{Path(name).stem}{marker}{Path(name).suffix}"
        if not os.path.lexists(out / candidate) or _digest(out / candidate) in (written.get(candidate), digest):
            return candidate
    raise AssertionError


def _digest(file: Path) -> str:
    """Hash of a file; of none where it cannot be read, which then counts as a person's."""
    try:
        return hashlib.sha256(read_regular(file)).hexdigest()
    except OSError:
        return ""
