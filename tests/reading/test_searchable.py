"""Searchable copies: where they may lie, what is copied, and what is said when it cannot be."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from spbe_checklist.errors import InputError, UsageError
from spbe_checklist.reading.readers import read
from spbe_checklist.reading.readers.source import BinarySource
from spbe_checklist.run import searchable
from spbe_checklist.run.searchable import CopyState, make_searchable

posix = pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for the program")


def scanned_pdf() -> bytes:
    image = Image.new("L", (1240, 1754), 250)
    font = ImageFont.load_default(36)
    ImageDraw.Draw(image).text((120, 140), "KEPUTUSAN WALI KOTA NOMOR 7 TAHUN 2022", fill=20, font=font)
    out = io.BytesIO()
    image.save(out, "PDF", resolution=150)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "dokumen"
    (made / "17").mkdir(parents=True)
    (made / "17" / "-pindaian.pdf").write_bytes(scanned_pdf())
    (made / "teks.txt").write_text("bukan pindaian")
    return made


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands in for OCRmyPDF: copies its last but one argument to the last."""
    return stand_in(tmp_path, monkeypatch, 'while [ $# -gt 2 ]; do shift; done; cp "$1" "$2"')


def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> Path:
    script = tmp_path / "bin" / "ocrmypdf"
    script.parent.mkdir()
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(0o755)
    monkeypatch.setattr(searchable.shutil, "which", lambda name: str(script))
    return script


def state_of(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@posix
def test_scans_are_copied_to_the_same_place_elsewhere(folder: Path, tmp_path: Path, program: Path) -> None:
    before = state_of(folder)
    (copy,) = make_searchable(folder, tmp_path / "hasil")
    assert (copy.path, copy.state, copy.output) == (
        "17/-pindaian.pdf",
        CopyState.MADE,
        tmp_path / "hasil" / "17" / "-pindaian.pdf",
    )
    assert [
        str(path.relative_to(tmp_path / "hasil")) for path in (tmp_path / "hasil").rglob("*") if path.is_file()
    ] == ["17/-pindaian.pdf"]
    assert state_of(folder) == before
    (again,) = make_searchable(folder, tmp_path / "hasil")
    assert (again.state, again.reason) == (CopyState.SKIPPED, "salinan sudah ada")


@posix
@pytest.mark.parametrize("out", ["dokumen", "dokumen/hasil", ".", "tautan/hasil", "tautan"])
def test_copies_never_lie_among_the_originals(folder: Path, tmp_path: Path, program: Path, out: str) -> None:
    (tmp_path / "tautan").symlink_to(folder)
    before = state_of(folder)
    with pytest.raises(UsageError, match="tumpang tindih") as caught:
        make_searchable(folder, tmp_path / out)
    assert caught.value.hint
    assert state_of(folder) == before


@posix
def test_a_link_below_the_output_does_not_lead_back(folder: Path, tmp_path: Path, program: Path) -> None:
    (tmp_path / "hasil").mkdir()
    (tmp_path / "hasil" / "17").symlink_to(folder, target_is_directory=True)
    before = state_of(folder)
    (copy,) = make_searchable(folder, tmp_path / "hasil")
    assert copy.state is CopyState.FAILED
    assert state_of(folder) == before


@posix
@pytest.mark.parametrize(("code", "reason"), [(8, "kata sandi"), (6, "sudah memiliki teks"), (77, "kode 77")])
def test_a_failure_is_said_and_leaves_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str
) -> None:
    stand_in(tmp_path, monkeypatch, f"exit {code}")
    (copy,) = make_searchable(folder, tmp_path / "hasil")
    assert (copy.state, copy.output) == (CopyState.FAILED, None)
    assert reason in copy.reason
    assert [path for path in (tmp_path / "hasil").rglob("*") if path.is_file()] == []


@posix
def test_a_program_that_hangs_is_ended(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, "sleep 600")
    monkeypatch.setattr(searchable, "_SECONDS", 0.5)
    (copy,) = make_searchable(folder, tmp_path / "hasil")
    assert copy.state is CopyState.FAILED
    assert "batas" in copy.reason


def test_without_the_program_nothing_is_written(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searchable.shutil, "which", lambda name: None)
    with pytest.raises(UsageError, match="OCRmyPDF") as caught:
        make_searchable(folder, tmp_path / "hasil")
    assert "ocrmypdf" in caught.value.hint
    assert not (tmp_path / "hasil").exists()


@posix
def test_a_missing_folder_is_an_input_error(tmp_path: Path, program: Path) -> None:
    with pytest.raises(InputError):
        make_searchable(tmp_path / "tidak-ada", tmp_path / "hasil")


@pytest.mark.skipif(shutil.which("ocrmypdf") is None, reason="OCRmyPDF is not installed on this machine")
def test_the_real_program_makes_a_searchable_copy(folder: Path, tmp_path: Path) -> None:
    (copy,) = make_searchable(folder, tmp_path / "hasil")
    assert (copy.state, copy.reason) == (CopyState.MADE, "")
    assert copy.output is not None
    assert "NOMOR 7 TAHUN 2022" in " ".join(read(BinarySource(path=copy.output), "a.pdf").pages)
