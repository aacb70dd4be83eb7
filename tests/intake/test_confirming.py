"""Which documents a person is asked about, in which order, and what an answer means."""

from __future__ import annotations

import datetime as dt

from msgspec import structs

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.intake.questions import Effects, Question, decide, questions
from spbe_checklist.verdict.result import Result
from tests.result_factory import ALL, make_result

TODAY = dt.date(2024, 8, 1)
RESULT = make_result(indicators=ALL)


def test_only_doubtful_offers_for_open_items_are_asked_about() -> None:
    asked = questions(RESULT)
    assert asked
    for question in asked:
        for guess in question.guesses:
            assert guess.item.status == "perlu_diperiksa"
            assert guess.item.open
            assert not guess.offer.accepted
            assert not guess.offer.near


def test_every_document_is_asked_about_once_with_all_its_places() -> None:
    asked = questions(RESULT)
    assert len({question.document.path for question in asked}) == len(asked)
    expected = {
        (offer.path, item.id)
        for entry in RESULT.indicators
        for item in entry.evidence
        for offer in item.documents
        if item.status == "perlu_diperiksa" and item.open and not (offer.accepted or offer.near or offer.confirmed)
    }
    readable = {document.path for document in RESULT.documents if document.health != "pintasan"}
    found = {(question.document.path, id_) for question in asked for id_ in question.evidence}
    assert found == {(path, id_) for path, id_ in expected if path in readable}
    for question in asked:
        confidences = [guess.offer.confidence for guess in question.guesses]
        assert confidences == sorted(confidences, reverse=True)


def test_what_raises_the_index_most_comes_first() -> None:
    asked = questions(RESULT)
    gains = [question.gain for question in asked]
    assert gains == sorted(gains, reverse=True)
    effects = Effects(RESULT)
    for question in asked:
        assert effects.index(question.evidence) - effects.index() == question.gain


def with_document(result: Result, path: str, **changes: object) -> Result:
    documents = [
        structs.replace(document, **changes) if document.path == path else document  # type: ignore[arg-type]
        for document in result.documents
    ]
    return result.model_copy(update={"documents": documents})


def test_copies_and_pointers_are_not_asked_about() -> None:
    first, second = questions(RESULT)[:2]
    copy = questions(with_document(RESULT, second.document.path, duplicate_of=first.document.path))
    assert second.document.path not in {question.document.path for question in copy}
    whole = next(question for question in copy if question.document.path == first.document.path)
    assert {*second.evidence} <= {*whole.evidence}, "the file that is asked about stands for its copy"
    pointer = questions(with_document(RESULT, first.document.path, health="pintasan"))
    assert first.document.path not in {question.document.path for question in pointer}


def test_a_document_of_another_kind_is_not_confirmed_without_a_second_question() -> None:
    question = questions(RESULT)[0]
    team = with_document(RESULT, question.document.path, kind="pembentukan_tim", kind_label="Keputusan pembentukan tim")
    asked = next(one for one in questions(team, load_catalogue()) if one.document.path == question.document.path)
    known = [guess for guess in asked.guesses if guess.item.id in load_catalogue().by_evidence]
    assert known
    for guess in known:
        accepts = "pembentukan_tim" in load_catalogue().by_evidence[guess.item.id][1].kinds
        assert ("keputusan pembentukan tim" in guess.caution) is not accepts


def several() -> Question:
    return next(question for question in questions(RESULT) if len(question.evidence) > 1)


def test_an_answer_names_document_hash_person_and_day() -> None:
    question = questions(RESULT)[0]
    yes = decide(question, question.evidence, "Rina", TODAY)
    assert (yes.path, yes.sha256, yes.evidence) == (
        question.document.path,
        question.document.sha256,
        question.evidence,
    )
    assert (yes.not_evidence, yes.by, yes.date) == ((), "Rina", TODAY)


def test_what_was_not_chosen_is_refused_so_that_nothing_is_asked_again() -> None:
    question = several()
    some = decide(question, question.evidence[:1], "Rina", TODAY)
    assert some.evidence == question.evidence[:1]
    assert some.not_evidence == question.evidence[1:]


def test_none_refuses_the_document_altogether_unless_it_counts_elsewhere() -> None:
    question = several()
    document = question.document
    nowhere = structs.replace(document, matches=[structs.replace(match, accepted=False) for match in document.matches])
    elsewhere = structs.replace(document, matches=[structs.replace(match, accepted=True) for match in document.matches])
    assert decide(structs.replace(question, document=nowhere), (), "Rina", TODAY).not_evidence == ("*",)
    assert decide(structs.replace(question, document=elsewhere), (), "Rina", TODAY).not_evidence == question.evidence
