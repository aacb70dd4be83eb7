"""Texts for indicators 15-20: applications, data centre, intra network, service connector, team, collaboration."""

from __future__ import annotations

from .blocks import Table, Written
from .forms import decree, invitation, minutes, numbered, procedure, report
from .office import eml_file
from .pdf import pdf
from .policies import KOMINFO
from .screens import Screen

_ALL_UNITS = (
    "Seluruh 27 perangkat daerah, 5 kecamatan, dan 29 kelurahan telah menggunakan layanan ini; target cakupan tahun "
    "berjalan 100 persen tercapai."
)


def development_report() -> Written:
    """How an application was built, along the seven steps of the cycle."""
    steps = (
        ("Analisis kebutuhan", "Wawancara dengan 11 perangkat daerah", "Dokumen kebutuhan, 14 Februari 2023"),
        ("Perencanaan", "Jadwal, tim, dan risiko pembangunan", "Rencana kerja, 1 Maret 2023"),
        ("Rancang bangun", "Rancangan basis data, antarmuka, dan keamanan", "Dokumen rancangan, 7 April 2023"),
        ("Implementasi", "Penulisan program oleh tim Dinas", "Kode sumber dalam repositori, 30 Agustus 2023"),
        ("Pengujian kelaikan", "Uji fungsi, uji beban, dan uji keamanan", "Berita acara uji, 18 September 2023"),
        ("Pemeliharaan", "Perbaikan galat dan pencadangan", "Catatan pemeliharaan bulanan"),
        ("Evaluasi", "Survei kepada 140 pengguna", "Laporan evaluasi, 15 Desember 2023"),
    )
    return report(
        unit=KOMINFO,
        title="Laporan Pembangunan Aplikasi SIDATA Tahun 2023",
        fields=(("Nama aplikasi", "SIDATA (Sistem Data Sektoral Kota Nusa Bahari)"), ("Unit pengusul", "Bappeda")),
        sections=(
            (
                "A. Dasar",
                ("Pasal 6 dan Pasal 7 Peraturan Wali Kota Nomor 18 Tahun 2022 serta Peta Rencana SPBE 2022-2026.",),
            ),
            (
                "B. Siklus pembangunan aplikasi",
                (Table((("Tahapan", "Kegiatan", "Hasil"), *steps), (1.4, 2.4, 2.4)),),
            ),
            ("C. Serah terima", ("Aplikasi diserahkan kepada unit pengusul pada 20 Desember 2023.",)),
        ),
        date="22 Desember 2023",
        signer="Kepala Dinas Komunikasi dan Informatika",
        name="Damar Pratama",
    )


def minutes_application() -> Written:
    """The proposing unit consults the ICT unit about an application."""
    return minutes(
        unit=KOMINFO,
        meeting="Pembahasan Pembangunan Aplikasi SPBE Usulan Dinas Kelautan dan Perikanan",
        day="Kamis, 25 Januari 2024",
        time="10.00 s.d. 11.30",
        place="Ruang Rapat Dinas Komunikasi dan Informatika",
        chair="Galih Perdana, Kepala Bidang Aplikasi",
        present=(
            "Dinas Kelautan dan Perikanan (unit pengusul)",
            "Dinas Komunikasi dan Informatika (unit pengelola TIK)",
            "Bappeda",
        ),
        agenda="Konsultasi rencana pembangunan aplikasi pendataan kapal nelayan",
        discussion=(
            "Unit pengusul menjelaskan kebutuhan pendataan 1.906 kapal di bawah 10 GT.",
            "Unit pengelola TIK memeriksa kesamaan fungsi dengan SIDATA dan e-Dermaga.",
            "Data kapal akan dirujuk melalui Sistem Penghubung Layanan.",
        ),
        conclusions=(
            "Aplikasi baru tidak dibangun; kebutuhan dipenuhi dengan modul tambahan pada SIDATA.",
            "Dokumen kebutuhan disusun bersama sampai 29 Februari 2024.",
        ),
    )


