"""What stays between runs: where it lies, for how long, and the mark of the program that made it.

Light on purpose: a run that finds its folder unchanged needs this and hardly anything else.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from spbe_checklist.cache_place import KEPT_CATALOGUES
from spbe_checklist.reading.program_code import code_digest

if TYPE_CHECKING:
    from spbe_checklist.reading.scan import ScanResult

KEPT_RESULTS = "hasil-*.bin"
"""Names of whole Results (``store.results``)."""


def program_key() -> str:
    """Hash of this program, its data and its parsers: what decides a Result besides settings and files."""
    return code_digest(".").hexdigest()


def place_of(folder: Path, question: str) -> str:
    """Part of a file name that stands for a folder and a question asked about it."""
    digest = hashlib.sha256(os.fsencode(os.path.abspath(folder)) + b"\0")  # noqa: PTH100 - links are kept
    digest.update(question.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:24]


def state_of(seen: ScanResult, *decisive: str) -> bytes:
    """Digest of the program, of all that a walk over the folder has seen, and of ``decisive``, whatever else counts."""
    state = hashlib.sha256(program_key().encode())
    for text in decisive:
        state.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    for entry in seen.files:
        state.update(_line(entry.path, entry.size, entry.mtime_ns, entry.health or "", entry.reason))
    for left in seen.ignored:
        state.update(_line("-", left.path, left.reason))
    for notice in seen.notices:
        state.update(_line("!", notice.code, notice.message))
    return state.digest()


def kept_files(folder: Path) -> tuple[Path, ...]:
    """Results and catalogues kept in a folder, and what a killed run left of one."""
    return tuple(file for pattern in (KEPT_RESULTS, KEPT_CATALOGUES) for file in folder.glob(pattern + "*"))


def _line(*parts: object) -> bytes:
    return repr(parts).encode("utf-8", "surrogatepass")
