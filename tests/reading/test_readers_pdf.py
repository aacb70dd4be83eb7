"""PDF: text per page, what is a scan, and a health for everything that is broken."""

from __future__ import annotations

import io
import os
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.facts.facts import Health, Reading, TextState
from spbe_checklist.reading.readers import BinarySource, ReadLimits, read
from spbe_checklist.reading.readers.clean import clean_text
from tests.reading import built
from tests.reading.built import read_bytes

PROSE = "\n".join(f"Pasal {number} mengatur tata kelola SPBE pada perangkat daerah." for number in range(1, 8))


def codes(reading: Reading) -> list[str]:
    return [notice.code for notice in reading.notices]


def test_text_page_count_title_and_outline() -> None:
    reading = read_bytes(built.pdf(["Halaman satu", "Halaman dua"], title="Peta Rencana", outline=["Bab I"]), "a.pdf")
    assert (reading.format, reading.health, reading.text) == ("pdf", Health.BAIK, TextState.ADA)
    assert [page.strip() for page in reading.pages] == ["Halaman satu", "Halaman dua"]
    assert reading.page_count == 2
    assert reading.meta["title"] == "Peta Rencana"
    assert reading.meta["outline"] == "Bab I"
    assert reading.complete
    assert not reading.signed
    assert reading.notices == []


def test_a_file_on_disk_reads_like_one_in_memory_whatever_its_name(tmp_path: Path) -> None:
    try:
        path = tmp_path / os.fsdecode(b"\xff\x1b[31m.pdf")
        path.write_bytes(built.pdf([PROSE]))
    except OSError:
        path = tmp_path / "biasa.pdf"
        path.write_bytes(built.pdf([PROSE]))
    assert read(BinarySource(path=path), path.name).pages == read_bytes(built.pdf([PROSE]), "a.pdf").pages


def test_a_signature_dictionary_is_seen() -> None:
    assert read_bytes(built.signed_pdf(), "a.pdf").signed


def test_the_sentence_of_an_electronic_signature_is_seen() -> None:
    text = PROSE + "\nDokumen ini telah ditandatangani secara elektronik menggunakan sertifikat"
    assert read_bytes(built.pdf([text]), "a.pdf").signed


def test_a_rule_about_electronic_signatures_is_no_signature() -> None:
    text = PROSE + "\nNaskah dinas dapat ditandatangani secara elektronik oleh pejabat."
    assert not read_bytes(built.pdf([text]), "a.pdf").signed


def test_a_scan_has_no_text_and_names_its_pages() -> None:
    reading = read_bytes(built.pdf([None, None, None]), "a.pdf")
    assert (reading.health, reading.text) == (Health.BAIK, TextState.PINDAIAN)
    assert reading.meta["scan_pages"] == "1-3"


def test_a_scan_with_hidden_text_counts_as_text_from_ocr() -> None:
    reading = read_bytes(built.searchable_scan(PROSE), "a.pdf")
    assert reading.text is TextState.ADA
    assert reading.meta["hidden_ocr"] == "1"
    assert "Pasal 3" in reading.pages[0]


def joined(*documents: bytes) -> bytes:
    """The pages of several PDFs in one."""
    import pikepdf

    with pikepdf.new() as whole, ExitStack() as opened:
        for data in documents:
            whole.pages.extend(opened.enter_context(pikepdf.open(io.BytesIO(data))).pages)
        whole.save(out := io.BytesIO())
    return out.getvalue()


@pytest.mark.parametrize(("scans", "by_ocr"), [(2, False), (3, True)])
@pytest.mark.parametrize("first", [True, False])
def test_text_counts_as_ocr_where_most_first_pages_are_pictures_in_any_order(
    scans: int, by_ocr: bool, first: bool
) -> None:
    pictures, plain = [built.searchable_scan(PROSE)] * scans, [built.pdf([PROSE] * (5 - scans))]
    reading = read_bytes(joined(*(pictures + plain if first else plain + pictures)), "a.pdf")
    assert reading.text is TextState.ADA
    assert ("hidden_ocr" in reading.meta) is by_ocr


def test_a_stamp_on_page_pictures_does_not_make_them_text() -> None:
    data = built.searchable_scan("jdih.contoh.go.id")
    assert read_bytes(data, "a.pdf").text is TextState.PINDAIAN


def test_pictures_behind_real_pages_are_named() -> None:
    reading = read_bytes(built.pdf([PROSE] * 5 + [None] * 3), "a.pdf")
    assert reading.text is TextState.ADA
    assert reading.meta["scan_pages"] == "6-8"
    assert codes(reading) == ["halaman-campuran"]
    assert "6-8" in reading.notices[0].message


def test_a_picture_cover_does_not_make_a_report_a_scan() -> None:
    reading = read_bytes(built.pdf([None, PROSE, PROSE, PROSE]), "a.pdf")
    assert reading.text is TextState.ADA
    assert reading.meta["scan_pages"] == "1"


def test_a_short_text_is_no_scan() -> None:
    assert read_bytes(built.pdf(["Halo dunia"]), "a.pdf").text is TextState.ADA


def test_blank_pages_are_empty() -> None:
    assert read_bytes(built.pdf(["", ""]), "a.pdf").health is Health.KOSONG


