"""The register goes out to a spreadsheet and comes back the same; what cannot be understood names its row."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.errors import ConfigurationError
from spbe_checklist.intake.register import COLUMNS, decisions, read_table, rows, to_csv, to_xlsx
from spbe_checklist.settings.models import DocumentDecision, Workspace
from tests.result_factory import make_result

CATALOGUE = load_catalogue()
DECISION = DocumentDecision(
    path="01/Perwali 18.pdf",
    sha256="ab" * 32,
    evidence=("I1.L3.lengkap", "I2"),
    not_evidence=("I19",),
    articles=("Pasal 8", "Pasal 9"),
    pages=(12, 13),
    by="Rina, Diskominfo",
    date=dt.date(2024, 5, 1),
    note="satu peraturan untuk banyak indikator",
)
WORKSPACE = Workspace(documents=(DECISION,))


@pytest.mark.parametrize("write", [to_csv, to_xlsx])
def test_out_and_back(write: object) -> None:
    written = write(rows(WORKSPACE))  # type: ignore[operator]
    content = written.encode() if isinstance(written, str) else written
    assert decisions(read_table(content, "register"), "register", CATALOGUE) == [DECISION]


def test_documents_a_result_accepted_are_listed_after_the_decided_ones() -> None:
    result = make_result()
    table = rows(WORKSPACE, result)
    accepted = {one.path for one in result.documents if any(match.accepted for match in one.matches)}
    assert table[0][0] == DECISION.path
    assert {row[0] for row in table[1:]} == accepted


def test_no_cell_becomes_a_formula() -> None:
    hostile = Workspace(documents=(DocumentDecision(path="=cmd|' /C calc'!A0.xlsx", evidence=("I1",)),))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(rows(hostile)))).active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"
    assert "\n'=cmd" in to_csv(rows(hostile)).replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["a.pdf", "I99.L1.x"], "tidak dikenal"),
        (["a.pdf", "I1", "", "dua belas"], "bilangan"),
        (["a.pdf", "I1", "", "", "", "", "1 Mei 2024"], "TTTT-BB-HH"),
    ],
)
def test_what_cannot_be_understood_names_its_row(row: list[str], words: str) -> None:
    with pytest.raises(ConfigurationError, match=words) as caught:
        decisions([list(COLUMNS), row], "register.csv", CATALOGUE)
    assert "baris 2" in str(caught.value)


@pytest.mark.parametrize("table", [[], [["nama", "isi"], ["a", "b"]]])
def test_other_tables_are_refused(table: list[list[str]]) -> None:
    with pytest.raises(ConfigurationError):
        decisions(table, "lain.csv", CATALOGUE)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_a_clear_error(content: bytes) -> None:
    try:
        table = read_table(content, "acak")
    except ConfigurationError:
        return
    assert all(isinstance(cell, str) for row in table for cell in row)
