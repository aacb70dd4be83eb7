"""All formats show the same counts: each is read back and compared with the summary and with the parts.

To add a format, write a reader that returns what its output *shows* and put it into ``READERS``.
"""

from __future__ import annotations

import csv
import html
import io
import itertools
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import docx
import msgspec
import openpyxl
import pypdfium2 as pdfium
import pytest

from spbe_checklist.reports import FORMATS, first_page, github, render, safe
from spbe_checklist.reports.view import ONLY, View, narrow
from spbe_checklist.verdict.priorities import next_documents, owed, wanted
from spbe_checklist.verdict.result import Result
from spbe_checklist.verdict.result_json import dump
from tests.result_factory import ALL, make_result

EVIDENCE = ("ada", "perlu_diperiksa", "belum_ada", "dikecualikan")
INDICATORS = ("lengkap", "sebagian", "perlu_diperiksa", "belum_ada")
FILES = ("seen", "read", "unreadable", "ignored")


@dataclass(frozen=True)
class Shown:
    """What a reader of one format sees. None: the format does not state it."""

    evidence: Mapping[str, int] | None = None
    indicators: Mapping[str, int] | None = None
    files: Mapping[str, int] | None = None
    recounted: Mapping[str, int] | None = None
    """Evidence items of the checklist listed one by one, by status."""
    owed: Mapping[str, int] | None = None
    """Findings for evidence still owed, by status."""
    following: list[str] | None = None
    """Ids of the items of the documents that raise the index most, in order."""
    units: Mapping[str, tuple[int, int, int]] | None = None
    """Per unit what is missing, doubtful and there."""


def _named(text: str, names: tuple[str, ...], labels: tuple[str, ...]) -> dict[str, int]:
    """ "39 ada, 3 perlu diperiksa" as numbers."""
    pattern = ", ".join(rf"(\d+) {label}" for label in labels)
    found = re.search(pattern, text)
    assert found, f"no counts in the text: {pattern}"
    return dict(zip(names, map(int, found.groups()), strict=True))


def _evidence(text: str) -> dict[str, int]:
    return _named(text, EVIDENCE, ("ada", "perlu diperiksa", "belum ada", "dikecualikan"))


def _indicators(text: str) -> dict[str, int]:
    return _named(text, INDICATORS, ("lengkap", "sebagian", "perlu diperiksa", "belum ada"))


def _files(text: str) -> dict[str, int]:
    return _named(text, FILES, ("dilihat", "terbaca", "tidak terbaca", "diabaikan"))


def read_json(text: str) -> Shown:
    summary = json.loads(text)["summary"]
    return Shown(summary["evidence"], summary["indicators"], summary["files"])


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.items: Counter[str] = Counter()
        self.indicators: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.labels: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "article" and "data-dihitung" in values:
            self.items[str(values["data-status"])] += 1
            if "data-diminta" in values:
                self.asked[str(values["data-status"])] += 1
        if tag == "details" and values.get("class") == "indikator":
            self.indicators[str(values["data-status"])] += 1
        if tag == "svg" and "aria-label" in values:
            self.labels.append(str(values["aria-label"]))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read_html(text: str) -> Shown:
    page = _Page()
    page.feed(text)
    said = "".join(page.text)
    tiles = dict(re.findall(r'<a class="b-(\w+)" [^>]*><b>([\d.]+)</b>', text))
    excused = re.search(r"\((\d+) lagi dikecualikan\)", said)
    evidence = {name: int(tiles[name].replace(".", "")) for name in EVIDENCE[:3]}
    indicators = _indicators(said)
    assert indicators == {name: page.indicators[name] for name in INDICATORS}
    evidence["dikecualikan"] = int(excused[1]) if excused else 0
    following = re.findall(r'<li class="minta".*?<a href="#i\d+">([^<]+)</a>', text, re.DOTALL)[:3]
    units = {
        html.unescape(name): (int(row[0]), int(row[1]), int(row[2]))
        for name, *row in re.findall(
            r'<th scope="row"><a href="#unit=\w+">([^<]+)</a></th>' + r'<td class="angka">(\d+)</td>' * 3, text
        )
    }
    return Shown(evidence, indicators, _files(said), page.items, page.asked, following, units)


