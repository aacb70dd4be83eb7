"""The program within the tests' own process: as the installed one, without starting Python and its libraries again."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Mapping
from contextlib import chdir, nullcontext, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

from spbe_checklist.cli.app import main


def program(
    *arguments: str | Path,
    answers: str = "",
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
) -> subprocess.CompletedProcess[bytes]:
    """Run ``spbe-check`` with these arguments; output as bytes, as a console of that encoding gets them.

    ``environment`` is added to ours. Not for what only a process of its own can show: signals, pipes, start-up.
    """
    out, err = io.BytesIO(), io.BytesIO()
    given = [str(argument) for argument in arguments]
    code: object = 0
    with (
        chdir(cwd) if cwd else nullcontext(),
        mock.patch.dict(os.environ, environment or {}),
        mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(answers.encode()), encoding="utf-8")),
        redirect_stdout(io.TextIOWrapper(out, encoding=encoding, write_through=True)) as stdout,
        redirect_stderr(io.TextIOWrapper(err, encoding=encoding, write_through=True)) as stderr,
    ):
        try:
            main(given)
        except SystemExit as end:
            code = end.code
        stdout.flush()
        stderr.flush()
    return subprocess.CompletedProcess(given, code if isinstance(code, int) else 1, out.getvalue(), err.getvalue())


def told(*arguments: str | Path, answers: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """As ``program``, with its output as text."""
    done = program(*arguments, answers=answers, cwd=cwd)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
