"""Values to compact JSON and back: the form in which they leave a worker process and lie in the store.

Reading is strict, because a worker that parsed a hostile document may say anything: wrong types, unknown keys of facts
and absurd nesting are refused. The classes themselves say what they hold; fields that have their default are left out
where the class says so.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

_Value = TypeVar("_Value")


def to_json(value: object) -> bytes:
    """One line; ``from_json`` gives an equal value back."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:  # a name that is not UTF-8: slower, and as exact
        return json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode("ascii")


def from_json(text: bytes, kind: type[_Value]) -> _Value:
    """The value that was written. Raises ValueError for anything else."""
    try:
        return cast(_Value, _decoder(cast(Any, kind)).decode(text))
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error
    except (msgspec.DecodeError, RecursionError):
        return _names_of_any_bytes(text, kind)


def _names_of_any_bytes(text: bytes, kind: type[_Value]) -> _Value:
    """As ``from_json``, for what the quick way does not read: names that are not UTF-8."""
    try:
        return msgspec.convert(json.loads(text, parse_constant=_refuse), kind)
    except (msgspec.ValidationError, RecursionError) as error:
        raise ValueError(f"no {kind}: {error}") from error


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} has no place in JSON")
