"""Many agencies: who is one, what is saved, taken over and compared, and that one never stops the others."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.cli.app import run
from spbe_checklist.errors import ConfigurationError, InputError, UsageError
from spbe_checklist.reports import safe
from spbe_checklist.reports.fleet import report
from spbe_checklist.reports.sections import write
from spbe_checklist.run import check as run_check
from spbe_checklist.run import fleet as fleet_run
from spbe_checklist.run.fleet import agencies_of, file_names
from spbe_checklist.run.store import fingerprint
from spbe_checklist.verdict.fleet import Collector, Fleet, Unchecked, spread, weakest
from spbe_checklist.verdict.gate import Rules, judge
from spbe_checklist.verdict.result import NodeIndex, Result
from spbe_checklist.verdict.result_json import dump, load
from tests.result_factory import make_result

HOSTILE = '=HYPERLINK("http://x")<script>alert(1)</script>\u202e[bold]'


def agency(folder: Path, name: str, settings: str = "", text: str = "") -> Path:
    """An agency with one document of its own."""
    place = folder / name
    place.mkdir(parents=True)
    body = text or f"PERATURAN WALI KOTA NOMOR 7 TAHUN 2023 TENTANG ARSITEKTUR SPBE {name}\n" * 20
    (place / "01 Perwali Arsitektur SPBE.txt").write_text(body)
    if settings:
        (place / "spbe.yaml").write_text(settings)
    return place


def check(source: Path, out: Path, *more: str) -> int:
    common = ["--ocr", "never", "--year", "2024", "--cache-dir", str(out.with_name(f"{out.name} simpanan"))]
    return run(["fleet", str(source), "--out", str(out), *common, *more])


def saved(out: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((out / "perbandingan.json").read_text())
    return value


@pytest.fixture
def bukti(tmp_path: Path) -> Path:
    folder = tmp_path / "bukti"
    agency(folder, "Dinas A", 'agency:\n  name: "Dinas Alfa"\ngate:\n  fail_on: never\n')
    agency(folder, "Dinas B")
    return folder


# --- who is an agency ---------------------------------------------------------------------------------------------


def test_every_subfolder_is_an_agency_and_nothing_else_is(tmp_path: Path) -> None:
    folder = tmp_path / "bukti"
    for name in ("B", "A", ".git", "~$x", "hasil"):
        (folder / name).mkdir(parents=True)
    (folder / "lepas.pdf").write_text("x")
    (folder / "spbe.yaml").write_text("target: 3\n")
    found = agencies_of(folder, folder / "hasil")
    assert [one.label for one in found.agencies] == ["A", "B"]
    assert found.notices == ("1 berkas di luar folder instansi tidak diperiksa.",)


def test_a_linked_folder_is_not_followed_and_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "luar").mkdir()
    (tmp_path / "bukti").mkdir()
    (tmp_path / "bukti" / "A").symlink_to(tmp_path / "luar")
    (one,) = agencies_of(tmp_path / "bukti", tmp_path / "out").agencies
    assert "tautan" in one.problem
    assert check(tmp_path / "bukti", tmp_path / "out") == 5


def test_a_list_names_folders_and_addresses(tmp_path: Path) -> None:
    listing = tmp_path / "daftar.txt"
    listing.write_text(
        "\ufeff# instansi\n\nbukti/Dinas A\nKab. Contoh; D:\\bukti\nwebdavs://user@cloud.example/dav/Kota%20X\n",
        encoding="utf-8",
    )
    found = agencies_of(listing, tmp_path / "out").agencies
    assert [one.label for one in found] == ["Dinas A", "Kab. Contoh", "Kota X"]
    assert found[0].folder == tmp_path / "bukti/Dinas A"
    assert "user" not in found[2].label + found[2].file


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"A;\n", "baris 1 tidak lengkap"),
        (b"\n;bukti\n", "baris 2 tidak lengkap"),
        (b"bukti/A\nbukti/B\n./bukti/A\n", "dua kali (baris 1 dan 3)"),
        (b"PK\x03\x04\x00\x00", "bukan berkas teks"),
        (b"\xff\xfe\x00", "bukan berkas teks"),
    ],
)
def test_a_list_that_cannot_be_meant_is_refused_with_its_line(tmp_path: Path, content: bytes, words: str) -> None:
    listing = tmp_path / "daftar.txt"
    listing.write_bytes(content)
    with pytest.raises(ConfigurationError) as caught:
        agencies_of(listing, tmp_path / "out")
    assert words in str(caught.value)


def test_a_password_in_an_address_is_refused_and_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listing = tmp_path / "daftar.txt"
    listing.write_text("A;webdavs://user:rahasia@cloud.example/x\n")
    assert check(listing, tmp_path / "out") == 2
    streams = capsys.readouterr()
    assert "rahasia" not in streams.out + streams.err


def test_no_agency_at_all_is_nothing_to_check(tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    for source in (tmp_path / "kosong", tmp_path / "tidak-ada"):
        with pytest.raises(InputError):
            agencies_of(source, tmp_path / "out")
        assert check(source, tmp_path / "out") == 4


def test_results_are_not_written_among_the_evidence(bukti: Path) -> None:
    with pytest.raises(UsageError, match="Dinas A"):
        agencies_of(bukti, bukti / "Dinas A" / "hasil")


# --- names of files -----------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.text(max_size=120), st.uuids().map(str)), max_size=12, unique_by=lambda pair: pair[1]))
@example([("Perbandingan", "a")])
@example([("perbandingan", "a"), ("PERBANDINGAN", "b"), ("perbandingan ", "c")])
@example([("con", "a"), ("COM1.txt", "b"), ("lpt9.", "c"), (" aux ", "d"), ("NUL.tar.gz", "e")])
@example([("Dinas?", "a"), ("dinas_", "b"), ("DINAS*", "c")])
def test_names_are_unique_and_fit_every_system(agencies: list[tuple[str, str]]) -> None:
    names = file_names(agencies)
    assert len({name.casefold() for name in names}) == len(agencies)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 < 200
        assert not set(name) & set('<>:"/\\|?*')
        assert name.isprintable()
        assert name == name.strip(" .")
        assert name.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9", "COM¹"}
        assert name.casefold() != "perbandingan"
        assert (name + ".json").encode("utf-8")


def test_an_agency_keeps_its_name_when_others_come_and_go() -> None:
    assert file_names([("Dinas A", "x"), ("Dinas B", "y")])[1] == file_names([("Dinas B", "y")])[0] == "Dinas B"
    both = file_names([("Dinas", "x"), ("DINAS", "y"), ("z", "z")])
    assert both[:2] == file_names([("DINAS", "y"), ("Dinas", "x"), ("Dinas", "w")])[1::-1]


# --- one run ------------------------------------------------------------------------------------------------------


def test_each_agency_has_a_result_and_the_comparison_knows_all(bukti: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert check(bukti, out) == 1
    assert sorted(path.name for path in out.iterdir()) == [
        "Dinas A.html",
        "Dinas A.json",
        "Dinas B.html",
        "Dinas B.json",
        "perbandingan.html",
        "perbandingan.json",
        "perbandingan.xlsx",
    ]
    found = saved(out)
    assert (found["totals"]["agencies"], found["totals"]["passed"], found["totals"]["failed"]) == (2, 1, 1)
    for row in found["agencies"]:
        result = load((out / row["file"]).read_text(), row["file"])
        assert row["index_supported"] == result.summary.index_supported
        assert row["completeness"] == result.summary.completeness
        assert row["name"] == (result.agency.name or row["label"])
    assert {row["name"] for row in found["agencies"]} == {"Dinas Alfa", "Dinas B"}


def test_an_agency_alone_gives_the_same_result(bukti: Path, tmp_path: Path) -> None:
    check(bukti, tmp_path / "out")
    alone = tmp_path / "alone.json"
    common = ["--ocr", "never", "--no-cache", "--year", "2024", "--exit-zero"]
    run(["check", str(bukti / "Dinas A"), *common, "--format", "json", "--output", str(alone)])
    together = load((tmp_path / "out" / "Dinas A.json").read_text(), "x")
    assert together.model_copy(update={"run": None}) == load(alone.read_text(), "x").model_copy(update={"run": None})


def test_one_that_cannot_be_checked_never_stops_the_others(
    bukti: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agency(bukti, "Rusak", "target: banyak\n")
    (bukti / "Kosong").mkdir()
    assert check(bukti, tmp_path / "out", "--exit-zero") == 5  # what was not looked at is never excused
    found = saved(tmp_path / "out")
    assert {one["label"]: "target" in one["reason"] for one in found["unchecked"]} == {"Rusak": True, "Kosong": False}
    assert found["totals"]["checked"] == 2
    streams = capsys.readouterr()
    assert "[4/4] Rusak: TIDAK DAPAT DIPERIKSA" in streams.err
    assert "Rusak:" in streams.out


def test_a_mistake_of_the_program_costs_one_agency(
    bukti: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fleet_run.check_folder

    def faulty(options: Any, *rest: Any, **more: Any) -> Any:
        if options.folder.name == "Dinas A":
            raise KeyError("isi dokumen yang rahasia")
        return real(options, *rest, **more)

    monkeypatch.setattr(fleet_run, "check_folder", faulty)
    assert check(bukti, tmp_path / "out") == 5
    (failure,) = saved(tmp_path / "out")["unchecked"]
    assert "kesalahan pada program (KeyError)" in failure["reason"]
    assert "rahasia" not in failure["reason"] + failure["hint"]


def test_missing_folders_of_a_list_are_named(bukti: Path, tmp_path: Path) -> None:
    listing = tmp_path / "daftar.txt"
    listing.write_text("bukti/Dinas A\nHilang;bukti/Tidak Ada\n")
    assert check(listing, tmp_path / "out") == 5
    assert [one["label"] for one in saved(tmp_path / "out")["unchecked"]] == ["Hilang"]


@pytest.fixture(scope="module")
def judged_again(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Evidence and results of one agency, taken over by each run that only asks for another verdict."""
    place = tmp_path_factory.mktemp("gerbang")
    folder = agency(place / "bukti", "Dinas A")
    (folder / "02 Laporan.pdf").write_bytes(b"")
    return place / "bukti", place / "out"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ((), 1),
        (("--exit-zero",), 0),
        (("--fail-on", "never"), 0),
        (("--fail-on", "never", "--strict"), 5),
        (("--fail-on", "never", "--strict", "--exit-zero"), 0),
        (("--fail-on", "never", "--min-complete", "100"), 0),
        (("--fail-on", "expired", "--min-complete", "100"), 1),
        (("--fail-on", "unreadable"), 1),
        (("--fail-on", "regression"), 2),
        (("--fail-on", "apa"), 2),
    ],
)
def test_exit_codes(judged_again: tuple[Path, Path], more: tuple[str, ...], code: int) -> None:
    assert check(*judged_again, *more) == code


