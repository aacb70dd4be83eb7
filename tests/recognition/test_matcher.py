"""The whole judgement of one document: references, containers, archive members, reasons, notices."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.facts.facts import Health, Notice, TextState
from spbe_checklist.recognition.matcher import CONTAINER, OFFER
from tests.recognition.made import indicators, made, match, offered, recognise, regulation, seen, shipped

NATIONAL = """PRESIDEN REPUBLIK INDONESIA
PERATURAN PRESIDEN REPUBLIK INDONESIA
NOMOR 95 TAHUN 2018
TENTANG
SISTEM PEMERINTAHAN BERBASIS ELEKTRONIK
Menimbang : a. bahwa perlu;
Mengingat : 1. Undang-Undang Dasar;
MEMUTUSKAN:
BAB II
TATA KELOLA
Bagian Kesatu
Arsitektur SPBE
Pasal 2
Arsitektur SPBE Nasional ditetapkan.
Pasal 3
Arsitektur SPBE Nasional ditinjau.
"""


def test_a_national_regulation_is_a_reference_and_serves_nothing() -> None:
    recognition = seen("Indikator 1 Perpres 95.pdf", NATIONAL)
    assert recognition.reference
    assert recognition.matches == ()
    assert recognition.reason == "peraturan nasional: rujukan, bukan bukti instansi"
    assert "rujukan" in [one.code for one in recognition.notices]


def test_an_agencys_own_regulation_is_none() -> None:
    recognition = seen("Perbup SPBE.pdf", regulation("BAB II\nX\nPasal 2\nArsitektur SPBE disusun.\n"))
    assert not recognition.reference
    assert recognition.matches


def test_an_own_document_that_quotes_a_national_regulation_stays_evidence() -> None:
    text = (
        "NOTULEN RAPAT\nPembahasan Layanan Jaringan Intra\nPeserta membahas Peraturan Presiden Nomor 95 Tahun 2018.\n"
    )
    assert not seen("Notulen Jaringan Intra.pdf", text).reference


def test_an_archive_is_a_container_and_its_members_carry_its_name() -> None:
    archive = recognise(made("Indikator 17.zip", state=TextState.TIDAK_ADA))
    assert (archive.matches, archive.reason) == ((), CONTAINER)
    member = seen("Indikator 17.zip!/SOP Jaringan Intra.pdf")
    assert indicators(member)[0] == 17
    assert "I17.L2.sop" in offered(member)
    inside = seen("bukti.zip!/17/SOP.pdf")
    assert indicators(inside) == [17]


def test_an_archive_that_cannot_be_opened_is_evidence_to_look_at() -> None:
    locked = recognise(made("Indikator 17 SOP.zip", health=Health.TERKUNCI))
    assert not match(locked, "I17.L2.sop").accepted


def test_a_document_that_serves_nothing_says_why() -> None:
    assert seen("Foto.jpg").reason == "nama tidak menunjuk indikator dan isinya tidak terbaca"
    assert (
        seen("Surat.pdf", "SURAT\nIzin cuti tahunan.\n").reason == "nama dan isinya tidak menunjuk indikator mana pun"
    )
    other = seen("Pakta Integritas Jaringan Intra.pdf", "PAKTA INTEGRITAS\nLayanan Jaringan Intra\n")
    assert other.reason.startswith("tentang Layanan Jaringan Intra, tetapi")
    assert all(one.near for one in other.matches)
    reader = recognise(made("Foto.pdf", health=Health.RUSAK, reason="berkas terpotong"))
    assert reader.reason == "berkas terpotong"


def test_a_document_that_serves_something_needs_no_reason() -> None:
    assert seen("Indikator 17 SOP.pdf").reason == ""


def test_notices_of_the_inspection_are_kept() -> None:
    facts = made("Indikator 17 SOP.pdf")
    warned = recognise(type(facts)(**{**_fields(facts), "notices": (Notice("data-pribadi", "Memuat NIK."),)}))
    assert [one.code for one in warned.notices] == ["data-pribadi"]


def _fields(facts: object) -> dict[str, object]:
    return {name: getattr(facts, name) for name in type(facts).__struct_fields__}  # type: ignore[attr-defined]


def test_a_name_that_claims_another_kind_is_reported() -> None:
    text = "STANDAR OPERASIONAL PROSEDUR\nLAYANAN JARINGAN INTRA\nPelaksana\nMutu baku\nKelengkapan\n"
    recognition = seen("Laporan Audit Jaringan Intra.pdf", text)
    (notice,) = [one for one in recognition.notices if one.code == "jenis-berbeda"]
    assert "laporan audit" in notice.message
    assert not [one for one in seen("SOP Jaringan Intra.pdf", text).notices if one.code == "jenis-berbeda"]


@given(
    st.lists(st.text(st.characters(exclude_characters="/"), min_size=1, max_size=30), min_size=1, max_size=3),
    st.text(max_size=200),
    st.sampled_from(Health),
)
def test_any_name_and_any_text_are_judged_alike_each_time(parts: list[str], text: str, health: Health) -> None:
    facts = made("/".join(parts) + ".pdf", text if health is Health.BAIK else "", health=health)
    once = recognise(facts)
    assert once == recognise(facts)
    assert all(one.near or one.confidence >= OFFER for one in once.matches)
    assert all(0 <= one.confidence <= 1 and one.evidence in shipped().by_evidence for one in once.matches)
    if health is not Health.BAIK or not text:
        assert not any(one.accepted for one in once.matches)


def test_a_text_that_hardly_speaks_of_a_subject_counts_nowhere() -> None:
    text = "LAPORAN KEGIATAN KANTOR\nTahun 2024\nCatatan: tiket, eskalasi, resolusi, csat, osticket.\n"
    found = [one for one in seen("Laporan.pdf", text).matches if one.indicator == 28]
    assert not any(one.accepted for one in found)


def test_a_draft_is_no_reference_whoever_prepares_it() -> None:
    draft = NATIONAL.replace("PERATURAN PRESIDEN REPUBLIK", "RANCANGAN PERATURAN PRESIDEN REPUBLIK")
    assert not seen("Rancangan Perpres.pdf", draft).reference
