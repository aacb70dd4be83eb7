"""A checklist that people filled in: what comes back into spbe.yaml, and what is refused with its row.

The workbook is filled in with openpyxl, as a spreadsheet program would do it: open, type, save.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.cli.commands.import_checklist import import_checklist
from spbe_checklist.errors import ConfigurationError, InputError
from spbe_checklist.intake.checklist import ImportPlan, as_change, parse_date, plan_import, read_checklist
from spbe_checklist.reports import words, xlsx
from spbe_checklist.reports.shortcomings import by_unit
from spbe_checklist.reports.workbook import cell_text
from spbe_checklist.settings.edit import edit_workspace
from spbe_checklist.settings.file import load_workspace
from spbe_checklist.settings.models import Workspace
from spbe_checklist.verdict.result import Result
from tests.result_factory import make_result

TODAY = dt.date(2026, 11, 21)
HEADER = 3


@pytest.fixture(scope="module")
def result() -> Result:
    return make_result()


@pytest.fixture(scope="module")
def exported(result: Result) -> bytes:
    return xlsx.render(result)


class Sheet:
    """The Checklist sheet as a person sees it: cells by item and column title."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.sheet: Any = self.book["Checklist"]
        self.columns = {cell.value: cell.column for cell in self.sheet[HEADER]}
        ids = self.columns["ID butir"]
        self.rows = {self.sheet.cell(row, ids).value: row for row in range(HEADER + 1, self.sheet.max_row + 1)}

    def put(self, evidence: str, column: str, value: object) -> None:
        self.sheet.cell(self.rows[evidence], self.columns[column]).value = value

    def saved(self) -> bytes:
        target = io.BytesIO()
        self.book.save(target)
        return target.getvalue()


def filled(content: bytes, fill: Callable[[Sheet], None]) -> bytes:
    sheet = Sheet(content)
    fill(sheet)
    return sheet.saved()


def planned(content: bytes, workspace: Workspace | None = None, by: str = "Siti Aminah") -> ImportPlan:
    exported, rows = read_checklist(content, "checklist.xlsx")
    return plan_import(exported, rows, workspace or Workspace(), by=by, today=TODAY, source="checklist.xlsx")


def first(result: Result, status: str) -> str:
    return next(item.id for entry in result.indicators for item in entry.evidence if item.status == status)


def test_an_unchanged_checklist_changes_nothing(exported: bytes) -> None:
    for content in (exported, filled(exported, lambda sheet: None)):
        plan = planned(content)
        assert plan.empty
        assert plan.not_taken == []


def test_unit_person_deadline_and_note_come_back(result: Result, exported: bytes) -> None:
    evidence = first(result, "belum_ada")

    def fill(sheet: Sheet) -> None:
        sheet.put(evidence, "Unit", "Bagian Organisasi; Inspektorat")
        sheet.put(evidence, "PIC", "Rudi Hartono")
        sheet.put(evidence, "Tenggat", dt.date(2026, 12, 5))
        sheet.put(evidence, "Catatan", "menunggu tanda tangan")

    (duty,) = planned(filled(exported, fill)).duties
    assert (duty.evidence, duty.units) == (evidence, ("Bagian Organisasi", "Inspektorat"))
    assert (duty.pic, duty.deadline, duty.note) == ("Rudi Hartono", dt.date(2026, 12, 5), "menunggu tanda tangan")


def test_status_ada_with_a_known_document_is_a_confirmation(result: Result, exported: bytes) -> None:
    evidence = first(result, "belum_ada")
    document = next(one for one in result.documents if one.health == "baik" and one.path.isprintable())

    def fill(sheet: Sheet) -> None:
        sheet.put(evidence, "Status", "Ada")
        sheet.put(evidence, "Dokumen", document.path)

    (decision,) = planned(filled(exported, fill)).decisions
    assert (decision.path, decision.sha256, decision.evidence) == (document.path, document.sha256, (evidence,))
    assert (decision.by, decision.date) == ("Siti Aminah", TODAY)


