"""Worker processes: whatever one document does, only that one is lost, and nothing is left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from tasks import SHA, Act, CannotStart

from spbe_checklist.facts.facts import FileEntry, Health
from spbe_checklist.reading.workers.outcome import Ending, Outcome, PoolLimits
from spbe_checklist.reading.workers.pool import WorkerPool
from spbe_checklist.reading.workers.protocol import Job

posix = pytest.mark.skipif(os.name != "posix", reason="needs signals and process groups")


def job(name: str) -> Job:
    return Job(FileEntry(name, 1, 1), source=name)


def run(names: list[str], *, jobs: int = 2, task: Act | None = None, **limits: float) -> dict[str, Outcome]:
    with WorkerPool(task or Act(), jobs, PoolLimits(**limits)) as pool:
        return {outcome.job.entry.path: outcome for outcome in pool.run(map(job, names))}


def alive(pid: int) -> bool:
    """Whether a process exists and is not a zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until(condition: object, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


def test_every_job_has_one_outcome_whatever_the_number_of_workers() -> None:
    names = [f"good-{number}" for number in range(50)]
    for jobs in (1, 3):
        outcomes = run(names, jobs=jobs)
        assert sorted(outcomes) == sorted(names)
        assert all(outcome.ending is Ending.OK for outcome in outcomes.values())
        assert all(outcome.facts[0].path == name for name, outcome in outcomes.items())


def test_few_jobs_use_one_worker_and_many_use_all(tmp_path: Path) -> None:
    few = run([f"good-{number}" for number in range(3)], jobs=4)
    assert len({outcome.facts[0].reason for outcome in few.values()}) == 1
    met = run([f"meet-{number}" for number in range(20)], jobs=2, task=Act(str(tmp_path)), seconds=60)
    assert len({outcome.facts[0].reason for outcome in met.values()}) == 2


def test_a_document_that_is_alone_may_use_what_all_workers_would() -> None:
    assert run(["share"], jobs=3)["share"].facts[0].reason == "3"
    assert run(["share", *(f"good-{number}" for number in range(7))], jobs=1)["share"].facts[0].reason == "1"


@posix
@pytest.mark.parametrize("other", ["follow", "follow-die"])
def test_the_share_of_a_document_grows_as_others_are_done_or_lost(tmp_path: Path, other: str) -> None:
    outcomes = run(["grow", other], jobs=2, task=Act(str(tmp_path)), seconds=60)
    assert outcomes["grow"].facts[0].reason == "1 2"
    assert outcomes[other].ending is (Ending.OK if other == "follow" else Ending.KILLED)


def test_no_jobs_start_no_worker() -> None:
    with WorkerPool(Act(), 2) as pool:
        assert list(pool.run([])) == []
        assert pool.pids == ()


@posix
@pytest.mark.parametrize(
    ("act", "ending", "health", "seconds"),
    [
        ("hang", Ending.TIMEOUT, Health.WAKTU_HABIS, 3),
        ("hang_in_c", Ending.TIMEOUT, Health.WAKTU_HABIS, 3),
        ("eat", Ending.MEMORY, Health.MEMORI_HABIS, 120),
        ("segfault", Ending.CRASH, Health.RUSAK, 120),
        ("die", Ending.KILLED, Health.TIDAK_TERBACA, 120),
        ("garbage", Ending.CRASH, Health.RUSAK, 120),
        ("lie", Ending.CRASH, Health.RUSAK, 120),
        ("silent", Ending.CRASH, Health.RUSAK, 120),
    ],
)
def test_a_bad_document_loses_only_itself(act: str, ending: Ending, health: Health, seconds: float) -> None:
    good = [f"good-{number}" for number in range(12)]
    outcomes = run([*good[:6], act, *good[6:]], seconds=seconds, memory_megabytes=512)
    assert outcomes[act].ending is ending
    (facts,) = outcomes[act].facts
    assert (facts.path, facts.health, facts.complete) == (act, health, False)
    assert facts.reason
    assert all(outcomes[name].ending is Ending.OK for name in good)


def test_a_mistake_of_the_program_is_not_blamed_on_the_document() -> None:
    outcomes = run(["good-1", "fail", "good-2"])
    (facts,) = outcomes["fail"].facts
    assert (outcomes["fail"].ending, facts.health, facts.sha256) == (Ending.MISTAKE, Health.TIDAK_TERBACA, SHA)
    assert "KeyError, tasks.py:" in facts.reason
    assert "rahasia" not in facts.reason
    assert outcomes["good-2"].ending is Ending.OK


def test_the_hash_of_a_lost_document_is_kept() -> None:
    assert run(["hang"], seconds=1)["hang"].facts[0].sha256 == SHA


def test_recognition_is_granted_more_time_once() -> None:
    outcomes = run(["sleep-3", "recognise-3"], seconds=1, ocr_seconds=30)
    assert outcomes["sleep-3"].ending is Ending.TIMEOUT
    assert outcomes["recognise-3"].ending is Ending.OK


@posix
def test_a_document_whose_worker_was_killed_from_outside_is_tried_once_more(tmp_path: Path) -> None:
    with WorkerPool(Act(str(tmp_path)), 1, PoolLimits(seconds=60)) as pool:
        outcomes: list[Outcome] = []
        thread = threading.Thread(
            target=lambda: outcomes.extend(pool.run(map(job, ["good-1", "linger", "good-2"]))), daemon=True
        )
        thread.start()
        assert wait_until(lambda: pool._workers and pool._workers[0].course and pool._workers[0].course.sha256)
        os.kill(pool.pids[0], signal.SIGKILL)
        thread.join(30)
    assert {outcome.job.entry.path: outcome.ending for outcome in outcomes} == {
        "good-1": Ending.OK,
        "linger": Ending.OK,
        "good-2": Ending.OK,
    }


@posix
def test_processor_time_is_limited_even_when_nobody_watches() -> None:
    with WorkerPool(Act(), 1, PoolLimits(seconds=1)) as pool:
        jobs = pool.run([job("spin")])
        pool.limits = PoolLimits(seconds=10_000)  # the parent's clock is out of the way
        outcomes: list[Outcome] = []
        thread = threading.Thread(target=lambda: outcomes.extend(jobs), daemon=True)
        thread.start()
        thread.join(60)
        assert [outcome.ending for outcome in outcomes] == [Ending.TIMEOUT]


def test_workers_are_replaced_after_a_number_of_documents() -> None:
    outcomes = run([f"good-{number}" for number in range(10)], jobs=1, recycle_after=3)
    assert len({outcome.facts[0].reason for outcome in outcomes.values()}) == 4


def test_what_a_library_prints_is_not_taken_for_an_answer() -> None:
    assert run(["prints"])["prints"].ending is Ending.OK


@posix
def test_sockets_and_foreign_programs_are_refused() -> None:
    assert run(["refused"])["refused"].facts[0].reason == "refused refused refused refused refused"


def test_a_lost_member_of_an_archive_leaves_the_others() -> None:
    outcome = run(["archive-good,hang,good,segfault,good"], seconds=3)["archive-good,hang,good,segfault,good"]
    assert [(facts.path.partition("!")[2], facts.health) for facts in outcome.facts] == [
        ("", Health.BAIK),
        ("/1-good", Health.BAIK),
        ("/2-hang", Health.WAKTU_HABIS),
        ("/3-good", Health.BAIK),
        ("/4-segfault", Health.RUSAK),
        ("/5-good", Health.BAIK),
    ]
    assert outcome.facts[0].complete


def test_an_archive_may_not_cost_workers_without_end() -> None:
    name = "archive-" + ",".join(["segfault"] * 20)
    outcome = run([name], seconds=120)[name]
    assert len(outcome.facts) == 4
    assert not outcome.facts[0].complete
    assert outcome.facts[0].reason


def test_a_task_that_cannot_be_loaded_is_an_error_of_the_program() -> None:
    with WorkerPool(CannotStart(), 1) as pool, pytest.raises(RuntimeError, match="modul tidak ada"):
        list(pool.run([job("good")]))


@posix
def test_leaving_early_ends_the_workers_and_what_they_started(tmp_path: Path) -> None:
    pool = WorkerPool(Act(str(tmp_path)), 1, PoolLimits(seconds=60), programs=["/bin/sleep"])
    outcomes: Iterator[Outcome] = pool.run(map(job, ["good-1", "note_pid"]))
    next(outcomes)
    threading.Thread(target=lambda: next(outcomes, None), daemon=True).start()
    assert wait_until((tmp_path / "pids").exists)
    pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    assert all(map(alive, pids))
    pool.close()
    assert wait_until(lambda: not any(map(alive, pids)))


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGKILL, -9)])
def test_a_run_that_is_ended_leaves_no_process(tmp_path: Path, number: signal.Signals, code: int) -> None:
    """Ctrl-C at once; after a kill, which gives the parent no chance, the workers notice by themselves."""
    script = tmp_path / "ended.py"
    script.write_text(
        "import signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # ignored where the tests run in the background
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from tasks import Act\n"
        "from spbe_checklist.reading.workers.protocol import Job\n"
        "from spbe_checklist.facts.facts import FileEntry\n"
        "from spbe_checklist.reading.workers.outcome import PoolLimits\n"
        "from spbe_checklist.reading.workers.pool import WorkerPool\n"
        f"with WorkerPool(Act({str(tmp_path)!r}), 2, PoolLimits(seconds=60), ['/bin/sleep']) as pool:\n"
        "    try:\n"
        "        list(pool.run([Job(FileEntry('note_pid', 1, 1), 'x')]))\n"
        "    except KeyboardInterrupt:\n"
        "        sys.exit(130)\n"
    )
    process = subprocess.Popen([sys.executable, str(script)], start_new_session=True)
    assert wait_until((tmp_path / "pids").exists)
    assert wait_until(lambda: len((tmp_path / "pids").read_text().split()) == 2)
    pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    process.send_signal(number)
    assert process.wait(30) == code
    assert wait_until(lambda: not any(map(alive, pids)))
