"""Titles as a person reads them on the page: joined lines, covers, tables, running lines, forewords, capitals."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from spbe_checklist.facts.facts import Identity, Reading, TextLine, TextState
from spbe_checklist.reading.identity.capitals import restored
from spbe_checklist.reading.identity.headline import headline
from spbe_checklist.reading.identity.identify import identify
from spbe_checklist.reading.identity.layout import placed_rows
from spbe_checklist.reading.identity.titles import running_title
from spbe_checklist.reading.readers import read
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits


def pdf(*pages: list[tuple[float, float, float, str]]) -> Identity:
    """Identity of a PDF: per page its texts with place from the left and the top in points and size; x 0 is centred."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for page in pages:
        for x, y, size, text in page:
            canvas.setFont("Helvetica", size)
            if x:
                canvas.drawString(x, A4[1] - y, text)
            else:
                canvas.drawCentredString(A4[0] / 2, A4[1] - y, text)
        canvas.showPage()
    canvas.save()
    return identify(read(BinarySource(data=stream.getvalue()), "a.pdf", ReadLimits()), "a.pdf")


def text(content: str) -> Identity:
    return identify(Reading("pdf", text=TextState.ADA, pages=content.split("\f")), "a.pdf")


BODY = [
    (60, 300 + 16 * number, 11, "Uraian kegiatan disampaikan dalam bagian ini secara lengkap.") for number in range(9)
]


def test_a_cover_in_title_case_joins_its_lines_and_leaves_the_office() -> None:
    identity = pdf(
        [
            (0, 90, 14, "PEMERINTAH KOTA CONTOH"),
            (0, 280, 26, "Panduan Penggunaan"),
            (0, 315, 26, "Aplikasi Persuratan"),
            (0, 700, 13, "DINAS KOMUNIKASI DAN INFORMATIKA"),
            (0, 720, 13, "KOTA CONTOH"),
        ],
        [(0, 60, 13, "DAFTAR ISI"), (60, 90, 11, "1. Pendahuluan " + "." * 60 + " 1"), *BODY],
    )
    assert identity.full_title == "Panduan Penggunaan Aplikasi Persuratan"


def test_a_title_drawn_last_is_read_where_it_stands() -> None:
    table = [(60 + 120 * column, 200 + 20 * row, 9, f"Isi {row} {column}") for row in range(12) for column in range(4)]
    identity = pdf([*table, (0, 60, 14, "REGISTER PERMOHONAN AKSES"), (0, 80, 14, "PUSAT DATA TERPADU")])
    assert identity.full_title == "Register Permohonan Akses Pusat Data Terpadu"


def test_labels_and_values_meet_in_the_cells_of_an_sop() -> None:
    identity = pdf(
        [
            (300, 80, 9, "Nomor SOP"),
            (300, 100, 9, "Tanggal Efektif"),
            (300, 120, 9, "Nama SOP"),
            (60, 140, 9, "Dasar Hukum"),
            (300, 160, 9, "Kualifikasi Pelaksana"),
            *BODY,
            (60, 80, 12, "DINAS CONTOH"),
            (400, 80, 9, ": 12/SOP/DISKOM/2024"),
            (400, 100, 9, ": 2 Januari 2024"),
            (400, 120, 9, ": Pencadangan Data dan"),
            (405, 132, 9, "Pemulihan Layanan"),
        ]
    )
    assert identity.number == "12/SOP/DISKOM/2024"
    assert identity.title == "Pencadangan Data dan Pemulihan Layanan"
    assert str(identity.dated) == "2024-01-02"


def test_the_subject_of_a_letter_runs_over_lines_and_ends_before_the_addressee() -> None:
    identity = pdf(
        [
            (60, 60, 11, "Nomor"), (130, 60, 11, ": 005/7/2024"), (400, 60, 11, "Kotabaru, 1 Agustus 2024"),
            (60, 76, 11, "Sifat"), (130, 76, 11, ": Biasa"),
            (60, 92, 11, "Hal"), (130, 92, 11, ": Undangan Evaluasi Layanan dan"),
            (136, 108, 11, "Penyusunan Rencana Tindak"),
            (60, 140, 11, "Yth. Kepala Dinas"),
            *BODY,
        ]
    )  # fmt: skip
    assert identity.subject_line == "Undangan Evaluasi Layanan dan Penyusunan Rencana Tindak"
    assert str(identity.dated) == "2024-08-01"


