"""Which documents the folder holds, under which names, and what is the matter with each."""

from __future__ import annotations

from collections.abc import Iterator

from . import management as m
from . import operations as o
from . import plans as p
from . import policies as k
from . import services as s
from .office import docx_file
from .pdf import cut_off, locked, pdf, scan
from .screens import draw, jpg, meeting_photo, png, topology

PASSWORD = "rahasia-contoh"
"""Password of the locked document; it stands here so that anybody can open the example."""


def documents() -> Iterator[tuple[str, bytes]]:
    """All files of the folder: path with ``/``, and content."""
    yield from _policies()
    yield from _plans()
    yield from _operations()
    yield from _management()
    yield from _services()
    yield from _litter()


def _policies() -> Iterator[tuple[str, bytes]]:
    root = "Domain 1 Kebijakan"
    regulation = pdf(k.regulation_18_2022())
    yield f"{root}/01/Indikator1a-Perwali_18_2022_SPBE.pdf", regulation
    yield f"{root}/02/2. Perwali 18 Tahun 2022.pdf", regulation
    yield f"{root}/02/Raperwali Perubahan SPBE 2024 FINAL.docx", docx_file(k.draft_amendment())
    yield f"{root}/03/Laporan Reviu Kebijakan Data 2021.pdf", pdf(k.old_review_data_policy())
    yield f"{root}/04/I4_Undangan Reviu Kebijakan Pembangunan Aplikasi.pdf", pdf(k.invitation_application_policy())
    yield f"{root}/05/Indikator 5 - SE Sekda 118 Tahun 2023.pdf", pdf(k.circular_network())
    yield f"{root}/05/SK Ruang Server 2017.pdf", pdf(o.old_server_room_decree())
    yield (
        f"{root}/08/F2201-287-Indikator_08~+~Indikator8_SE_Keamanan_Informasi_2023.pdf",
        pdf(k.circular_security()),
    )
    yield (
        f"{root}/08/Inidkator 8 Notulen Reviu Kebijakan Keamanan Informasi.docx",
        docx_file(k.review_security_policy()),
    )
    yield f"{root}/10/SK Tim Koordinasi SPBE 2023.pdf", pdf(k.decree_coordination_team())
    yield f"{root}/Rujukan/Peraturan Badan Nomor 99 Tahun 2022.pdf", pdf(k.national_regulation())


def _plans() -> Iterator[tuple[str, bytes]]:
    yield "Indikator 11 - Arsitektur/Indikator11a_Arsitektur SPBE 2022-2026.pdf", pdf(p.architecture())
    yield "Indikator 11 - Arsitektur/Notulen Penyusunan Arsitektur.docx", docx_file(p.minutes_architecture())
    yield "Indikator 12 - Peta Rencana/12.a. Peta Rencana SPBE 2022-2026.docx", docx_file(p.roadmap())
    yield "Indikator 12 - Peta Rencana/Paparan Peta Rencana.pptx", p.roadmap_slides()
    yield "13/RKA Diskominfo TA 2024.xlsx", p.budget_sheet()
    for year in (2023, 2024):
        yield f"13/13b BA Konsultasi Anggaran SPBE {year}.docx", docx_file(p.budget_consultation(year))
    yield "14/scan0001.pdf", scan(p.process_map(), seed=14)


def _operations() -> Iterator[tuple[str, bytes]]:
    yield "Diskominfo/Indikator15a - Laporan Pembangunan Aplikasi SIDATA 2023.pdf", pdf(o.development_report())
    yield (
        "Diskominfo/Indikator15b-Notulen Pembahasan Aplikasi Dinas Kelautan dan Perikanan.docx",
        docx_file(o.minutes_application()),
    )
    yield "Diskominfo/16.b.SOP_Pusat_Data.pdf", pdf(o.procedure_data_centre())
    yield "Diskominfo/16.c. utilisasi pusat data.jpg", jpg(draw(o.screen_data_centre()))
    yield "Diskominfo/I17 Jaringan Intra/Laporan Jaringan Intra 2024.docx", docx_file(o.network_report())
    yield "Diskominfo/I17 Jaringan Intra/SOP Layanan Jaringan Intra.pdf", pdf(o.procedure_network())
    drawing = topology(
        "Topologi Jaringan Intra Kota Nusa Bahari 2024",
        "Pusat Data\nBalai Kota",
        o.NETWORK_LINKS,
        "Dinas Komunikasi dan Informatika, keadaan Juni 2024",
    )
    yield "Diskominfo/I17 Jaringan Intra/topologi.png", png(drawing)
    yield "Diskominfo/Indikator18a-Dokumentasi API SPLP.docx", docx_file(o.connector_report())
    yield "Diskominfo/19b Laporan Program Kerja Tim Koordinasi SPBE 2023.pdf", pdf(o.team_report())
    yield "Bagian Organisasi/20.b.Notulen Forum Kolaborasi SPBE.pdf", pdf(o.forum_minutes())
    yield "Bagian Organisasi/Indikator20 Undangan Forum Kolaborasi.eml", o.forum_mail()
    yield "Bagian Organisasi/messageImage_1715566188415.jpg", jpg(meeting_photo(seed=20))


