"""Documents of the invented Kota Nusa Bahari for Pemdi 2026: named as people name them for the portal, some of them wrong.

Most are what an item asks for; the wrong ones are of the sorts that assessors send back.
"""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Iterator, Sequence

from . import forms as f
from .blocks import Written
from .pdf import pdf
from .screens import Screen, draw, png

UNIT = "Dinas Komunikasi, Informatika, dan Statistik"


def documents() -> Iterator[tuple[str, bytes]]:
    """All files of the folder: path with ``/``, and content."""
    for path, title, texts in REPORTS:
        yield path, pdf(_report(title, texts))
    for path, meeting, agenda, discussion, conclusions in MINUTES:
        yield path, pdf(_minutes(meeting, agenda, discussion, conclusions))
    for path, about, team, duty in DECREES:
        yield path, pdf(_decree(about, team, duty))
    for path, app, heading, rows in SCREENS:
        yield path, png(draw(_screen(app, heading, rows)))


def _report(title: str, texts: Sequence[str]) -> Written:
    sections = [
        ("A. Latar belakang", [f"Laporan ini menguraikan {title.lower()} di Kota Nusa Bahari tahun 2026."]),
        ("B. Pelaksanaan kegiatan", list(texts)),
        ("C. Penutup", ["Demikian laporan ini disusun untuk evaluasi Pemerintah Digital."]),
    ]
    return f.report(
        unit=UNIT, title=title, sections=sections, date="3 Juli 2026", signer="Kepala Dinas", name="Rani Samudra"
    )


def _minutes(meeting: str, agenda: str, discussion: Sequence[str], conclusions: Sequence[str]) -> Written:
    return f.minutes(
        unit=UNIT,
        meeting=meeting,
        day="Senin, 4 Mei 2026",
        time="09.00 sampai 11.30",
        place="Ruang Rapat Bahari",
        chair="Sekretaris Daerah",
        present=["Sekretaris Daerah", "Kepala Dinas Komunikasi", "Kepala Bappeda"],
        agenda=agenda,
        discussion=discussion,
        conclusions=conclusions,
    )


def _decree(about: str, team: str, duty: str) -> Written:
    return f.decree(
        office="WALI KOTA NUSA BAHARI",
        number="100.3.3/57/2026",
        about=about,
        considering=["bahwa untuk pelaksanaan Pemerintah Digital perlu ditetapkan susunan tim"],
        recalling=["Undang-Undang tentang Pemerintahan Daerah"],
        decisions=[
            f"Membentuk {team} dengan susunan keanggotaan sebagaimana tercantum dalam lampiran.",
            f"{team} bertugas {duty}.",
            "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
        ],
        date="2 Maret 2026",
        signer="WALI KOTA NUSA BAHARI",
        name="Arga Lautan",
    )


def _screen(app: str, heading: str, rows: Sequence[tuple[str, ...]]) -> Screen:
    return Screen(
        url=f"https://{app.lower().replace(' ', '-')}.nusabahari.example",
        app=app,
        owner="Pemerintah Kota Nusa Bahari",
        heading=heading,
        menu=("Beranda", "Layanan", "Laporan"),
        buttons=("Unduh", "Saring"),
        rows=tuple(rows),
    )