def test_a_name_no_cell_can_hold_is_found_again_exactly(exported: bytes, result: Result) -> None:
    """The cell shows escapes; the confirmation names the file itself."""
    odd = next(path for path in (one.path for one in result.documents) if "\x1b" in path)
    evidence = first(result, "belum_ada")

    def fill(sheet: Sheet) -> None:
        sheet.put(evidence, "Status", "Ada")
        sheet.put(evidence, "Dokumen", cell_text(odd))

    (decision,) = planned(filled(exported, fill)).decisions
    assert decision.path == odd


def test_confirming_a_doubtful_row_confirms_the_documents_it_shows(result: Result, exported: bytes) -> None:
    item = next(item for entry in result.indicators for item in entry.evidence if item.status == "perlu_diperiksa")
    plan = planned(filled(exported, lambda sheet: sheet.put(item.id, "Status", "Ada")))
    assert [decision.path for decision in plan.decisions] == xlsx.shown_documents(item)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("Status", "Ada", "tanpa nama dokumen"),
        ("Status", "Dikecualikan", "waivers"),
    ],
)
def test_what_is_not_taken_over_is_said(result: Result, exported: bytes, column: str, value: str, said: str) -> None:
    evidence = first(result, "belum_ada")
    plan = planned(filled(exported, lambda sheet: sheet.put(evidence, column, value)))
    assert plan.empty
    assert len(plan.not_taken) == 1
    assert evidence in plan.not_taken[0]
    assert said in plan.not_taken[0]


def test_a_document_named_without_a_status_is_a_proposal_until_somebody_confirms_it(
    result: Result, exported: bytes
) -> None:
    evidence = first(result, "belum_ada")
    document = next(one for one in result.documents if one.health == "baik" and one.path.isprintable())
    content = filled(exported, lambda sheet: sheet.put(evidence, "Dokumen", document.path))
    plan = planned(content)
    assert plan.empty
    assert (plan.not_taken, len(plan.proposals)) == ([], 1)
    assert plan.proposals[0].startswith(f"{evidence} (baris ")
    assert plan.proposals[0].endswith(f"kolom Dokumen): {document.path}")
    table, rows = read_checklist(content, "checklist.xlsx")
    plan = plan_import(table, rows, Workspace(), by="Siti", today=TODAY, source="checklist.xlsx", confirm=True)
    assert [(one.path, one.evidence, one.by) for one in plan.decisions] == [(document.path, (evidence,), "Siti")]
    assert plan.proposals == []


def test_every_cell_beside_those_for_filling_in_is_listed_with_row_and_column(result: Result, exported: bytes) -> None:
    evidence = first(result, "belum_ada")

    def fill(sheet: Sheet) -> None:
        sheet.columns["Keterangan"] = sheet.sheet.max_column + 1
        sheet.sheet.cell(HEADER, sheet.columns["Keterangan"]).value = "Keterangan"
        sheet.columns[""] = sheet.sheet.max_column + 1
        for column, text in (("Keterangan", "ada di lemari"), ("", "cek lagi"), ("Alasan", "salah"), ("Halaman", "12")):
            sheet.put(evidence, column, text)

    content = filled(exported, fill)
    row = Sheet(content).rows[evidence]
    said = planned(content).not_taken
    assert len(said) == 4
    assert all(line.startswith(f"baris {row}, kolom ") and "Catatan" in line for line in said)
    for part in ("“Keterangan”: “ada di lemari”; kolom ini tidak dikenal", "“Alasan”: “salah”; bukan kolom isian"):
        assert any(part in line for line in said)


def test_what_was_removed_from_a_row_is_said(result: Result, exported: bytes) -> None:
    item = next(item for entry in result.indicators for item in entry.evidence if xlsx.shown_documents(item))
    plan = planned(filled(exported, lambda sheet: sheet.put(item.id, "Dokumen", None)))
    assert plan.empty
    assert "dihapus dari sel" in plan.not_taken[0]


