"""Text, mail, pictures, archives, diagrams, shortcuts and everything else."""

from __future__ import annotations

import base64
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.facts.facts import Health, Reading, TextState
from spbe_checklist.reading.readers import BinarySource, ReadLimits, read
from spbe_checklist.reading.readers.archives import MAX_MEMBERS, Member, Unreadable, members
from spbe_checklist.reading.sniff import EXTENSIONS
from tests.reading import built
from tests.reading.built import read_bytes


def codes(reading: Reading) -> list[str]:
    return [notice.code for notice in reading.notices]


def content(member: Member) -> bytes | Unreadable:
    opened = member.opener()
    return opened if isinstance(opened, Unreadable) else opened.data or b""


SENTENCE = "Rapat koordinasi dihadiri 12 perangkat daerah – café.\nSelesai pukul 12.00\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_in_every_usual_encoding(encoding: str) -> None:
    reading = read_bytes(SENTENCE.encode(encoding), "a.txt")
    assert (reading.format, reading.pages) == ("txt", [SENTENCE.strip()])


def test_csv_keeps_its_format() -> None:
    assert read_bytes(b"no;nama\n1;SIMPEG\n", "a.csv").format == "csv"


def test_html_gives_visible_text_and_title() -> None:
    head = b"<html><head><title>JDIH</title><style>p{}</style></head>"
    page = head + b"<body><script>jahat()</script><p>Satu &amp; dua</p><p>tiga"
    reading = read_bytes(page, "a.html")
    assert reading.pages == ["Satu & dua\ntiga"]
    assert reading.meta["title"] == "JDIH"


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["<a ", "<!", "<", "<!--", "<p", "&", "<script>"])
def test_unclosed_markup_ends_quickly(piece: str) -> None:
    # Quadratic time would take hours here; a test run that hangs is the failure.
    assert read_bytes(("<html><body>awal" + piece * 500_000).encode(), "a.html").pages[0].startswith("awal")


def test_mail_gives_head_and_body_and_names_attachments() -> None:
    mail = (
        b"From: diskominfo@contoh.go.id\r\nTo: bappeda@contoh.go.id\r\nSubject: Undangan Rapat SPBE\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nMohon hadir.\r\n"
        b"--b\r\nContent-Type: application/pdf\r\n"
        b'Content-Disposition: attachment; filename="undangan.pdf"\r\n\r\nx\r\n--b--\r\n'
    )
    reading = read_bytes(mail, "a.eml")
    assert "Mohon hadir." in reading.pages[0]
    assert reading.meta["title"] == "Undangan Rapat SPBE"
    assert codes(reading) == ["berkas-di-dalam"]
    assert "undangan.pdf" in reading.notices[0].message


def test_rtf_gives_text_and_title() -> None:
    reading = read_bytes(rb"{\rtf1\ansi{\info{\title Nota Dinas}}Kepada Yth.\par Isi \b tebal\b0}", "a.rtf")
    assert reading.pages == ["Kepada Yth.\nIsi tebal"]
    assert reading.meta["title"] == "Nota Dinas"


