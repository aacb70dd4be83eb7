"""The printed score sheet adds up, and says what was asked, what failed and what the runner-up got."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spbe_checklist.reports.explain import document_text
from spbe_checklist.run.check import check_folder
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.verdict.result import Result
from spbe_checklist.verdict.result_json import dump, load
from tests.recognition.made import YEAR, shipped

OPERATIONS = (
    "LAPORAN OPERASIONAL PUSAT DATA\nBulan Mei 2024\nserver dan jaringan intra pusat data diperiksa tiap hari\n"
)
PROCEDURE = "SOP LAYANAN PUSAT DATA\nNomor SOP 12\nTanggal 3 Mei 2024\npusat data dipakai semua dinas\n"
SPENDING = "LAPORAN REALISASI ANGGARAN PUSAT DATA\nTahun 2024\npusat data: pagu, belanja dan sisa anggaran per bulan\n"
FILES = {
    "catatan.txt": OPERATIONS,
    "Indikator 16 SOP.txt": PROCEDURE,
    "belanja.txt": SPENDING,
    "Laporan Pusat Data.pdf": "",
}
POINTS = re.compile(r"^ +([+-]\d+,\d{3})  (.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kota") / "dokumen"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def checked(place: Path) -> Result:
    return check(place)


def check(place: Path) -> Result:
    return check_folder(CheckOptions(place, ocr="never", year=YEAR, cache_dir=place.parent / "simpanan")).result


def told(result: Result, name: str) -> str:
    return document_text(result, next(one for one in result.documents if one.path == name))


@pytest.mark.parametrize("name", FILES)
def test_the_printed_points_add_up(checked: Result, name: str) -> None:
    total, rows = 0.0, []
    for figure, sentence in POINTS.findall(told(checked, name)):
        value = float(figure.replace(",", "."))
        if sentence in ("jumlah", "dihitung"):
            assert total == pytest.approx(value, abs=1e-9)
        else:
            total += value
        rows.append(sentence)
    assert rows[0] == "titik awal"
    assert rows.count("jumlah") == 1
    assert len(rows) > 3


def test_the_sheet_says_what_was_asked_and_what_the_limit_is(checked: Result) -> None:
    text = told(checked, "catatan.txt")
    card = shipped().score_card
    assert "Kartu nilai untuk indikator " in text
    assert "  Syarat lulus: sudah terisi\n" in text
    assert f"Ambang ({card.caution}) " in text
    assert f"dikalibrasi pada {card.calibration.pairs} pasangan" in text
    assert "  Berikutnya: indikator " in text


def test_a_gate_row_that_fails_is_told_with_its_reason(checked: Result) -> None:
    text = told(checked, "belanja.txt")
    assert "  Syarat gugur: laporan realisasi atau laporan keuangan, bukan bukti " in text
    assert "bukan jenis kertas yang hanya mirip bukti" not in text


def test_a_number_in_a_name_counts_within_limits_for_what_is_there(checked: Result) -> None:
    sheet = next(one for one in checked.documents if one.path.startswith("Indikator 16")).scores[0]
    assert sheet.counted == pytest.approx(
        sheet.score - sheet.points["nomor_nama"] + shipped().score_card.most_where_agreed
    )
    assert "  dihitung\n" in told(checked, "Indikator 16 SOP.txt")


def test_the_limit_is_not_held_against_what_could_not_be_read(checked: Result) -> None:
    assert "belum dipakai karena isinya belum terbaca" in told(checked, "Laporan Pusat Data.pdf")


def test_sheets_survive_saving_and_the_store(checked: Result, place: Path) -> None:
    assert load(dump(checked), "hasil.json").documents == checked.documents
    (place / "baru.txt").write_text("Catatan rapat warga\n")  # the Result is made anew, of recognitions that are kept
    kept = check(place)
    (place / "baru.txt").unlink()
    again = check(place)
    assert any(one.scores for one in again.documents)
    assert dump(again.model_copy(update={"run": checked.run})) == dump(checked)
    assert [one for one in kept.documents if one.path != "baru.txt"] == checked.documents


def test_a_result_of_an_earlier_version_has_no_sheet(checked: Result) -> None:
    assert "Kartu nilai" not in told(checked.model_copy(update={"scoring": None}), "catatan.txt")
