"""Makes the pictures of README.md and docs/panduan.md from the examples, so that they show what the program does.

    python docs/gambar/buat.py [FOLDER]

Needs Chromium and the extra ``browser``. Screens are SVG drawn by rich; pages are PNG photographed by Chromium.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ("examples/dokumen", "--config", "examples/spbe.yaml", "--ocr", "never")
COLUMNS = 100


def main(target: Path) -> None:
    """Write every picture into ``target``."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        environment = {**os.environ, "COLUMNS": str(COLUMNS), "FORCE_COLOR": "1", "SPBE_CACHE_DIR": str(work / "cache")}
        environment.pop("NO_COLOR", None)
        page, result = work / "laporan.html", work / "hasil.json"

        def run(*arguments: str) -> str:
            command = [sys.executable, "-m", "spbe_checklist", *arguments]
            return subprocess.run(
                command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8"
            ).stdout

        checklist = run(*EXAMPLE, "--exit-zero", "--report", f"html:{page}")
        _screen(target / "terminal.svg", "spbe-check ./dokumen", checklist, 28)
        run(*EXAMPLE, "--exit-zero", "-f", "json", "-o", str(result))
        plan = run("plan", str(result), "--target-index", "2.5")
        _screen(target / "rencana.svg", "spbe-check plan ./dokumen --target-index 2.5", plan, 15)
        _photograph(target / "laporan-html.png", page.as_uri(), 1280, 1500, work)
        confirm = [sys.executable, "-m", "spbe_checklist", "confirm", *EXAMPLE, "--browser"]
        with subprocess.Popen(confirm, cwd=ROOT, env=environment, stderr=subprocess.PIPE, encoding="utf-8") as desk:
            try:
                address = next(found[0] for line in desk.stderr or () if (found := re.search(r"http://127\S+", line)))
                _photograph(target / "keputusan.png", address, 1280, 800, work)
            finally:
                desk.terminate()


def _screen(target: Path, command: str, output: str, most: int) -> None:
    """The first lines of what a command prints, as a terminal shows them; nothing is loaded from the network."""
    console = Console(file=io.StringIO(), record=True, width=COLUMNS, legacy_windows=False)
    lines = output.splitlines()
    shown = [*lines[:most], "…"] if len(lines) > most else lines
    console.print(Text.from_ansi("\n".join([f"$ {command}", *shown])))
    svg = console.export_svg(title="", unique_id=target.stem)
    target.write_text(re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL), encoding="utf-8")


def _photograph(target: Path, address: str, width: int, height: int, work: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    raw = work / "raw.png"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses to run as root otherwise
    subprocess.run(
        [
            chromium, "--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", *sandbox,
            f"--user-data-dir={work / 'profile'}", f"--window-size={width},{height}", "--virtual-time-budget=8000",
            f"--screenshot={raw}", address,
        ],
        check=True,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    with Image.open(raw) as picture:
        picture.convert("RGB").quantize(96, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
