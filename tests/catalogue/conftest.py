"""A small hand-written catalogue that uses every feature of the format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from spbe_checklist.catalogue.load import parse_catalogue
from spbe_checklist.catalogue.models import Catalogue

SMALL = Path(__file__).with_name("small.yaml")


@pytest.fixture
def small_text() -> str:
    return SMALL.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def small() -> Catalogue:
    return parse_catalogue(SMALL.read_bytes(), "small.yaml")


@pytest.fixture
def edited(small_text: str) -> Callable[..., Catalogue]:
    """The small catalogue with pieces of its text replaced: ``edited(("old", "new"), ...)``."""

    def load(*changes: tuple[str, str]) -> Catalogue:
        text = small_text
        for old, new in changes:
            assert old in text, f"not in small.yaml: {old!r}"
            text = text.replace(old, new, 1)
        return parse_catalogue(text.encode(), "kecil.yaml")

    return load