def read_markdown(text: str) -> Shown:
    items = re.findall(r"^- \*\*. ([^*]+)\*\* .*, (?:wajib|pelengkap)\)$", text, re.MULTILINE)
    listed = Counter(label.lower().replace(" ", "_") for label in items)
    following = _following(text, "### Dokumen yang paling menaikkan indeks", "\n## ")
    return Shown(_evidence(text), _indicators(text), _files(text), listed, following=following)


def read_csv(text: str) -> Shown:
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    counted = Counter(row["status"] for row in rows if row["dihitung"] == "ya")
    indicators = Counter({row["indikator"]: row["status_indikator"] for row in rows}.values())
    owed = Counter(row["status"] for row in rows if row["masih_diminta"] == "ya")
    return Shown(
        {name: counted[name] for name in EVIDENCE}, {name: indicators[name] for name in INDICATORS}, None, counted, owed
    )


def read_junit(text: str) -> Shown:
    root = ElementTree.fromstring(text.encode())
    cases = root.findall(".//testcase")
    counted = Counter(str(case.find("properties/property[@name='status']").get("value")) for case in cases)  # type: ignore[union-attr]
    suites = Counter(
        str(suite.find("properties/property[@name='status']").get("value"))  # type: ignore[union-attr]
        for suite in root.findall("testsuite")
    )
    assert int(root.get("tests", "-1")) == len(cases)
    assert int(root.get("failures", "-1")) == len(root.findall(".//failure"))
    assert int(root.get("skipped", "-1")) == len(root.findall(".//skipped"))
    return Shown({name: counted[name] for name in EVIDENCE}, {name: suites[name] for name in INDICATORS}, None, counted)


def _by_rule(rules: list[str]) -> Counter[str]:
    names = {"bukti-belum-ada": "belum_ada", "bukti-perlu-diperiksa": "perlu_diperiksa"}
    return Counter(names[rule] for rule in rules if rule in names)


def read_sarif(text: str) -> Shown:
    run = json.loads(text)["runs"][0]
    summary = run["properties"]["summary"]
    owed = _by_rule([entry["ruleId"] for entry in run["results"] if "suppressions" not in entry])
    broken = sum(entry["ruleId"] == "berkas-tidak-terbaca" for entry in run["results"])
    assert broken == summary["files"]["unreadable"]
    assert sum("suppressions" in entry for entry in run["results"]) == summary["evidence"]["dikecualikan"]
    return Shown(summary["evidence"], summary["indicators"], summary["files"], owed=owed)


def read_gitlab(text: str) -> Shown:
    return Shown(owed=_by_rule([entry["check_name"] for entry in json.loads(text)]))


def read_github(text: str) -> Shown:
    return Shown(_evidence(text))


def read_step_summary(text: str) -> Shown:
    return Shown(_evidence(text), _indicators(text), _files(text))