def test_xml_entities_are_never_expanded() -> None:
    reading = read_bytes(b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bom">]><a>isi &b;</a>', "a.xml")
    assert "isi &b;" in reading.pages[0]


DIAGRAM = '<mxGraphModel><mxCell value="Mulai"/><mxCell value="&lt;b&gt;Verifikasi&lt;/b&gt; data"/></mxGraphModel>'


@pytest.mark.parametrize("packed", [False, True])
def test_drawio_gives_labels_page_by_page(packed: bool) -> None:
    body = DIAGRAM
    if packed:
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        body = base64.b64encode(deflate.compress(DIAGRAM.encode()) + deflate.flush()).decode()
    reading = read_bytes(f'<mxfile><diagram name="Proses Bisnis">{body}</diagram></mxfile>'.encode(), "a.drawio")
    assert reading.pages == ["Proses Bisnis\nMulai\nVerifikasi data"]
    assert (reading.format, reading.text) == ("drawio", TextState.ADA)


@pytest.mark.parametrize(
    ("kind", "name"),
    [("PNG", "a.png"), ("JPEG", "a.jpg"), ("TIFF", "a.tif"), ("WEBP", "a.webp"), ("GIF", "a.gif"), ("BMP", "a.bmp")],
)
def test_pictures_give_their_size_and_wait_for_ocr(kind: str, name: str) -> None:
    reading = read_bytes(built.picture(kind, (31, 17)), name)
    assert (reading.health, reading.text) == (Health.BAIK, TextState.PINDAIAN)
    assert (reading.meta["width"], reading.meta["height"]) == ("31", "17")
    assert reading.pages == []
    assert reading.notices == []


def test_heic_gives_the_size_of_the_picture_not_of_its_thumbnail() -> None:
    def ispe(width: int, height: int) -> bytes:
        return struct.pack(">I", 20) + b"ispe" + bytes(4) + struct.pack(">II", width, height)

    data = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + ispe(160, 120) + ispe(4032, 3024)
    assert read_bytes(data, "a.heic").meta["width"] == "4032"


def test_the_date_a_photo_was_taken_is_kept() -> None:
    import io

    from PIL import Image

    exif = Image.Exif()
    exif[0x0132] = "2024:03:12 09:00:00"
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    assert read_bytes(out.getvalue(), "a.jpg").meta["taken"] == "2024-03-12"


def test_a_huge_declared_picture_is_never_decoded() -> None:
    reading = read_bytes(built.png_claiming(60_000, 60_000), "a.png")
    assert reading.health is Health.TERLALU_BESAR
    assert "60000" in reading.reason


def test_a_cut_picture_is_a_notice() -> None:
    data = built.picture("JPEG", (300, 300))
    assert codes(read_bytes(data[:-40], "a.jpg")) == ["gambar-terpotong"]


def test_a_picture_without_a_size_is_damaged() -> None:
    assert read_bytes(built.picture("PNG")[:14], "a.png").health is Health.RUSAK


@pytest.mark.parametrize(
    ("data", "name", "format_"),
    [(b"\0\0\0\x18ftypisom\0\0\2\0isom", "a.mp4", "mp4"), (b"FLV\x01\x05\0\0\0\x09", "a.flv", "flv")],
)
def test_videos_count_by_name_and_size_even_above_the_limit(data: bytes, name: str, format_: str) -> None:
    reading = read_bytes(data, name, ReadLimits(max_bytes=4))
    assert (reading.format, reading.health, reading.text) == (format_, Health.BAIK, TextState.TIDAK_ADA)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'{"url": "https://docs.google.com/x"}', "a.gdoc"),
        (b'{"url": "https://docs.google.com/x"}', "a.gsheet"),
        (b'{"url": "https://docs.google.com/x"}', "a.gslides"),
        (b"[InternetShortcut]\r\nURL=https://example.id\r\n", "a.url"),
        (b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F", "a.lnk"),
        (b'<?xml version="1.0"?><plist><dict/></plist>', "a.webloc"),
    ],
)
def test_shortcuts_say_that_the_document_is_elsewhere(data: bytes, name: str) -> None:
    reading = read_bytes(data, name)
    assert (reading.health, reading.reason) == (Health.PINTASAN, "pintasan; unduh dokumennya")


@pytest.mark.parametrize(("data", "name"), [(b"Rar!\x1a\x07\x01\0", "a.rar"), (b"7z\xbc\xaf\x27\x1c\0\4", "a.7z")])
def test_rar_and_7z_are_not_looked_into(data: bytes, name: str) -> None:
    reading = read_bytes(data, name)
    assert reading.health is Health.TIDAK_DIDUKUNG
    assert "ekstrak dulu" in reading.reason


