"""Where output goes: results to standard output or a file, everything else to standard error.

A file that this program did not write is not overwritten without ``--force``.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from spbe_checklist.errors import OutputError, UsageError
from spbe_checklist.files import os_reason, unwritable, write_whole
from spbe_checklist.reports.safe import argument
from spbe_checklist.reports.safe import terminal as safe

__all__ = ["argument", "safe"]

_OWN_MARKS = (b"spbe-check", b"PK\x03\x04", b"%PDF")
"""What files of ours contain near their beginning or end."""

_LOOK = 200_000
"""Bytes looked at from either end."""


def prepare_streams() -> None:
    """Let text through on consoles of any encoding: what cannot be shown is replaced, never an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with contextlib.suppress(OSError, ValueError):
                reconfigure(errors="replace")


def tell(message: str = "") -> None:
    """One line to standard error: progress, warnings, next steps."""
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


def tell_settings(file: str | Path | None) -> None:
    """Which ``spbe.yaml`` a command reads or writes; of several the user may have meant another."""
    if file is not None:
        path, here = Path(file), Path.cwd()
        shown = path.relative_to(here).as_posix() if path.is_relative_to(here) else str(file)
        tell(f"Pengaturan: {safe(shown)}")


def write_output(content: str | bytes | Iterator[str], output: Path | None = None, *, force: bool = False) -> None:
    """Write a result, whole or in parts, to ``output``, or to standard output when None.

    Raises UsageError when it cannot, OutputError when the disk is full.
    """
    parts = [content] if isinstance(content, str | bytes) else content
    if output is None:
        _to_stdout(parts)
        return
    if output.is_dir():
        raise UsageError(f"{output} adalah folder.", "Tulis juga nama berkasnya, misalnya --output hasil.json")
    if output.exists() and not force and not _written_by_us(output, content if isinstance(content, bytes) else b""):
        raise UsageError(
            f"{output} sudah ada dan bukan buatan spbe-check, jadi tidak ditimpa.",
            "Pilih nama lain, atau tambahkan --force untuk menimpanya.",
        )
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        whole = (one.encode("utf-8", "surrogateescape") if isinstance(one, str) else one for one in parts)
        write_whole(output, whole, 0o666 & ~_umask())
    except OSError as error:
        raise unwritable(str(output), error) from error


def write_json(content: object, output: Path | None = None, *, force: bool = False, exact: bool = False) -> None:
    """Write data as JSON; ``exact``: letters of every language as they are, for what people read too."""
    import json

    write_output(json.dumps(content, ensure_ascii=not exact, indent=1) + "\n", output, force=force)


def write_lines(text: str, output: Path | None = None, *, force: bool = False, whole: bool = False) -> None:
    """Write what a command says, a thought a line: wrapped to the console's width and, on a screen, coloured.

    ``whole``: lines that other programs take, one by one; they are wrapped for eyes only.
    """
    from spbe_checklist.cli.console import screen
    from spbe_checklist.reports.lines import fit

    if output is None and not (whole and not screen.watched()):
        text = fit(text, screen.width(), colour=screen.colour())
    write_output(text, output, force=force)


def _to_stdout(parts: Iterable[str | bytes]) -> None:
    try:
        for part in parts:
            if isinstance(part, bytes):
                sys.stdout.buffer.write(part)
                sys.stdout.buffer.flush()
            else:
                encoding = sys.stdout.encoding or "utf-8"
                sys.stdout.write(part.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
    except OSError as error:
        raise output_lost(error) from error


def output_lost(error: OSError) -> OutputError:
    """What is said when standard output takes no more; what is left in its buffer is let go."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    why = "pembacanya sudah berhenti" if isinstance(error, BrokenPipeError) else os_reason(error)
    return OutputError(
        f"keluaran tidak dapat ditulis sampai selesai: {why}.",
        "Simpan ke berkas dengan --output, di disk yang longgar.",
    )


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _written_by_us(path: Path, data: bytes) -> bool:
    """Whether an existing file looks like an earlier output of the same kind."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_LOOK)
            if stream.seek(0, os.SEEK_END) > _LOOK:  # a PDF names its maker near the end
                stream.seek(-_LOOK, os.SEEK_END)
                head += stream.read()
    except OSError:
        return False
    if not head:
        return True
    for mark in _OWN_MARKS[1:]:
        if data.startswith(mark):
            return head.startswith(mark) and b"spbe" in head.lower()
    return _OWN_MARKS[0] in head
