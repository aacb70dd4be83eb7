"""What of a Result the checklist on the screen shows."""

from __future__ import annotations

from dataclasses import dataclass

ONLY = ("missing", "doubtful", "present")
"""Values of ``View.only``."""


@dataclass(frozen=True, slots=True)
class View:
    """How to show a Result; never what is in it, and never the exit code."""

    width: int = 100
    colour: bool = False
    marks: bool = True
    """False where the encoding cannot show ✓ and ✗."""
    detail: bool = False
    indicators: frozenset[int] | None = None
    unit: str | None = None
    only: str | None = None
    """"missing", "doubtful" or "present": indicators and items of that state."""
