"""Do the tests notice a fault? Changes one place of the code at a time, in a copy, and runs the tests that should fail.

``make mutants SAMPLE=300 SEED=1`` runs this; cosmic-ray, which makes the changes, lies in a folder of its own. Tests
are collected once. Each mutant is a fork of that process in which one function has other code, so that it costs the
tests until the first fails and no start of Python. What runs while modules are loaded is tried in a process of its own.
"""

from __future__ import annotations

import argparse
import ast
import gc
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / ".venv" / "mutants"))

from cosmic_ray.ast import ast_nodes, get_ast_from_path  # noqa: E402 - found in that folder only
from cosmic_ray.mutating import mutate_code  # noqa: E402
from cosmic_ray.plugins import get_operator, operator_names  # noqa: E402

FOLDERS = {
    "spbe_checklist/verdict": r"tests/(verdict/|editions/|test_examples_result)",
    "spbe_checklist/text": r"tests/(recognition/|test_recognition_quality)",
    "spbe_checklist/reading/identity": r"tests/reading/test_(identity|dates|titles|numbering|odd_documents|inspect)",
}
"""What is changed, and the tests of all that lies there; to them come those that import the module."""
LEFT_OUT = re.compile("Bit|Shift|Variable|RemoveDecorator|Exception|Pow|MatMult|Invert|(Eq|Lt|Gt|LtE|GtE)_Is")
"""Operators that mostly change annotations, or make what no one would write by mistake."""
NO_CODE = re.compile(r"if TYPE_CHECKING:|class |@")
"""Lines that say how something is kept, not what it does."""
KIND = re.compile("ComparisonOperator|BinaryOperator|UnaryOperator|Number|AndWithOr|OrWithAnd")
SECONDS = 300
"""Time on the processor from which a mutant is said to hang, and so to be noticed."""
MEMORY = 6 << 30


class Mutant(NamedTuple):
    """One change, by an operator of cosmic-ray at the occurrence it counts."""

    file: str
    operator: str
    occurrence: int
    line: int
    text: str

    @property
    def kind(self) -> str:
        """Which kind of fault it is."""
        found = KIND.search(self.operator)
        return found[0] if found else self.operator

    @property
    def module(self) -> str:
        """As it is imported."""
        return self.file.removesuffix(".py").replace("/", ".")

    def of(self, text: str) -> str:
        """The module with that change."""
        changed: str = mutate_code(text, get_operator(f"core/{self.operator}")(), self.occurrence)
        return changed


def mutants(seed: int) -> list[Mutant]:
    """Every change that could be made, one of a kind in a line, in an order that seed and changed line decide."""
    operators = [get_operator(name) for name in operator_names() if not LEFT_OUT.search(name)]
    found = []
    for file in (file for folder in FOLDERS for file in (ROOT / folder).glob("*.py")):
        lines = file.read_text(encoding="utf-8").splitlines()
        nodes = list(ast_nodes(get_ast_from_path(file)))
        for operator in (one for one in operators if not one.arguments()):
            places = [(node, line) for node in nodes for (line, _), _ in operator().mutation_positions(node)]
            for occurrence, (node, line) in enumerate(places):
                star = node.parent is not None and node.parent.type in {"parameters", "lambdef"}  # of a signature
                text = lines[line - 1].strip()
                if not star and not NO_CODE.match(text):
                    found.append(Mutant(file.relative_to(ROOT).as_posix(), operator.__name__, occurrence, line, text))

    def order(one: Mutant) -> str:
        return hashlib.sha256(f"{seed} {one.file} {one.operator} {one.text}".encode()).hexdigest()

    chosen: dict[tuple[str, int, str], Mutant] = {}
    for one in sorted(sorted(found), key=order):
        chosen.setdefault((one.file, one.line, one.kind), one)
    return list(chosen.values())


