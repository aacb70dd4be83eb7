"""What the READMEs show is real: the output for the example folder, an example that runs, pictures that are there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from spbe_checklist import check
from spbe_checklist.errors import ExitCode, InputError

ROOT = Path(__file__).resolve().parent.parent
START, END = "<!-- keluaran: awal -->", "<!-- keluaran: akhir -->"
LINES = 18
"""How much of the output README.md shows."""
EXAMPLE, EXAMPLE_END = "<!-- example: begin -->\n```python\n", "```\n<!-- example: end -->"
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
    return "".join(done.stdout.splitlines(keepends=True)[:LINES])


def test_readme_shows_what_the_command_prints() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    before, _, rest = readme.partition(START)
    _, _, after = rest.partition(END)
    expected = f"{before}{START}\n```\n{shown()}```\n{END}{after}"
    if os.environ.get("SPBE_UPDATE_GOLDEN"):
        (ROOT / "README.md").write_text(expected, encoding="utf-8")
    assert readme == expected, "run with SPBE_UPDATE_GOLDEN=1 and look at the change"


def test_the_example_for_programs_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    _, _, rest = (ROOT / "README.en.md").read_text(encoding="utf-8").partition(EXAMPLE)
    example, end, _ = rest.partition(EXAMPLE_END)
    assert end
    exec(compile(example, "README.en.md", "exec"), {})
    captured = capsys.readouterr()
    *indicators, index = captured.out.splitlines()
    assert [line.split(" ", 1)[0] for line in indicators] == ["1", "2", "3"]
    assert index.startswith("index: ")
    assert captured.err == ""


def test_a_program_gets_errors_as_values_and_may_listen(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        check(tmp_path)
    assert caught.value.hint
    (tmp_path / "catatan.txt").write_text("Catatan rapat")
    told: list[str] = []

    class Listener:
        def start(self, total: int) -> None:
            told.append(f"{total} berkas")

        def advance(self, path: str) -> None:
            told.append(path)

        def finish(self) -> None:
            told.append("selesai")

    result = check(str(tmp_path), year=2024, cache=False, progress=Listener())
    assert told == ["1 berkas", "catatan.txt", "selesai"]
    assert result.run.options == {"year": "2024"}


def test_readme_lists_every_exit_code() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for code in ExitCode:
        assert f"| {int(code)} |" in readme


def test_every_picture_the_documents_show_is_there_and_small() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")]
    shown = {
        (page.parent / name).resolve()
        for page in pages
        for name in re.findall(r"!\[[^\]]*\]\((?!https?:)([^)\s]+)", page.read_text(encoding="utf-8"))
    }
    made = {path for path in (ROOT / "docs" / "gambar").iterdir() if path.suffix in (".png", ".svg")}
    assert shown == made, "docs/gambar/buat.py makes the pictures"
    assert all(path.stat().st_size < 150_000 for path in made)
    assert not [path.name for path in made if path.suffix == ".svg" and "url(http" in path.read_text(encoding="utf-8")]
