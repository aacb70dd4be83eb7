"""The Result of the last run over a folder, kept until anything that decides it changes.

A second run over an unchanged folder then needs neither facts nor recognition. Only what every run over the same
files would give is kept; a file of the store that cannot be used is never an error, the run then does its work.
"""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pydantic import TypeAdapter

from spbe_checklist.cache_place import keep
from spbe_checklist.run.store.fingerprint import KEPT_RESULTS, place_of, state_of
from spbe_checklist.verdict.result import DocumentEntry, Result

if TYPE_CHECKING:
    from spbe_checklist.reading.scan import ScanResult

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
        name = KEPT_RESULTS.replace("*", place_of(folder, options))
        return cls(cache_dir / name, state_of(seen, options, *decisive))

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
        """Keep a Result in place of the earlier one. Nothing is kept where that fails.

        Folders with names that are not UTF-8 are judged each time: JSON cannot hold such names.
        """

        def write(stream: BinaryIO) -> None:
            whole = result.model_copy(update={"documents": []}).model_dump_json(by_alias=True)
            stream.write(self.state)
            with gzip.GzipFile("", "wb", 1, stream, 0) as lines:
                lines.write(f"{whole}\n".encode())
                for start in range(0, len(result.documents), _BATCH):
                    lines.write(_DOCUMENTS.dump_json(result.documents[start : start + _BATCH]) + b"\n")

        keep(self.file, KEPT_RESULTS, write)