class Trials:
    """A plugin of pytest that tries mutants where tests would run."""

    def __init__(self, sample: list[Mutant], journal: Path) -> None:
        self.tried: dict[Mutant, str] = {}
        """What noticed each; nothing where none did."""
        self._sample, self._journal = sample, journal
        self._sound: set[str] = set()
        """Tests that pass without a change."""
        self._left_out: list[str] = []
        self._loading: set[tuple[str, str]] = set()
        """File and name of each function that ran before any test did."""
        self._functions: dict[tuple[str, str, int], list[FunctionType]] = {}
        """Every function there is, by where it stands."""

    def note(self, frame: FrameType, _event: str, _argument: object) -> None:
        """Trace the functions that run while modules are loaded and tests collected."""
        self._loading.add((frame.f_code.co_filename, frame.f_code.co_qualname.partition(".<locals>")[0]))

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """A property that fails need not be made plain."""
        from hypothesis import Phase, settings  # noqa: PLC0415 - pytest wants to load it first

        settings.register_profile("mutants", max_examples=15, deadline=None, phases=[Phase.explicit, Phase.generate])
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try all, print those that no test notices, and write down each that was tried."""
        sys.settrace(None)
        gc.unfreeze()  # as tests/conftest.py froze what was loaded
        for one in gc.get_objects():
            if isinstance(one, FunctionType):
                self._functions.setdefault(place(one.__code__), []).append(one)
        gc.freeze()  # or each fork would copy all of it
        begun = time.monotonic()
        lines = self._journal.read_text(encoding="utf-8").splitlines() if self._journal.exists() else []
        known = {Mutant(*one): by for one, by in map(json.loads, lines)}
        with self._journal.open("a", encoding="utf-8") as written:
            for one in self._sample:
                self.tried[one] = known.get(one) or self._noticed_by(session, one)
                print(json.dumps([one, self.tried[one]]), file=written, flush=True)
                if not self.tried[one]:
                    print(f"{one.file}:{one.line} {one.operator} {one.occurrence}: {one.text}", flush=True)
                if len(self.tried) % 10 == 0:
                    alive, seconds = list(self.tried.values()).count(""), time.monotonic() - begun
                    print(f"  {len(self.tried)} tried, {alive} unnoticed, {seconds:.0f} s", flush=True)
        return True

    def _noticed_by(self, session: pytest.Session, one: Mutant) -> str:
        """The first test that fails with that change and passes without it."""
        while (name := self._failed(session, one)) and name not in self._sound and "::" in name:
            item = next((item for item in session.items if item.nodeid == name), None)
            if item is not None and self._forked(session, [item], None):
                print(f"left out, as it fails without a change: {name}", flush=True)
                session.items.remove(item)
                self._left_out.append(f"--deselect={name}")
            else:
                self._sound.add(name)
        return name

    def _failed(self, session: pytest.Session, one: Mutant) -> str:
        """The first test that fails with that change, those first that noticed another in this module."""
        earlier = {by for other, by in self.tried.items() if other.file == one.file}
        items = sorted(chosen(session.items, one), key=lambda item: item.nodeid not in earlier)
        file = Path(one.file)
        text, times = file.read_text(encoding="utf-8"), file.stat()
        changed = one.of(text)
        try:
            code = function_changed(text, changed, str(file.absolute()))
        except SyntaxError:
            return "its syntax"
        file.write_text(changed, encoding="utf-8")  # for workers and other programs that tests start
        os.utime(file, (len(self.tried), len(self.tried)))  # never that of a module compiled before
        try:
            if code is not None and place(code) in self._functions:
                failed = self._forked(session, items, code)
                if failed or (code.co_filename, code.co_qualname) not in self._loading:
                    return failed
            names = list(dict.fromkeys(str(item.path) for item in items))
            command = [sys.executable, "-m", "pytest", "-x", "--tb=no", "-p", "no:cacheprovider", *self._left_out]
            done = subprocess.run([*command, *names], capture_output=True, text=True, check=False, preexec_fn=limit)
            line = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", done.stdout, re.MULTILINE)
            return line[1] if line else "its start" if done.returncode else ""
        finally:
            file.write_text(text, encoding="utf-8")
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    def _forked(self, session: pytest.Session, items: list[pytest.Item], code: CodeType | None) -> str:
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                if code is not None:
                    for function in self._functions[place(code)]:
                        function.__code__ = code
                os.write(tell, first_failure(session, items).encode())
                os._exit(0)
            finally:
                os._exit(1)
        os.close(tell)
        with os.fdopen(told, encoding="utf-8") as failed:
            name = failed.read()
        status = os.waitpid(child, 0)[1]
        if os.WIFSIGNALED(status):
            return "its end: it hangs"
        if status:
            raise SystemExit(f"cannot be tried: {code}")
        return name


def chosen(items: list[pytest.Item], one: Mutant) -> list[pytest.Item]:
    """The tests of the files that import the module, then those of its folder, of both the slow ones last."""
    package, _, name = one.module.rpartition(".")
    within, itself = re.escape(package), re.escape(one.module)
    imports = re.compile(rf"^from ({itself} import|{within} import .*\b{name}\b)", re.MULTILINE)
    ranks: dict[Path, tuple[bool, bool] | None] = {}
    for item in items:
        if item.path not in ranks:
            own = imports.search(item.path.read_text(encoding="utf-8")) is not None
            near = re.match(FOLDERS[str(Path(one.file).parent)], item.nodeid) is not None
            ranks[item.path] = (not own, item.get_closest_marker("slow") is not None) if own or near else None
    ranked = [(rank, item) for item in items if (rank := ranks[item.path]) is not None]
    return [item for _, item in sorted(ranked, key=lambda pair: pair[0])]


def limit() -> None:
    """End a process that hangs or takes all memory."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def first_failure(session: pytest.Session, items: list[pytest.Item]) -> str:
    """Run tests until one fails, which is named."""
    limit()
    session.config.pluginmanager.unregister(name="terminalreporter")
    for item, following in zip(items, [*items[1:], None], strict=True):
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return item.nodeid
    return ""


