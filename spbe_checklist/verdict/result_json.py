"""A Result as JSON text and back, and its JSON Schema.

Key order and number formats are fixed, so the same folder with the same catalogue and options gives byte-identical JSON
apart from ``run``.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec
from msgspec.structs import replace

from spbe_checklist.errors import ConfigurationError
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.part import Part
from spbe_checklist.verdict.result import Result

SCHEMA = "spbe-check/result"
VERSION = 1

_HOW_TO_MAKE_ONE = "Buat berkas hasil dengan: spbe-check ./dokumen --format json --output hasil.json"


_ESCAPED = "spbe-json"
"""Name of the rule by which characters beyond ASCII are written as JSON writes them."""
_BATCH = 500
"""Documents written at once; the text of a hundred thousand takes as much memory as all of the run."""


def _escape(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error(_ESCAPED, _escape)


def dump(result: Part) -> str:
    """A Result, baseline or comparison as JSON: ASCII (names may hold anything), one space a level, final newline."""
    return "".join(dumped(result)) if isinstance(result, Result) else _text(result) + "\n"


def dumped(result: Result) -> Iterator[str]:
    """The text of ``dump`` in parts, so that it need not be held as a whole."""
    before, empty, after = _text(replace(result, documents=[])).partition('\n "documents": [],\n')
    if not result.documents:
        yield f"{before}{empty}{after}\n"
        return
    yield f"{before}{empty[:-3]}"
    for start in range(0, len(result.documents), _BATCH):
        batch = _text(result.documents[start : start + _BATCH])
        yield ("," if start else "") + batch[1:-2].replace("\n", "\n ")
    yield f"\n ],\n{after}\n"


def _text(part: Part | list[DocumentEntry]) -> str:
    """A value as indented JSON in ASCII."""
    try:
        text = msgspec.json.format(msgspec.json.encode(part), indent=1).decode()
    except UnicodeEncodeError:  # a name that is not UTF-8: slower, and as exact
        return json.dumps(msgspec.to_builtins(part), ensure_ascii=True, indent=1)
    return text.encode("ascii", _ESCAPED).decode("ascii").replace("\x7f", "\\u007f")


def load(text: str, name: str) -> Result:
    """Read a saved Result. Raises ConfigurationError when it is none, or one of a later version."""
    with suppress(msgspec.DecodeError, RecursionError):
        return msgspec.json.decode(text, type=Result)
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(
            f"{name} bukan berkas hasil spbe-check (JSON tidak terbaca).", _HOW_TO_MAKE_ONE
        ) from error
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA:
        raise ConfigurationError(f"{name} bukan berkas hasil spbe-check.", _HOW_TO_MAKE_ONE)
    if raw.get("version") != VERSION:
        raise ConfigurationError(
            f"{name} dibuat dengan format hasil versi {raw.get('version')!r}; program ini membaca versi {VERSION}.",
            "Perbarui spbe-check, atau jalankan ulang pemeriksaan.",
        )
    try:
        return msgspec.convert(raw, Result)  # names that are not UTF-8, which the quick way refuses
    except (msgspec.ValidationError, RecursionError) as error:
        place = re.sub(r"\[(\d+|\.\.\.)\]", r".\1", str(error).rpartition("`$")[2].rstrip("`")).strip(".")
        raise ConfigurationError(
            f"{name} tidak lengkap atau rusak di bagian {place}.",
            "Jalankan ulang pemeriksaan untuk membuat berkas hasil yang baru.",
        ) from error


def json_schema() -> dict[str, Any]:
    """JSON Schema of the Result, generated from its classes; committed in ``docs/result.schema.json``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Hasil spbe-check, versi 1",
        **msgspec.json.schema(Result),
    }


if __name__ == "__main__":
    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))  # noqa: T201
