"""Which documents a person is asked about, in which order, and what an answer means."""

from __future__ import annotations

import datetime as dt

from spbe_checklist.intake.questions import confirmed, questions, rejected
from tests.result_factory import ALL, make_result

TODAY = dt.date(2024, 8, 1)
RESULT = make_result(indicators=ALL)


def test_only_doubtful_offers_for_counted_items_are_asked_about() -> None:
    asked = questions(RESULT)
    assert asked
    for question in asked:
        for guess in question.guesses:
            assert guess.item.status == "perlu_diperiksa"
            assert guess.item.counted
            assert not guess.offer.accepted
            assert not guess.offer.near


def test_every_document_is_asked_about_once_best_guess_first() -> None:
    asked = questions(RESULT)
    assert len({question.document.path for question in asked}) == len(asked)
    for question in asked:
        confidences = [guess.offer.confidence for guess in question.guesses]
        assert confidences == sorted(confidences, reverse=True)


def test_an_answer_names_document_hash_person_and_day() -> None:
    question = questions(RESULT)[0]
    yes = confirmed(question, ["I1.L3.lengkap"], "Rina", TODAY)
    no = rejected(question, ["*"], "Rina", TODAY)
    assert (yes.path, yes.sha256, yes.evidence) == (
        question.document.path,
        question.document.sha256,
        ("I1.L3.lengkap",),
    )
    assert (no.not_evidence, no.evidence, no.by, no.date) == (("*",), (), "Rina", TODAY)
