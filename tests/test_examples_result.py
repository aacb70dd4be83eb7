"""The expected checklist of ``examples/``: what a person reads, and the status of every evidence item.

``SPBE_UPDATE_GOLDEN=1`` writes both files anew; then read the diff. Scans are not read here, so that the checklist is
the same on machines with and without an OCR engine.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest
from docx import Document
from openpyxl import load_workbook

from spbe_checklist.reports import plan as plan_report
from spbe_checklist.reports import render as render_as
from spbe_checklist.reports import sections
from spbe_checklist.reports.letter import LetterSetting
from spbe_checklist.reports.requests import request_files
from spbe_checklist.reports.shortcomings import by_unit, undecided
from spbe_checklist.reports.text import render
from spbe_checklist.reports.view import View
from spbe_checklist.run.check import check_folder
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.settings.models import Letter
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.plan import plan
from spbe_checklist.verdict.result import EvidenceEntry, Result
from spbe_checklist.verdict.scoring import show

ROOT = Path(__file__).parents[1]
EXPECTED = ROOT / "examples" / "hasil"


@pytest.fixture(scope="module")
def result() -> Result:
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        options = CheckOptions(Path("examples/dokumen"), config=Path("examples/spbe.yaml"), cache=False, ocr="never")
        return check_folder(options).result
    finally:
        os.chdir(here)


def compare(name: str, text: str) -> None:
    file = EXPECTED / name
    if os.environ.get("SPBE_UPDATE_GOLDEN") == "1":
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8"), (
        f"examples/hasil/{name} differs; if that is meant, run with SPBE_UPDATE_GOLDEN=1 and read the diff"
    )


def item(result: Result, id_: str) -> EvidenceEntry:
    return next(one for entry in result.indicators for one in entry.evidence if one.id == id_)


def document(result: Result, end: str) -> DocumentEntry:
    (found,) = [one for one in result.documents if one.path.endswith(end)]
    return found


def test_the_checklist_people_read(result: Result) -> None:
    compare("checklist.txt", render(result, View(width=100)))


def test_the_markdown_report_is_short_enough_to_read(result: Result) -> None:
    text = render_as(result, "md")
    assert isinstance(text, str)
    assert len(text.encode()) < 100_000


def test_the_status_of_every_item(result: Result) -> None:
    statuses = {
        str(entry.no): {
            "status": entry.status,
            "supported": entry.supported_level,
            "evidence": {one.id: one.status for one in entry.evidence},
        }
        for entry in result.indicators
    }
    lines = ",\n".join(f"{json.dumps(no)}: {json.dumps(status)}" for no, status in statuses.items())
    compare("status.json", f"{{\n{lines}\n}}\n")


def test_the_folder_shows_every_state(result: Result) -> None:
    assert all(msgspec.to_builtins(result.summary.indicators).values())
    assert all(msgspec.to_builtins(result.summary.evidence).values())
    assert all(msgspec.to_builtins(result.summary.files).values())


def test_what_cannot_be_read_is_never_there(result: Result) -> None:
    doubtful = [one for one in result.documents if one.health != "baik" or one.text in ("pindaian", "tidak_ada")]
    assert len(doubtful) > 10
    confirmed = {d.path for e in result.indicators for one in e.evidence for d in one.documents if d.confirmed}
    for one in doubtful:
        assert one.path in confirmed or not any(match.accepted for match in one.matches), one.path


def test_the_confirmed_scan_is_marked(result: Result) -> None:
    found = item(result, "I14.L2.dokumen")
    assert (found.status, found.basis) == ("ada", "konfirmasi")
    assert found.documents[0].path == "14/scan0001.pdf"


def test_drafts_do_not_count_as_final(result: Result) -> None:
    for one in result.documents:
        if one.draft:
            accepted = [match.evidence for match in one.matches if match.accepted]
            assert all(".L1." in id_ for id_ in accepted), (one.path, accepted)
    assert any(one.draft for one in result.documents)


def test_copies_archives_and_references_are_recognised(result: Result) -> None:
    assert any(one.duplicate_of for one in result.documents)
    assert any("!/" in one.path for one in result.documents)
    references = [one for one in result.documents if one.reference]
    assert references
    assert not any(one.matches for one in references)


def test_the_misfiled_document_is_noticed(result: Result) -> None:
    codes = {notice.code for one in result.documents for notice in one.notices}
    assert "nama-indikator-berbeda" in codes


def test_the_waiver_is_shown_and_counted(result: Result) -> None:
    found = item(result, "I26.L3.penerapan")
    assert (found.status, found.basis) == ("dikecualikan", "pengecualian")
    assert result.summary.evidence.dikecualikan == 1


def written(content: bytes, name: str) -> str:
    """Everything a reader of a letter, workbook or chat text sees."""
    if name.endswith(".docx"):
        paper = Document(io.BytesIO(content))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])
    if name.endswith(".xlsx"):
        book = load_workbook(io.BytesIO(content), read_only=True)
        sheets = [sheet for sheet in book if sheet.sheet_state == "visible"]
        return "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
    return content.decode()


def test_requests_ask_only_what_a_unit_can_give_by_names_it_knows(result: Result) -> None:
    files = request_files(result, LetterSetting(Letter(), dt.date(2024, 8, 1)))
    texts = {name: written(content, name) for name, content in files.items()}
    assert len(texts) > 10
    for name, text in texts.items():
        assert "OCR" not in text, name
        assert "Layanan Publik Sektor" not in text, name
    assert "perizinan nelayan kecil" in texts["Dinas Kelautan dan Perikanan - surat.docx"]
    for unit in by_unit(result):
        titles = [one.title for one in unit.documents]
        assert len(titles) == len(set(titles)), unit.unit


def test_plan_and_requests_agree_on_who_has_to_do_something(result: Result) -> None:
    asked = {row.item.id for unit in by_unit(result) for row in unit.items}
    ours = {row.item.id for row in undecided(result)}
    found = plan(result.indicators, target=Fraction("3.5"), documents=result.documents)
    assert found.to_decide
    assert found.to_ask
    for step in found.steps:
        owed = {*step.evidence} & (asked | ours)
        if step.there:
            assert owed <= ours, step.document
        elif owed:
            assert owed & asked, step.document


def test_from_the_assessors_value_the_plan_reaches_the_next_predicate_with_what_is_there(result: Result) -> None:
    entries, index = [], Fraction(3)
    for entry in result.indicators:
        level, weight = 3, Fraction(entry.weight) / 100
        if index + weight < Fraction("3.285"):
            level, index = 4, index + weight
        entries.append(entry.model_copy(update={"assessed_level": float(level)}))
    found = plan(entries, target=Fraction("3.5"), basis="asesor", documents=result.documents)
    assert (show(found.start), found.reached, found.basis) == ("3.28", True, "asesor")
    assert found.index >= Fraction("3.495")
    assert any(step.there for step in found.steps)
    told = sections.write(plan_report.report(found, result, "Sangat Baik"), "text")
    assert "Rencana menuju indeks 3,50 (Sangat Baik), dari indeks asesor 3,28" in told
    assert "sudah ada: " in told
