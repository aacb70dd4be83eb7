"""What the terminal can show: width, colour, and whether its encoding knows check marks."""

from __future__ import annotations

import os
import shutil
import sys

NARROWEST = 40
WIDEST = 140
NO_TERMINAL_WIDTH = 100


def width() -> int:
    """Columns to use: COLUMNS when set, the terminal's width, 100 without a terminal."""
    if (named := os.environ.get("COLUMNS", "")).isdigit() and int(named) > 0:
        return max(NARROWEST, min(int(named), WIDEST))
    if not sys.stdout.isatty():
        return NO_TERMINAL_WIDTH
    return max(NARROWEST, min(shutil.get_terminal_size((80, 24)).columns, WIDEST))


def watched() -> bool:
    """Whether standard output is a screen, or stands for one (COLUMNS), rather than another program's input."""
    return sys.stdout.isatty() or bool(os.environ.get("COLUMNS"))


def colour() -> bool:
    """NO_COLOR and TERM=dumb turn colour off, FORCE_COLOR on; else colour only on a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def marks() -> bool:
    """Whether standard output can show ✓ and ✗."""
    try:
        "✓✗◐–".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
