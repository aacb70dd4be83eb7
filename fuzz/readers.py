"""Fuzz the readers' glue: any bytes under any name must become Facts, never an exception.

Every input is inspected as a worker would, but in this process: type by content, reader, identity, cues, notices. The
facts must survive the way through JSON. A crash of native code ends the run, which is a finding too.

    python -m fuzz.readers --seconds 600 [--seed 7] [--keep FOLDER]

Inputs are mutated here, from whole, broken and hostile documents of the tests; the same seed gives the same inputs.
``fuzz.guided`` does the same guided by coverage. An input that fails is written to ``--keep`` and the run goes on; at
the end it says how many were tried and how many failed.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import random
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.facts.facts import Facts, FileEntry, Health
from spbe_checklist.facts.json_form import from_json, to_json
from spbe_checklist.reading.inspect_one import FileSettings, inspect_file
from spbe_checklist.reading.ocr import OcrMode
from spbe_checklist.reading.readers.source import MEGABYTE, ReadLimits
from spbe_checklist.recognition.matcher import Matcher
from spbe_checklist.text.lexicon import compile_lexicon
from tests import hostile
from tests.odd_documents import odd_documents
from tests.reading import built

EXTENSIONS = [
    "pdf",
    "docx",
    "xlsx",
    "pptx",
    "doc",
    "xls",
    "ppt",
    "odt",
    "ods",
    "rtf",
    "txt",
    "csv",
    "html",
    "eml",
    "png",
    "jpg",
    "tiff",
    "webp",
    "mp4",
    "drawio",
    "zip",
    "rar",
    "7z",
    "gdoc",
    "url",
    "lnk",
    "docx.pdf",
    "x",
]
SECONDS = 30
"""Longest time for one input; a worker would be stopped after 20."""

SETTINGS = FileSettings(
    read=ReadLimits(max_bytes=20 * MEGABYTE, max_inflated=64 * MEGABYTE, max_part=32 * MEGABYTE), ocr=OcrMode.NEVER
)
CATALOGUE = load_catalogue()
LEXICON = compile_lexicon(CATALOGUE)
MATCHER = Matcher(CATALOGUE, LEXICON, 2024)


def target(data: bytes) -> None:
    """Inspect and recognise one input; its first byte chooses the extension. Raises what must not be raised."""
    if not data:
        return
    name = f"Indikator 16 {data[0]}.{EXTENSIONS[data[0] % len(EXTENSIONS)]}"
    with tempfile.NamedTemporaryFile(suffix=".bin") as stream:
        stream.write(data[1:])
        stream.flush()
        file = Path(stream.name)
        state = file.stat()
        found = inspect_file(file, FileEntry(name, state.st_size, state.st_mtime_ns), SETTINGS, LEXICON)
    assert found[0].path == name
    for facts in found:
        assert isinstance(facts.health, Health)
        assert facts.health is Health.BAIK or facts.reason, facts
        assert from_json(to_json(facts), Facts) == facts
        for match in MATCHER.recognise(facts).matches:
            assert 0 <= match.confidence <= 1
            assert not match.accepted or facts.health is Health.BAIK


def seeds() -> list[bytes]:
    """Whole and broken documents of the tests, each behind the byte that chooses its extension."""
    documents: dict[str, bytes | str] = {
        "a.pdf": built.pdf(["Laporan pusat data", None], title="Laporan", outline=["Bab 1"]),
        "b.pdf": built.signed_pdf(),
        "c.pdf": built.searchable_scan("Notulen"),
        "a.docx": built.docx(["NOTULEN", "\f", "Tanggal 3 Mei 2024"], header="x", table=[["a", "b"]]),
        "a.xlsx": built.xlsx({"A": [["x", 1], [None, "y"]]}),
        "a.pptx": built.pptx([("Judul", "catatan")]),
        "a.doc": built.doc("Keputusan Bupati", wide=True),
        "a.ppt": built.ppt(["Peta Rencana"]),
        "a.odt": built.odt("<text:p>Notulen</text:p>"),
        "a.rtf": r"{\rtf1\ansi Notulen \b rapat\b0}",
        "a.html": "<html><title>Portal</title><body><p>Pusat data</body></html>",
        "a.eml": "From: a@contoh.invalid\nSubject: Undangan\nContent-Type: text/plain\n\nRapat\n",
        "a.drawio": "<mxfile><diagram>abc</diagram></mxfile>",
        "a.zip": built.archive({"Indikator 1.txt": "Notulen", "b/c.pdf": b"%PDF-1.4"}),
        **{f"a.{kind.lower()}": built.picture(kind) for kind in ("PNG", "TIFF", "WEBP")},
        **{name: content for name, content in hostile.contents().items() if len(content) < MEGABYTE},
        **{name: content for name, (content, _) in odd_documents().items()},
    }
    return [_chooser(name) + (data.encode() if isinstance(data, str) else data) for name, data in documents.items()]


def _chooser(name: str) -> bytes:
    extension = name.rpartition(".")[2]
    return bytes([EXTENSIONS.index(extension) if extension in EXTENSIONS else len(EXTENSIONS) - 1])


def mutated(chance: random.Random, found: list[bytes]) -> Iterator[bytes]:
    """Endless inputs: bytes changed, cut out, doubled, and documents spliced; now and then another extension."""
    changes: tuple[Callable[[bytearray], None], ...] = (
        lambda data: data.__setitem__(chance.randrange(len(data)), chance.randrange(256)),
        lambda data: data.__delitem__(slice(start := chance.randrange(1, len(data)), start + chance.randint(1, 64))),
        lambda data: data.extend(data[chance.randrange(len(data)) :][:4096]),
        lambda data: data.__setitem__(slice(start := chance.randrange(1, len(data)), start + 8), b"\xff" * 8),
        lambda data: data.__setitem__(slice(chance.randrange(1, len(data)), None), chance.choice(found)[1:]),
        lambda data: data.__setitem__(0, chance.randrange(len(EXTENSIONS))),
    )
    while True:
        data = bytearray(chance.choice(found))
        for _ in range(chance.choice((1, 1, 2, 4, 16))):
            if len(data) > 1:
                chance.choice(changes)(data)
        yield bytes(data)


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"one input took more than {SECONDS} seconds")


def run(seconds: float, seed: int, keep: Path) -> tuple[int, int]:
    """Fuzz for some time and tell at the end; returns how many inputs were tried and how many of them failed.

    A failing input is kept and its traceback shown at once; the run goes on. Interrupted, it tells what was tried.
    """
    signal.signal(signal.SIGPROF, _too_long)
    keep.mkdir(parents=True, exist_ok=True)
    found = seeds()
    tried = failed = 0
    began = time.monotonic()
    try:
        for data in itertools.chain(found, mutated(random.Random(seed), found)):
            failed += not _holds(data, keep)
            tried += 1
            if time.monotonic() - began > seconds:
                break
    except KeyboardInterrupt:
        pass
    spent = time.monotonic() - began
    print(f"{tried} inputs in {spent:.0f} s from {len(found)} documents (seed {seed}), {failed} findings", flush=True)
    return tried, failed


def _holds(data: bytes, keep: Path) -> bool:
    last = keep / "last-input"
    last.write_bytes(data)  # what a crash of native code leaves behind
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # of this process: a busy machine is no finding
    try:
        target(data)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - panics of Rust code are no Exception
        failing = keep / f"failed-{hashlib.sha256(data).hexdigest()[:12]}"
        failing.write_bytes(data)
        print(f"finding: {failing}\n{traceback.format_exc()}", flush=True)
        return False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return True


def main() -> None:
    """Read the command line and fuzz; exit 1 with findings."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "spbe-fuzz")
    chosen = parser.parse_args()
    _tried, failed = run(chosen.seconds, chosen.seed, chosen.keep)
    raise SystemExit(failed > 0)


if __name__ == "__main__":
    main()