def place(code: CodeType) -> tuple[str, str, int]:
    """Where a function stands."""
    return code.co_filename, code.co_qualname, code.co_firstlineno


def functions(tree: ast.Module | ast.ClassDef, within: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions and methods of a module with their names, not those within others."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from functions(node, f"{within}{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            yield within + node.name, node


def function_changed(old: str, new: str, file: str) -> CodeType | None:
    """The new code of the function whose body alone differs; None where anything else does."""
    before, after = ast.parse(old), ast.parse(new)
    pairs = zip(functions(before), functions(after), strict=True)
    changed = [found for (_, one), found in pairs if ast.dump(one) != ast.dump(found[1])]
    for _, function in (*functions(before), *functions(after)):
        function.body = []
    if len(changed) != 1 or ast.dump(before) != ast.dump(after):
        return None
    name, function = changed[0]
    lines = {function.lineno, *(decorator.lineno for decorator in function.decorator_list)}
    codes: list[object] = [compile(new, file, "exec", dont_inherit=True)]
    for code in codes:
        if isinstance(code, CodeType):
            if code.co_qualname == name and code.co_firstlineno in lines:
                return code
            codes += code.co_consts
    return None


def table(tried: dict[Mutant, str]) -> str:
    """How many of each kind were tried, and how many of them no test noticed."""
    counted = Counter((str(Path(one.file).parent), one.kind) for one in tried)
    alive = Counter((str(Path(one.file).parent), one.kind) for one, by in tried.items() if not by)
    rows = [
        f"{name:34} {kind:24} {counted[name, kind]:4} tried {alive[name, kind]:4} unnoticed" for name, kind in counted
    ]
    return "\n".join(sorted(rows))


def main() -> None:
    """Print each mutant that no test notices, and how many of each kind were noticed.

    What was tried stands in ``build/mutants-SEED.jsonl``: begun again, only the rest is tried, and what went unnoticed.
    """
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    journal = ROOT / "build" / f"mutants-{given.seed}.jsonl"
    journal.parent.mkdir(exist_ok=True)
    found = mutants(given.seed)
    trials = Trials(found[: given.sample], journal)
    with tempfile.TemporaryDirectory() as work:
        copy = Path(work, "copy")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", "build", "dist"))
        os.chdir(copy)
        os.environ["PYTHONPATH"] = sys.path[0] = str(copy)
        sys.settrace(trials.note)
        pytest.main(["-q", "--tb=no", "-p", "no:cacheprovider", f"--basetemp={work}/tmp"], plugins=[trials])
    print(f"{len(trials.tried)} of {len(found)} mutants tried (seed {given.seed})\n{table(trials.tried)}")


if __name__ == "__main__":
    main()
