"""What workers of a cluster are told to do in its tests. In a module of its own, because they must import it."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass

from spbe_checklist.facts.facts import Facts, Health, TextState
from spbe_checklist.reading.workers.protocol import Job, Tell


@dataclass(frozen=True)
class OnCluster:
    """The file's name is the thing to do; ``reason`` of the Facts is the cluster's worker that did it."""

    def __call__(self, job: Job, tell: Tell) -> None:
        tell.begin("", 0)
        act = job.entry.path.partition("-")[0]
        if act == "hang":
            time.sleep(600)
        if act == "machine":
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(600)
        tell.facts(
            Facts(
                path="",
                size=1,
                sha256="0" * 64,
                format="txt",
                health=Health.BAIK,
                text=TextState.ADA,
                reason=str(os.getppid()),
            )
        )
