"""What the command line loads: the heavy libraries stay out of runs that do not need them.

Seen through ``sys.modules`` of a fresh interpreter, not through a clock: machines differ, imports do not.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from spbe_checklist.cli.registry import COMMANDS

HEAVY = {
    "ahocorasick_rs",
    "calamine",
    "docx",
    "jinja2",
    "lxml",
    "numpy",
    "olefile",
    "openpyxl",
    "PIL",
    "pydantic",
    "pypdfium2",
    "rapidfuzz",
    "rich",
    "ruamel",
    "sqlite3",
    "tesserocr",
    "xlsxwriter",
    "yaml",
}
"""Libraries that cost tens of milliseconds each."""

MODELS = {"spbe_checklist.catalogue.models", "spbe_checklist.verdict.result", "spbe_checklist.settings.models"}
"""Our own models, which take as long to build."""

_PROBE = """
import contextlib, io, json, sys
from spbe_checklist.cli.app import run
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    code = run(sys.argv[1:])
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules}), sorted(sys.modules)]))
"""


def _loaded(*arguments: str) -> tuple[int, set[str], set[str]]:
    """Exit code, top-level packages and all modules after a run."""
    done = subprocess.run([sys.executable, "-c", _PROBE, *arguments], capture_output=True, text=True, check=True)
    code, packages, modules = json.loads(done.stdout)
    return code, set(packages), set(modules)


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_version_and_help_load_no_heavy_library_and_no_command(arguments: list[str]) -> None:
    code, packages, modules = _loaded(*arguments)
    assert code == 0
    assert not packages & HEAVY
    places = {f"spbe_checklist.cli.commands.{command.place.partition(':')[0]}" for command in COMMANDS.values()}
    assert not modules & places


def test_help_of_one_command_loads_no_parser_and_no_report() -> None:
    code, packages, modules = _loaded("check", "--help")
    assert code == 0
    assert not packages & (HEAVY - {"pydantic"})  # typer looks for pydantic's types itself
    assert not modules & MODELS


def test_a_usage_mistake_is_told_without_heavy_libraries() -> None:
    code, packages, modules = _loaded("check", "--tidak-ada")
    assert code == 2
    assert not packages & (HEAVY - {"pydantic"})
    assert not modules & MODELS


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_command_says_itself(name: str) -> None:
    command = COMMANDS[name]
    loaded = command.load(name)
    assert loaded.name == name
    assert (loaded.help or "").startswith(command.summary)


def test_the_program_without_arguments_shows_its_help_as_lines() -> None:
    done = subprocess.run([sys.executable, "-m", "spbe_checklist"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "\n  check " in done.stderr
    assert "\\n" not in done.stderr


def test_an_unchanged_folder_is_shown_without_parsers_and_matcher(tmp_path: Path) -> None:
    folder = tmp_path / "dokumen"
    folder.mkdir()
    (folder / "Notulen Pusat Data.txt").write_text("NOTULEN RAPAT PUSAT DATA\n")
    options = ("check", str(folder), "--ocr", "never", "--cache-dir", str(tmp_path / "simpanan"), "--exit-zero")
    folder_as_json = (*options, "--format", "json")
    judging = {
        "spbe_checklist.recognition.matcher",
        "spbe_checklist.reading.workers.pool",
        "spbe_checklist.verdict.build_result",
    }
    code, _, modules = _loaded(*options)
    assert code == 0
    assert judging <= modules
    code, _, modules = _loaded(*options)
    assert code == 0
    assert not modules & judging
    code, _, modules = _loaded(*folder_as_json)
    assert code == 0
    assert not modules & judging
