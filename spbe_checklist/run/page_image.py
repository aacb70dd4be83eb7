"""A page of a PDF or a picture as PNG, with the words that matter marked. Drawn in a process of its own, with limits.

``python -m spbe_checklist.run.page_image FILE PAGE WORDS...`` writes the PNG to standard output.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH = 1100
"""Pixels across; enough to read a page of small print."""
_SECONDS = 20
_MEMORY = 1_500_000_000
_MOST_MARKS = 200


def page_image(file: Path, page: int, words: Sequence[str]) -> bytes | None:
    """PNG of one page (counted from 1); None where there is nothing to draw, or it takes too long or too much."""
    command = [sys.executable, "-m", "spbe_checklist.run.page_image", str(file.resolve()), str(page), *words]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True, stdin=subprocess.DEVNULL)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout or None


def draw(file: Path, page: int, words: Sequence[str]) -> bytes:
    """The PNG. Raises whatever the file makes a parser raise."""
    with file.open("rb") as stream:
        pdf = stream.read(1024).lstrip().startswith(b"%PDF")
    image = _of_pdf(file, page, words) if pdf else _of_picture(file)
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def _of_pdf(file: Path, number: int, words: Sequence[str]) -> Image:
    import pypdfium2

    document = pypdfium2.PdfDocument(str(file))
    page = document[max(0, min(number, len(document)) - 1)]
    scale = WIDTH / max(page.get_width(), 1)
    image = page.render(scale=min(scale, 4)).to_pil().convert("RGB")
    return _marked(image, _boxes(page, words), image.width / max(page.get_width(), 1), page.get_height())


def _boxes(page: Any, words: Sequence[str]) -> list[tuple[float, float, float, float]]:
    """Where the words stand on the page, in points from its lower left corner."""
    text = page.get_textpage()
    boxes: list[tuple[float, float, float, float]] = []
    for word in words:
        search = text.search(word, match_case=False, match_whole_word=False)
        while (found := search.get_next()) is not None and len(boxes) < _MOST_MARKS:
            start, count = found
            boxes += [text.get_rect(at) for at in range(text.count_rects(start, count))]
    return boxes


def _marked(image: Image, boxes: list[tuple[float, float, float, float]], scale: float, height: float) -> Image:
    from PIL import Image, ImageChops, ImageDraw

    paper = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(paper)
    for left, bottom, right, top in boxes:
        pen.rectangle(
            (left * scale - 2, (height - top) * scale - 2, right * scale + 2, (height - bottom) * scale + 2),
            fill="#ffe58a",
        )
    return ImageChops.multiply(image, paper)


def _of_picture(file: Path) -> Image:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = 120_000_000
    with Image.open(file) as opened:
        opened.thumbnail((WIDTH, WIDTH * 3))
        return opened.convert("RGB")


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _limit_memory()
    sys.stdout.buffer.write(draw(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
