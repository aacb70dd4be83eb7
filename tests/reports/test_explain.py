"""What an indicator asks for, and why its items stand as they do."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from spbe_checklist.reports.explain import document_text, indicator_text, standing_text
from spbe_checklist.verdict.document_entry import DocumentEntry, MatchEntry, NoticeEntry
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, Offer, Result
from tests.recognition.made import shipped


def offer(path: str = "a.pdf", **fields: Any) -> Offer:
    return Offer(**({"path": path, "confidence": 0.9} | fields))


def item(id_: str = "I17.L2.sop", **fields: Any) -> EvidenceEntry:
    base = {
        "id": id_,
        "level": 2,
        "kind": "sop",
        "label": "SOP jaringan",
        "required": True,
        "status": "belum_ada",
        "reason": "belum ada dokumen yang cocok",
        "ask": "Mohon SOP jaringan.",
        "counted": True,
    }
    return EvidenceEntry(**(base | fields))


def told(few: Result, *items: EvidenceEntry, documents: tuple[DocumentEntry, ...] = (), **fields: Any) -> str:
    entry = next(one for one in few.indicators if one.no == 17)
    entry = entry.model_copy(update={"evidence": list(items), **fields})
    return standing_text(few.model_copy(update={"documents": list(documents), "indicators": [entry]}), entry)


def document(path: str, *matches: MatchEntry, kind: str = "keputusan") -> DocumentEntry:
    return DocumentEntry(
        path=path, size=1, sha256="a", format="pdf", health="baik", text="ada", kind=kind, kind_label="Keputusan (SK)",
        matches=list(matches),
    )  # fmt: skip


NEAR = MatchEntry(indicator=17, evidence="I17.L2.sop", confidence=0.5, near=True)


@pytest.mark.parametrize("number", range(1, 48))
def test_every_indicator_is_explained_in_full(number: int) -> None:
    indicator = shipped().by_no[number]
    text = indicator_text(shipped(), indicator)
    for level in indicator.levels:
        assert f"Tingkat {level.level} - {level.name}" in text
        for one in level.evidence:
            assert f"- {one.id}: {one.label}" in text
            assert one.why in text
    assert "hlm." in text
    assert "{" not in text
    assert "None" not in text


def test_requirements_are_in_words() -> None:
    text = indicator_text(shipped(), shipped().by_no[1])
    assert "Syarat tingkat ini: rekomendasi; (lama dan baru atau turunan)" in text
    assert "umur paling lama 24 bulan" in text
    assert "(dasar, selalu diberikan)" in text
    assert "dipilih instansi sendiri" in indicator_text(shipped(), shipped().by_no[45])


def test_present_items_name_the_document_with_its_reasons(few: Result) -> None:
    there = item(
        status="ada", documents=[offer(article="Pasal 8", page=13, accepted=True, because=["judul menyebut jaringan"])]
    )
    text = told(few, there)
    assert "  + a.pdf (Pasal 8, hlm. 13) - " in text
    assert "karena: judul menyebut jaringan" in text
    assert "Mohon" not in text


def test_doubtful_items_say_what_the_nearest_lacks(few: Result) -> None:
    text = told(few, item(status="perlu_diperiksa", documents=[offer(lacks=["masih draf", "umurnya"])]))
    assert "  ? a.pdf" in text
    assert "kurang: masih draf; umurnya" in text
    assert "Yang diminta: Mohon SOP jaringan." in text


def test_missing_items_name_the_nearest_once(few: Result) -> None:
    near = offer("sk.pdf", near=True, lacks=["keputusan, bukan SOP"])
    other = document("lain.pdf", MatchEntry(indicator=17, evidence="I17.L3.baku", confidence=0.5))
    text = told(few, item(documents=[near]), documents=(document("sk.pdf", NEAR), other))
    assert text.count("sk.pdf") == 1
    assert "keputusan, bukan SOP" in text
    assert "lain.pdf - keputusan (SK), bukan jenis yang diminta butir ini" in text


def test_a_document_of_the_right_kind_is_not_called_the_wrong_kind(few: Result) -> None:
    other = document("lain.pdf", MatchEntry(indicator=17, evidence="I17.L3.baku", confidence=0.5), kind="sop")
    text = told(few, item(), documents=(other,))
    assert "bukan jenis" not in text
    assert "tidak cocok untuk butir ini" in text


def test_nothing_at_all_is_said(few: Result) -> None:
    assert "Tidak ada dokumen lain tentang indikator ini di folder." in told(few, item())


def test_long_lists_are_cut_and_counted(few: Result) -> None:
    many = item(status="ada", documents=[offer(f"{no}.pdf", accepted=True) for no in range(8)], more_documents=4)
    text = told(few, many)
    assert "4.pdf" in text
    assert "5.pdf" not in text
    assert "... dan 7 dokumen lain" in text


def test_levels_are_named_apart(few: Result) -> None:
    text = told(few, supported_level=2, target_level=3, claimed_level=4, assessed_level=1)
    assert "didukung bukti tingkat 2, target 3, mandiri 4, asesor 1" in text


def test_one_item_can_be_asked_for(few: Result) -> None:
    entry: IndicatorEntry = next(one for one in few.indicators if one.no == 17)
    wanted = entry.evidence[1].id
    text = standing_text(few, entry, wanted)
    assert wanted in text
    assert entry.evidence[0].id not in text


def test_a_file_is_explained_item_by_item(few: Result) -> None:
    entry = next(one for one in few.indicators if one.no == 17)
    items = [
        item("I17.L2.sop", documents=[offer("x.pdf", accepted=True, because=["nama menyebut"])]),
        item("I17.L3.baku", documents=[offer("x.pdf", lacks=["masih draf"])]),
        item("I17.L4.sop", documents=[offer("x.pdf", near=True, lacks=["bukan SOP"])]),
    ]
    found = document(
        "x.pdf",
        MatchEntry(indicator=17, evidence="I17.L2.sop", confidence=0.9, accepted=True),
        MatchEntry(indicator=17, evidence="I17.L3.baku", confidence=0.9),
        MatchEntry(indicator=17, evidence="I17.L4.sop", confidence=0.9, near=True),
    )
    result = few.model_copy(update={"indicators": [entry.model_copy(update={"evidence": items})], "documents": [found]})
    text = document_text(result, found)
    assert "I17.L2.sop SOP jaringan (indikator 17 Jaringan Intra): diterima" in text
    assert "I17.L3.baku SOP jaringan (indikator 17 Jaringan Intra): perlu diperiksa" in text
    assert "I17.L4.sop SOP jaringan (indikator 17 Jaringan Intra): terdekat, tidak dihitung" in text
    assert "kurang: masih draf" in text


def test_what_assessors_hold_against_a_document_stands_at_the_item(few: Result) -> None:
    notices = [
        NoticeEntry("sk-bukan-laporan", "I17.L2.sop: SK ini bukan laporan.", ["I17.L2.sop"]),
        NoticeEntry("data-pribadi", "Memuat nomor seperti NIK."),
    ]
    text = told(few, item(), item("I17.L3.baku"), documents=(replace(document("a.pdf", NEAR), notices=notices),))
    sop, baku = text.split("I17.L3.baku")
    assert "  ! a.pdf: I17.L2.sop: SK ini bukan laporan." in sop
    assert "!" not in baku
    assert "NIK" not in text


def test_what_nobody_asks_for_takes_one_line(few: Result) -> None:
    asked, not_asked = told(few, item()), told(few, item(counted=False))
    assert "Yang diminta" in asked
    assert "I17.L2.sop SOP jaringan: Belum ada (di luar target)" in not_asked
    assert "Yang diminta" not in not_asked
