"""Facts to compact JSON and back: the form in which they leave a worker process and lie in the cache.

Reading is strict, because a worker that parsed a hostile document may say anything: unknown keys, wrong types and
absurd nesting are refused with ValueError. Fields that have their default are left out. New fields of ``Facts`` and
``Identity`` are picked up from the dataclasses themselves.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date
from typing import Any, cast

from spbe_checklist.facts.facts import Facts, Health, Identity, Notice, Segment, TextState, Zone


@dataclass(frozen=True, slots=True)
class _Codec:
    """How the values of one type are written and read."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def facts_to_json(facts: Facts) -> str:
    """One line of ASCII; ``facts_from_json`` gives an equal value back."""
    return json.dumps(_write(facts, _FACTS), separators=(",", ":"))


def facts_from_json(text: str | bytes) -> Facts:
    """The Facts that were written. Raises ValueError for anything else."""
    try:
        return cast("Facts", _build(Facts, _FACTS, json.loads(text, parse_constant=_refuse)))
    except (TypeError, RecursionError) as error:
        raise ValueError(f"not facts: {error}") from error


def facts_list_from_json(text: str | bytes, under: str = "") -> list[Facts]:
    """As ``facts_from_json``, for a JSON list of what ``facts_to_json`` wrote; ``under`` is put before each path."""
    try:
        items = _exactly(list)(json.loads(text, parse_constant=_refuse))
        for item in items:
            item["path"] = under + item["path"]
        return [cast("Facts", _build(Facts, _FACTS, item)) for item in items]
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError(f"not a list of facts: {error}") from error


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} has no place in facts")


def _same(value: Any) -> Any:
    return value


def _exactly(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"{kind.__name__} expected, not {type(value).__name__}")
        return value

    return read


def _optional(codec: _Codec) -> _Codec:
    return _Codec(
        lambda value: None if value is None else codec.write(value),
        lambda value: None if value is None else codec.read(value),
    )


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(map(_exactly(str), _exactly(list)(value)))


def _read_date(value: Any) -> date:
    return date.fromisoformat(_exactly(str)(value))


def _write_notices(notices: tuple[Notice, ...]) -> list[list[str]]:
    return [[notice.code, notice.message] for notice in notices]


def _read_notices(value: Any) -> tuple[Notice, ...]:
    notices = []
    for item in _exactly(list)(value):
        code, message = _strings(item)
        notices.append(Notice(sys.intern(code), message))
    return tuple(notices)


def _counts(value: Any) -> dict[str, int]:
    """Cues with their numbers; names are interned, because ten thousand documents share a few hundred of them."""
    if type(value) is not dict or not _WHOLE.issuperset(map(type, value.values())):
        raise ValueError("cues are counted in whole numbers")
    return dict(zip(map(sys.intern, value), value.values(), strict=True))


def _write_segments(segments: tuple[Segment, ...]) -> list[list[Any]]:
    return [[segment.zone, segment.page, segment.article, dict(segment.cues)] for segment in segments]


def _read_segments(value: Any) -> tuple[Segment, ...]:
    segments = []
    for item in _exactly(list)(value):
        zone, page, article, cues = item
        if type(page) is not int or not (article is None or type(article) is str):
            raise ValueError("a segment has a zone, a page, an article and cues")
        segments.append(Segment(_ZONES[zone], page, _counts(cues), article))
    return tuple(segments)


_WHOLE = frozenset({int})


class _Zones(dict[str, Zone]):
    def __missing__(self, zone: str) -> Zone:
        raise ValueError(f"unknown zone: {zone!r}")


_ZONES = _Zones({zone.value: zone for zone in Zone})

_STRING = _Codec(_same, _exactly(str))
_INTEGER = _Codec(_same, _exactly(int))
_BOOLEAN = _Codec(_same, _exactly(bool))
_DATE = _Codec(date.isoformat, _read_date)

_BY_TYPE: dict[str, _Codec] = {
    "str": _STRING,
    "str | None": _optional(_STRING),
    "int": _INTEGER,
    "int | None": _optional(_INTEGER),
    "bool": _BOOLEAN,
    "bool | None": _optional(_BOOLEAN),
    "date | None": _optional(_DATE),
    "tuple[str, ...]": _Codec(list, _strings),
    "Mapping[str, int]": _Codec(dict, _counts),
    "tuple[Notice, ...]": _Codec(_write_notices, _read_notices),
    "tuple[Segment, ...]": _Codec(_write_segments, _read_segments),
    "Health": _Codec(_same, Health),
    "TextState": _Codec(_same, TextState),
    "Identity": _Codec(lambda value: _write(value, _IDENTITY), lambda value: _build(Identity, _IDENTITY, value)),
}


def _codecs(model: type) -> dict[str, tuple[_Codec, Any]]:
    """Codec and default of each field. A field of a new type fails here, when the module is imported."""
    return {item.name: (_BY_TYPE[str(item.type)], _default(item)) for item in fields(model)}


def _default(item: Field[Any]) -> Any:
    if item.default_factory is not MISSING:
        return item.default_factory()
    return MISSING if item.default is MISSING else item.default


_IDENTITY: dict[str, tuple[_Codec, Any]] = _codecs(Identity)
_FACTS: dict[str, tuple[_Codec, Any]] = _codecs(Facts)


def _write(value: Any, codecs: Mapping[str, tuple[_Codec, Any]]) -> dict[str, Any]:
    written = {}
    for name, (codec, default) in codecs.items():
        item = getattr(value, name)
        if item != default:
            written[name] = codec.write(item)
    return written


def _build(model: type, codecs: Mapping[str, tuple[_Codec, Any]], value: Any) -> Any:
    if type(value) is not dict:
        raise ValueError(f"{model.__name__} expected")
    try:
        return model(**{name: codecs[name][0].read(item) for name, item in value.items()})
    except KeyError as error:
        raise ValueError(f"{model.__name__} has no field {error}") from error
