"""Which lines of a page are its title: what speaks for a line, what is none, and which lines belong together."""

from __future__ import annotations

import pytest

from spbe_checklist.facts.facts import TextLine
from spbe_checklist.reading.identity.headline import headline
from spbe_checklist.reading.identity.layout import placed_rows

Line = tuple[float, float, float, float, str]
"""Left, top, right and bottom edge as shares of the page, and the text."""


def title(*lines: Line, pages: int = 1, full: bool = False) -> str | None:
    """The title that those lines have on the first page, or on each; ``full`` where much text follows."""
    text = "Uraian kegiatan ini berjalan baik."
    rows = []
    for page in range(pages):
        body = [(0.1, 0.6 + 0.02 * number, 0.5, 0.61 + 0.02 * number, text) for number in range(15 if full else 4)]
        here = [*lines, *body] if page == pages - 1 else body
        rows += placed_rows(TextLine(words, page, *edges) for *edges, words in here)
    return headline(rows)


PLAIN: Line = (0.12, 0.1, 0.4, 0.12, "Jaringan kota")


@pytest.mark.parametrize(
    ("upper", "lower", "found"),
    [
        (PLAIN, (0.12, 0.25, 0.4, 0.27, "Layanan kota"), "Jaringan kota"),
        (PLAIN, (0.3, 0.25, 0.7, 0.27, "Layanan kota"), "Layanan kota"),
        (PLAIN, (0.05, 0.25, 0.95, 0.27, "Layanan kota"), "Jaringan kota"),
        (PLAIN, (0.12, 0.25, 0.4, 0.27, "LAYANAN KOTA"), "LAYANAN KOTA"),
        ((0.12, 0.1, 0.4, 0.115, "Jaringan kota"), (0.12, 0.25, 0.4, 0.27, "Layanan kota"), "Layanan kota"),
        (PLAIN, (0.12, 0.25, 0.4, 0.27, "Laporan kota"), "Laporan kota"),
        ((0.12, 0.1, 0.4, 0.12, "Jaringan kota."), (0.12, 0.25, 0.4, 0.27, "Layanan kota"), "Layanan kota"),
        ((0.12, 0.1, 0.4, 0.12, "jaringan kota"), (0.12, 0.25, 0.4, 0.27, "Layanan kota"), "Layanan kota"),
        ((0.12, 0.1, 0.4, 0.12, "Jaringan"), (0.12, 0.25, 0.4, 0.27, "Layanan kota"), "Layanan kota"),
        ((0.12, 0.1, 0.4, 0.12, "Laporan kota"), (0.3, 0.25, 0.7, 0.27, "Profil kota"), "Laporan kota"),
        ((0.12, 0.1, 0.4, 0.11, "Laporan kota"), (0.3, 0.25, 0.7, 0.27, "Profil kota"), "Profil kota"),
    ],
    ids=[
        "higher", "centred", "as wide as the page", "capitals", "larger", "names its kind", "sentence", "small letter",
        "one word", "kind further up", "far less",
    ],
)  # fmt: skip
def test_what_speaks_for_a_line(upper: Line, lower: Line, found: str) -> None:
    assert title(upper, lower) == found


WORDS = "Laporan ini memuat uraian kegiatan tim pada tahun yang lalu dan rencana berikutnya"


@pytest.mark.parametrize(
    ("text", "bottom", "found"),
    [
        ("PROFIL KOTA", 0.12, True),
        ("12.345.678.901 PT", 0.12, False),
        ("JARINGAN KOTA .......... 3", 0.12, False),
        ("JALAN JARINGAN KOTA", 0.12, False),
        ("Jaringan : KOTA CONTOH", 0.12, False),
        ("KATA PENGANTAR", 0.12, False),
        ("TAHUN 2023", 0.12, False),
        ("DINAS JARINGAN KOTA", 0.12, False),
        (WORDS, 0.11, True),
        (f"{WORDS} ini", 0.11, True),
        (f"{WORDS} ini juga", 0.11, False),
        (f"{WORDS} ini juga".upper(), 0.11, True),
        (f"{WORDS} ini juga", 0.115, True),
    ],
)
def test_what_is_no_title(text: str, bottom: float, found: bool) -> None:
    assert title((0.2, 0.1, 0.8, bottom, text)) == (text if found else None)


