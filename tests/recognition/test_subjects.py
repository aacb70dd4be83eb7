"""Which indicator a document is about: names, folders, titles, articles, and numbers against content."""

from __future__ import annotations

import pytest

from spbe_checklist.recognition.matcher import Matcher, Recognition
from spbe_checklist.recognition.names import stem_of
from spbe_checklist.recognition.subjects import IndicatorGuess
from spbe_checklist.settings.models import Service, Workspace
from spbe_checklist.text.lexicon import compile_lexicon
from tests.recognition.made import guesses, indicators, made, match, offered, regulation, seen, shipped

NETWORK = """LAPORAN PENGELOLAAN LAYANAN JARINGAN INTRA
TAHUN 2023
Jaringan intra pemerintah menghubungkan kantor perangkat daerah. Jaringan intra berjalan baik sepanjang tahun.
"""


def first(recognition: Recognition) -> int | None:
    found = guesses(recognition)
    return found[0].indicator.no if found else None


def guess(recognition: Recognition, number: int) -> IndicatorGuess:
    return next(one for one in guesses(recognition) if one.indicator.no == number)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("SOP Jaringan Intra.pdf", 17),
        ("SOPJaringanIntrapdf.pdf", 17),
        ("SOP_Jarigan_Intra.pdf", 17),
        ("ManualBookSRIKANDI.pdf", 37),
        ("manualbooksrikandi.pdf", 37),
        ("Panduan Aplikasi SIMPEG.docx", 36),
        ("Dashboard SP4N-LAPOR.png", 42),
        ("Notulen Rapat Manajemen Risiko SPBE.pdf", 21),
        ("Laporan Audit Keamanan SPBE.pdf", 31),
        ("Foto.jpg", None),
        ("Dashboard.png", None),
        ("scan0001.pdf", None),
        ("messageImage_1681272188415.pdf", None),
    ],
)
def test_names_that_say_something_and_names_that_do_not(name: str, number: int | None) -> None:
    recognition = seen(name)
    assert first(recognition) == number
    assert bool(recognition.matches) == (number is not None)


def test_extensions_are_no_part_of_a_name() -> None:
    assert stem_of("LaporanSPBEpdf.pdf") == stem_of("LaporanSPBE.docx.pdf") == "LaporanSPBE"
    assert stem_of("Panduan pdf.pdf") == "Panduan pdf"


def test_a_number_in_the_name_is_enough_to_offer_and_not_to_accept() -> None:
    for path in ("Indikator 17.pdf", "17/dokumen.pdf", "I17 Jaringan/dokumen.pdf"):
        recognition = seen(path)
        assert first(recognition) == 17
        assert not any(one.accepted for one in recognition.matches)


def test_a_number_that_is_no_indicator_offers_nothing() -> None:
    assert guesses(seen("306-Perwali 54 tahun 2019.pdf")) == ()
    assert guesses(seen("2024/dokumen.pdf")) == ()


def test_name_and_content_that_agree_make_sure() -> None:
    agreed, alone = seen("Indikator 17 Laporan.pdf", NETWORK), seen("Laporan.pdf", NETWORK)
    assert first(agreed) == first(alone) == 17
    assert guess(agreed, 17).score >= guess(alone, 17).score > 0.65
    assert not guess(agreed, 17).contradicted
    assert agreed.notices == ()


def test_name_and_content_that_disagree_are_reported_and_not_chosen_silently() -> None:
    recognition = seen("Indikator 12 Laporan.pdf", NETWORK)
    assert first(recognition) == 17
    assert guess(recognition, 12).contradicted
    assert [one.code for one in recognition.notices] == ["nama-indikator-berbeda"]
    assert "indikator 12" in recognition.notices[0].message
    assert "indikator 17" in recognition.notices[0].message
    filed = [one for one in recognition.matches if one.indicator == 12]
    assert filed
    assert all("nomor indikator pada nama berbeda dengan isi dokumen" in one.doubts for one in filed if not one.near)
    assert not any(one.accepted for one in filed)


def test_the_folder_can_be_wrong_as_well() -> None:
    recognition = seen("12 Peta Rencana/Laporan.pdf", NETWORK)
    assert first(recognition) == 17
    assert not any(one.accepted for one in recognition.matches if one.indicator == 12)


def test_content_that_says_nothing_contradicts_nothing() -> None:
    recognition = seen("Indikator 17 Laporan.pdf", "LAPORAN KEGIATAN\nKegiatan berjalan baik.\n")
    assert not guess(recognition, 17).contradicted
    assert recognition.notices == ()
    assert not any(one.accepted for one in recognition.matches)


