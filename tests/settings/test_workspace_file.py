"""``spbe.yaml``: strict to read, clear when wrong, and edited without losing a comment."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.errors import ConfigurationError, ExitCode
from spbe_checklist.intake.init import Profile, folder_text, indicator_folder, initialise, settings_text
from spbe_checklist.settings.edit import add_note, confirm_document, edit_workspace, format_numbers, set_duty, set_units
from spbe_checklist.settings.file import load_workspace, parse_numbers, parse_workspace, validate_against
from spbe_checklist.settings.models import DocumentDecision, ItemDuty, Note, Workspace
from spbe_checklist.settings.place import find_workspace

FULL = """\
version: 1
agency: {name: "Kota Contoh", kind: "kota", names: ["Pemkot Contoh"]}
year: 2024
target: 3
targets: {"17": 4, "21-23": 2}
units: {"1-3, 5": ["Diskominfo", "Bagian Hukum"], "35": "UKPBJ", "3": ["Bappeda"]}
duties:
  - {evidence: "I1.L3.lengkap", units: ["Bagian Hukum"], pic: "Ani", deadline: "2024-05-31", note: "segera"}
services: {"45": {name: "e-BPHTB", apps: ["eBPHTB"]}}
documents:
  - {path: "a.pdf", sha256: "ab12", evidence: ["I1.L3.lengkap"], articles: ["Pasal 8"], pages: [12], by: "Ani",
     date: "2024-05-01", note: "x"}
  - {path: "b.pdf", not_evidence: ["I19", "*"]}
waivers:
  - {evidence: "I1.L2.aturan", reason: "r", by: "b", date: "2024-01-01", expires: "2024-02-01"}
attestations:
  - {evidence: "I1.L2.aturan", seen: "s", where: "w", by: "b", date: "2024-01-01", valid_until: "2024-12-31"}
notes:
  - {indicator: 3, date: "2024-01-01", by: "asesor", text: "t", status: "terjawab", answered_by: ["a.pdf"]}
