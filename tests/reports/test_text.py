"""The checklist for terminals: the same lines at any width, harmless text, filters that change nothing but the view."""

from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len

from spbe_checklist.reports import words
from spbe_checklist.reports.lines import TONES
from spbe_checklist.reports.text import render
from spbe_checklist.reports.view import ONLY, View, narrow
from spbe_checklist.verdict.result import Result
from tests.reports.golden import check
from tests.result_factory import HOSTILE_NAMES

WIDTHS = (60, 80, 100)


def summary_of(text: str) -> str:
    return text[text.index("RINGKASAN") :]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("marks", [True, False], ids=["marks", "plain"])
def test_golden(few: Result, width: int, marks: bool) -> None:
    text = render(few, View(width=width, marks=marks))
    check(f"report-text-{width}-{'marks' if marks else 'plain'}.txt", text)


def test_golden_with_every_item(few: Result) -> None:
    check("report-text-detail.txt", render(few, View(width=100, detail=True)))


@pytest.mark.parametrize("width", [40, *WIDTHS, 140])
@pytest.mark.parametrize("detail", [False, True])
def test_no_line_is_longer_than_the_screen(everything: Result, width: int, detail: bool) -> None:
    lines = render(everything, View(width=width, detail=detail)).splitlines()
    assert [line for line in lines if cell_len(line) > width] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_nothing_in_a_name_reaches_the_terminal_as_a_command(everything: Result) -> None:
    text = render(everything, View(detail=True))
    assert {char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")} <= {"\n"}
    assert "[bold]" in text, "markup is shown as it is, not interpreted"
    assert sum(name.partition("/")[0] in text for name in HOSTILE_NAMES) > 0


def test_names_in_the_table_are_harmless_too(few: Result) -> None:
    entry = few.indicators[0].model_copy(update={"topic": "a\u202eb", "service": "\x1b[31mx\x07"})
    text = render(few.model_copy(update={"indicators": [entry, *few.indicators[1:]]}), View(width=140))
    assert {char for char in text if unicodedata.category(char) in ("Cc", "Cf")} <= {"\n"}


def test_narrow_screens_lose_no_words(few: Result) -> None:
    wide, narrow = render(few, View(width=140, detail=True)), render(few, View(width=60, detail=True))
    assert summary_of(narrow).split() == summary_of(wide).split()
    for entry in few.indicators:
        for item in entry.evidence:
            if item.counted:
                assert "".join(item.label.split()) in "".join(narrow.split())


def test_plain_marks_fit_a_windows_console(everything: Result) -> None:
    harmless = everything.model_copy(update={"documents": []})
    text = render(harmless, View(marks=False))
    assert {char for char in text if ord(char) > 127} <= {"…"}
    text.encode("cp1252")
    with_marks = render(harmless)
    assert "✓" in with_marks
    assert {"✓", "✗", "◐"}.isdisjoint(text)


def test_one_line_per_indicator(everything: Result) -> None:
    for width in WIDTHS:
        lines = render(everything, View(width=width, marks=False)).splitlines()
        starts = [line for line in lines if line[:2] in ("v ", "~ ", "? ", "x ") and line[2:4].strip().isdigit()]
        assert [int(line[2:4]) for line in starts] == list(range(1, 48))


def test_colour_only_when_asked(few: Result) -> None:
    assert "\x1b[" not in render(few)
    coloured = render(few, View(colour=True))
    assert {f"\x1b[{TONES[tone]}m" in coloured for tone in ("good", "doubt", "bad")} == {True}


def test_colours_stand_out_from_white_and_from_black() -> None:
    def luminance(colour: int) -> float:
        steps = [0, 95, 135, 175, 215, 255]
        parts = (steps[(colour - 16) // 36], steps[(colour - 16) // 6 % 6], steps[(colour - 16) % 6])
        linear = [((part / 255 + 0.055) / 1.055) ** 2.4 if part else 0 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for tone in ("good", "doubt", "bad", "aside"):
        light = luminance(int(TONES[tone].rpartition(";")[2]))
        assert 1.05 / (light + 0.05) >= 4, tone
        assert (light + 0.05) / 0.05 >= 3.8, tone


@pytest.mark.parametrize(
    "view",
    [
        View(indicators=frozenset({1, 17})),
        View(indicators=frozenset()),
        View(unit="Diskominfo"),
        View(unit="tidak ada"),
        *(View(only=only) for only in ONLY),
        View(only="missing", indicators=frozenset({1})),
    ],
    ids=str,
)
def test_a_filtered_screen_sums_up_what_it_shows(few: Result, view: View) -> None:
    part, some = narrow(few, view), " ".join(render(few, view).split())
    assert len(part.indicators) < len(few.indicators)
    assert f"{len(part.indicators)} dari {len(few.indicators)} indikator" in some
    counts = part.summary.evidence
    assert f"{counts.ada} ada, {counts.perlu_diperiksa} perlu diperiksa, {counts.belum_ada} belum ada" in some
    assert f"Indeks yang didukung bukti: {words.number(few.summary.index_supported)}" in some
    assert "Disaring" not in render(few)


def test_detail_lists_every_counted_item_with_its_documents(few: Result) -> None:
    text = " ".join(render(few, View(detail=True, width=140)).split())
    for entry in few.indicators:
        for item in entry.evidence:
            assert (f"{item.id} " in text) == item.counted
    missing = View(detail=True, only="missing")
    shown = render(few, missing)
    items = [item for entry in few.indicators for item in entry.evidence if item.counted]
    assert all((f" {item.id} " in shown) == (item.status == "belum_ada") for item in items)


def test_what_is_cut_says_how_much_and_how_to_see_it(few: Result) -> None:
    entry = next(one for one in few.indicators if any(item.documents for item in one.evidence))
    item = next(one for one in entry.evidence if one.documents)
    offers = [item.documents[0].model_copy(update={"path": f"{no}.pdf"}) for no in range(5)]
    many = item.model_copy(update={"documents": offers, "more_documents": 4, "counted": True})
    changed = few.model_copy(update={"indicators": [entry.model_copy(update={"evidence": [many]})]})
    text = " ".join(render(changed, View(detail=True, width=140)).split())
    assert "2.pdf" in text
    assert "3.pdf" not in text
    assert f"... dan 6 dokumen lain (lihat: spbe-check explain {item.id} FOLDER)" in text


def test_an_edition_without_levels_shows_no_index(few: Result) -> None:
    entries = [one.model_copy(update={"supported_level": None}) for one in few.indicators]
    summary = few.summary.model_copy(update={"index_supported": None, "predicate": None})
    text = render(few.model_copy(update={"indicators": entries, "summary": summary}))
    assert "Indeks yang didukung bukti" not in text
    assert " -/3 " in text
