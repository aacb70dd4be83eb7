"""``spbe-check FOLDER``: exit codes, streams, filters, formats, consoles."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

from spbe_checklist.cli.app import run
from spbe_checklist.verdict.result_json import json_schema
from tests.cli.evidence import PROGRAM, fill, installed
from tests.program import program


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("bukti"))


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPBE_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def checked(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = run([str(one) for one in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def summary_of(text: str) -> str:
    return text[text.index("RINGKASAN") : text.index("Ada berarti")]


def test_the_command_is_check_unless_another_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(capsys, folder) == checked(capsys, "check", folder)
    assert checked(capsys, "--target", "1", folder)[0] == 0


def test_results_go_to_stdout_and_the_rest_to_stderr(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = checked(capsys, "check", folder)
    assert code == 1
    assert out.startswith("CHECKLIST BUKTI DUKUNG SPBE\n")
    assert "Gerbang" not in out
    assert err.startswith("Gerbang: GAGAL - ")
    assert len(err.splitlines()) == 1


def test_what_is_found_in_the_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = checked(capsys, "check", folder, "--format", "json", "--year", "2024")
    result = json.loads(out)
    assert result["agency"]["year"] == 2024
    assert result["summary"]["files"] == {"seen": 6, "read": 4, "unreadable": 1, "ignored": 1}
    seventeen = next(one for one in result["indicators"] if one["no"] == 17)
    assert (seventeen["status"], seventeen["supported_level"]) == ("lengkap", 3)
    twenty_one = next(one for one in result["indicators"] if one["no"] == 21)
    assert {one["status"] for one in twenty_one["evidence"]} <= {"belum_ada", "perlu_diperiksa"}
    misfiled = next(one for one in result["documents"] if one["path"].startswith("12 "))
    assert "nama-indikator-berbeda" in [one["code"] for one in misfiled["notices"]]
    assert list(jsonschema.Draft202012Validator(json_schema()).iter_errors(result)) == []


def test_two_runs_give_the_same_bytes_apart_from_the_run(folder: Path, tmp_path: Path) -> None:
    texts = []
    for name, arguments in (("a", ["--jobs", "1", "--no-cache"]), ("b", ["--jobs", "2"]), ("c", [])):
        file = tmp_path / f"{name}.json"
        run(["check", str(folder), "-f", "json", "-o", str(file), *arguments])
        text = file.read_text(encoding="ascii")
        block = json.loads(text)["run"]
        assert block["folder"] == folder.as_posix()
        start = text.index(' "run": {')
        texts.append(text[:start] + text[text.index(' "agency": {') :])
    assert texts[0] == texts[1] == texts[2]


@pytest.mark.parametrize(
    "filters",
    [
        ["--indicator", "17"],
        ["--indicator", "I1-I10,17"],
        ["--only", "missing"],
        ["--only", "present", "--detail"],
        ["--unit", "tidak ada"],
        ["--detail"],
    ],
)
def test_filters_change_neither_the_index_nor_the_exit_code(
    folder: Path, capsys: pytest.CaptureFixture[str], filters: list[str]
) -> None:
    code, whole, verdict = checked(capsys, "check", folder)
    filtered_code, some, filtered_verdict = checked(capsys, "check", folder, *filters)
    assert filtered_code == code
    assert filtered_verdict.splitlines()[-1] == verdict.splitlines()[-1]
    assert [line for line in some.splitlines() if "Indeks yang didukung bukti" in line] == [
        line for line in whole.splitlines() if "Indeks yang didukung bukti" in line
    ]
    assert some != whole


def test_a_unit_that_nobody_knows_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, _, said = checked(capsys, "check", folder, "--unit", "tidak ada")
    assert "--unit “tidak ada”" in said
    assert "spbe.yaml" in said or "Unit yang ada" in said


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 1),
        (["--exit-zero"], 0),
        (["--fail-on", "never"], 0),
        (["--fail-on", "never", "--strict"], 5),
        (["--strict"], 1),
        (["--exit-zero", "--strict"], 0),
        (["--target", "1"], 0),
        (["--min-complete", "0", "--fail-on", "never"], 0),
        (["--min-complete", "99", "--fail-on", "unreadable"], 1),
        (["--fail-on", "unreadable"], 1),
        (["--fail-on", "kosong"], 2),
        (["--target", "6"], 2),
        (["--only", "semua"], 2),
        (["--indicator", "tujuh"], 2),
        (["--indicator", "9-3"], 2),
        (["--indicator", "1,99"], 2),
        (["--format", "pdfx"], 2),
        (["--format", "xlsx"], 2),
        (["--report", "html"], 2),
        (["--tidak-ada"], 2),
        (["--year", "dua"], 2),
        (["--config", "tidak-ada.yaml"], 3),
        (["--catalogue", "tidak-ada.yaml"], 3),
    ],
    ids=str,
)
def test_exit_codes(folder: Path, capsys: pytest.CaptureFixture[str], options: list[str], code: int) -> None:
    found, out, err = checked(capsys, "check", folder, *options)
    assert found == code, err
    assert "Traceback" not in err
    if code in (2, 3):
        assert out == ""
        assert err.startswith("spbe-check: ")
        assert len(err.splitlines()) >= 2, "one sentence and the next step"


def test_exit_codes_of_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty, ignored = tmp_path / "kosong", tmp_path / "diabaikan"
    empty.mkdir()
    ignored.mkdir()
    (ignored / "Thumbs.db").write_bytes(b"x")
    file = tmp_path / "berkas.txt"
    file.write_text("x", encoding="utf-8")
    for wrong, words in (
        (tmp_path / "tidak ada", "tidak ditemukan"),
        (empty, "Tidak ada berkas yang dapat diperiksa"),
        (ignored, "1 berkas diabaikan"),
        (file, "berkas.txt"),
    ):
        code, out, err = checked(capsys, "check", wrong)
        assert (code, out) == (4, ""), wrong
        assert words in err
        assert len(err.splitlines()) >= 2


def test_a_broken_setting_is_named_with_its_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "spbe.yaml"
    settings.write_text("version: 1\ntargett: 3\n", encoding="utf-8")
    code, _, err = checked(capsys, "check", folder, "--config", settings)
    assert code == 3
    assert "baris 2" in err
    assert "target" in err


def test_a_full_agency_passes_the_gate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = tmp_path / "spbe.yaml"
    settings.write_text('version: 1\ntarget: 1\ntargets: {"17": 3}\n', encoding="utf-8")
    code, out, err = checked(capsys, "check", fill(tmp_path / "bukti"), "--config", settings, "--year", "2024")
    assert code == 0, out
    assert err.startswith(f"Pengaturan: {settings}\nGerbang: LULUS - "), "which settings apply is said"
    assert checked(capsys, "check", tmp_path / "bukti", "--config", settings, "--year", "2024")[2] == err, (
        "also if kept"
    )


def test_reports_are_written_beside_the_main_one(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main, extra = tmp_path / "hasil.json", tmp_path / "laporan.md"
    code, out, _ = checked(capsys, "check", folder, "-f", "json", "-o", main, "--report", f"md:{extra}", "--exit-zero")
    assert (code, out) == (0, "")
    result = json.loads(main.read_text(encoding="ascii"))
    assert str(result["summary"]["evidence"]["belum_ada"]) in extra.read_text(encoding="utf-8")
    assert {one.name for one in tmp_path.iterdir()} == {"hasil.json", "laporan.md"}


def test_a_file_that_is_not_ours_is_not_overwritten(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    precious = tmp_path / "penting.txt"
    precious.write_text("jangan hilang", encoding="utf-8")
    code, _, err = checked(capsys, "check", folder, "-o", precious, "--exit-zero")
    assert code == 2
    assert "--force" in err
    assert precious.read_text(encoding="utf-8") == "jangan hilang"
    assert checked(capsys, "check", folder, "-o", precious, "--exit-zero", "--force")[0] == 0
    assert "CHECKLIST" in precious.read_text(encoding="utf-8")


def test_the_checked_folder_is_not_written_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = fill(tmp_path / "bukti")
    before = {file: file.stat().st_mtime_ns for file in folder.rglob("*")}
    checked(capsys, "check", folder, "--no-cache")
    assert {file: file.stat().st_mtime_ns for file in folder.rglob("*")} == before


def test_without_a_cache_the_result_is_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(capsys, "check", folder, "--no-cache") == checked(capsys, "check", folder)


# --- through the installed command, on consoles of several kinds


def test_installed_command_passes_and_fails(folder: Path) -> None:
    assert installed(folder).returncode == 1
    assert installed(folder, "--exit-zero").returncode == 0
    assert installed("check", folder / "tidak ada").returncode == 4


def test_a_windows_console_without_check_marks(folder: Path) -> None:
    found = installed(folder, "--detail", "--exit-zero", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert found.returncode == 0, found.stderr
    text = found.stdout.decode("cp1252")
    assert "v 17 Layanan Jaringan Intra" in text
    assert "UnicodeEncodeError" not in found.stderr.decode("cp1252")
    plain = program(folder, "--exit-zero", encoding="ascii")
    assert plain.returncode == 0
    assert plain.stdout.isascii()


def test_a_utf8_console_has_check_marks(folder: Path) -> None:
    text = program(folder, "--exit-zero").stdout.decode("utf-8")
    assert "✓ 17 Layanan Jaringan Intra" in text


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
    ],
)
def test_colour_is_for_those_who_ask(folder: Path, environment: dict[str, str], coloured: bool) -> None:
    found = program(folder, "--exit-zero", environment=environment)
    assert (b"\x1b[" in found.stdout) is coloured
    assert b"\x1b[" not in found.stderr


@pytest.mark.parametrize("columns", ["60", "80"])
def test_narrow_terminals(folder: Path, columns: str) -> None:
    text = program(folder, "--exit-zero", environment={"COLUMNS": columns}).stdout.decode("utf-8")
    assert max(len(line) for line in text.splitlines()) <= int(columns)
    assert " 47 " in text


def test_a_closed_pipe_is_said_in_one_sentence(folder: Path) -> None:
    with subprocess.Popen([PROGRAM, "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
        process.wait(60)
    assert process.returncode in {0, 74}  # a short list may fit into the pipe before it is closed
    assert b"Traceback" not in err
    assert b"Exception ignored" not in err
