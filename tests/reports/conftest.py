"""Results that report tests share."""

from __future__ import annotations

import pytest

from spbe_checklist.verdict.result import Result
from tests.result_factory import ALL, make_result


@pytest.fixture(scope="session")
def few() -> Result:
    """A few indicators of every family, with hostile file names."""
    return make_result()


@pytest.fixture(scope="session")
def everything() -> Result:
    """All 47 indicators, with hostile file names."""
    return make_result(indicators=ALL)
