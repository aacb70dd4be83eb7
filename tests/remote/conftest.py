"""A folder of evidence, and servers that offer it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from spbe_checklist.reading.remote import transfers as crew
from spbe_checklist.run import inspect
from tests.remote.runs import FILES, QUICK, SETTINGS, Dav
from tests.remote.servers import PASSWORD, USER, serving, webdav_application


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    """A folder of documents with awkward names, and settings."""
    folder = tmp_path / "bukti"
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "spbe.yaml").write_text(SETTINGS, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short waits, no proxies, and a cache that outlives an edit of the program between two runs of a test."""
    monkeypatch.setattr(inspect, "inspector_key", lambda *settings: "tests")
    monkeypatch.setattr(crew, "default_patience", lambda: QUICK)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def dav(evidence: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dav]:
    """A WebDAV server that offers the evidence, with the right credentials in the environment."""
    monkeypatch.setenv("SPBE_WEBDAV_USER", USER)
    monkeypatch.setenv("SPBE_WEBDAV_PASSWORD", PASSWORD)
    with serving(webdav_application(evidence)) as (door, port):
        yield Dav(door, f"webdav://127.0.0.1:{port}/dav")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"
