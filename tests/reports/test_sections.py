"""Reports of sections: every format says the same as every other, harmlessly, whatever the documents are called."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from spbe_checklist.reports import diff, files, gaps, plan, safe, sections, trend, words
from spbe_checklist.reports.sections import text
from spbe_checklist.reports.sections.model import Column, Number, Report, Section, Table, plain, values
from spbe_checklist.verdict import plan as planning
from spbe_checklist.verdict.diff import compare
from spbe_checklist.verdict.result import Result
from tests.verdict.test_comparison import changed

WIDE = 100_000


def earlier(result: Result) -> Result:
    lower = result.summary.model_copy(update={"index_supported": "1.50"})
    before = result.model_copy(
        update={
            "documents": result.documents[2:],
            "summary": lower,
            "run": result.run.model_copy(update={"started": "2024-01-10T08:00:00+07:00"}),
        }
    )
    return changed(before, result.indicators[0].no, level=1, lengkap="belum_ada")


@pytest.fixture(scope="module")
def reports(few: Result) -> dict[str, Report]:
    before = earlier(few)
    planned = planning.plan(few.indicators, budget=9, documents=few.documents)
    return {
        "plan": plan.report(planned, few),
        "diff": diff.report(compare(before, few)),
        "trend": trend.report([("lama.json", before), ("baru.json", few)], "3.50"),
        "files": files.report(few),
        "gaps": gaps.report(few),
    }


def tables(found: tuple[Section, ...]) -> Iterator[Table]:
    for section in found:
        yield from (block for block in section.blocks if isinstance(block, Table))
        yield from tables(section.parts)


def said(report: Report) -> set[str]:
    """Every text and number that stands in a table."""
    cells = (cell for table in tables(report.sections) for row in table.rows for cell in row)
    found = (value for cell in cells for value in values(cell))
    shown = (
        words.number(float(one.value)) if isinstance(one, Number) and one.value is not None else plain(one)
        for one in found
    )
    return {*map(safe.visible, shown)} - {words.NOTHING}


class Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(report: Report, name: str) -> str:
    """What a reader of that format sees."""
    content: Any = sections.write(report, name, width=WIDE)
    if name == "html":
        assert not Page(content).tags & {"script", "img", "iframe", "b"}
        return Page(content).text
    if name == "md":
        return re.sub(r"\\(.)", r"\1", content).replace("\u200b", "")
    if name == "docx":
        paper: Any = Document(io.BytesIO(content))
        return "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    if name == "xlsx":
        book = load_workbook(io.BytesIO(content))
        cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
        assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)
        told = (cell.value for cell in cells if cell.value is not None)
        return "\n".join(words.number(one) if isinstance(one, float) else str(one) for one in told)
    return str(content)


def plainly(shown: str) -> str:
    """Letters and digits only: formats escape, wrap and mark what is between them in their own ways."""
    return re.sub(r"[\W_]+", "", shown)


@pytest.mark.parametrize("name", ["text", "md", "html", "xlsx", "docx"])
@pytest.mark.parametrize("which", ["plan", "diff", "trend", "files", "gaps"])
def test_every_format_says_all_of_it_and_nothing_harmful(reports: dict[str, Report], which: str, name: str) -> None:
    report = reports[which]
    shown = read(report, name)
    assert not {one for one in shown if unicodedata.category(one) in ("Cc", "Cf", "Cs")} - {"\n", "\r"}
    whole = plainly(shown)
    assert len(said(report)) > 5
    assert not {one for one in said(report) if plainly(one) not in whole}


def test_a_screen_gets_lines_that_fit_and_loses_no_word(reports: dict[str, Report]) -> None:
    for report in reports.values():
        lines = text.render(report, 60).splitlines()
        assert max(map(len, lines)) <= 60
        whole = text.render(report, WIDE)
        assert not Counter(plainly(whole).casefold()) - Counter(plainly("".join(lines)).casefold()), (
            "a narrow one only adds labels"
        )


def test_what_a_screen_leaves_out_is_counted_and_stands_in_the_workbook() -> None:
    table = Table((Column("Dokumen", 20, "{value}"),), [(f"berkas {no}.pdf",) for no in range(30)], most=20)
    report = Report("Uji", (), (Section("Baru", (table,)),), started="2024-01-01", version="1")
    assert "berkas 20.pdf" not in text.render(report)
    assert "... dan 10 lagi" in text.render(report)
    assert "berkas 29.pdf" in read(report, "xlsx")


def test_sheets_have_names_that_a_workbook_can_hold() -> None:
    table = Table((Column("A"),), [("x",)])
    titles = ["a/b: c?*[d]", "a b  c d", "Ringkasan", "n" * 40, "n" * 40, "''"]
    report = Report("Uji", (), tuple(Section(one, (table,)) for one in titles), started="", version="1")
    names = load_workbook(io.BytesIO(sections.write(report, "xlsx"))).sheetnames  # type: ignore[arg-type]
    assert len({name.lower() for name in names}) == len(titles) + 1
    assert max(map(len, names)) <= 31


def test_the_chart_shows_every_index_and_the_target(reports: dict[str, Report]) -> None:
    page = str(sections.write(reports["trend"], "html"))
    (label,) = re.findall(r'role="img" aria-label="([^"]*)"', page)
    assert "Didukung bukti: 1,50, " in label
    assert "Sasaran 3,50" in label
    heights = [float(y) for y in re.findall(r'<circle class="l1" cx="[\d.]+" cy="([\d.]+)"', page)]
    assert len(heights) == 2
    assert heights[0] > heights[1], "a higher index stands higher"


def test_numbers_are_numbers_in_a_workbook() -> None:
    report = Report("Uji", (), (Section("S", (Table((Column("A"),), [(Number("2.50", "0.00"),)]),)),), "", "1")
    book = load_workbook(io.BytesIO(sections.write(report, "xlsx")))  # type: ignore[arg-type]
    assert book["S"]["A2"].value == 2.5
