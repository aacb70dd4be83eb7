"""Copies: they follow the file they are copies of, and nothing is kept longer than needed."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.facts.facts import Facts, FileEntry, Health, TextState
from spbe_checklist.reading.workers.protocol import Job
from spbe_checklist.run.copies import LEAST_BYTES, Copies

FILES = st.lists(st.tuples(st.sampled_from([10, LEAST_BYTES, LEAST_BYTES + 1]), st.sampled_from("xyz")), max_size=12)


def facts(entry: FileEntry, content: str) -> tuple[Facts, ...]:
    return (Facts(entry.path, entry.size, content * 64, "pdf", Health.BAIK, TextState.ADA),)


@given(FILES, st.randoms(use_true_random=False), st.booleans())
def test_every_job_is_done_once_and_equal_contents_are_read_once(
    files: list[tuple[int, str]], order: random.Random, lasting: bool
) -> None:
    contents = {f"{number}.pdf": content for number, (_, content) in enumerate(files)}
    jobs = [Job(FileEntry(f"{number}.pdf", size, 1), "") for number, (size, _) in enumerate(files)]
    copies = Copies(jobs)
    finished: dict[str, tuple[Facts, ...]] = {}
    read: list[tuple[int, str]] = []

    def work(job: Job) -> None:
        entry, sha256 = job.entry, contents[job.entry.path] * 64
        if sha256 in job.known:
            same = copies.copy(entry, sha256)
            assert same is not None
            finished[entry.path] = same
        else:
            read.append((entry.size, sha256))
            finished[entry.path] = facts(entry, contents[entry.path])
            copies.done(entry, finished[entry.path], lasting=lasting)

    for source in (copies.jobs, copies.rest):
        flight: list[Job] = []
        for job in source():  # a few under way at once, finishing in any order
            flight.append(job)
            if len(flight) > 3:
                work(flight.pop(order.randrange(len(flight))))
        for job in flight:
            work(job)
    assert finished == {job.entry.path: facts(job.entry, contents[job.entry.path]) for job in jobs}
    if lasting:
        first = {size: content for size, content in reversed(files) if size >= LEAST_BYTES}
        assert all(read.count((size, content * 64)) == 1 for size, content in first.items())
    assert not copies._found
    assert not +copies._coming
