"""Character recognition: what is read of which document, with the engines that this machine has."""

from __future__ import annotations

import io
import os
import stat
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from spbe_checklist.facts.facts import Health, Reading, TextState
from spbe_checklist.facts.ocr_mode import OcrMode
from spbe_checklist.reading import ocr, ocr_engines
from spbe_checklist.reading.ocr import OcrBudget, recognise
from spbe_checklist.reading.ocr_engines import Engine, Recognised
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
    for name, find in [
        ("program", ocr_engines._find_program),
        ("module", ocr_engines._find_module),
        ("pictures", lambda: Engine("rapidocr", "eng", pictures="1") if ocr_engines._has_rapidocr() else None),
    ]
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
    """An engine that gives text in turn and remembers what it was asked."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[int, int]] = []
        self.pictures: list[bool] = []

    def __call__(self, picture: Picture, layout: int) -> Recognised:
        self.asked.append((picture.height, layout))
        return Recognised(self.answers.pop(0) if self.answers else "kata yang dan di dengan")


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Reader]:
    def make(*answers: str) -> Reader:
        made = Reader(*answers)

        def ready(engine: Engine, *, picture: bool) -> Reader:
            made.pictures.append(picture)
            return made

        monkeypatch.setattr(ocr, "recogniser", ready)
        return made

    return make


def go(
    data: bytes,
    name: str = "a.pdf",
    *,
    mode: OcrMode = OcrMode.AUTO,
    budget: OcrBudget | None = None,
    identified: Callable[[Sequence[str]], bool] = lambda pages: True,
) -> Reading:
    reading = reading_of(data, name)
    recognise(
        BinarySource(data=data),
        reading,
        ENGINE,
        mode=mode,
        budget=budget or OcrBudget(),
        identified=identified,
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
    )
    assert (reading.text, reading.complete, reading.reason) == (TextState.OCR, True, "")
    assert "NOMOR 81 TAHUN 2021" in reading.pages[0]
    assert "PERATURAN WALI KOTA CONTOH" in reading.pages[0]


@pytest.mark.parametrize("find", ENGINES[:2])
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
    )
    assert "SISTEM PEMERINTAHAN BERBASIS ELEKTRONIK" in reading.pages[0]


TABLE = """level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
1\t1\t0\t0\t0\t0\t0\t0\t1000\t2000\t-1\t
5\t1\t1\t1\t1\t1\t100\t200\t100\t20\t96\tNomor
5\t1\t1\t1\t1\t2\t205\t200\t40\t20\t95\tSOP
5\t1\t1\t1\t1\t3\t500\t202\t100\t20\t90\t12/2024
5\t1\t1\t1\t2\t1\t100\t230\t100\t20\t96\tBUPATl
5\t1\t2\t1\t1\t1\t100\t400\t100\t20\t12\t~~*
"""


def test_a_table_of_words_gives_lines_cells_and_their_places() -> None:
    found = ocr_engines.from_tsv(TABLE)
    assert found.text == "Nomor SOP 12/2024\nBUPATI\n\n~~*"
    assert [(line.text, line.left, line.top, line.right, line.bottom) for line in found.lines] == [
        ("Nomor SOP", 0.1, 0.1, 0.245, 0.11),
        ("12/2024", 0.5, 0.101, 0.6, 0.111),
        ("BUPATI", 0.1, 0.115, 0.2, 0.125),
    ]


@pytest.mark.parametrize("table", ["", "x\ty", "5\t1\t1\t1\t1\t1\t1\t1\t1\t1\t90", TABLE[:140]])
def test_a_broken_table_of_words_gives_what_it_has(table: str) -> None:
    assert ocr_engines.from_tsv(table).lines == ()


def test_the_lines_of_the_first_pages_are_placed(
    reader: Callable[..., Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    used = reader()
    monkeypatch.setattr(used, "answers", [])
    monkeypatch.setattr(ocr, "recogniser", lambda engine, picture: lambda page, layout: ocr_engines.from_tsv(TABLE))
    reading = go(pdf(page(), page()))
    assert [line.page for line in reading.lines] == [0] * 3 + [1] * 3


def test_the_head_of_a_page_stands_at_its_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "recogniser", lambda engine, picture: lambda page, layout: ocr_engines.from_tsv(TABLE))
    reading = go(pdf(*[page()] * 9))
    assert max(line.bottom for line in reading.lines) == pytest.approx(0.125 * 0.4)


@pytest.mark.parametrize(("name", "picture"), [("a.pdf", False), ("a.tif", False), ("a.png", True), ("a.jpg", True)])
def test_pictures_and_pages_are_told_apart(reader: Callable[..., Reader], name: str, picture: bool) -> None:
    used = reader()
    make = (
        pdf if name == "a.pdf" else lambda image: saved(image, {"tif": "TIFF", "png": "PNG", "jpg": "JPEG"}[name[2:]])
    )
    go(make(page()), name)
    assert used.pictures == [picture]


@pytest.mark.parametrize(
    ("pages", "rapid", "name", "pictures"),
    [
        (Engine("tesseract", "ind"), "3.10", "tesseract", "3.10"),
        (Engine("tesseract", "ind"), "", "tesseract", ""),
        (None, "3.10", "rapidocr", "3.10"),
        (None, "", None, None),
    ],
)
def test_one_choice_of_engine(
    monkeypatch: pytest.MonkeyPatch, pages: Engine | None, rapid: str, name: str | None, pictures: str | None
) -> None:
    monkeypatch.setattr(ocr_engines, "_find_program", lambda: pages)
    monkeypatch.setattr(ocr_engines, "_find_module", lambda: None)
    monkeypatch.setattr(ocr_engines, "_has_rapidocr", lambda: bool(rapid))
    monkeypatch.setattr(ocr_engines, "_version", lambda package: rapid)
    ocr_engines.find_engine.cache_clear()
    engine = ocr_engines.find_engine()
    ocr_engines.find_engine.cache_clear()
    assert (engine and engine.name, engine and engine.pictures) == (name, pictures)


def test_where_rapidocr_does_not_load_tesseract_reads_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("no models")

    monkeypatch.setattr(ocr_engines, "_rapid", broken)
    chosen = ocr_engines.recogniser(Engine("tesseract", "ind", pictures="3.10"), picture=True)
    assert isinstance(chosen, ocr_engines._Program)
    with pytest.raises(OSError, match="no models"):
        ocr_engines.recogniser(Engine("rapidocr", "eng", pictures="3.10"), picture=True)


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
    assert [layout for _, layout in used.asked] == [3, 1, 3]
    assert reading.pages == ["Peraturan tentang sistem", "dan untuk di"]


def test_a_page_on_its_side_is_read_once_and_the_next_one_as_it_stands(reader: Callable[..., Reader]) -> None:
    used = reader()
    go(pdf(page(DECREE * 2).rotate(90, expand=True), page(DECREE * 2)))
    assert [layout for _, layout in used.asked] == [1, 3]


def test_pages_are_read_at_the_same_time_from_when_processors_are_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    together = threading.Barrier(2)
    shares = iter((1, 1))
    began: list[int] = []
    seen: list[int] = []

    def read_page(picture: Picture, layout: int) -> Recognised:
        began.append(picture.height)
        if picture.height == 1400:
            time.sleep(0.05)  # long enough for another page to begin that must not
            seen.extend(began)
        else:
            together.wait(timeout=60)
        return Recognised(f"kata yang dan di dengan {picture.height}")

    monkeypatch.setattr(ocr, "recogniser", lambda engine, *, picture: read_page)
    pages = [page().resize((1000, height)) for height in (1400, 1500, 1600, 1700, 1800)]
    data = pdf(*pages)
    reading = reading_of(data, "a.pdf")
    program = Engine("tesseract", "ind", program="/bin/true")
    recognise(
        BinarySource(data=data),
        reading,
        program,
        mode=OcrMode.ALWAYS,
        budget=OcrBudget(),
        identified=lambda pages: True,
        share=lambda: next(shares, 2),
    )
    assert seen == [1400]
    heights = [int(text.rpartition(" ")[2]) for text in reading.pages]
    assert heights == sorted(heights)
    assert len(heights) == 5


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
    engine = ocr_engines._find_program()
    assert (engine.language if engine else None) == language
    if engine is not None:
        assert engine.program == str(tmp_path / "tesseract")


def test_without_program_and_module_there_is_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(ocr_engines, "find_spec", lambda name: None)
    ocr_engines.find_engine.cache_clear()
    assert ocr_engines.find_engine() is None
    ocr_engines.find_engine.cache_clear()


@pytest.mark.samples
def test_a_real_scanned_regulation_is_identified() -> None:
    folder, engine = os.environ.get("SPBE_SAMPLES"), ocr_engines.find_engine()
    if folder is None or engine is None:
        pytest.skip("needs SPBE_SAMPLES and an engine of character recognition")
    source = BinarySource(path=Path(folder) / "permenko-perekonomian-4-2023-spbe-pindaian.pdf")
    reading = read(source, "pindaian.pdf")
    recognise(source, reading, engine, mode=OcrMode.AUTO, budget=OcrBudget(pages=2), identified=lambda pages: True)
    assert "NOMOR 4 TAHUN 2023" in reading.pages[0]
    assert len(reading.pages[1]) > 500


def test_of_a_picture_crowded_with_lines_the_tallest_are_read_in_their_order() -> None:
    assert ocr_engines.tallest([9.0, 20.0, 9.0, 30.0, 9.0], 3) == [0, 1, 3]
    assert ocr_engines.tallest([9.0, 20.0], 3) == [0, 1]
