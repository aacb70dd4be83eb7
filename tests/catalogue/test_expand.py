"""From families and placeholders to the explicit catalogue, and what is said when something dangles."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from spbe_checklist.catalogue.models import Catalogue, Example, SourceRef
from spbe_checklist.errors import CatalogueError

Edited = Callable[..., Catalogue]


def item(catalogue: Catalogue, evidence_id: str):  # type: ignore[no-untyped-def]
    return catalogue.by_evidence[evidence_id][1]


def test_family_items_stand_written_out_in_every_indicator(small: Catalogue) -> None:
    assert list(small.by_evidence) == [
        "I1.L1.draf", "I1.L1.rapat", "I1.L2.sebagian", "I1.L3.lengkap", "I1.L3.reviu", "I1.L3.notulen", "I1.L3.peta",
        "I2.L1.draf", "I2.L1.rapat", "I2.L2.sebagian", "I2.L3.lengkap", "I2.L3.reviu", "I2.L3.notulen", "I2.L3.foto",
        "I3.L2.kirim", "I3.L3.selesai",
    ]  # fmt: skip


def test_placeholders_are_filled_in_every_text(small: Catalogue) -> None:
    second = small.by_no[2]
    assert second.at(2).summary == "Aturan tentang Peta Rencana SPBE berlaku, belum lengkap."
    assert item(small, "I2.L1.draf").label == "Rancangan aturan tentang Peta Rencana SPBE"
    assert item(small, "I2.L1.draf").ask == "Mohon rancangan aturan tentang Peta Rencana SPBE."
    assert item(small, "I2.L1.draf").examples.match == (Example(name="Raperwali Peta Rencana SPBE.docx"),)
    assert item(small, "I2.L1.draf").examples.no_match == (Example(name="Perwali Peta Rencana SPBE.pdf"),)
    assert item(small, "I2.L3.lengkap").inside == ("Arah Peta Rencana SPBE",)


def test_scope_list_placeholders_and_doubled_braces(small: Catalogue) -> None:
    assert item(small, "I1.L3.lengkap").inside == (
        "tiga domain arsitektur: proses bisnis, data dan informasi, dan keamanan",
    )
    assert small.by_no[1].at(3).summary == "Aturan tentang Arsitektur SPBE lengkap ({semua} bagian)."


def test_slash_in_a_topic_makes_no_folder_of_an_example(edited: Edited) -> None:
    catalogue = edited(
        ('topic: "Peta Rencana SPBE"', 'topic: "Peta/Rencana SPBE"'), ("Notulen {topic}.pdf", "a/{topic}.pdf")
    )
    assert item(catalogue, "I2.L1.rapat").label == "Notulen pembahasan rancangan Peta/Rencana SPBE"
    assert item(catalogue, "I2.L1.rapat").examples.match == (Example(name="a/Peta Rencana SPBE.pdf"),)


def test_words_may_use_built_in_placeholders(edited: Edited) -> None:
    catalogue = edited(('lengkap: {scope: "seluruh", inside: ["{parts}: {part_list}"]}', 'lengkap: {scope: "seluruh"}'))
    assert item(catalogue, "I1.L3.lengkap").inside == (
        "Arah Arsitektur SPBE: proses bisnis, data dan informasi, dan keamanan Arsitektur SPBE",
    )


def test_indicator_overrides_fields_removes_and_adds_items(small: Catalogue) -> None:
    own = item(small, "I1.L3.lengkap")
    assert own.scope == "seluruh"
    assert own.kinds == ("peraturan", "draf"), "fields it does not state stay the family's"
    assert item(small, "I2.L3.lengkap").scope == "tidak_diukur"
    assert "I1.L3.foto" not in small.by_evidence
    assert "I2.L3.foto" in small.by_evidence
    assert item(small, "I1.L3.peta").label == "Lampiran peta Arsitektur SPBE"
    assert "I2.L3.peta" not in small.by_evidence


def test_null_in_a_field_resets_it(edited: Edited) -> None:
    catalogue = edited(("foto: null\n", "foto: null\n          reviu: {max_age_months: null}\n"))
    assert item(catalogue, "I1.L3.reviu").max_age_months is None
    assert item(catalogue, "I2.L3.reviu").max_age_months == 24


def test_indicator_requires_replace_the_familys(edited: Edited) -> None:
    own = "      3:\n        evidence:\n          lengkap: {"
    catalogue = edited((own, own.replace("3:\n", '3:\n        requires: ["lengkap"]\n')))
    assert catalogue.by_no[1].at(3).requires == ((("I1.L3.lengkap",),),)
    assert item(catalogue, "I1.L3.reviu").required is False
    assert len(catalogue.by_no[2].at(3).requires) == 2


def test_clauses_bind_plus_before_bar_and_reach_lower_levels(small: Catalogue) -> None:
    assert small.by_no[1].at(3).requires == (
        (("I1.L3.lengkap",),),
        (("I1.L3.reviu", "I1.L3.notulen"), ("I1.L2.sebagian",)),
    )


def test_required_and_group(small: Catalogue) -> None:
    assert item(small, "I1.L3.lengkap").required
    assert item(small, "I1.L3.lengkap").group is None
    assert item(small, "I1.L3.reviu").group == item(small, "I1.L3.notulen").group == "I1.L3.pilihan2"
    assert item(small, "I1.L2.sebagian").group is None, "stands in a clause of another level"
    assert not item(small, "I1.L1.draf").required, "required: false although it stands in a clause"
    assert not item(small, "I2.L3.foto").required, "stands in no clause"


def test_relations_become_ids(small: Catalogue) -> None:
    assert item(small, "I1.L2.sebagian").drops == ("I1.L1.draf", "I1.L1.rapat")
    assert item(small, "I2.L3.lengkap").replaces == ("I2.L2.sebagian",)
    assert small.by_no[3].at(3).keeps == ("I3.L2.kirim",)


def test_same_key_on_two_levels(edited: Edited) -> None:
    """In ``requires`` the level's own item is meant; elsewhere the level must be written."""
    changes = (
        ("          lengkap:\n            kind", "          sebagian:\n            kind"),
        ('requires: ["lengkap", "reviu + notulen | sebagian"]', 'requires: ["sebagian", "reviu | L2.sebagian"]'),
        ('          lengkap: {scope: "seluruh", inside: ["{parts}: {part_list}"]}\n', ""),
    )
    catalogue = edited(*changes)
    assert catalogue.by_no[1].at(3).requires[0] == (("I1.L3.sebagian",),)
    assert catalogue.by_no[1].at(3).requires[1] == (("I1.L3.reviu",), ("I1.L2.sebagian",))
    assert item(catalogue, "I1.L3.sebagian").replaces == ("I1.L2.sebagian",), "itself cannot be meant"
    with pytest.raises(CatalogueError, match="di beberapa tingkat") as caught:
        edited(*changes, ("checks: [", 'replaces: ["sebagian"]\n            checks: ['))
    assert "L2.sebagian atau L3.sebagian" in caught.value.hint


