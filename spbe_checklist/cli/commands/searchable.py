"""``spbe-check make-searchable``: copies of scanned PDFs with a text layer, elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from spbe_checklist.cli.console.output import safe, tell
from spbe_checklist.cli.options import CacheDir, Folder, written_to
from spbe_checklist.errors import ExitCode
from spbe_checklist.facts.privacy import mask_private


def make_searchable(
    folder: Folder,
    out: Annotated[Path, written_to("FOLDER", "Folder untuk salinan. Contoh: --out ./bisa-dicari")],
    cache_dir: CacheDir = None,
) -> int:
    """Buat salinan PDF pindaian yang dapat dicari. Contoh: spbe-check make-searchable ./dokumen --out ./salinan"""
    from spbe_checklist.run.searchable import CopyState
    from spbe_checklist.run.searchable import make_searchable as make

    counts = dict.fromkeys(CopyState, 0)
    for copy in make(folder, out, cache_dir=cache_dir):
        counts[copy.state] += 1
        tell(f"{safe(mask_private(copy.path))}: {copy.state.value}{f' - {safe(copy.reason)}' if copy.reason else ''}")
    tell(", ".join(f"{count} {state.value}" for state, count in counts.items()))
    return int(ExitCode.INCOMPLETE if counts[CopyState.FAILED] else ExitCode.PASSED)