def test_a_label_beside_the_title_of_a_decree_is_not_in_it() -> None:
    identity = pdf(
        [
            (0, 60, 13, "KEPUTUSAN WALI KOTA CONTOH"),
            (0, 78, 13, "NOMOR 188/12/2024"),
            (0, 96, 13, "TENTANG"),
            (0, 114, 13, "TIM KOORDINASI PENYELENGGARAAN"),
            (60, 170, 12, "Menimbang"),
            (60, 250, 12, "Mengingat"),
            (0, 132, 13, "PUSAT DATA DAERAH"),
            (0, 150, 13, "WALI KOTA CONTOH,"),
            (150, 170, 12, ": a. bahwa untuk mengatur pusat data perlu dibentuk tim;"),
        ]
    )
    assert identity.title == "TIM KOORDINASI PENYELENGGARAAN PUSAT DATA DAERAH"
    assert identity.full_title == "Keputusan Wali Kota Contoh tentang Tim Koordinasi Penyelenggaraan Pusat Data Daerah"


@pytest.mark.parametrize("office", ["DINAS PERHUBUNGAN", "DINAS PERHUBUNGAN KOTA CONTOH"])
def test_a_paper_of_one_year_is_named_with_its_office(office: str) -> None:
    identity = pdf(
        [
            (0, 60, 12, "PEMERINTAH KOTA CONTOH"),
            (0, 76, 12, office),
            (0, 120, 16, "LAPORAN KINERJA"),
            (0, 140, 16, "TAHUN 2024"),
            *BODY,
        ]
    )
    assert identity.title == "LAPORAN KINERJA TAHUN 2024"
    assert identity.full_title == "Laporan Kinerja Tahun 2024, Dinas Perhubungan Kota Contoh"


RUNNING = [
    f"Panduan Pencadangan Basis Data Hal {page}\nUraian bagian {page} menjelaskan langkah kerja." for page in "1234"
]
FOREWORD = "KATA PENGANTAR\nPuji syukur kami panjatkan sehingga {} ini dapat diselesaikan dengan baik."


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("\f".join(RUNNING), "Panduan Pencadangan Basis Data"),
        (FOREWORD.format("Laporan Monitoring Jaringan Tahun 2024"), "Laporan Monitoring Jaringan Tahun 2024"),
        ("DAFTAR ISI\nBAB I PENDAHULUAN " + "." * 30 + " 1\nBAB II ISI " + "." * 30 + " 2", None),
    ],
    ids=["running-line", "foreword", "contents-only"],
)  # fmt: skip
def test_titles_from_elsewhere(content: str, title: str | None) -> None:
    found = text(content)
    assert found.title == title


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        ("PANDUAN PENCADANGAN DATA SELURUH DINAS", "PANDUAN PENCADANGAN DATA SELURUH DINAS"),
        ("PANDUAN", "Panduan Pencadangan Basis Data"),
    ],
)
def test_a_running_line_names_what_the_cover_leaves_open(cover: str, title: str) -> None:
    assert text("\f".join([cover, *RUNNING])).title == title


def test_a_running_line_stands_on_most_pages() -> None:
    assert running_title([*RUNNING[:3], "Lampiran."]) == "Panduan Pencadangan Basis Data"
    assert running_title([*RUNNING[:2], "Lampiran.", "Lampiran."]) is None


@pytest.mark.parametrize(
    ("capitals", "written"),
    [
        ("RENCANA INDUK SPBE DAN TIK DI KOTA CONTOH", "Rencana Induk SPBE dan TIK di Kota Contoh"),
        ("PANDUAN INSIDEN (MALWARE)", "Panduan Insiden (MALWARE)"),
        ("LAMPIRAN II APBD", "Lampiran II APBD"),
        ("Laporan yang sudah ditulis BIASA", "Laporan yang sudah ditulis BIASA"),
        ("MENTERI DALAM NEGERI", "Menteri Dalam Negeri"),
        ("PERATURAN DALAM PELAKSANAAN", "Peraturan dalam Pelaksanaan"),
    ],
)
def test_capitals_are_put_right(capitals: str, written: str) -> None:
    assert restored(capitals) == written


