"""Documents to measure with: many, of several kinds and lengths, the same on every machine.

An invented agency's evidence: regulations with articles, minutes, reports, procedures, plans, screens and scans about
the 47 indicators, under the kinds of names that agencies give. Nothing here is meant to be recognised well or badly;
``benchmarks/recognition.py`` measures that.

    python -m benchmarks.corpus FOLDER COUNT [small]
"""

from __future__ import annotations

import io
import random
import sys
import textwrap
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import docx
import openpyxl
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.catalogue.models import Indicator

MIXED = {"pdf": 56, "docx": 16, "xlsx": 8, "png": 7, "scan": 5, "txt": 4, "zip": 2, "other": 2}
"""Share of each kind of file in a folder like an agency's, in percent."""
TEXT_PDF = {"pdf": 1}
SCANS = {"scan": 1}
SMALL = {"note": 50, "table": 15, "page": 15, "mail": 10, "other": 10}
"""Files of one or two kilobytes, of which a drive may hold a hundred thousand."""

_AGENCY = "Kota Nusa Bahari"
_UNITS = (
    "Dinas Komunikasi dan Informatika",
    "Badan Perencanaan Pembangunan Daerah",
    "Inspektorat",
    "Bagian Organisasi",
    "Badan Kepegawaian dan Pengembangan SDM",
    "Bagian Hukum",
    "Badan Pengelolaan Keuangan dan Aset Daerah",
)
_MONTHS = ("Januari", "Maret", "Mei", "Agustus", "Oktober", "Desember")
_WRITTEN = (
    "Peraturan Wali Kota",
    "Keputusan Sekretaris Daerah",
    "Notulen Rapat",
    "Laporan Pelaksanaan",
    "SOP",
    "Panduan",
)
_SENTENCES = (
    "Pembahasan {topic} dihadiri wakil dari {count} perangkat daerah dan dipimpin oleh {unit}.",
    "Sampai dengan triwulan ini {topic} sudah dilaksanakan di {count} unit kerja; sisanya dijadwalkan tahun depan.",
    "{unit} menyusun jadwal, menunjuk penanggung jawab, dan melaporkan kemajuan setiap bulan.",
    "Hasil pemantauan menunjukkan bahwa data yang digunakan belum seluruhnya mutakhir sehingga perlu diperbaiki.",
    "Anggaran kegiatan dibebankan pada Anggaran Pendapatan dan Belanja Daerah tahun berkenaan.",
    "Kendala yang ditemui adalah keterbatasan tenaga teknis dan perangkat yang sudah berumur lebih dari lima tahun.",
    "Peserta sepakat bahwa {topic} ditinjau kembali sedikitnya satu kali dalam satu tahun.",
    "Rekomendasi: {unit} memperbarui prosedur, melatih petugas, dan menyampaikan laporan kepada Sekretaris Daerah.",
    "Tabel berikut memuat daftar aplikasi, pemilik data, lokasi penyimpanan, serta tanggal pembaruan terakhir.",
    "Integrasi antaraplikasi memakai sistem penghubung layanan dan mengikuti standar pertukaran data yang ditetapkan.",
    "Masyarakat dapat menyampaikan pengaduan, permintaan informasi, dan saran melalui kanal yang disediakan.",
    "Setiap perubahan dicatat beserta alasan, tanggal, dan nama petugas yang melakukannya.",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document before it becomes a file."""

    title: str
    lines: tuple[str, ...]
    name: str
    """File name without extension."""


@cache
def _indicators() -> tuple[Indicator, ...]:
    return load_catalogue().indicators


def paper(number: int, pages: int) -> Paper:
    """The text of document ``number``, about 42 lines a page."""
    chance = random.Random(number)
    indicator = _indicators()[number % len(_indicators())]
    written = chance.choice(_WRITTEN)
    year = chance.choice((2019, 2021, 2022, 2023, 2024))
    unit = chance.choice(_UNITS)
    title = f"{written} tentang {indicator.topic}"
    head = [
        "PEMERINTAH KOTA NUSA BAHARI",
        unit.upper(),
        "",
        title.upper(),
        f"NOMOR {number % 900 + 1} TAHUN {year}",
        "",
    ]
    regulation = written.startswith(("Peraturan", "Keputusan"))
    body: list[str] = []
    article = 0
    while len(head) + len(body) < pages * 42:
        if regulation:
            article += 1
            body += [f"Pasal {article}", ""]
        said = " ".join(
            chance.choice(_SENTENCES).format(topic=indicator.topic, unit=unit, count=chance.randint(3, 40))
            for _ in range(chance.randint(2, 5))
        )
        body += [*textwrap.wrap(said, 88), ""]
    day = f"{chance.randint(1, 28)} {chance.choice(_MONTHS)} {year}"
    body += ["", f"Ditetapkan di Nusa Bahari pada tanggal {day}", "", "ttd"]
    names = (
        f"Indikator{indicator.no}{chance.choice('abcd')}-{written} {indicator.topic} {year}",
        f"{indicator.no}. {written}_{indicator.topic}",
        f"{written} {indicator.topic} {_AGENCY} {year}",
        f"scan{number:05}",
    )
    name = chance.choices(names, weights=(40, 25, 25, 10))[0].replace("/", "-")
    return Paper(title, (*head, *body), f"{name} ({number})")


def _length(number: int) -> int:
    """Pages of a document: most have a few, some have many."""
    return random.Random(number ^ 0x5BE).choices((1, 2, 3, 5, 8, 14, 30), weights=(15, 20, 20, 20, 13, 8, 4))[0]


def _pdf(number: int) -> bytes:
    document = paper(number, _length(number))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(document.title)
    font = "Times-Roman"
    if number % 2:  # office programs embed a part of their font, others refer to a standard one
        font = "Vera"
        pdfmetrics.registerFont(TTFont(font, "Vera.ttf"))
    for start in range(0, len(document.lines), 42):
        text = canvas.beginText(60, 780)
        text.setFont(font, 10, 17)
        for line in document.lines[start : start + 42]:
            text.textLine(line)
        canvas.drawText(text)
        canvas.drawCentredString(300, 30, f"- {start // 42 + 1} -")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _docx(number: int) -> bytes:
    text = paper(number, min(_length(number), 8))
    document = docx.Document()
    document.core_properties.title = text.title
    for line in "\n".join(text.lines).split("\n\n"):
        document.add_paragraph(line.replace("\n", " "))
    table = document.add_table(rows=6, cols=4)
    for row in table.rows:
        for cell in row.cells:
            cell.text = text.title
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _xlsx(number: int) -> bytes:
    text = paper(number, 3)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Daftar")
    sheet.append([text.title])
    for row, line in enumerate(text.lines):
        sheet.append([row, line, number * row, "selesai" if row % 3 else "belum"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def page_picture(lines: Sequence[str], *, dots: int = 200) -> bytes:
    """A page as PNG, in the resolution of an office scanner."""
    scale = dots / 72
    picture = Image.new("L", (round(595 * scale), round(842 * scale)), 255)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(round(10 * scale))
    for row, line in enumerate(lines[:42]):
        pen.text((60 * scale, (45 + row * 17) * scale), line, fill=20, font=font)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def _scan(number: int) -> bytes:
    text = paper(number, 2)
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for start in (0, 42):
        picture = ImageReader(io.BytesIO(page_picture(text.lines[start : start + 42])))
        canvas.drawImage(picture, 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _png(number: int) -> bytes:
    return page_picture(paper(number, 1).lines[:12], dots=96)


def _txt(number: int) -> bytes:
    return "\n".join(paper(number, 2).lines).encode()


def _note(number: int) -> bytes:
    return "\n".join(_few_lines(number)).encode()


def _table(number: int) -> bytes:
    rows = (f"{row};{line};{number + row}" for row, line in enumerate(filter(None, _few_lines(number))))
    return "\n".join(("No;Uraian;Nilai", *rows)).encode()


def _page(number: int) -> bytes:
    lines = _few_lines(number)
    return f"<html><title>{lines[3]}</title><body>{'<br>'.join(lines)}</body></html>".encode()


def _mail(number: int) -> bytes:
    lines = _few_lines(number)
    head = f"From: arsip@contoh.example\nSubject: {lines[3]}\nMIME-Version: 1.0\nContent-Type: text/plain\n\n"
    return (head + "\n".join(lines)).encode()


def _few_lines(number: int) -> list[str]:
    """Head and end of a document, without most of what lies between."""
    lines = paper(number, 1).lines
    return [*lines[:16], *lines[-4:]]


def _zip(number: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for member in (number + 1, number + 2):
            stamp = zipfile.ZipInfo(f"{paper(member, 1).name}.pdf", (2024, 1, 1, 0, 0, 0))
            archive.writestr(stamp, _pdf(member))
    return target.getvalue()


def _other(number: int) -> bytes:
    return f'{{"url": "https://drive.example/{number}", "doc_id": "{number}"}}'.encode()


_WRITERS = {
    "pdf": (_pdf, "pdf"),
    "docx": (_docx, "docx"),
    "xlsx": (_xlsx, "xlsx"),
    "png": (_png, "png"),
    "scan": (_scan, "pdf"),
    "txt": (_txt, "txt"),
    "note": (_note, "txt"),
    "table": (_table, "csv"),
    "page": (_page, "html"),
    "mail": (_mail, "eml"),
    "zip": (_zip, "zip"),
    "other": (_other, "gdoc"),
}


def _write(folder: Path, plan: Sequence[tuple[int, str]]) -> None:
    for number, kind in plan:
        writer, extension = _WRITERS[kind]
        place = folder / f"{_UNITS[number % len(_UNITS)]}" / f"Indikator {number % 47 + 1:02}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{paper(number, 1).name}.{extension}").write_bytes(writer(number))


def _plan(count: int, mix: dict[str, int]) -> Iterator[tuple[int, str]]:
    kinds = random.Random(count).choices(list(mix), weights=list(mix.values()), k=count)
    yield from enumerate(kinds)


def build(folder: Path, count: int, mix: dict[str, int] | None = None) -> Path:
    """Write ``count`` documents below ``folder`` in subfolders per unit and indicator; returns ``folder``."""
    plan = list(_plan(count, mix or MIXED))
    chunks = [plan[start : start + 50] for start in range(0, count, 50)]
    with ProcessPoolExecutor() as pool:
        list(pool.map(partial(_write, folder), chunks))
    return folder


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]), SMALL if "small" in sys.argv[3:] else None)