def read_workbook(data: bytes) -> Shown:
    """What the filter of each sheet lists."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    head, *rows = list(book["Checklist"].iter_rows(min_row=3, values_only=True))
    listed = Counter(str(row[head.index("Status")]).lower().replace(" ", "_") for row in rows)
    listed.pop("tidak_diminta", None)
    listed.pop("none", None)
    first = [list(row[:4]) for row in book["Ringkasan"].iter_rows(values_only=True)]
    place = {str(row[0]): number for number, row in enumerate(first) if row[0]}
    start = place.get("Dokumen berikutnya yang paling menaikkan indeks")
    following = [str(row[0]) for row in first[start + 1 : start + 4]] if start is not None else []
    owners = first[place["Siapa berutang apa"] + 1 :]
    units = {str(row[0]): row[1:4] for row in itertools.takewhile(lambda row: row[0], owners)}
    return Shown(
        recounted=listed,
        following=[_IDS.findall(label)[0] for label in following if _IDS.search(label)],
        units={name: (int(str(a)), int(str(b)), int(str(c))) for name, (a, b, c) in units.items()},
    )


_IDS = re.compile(r"I\d+\.L\d\.\w+")


def _following(text: str, start: str, end: str) -> list[str]:
    """The first item of each document listed between two headings, three at the most."""
    part = text.partition(start)[2].partition(end)[0]
    return [found[0] for line in part.splitlines() if (found := _IDS.search(line))][:3]


def read_text(text: str) -> Shown:
    following = re.findall(r"^  \d\. (?:.|\n     )*?\((I\d+\.L\d\.\w+)", text, re.MULTILINE)
    return Shown(_evidence(text), _indicators(text), _files(text), following=following)


def _figures(rows: Iterable[Sequence[str]]) -> tuple[dict[str, int], dict[str, int]]:
    """Counts of items and of indicators in a table of labels and values."""
    found = {label: value for row in rows for label, value in zip(row[::2], row[1::2], strict=False)}
    items = {name: int(found[f"Butir: {name.replace('_', ' ')}"]) for name in EVIDENCE}
    return items, {name: int(found[f"Indikator: {name.replace('_', ' ')}"]) for name in INDICATORS}


def read_docx(data: bytes) -> Shown:
    document = docx.Document(io.BytesIO(data))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    heads = {tuple(rows[0][:2]): rows for rows in tables}
    owners = heads.get(("Unit", "Belum ada"), [])
    owners = (
        owners
        if owners and owners[0][2] == "Perlu diperiksa"
        else next((rows for rows in tables if rows[0] == ["Unit", "Belum ada", "Perlu diperiksa", "Ada"]), [[]])
    )
    following = heads.get(("No", "Dokumen"), [[]])[1:]
    return Shown(
        *_figures(heads["Angka", "Nilai"][1:]),
        following=[_IDS.findall(row[1])[0] for row in following],
        units={row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in owners[1:]},
    )


def read_pdf(data: bytes) -> Shown:
    with pdfium.PdfDocument(data) as document:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document).replace("\r", "")
    items, indicators = (
        {
            name: int(re.search(rf"{label}: {name.replace('_', ' ')}\s+(\d+)", text)[1])  # type: ignore[index]
            for name in names
        }
        for label, names in (("Butir", EVIDENCE), ("Indikator", INDICATORS))
    )
    flat = " ".join(text.split())
    part = flat.partition("Dokumen berikutnya yang paling menaikkan indeks")[2]
    part = part.partition("Berkas yang tidak terbaca")[0].partition("Yang tidak dijanjikan")[0]
    following = [_IDS.findall(ids)[0] for ids in re.findall(r"\((I\d+\.L[^)]*)\)", part.replace("- ", "-"))]
    return Shown(items, indicators, following=following)


READERS: Mapping[str, tuple[Callable[[Result], Any], Callable[[Any], Shown]]] = {
    "json": (dump, read_json),
    "html": (lambda result: render(result, "html"), read_html),
    "md": (lambda result: render(result, "md"), read_markdown),
    "text": (lambda result: render(result, "text"), read_text),
    "xlsx": (lambda result: render(result, "xlsx"), read_workbook),
    "docx": (lambda result: render(result, "docx"), read_docx),
    "pdf": (lambda result: render(result, "pdf"), read_pdf),
    "csv": (lambda result: render(result, "csv"), read_csv),
    "junit": (lambda result: render(result, "junit"), read_junit),
    "sarif": (lambda result: render(result, "sarif"), read_sarif),
    "gitlab": (lambda result: render(result, "gitlab"), read_gitlab),
    "github": (lambda result: render(result, "github"), read_github),
    "github-summary": (github.step_summary, read_step_summary),
}

RESULTS = {
    "a few indicators": {},
    "all 47": {"indicators": ALL},
    "another target": {"indicators": ALL, "target": 4},
    "no levels": {"declares_levels": False, "with_levels": False},
    "no indicators": {"indicators": (), "hostile": False},
}


def test_every_format_has_a_reader() -> None:
    assert set(FORMATS) <= READERS.keys()


@pytest.mark.parametrize("kind", RESULTS)
@pytest.mark.parametrize("name", READERS)
def test_every_format_shows_the_counts_of_the_summary(name: str, kind: str) -> None:
    result = make_result(**RESULTS[kind])  # type: ignore[arg-type]
    write, read = READERS[name]
    shown = read(write(result))
    summary = msgspec.to_builtins(result.summary)
    items = [item for indicator in result.indicators for item in indicator.evidence]
    assert shown != Shown(), "a reader that reads nothing proves nothing"
    if shown.evidence is not None:
        assert dict(shown.evidence) == summary["evidence"]
    if shown.indicators is not None:
        assert dict(shown.indicators) == summary["indicators"]
    if shown.files is not None:
        assert dict(shown.files) == summary["files"]
    if shown.recounted is not None:
        assert dict(shown.recounted) == Counter(item.status for item in items if item.counted)
    if shown.owed is not None:
        assert dict(shown.owed) == Counter(item.status for item in items if item.open)
    _first_and_units(shown, result)


def _first_and_units(shown: Shown, result: Result) -> None:
    if shown.following is not None:
        assert shown.following == [one.evidence[0] for one in next_documents(wanted(result))]
    if shown.units is not None:
        assert shown.units == {
            safe.visible(one.unit): (one.missing, one.doubtful, one.present) for one in first_page.owners(result)
        }


FILTERS = {
    "one status": View(only="belum-ada"),
    "its English name": View(only="doubtful"),
    "one unit": View(unit="inspektorat"),
    "unit and status": View(unit="Inspektorat", only="ada"),
    "some indicators": View(indicators=frozenset({1, 17, 42})),
}


@pytest.mark.parametrize("kind", FILTERS)
@pytest.mark.parametrize("name", [name for name in READERS if name != "json"])
def test_filters_act_alike_in_every_format(name: str, kind: str, everything: Result) -> None:
    view = FILTERS[kind]
    part = narrow(everything, view)
    fitting = [
        item
        for entry in everything.indicators
        for item in entry.evidence
        if item.counted
        and (view.indicators is None or entry.no in view.indicators)
        and (view.unit is None or any(view.unit.casefold() in one.casefold() for one in item.units or entry.units))
        and (view.only is None or item.status in ONLY[view.only])
    ]
    assert 0 < len(fitting) < sum(item.counted for entry in everything.indicators for item in entry.evidence)
    write, read = READERS[name]
    shown = read(write(part))
    counts = Counter(item.status for item in fitting)
    if shown.evidence is not None:
        assert dict(shown.evidence) == {status: counts[status] for status in EVIDENCE}
    if shown.recounted is not None:
        assert Counter(dict(shown.recounted)) == counts
    if shown.owed is not None:
        assert Counter(dict(shown.owed)) == Counter(item.status for item in fitting if item.open)
    _first_and_units(shown, part)


def test_a_part_keeps_the_order_and_the_gains_of_the_whole(everything: Result) -> None:
    part = narrow(everything, View(unit="Inspektorat", only="belum-ada"))
    ids = {item.id for entry in part.indicators for item in entry.evidence}
    assert [row.item.id for row in owed(part)] == [row.item.id for row in owed(everything) if row.item.id in ids]
    assert {one.gain for one in wanted(part)} <= {one.gain for one in wanted(everything)}
    assert part.summary.index_supported == everything.summary.index_supported
