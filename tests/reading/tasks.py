"""What workers are told to do in the tests of the pool: inspect well, or misbehave as the file's name says."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from spbe_checklist.facts.facts import Facts, Health, TextState
from spbe_checklist.reading.workers.protocol import Job, Tell

SHA = "0" * 64


def facts(suffix: str, format_: str = "txt") -> Facts:
    return Facts(
        path=suffix, size=1, sha256=SHA, format=format_, health=Health.BAIK, text=TextState.ADA, reason=str(os.getpid())
    )


@dataclass(frozen=True)
class Act:
    """The file's name is the thing to do."""

    folder: str = ""

    def __call__(self, job: Job, tell: Tell) -> None:
        if job.start == 0:
            tell.begin("", 0)
        act, _, argument = job.entry.path.partition("-")
        getattr(self, act)(job, tell, argument)

    def good(self, job: Job, tell: Tell, argument: str) -> None:
        tell.facts(facts(""))

    def hang(self, job: Job, tell: Tell, argument: str) -> None:
        tell.hashed(SHA)
        time.sleep(600)

    def sleep(self, job: Job, tell: Tell, argument: str) -> None:
        time.sleep(float(argument))
        tell.facts(facts(""))

    def meet(self, job: Job, tell: Tell, argument: str) -> None:
        """Done once a second worker is at work too."""
        Path(self.folder, f"{os.getpid()}.met").touch()
        while len(list(Path(self.folder).glob("*.met"))) < 2:
            time.sleep(0.01)
        tell.facts(facts(""))

    def share(self, job: Job, tell: Tell, argument: str) -> None:
        tell.facts(replace(facts(""), reason=str(tell.share())))

    def grow(self, job: Job, tell: Tell, argument: str) -> None:
        """Ask for a share until it is another one than in the beginning, which lets ``follow`` end."""
        while not Path(self.folder, "begun").exists():
            time.sleep(0.01)
        first = now = tell.share()
        Path(self.folder, "asked").touch()
        while now == first:
            time.sleep(0.01)
            now = tell.share()
        tell.facts(replace(facts(""), reason=f"{first} {now}"))

    def follow(self, job: Job, tell: Tell, argument: str) -> None:
        Path(self.folder, "begun").touch()
        while not Path(self.folder, "asked").exists():
            time.sleep(0.01)
        if argument:
            os.kill(os.getpid(), signal.SIGKILL)
        tell.facts(facts(""))

    def recognise(self, job: Job, tell: Tell, argument: str) -> None:
        tell.ocr()
        self.sleep(job, tell, argument)

    def hang_in_c(self, job: Job, tell: Tell, argument: str) -> None:
        ctypes.PyDLL(None).sleep(600)  # keeps the interpreter locked all the while

    def spin(self, job: Job, tell: Tell, argument: str) -> None:
        while True:
            pass

    def segfault(self, job: Job, tell: Tell, argument: str) -> None:
        ctypes.string_at(0)

    def eat(self, job: Job, tell: Tell, argument: str) -> None:
        eaten = []
        while True:
            eaten.append(bytearray(64 * 1024 * 1024))

    def garbage(self, job: Job, tell: Tell, argument: str) -> None:
        for descriptor in range(3, 12):
            try:
                os.write(descriptor, b"<html>" * 1000)
            except OSError:
                continue
        time.sleep(600)

    def lie(self, job: Job, tell: Tell, argument: str) -> None:
        tell.facts(facts("!/of-something-else.txt"))

    def silent(self, job: Job, tell: Tell, argument: str) -> None:
        """Ends the job without having told anything."""

    def prints(self, job: Job, tell: Tell, argument: str) -> None:
        print("hello")
        os.system("true") if argument else os.write(1, b"hello from a library\n")
        tell.facts(facts(""))

    def fail(self, job: Job, tell: Tell, argument: str) -> None:
        tell.hashed(SHA)
        raise KeyError("isi dokumen yang rahasia")

    def die(self, job: Job, tell: Tell, argument: str) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def linger(self, job: Job, tell: Tell, argument: str) -> None:
        """Hang the first time, and be read the second time."""
        mark = Path(self.folder, "tried")
        first = not mark.exists()
        mark.touch()  # before anything is told: whoever hears of it may kill us at once
        tell.hashed(SHA)
        if first:
            time.sleep(600)
        tell.facts(facts(""))

    def note_pid(self, job: Job, tell: Tell, argument: str) -> None:
        """Start a program that outlives us if nobody ends it, and hang."""
        child = subprocess.Popen(["/bin/sleep", "600"])
        Path(self.folder, "pids").write_text(f"{os.getpid()} {child.pid}")
        time.sleep(600)

    def refused(self, job: Job, tell: Tell, argument: str) -> None:
        tried = []
        for attempt in (
            lambda: socket.create_connection(("127.0.0.1", 9)),
            socket.socket,
            lambda: subprocess.run(["/bin/echo", "x"], check=False),
            lambda: os.system("true"),
            lambda: os.execv("/bin/true", ["true"]),
        ):
            try:
                attempt()
            except PermissionError:
                tried.append("refused")
            else:
                tried.append("done")
        found = facts("")
        tell.facts(Facts(**{**{name: getattr(found, name) for name in found.__slots__}, "reason": " ".join(tried)}))

    def archive(self, job: Job, tell: Tell, argument: str) -> None:
        """An archive whose members do what the argument says, in turn."""
        if job.start == 0:
            tell.facts(facts("", "zip"))
        for index, act in enumerate(argument.split(","), start=1):
            if index < job.start:
                continue
            tell.begin(f"!/{index}-{act}", index)
            if act == "good":
                tell.facts(facts(f"!/{index}-{act}"))
            else:
                getattr(self, act)(job, tell, "")


@dataclass(frozen=True)
class CannotStart:
    """Unpickling it fails, as when a module is missing."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return _fail, ("modul tidak ada",)

    def __call__(self, job: Job, tell: Tell) -> None:
        raise AssertionError


def _fail(reason: str) -> None:
    raise ImportError(reason)