def procedure_data_centre() -> Written:
    """SOP of the data centre."""
    return procedure(
        unit=KOMINFO,
        name="Penggunaan Layanan Pusat Data",
        number="000.8.3/07/SOP-Diskominfo/2023",
        made="9 Januari 2023",
        effective="1 Februari 2023",
        approved_by="Kepala Dinas Komunikasi dan Informatika, Kota Nusa Bahari",
        basis=("Pasal 8 Peraturan Wali Kota Nusa Bahari Nomor 18 Tahun 2022",),
        executors=("Memahami pengelolaan mesin virtual", "Memahami prosedur pencadangan"),
        tools="Aplikasi meja layanan, konsol pusat data",
        warning="Mesin virtual tanpa penanggung jawab dihentikan setelah 30 hari.",
        steps=(
            ("Perangkat daerah mengajukan permohonan", "Perangkat daerah", "1 hari", "Formulir permohonan"),
            ("Memeriksa kebutuhan dan kapasitas", "Admin pusat data", "1 hari", "Hasil pemeriksaan"),
            ("Menyetujui permohonan", "Kepala bidang", "1 hari", "Persetujuan"),
            ("Menyiapkan mesin virtual dan pencadangan", "Admin pusat data", "2 hari", "Layanan siap dipakai"),
            ("Mencatat pemakaian setiap bulan", "Admin pusat data", "1 hari", "Laporan utilisasi"),
        ),
    )


def screen_data_centre() -> Screen:
    """Use of the data centre per unit."""
    return Screen(
        url="https://dcim.nusabahari.example/utilisasi",
        app="Pemantauan Pusat Data",
        owner="Dinas Komunikasi dan Informatika Kota Nusa Bahari",
        menu=("Utilisasi", "Mesin virtual", "Colocation", "Suhu ruang", "Pencadangan"),
        heading="Utilisasi Layanan Pusat Data per Perangkat Daerah",
        buttons=("Unduh laporan",),
        cards=(
            ("Perangkat daerah", "27 / 27"),
            ("Mesin virtual", "74"),
            ("CPU terpakai", "61 %"),
            ("Ketersediaan", "99,4 %"),
        ),
        rows=(
            ("Perangkat daerah", "Mesin virtual", "CPU", "Penyimpanan"),
            ("Diskominfo", "18", "64 %", "5,1 TB"),
            ("Dinas Kesehatan", "9", "58 %", "2,7 TB"),
            ("Disdukcapil", "6", "71 %", "1,9 TB"),
            ("BPKAD", "5", "40 %", "1,2 TB"),
            ("Bappeda", "4", "37 %", "0,8 TB"),
        ),
        accent="#3d5a80",
    )


def network_report() -> Written:
    """Operation and use of the intra network in all units."""
    rows = (
        ("Kelompok", "Jumlah kantor", "Tersambung", "Pemakaian rata-rata"),
        ("Perangkat daerah", "27", "27", "82 Mbps"),
        ("Kecamatan", "5", "5", "21 Mbps"),
        ("Kelurahan", "29", "29", "9 Mbps"),
    )
    return report(
        unit=KOMINFO,
        title="Laporan Operasional dan Pemanfaatan Layanan Jaringan Intra Tahun 2024",
        fields=(("Periode", "Januari s.d. Juni 2024"),),
        sections=(
            ("A. Cakupan", (_ALL_UNITS, Table(rows, (2, 1.2, 1.2, 1.6)))),
            (
                "B. Pengoperasian",
                numbered(
                    (
                        "Operator siaga 24 jam dengan sasaran tingkat layanan (SLA) ketersediaan 99 persen.",
                        "Ketersediaan yang dicapai 99,2 persen; gangguan terlama 5 jam karena kabel laut terputus.",
                        "Pengoperasian mengikuti SOP Layanan Jaringan Intra Nomor 000.8.3/11/SOP-Diskominfo/2023.",
                    ),
                ),
            ),
            ("C. Keterhubungan", ("Jaringan intra kota belum terhubung dengan Jaringan Intra Pemerintah.",)),
        ),
        date="8 Juli 2024",
        signer="Kepala Dinas Komunikasi dan Informatika",
        name="Damar Pratama",
    )


def procedure_network() -> Written:
    """SOP of the intra network."""
    return procedure(
        unit=KOMINFO,
        name="Layanan Jaringan Intra",
        number="000.8.3/11/SOP-Diskominfo/2023",
        made="13 Februari 2023",
        effective="1 Maret 2023",
        approved_by="Kepala Dinas Komunikasi dan Informatika, Kota Nusa Bahari",
        basis=("Pasal 9 Peraturan Wali Kota Nusa Bahari Nomor 18 Tahun 2022",),
        executors=("Memahami pengaturan jaringan", "Terdaftar sebagai admin jaringan"),
        tools="Aplikasi pemantauan jaringan, alat uji kabel",
        warning="Perubahan pengaturan tanpa catatan dapat memutus layanan seluruh kantor.",
        steps=(
            ("Menerima laporan gangguan atau permintaan sambungan", "Meja layanan", "15 menit", "Tiket"),
            ("Memeriksa perangkat dan jalur", "Admin jaringan", "2 jam", "Diagnosis"),
            ("Memperbaiki atau memasang sambungan", "Teknisi", "1 hari", "Sambungan aktif"),
            ("Menguji kecepatan dan menutup tiket", "Admin jaringan", "1 jam", "Berita acara"),
        ),
    )


