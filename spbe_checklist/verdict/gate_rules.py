"""The rules of the gate as values. What they mean for a Result is in ``gate``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import get_args

from msgspec import Struct, field

from spbe_checklist.settings.models import GateRule

FAIL_ON: tuple[GateRule, ...] = get_args(GateRule)
"""Rules for ``--fail-on``."""


class Rules(Struct, frozen=True):
    """What makes the gate fail."""

    fail_on: tuple[str, ...] = ("missing",)
    min_complete: Decimal | None = None
    """Percent of counted items that must be there."""
    domains: Mapping[int, Decimal] = field(default_factory=dict)
    """Lowest supported index per domain."""
    strict: bool = False
    """Files that could not be read make the run incomplete (exit code 5)."""
