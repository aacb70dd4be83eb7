"""The interview briefing: one page per indicator, the same facts in all three formats."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx as reader
import pytest
from openpyxl import load_workbook

from spbe_checklist.cli.app import run
from spbe_checklist.cli.commands.interview import interview as command
from spbe_checklist.errors import UsageError
from spbe_checklist.reports import gaps, interview, safe, sections, words
from spbe_checklist.reports.sections.model import Table, plain, values
from spbe_checklist.verdict import gaps as gap_rule
from spbe_checklist.verdict.result import IndicatorEntry, Result
from spbe_checklist.verdict.result_json import dump
from tests.reports.poison import poisoned
from tests.result_factory import make_result


def one(result: Result, no: int) -> interview.Briefing:
    (briefing,) = interview.briefings(result, {no})
    return briefing


class Text(HTMLParser):
    """What a reader of the page sees, and which tags it is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.tags: set[str] = set()
        self.headings = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.headings += tag == "h2"

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.parts)


def written(result: Result, name: str, report: Any = interview.report) -> Any:
    return sections.write(report(result), name, width=10_000)


def cells(result: Result) -> list[list[str]]:
    """The gap view's rows as text."""
    (block,) = gaps.blocks(result)
    assert isinstance(block, Table)
    return [["\n".join(map(plain, values(cell))) or words.NOTHING for cell in row] for row in block.rows]


def docx_text(content: bytes) -> str:
    document: Any = reader.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_there_is_one_page_per_indicator_in_every_format(everything: Result) -> None:
    assert sorted(briefing.indicator.no for briefing in interview.briefings(everything)) == list(range(1, 48))
    assert len(re.findall(r"^## Indikator \d+", written(everything, "md"), re.MULTILINE)) == 47
    page = Text(written(everything, "html"))
    assert page.headings == 2 + 47, "contents, gaps, then the pages"
    document: Any = reader.Document(io.BytesIO(written(everything, "docx")))
    headings = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert [bool(heading.paragraph_format.page_break_before) for heading in headings] == [False] + [True] * 48


def test_the_highest_claim_above_the_evidence_comes_first_and_the_contents_lead_there(everything: Result) -> None:
    order = [briefing.indicator for briefing in interview.briefings(everything)]
    above = [max(0.0, (one.claimed_level or 0) - (one.supported_level or 0)) for one in order if one.claimed_level]
    assert above == sorted(above, reverse=True)
    assert above[0] > 0
    page = written(everything, "html")
    linked = re.findall(r'href="#(i\d+)"', page)
    assert linked == [f"i{one.no}" for one in order]
    assert re.findall(r'<h2 id="(i\d+)"', page) == linked


def test_a_page_has_lines_to_write_on_and_starts_anew_in_print(few: Result) -> None:
    page = written(few, "html")
    assert page.count('class="catatan-tangan"') == len(few.indicators)
    assert page.count("bagian halaman-baru") == 1 + len(few.indicators)


def test_the_pdf_has_one_page_per_indicator_and_links_in_its_contents(few: Result) -> None:
    pytest.importorskip("typst")
    import pypdfium2

    content = written(few, "pdf")
    with pypdfium2.PdfDocument(content) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    begun = [re.findall(r"Indikator (\d+):", text) for text in texts]
    assert [no for found in begun for no in found] == [
        str(briefing.indicator.no) for briefing in interview.briefings(few)
    ]
    assert max(map(len, begun)) == 1
    assert sum("Catatan saat wawancara" in text for text in texts) == len(few.indicators)
    assert content.count(b"/Link") >= len(few.indicators)


def test_all_formats_name_the_same_documents_questions_and_gaps(few: Result) -> None:
    pages = {
        "md": written(few, "md").replace("\\", "").replace("\u200b", ""),
        "html": Text(written(few, "html")).text,
        "docx": docx_text(written(few, "docx")),
    }
    for briefing in interview.briefings(few):
        wanted = [*briefing.questions, *(item.label for item in briefing.missing[: interview.MAX_MISSING])]
        wanted += [
            safe.visible(offer.path)
            for offer, _ in briefing.documents[: interview.MAX_DOCUMENTS]
            if len(offer.path) < 100
        ]
        for name, text in pages.items():
            for part in wanted:
                assert part.replace("\\", "") in text.replace("\\", ""), f"{part!r} is not in {name}"