@given(st.text(max_size=80))
def test_restoring_changes_only_capitals(value: str) -> None:
    assert restored(value).casefold() == value.casefold()


places = st.floats(0, 1, allow_nan=False)
lines = st.builds(
    TextLine,
    st.text(alphabet=st.sampled_from("LAPORAN Nomor SOP:. 12\t-"), min_size=1, max_size=30),
    st.integers(0, 3), places, places, places, places,
)  # fmt: skip


@given(st.lists(lines, max_size=25))
def test_any_layout_gives_an_identity(found: list[TextLine]) -> None:
    """Boxes come from files: they may overlap, be empty, or stand upside down."""
    reading = Reading("pdf", text=TextState.ADA, pages=["a\nb", "c", "", "d"], lines=found)
    identity = identify(reading, "a.pdf")
    assert identity.title is None or identity.title.strip()


@given(st.permutations(range(6)))
def test_the_order_of_drawing_does_not_matter(order: list[int]) -> None:
    parts = [
        TextLine("LAPORAN PEMELIHARAAN", 0, 0.3, 0.10, 0.7, 0.12),
        TextLine("JARINGAN INTRA", 0, 0.35, 0.125, 0.65, 0.145),
        TextLine("Uraian", 0, 0.1, 0.3, 0.2, 0.315),
        TextLine("kegiatan", 0, 0.21, 0.3, 0.3, 0.315),
        TextLine("berjalan baik", 0, 0.1, 0.32, 0.3, 0.335),
        TextLine("setiap bulan", 0, 0.1, 0.34, 0.3, 0.355),
    ]
    reading = Reading("pdf", text=TextState.ADA, pages=["teks"], lines=[parts[number] for number in order])
    assert identify(reading, "a.pdf").title == "LAPORAN PEMELIHARAAN JARINGAN INTRA"


def page(*lines: tuple[float, float, float, float, str]) -> Identity:
    """Identity of a page: per line its left, top, right and bottom edge (shares of the page) and its text."""
    placed = [TextLine(words, 0, *edges) for *edges, words in lines]
    return identify(Reading("pdf", text=TextState.ADA, pages=["teks"], lines=placed), "a.pdf")


@pytest.mark.parametrize(
    ("below", "title"),
    [
        ((0.35, 0.125, 0.65, 0.145, "JARINGAN INTRA"), "LAPORAN AKHIR JARINGAN INTRA"),
        ((0.30, 0.125, 0.90, 0.145, "JARINGAN INTRA KOTA"), "LAPORAN AKHIR JARINGAN INTRA KOTA"),
        ((0.72, 0.125, 0.92, 0.145, "LEMBAR KERJA"), "LAPORAN AKHIR"),
        ((0.20, 0.150, 0.80, 0.165, "Jaringan Intra Kota"), "LAPORAN AKHIR Jaringan Intra Kota"),
        ((0.70, 0.150, 0.90, 0.165, "Jaringan Intra Kota"), "LAPORAN AKHIR"),
        ((0.30, 0.230, 0.70, 0.245, "Jaringan Intra Kota"), "LAPORAN AKHIR"),
        ((0.30, 0.122, 0.70, 0.142, "DINAS CONTOH"), "LAPORAN AKHIR"),
        ((0.30, 0.122, 0.70, 0.142, "DAFTAR ISI"), "LAPORAN AKHIR"),
        ((0.30, 0.150, 0.70, 0.165, "Tahun 2023"), "LAPORAN AKHIR Tahun 2023"),
    ],
    ids=["centred", "left edges", "beside", "subtitle", "beside it", "far below", "office", "part", "period"],
)
def test_a_title_goes_on_in_what_stands_below_it(below: tuple[float, float, float, float, str], title: str) -> None:
    assert page((0.3, 0.1, 0.7, 0.12, "LAPORAN AKHIR"), below).title == title


