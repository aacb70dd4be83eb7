"""The errors a user can cause, each with its exit code and the next step to take.

Anything else that escapes is a bug and ends with ``ExitCode.BUG``. What a *document* can contain is never an
exception: it is a value (see ``facts.facts.Health``).
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line; the meaning of each is fixed."""

    PASSED = 0
    GATE_FAILED = 1
    USAGE = 2
    CONFIGURATION = 3
    NOTHING_TO_CHECK = 4
    INCOMPLETE = 5
    BUG = 70
    OUTPUT_LOST = 74
    INTERRUPTED = 130


class SpbeError(Exception):
    """A mistake the user can mend. ``str(error)`` is one Indonesian sentence, ``hint`` the next step."""

    exit_code: ExitCode = ExitCode.BUG

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(SpbeError):
    """The command line asks for something that cannot be done as asked."""

    exit_code = ExitCode.USAGE


class ConfigurationError(SpbeError):
    """``spbe.yaml``, a levels file, a waiver or a saved result is not valid."""

    exit_code = ExitCode.CONFIGURATION


class CatalogueError(ConfigurationError):
    """A catalogue file is not valid."""


class OutputError(SpbeError):
    """The output cannot be written to its end: the disk is full, or its reader is gone."""

    exit_code = ExitCode.OUTPUT_LOST


class InputError(SpbeError):
    """The folder is missing, empty or cannot be read: there is nothing to check."""

    exit_code = ExitCode.NOTHING_TO_CHECK
