"""The README shows real output: the block between the markers is what the command prints for the example folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from spbe_checklist.errors import ExitCode

ROOT = Path(__file__).resolve().parent.parent
START, END = "<!-- keluaran: awal -->", "<!-- keluaran: akhir -->"
COMMAND = ["examples/dokumen", "--config", "examples/spbe.yaml", "--ocr", "never", "--exit-zero"]


def shown() -> str:
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "spbe_checklist", *COMMAND, "--no-cache"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def test_readme_shows_what_the_command_prints() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    before, _, rest = readme.partition(START)
    _, _, after = rest.partition(END)
    expected = f"{before}{START}\n```\n{shown()}```\n{END}{after}"
    if os.environ.get("SPBE_UPDATE_GOLDEN"):
        (ROOT / "README.md").write_text(expected, encoding="utf-8")
    assert readme == expected, "run with SPBE_UPDATE_GOLDEN=1 and look at the change"


def test_readme_lists_every_exit_code() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for code in ExitCode:
        assert f"| {int(code)} |" in readme
