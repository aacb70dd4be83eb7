"""What all tests share: one Hypothesis profile without a clock, and folders that only some machines have.

Tests that need such a folder skip with a reason, and CI refuses to skip them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"):
    os.environ.pop(name, None)  # pytest-xdist tells its workers of 80 columns; what is tested must not depend on that

settings.register_profile(
    "without a clock",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
"""How fast a machine is decides no test; in CI the examples are the same every time."""
settings.load_profile("without a clock")

SLOW = {
    "reading/test_cache",
    "reading/test_executors",
    "reading/test_inspect",
    "reading/test_ocr",
    "reading/test_pool",
    "reading/test_searchable",
    "remote",
    "reports/test_report_browser",
    "run",
    "test_ci_templates",
    "test_examples_build",
    "test_hostile",
    "test_personal_numbers",
    "test_readme",
    "test_recognition_quality",
    "test_samples",
    "test_startup",
    "verdict/test_gate",
}
"""Folders and modules of tests that start programs, servers or browsers, or inspect many documents."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what ``make check`` leaves out, in this one place."""
    here = Path(__file__).parent
    for item in items:
        module = item.path.relative_to(here).with_suffix("")
        if module.as_posix() in SLOW or module.parts[0] in SLOW:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests keep nothing in the cache of whoever runs them."""
    os.environ["SPBE_CACHE_DIR"] = str(tmp_path_factory.mktemp("simpanan"))


def _folder(variable: str) -> Path:
    """The folder named by an environment variable; skips, or fails where CI promised it."""
    value = os.environ.get(variable)
    if value and Path(value).is_dir():
        return Path(value)
    if os.environ.get("SPBE_REQUIRE_SAMPLES"):
        pytest.fail(f"{variable} must name a folder in CI")
    pytest.skip(f"{variable} is not set: this test needs documents that are not part of the project")


@pytest.fixture(scope="session")
def samples() -> Path:
    """Real public regulations."""
    return _folder("SPBE_SAMPLES")


@pytest.fixture(scope="session")
def reference() -> Path:
    """Facts of the instrument and labelled names."""
    return _folder("SPBE_REFERENCE")
