"""One order of importance: every output names the same documents first."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest

from spbe_checklist.intake.questions import questions
from spbe_checklist.reports import render
from spbe_checklist.reports.letter import LetterSetting
from spbe_checklist.reports.requests import request_files
from spbe_checklist.settings.models import Letter
from spbe_checklist.verdict.priorities import owed, priorities
from spbe_checklist.verdict.result import Result

_ID = re.compile(r"I\d+\.L\d\.[\w-]+")
_HEADING = re.compile(r"Dokumen (?:berikutnya )?yang paling menaikkan indeks|Dokumen berikutnya")


def _after_heading(text: str) -> list[str]:
    """Ids in the order they first appear behind the heading of the next documents."""
    found = _HEADING.search(text)
    assert found, text[:500]
    return list(dict.fromkeys(_ID.findall(text[found.end() :])))


def _word(data: bytes) -> str:
    parts = docx.Document(io.BytesIO(data)).element.body.itertext()
    return "\n".join(parts)


def _workbook(data: bytes, *names: str) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = (row for sheet in book.worksheets if sheet.title in names for row in sheet.iter_rows(values_only=True))
    return "\n".join(str(value) for row in rows for value in row if value is not None)


def _pages(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    document.close()
    return re.sub(r"(?<=[.\w-])\s*\n\s*(?=[a-z-]+[,;)])", "", text)


def _sarif(text: Any) -> list[str]:
    return [
        one["properties"]["code"]
        for one in json.loads(text)["runs"][0]["results"]
        if one["ruleId"].startswith("bukti-") and "suppressions" not in one
    ]


READERS: Mapping[str, Callable[[Any], list[str]]] = {
    "text": _after_heading,
    "html": _after_heading,
    "md": _after_heading,
    "docx": lambda data: _after_heading(_word(data)),
    "pdf": lambda data: _after_heading(_pages(data)),
    "xlsx": lambda data: _after_heading(_workbook(data, "Ringkasan")),
    "sarif": _sarif,
    "gitlab": lambda text: [
        _ID.findall(one["description"])[-1] for one in json.loads(text) if _ID.search(one["description"])
    ],
    "github": _ID.findall,
}


@pytest.mark.parametrize("name", READERS)
def test_the_first_three_documents_are_the_same_in_every_format(name: str, everything: Result) -> None:
    expected = [row.item.id for wanted in priorities(everything.indicators)[:3] for row in wanted.rows]
    assert READERS[name](render(everything, name))[: len(expected)] == expected


def test_letters_ask_in_that_order(everything: Result) -> None:
    order = [row.item.id for row in owed(everything)]
    files = request_files(everything, LetterSetting(Letter(), dt.date(2026, 11, 21)))
    letters = [_word(content) for name, content in files.items() if name.endswith("surat.docx")]
    assert letters
    for text in letters:
        asked = list(dict.fromkeys(_ID.findall(text)))
        assert asked == sorted(asked, key=order.index)


def test_questions_come_in_that_order(everything: Result) -> None:
    """An answer costs the same whatever the document, so what counts is its gain; then the order decides."""
    order = {row.item.id: place for place, row in enumerate(owed(everything))}
    places = [(-one.gain, min(order[id_] for id_ in one.evidence)) for one in questions(everything)]
    assert len(places) > 3
    assert places == sorted(places)
