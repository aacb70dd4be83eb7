"""``spbe-check explain``: indicators, items and files, with and without a result."""

from __future__ import annotations

from pathlib import Path

import pytest

from spbe_checklist.cli.app import run
from tests.cli.evidence import fill


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("bukti"))


@pytest.fixture(scope="module")
def result(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("hasil") / "hasil.json"
    run(["check", str(folder), "--no-cache", "--year", "2024", "-f", "json", "-o", str(file)])
    return str(file)


def explained(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(["explain", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("name", ["I17", "i17", "17", "I017"])
def test_an_indicator_alone(capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, _ = explained(capsys, name)
    assert code == 0
    assert out.startswith("Indikator 17: ")
    assert "Keadaan" not in out


def test_an_indicator_with_its_standing(capsys: pytest.CaptureFixture[str], result: str) -> None:
    code, out, _ = explained(capsys, "I17", result)
    assert code == 0
    assert "Keadaan indikator 17: Layanan Jaringan Intra\ndidukung bukti tingkat 3, target 3\n" in out
    assert "+ 17/SOP Jaringan Intra.txt" in out


def test_the_answer_comes_first_with_words_and_place_and_what_lies_above_the_target_on_request(
    capsys: pytest.CaptureFixture[str], result: str
) -> None:
    out = explained(capsys, "I17", result)[1]
    assert out.startswith("Keadaan indikator 17")
    assert "      menunjukkan: Layanan Jaringan Intra (isi); " in out
    assert "(SOP, SLA): “sop”, “standar operasional prosedur” (isi)" in " ".join(out.split())
    assert out.index("Keadaan indikator 17") < out.index("Indikator 17: ") < out.index("Tingkat 3 - ")
    assert "I17.L4" not in out.replace("I17.L4-", "")
    assert "di atas sasaran tidak ditampilkan; tambahkan --target 5." in " ".join(out.split())
    above = explained(capsys, "I17", result, "--target", "5")[1]
    assert "Tingkat 5 - " in above
    assert "I17.L4" in above
    assert "tidak ditampilkan" not in above


def test_an_item_alone_and_with_its_standing(capsys: pytest.CaptureFixture[str], result: str) -> None:
    assert "I17.L2.sop" in explained(capsys, "I17.L2.sop")[1]
    code, out, _ = explained(capsys, "i17.l2.SOP", result)
    assert code == 0
    assert "I17.L2.sop" in out
    assert "I17.L3.baku" not in out


def test_a_folder_does_as_well_as_a_result(
    capsys: pytest.CaptureFixture[str], folder: Path, result: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SPBE_CACHE_DIR", str(tmp_path))
    from_folder = explained(capsys, "I17", str(folder), "--year", "2024")
    assert from_folder == explained(capsys, "I17", result)


@pytest.mark.parametrize("name", ["17/SOP Jaringan Intra.txt", "17\\sop jaringan intra.TXT", "SOP Jaringan Intra.txt"])
def test_a_file_by_path_or_name(capsys: pytest.CaptureFixture[str], result: str, name: str) -> None:
    code, out, _ = explained(capsys, name, result)
    assert code == 0
    assert out.startswith("17/SOP Jaringan Intra.txt\n")
    assert "I17.L2.sop" in out


def test_every_file_of_a_name(capsys: pytest.CaptureFixture[str], result: str) -> None:
    _, out, _ = explained(capsys, "Laporan.txt", result)
    assert "17/Laporan.txt\n" in out
    assert "12 Peta Rencana/Laporan.txt\n" in out


def test_an_unused_an_unreadable_and_an_ignored_file(capsys: pytest.CaptureFixture[str], result: str) -> None:
    assert "tidak dipakai: " in explained(capsys, "catatan.txt", result)[1]
    assert "kosong" in explained(capsys, "Indikator 21 Register Risiko.txt", result)[1]
    assert explained(capsys, "thumbs.db", result)[1] == "Thumbs.db diabaikan: berkas sistem Windows\n"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["I99"], 2, "1-47"),
        (["I17.L2.tidak_ada"], 2, "spbe-check catalogue show --ids --indicator 17"),
        (["I17.L2.tidak-ada"], 2, "spbe-check catalogue show --ids --indicator 17"),
        (["laporan.pdf"], 2, "perlu folder atau hasilnya"),
        (["I17", "/tidak/ada"], 4, "tidak ada (lagi) di tempatnya"),
    ],
)
def test_what_cannot_be_explained(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    found, out, err = explained(capsys, *arguments)
    assert (found, out) == (code, "")
    assert words in err


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str], result: str) -> None:
    code, out, err = explained(capsys, "hilang.pdf", result)
    assert (code, out) == (2, "")
    assert "hilang.pdf" in err


def test_a_result_of_another_edition_is_explained_with_that_edition(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    file = str(tmp_path / "lama.json")
    run(["check", str(folder), "--no-cache", "--catalogue", "spbe-2018", "-f", "json", "-o", file])
    code, out, _ = explained(capsys, "I1", file)
    assert code == 0
    assert "\nIndikator 1: Kebijakan Internal Tim Pengarah" in out
    assert explained(capsys, "I40", file)[0] == 2
    code, _, err = explained(capsys, "I1", file, "--catalogue", "spbe-2020")
    assert code == 3
    assert "spbe-2018" in err


def test_a_file_that_is_no_result(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "bukan.json"
    file.write_text("{}", encoding="utf-8")
    code, out, err = explained(capsys, "I17", str(file))
    assert (code, out) == (3, "")
    assert "bukan berkas hasil" in err
