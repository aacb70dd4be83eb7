"""What is wrong with a value of a YAML file, in Indonesian with the next step: our own problems and pydantic's."""

from __future__ import annotations

import difflib
import types
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Union, get_args, get_origin

from msgspec import Struct
from pydantic import BaseModel

from spbe_checklist.catalogue.fields import PATTERNS

MAX_SHOWN = 10
"""How many further problems of a file are listed after the first."""
MAX_QUOTED = 60
"""Longest piece of a file that is repeated in a message."""

Path = tuple[str | int, ...]
"""Way to a value: keys of mappings and positions in lists, from the top of the file."""

Key = str | int


class Problem(Struct, frozen=True):
    """Something wrong at ``path``: a sentence without full stop, and the next step."""

    path: Path
    message: str
    hint: str = ""


Report = Callable[[Problem], None]
"""Takes a problem where it is found."""


def shown(value: object) -> str:
    """Text from a file as it may stand in a message: one short line without control and bidi characters."""
    text = str(value)
    text = text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}..."
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def suggestion(word: object, known: Sequence[object]) -> str:
    """``"; maksudnya 'label'?"`` for a misspelt word, else an empty string."""
    close = difflib.get_close_matches(str(word).lower(), [str(name) for name in known], n=1, cutoff=0.6)
    return f"; maksudnya '{close[0]}'?" if close else ""


def together_with(sentences: Sequence[str], hint: str) -> tuple[str, str]:
    """Message and hint for the problems of a file: the first is the message, the others follow in the hint."""
    first, *others = sentences
    if not others:
        return first, hint
    hidden = len(others) - MAX_SHOWN
    more = [f"... dan {hidden} kesalahan lagi."] if hidden > 0 else []
    return first, "\n".join([hint, f"Ada {len(others)} kesalahan lain:", *others[:MAX_SHOWN], *more])


def complaint(model: type[BaseModel], entry: Mapping[str, Any], data: Any) -> Problem:
    """A pydantic complaint in Indonesian."""
    path: Path = tuple(entry["loc"])
    if path and path[-1] == "[key]":
        path = path[:-1]
    kind: str = entry["type"]
    context = entry.get("ctx", {})
    if kind == "missing":
        return Problem(path, f"kunci '{path[-1]}' wajib diisi", f"Tambahkan '{path[-1]}: ...' di bagian itu.")
    way = _along(data, path)
    path = path[: len(way) - 1]  # pydantic adds names of union members to the place
    name = path[-1] if path else ""
    if kind == "extra_forbidden":
        known = _known_keys(model, path[:-1])
        hint = f"Kunci yang dikenal di sini: {', '.join(known)}." if known else "Hapus kunci itu."
        return Problem(path, f"kunci '{shown(name)}' tidak dikenal{suggestion(name, known)}", hint)
    in_list = isinstance(name, int) and isinstance(way[-2], list)
    label = f"isi nomor {int(name) + 1}" if in_list else f"nilai '{shown(name)}'"
    message, hint = _value_message(kind, context, entry.get("input"))
    return Problem(path, f"{label} {message}", hint)


def _value_message(kind: str, context: Mapping[str, Any], value: object) -> tuple[str, str]:
    if kind == "string_type":
        if value is None:
            return "kosong", "Isi dengan teks dalam tanda kutip, atau hapus kuncinya."
        if isinstance(value, int | bool):
            return "harus teks", f'Tulis dalam tanda kutip: "{value}".'
        return "harus teks", "Tulis satu teks dalam tanda kutip."
    if kind in ("value_error", "assertion_error"):
        return str(context.get("error", "tidak sesuai")), ""
    if kind == "literal_error":
        expected = str(context.get("expected", "")).replace(" or ", " atau ")
        return f"harus salah satu dari {expected}", ""
    if kind.startswith("date"):
        return "bukan tanggal yang benar", 'Tulis tanggal sebagai "TTTT-BB-HH", misalnya "2024-12-31".'
    for name, words in _LIMITS.items():
        if name in context:
            return f"{words} {context[name]:g}", ""
    if kind == "too_short":
        return f"paling sedikit berisi {context.get('min_length', 1)}", ""
    if kind == "string_pattern_mismatch":
        return PATTERNS[context["pattern"]], ""
    if kind == "string_too_short":
        return "tidak boleh kosong", ""
    return _VALUE_MESSAGES.get(kind, ("tidak sesuai", "Bandingkan dengan contoh di dokumentasi."))


_LIMITS = {
    "ge": "harus paling sedikit",
    "gt": "harus lebih dari",
    "le": "harus paling banyak",
    "lt": "harus kurang dari",
}

_VALUE_MESSAGES = {
    **dict.fromkeys(
        ("int_type", "int_parsing", "int_from_float"),
        ("harus bilangan bulat", "Tulis angkanya tanpa tanda kutip."),
    ),
    **dict.fromkeys(
        ("bool_type", "bool_parsing"),
        ("harus true atau false", "Tulis true atau false tanpa tanda kutip."),
    ),
    **dict.fromkeys(
        ("list_type", "tuple_type"),
        ("harus berupa daftar", 'Tulis sebagai daftar: ["...", "..."].'),
    ),
    **dict.fromkeys(
        ("dict_type", "mapping_type", "model_type", "model_attributes_type"),
        ("harus berupa pasangan kunci dan nilai", 'Tulis "kunci: nilai" di bawahnya.'),
    ),
    **dict.fromkeys(
        ("decimal_parsing", "decimal_type", "float_parsing", "float_type"),
        ("harus bilangan", 'Tulis bilangan dengan titik desimal dalam tanda kutip, misalnya "2.50".'),
    ),
}


def _along(data: Any, path: Path) -> list[Any]:
    """The data and the values along a path, as far as there are any."""
    found = [data]
    for step in path:
        here = found[-1]
        if not (step in here if isinstance(here, dict) else isinstance(here, list) and step in range(len(here))):
            break
        found.append(here[step])
    return found


def _known_keys(model: type[BaseModel], path: Path) -> list[str]:
    """Keys the model allows at ``path``; empty where the path leads to no model."""
    current: Any = model
    for step in path:
        current = _step(current, step)
    found = _model_in(current)
    if found is None:
        return []
    return [info.alias or name for name, info in found.model_fields.items()]


def _step(annotation: Any, step: Key) -> Any:
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        for option in get_args(annotation):
            inner = _step(option, step)
            if inner is not None:
                return inner
        return None
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return next(
            (info.annotation for name, info in annotation.model_fields.items() if step in (name, info.alias)), None
        )
    arguments = get_args(annotation)
    if not arguments:
        return None
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return arguments[1]
    return arguments[0]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, types.UnionType):
        return next((found for option in get_args(annotation) if (found := _model_in(option))), None)
    return None
