"""Fuzz target for the readers' glue: damaged copies of whole documents, for as long as one likes.

    python -m tests.fuzz_readers [SECONDS] [SEED]

Prints what was tried. An input that breaks the promise of ``readers.read`` (never raise, always a health with its
reason, within the time limit) is kept in the current folder and ends the run with exit code 1.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from spbe_checklist.documents.facts import Health, Reading, TextState
from tests.documents import built

SLOWEST_SECONDS = 60.0
"""Beyond this the pool would have stopped the worker anyway; in here it counts as a finding."""

_TEXT = "PERATURAN BUPATI CONTOH\nNOMOR 12 TAHUN 2024\nTENTANG\nARSITEKTUR SPBE\nPasal 1\nIsi pasal.\n"
_EML = "From: a@contoh.go.id\nSubject: Notulen\nMIME-Version: 1.0\nContent-Type: text/plain\n\n" + _TEXT


def seeds() -> Mapping[str, bytes]:
    """Whole documents by name, one of every family of formats."""
    docx = built.docx([_TEXT])
    return {
        "a.pdf": built.pdf([_TEXT, _TEXT]),
        "a.docx": docx,
        "a.xlsx": built.xlsx({"Daftar": [["Nomor", "Nama"], [1, "Arsitektur SPBE"]]}),
        "a.pptx": built.pptx([("Judul", _TEXT)]),
        "a.odt": built.odt("<text:p>Arsitektur SPBE</text:p>"),
        "a.doc": built.doc(_TEXT),
        "a.ppt": built.ppt([_TEXT]),
        "a.zip": built.archive({"dalam/a.docx": docx, "b.txt": _TEXT}),
        "a.png": built.picture("PNG"),
        "a.jpg": built.picture("JPEG"),
        "a.rtf": b"{\\rtf1\\ansi " + _TEXT.encode() + b"}",
        "a.html": f"<html><body><p>{_TEXT}</p></body></html>".encode(),
        "a.eml": _EML.encode(),
        "a.csv": b"no,nama\n1,Arsitektur\n",
    }


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A copy with one to eight small wounds: bytes flipped, cut out, put in, repeated, or the end lost."""
    copy = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(copy) + 1)
        length = chance.choice((1, 2, 4, 16, 256))
        match chance.randrange(5):
            case 0 if place < len(copy):
                copy[place] ^= 1 << chance.randrange(8)
            case 1:
                del copy[place : place + length]
            case 2:
                copy[place:place] = chance.randbytes(length)
            case 3:
                copy[place:place] = copy[max(place - length, 0) : place] * chance.randint(1, 50)
            case _:
                copy[place : place + length] = chance.choice((b"\x00", b"\xff")) * length
    if chance.random() < 0.1:
        del copy[chance.randrange(len(copy) + 1) :]
    return bytes(copy)


def broken_promise(reading: Reading) -> str:
    """What is wrong with a reading; empty when it holds."""
    if reading.health is not Health.BAIK and not reading.reason:
        return "health without a reason"
    if reading.health is not Health.BAIK and reading.text is not TextState.TIDAK_ADA:
        return "text claimed for a document that cannot be read"
    return ""


def fuzz(seconds: float, seed: int, keep_in: Path) -> Counter[Health]:
    """Read damaged documents until the time is over; how many came out with which health.

    Raises AssertionError with the path of the kept input when a promise is broken.
    """
    chance = random.Random(seed)
    whole = sorted(seeds().items())
    seen: Counter[Health] = Counter()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        name, data = chance.choice(whole)
        name = name if chance.random() < 0.9 else chance.choice(whole)[0]
        data = damaged(data, chance)
        start = time.monotonic()
        try:
            reading = built.read_bytes(data, name)
            wrong = broken_promise(reading)
        except Exception as error:  # noqa: BLE001 - whatever comes out is the finding
            wrong = repr(error)
        else:
            seen[reading.health] += 1
        if not wrong and time.monotonic() - start > SLOWEST_SECONDS:
            wrong = "too slow"
        if wrong:
            kept = keep_in / f"fuzz-{seed}-{sum(seen.values())}-{name}"
            kept.write_bytes(data)
            raise AssertionError(f"{wrong}: {kept}")
    return seen


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    seconds = float(arguments[0]) if arguments else 30.0
    seed = int(arguments[1]) if len(arguments) > 1 else random.SystemRandom().randrange(10**6)
    sys.stdout.write(f"seed {seed}\n")
    try:
        seen = fuzz(seconds, seed, Path())
    except AssertionError as finding:
        sys.stdout.write(f"{finding}\n")
        return 1
    sys.stdout.write(f"{sum(seen.values())} documents: {dict(sorted((h.value, n) for h, n in seen.items()))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
