"""Chosen services are one doubtful group until spbe.yaml names them."""

from __future__ import annotations

from spbe_checklist.recognition.choices import group_of
from spbe_checklist.recognition.matcher import Matcher
from spbe_checklist.settings.models import Service, Workspace
from spbe_checklist.text.lexicon import compile_lexicon
from tests.recognition.made import cues, indicators, made, shipped

NAME = "Tangkapan Layar PPDB Online.png"


def test_a_service_that_nobody_named_may_be_of_any_of_them() -> None:
    assert group_of(shipped(), shipped().by_no[46]) == (45, 46, 47)
    assert group_of(shipped(), shipped().by_no[42]) == (42,)
    found = Matcher(shipped(), cues(), 2024).recognise(made(NAME))
    assert set(indicators(found)) == {45, 46, 47}
    doubts = {doubt for match in found.matches for doubt in match.doubts if "layanan pilihan" in doubt}
    assert len(doubts) == 1
    assert "(45/46/47)" in doubts.pop()


def test_a_named_service_is_no_longer_one_of_a_group() -> None:
    workspace = Workspace(services={46: Service(name="PPDB Online", terms=("ppdb online",))})
    lexicon = compile_lexicon(shipped(), workspace)
    found = Matcher(shipped(), lexicon, 2024).recognise(made(NAME, lexicon=lexicon))
    named = [match for match in found.matches if match.indicator == 46]
    assert named
    assert not any("layanan pilihan" in doubt for match in named for doubt in match.doubts)
