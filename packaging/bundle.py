"""Builds the zip for a laptop without internet: wheels for Windows and Linux, scripts that install them, one page.

    python packaging/bundle.py dist/spbe-check-luring.zip

Needs pip, uv and a network, once, on the machine that builds. The versions are those of constraints.txt. uv resolves
for each target system and Python, because pip would ask the markers (``platform_system == "Windows"``) of this machine;
the build stops when a wheel is missing for one of them. The Windows scripts are not run by any test here.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
EXTRAS = ("package", "browser")
PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = {"windows": "x86_64-pc-windows-msvc", "linux": "x86_64-manylinux_2_28"}
"""Folder of the zip and the name uv has for the system."""
PLATFORMS = {"windows": ("win_amd64",), "linux": ("manylinux_2_28_x86_64", "manylinux2014_x86_64")}
"""The same systems as pip names them."""
SOURCES = ("bagit",)
"""Pure Python packages that are published without a wheel."""
SCRIPTS = {"windows": ("pasang.bat", "periksa.bat"), "linux": ("pasang.sh",)}


def main(target: Path) -> None:
    """Build the zip at ``target``."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        own = work / "own"
        _pip("wheel", "--no-deps", "--wheel-dir", own, ROOT)
        _pip("wheel", "--no-deps", "--wheel-dir", own, "--constraint", ROOT / "constraints.txt", *SOURCES)
        for system in SYSTEMS:
            wheels = work / system
            for python in PYTHONS:
                _download(system, python, wheels, own)
            for wheel in own.glob("*.whl"):
                (wheels / wheel.name).write_bytes(wheel.read_bytes())
            for python in PYTHONS:
                _try_offline(system, python, wheels)
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
            bundle.write(HERE / "BACA SAYA.txt", "BACA SAYA.txt")
            for system, scripts in SCRIPTS.items():
                for name in scripts:
                    bundle.write(HERE / name, f"{system}/{name}")
                for file in sorted((work / system).glob("*.whl")):
                    bundle.write(file, f"{system}/wheels/{file.name}", zipfile.ZIP_STORED)


def _download(system: str, python: str, wheels: Path, own: Path) -> None:
    """Everything the program needs on one system and Python."""
    chosen = wheels.with_name(f"{system}-{python}.txt")
    extras = [part for extra in EXTRAS for part in ("--extra", extra)]
    _uv(
        "compile", ROOT / "pyproject.toml", *extras, "--constraint", ROOT / "constraints.txt",
        "--python-platform", SYSTEMS[system], "--python-version", python, "--output-file", chosen,
    )  # fmt: skip
    platforms = [part for platform in PLATFORMS[system] for part in ("--platform", platform)]
    _pip(
        "download", "--requirement", chosen, "--no-deps", "--dest", wheels, "--only-binary=:all:",
        "--implementation", "cp", "--python-version", python, "--find-links", own, *platforms,
    )  # fmt: skip


def _try_offline(system: str, python: str, wheels: Path) -> None:
    """Stop unless the wheels alone are enough for the target; nothing is installed."""
    _uv(
        "install", "--dry-run", "--no-index", "--no-cache", "--find-links", wheels,
        "--target", wheels.with_name("nowhere"), "--python-platform", SYSTEMS[system], "--python-version", python,
        f"spbe-checklist[{','.join(EXTRAS)}]",
    )  # fmt: skip


def _pip(command: str, *arguments: str | Path) -> None:
    _run("pip", command, "--quiet", "--disable-pip-version-check", *arguments)


def _uv(command: str, *arguments: str | Path) -> None:
    _run("uv", "pip", command, "--quiet", "--python", sys.executable, *arguments)


def _run(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", *map(str, arguments)], check=True)  # noqa: S603 - arguments made here


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "dist/spbe-check-luring.zip"))