levels: {claimed: {"1-2": 5, "3": "4"}, assessed: {"1": 3}, previous: {"1": 2}}
costs: {peraturan: 9}
limits: {seconds: 5}
letter: {place: "Contoh"}
gate: {fail_on: "missing", min_complete: "80.5", domains: {"1": 90}}
"""


def parse(text: str) -> Workspace:
    return parse_workspace(text.encode(), Path("spbe.yaml"))


def test_every_setting_is_read() -> None:
    found = parse(FULL)
    assert found.agency.names == ("Pemkot Contoh",)
    assert (found.year, found.target_of(17), found.target_of(22), found.target_of(1)) == (2024, 4, 2, 3)
    assert found.units_of(3) == ("Diskominfo", "Bagian Hukum", "Bappeda")
    assert (found.units_of(35), found.units_of(4)) == (("UKPBJ",), ())
    duty = found.duty_of("I1.L3.lengkap")
    assert duty is not None
    assert duty.deadline == dt.date(2024, 5, 31)
    assert found.services[45].apps == ("eBPHTB",)
    assert (found.documents[0].pages, found.documents[1].not_evidence) == ((12,), ("I19", "*"))
    assert found.waivers[0].expires == dt.date(2024, 2, 1)
    assert found.attestations[0].valid_until == dt.date(2024, 12, 31)
    assert found.notes[0].status == "terjawab"
    assert (found.claimed, found.assessed, found.previous) == ({1: 5, 2: 5, 3: 4}, {1: 3}, {1: 2})
    assert (found.costs, found.limits.seconds, found.letter.place) == ({"peraturan": 9}, 5, "Contoh")
    assert (found.gate.fail_on, found.gate.min_complete, found.gate.domains) == (("missing",), 80.5, {1: 90})
    validate_against(found, load_catalogue())


@pytest.mark.parametrize("text", ["", "# hanya catatan\n", "agency:\nunits:\nwaivers:\n", "version: 1\n"])
def test_empty_settings_are_the_defaults(text: str) -> None:
    assert parse(text) == Workspace(file="spbe.yaml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("yaer: 2024\n", "spbe.yaml baris 1: kunci 'yaer' tidak dikenal; maksudnya 'year'?"),
        ("agency:\n  nama: x\n", "spbe.yaml baris 2: kunci 'nama' tidak dikenal; maksudnya 'name'?"),
        ("year: 2024\nyear: 2025\n", "spbe.yaml baris 2 kolom 1: kunci 'year' ditulis dua kali"),
        ("a: &x 1\n", "jangkar"),
        ("year: dua\n", "nilai 'year' harus bilangan bulat"),
        ("year: 24\n", "2000"),
        ("version: 2\n", "harus salah satu dari 1"),
        ("gate: {fail_on: [mising]}\n", "spbe.yaml baris 1: isi nomor 1 harus salah satu dari 'missing'"),
        ("gate: {min_complete: 180}\n", "nilai 'min_complete' harus paling banyak 100"),
        ('units: {"1-x": ["A"]}\n', "'1-x' bukan nomor indikator"),
        ('units: {"10-1": ["A"]}\n', "rentang '10-1' terbalik"),
        ('targets: {"1-5": 3, "5": 4}\n', "nomor 5 disebut dua kali"),
        ('levels: {claimed: {"1": ".inf"}}\n', "spbe.yaml baris 1"),
        ('levels: {claimd: {"1": 1}}\n', "maksudnya 'claimed'?"),
        ("waivers: {}\n", "harus berupa daftar"),
        ("- 1\n", "pasangan kunci dan nilai"),
        ('notes:\n  - {indicator: 1, date: "2024-01-01", by: "b", text: "t", status: "selesai"}\n', "harus salah satu"),
    ],
)
def test_mistakes_name_file_line_and_correction(text: str, says: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse(text)
    assert says in str(caught.value)
    assert caught.value.hint, "the next step"
    assert caught.value.exit_code is ExitCode.CONFIGURATION


WAIVER = {"evidence": "I1.L2.aturan", "reason": "r", "by": "b", "date": "2024-01-01", "expires": "2024-02-01"}


@pytest.mark.parametrize("missing", ["reason", "by", "date", "expires", "evidence"])
def test_waivers_need_all_their_keys(missing: str) -> None:
    keys = ", ".join(f'{key}: "{value}"' for key, value in WAIVER.items() if key != missing)
    with pytest.raises(ConfigurationError, match=f"kunci '{missing}' wajib diisi"):
        parse(f"waivers:\n  - {{{keys}}}\n")


@pytest.mark.parametrize(
    "date",
    [
        '"2015/10/21"',
        '"21-10-2015"',
        '"2015-10-32"',
        '"2015-1-2"',
        "20151021",
        '"20151021"',
        '"2015-W43-3"',
        '"2015-10-21T00:00:00"',
        '""',
    ],
)
def test_dates_are_never_guessed(date: str) -> None:
    keys = ", ".join(f'{key}: "{value}"' for key, value in WAIVER.items() if key != "expires")
    with pytest.raises(ConfigurationError, match="bukan tanggal"):
        parse(f"waivers:\n  - {{{keys}, expires: {date}}}\n")


def test_unquoted_dates_are_refused_with_the_remedy() -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse("waivers:\n  - expires: 2015-10-21\n")
    assert "tanda kutip" in caught.value.hint


def test_a_waiver_that_expires_before_it_begins_is_refused() -> None:
    keys = ", ".join(f'{key}: "{value}"' for key, value in (WAIVER | {"expires": "2023-12-31"}).items())
    with pytest.raises(ConfigurationError, match="baris 2"):
        parse(f"waivers:\n  - {{{keys}}}\n")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('units: {"48": ["A"]}\n', "indikator 48 tidak ada dalam katalog spbe-2020"),
        ('\ntargets: {"48": 3}\n', "spbe.yaml baris 2: indikator 48"),
        ("target: 6\n", "tingkat 6 di luar rentang 1 sampai 5"),
        ('targets: {"1": 0}\n', "di luar rentang"),
        ('services: {"99": {name: "x"}}\n', "indikator 99"),
        ('levels: {claimed: {"1": 6}}\n', "tingkat 6 di luar rentang"),
        ('levels: {claimed: {"1": "2.5"}}\n', "tingkat 2.5 harus bilangan bulat"),
        ('documents:\n  - {path: "a", evidence: ["I1.L3.lengap"]}\n', "maksudnya 'I1.L3.lengkap'?"),
        ('documents:\n  - {path: "a", evidence: ["*"]}\n', "butir bukti '*' tidak ada"),
        ('documents:\n  - {path: "a", not_evidence: ["I48"]}\n', "baris 2: indikator 48"),
        ('duties:\n  - {evidence: "I1.L9.x"}\n', "butir bukti 'I1.L9.x' tidak ada"),
        ('notes:\n  - {indicator: 77, date: "2024-01-01", by: "b", text: "t"}\n', "indikator 77"),
        ("costs: {peraturn: 1}\n", "maksudnya 'peraturan'?"),
        ('gate: {domains: {"9": 50}}\n', "domain 9"),
    ],
)
def test_what_the_catalogue_does_not_know_is_refused(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "spbe.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        validate_against(load_workspace(file), load_catalogue())
    assert says in str(caught.value)


def test_levels_file_fills_what_the_settings_leave_open(tmp_path: Path) -> None:
    (tmp_path / "nilai.csv").write_text("no;mandiri;asesor\n1;5;3\n2;4;\n", encoding="utf-8")
    file = tmp_path / "spbe.yaml"
    file.write_text('levels_file: "nilai.csv"\nlevels: {claimed: {"1": 2}}\n', encoding="utf-8")
    found = load_workspace(file)
    assert (found.claimed, found.assessed) == ({1: 2, 2: 4}, {1: 3})


def test_a_levels_file_with_a_repeated_indicator_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nilai.csv").write_text("no;nilai\n1;5\n1;4\n", encoding="utf-8")
    (tmp_path / "spbe.yaml").write_text('levels_file: "nilai.csv"\n', encoding="utf-8")
    with pytest.raises(ConfigurationError, match="sudah disebut"):
        load_workspace(tmp_path / "spbe.yaml")


def test_settings_are_found_in_the_folder_or_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "rumah")
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    assert find_workspace(folder) is None
    (tmp_path / "spbe.yaml").touch()
    assert find_workspace(folder) == tmp_path / "spbe.yaml"
    (folder / "spbe.yaml").mkdir()  # a folder of that name is not the file
    assert find_workspace(folder) == tmp_path / "spbe.yaml"
    (tmp_path / "a" / "spbe.yaml").touch()
    assert find_workspace(folder) == tmp_path / "a" / "spbe.yaml"


def test_search_ends_at_the_users_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "rumah"
    (home / "dokumen").mkdir(parents=True)
    (tmp_path / "spbe.yaml").touch()
    monkeypatch.setattr(Path, "home", lambda: home)
    assert find_workspace(home / "dokumen") is None


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="tidak ditemukan"):
        find_workspace(tmp_path, tmp_path / "tiada.yaml")


@pytest.mark.parametrize(
    ("text", "numbers"), [("17", (17,)), ("1-3", (1, 2, 3)), ("1-3, 7", (1, 2, 3, 7)), (" 2 , 1–2", (2, 1))]
)
def test_numbers(text: str, numbers: tuple[int, ...]) -> None:
    assert parse_numbers(text) == numbers


@given(st.sets(st.integers(1, 99), min_size=1))
def test_numbers_survive_writing_and_reading(numbers: set[int]) -> None:
    assert set(parse_numbers(format_numbers(numbers))) == numbers


# --- editing ---

COMMENTED = """\
# Pengaturan kami
agency: {name: 'Kota Contoh'}  # nama resmi