@pytest.mark.parametrize(
    ("below", "text", "title"),
    [
        ((0.2, 0.15, 0.8, 0.168, "Jaringan Intra Kota"), "Isi", "LAPORAN AKHIR KEGIATAN Jaringan Intra Kota"),
        ((0.2, 0.15, 0.8, 0.165, "Jaringan Intra Kota"), "Isi", "LAPORAN AKHIR KEGIATAN"),
        ((0.2, 0.15, 0.8, 0.168, "Jaringan Intra Kota."), "Isi", "LAPORAN AKHIR KEGIATAN"),
        ((0.2, 0.15, 0.8, 0.168, "Jaringan Intra Kota"), "Uraian kegiatan. " * 30, "LAPORAN AKHIR KEGIATAN"),
    ],
    ids=["subtitle", "small", "sentence", "no cover"],
)
def test_a_cover_has_a_subtitle(below: tuple[float, float, float, float, str], text: str, title: str) -> None:
    assert page((0.3, 0.1, 0.7, 0.12, "LAPORAN AKHIR KEGIATAN"), below, (0.1, 0.5, 0.9, 0.51, text)).title == title


@pytest.mark.parametrize(("top", "title"), [(0.1, "Laporan evaluasi layanan"), (0.3, None)])
def test_a_line_like_any_other_is_a_title_only_high_up(top: float, title: str | None) -> None:
    lines = [TextLine("Laporan evaluasi layanan", 0, 0.1, top, 0.4, top + 0.02)]
    lines += [TextLine("dan uraian kegiatan.", 0, 0.1, 0.4 + step, 0.4, 0.42 + step) for step in (0, 0.025, 0.05)]
    assert headline(list(placed_rows(lines))) == title


VALUE = (0.65, 0.1, 0.85, 0.11, ": Pencadangan Data")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([VALUE, (0.65, 0.112, 0.80, 0.122, "Layanan")], "Pencadangan Data Layanan"),
        ([VALUE, (0.72, 0.112, 0.80, 0.122, "Layanan")], "Pencadangan Data Layanan"),
        ([VALUE, (0.65, 0.112, 0.8, 0.122, "dan"), (0.65, 0.124, 0.8, 0.134, "Kota")], "Pencadangan Data dan Kota"),
        ([VALUE, (0.10, 0.112, 0.30, 0.122, "Layanan")], "Pencadangan Data"),
        ([VALUE, (0.65, 0.125, 0.80, 0.135, "Layanan")], "Pencadangan Data"),
        ([VALUE, (0.50, 0.112, 0.60, 0.122, "Unit"), (0.65, 0.112, 0.80, 0.122, "Layanan")], "Pencadangan Data"),
    ],
    ids=["at its edge", "in its middle", "two lines", "elsewhere", "apart", "behind another label"],
)  # fmt: skip
def test_a_value_goes_on_right_below_it(lines: list[tuple[float, float, float, float, str]], title: str) -> None:
    assert page((0.5, 0.1, 0.62, 0.11, "Nama SOP"), *lines).title == title


@pytest.mark.parametrize(
    ("left", "top", "found"), [(0.5, 0.112, True), (0.6, 0.112, True), (0.3, 0.112, False), (0.5, 0.125, False)]
)
def test_the_value_of_a_lone_label_stands_right_below_it(left: float, top: float, found: bool) -> None:
    head, label = (0.3, 0.02, 0.7, 0.05, "STANDAR LAYANAN KOTA"), (0.5, 0.1, 0.62, 0.11, "Nama SOP")
    identity = page(head, label, (left, top, left + 0.2, top + 0.01, "Pencadangan Data"))
    assert identity.title == ("Pencadangan Data" if found else "STANDAR LAYANAN KOTA")


@pytest.mark.parametrize(("left", "title"), [(0.58, "Pencadangan Data Layanan"), (0.5, "Pencadangan Data")])
def test_a_value_in_the_cell_of_its_label_goes_on_indented(left: float, title: str) -> None:
    label = (0.5, 0.1, 0.85, 0.11, "Nama SOP : Pencadangan Data")
    assert page(label, (left, 0.112, left + 0.1, 0.122, "Layanan")).title == title


def screen(*lines: tuple[float, float, float, str]) -> Identity:
    """Identity of a screenshot: per line its left edge, its top, its height (shares of the screen) and its text."""
    cells = [TextLine(words, 0, left, top, left + 0.012 * len(words), top + high) for left, top, high, words in lines]
    reading = Reading("png", text=TextState.OCR, pages=["\n".join(words for *_, words in lines)], lines=cells)
    return identify(reading, "layar.png")


