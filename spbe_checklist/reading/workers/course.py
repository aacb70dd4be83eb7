"""A job on its way: what its worker has told of it so far, and the facts of what was lost with a worker."""

from __future__ import annotations

import json
import time
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from spbe_checklist.facts.facts import Facts, Health, TextState
from spbe_checklist.facts.json_form import from_json
from spbe_checklist.reading.sniff import EXTENSIONS, UNKNOWN, extension_of
from spbe_checklist.reading.workers.outcome import Ending, Outcome, PoolLimits
from spbe_checklist.reading.workers.protocol import FrameError, Job, Tag


class Course(Struct):
    """A job on its way: what is known of it so far."""

    job: Job
    facts: list[Facts] = field(default_factory=list)
    made: dict[int, bytes] = field(default_factory=dict)
    """What was made of ``facts``, by their place."""
    suffix: str = ""
    index: int = 0
    sha256: str = ""
    told: bool = False
    """Whether the facts of what was begun have come."""
    ocr: bool = False
    ending: Ending = Ending.OK
    losses: int = 0
    changed: bool = False
    same: str | None = None
    alone: bool = False
    """Whether it is tried once more with no other document in work."""
    until: float = 0.0
    """When the job as a whole must end."""
    deadline: float = 0.0
    """When what was begun must end."""

    def hear(self, tag: Tag, payload: bytes, limits: PoolLimits) -> None:
        """Remember what the worker says. Raises ValueError when it makes no sense."""
        if tag is Tag.BEGIN:
            suffix, index = json.loads(payload)
            if type(suffix) is not str or not suffix.startswith("!/") or type(index) is not int:
                raise FrameError("not a member")
            if not self.told or index < max(self.job.start, self.index + 1):
                raise FrameError("begun out of order")
            self.suffix, self.index, self.sha256, self.told, self.ocr = suffix, index, "", False, False
            self.deadline = min(time.monotonic() + limits.seconds, self.until)
        elif tag is Tag.HASHED:
            self.sha256 = _sha256(json.loads(payload))
        elif tag is Tag.OCR and not self.ocr:
            self.ocr = True
            self.deadline = min(time.monotonic() + limits.ocr_seconds + limits.seconds, self.until)
        elif tag is Tag.FACTS and not self.told:
            facts = from_json(payload, Facts)
            if facts.path != self.suffix:
                raise FrameError("facts of something else")
            self.facts.append(replace(facts, path=self.job.entry.path + self.suffix))
            self.told = True
        elif tag is Tag.MADE and self.told:
            self.made[len(self.facts) - 1] = payload
        elif tag is Tag.SAME:
            self.same = _sha256(json.loads(payload))
            if self.same not in self.job.known:
                raise FrameError("not a known hash")
        elif tag is Tag.CHANGED:
            self.changed = True
        elif tag is Tag.END:
            if self.same is None and not self.told:
                raise FrameError("the job ended without facts")
        else:
            raise FrameError(f"{tag} has no place here")

    def outcome(self) -> Outcome:
        made = tuple(self.made.get(place) for place in range(len(self.facts))) if self.made else ()
        return Outcome(self.job, tuple(self.facts), made, self.same, self.ending, self.changed)


def lost(course: Course, ending: Ending, limits: PoolLimits, failure: str) -> Facts:
    """Facts of the document at hand when its worker was lost, with the limit that was reached."""
    entry, suffix = course.job.entry, course.suffix
    seconds = limits.seconds + (limits.ocr_seconds if course.ocr else 0)
    reasons = {
        Ending.TIMEOUT: (Health.WAKTU_HABIS, f"Pemeriksaan dihentikan karena melewati batas {seconds:g} detik."),
        Ending.MEMORY: (
            Health.MEMORI_HABIS,
            f"Pemeriksaan dihentikan karena memerlukan memori lebih dari {limits.memory_megabytes} MB.",
        ),
        Ending.CRASH: (
            Health.RUSAK,
            "Pemeriksaan berhenti mendadak saat membaca berkas ini. Coba buka dan simpan ulang berkasnya.",
        ),
        Ending.KILLED: (
            Health.TIDAK_TERBACA,
            "Pemeriksaan dihentikan dari luar, juga saat diulang; mungkin memori komputer kurang. Periksa lagi nanti.",
        ),
        Ending.MISTAKE: (
            Health.TIDAK_TERBACA,
            f"Terjadi kesalahan pada program saat memeriksa berkas ini ({_plain(failure)}); mohon laporkan.",
        ),
    }
    health, reason = reasons[ending]
    return Facts(
        path=entry.path + suffix,
        size=0 if suffix else entry.size,
        sha256=course.sha256,
        format=EXTENSIONS.get(extension_of(suffix or entry.path), UNKNOWN),
        health=health,
        text=TextState.TIDAK_ADA,
        reason=reason,
        complete=False,
    )


def lost_outcome(job: Job, limits: PoolLimits, reason: str) -> Outcome:
    """The outcome of a job whose machine was lost whenever it was tried."""
    return Outcome(job, (replace(lost(Course(job), Ending.CRASH, limits, ""), reason=reason),), ending=Ending.CRASH)


def _sha256(value: Any) -> str:
    if not isinstance(value, str) or len(value) != 64 or not value.isalnum():
        raise FrameError("not a hash")
    return value


def _plain(text: str) -> str:
    """What a worker says about a mistake, fit to be shown: short, and nothing but letters, digits and marks."""
    return "".join(letter for letter in text[:80] if letter.isascii() and letter.isprintable())
