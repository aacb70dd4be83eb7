"""All cues in one automaton: affixes and noise do not hide them, longer phrases mask them, zones decide what counts."""

from __future__ import annotations

import pickle
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.facts.facts import Segment, Zone
from spbe_checklist.settings.models import Service, Workspace
from spbe_checklist.text.lexicon import HEADING, compile_lexicon
from spbe_checklist.text.words import phrase
from tests.recognition.made import cues, regulation, shipped

ARCHITECTURE = """BAB II
TATA KELOLA
Bagian Kesatu
Arsitektur SPBE
Pasal 2
(1) Bupati menetapkan dokumen sebagaimana dimaksud untuk lima tahun.
Pasal 3
(1) Dokumen tersebut ditinjau.
BAB III
PEMANTAUAN
Pasal 4
Bupati melakukan pemantauan.
"""


def segments(*chapters: str) -> tuple[Segment, ...]:
    return cues().segments(regulation(*chapters))


def places(found: Sequence[Segment], cue: str) -> list[tuple[Zone, str | None]]:
    return [(one.zone, one.article) for one in found if cue in one.cues]


@pytest.mark.parametrize(
    "text", ["arsitektur SPBE", "ARSITEKTUR  SPBE", "Arsitektur\nSPBE-nya", "meng-arsitektur SPBE"]
)
def test_terms_are_found_however_they_are_written(text: str) -> None:
    assert "s:arsitektur:t" in cues().find(phrase(text))


def test_terms_are_whole_words() -> None:
    assert not [cue for cue in cues().find(phrase("prasarsitektur spbeku")) if cue.startswith("s:arsitektur:t")]


def test_a_longer_phrase_that_means_something_else_masks_the_term() -> None:
    weak = cues().find(phrase("arsitektur"))
    assert "s:arsitektur:w" in weak
    assert not any(cue.startswith("s:arsitektur:") for cue in cues().find(phrase("arsitektur bangunan gedung")))
    both = cues().find(phrase("arsitektur bangunan dan arsitektur SPBE"))
    assert both["s:arsitektur:t"] == 1


def test_a_mask_hides_only_its_own_subject() -> None:
    found = cues().find(phrase("audit aplikasi"))
    assert not any(cue.startswith("s:aplikasi:") for cue in found)
    assert any(cue.startswith("s:") and cue.endswith(":t") for cue in found)


def test_a_heading_counts_for_its_articles_and_not_for_the_next_chapter() -> None:
    found = segments(ARCHITECTURE)
    named = {one.article: one.cues.get("s:arsitektur:t", 0) for one in found if one.article}
    assert named["Pasal 2"] == named["Pasal 3"] == HEADING
    assert named["Pasal 4"] == named["Pasal 90"] == 0


def test_definitions_and_preamble_are_kept_apart() -> None:
    found = segments(ARCHITECTURE)
    assert places(found, "s:peta_rencana:t") == [(Zone.DEFINITIONS, "Pasal 1")]
    assert places(found, "s:pengetahuan:t") == [(Zone.PREAMBLE, None)]


def test_a_sentence_about_a_definition_elsewhere_is_no_definition() -> None:
    found = segments("BAB II\nTATA KELOLA\nPasal 2\nPeta Rencana SPBE disusun untuk lima tahun.\n")
    assert (Zone.ARTICLE, "Pasal 2") in places(found, "s:peta_rencana:t")


def test_every_place_knows_its_page() -> None:
    found = segments(ARCHITECTURE, "BAB IV\nLAIN\nPasal 5\nPeta Rencana SPBE disusun.\n")
    pages = {one.article: one.page for one in found if one.article}
    assert (pages["Pasal 1"], pages["Pasal 2"], pages["Pasal 5"]) == (1, 2, 3)


