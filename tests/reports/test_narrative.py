"""Drafts of explanations: only what the Result holds, in the guideline's order, gaps visible."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx as reader
import pytest
from msgspec.structs import replace

from spbe_checklist.cli.commands.narrative import narrative as command
from spbe_checklist.errors import UsageError
from spbe_checklist.reports import narrative
from spbe_checklist.verdict.result import Result
from spbe_checklist.verdict.result_json import dump
from tests.reports.poison import poisoned
from tests.result_factory import make_result


def draft(result: Result, no: int) -> narrative.Narrative:
    (one,) = narrative.narratives(result, {no})
    return one


def in_order(text: str, *parts: str) -> bool:
    return re.search(".*?".join(re.escape(part) for part in parts), text, re.DOTALL) is not None


def test_a_policy_names_document_number_year_subject_article_page_and_file_in_this_order(everything: Result) -> None:
    one = draft(everything, 1)
    document = next(
        doc for doc in everything.documents if doc.path.endswith("Peraturan atau keputusan Arsitektur SPBE 2022.pdf")
    )
    assert in_order(
        one.fact,
        "Arsitektur SPBE diatur dalam",
        "Bupati Ranah Biru",
        f"Nomor {document.number} Tahun {document.year} tentang {document.title}",
        "Pasal 5 ayat (1)",
        "halaman 4",
        "Berkas: Peraturan atau keputusan Arsitektur SPBE 2022.pdf",
    )
    assert "Rancangan" not in one.fact, "the draft lapses once the regulation is there"
    assert in_order(one.analysis, "tingkat 3 (Terdefinisi)", "Ringkasan kriteria tingkat 3 untuk Arsitektur SPBE")
    assert "tingkat kematangan 3 (tiga)" in one.justification


def test_copies_and_second_files_of_one_regulation_are_named_once(everything: Result) -> None:
    entry = next(entry for entry in everything.indicators if entry.no == 1)
    item = next(item for item in entry.evidence if item.status == "ada" and item.kind == "peraturan")
    path = item.documents[0].path
    document = next(one for one in everything.documents if one.path == path)
    again = replace(document, path="lain/Perbup.pdf")
    copy = replace(document, path="salin/Perbup.pdf", duplicate_of=path, number=None)
    offers = [item.documents[0].model_copy(update={"path": one.path}) for one in (document, again, copy)]
    changed = everything.model_copy(
        update={
            "documents": [*everything.documents, again, copy],
            "indicators": [
                entry.model_copy(update={"evidence": [item.model_copy(update={"documents": offers})]}),
            ],
        }
    )
    fact = draft(changed, 1).fact
    assert fact.count("Berkas: ") == 1
    assert path.rpartition("/")[2] in fact


def test_the_chosen_copy_is_named_and_what_two_documents_show_is_said_once(everything: Result) -> None:
    entry = next(entry for entry in everything.indicators if entry.no == 1)
    item = next(item for item in entry.evidence if item.status == "ada" and item.kind == "peraturan")
    document = next(one for one in everything.documents if one.path == item.documents[0].path)
    title = "Peraturan Bupati Ranah Biru tentang Arsitektur SPBE"
    copy = replace(document, path="dipilih/Perbup.pdf", duplicate_of=document.path, title=title, regulates=True)
    other = replace(document, path="lain/Edaran.pdf", number="9", title="Edaran Arsitektur")
    first = item.documents[0]
    offers = [
        first,
        first.model_copy(update={"path": copy.path, "confirmed": True}),
        first.model_copy(update={"path": other.path}),
    ]
    items = [one.model_copy(update={"documents": offers if one.id == item.id else []}) for one in entry.evidence]
    changed = everything.model_copy(
        update={
            "documents": [*everything.documents, copy, other],
            "indicators": [entry.model_copy(update={"evidence": items})],
        }
    )
    fact = draft(changed, 1).fact
    assert "Berkas: Perbup.pdf." in fact
    assert document.path.rpartition("/")[2] not in fact
    assert f"Nomor {document.number} Tahun {document.year} tentang Arsitektur SPBE, pada" in fact
    assert "Arsitektur SPBE juga diatur dalam" in fact
    assert fact.count("berupa") == 1


def test_a_decree_with_the_year_in_its_number_does_not_repeat_it(everything: Result) -> None:
    documents = [
        replace(one, number="100.3.3.3/212/2023", year=2023) if one.number else one for one in everything.documents
    ]
    fact = draft(everything.model_copy(update={"documents": documents}), 1).fact
    assert "Nomor 100.3.3.3/212/2023 tentang" in fact


def test_a_service_starts_with_unit_and_application(everything: Result) -> None:
    assert draft(everything, 45).fact.startswith(
        "Layanan Publik 1 di Pemerintah Kabupaten Ranah Biru dijalankan oleh Sekretariat Daerah melalui SiPinter"
    )
    assert "melalui <<nama aplikasi>>" in draft(everything, 32).fact


def test_the_form_follows_domain_and_capability_not_the_number(everything: Result) -> None:
    forms = {entry.no: narrative.form_of(everything, entry) for entry in everything.indicators}
    assert {forms[no] for no in range(1, 11)} == {"kebijakan"}
    assert {forms[no] for no in range(11, 32)} == {"pelaksanaan"}
    assert {forms[no] for no in range(32, 48)} == {"layanan"}


def test_only_accepted_documents_up_to_the_supported_level_are_facts(everything: Result) -> None:
    for one in narrative.narratives(everything):
        usable = {
            offer.path.rpartition("/")[2]
            for item in one.indicator.evidence
            if item.status == "ada" and item.level <= (one.indicator.supported_level or 1)
            for offer in item.documents
            if offer.accepted
        }
        named = set(re.findall(r"Berkas: (.+?\.\w+)\.(?: |$)", one.fact))
        assert named <= usable
        assert usable or "<<" in one.text


def test_gaps_are_marked_and_nothing_is_invented() -> None:
    result = make_result(indicators=(1,), hostile=False)
    bare = result.model_copy(
        update={"documents": [replace(document, number=None, year=None, title=None) for document in result.documents]}
    )
    fact = draft(bare, 1).fact
    assert "Nomor <<nomor>> Tahun <<tahun>> tentang <<judul>>" in fact
    empty = bare.model_copy(
        update={
            "indicators": [
                entry.model_copy(
                    update={
                        "supported_level": 1,
                        "evidence": [
                            item.model_copy(update={"status": "belum_ada", "documents": []}) for item in entry.evidence
                        ],
                    }
                )
                for entry in bare.indicators
            ]
        }
    )
    one = draft(empty, 1)
    assert "<<nama berkas>>" in one.fact
    assert "<<uraian pemenuhan kriteria>>" in one.analysis
    assert any("tanpa bukti" in remark for remark in one.remarks)


def test_a_claim_above_the_evidence_is_not_written_into_the_text(everything: Result) -> None:
    one = draft(everything, 20)
    assert (one.indicator.claimed_level, one.indicator.supported_level) == (3, 1)
    assert "tingkat kematangan 1" in one.justification
    assert "3" not in one.justification
    assert any("I20.L3.sop" in remark for remark in one.remarks)


def test_what_a_person_saw_elsewhere_is_said_to_be_their_word(everything: Result) -> None:
    stated = [
        (entry.no, item)
        for entry in everything.indicators
        for item in entry.evidence
        if item.status == "ada" and item.basis == "pernyataan"
    ]
    assert stated
    for no, item in stated:
        assert item.decision is not None
        assert f"dilihat di {item.decision.where} oleh {item.decision.by}" in draft(everything, no).fact


def test_without_levels_the_level_is_a_gap() -> None:
    one = draft(make_result(declares_levels=False), 1)
    assert "<<tingkat>>" in one.justification


def test_a_file_name_cannot_pretend_to_be_a_gap_and_stays_harmless(few: Result) -> None:
    for result in (few, poisoned(few)):
        text = narrative.markdown(result)
        text.encode()
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", text)
        fences = re.findall(r"^`{3,}", text, re.MULTILINE)
        assert len(fences) == 2 * len(result.indicators), "no text closes the block it stands in"
    assert narrative._plain("<<nama>> .pdf") == "‹‹nama›› .pdf"


def test_no_text_closes_the_block_it_stands_in() -> None:
    result = make_result(indicators=(1,), hostile=False)
    documents = [replace(one, title="```\n# Judul ````") for one in result.documents]
    text = narrative.markdown(result.model_copy(update={"documents": documents}))
    assert len(re.findall(r"^`{5}", text, re.MULTILINE)) == 2


def test_word_and_markdown_hold_the_same_drafts_and_mark_the_gaps(few: Result) -> None:
    content = narrative.docx(few)
    document: Any = reader.Document(io.BytesIO(content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    markdown = narrative.markdown(few)
    for one in narrative.narratives(few):
        assert one.text in markdown
        for part in (one.fact, one.analysis, one.justification):
            assert part in text
    gaps = [run.text for p in document.paragraphs for run in p.runs if run.font.highlight_color is not None]
    assert "<<nama aplikasi>>" in gaps
    assert all(gap.startswith("<<") and gap.endswith(">>") for gap in gaps)
    assert content == narrative.docx(few)


def test_the_command_writes_the_chosen_indicators(tmp_path: Path, few: Result) -> None:
    saved = tmp_path / "hasil.json"
    saved.write_text(dump(few), encoding="utf-8")
    out = tmp_path / "penjelasan.md"
    command(saved, indicator="1,17", output=out)
    assert re.findall(r"^## Indikator (\d+):", out.read_text(encoding="utf-8"), re.MULTILINE) == ["1", "17"]
    command(saved, indicator="1,17", output=out)
    word = tmp_path / "penjelasan.docx"
    command(saved, format_="docx", output=word)
    assert word.read_bytes().startswith(b"PK")
    with pytest.raises(UsageError):
        command(saved, indicator="48")
