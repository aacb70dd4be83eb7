"""Inspection on executors: what one loses is done again; a document that takes its machine down is given up alone."""

from __future__ import annotations

import concurrent.futures
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from tasks import Act
from test_pool import alive, job, wait_until

from spbe_checklist.facts.facts import Health
from spbe_checklist.reading.workers.batches import ExecutorInspectors, end_kept_workers, inspect_batch
from spbe_checklist.reading.workers.outcome import Ending, PoolLimits


def test_any_executor_will_do() -> None:
    names = [*(f"good-{number}" for number in range(6)), "segfault"]
    with concurrent.futures.ThreadPoolExecutor(2) as executor:
        inspectors = ExecutorInspectors(executor, Act(), PoolLimits(seconds=120), batch=3)
        outcomes = {outcome.job.entry.path: outcome.ending for outcome in inspectors.run(map(job, names))}
    assert outcomes == {**dict.fromkeys(names, Ending.OK), "segfault": Ending.CRASH}


class Forgetful(concurrent.futures.Executor):
    """Loses every task that has one of the ``deadly`` files in it, and others the first ``losing`` times."""

    def __init__(self, deadly: set[str], losing: int = 0) -> None:
        self.deadly = deadly
        self.losing = losing
        self.tasks = 0

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        self.tasks += 1
        future: concurrent.futures.Future[object] = concurrent.futures.Future()
        if self.losing or {each.entry.path for each in args[0]} & self.deadly:
            self.losing = max(0, self.losing - 1)
            future.set_exception(ConnectionError("the machine is gone"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_work_that_an_executor_loses_is_done_again() -> None:
    executor = Forgetful(set(), losing=2)
    inspectors = ExecutorInspectors(executor, Act(), batch=3, in_flight=2)
    outcomes = list(inspectors.run(job(f"good-{number}") for number in range(7)))
    assert sorted(outcome.job.entry.path for outcome in outcomes) == [f"good-{number}" for number in range(7)]
    assert all(outcome.ending is Ending.OK for outcome in outcomes)


def test_a_document_that_takes_its_machine_down_is_given_up_alone() -> None:
    executor = Forgetful({"good-4"})
    inspectors = ExecutorInspectors(executor, Act(), batch=4)
    outcomes = {outcome.job.entry.path: outcome for outcome in inspectors.run(job(f"good-{n}") for n in range(8))}
    assert len(outcomes) == 8
    assert {path for path, outcome in outcomes.items() if outcome.ending is not Ending.OK} == {"good-4"}
    lost = outcomes["good-4"].facts[0]
    assert (lost.health, lost.complete) == (Health.RUSAK, False)
    assert "terhenti" in lost.reason
    assert executor.tasks == 2 + 4 + 1  # two batches, four of the lost one alone, and one more try


def test_an_executor_that_cannot_work_at_all_ends_the_run() -> None:
    class Broken(Forgetful):
        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            future: concurrent.futures.Future[object] = concurrent.futures.Future()
            future.set_exception(RuntimeError("a worker cannot start"))
            return future

    with pytest.raises(RuntimeError, match="cannot start"):
        list(ExecutorInspectors(Broken(set()), Act()).run([job("good-1")]))


def test_the_worker_process_stays_for_the_next_batch_of_the_same_task_and_no_other() -> None:
    def worker(task: Act) -> str:
        return inspect_batch([job("good-1")], task, PoolLimits(), frozenset())[0].facts[0].reason

    first, again, other = worker(Act()), worker(Act()), worker(Act(folder="x"))
    assert first == again != other
    end_kept_workers()
    assert wait_until(lambda: not alive(int(first)) and not alive(int(other)))
    assert worker(Act()) not in (first, other)
    end_kept_workers()