def test_a_trace_of_another_subject_makes_no_evidence_there() -> None:
    text = NETWORK * 3 + "Data dikirim lewat SIPD.\n"
    found = indicators(seen("Laporan Jaringan Intra.pdf", text))
    assert 17 in found
    assert 32 not in found
    assert 32 in indicators(seen("Panduan.pdf", "PANDUAN PENGGUNAAN SIPD PERENCANAAN\nMenu perencanaan pada SIPD.\n"))


def test_a_subject_mentioned_beside_the_main_one_loses_against_it() -> None:
    aside = "Keamanan informasi dijaga. Keamanan informasi penting bagi keamanan siber dan keamanan informasi.\n"
    assert 22 in indicators(seen("Laporan.pdf", "LAPORAN KEGIATAN\n" + aside))
    both = indicators(seen("Laporan.pdf", NETWORK + aside))
    assert both[0] == 17
    assert 22 not in both


def test_a_document_filed_under_one_indicator_is_hardly_claimed_for_its_sibling() -> None:
    filed, unfiled = seen("Indikator 6 Laporan Reviu.pdf", NETWORK), seen("Laporan Reviu.pdf", NETWORK)
    assert (first(filed), first(unfiled)) == (6, 17)
    assert 17 not in indicators(filed)
    assert guess(unfiled, 17).score > 0.65


def test_a_review_of_a_service_is_no_review_of_its_policy() -> None:
    review = "LAPORAN HASIL REVIU {0}\nTAHUN 2023\nReviu {0} menemukan permasalahan. Rekomendasi: tambah kapasitas.\n"
    service = seen("Laporan Reviu.pdf", review.format("LAYANAN JARINGAN INTRA"))
    assert match(service, "I17.L4.reviu").accepted
    assert not match(service, "I6.L4.reviu").accepted
    assert "tidak menyebut aturan" in match(service, "I6.L4.reviu").doubts[0]
    policy = seen("Laporan Reviu.pdf", review.format("PERATURAN BUPATI TENTANG LAYANAN JARINGAN INTRA"))
    assert match(policy, "I6.L4.reviu").accepted
    filed = seen("Indikator 6 Laporan Reviu.pdf", review.format("LAYANAN JARINGAN INTRA"))
    assert match(filed, "I6.L4.reviu").accepted


def test_kind_and_context_tell_indicators_with_one_subject_apart() -> None:
    assert first(seen("Perbup Arsitektur SPBE.pdf")) == 1
    assert first(seen("Dokumen Arsitektur SPBE.pdf")) == 11
    assert first(seen("SK Tim Koordinasi SPBE.pdf")) == 10
    assert first(seen("Laporan Program Kerja Tim Koordinasi SPBE.pdf")) == 19


def test_a_policy_on_everything_known_by_name_only_is_offered_for_the_whole_family() -> None:
    recognition = seen("Perbup SPBE.pdf")
    assert set(indicators(recognition)) == set(range(1, 11))
    assert not any(one.accepted for one in recognition.matches)
    assert all("pasalnya belum terbaca" in one.because[0] for one in recognition.matches)


def test_a_name_that_says_one_subject_is_not_offered_for_the_others() -> None:
    assert set(indicators(seen("Perbup SPBE tentang Manajemen Data.pdf"))) <= {3, 23}
    assert set(indicators(seen("Perbup SPBE Jaringan.pdf"))) == {6}
    assert indicators(seen("Perbup Pajak Daerah.pdf")) == []


def test_articles_decide_for_a_regulation_that_can_be_read() -> None:
    chapters = "BAB II\nTATA KELOLA\nBagian Kesatu\nArsitektur SPBE\nPasal 2\nArsitektur SPBE disusun.\n"
    found = indicators(seen("Perbup SPBE.pdf", regulation(chapters, "BAB III\nPENUTUP\n")))
    assert 1 in found
    assert not {3, 5, 7, 9} & set(found)


def test_definitions_and_preamble_regulate_nothing() -> None:
    recognition = seen("Perbup SPBE.pdf", regulation("BAB II\nTATA KELOLA\nPasal 2\nBupati melakukan pembinaan.\n"))
    assert indicators(recognition) == []


def test_services_the_agency_chose_are_recognised() -> None:
    workspace = Workspace(services={46: Service(name="Layanan sandar dermaga", apps=("e-Dermaga",))})
    own = compile_lexicon(shipped(), workspace)
    path = "Screenshot e-Dermaga.png"
    with_service = Matcher(shipped(), own, 2024).recognise(made(path, lexicon=own))
    assert indicators(with_service) == [46]
    assert 46 not in indicators(seen(path))


