"""Runs beside each other, and folders that may not be written."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from spbe_checklist.run.store.facts import cache_file

MADE = 60
_GUARDED = """
import os, sys
folder = os.path.realpath(sys.argv.pop(1))
inside = lambda name: isinstance(name, (str, bytes, os.PathLike)) and (
    os.path.realpath(os.fsdecode(name)) + os.sep).startswith(folder + os.sep)
def guard(event, arguments):
    if event == "open":
        name, mode, flags = arguments
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
    else:
        name = arguments[0] if arguments else None
        writes = event in WRITES
    if writes and inside(name):
        os.write(2, ("WRITTEN " + event + "\\n").encode())
        raise PermissionError(13, "read-only", name)
WRITES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.utime",
    "os.chmod", "os.chown", "os.setxattr", "sqlite3.connect", "shutil.copyfile", "tempfile.mkstemp", "tempfile.mkdtemp"}
sys.addaudithook(guard)
from spbe_checklist.cli.app import main
main()
"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Enough small documents that two runs meet in the cache."""
    folder = tmp_path / "dokumen"
    for number in range(MADE):
        file = folder / f"Indikator {number % 47 + 1}" / f"Laporan manajemen risiko SPBE {number}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"LAPORAN NOMOR {number}\nManajemen risiko SPBE tahun 2024.\n" * 30)
    (folder / "spbe.yaml").write_text("version: 1\nyear: 2024\ntarget: 3\n")
    return folder


def _start(
    folder: Path, cache: Path, output: Path, *, guarded: bool = False, prefix: tuple[str, ...] = ()
) -> subprocess.Popen[bytes]:
    program = ["-c", _GUARDED, str(folder)] if guarded else ["-m", "spbe_checklist"]
    arguments = ["--ocr", "never", "--jobs", "1", "--cache-dir", str(cache), "--exit-zero", "-f", "json"]
    return subprocess.Popen(
        [*prefix, sys.executable, *program, "check", str(folder), *arguments, "-o", str(output)],
        stderr=subprocess.PIPE,
    )


def _finish(process: subprocess.Popen[bytes], output: Path) -> dict[str, Any]:
    """The result without the block about the run itself."""
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said.decode(errors="replace")
    assert b"WRITTEN" not in said
    result: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    del result["run"]
    return result


def _traces(folder: Path) -> dict[str, tuple[str, int, int]]:
    """Everything about a folder that a program could leave behind."""
    found = {}
    for path in (folder, *sorted(folder.rglob("*"))):
        info = path.lstat()
        content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        found[str(path)] = (content, info.st_mtime_ns, info.st_mode)
    return found


def test_two_runs_at_once_do_not_disturb_each_other(documents: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    outputs = [tmp_path / f"{number}.json" for number in range(3)]
    running = [_start(documents, cache, output) for output in outputs]
    results = [_finish(process, output) for process, output in zip(running, outputs, strict=True)]
    assert results[0] == results[1] == results[2]
    assert results[0]["summary"]["files"]["read"] == MADE
    assert not [notice for notice in results[0]["notices"] if notice["code"].startswith("cache")]

    alone = tmp_path / "sendiri.json"
    assert _finish(_start(documents, cache, alone), alone) == results[0], "what two wrote, a third reads"


def test_a_run_waits_while_another_writes_the_cache(documents: Path, tmp_path: Path) -> None:
    cache, output = tmp_path / "cache", tmp_path / "hasil.json"
    _finish(_start(documents, cache, output), output)
    for file in documents.rglob("*.txt"):
        file.write_text(file.read_text() + "Isi baru.\n")
    other = sqlite3.connect(cache_file(cache), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    running = _start(documents, cache, output)
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(5)
    other.execute("ROLLBACK")
    other.close()
    result = _finish(running, output)
    assert not [notice for notice in result["notices"] if notice["code"].startswith("cache")]


def test_a_run_that_is_killed_does_not_disturb_the_other(documents: Path, tmp_path: Path) -> None:
    cache, first, second = tmp_path / "cache", tmp_path / "1.json", tmp_path / "2.json"
    victim, survivor = _start(documents, cache, first), _start(documents, cache, second)
    victim.kill()
    victim.communicate()
    result = _finish(survivor, second)
    assert result["summary"]["files"]["read"] == MADE
    assert not first.exists()


def test_nothing_is_written_into_the_folder(documents: Path, tmp_path: Path) -> None:
    before, output = _traces(documents), tmp_path / "hasil.json"
    result = _finish(_start(documents, tmp_path / "cache", output, guarded=True), output)
    assert result["summary"]["files"]["read"] == MADE
    assert _traces(documents) == before


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_read_only_folder(documents: Path, tmp_path: Path) -> None:
    """As the owner without write permission; the superuser, who may always write, gives that power up first."""
    prefix: tuple[str, ...] = ()
    if os.geteuid() == 0:
        program = shutil.which("setpriv")
        if program is None:
            pytest.skip("the superuser may write everywhere, and setpriv is not installed")
        prefix = (program, "--bounding-set=-dac_override,-fowner")
    for path in (documents, *documents.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        attempt = [*prefix, sys.executable, "-c", "import sys; open(sys.argv[1], 'w')", str(documents / "coba")]
        assert subprocess.run(attempt, check=False, capture_output=True).returncode == 1, "the folder is not read-only"
        before, output = _traces(documents), tmp_path / "hasil.json"
        result = _finish(_start(documents, tmp_path / "cache", output, prefix=prefix), output)
        assert result["summary"]["files"]["read"] == MADE
        assert _traces(documents) == before
    finally:
        for path in (documents, *(path for path in documents.rglob("*") if path.is_dir())):
            path.chmod(0o755)
