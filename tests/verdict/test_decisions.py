"""What people decided about documents is applied to the document they judged, and to no other."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from spbe_checklist.facts.facts import Facts, Health, Identity, TextState
from spbe_checklist.recognition.matcher import Recognition
from spbe_checklist.recognition.offers import Match
from spbe_checklist.settings.models import Attestation, DocumentDecision, Waiver, Workspace
from spbe_checklist.verdict.decisions import rulings, settle, without_document
from tests.recognition.made import shipped

DOUBT, LACK = "jenis dokumen belum dapat dikenali", "masih draf"
TODAY = date(2024, 6, 1)


def offer(evidence: str, path: str = "17/sop.pdf", **fields: Any) -> Match:
    number = int(evidence[1:].partition(".")[0])
    base: dict[str, Any] = {"confidence": 0.5, "because": ("nama menunjuk",), "doubts": (DOUBT,), "lacks": ()}
    return Match(path=path, indicator=number, evidence=evidence, **(base | fields))


def document(*matches: Match, path: str = "17/sop.pdf", sha256: str = "aa") -> Recognition:
    facts = Facts(
        path, 1, sha256, "pdf", Health.BAIK, TextState.ADA, identity=Identity(dated=date(2023, 5, 2), year=2023)
    )
    return Recognition(facts, "sop", False, None, (), tuple(replace(one, path=path) for one in matches), (), False, "")


def settled(recognition: Recognition, **decision: Any) -> dict[str, list[Match]]:
    ruling = DocumentDecision(**({"path": "17/sop.pdf", "sha256": "aa"} | decision))
    return settle(shipped(), Workspace(documents=(ruling,)), [recognition])


def test_without_decisions_nothing_changes() -> None:
    found = offer("I17.L2.sop")
    assert settle(shipped(), Workspace(), [document(found)]) == {"I17.L2.sop": [found]}


def test_a_confirmed_item_counts_whatever_was_missing() -> None:
    (match,) = settled(document(offer("I17.L2.sop", lacks=(LACK,))), evidence=("I17.L2.sop",), by="Rini")["I17.L2.sop"]
    assert match.accepted
    assert (match.confirmed, match.settled, match.confidence) == (True, True, 1.0)
    assert match.because[0] == "dikonfirmasi oleh Rini"


def test_a_confirmed_near_miss_is_one_no_longer() -> None:
    near = offer("I17.L2.sop", near=True, doubts=(), lacks=("keputusan, bukan SOP",))
    (match,) = settled(document(near), evidence=("I17.L2.sop",))["I17.L2.sop"]
    assert match.accepted
    (match,) = settled(document(near), evidence=("I17",))["I17.L2.sop"]
    assert match.near
    assert not match.accepted


def test_a_confirmed_indicator_settles_doubts_and_cures_no_lack() -> None:
    found = settled(
        document(offer("I17.L2.sop"), offer("I17.L3.baku", lacks=(LACK,)), offer("I6.L2.aturan")), evidence=("I17",)
    )
    assert found["I17.L2.sop"][0].accepted
    assert not found["I17.L2.sop"][0].settled
    assert (found["I17.L3.baku"][0].doubts, found["I17.L3.baku"][0].lacks) == ((), (LACK,))
    assert not found["I6.L2.aturan"][0].confirmed


def test_an_item_is_confirmed_even_without_any_match() -> None:
    found = settled(document(), evidence=("I17.L2.sop", "I99.L2.tidak_ada"), pages=(4, 7), articles=("Pasal 8",))
    assert set(found) == {"I17.L2.sop"}
    (match,) = found["I17.L2.sop"]
    assert match.accepted
    assert (match.path, match.page, match.article) == ("17/sop.pdf", 4, "Pasal 8")
    assert (match.dated, match.year) == (date(2023, 5, 2), 2023)


def test_a_decision_follows_the_document_when_it_is_renamed() -> None:
    moved = document(offer("I17.L2.sop"), path="arsip/baru.pdf")
    assert settled(moved, evidence=("I17.L2.sop",))["I17.L2.sop"][0].confirmed


def test_an_empty_file_is_not_known_by_its_content() -> None:
    other = document(offer("I17.L2.sop"), path="foto.docx")
    empty = replace(other, facts=replace(other.facts, size=0))
    assert not settled(empty, evidence=("I17.L2.sop",))["I17.L2.sop"][0].confirmed


def test_nobody_can_confirm_an_empty_file_but_anybody_can_reject_it() -> None:
    whole = document(offer("I17.L2.sop"))
    empty = replace(whole, facts=replace(whole.facts, size=0, health=Health.KOSONG))
    assert not settled(empty, evidence=("I17.L2.sop", "I17"))["I17.L2.sop"][0].accepted
    assert settled(empty, not_evidence=("*",)) == {}


def test_confirmed_documents_that_are_gone_or_changed_are_said() -> None:
    here, renamed, changed = (document(path=f"{name}.pdf", sha256=name) for name in ("ada", "baru", "berubah"))
    confirmed = Workspace(
        documents=(
            DocumentDecision(path="ada.pdf", sha256="ada", evidence=("I17.L2.sop",)),
            DocumentDecision(path="lama.pdf", sha256="baru", evidence=("I17.L2.sop",)),
            DocumentDecision(path="berubah.pdf", sha256="dulu", evidence=("I17.L2.sop",)),
            DocumentDecision(path="hilang.pdf", evidence=("I17.L2.sop",)),
            DocumentDecision(path="ditolak.pdf", not_evidence=("*",)),
        )
    )
    (notice,) = without_document(confirmed, [here, renamed, changed])
    assert notice.code == "konfirmasi-tanpa-berkas"
    assert notice.message.startswith("2 dokumen yang dikonfirmasi")
    assert "(berubah.pdf, hilang.pdf)" in notice.message
    assert without_document(Workspace(), [here]) == []


def test_another_content_under_the_same_name_was_not_judged() -> None:
    other = document(offer("I17.L2.sop"), sha256="bb")
    assert not settled(other, evidence=("I17.L2.sop",))["I17.L2.sop"][0].confirmed
    assert settled(other, not_evidence=("*",)) != {}
    by_path_only = settled(other, sha256=None, evidence=("I17.L2.sop",))
    assert by_path_only["I17.L2.sop"][0].confirmed


def test_a_rejected_document_serves_nothing() -> None:
    assert settled(document(offer("I17.L2.sop"), offer("I6.L2.aturan")), not_evidence=("*",)) == {}


def test_a_document_can_be_rejected_for_an_item_or_an_indicator() -> None:
    recognition = document(offer("I17.L2.sop"), offer("I17.L3.baku"), offer("I6.L2.aturan"))
    assert set(settled(recognition, not_evidence=("I17.L2.sop",))) == {"I17.L3.baku", "I6.L2.aturan"}
    assert set(settled(recognition, not_evidence=("I17",))) == {"I6.L2.aturan"}
    both = settled(recognition, not_evidence=("I17",), evidence=("I17.L2.sop",))
    assert set(both) == {"I17.L2.sop", "I6.L2.aturan"}


def test_copies_share_a_decision() -> None:
    ruling = DocumentDecision(path="17/sop.pdf", sha256="aa", not_evidence=("*",))
    copies = [document(offer("I17.L2.sop")), document(offer("I17.L2.sop"), path="salinan.pdf")]
    assert settle(shipped(), Workspace(documents=(ruling,)), copies) == {}


def waiver(expires: date) -> Waiver:
    return Waiver(evidence="I17.L2.sop", reason="dipindahkan", by="Sekda", date=date(2024, 1, 1), expires=expires)


def statement(until: date) -> Attestation:
    return Attestation(
        evidence="I17.L2.sop", seen="SOP cetak", where="Rak 3", by="Rini", date=date(2024, 1, 1), valid_until=until
    )


def test_decisions_end_after_their_last_day() -> None:
    for last, expired in ((TODAY, False), (date(2024, 5, 31), True)):
        basis, decision = rulings(Workspace(waivers=(waiver(last),)), TODAY)["I17.L2.sop"]
        assert (basis, decision.expired) == ("pengecualian", expired)
        basis, decision = rulings(Workspace(attestations=(statement(last),)), TODAY)["I17.L2.sop"]
        assert (basis, decision.expired, decision.where) == ("pernyataan", expired, "Rak 3")


def test_a_statement_in_force_outlives_a_waiver_that_is_over() -> None:
    late, valid = date(2024, 5, 1), date(2024, 7, 1)

    def basis(waived: date, stated: date) -> str:
        workspace = Workspace(waivers=(waiver(waived),), attestations=(statement(stated),))
        return rulings(workspace, TODAY)["I17.L2.sop"][0]

    assert basis(late, valid) == "pernyataan"
    assert basis(valid, late) == basis(valid, valid) == basis(late, late) == "pengecualian"
    another = waiver(valid).model_copy(update={"evidence": "I17.L3.baku"})
    workspace = Workspace(waivers=(waiver(late), another), attestations=(statement(valid),))
    assert rulings(workspace, TODAY)["I17.L3.baku"][0] == "pengecualian"


def test_confirming_one_chosen_service_settles_the_others() -> None:
    offered = [offer(f"I{no}.L1.informasi") for no in (45, 46, 47)] + [offer("I42.L1.informasi")]
    for evidence in ("I46", "I46.L1.informasi"):
        found = settled(document(*offered), evidence=(evidence,))
        assert set(found) == {"I46.L1.informasi", "I42.L1.informasi"}
        assert found["I46.L1.informasi"][0].accepted
        assert not found["I42.L1.informasi"][0].accepted
