"""The Result of the last run over a folder, kept until anything that decides it changes.

A second run over an unchanged folder then needs neither facts nor recognition. Only what every run over the same
files would give is kept; a file of the store that cannot be used is never an error, the run then does its work.
"""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from spbe_checklist.cache_place import keep
from spbe_checklist.facts.json_form import from_json, to_json
from spbe_checklist.run.store.fingerprint import KEPT_RESULTS, place_of, state_of
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.result import Result

if TYPE_CHECKING:
    from spbe_checklist.reading.scan import ScanResult

_BATCH = 500
"""Documents written and read at once; the text of ten thousand would take more memory than the documents."""
_LONGEST = 128 * 1024 * 1024
"""Bytes of a line that is read back; a batch takes a million, the indicators two."""


class KeptResult(Struct, frozen=True):
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
                    whole = from_json(lines.readline(_LONGEST), Result)
                    while line := lines.readline(_LONGEST):
                        whole.documents.extend(from_json(line, list[DocumentEntry]))
            return whole
        except (OSError, EOFError, ValueError, zlib.error):
            return None

    def save(self, result: Result) -> None:
        """Keep a Result in place of the earlier one; nothing where that fails."""

        def write(stream: BinaryIO) -> None:
            whole = to_json(result.model_copy(update={"documents": []}))
            stream.write(self.state)
            with gzip.GzipFile("", "wb", 1, stream, 0) as lines:
                lines.write(whole + b"\n")
                for start in range(0, len(result.documents), _BATCH):
                    lines.write(to_json(result.documents[start : start + _BATCH]) + b"\n")

        keep(self.file, KEPT_RESULTS, write)
