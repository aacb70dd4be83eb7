"""How long the program takes to say anything: ``--version`` and ``--help`` beside importing typer alone."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.measure import COMMAND, PYTHON, line, medians

ROUNDS = 11


def report() -> Iterator[str]:
    """Lines of the report."""
    found = medians(
        {
            "bare": [PYTHON, "-c", "pass"],
            "typer": [PYTHON, "-c", "import typer"],
            "version": [COMMAND, "--version"],
            "help": [COMMAND, "--help"],
            "ids": [COMMAND, "catalogue", "show", "--ids"],
            "explain": [COMMAND, "explain", "I17"],
        },
        ROUNDS,
    )
    yield f"# Start (processor time, median of {ROUNDS} runs in turns)"
    yield line("python -c pass", found["bare"], "s")
    yield line("python -c 'import typer'", found["typer"], "s")
    yield line("--version / import typer", found["version"] / found["typer"], "x", 1.3)
    yield line("--help / import typer", found["help"] / found["typer"], "x", 2)
    yield line("catalogue show --ids / import typer", found["ids"] / found["typer"], "x", 2.5)
    yield line("explain I17 / import typer", found["explain"] / found["typer"], "x", 2.5)