def test_pages_beyond_the_limit_are_left_out_visibly() -> None:
    reading = read_bytes(built.pdf([PROSE] * 6), "a.pdf", ReadLimits(max_pages=4))
    assert len(reading.pages) == 4
    assert not reading.complete
    assert "4 dari 6" in reading.reason
    assert reading.page_count == 6
    assert reading.health is Health.BAIK


def test_first_pages_only() -> None:
    reading = read_bytes(built.pdf([PROSE] * 6), "a.pdf", ReadLimits(all_pages=False, first_pages=2))
    assert len(reading.pages) == 2
    assert not reading.complete


def test_text_beyond_the_limit_is_cut_visibly() -> None:
    reading = read_bytes(built.pdf([PROSE] * 6), "a.pdf", ReadLimits(max_chars=700))
    assert sum(map(len, reading.pages)) == 700
    assert not reading.complete
    assert "700" in reading.reason


def test_a_password_locks() -> None:
    reading = read_bytes(built.locked_pdf(), "a.pdf")
    assert reading.health is Health.TERKUNCI
    assert "kata sandi" in reading.reason


@pytest.mark.parametrize("share", [0.2, 0.5])
def test_a_truncated_file_is_damaged(share: float) -> None:
    data = built.pdf([PROSE] * 3)
    reading = read_bytes(data[: int(len(data) * share)], "a.pdf")
    assert reading.health is Health.RUSAK
    assert "terpotong" in reading.reason


def test_a_download_that_stopped_is_named() -> None:
    data = built.pdf([PROSE] * 3)
    reading = read_bytes(data[:600] + bytes(9000), "a.pdf")
    assert reading.health is Health.RUSAK
    assert "tidak selesai" in reading.reason


def test_bytes_in_front_and_a_missing_end_are_notices() -> None:
    data = built.pdf([PROSE])
    assert codes(read_bytes(b"HTTP/1.1 200 OK\r\n\r\n" + data, "a.pdf")) == ["pdf-awalan-asing"]
    padded = data + bytes(5000)
    reading = read_bytes(padded, "a.pdf")
    assert reading.health is Health.RUSAK or codes(reading) == ["pdf-akhir-kosong"]


def test_circular_references_and_a_hundred_thousand_pages_end() -> None:
    reading = read_bytes(built.circular_pdf(), "a.pdf")
    assert reading.health is Health.RUSAK
    assert reading.pages == []


def test_a_missing_file_is_unreadable_not_an_error(tmp_path: Path) -> None:
    reading = read(BinarySource(path=tmp_path / "hilang.pdf"), "hilang.pdf")
    assert reading.health is Health.TIDAK_TERBACA
    assert "tidak ada (lagi)" in reading.reason


def test_a_file_above_the_limit_is_judged_by_name_and_size() -> None:
    reading = read_bytes(built.pdf([PROSE]), "a.pdf", ReadLimits(max_bytes=100))
    assert reading.health is Health.TERLALU_BESAR
    assert not reading.complete


def test_memory_errors_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object) -> Reading:
        raise MemoryError

    monkeypatch.setattr("spbe_checklist.reading.readers.pdf.read_pdf", exhausted)
    with pytest.raises(MemoryError):
        read_bytes(built.pdf([PROSE]), "a.pdf")


BASE = built.pdf([PROSE, None])


@given(place=st.integers(0, len(BASE)), noise=st.binary(min_size=1, max_size=200), cut=st.booleans())
def test_damage_anywhere_gives_a_reading(place: int, noise: bytes, cut: bool) -> None:
    data = BASE[:place] + noise + (b"" if cut else BASE[place + len(noise) :])
    reading = read_bytes(data, "a.pdf")
    assert reading.health is Health.BAIK or reading.reason


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("satu\r\ndua\rtiga", "satu\ndua\ntiga"),
        ("Undang\ufffeUndang", "Undang-Undang"),
        ("perundang\ufffe\r\nundangan", "perundang-undangan"),
        ("menye\x02lenggarakan", "menyelenggarakan"),
        ("penge\x02\r\nlolaan", "pengelolaan"),
        ("so\u00adsial", "sosial"),
        ("a\u202eb\x1b[31mc\x00", "ab[31mc"),
        ("spasi\u00a0\u2003lebar  \nakhir ", "spasi lebar\nakhir"),
    ],
)
def test_cleaning(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(st.text(max_size=300))
def test_cleaning_twice_is_cleaning_once_and_leaves_no_control_characters(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert not any(ord(char) < 32 and char not in "\n\t" for char in once)


@pytest.mark.samples
@pytest.mark.skipif("SPBE_SAMPLES" not in os.environ, reason="SPBE_SAMPLES is not set")
@pytest.mark.parametrize(
    ("name", "pages", "text", "signed"),
    [
        ("perbup-batu-bara-81-2021-spbe.pdf", 40, TextState.ADA, False),
        ("perbup-pakpak-bharat-34-2019-rencana-induk.pdf", 42, TextState.ADA, False),
        ("permenko-perekonomian-4-2023-spbe-pindaian.pdf", 20, TextState.PINDAIAN, False),
        ("peraturan-bssn-4-2021.pdf", 30, TextState.ADA, True),
    ],
)
def test_real_regulations(name: str, pages: int, text: TextState, signed: bool) -> None:
    reading = read(BinarySource(path=Path(os.environ["SPBE_SAMPLES"]) / name), name)
    assert (reading.health, reading.page_count, reading.text, reading.signed) == (Health.BAIK, pages, text, signed)
    assert not any("\ufffe" in page or "\x02" in page for page in reading.pages)
