"""Saved results and baselines in, reports out: what several commands do with files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spbe_checklist.errors import ConfigurationError, InputError, UsageError
from spbe_checklist.files import os_reason, read_regular

if TYPE_CHECKING:
    from spbe_checklist.cli.options import CheckArgs
    from spbe_checklist.reports.sections.model import Report
    from spbe_checklist.verdict.gate import Baseline
    from spbe_checklist.verdict.result import Result

_MOST_BYTES = 512 * 1024 * 1024
"""A Result of a hundred thousand documents has 260 million."""


def load_result(path: Path, args: CheckArgs | None = None) -> Result:
    """A saved Result, or that of a folder or drive checked now, in the way that ``args`` say.

    Raises InputError when there is no such file or folder, ConfigurationError when it is not a Result.
    """
    from spbe_checklist.reading.remote.address import drive_address
    from spbe_checklist.verdict.result_json import load

    if path.is_dir() or drive_address(path) is not None:
        from spbe_checklist.cli.options import CheckArgs
        from spbe_checklist.cli.run_check import run_check

        return run_check((args or CheckArgs()).of(path)).result
    try:
        text = read_regular(path, _MOST_BYTES).decode("utf-8")
    except FileNotFoundError:
        raise InputError(
            f"Berkas hasil {path} tidak ditemukan.",
            "Buat dengan: spbe-check ./dokumen --format json --output hasil.json",
        ) from None
    except OSError as error:
        raise InputError(
            f"Berkas hasil {path} tidak dapat dibaca: {os_reason(error)}.", "Periksa berkas dan izinnya."
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path} bukan berkas hasil spbe-check.", "Periksa apakah ini berkas JSON.") from error
    return load(text, str(path))


def read_baseline(path: Path) -> Baseline:
    """A baseline file. Raises InputError when there is none, ConfigurationError when it is not valid."""
    from spbe_checklist.verdict.gate import load_baseline

    try:
        text = read_regular(path, _MOST_BYTES).decode("utf-8")
    except FileNotFoundError:
        raise InputError(
            f"Baseline {path} tidak ditemukan.", "Buat dengan: spbe-check baseline write hasil.json"
        ) from None
    except OSError as error:
        raise InputError(
            f"Baseline {path} tidak dapat dibaca: {os_reason(error)}.", "Periksa berkas dan izinnya."
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path} bukan baseline spbe-check.", "Periksa apakah ini berkas JSON.") from error
    return load_baseline(text, str(path))


def refuse_filters(names: Iterable[str], view: dict[str, object]) -> None:
    """Raise UsageError where a filter would make a saved Result that is none: gates and comparisons need it whole."""
    filtered = any(view.get(name) is not None for name in ("indicators", "unit", "only"))
    if filtered and "json" in names:
        raise UsageError(
            "Hasil (json) selalu utuh; --indicator, --unit, dan --only tidak berlaku untuknya.",
            "Simpan hasilnya utuh, lalu saring laporannya: spbe-check report hasil.json --unit Bappeda --format csv",
        )


def write_report(
    result: Result, name: str, file: Path | None, *, force: bool = False, view: dict[str, object] | None = None
) -> None:
    """Render one report and write it to a file or to standard output."""
    from spbe_checklist.cli.console.output import write_output
    from spbe_checklist.reports import FORMATS, render
    from spbe_checklist.reports.view import View, narrow

    content: str | bytes | Iterator[str]
    refuse_filters([name], view or {})
    if name == "json":
        from spbe_checklist.verdict.result_json import dumped

        content = dumped(result)
    elif name == "text":
        content = screen_text(result, view or {}) if file is None else _file_text(result, view or {})
    else:
        if file is None and FORMATS[name].binary:
            raise UsageError(
                f"Format {name} bukan teks dan tidak dapat ditampilkan di layar.",
                f"Tambahkan --output, misalnya --output laporan.{FORMATS[name].extension}",
            )
        part = narrow(result, View(**view or {}))  # type: ignore[arg-type]
        content = render(part, name, folder=_way_to_folder(result.run.folder, file))
    write_output(content, file, force=force)


def write_sections(
    report: Callable[[], Report],
    data: Callable[[], Any],
    name: str,
    file: Path | None,
    *,
    force: bool = False,
) -> None:
    """A report of sections in the format of that name, or ``data`` as JSON, to a file or to standard output."""
    import json

    from msgspec.structs import replace

    from spbe_checklist.cli.console import screen
    from spbe_checklist.cli.console.output import write_lines, write_output
    from spbe_checklist.reports import sections

    refuse_binary_screen(name, file)
    if name == "json":
        content: str | bytes = json.dumps(data(), ensure_ascii=True, indent=1) + "\n"
    else:
        made = report()
        made = replace(made, folder=_way_to_folder(made.folder, file) or "")
        content = sections.write(made, name, width=screen.NO_TERMINAL_WIDTH if file else screen.width())
    if name == "text" and isinstance(content, str):
        write_lines(content, file, force=force)
    else:
        write_output(content, file, force=force)


def refuse_binary_screen(name: str, file: Path | None) -> None:
    """A workbook or a Word document on the screen helps nobody. Raises UsageError."""
    import sys

    from spbe_checklist.reports import sections

    if name in sections.BINARY and file is None and sys.stdout.isatty():
        raise UsageError(
            f"Format {name} bukan teks dan tidak dapat ditampilkan di layar.",
            f"Tambahkan --output, misalnya --output laporan.{name}",
        )


def screen_text(result: Result, view: dict[str, object]) -> str:
    """The checklist as the screen can show it."""
    from spbe_checklist.cli.console import screen
    from spbe_checklist.reports.text import render
    from spbe_checklist.reports.view import View

    shown = View(width=screen.width(), colour=screen.colour(), marks=screen.marks(), **view)  # type: ignore[arg-type]
    return render(result, shown)


def _file_text(result: Result, view: dict[str, object]) -> str:
    """The checklist for a file, the same wherever it is made."""
    from spbe_checklist.cli.console import screen
    from spbe_checklist.reports.text import render
    from spbe_checklist.reports.view import View

    return render(result, View(width=screen.NO_TERMINAL_WIDTH, **view))  # type: ignore[arg-type]


def _way_to_folder(folder: str, file: Path | None) -> str | None:
    """How a report at ``file`` reaches the checked folder, for its links; None when both are not on one drive."""
    import os

    if file is None or "://" in folder:
        return None
    try:
        return Path(os.path.relpath(folder, file.parent)).as_posix()
    except ValueError:
        return None
