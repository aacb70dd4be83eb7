"""The first lines of a document for a person: masked, bounded, and empty where there is nothing to show."""

from __future__ import annotations

from pathlib import Path

from spbe_checklist.run.preview import first_lines


def test_first_lines_without_blank_ones_and_with_nik_masked(tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("PEMERINTAH KOTA\n\nNotulen rapat\nNIK 3275014507890001\nEmpat\nLima\n")
    lines = first_lines(tmp_path, "surat.txt")
    assert lines[:2] == ["PEMERINTAH KOTA", "Notulen rapat"]
    assert "3275014507890001" not in " ".join(lines)
    assert len(lines) == 4


def test_nothing_to_show(tmp_path: Path) -> None:
    (tmp_path / "rusak.pdf").write_bytes(b"%PDF-1.7 rusak")
    assert first_lines(tmp_path, "rusak.pdf") == []
    assert first_lines(tmp_path, "tidak-ada.pdf") == []
    assert first_lines(tmp_path, "arsip.zip!/isi.pdf") == []
