"""The decisions of an assessor replayed on documents of our own: the right kind and subject serve, wrong ones do not.

A document that serves is offered for the item; whether it is "ada" at once is the matcher's caution, not this table's.
A wrong one is never accepted, whatever it is offered for.
"""

from __future__ import annotations

from functools import lru_cache

import pytest

from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.reading.from_text import facts_of_text
from spbe_checklist.recognition.matcher import Matcher, Recognition
from spbe_checklist.text.lexicon import Lexicon, compile_lexicon

DECREE = """KEPUTUSAN BUPATI CONTOH
NOMOR 100.3/45/2026
TENTANG
{title}
BUPATI CONTOH,
Menimbang: bahwa perlu menetapkan keputusan ini;
MEMUTUSKAN:
Menetapkan: KEPUTUSAN BUPATI TENTANG {title}.
KESATU: Membentuk {team} dengan susunan keanggotaan dalam lampiran keputusan ini.
KEDUA: {team} bertugas {duty}.
KETIGA: Keputusan ini mulai berlaku pada tanggal ditetapkan.
Ditetapkan di Contoh
pada tanggal 2 Maret 2026
BUPATI CONTOH,
ttd
"""
REPORT = """LAPORAN {title}
TAHUN 2026
BAB I PENDAHULUAN
Latar belakang. {about}
Maksud dan tujuan laporan ini adalah melaporkan {subject}.
BAB II PELAKSANAAN KEGIATAN
Hasil pelaksanaan {subject}: {body}
BAB III PENUTUP
Demikian laporan ini dibuat. Contoh, 3 Juli 2026
"""
PLAN = """{title}
PEMERINTAH KABUPATEN CONTOH
BAB I PENDAHULUAN
Isu strategis, visi dan misi, arah kebijakan, tujuan dan sasaran, program dan kegiatan, pagu indikatif.
BAB II {subject}
{body}
"""
MINUTES = """NOTULEN RAPAT
Hari/tanggal: Senin, 4 Mei 2026
Pimpinan rapat: Sekretaris Daerah. Peserta rapat: seluruh perangkat daerah.
Acara: {title}
Pembahasan: {body}
Kesimpulan dan hasil rapat: {end}
Rapat ditutup pukul 12.00. Notulis: Sari
"""
BUDGET = """RENCANA KERJA DAN ANGGARAN
SATUAN KERJA PERANGKAT DAERAH
Dinas Komunikasi dan Informatika Kabupaten Contoh Tahun Anggaran 2026
Kode Rekening | Sub Kegiatan | Indikator Kinerja | Jumlah Anggaran
2.16.01.01 | Penyediaan Gaji dan Tunjangan ASN | 12 bulan | 4.000.000.000
2.16.02.02 | Belanja Barang dan Jasa, Peliputan Berita | 12 bulan | 300.000.000
2.16.03.01 | Belanja Modal Pengadaan Kendaraan Dinas | 1 unit | 250.000.000
{body}
"""


def report(title: str, subject: str, body: str) -> str:
    return REPORT.format(title=title.upper(), subject=subject, body=body, about=f"Laporan ini tentang {subject}.")


