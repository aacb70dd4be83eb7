"""``spbe-check files``: every file of a folder or of a saved result."""

from __future__ import annotations

from pathlib import Path

import pytest

from spbe_checklist.cli.app import run
from tests.cli.evidence import fill


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("bukti"))


@pytest.fixture(scope="module")
def saved(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("hasil") / "hasil.json"
    run(["check", str(folder), "--no-cache", "--year", "2024", "-f", "json", "-o", str(file)])
    return str(file)


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(["files", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_result_and_its_folder_list_the_same(capsys: pytest.CaptureFixture[str], folder: Path, saved: str) -> None:
    from_folder = listed(capsys, str(folder), "--no-cache", "--year", "2024")
    assert from_folder == listed(capsys, saved)
    assert (from_folder[0], from_folder[2]) == (0, "")


def test_every_file_stands_with_what_becomes_of_it(capsys: pytest.CaptureFixture[str], saved: str) -> None:
    _, out, _ = listed(capsys, saved)
    blocks = {block.splitlines()[0].strip(): block for block in out.replace("\n    ", "\r    ").split("\n") if block}
    assert "dipakai untuk: I17." in blocks["17/SOP Jaringan Intra.txt"]
    assert "! Nama menunjuk indikator 12" in blocks["12 Peta Rencana/Laporan.txt"]
    assert "kosong" in blocks["Indikator 21 Register Risiko.txt"]
    assert "tidak dipakai: nama dan isinya" in blocks["catatan.txt"]
    assert "Thumbs.db - berkas sistem Windows" in blocks
    assert "6 berkas: 4 terbaca, 1 tidak terbaca, 1 diabaikan" in blocks


def test_problems_only(capsys: pytest.CaptureFixture[str], saved: str) -> None:
    _, out, _ = listed(capsys, saved, "--problems")
    assert "17/SOP Jaringan Intra.txt" not in out
    assert "catatan.txt" in out


def test_it_can_be_written_to_a_file(capsys: pytest.CaptureFixture[str], saved: str, tmp_path: Path) -> None:
    file = tmp_path / "daftar.txt"
    code, out, _ = listed(capsys, saved, "--output", str(file))
    assert (code, out) == (0, "")
    assert "catatan.txt" in file.read_text(encoding="utf-8")


def test_a_folder_without_problems(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "17").mkdir()
    (tmp_path / "17" / "SOP Jaringan Intra.txt").write_text("SOP Layanan Jaringan Intra\n" * 9, encoding="utf-8")
    _, out, _ = listed(capsys, str(tmp_path))
    assert "()" not in out


def test_a_missing_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = listed(capsys, str(tmp_path / "tidak ada"))
    assert (code, out) == (4, "")
    assert "tidak ada (lagi) di tempatnya" in err
