"""End to end, through the installed command, over a folder as hostile as a folder can be.

Whatever lies there: the run ends with a documented code, every file has exactly one state of health or is counted as
left out, nothing from a name reaches the terminal raw, and every report can be read by a program made for its format.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import threading
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.cells import cell_len

from spbe_checklist.errors import ExitCode
from spbe_checklist.facts.facts import Health
from spbe_checklist.reports import FORMATS
from spbe_checklist.verdict.result import Result
from spbe_checklist.verdict.result_json import load
from tests import hostile
from tests.program import program

ENDS = 300
"""Seconds that no run may take, on any machine; a limit against hanging, not a measure of speed."""

SETTINGS = 'version: 1\nagency:\n  name: "Kota Nusa Bahari"\nyear: 2024\nlimits:\n  seconds: 10\n  read_megabytes: 20\n'

FILES = {name: f"{name}.{entry.extension}" for name, entry in FORMATS.items() if name != "pdf"}
"""Every format but the one that is typeset from the saved result, below."""
TEXTS = [name for name in FILES if not FORMATS[name].binary]


@dataclass(frozen=True)
class Ran:
    """What a run of the command left behind."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")


@dataclass(frozen=True)
class Place:
    """The hostile folder with what the first run made of it."""

    folder: Path
    config: Path
    reports: Path
    cache: Path
    first: Ran

    def file(self, format_: str) -> Path:
        return self.reports / FILES[format_]

    @property
    def result(self) -> Result:
        return load(self.file("json").read_text("ascii"), "hasil.json")

    def run(self, *more: str, **environment: str) -> Ran:
        """Check the folder again, from the cache of the first run."""
        return run(
            "check", str(self.folder), "--config", str(self.config), "--ocr", "never",
            "--cache-dir", str(self.cache), *more, **environment,
        )  # fmt: skip


def run(*arguments: str, **environment: str) -> Ran:
    """Run the program, within this process where how Python starts does not matter."""
    if "PYTHONUTF8" in environment:
        return installed(*arguments, **environment)
    done = program(*arguments, environment=environment)
    return Ran(done.returncode, done.stdout, done.stderr)