def test_offers_come_best_first_and_the_same_every_time() -> None:
    once, again = seen("Indikator 12 Laporan.pdf", NETWORK), seen("Indikator 12 Laporan.pdf", NETWORK)
    assert once == again
    confidences = [one.confidence for one in once.matches]
    assert confidences == sorted(confidences, reverse=True)
    assert offered(once)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Log Backup Server.pdf", 16),
        ("Reviu Arsitektur SPBE 2024.pdf", 11),
        ("Reviu Perbup Arsitektur SPBE.pdf", 1),
        ("Tampilan SIMDA Keuangan.png", 34),
        ("Undangan Rakor SPBE.pdf", 19),
        ("LHE SPBE 2023.pdf", 19),
        ("RKA Rincian Tata Kelola SPBE.pdf", 13),
        ("RKA Pembangunan Jembatan.pdf", None),
        ("Perwali Pengelolaan Data Center.pdf", 5),
        ("SK CSIRT Kabupaten.pdf", 22),
        ("User Acceptance Test.pdf", 15),
    ],
)
def test_names_in_the_words_of_the_field(name: str, number: int | None) -> None:
    offered_for = indicators(seen(name))
    assert (offered_for[0] if offered_for else None) == number


def test_a_meeting_on_electronic_government_is_no_regulation_of_everything() -> None:
    assert set(indicators(seen("Notulen Penyusunan Peraturan SPBE.pdf"))) >= set(range(1, 11))
    assert not set(indicators(seen("Notulen Sosialisasi SPBE.pdf"))) & set(range(1, 10))


def test_a_short_page_that_speaks_of_one_thing_again_and_again_is_about_it() -> None:
    once = "Kegiatan kantor\nLayanan pengaduan dibahas sekilas bersama hal-hal lain.\n"
    often = "Kegiatan kantor\n" + "Warga mengirim pengaduan. Pengaduan dijawab. Petugas mencatat pengaduan.\n" * 2
    assert guess(seen("x.pdf", often), 42).score > guess(seen("x.pdf", once), 42).score + 0.1


def test_what_the_title_names_comes_before_what_the_text_mentions_often() -> None:
    text = "SOP PELAYANAN DATA TERBUKA\nNomor SOP 1\n" + "Walidata memeriksa satu data dan kualitas data.\n"
    assert first(seen("x.pdf", text)) == 43


@pytest.mark.parametrize("name", ["004.pdf", "012.pdf", "0032.pdf", "scan 017.pdf"])
def test_running_numbers_of_a_scanner_are_no_indicators(name: str) -> None:
    assert guesses(seen(name)) == ()


def test_a_person_named_in_a_text_is_no_subject() -> None:
    assert indicators(seen("x.pdf", "Catatan\nHadir: Andi, Iman, dan Anda semua. Kata sandi disimpan.\n")) == []


FIELD = "Catatan harian\nTiket 12, eskalasi 3, resolusi dua jam, csat baik, dicatat di osticket oleh petugas piket.\n"


def test_many_words_of_a_field_say_what_a_text_is_about_and_accept_nothing() -> None:
    recognition = seen("x.pdf", FIELD)
    assert first(recognition) == 28
    assert not any(one.accepted for one in recognition.matches)
    assert "kata_bidang" in [sign for sign, _, _ in guess(recognition, 28).sheet.signs]
    assert indicators(seen("x.pdf", "Catatan harian\nTiket 12 dicatat.\n")) == []


def test_an_audit_of_the_infrastructure_is_offered_for_no_other_audit() -> None:
    audit = "LAPORAN HASIL AUDIT INFRASTRUKTUR SPBE\nTahun 2024\nAuditor memeriksa auditee. Kriteria, sebab, akibat.\n"
    assert indicators(seen("x.pdf", audit)) == [29]


def test_a_regulation_cited_as_ground_makes_no_policy_of_a_letter() -> None:
    letter = "Hal: Permohonan Layanan Pusat Data\nBerdasarkan Peraturan Presiden, kami mohon layanan pusat data.\n"
    assert first(seen("x.pdf", letter)) == 16


def test_a_regulation_is_about_what_its_title_says_in_whatever_words_its_articles_say_it() -> None:
    chapter = "BAB II\nKETENTUAN\nPasal 2\nKebijakan berlaku bagi semua unit.\n"
    assert 8 in indicators(seen("x.pdf", regulation(chapter, about="MANAJEMEN KEAMANAN INFORMASI")))
    assert 8 not in indicators(seen("x.pdf", regulation(chapter, about="DISIPLIN PEGAWAI")))


