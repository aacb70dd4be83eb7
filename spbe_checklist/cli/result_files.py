"""Saved results and baselines in, reports out: what several commands do with files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from spbe_checklist.cli.console import screen
from spbe_checklist.cli.console.output import write_json, write_lines, write_output
from spbe_checklist.errors import ConfigurationError, InputError, UsageError
from spbe_checklist.files import read_named
from spbe_checklist.reading.remote.address import drive_address

if TYPE_CHECKING:
    from spbe_checklist.catalogue.models import Catalogue
    from spbe_checklist.cli.options import CheckArgs
    from spbe_checklist.reports.sections.model import Report
    from spbe_checklist.reports.view import View
    from spbe_checklist.verdict.gate import Baseline
    from spbe_checklist.verdict.result import Result

_MOST_BYTES = 512 * 1024 * 1024
"""A Result of a hundred thousand documents has 260 million."""


def _json_text(content: bytes, path: Path, what: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path} bukan {what} spbe-check.", "Periksa apakah ini berkas JSON.") from error


def load_result(path: Path, args: CheckArgs | None = None) -> Result:
    """A saved Result, or that of a folder or drive checked now, in the way that ``args`` say.

    Raises InputError when there is no such file or folder, ConfigurationError when it is not a Result.
    """
    from spbe_checklist.verdict.result_json import load

    if path.is_dir() or drive_address(path) is not None:
        from spbe_checklist.cli.options import CheckArgs
        from spbe_checklist.cli.run_check import run_check

        return run_check((args or CheckArgs()).of(path)).result
    hint = "Periksa letak dan izinnya, atau buat dengan: spbe-check ./dokumen --format json --output hasil.json"
    content = read_named(path, "Berkas hasil", InputError, _MOST_BYTES, hint)
    return load(_json_text(content, path, "berkas hasil"), str(path))


def edition_of(result: Result, named: str | None) -> Catalogue:
    """The Result's own edition: the one named, else the one that the program ships.

    Raises ConfigurationError when the Result was made with another one.
    """
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.catalogue.shipped import editions

    made = result.catalogue
    loaded = choose_catalogue(named or (made.id if made.id in editions() else None))
    if (loaded.id, loaded.edition) != (made.id, made.edition):
        raise ConfigurationError(
            f"Hasil ini dibuat dengan katalog {made.id} edisi {made.edition}, "
            f"bukan {loaded.id} edisi {loaded.edition}.",
            "Sebutkan katalog yang dipakai waktu itu dengan --catalogue.",
        )
    return loaded


def read_baseline(path: Path) -> Baseline:
    """A baseline file. Raises ConfigurationError when there is none or it is not valid."""
    from spbe_checklist.verdict.gate import load_baseline

    hint = "Periksa letak dan izinnya, atau buat dengan: spbe-check baseline write hasil.json"
    content = read_named(path, "Baseline", ConfigurationError, _MOST_BYTES, hint)
    return load_baseline(_json_text(content, path, "baseline"), str(path))


def refuse_filters(names: Iterable[str], view: View) -> None:
    """Raise UsageError where a filter would make a saved Result that is none: gates and comparisons need it whole."""
    if view.filtered and "json" in names:
        raise UsageError(
            "Hasil (json) selalu utuh; --indicator, --unit, dan --only tidak berlaku untuknya.",
            "Simpan hasilnya utuh, lalu saring laporannya: spbe-check report hasil.json --unit Bappeda --format csv",
        )


def write_report(
    result: Result, name: str, file: Path | None, *, force: bool = False, view: View | None = None
) -> None:
    """Render one report and write it to a file or to standard output."""
    from spbe_checklist.reports import FORMATS, render
    from spbe_checklist.reports.view import View, narrow

    view = view or View()
    content: str | bytes | Iterator[str]
    refuse_filters([name], view)
    if name == "json":
        from spbe_checklist.verdict.result_json import dumped

        content = dumped(result)
    elif name == "text":
        from spbe_checklist.reports.text import render as render_text

        content = render_text(result, view if file else _on_screen(view))
    elif file is None and FORMATS[name].binary:
        raise _no_text(name)
    else:
        content = render(narrow(result, view), name, folder=_way_to_folder(result.run.folder, file))
    write_output(content, file, force=force)


def _on_screen(view: View) -> View:
    """The view as the screen can show it; in a file it is the same wherever it is made."""
    from msgspec.structs import replace

    return replace(view, width=screen.width(), colour=screen.colour(), marks=screen.marks())


def write_sections(
    report: Callable[[], Report], data: Callable[[], object], name: str, file: Path | None, *, force: bool = False
) -> None:
    """A report of sections in the format of that name, or ``data`` as JSON, to a file or to standard output."""
    from msgspec.structs import replace

    from spbe_checklist.reports import sections

    refuse_binary_screen(name, file)
    if name == "json":
        write_json(data(), file, force=force)
        return
    made = report()
    made = replace(made, folder=_way_to_folder(made.folder, file) or "")
    content = sections.write(made, name, width=screen.NO_TERMINAL_WIDTH if file else screen.width())
    if isinstance(content, str) and name == "text":
        write_lines(content, file, force=force)
    else:
        write_output(content, file, force=force)


def refuse_binary_screen(name: str, file: Path | None) -> None:
    """A workbook or a Word document on the screen helps nobody. Raises UsageError."""
    import sys

    from spbe_checklist.reports import sections

    if name in sections.BINARY and file is None and sys.stdout.isatty():
        raise _no_text(name)


def _no_text(name: str) -> UsageError:
    return UsageError(
        f"Format {name} bukan teks dan tidak dapat ditampilkan di layar.",
        f"Tambahkan --output, misalnya --output laporan.{name}",
    )


def _way_to_folder(folder: str, file: Path | None) -> str | None:
    """How a report at ``file`` reaches the checked folder, for its links; None when both are not on one drive."""
    import os

    if file is None or "://" in folder:
        return None
    try:
        return Path(os.path.relpath(folder, file.parent)).as_posix()
    except ValueError:
        return None