def test_source_page_of_the_level_else_of_the_regulation(small: Catalogue) -> None:
    assert item(small, "I1.L1.draf").source == SourceRef(source="pedoman-contoh", page=7)
    assert item(small, "I1.L3.reviu").source == SourceRef(source="pedoman-contoh", page=9)
    assert item(small, "I2.L3.reviu").source == SourceRef(source="peraturan-contoh", page=31)
    assert small.by_no[1].source == (
        SourceRef(source="peraturan-contoh", page=30),
        SourceRef(source="pedoman-contoh", page=7),
    )


def test_without_any_page_the_first_source_is_named(edited: Edited) -> None:
    catalogue = edited(("    regulation_page: 31\n", ""))
    assert item(catalogue, "I2.L3.reviu").source == SourceRef(source="peraturan-contoh", page=None)


def test_facts_of_indicator_and_edition(small: Catalogue) -> None:
    first, third = small.by_no[1], small.by_no[3]
    assert (first.domain, first.aspect, first.family, first.capability) == (1, 1, "kebijakan", "proses")
    assert first.context == ("kebijakan", "peraturan")
    assert [level.name for level in first.levels] == ["Rintisan", "Terkelola", "Terdefinisi"]
    assert [level.name for level in third.levels] == ["Informasi", "Interaksi", "Transaksi"]
    assert first.at(1).floor
    assert not first.at(2).floor
    assert small.kind_by_id["tangkapan_layar"].extensions == ("png", "jpg")
    assert [predicate.min for predicate in small.predicates] == [Decimal("2.6"), Decimal("1.0")]
    assert str(small.valid_to) == "2025-12-31"


def test_umbrella_and_version(edited: Edited) -> None:
    catalogue = edited(
        ('    context: ["kebijakan"]\n', '    context: ["kebijakan"]\n    umbrella: ["spbe"]\n'),
        ("            max_age_months: 24\n", '            version: "baru"\n'),
    )
    assert [indicator.umbrella for indicator in catalogue.indicators] == [("spbe",), ("spbe",), ()]
    assert item(catalogue, "I2.L3.reviu").version == "baru"
    assert item(catalogue, "I2.L3.lengkap").version is None


