"""Which documents can be offered again in another edition: proposals, age, what to look up, units, and all formats."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.catalogue.load import load_map
from spbe_checklist.errors import ConfigurationError
from spbe_checklist.reports import sections
from spbe_checklist.reports.reuse import data, report
from spbe_checklist.verdict.document_entry import DocumentEntry, MatchEntry
from spbe_checklist.verdict.editions import Reuse, ReuseDocument, ReuseItem, reuse
from spbe_checklist.verdict.result import (
    AgencyRef,
    CatalogueRef,
    EvidenceCounts,
    EvidenceEntry,
    FileCounts,
    IndicatorCounts,
    IndicatorEntry,
    Result,
    Run,
    Summary,
    Tool,
)
from tests.result_factory import HOSTILE_NAMES

TARGET = choose_catalogue("pemdi-2026")
MAP = load_map("spbe-2020", "pemdi-2026")
UNITS = {11: "Bappeda", 19: "Sekretariat", 21: "Inspektorat", 29: "Inspektorat", 43: "Diskominfo", 45: "Dukcapil"}


def document(path: str, kind: str, *served: int, **fields: Any) -> DocumentEntry:
    """A document that counts for the first item of these indicators today."""
    return DocumentEntry(
        path=path,
        size=1,
        sha256="0",
        format="pdf",
        health="baik",
        text="ada",
        kind=kind,
        kind_label=kind,
        matches=[MatchEntry(indicator=no, evidence=f"I{no}.L2.butir", confidence=0.9, accepted=True) for no in served],
        **fields,
    )


def result(*documents: DocumentEntry, evidence_kind: str = "laporan", target: int = 3) -> Result:
    indicators = [
        IndicatorEntry(
            no=no,
            name=f"Tingkat Kematangan Nama {no}",
            aspect=1,
            weight="1",
            status="lengkap",
            target_level=target,
            supported_level=2,
            units=[unit, "Unit Kedua"],
            evidence=[
                EvidenceEntry(
                    id=f"I{no}.L2.butir",
                    level=2,
                    kind=evidence_kind,
                    label="Butir",
                    required=True,
                    status="ada",
                    reason="",
                    ask="",
                )
            ],
        )
        for no, unit in UNITS.items()
    ]
    return Result(
        tool=Tool(version="0.1.0"),
        catalogue=CatalogueRef(id="spbe-2020", edition="2024", sha256="x", title="Evaluasi SPBE"),
        run=Run(folder="dokumen", started="2025-05-01T08:00:00+07:00", seconds=1.0),
        agency=AgencyRef(name="Kota Contoh", year=2025, target_level=target),
        summary=Summary(
            indicators=IndicatorCounts(),
            evidence=EvidenceCounts(),
            files=FileCounts(),
            index_supported="2.00",
            predicate="Cukup",
        ),
        indicators=indicators,
        documents=list(documents),
    )


def made(*documents: DocumentEntry, **options: Any) -> Reuse:
    return reuse(result(*documents, **options), TARGET, MAP)


def item(found: Reuse, evidence: str) -> ReuseItem:
    return next(one for indicator in found.indicators for one in indicator.items if one.item.id == evidence)


def only(found: Reuse, evidence: str) -> ReuseDocument:
    (document_,) = item(found, evidence).documents
    return document_


def test_nothing_there_means_everything_is_missing() -> None:
    found = made()
    items = [one for indicator in found.indicators for one in indicator.items]
    assert {one.status for one in items} == {"belum_ada"}
    assert found.counts["belum_ada"] == len(items) > 0
    assert found.placed == found.unplaced == ()


def test_document_of_an_indicator_that_became_a_part_is_proposed_by_its_kind() -> None:
    found = only(made(document("x.pdf", "register_risiko", 21, dated="2026-02-01")), "I2.L1.pelaksanaan")
    assert found.status == "dapat_diajukan"
    assert found.served == (21,)
    assert found.units == ("Inspektorat",)
    assert "menjadi bagian" in found.because[0]


def test_loosely_related_document_needs_its_name_or_title_to_speak_for_it() -> None:
    """The portal is mapped from every service of the old edition; a screenshot of any of them is no portal."""
    plain = document("Tangkapan Layar SIMPEG.png", "tangkapan_layar", 45, dated="2026-02-01")
    assert item(made(plain), "I17.L1.portal").status == "belum_ada"
    named = document("Tangkapan Layar Portal Layanan Digital.png", "tangkapan_layar", 45, dated="2026-02-01")
    assert only(made(named), "I17.L1.portal").status == "dapat_diajukan"
    titled = document("gambar.png", "tangkapan_layar", 45, dated="2026-02-01", title="Tangkapan layar portal layanan")
    assert only(made(titled), "I17.L1.portal").status == "dapat_diajukan"


def test_number_in_a_name_is_not_read_as_a_number_of_the_new_edition() -> None:
    numbered = document("Indikator 17 - gambar.png", "tangkapan_layar", 45, dated="2026-02-01")
    assert item(made(numbered), "I17.L1.portal").status == "belum_ada"


def test_old_report_must_be_renewed_and_old_regulation_holds() -> None:
    audit = document("Laporan Hasil Audit.pdf", "laporan_audit", 29, dated="2023-06-01")
    assert only(made(audit), "I9.L2.internal").status == "perlu_diperbarui"
    decree = document("SK Tim Koordinasi SPBE.pdf", "keputusan", 19, dated="2019-06-01")
    assert only(made(decree), "I4.L1.tim").status == "periksa_isi"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"dated": "2024-12-31"}, "dapat_diajukan"),
        ({"dated": "2024-11-30"}, "perlu_diperbarui"),
        ({"year": 2025}, "dapat_diajukan"),
        ({"year": 2024}, "perlu_diperbarui"),
        ({"dated": "bukan tanggal"}, "periksa_isi"),
        ({}, "periksa_isi"),
    ],
)
def test_age_counts_back_from_the_end_of_the_year(fields: dict[str, Any], status: str) -> None:
    report = document("Laporan.pdf", "laporan", 21, **fields)
    assert only(made(report), "I2.L1.pelaksanaan").status == status


def test_year_is_at_least_the_one_the_edition_begins_and_can_be_chosen() -> None:
    assert made().year == 2026
    audit = document("Laporan Hasil Audit.pdf", "laporan_audit", 29, dated="2025-06-01")
    later = reuse(result(audit), TARGET, MAP, year=2028)
    assert only(later, "I9.L2.internal").status == "perlu_diperbarui"


def test_demanded_content_is_named_not_assumed() -> None:
    architecture = document("Arsitektur SPBE.pdf", "arsitektur", 11, dated="2026-01-01")
    found = only(made(architecture), "I1.L2.arsitektur")
    assert found.status == "periksa_isi"
    assert "pastikan memuat: isian di SIAP Digital" in found.check


def test_regulation_that_sets_the_architecture_counts_as_one() -> None:
    decree = document("Perwali Arsitektur SPBE.pdf", "peraturan", 11, dated="2026-01-01")
    assert item(made(decree, evidence_kind="sop"), "I1.L2.arsitektur").status == "belum_ada"
    found = only(made(decree, evidence_kind="arsitektur"), "I1.L2.arsitektur")
    assert found.path == "Perwali Arsitektur SPBE.pdf"


def test_document_that_counts_for_nothing_today_is_left_out() -> None:
    audit = document("Laporan Hasil Audit.pdf", "laporan_audit", 29, dated="2026-06-01")
    rejected = replace(audit, matches=[replace(audit.matches[0], accepted=False)])
    assert item(made(rejected), "I9.L2.internal").documents == ()


def test_best_document_decides_and_fresh_comes_first() -> None:
    old = document("lama/Laporan.pdf", "laporan", 21, dated="2021-06-01")
    new = document("baru/Laporan.pdf", "laporan", 21, dated="2026-06-01")
    last_year = document("arsip/Laporan.pdf", "laporan", 21, dated="2025-06-01")
    found = item(made(old, last_year, new), "I2.L1.pelaksanaan")
    assert found.status == "dapat_diajukan"
    assert [one.path for one in found.documents] == ["baru/Laporan.pdf", "arsip/Laporan.pdf", "lama/Laporan.pdf"]


def test_units_of_missing_items_come_from_the_closest_older_indicators() -> None:
    found = made()
    assert item(found, "I9.L2.internal").units == ("Inspektorat",)
    assert item(found, "I6.L1.hasil").units == (), "nobody owed what did not exist"
    listed = [one.item.id for _, items in found.of_unit(None) for one in items]
    assert "I6.L1.hasil" in listed
    assert "I9.L2.internal" not in listed


def test_levels_above_the_target_are_not_listed() -> None:
    assert max(one.item.level for i in made(target=2).indicators for one in i.items) == 2
    assert max(one.item.level for i in made(target=5).indicators for one in i.items) == 5


def test_map_between_other_editions_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="tidak cocok untuk hasil spbe-2020 menuju pemdi-2026"):
        reuse(result(), TARGET, load_map("spbe-2018", "spbe-2020"))


MANY = made(
    *(document(name, "laporan_audit", 29, dated="2026-01-01", title=name) for name in HOSTILE_NAMES),
    document("Laporan Hasil Audit.pdf", "laporan_audit", 29, dated="2021-01-01"),
    document("Arsitektur SPBE.pdf", "arsitektur", 11),
    document("tanpa tempat.pdf", "pakta_integritas", 21),
)


def written(name: str, found: Reuse = MANY, *, unit: str | None = None) -> Any:
    return sections.write(report(found, unit=unit, one_table=name == "xlsx"), name)


def test_all_formats_show_the_same_counts_and_say_that_it_is_unofficial() -> None:
    found = json.loads(json.dumps(data(MANY)))
    listed = [one["status"] for indicator in found["indicators"] for one in indicator["items"]]
    assert {status: listed.count(status) for status in found["counts"]} == found["counts"] == MANY.counts
    assert found["official"] is False
    assert len(found["documents"]["placed"]) + len(found["documents"]["unplaced"]) == len(HOSTILE_NAMES) + 3
    assert "tanpa tempat.pdf" in found["documents"]["unplaced"]

    shown, page = written("text"), written("html")
    book = openpyxl.load_workbook(BytesIO(written("xlsx")))
    first = "\n".join(str(row[0]) for row in book["Ringkasan"].iter_rows(values_only=True))
    for words in (" ".join(shown.split()), page, first):
        assert "tidak resmi" in words
        assert "belum diperiksa terhadap naskah resmi" in words
    states = [row[1] for row in book["Butir"].iter_rows(min_row=2, values_only=True)]
    assert states.count("Belum ada") == MANY.counts["belum_ada"]
    assert states.count("Perlu diperbarui") == MANY.counts["perlu_diperbarui"]
    assert len(states) == sum(MANY.counts.values())
    paths = [row[0] for row in book["Dokumen"].iter_rows(min_row=2, values_only=True)]
    assert len(paths) == len(HOSTILE_NAMES) + 3
    headline = f"Butir: {MANY.counts['dapat_diajukan']} dapat diajukan lagi"
    assert headline in shown
    assert headline in first


def test_hostile_names_stay_names() -> None:
    shown = written("text")
    assert not {"\x1b", "\u202e", "\x00"} & set(shown)
    assert "\n::error" not in shown
    page = written("html")
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript:' not in page
    assert 'href="./dokumen/Arsitektur%20SPBE.pdf"' in page
    book = openpyxl.load_workbook(BytesIO(written("xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_text_of_one_unit_leaves_the_others_out() -> None:
    shown = written("text", unit="Bappeda")
    assert "Bappeda" in shown
    assert "Inspektorat" not in shown


KINDS = st.sampled_from([kind.id for kind in TARGET.kinds])


@given(
    path=st.text(min_size=1, max_size=60),
    kind=KINDS,
    served=st.sets(st.sampled_from(sorted(UNITS)), min_size=1),
    year=st.none() | st.integers(1990, 2030),
)
def test_any_document_is_placed_or_not_but_never_lost(path: str, kind: str, served: set[int], year: int | None) -> None:
    before = made(document("Laporan Hasil Audit.pdf", "laporan_audit", 29, dated="2026-06-01"))
    one = document(path, kind, *served, year=year)
    found = made(document("Laporan Hasil Audit.pdf", "laporan_audit", 29, dated="2026-06-01"), one)
    assert sorted([*found.placed, *found.unplaced]) == sorted(["Laporan Hasil Audit.pdf", path])
    assert found.counts["belum_ada"] <= before.counts["belum_ada"], "another document never makes it worse"
    assert found.counts["dapat_diajukan"] >= before.counts["dapat_diajukan"]
    assert written("text", found)
