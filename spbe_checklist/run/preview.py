"""The first lines of one document, for a person who decides about it. Read in a worker like everything else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from spbe_checklist.facts.facts import Facts, FileEntry, Health, Notice
from spbe_checklist.facts.privacy import mask_nik
from spbe_checklist.reading.readers import read
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits
from spbe_checklist.reading.scan import find_shown
from spbe_checklist.reading.workers.pool import PoolLimits, WorkerPool
from spbe_checklist.reading.workers.protocol import Job, Tell

_LINE = "baris"
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class PreviewFile:
    """The task of a worker: read the beginning of a file; its lines come back as notices and are kept nowhere."""

    count: int

    def __call__(self, job: Job, tell: Tell) -> None:
        """See ``channel.Task``."""
        tell.begin("", 0)
        reading = read(BinarySource(path=Path(job.source)), job.entry.path, ReadLimits(first_pages=1, all_pages=False))
        lines = [line.strip() for page in reading.pages[:2] for line in page.splitlines() if line.strip()]
        tell.facts(
            Facts(
                path="",
                size=job.entry.size,
                sha256="",
                format=reading.format,
                health=reading.health,
                text=reading.text,
                notices=tuple(Notice(_LINE, mask_nik(line)[:_LONGEST]) for line in lines[: self.count]),
            )
        )


def first_lines(folder: Path, path: str, count: int = 4) -> list[str]:
    """The first lines of a document, NIK masked; empty where there is no text, and for members of archives.

    ``path`` is as in the Result, so a name may be masked.
    """
    if "!/" in path:
        return []
    target = find_shown(folder, path)
    try:
        found = target.stat()
    except OSError:
        return []
    job = Job(FileEntry(path, found.st_size, found.st_mtime_ns), str(target))
    with WorkerPool(PreviewFile(count), 1, PoolLimits(seconds=10), []) as pool:
        for outcome in pool.run([job]):
            facts = outcome.facts[0]
            if facts.health is Health.BAIK:
                return [notice.message for notice in facts.notices if notice.code == _LINE]
    return []
