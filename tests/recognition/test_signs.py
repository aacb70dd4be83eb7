"""Every sign of the score card fires on its example and is silent on the other, in the matcher itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from spbe_checklist.catalogue.score_card import Sign, SignExample
from spbe_checklist.recognition.kinds import guess_kind
from spbe_checklist.recognition.score import sheet_of
from spbe_checklist.recognition.signals import gather
from spbe_checklist.recognition.signs import ReadDocument, values
from spbe_checklist.settings.models import Learned, Service, Workspace
from spbe_checklist.text.lexicon import compile_lexicon
from tests.recognition.made import cues, families, made, shipped


def signs_of(example: SignExample) -> set[str]:
    """Signs that give points for the example's indicator."""
    catalogue, words = shipped(), cues()
    if example.service:
        named = {example.indicator: Service(name=example.service)}
        words = compile_lexicon(catalogue, Workspace(services=named))
    taught = [("aplikasi", example.learned), ("unit", example.unit)]
    lessons = tuple(
        Learned(indicator=example.indicator, what=what, name=name, date=date(2026, 5, 12), source="a.pdf")
        for what, name in taught
        if name
    )
    if lessons:
        words = replace(words, learned=lessons)
    signals = gather(made(example.name, example.text * example.times, lexicon=words), words, max(catalogue.by_no))
    doc = ReadDocument.of(signals, guess_kind(signals, catalogue), catalogue, families(), words.likeness)
    sheet = sheet_of(doc, catalogue.by_no[example.indicator], values(doc)[example.indicator])
    return {sign for sign, _, _ in sheet.signs}


@pytest.mark.parametrize("sign", shipped().score_card.signs, ids=lambda sign: sign.id)
def test_a_sign_fires_where_its_example_says_so(sign: Sign) -> None:
    assert sign.id in signs_of(sign.fires)
    assert sign.id not in signs_of(sign.silent)
