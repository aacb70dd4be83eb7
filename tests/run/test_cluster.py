"""A real Dask scheduler and real workers, in processes of their own: same results, whatever happens to a worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest

from spbe_checklist.cli.app import run
from spbe_checklist.errors import InputError, UsageError
from spbe_checklist.facts.facts import FileEntry, Health
from spbe_checklist.reading.workers import dask as cluster_module
from spbe_checklist.reading.workers.batches import ExecutorInspectors
from spbe_checklist.reading.workers.dask import Cluster, ClusterLostError, connect
from spbe_checklist.reading.workers.outcome import Ending, Outcome, PoolLimits
from spbe_checklist.reading.workers.protocol import Job
from spbe_checklist.run.check import check_folder
from spbe_checklist.run.fleet import check_on_worker
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.verdict.result import Result
from spbe_checklist.verdict.result_json import load
from tests.cluster_tasks import OnCluster

pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(ROOT),
    "PYTHONWARNINGS": "ignore",
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
    "SPBE_WEBDAV_USER": "rina",
    "SPBE_WEBDAV_PASSWORD": "sandi-yang-tidak-boleh-bocor",
}
"""Of schedulers and workers; the credentials are those of ``tests.remote.servers``, and only workers have them."""


def until(condition: Callable[[], Any], seconds: float = 60) -> Any:
    """The first value of a condition that is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError("did not come true")


@contextmanager
def program(name: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Dask program in a session of its own, ended with all it started."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{name}", *arguments],
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)


class Machines:
    """A scheduler and its workers."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack = stack
        self._folder = folder
        file = folder / "scheduler.json"
        self.scheduler = stack.enter_context(
            program("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        )
        until(lambda: file.exists() and file.read_text())
        self.address: str = json.loads(file.read_text())["address"]
        self.workers: list[subprocess.Popen[bytes]] = []

    def add(self, *options: str) -> subprocess.Popen[bytes]:
        """One more worker with one thread."""
        common = ["--nthreads", "1", "--no-dashboard", "--local-directory", str(self._folder)]
        worker = self._stack.enter_context(program("worker", self.address, *common, *options))
        self.workers.append(worker)
        return worker


@contextmanager
def machines(folder: Path, workers: int) -> Iterator[Machines]:
    with ExitStack() as stack:
        found = Machines(stack, folder)
        for _ in range(workers):
            found.add("--no-nanny")
        yield found


@contextmanager
def connected(found: Machines, workers: int, **options: Any) -> Iterator[Cluster]:
    with connect(found.address, ocr=False, connect_seconds=60, **options) as cluster:
        until(lambda: cluster.machines == workers)
        yield cluster


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A cluster of two workers that tests leave as it was."""
    with machines(tmp_path_factory.mktemp("cluster"), 2) as found:
        with connected(found, 2):
            pass  # both are there, whichever test comes first
        yield found


@pytest.fixture(scope="module")
def local() -> dict[str, Any]:
    """The examples checked on this machine alone."""
    return without_run(check_folder(options()).result)


def options() -> CheckOptions:
    return CheckOptions(folder=EXAMPLES / "dokumen", config=EXAMPLES / "spbe.yaml", jobs=2, ocr="never", cache=False)


def without_run(result: Result) -> dict[str, Any]:
    return {name: value for name, value in msgspec.to_builtins(result).items() if name != "run"}


def inspect(cluster: Cluster, names: list[str], seconds: float = 120, batch: int = 4) -> dict[str, Outcome]:
    inspectors = ExecutorInspectors(cluster.executor, OnCluster(), PoolLimits(seconds=seconds), batch=batch)
    jobs = (Job(FileEntry(name, 1, 1), source=name) for name in names)
    return {outcome.job.entry.path: outcome for outcome in inspectors.run(jobs)}


def test_a_cluster_finds_the_same_as_this_machine(two: Machines, local: dict[str, Any]) -> None:
    with connected(two, 2) as cluster:
        assert cluster.slots == 2
        checked = check_folder(options(), executor=cluster.executor)
    assert without_run(checked.result) == local


