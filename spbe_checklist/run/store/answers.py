"""What a check showed on the screen, kept until anything that decides it changes.

Asking the same about an unchanged folder needs a walk over it, and neither settings, catalogue nor Result. The answer
belongs to one question: folder, options, and how wide and colourful the screen is.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from spbe_checklist.cache_place import keep
from spbe_checklist.catalogue.shipped import default_path, vocabulary_path
from spbe_checklist.files import read_regular
from spbe_checklist.reading.remote.address import drive_address
from spbe_checklist.reading.scan import ScanResult, scan
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.run.store.fingerprint import KEPT_ANSWERS, place_of, state_of
from spbe_checklist.settings.place import find_workspace


@dataclass(frozen=True, slots=True)
class Answer:
    """What was written, and how the run ended."""

    remark: str
    """Said before the checklist; empty when there was nothing to say."""
    checklist: str
    verdict: str
    code: int


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """Where the answer to one question about one folder is kept, and for which state of everything."""

    file: Path
    state: str
    seen: ScanResult
    """The walk over the folder, for a run that has to do its work after all."""
    contents: Mapping[Path, str]
    """Hashes of the settings and the catalogue as they were before the run."""
    settings: Path | None
    """The settings file that applies."""

    @classmethod
    def of(cls, options: CheckOptions, question: str) -> KeptAnswer | None:
        """The place for these options; ``question`` is all else that decides what is shown.

        None where answers are not kept: without a cache, for remote drives, which are asked anew, and for a catalogue
        of the user's own, which may consist of several files. Raises InputError for a folder that cannot be read.
        """
        folder = options.cache_folder
        if folder is None or options.catalogue is not None or drive_address(options.folder) is not None:
            return None
        seen = scan(options.folder)
        settings = options.config or find_workspace(options.folder)
        asked = repr((question, options, str(settings)))
        contents = {file: _content(file) for file in (settings, default_path(), vocabulary_path()) if file is not None}
        today = dt.datetime.now(dt.UTC).astimezone().date().isoformat()
        state = state_of(seen, asked, *contents.values(), today, _engine(options)).hex()
        return cls(folder / KEPT_ANSWERS.replace("*", place_of(options.folder, asked)), state, seen, contents, settings)

    def load(self) -> Answer | None:
        """The answer, or None where none is kept for this state."""
        try:
            found: dict[str, Any] = json.loads(self.file.read_text(encoding="ascii"))
            if found.pop("state") != self.state:
                return None
            answer = Answer(**found)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        kinds = [type(value) for value in (answer.remark, answer.checklist, answer.verdict, answer.code)]
        return answer if kinds == [str, str, str, int] else None

    def save(self, answer: Answer) -> None:
        """Keep an answer in place of the earlier one; nothing where that fails or where settings changed meanwhile."""
        if any(_content(file) != before for file, before in self.contents.items()):
            return
        text = json.dumps({"state": self.state, **asdict(answer)}, ensure_ascii=True)
        keep(self.file, KEPT_ANSWERS, lambda stream: stream.write(text.encode("ascii")))


def _content(file: Path) -> str:
    """Hash of a file's content; of none where it cannot be read, which the run itself will say."""
    try:
        return hashlib.sha256(read_regular(file)).hexdigest()
    except OSError:
        return ""


def _engine(options: CheckOptions) -> str:
    """What reads scans: with another engine the answer is another."""
    if options.ocr == "never":
        return ""
    from spbe_checklist.reading.ocr_engines import find_engine

    found = find_engine()
    return found.key if found else "-"