REPORTS: Sequence[tuple[str, str, Sequence[str]]] = (
    (
        "Tata Kelola_I1_01_Rancangan Renja Rencana Aksi.pdf",
        "Rancangan Rencana Kerja 2027",
        [
            "Tata kelola pemerintah digital. Rencana aksi pemerintah digital. Program dan kegiatan, pagu indikatif, isu strategis."
        ],
    ),
    (
        "I1-L2-01 Renja 2026 Rencana Aksi Pemerintah Digital.pdf",
        "Rencana Kerja 2026",
        [
            "Tujuan dan sasaran, arah kebijakan, program dan kegiatan, pagu indikatif. Tata kelola pemerintah digital dan rencana aksi pemerintah digital."
        ],
    ),
    (
        "I1-L2-03 DPA 2026 Rencana Aksi Pemerintah Digital.pdf",
        "Dokumen Pelaksanaan Anggaran 2026",
        [
            "Kode rekening, sub kegiatan, indikator kinerja, pagu, jumlah anggaran. Rencana aksi pemerintah digital: tata kelola pemerintah digital."
        ],
    ),
    (
        "I2-L1-01 Renja 2026 Manajemen Layanan Digital.pdf",
        "Rencana Kerja Manajemen Layanan Digital 2026",
        [
            "Manajemen layanan digital pada program pemerintah digital. Program dan kegiatan, pagu indikatif, arah kebijakan."
        ],
    ),
    (
        "I2-L1-02 Laporan Pelaksanaan Manajemen Layanan Digital.pdf",
        "Laporan Pelaksanaan Manajemen Layanan Digital",
        ["Manajemen layanan digital berjalan untuk risiko dan perubahan."],
    ),
    (
        "I3-L1-01 Peta Kompetensi Digital ASN.pdf",
        "Laporan Peta Kompetensi Digital ASN",
        ["Peta kompetensi digital ASN memuat jabatan dan kompetensi digital yang dibutuhkan."],
    ),
    (
        "I3-L1-02 Laporan Pemanfaatan Aplikasi Kerja Digital.pdf",
        "Laporan Pemanfaatan Aplikasi Kerja Digital",
        ["Aplikasi kerja digital SRIKANDI dan e-kinerja dipakai 940 pegawai; kompetensi digital ASN meningkat."],
    ),
    (
        "I3-L1-03 Laporan Komunitas Belajar ASN.pdf",
        "Laporan Komunitas Belajar ASN",
        ["Komunitas belajar ASN mengadakan kelas berbagi pengetahuan tentang literasi digital."],
    ),
    (
        "I4-L1-02 RKA Dinas 2026.pdf",
        "Rencana Kerja dan Anggaran 2026",
        ["Kode rekening, sub kegiatan, pagu, belanja modal kendaraan, belanja barang dan jasa, sumber dana."],
    ),
    (
        "I8-L1-06 Laporan Pengamanan Data Pribadi.pdf",
        "Laporan Pengamanan Data Pribadi",
        ["Pelindungan data pribadi memakai hak akses dan pencadangan."],
    ),
    (
        "I8-L1-07 Laporan Risiko Data Pribadi.pdf",
        "Laporan Risiko Data Pribadi",
        ["Risiko dan penilaian dampak pelindungan data pribadi."],
    ),
    (
        "I8-L2-02 Laporan Sosialisasi Pelindungan Data Pribadi.pdf",
        "Laporan Sosialisasi Pelindungan Data Pribadi",
        ["Sosialisasi pelindungan data pribadi diikuti 120 pegawai."],
    ),
    (
        "I10-L1-01 Hasil Indeks KAMI 2023.pdf",
        "Hasil Penilaian Indeks KAMI 2023",
        ["Indeks keamanan informasi (Indeks KAMI) bernilai 402, kategori cukup."],
    ),
    (
        "I10-L2-01 Laporan Identifikasi Infrastruktur Informasi Vital.pdf",
        "Laporan Identifikasi Infrastruktur Informasi Vital",
        ["Infrastruktur informasi vital didata untuk keamanan siber."],
    ),
    (
        "Keamanan_I11_07_Laporan Identifikasi Aset Terenkripsi.pdf",
        "Laporan Penerapan Kriptografi",
        ["Penerapan kriptografi: aset yang dienkripsi ialah basis data dan surat."],
    ),
    (
        "Keamanan_I12_08_Laporan Penanganan Insiden Siber.pdf",
        "Laporan Penanganan Insiden Siber",
        ["Tiga insiden siber ditangani tim tanggap insiden."],
    ),
    (
        "I12-L1-02 Hasil IKASANDI Penanganan Insiden 2026.pdf",
        "Hasil Penilaian IKASANDI Penanganan Insiden Siber 2026",
        ["IKASANDI area penanganan insiden siber: nilai 1,2; tingkat kematangan; predikat; skor."],
    ),
    (
        "Teknologi_I13_15_Laporan Pengembangan Aplikasi.pdf",
        "Laporan Pengembangan Aplikasi",
        ["Pengembangan aplikasi perizinan: analisis kebutuhan, perancangan sistem, pengujian, basis data."],
    ),
    (
        "I13-L1-02 RKA 2026 tanpa aplikasi.pdf",
        "Rencana Kerja dan Anggaran Dinas 2026",
        ["Kode rekening, sub kegiatan, pagu, belanja barang dan jasa, langganan internet."],
    ),
    (
        "I13-L3-03 Laporan Terminasi Aplikasi.pdf",
        "Laporan Terminasi Aplikasi",
        ["Terminasi aplikasi yang tidak dipakai lagi; penghentian aplikasi disetujui."],
    ),
    (
        "I14-L2-01 Laporan Pemantauan Pemanfaatan Infrastruktur.pdf",
        "Laporan Pemantauan Pemanfaatan Infrastruktur Pemerintah Digital",
        ["Matriks pemanfaatan infrastruktur: pusat data dan jaringan intra pemerintah untuk sebagian layanan."],
    ),
    (
        "I15-L1-01 Penjelasan Pasal Arsitektur SPBE.pdf",
        "Penjelasan Pasal Peraturan Arsitektur SPBE",
        ["Pasal 1 cukup jelas. Proses bisnis menjadi bagian arsitektur."],
    ),
    (
        "I16-L1-01 Laporan Integrasi Aplikasi.pdf",
        "Laporan Integrasi Aplikasi",
        ["Integrasi aplikasi: pelaksanaan integrasi perizinan dan kependudukan; web service telah terintegrasi."],
    ),
    (
        "I17-L2-01 Rencana Aksi Portal Layanan Digital.pdf",
        "Rencana Aksi Portal Layanan Digital",
        [
            "Program layanan digital yang dipadukan pada portal layanan digital menurut siklus hidup. Program dan kegiatan, arah kebijakan, pagu indikatif."
        ],
    ),
    (
        "I19-L1-02 Daftar Layanan dan SLA.pdf",
        "Daftar Layanan dan SLA",
        ["Nama layanan dan service level agreement: perizinan 3 hari, kependudukan 1 hari."],
    ),
    (
        "Kepuasan_I20_01_Hasil SKM Online Triwulan II.pdf",
        "Laporan Survei Kepuasan Masyarakat Layanan Digital",
        [
            "Survei kepuasan pengguna layanan digital: responden 1.200, hasil survei, unsur pelayanan, nilai rata-rata, kuesioner."
        ],
    ),
    (
        "I20-L2-01 Laporan Pelibatan Kelompok Rentan.pdf",
        "Laporan Forum Konsultasi Publik Hasil Survei Kepuasan",
        [
            "Forum konsultasi publik tentang kepuasan pengguna layanan digital dihadiri wakil masyarakat dan kelompok rentan."
        ],
    ),
    (
        "I6 Hasil Penilaian Indeks Simpul Jaringan 2025.pdf",
        "Hasil Penilaian Indeks Simpul Jaringan Informasi Geospasial 2025",
        ["Nilai indeks simpul jaringan informasi geospasial 2,9; kategori; predikat; skor."],
    ),
    (
        "I7 Hasil Penilaian Indeks Pembangunan Statistik 2025.pdf",
        "Hasil Penilaian Indeks Pembangunan Statistik 2025",
        ["Nilai indeks pembangunan statistik 2,1; kategori; predikat; skor."],
    ),
    (
        "I2-L4-01 Laporan Reviu Manajemen Layanan Digital.pdf",
        "Laporan Reviu Manajemen Layanan Digital",
        ["Hasil reviu manajemen layanan digital: permasalahan dan kendala; rekomendasi tindak lanjut."],
    ),
)
"""Path, title and what the report says of its work."""

