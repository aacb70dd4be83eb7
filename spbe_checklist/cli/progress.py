"""Progress on a terminal: files done, rate, the file at work, time left. Silent everywhere else."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

from spbe_checklist.facts.privacy import mask_private
from spbe_checklist.reports.safe import terminal as safe


class TerminalProgress:
    """Implements ``run.inspect.Progress`` with rich, on standard error, only when that is a terminal."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._shown = sys.stderr.isatty()
        self._started = 0.0
        self._done = 0

    def start(self, total: int) -> None:
        """Begin with the number of files."""
        if not self._shown:
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("Memeriksa", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}", markup=False),
            TimeRemainingColumn(),
            TextColumn("{task.fields[name]}", markup=False),
            console=Console(file=sys.stderr, markup=False, emoji=False, highlight=False),
            transient=True,
        )
        self._bar.start()
        self._task = self._bar.add_task("", total=total, name="", rate="")
        self._started = time.monotonic()
        self._done = 0

    def advance(self, path: str) -> None:
        """One file is done."""
        if self._bar is not None:
            self._done += 1
            seconds = max(time.monotonic() - self._started, 0.001)
            self._bar.update(
                self._task, advance=1, name=safe(mask_private(path), 40), rate=f"{self._done / seconds:.0f} berkas/d"
            )

    def finish(self) -> None:
        """End and clear the line; safe to call twice."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def __enter__(self) -> TerminalProgress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.finish()