class KillWorker:
    """Progress that kills a worker as soon as the first documents are done, while others are under way."""

    def __init__(self, worker: subprocess.Popen[bytes]) -> None:
        self.worker = worker
        self.done_before = 0
        self.total = 0

    def start(self, total: int) -> None:
        self.total = total

    def advance(self, path: str) -> None:
        if self.worker.poll() is None:
            self.done_before += 1
        if self.done_before == 5:
            self.worker.kill()
            self.worker.wait(30)

    def finish(self) -> None:
        pass


def test_documents_of_a_worker_that_is_killed_are_inspected_by_another(two: Machines, local: dict[str, Any]) -> None:
    third = two.add("--no-nanny")
    with connected(two, 3) as cluster:
        progress = KillWorker(third)
        checked = check_folder(options(), progress, executor=cluster.executor)
        assert progress.worker.returncode == -signal.SIGKILL
        assert progress.done_before < progress.total - 16
        assert cluster.machines == 2
    assert without_run(checked.result) == local


def test_a_document_that_hangs_costs_only_itself(two: Machines) -> None:
    with connected(two, 2) as cluster:
        outcomes = inspect(cluster, ["good-1", "hang", "good-2", "good-3", "good-4"], seconds=1)
        assert {path: outcome.ending for path, outcome in outcomes.items() if outcome.ending is not Ending.OK} == {
            "hang": Ending.TIMEOUT
        }
        assert outcomes["hang"].facts[0].health is Health.WAKTU_HABIS
        assert cluster.machines == 2


def test_a_document_that_takes_machines_down_is_given_up_and_the_rest_is_done(tmp_path: Path) -> None:
    with ExitStack() as stack:
        found = Machines(stack, tmp_path)
        with (  # a scheduler without workers is a mistake in the command line
            pytest.raises(UsageError, match="belum mempunyai pekerja") as caught,
            connect(found.address, connect_seconds=1),
        ):
            pass
        assert f"dask worker {found.address}" in caught.value.hint
        found.add("--nanny")  # which starts the worker again
        cluster = stack.enter_context(connected(found, 1))
        outcomes = inspect(cluster, ["good-1", "machine", "good-2", "good-3", "good-4", "good-5"], batch=2)
    assert len(outcomes) == 6
    assert [path for path, outcome in outcomes.items() if outcome.ending is not Ending.OK] == ["machine"]
    assert "Komputer pekerja terhenti" in outcomes["machine"].facts[0].reason


def test_work_comes_back_when_the_cluster_goes_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "_CONNECT_SECONDS", 1)  # for the farewell, which nobody hears
    with machines(tmp_path, 1) as found, connected(found, 1, alone_seconds=1) as cluster:
        future = cluster.executor.submit(time.sleep, 600)
        until(lambda: not future.done())
        os.killpg(found.scheduler.pid, signal.SIGKILL)
        with pytest.raises(ClusterLostError):
            future.result(timeout=60)
        later = cluster.executor.submit(time.sleep, 0)  # may still be taken, in case the scheduler comes back
        with pytest.raises(ClusterLostError):
            later.result(timeout=60)
        with pytest.raises(ClusterLostError):
            cluster.executor.submit(time.sleep, 0)


def test_a_scheduler_that_does_not_answer_is_a_mistake_in_the_command_line() -> None:
    with (
        pytest.raises(UsageError, match="tidak dapat dihubungi") as caught,
        connect("tcp://127.0.0.1:9", connect_seconds=1),
    ):
        pass
    assert "dask scheduler" in caught.value.hint


@pytest.mark.parametrize("address", ["http://127.0.0.1:8787", "127.0.0.1:8786", "inproc://x"])
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(UsageError, match="tidak dikenal"), connect(address):
        pass