def test_a_document_nobody_has_checked_is_not_confirmed(result: Result, exported: bytes) -> None:
    evidence = first(result, "belum_ada")

    def fill(sheet: Sheet) -> None:
        sheet.put(evidence, "Status", "Ada")
        sheet.put(evidence, "Dokumen", "baru/SK Bupati.pdf")

    plan = planned(filled(exported, fill))
    assert plan.empty
    assert "belum pernah diperiksa" in plan.not_taken[0]


def refused(content: bytes) -> str:
    with pytest.raises(ConfigurationError) as caught:
        planned(content)
    assert caught.value.hint
    return str(caught.value)


def test_faulty_rows_are_named_all_at_once(result: Result, exported: bytes) -> None:
    one, two, three, four = [item.id for entry in result.indicators[:2] for item in entry.evidence][:4]

    def fill(sheet: Sheet) -> None:
        sheet.put(one, "Tenggat", "besok")
        sheet.put(two, "Status", "beres")
        sheet.put(three, "ID butir", "I1.L3.lengkep")
        sheet.put(four, "ID butir", one)

    message = refused(filled(exported, fill))
    assert "baris 4: tenggat 'besok' bukan tanggal" in message
    assert "baris 5: status 'beres' tidak dikenal" in message
    assert "'I1.L3.lengkep' tidak dikenal (mungkin I1.L3.lengkap?)" in message
    assert f"baris 7: butir {one} sudah ada di baris 4" in message


def test_sorted_filtered_and_deleted_rows_are_fine(result: Result, exported: bytes) -> None:
    evidence = first(result, "belum_ada")

    def fill(sheet: Sheet) -> None:
        sheet.put(evidence, "Catatan", "tetap terbaca")
        keep = [[cell.value for cell in row] for row in sheet.sheet.iter_rows(min_row=HEADER + 1)]
        keep.sort(key=lambda row: str(row[3]), reverse=True)
        sheet.sheet.delete_rows(HEADER + 1, len(keep))
        for values in keep[:-3] if all(row[3] != evidence for row in keep[-3:]) else keep:
            sheet.sheet.append(values)

    plan = planned(filled(exported, fill))
    assert [duty.evidence for duty in plan.duties] == [evidence]


def test_a_deleted_column_counts_as_unchanged(exported: bytes) -> None:
    def fill(sheet: Sheet) -> None:
        sheet.sheet.delete_cols(sheet.columns["Unit"])

    plan = planned(filled(exported, fill))
    assert plan.duties == []


@pytest.mark.parametrize("content", [b"", b"bukan excel", b"PK\x03\x04rusak"])
def test_other_files_are_refused(content: bytes) -> None:
    assert "checklist.xlsx" in refused(content)


def test_a_foreign_workbook_is_refused() -> None:
    book = openpyxl.Workbook()
    target = io.BytesIO()
    book.save(target)
    assert "bukan checklist yang dibuat spbe-check" in refused(target.getvalue())


def test_a_name_that_stands_for_another_file_is_not_believed(result: Result, exported: bytes) -> None:
    """A workbook that comes back from outside may have been tampered with in its hidden sheet."""
    evidence = first(result, "belum_ada")
    document = next(one for one in result.documents if one.health == "baik" and one.path.isprintable())

    def fill(sheet: Sheet) -> None:
        files = sheet.book["_berkas"]
        for row in files.iter_rows():
            if row[0].value == document.path:
                row[1].value = '"rahasia/lain.pdf"'
        sheet.put(evidence, "Status", "Ada")
        sheet.put(evidence, "Dokumen", document.path)

    assert planned(filled(exported, fill)).decisions == []