@pytest.mark.parametrize(
    ("upper", "lower", "joined"),
    [
        ("LAPORAN AKHIR KEGIATAN", (0.3, 0.125, 0.7, 0.145, "JARINGAN INTRA"), True),
        ("LAPORAN AKHIR KEGIATAN", (0.3, 0.150, 0.7, 0.170, "JARINGAN INTRA"), True),
        ("LAPORAN AKHIR KEGIATAN", (0.3, 0.155, 0.7, 0.175, "JARINGAN INTRA"), False),
        ("LAPORAN AKHIR KEGIATAN", (0.3, 0.109, 0.7, 0.133, "JARINGAN INTRA"), True),
        ("LAPORAN AKHIR KEGIATAN", (0.3, 0.125, 0.7, 0.139, "JARINGAN INTRA"), False),
        ("LAPORAN AKHIR KEGIATAN", (0.3, 0.125, 0.7, 0.145, "Jaringan Intra"), False),
        ("LAPORAN AKHIR KEGIATAN DAN", (0.3, 0.125, 0.7, 0.145, "Jaringan Intra"), True),
        ("LAPORAN AKHIR KEGIATAN", (0.3, 0.125, 0.7, 0.145, "DINAS CONTOH"), False),
        ("LAPORAN AKHIR KEGIATAN DI", (0.3, 0.125, 0.7, 0.145, "DINAS CONTOH"), True),
        ("LAPORAN AKHIR KEGIATAN", (0.3, 0.125, 0.7, 0.145, "DAFTAR ISI"), False),
        ("LAPORAN AKHIR KEGIATAN", (0.3, 0.150, 0.7, 0.160, "Tahun 2023"), True),
    ],
)
def test_which_lines_belong_together(upper: str, lower: Line, joined: bool) -> None:
    found = title((0.3, 0.1, 0.7, 0.12, upper), lower, full=True)
    assert found == (f"{upper} {lower[-1]}" if joined else upper)


@pytest.mark.parametrize(("cells", "found"), [(4, "Isi 2"), (5, None)])
def test_a_row_of_many_cells_is_a_table(cells: int, found: str | None) -> None:
    row = [(0.1 + 0.15 * number, 0.1, 0.2 + 0.15 * number, 0.14, f"Isi {number}") for number in range(cells)]
    assert title(*row) == found


@pytest.mark.parametrize(("full", "found"), [(False, "PROFIL KOTA"), (True, None)])
def test_a_title_behind_a_full_page_is_that_of_a_part(full: bool, found: str | None) -> None:
    assert title((0.3, 0.1, 0.7, 0.12, "PROFIL KOTA"), pages=2, full=full) == found


ABOVE: Line = (0.3, 0.1, 0.7, 0.12, "LAPORAN AKHIR")
PERIOD: Line = (0.3, 0.17, 0.7, 0.185, "Tahun 2023")
TABLE = [(0.1 + 0.15 * number, 0.05, 0.2 + 0.15 * number, 0.06, "Isi") for number in range(5)]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([*TABLE, ABOVE], "LAPORAN AKHIR"),
        ([(0.05, 0.1, 0.15, 0.12, "12.345"), ABOVE], "LAPORAN AKHIR"),
        ([(0.3, 0.07, 0.7, 0.09, "DINAS CONTOH"), ABOVE], "LAPORAN AKHIR"),
        ([ABOVE, (0.75, 0.13, 0.95, 0.15, "LEMBAR SATU"), PERIOD], "LAPORAN AKHIR Tahun 2023"),
        ([ABOVE, (0.3, 0.13, 0.7, 0.14, "DAFTAR ISI"), PERIOD], "LAPORAN AKHIR"),
    ],
    ids=["below a table", "beside a number", "below an office", "past what stands beside", "not past a part"],
)  # fmt: skip
def test_what_surrounds_a_title(lines: list[Line], found: str) -> None:
    assert title(*lines) == found


def test_what_goes_on_is_measured_from_the_last_line() -> None:
    second, third = (0.3, 0.125, 0.7, 0.145, "JARINGAN INTRA"), (0.3, 0.155, 0.7, 0.175, "SELURUH KOTA")
    assert title(ABOVE, second, third, full=True) == "LAPORAN AKHIR JARINGAN INTRA SELURUH KOTA"
    second, third = (0.3, 0.15, 0.7, 0.165, "Jaringan Intra"), (0.3, 0.17, 0.7, 0.185, "Seluruh Kota")
    period = (0.3, 0.26, 0.7, 0.27, "Tahun 2023")
    assert title(ABOVE, second, third, period) == "LAPORAN AKHIR Jaringan Intra Seluruh Kota Tahun 2023"