def test_without_the_extra_the_next_step_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match="paket tambahan") as caught, connect("tcp://127.0.0.1:8786"):
        pass
    assert "spbe-checklist[cluster]" in caught.value.hint


def test_workers_with_another_program_are_refused(two: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "inspector_key", lambda: "another")
    with pytest.raises(UsageError, match="versi"), connect(two.address, ocr=False):
        pass


def test_workers_with_another_engine_are_refused(two: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        key = "another engine"

    monkeypatch.setattr(cluster_module, "find_engine", Other)
    with pytest.raises(UsageError, match="OCR"), connect(two.address, ocr=True):
        pass
    with connect(two.address, ocr=False):
        pass


def test_a_folder_that_workers_do_not_see_is_not_called_unreadable(two: Machines) -> None:
    with connected(two, 2) as cluster:
        cluster.require_access(str(EXAMPLES / "dokumen"))
        with pytest.raises(InputError, match="tidak terlihat oleh pekerja") as caught:
            cluster.require_access("/tidak/ada")
    assert "mount" in caught.value.hint


def test_a_whole_agency_can_be_one_task(two: Machines, local: dict[str, Any]) -> None:
    """As for agencies on remote drives, which the worker then reads itself."""
    with connected(two, 2) as cluster:
        text, workspace = cluster.executor.submit(check_on_worker, options()).result(timeout=120)
    assert without_run(load(text, "x")) == local
    assert workspace.agency.name == "Kota Nusa Bahari"


def test_the_command_compares_agencies_on_a_cluster(
    two: Machines, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("Dinas A", "Dinas B"):
        folder = tmp_path / "bukti" / name
        folder.mkdir(parents=True)
        (folder / "01 Perwali SPBE.txt").write_text("PERATURAN WALI KOTA NOMOR 1 TAHUN 2023 TENTANG SPBE\n" * 20)
    common = ["fleet", str(tmp_path / "bukti"), "--ocr", "never", "--no-cache", "--exit-zero", "--year", "2024"]
    assert run([*common, "--out", str(tmp_path / "here")]) == 0
    assert run([*common, "--out", str(tmp_path / "there"), "--scheduler", two.address]) == 0
    told = capfd.readouterr().err
    assert "Klaster tcp://" in told
    for name in ("Dinas A.json", "Dinas B.json"):
        here, there = (load((tmp_path / place / name).read_text(), name) for place in ("here", "there"))
        assert without_run(here) == without_run(there)


def test_agencies_on_drives_are_read_by_the_workers_themselves(two: Machines, tmp_path: Path) -> None:
    """The machine that hands out the work has no credentials; only the workers have."""
    servers = pytest.importorskip("tests.remote.servers", reason="the extra 'webdav' is not installed")
    folder = tmp_path / "drive"
    folder.mkdir()
    (folder / "01 Perwali SPBE.txt").write_text("PERATURAN WALI KOTA NOMOR 1 TAHUN 2023 TENTANG SPBE\n" * 20)
    (folder / "spbe.yaml").write_text('agency:\n  name: "Kota Jauh"\n')
    assert (ENVIRONMENT["SPBE_WEBDAV_USER"], ENVIRONMENT["SPBE_WEBDAV_PASSWORD"]) == (servers.USER, servers.PASSWORD)
    common = ["--ocr", "never", "--no-cache", "--exit-zero", "--year", "2024"]
    with servers.serving(servers.webdav_application(folder)) as (_, port):
        listing = tmp_path / "daftar.txt"
        listing.write_text(f"Kota Jauh;webdav://127.0.0.1:{port}/dav\nKota Dekat;drive\n")
        out = tmp_path / "out"
        assert run(["fleet", str(listing), "--out", str(out), "--scheduler", two.address, *common]) == 0
    far, near = (load((out / name).read_text(), name) for name in ("Kota Jauh.json", "Kota Dekat.json"))
    assert without_run(far) == without_run(near)
    assert far.agency.name == "Kota Jauh"
    assert far.run.folder == f"webdav://127.0.0.1:{port}/dav"