RIGHT: dict[str, tuple[str, str]] = {
    "I1-L1-01": (
        "Rancangan Peta Rencana Pemerintah Digital 2025-2029.docx",
        PLAN.format(
            title="RANCANGAN PETA RENCANA PEMERINTAH DIGITAL 2025-2029",
            subject="RENCANA AKSI PEMERINTAH DIGITAL",
            body="Peta rencana pemerintah digital, inisiatif strategis, tahapan, tahun pelaksanaan, penanggung jawab.",
        ),
    ),
    "I1-L2-01": (
        "RPJMD 2025-2029.pdf",
        PLAN.format(
            title="RENCANA PEMBANGUNAN JANGKA MENENGAH DAERAH 2025-2029",
            subject="RENCANA AKSI PEMERINTAH DIGITAL",
            body="Tata kelola pemerintah digital dan rencana aksi pemerintah digital menjadi program daerah.",
        ),
    ),
    "I1-L2-03": (
        "Renstra Diskominfo 2025-2029.pdf",
        PLAN.format(
            title="RENCANA STRATEGIS DINAS KOMUNIKASI DAN INFORMATIKA 2025-2029",
            subject="PROGRAM DAN ANGGARAN",
            body="Rencana aksi pemerintah digital. Tata kelola pemerintah digital. Kode rekening, sub kegiatan, pagu.",
        ),
    ),
    "I2-L1-01": (
        "Renstra Manajemen Layanan Digital.pdf",
        PLAN.format(
            title="RENCANA STRATEGIS 2025-2029",
            subject="MANAJEMEN LAYANAN DIGITAL",
            body="Manajemen layanan digital: risiko, perubahan, pengetahuan. Program pemerintah digital.",
        ),
    ),
    "I2-L1-02": (
        "Laporan Manajemen Layanan Digital Semester I 2026.pdf",
        report("pelaksanaan manajemen layanan digital", "manajemen layanan digital", "manajemen risiko berjalan."),
    ),
    "I3-L1-01": (
        "Peta Kompetensi Digital ASN.pdf",
        report("peta kompetensi digital ASN", "peta kompetensi digital ASN", "jabatan dan kompetensi digital."),
    ),
    "I3-L1-02": (
        "Laporan Pemanfaatan Aplikasi Kerja Digital.pdf",
        report(
            "pemanfaatan aplikasi kerja digital ASN", "aplikasi kerja digital", "aplikasi kerja SRIKANDI dan e-kinerja."
        ),
    ),
    "I4-L1-01": (
        "SK Tim Koordinasi Pemerintah Digital.pdf",
        DECREE.format(
            title="TIM KOORDINASI PEMERINTAH DIGITAL",
            team="Tim Koordinasi Pemerintah Digital",
            duty="memadukan layanan",
        ),
    ),
    "I4-L1-03": (
        "Notulen Kolaborasi Antar Perangkat Daerah.docx",
        MINUTES.format(
            title="Kolaborasi antar perangkat daerah dalam pemerintah digital",
            body="kolaborasi antar perangkat daerah menyatukan data pelayanan.",
            end="kolaborasi pemerintah digital dilanjutkan.",
        ),
    ),
    "I11-L1-01": (
        "Laporan Identifikasi Aset Terenkripsi.pdf",
        report("penerapan kriptografi", "penerapan kriptografi", "aset yang dienkripsi: basis data dan surat."),
    ),
    "I12-L1-01": (
        "Laporan Penanganan Insiden Siber 2026.pdf",
        report("penanganan insiden siber", "penanganan insiden siber", "tiga insiden siber ditangani CSIRT."),
    ),
    "I13-L1-01": (
        "KAK Pengembangan Aplikasi Perizinan.pdf",
        (
            "KERANGKA ACUAN KERJA\nPENGEMBANGAN APLIKASI PERIZINAN\nAnalisis kebutuhan. Kebutuhan fungsional.\n"
            "Perancangan sistem, basis data, pengujian. Pengembangan aplikasi dilaksanakan tahun 2026.\n"
        ),
    ),
    "I17-L1-01": (
        "Tangkapan Layar Portal Layanan Digital.docx",
        (
            "TANGKAPAN LAYAR PORTAL LAYANAN DIGITAL\n"
            "Portal layanan digital Kabupaten Contoh. Tampilan halaman beranda.\n"
            "Menu, tombol masuk, login, dashboard layanan.\n"
        ),
    ),
    "I17-L2-01": (
        "Rencana Aksi Portal Layanan Digital.pdf",
        PLAN.format(
            title="RENCANA AKSI PORTAL LAYANAN DIGITAL",
            subject="LAYANAN YANG DIPADUKAN",
            body="Layanan digital yang dipadukan pada portal layanan digital menurut siklus hidup. Rencana kerja.",
        ),
    ),
    "I17-L2-02": (
        "Tampilan Portal Layanan Siklus Hidup.docx",
        (
            "TANGKAPAN LAYAR PORTAL LAYANAN DIGITAL\n"
            "Portal layanan digital menurut siklus hidup: kelahiran, sekolah, pensiun.\n"
            "Tampilan halaman, menu, tombol, login, beranda.\n"
        ),
    ),
    "I20-L1-01": (
        "Hasil SKM Online Triwulan II 2026.pdf",
        (
            "LAPORAN SURVEI KEPUASAN MASYARAKAT\nLayanan digital, triwulan II 2026. Jumlah responden 1.200.\n"
            "Hasil survei, unsur pelayanan, nilai rata-rata, tingkat kepuasan pengguna layanan digital 3,4.\n"
        ),
    ),
}
"""Codes the assessor accepted and the portal's list has, each with a document of that kind and subject.

For I1-L2-03 two files were named; the plan with its budget is the one that fits the item.
"""