def installed(*arguments: str, **environment: str) -> Ran:
    """Run the installed command with only these settings of the environment."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMPDIR") if name in os.environ}
    command = Path(sys.executable).with_name("spbe-check")
    done = subprocess.run(
        [str(command), *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**kept, "PYTHONUTF8": "1", **environment},
        timeout=ENDS,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    base = tmp_path_factory.mktemp("hostile")
    folder = hostile.build(base / "dokumen")
    config = base / "spbe.yaml"
    config.write_text(SETTINGS, encoding="utf-8")
    (base / "laporan").mkdir()
    reports = [f"--report={name}:{base / 'laporan' / file}" for name, file in FILES.items()]
    first = installed(
        "check", str(folder), "--config", str(config), "--ocr", "never", "--cache-dir", str(base / "simpanan"),
        "--detail", *reports,
    )  # fmt: skip
    yield Place(folder, config, base / "laporan", base / "simpanan", first)
    hostile.open_again(folder)


def raw_characters(text: str) -> set[str]:
    """Characters that no terminal and no log should get from a file name."""
    return {
        character
        for character in text
        if character != "\n" and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    }


def clean(ran: Ran) -> None:
    """No traceback, no bug, nothing raw."""
    told = ran.err.decode("utf-8", "replace")
    assert "Traceback" not in told, told
    assert ran.code != ExitCode.BUG, told
    assert not raw_characters(told.replace("\r", "\n"))


def test_the_run_ends_with_a_documented_code(place: Place) -> None:
    clean(place.first)
    assert place.first.code == ExitCode.GATE_FAILED, place.first.err.decode()


def test_every_file_has_one_health_or_is_counted_as_left_out(place: Place) -> None:
    result = place.result
    paths = Counter(document.path for document in result.documents)
    assert {path: count for path, count in paths.items() if count > 1} == {}
    assert {document.health for document in result.documents} <= {health.value for health in Health}
    files = result.summary.files
    assert files.seen == len(result.documents) + len(result.ignored)
    assert (files.read + files.unreadable, files.ignored) == (len(result.documents), len(result.ignored))
    left_out = tuple(entry.path for entry in result.ignored)
    known = set(paths) | set(left_out)
    for path in on_disk(place.folder):
        assert path in known or path.startswith(tuple(left for left in left_out if left.endswith("/"))), path


def on_disk(folder: Path) -> Iterator[str]:
    """Relative paths of everything that is not a folder; links are not followed."""
    for parent, folders, names in os.walk(folder):
        for name in [*names, *(name for name in folders if os.path.islink(os.path.join(parent, name)))]:  # noqa: PTH114, PTH118
            yield Path(os.path.relpath(os.path.join(parent, name), folder)).as_posix()  # noqa: PTH118


@pytest.mark.parametrize(
    ("path", "health"),
    [
        ("isi/kosong.pdf", Health.KOSONG),
        ("isi/kosong.docx", Health.KOSONG),
        ("isi/terpotong.pdf", Health.RUSAK),
        ("isi/terpotong.docx", Health.RUSAK),
        ("isi/terkunci.pdf", Health.TERKUNCI),
        ("isi/terkunci.docx", Health.TERKUNCI),
        ("isi/terkunci.doc", Health.TERKUNCI),
        ("isi/bom.xlsx", Health.TERLALU_BESAR),
        ("isi/jarang.pdf", Health.TERLALU_BESAR),
        ("isi/raksasa.png", Health.TERLALU_BESAR),
        ("isi/pintasan.gdoc", Health.PINTASAN),
        ("isi/berputar.pdf", Health.RUSAK),
        ("isi/utf16.txt", Health.BAIK),
        ("isi/cp1252.txt", Health.BAIK),
        ("Indikator 16 Notulen Pusat Data.txt", Health.BAIK),
    ],
)
def test_the_health_says_what_is_the_matter(place: Place, path: str, health: Health) -> None:
    document = next(document for document in place.result.documents if document.path == path)
    assert document.health == health
    assert health is Health.BAIK or document.reason


def test_nothing_that_is_no_readable_file_counts_as_evidence(place: Place) -> None:
    readable = {document.path for document in place.result.documents if document.health == Health.BAIK}
    offered = [offer for one in place.result.indicators for item in one.evidence for offer in item.documents]
    assert {offer.path for offer in offered if offer.accepted} <= readable


def test_nothing_outside_the_folder_was_read(place: Place) -> None:
    said = place.file("json").read_text("ascii") + place.file("html").read_text("utf-8")
    assert "root:x:" not in said
    assert not any(
        document.path.startswith(("putaran/", "keluar")) and document.sha256 for document in place.result.documents
    )


def test_personal_numbers_are_masked_everywhere(place: Place) -> None:
    document = next(document for document in place.result.documents if document.path == "isi/daftar penerima.docx")
    assert "data-pribadi" in {notice.code for notice in document.notices}
    for format_ in TEXTS:
        assert hostile.PERSONAL not in place.file(format_).read_text("utf-8"), format_
    assert hostile.PERSONAL.encode() not in place.first.out


def test_text_on_the_screen_holds_nothing_raw(place: Place) -> None:
    assert not raw_characters(place.first.text)
    assert "\n::error" not in place.first.text


def test_the_saved_result_loads_and_is_the_same_every_time(place: Place) -> None:
    first = json.loads(place.file("json").read_text("ascii"))
    for more in ((), ("--no-cache", "--jobs", "1")):
        again = place.run("--format", "json", *more)
        clean(again)
        second = json.loads(again.text)
        first.pop("run", None)
        second.pop("run")
        assert second == first


def test_html_parses_and_holds_no_foreign_markup(place: Place) -> None:
    text = place.file("html").read_text("utf-8")

    class Tags(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: Counter[str] = Counter()
            self.events: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found[tag] += 1
            self.events += [name for name, _ in attrs if name.startswith("on")]
            for name, value in attrs:
                assert name not in {"href", "src"} or not re.match(r"\s*(javascript|data|file):", value or "", re.I)

    parser = Tags()
    parser.feed(text)
    parser.close()
    assert parser.found["html"] == 1
    assert not parser.events
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert not raw_characters(text.replace("\t", "\n"))


def test_xlsx_parses_and_holds_no_formula_from_a_name(place: Place) -> None:
    import openpyxl

    book = openpyxl.load_workbook(place.file("xlsx"))
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("cmd|" in str(cell.value) for cell in texts)
    assert not [cell.value for cell in texts if cell.data_type == "f" and "cmd" in str(cell.value)]


def test_docx_parses(place: Place) -> None:
    import docx

    document = docx.Document(str(place.file("docx")))
    assert any("SPBE" in paragraph.text for paragraph in document.paragraphs)


def test_csv_parses_with_one_width_and_no_formula(place: Place) -> None:
    rows = list(csv.reader(io.StringIO(place.file("csv").read_text("utf-8-sig")), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 47
    assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in {"=", "@"}]


def test_junit_parses(place: Place) -> None:
    root = ET.parse(place.file("junit")).getroot()
    assert root.tag in {"testsuites", "testsuite"}
    assert len(list(root.iter("testcase"))) > 47


@pytest.mark.parametrize("format_", ["sarif", "gitlab"])
def test_json_reports_parse(place: Place, format_: str) -> None:
    found = json.loads(place.file(format_).read_text("utf-8"))
    assert found if format_ == "gitlab" else found["runs"][0]["results"]


def test_github_annotations_are_only_our_own(place: Place) -> None:
    lines = place.file("github").read_text("utf-8").splitlines()
    assert lines
    assert not [line for line in lines if "palsu" in line and line.startswith(("::error file=a", "::warning::palsu"))]
    assert all(not raw_characters(line) for line in lines)


def test_markdown_and_text_files_hold_nothing_raw(place: Place) -> None:
    for format_ in ("md", "text"):
        text = place.file(format_).read_text("utf-8")
        # Markdown breaks up @mentions with a zero-width space of our own.
        assert not raw_characters(text.replace("@\u200b", "")), format_


def test_a_pdf_report_is_a_pdf(place: Place) -> None:
    pytest.importorskip("typst", reason="PDF reports need the extra [pdf]")
    done = run("report", str(place.file("json")), "--format", "pdf", "--output", str(place.reports / "hasil.pdf"))
    clean(done)
    assert (place.reports / "hasil.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("environment", "encoding"),
    [
        ({"NO_COLOR": "1"}, "utf-8"),
        ({"FORCE_COLOR": "1"}, "utf-8"),
        ({"TERM": "dumb"}, "utf-8"),
        ({"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"}, "cp1252"),
        ({"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C", "LANG": "C"}, "ascii"),
        ({"COLUMNS": "60"}, "utf-8"),
        ({"COLUMNS": "40"}, "utf-8"),
    ],
    ids=lambda value: " ".join(f"{k}={v}" for k, v in value.items()) if isinstance(value, dict) else value,
)
@pytest.mark.parametrize("command", ["check", "files"])
def test_every_kind_of_terminal_is_served(
    place: Place, environment: dict[str, str], encoding: str, command: str
) -> None:
    ran = place.run(**environment) if command == "check" else run("files", str(place.file("json")), **environment)
    assert b"Traceback" not in ran.err
    assert ran.code == (ExitCode.GATE_FAILED if command == "check" else ExitCode.PASSED), ran.err
    text = ran.out.decode(encoding).replace("\r\n", "\n")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert (plain != text) == ("FORCE_COLOR" in environment)
    assert not raw_characters(plain)
    if "COLUMNS" in environment and command == "check":
        width = int(environment["COLUMNS"])
        assert [line for line in plain.splitlines() if cell_len(line) > width] == []


def test_strict_says_that_files_could_not_be_read(place: Place) -> None:
    assert place.run("--fail-on", "never", "--strict").code == ExitCode.INCOMPLETE


def test_one_hostile_document_can_be_explained(place: Place) -> None:
    for path in ("isi/bom.xlsx", "isi/terkunci.pdf"):
        ran = run("explain", path, str(place.file("json")))
        clean(ran)
        assert ran.code == ExitCode.PASSED, ran.err.decode()
        assert not raw_characters(ran.text)


def test_files_that_vanish_during_the_run_are_values(tmp_path: Path) -> None:
    folder = tmp_path / "dokumen"
    folder.mkdir()
    names = [folder / f"Indikator {number} laporan.txt" for number in range(1, 48)]
    for name in names:
        name.write_text(hostile.TEXT * 20)
    begun = threading.Event()

    def remove() -> None:
        begun.wait(ENDS)
        for name in reversed(names[5:]):
            name.unlink()

    thread = threading.Thread(target=remove)
    thread.start()
    command = [str(Path(sys.executable).with_name("spbe-check")), str(folder), "--no-cache", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        begun.set()
        out, err = process.communicate(timeout=ENDS)
    thread.join()
    assert b"Traceback" not in err
    assert process.returncode == ExitCode.GATE_FAILED
    documents = json.loads(out)["documents"]
    assert len({one["path"] for one in documents}) == len(documents)
    assert all(one["reason"] for one in documents if one["health"] == Health.TIDAK_TERBACA)