def test_a_subject_named_once_under_another_title_is_hardly_what_a_text_is_about() -> None:
    holiday = "SURAT EDARAN\nNOMOR 8 TAHUN 2024\nTENTANG\n{}\nPetugas menjaga pusat data selama libur.\n"
    other, own = (seen("x.pdf", holiday.format(about)) for about in ("LIBUR BERSAMA IDULFITRI", "LAYANAN PUSAT DATA"))
    assert not {5, 16} & set(indicators(other))
    assert 5 in indicators(own)


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("LAPORAN HASIL PEMERIKSAAN APLIKASI E-RETRIBUSI", 30),
        ("LAPORAN HASIL PEMERIKSAAN RUANG SERVER DAN JARINGAN", 29),
        ("LAPORAN HASIL PEMERIKSAAN KEAMANAN INFORMASI", 31),
        ("PETA JALAN TRANSFORMASI DIGITAL KOTA CONTOH", 12),
    ],
)
def test_other_words_for_the_same_subject(title: str, number: int) -> None:
    assert first(seen("x.pdf", f"{title}\nTahun 2024\nAuditi dan pemeriksa membahas hasil.\n")) == number


def test_a_building_is_not_what_it_holds() -> None:
    assert 37 not in indicators(seen("x.pdf", "KERANGKA ACUAN KERJA REHABILITASI GEDUNG ARSIP\nAtap bocor.\n"))
    assert 37 in indicators(seen("x.pdf", "KERANGKA ACUAN KERJA APLIKASI ARSIP DINAMIS\nUnggah naskah dinas.\n"))


def test_a_report_that_cites_the_decree_on_a_team_is_about_the_work_of_the_team() -> None:
    text = (
        "LAPORAN EVALUASI PELAKSANAAN TUGAS KOMITE PENGARAH TIK\nDasar: Keputusan Bupati 12. Keputusan sidang I dan "
        "keputusan sidang II dijalankan. Keputusan sidang III belum. Permasalahan: bahan terlambat.\n"
    )
    assert first(seen("x.pdf", text)) == 19
    assert first(seen("x.pdf", text.replace("PELAKSANAAN TUGAS", "KEPUTUSAN TENTANG"))) == 10


def test_an_invitation_to_a_draft_is_about_the_policy() -> None:
    letter = "Nomor : 9/2024\nHal : {}\nYth. Kepala Dinas\nMengundang pada rapat tentang sistem penghubung layanan.\n"
    assert first(seen("x.pdf", letter.format("Undangan harmonisasi Raperwali"))) == 7
    plain = seen("x.pdf", letter.format("Undangan rapat teknis"))
    assert guess(plain, 7).policy_unnamed or first(plain) == 18


def test_a_long_regulation_is_about_the_subjects_of_its_own_articles() -> None:
    long = "Pasal 30\n" + "Dinas mengatur tata tertib kantor dan jam kerja pegawai. " * 300
    own = """Pasal 20
Pusat data dipakai seluruh perangkat daerah. Pusat data dikelola dinas."""
    found = match(seen("Perbup.pdf", regulation(own, long)), "I5.L2.aturan")
    assert found.accepted
    assert found.article == "Pasal 20"
    by_the_way = """Pasal 20
Pusat data, jaringan intra, dan sistem penghubung layanan dikelola dinas."""
    mentioned = seen("Perbup.pdf", regulation(by_the_way, long)).matches
    assert not any(one.accepted for one in mentioned if one.evidence == "I5.L2.aturan")


def test_the_length_of_a_list_takes_nothing_from_what_its_title_names() -> None:
    rows = "".join(f"{number} Laptop kantor merk lain tahun perolehan 2021\n" for number in range(1500))
    assert indicators(seen("Daftar.pdf", "LAPORAN DAFTAR BARANG ASET TIDAK BERWUJUD\nTahun 2023\n" + rows))[:1] == [24]


def test_a_folder_proves_more_where_title_and_kind_agree_with_it() -> None:
    card = shipped().score_card

    def counted(path: str, text: str) -> float:
        return next(one for one in seen(path, text).sheets if one.indicator == 24).earned(card)

    listed = "LAPORAN DAFTAR BARANG ASET TIDAK BERWUJUD\nTahun 2023\n1 Laptop merk lain\n"
    assert counted("Indikator 24/x.pdf", listed) == pytest.approx(counted("x.pdf", listed) + card.most_where_agreed)
    mentioned = "LAPORAN KEGIATAN KANTOR\nTahun 2023\nInventaris dan aset perangkat keras diperiksa.\n"
    assert counted("24/x.pdf", mentioned) <= counted("x.pdf", mentioned) + card.most_by_number
    other = seen("24/x.pdf", "LAPORAN PUSAT DATA\nTahun 2023\nPusat data dan server diperiksa tiap hari.\n")
    assert not any(one.accepted for one in other.matches if one.indicator == 24)


def test_a_report_on_audits_is_offered_for_audits_before_the_policy_on_them() -> None:
    assert indicators(seen("Laporan Audit TIK 2023.pdf"))[0] in {29, 30, 31}
    assert indicators(seen("Perbup Audit TIK 2023.pdf"))[0] == 9