def test_a_file_that_is_not_ours_is_not_overwritten(bukti: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "Dinas B.json").write_text('{"milik": "orang lain"}')
    assert check(bukti, out) == 2
    assert json.loads((out / "Dinas B.json").read_text()) == {"milik": "orang lain"}
    assert check(bukti, out, "--force") == 1


def test_settings_of_the_current_folder_are_nobody_elses(
    bukti: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "meja kerja"
    elsewhere.mkdir()
    (elsewhere / "spbe.yaml").write_text('agency: {name: "Dinas Lain"}\n')
    monkeypatch.chdir(elsewhere)
    check(bukti, tmp_path / "out")
    assert "Dinas Lain" not in (tmp_path / "out" / "Dinas A.json").read_text()


# --- a second run -------------------------------------------------------------------------------------------------


def resumed(out: Path) -> set[str]:
    return {row["label"] for row in saved(out)["agencies"] if row["resumed"]}


def test_what_has_not_changed_is_taken_over(bukti: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    check(bukti, out)
    assert resumed(out) == set()
    first = saved(out)
    assert check(bukti, out) == 1
    assert resumed(out) == {"Dinas A", "Dinas B"}
    second = saved(out)
    for value in (first, second):
        value.pop("started")
        for row in value["agencies"]:
            row.pop("resumed")
    assert first == second
    check(bukti, out, "--force")
    assert resumed(out) == set()


def _raise_index(path: Path) -> None:
    """What somebody might do to a saved result who is not pleased with it."""
    value = json.loads(path.read_text())
    value["summary"]["index_supported"] = "4.90"
    path.write_text(json.dumps(value))


DOCUMENT = "01 Perwali Arsitektur SPBE.txt"
CHANGES: dict[str, Callable[[Path], object]] = {
    "Berkas baru": lambda folder: (folder / "02 baru.txt").write_text("x"),
    "Berkas lain": lambda folder: (folder / DOCUMENT).rename(folder / "x.txt"),
    "Disentuh": lambda folder: os.utime(folder / DOCUMENT, ns=(1, 1)),
    "Pengaturan": lambda folder: (folder / "spbe.yaml").write_text("target: 2\n"),
    "Pengabaian": lambda folder: (folder / ".spbeignore").write_text("x*\n"),
}
"""What may happen to an agency between two runs."""


def test_what_has_changed_is_checked_again_and_nothing_else(bukti: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name in CHANGES:
        agency(bukti, name)
    check(bukti, out)
    for name, change in CHANGES.items():
        change(bukti / name)
    check(bukti, out)
    assert resumed(out) == {"Dinas A", "Dinas B"}
    check(bukti, out)
    assert resumed(out) == {"Dinas A", "Dinas B", *CHANGES}


def test_other_options_and_another_program_are_no_reason_to_trust(
    bukti: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    check(bukti, out)
    check(bukti, out, "--target", "2")
    assert resumed(out) == set()
    check(bukti, out, "--target", "2")
    assert resumed(out) == {"Dinas A", "Dinas B"}
    monkeypatch.setattr(fingerprint, "program_key", lambda: "another")
    check(bukti, out, "--target", "2")
    assert resumed(out) == set()


def test_a_saved_result_is_written_anew_whatever_was_done_to_it(bukti: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    agency(bukti, "Dinas C")
    check(bukti, out)
    files = cut, edited, gone = [out / f"Dinas {letter}.json" for letter in "ABC"]
    before = {file: load(file.read_text(), file.name) for file in files}
    cut.write_text(cut.read_text()[:-20])
    _raise_index(edited)
    gone.unlink()
    check(bukti, out)
    for file in files:
        after = load(file.read_text(), file.name)
        assert after.model_copy(update={"run": before[file].run}) == before[file], file.name


def test_a_page_is_made_again_only_with_its_result_or_where_it_is_gone(bukti: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    check(bukti, out)
    (kept, gone) = (out / "Dinas A.html", out / "Dinas B.html")
    kept.write_text("dibaca ulang tanpa berubah")
    gone.unlink()
    check(bukti, out)
    assert kept.read_text() == "dibaca ulang tanpa berubah"
    assert gone.exists()
    (bukti / "Dinas A" / "Notulen rapat.txt").write_text("NOTULEN RAPAT\nPeta Rencana SPBE dibahas.\n")
    check(bukti, out, "--force")
    assert "<html" in kept.read_text()


def test_waivers_are_looked_at_again_every_day(bukti: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import datetime as dt

    waiver = (
        'waivers:\n  - {evidence: "I1.L3.lengkap", reason: "x", by: "y", date: "2024-01-01", expires: "2034-01-01"}\n'
    )
    (bukti / "Dinas B" / "spbe.yaml").write_text(waiver)
    out = tmp_path / "out"
    assert check(bukti, out) == 1

    class Tomorrow(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
            return dt.datetime.now(tz) + dt.timedelta(days=1)

    class Clock:
        UTC = dt.UTC
        datetime = Tomorrow

    monkeypatch.setattr(run_check, "dt", Clock)
    check(bukti, out)
    assert resumed(out) == {"Dinas A"}


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    folder, out = tmp_path / "bukti", tmp_path / "out"
    for number in range(8):
        agency(folder, f"Dinas {number:02}")
    program = fingerprint.program_key()
    script = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"  # ignored in the background
        "from spbe_checklist.cli.app import main; main()"
    )
    command = [
        sys.executable,
        "-c",
        script,
        "fleet",
        str(folder),
        "--out",
        str(out),
        "--cache-dir",
        str(tmp_path / "out simpanan"),
    ]
    process = subprocess.Popen(
        [*command, "--ocr", "never", "--year", "2024"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + 60
    while time.monotonic() < until and not (out / "Dinas 01.json").exists():
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    done = {path.name for path in out.glob("Dinas*.json")}
    assert 2 <= len(done) < 8
    assert not list(out.glob("*.tmp")) + list(out.glob(".*.tmp"))
    for name in done:
        load((out / name).read_text(), name)
    assert check(folder, out) == 1
    if fingerprint.program_key() != program:
        pytest.skip("the program was edited while this test ran")
    assert {f"{label}.json" for label in resumed(out)} >= done - {max(done)}
    assert saved(out)["totals"]["checked"] == 8


# --- the comparison -----------------------------------------------------------------------------------------------


def compared(*results: Result, unchecked: int = 0) -> Fleet:
    collector = Collector()
    for number, result in enumerate(results):
        label = f"Instansi {number}"
        collector.add(
            result, judge(result, Rules()), label=label, folder=f"bukti/{label}", file=f"{label}.json", resumed=False
        )
    for number in range(unchecked):
        collector.unchecked.append(Unchecked(label=f"{HOSTILE}{number}", folder="x", reason=HOSTILE, hint=HOSTILE))
    return collector.compare(choose_catalogue(), started="2026-11-21T08:15:00+07:00", source=HOSTILE)


def html(fleet: Fleet) -> str:
    return str(write(report(fleet, page=True), "html"))


def xlsx(fleet: Fleet) -> bytes:
    book = write(report(fleet), "xlsx")
    assert isinstance(book, bytes)
    return book


def test_agencies_stand_in_order_of_their_index() -> None:
    better = make_result(target=1)
    assert better.summary.index_supported is not None
    raised = better.model_copy(update={"summary": better.summary.model_copy(update={"index_supported": "4.99"})})
    found = compared(make_result(), raised, make_result(declares_levels=False))
    assert [row.index_supported for row in found.agencies] == ["4.99", make_result().summary.index_supported, None]
    assert found.totals.index_supported is not None
    assert found.totals.index_supported.agencies == 2
    assert found.notices[0].startswith("Target berbeda")


def test_agencies_of_one_name_and_one_label_are_told_apart_by_their_folders() -> None:
    collector = Collector()
    for folder in ("2024/dinas", "2025/dinas"):
        result = make_result()
        collector.add(
            result, judge(result, Rules()), label="dinas", folder=folder, file=f"{folder}.json", resumed=False
        )
    found = collector.compare(choose_catalogue(), started="2026-11-21T08:15:00+07:00", source="armada.csv")
    one = make_result().agency.name
    assert {row.name for row in found.agencies} == {f"{one} (2024/dinas)", f"{one} (2025/dinas)"}


def test_agencies_of_one_name_are_told_apart_and_stand_with_every_aspect_in_the_map() -> None:
    found = compared(make_result(), make_result(), make_result(agency="Kota Lain"))
    names = {row.name for row in found.agencies}
    one = make_result().agency.name
    assert names == {f"{one} (Instansi 0)", f"{one} (Instansi 1)", "Kota Lain"}
    page = html(found)
    cells = re.findall(r'<td class="angka t([1-5])"[^>]*><span>(\d,\d\d)</span></td>', page)
    assert [value.replace(",", ".") for _, value in cells] == [
        aspect.index_supported for row in found.agencies for aspect in row.aspects
    ]
    assert all(value.startswith(band) for band, value in cells)


def test_missing_documents_are_counted_over_agencies() -> None:
    one = make_result()
    found = compared(one, one, one)
    open_missing = {
        item.id for entry in one.indicators for item in entry.evidence if item.open and item.status == "belum_ada"
    }
    assert open_missing
    assert {row.id for row in found.missing if row.missing} == open_missing
    assert {row.missing for row in found.missing if row.missing} == {3}
    assert {row.doubtful for row in found.missing if row.missing} == {0}
    assert sum(row.missing for row in found.kinds) == 3 * len(open_missing)
    assert {row.agencies for row in found.kinds if row.missing} == {3}


def test_weak_aspects_are_those_below_the_best() -> None:
    nodes = [NodeIndex(no=no, name=str(no), weight="1", index_supported=value) for no, value in
             enumerate(("2.00", "1.00", "3.00", "1.00", "2.50"), start=1)]  # fmt: skip
    assert weakest(nodes) == [2, 4, 1]
    assert weakest(nodes[:1]) == weakest([]) == []


@given(st.lists(st.decimals(min_value=1, max_value=5, places=2), min_size=1, max_size=30))
def test_a_spread_lies_between_its_ends(values: list[Decimal]) -> None:
    found = spread(map(str, values))
    assert found is not None
    assert Decimal(found.lowest) == min(values)
    assert Decimal(found.highest) == max(values)
    assert min(values) <= Decimal(found.median) <= max(values)
    assert min(values) <= Decimal(found.mean) <= max(values)
    assert abs(Decimal(found.mean) - sum(values) / len(values)) <= Decimal("0.005")


def test_the_median_of_an_even_number_lies_in_the_middle_of_two() -> None:
    found = spread(["1.00", "4.80", "2.00", "3.00"])
    assert found is not None
    assert (found.median, found.mean) == ("2.50", "2.70")


def test_a_comparison_is_the_same_every_time() -> None:
    results = [make_result(), make_result(target=2)]
    assert dump(compared(*results)) == dump(compared(*results))
    assert html(compared(*results)) == html(compared(*results))
    assert xlsx(compared(*results)) == xlsx(compared(*results))


def test_comparing_nothing_but_failures_works() -> None:
    found = compared(unchecked=2)
    assert "Tidak ada instansi yang dapat diperiksa" in html(found)
    assert xlsx(found)
    assert found.totals.index_supported is None


class Elements(HTMLParser):
    """Every element and attribute of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_runs_nothing_and_fetches_nothing() -> None:
    hostile = make_result(agency=HOSTILE)
    page = html(compared(hostile, unchecked=1))
    found = Elements()
    found.feed(page)
    assert not {"script", "img", "iframe", "link", "object", "form"} & set(found.tags)
    assert not [name for name, _ in found.attributes if name.startswith("on") or name == "src"]
    assert {value for name, value in found.attributes if name == "href"} == {"./Instansi%200.html"}
    assert "default-src 'none'" in page
    assert "\u202e" not in page
    assert safe.visible(HOSTILE) in found.text


def test_the_workbook_holds_text_and_numbers_but_no_formula() -> None:
    found = compared(make_result(agency=HOSTILE), make_result(), unchecked=1)
    book = openpyxl.load_workbook(io.BytesIO(xlsx(found)))
    sheets = ["Ringkasan", "Tidak diperiksa", "Angka pokok", "Instansi", "Aspek", "Butir", "Jenis dokumen"]
    assert book.sheetnames == sheets
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f" or cell.hyperlink]
    rows = list(book["Instansi"].values)
    head = rows[0]
    assert [row[head.index("Instansi")] for row in rows[1:3]] == [
        row.name if row.name != HOSTILE else safe.visible(HOSTILE) for row in found.agencies
    ]
    assert [row[head.index("Indeks didukung bukti")] for row in rows[1:3]] == [
        float(str(row.index_supported)) for row in found.agencies
    ]
    assert len(list(book["Butir"].values)) == 1 + len(found.missing)
    assert list(book["Tidak diperiksa"].values)[1][0] == safe.visible(HOSTILE + "0")


def test_all_three_forms_agree(bukti: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    check(bukti, out)
    found = saved(out)
    page = (out / "perbandingan.html").read_text()
    for row in found["agencies"]:
        own = Path(row["file"]).with_suffix(".html")
        assert f'href="./{quote(own.name)}"' in page
        assert f"{row['evidence']['belum_ada']}</b>" in (out / own).read_text()
    book = openpyxl.load_workbook(out / "perbandingan.xlsx")
    assert f"Perbandingan {found['totals']['agencies']} instansi" in page
    assert book["Instansi"].max_row == 1 + len(found["agencies"])
    for row in found["missing"][:5]:
        assert row["id"] in page