MENU = [
    (0.1 + 0.15 * number, 0.10, 0.02, word)
    for number, word in enumerate(["Profil", "Berita", "Unduhan", "Kontak", "Login"])
]
HEADING = (0.3, 0.2, 0.04, "Daftar Surat Masuk")
LARGE_MENU = [(0.02 + 0.24 * number, 0.15, 0.06, f"{word} Kota") for number, (*_, word) in enumerate(MENU[:4])]
FORM_FIELDS = [(0.1, 0.4 + 0.04 * number, 0.02, f"Isian nomor {number}") for number in range(8)]


def bar(address: str) -> tuple[float, float, float, str]:
    return (0.1, 0.02, 0.02, address)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([bar("Not secure | arsip.contohkota.go.id/home"), *MENU], "Beranda arsip.contohkota.go.id"),
        ([bar("https://arsip.contohkota.go.id/data/7"), *MENU], "arsip.contohkota.go.id"),
        ([bar("arsip.contohkota.go.id/surat"), *MENU, HEADING], "Daftar Surat Masuk (arsip.contohkota.go.id)"),
        ([*MENU, (0.4, 0.3, 0.09, "SIARSIP")], "Aplikasi SIARSIP"),
        ([*MENU, (0.4, 0.3, 0.05, "Selamat Datang"), HEADING], "Daftar Surat Masuk"),
        ([*MENU, (0.5, 0.15, 0.06, "Senin, 4 Maret 2024"), HEADING], "Daftar Surat Masuk"),
        ([*LARGE_MENU, HEADING], "Daftar Surat Masuk"),
        ([*LARGE_MENU[:3], HEADING], "Profil Kota"),
        ([*MENU, HEADING, (0.3, 0.9, 0.02, "info@arsip.contohkota.go.id")], "Daftar Surat Masuk"),
    ],
    ids=["home", "page", "heading", "application", "greeting", "date", "large menu", "no menu", "footer"],
)  # fmt: skip
def test_what_a_screenshot_calls_itself(lines: list[tuple[float, float, float, str]], title: str) -> None:
    assert screen(*lines, *FORM_FIELDS).title == title


def test_the_photograph_of_a_letter_keeps_its_subject() -> None:
    lines = [
        "Nomor : 005/7/2024",
        "Sifat : Biasa",
        "Hal : Hasil Evaluasi",
        "Kepada Yth. Kepala Dinas",
        "Isi surat ini.",
    ]
    identity = screen(*((0.1, 0.1 + 0.05 * number, 0.02, line) for number, line in enumerate(lines)))
    assert identity.full_title == "Surat perihal Hasil Evaluasi"


@pytest.mark.parametrize(
    ("content", "year"),
    [
        ("PANDUAN PENCADANGAN DATA\nT.A 2023\nDINAS CONTOH", 2023),
        ("PANDUAN PENCADANGAN DATA\n2023", 2023),
        ("PANDUAN PENCADANGAN DATA\fKATA PENGANTAR\nKotabaru, Maret 2023", 2023),
        ("NERACA PER 31 DESEMBER 2023 DAN 2022\nKas", 2023),
        ("PANDUAN PENCADANGAN DATA\nSejak tahun 2019 layanan ini dipakai.", None),
    ],
)
def test_the_year_of_a_paper_without_a_date(content: str, year: int | None) -> None:
    assert text(content).year == year


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("", "SOP PENCADANGAN DATA LAYANAN"),
        ("N N", "SOP PENCADANGAN DATA LAYANAN"),
        ("Pencadangan Data Seluruh Layanan Kota", None),
    ],
    ids=["unread", "garbled", "read"],
)
def test_an_sop_whose_form_is_unreadable_is_named_by_its_steps(name: str, title: str | None) -> None:
    form = f"DINAS CONTOH\nNomor SOP : 4 ISOP/DISKOM/2024\nNama SOP : {name}\nKualifikasi Pelaksana"
    found = text(f"{form}\f{title or 'LANGKAH'}\nPelaksana")
    assert found.title == (title or name)
    assert found.number == "4/SOP/DISKOM/2024"
