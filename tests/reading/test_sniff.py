"""The type of a file is what its content says; a name that says otherwise is a notice."""

from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.reading.sniff import EXTENSIONS, Sniffed, sniff
from tests.reading import built


def sniffed(data: bytes, name: str = "berkas") -> Sniffed:
    return sniff(data[:4096], data[-4096:], name, lambda: io.BytesIO(data))


def codes(found: Sniffed) -> list[str]:
    return [notice.code for notice in found.notices]


CONTENT = {
    "pdf": built.pdf(["halo"]),
    "docx": built.docx(["halo"]),
    "xlsx": built.xlsx({"A": [[1]]}),
    "pptx": built.pptx([("halo", "")]),
    "odt": built.odt("<text:p>halo</text:p>"),
    "ods": built.odt("", kind="spreadsheet"),
    "odp": built.odt("", kind="presentation"),
    "doc": built.doc("halo"),
    "ppt": built.ppt(["halo"]),
    "xls": built.ole({"Workbook": b"\x09\x08"}),
    "rtf": b"{\\rtf1 halo}",
    "html": b"<!DOCTYPE html><html><body>halo</body></html>",
    "xml": b"<?xml version='1.0'?><data/>",
    "drawio": b'<mxfile host="x"><diagram/></mxfile>',
    "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "eml": b"From: a@b.id\r\nTo: c@d.id\r\nSubject: Halo\r\nMIME-Version: 1.0\r\n\r\nisi",
    "png": built.picture("PNG"),
    "jpg": built.picture("JPEG"),
    "tiff": built.picture("TIFF"),
    "webp": built.picture("WEBP"),
    "gif": built.picture("GIF"),
    "bmp": built.picture("BMP"),
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    "mp4": b"\0\0\0\x18ftypisom\0\0\2\0isomiso2",
    "mov": b"\0\0\0\x14ftypqt  \0\0\0\0qt  ",
    "avi": b"RIFF\x10\0\0\0AVI LIST",
    "flv": b"FLV\x01\x05\0\0\0\x09",
    "mkv": b"\x1aE\xdf\xa3\x01\0\0\0",
    "wmv": b"0&\xb2u\x8ef\xcf\x11\xa6\xd9",
    "zip": built.archive({"a.txt": "halo"}),
    "rar": b"Rar!\x1a\x07\x01\0",
    "7z": b"7z\xbc\xaf\x27\x1c\0\4",
    "gz": gzip.compress(b"halo"),
    "txt": "Peraturan Bupati — teks".encode(),
    "pintasan": b"[InternetShortcut]\r\nURL=https://example.id/",
}


@pytest.mark.parametrize("kind", CONTENT)
def test_type_is_told_by_content_alone(kind: str) -> None:
    assert sniffed(CONTENT[kind], "tanpa_akhiran").format == kind


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("html", "data.xls"), ("html", "surat.pdf"), ("docx", "surat.pdf"), ("pdf", "surat.docx"), ("rtf", "surat.doc"),
        ("docx", "surat.doc"), ("png", "foto.jpg"), ("zip", "dokumen.pdf"), ("rar", "arsip.zip"), ("txt", "surat.pdf"),
        ("xlsx", "tabel.xls"), ("jpg", "pindaian.pdf"),
    ],
)  # fmt: skip
def test_a_name_that_says_otherwise_is_a_notice(kind: str, name: str) -> None:
    found = sniffed(CONTENT[kind], name)
    assert found.format == kind
    assert found.mismatch
    assert codes(found) == ["ekstensi-berbeda"]
    assert name.rsplit(".", 1)[1] in found.notices[0].message


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("pdf", "A.PDF"), ("docx", "a.docm"), ("xlsx", "a.xlsm"), ("jpg", "a.jpeg"), ("tiff", "a.tif"),
        ("txt", "a.csv"), ("txt", "a.md"), ("html", "a.htm"), ("mp4", "a.mov"), ("drawio", "a.xml"), ("pdf", "a"),
        ("pdf", "02. Perbup"),
        ("pintasan", "a.url"),
    ],
)  # fmt: skip
def test_names_that_fit_give_no_notice(kind: str, name: str) -> None:
    found = sniffed(CONTENT[kind], name)
    assert not found.mismatch
    assert codes(found) == []


@pytest.mark.parametrize(
    ("name", "double"),
    [
        ("surat.docx.pdf", True), ("indikator27.jpg.jpg", True), ("a.PDF.pdf", True), ("306-Perwali 54.pdf", False),
        ("01. Perbup.2021.pdf", False), ("cadangan.tar.gz", False), ("laporan.v2.pdf", False),
    ],
)  # fmt: skip
def test_double_extensions_are_a_notice(name: str, double: bool) -> None:
    assert ("ekstensi-ganda" in codes(sniffed(CONTENT["pdf"], name))) is double


@pytest.mark.parametrize(
    ("data", "name", "format_"),
    [
        (b"", "a.pdf", "kosong"),
        (bytes(9000), "a.docx", "nol"),
        (CONTENT["docx"][:9000], "a.docx", "zip_rusak"),
        (CONTENT["doc"][:700], "a.doc", "ole_rusak"),
        (bytes(range(256)) * 12, "a.pdf", "tidak_dikenal"),
    ],
)
def test_broken_content_is_named_and_is_no_mismatch(data: bytes, name: str, format_: str) -> None:
    found = sniffed(data, name)
    assert found.format == format_
    assert not found.mismatch


def test_zeros_with_something_behind_them_are_not_called_all_zero() -> None:
    assert sniffed(bytes(5000) + b"halo", "a.pdf").format != "nol"


@pytest.mark.parametrize(("name", "format_"), [("a.xlsx", "xlsx"), ("a.docx", "docx"), ("a.dat", "ooxml")])
def test_password_protected_office_files_are_encrypted_not_mislabelled(name: str, format_: str) -> None:
    found = sniffed(built.ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), name)
    assert found.encrypted
    assert found.format == format_
    assert not found.mismatch


def test_a_pdf_behind_other_bytes_is_still_a_pdf() -> None:
    assert sniffed(b"HTTP/1.1 200 OK\r\n\r\n" + CONTENT["pdf"], "a.pdf").format == "pdf"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252", "utf-8"])
def test_text_is_text_in_every_usual_encoding(encoding: str) -> None:
    text = "Notulen rapat koordinasi SPBE, café dan naïve – selesai.\n" * 20
    assert sniffed(text.encode(encoding), "a.txt").format == "txt"


@given(st.binary(max_size=6000), st.sampled_from([*EXTENSIONS, "", "xyz"]))
def test_anything_at_all_gets_a_type(data: bytes, extension: str) -> None:
    assert sniffed(data, f"berkas.{extension}").format


@given(st.sampled_from(sorted(CONTENT)), st.integers(0, 4000), st.binary(min_size=1, max_size=60))
def test_damaged_files_get_a_type(kind: str, place: int, noise: bytes) -> None:
    data = CONTENT[kind]
    place = place % (len(data) + 1)
    assert sniffed(data[:place] + noise + data[place + len(noise) :], f"a.{kind}").format
