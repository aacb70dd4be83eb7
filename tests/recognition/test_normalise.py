"""Word keys: the same for all affixed forms of a word, for names in camel case, and stable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.text.words import fold, key, phrase, split_name, words


@pytest.mark.parametrize(
    "forms",
    [
        "menerapkan penerapan diterapkan terapkan",
        "masalah permasalahan",
        "pengelolaan dikelola mengelola kelola",
        "penyusunan menyusun disusun susun",
        "perencanaan rencana direncanakan",
        "kepegawaian pegawai",
        "evaluasi mengevaluasi dievaluasi",
        "pemanfaatan manfaat dimanfaatkan",
        "integrasi terintegrasi mengintegrasikan",
        "pelayanan layanan melayani",
        "kearsipan arsip pengarsipan",
        "keamanan pengamanan",
        "perbaikan diperbaiki memperbaiki",
        "pembangunan membangun dibangun",
        "penetapan ditetapkan menetapkan",
        "reviu direviu",
        "pengisian mengisi isi",
        "jalannya jalan",
        "permohonan memohon pemohon mohon",
        "menanggapi tanggapan tanggap",
        "penyaluran menyalurkan saluran salur",
        "penguatan menguatkan kuat",
        "pertanian tani",
    ],
)
def test_affixed_forms_share_a_key(forms: str) -> None:
    assert len({key(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pengadaan", "pengaduan"),
        ("data", "dasar"),
        ("jaringan", "jalan"),
        ("temuan", "pertemuan"),
        ("koperasi", "pengoperasian"),
        ("perwali", "wali"),
        ("masalah", "masa"),
        ("pentest", "test"),
        ("persandian", "andi"),
        ("siman", "iman"),
        ("beranda", "anda"),
        ("tempat", "empat"),
        ("kedudukan", "penduduk"),
        ("terasa", "asa"),
        ("datanya", "datang"),
        ("pertiwi", "tiwi"),
    ],
)
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PerwaliNo35Th2014", ["perwali", "no", "35", "th", "2014"]),
        ("21.b.SK-Manrisk_SPBE", ["21", "b", "sk", "manrisk", "spbe"]),
        ("PerwaliSPBENo28Tahun2021", ["perwali", "spbe", "no", "28", "tahun", "2021"]),
        ("e-Kinerja", ["e", "kinerja"]),
    ],
)
def test_names_are_split(name: str, expected: list[str]) -> None:
    assert split_name(name) == expected


def test_words_broken_at_a_line_end_are_joined() -> None:
    assert words("pemerin-\ntahan") == ["pemerintahan"]


def test_accents_are_no_letters_of_their_own() -> None:
    assert words("Résumé çevre") == ["resume", "cevre"]


def test_composed_and_decomposed_names_are_equal() -> None:
    assert fold("caf\u00e9") == fold("cafe\u0301")


@given(st.text())
def test_a_phrase_is_made_of_keys_between_single_blanks(text: str) -> None:
    found = phrase(text)
    assert found.startswith(" ")
    assert found.endswith(" ")
    assert found.split() == [key(word) for word in words(text)]


@given(st.from_regex(r"[a-z]{1,20}", fullmatch=True))
def test_a_key_is_never_empty(word: str) -> None:
    assert key(word)


@pytest.mark.parametrize("text", ["perundang-undangan", "Undang-Undang", "undang - undang", "Undang-\nUndang"])
def test_a_law_is_no_invitation(text: str) -> None:
    assert "undangan" not in words(text)
    assert phrase("undangan") not in phrase(f"Peraturan {text} yang berlaku")


@pytest.mark.parametrize("word", ["27001an", "perban2an", "pp95"])
def test_a_word_with_digits_has_no_endings_and_prefixes(word: str) -> None:
    assert key(word) == word
