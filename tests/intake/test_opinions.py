"""Opinions of assessors from tables and pasted text, kept as levels and open notes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from spbe_checklist.errors import ConfigurationError
from spbe_checklist.intake.opinions import Opinion, as_change, from_table, from_text
from spbe_checklist.settings.edit import edit_workspace, set_values
from spbe_checklist.settings.file import load_workspace

TODAY = dt.date(2024, 10, 1)


def test_a_table_by_its_header_wherever_it_starts() -> None:
    table = [
        ["HASIL PENILAIAN ASESOR", "", "", ""],
        ["No", "Nama Indikator", "Nilai Asesor", "Catatan Asesor"],
        ["Domain 1", "Kebijakan", "", ""],
        ["1", "Arsitektur", "3", "Pasal tentang infrastruktur belum ada"],
        ["17", "Jaringan", "4", ""],
        ["18", "Penghubung", "", ""],
    ]
    assert from_table(table, "nilai.xlsx") == [
        Opinion(1, 3.0, None, "Pasal tentang infrastruktur belum ada"),
        Opinion(17, 4.0),
    ]


def test_decisions_are_understood_and_other_words_kept_as_the_reason() -> None:
    table = [
        ["indikator", "tingkat", "keputusan", "alasan"],
        ["2", "3", "Diterima", ""],
        ["3", "2", "Revisi", "SK tim, bukan laporan"],
        ["4", "2", "lihat berkas", "kurang jelas"],
    ]
    assert [(one.accepted, one.reason) for one in from_table(table, "a.csv")] == [
        (True, ""),
        (False, "SK tim, bukan laporan"),
        (None, "lihat berkas; kurang jelas"),
    ]


def test_pasted_lines_in_any_order_of_their_parts() -> None:
    text = """Catatan wawancara
    Indikator 17 | 3 | revisi | belum ada reviu
        tahun lalu
    22: 4; diterima
    30\tditolak\taudit oleh pihak yang sama\t2
    """
    assert from_text(text, "tempel.txt") == [
        Opinion(17, 3.0, False, "belum ada reviu tahun lalu"),
        Opinion(22, 4.0, True),
        Opinion(30, 2.0, False, "audit oleh pihak yang sama"),
    ]


def test_codes_of_a_portal_mean_what_the_edition_says() -> None:
    codes = {"A.1.2": 5}
    table = [["kode", "nilai", "catatan"], ["A.1.2", "2", "belum terbit"]]
    assert from_table(table, "portal.csv", codes.get) == [Opinion(5, 2.0, None, "belum terbit", "A.1.2")]
    assert from_text("A.1.2 | 2 | belum terbit", "portal.txt", codes.get)[0].indicator == 5


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ([["nama", "alamat"], ["a", "b"]], "tidak memuat kolom"),
        ([["indikator", "nilai"], ["1", "tiga"]], "bukan angka"),
        ([["indikator", "nilai"], ["B7-x9", "3"]], "bukan nomor indikator"),
    ],
)
def test_what_is_not_understood_is_said_with_its_row(table: list[list[str]], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        from_table(table, "nilai.csv")


def test_levels_and_notes_reach_the_settings_and_an_answer_closes_the_note(tmp_path: Path) -> None:
    file = tmp_path / "spbe.yaml"
    file.write_text('# ditulis tangan\nlevels:\n  assessed: {"17": 2}\n', encoding="utf-8")
    edit_workspace(file, as_change([Opinion(17, 3.0, False, "belum ada reviu")], "Asesor 1", TODAY))
    found = load_workspace(file)
    assert found.assessed == {17: 3.0}
    assert [(note.text, note.status, note.by) for note in found.notes] == [("belum ada reviu", "terbuka", "Asesor 1")]
    assert "# ditulis tangan" in file.read_text(encoding="utf-8")
    edit_workspace(file, as_change([Opinion(17, None, True, "belum ada reviu")], "Asesor 1", TODAY))
    assert [note.status for note in load_workspace(file).notes] == ["terjawab"]
    assert load_workspace(file).assessed == {17: 3.0}


@pytest.mark.parametrize(
    ("written", "values"),
    [("levels:\n", {17: 3.0}), ("levels:\n  assessed: {17: 2, 18: 4}\n", {17: 3.0, 18: 4.0})],
    ids=["empty section", "number without quotes"],
)
def test_levels_go_where_the_file_has_them(tmp_path: Path, written: str, values: dict[int, float]) -> None:
    file = tmp_path / "spbe.yaml"
    file.write_text(written, encoding="utf-8")
    edit_workspace(file, as_change([Opinion(17, 3.0)], "", TODAY))
    assert load_workspace(file).assessed == values


def test_single_settings_go_where_the_file_has_them(tmp_path: Path) -> None:
    file = tmp_path / "spbe.yaml"
    file.write_text('services:\n  45: {name: "e-BPHTB"}\n', encoding="utf-8")
    edit_workspace(file, set_values({("services", "45", "name"): "Layanan perizinan"}))
    assert load_workspace(file).services[45].name == "Layanan perizinan"
