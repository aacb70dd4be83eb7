"""Files that are not what their name says, wrapped documents, and formats that need a next step."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from spbe_checklist.facts.facts import Health, TextState
from spbe_checklist.reading.page_pictures import decodable, page_pictures
from spbe_checklist.reading.readers.source import BinarySource
from tests.reading import built
from tests.reading.built import read_bytes
from tests.reading.test_inside import inspected

HTML = b"<!DOCTYPE html><html><head><title>%s</title></head><body>%s</body></html>"
LOGIN = HTML % (b"Masuk", b"<form><input name=u><input type='password'></form>")
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:0a\nsize 12\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("sk.pdf", HTML % (b"404", b"Tidak ada")),
        ("sk.docx", HTML % (b"Drive", b"Halaman apa pun")),
        ("foto.jpg", LOGIN),
        ("sk.pdf", b'{"message": "Unauthenticated."}'),
        ("data.xlsx", b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>"),
        ("sk.pdf", LFS),
        ("laporan.doc", LOGIN),
        ("laporan.xls", HTML % (b"403 Forbidden", b"nginx")),
        ("Halaman.html", LOGIN),
    ],
)
def test_something_else_saved_as_the_document_says_to_download_again(name: str, data: bytes) -> None:
    reading = read_bytes(data, name)
    assert (reading.health, reading.text, reading.pages) == (Health.SALAH_UNDUH, TextState.TIDAK_ADA, [])
    assert "unduh ulang" in reading.reason


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rekap.xls", HTML % (b"Rekap", b"<table><tr><td>Nilai</td><td>3</td></tr></table>")),
        ("profil.html", HTML % (b"Profil", b"Dinas" + b" melayani warga" * 90 + b"<input type=password>")),
        ("catatan.json", b'{"status": 404}'),
        ("sk.pdf", b"Keputusan kepala dinas, disimpan sebagai teks biasa"),
    ],
)
def test_exported_pages_and_texts_stay_documents(name: str, data: bytes) -> None:
    assert read_bytes(data, name).health is Health.BAIK


def value(tag: int, content: bytes) -> bytes:
    """A value in DER."""
    size = len(content).to_bytes(4, "big")
    return bytes([tag, 0x84]) + size + content


def signed(content: bytes, *, in_parts: bool = False) -> bytes:
    """Signed data around a document, as far as its content goes (RFC 5652)."""
    octets = value(0x04, content)
    if in_parts:
        octets = b"\x24\x80" + value(0x04, content[:100]) + value(0x04, content[100:]) + b"\0\0"
    inner = bytes.fromhex("06092a864886f70d010701") + value(0xA0, octets)
    return value(0x30, bytes.fromhex("06092a864886f70d010702") + value(0xA0, value(0x30, b"\x02\x01\x01" + inner)))


@pytest.mark.parametrize("wrap", [
    signed,
    lambda data: signed(data, in_parts=True),
    lambda data: b"-----BEGIN PKCS7-----\n" + base64.encodebytes(signed(data)) + b"-----END PKCS7-----\n",
])  # fmt: skip
def test_a_document_in_a_signed_envelope_is_read(tmp_path: Path, wrap: object) -> None:
    data = wrap(built.pdf(["Keputusan Wali Kota Contoh Nomor 5 Tahun 2024"]))  # type: ignore[operator]
    found = inspected(tmp_path, "sk.pdf.p7m", data)[""]
    assert (found.format, found.health, found.text, found.signed) == ("pdf", Health.BAIK, TextState.ADA, True)


@pytest.mark.parametrize(
    "data", [signed(b"")[:-1], signed(b"x")[:40], value(0x30, bytes.fromhex("06092a864886f70d010702"))]
)
def test_a_signature_without_its_document_says_so(data: bytes) -> None:
    reading = read_bytes(data, "sk.pdf.p7s")
    assert reading.health is Health.TIDAK_DIDUKUNG
    assert "sertakan" in reading.reason


def test_a_document_of_apple_is_read_by_its_preview(tmp_path: Path) -> None:
    parts = {"Index/Document.iwa": b"x"}
    assert read_bytes(built.archive(parts), "laporan.pages").health is Health.TIDAK_DIDUKUNG
    with_preview = built.archive({**parts, "QuickLook/Preview.pdf": built.pdf(["Laporan tahunan dinas"])})
    found = inspected(tmp_path, "laporan.pages", with_preview)
    assert [(facts.format, facts.text) for facts in found.values()] == [("pdf", TextState.ADA)]


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.doc", b"\xdb\xa5-\x00"), ("a.wpd", b"\xffWPC"), ("a.xls", b"\t\x04\x06\x00"), ("a.doc", b"1\xbe\x00\x00")],
)
def test_formats_before_1997_are_old_not_damaged(name: str, start: bytes) -> None:
    reading = read_bytes(start + bytes(range(256)) * 9, name)
    assert reading.health is Health.TIDAK_DIDUKUNG
    assert "simpan ulang" in reading.reason
    assert reading.notices == []


def test_a_visio_drawing_gives_the_words_of_its_shapes() -> None:
    shape = "<PageContents><Shapes><Shape><Text><cp/>Mulai\n</Text></Shape><Shape><Text>Periksa berkas</Text></Shape>"
    data = built.archive({
        "[Content_Types].xml": "<Types/>", "visio/document.xml": "<d/>",
        "visio/pages/page1.xml": f"{shape}</Shapes></PageContents>",
    })  # fmt: skip
    reading = read_bytes(data, "sop.vsdx")
    assert (reading.format, reading.pages) == ("vsdx", ["Mulai\nPeriksa berkas"])


def test_avif_pictures_are_decoded() -> None:
    out = io.BytesIO()
    Image.new("L", (320, 200), 200).save(out, "AVIF")
    reading = read_bytes(out.getvalue(), "layar.avif")
    assert (reading.format, reading.text, reading.meta["width"]) == ("avif", TextState.PINDAIAN, "320")
    assert "avif" in decodable()
    with page_pictures(BinarySource(data=out.getvalue()), "avif", 1) as pages:
        assert len(pages) == 1


HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAA"
    "AAAERAAAEAAQAAAAABoQABAAAAAAAAACAAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/WlwcnAA"
    "AADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkA"
    "AAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAA"
    "AAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAAC"
    "htZGF0AAAAHCgBrwtg+tz6VaGv/FHx1X3YXF6JRCfUmNVKjIA="
)
"""A black box of 32 x 12 pixels on a white picture of 64 x 48; no library here writes this format."""


def test_heic_pictures_are_decoded_where_the_extra_is_there() -> None:
    pytest.importorskip("pi_heif", reason="the extra [heic] is not installed")
    reading = read_bytes(HEIC, "foto.heic")
    assert (reading.format, reading.text, reading.meta["width"]) == ("heic", TextState.PINDAIAN, "64")
    assert "heic" in decodable()
    with page_pictures(BinarySource(data=HEIC), "heic", 1) as pages:
        assert len(pages) == 1


def test_rtf_headers_are_read() -> None:
    data = rb"{\rtf1\ansi{\header PEMERINTAH KOTA CONTOH\par}{\footerl Halaman}Isi surat\par}"
    assert read_bytes(data, "surat.rtf").pages[0].split("\n")[0].strip() in {"PEMERINTAH KOTA CONTOH", ""}
    assert "PEMERINTAH KOTA CONTOH" in read_bytes(data, "surat.rtf").pages[0]
    assert "Isi surat" in read_bytes(data, "surat.rtf").pages[0]
