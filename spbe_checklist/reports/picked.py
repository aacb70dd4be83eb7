"""Some fields of a value as JSON data: what a command tells programs of it, under the names it has here."""

from __future__ import annotations

from typing import Any

import msgspec


def picked(value: object, *names: str) -> dict[str, Any]:
    """The attributes of these names, in this order; tuples become lists, values of ours objects."""
    return {name: msgspec.to_builtins(getattr(value, name)) for name in names}
