"""The arrows of the design: a folder imports only from those below it, and the pure core knows nothing outside."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

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


class Module(NamedTuple):
    """What the rules ask of a module."""

    imports: frozenset[str]
    """Also inside functions; of ``from a import b`` both ``a`` and ``a.b``."""
    functions: frozenset[str]
    """Names called as functions."""
    methods: frozenset[str]
    """Names called as methods."""
    job: str
    """The first line of its docstring."""


@cache
def module(path: Path) -> Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports: set[str] = set()
    called = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imports.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            imports.add(node.module)
            imports.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call):
            called.append(node.func)
    return Module(
        frozenset(imports),
        frozenset(one.id for one in called if isinstance(one, ast.Name)),
        frozenset(one.attr for one in called if isinstance(one, ast.Attribute)),
        (ast.get_docstring(tree) or "").partition("\n")[0],
    )


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


def test_imports_point_down() -> None:
    climbing = {
        f"{shown(path)}: {name}"
        for path in MODULES
        if (folder := path.relative_to(ROOT).parts[0]) in ORDER
        for name in module(path).imports
        if name.startswith(tuple(f"spbe_checklist.{higher}." for higher in ORDER[: ORDER.index(folder)]))
    }
    assert not climbing


def test_core_touches_nothing_outside() -> None:
    for path in PURE:
        assert not {name.split(".")[0] for name in module(path).imports} & FORBIDDEN, shown(path)
        assert not module(path).methods & CLOCK, shown(path)
        assert "open" not in module(path).functions, shown(path)


def test_nothing_but_the_command_line_knows_typer() -> None:
    for path in MODULES:
        if "cli" not in path.parts:
            assert "typer" not in {name.split(".")[0] for name in module(path).imports}, shown(path)


def test_every_module_says_its_one_job() -> None:
    assert [shown(path) for path in MODULES if len(module(path).job) <= 20] == []


def test_a_long_module_says_why() -> None:
    for path in MODULES:
        lines = path.read_text(encoding="utf-8").splitlines()
        if len(lines) > 400:
            assert "Longer than 400 lines" in "\n".join(lines[:12]), shown(path)