def test_the_title_block_says_what_a_document_is_in_order() -> None:
    head = cues().segments(["NOTULEN RAPAT\nPembahasan laporan reviu Arsitektur SPBE\n"])[0]
    assert head.cues["k:notulen:t"] == 1
    further = cues().segments(
        ["NOTULEN RAPAT\n" + "isi rapat panjang sekali " * 40 + "\nSTANDAR OPERASIONAL PROSEDUR\n"]
    )
    assert "k:sop:t" not in further[0].cues


def test_context_words_tell_only_in_the_head() -> None:
    spoken = "LAPORAN\nkebijakan internal\n"
    assert any(cue.startswith("x:") for one in cues().segments([spoken]) for cue in one.cues)
    later = [
        "LAPORAN\nNotulen rapat pimpinan\n",
        spoken + "notulen rapat: peserta rapat, kesimpulan, arsitektur SPBE\n",
    ]
    found = cues().segments(later)
    assert [one.page for one in found if one.cues][-1] == 2
    assert not any(cue.startswith("x:") for one in found for cue in one.cues)


@pytest.mark.parametrize(
    ("word", "mended"),
    [
        ("keamaann", "keamanan"),
        ("arsitekturr", "arsitektur"),
        ("jarigan", "jaringan"),
        ("pengajuan", "pengajuan"),
        ("arsitektur", "arsitektur"),
        ("raapt", "raapt"),
        ("jaringan2", "jaringan2"),
        ("kucing", "kucing"),
    ],
)
def test_typing_errors_are_mended_and_other_words_left_alone(word: str, mended: str) -> None:
    assert cues().mend(word) == mended


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("manualsrikandi", ["manual", "srikandi"]),
        ("auditkeamanan", ["audit", "keamanan"]),
        ("kucinghitam", ["kucinghitam"]),
        ("manualkucing", ["manualkucing"]),
    ],
)
def test_glued_words_are_cut_only_when_every_piece_is_known(word: str, pieces: list[str]) -> None:
    assert cues().split_glued(word) == pieces


def test_terms_are_found_within_a_glued_name_of_twelve_letters() -> None:
    assert cues().find_glued(["bukumanualku"])["k:manual:n"]
    assert not cues().find_glued(["bukumanualx"])


def test_a_cut_word_is_completed_when_only_one_word_fits() -> None:
    assert cues().complete("arsitektu") == "arsitektur"
    assert cues().complete("peng") == "peng"
    assert cues().complete("zzzz") == "zzzz"


def test_services_chosen_by_the_agency_become_cues() -> None:
    workspace = Workspace(services={45: Service(name="Antrean Puskesmas", apps=("SIPUAS",), terms=("poli gigi",))})
    own = compile_lexicon(shipped(), workspace)
    for text in ("antrean puskesmas", "Panduan SIPUAS", "poli gigi"):
        assert own.find(phrase(text))["v:45"] == 1
        assert "v:45" not in cues().find(phrase(text))
    assert own.key != cues().key


def test_it_travels_to_worker_processes() -> None:
    sent = pickle.loads(pickle.dumps(cues()))
    assert sent.key == cues().key
    assert sent.find(phrase("arsitektur SPBE")) == cues().find(phrase("arsitektur SPBE"))


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    lexicon = cues()
    assert all(count > 0 and not cue.endswith(":!") for cue, count in lexicon.find(phrase(text)).items())
    assert lexicon.segments([text]) is not None
    lexicon.mend(text)
    assert "".join(lexicon.split_glued(text)) == text


def test_words_of_a_field_count_how_many_different_ones_there_are_and_nothing_alone() -> None:
    found = cues().find(phrase("tiket tiket tiket eskalasi resolusi"))
    assert found["s:layanan_spbe:d"] == 3
    assert "s:layanan_spbe:f" not in found
    assert not {"s:layanan_spbe:t", "s:layanan_spbe:w", "s:layanan_spbe:a"} & found.keys()
    assert cues().find(phrase("gangguan gangguan"))["s:layanan_spbe:d"] == 1  # weak words are words of the field too
