"""The workbook: opened again as a spreadsheet program would, compared with the Result it was made from."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

from spbe_checklist.reports import first_sheet, render, words, workbook, xlsx
from spbe_checklist.reports.shortcomings import NO_UNIT, by_unit
from spbe_checklist.verdict.document_entry import NoticeEntry
from spbe_checklist.verdict.result import NextDocument, Result
from tests.reports.poison import poisoned
from tests.result_factory import HOSTILE_NAMES, make_result


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def table(sheet: Any, header: int) -> list[dict[str, Any]]:
    """Rows below the header row (1-based), by column title."""
    rows = list(sheet.iter_rows(min_row=header, values_only=True))
    titles = [str(title) for title in rows[0]]
    return [dict(zip(titles, row, strict=True)) for row in rows[1:]]


def test_sheets_are_the_promised_ones_and_bookkeeping_is_hidden(few: Result) -> None:
    book = opened(xlsx.render(few))
    shown = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert shown == ["Ringkasan", "Checklist", "Kekurangan per OPD", "Dokumen", "Nilai"]
    assert {sheet.title for sheet in book if sheet.sheet_state == "hidden"} == {"_pilihan", "_asal", "_berkas"}


def test_checklist_has_one_row_per_item_and_the_counts_of_the_summary(everything: Result) -> None:
    rows = table(opened(xlsx.render(everything))["Checklist"], 3)
    items = [item for entry in everything.indicators for item in entry.evidence]
    assert [row["ID butir"] for row in rows] == [item.id for item in items]
    counted = Counter(row["Status"] for row in rows if row["Status"] != "Tidak diminta")
    evidence = everything.summary.evidence
    assert {label: counted[label] for label in words.EVIDENCE_STATUS.values()} == {
        label: getattr(evidence, key) for key, label in words.EVIDENCE_STATUS.items()
    }


def test_other_sheets_list_every_indicator_every_document_and_every_owed_item(everything: Result) -> None:
    book = opened(xlsx.render(everything))
    assert [row["No"] for row in table(book["Nilai"], 1)] == [entry.no for entry in everything.indicators]
    assert len(table(book["Dokumen"], 1)) == len(everything.documents)
    owed = table(book["Kekurangan per OPD"], 1)
    expected = [(unit.unit, row.item.id) for unit in by_unit(everything) for row in unit.items]
    assert [(row["Unit"], row["ID butir"]) for row in owed] == expected
    assert owed[-1]["Unit"] == NO_UNIT


def test_numbers_are_numbers_and_dates_are_dates(everything: Result) -> None:
    sheet = opened(xlsx.render(everything))["Checklist"]
    titles = [cell.value for cell in sheet[3]]
    due = titles.index("Tenggat")
    dates = [row[due] for row in sheet.iter_rows(min_row=4) if row[due].value is not None]
    expected = [item.deadline for entry in everything.indicators for item in entry.evidence if item.deadline]
    assert [cell.value.date().isoformat() for cell in dates] == expected
    assert expected, "the factory gives some items a deadline"
    assert all(cell.number_format == workbook.DATE_FORMAT for cell in dates)
    assert all(isinstance(row[0].value, int) for row in sheet.iter_rows(min_row=4))


def test_people_can_filter_choose_and_print(few: Result) -> None:
    sheet = opened(xlsx.render(few))["Checklist"]
    last = 3 + sum(len(entry.evidence) for entry in few.indicators)
    assert sheet.auto_filter.ref == f"A3:O{last}"
    assert sheet.freeze_panes == "E4"
    rules = {rule.formula1: rule for rule in sheet.data_validations.dataValidation}
    assert '"Ada,Perlu diperiksa,Belum ada,Dikecualikan,Tidak diminta"' in rules
    assert any("_pilihan" in str(formula) for formula in rules)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$3"
    assert len(sheet.conditional_formatting) == 1, "one range with a colour per status"


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}


@pytest.mark.parametrize("make", [lambda: make_result(hostile=True), lambda: poisoned(make_result())])
def test_hostile_text_is_neither_formula_nor_link_nor_control_character(make: Any) -> None:
    result: Result = make()
    content = xlsx.render(result)
    for name, text in parts(content).items():
        if name.startswith("xl/worksheets/sheet"):
            assert "<f>" not in text, "no cell is a formula"
        assert not re.search(r"_x00[01][0-9A-F]_", text), f"escaped control character in {name}"
        assert "\u202e" not in text
    cells = [cell.value for sheet in opened(content) for row in sheet.iter_rows() for cell in row]
    assert not any(isinstance(value, str) and re.search(r"[\x00-\x08\x0b-\x1f]", value) for value in cells)


def test_formula_like_names_stay_readable_text(few: Result) -> None:
    book = opened(xlsx.render(few))
    names = {row["Dokumen"] for row in table(book["Dokumen"], 1)}
    assert "99 aneh/=cmd|' /C calc'!A0.xlsx" in HOSTILE_NAMES
    assert "99 aneh/=cmd|' /C calc'!A0.xlsx" in names
    assert "+62 -1 @ref.csv" in names


def test_text_that_begins_like_a_formula_is_stored_as_text(few: Result) -> None:
    names = ("=1+1.pdf", '=HYPERLINK("https://contoh.invalid")', "https://contoh.invalid/a.pdf", "0081", "{=1}")
    documents = [replace(few.documents[0], path=name, title=name) for name in names]
    content = xlsx.render(few.model_copy(update={"documents": documents}))
    assert not any("<f>" in text for text in parts(content).values())
    rows = list(opened(content)["Dokumen"].iter_rows(min_row=2))
    for row, name in zip(rows, names, strict=True):
        assert (row[0].value, row[0].data_type) == (name, "s")
        assert row[0].hyperlink is None


def links(content: bytes) -> list[str]:
    found = []
    for name, text in parts(content).items():
        if name.startswith("xl/worksheets/_rels"):
            found += re.findall(r'Target="([^"]*)" TargetMode="External"', text)
    return found


def test_links_are_relative_and_stay_under_the_folder(few: Result) -> None:
    targets = links(xlsx.render(few))
    assert targets
    for target in targets:
        assert target.startswith("dokumen\\"), target
        assert ":" not in target
        assert ".." not in target.split("\\")


def test_links_follow_the_folder_the_caller_names_and_vanish_for_absolute_ones(few: Result) -> None:
    assert all(target.startswith("..\\bukti\\") for target in links(xlsx.render(few, folder="../bukti")))
    assert links(xlsx.render(few, folder="/srv/bukti")) == []


def test_the_same_result_gives_the_same_bytes(few: Result) -> None:
    assert xlsx.render(few) == xlsx.render(few)


def test_a_file_of_ours_says_so_in_plain_bytes(few: Result) -> None:
    """``--output`` recognises by this that it may overwrite the file."""
    content = render(few, "xlsx")
    assert isinstance(content, bytes)
    assert b"spbe-check" in content[:4000]


def test_an_empty_result_still_opens() -> None:
    book = opened(xlsx.render(make_result(indicators=(), hostile=False)))
    assert table(book["Checklist"], 3) == [] or all(row["ID butir"] is None for row in table(book["Checklist"], 3))


def test_editions_without_levels_show_dashes_instead_of_an_index() -> None:
    book = opened(xlsx.render(make_result(declares_levels=False)))
    shown = {row[0].value: row[1].value for row in book["Ringkasan"].iter_rows()}
    assert shown["Indeks yang didukung bukti"] == words.NOTHING
    assert all(row["Didukung bukti"] == words.NOTHING for row in table(book["Nilai"], 1))


def test_a_cell_never_exceeds_what_the_format_allows(few: Result) -> None:
    long = few.model_copy(update={"agency": few.agency.model_copy(update={"name": "x" * 40_000})})
    sheet = opened(xlsx.render(long))["Checklist"]
    assert len(sheet["A1"].value) <= workbook.MAX_CELL


def test_long_texts_on_the_first_sheet_are_not_cut_off(few: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    many = NextDocument(evidence=[f"I{no}.L2.aturan" for no in range(1, 11)], label="Peraturan " * 12, gain="0.12")
    notice = NoticeEntry(code="uji", message="kata " * 80)
    monkeypatch.setattr(first_sheet, "next_documents", lambda indicators: [many])
    made = few.model_copy(update={"notices": [notice]})
    sheet = opened(xlsx.render(made)).worksheets[0]
    rows = {str(row[0].value)[:9]: row[0].row for row in sheet.iter_rows()}
    assert sheet.row_dimensions[rows["Peraturan"]].height >= 12 * 5
    assert sheet.row_dimensions[rows["Perhatian"]].height >= 12 * 3


def test_a_row_that_is_gone_from_memory_is_never_lost_silently() -> None:
    book = workbook.Workbook(title="x", version="0", started="2026-11-21T08:15:00+07:00", base=None)
    sheet = book.sheet("Satu")
    book.text(sheet, 5, 0, "kelima")
    with pytest.raises(ValueError, match="too late"):
        book.text(sheet, 4, 0, "keempat")
    book.finish()
