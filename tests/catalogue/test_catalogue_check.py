"""Every rule of the self-check finds what it is for, and nothing in a sound catalogue."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import pytest

from spbe_checklist.catalogue.check import CatalogueFinding, check_catalogue
from spbe_checklist.catalogue.models import Catalogue, Example

Edited = Callable[..., Catalogue]


def ideal_offers(catalogue: Catalogue, example: Example) -> Collection[str]:
    """A matcher that knows the examples by heart."""
    return {evidence_id for evidence_id, (_, item) in catalogue.by_evidence.items() if example in item.examples.match}


def findings(catalogue: Catalogue) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in check_catalogue(catalogue, ideal_offers)]


def test_sound_catalogue_has_no_findings(small: Catalogue) -> None:
    assert check_catalogue(small, ideal_offers) == []


CASES: dict[str, tuple[tuple[str, str], list[tuple[str, str]]]] = {
    "indicator weight": (
        ('weight: "40/3"', 'weight: "13.33"'),
        [("bobot", "aspek 2"), ("bobot", "katalog")],
    ),
    "counted once": (("    copies: 3\n", ""), [("bobot", "aspek 2"), ("bobot", "katalog")]),
    "aspect weight": (
        ('name: "Layanan Publik", weight: "40.00"', 'name: "Layanan Publik", weight: "40.01"'),
        [("bobot", "aspek 2"), ("bobot", "domain 2")],
    ),
    "domain weight": (
        ('name: "Kebijakan", weight: "60.00"', 'name: "Kebijakan", weight: "61"'),
        [("bobot", "domain 1")],
    ),
    "gap in numbers": (("  - no: 3\n", "  - no: 4\n"), [("nomor", "indikator 4")]),
    "level names with a hole": (
        (
            '    - {level: 2, name: "Interaksi"}\n',
            '    - {level: 2, name: "Interaksi"}\n    - {level: 2, name: "Dua"}\n',
        ),
        [("nama-tingkat", "level_names layanan")],
    ),
    "no predicate for the lowest index": (('min: "1.0"', 'min: "1.5"'), [("predikat", "katalog")]),
    "two predicates at once": (
        ('min: "1.0"}', 'min: "1.0"}\n  - {name: "Cukup", min: "2.60"}'),
        [("predikat", "katalog")],
    ),
    "validity backwards": (('valid_from: "2021', 'valid_from: "2031'), [("masa-berlaku", "katalog")]),
    "cue twice in another spelling": (
        ('name: ["notulen", "risalah rapat"]', 'name: ["notulen", "Risalah-Rapat", "risalah rapat"]'),
        [("istilah-ganda", "jenis notulen")],
    ),
    "cue without letters": (
        ('["rekomendasi", "disarankan"]', '["rekomendasi", "--"]'),
        [("istilah-kosong", "pemeriksaan rekomendasi")],
    ),
    "kind without cues": (("checks:\n", '  lain: {label: "Lain"}\nchecks:\n'), [("tanpa-ciri", "jenis lain")]),
    "threshold above the cues": (
        ("checks:\n", '  lain: {label: "Lain", body: ["lain"]}\nchecks:\n'),
        [("ambang", "jenis lain")],
    ),
    "check threshold above its terms": (
        ('"disarankan"]}', '"disarankan"], min: 99}'),
        [("ambang", "pemeriksaan rekomendasi")],
    ),
    "subject without terms": (
        ('    terms: ["layanan aduan"]\n    apps: ["lapor"]\n', '    weak: ["aduan"]\n'),
        [("tanpa-ciri", "pokok aduan")],
    ),
    "weak repeats a term": (
        ('weak: ["arsitektur"]', 'weak: ["Arsitektur SPBE"]'),
        [("istilah-ganda", "pokok arsitektur")],
    ),
    "term of two subjects": (
        ('terms: ["arsitektur spbe"]', 'terms: ["arsitektur spbe", "Peta-rencana SPBE"]'),
        [("istilah-rebutan", "pokok arsitektur")],
    ),
    "term of two subjects in different families": (('terms: ["layanan aduan"]', 'terms: ["peta rencana spbe"]'), []),
    "part term twice": (('terms: ["arsitektur data"]', 'terms: ["data", "DATA"]'), [("istilah-ganda", "cakupan data")]),
    "unused check": (
        ("subjects:\n", '  lain: {label: "lain", terms: ["lain"]}\nsubjects:\n'),
        [("tak-dipakai", "pemeriksaan lain")],
    ),
    "unused subject": (('subject: "aduan"', 'subject: "arsitektur"'), [("tak-dipakai", "pokok aduan")]),
    "level left out": (
        ('      1:\n        floor: true\n        summary: "Layanan memberi informasi."\n', ""),
        [("tingkat", "indikator 3")],
    ),
    "same label twice": (
        ('label: "Tangkapan layar penyelesaian aduan"', 'label: "Tangkapan  layar: pengiriman aduan"'),
        [("label-ganda", "I3.L2.kirim"), ("label-ganda", "I3.L3.selesai")],
    ),
    "no page": (
        ("    guideline_pages: [40, 41, 42]\n", ""),
        [("tanpa-halaman", "I3.L2.kirim"), ("tanpa-halaman", "I3.L3.selesai")],
    ),
    "no counter-example": (
        (
            'examples: {match: ["Screenshot LAPOR.png"], no_match: ["Perwali.pdf"]}',
            'examples: {match: ["Screenshot LAPOR.png"]}',
        ),
        [("tanpa-contoh", "I3.L2.kirim")],
    ),
    "level that asks for nothing": (('        requires: ["kirim"]\n', ""), [("tanpa-syarat", "I3.L2")]),
    "required item that is only optional": (
        (
            'label: "Tangkapan layar penyelesaian aduan"',
            'required: false\n            label: "Tangkapan layar penyelesaian aduan"',
        ),
        [("tak-terjangkau", "I3.L3")],
    ),
    "keeps what it drops": (
        ('label: "Tangkapan layar penyelesaian', 'drops: ["kirim"]\n            label: "Tangkapan layar penyelesaian'),
        [("tak-terjangkau", "I3.L3")],
    ),
}


@pytest.mark.parametrize(("change", "expected"), CASES.values(), ids=CASES.keys())
def test_finds_exactly_what_is_wrong(edited: Edited, change: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    assert findings(edited(change)) == expected


def test_level_is_out_of_reach_when_it_asks_for_what_a_lower_level_dropped(edited: Edited) -> None:
    catalogue = edited(
        ('requires: ["lengkap", "reviu', 'requires: ["lengkap", "draf | rapat", "reviu'),
        ('            draft: "wajib"\n            required: false\n', ""),
        (
            '            label: "Notulen pembahasan rancangan {topic}"\n            required: false\n',
            '            label: "Notulen pembahasan rancangan {topic}"\n',
        ),
    )
    found = check_catalogue(catalogue, ideal_offers)
    assert [(finding.code, finding.place) for finding in found] == [
        ("tak-terjangkau", "I1.L3"),
        ("tak-terjangkau", "I2.L3"),
    ]
    assert "I1.L1.draf digugurkan I1.L2.sebagian; I1.L1.rapat digugurkan I1.L2.sebagian" in found[0].message


def test_one_open_alternative_is_enough(edited: Edited) -> None:
    assert findings(edited(('requires: ["lengkap", "reviu', 'requires: ["lengkap", "draf | lengkap", "reviu'))) == []


def test_editions_that_declare_no_levels_need_no_clauses(edited: Edited) -> None:
    catalogue = edited(("max_level: 3", "max_level: 3\ndeclares_levels: false"), ('        requires: ["kirim"]\n', ""))
    assert findings(catalogue) == []


def test_unverified_editions_need_no_pages(edited: Edited) -> None:
    catalogue = edited(
        ("max_level: 3", 'max_level: 3\nverification: "sekunder"'), ("    guideline_pages: [40, 41, 42]\n", "")
    )
    assert findings(catalogue) == []


def test_service_of_the_agencys_choice_needs_no_terms(edited: Edited) -> None:
    no_terms = ('    terms: ["layanan aduan"]\n    apps: ["lapor"]\n', "")
    assert findings(edited(no_terms)) == [("tanpa-ciri", "pokok aduan")]
    assert findings(edited(no_terms, ("    copies: 3\n", "    copies: 3\n    choice: true\n"))) == []


def replaced(catalogue: Catalogue, evidence_id: str, **fields: Any) -> Catalogue:
    """The catalogue with one item changed as no file could state it."""
    indicators = []
    for indicator in catalogue.indicators:
        levels = tuple(
            level.model_copy(
                update={
                    "evidence": tuple(
                        item.model_copy(update=fields) if item.id == evidence_id else item for item in level.evidence
                    )
                }
            )
            for level in indicator.levels
        )
        indicators.append(indicator.model_copy(update={"levels": levels}))
    copied = catalogue.model_dump() | {"indicators": tuple(indicators)}
    return Catalogue.model_validate(copied)


def test_text_left_empty_by_its_words(small: Catalogue) -> None:
    assert findings(replaced(small, "I3.L3.selesai", ask=" ")) == [("teks-kosong", "I3.L3.selesai")]


def test_items_that_replace_each_other(small: Catalogue) -> None:
    catalogue = replaced(
        replaced(small, "I1.L3.reviu", replaces=("I1.L3.notulen",)), "I1.L3.notulen", replaces=("I1.L3.reviu",)
    )
    assert findings(catalogue) == [("saling-menunjuk", "I1.L3.reviu"), ("saling-menunjuk", "I1.L3.notulen")]


def test_examples_are_run_through_the_matcher_once_each(small: Catalogue) -> None:
    asked: list[str] = []

    def offers(catalogue: Catalogue, example: Example) -> Collection[str]:
        asked.append(example.name)
        return ideal_offers(catalogue, example)

    assert check_catalogue(small, offers) == []
    assert len(asked) == len(set(asked))
    assert {"Screenshot LAPOR.png", "Perwali.pdf", "Raperwali Arsitektur SPBE.docx"} <= set(asked)


def test_example_that_is_not_offered_and_one_that_must_not_be(small: Catalogue) -> None:
    def offers(catalogue: Catalogue, example: Example) -> Collection[str]:
        found = set(ideal_offers(catalogue, example)) - {"I3.L2.kirim"}
        return found | {"I3.L3.selesai"} if example.name == "Perwali.pdf" else found

    assert check_catalogue(small, offers) == [
        CatalogueFinding("contoh-meleset", "I3.L2.kirim", "'Screenshot LAPOR.png' seharusnya cocok"),
        CatalogueFinding("contoh-salah", "I3.L3.selesai", "'Perwali.pdf' seharusnya tidak cocok"),
    ]
