"""The pages of a document as pictures for character recognition: rendered, decoded, or taken out of an Office file.

Pictures are scaled down while they are decoded: beyond the resolution of print nothing more is read, and a poster must
not fill memory.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from spbe_checklist.facts.facts import PictureInside
from spbe_checklist.reading.readers.blips import OLE_FORMATS, blips
from spbe_checklist.reading.readers.container import Container, ContainerError
from spbe_checklist.reading.readers.ole import open_ole
from spbe_checklist.reading.readers.source import MEGABYTE, BinarySource, ReadLimits

if TYPE_CHECKING:
    import pypdfium2

DPI = 150
"""Resolution of rendering: 200 and 300 dpi cost more and read no more words."""
_MOST_PIXELS = 24_000_000
"""Larger renderings are scaled down: nothing is gained, and a hostile page size must not fill memory."""
_LONG_SIDE = 2600
"""Pixels of the long side to which photographs are scaled down, about A4 at 220 dpi."""
_FEWEST_PIXELS = 200
_STEP = 4
"""Every fourth pixel of a line tells as much of the ink in it."""
_HALF_A_LINE = 8
"""Pixels, at the resolution of rendering."""
_SURELY = 1.3
"""Times that ink changes more from column to column than from row to row on a page that lies on its side; of upright
pages of real documents the highest was 0.97."""
_MOST_BYTES = 64 * MEGABYTE
"""Largest picture taken out of a document."""


class Picture(Struct, frozen=True):
    """A page to recognise: grey pixels row by row, or an image file as it is (``width`` 0)."""

    data: bytes
    width: int = 0
    height: int = 0


ALWAYS_DECODABLE = frozenset({"png", "jpg", "tiff", "webp", "bmp", "gif"})


def decodable() -> frozenset[str]:
    """Formats of pictures that can be recognised on this machine; HEIC needs the extra ``[heic]``."""
    with_pillow = find_spec("PIL") is not None
    return ALWAYS_DECODABLE | ({"avif"} if with_pillow else set()) | ({"heic"} if find_spec("pi_heif") else set())


class PagePictures(Protocol):
    """The pages of a document as pictures."""

    def __len__(self) -> int: ...

    def picture(self, index: int, share: float = 1.0) -> Picture | None:
        """A page, or the top ``share`` of it; None when it cannot be drawn."""


@contextmanager
def page_pictures(
    source: BinarySource, format_: str, most: int, inside: Sequence[PictureInside] = ()
) -> Iterator[PagePictures]:
    """The pages of a PDF, the frames of a picture (``most`` at most), or the pictures inside an Office document."""
    with ExitStack() as stack:
        if inside and format_ in OLE_FORMATS:
            ole = stack.enter_context(closing(open_ole(stack.enter_context(source.open()))))
            kept = [blip.data for blip in blips(ole, format_)]
            yield _Inside(lambda part: kept[int(part)], inside)
        elif inside:
            container = stack.enter_context(Container(stack.enter_context(source.open())))
            yield _Inside(partial(container.read, limit=_MOST_BYTES), inside)
        elif format_ == "pdf":
            yield stack.enter_context(_pdf_pages(source))
        else:
            yield _Decoded(_decoded(source.load(source.size()), most))


@contextmanager
def _pdf_pages(source: BinarySource) -> Iterator[PagePictures]:
    import pypdfium2 as pdfium

    with source.open() as stream:
        document = pdfium.PdfDocument(stream if source.data is None else source.data)
        try:
            document.init_forms()  # filled-in fields are drawn too
            yield _PdfPages(document)
        finally:
            document.close()


class _PdfPages(Struct, frozen=True):
    """Pages of a PDF, rendered grey when asked for."""

    document: pypdfium2.PdfDocument

    def __len__(self) -> int:
        return len(self.document)

    def picture(self, index: int, share: float = 1.0) -> Picture | None:
        """See ``PagePictures``."""
        import pypdfium2 as pdfium

        try:
            page = self.document[index]
        except pdfium.PdfiumError:
            return None
        try:
            width, height = page.get_size()
            if width <= 0 or height <= 0:
                return None
            scale = min(DPI / 72, (_MOST_PIXELS / (width * height)) ** 0.5)
            bitmap = page.render(scale=scale, grayscale=True, crop=(0, height * (1 - share), 0, 0))
            try:
                return _grey(bitmap)
            finally:
                bitmap.close()
        except (pdfium.PdfiumError, ValueError):
            return None
        finally:
            page.close()


def _grey(bitmap: Any) -> Picture:
    """Pixels of a PDFium bitmap without the padding at the end of each row."""
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    data = bytes(bitmap.buffer)
    if stride != width:
        data = b"".join(data[row * stride : row * stride + width] for row in range(height))
    return Picture(data, width, height)


class _Decoded(Struct, frozen=True):
    """Pages that are there already."""

    pictures: Sequence[Picture]

    def __len__(self) -> int:
        return len(self.pictures)

    def picture(self, index: int, share: float = 1.0) -> Picture | None:
        """See ``PagePictures``."""
        return _top(self.pictures[index], share)


class _Inside(Struct, frozen=True):
    """Pictures inside an Office document, decoded when asked for."""

    read: Callable[[str], bytes]
    inside: Sequence[PictureInside]

    def __len__(self) -> int:
        return len(self.inside)

    def picture(self, index: int, share: float = 1.0) -> Picture | None:
        """See ``PagePictures``."""
        try:
            data = self.read(self.inside[index].part)
        except ContainerError:
            return None
        decoded = _decoded(data, 1)
        return _top(decoded[0], share) if decoded else None


def on_its_side(picture: Picture) -> bool:
    """Whether lines of text seem to run from top to bottom: ink changes from line to line, hardly along one."""
    width, height, data = picture.width, picture.height, picture.data
    if min(width, height) < _FEWEST_PIXELS:
        return False
    across = _change([sum(data[row * width : (row + 1) * width : _STEP]) for row in range(height)]) / width
    along = _change([sum(data[column :: width * _STEP]) for column in range(width)]) / height
    return along > _SURELY * across


def _change(sums: Sequence[int]) -> float:
    """Mean difference between rows or columns that lie about half a line of text apart."""
    return sum(abs(a - b) for a, b in zip(sums, sums[_HALF_A_LINE:], strict=False)) / len(sums)


def _top(picture: Picture, share: float) -> Picture:
    """The top ``share`` of a decoded picture."""
    if share == 1.0 or not picture.width:
        return picture
    rows = max(1, int(picture.height * share))
    return Picture(picture.data[: rows * picture.width], picture.width, rows)


def _decoded(data: bytes, most: int) -> list[Picture]:
    """The frames of an image: decoded by Pillow where it is installed, else as it is for the program."""
    if find_spec("PIL") is None:
        return [Picture(data)]
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = ReadLimits().max_pixels
    if find_spec("pi_heif") is not None:
        from importlib import import_module

        import_module("pi_heif").register_heif_opener()
    pictures: list[Picture] = []
    with (
        warnings.catch_warnings(action="ignore"),
        suppress(OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError),
        Image.open(io.BytesIO(data)) as image,
    ):
        for frame in range(min(getattr(image, "n_frames", 1), most)):
            image.seek(frame)
            image.draft("L", (_LONG_SIDE, _LONG_SIDE))
            flat = ImageOps.exif_transpose(_on_white(_reduced(image)))
            flat.thumbnail((_LONG_SIDE, _LONG_SIDE))
            pictures.append(Picture(flat.tobytes(), flat.width, flat.height))
            if image.format == "GIF":
                break
    return pictures


def _reduced(image: Any) -> Any:
    """A very large image at a fraction of its size, before any other copy of it is made; palettes stay as they are."""
    factor = max(image.size) // _LONG_SIDE
    return image.reduce(factor) if factor > 1 and image.mode not in {"P", "PA", "1"} else image


def _on_white(image: Any) -> Any:
    """An image in grey; what is transparent becomes paper, not ink."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        from PIL import Image

        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        paper.alpha_composite(layer)
        image = paper
    return image.convert("L")
