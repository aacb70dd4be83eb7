"""Files that a person names and that are no files, and standard output that takes no more."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from spbe_checklist.cli.app import run
from spbe_checklist.cli.console.output import write_output
from spbe_checklist.errors import OutputError, SpbeError, UsageError
from spbe_checklist.files import read_regular
from spbe_checklist.verdict.result_json import dump
from tests.result_factory import make_result

posix = pytest.mark.skipif(os.name != "posix", reason="pipes and devices are POSIX")


@posix
@pytest.mark.parametrize(
    "command",
    [
        ["check", ".", "--config", "{}"],
        ["check", ".", "--baseline", "{}"],
        ["import", "{}"],
        ["report", "{}"],
        ["plan", "{}", "--target-index", "3"],
        ["diff", "{}", "{}"],
        ["list", "--catalogue", "{}"],
    ],
)
def test_a_pipe_or_a_device_is_refused_at_once(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "SK.txt").write_text("Keputusan")
    (tmp_path / "spbe.yaml").write_text("version: 1\n")
    os.mkfifo(tmp_path / "pipa")
    for odd in ("pipa", "/dev/zero"):
        assert run([part.format(odd) for part in command]) in {2, 3, 4}
        assert "tidak dapat dibaca" in capsys.readouterr().err


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "besar").write_bytes(b"x" * 11)
    with pytest.raises(OSError, match="too large"):
        read_regular(tmp_path / "besar", 10)
    assert len(read_regular(tmp_path / "besar", 11)) == 11


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_standard_output_ends_with_its_own_code(tmp_path: Path) -> None:
    file = tmp_path / "hasil.json"
    file.write_text(dump(make_result()))
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "spbe_checklist", "report", str(file), "--format", "json"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 74
    assert done.stderr.count("\n") <= 2
    assert "ruang disk habis" in done.stderr


@pytest.mark.parametrize(
    ("number", "error", "says"),
    [(errno.ENOSPC, OutputError, "ruang disk habis"), (errno.EACCES, UsageError, "sedang dibuka di program lain")],
)
def test_a_file_that_cannot_be_written_says_why(
    number: int, error: type[SpbeError], says: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(*_names: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(error, match=says):
        write_output("isi", tmp_path / "hasil.json")
