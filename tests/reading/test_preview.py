"""The first lines of a document for a person: masked, bounded, and empty where there is nothing to show."""

from __future__ import annotations

from pathlib import Path

from spbe_checklist.run.preview import PreviewLine, telling, telling_lines


def test_the_lines_that_name_the_words_with_nik_masked(tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text(
        "PEMERINTAH KOTA\n\nRapat arsitektur SPBE\nNIK 3275014507890001 arsitektur\nEmpat\n"
    )
    lines = telling_lines(tmp_path, "surat.txt", ["arsitektur"])
    assert [line.page for line in lines] == [1, 1]
    assert lines[0].text == "Rapat arsitektur SPBE"
    assert "3275014507890001" not in lines[1].text


def test_most_words_first_in_the_order_of_the_document_and_the_beginning_where_none_is_named() -> None:
    lines = [
        PreviewLine(1, "kop"),
        PreviewLine(1, "audit"),
        PreviewLine(2, "Audit TIK internal"),
        PreviewLine(3, "auditor TIK"),
    ]
    assert telling(lines, ["audit", "TIK"], 2) == lines[2:]
    assert telling(lines, ["neraca"], 2) == lines[:2]


def test_nothing_to_show(tmp_path: Path) -> None:
    (tmp_path / "rusak.pdf").write_bytes(b"%PDF-1.7 rusak")
    assert telling_lines(tmp_path, "rusak.pdf", []) == []
    assert telling_lines(tmp_path, "tidak-ada.pdf", []) == []
    assert telling_lines(tmp_path, "arsip.zip!/isi.pdf", []) == []
