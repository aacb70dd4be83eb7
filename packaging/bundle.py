"""Builds the zip for a laptop without internet: wheels for Windows and Linux, scripts that install them, one page.

    python packaging/bundle.py dist/spbe-check-luring.zip

Needs pip and a network, once, on the machine that builds. Wheels are resolved for each target platform and Python; a
dependency without a wheel for one of them stops the build. The Windows scripts are not run by any test here.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
EXTRAS = "package,browser"
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = {"windows": ("win_amd64",), "linux": ("manylinux_2_28_x86_64", "manylinux2014_x86_64")}
SOURCES = ("bagit",)
"""Pure Python packages that are published without a wheel."""
SCRIPTS = {"windows": ("pasang.bat", "periksa.bat"), "linux": ("pasang.sh",)}


def main(target: Path) -> None:
    """Build the zip at ``target``."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        own = work / "own"
        _run("-m", "pip", "wheel", "--no-deps", "--wheel-dir", str(own), str(ROOT))
        (wheel,) = own.glob("spbe_checklist*.whl")
        _run("-m", "pip", "wheel", "--no-deps", "--wheel-dir", str(own), *SOURCES)
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
            bundle.write(HERE / "BACA SAYA.txt", "BACA SAYA.txt")
            for system, platforms in PLATFORMS.items():
                wheels = work / system
                for python in PYTHONS:
                    _download(wheel, wheels, python, platforms, own)
                for name in SCRIPTS[system]:
                    bundle.write(HERE / name, f"{system}/{name}")
                for file in sorted({wheel, *wheels.glob("*.whl")}):
                    bundle.write(file, f"{system}/wheels/{file.name}")


def _download(wheel: Path, wheels: Path, python: str, platforms: tuple[str, ...], own: Path) -> None:
    """Everything the program needs on one platform and Python."""
    chosen = [part for platform in platforms for part in ("--platform", platform)]
    _run(
        "-m", "pip", "download", f"{wheel}[{EXTRAS}]", "--dest", str(wheels), "--only-binary=:all:",
        "--implementation", "cp", "--python-version", python, "--find-links", str(own), *chosen,
    )  # fmt: skip


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True)  # noqa: S603 - pip with arguments made here


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "dist/spbe-check-luring.zip"))