# yang berikut diisi bersama Bagian Hukum
documents:
  # Perwali induk
  - path: a.pdf   # di lemari
    sha256: "aa"
    evidence: [I1.L3.lengkap]
units: {"1-3": ["Diskominfo"], "5": ["Bappeda"]}   # peta OPD
"""


def edited(folder: Path, text: str, *changes: Any) -> tuple[str, Workspace]:
    file = folder / "spbe.yaml"
    file.write_bytes(text.encode())
    for change in changes:
        edit_workspace(file, change)
    return file.read_bytes().decode(), load_workspace(file)


def test_comments_and_order_survive_an_edit(tmp_path: Path) -> None:
    decision = DocumentDecision(path="b.pdf", sha256="bb", evidence=("I2",), by="Ani", date=dt.date(2024, 5, 1))
    text, found = edited(tmp_path, COMMENTED, confirm_document(decision))
    for comment in (
        "# Pengaturan kami",
        "# nama resmi",
        "# yang berikut",
        "# Perwali induk",
        "# di lemari",
        "# peta OPD",
    ):
        assert comment in text
    assert text.splitlines()[:9] == COMMENTED.splitlines()[:9]
    assert found.documents[1] == decision


def test_a_second_decision_extends_the_first_and_follows_a_renamed_file(tmp_path: Path) -> None:
    more = DocumentDecision(
        path="baru/a.pdf", sha256="aa", evidence=("I2.L3.lengkap",), articles=("Pasal 9",), pages=(3,)
    )
    text, found = edited(tmp_path, COMMENTED, confirm_document(more), confirm_document(more))
    assert len(found.documents) == 1
    assert found.documents[0].path == "baru/a.pdf"
    assert found.documents[0].evidence == ("I1.L3.lengkap", "I2.L3.lengkap")
    assert (found.documents[0].articles, found.documents[0].pages) == (("Pasal 9",), (3,))
    assert "# Perwali induk" in text


def test_the_last_word_counts(tmp_path: Path) -> None:
    rejected = DocumentDecision(path="a.pdf", sha256="aa", not_evidence=("I1.L3.lengkap",))
    _, found = edited(tmp_path, COMMENTED, confirm_document(rejected))
    assert (found.documents[0].evidence, found.documents[0].not_evidence) == ((), ("I1.L3.lengkap",))
    accepted = DocumentDecision(path="a.pdf", sha256="aa", evidence=("I1.L3.lengkap",))
    edit_workspace(tmp_path / "spbe.yaml", confirm_document(accepted))
    found = load_workspace(tmp_path / "spbe.yaml")
    assert (found.documents[0].evidence, found.documents[0].not_evidence) == (("I1.L3.lengkap",), ())


def test_same_path_with_other_content_is_another_document(tmp_path: Path) -> None:
    _, found = edited(
        tmp_path, COMMENTED, confirm_document(DocumentDecision(path="a.pdf", sha256="cc", evidence=("I2",)))
    )
    assert [one.sha256 for one in found.documents] == ["aa", "cc"]


def test_units_of_one_indicator_leave_the_others_alone(tmp_path: Path) -> None:
    text, found = edited(tmp_path, COMMENTED, set_units(2, ("Inspektorat",)), set_units(5, ("Setda",)))
    assert [found.units_of(no) for no in (1, 2, 3, 5)] == [
        ("Diskominfo",),
        ("Inspektorat",),
        ("Diskominfo",),
        ("Setda",),
    ]
    assert "# peta OPD" in text


def test_duties_and_notes(tmp_path: Path) -> None:
    note = Note(indicator=3, date=dt.date(2024, 6, 1), by="asesor", text="Pasal: mana?")
    _, found = edited(
        tmp_path,
        COMMENTED,
        set_duty(ItemDuty(evidence="I1.L3.lengkap", pic="Ani", deadline=dt.date(2024, 5, 31))),
        set_duty(ItemDuty(evidence="I1.L3.lengkap", units=("Setda",), note="segera: ya")),
        add_note(note),
        add_note(note.model_copy(update={"status": "terjawab", "answered_by": ("a.pdf",)})),
    )
    assert found.duties == (
        ItemDuty(
            evidence="I1.L3.lengkap", units=("Setda",), pic="Ani", deadline=dt.date(2024, 5, 31), note="segera: ya"
        ),
    )
    assert [(one.status, one.answered_by) for one in found.notes] == [("terjawab", ("a.pdf",))]


def test_a_missing_file_is_made_and_a_file_of_comments_keeps_them(tmp_path: Path) -> None:
    decision = DocumentDecision(path="a.pdf", evidence=("I1",))
    edit_workspace(tmp_path / "baru.yaml", confirm_document(decision))
    assert load_workspace(tmp_path / "baru.yaml").documents == (decision,)
    text, found = edited(tmp_path, "# catatan saja", confirm_document(decision))
    assert text.startswith("# catatan saja\n")
    assert found.documents == (decision,)


def test_windows_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    file = tmp_path / "spbe.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + COMMENTED.replace("\n", "\r\n").encode())
    edit_workspace(file, set_units(1, ("Setda",)))
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf#")
    assert data.count(b"\n") == data.count(b"\r\n") > 5
    assert load_workspace(file).units_of(1) == ("Setda",)


@given(st.text(min_size=1), st.text())
def test_any_name_and_remark_can_be_recorded(tmp_path_factory: pytest.TempPathFactory, path: str, note: str) -> None:
    file = tmp_path_factory.mktemp("s") / "spbe.yaml"
    edit_workspace(file, confirm_document(DocumentDecision(path=path, sha256="12e5", evidence=("I1",), note=note)))
    found = load_workspace(file).documents[0]
    assert (found.path, found.note, found.sha256) == (path, note, "12e5")


def test_names_that_are_not_utf8_are_recorded_by_content(tmp_path: Path) -> None:
    _, found = edited(
        tmp_path, "", confirm_document(DocumentDecision(path="x\udcff.pdf", sha256="ab", evidence=("I1",)))
    )
    assert (found.documents[0].path, found.documents[0].sha256) == ("x\ufffd.pdf", "ab")


def test_nothing_is_written_over_somebody_elses_change(tmp_path: Path) -> None:
    file = tmp_path / "spbe.yaml"
    file.write_text("year: 2024\n", encoding="utf-8")

    def slow(document: Any) -> None:
        file.write_text("year: 2025\n", encoding="utf-8")
        document["target"] = 4

    with pytest.raises(ConfigurationError, match="diubah oleh program lain"):
        edit_workspace(file, slow)
    assert file.read_text(encoding="utf-8") == "year: 2025\n"
    assert list(tmp_path.iterdir()) == [file]


def test_an_edit_that_would_break_the_file_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "spbe.yaml"
    file.write_text("year: 2024\n", encoding="utf-8")
    with pytest.raises(ConfigurationError):
        edit_workspace(file, lambda document: document.update({"tahun": 1}))
    assert file.read_text(encoding="utf-8") == "year: 2024\n"


def test_permissions_stay(tmp_path: Path) -> None:
    file = tmp_path / "spbe.yaml"
    file.write_text("year: 2024\n", encoding="utf-8")
    file.chmod(0o640)
    edit_workspace(file, set_units(1, ("Setda",)))
    assert file.stat().st_mode & 0o777 == 0o640


# --- init ---


def test_every_example_in_a_new_file_is_valid_once_uncommented() -> None:
    catalogue = load_catalogue()
    text = settings_text(catalogue, Profile(name='Kota "Contoh"', kind="kota", year=2024))
    assert parse(text).agency.name == 'Kota "Contoh"'
    lines = [re.sub(r"^#(?! \S)", "", line) for line in text.splitlines()]
    assert len(lines) > 100
    found = parse("\n".join(line for line in lines if not line.startswith("levels_file")))
    validate_against(found, catalogue)
    assert found.waivers
    assert found.documents
    assert found.units
    assert found.claimed
    assert found.letter.signatory


def test_folders_have_names_every_system_allows_and_say_what_belongs_there(tmp_path: Path) -> None:
    catalogue = load_catalogue()
    done = initialise(tmp_path / "baru", catalogue, Profile(name="Kota Contoh"), folders=True)
    assert len(done.folders) == len(catalogue.indicators) == len(set(done.folders))
    for name in done.folders:
        assert not set(name) & set('<>:"/\\|?*')
        assert not name.endswith((".", " "))
        assert len(name) <= 60
        text = (tmp_path / "baru" / name / "BACA SAYA.txt").read_bytes().decode()
        assert "\r\n" in text
        assert f"spbe-check explain I{int(name[:2])}" in text
    first = catalogue.indicators[0]
    text = folder_text(first, 3)
    for level in first.levels:
        for item in level.evidence:
            assert (item.label in text) == (not level.floor and level.level <= 3)
    assert indicator_folder(first) == "01 Kebijakan Internal Arsitektur SPBE"


def test_existing_settings_and_folders_are_left_alone(tmp_path: Path) -> None:
    from spbe_checklist.errors import UsageError

    catalogue = load_catalogue()
    (tmp_path / "1. Arsitektur").mkdir()
    (tmp_path / "spbe.yaml").write_text("year: 2024\n", encoding="utf-8")
    with pytest.raises(UsageError, match="tidak ditimpa"):
        initialise(tmp_path, catalogue, Profile(), folders=True)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["1. Arsitektur", "spbe.yaml"]
    done = initialise(tmp_path, catalogue, Profile(), folders=True, force=True)
    assert done.kept == ("1. Arsitektur",)
    assert not any(name.startswith("01") for name in done.folders)
    assert list((tmp_path / "1. Arsitektur").iterdir()) == []


def test_alternatives_are_told_apart_from_what_is_all_needed() -> None:
    catalogue = load_catalogue()
    text = folder_text(catalogue.by_no[17], 2)
    first, second = catalogue.by_no[17].at(2).requires[0]
    lines = [line.strip() for line in text.splitlines()]
    start = lines.index("- salah satu:")
    assert f"[{first[0]}]" in lines[start + 1]
    assert f"[{second[0]}]" in lines[lines.index("atau:", start) + 1]
    assert "salah satu" not in folder_text(catalogue.by_no[1], 2)