def test_the_gaps_come_first_and_say_the_same_in_every_format(everything: Result) -> None:
    rows = cells(everything)
    assert len(rows) == len(gap_rule.gaps(everything)) > 5
    assert any("Tanyakan kepada asesor" in row[-1] for row in rows)
    pages = {
        "md": written(everything, "md").partition(gaps.TITLE)[2],
        "html": Text(written(everything, "html")).text.partition(gaps.TITLE)[2],
        "text": written(everything, "text", gaps.report),
    }
    for name, page in pages.items():
        starts = [page.index(safe.markdown(row[0]) if name == "md" else row[0]) for row in rows]
        assert starts == sorted(starts), f"{name}: the largest weight x gap first"
        first_page = page.find("Indikator 1:")
        assert first_page == -1 if name == "text" else starts[-1] < first_page
    document: Any = reader.Document(io.BytesIO(written(everything, "docx")))
    (view,) = gaps.blocks(everything)
    assert isinstance(view, Table)
    head = [column.title for column in view.columns]
    assert [[cell.text for cell in row.cells] for row in document.tables[1].rows] == [head, *rows]
    book = load_workbook(io.BytesIO(written(everything, "xlsx", gaps.report)))
    filled = [[str(cell.value).replace(".", ",") for cell in row[:2]] for row in book["Selisih"].iter_rows(min_row=2)]
    assert filled == [row[:2] for row in rows]


def test_without_any_gap_the_briefing_says_how_to_get_one(few: Result) -> None:
    bare = [
        entry.model_copy(update={"claimed_level": None, "assessed_level": None, "notes": []})
        for entry in few.indicators
    ]
    result = few.model_copy(update={"indicators": bare})
    shown = [written(result, "text", gaps.report), written(result, "md"), written(result, "html")]
    shown.append(docx_text(written(result, "docx")))
    assert all(gaps.NONE in " ".join(page.replace("\\", "").split()) for page in shown)