@pytest.mark.parametrize(
    ("data", "name", "health"),
    [
        (b"", "a.pdf", Health.KOSONG),
        (bytes(100), "a.pdf", Health.RUSAK),
        (bytes(range(256)), "a.pdf", Health.RUSAK),
        (bytes(range(256)), "a", Health.TIDAK_DIDUKUNG),
        (b"MZ\x90\0", "setup.exe", Health.TIDAK_DIDUKUNG),
        (b"   \n\n", "a.txt", Health.KOSONG),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, name: str, health: Health) -> None:
    reading = read_bytes(data, name)
    assert reading.health is health
    assert reading.reason
    assert reading.text is TextState.TIDAK_ADA


def test_members_are_listed_by_name_with_nested_ones_behind_their_archive() -> None:
    inner = built.archive({"isi.txt": "dalam"})
    data = built.archive(
        {
            "b/surat.pdf": b"x",
            "__MACOSX/._a": b"",
            ".DS_Store": b"",
            "~$kunci.docx": b"",
            "a.zip": inner,
            "../jahat.txt": b"y",
        }
    )
    found = {member.name: content(member) for member in members(BinarySource(data=data))}
    assert list(found) == ["../jahat.txt", "a.zip", "a.zip!/isi.txt", "b/surat.pdf"]
    assert found["a.zip!/isi.txt"] == b"dalam"
    assert found["b/surat.pdf"] == b"x"
    reading = read_bytes(data, "bukti.zip")
    assert (reading.health, reading.meta["members"]) == (Health.BAIK, "3")
    assert codes(reading) == ["arsip-nama-berbahaya"]


def test_archives_are_opened_one_level_deep() -> None:
    third = built.archive({"dalam.txt": "x"})
    second = built.archive({"tiga.zip": third})
    names = [member.name for member in members(BinarySource(data=built.archive({"dua.zip": second})))]
    assert names == ["dua.zip", "dua.zip!/tiga.zip"]


def test_reading_members_leaves_nothing_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(built.archive({"../keluar.txt": "x", "/mutlak.txt": "y", "C:\\windows.txt": "z"}))
    for member in members(BinarySource(path=path)):
        assert content(member) in {b"x", b"y", b"z"}
    assert [item.name for item in tmp_path.iterdir()] == ["a.zip"]


def test_locked_members_are_locked() -> None:
    data = built.with_flag_encrypted(built.archive({"a.pdf": "x"}))
    (member,) = members(BinarySource(data=data))
    assert member.encrypted
    opened = member.opener()
    assert isinstance(opened, Unreadable)
    assert opened.health is Health.TERKUNCI
    assert read_bytes(data, "a.zip").health is Health.TERKUNCI


def test_a_bomb_inside_an_archive_is_too_large_and_the_others_are_read() -> None:
    data = built.archive({"bom.txt": bytes(40_000_000), "surat.txt": "isi"})
    found = {member.name: content(member) for member in members(BinarySource(data=data))}
    assert isinstance(found["bom.txt"], Unreadable)
    assert found["bom.txt"].health is Health.TERLALU_BESAR
    assert found["surat.txt"] == b"isi"


def test_an_archive_has_one_budget_for_all_its_members() -> None:
    data = built.archive({f"{number}.bin": bytes(1000) for number in range(10)})
    opened = [content(member) for member in members(BinarySource(data=data), ReadLimits(max_inflated=3500))]
    assert sum(isinstance(item, Unreadable) for item in opened) == 7
    assert [content(member) for member in members(BinarySource(data=data))] == [bytes(1000)] * 10


def test_a_member_with_a_wrong_checksum_is_damaged() -> None:
    data = bytearray(built.archive({"a.txt": b"isi " * 100}, compression=zipfile.ZIP_STORED))
    data[60] ^= 0xFF
    (member,) = members(BinarySource(data=bytes(data)))
    opened = member.opener()
    assert isinstance(opened, Unreadable)
    assert opened.health is Health.RUSAK


def test_more_members_than_the_limit_are_left_out_visibly() -> None:
    data = built.archive({f"{number:05}.txt": "" for number in range(MAX_MEMBERS + 5)}, compression=zipfile.ZIP_STORED)
    assert len(members(BinarySource(data=data))) == MAX_MEMBERS
    reading = read_bytes(data, "a.zip")
    assert not reading.complete
    assert str(MAX_MEMBERS) in reading.reason


def test_an_archive_that_is_none_has_no_members() -> None:
    assert members(BinarySource(data=b"bukan arsip")) == []
    assert read_bytes(built.archive({}), "a.zip").health is Health.KOSONG


def test_personal_numbers_in_titles_are_masked() -> None:
    reading = read_bytes(b"<html><title>Data 1219014508850001</title><p>x</p></html>", "a.html")
    assert reading.meta["title"] == "Data 1219************"


def test_a_source_shows_no_content_in_tracebacks() -> None:
    assert "rahasia" not in repr(BinarySource(data=b"rahasia"))


def test_a_folder_in_place_of_a_file_is_unreadable(tmp_path: Path) -> None:
    assert read(BinarySource(path=tmp_path), "a.pdf").health is Health.TIDAK_TERBACA


@given(data=st.binary(max_size=3000), extension=st.sampled_from(sorted(EXTENSIONS)))
def test_anything_under_any_name_gives_a_reading(data: bytes, extension: str) -> None:
    reading = read_bytes(data, f"a.{extension}")
    assert reading.health is Health.BAIK or reading.reason
    assert reading.health is Health.BAIK or reading.text is TextState.TIDAK_ADA


STARTS = [
    b"{\\rtf1 ", b"<html><body>", b"<mxfile><diagram>", b"From: a@b\r\nSubject: x\r\nMIME-Version: 1.0\r\n",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xd8\xff\xe0", b"II*\0", b"RIFF\x10\0\0\0WEBPVP8 ", b"BM", b"GIF89a",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"%PDF-1.7\n", b"<?xml version='1.0'?>", b"\xff\xfe",
    b"\xef\xbb\xbf",
]  # fmt: skip


@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=2000))
def test_a_good_start_with_anything_behind_gives_a_reading(start: bytes, rest: bytes) -> None:
    reading = read_bytes(start + rest, "a")
    assert reading.health is Health.BAIK or reading.reason