def test_fraction_weights_stay_exact(small: Catalogue) -> None:
    third = small.by_no[3]
    assert third.weight_fraction == "40/3"
    assert third.exact_weight * third.copies == 40
    assert Fraction(third.weight) * 3 != 40, "the decimal alone would not add up"
    assert small.by_no[1].exact_weight == 30
    assert small.by_no[1].weight_fraction is None


def test_editions_without_domains_and_with_level_zero(edited: Edited) -> None:
    catalogue = edited(
        ("domains:\n", "domains: []\n"),
        ('  - {no: 1, name: "Kebijakan", weight: "60.00"}\n', ""),
        ('  - {no: 2, name: "Layanan", weight: "40.00"}\n', ""),
        ("no: 1, domain: 1,", "no: 1,"),
        ("no: 2, domain: 2,", "no: 2,"),
        ("max_level: 3", "min_level: 0\nmax_level: 3\nfractional: true\ndeclares_levels: false"),
        ("    guideline_pages: [7, 8, 9]\n", "    guideline_pages: [6, 7, 8, 9]\n"),
        ("    guideline_pages: [40, 41, 42]\n", ""),
        (
            '    subject: "aduan"\n    levels:\n',
            '    subject: "aduan"\n    levels:\n      0: {summary: "Belum ada."}\n',
        ),
        ("  layanan:\n", '  layanan:\n    - {level: 0, name: "Tidak ada"}\n'),
    )
    assert catalogue.domains == ()
    assert {indicator.domain for indicator in catalogue.indicators} == {None}
    assert [level.level for level in catalogue.by_no[3].levels] == [0, 1, 2, 3]
    assert item(catalogue, "I1.L1.draf").source.page == 7
    assert catalogue.fractional
    assert not catalogue.declares_levels


BROKEN = {
    "unknown kind": (
        ('kind: "notulen"', 'kind: "notulensi"'),
        "jenis bukti 'notulensi' tidak ada; maksudnya 'notulen'?",
    ),
    "unknown accepted kind": (('accepts: ["draf"]', 'accepts: ["zzz"]'), "jenis bukti 'zzz' tidak ada."),
    "unknown check": (
        ('checks: ["rekomendasi"]', 'checks: ["rekomend"]'),
        "pemeriksaan isi 'rekomend' tidak ada; maksudnya",
    ),
    "unknown subject": (('subject: "aduan"', 'subject: "adua"'), "pokok bahasan 'adua' tidak ada; maksudnya 'aduan'?"),
    "unknown scope list": (('parts: "domain_arsitektur"', 'parts: "domain"'), "daftar cakupan 'domain' tidak ada"),
    "unknown family": (('family: "kebijakan"', 'family: "kebijaksanaan"'), "keluarga 'kebijaksanaan' tidak ada"),
    "unknown aspect": (("aspect: 2\n", "aspect: 9\n"), "aspek 9 tidak ada"),
    "unknown domain": (("no: 2, domain: 2", "no: 2, domain: 3"), "domain 3 tidak ada"),
    "aspect without domain": (("no: 2, domain: 2,", "no: 2,"), "aspek 2 belum menyebut domain"),
    "indicator twice": (("  - no: 2\n", "  - no: 1\n"), "no 1 dipakai dua kali"),
    "dangling clause": (('requires: ["sebagian"]', 'requires: ["separuh"]'), "butir 'separuh' tidak ada"),
    "clause to a higher level": (
        ('requires: ["sebagian"]', 'requires: ["lengkap"]'),
        "butir 'lengkap' tidak ada pada tingkat 2",
    ),
    "clause to a higher level, with level": (
        ('requires: ["sebagian"]', 'requires: ["L3.lengkap"]'),
        "butir 'L3.lengkap' tidak ada pada tingkat 2",
    ),
    "clause with a hole": (('requires: ["sebagian"]', 'requires: ["sebagian | "]'), "tidak lengkap"),
    "clause that is no key": (('requires: ["sebagian"]', 'requires: ["I1.L2.sebagian"]'), "bukan kunci butir"),
    "keeps of the level itself": (('keeps: ["kirim"]', 'keeps: ["selesai"]'), "butir 'selesai' tidak ada"),
    "keeps of the level itself, with level": (
        ('keeps: ["kirim"]', 'keeps: ["L3.selesai"]'),
        "butir 'L3.selesai' tidak ada",
    ),
    "dangling drops": (('drops: ["draf", "rapat"]', 'drops: ["draft"]'), "butir 'draft' tidak ada"),
    "drops itself": (('drops: ["draf", "rapat"]', 'drops: ["L2.sebagian"]'), "menunjuk dirinya sendiri"),
    "removed item still asked for": (("foto: null", "reviu: null"), "butir 'reviu' tidak ada"),
    "nothing to remove": (("foto: null", "fotto: null"), "tidak ada butir 'fotto' untuk dihapus"),
    "unknown placeholder": (
        ("Laporan reviu {topic}", "Laporan reviu {topik}"),
        "penanda {topik} tidak dikenal untuk indikator 1; maksudnya 'topic'?",
    ),
    "placeholder in an example": (
        ('"Notulen reviu {topic}.pdf"', '"Notulen reviu {unit}.pdf"'),
        "penanda {unit} tidak dikenal",
    ),
    "scope list placeholder without scope list": (
        ("Laporan reviu {topic}", "Laporan reviu {parts}"),
        "penanda {parts} tidak dikenal untuk indikator 2",
    ),
    "lone brace": (("Laporan reviu {topic}", "Laporan reviu {topic"), "kurung kurawal"),
    "reserved word": (("words: {arah:", "words: {topic:"), "penanda {topic} sudah ada"),
    "word uses a word": (('words: {arah: "Arah"}', 'words: {arah: "A {b}", b: "x"}'), "penanda {b} tidak dikenal"),
    "level without summary": (
        ('        summary: "Layanan menerima aduan."\n', ""),
        "tingkat 2 indikator 3 belum punya summary",
    ),
    "level out of range": (("max_level: 3", "max_level: 2"), "tingkat 3 di luar 1 sampai 2"),
    "level without name": (('    - {level: 3, name: "Transaksi"}\n', ""), "tingkat 3 tidak punya nama"),
    "scope without parts": (('    parts: "domain_arsitektur"\n', ""), "perlu daftar cakupan"),
    "pages do not fit": (
        ("guideline_pages: [40, 41, 42]", "guideline_pages: [40, 41]"),
        "berisi 2 halaman untuk 3 tingkat",
    ),
    "no source in that role": ((', role: "pedoman"', ""), "belum ada sumber dengan peran 'pedoman'"),
    "no family and no capability": (('    capability: "layanan"\n', ""), "harus menyebut capability"),
    "weight with comma": (('weight: "40/3"', 'weight: "13,3"'), "harus bobot seperti"),
    "unquoted weight": (('weight: "40/3"', "weight: 13.33"), "akan dibaca sebagai bilangan pecahan"),
    "date that does not exist": (('"2025-12-31"', '"2025-02-30"'), "bukan tanggal"),
    "capital in a key": (("          kirim:\n", "          Kirim:\n"), "harus huruf kecil"),
    "blank text": (('why: "Pelengkap."', 'why: " "'), "tidak boleh kosong"),
}


