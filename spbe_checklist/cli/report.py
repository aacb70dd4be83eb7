"""``spbe-check report``: show a saved result again, in any format, without the folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_checklist.cli.options import Force, Indicators, Output, read_numbers
from spbe_checklist.errors import InputError

if TYPE_CHECKING:
    from spbe_checklist.result import Result


def report(
    result: Annotated[Path, typer.Argument(metavar="HASIL", help="Berkas hasil (JSON). Contoh: hasil.json")],
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option("--format", "-f", help="Bentuk laporan: text, html, xlsx, docx, ... Contoh: --format html")
    ] = "text",
    output: Output = None,
    detail: Annotated[
        bool, typer.Option("--detail", help="Tampilkan setiap butir bukti (text). Contoh: --detail")
    ] = False,
    indicator: Indicators = None,
    force: Force = False,
) -> None:
    """Tampilkan kembali hasil tersimpan. Contoh: spbe-check report hasil.json --format html -o laporan.html"""
    from spbe_checklist.cli.check import _known_formats, write_report

    _known_formats([format])
    view: dict[str, object] = {"detail": detail, "indicators": read_numbers(indicator)}
    write_report(load_result(result), format, output, force=force, view=view)


def load_result(path: Path) -> Result:
    """A saved Result. Raises InputError when there is no such file, ConfigurationError when it is not a Result."""
    from spbe_checklist.result import load

    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(
            f"Berkas hasil {path} tidak ditemukan.",
            "Buat dengan: spbe-check ./dokumen --format json --output hasil.json",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"Berkas hasil {path} tidak dapat dibaca: {error}.", "Periksa berkas dan izinnya.") from error
    return load(text, str(path))
