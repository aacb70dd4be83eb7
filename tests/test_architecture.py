"""The arrows of the design: the pure core knows no disk, clock, process, terminal or framework."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "spbe_checklist"
CORE = (
    *sorted((ROOT / "matching").glob("*.py")),
    *(path for path in sorted((ROOT / "catalogue").glob("*.py")) if path.name != "load.py"),
    ROOT / "assessment.py",
    ROOT / "decisions.py",
    ROOT / "outcome.py",
    ROOT / "scoring.py",
    ROOT / "planning.py",
    ROOT / "comparison.py",
    ROOT / "result.py",
    ROOT / "gate.py",
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
SHELL = {"spbe_checklist.cli", "spbe_checklist.checking"}
CLOCK = {"now", "today", "utcnow"}


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_core_touches_nothing_outside(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = imported(tree)
    assert not {name.split(".")[0] for name in names} & FORBIDDEN
    assert not {name for name in names if any(name.startswith(shell) for shell in SHELL)}
    calls = {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not calls & CLOCK
    assert "open" not in {
        node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_but_the_command_line_knows_typer(path: Path) -> None:
    if "cli" in path.parts:
        return
    assert "typer" not in {name.split(".")[0] for name in imported(ast.parse(path.read_text(encoding="utf-8")))}


def test_matching_knows_only_catalogue_and_facts() -> None:
    allowed = (
        "spbe_checklist.catalogue.models",
        "spbe_checklist.documents.facts",
        "spbe_checklist.language",
        "spbe_checklist.matching",
        "spbe_checklist.workspace",
    )
    for path in sorted((ROOT / "matching").glob("*.py")):
        for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
            if name.startswith("spbe_checklist"):
                assert name.startswith(allowed), f"{path.name} imports {name}"