def _management() -> Iterator[tuple[str, bytes]]:
    yield "Inspektorat/21/21.b.SK-Manrisk-SPBE.docx", docx_file(m.risk_decree())
    yield "Inspektorat/21/21.c. Daftar Risiko SPBE 2024.xlsx", m.risk_register()
    yield "Inspektorat/21/21.d Pakta Integritas Manajemen Risiko.pdf", pdf(m.integrity_pact())
    yield "Inspektorat/21/notulen daftar risiko.docx", docx_file(m.risk_minutes())
    yield "Diskominfo/Indikator22_Laporan Keamanan Informasi 2023.pdf", locked(pdf(m.security_report()), PASSWORD)
    yield "Bappeda/23a Laporan Manajemen Data 2023.pdf", pdf(m.data_report())
    yield "BPKAD/24a_Inventaris_Aset_TIK_2024.xlsx", m.asset_inventory()
    yield "BPKAD/24b_Pedoman_Manajemen_Aset_TIK.pdf", pdf(m.asset_guideline())
    yield "BKPSDM/Indikator 25 Rekap Pelatihan SDM SPBE.xlsx", m.training_list()
    yield "Bagian Organisasi/26 - Pedoman Manajemen Pengetahuan.gdoc", m.drive_pointer()
    yield "Bagian Organisasi/27. Draf Pedoman Manajemen Perubahan SPBE.docx", docx_file(m.change_draft())
    yield "Diskominfo/Indikator28-Laporan_Meja_Layanan_TW1_2024.pdf", cut_off(pdf(m.helpdesk_report()))
    yield "Inspektorat/29-Laporan Hasil Audit Infrastruktur SPBE 2023.pdf", pdf(m.audit_infrastructure())
    yield "Inspektorat/Indikator 30 - Laporan Audit Aplikasi 2019.pdf", pdf(m.audit_application_2019())
    yield "Inspektorat/31.a_SK_Tim_Asesor_Internal.pdf", pdf(m.assessor_team_decree())


def _services() -> Iterator[tuple[str, bytes]]:
    yield "Bappeda/Indikator32a-Panduan SIPD Perencanaan.pdf", pdf(s.manual_planning())
    yield "Bappeda/Indikator32b-Dashboard SIPD.png", png(draw(s.SCREENS["planning"]))
    yield "BPKAD/33 SIPD Penganggaran.png", png(draw(s.SCREENS["budget"]))
    yield "BPKAD/Indikator34d_Manual SIMDA Keuangan.docx", docx_file(s.manual_finance())
    yield "BPKAD/38 Manual SIMDA BMD.pdf", pdf(s.manual_goods())
    yield "UKPBJ/Indikator 35 bukti dukung.zip", s.procurement_archive()
    yield "BKPSDM/Indikator36aBukuPanduanSIMPEGKotaNusaBaharipdf.pdf", pdf(s.manual_personnel())
    yield "BKPSDM/Indikator36f-API.pdf", pdf(s.personnel_api())
    yield "BKPSDM/Indikator41a-e-Kinerja.png", png(draw(s.SCREENS["performance"]))
    yield "Disperpusip/37-Panduan SRIKANDI.docx", docx_file(s.manual_archive())
    yield "Inspektorat/39. Indikator39_Pengawasan Internal SPIP.docx", b""
    yield "Bagian Organisasi/40 eSAKIP.pptx", s.performance_slides()
    yield "Pengaduan/[Indikator 42a] Tangkapan layar pengaduan.png", png(draw(s.SCREENS["complaint"]))
    yield "Pengaduan/Indikator42b-Laporan_SP4N_LAPOR_2023.pdf", pdf(s.complaint_report())
    yield "Pengaduan/1718176544_Notulen.pdf", pdf(s.complaint_review())
    yield "Diskominfo/indikator43.jpg.jpg", jpg(draw(s.SCREENS["open data"]))
    yield "Diskominfo/Indikator43-SOP Pelayanan Data Terbuka.pdf", pdf(s.procedure_open_data())
    yield "Bagian Hukum/Dashbord JDIH.png", png(draw(s.SCREENS["law"]))
    yield "Bagian Hukum/Indikator 44 Manual JDIH.docx", docx_file(s.manual_law())
    yield "Layanan Publik/45a Panduan SIPUAS.docx.pdf", pdf(s.manual_queue())
    yield "Layanan Publik/Indikator46 e-Dermaga.png", png(draw(s.SCREENS["dock"]))
    yield "Layanan Publik/Login.png", png(draw(s.SCREENS["knowledge"]))


def _litter() -> Iterator[tuple[str, bytes]]:
    yield "Catatan koordinator.txt", s.coordinator_note()
    yield "02.  KAK Pengadaan Kursi.docx", docx_file(p.unrelated_furniture())
    owner = "Admin Diskominfo"
    lock = bytes([len(owner)]) + owner.encode().ljust(53) + bytes([len(owner), 0]) + owner.encode("utf-16-le")
    yield "Indikator 12 - Peta Rencana/~$.a. Peta Rencana SPBE 2022-2026.docx", lock.ljust(162, b"\0")
    yield "Bagian Hukum/Thumbs.db", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
    yield "desktop.ini", b"[.ShellClassInfo]\r\nIconResource=C:\\Windows\\system32\\SHELL32.dll,4\r\n"
