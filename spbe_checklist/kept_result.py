"""The Result of the last run over a folder, kept until anything that decides it changes.

A second run over an unchanged folder then needs neither facts nor recognition. Only what every run over the same
files would give is kept; a file of the store that cannot be used is never an error, the run then does its work.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from spbe_checklist.documents.cache import KEPT_RESULTS, KEPT_SECONDS, program_key
from spbe_checklist.result import DocumentEntry, Result

if TYPE_CHECKING:
    from spbe_checklist.documents.scan import ScanResult

_DOCUMENTS = TypeAdapter(list[DocumentEntry])
_BATCH = 500
"""Documents written and read at once; the text of ten thousand would take more memory than the documents."""
_LONGEST = 128 * 1024 * 1024
"""Bytes of a line that is read back; a batch takes a million, the indicators two."""


@dataclass(frozen=True, slots=True)
class KeptResult:
    """Where the Result of one folder with one set of options is kept, and for which state of everything it holds."""

    file: Path
    state: bytes

    @classmethod
    def of(cls, cache_dir: Path, folder: Path, seen: ScanResult, options: str, *decisive: str) -> KeptResult:
        """The place for ``folder`` and ``options``; ``decisive`` is all else that a Result depends on."""
        place = hashlib.sha256(os.fsencode(os.path.abspath(folder)) + b"\0" + options.encode())  # noqa: PTH100
        state = hashlib.sha256(program_key().encode())
        for text in (options, *decisive):
            state.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
        for entry in seen.files:
            state.update(_line(entry.path, entry.size, entry.mtime_ns, entry.health or "", entry.reason))
        for left in seen.ignored:
            state.update(_line("-", left.path, left.reason))
        for notice in seen.notices:
            state.update(_line("!", notice.code, notice.message))
        return cls(cache_dir / KEPT_RESULTS.replace("*", place.hexdigest()[:24]), state.digest())

    def load(self) -> Result | None:
        """The Result, or None where none is kept for this state."""
        try:
            with self.file.open("rb") as stream:
                if stream.read(len(self.state)) != self.state:
                    return None
                with gzip.open(stream) as lines:
                    whole = Result.model_validate_json(lines.readline(_LONGEST))
                    while line := lines.readline(_LONGEST):
                        whole.documents.extend(_DOCUMENTS.validate_json(line))
            return whole
        except (OSError, EOFError, ValueError, zlib.error):
            return None

    def save(self, result: Result) -> None:
        """Keep a Result in place of the earlier one. Nothing is kept where that fails."""
        with suppress(OSError, ValueError):  # ValueError: a name that is not UTF-8; such folders are judged each time
            whole = result.model_copy(update={"documents": []}).model_dump_json(by_alias=True)
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside = self.file.with_name(f"{self.file.name}.{os.getpid()}")
            try:
                with os.fdopen(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as stream:
                    stream.write(self.state)
                    with gzip.GzipFile("", "wb", 1, stream, 0) as lines:
                        lines.write(f"{whole}\n".encode())
                        for start in range(0, len(result.documents), _BATCH):
                            batch = result.documents[start : start + _BATCH]
                            lines.write(_DOCUMENTS.dump_json(batch) + b"\n")
                beside.replace(self.file)
            finally:
                beside.unlink(missing_ok=True)
            self._clear_old()

    def _clear_old(self) -> None:
        newest = self.file.stat().st_mtime
        for other in self.file.parent.glob(KEPT_RESULTS + "*"):
            if newest - other.stat().st_mtime > KEPT_SECONDS:
                other.unlink(missing_ok=True)


def _line(*parts: object) -> bytes:
    return repr(parts).encode("utf-8", "surrogatepass")