MINUTES: Sequence[tuple[str, str, str, Sequence[str], Sequence[str]]] = (
    (
        "I1-L2-02 Notulen Rapat Evaluasi.pdf",
        "Evaluasi Pemerintah Digital 2026",
        "Evaluasi tata kelola pemerintah digital",
        ["Nilai evaluasi pemerintah digital dibahas."],
        ["Bukti dukung evaluasi dilengkapi."],
    ),
    (
        "I4-L1-03 Notulen Kolaborasi Antar Perangkat Daerah.pdf",
        "Kolaborasi Pemerintah Digital",
        "Kolaborasi antar perangkat daerah",
        ["Kolaborasi antar perangkat daerah menyatukan data perizinan."],
        ["Kolaborasi pemerintah digital dilanjutkan."],
    ),
)
"""Path, meeting, agenda, discussion and conclusions."""

DECREES: Sequence[tuple[str, str, str, str]] = (
    (
        "I4-L1-01 SK Tim Koordinasi Pemerintah Digital.pdf",
        "Tim Koordinasi Pemerintah Digital",
        "Tim Koordinasi Pemerintah Digital",
        "memadukan layanan digital",
    ),
    (
        "I9-L1-01 SK Tim Asesor Internal.pdf",
        "Tim Asesor Internal Evaluasi Pemerintah Digital",
        "Tim Asesor Internal",
        "menilai mandiri pemerintah digital",
    ),
    (
        "I12-L2-01 SK Tim Tanggap Insiden Siber.pdf",
        "Tim Tanggap Insiden Siber",
        "Tim Tanggap Insiden Siber (CSIRT)",
        "menangani insiden siber",
    ),
)
"""Path, subject, team and duty."""

SCREENS: Sequence[tuple[str, str, str, Sequence[tuple[str, ...]]]] = (
    (
        "I1-L2-04 Tangkapan Layar SIAP Digital.png",
        "SIAP Digital",
        "Arsitektur Pemerintah Digital",
        (("Layanan", "Status"), ("Perizinan", "terisi")),
    ),
    (
        "I13-L1-03 Tangkapan Layar SIAP Digital Aplikasi.png",
        "SIAP Digital",
        "Aplikasi Pemerintah Digital",
        (("Aplikasi", "Status"), ("Izin Kita", "terisi")),
    ),
    (
        "I14-L1-01 Tangkapan Layar Dashboard Pusat Data.png",
        "Dasbor Pusat Data",
        "Dasbor Pusat Data",
        (("Server", "CPU"), ("app-1", "40%")),
    ),
    (
        "I17-L1-01 Tangkapan Layar Portal Layanan Digital.png",
        "Portal Layanan Digital",
        "Portal Layanan Digital",
        (("Layanan", "Tautan"), ("Akta lahir", "buka")),
    ),
    (
        "I19-L1-01 Tangkapan Layar Dashboard Helpdesk.png",
        "Helpdesk",
        "Dasbor Dukungan Pengguna",
        (("Tiket", "Status"), ("1021", "selesai")),
    ),
)
"""Path, application, heading and rows."""
