"""Automatic numbers in Word documents: an article whose number stands in the list definition is still an article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.facts.facts import Health
from spbe_checklist.reading.readers.numbering import _roman, _written
from spbe_checklist.text.sections import is_regulation, stretches
from tests.reading.test_readers_office import bare_docx, read_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(number: int, pattern: str, format_: str = "decimal", start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{format_}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


NEVER = '<w:lvlRestart w:val="0"/>'
LISTS = (
    f"<w:numbering {W}>"
    f'<w:abstractNum w:abstractNumId="0">{level(0, "BAB %1", "upperRoman")}{level(1, "Pasal %2", more=NEVER)}'
    f"{level(2, '(%3)')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="1">{level(0, "•", "bullet")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "%1.")}{level(1, "%1.%2", start=4)}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="3">{level(0, "%1)", "lowerLetter")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="2"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>'
    "</w:numbering>"
)
STYLES = (
    f"<w:styles {W}>"
    '<w:style w:styleId="Pasal"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="PasalBaru"><w:basedOn w:val="Pasal"/></w:style>'
    '<w:style w:styleId="Putar"><w:basedOn w:val="Putar"/></w:style>'
    "</w:styles>"
)


def item(text: str = "", numbered: int | None = None, place: int = 0, style: str = "") -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered is not None:
        properties += f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{numbered}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def body(*paragraphs: str) -> str:
    return f"<w:document {W}><w:body>{''.join(paragraphs)}</w:body></w:document>"


def lines(*paragraphs: str, lists: str = LISTS) -> list[str]:
    parts = {"word/numbering.xml": lists, "word/styles.xml": STYLES}
    return read_bytes(bare_docx(body(*paragraphs), **parts), "a.docx").pages[0].split("\n")


def test_articles_count_on_through_the_chapters_that_hold_them() -> None:
    found = lines(
        item("TATA KELOLA", 1, 0), item("", 1, 1), item("Isi.", 1, 2), item("Isi lagi.", 1, 2), item("", style="Pasal"),
        item("LAIN", 1, 0), item("", style="PasalBaru"), item("tanpa nomor"),
    )  # fmt: skip
    assert found == [
        "BAB I TATA KELOLA", "Pasal 1", "(1) Isi.", "(2) Isi lagi.", "Pasal 2", "BAB II LAIN", "Pasal 3", "tanpa nomor",
    ]  # fmt: skip


def test_bullets_unknown_lists_and_styles_without_end_have_no_number() -> None:
    assert lines(item("a", 2), item("b", 99), item("c", 0), item("d", style="Putar"), item("e", 3, 8)) == list("abcde")


def test_lists_with_one_definition_count_on_and_begin_anew_where_they_say_so() -> None:
    found = lines(item("a", 3), item("b", 3), item("c", 3, 1), item("d", 4), item("e", 4), item("f", 5))
    assert found == ["1. a", "2. b", "2.4 c", "1. d", "2. e", "a) f"]


def test_a_list_definition_that_is_damaged_costs_only_the_numbers() -> None:
    reading = read_bytes(bare_docx(body(item("isi", 1)), **{"word/numbering.xml": "<w:numbering"}), "a.docx")
    assert (reading.health, reading.pages) == (Health.BAIK, ["isi"])


def test_a_regulation_with_automatic_numbers_is_read_as_one() -> None:
    text = lines(
        item("PERATURAN BUPATI"), item("Menimbang : a. bahwa perlu;"), item("MEMUTUSKAN:"), item("TATA KELOLA", 1, 0),
        item("", 1, 1), item("Arsitektur SPBE disusun."), item("", 1, 1), item("Peta Rencana SPBE disusun."),
    )  # fmt: skip
    assert is_regulation(["\n".join(text)])
    assert [one.article for one in stretches(["\n".join(text)]) if one.article] == ["Pasal 1", "Pasal 2"]


@pytest.mark.parametrize(("number", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (1990, "MCMXC")])
def test_roman_numbers(number: int, text: str) -> None:
    assert _roman(number) == text
    assert _written(number, "lowerRoman") == text.lower()


@given(st.integers(-5, 10**6), st.sampled_from(["decimal", "upperRoman", "lowerLetter", "upperLetter", "chicago"]))
def test_any_number_is_written_shortly(number: int, format_: str) -> None:
    assert 0 < len(_written(number, format_)) < 20
