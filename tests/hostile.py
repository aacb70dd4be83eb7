"""A folder as hostile as a folder can be: names and contents that broke other tools, made by this script.

Nothing harmful is stored in the project; bombs and loops are built where the tests run. Names that a file system does
not take (Windows refuses most of them) are left out there.
"""

from __future__ import annotations

import os
import unicodedata
from contextlib import suppress
from pathlib import Path

from tests.reading import built

TEXT = "NOTULEN RAPAT\nPembahasan layanan pusat data\nHari/tanggal: Senin, 6 Mei 2024\nPimpinan rapat: Sekretaris\n"

PERSONAL = "3271046504930002"
"""Looks like the number of a person's identity card; invented."""

NAMES: tuple[bytes, ...] = (
    b"\x1b[31mIndikator 16 merah\x1b[0m.txt",
    b"\x1b]0;judul jendela\x07.txt",
    b"\x1b]8;;https://contoh.invalid\x1b\\tautan\x1b]8;;\x1b\\.txt",
    b"\x9b31mC1.txt",
    b"baris\n::error file=a.txt::palsu.txt",
    b"kembali\r::warning::palsu.txt",
    b"tab\there.txt",
    b"SK SPBE [revisi].txt",
    b"[bold red]Indikator 17[/bold red] [/].txt",
    b"Rapat :thumbsup: 1.txt",
    b"=cmd|' calc'!A0.txt",
    b"+1+1.txt",
    b"-2-2.txt",
    b"@SUM(A1).txt",
    b"--help.txt",
    "laporan\u202efdp.txt".encode(),
    "nol\u200blebar\ufeff.txt".encode(),
    "baris\u2028pisah\u2029.txt".encode(),
    unicodedata.normalize("NFD", "Évaluasi é.txt").encode(),
    unicodedata.normalize("NFC", "Évaluasi é.txt").encode(),
    "emoji 👩\u200d💻 ✓.txt".encode(),
    "体裁 文書.txt".encode(),
    b"Perwali \xff\xfe bukan UTF-8.txt",
    b"terpotong \xe2\x82.txt",
    b"a" * 251 + b".txt",
    ("é" * 125 + ".txt").encode(),
    b"<script>alert(1)</script>.txt",
    b"<img src=x onerror=alert(1)>.txt",
    b'" onmouseover="alert(1).txt',
    b"{{7*7}} {% x %} ${x} %s %d.txt",
    b"`rm` $(rm) ; rm | & .txt",
    b"]]> &amp; &#27; &lt;.txt",
    b"javascript:alert(1).txt",
    b"C:\\Windows\\x.txt",
    b"titik dua!.txt",
    b"arsip.zip!.txt",
    b"...txt",
    b" spasi di depan.txt",
    b"spasi di belakang.txt ",
    b"CON.txt",
    b"ekstensi." + b"x" * 200,
    b"tanpa ekstensi",
    b"dir[/x].txt",
)
"""File names; ``/`` makes a folder."""

_ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + ']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
)
_OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def contents() -> dict[str, bytes | str]:
    """Broken, locked, mislabelled and overflowing documents by path."""
    whole_pdf = built.pdf(["Laporan pusat data 2023\nDitetapkan di Nusa Bahari pada tanggal 3 Mei 2023"] * 3)
    whole_docx = built.docx(["Notulen rapat pusat data", "Tanggal 3 Mei 2024"])
    whole_xlsx = built.xlsx({"Daftar": [["Nomor", "Uraian"], [1, "=cmd|' /C calc'!A0"], [2, "\x0bx".strip("\x0b")]]})
    nested = built.archive({"isi.txt": TEXT})
    for depth in range(6):
        nested = built.archive({f"lapis{depth}.zip": nested})
    return {
        "isi/kosong.pdf": b"",
        "isi/kosong.docx": b"",
        "isi/kosong.zip": b"",
        "isi/terpotong.pdf": whole_pdf[: len(whole_pdf) // 2],
        "isi/terpotong.docx": whole_docx[: len(whole_docx) // 2],
        "isi/terpotong.xlsx": whole_xlsx[:-200],
        "isi/terpotong.zip": built.archive({"a.txt": TEXT * 50})[:-30],
        "isi/akhir kosong.pdf": whole_pdf[: len(whole_pdf) // 2] + bytes(len(whole_pdf) // 2),
        "isi/terkunci.pdf": built.locked_pdf(),
        "isi/terkunci.docx": built.ole({"EncryptedPackage": b"x" * 100, "EncryptionInfo": b"y" * 100}),
        "isi/terkunci.doc": built.doc("rahasia", encrypted=True),
        "isi/terkunci.zip": built.with_flag_encrypted(built.archive({"a.txt": TEXT})),
        "isi/sebenarnya html.pdf": "<html><body>Sesi Anda habis, silakan masuk</body></html>",
        "isi/sebenarnya png.docx": built.picture("PNG"),
        "isi/ganda.docx.pdf": whole_docx,
        "isi/foto.jpg.jpg": built.picture("JPEG"),
        "isi/bom.xlsx": built.archive({"[Content_Types].xml": _TYPES, "xl/workbook.xml": bytes(60_000_000)}),
        "isi/bom.zip": built.archive({"besar.txt": bytes(60_000_000)}),
        "isi/bohong.zip": built.lying_zip("a.txt", b"A" * 5_000_000, 10),
        "isi/berlapis.zip": nested,
        "isi/naik.zip": built.archive(
            {"../../luar.txt": TEXT, "/mutlak.txt": TEXT, "a\\b.txt": TEXT, "\x1b[2J.txt": TEXT}
        ),
        "isi/banyak.zip": built.archive({f"{number}.txt": b"x" for number in range(300)}),
        "isi/entitas.docx": built.archive({"[Content_Types].xml": _TYPES, "word/document.xml": _ENTITIES}),
        "isi/luar.docx": built.archive({"[Content_Types].xml": _TYPES, "word/document.xml": _OUTSIDE}),
        "isi/berputar.pdf": built.circular_pdf(),
        "isi/raksasa.png": built.png_claiming(60_000, 60_000),
        "isi/utf16.txt": TEXT.encode("utf-16"),
        "isi/utf8-bom.txt": TEXT.encode("utf-8-sig"),
        "isi/cp1252.txt": "Notulen – rapat “pusat data”".encode("cp1252"),
        "isi/biner.txt": bytes(range(256)) * 40,
        "isi/satu baris.csv": "a;" * 200_000,
        "isi/dalam.html": "<div>" * 20_000 + TEXT,
        "isi/dalam.xml": "<a>" * 20_000,
        "isi/kurung.rtf": "{\\rtf1 " + "{" * 20_000,
        "isi/pintasan.gdoc": '{"url": "https://contoh.invalid/x"}',
        "isi/pintasan.url": "[InternetShortcut]\nURL=file:///etc/passwd\n",
        "isi/video.mp4": b"\x00\x00\x00\x18ftypmp42" + bytes(4000),
        "isi/~$kunci.docx": b"\x05admin",
        "isi/daftar penerima.docx": built.docx(
            [f"LAPORAN PENERIMA LAYANAN {PERSONAL}", f"Nomor induk {PERSONAL}"], title=f"Laporan {PERSONAL}"
        ),
        "Thumbs.db": bytes(100),
        "Indikator 16 Notulen Pusat Data.txt": TEXT,
    }


def build(folder: Path) -> Path:
    """Write the folder; returns it."""
    built.write(folder, contents())
    root = os.fsencode(folder)
    for name in NAMES:
        path = os.path.join(root, b"nama", *name.split(b"/"))  # noqa: PTH118 - bytes, on purpose
        with suppress(OSError, ValueError):
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
            with open(path, "wb") as stream:  # noqa: PTH123
                stream.write(TEXT.encode() + name)
    deep = folder.joinpath("dalam", *("sub" * 20 for _ in range(8)))
    deep.mkdir(parents=True)
    (deep / "berkas.txt").write_text(TEXT)
    with suppress(OSError), (folder / "isi" / "jarang.pdf").open("wb") as stream:
        stream.write(b"%PDF-1.7\n")
        stream.truncate(1 << 40)
    with suppress(OSError, NotImplementedError):
        (folder / "putaran").symlink_to(folder)
        (folder / "putus.pdf").symlink_to(folder / "tidak ada.pdf")
        (folder / "keluar.txt").symlink_to("/etc/passwd")
        (folder / "diri").symlink_to("diri")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipa.pdf")
    closed = folder / "tertutup"
    closed.mkdir()
    (closed / "x.txt").write_text(TEXT)
    closed.chmod(0)
    return folder


def open_again(folder: Path) -> None:
    """Let the folder be removed."""
    (folder / "tertutup").chmod(0o700)
