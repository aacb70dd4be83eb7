"""The Result written from findings: counts add up, numbers are masked, the format is the committed one."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from msgspec.structs import replace

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.catalogue.shipped import editions
from spbe_checklist.facts.facts import Facts, Health, Ignored, Notice, TextState
from spbe_checklist.recognition.matcher import Matcher
from spbe_checklist.settings.models import (
    Agency,
    Attestation,
    DocumentDecision,
    Service,
    UnitDuty,
    Waiver,
    Workspace,
)
from spbe_checklist.text.lexicon import compile_lexicon
from spbe_checklist.verdict.assess import assess
from spbe_checklist.verdict.build_result import MOST_OFFERS, FolderFindings, build_result
from spbe_checklist.verdict.decisions import settle
from spbe_checklist.verdict.result import Result, Run
from spbe_checklist.verdict.result_json import dump, json_schema, load
from spbe_checklist.verdict.scoring import score
from tests.recognition.made import made, recognise, regulation, shipped

SCHEMA = Path(__file__).parents[2] / "docs" / "result.schema.json"
TODAY = dt.date(2024, 6, 1)
NIK = "1219012501900001"

SOP = (
    "STANDAR OPERASIONAL PROSEDUR\nLAYANAN JARINGAN INTRA\nPelaksana\nMutu baku\nKelengkapan\n"
    "Petugas memeriksa jaringan intra setiap pagi.\n"
)
REPORT = (
    "LAPORAN\nLAYANAN JARINGAN INTRA\nTAHUN 2023\nSeluruh perangkat daerah memakai jaringan intra.\n"
    "Gangguan dicatat petugas.\n"
)
POLICY = "BAB II\nTATA KELOLA\nBagian Kesatu\nPusat Data\nPasal 2\nPusat data dipakai seluruh perangkat daerah.\n"


def some_facts() -> list[Facts]:
    return [
        made("17/SOP.pdf", SOP),
        made("17/Laporan.pdf", REPORT),
        made("Perbup SPBE.pdf", regulation(POLICY, "BAB III\nPENUTUP\n")),
        made("Indikator 21 Notulen.pdf", health=Health.TERKUNCI),
        made("Dashboard SRIKANDI.png"),
        made("12 Laporan.pdf", REPORT),
        made("foto.jpg"),
    ]


def outcome(
    facts: Sequence[Facts] | None = None,
    workspace: Workspace | None = None,
    *,
    seconds: float = 1.0,
    catalogue: Catalogue | None = None,
    **findings: Any,
) -> Result:
    workspace, catalogue = workspace or Workspace(), catalogue or shipped()
    matcher = Matcher(catalogue, compile_lexicon(catalogue, workspace), 2024)
    known: dict[str, Any] = {"ignored": (), "notices": (), "duplicates": {}, "similar": {}} | findings
    return build_result(
        catalogue,
        workspace,
        FolderFindings(
            recognitions=[matcher.recognise(one) for one in (some_facts() if facts is None else facts)], **known
        ),
        Run(folder="dokumen", started="2024-06-01T08:00:00+07:00", seconds=seconds),
        year=2024,
        today=TODAY,
    )


def entry(result: Result, no: int) -> Any:
    return next(one for one in result.indicators if one.no == no)


def item(result: Result, id_: str) -> Any:
    return next(one for one in entry(result, int(id_[1:].partition(".")[0])).evidence if one.id == id_)


def codes(result: Result) -> list[str]:
    return [one.code for one in result.notices]


@pytest.fixture(scope="module")
def empty() -> Result:
    """Nothing is there, and nobody has decided anything."""
    return outcome([])


@pytest.fixture(scope="module")
def result() -> Result:
    return outcome(ignored=(Ignored("Thumbs.db", "berkas sistem"),))


def test_it_holds_every_indicator_and_every_item(result: Result) -> None:
    assert [one.no for one in result.indicators] == list(range(1, 48))
    assert {one.id for i in result.indicators for one in i.evidence} == set(shipped().by_evidence)
    assert [one.path for one in result.documents] == [one.path for one in some_facts()]


def test_counts_equal_the_sum_of_what_is_listed(result: Result) -> None:
    counted = [one for i in result.indicators for one in i.evidence if one.counted]
    assert msgspec.to_builtins(result.summary.evidence) == {
        status: Counter(one.status for one in counted)[status]
        for status in ("ada", "perlu_diperiksa", "belum_ada", "dikecualikan")
    }
    statuses = Counter(one.status for one in result.indicators)
    assert msgspec.to_builtins(result.summary.indicators) == {
        status: statuses[status] for status in ("lengkap", "sebagian", "perlu_diperiksa", "belum_ada")
    }
    assert sum(msgspec.to_builtins(result.summary.indicators).values()) == 47
    assert len({one.status for one in counted}) >= 3


def test_files_are_read_unreadable_or_ignored(result: Result) -> None:
    assert msgspec.to_builtins(result.summary.files) == {"seen": 8, "read": 6, "unreadable": 1, "ignored": 1}


def test_open_items_are_the_counted_ones_that_are_not_there(result: Result) -> None:
    for indicator in result.indicators:
        for one in indicator.evidence:
            assert one.open == (one.counted and one.status not in ("ada", "dikecualikan"))
            assert one.counted <= (one.level <= indicator.target_level)


def test_the_index_is_the_score_of_the_supported_levels(result: Result) -> None:
    levels = {one.no: one.supported_level for one in result.indicators if one.supported_level is not None}
    expected = score(shipped(), levels)
    assert (result.summary.index_supported, result.summary.predicate) == (expected.index, expected.predicate)
    assert result.summary.index_supported != "1.00"
    assert [one.index_supported for one in result.summary.domains] == [one.index for one in expected.domains]


def test_nothing_there_is_the_lowest_level(empty: Result) -> None:
    assert empty.summary.index_supported == "1.00"
    assert empty.summary.completeness == empty.summary.completeness_documents == "0.0"
    assert {one.status for one in empty.indicators} == {"belum_ada"}


def test_completeness_counts_decisions_apart() -> None:
    waived = Waiver(
        evidence="I17.L3.baku", reason="x", by="Sekda", date=dt.date(2024, 1, 1), expires=dt.date(2025, 1, 1)
    )
    stated = Attestation(
        evidence="I17.L2.sop",
        seen="SOP cetak",
        where="rak",
        by="Rini",
        date=dt.date(2024, 1, 1),
        valid_until=dt.date(2025, 1, 1),
    )
    found = outcome([], Workspace(waivers=(waived,), attestations=(stated,)))
    counted = sum(msgspec.to_builtins(found.summary.evidence).values())
    assert (found.summary.evidence.dikecualikan, found.summary.attested) == (1, 1)
    assert float(found.summary.completeness) == round(200 / counted, 1)
    assert found.summary.completeness_documents == "0.0"


def test_shown_offers_are_limited_and_the_rest_is_counted() -> None:
    many = [made(f"17/SOP {no}.pdf", SOP + f"Nomor {no}\n") for no in range(MOST_OFFERS + 5)]
    found = item(outcome(many), "I17.L2.sop")
    assert (len(found.documents), found.more_documents) == (MOST_OFFERS, 5)
    assert all(one.accepted for one in found.documents)


def test_personal_numbers_are_masked_everywhere() -> None:
    facts = [
        made("17/SOP.pdf", f"SOP JARINGAN INTRA {NIK}\nPelaksana\nMutu baku\n"),
        made(f"Indikator 17 KTP {NIK}.pdf"),
        replace(made("Indikator 21 Register Risiko.pdf"), reason=f"rusak di {NIK}", health=Health.RUSAK),
        replace(made("x.pdf"), meta_title=f"Data {NIK}", notices=(Notice("a", f"Nomor {NIK}"),)),
        replace(made("y.pdf"), reason=f"rusak di {NIK}", health=Health.RUSAK),
    ]
    found = outcome(
        facts,
        ignored=(Ignored(f"~${NIK}.docx", "berkas kunci"),),
        notices=(Notice("b", f"Nomor {NIK}"),),
        duplicates={"x.pdf": f"Indikator 17 KTP {NIK}.pdf"},
    )
    where = [line.strip() for line in json.dumps(msgspec.to_builtins(found), indent=1).splitlines() if NIK in line]
    assert where == []
    assert "1219************" in dump(found)
    named = {one.path for one in found.documents if "nama-memuat-nik" in [notice.code for notice in one.notices]}
    assert named == {"Indikator 17 KTP 1219************.pdf"} == {one.duplicate_of for one in found.documents} - {None}


def test_units_services_and_levels_of_the_workspace_are_shown() -> None:
    workspace = Workspace(
        agency=Agency(name="Kota X"),
        units=(UnitDuty(indicators=(17,), units=("Diskominfo",)),),
        services={45: Service(name="Antrean")},
        claimed={17: 4},
        assessed={17: 2},
        previous={17: 1},
        target=2,
        targets={18: 5},
    )
    found = outcome(workspace=workspace)
    seventeen = entry(found, 17)
    assert (seventeen.units, seventeen.claimed_level, seventeen.assessed_level) == (["Diskominfo"], 4, 2)
    assert seventeen.previous_level == 1
    assert entry(found, 45).service == "Antrean"
    assert (seventeen.target_level, entry(found, 18).target_level) == (2, 5)
    assert found.agency.name == "Kota X"


def test_a_complete_indicator_that_the_assessor_rated_lower_is_a_question_for_the_assessor() -> None:
    facts = [made("17/SOP.pdf", SOP), made("17/Laporan.pdf", REPORT)]
    rated = {no: outcome(facts, Workspace(assessed={17: no}, target=2)) for no in (1, 2, 3)}
    assert (entry(rated[1], 17).status, entry(rated[1], 17).supported_level) == ("lengkap", 3)
    assert [entry(rated[no], 17).ask_assessor for no in (1, 2, 3)] == [True, True, False]


def test_a_confirmed_document_is_marked() -> None:
    facts = made("Indikator 21 Notulen.pdf", health=Health.TERKUNCI)
    ruling = DocumentDecision(path=facts.path, sha256=facts.sha256, evidence=("I21.L2.kegiatan",), by="Rini")
    found = outcome([facts], Workspace(documents=(ruling,)))
    one = item(found, "I21.L2.kegiatan")
    assert (one.status, one.basis, one.documents[0].confirmed) == ("ada", "konfirmasi", True)
    assert found.summary.confirmed == 1
    assert any(match.accepted for match in found.documents[0].matches if match.evidence == "I21.L2.kegiatan")


def test_accepted_means_the_same_in_both_lists(result: Result) -> None:
    by_item = {(d.path, e.id) for i in result.indicators for e in i.evidence for d in e.documents if d.accepted}
    by_document = {(d.path, m.evidence) for d in result.documents for m in d.matches if m.accepted}
    # An item proved by a stronger one shows the stronger one's document without a match of its own.
    assert by_document <= by_item
    assert by_document


@pytest.mark.parametrize(
    ("expires", "code"),
    [
        (dt.date(2024, 5, 31), "keputusan-kedaluwarsa"),
        (dt.date(2024, 6, 1), "keputusan-hampir-habis"),
        (dt.date(2024, 7, 1), "keputusan-hampir-habis"),
        (dt.date(2024, 7, 2), None),
    ],
)
def test_decisions_near_their_end_are_announced(expires: dt.date, code: str | None) -> None:
    waived = Waiver(evidence="I17.L2.sop", reason="x", by="Sekda", date=dt.date(2024, 1, 1), expires=expires)
    found = codes(outcome([], Workspace(waivers=(waived,))))
    assert [one for one in found if one.startswith("keputusan")] == ([code] if code else [])


def test_general_notices(empty: Result) -> None:
    assert "layanan-belum-dipilih" in codes(empty)
    chosen = {no: Service(name=f"Layanan {no}") for no in (45, 46, 47)}
    assert "layanan-belum-dipilih" not in codes(outcome([], Workspace(services=chosen)))
    assert "katalog-tidak-berlaku" not in codes(empty)


def test_editions_without_levels_have_no_index() -> None:
    found = outcome(some_facts(), catalogue=load_catalogue(editions()["spbe-2018"]))
    assert found.summary.index_supported is None
    assert found.summary.next_documents == []
    assert {one.supported_level for one in found.indicators} == {None}
    assert "katalog-tidak-berlaku" in codes(found)


def test_two_runs_differ_in_the_run_block_only() -> None:
    first, second = outcome(seconds=1.0), outcome(seconds=9.0)
    assert dump(first) != dump(second)
    assert dump(first) == dump(second.model_copy(update={"run": first.run}))


def test_it_is_what_the_committed_schema_says(result: Result) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert schema == json_schema(), "run: python -m spbe_checklist.verdict.result_json > docs/result.schema.json"
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    data = json.loads(dump(result))
    assert [error.json_path for error in validator.iter_errors(data)] == []
    data |= {"indicators": [data["indicators"][0] | {"status": "mungkin"}]}
    assert [error.json_path for error in validator.iter_errors(data)] == ["$.indicators[0].status"]


def test_it_reads_back_as_it_was_written(result: Result) -> None:
    assert load(dump(result), "hasil.json") == result
    assert dump(result).isascii()


def test_text_state_and_reason_of_each_file_are_kept() -> None:
    scan = made("14/scan0001.pdf", state=TextState.PINDAIAN, reason="pindaian tanpa teks; OCR dimatikan")
    (document,) = outcome([scan]).documents
    assert (document.text, document.reason) == ("pindaian", "pindaian tanpa teks; OCR dimatikan")
    assert recognise(scan).reason == ""


REVIEW = (
    "LAPORAN HASIL REVIU {0}\nTAHUN {1}\nReviu {0} menemukan permasalahan. Rekomendasi: perbaikan. Tindak lanjut.\n"
)
POOL = (
    *some_facts(),
    made("17/Laporan Reviu.pdf", REVIEW.format("LAYANAN JARINGAN INTRA", 2023)),
    made("17/Laporan Reviu lama.pdf", REVIEW.format("LAYANAN JARINGAN INTRA", 2019)),
    made("17/Laporan 2021.pdf", REPORT.replace("2023", "2021")),
    made("17/Laporan 2024.pdf", REPORT.replace("2023", "2024")),
    made("Draf SOP Jaringan Intra.docx", SOP),
    made("5/Reviu Kebijakan.pdf", REVIEW.format("PERATURAN BUPATI TENTANG PUSAT DATA", 2023)),
    made("Perbup Perubahan SPBE.pdf", regulation(POLICY, "BAB III\nPENUTUP\n", number="9")),
    made("17/scan0001.pdf", state=TextState.PINDAIAN),
    made("Indikator 17 Foto.jpg"),
)
RANK = {"belum_ada": 0, "perlu_diperiksa": 1, "ada": 2, "dikecualikan": 2}


def test_no_document_that_is_added_makes_anything_worse() -> None:
    matches = [recognise(facts) for facts in POOL]
    targets = {one.no: 5 for one in shipped().indicators}

    def judged(recognitions: Sequence[Any]) -> dict[str, int]:
        found = assess(shipped(), targets, settle(shipped(), Workspace(), recognitions), {})
        levels = {f"tingkat {one.indicator.no}": one.supported_level or 0 for one in found}
        return levels | {one.item.id: RANK[one.status] for verdict in found for one in verdict.verdicts}

    everything = judged(matches)
    assert sum(everything.values()) > 47
    for place in range(len(matches)):
        fewer = judged([*matches[:place], *matches[place + 1 :]])
        worse = [id_ for id_, rank in fewer.items() if rank > everything[id_]]
        assert worse == [], POOL[place].path
