"""The saved form of a Result: one exact text, whichever way it was written, and read back equal."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.verdict.result import Result
from spbe_checklist.verdict.result_json import dump, dumped, load
from tests.result_factory import make_result

_RESULT = make_result(indicators=(1,), hostile=False)


def _slow(result: Result) -> str:
    """The text as the standard library writes it, which is what the contract describes."""
    return json.dumps(msgspec.to_builtins(result), ensure_ascii=True, indent=1) + "\n"


def _named(result: Result, path: str) -> Result:
    document = msgspec.structs.replace(result.documents[0], path=path)
    return result.model_copy(update={"documents": [document]})


@given(st.text(st.characters(codec=None), max_size=30))
def test_any_name_is_written_as_the_standard_library_writes_it(path: str) -> None:
    result = _named(_RESULT, path)
    assert dump(result) == _slow(result)


@pytest.mark.parametrize("path", ["a\udcff.pdf", "\x7f\x1b[31m\u202e\u2028.pdf", "😀/é.pdf", '"\\/\b\f\n\r\t'])
def test_hostile_names_survive_saving_and_loading(path: str) -> None:
    text = dump(_named(_RESULT, path))
    assert text.isascii()
    assert load(text, "hasil.json").documents[0].path == path


@pytest.mark.parametrize("count", [0, 1, 500, 501])
def test_documents_written_in_parts_read_as_one_text(count: int) -> None:
    one = _RESULT.documents[0]
    documents = [msgspec.structs.replace(one, path=f"{number}é.pdf") for number in range(count)]
    result = msgspec.structs.replace(_RESULT, documents=documents)
    parts = list(dumped(result))
    assert "".join(parts) == _slow(result)
    assert len(parts) == {0: 1, 1: 3, 500: 3, 501: 4}[count]
