"""A Result in which every free text is hostile: what a manipulated file or saved result could hold at worst."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from spbe_checklist.verdict.result import Result

POISON = (
    "<img src=x onerror=alert(1)> \"'><script>alert(2)</script> | `kode` [klik](javascript:alert(3)) *tebal*\n"
    "# judul\r\n::error::palsu\x1b[2J\u202e &lt; {{7*7}} {% x %} =1+1 \udcff\x00 https://contoh.invalid/ ]]>"
)

_FIXED = {"schema", "status", "basis"}
"""Fields whose values the model itself limits."""


def poisoned(result: Result) -> Result:
    """``result`` with the poison in every text that is no number and no fixed word."""
    return msgspec.convert(_walk(msgspec.to_builtins(result)), Result)


def _walk(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _walk(entry, name) for name, entry in value.items()}
    if isinstance(value, list):
        return [_walk(entry, key) for entry in value]
    if isinstance(value, str) and key not in _FIXED and not re.fullmatch(r"[\d.]+", value):
        return POISON
    return value