NETWORK_LINKS = (
    ("Sekretariat Daerah", "serat optik 1 Gbps"),
    ("Bappeda", "serat optik 1 Gbps"),
    ("BPKAD", "serat optik 1 Gbps"),
    ("Inspektorat", "serat optik 500 Mbps"),
    ("BKPSDM", "serat optik 500 Mbps"),
    ("Dinas Kesehatan", "serat optik 500 Mbps"),
    ("Kec. Teluk Jernih", "serat optik 200 Mbps"),
    ("Kec. Karang Timur", "nirkabel 100 Mbps"),
    ("Kec. Pulau Senja", "nirkabel 60 Mbps"),
    ("29 kelurahan", "nirkabel 20 Mbps"),
)
"""Units of the network drawing with the kind of their link."""


def connector_report() -> Written:
    """API documentation of the service connector: used by some units only."""
    endpoints = (
        ("Metode", "Endpoint", "Penyedia", "Pengguna"),
        ("GET", "/v1/penduduk/{nik}", "Disdukcapil", "Dinas Kesehatan"),
        ("GET", "/v1/pegawai", "BKPSDM", "SIDATA, e-Kinerja"),
        ("POST", "/v1/antrean", "Dinas Kesehatan", "SIPUAS"),
        ("GET", "/v1/kapal", "Dinas Kelautan dan Perikanan", "e-Dermaga"),
    )
    return report(
        unit=KOMINFO,
        title="Dokumentasi Operasional dan API Sistem Penghubung Layanan",
        fields=(("Alamat", "https://splp.nusabahari.example"), ("Versi", "1.3, Mei 2024")),
        sections=(
            (
                "A. Pemanfaatan",
                (
                    (
                        "Sistem Penghubung Layanan Pemerintah Daerah dipakai oleh 9 dari 27 perangkat daerah. "
                        "Perangkat daerah lain belum mendaftarkan antarmuka."
                    ),
                ),
            ),
            ("B. Daftar API", (Table(endpoints, (0.8, 2, 2, 2)),)),
            (
                "C. Cara pakai",
                numbered(
                    (
                        "Pemakai meminta kunci akses kepada Dinas Komunikasi dan Informatika.",
                        "Setiap permintaan menyertakan kunci pada kepala Authorization.",
                        (
                            "Jawaban berbentuk JSON; kode 401 berarti kunci tidak berlaku, kode 429 berarti batas "
                            "terlampaui."
                        ),
                    ),
                ),
            ),
        ),
        date="20 Mei 2024",
        signer="Kepala Dinas Komunikasi dan Informatika",
        name="Damar Pratama",
    )


def team_report() -> Written:
    """The coordination team's yearly report on all its tasks."""
    rows = (
        ("Tugas menurut SK", "Program kerja", "Pelaksanaan"),
        ("Mengarahkan penerapan SPBE", "Rapat arah kebijakan", "2 rapat: 6 Februari dan 21 Agustus 2023"),
        ("Menetapkan program kerja", "Program kerja tahunan", "Ditetapkan 20 Februari 2023"),
        ("Memantau dan mengevaluasi", "Pemantauan triwulanan", "4 laporan"),
        ("Memfasilitasi kerja sama", "Nota kesepahaman data", "Dengan 2 pemerintah daerah tetangga"),
    )
    return report(
        unit="Tim Koordinasi SPBE",
        title="Laporan Pelaksanaan Program Kerja Tim Koordinasi SPBE Tahun 2023",
        fields=(("Dasar", "Keputusan Wali Kota Nomor 100.3.3.3/77/2023"),),
        sections=(
            (
                "A. Pelaksanaan tugas",
                ("Seluruh tugas yang tercantum dalam keputusan telah dilaksanakan:", Table(rows, (2, 2, 2.4))),
            ),
            ("B. Kendala", numbered(("Data capaian dari tiga perangkat daerah terlambat diterima.",))),
            (
                "C. Rencana 2024",
                numbered(
                    (
                        "Menyempurnakan Peraturan Wali Kota tentang SPBE.",
                        "Menyelesaikan audit aplikasi dan audit keamanan.",
                    )
                ),
            ),
        ),
        date="15 Januari 2024",
        signer="Ketua Tim Koordinasi SPBE",
        name="RINI LAZUARDI",
    )


