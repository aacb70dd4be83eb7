"""The arrows of the design: a folder imports only from those below it, and the pure core knows nothing outside."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "spbe_checklist"
ORDER = (
    "cli",
    "run",
    "intake",
    "reports",
    "verdict",
    "recognition",
    "reading",
    "text",
    "settings",
    "catalogue",
    "facts",
)
"""Folders from the terminal down to plain values; each imports only from itself and from those after it."""
BASE = {"__init__", "__main__", "cache_place", "errors", "files", "language"}
"""Modules beside the folders: what every folder may use, and the entry."""
READS_FILES = {"choose", "compiled", "load"}
"""Modules of the catalogue that know where it lies; the others are pure."""
PURE = (
    *(path for folder in ("facts", "text", "recognition", "verdict") for path in sorted((ROOT / folder).rglob("*.py"))),
    *(
        path
        for path in sorted((ROOT / "catalogue").glob("*.py"))
        if path.name not in {"choose.py", "compiled.py", "load.py"}
    ),
    ROOT / "language.py",
)
FORBIDDEN = {
    "typer",
    "rich",
    "os",
    "subprocess",
    "shutil",
    "tempfile",
    "multiprocessing",
    "threading",
    "socket",
    "time",
}
CLOCK = {"now", "today", "utcnow"}
MODULES = sorted(ROOT.rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> set[str]:
    """Modules that a module imports, also inside functions; of ``from a import b`` both ``a`` and ``a.b``."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_folder_has_its_place_in_the_order() -> None:
    folders = {
        path.name
        for path in ROOT.iterdir()
        if path.is_dir() and path.name not in {"data", "__pycache__"} and any(path.glob("*.py"))
    }
    assert folders == set(ORDER)
    assert {path.stem for path in ROOT.glob("*.py")} == BASE


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_imports_point_down(path: Path) -> None:
    folder = path.relative_to(ROOT).parts[0]
    if folder not in ORDER:
        return
    above = ORDER[: ORDER.index(folder)]
    names = imported(parsed(path))
    assert not {name for name in names if name.startswith(tuple(f"spbe_checklist.{higher}." for higher in above))}


@pytest.mark.parametrize("path", PURE, ids=shown)
def test_core_touches_nothing_outside(path: Path) -> None:
    tree = parsed(path)
    assert not {name.split(".")[0] for name in imported(tree)} & FORBIDDEN
    calls = {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not calls & CLOCK
    assert "open" not in {
        node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_nothing_but_the_command_line_knows_typer(path: Path) -> None:
    if "cli" in path.parts:
        return
    assert "typer" not in {name.split(".")[0] for name in imported(parsed(path))}


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_every_module_says_its_one_job(path: Path) -> None:
    said = ast.get_docstring(parsed(path))
    assert said
    assert len(said.splitlines()[0]) > 20


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_long_module_says_why(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    if len(lines) > 400:
        assert "Longer than 400 lines" in "\n".join(lines[:12])
