"""The fuzz target runs, damages what it reads, and finds what it is there to find."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from spbe_checklist.documents.facts import Health
from tests import fuzz_readers
from tests.documents import built


@pytest.mark.parametrize("name", sorted(fuzz_readers.seeds()))
def test_seeds_are_whole(name: str) -> None:
    assert built.read_bytes(fuzz_readers.seeds()[name], name).health is Health.BAIK


def test_a_short_run_keeps_the_promise(tmp_path: Path) -> None:
    seen = fuzz_readers.fuzz(3.0, 1, tmp_path)
    assert seen[Health.BAIK]
    assert seen[Health.RUSAK]
    assert not list(tmp_path.iterdir())


def test_damage_is_damage() -> None:
    assert fuzz_readers.damaged(b"x" * 400, random.Random(1)) != b"x" * 400


def test_a_finding_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(data: bytes, name: str) -> None:
        raise ValueError(name)

    monkeypatch.setattr(built, "read_bytes", fails)
    with pytest.raises(AssertionError, match="ValueError"):
        fuzz_readers.fuzz(5.0, 1, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
