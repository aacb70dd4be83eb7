"""Levels are read as agencies keep them, and every mistake is named with its line."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.errors import ConfigurationError, ExitCode
from spbe_checklist.settings.level_values import Column, Levels, check_levels, read_levels
from tests.scoring_catalogue import structure

CATALOGUE = structure()


def read(folder: Path, content: str | bytes, name: str = "nilai.csv") -> Levels:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_levels(file)


def workbook(folder: Path, sheets: dict[str, list[list[object]]], name: str = "nilai.xlsx") -> Levels:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / name)
    return read_levels(folder / name)


EXPECTED = {1: Decimal(3), 2: Decimal(4)}


@pytest.mark.parametrize(
    "content",
    [
        "no,nilai\n1,3\n2,4\n",
        "no;nilai\n1;3\n2;4\n",
        "no\tnilai\n1\t3\n2\t4\n",
        "\ufeffno;nilai\r\n1;3\r\n2;4\r\n",
        "no;nilai\n1;3,0\n2;4.0\n",
        'no,nilai\n1,"3,0"\n2,4\n',
        "Nomor Indikator;Tingkat Kematangan\nI1;3\nIndikator 2;4\n",
        "No.;Nama Indikator;Bobot;Nilai\n1;Kebijakan;1,30;3\n2;Peta, Rencana;1,30;4\n",
        "HASIL PENILAIAN MANDIRI\n\nNo;Indikator;Nilai\n1;Kebijakan Arsitektur;3\n2;Kebijakan Peta Rencana;4\n",
        "no;nilai\nDomain 1;\n1;3\nAspek 2;2,5\n2;4\n;\nJumlah;7\nIndeks SPBE;3,5\n",
        "1;3\n2;4\n",
        "no;nilai\n1;3\n2;4\n3;\n4;-\n",
    ],
)
def test_tables_in_every_usual_shape(tmp_path: Path, content: str) -> None:
    assert read(tmp_path, content).single("claimed") == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_encodings_of_office_programs(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, "no;nilai;catatan\n1;3;caf\xe9\n2;4;\n".encode(encoding)).single("claimed") == EXPECTED


def test_several_columns(tmp_path: Path) -> None:
    found = read(tmp_path, "no,mandiri,asesor,tahun lalu\n1,5,3,2\n2,4,,\n")
    assert found.single("claimed") == {1: 5, 2: 4}
    assert found.single("assessed") == {1: 3}
    assert found.single("previous") == {1: 2}
    assert found.present == ("claimed", "assessed", "previous")


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("Asesor (interim)", "assessed"), ("TK Asesor", "assessed"), ("Nilai Asesor Eksternal", "assessed"),
        ("Hasil Interviu", "assessed"), ("Penilaian Eksternal 2024", "assessed"), ("Nilai Mandiri 2024", "claimed"),
        ("TK mandiri", "claimed"), ("Self Assessment", "claimed"), ("Asesor Internal", "claimed"),
        ("Tingkat Kematangan", "claimed"), ("Nilai 2024", "claimed"), ("Nilai Asesor Tahun Lalu", "previous"),
        ("Hasil sebelumnya", "previous"), ("TAHUN LALU", "previous"),
    ],
)  # fmt: skip
def test_titles_are_known_by_their_words(tmp_path: Path, title: str, column: Column) -> None:
    found = read(tmp_path, f"No;Indikator;{title}\n1;Arsitektur;3\n2;Peta;4\n")
    assert found.present == (column,)
    assert found.single(column) == EXPECTED
    assert found.remark == ""


def test_columns_that_hold_no_levels_are_left_alone(tmp_path: Path) -> None:
    titles = "No;Bobot;Nama asesor;Mandiri;Selisih mandiri dan asesor;Catatan asesor;Tahun;Target"
    found = read(tmp_path, f"{titles}\n1;1,3;Budi;3;1;2;2024;4\n2;1;Rina;4;0;;2024;4\n")
    assert found.present == ("claimed",)
    assert found.remark == ""


def test_a_column_of_levels_that_nobody_knows_is_said_with_the_titles_that_are_known(tmp_path: Path) -> None:
    found = read(tmp_path, "no;mandiri;Final;\n1;3;2;1\n2;4;3;1\n")
    assert found.present == ("claimed",)
    assert "kolom “Final”, “ke-4” tidak dipakai" in found.remark
    assert "“TK Asesor”" in found.remark
    with pytest.raises(ConfigurationError) as caught:
        read(tmp_path, "no;Final\n1;3\n2;4\n")
    assert "“TK Asesor”" in caught.value.hint


def test_workbook_with_a_cover_sheet(tmp_path: Path) -> None:
    found = workbook(
        tmp_path,
        {
            "Sampul": [["Penilaian Mandiri SPBE"]],
            "Nilai": [["Kota Contoh"], ["No", "Indikator", "Penilaian Mandiri"], [1, "A", 3], [2.0, "B", 4.0]],
        },
    )
    assert found.single("claimed") == EXPECTED


def test_workbook_is_recognised_by_content(tmp_path: Path) -> None:
    workbook(tmp_path, {"a": [["no", "nilai"], [1, 3], [2, 4]]})
    (tmp_path / "nilai.xlsx").rename(tmp_path / "nilai.data")
    assert read_levels(tmp_path / "nilai.data").single("claimed") == EXPECTED


@pytest.mark.parametrize(
    "content",
    [
        "1: 3\n2: 4\n",
        '"1": 3\n"2": "4"\n',
        "claimed: {1: 3, 2: 4}\n",
        "levels: {claimed: {1: 3, 2: 4}, assessed: {}}\n",
        '{"1": 3, "2": 4}',
    ],
)
def test_yaml(tmp_path: Path, content: str) -> None:
    assert read(tmp_path, content, "nilai.yaml").single("claimed") == EXPECTED


def test_yaml_columns(tmp_path: Path) -> None:
    found = read(tmp_path, 'assessed: {1: 3}\nprevious: {1: "2.5"}\n', "nilai.yml")
    assert (found.single("assessed"), found.single("previous")) == ({1: 3}, {1: Decimal("2.5")})
    assert found.present == ("assessed", "previous")


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        ("no;nilai\n1;3\n1;4\n", "n.csv", "n.csv baris 3: indikator 1 sudah disebut di n.csv baris 2"),
        ('1: 3\n"1": 4\n', "n.yaml", "n.yaml baris 2: indikator 1 sudah disebut di n.yaml baris 1"),
        ("1: 3\n1: 4\n", "n.yaml", "ditulis dua kali"),
        ("no;nilai\nsatu;3\n", "n.csv", "n.csv baris 2: 'satu' bukan nomor indikator"),
        ("no;nilai\n1;tiga\n", "n.csv", "n.csv baris 2: 'tiga' untuk indikator 1 bukan angka"),
        ("no;nilai\n1;NaN\n", "n.csv", "bukan angka"),
        ("1: true\n", "n.yaml", "n.yaml baris 1: 'True' untuk indikator 1 bukan angka"),
        ("claimd: {1: 3}\n", "n.yaml", "n.yaml baris 1: 'claimd' bukan nomor indikator"),
        ("claimed: {1: 3}\nasessed: {1: 3}\n", "n.yaml", "n.yaml baris 2: kunci 'asessed' tidak dikenal"),
        ("claimed: 3\n", "n.yaml", "pasangan nomor indikator"),
        ("nama;bobot\nA;3\n", "n.csv", "tidak memuat tabel nilai"),
        ("", "n.csv", "tidak memuat tabel nilai"),
        ("no;nilai;level\n1;3;3\n", "n.csv", "n.csv baris 1: dua kolom untuk nilai mandiri: 'nilai' dan 'level'"),
        ('no;nilai\n1;"3\n', "n.csv", "tidak terbaca sebagai CSV"),
        ("apa pun", "n.pdf", "tidak dikenal"),
        ("PK\x03\x04rusak", "n.xlsx", "tidak terbaca sebagai lembar kerja"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, content: str, name: str, says: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        check_levels(read(tmp_path, content, name), "claimed", CATALOGUE, allow_missing=True)
    assert says in str(caught.value)
    assert caught.value.hint
    assert caught.value.exit_code is ExitCode.CONFIGURATION


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="tidak dapat dibaca"):
        read_levels(tmp_path / "tiada.csv")


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("48;3", "n.csv baris 2: indikator 48 tidak ada dalam katalog spbe-2020"),
        ("1;0", "n.csv baris 2: tingkat 0 untuk indikator 1 di luar rentang 1 sampai 5"),
        ("1;6", "di luar rentang 1 sampai 5"),
        ("1;-3", "di luar rentang 1 sampai 5"),
        ("1;2,5", "harus bulat"),
        ("1;3", "46 indikator belum bernilai (2, 3, 4, 5, 6, 7, 8, 9, 10, 11 ...)"),
    ],
)
def test_levels_are_checked_against_the_catalogue(tmp_path: Path, rows: str, says: str) -> None:
    levels = read(tmp_path, f"no;nilai\n{rows}\n", "n.csv")
    with pytest.raises(ConfigurationError) as caught:
        check_levels(levels, "claimed", CATALOGUE)
    assert says in f"{caught.value} {caught.value.hint}"


def test_missing_indicators_are_left_to_the_score_when_allowed(tmp_path: Path) -> None:
    levels = read(tmp_path, "no;nilai\n1;3\n")
    assert check_levels(levels, "claimed", CATALOGUE, allow_missing=True) == {1: 3}


def test_editions_with_fractional_levels_and_repeated_rows(tmp_path: Path) -> None:
    first, second, *rest = structure().indicators
    edition = structure().model_copy(
        update={"fractional": True, "indicators": (first, second.model_copy(update={"copies": 3}), *rest)}
    )
    levels = read(tmp_path, "no;nilai\n1;2,5\n2;1\n2;3\n2;4\n")
    assert check_levels(levels, "claimed", edition, allow_missing=True) == {1: Fraction(5, 2), 2: Fraction(8, 3)}
    listed = read(tmp_path, '1: "2.5"\n2: [1, 3, 4]\n', "n.yaml")
    assert check_levels(listed, "claimed", edition, allow_missing=True) == {1: Fraction(5, 2), 2: Fraction(8, 3)}
    with pytest.raises(ConfigurationError, match="indikator 2 sudah disebut"):
        check_levels(read(tmp_path, "2: [1, 3, 4, 4]\n", "n.yaml"), "claimed", edition, allow_missing=True)


@given(
    st.dictionaries(st.integers(1, 47), st.integers(1, 5), min_size=1),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, levels: dict[int, int], separator: str, end: str
) -> None:
    lines = [f"no{separator}nilai", *(f"{no}{separator}{level}" for no, level in levels.items())]
    folder = tmp_path_factory.mktemp("nilai")
    assert read(folder, end.join(lines) + end).single("claimed") == levels


@given(st.binary(max_size=200), st.sampled_from(["csv", "yaml", "xlsx"]))
def test_any_content_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, extension: str
) -> None:
    folder = tmp_path_factory.mktemp("nilai")
    with suppress(ConfigurationError):  # anything else is a defect
        read(folder, content, f"nilai.{extension}")
