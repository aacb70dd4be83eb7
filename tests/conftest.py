"""What all tests share: one Hypothesis profile without a clock, and folders that only some machines have.

Tests that need such a folder skip with a reason, and CI refuses to skip them.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from spbe_checklist.catalogue import compiled
from spbe_checklist.catalogue.shipped import editions
from spbe_checklist.reading.workers.outcome import PoolLimits
from spbe_checklist.reading.workers.pool import WorkerPool
from spbe_checklist.reading.workers.protocol import Task
from spbe_checklist.run import inspect

for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"):
    os.environ.pop(name, None)  # pytest-xdist tells its workers of 80 columns; what is tested must not depend on that

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # tests and the programs they start are compiled once, not each time
sys.dont_write_bytecode = False

settings.register_profile(
    "without a clock",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
"""How fast a machine is decides no test; in CI the examples are the same every time."""
settings.register_profile("few examples", settings.get_profile("without a clock"), max_examples=15)
"""For the fast tests alone (``make check``)."""
settings.load_profile("without a clock")

SLOW = {
    "catalogue/test_catalogue_diff",
    "cli/test_check",
    "cli/test_confirm",
    "cli/test_desk",
    "cli/test_explain_cli",
    "cli/test_files_cli",
    "editions/test_edition_commands",
    "editions/test_old_numbering",
    "editions/test_overlay",
    "editions/test_pemdi_example",
    "editions/test_portal_codes",
    "editions/test_shipped_editions",
    "intake/test_checklist_import",
    "intake/test_lessons",
    "reading/test_cache",
    "reading/test_executors",
    "reading/test_inspect",
    "reading/test_ocr",
    "reading/test_pool",
    "reading/test_preview",
    "reading/test_searchable",
    "remote/test_odd_webdav",
    "remote/test_s3",
    "remote/test_sftp",
    "remote/test_smb",
    "remote/test_webdav",
    "reports/test_docx",
    "reports/test_interview",
    "reports/test_order",
    "reports/test_pdf",
    "reports/test_report_browser",
    "reports/test_report_counts",
    "reports/test_requests",
    "reports/test_score_sheet",
    "reports/test_sections",
    "reports/test_xlsx",
    "run/test_cluster",
    "run/test_fleet",
    "run/test_kept_recognition",
    "run/test_kept_result",
    "run/test_side_by_side",
    "run/test_unseen_folders",
    "run/test_watching",
    "test_ci_templates",
    "test_examples_build",
    "test_examples_result",
    "test_hostile",
    "test_personal_numbers",
    "test_readme",
    "test_recognition_quality",
    "test_samples",
    "test_startup",
    "verdict/test_gate",
    "verdict/test_hostile_result",
}
"""Modules of tests that start programs, servers or browsers, check folders, or write office documents:
those that took longest when all were measured. A single slow test carries the mark itself."""


def pytest_configure(config: pytest.Config) -> None:
    """Read the editions of the package once, as ``make`` does: else every program that a test starts reads them."""
    if "not slow" in config.option.markexpr:
        settings.load_profile("few examples")
    if not hasattr(config, "workerinput") and any(compiled.built_in(edition) is None for edition in editions()):
        compiled.build()


def _slow(path: Path) -> bool:
    return path.relative_to(Path(__file__).parent).with_suffix("").as_posix() in SLOW


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The fast tests alone do not even load the slow modules, nor the libraries that only those need."""
    return (config.option.markexpr == "not slow" and _slow(collection_path)) or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow modules, and let all that is slow begin: no long test is left for the end."""
    for item in items:
        if _slow(item.path):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    gc.freeze()  # what is loaded by now stays: the collector need not look through it again and again


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests keep nothing in the cache of whoever runs them."""
    os.environ["SPBE_CACHE_DIR"] = str(tmp_path_factory.mktemp("simpanan"))


class _Kept:
    """Worker pools of checks that are done, for the next check that would start the very same ones.

    A check of five small files takes less time than starting the worker that reads them; ``reading/test_pool.py``
    tests how workers start and end.
    """

    MOST = 2

    def __init__(self) -> None:
        self._idle: dict[tuple[object, ...], WorkerPool] = {}

    @contextmanager
    def pool(self, task: Task, jobs: int, limits: PoolLimits, programs: Sequence[str]) -> Iterator[WorkerPool]:
        """As ``WorkerPool``, but its workers live on unless something went wrong."""
        given = sorted((name, value) for name, value in os.environ.items() if name not in _NOT_OF_WORKERS)
        found = (pickle.dumps(task), jobs, limits, tuple(programs), tuple(given), tuple(sys.path))
        pool = self._idle.pop(found, None) or WorkerPool(task, jobs, limits, programs)
        try:
            yield pool
        except BaseException:
            pool.close()
            raise
        self._idle[found] = pool
        while len(self._idle) > self.MOST:
            self._idle.pop(next(iter(self._idle))).close()

    def close(self) -> None:
        """End all workers."""
        while self._idle:
            self._idle.popitem()[1].close()


_NOT_OF_WORKERS = {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "PYTEST_CURRENT_TEST", "SPBE_CACHE_DIR", "TERM"}
"""What only the program looks at, not its workers."""


@pytest.fixture(scope="session", autouse=True)
def kept_workers() -> Iterator[None]:
    """Checks within the tests' own process share their workers."""
    kept = _Kept()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inspect, "WorkerPool", kept.pool)
        yield
    kept.close()


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
