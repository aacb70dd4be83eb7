"""The lines of one document that speak for it, for a person who decides. Read in a worker like everything else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.facts.facts import Facts, FileEntry, Health, Notice
from spbe_checklist.facts.privacy import mask_private
from spbe_checklist.reading.readers import read
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits
from spbe_checklist.reading.scan import find_shown
from spbe_checklist.reading.workers.outcome import PoolLimits
from spbe_checklist.reading.workers.pool import WorkerPool
from spbe_checklist.reading.workers.protocol import Job, Tell
from spbe_checklist.settings.models import Workspace

_LONGEST = 160
_PAGES = 30


class PreviewLine(Struct, frozen=True):
    """A line of a document and the page it stands on."""

    page: int
    text: str


class PreviewFile(Struct, frozen=True):
    """The task of a worker: the telling lines of a file; they come back as notices and are kept nowhere."""

    words: tuple[str, ...]
    count: int

    def __call__(self, job: Job, tell: Tell) -> None:
        """See ``protocol.Task``."""
        tell.begin("", 0)
        source = BinarySource(path=Path(job.source))
        reading = read(source, job.entry.path, ReadLimits(first_pages=_PAGES, all_pages=False))
        lines = [
            PreviewLine(number, " ".join(line.split()))
            for number, page in enumerate(reading.pages[:_PAGES], start=1)
            for line in page.splitlines()
            if line.strip()
        ]
        tell.facts(
            Facts(
                path="",
                size=job.entry.size,
                sha256="",
                format=reading.format,
                health=reading.health,
                text=reading.text,
                notices=tuple(
                    Notice(str(line.page), mask_private(line.text)[:_LONGEST])
                    for line in telling(lines, self.words, self.count)
                ),
            )
        )


def telling(lines: Sequence[PreviewLine], words: Sequence[str], count: int) -> list[PreviewLine]:
    """The lines that name most of the words, in their order; the first lines where none names any."""
    patterns = [re.compile(rf"\b{re.escape(word)}", re.IGNORECASE) for word in words]
    scores = [sum(bool(pattern.search(line.text)) for pattern in patterns) for line in lines]
    best = sorted((at for at, score in enumerate(scores) if score), key=lambda at: (-scores[at], at))[:count]
    return [lines[at] for at in sorted(best)] or list(lines[:count])


def words_of(catalogue: Catalogue, workspace: Workspace, evidence: Sequence[str]) -> tuple[str, ...]:
    """The words that show these items in a document: their subjects, applications, chosen services and contents."""
    found: dict[str, None] = {}
    for id_ in evidence:
        indicator, item = catalogue.by_evidence[id_]
        subject = catalogue.subject_by_id[indicator.subject]
        service = workspace.services.get(indicator.no)
        chosen = (service.name, *service.apps, *service.terms) if service else ()
        checks = (term for check in (*item.checks, *item.any_checks) for term in catalogue.check_by_id[check].terms)
        found.update(dict.fromkeys((*subject.terms, *subject.apps, *chosen, *checks)))
    return tuple(found)


def telling_lines(folder: Path, path: str, words: Sequence[str], count: int = 4) -> list[PreviewLine]:
    """The lines of a document that name the words, NIK masked; empty without text and for members of archives.

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
    with WorkerPool(PreviewFile(tuple(words), count), 1, PoolLimits(seconds=10), []) as pool:
        for outcome in pool.run([job]):
            facts = outcome.facts[0]
            if facts.health is Health.BAIK:
                return [PreviewLine(int(notice.code), notice.message) for notice in facts.notices]
    return []
