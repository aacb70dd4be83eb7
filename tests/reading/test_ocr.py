"""Character recognition: what is read of which document, with the engines that this machine has."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from spbe_checklist.facts.facts import Health, Reading, TextState
from spbe_checklist.reading import ocr
from spbe_checklist.reading.ocr import Engine, OcrBudget, OcrMode, recognise
from spbe_checklist.reading.page_pictures import Picture, _grey
from spbe_checklist.reading.readers import read
from spbe_checklist.reading.readers.source import BinarySource

DECREE = """PERATURAN WALI KOTA CONTOH

NOMOR 81 TAHUN 2021

TENTANG

SISTEM PEMERINTAHAN BERBASIS ELEKTRONIK

Menimbang bahwa untuk pelaksanaan perlu ditetapkan
"""
MINUTES = "NOTULEN RAPAT\n\nHari dan tanggal Senin 5 Agustus 2024\n\nPembahasan manajemen risiko untuk sistem\n"
ENGINE = Engine("stand-in", "ind")

ENGINES = [
    pytest.param(
        find, id=name, marks=pytest.mark.skipif(find() is None, reason=f"{name} is not installed on this machine")
    )
    for name, find in [("program", ocr._find_program), ("module", ocr._find_module)]
]


def page(text: str = "") -> Image.Image:
    """An A4 page at 150 dpi as a scanner gives it."""
    image = Image.new("L", (1240, 1754), 250)
    ImageDraw.Draw(image).multiline_text((120, 140), text, fill=20, font=ImageFont.load_default(32), spacing=14)
    return image


def see_through(image: Image.Image) -> Image.Image:
    """Black ink on nothing: without its transparency the picture is all black."""
    return Image.merge("LA", (Image.new("L", image.size, 0), image.point(lambda grey: 255 - grey)))


def pdf(*pages: Image.Image) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=150, save_all=True, append_images=list(pages[1:]))
    return out.getvalue()


def saved(image: Image.Image, format_: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def reading_of(data: bytes, name: str) -> Reading:
    reading = read(BinarySource(data=data), name)
    assert (reading.health, reading.text) == (Health.BAIK, TextState.PINDAIAN)
    return reading


class Reader:
    """An engine that gives text in turn, remembers what it was asked, and moves its own clock on."""

    def __init__(self, *answers: str, seconds: float = 0) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[int, int]] = []
        self.seconds = seconds
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    def __call__(self, picture: Picture, layout: int, seconds: float) -> str | None:
        self.asked.append((picture.height, layout))
        self.now += min(self.seconds, seconds)
        if self.seconds > seconds:
            return None
        return self.answers.pop(0) if self.answers else "kata yang dan di dengan"


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Reader]:
    def make(*answers: str, seconds: float = 0) -> Reader:
        made = Reader(*answers, seconds=seconds)
        monkeypatch.setattr(ocr, "recogniser", lambda engine: made)
        return made

    return make


def go(
    data: bytes,
    name: str = "a.pdf",
    *,
    mode: OcrMode = OcrMode.AUTO,
    budget: OcrBudget | None = None,
    identified: Callable[[Sequence[str]], bool] = lambda pages: True,
    clock: Callable[[], float] = lambda: 0.0,
) -> Reading:
    reading = reading_of(data, name)
    recognise(
        BinarySource(data=data),
        reading,
        ENGINE,
        mode=mode,
        budget=budget or OcrBudget(),
        identified=identified,
        clock=clock,
    )
    return reading


@pytest.mark.parametrize("find", ENGINES)
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.pdf", lambda: pdf(page(DECREE))),
        ("a.png", lambda: saved(page(DECREE), "PNG")),
        ("a.jpg", lambda: saved(page(DECREE), "JPEG")),
        ("a.tif", lambda: saved(page(DECREE), "TIFF")),
        ("a.webp", lambda: saved(page(DECREE), "WEBP")),
        ("a.bmp", lambda: saved(page(DECREE), "BMP")),
        ("palet.png", lambda: saved(page(DECREE).convert("P"), "PNG")),
        (
            "tembus.png",
            lambda: saved(see_through(page(DECREE)), "PNG"),
        ),
    ],
)
def test_engines_read_scans_of_every_kind(
    find: Callable[[], Engine | None], name: str, make: Callable[[], bytes]
) -> None:
    data, engine = make(), find()
    assert engine is not None
    reading = reading_of(data, name)
    recognise(
        BinarySource(data=data),
        reading,
        engine,
        mode=OcrMode.AUTO,
        budget=OcrBudget(),
        identified=lambda pages: True,
        clock=lambda: 0.0,
    )
    assert (reading.text, reading.complete, reading.reason) == (TextState.OCR, True, "")
    assert "NOMOR 81 TAHUN 2021" in reading.pages[0]
    assert "PERATURAN WALI KOTA CONTOH" in reading.pages[0]


@pytest.mark.parametrize("find", ENGINES)
@pytest.mark.parametrize("angle", [90, 180])
def test_pages_that_lie_on_their_side_are_turned(find: Callable[[], Engine | None], angle: int) -> None:
    engine = find()
    assert engine is not None
    text = DECREE + "\n".join(f"Pasal {number} untuk pelaksanaan dengan tata kelola yang baik" for number in range(12))
    data = pdf(page(text).rotate(angle, expand=True))
    reading = reading_of(data, "a.pdf")
    recognise(
        BinarySource(data=data),
        reading,
        engine,
        mode=OcrMode.AUTO,
        budget=OcrBudget(),
        identified=lambda pages: True,
        clock=lambda: 0.0,
    )
    assert "SISTEM PEMERINTAHAN BERBASIS ELEKTRONIK" in reading.pages[0]


@pytest.mark.parametrize("find", ENGINES)
def test_time_that_is_up_is_said(find: Callable[[], Engine | None]) -> None:
    engine = find()
    assert engine is not None
    data = pdf(page(DECREE))
    reading = reading_of(data, "a.pdf")
    recognise(
        BinarySource(data=data),
        reading,
        engine,
        mode=OcrMode.AUTO,
        budget=OcrBudget(seconds=0.02),
        identified=lambda pages: True,
    )
    assert (reading.text, reading.complete) == (TextState.PINDAIAN, False)
    assert "waktu" in reading.reason


def test_rows_that_a_renderer_pads_are_cut() -> None:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(pdf(page(DECREE)))
    sheet = document[0]
    exact = sheet.render(scale=0.37, grayscale=True)
    padded = sheet.render(scale=0.37, grayscale=True, bitmap_maker=pdfium.PdfBitmap.new_foreign)
    assert padded.stride > padded.width
    assert _grey(padded) == _grey(exact)
    for item in (exact, padded, sheet, document):
        item.close()


def test_a_short_document_is_read_whole(reader: Callable[..., Reader]) -> None:
    used = reader()
    reading = go(pdf(page(), page(), page()))
    assert [layout for _, layout in used.asked] == [3, 3, 3]
    assert (reading.text, reading.complete, len(reading.pages)) == (TextState.OCR, True, 3)


def test_of_a_long_document_the_head_of_the_first_page_is_enough_when_it_is_known(
    reader: Callable[..., Reader],
) -> None:
    used = reader("LAPORAN TAHUN 2024")
    reading = go(pdf(*[page()] * 9))
    ((height, layout),) = used.asked
    assert layout == 6
    assert 600 < height < 750
    assert (reading.text, reading.complete) == (TextState.OCR, False)
    assert reading.reason.startswith("hanya kepala halaman pertama dari 9 halaman dibaca dengan OCR")
    assert reading.pages == ["LAPORAN TAHUN 2024", *[""] * 8]


def test_of_a_long_document_that_stays_unknown_three_pages_are_tried(reader: Callable[..., Reader]) -> None:
    used = reader()
    reading = go(pdf(*[page()] * 9), identified=lambda pages: False)
    assert [layout for _, layout in used.asked] == [6, 3, 3, 3]
    assert [bool(text) for text in reading.pages] == [True] * 3 + [False] * 6


def test_trying_stops_at_the_page_that_makes_it_known(reader: Callable[..., Reader]) -> None:
    used = reader()
    go(pdf(*[page()] * 9), identified=lambda pages: len(pages) == 2)
    assert [layout for _, layout in used.asked] == [6, 3, 3]


def test_a_regulation_is_read_as_far_as_the_budget_goes(reader: Callable[..., Reader]) -> None:
    used = reader(DECREE, DECREE)
    reading = go(pdf(*[page()] * 9), budget=OcrBudget(pages=7))
    assert len(used.asked) == 1 + 7
    assert not reading.complete
    assert reading.reason.startswith("7 dari 9 halaman dibaca dengan OCR")
    used = reader(DECREE, DECREE)
    assert go(pdf(*[page()] * 9)).complete


def test_always_reads_every_page(reader: Callable[..., Reader]) -> None:
    used = reader()
    assert go(pdf(*[page()] * 9), mode=OcrMode.ALWAYS).complete
    assert len(used.asked) == 9


def test_a_page_that_makes_no_sense_is_tried_with_its_orientation(reader: Callable[..., Reader]) -> None:
    used = reader("|| xq 77", "Peraturan tentang sistem", "dan untuk di")
    reading = go(pdf(page(), page()))
    assert [layout for _, layout in used.asked] == [3, 1, 1]
    assert reading.pages == ["Peraturan tentang sistem", "dan untuk di"]


def test_what_was_read_before_the_time_was_up_is_kept(reader: Callable[..., Reader]) -> None:
    used = reader(seconds=20)
    reading = go(pdf(*[page()] * 9), mode=OcrMode.ALWAYS, budget=OcrBudget(seconds=70), clock=used.clock)
    assert (reading.text, reading.complete) == (TextState.OCR, False)
    assert [bool(text) for text in reading.pages] == [True] * 3 + [False] * 6
    assert "batas waktu" in reading.reason


def test_a_scan_without_any_text_stays_a_scan(reader: Callable[..., Reader]) -> None:
    reader("", "")
    reading = go(pdf(page()))
    assert (reading.text, reading.complete) == (TextState.PINDAIAN, False)
    assert "tidak menemukan teks" in reading.reason


def test_every_picture_of_a_fax_is_a_page(reader: Callable[..., Reader]) -> None:
    used = reader()
    data = saved(page(), "TIFF", save_all=True, append_images=[page(), page(), page()])
    reading = go(data, "faks.tif", mode=OcrMode.ALWAYS, budget=OcrBudget(pages=3))
    assert len(used.asked) == 3
    assert (reading.page_count, len(reading.pages)) == (3, 3)


@pytest.mark.parametrize(
    ("scanned", "read"),
    [([0, 4], [0, 4]), ([0, 2, 3, 5], [0, 5]), ([1, 2, 3, 4], []), ([1, 2, 3, 5], [5])],
    ids=["few", "first and last", "annexes", "last"],
)
def test_of_a_document_with_text_few_scanned_pages_are_read(
    reader: Callable[..., Reader], scanned: list[int], read: list[int]
) -> None:
    """Covers and signature pages tell what a document is; scanned annexes wait for ``always``."""
    reader(*["LEMBAR yang dan"] * 9)
    data = pdf(*[page()] * 6)
    own = "isi dengan teks sendiri " * 10
    pages = ["" if index in scanned else own for index in range(6)]
    reading = Reading(
        "pdf",
        text=TextState.ADA,
        pages=pages,
        page_count=6,
        meta={"scan_pages": ",".join(str(index + 1) for index in scanned)},
    )
    recognise(
        BinarySource(data=data),
        reading,
        ENGINE,
        mode=OcrMode.AUTO,
        budget=OcrBudget(),
        identified=lambda pages: False,
    )
    assert reading.text is TextState.ADA
    assert [index for index, text in enumerate(reading.pages) if "LEMBAR" in text] == read
    assert all(own in reading.pages[index] for index in range(6) if index not in scanned)


def test_a_huge_photograph_is_scaled_down(reader: Callable[..., Reader]) -> None:
    used = reader()
    go(saved(Image.new("L", (6000, 8000), "white"), "PNG"), "foto.png")
    ((height, _),) = used.asked[:1]
    assert height == 2600


def test_a_format_that_no_engine_reads_says_so() -> None:
    reading = Reading("heic", text=TextState.PINDAIAN, page_count=1)
    recognise(
        BinarySource(data=b"x"),
        reading,
        ENGINE,
        mode=OcrMode.AUTO,
        budget=OcrBudget(),
        identified=lambda pages: True,
    )
    assert reading.text is TextState.PINDAIAN
    assert "HEIC" in reading.reason


def _program(folder: Path, body: str) -> None:
    script = folder / "tesseract"
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for the program")
@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("printf 'List of available languages (3):\\neng\\nind\\nosd\\n'", "ind"),
        ("printf 'List of available languages (2):\\neng\\nosd\\n'", "eng"),
        ("printf 'List of available languages (1):\\nosd\\n'", None),
        ("exit 1", None),
    ],
)
def test_the_program_is_used_with_a_language_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, language: str | None
) -> None:
    _program(tmp_path, body)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    engine = ocr._find_program()
    assert (engine.language if engine else None) == language
    if engine is not None:
        assert engine.program == str(tmp_path / "tesseract")


def test_without_program_and_module_there_is_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    ocr.find_engine.cache_clear()
    assert ocr.find_engine() is None
    ocr.find_engine.cache_clear()


@pytest.mark.samples
def test_a_real_scanned_regulation_is_identified() -> None:
    folder, engine = os.environ.get("SPBE_SAMPLES"), ocr.find_engine()
    if folder is None or engine is None:
        pytest.skip("needs SPBE_SAMPLES and an engine of character recognition")
    source = BinarySource(path=Path(folder) / "permenko-perekonomian-4-2023-spbe-pindaian.pdf")
    reading = read(source, "pindaian.pdf")
    recognise(source, reading, engine, mode=OcrMode.AUTO, budget=OcrBudget(pages=2), identified=lambda pages: True)
    assert "NOMOR 4 TAHUN 2023" in reading.pages[0]
    assert len(reading.pages[1]) > 500
