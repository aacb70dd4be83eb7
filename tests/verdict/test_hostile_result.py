"""A Result from elsewhere is hostile input: refused with its place, or used; never a hang, never a fault of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from spbe_checklist.cli.app import run
from spbe_checklist.errors import ConfigurationError
from spbe_checklist.verdict.result_json import dump, load
from tests.result_factory import make_result

HOSTILE: list[Any] = [-1, 10**30, 1e308, "1e999999999", "9" * 5_000, "", None, [], {}, "\x1b[2J"]
PLACES = [
    ("summary", "index_supported"), ("summary", "completeness"), ("summary", "files", "seen"),
    ("summary", "domains", 0, "weight"), ("summary", "next_documents", 0, "gain"),
    ("agency", "year"), ("agency", "target_level"), ("run", "started"), ("run", "seconds"),
    ("indicators", 0, "weight"), ("indicators", 0, "no"), ("indicators", 0, "target_level"),
    ("indicators", 0, "supported_level"), ("indicators", 0, "claimed_level"), ("indicators", 0, "levels", 0, "level"),
    ("indicators", 0, "levels", 0, "requires"), ("indicators", 0, "missing_first"),
    ("indicators", 0, "evidence", 0, "level"), ("indicators", 0, "evidence", 0, "cost"),
    ("indicators", 0, "evidence", 0, "status"), ("indicators", 0, "evidence", 0, "id"),
    ("documents", 0, "size"), ("documents", 0, "path"),
]  # fmt: skip


def spoiled() -> Iterator[tuple[str, dict[str, Any]]]:
    """A Result with one value at one place exchanged."""
    whole = dump(make_result())
    for place in PLACES:
        for number, value in enumerate(HOSTILE):
            data = json.loads(whole)
            inner: Any = data
            try:
                for step in place[:-1]:
                    inner = inner[step]
                inner[place[-1]]
            except (KeyError, IndexError):
                continue
            inner[place[-1]] = value
            yield f"{'.'.join(map(str, place))}-{number}", data


@pytest.mark.parametrize(("number"), range(4))
def test_a_spoiled_result_is_refused_or_used(number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = tmp_path / "baik.json"
    good.write_text(dump(make_result()))
    file = tmp_path / "hasil.json"
    for index, (name, data) in enumerate(spoiled()):
        if index % 4 != number:
            continue
        text = json.dumps(data)
        try:
            load(text, "hasil.json")
        except ConfigurationError:
            continue
        file.write_text(text)
        for command in (["plan", str(file), "--target-index", "3"], ["diff", str(good), str(file)]):
            assert run(command) in {0, 1, 2, 3, 4}, (name, capsys.readouterr().err)


def test_a_weight_without_end_is_refused_at_once() -> None:
    data = json.loads(dump(make_result()))
    data["indicators"][0]["weight"] = "1e999999999"
    with pytest.raises(ConfigurationError, match=r"indicators\.0\.weight"):
        load(json.dumps(data), "hasil.json")


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(ConfigurationError):
        load("[" * 200_000, "hasil.json")
