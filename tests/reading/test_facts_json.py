"""Facts survive the way through JSON, and nothing else comes out of it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.facts.facts import Facts, Health, Identity, Notice, Segment, TextState, Zone
from spbe_checklist.facts.json_form import from_json, to_json

texts = st.text(st.characters(codec=None), max_size=30)  # lone surrogates too: names need not be valid Unicode
maybe = st.none()
segments = st.builds(
    Segment,
    st.sampled_from(Zone),
    st.integers(0, 10_000),
    st.dictionaries(texts, st.integers(0, 10_000), max_size=4),
    maybe | texts,
)
identities = st.builds(
    Identity,
    title=maybe | texts,
    number=maybe | texts,
    year=maybe | st.integers(1900, 2100),
    issuer=maybe | texts,
    national=maybe | st.booleans(),
    dated=maybe | st.dates(),
    date_kind=maybe | st.sampled_from(["penetapan", "dokumen", "rapat"]),
    place=maybe | texts,
    draft=maybe | st.booleans(),
    marks=st.lists(texts, max_size=3).map(tuple),
)
all_facts = st.builds(
    Facts,
    path=texts,
    size=st.integers(0, 2**50),
    sha256=texts,
    format=texts,
    health=st.sampled_from(Health),
    text=st.sampled_from(TextState),
    reason=texts,
    complete=st.booleans(),
    pages=maybe | st.integers(0, 10**6),
    identity=identities,
    signed=st.booleans(),
    meta_title=maybe | texts,
    segments=st.lists(segments, max_size=4).map(tuple),
    fingerprint=maybe | st.integers(0, 2**64 - 1),
    notices=st.lists(st.builds(Notice, texts, texts), max_size=3).map(tuple),
)
PLAIN = Facts("a.pdf", 1, "0", "pdf", Health.BAIK, TextState.ADA)


@given(all_facts)
def test_facts_come_back_equal(facts: Facts) -> None:
    written = to_json(facts)
    assert b"\n" not in written
    assert from_json(written, Facts) == facts
    assert from_json(to_json([facts, facts]), list[Facts]) == [facts, facts]


def test_every_field_has_a_form() -> None:
    """A new field of a type that cannot be written fails here, not in a worker."""
    full = Facts(
        "a",
        1,
        "0",
        "pdf",
        Health.RUSAK,
        TextState.OCR,
        identity=Identity("t", dated=date(2021, 8, 31)),
        segments=(Segment(Zone.ARTICLE, 1, {"k": 1}, "Pasal 3"),),
        notices=(Notice("c", "m"),),
    )
    bare = Facts("a", 1, "0", "pdf", Health.BAIK, TextState.ADA)
    always = {"path", "size", "sha256", "format", "health", "text"}
    changed = {name for name in Facts.__struct_fields__ if getattr(full, name) != getattr(bare, name)} | always
    assert set(json.loads(to_json(full))) == changed


def test_defaults_are_left_out() -> None:
    assert set(json.loads(to_json(PLAIN))) == {"path", "size", "sha256", "format", "health", "text"}


@pytest.mark.parametrize(
    "change",
    [
        {"health": "sehat"},
        {"size": "1"},
        {"size": True},
        {"size": 1.0},
        {"path": None},
        {"unknown": 1},
        {"segments": [["pasal", 1, None]]},
        {"segments": [["pasal", 1, None, {"k": "x"}]]},
        {"segments": [["nirwana", 1, None, {}]]},
        {"segments": [[["pasal"], 1, None, {}]]},
        {"segments": {}},
        {"notices": [["a"]]},
        {"notices": [["a", 1]]},
        {"identity": []},
        {"identity": {"dated": "kemarin"}},
        {"identity": {"marks": "x"}},
        {"fingerprint": [1]},
        {"health": ["baik"]},
    ],
)
def test_what_is_not_facts_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(json.dumps({**json.loads(to_json(PLAIN)), **change}).encode(), Facts)


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"null", b"{", b'{"path": "a"}', b"[" * 100_000, b'{"size": NaN}', b"\xff\xfe"]
)
def test_what_is_no_object_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(text, Facts)


@given(st.binary(max_size=60))
def test_garbage_is_refused(garbage: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(garbage, Facts)