def test_the_command_shows_the_gaps_on_the_screen(
    tmp_path: Path, few: Result, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "hasil.json"
    saved.write_text(dump(few), encoding="utf-8")
    assert run(["interview", str(saved), "--format", "text"]) == 0
    shown = capsys.readouterr().out
    first = gap_rule.gaps(few)[0]
    assert shown.splitlines()[3].startswith(f"  I{first.indicator.no} ")
    assert "mandiri" in shown.splitlines()[4]
    assert all(len(line) <= 100 or " " not in line.strip() for line in shown.splitlines())
    other = gap_rule.gaps(few)[-1].indicator.no
    assert run(["interview", str(saved), "--format", "text", "--indicator", str(other)]) == 0
    assert re.findall(r"^  I(\d+) ", capsys.readouterr().out, re.MULTILINE) == [str(other)]


def test_the_page_prepares_for_the_claimed_level(few: Result) -> None:
    for briefing in interview.briefings(few):
        assert briefing.level == int(briefing.indicator.claimed_level or 0)
        assert briefing.level in {criterion.level for criterion in briefing.criteria}
        assert all(item.level <= briefing.level for _, item in briefing.documents)
        assert all(item.level <= briefing.level for item in briefing.missing)


def test_without_a_claim_it_prepares_for_the_target() -> None:
    for briefing in interview.briefings(make_result(with_levels=False)):
        assert briefing.level == briefing.indicator.target_level


def test_a_claim_above_the_evidence_is_the_first_thing_asked_after_open_notes(few: Result) -> None:
    seen = 0
    for briefing in interview.briefings(few):
        entry = briefing.indicator
        if entry.claimed_level is None or entry.supported_level is None or entry.claimed_level <= entry.supported_level:
            continue
        seen += 1
        assert f"mendukung tingkat {entry.supported_level}" in briefing.questions[len(briefing.notes)]
        if briefing.notes:
            assert words.date(briefing.notes[0].date) in briefing.questions[0]
    assert seen


def test_services_say_who_operates_the_application(everything: Result) -> None:
    assert one(everything, 45).operator == "SiPinter (perizinan daring), dikelola Sekretariat Daerah"
    assert one(everything, 33).operator == "<<nama aplikasi>>, dikelola <<unit pengelola>>"
    assert one(everything, 1).operator is None


def test_items_that_another_one_made_unnecessary_are_not_missing(few: Result) -> None:
    entry = next(entry for entry in few.indicators if any(item.open for item in entry.evidence))
    item = next(item for item in entry.evidence if item.open)

    def with_item(**changes: object) -> IndicatorEntry:
        evidence = [one.model_copy(update=changes) if one.id == item.id else one for one in entry.evidence]
        return entry.model_copy(update={"evidence": evidence, "claimed_level": 5.0})

    def missing(changed: IndicatorEntry) -> set[str]:
        (briefing,) = interview.briefings(few.model_copy(update={"indicators": [changed]}))
        return {one.id for one in briefing.missing}

    assert item.id in missing(with_item())
    assert item.id not in missing(with_item(open=False))


def test_what_does_not_fit_on_the_page_is_counted(few: Result) -> None:
    entry = few.indicators[0]
    model = entry.evidence[1]
    offers = [model.documents[0].model_copy(update={"path": f"berkas {number}.pdf"}) for number in range(30)]
    items = [
        model.model_copy(update={"id": f"I1.L2.x{number}", "status": "belum_ada", "open": True, "documents": offers})
        for number in range(20)
    ]
    changed = few.model_copy(
        update={"indicators": [entry.model_copy(update={"evidence": items, "claimed_level": 5.0})]}
    )
    (briefing,) = interview.briefings(changed)
    assert len(briefing.documents) == 30
    assert len(briefing.missing) == 20
    assert len(briefing.questions) <= interview.MAX_QUESTIONS
    for text in (written(changed, "md"), Text(written(changed, "html")).text, docx_text(written(changed, "docx"))):
        assert f"dan {30 - interview.MAX_DOCUMENTS} dokumen lain" in text
        assert f"dan {20 - interview.MAX_MISSING} butir lain" in text


def test_hostile_text_stays_text(few: Result) -> None:
    for result in (few, poisoned(few)):
        page = Text(written(result, "html"))
        assert not page.tags & {"script", "img", "iframe"}
        for text in (written(result, "html"), written(result, "md"), docx_text(written(result, "docx"))):
            assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", text)
            text.encode()
        lines = written(result, "md").splitlines()
        assert sum(line.startswith("# ") for line in lines) == 1, "no heading comes from a text"


def test_the_html_page_is_offline(few: Result) -> None:
    page = written(few, "html")
    assert "default-src 'none'" in page
    assert not re.search(r"(src=|href=\"(?!#i|\./))", page.replace("&lt;img src=x", ""))


def test_the_same_result_gives_the_same_bytes(few: Result) -> None:
    assert written(few, "docx") == written(few, "docx")
    assert written(few, "xlsx", gaps.report) == written(few, "xlsx", gaps.report)


def test_the_command_writes_the_chosen_indicators(tmp_path: Path, few: Result) -> None:
    saved = tmp_path / "hasil.json"
    saved.write_text(dump(few), encoding="utf-8")
    for format_ in ("md", "html", "docx", "text"):
        out = tmp_path / f"wawancara.{format_}"
        command(saved, format_=format_, indicator="1,45", output=out)
        content = out.read_bytes()
        shown = docx_text(content) if format_ == "docx" else content.decode()
        if format_ == "text":
            assert {"1"} == set(re.findall(r"^  I(\d+) ", shown, re.MULTILINE)) - {"45"}
        else:
            assert set(re.findall(r"Indikator (\d+):", shown)) == {"1", "45"}
        command(saved, format_=format_, indicator="1,45", output=out)
    with pytest.raises(UsageError, match="Indikator 2, 99 tidak ada"):
        command(saved, indicator="1-2,99")
