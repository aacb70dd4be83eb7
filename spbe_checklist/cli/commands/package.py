"""``spbe-check package``: what is handed in, as a folder that can be verified later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from spbe_checklist.cli.console.output import safe, tell
from spbe_checklist.cli.options import Config, written_to
from spbe_checklist.cli.result_files import load_result
from spbe_checklist.errors import ExitCode, UsageError

VERIFY = "verify"


def package(
    result: Annotated[
        str, typer.Argument(metavar="HASIL", help="Berkas hasil, folder, atau kata verify. Contoh: hasil.json")
    ],
    folder: Annotated[
        Path | None, typer.Argument(metavar="[PAKET]", help="Paket yang diuji. Contoh: package verify ./paket")
    ] = None,
    *,
    out: Annotated[Path | None, written_to("FOLDER", "Folder baru. Contoh: -o ./paket")] = None,
    doubtful: Annotated[
        bool, typer.Option("--with-doubtful", help="Sertakan yang masih perlu diperiksa. Contoh: --with-doubtful")
    ] = False,
    shrink: Annotated[
        bool, typer.Option("--shrink", help="Perkecil PDF di atas batas portal (Ghostscript). Contoh: --shrink")
    ] = False,
    config: Config = None,
) -> int:
    """Kemas bukti yang akan diunggah, atau uji paketnya. Contoh: spbe-check package hasil.json --out ./paket"""
    from spbe_checklist.run import package as packing

    if result == VERIFY:
        if folder is None:
            raise UsageError("Paket yang diuji belum disebut.", "Contoh: spbe-check package verify ./paket")
        found = packing.verify(folder)
        for line in found:
            tell(safe(line))
        tell("Paket berubah sejak dibuat." if found else "Paket utuh: isinya sama dengan saat dibuat.")
        return int(ExitCode.GATE_FAILED if found else ExitCode.PASSED)
    if folder is not None:
        raise UsageError(f"Isian yang tidak dikenal: {folder}", "Contoh: spbe-check package hasil.json --out ./paket")
    if out is None:
        raise UsageError("Folder tujuan belum disebut.", "Contoh: spbe-check package hasil.json --out ./paket")
    from spbe_checklist.cli.commands.requests import settings_for

    saved = load_result(Path(result))
    limit = settings_for(saved, config).limits.portal_megabytes
    made = packing.make(saved, Path(saved.run.folder), out, doubtful=doubtful, limit_megabytes=limit, shrink=shrink)
    for line in (*made.missing, *made.remarks):
        tell(f"Perhatian: {safe(line)}")
    tell(f"{len(made.packed)} dokumen dikemas di {safe(str(out))}; daftarnya di data/{packing.INDEX}.")
    tell(f"Uji kapan saja dengan: spbe-check package verify {safe(str(out))}")
    return int(ExitCode.INCOMPLETE if made.missing else ExitCode.PASSED)
