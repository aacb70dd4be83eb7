"""Do the tests notice a fault? Changes one place of the code at a time, in a copy, and runs the tests that should fail.

``make mutants SAMPLE=200 SEED=1`` runs this with cosmic-ray in an environment of its own; PYTHON names the interpreter
that has the project. Each mutant is tried on the tests that import its module, then on those of its folder.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).parents[1]
FOLDERS = {
    "spbe_checklist/verdict": ["tests/verdict"],
    "spbe_checklist/text": ["tests/recognition", "tests/reading/test_identity.py"],
    "spbe_checklist/reading/identity": [
        f"tests/reading/test_{name}.py" for name in ("identity", "identity_facts", "dates", "titles", "numbering")
    ],
}
"""What is changed, and the tests of all that lies there."""
COPIED = ["spbe_checklist", "tests", "examples", "benchmarks", "docs"]
LEFT_OUT = (
    "BitOr",
    "BitAnd",
    "BitXor",
    "Shift",
    "Variable",
    "RemoveDecorator",
    "Exception",
    "Pow",
    "MatMult",
    "Invert",
)
"""Operators that mostly change annotations, or make what no one would write by mistake."""
SECONDS = 180
"""A mutant that hangs is noticed."""


def mutants() -> Iterator[dict[str, Any]]:
    """Every change that could be made, with the operators of cosmic-ray that take no arguments."""
    operators = {name: get_operator(name) for name in operator_names() if not any(word in name for word in LEFT_OUT)}
    chosen = {name: operator() for name, operator in operators.items() if not operator.arguments()}
    for file in sorted(file for folder in FOLDERS for file in (ROOT / folder).glob("*.py")):
        nodes = list(ast_nodes(get_ast_from_path(file)))
        for name, operator in chosen.items():
            positions = (start for node in nodes for start, _ in operator.mutation_positions(node))
            for occurrence, (line, _) in enumerate(positions):
                module = file.relative_to(ROOT).as_posix()
                yield {"module": module, "operator": name.removeprefix("core/"), "occurrence": occurrence, "line": line}


def sample(found: list[dict[str, Any]], size: int, seed: int) -> list[dict[str, Any]]:
    """As many as asked for, chosen by the seed, at most one change of a kind in a line."""
    order = sorted(found, key=lambda one: json.dumps(one, sort_keys=True))
    random.Random(seed).shuffle(order)
    chosen: dict[tuple[str, int, str], dict[str, Any]] = {}
    for one in order:
        chosen.setdefault((one["module"], one["line"], kind(one)), one)
    return list(chosen.values())[:size]


def kind(one: dict[str, Any]) -> str:
    """Which kind of fault it is."""
    name: str = one["operator"]
    families = ("ComparisonOperator", "BinaryOperator", "UnaryOperator", "Number", "AndWithOr", "OrWithAnd", "AddNot")
    return next((family for family in families if family in name), name)


def mutated(text: str, one: dict[str, Any]) -> str:
    """The module with that change."""
    changed: str | None = mutate_code(text, get_operator(f"core/{one['operator']}")(), one["occurrence"])
    assert changed is not None, one
    return changed


def tests_of(module: str) -> list[str]:
    """The tests that import a module, then those of its folder."""
    dotted = module.removesuffix(".py").replace("/", ".")
    own = [
        file.relative_to(ROOT).as_posix()
        for file in sorted((ROOT / "tests").rglob("test_*.py"))
        if f"from {dotted} import" in file.read_text(encoding="utf-8")
    ]
    shared = FOLDERS[str(Path(module).parent)]
    return [*own, *(one for one in shared if one not in own)]


def noticed(copy: Path, python: str, module: str) -> bool:
    """Whether a test fails."""
    command = [python, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", "not slow", *tests_of(module)]
    try:
        done = subprocess.run(command, cwd=copy, capture_output=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return True
    if done.returncode not in {0, 1, 2}:
        raise SystemExit(done.stdout.decode()[-2000:] + done.stderr.decode()[-2000:])
    return done.returncode != 0


def main() -> None:
    """Print each mutant that survives, and how many of each kind were noticed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--python", default=sys.executable)
    given = options.parse_args()
    found = list(mutants())
    tried: Counter[tuple[str, str]] = Counter()
    alive: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as work:
        copy = Path(work)
        for name in COPIED:
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        for file in (*ROOT.glob("*.yaml"), *ROOT.glob("*.toml"), *ROOT.glob("*.md")):
            shutil.copy(file, copy)
        for one in sample(found, given.sample, given.seed):
            place = copy / one["module"]
            text = place.read_text(encoding="utf-8")
            place.write_text(mutated(text, one), encoding="utf-8")
            counted = (str(Path(one["module"]).parent), kind(one))
            tried[counted] += 1
            if not noticed(copy, given.python, one["module"]):
                alive[counted] += 1
                line = text.splitlines()[one["line"] - 1].strip()
                print(f"{one['module']}:{one['line']} {one['operator']}: {line}", flush=True)
            place.write_text(text, encoding="utf-8")
    print(f"\n{sum(tried.values())} of {len(found)} mutants tried (seed {given.seed}), {sum(alive.values())} survive")
    for counted in sorted(tried):
        print(f"{counted[0]:34} {counted[1]:24} {tried[counted]:4} tried {alive[counted]:4} survive")


if __name__ == "__main__":
    main()
