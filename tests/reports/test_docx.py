"""The leadership report, opened again with a DOCX reader."""

from __future__ import annotations

import io
import re
from typing import Any

import docx as reader
import pytest

from spbe_checklist.reports import docx, words
from spbe_checklist.reports.first_page import headline
from spbe_checklist.reports.leadership import key_figures
from spbe_checklist.reports.shortcomings import by_unit
from spbe_checklist.verdict.result import Result
from tests.reports.poison import poisoned
from tests.result_factory import make_result


def opened(content: bytes) -> Any:
    return reader.Document(io.BytesIO(content))


def all_text(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def find_table(document: Any, *header: str) -> list[list[str]]:
    for table in document.tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if tuple(rows[0]) == header:
            return rows[1:]
    raise AssertionError(f"no table with header {header}")


def test_key_figures_are_those_of_the_summary(everything: Result) -> None:
    document = opened(docx.render(everything))
    shown: dict[str, str] = {}
    for row in find_table(document, "Angka", "Nilai", "Angka", "Nilai"):
        shown |= {row[0]: row[1], row[2]: row[3]}
    shown.pop("", None)
    assert shown == dict(key_figures(everything))
    evidence = everything.summary.evidence
    assert shown["Butir: ada"] == str(evidence.ada)
    assert shown["Butir: belum ada"] == str(evidence.belum_ada)
    assert shown["Indeks yang didukung bukti"] == words.number(everything.summary.index_supported)


def test_every_indicator_and_every_unit_has_its_row(everything: Result) -> None:
    document = opened(docx.render(everything))
    rows = find_table(document, "No", "Indikator", "Status bukti", "Didukung", "Target", "Mandiri", "Asesor")
    assert [(row[0], row[2]) for row in rows] == [
        (str(entry.no), words.INDICATOR_STATUS[entry.status]) for entry in everything.indicators
    ]
    owed = find_table(
        document, "Unit", "Belum ada", "Perlu diperbaiki", "Menahan tingkat", "Yang paling dulu diperlukan"
    )
    assert [(row[0], int(row[1]) + int(row[2])) for row in owed] == [
        (unit.unit, len(unit.documents)) for unit in by_unit(everything)
    ]


def test_no_head_of_a_table_is_the_last_line_of_a_page(everything: Result) -> None:
    heads = [
        table.rows[0] for table in opened(docx.render(everything)).tables if table.rows[0]._tr.xpath(".//w:tblHeader")
    ]
    assert len(heads) > 4
    for head in heads:
        assert all(line.paragraph_format.keep_with_next for cell in head.cells for line in cell.paragraphs)


def test_the_chart_has_one_bar_per_aspect_from_supported_to_claimed(everything: Result) -> None:
    document = opened(docx.render(everything))
    chart = next(table for table in document.tables if len(table.columns) == 42)
    _, *rows = chart.rows
    for row, aspect in zip(rows, everything.summary.aspects, strict=True):
        supported, claimed = float(aspect.index_supported), float(aspect.index_claimed or 0)
        spans = {
            fill: row._tr.xpath(f"./w:tc[w:tcPr/w:shd/@w:fill='{fill}']/w:tcPr/w:gridSpan/@w:val")
            for fill in ("1F4E79", "E3B9BB")
        }
        assert int(spans["1F4E79"][0]) == round((supported - 1) / 4 * 40)
        if claimed > supported:
            further = round((claimed - 1) / 4 * 40) - round((supported - 1) / 4 * 40)
            assert int((spans["E3B9BB"] or ["1"])[0]) == further
        assert row.cells[-1].text.startswith(words.number(aspect.index_supported))


def test_it_says_what_it_does_not_promise(few: Result) -> None:
    text = all_text(opened(docx.render(few)))
    assert words.PROMISE in text
    assert "tercapai" not in text


def test_the_first_page_names_both_indices_with_their_words(few: Result) -> None:
    text = headline(few)
    assert f"{words.number(few.summary.index_supported)} ({few.summary.predicate})" in text
    assert words.number(few.summary.index_claimed) in text
    assert text in all_text(opened(docx.render(few)))


def test_the_first_page_claims_no_index_where_the_edition_has_none() -> None:
    text = headline(make_result(declares_levels=False))
    assert text == words.NO_LEVELS


def test_a_complete_result_asks_for_nothing() -> None:
    result = make_result(indicators=(7, 12), hostile=False)
    complete = result.model_copy(
        update={
            "indicators": [
                entry.model_copy(
                    update={"evidence": [item.model_copy(update={"open": False}) for item in entry.evidence]}
                )
                for entry in result.indicators
            ]
        }
    )
    assert "Tidak ada dokumen yang masih harus dikumpulkan" in all_text(opened(docx.render(complete)))


@pytest.mark.parametrize("make", [make_result, lambda: poisoned(make_result())])
def test_hostile_text_arrives_harmless(make: Any) -> None:
    text = all_text(opened(docx.render(make())))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", text)


def test_the_same_result_gives_the_same_bytes_and_says_who_wrote_it(few: Result) -> None:
    content = docx.render(few)
    assert content == docx.render(few)
    assert b"spbe-check" in content[:4000]
    assert opened(content).core_properties.created.isoformat() == "2026-11-21T01:15:00+00:00"