@pytest.mark.parametrize(("change", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_what_does_not_resolve_is_named_at_its_line(
    edited: Edited, small_text: str, change: tuple[str, str], words: str
) -> None:
    with pytest.raises(CatalogueError) as caught:
        edited(change)
    everything = f"{caught.value}\n{caught.value.hint}"
    assert words in everything
    assert str(caught.value).startswith("kecil.yaml baris ")


def test_line_is_that_of_the_text_in_the_family(edited: Edited, small_text: str) -> None:
    line = next(no for no, text in enumerate(small_text.splitlines(), 1) if "Laporan reviu {topic}" in text)
    with pytest.raises(CatalogueError, match=f"^kecil.yaml baris {line}: penanda {{unit}}"):
        edited(("Laporan reviu {topic}", "Laporan reviu {unit}"))


def test_line_is_that_of_the_indicator_where_it_overrides(edited: Edited, small_text: str) -> None:
    line = next(no for no, text in enumerate(small_text.splitlines(), 1) if '"{parts}: {part_list}"' in text)
    with pytest.raises(CatalogueError, match=f"^kecil.yaml baris {line}: penanda {{unit}}"):
        edited(('"{parts}: {part_list}"', '"{unit}"'))


def test_several_problems_come_together(edited: Edited) -> None:
    with pytest.raises(CatalogueError) as caught:
        edited(('subject: "aduan"', 'subject: "x"'), ('keeps: ["kirim"]', 'keeps: ["zzz"]'))
    assert "pokok bahasan 'x'" in str(caught.value)
    assert "Ada 1 kesalahan lain" in caught.value.hint
    assert "butir 'zzz' tidak ada" in caught.value.hint


def test_a_mistake_in_a_family_is_reported_once_not_per_indicator(edited: Edited) -> None:
    with pytest.raises(CatalogueError) as caught:
        edited(("Laporan reviu {topic}", "Laporan reviu {unit}"))
    assert "kesalahan lain" not in caught.value.hint