def test_the_request_workbook_of_a_unit_comes_back_the_same_way(result: Result) -> None:
    unit = by_unit(result)[0]
    content = xlsx.render_request(result, unit, dt.date(2026, 12, 5))
    assert planned(content).empty
    evidence = unit.items[0].item.id
    plan = planned(filled(content, lambda sheet: sheet.put(evidence, "PIC", "Dewi")))
    assert [(duty.evidence, duty.pic) for duty in plan.duties] == [(evidence, "Dewi")]


def test_importing_writes_spbe_yaml_keeps_comments_and_is_done_once(
    tmp_path: Path, result: Result, exported: bytes
) -> None:
    path = tmp_path / "spbe.yaml"
    path.write_text('# milik kami\nagency:\n  name: "Ranah Biru" # jangan diubah\n', encoding="utf-8")
    missing, doubtful = first(result, "belum_ada"), first(result, "perlu_diperiksa")

    def fill(sheet: Sheet) -> None:
        sheet.put(missing, "PIC", "Rudi")
        sheet.put(missing, "Tenggat", "5 Desember 2026")
        sheet.put(doubtful, "Status", "Ada")

    content = filled(exported, fill)
    plan = planned(content, load_workspace(path))
    assert len(plan.lines) == len(plan.duties) + len(plan.decisions)
    edit_workspace(path, as_change(plan))

    text = path.read_text(encoding="utf-8")
    assert "# milik kami" in text
    assert "# jangan diubah" in text
    written = load_workspace(path)
    duty = written.duty_of(missing)
    assert duty is not None
    assert (duty.pic, duty.deadline) == ("Rudi", dt.date(2026, 12, 5))
    assert doubtful in written.documents[0].evidence
    assert planned(content, written).empty, "the second import has nothing left to do"


def test_the_command_shows_first_and_writes_only_when_asked(
    tmp_path: Path, result: Result, exported: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    config, checklist = tmp_path / "spbe.yaml", tmp_path / "checklist.xlsx"
    missing, doubtful = first(result, "belum_ada"), first(result, "perlu_diperiksa")

    def fill(sheet: Sheet) -> None:
        sheet.put(missing, "PIC", "Rudi")
        sheet.put(missing, "Status", "Ada")
        sheet.put(doubtful, "Status", "Ada")

    checklist.write_bytes(filled(exported, fill))
    import_checklist(checklist, config=config, by="Siti", dry_run=True)
    shown = capsys.readouterr()
    assert f"{missing}: PIC Rudi" in shown.out
    assert f"{doubtful}: dokumen" in shown.out
    assert "dikonfirmasi oleh Siti" in shown.out
    assert f"Tidak diambil: {missing}" in shown.err
    assert not config.exists()

    import_checklist(checklist, config=config, by="Siti")
    assert capsys.readouterr().out == shown.out, "what was announced is what is done"
    assert load_workspace(config).documents[0].by == "Siti"
    import_checklist(checklist, config=config, by="Siti")
    assert "Tidak ada yang berubah" in capsys.readouterr().err


def test_the_command_names_a_missing_checklist(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="tidak dapat dibaca"):
        import_checklist(tmp_path / "tidak-ada.xlsx", config=tmp_path / "spbe.yaml")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-05", dt.date(2026, 12, 5)),
        ("5/12/2026", dt.date(2026, 12, 5)),
        ("05-12-2026", dt.date(2026, 12, 5)),
        ("5.12.2026", dt.date(2026, 12, 5)),
        ("5 Desember 2026", dt.date(2026, 12, 5)),
        ("5 des 2026", dt.date(2026, 12, 5)),
        ("17 Agt. 2026", dt.date(2026, 8, 17)),
        ("31/2/2026", None),
        ("12/2026", None),
        ("segera", None),
        ("", None),
    ],
)
def test_dates_as_people_write_them(text: str, day: dt.date | None) -> None:
    assert parse_date(text) == day


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_written_in_indonesian_is_read_back(day: dt.date) -> None:
    assert parse_date(words.date(day.isoformat())) == day