def forum_minutes() -> Written:
    """Minutes of the forum in which units collaborate."""
    return minutes(
        unit="Sekretariat Daerah, Bagian Organisasi",
        meeting="Forum Kolaborasi Penerapan SPBE",
        day="Senin, 13 Mei 2024",
        time="08.30 s.d. 12.00",
        place="Aula Balai Kota",
        chair="Wening Astari, Kepala Bagian Organisasi",
        present=("27 perangkat daerah", "5 kecamatan", "Perwakilan perguruan tinggi setempat"),
        agenda="Kegiatan rutin Forum Kolaborasi SPBE triwulan II",
        discussion=(
            "Dinas Kesehatan membagikan pengalaman integrasi antrean puskesmas dengan data penduduk.",
            "Dinas Perhubungan meminta kerja sama data kapal dengan Dinas Kelautan dan Perikanan.",
            "Forum meninjau program kerja kolaborasi tahun 2024.",
        ),
        conclusions=(
            "Kolaborasi data kapal dimulai Juni 2024 melalui Sistem Penghubung Layanan.",
            "Forum berikutnya dilaksanakan pada Agustus 2024.",
        ),
        recommendations=("Rekomendasi: perangkat daerah menunjuk satu narahubung kolaborasi.",),
    )


def forum_mail() -> bytes:
    """The invitation to the forum as it arrived by mail, with the letter attached."""
    letter = invitation(
        unit="Sekretariat Daerah, Bagian Organisasi",
        number="005/412/Org/2024",
        date="6 Mei 2024",
        to=("Kepala perangkat daerah", "Para camat"),
        about="Forum Kolaborasi Penerapan SPBE",
        basis="Sesuai program kerja Tim Koordinasi SPBE tahun 2024.",
        day="Senin, 13 Mei 2024",
        time="08.30 sampai selesai",
        place="Aula Balai Kota",
        agenda="Kegiatan rutin Forum Kolaborasi SPBE triwulan II",
        signer="Sekretaris Daerah",
        name="RINI LAZUARDI",
    )
    return eml_file(
        sender="Bagian Organisasi <organisasi@nusabahari.example>",
        to="Kepala Perangkat Daerah <opd@nusabahari.example>",
        date="Mon, 06 May 2024 09:15:00 +0800",
        subject="Undangan Forum Kolaborasi Penerapan SPBE, 13 Mei 2024",
        body=(
            "Yth. Bapak/Ibu Kepala Perangkat Daerah,\n\n"
            "Bersama ini kami sampaikan undangan Forum Kolaborasi Penerapan SPBE:\n\n"
            "Hari/Tanggal : Senin, 13 Mei 2024\nWaktu        : 08.30 sampai selesai\nTempat       : Aula Balai Kota\n"
            "Acara        : Kegiatan rutin Forum Kolaborasi SPBE triwulan II\n\n"
            "Surat undangan terlampir. Terima kasih.\n\nBagian Organisasi\nSekretariat Daerah Kota Nusa Bahari\n"
        ),
        attachment=("005-412-Org-2024 Undangan.pdf", pdf(letter)),
    )


def old_server_room_decree() -> Written:
    """A decree of 2017 on a server room for a few offices only, kept from the scheme before."""
    return decree(
        office="WALI KOTA NUSA BAHARI",
        number="100.3.3.3/41/2017",
        about="Pengelolaan Ruang Server Sekretariat Daerah",
        considering=("bahwa ruang server Sekretariat Daerah perlu dikelola dengan tertib;",),
        recalling=("Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;",),
        decisions=(
            "Ruang server digunakan oleh bagian di lingkungan Sekretariat Daerah.",
            "Keputusan Wali Kota ini mulai berlaku pada tanggal ditetapkan.",
        ),
        date="3 Juli 2017",
        signer="WALI KOTA NUSA BAHARI",
        name="TEGUH MAHARDIKA",
        electronic=False,
    )