WRONG: dict[str, tuple[str, str]] = {
    "I1-L2-02": (
        "Notulen Rapat Evaluasi Pemerintah Digital.docx",
        MINUTES.format(
            title="Evaluasi pemerintah digital tahun 2026",
            body="tata kelola pemerintah digital dievaluasi bersama tim koordinasi; nilai indikator dibahas.",
            end="bukti dukung evaluasi dilengkapi.",
        ),
    ),
    "I4-L1-02": ("RKA Dinas Kominfo 2026.pdf", BUDGET.format(body="2.16.04.01 | Pemeliharaan Gedung | 1 paket | 90")),
    "I9-L1-01": (
        "SK Tim Asesor Internal Pemdi.pdf",
        DECREE.format(
            title="TIM ASESOR INTERNAL EVALUASI PEMERINTAH DIGITAL",
            team="Tim Asesor Internal",
            duty="menilai mandiri pemerintah digital",
        ),
    ),
    "I10-L1-01": (
        "Hasil Indeks KAMI 2023.pdf",
        (
            "HASIL PENILAIAN INDEKS KEAMANAN INFORMASI (INDEKS KAMI)\nKabupaten Contoh, Desember 2023\n"
            "Skor keamanan informasi 421, kategori cukup, tingkat kematangan II. Nilai indeks, predikat.\n"
        ),
    ),
    "I13-L1-02": ("RKA Kominfo Tahun 2026.pdf", BUDGET.format(body="2.16.05.02 | Langganan Internet | 12 bulan | 600")),
    "I15-L1-01": (
        "Penjelasan Pasal Arsitektur SPBE.pdf",
        (
            "PENJELASAN\nATAS PERATURAN BUPATI CONTOH TENTANG ARSITEKTUR SPBE\n"
            "Pasal 1 Cukup jelas. Pasal 2 Proses bisnis\n"
            "menjadi bagian dari arsitektur. Pasal 3 Cukup jelas. Peta proses bisnis disusun Bagian Organisasi.\n"
        ),
    ),
    "I19-L1-02": (
        "Daftar Layanan dan SLA.docx",
        (
            "DAFTAR LAYANAN DAN SLA\nNama layanan | Service level agreement | Pengelola\n"
            "Perizinan | 3 hari | DPMPTSP\nKependudukan | 1 hari | Dukcapil\nNama aplikasi, kondisi, jumlah.\n"
        ),
    ),
}
"""Codes the assessor sent back for a wrong document, each with such a document."""

NOT_UPLOADED = (
    *("I8-L1-01", "I12-L1-02", "I13-L2-01", "I13-L2-02", "I13-L3-01"),
    *("I14-L1-01", "I14-L1-02", "I16-L1-01"),
)


@lru_cache(maxsize=1)
def tools() -> tuple[Catalogue, Lexicon, Matcher]:
    catalogue = choose_catalogue("pemdi-2026")
    lexicon = compile_lexicon(catalogue)
    return catalogue, lexicon, Matcher(catalogue, lexicon, 2026)


def seen(path: str, text: str) -> Recognition:
    _, lexicon, matcher = tools()
    return matcher.recognise(facts_of_text(path, [text], lexicon, ["Kabupaten Contoh"]))


@pytest.mark.parametrize("code", RIGHT)
def test_what_was_accepted_is_offered_for_its_item(code: str) -> None:
    found = seen(*RIGHT[code])
    wanted = tools()[0].by_code[code].id
    assert wanted in {one.evidence for one in found.matches if not one.near}, (found.kind, found.reason)


@pytest.mark.parametrize("code", WRONG)
def test_what_was_refused_is_not_accepted(code: str) -> None:
    found = seen(*WRONG[code])
    wanted = tools()[0].by_code[code].id
    assert wanted not in {one.evidence for one in found.matches if one.accepted}


@pytest.mark.parametrize("code", WRONG)
def test_no_refused_document_counts_for_its_indicator_at_all(code: str) -> None:
    indicator = int(code.split("-", maxsplit=1)[0][1:])
    found = seen(*WRONG[code])
    assert [one.evidence for one in found.matches if one.accepted and one.indicator == indicator] == []


@pytest.mark.parametrize("code", NOT_UPLOADED)
def test_what_was_not_uploaded_is_proved_by_nothing_else_of_the_table(code: str) -> None:
    wanted = tools()[0].by_code[code].id
    others = {
        other
        for other, document in RIGHT.items()
        for one in seen(*document).matches
        if one.accepted and one.evidence == wanted
    }
    assert others == set()


def test_a_budget_is_a_budget_here_too() -> None:
    assert seen(*WRONG["I4-L1-02"]).kind == "rencana_anggaran"
