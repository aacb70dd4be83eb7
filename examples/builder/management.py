"""Texts for indicators 21-31: the eight fields of management, and audits."""

from __future__ import annotations

import json

from .blocks import Centre, Heading, Item, Para, Space, Table, Written
from .forms import CITY, MAYOR, SECRETARY, chapter, decree, lettered, minutes, numbered, report, weighing
from .office import xlsx_file
from .policies import KOMINFO

_SPBE_BASIS = (
    "Peraturan Presiden Nomor 95 Tahun 2018 tentang Sistem Pemerintahan Berbasis Elektronik;",
    "Peraturan Wali Kota Nusa Bahari Nomor 18 Tahun 2022 tentang Penyelenggaraan SPBE;",
)


def risk_decree() -> Written:
    """Decree that sets the guideline for risk management."""
    return decree(
        office="WALI KOTA NUSA BAHARI",
        number="100.3.3.3/130/2023",
        about="Pedoman Manajemen Risiko SPBE",
        considering=(
            "bahwa risiko SPBE perlu dikenali dan ditangani dengan cara yang sama di seluruh perangkat daerah;",
        ),
        recalling=_SPBE_BASIS,
        decisions=(
            "Menetapkan Pedoman Manajemen Risiko SPBE sebagaimana tercantum dalam Lampiran.",
            (
                "Manajemen risiko SPBE meliputi penetapan konteks, penilaian risiko, penanganan risiko, pemantauan dan "
                "reviu, serta pencatatan dan pelaporan."
            ),
            "Inspektorat mengoordinasikan penerapan pedoman ini pada seluruh perangkat daerah.",
            "Keputusan Wali Kota ini mulai berlaku pada tanggal ditetapkan.",
        ),
        date="3 April 2023",
        signer="WALI KOTA NUSA BAHARI",
        name=MAYOR,
        annex=[
            Heading("LAMPIRAN: KRITERIA RISIKO"),
            Table(
                (
                    ("Level", "Kemungkinan", "Dampak"),
                    ("1", "Hampir tidak pernah", "Layanan terganggu < 1 jam"),
                    ("3", "Kadang-kadang", "Layanan terganggu < 1 hari"),
                    ("5", "Hampir pasti", "Data hilang"),
                ),
                (0.8, 2, 3),
            ),
        ],
    )


def risk_register() -> bytes:
    """Risk register of SPBE over several units."""
    rows = (
        (
            "No.",
            "Perangkat daerah",
            "Sasaran SPBE",
            "Kejadian risiko",
            "Penyebab",
            "Kemungkinan",
            "Dampak",
            "Nilai risiko",
            "Rencana penanganan",
            "Penanggung jawab",
            "Target selesai",
        ),
        (
            1,
            "Diskominfo",
            "Pusat data tersedia",
            "Listrik pusat data padam",
            "Genset tidak menyala",
            3,
            5,
            15,
            "Uji genset setiap bulan",
            "Kepala bidang infrastruktur",
            "Maret 2024",
        ),
        (
            2,
            "Diskominfo",
            "Aplikasi aman",
            "Situs diubah pihak lain",
            "Kerentanan modul lama",
            3,
            4,
            12,
            "Pembaruan dan uji kerentanan",
            "Tim Tanggap Insiden Siber",
            "Juni 2024",
        ),
        (
            3,
            "BPKAD",
            "Data keuangan utuh",
            "Data aset hilang",
            "Cadangan tidak diuji",
            2,
            5,
            10,
            "Uji pemulihan tiap triwulan",
            "Kepala bidang aset",
            "April 2024",
        ),
        (
            4,
            "BKPSDM",
            "Data pegawai mutakhir",
            "Data pegawai ganda",
            "Impor tanpa validasi",
            4,
            3,
            12,
            "Aturan validasi di SIMPEG",
            "Kepala bidang data",
            "Mei 2024",
        ),
        (
            5,
            "Dinas Kesehatan",
            "Antrean daring berjalan",
            "Sambungan puskesmas putus",
            "Satu jalur saja",
            4,
            3,
            12,
            "Jalur cadangan seluler",
            "Kepala puskesmas",
            "September 2024",
        ),
        (
            6,
            "Disdukcapil",
            "Data penduduk terlindungi",
            "Kebocoran data pribadi",
            "Akun bersama",
            2,
            5,
            10,
            "Akun per petugas dan dua faktor",
            "Kepala bidang PIAK",
            "Februari 2024",
        ),
    )
    return xlsx_file(
        "Daftar Risiko SPBE 2024",
        (
            (
                "Daftar risiko",
                (
                    "DAFTAR RISIKO SPBE PEMERINTAH KOTA NUSA BAHARI TAHUN 2024",
                    "Disusun menurut Keputusan Wali Kota Nomor 100.3.3.3/130/2023",
                ),
                rows,
            ),
        ),
    )


def integrity_pact() -> Written:
    """Pact by which the heads of units commit to risk management."""
    return report(
        unit="Sekretariat Daerah",
        title="Pakta Integritas Penerapan Manajemen Risiko SPBE",
        sections=(
            (
                "Pernyataan komitmen",
                (
                    "Kami, para kepala perangkat daerah Kota Nusa Bahari, menyatakan:",
                    *numbered(
                        (
                            "menerapkan manajemen risiko SPBE sesuai pedoman yang telah ditetapkan;",
                            "menyusun dan memutakhirkan daftar risiko SPBE setiap tahun; dan",
                            "melaporkan penanganan risiko kepada Inspektorat setiap semester.",
                        )
                    ),
                ),
            ),
            ("Yang menandatangani", ("Seluruh kepala perangkat daerah (27 tanda tangan elektronik).",)),
        ),
        date="12 Januari 2024",
        signer="Sekretaris Daerah",
        name=SECRETARY,
        closing="Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat yang diterbitkan BSrE.",
    )


def security_report() -> Written:
    """Report on information security; it is handed in behind a password."""
    return report(
        unit=KOMINFO,
        title="Laporan Penerapan Manajemen Keamanan Informasi (Indeks KAMI) Tahun 2023",
        sections=(
            (
                "A. Ringkasan",
                ("Nilai penilaian mandiri Indeks KAMI 2023 adalah 431, kategori pemenuhan kerangka dasar.",),
            ),
            (
                "B. Penerapan",
                ("Pengendalian dilaksanakan oleh seluruh perangkat daerah sesuai Surat Edaran Wali Kota.",),
            ),
        ),
        date="20 November 2023",
        signer="Kepala Dinas Komunikasi dan Informatika",
        name="Damar Pratama",
    )


def data_report() -> Written:
    """Report on data management over all six processes."""
    processes = (
        ("Arsitektur data", "412 data dipetakan ke domain arsitektur data dan informasi"),
        ("Data induk", "Data penduduk, pegawai, dan wilayah ditetapkan sebagai data induk"),
        ("Data referensi", "Kode wilayah dan kode perangkat daerah dipakai bersama"),
        ("Basis data", "38 basis data dipindahkan ke pusat data"),
        ("Kualitas data", "Pemeriksaan oleh wali data dua kali setahun, 91 persen lolos"),
        ("Interoperabilitas data", "Pertukaran melalui Sistem Penghubung Layanan"),
    )
    return report(
        unit="Badan Perencanaan Pembangunan Daerah",
        title="Laporan Penerapan Manajemen Data Kota Nusa Bahari Tahun 2023",
        fields=(("Dasar", "Program manajemen data dalam Peta Rencana SPBE 2022-2026"),),
        sections=(
            ("A. Proses manajemen data", (Table((("Proses", "Hasil penerapan"), *processes), (1.6, 4)),)),
            ("B. Penyelenggara", ("Wali data: Dinas Komunikasi dan Informatika. Produsen data: 27 perangkat daerah.",)),
        ),
        date="29 Desember 2023",
        signer="Kepala Bappeda",
        name="Laksmi Wiratama",
    )


def asset_inventory() -> bytes:
    """Inventory of ICT assets: hardware, software and licences, with acquisition and disposal."""
    rows = (
        (
            "Kode aset",
            "Nama aset TIK",
            "Jenis",
            "Perangkat daerah",
            "Tahun perolehan",
            "Cara pengadaan",
            "Kondisi",
            "Status penghapusan",
        ),
        ("TIK-001", "Server rak 2U", "Perangkat keras", "Diskominfo", 2021, "E-katalog", "Baik", "-"),
        ("TIK-002", "Server rak 1U", "Perangkat keras", "Diskominfo", 2013, "Tender", "Rusak berat", "Diusulkan 2024"),
        ("TIK-014", "Sakelar inti", "Infrastruktur", "Diskominfo", 2022, "E-katalog", "Baik", "-"),
        ("TIK-031", "SIDATA", "Perangkat lunak", "Diskominfo", 2023, "Swakelola", "Baik", "-"),
        ("TIK-032", "e-Dermaga", "Perangkat lunak", "Dinas Perhubungan", 2020, "Tender", "Baik", "-"),
        ("TIK-047", "Lisensi antivirus 400 pemakai", "Lisensi", "Diskominfo", 2024, "E-katalog", "Berlaku", "-"),
        ("TIK-058", "Laptop 62 unit", "Perangkat keras", "Seluruh perangkat daerah", 2022, "E-katalog", "Baik", "-"),
        ("TIK-063", "Pemindai dokumen", "Perangkat keras", "Disperpusip", 2012, "Tender", "Rusak", "Dihapus 2023"),
    )
    return xlsx_file(
        "Daftar Inventaris Aset TIK 2024",
        (("Aset TIK", ("DAFTAR INVENTARIS ASET TIK PEMERINTAH KOTA NUSA BAHARI", "Keadaan 30 Juni 2024"), rows),),
    )


def training_list() -> bytes:
    """Participants of SPBE training. The 16-digit numbers are invented; no district has the code 1234 or 1256."""
    rows = (
        ("No.", "Nama", "NIK", "Perangkat daerah", "Kompetensi SPBE", "Pelatihan", "Tahun"),
        (1, "Peserta Satu", "1234560101900001", "Diskominfo", "Infrastruktur SPBE", "Pengelolaan pusat data", 2023),
        (2, "Peserta Dua", "1234564202910002", "Diskominfo", "Keamanan SPBE", "Penanganan insiden siber", 2023),
        (3, "Peserta Tiga", "1234561503880003", "Bappeda", "Arsitektur SPBE", "Penyusunan arsitektur", 2023),
        (4, "Peserta Empat", "1256786004930004", "Bappeda", "Data dan Informasi", "Statistik sektoral", 2024),
        (
            5,
            "Peserta Lima",
            "1256782105850005",
            "Bagian Organisasi",
            "Proses Bisnis Pemerintahan",
            "Peta proses bisnis",
            2024,
        ),
    )
    return xlsx_file(
        "Rekap Pelatihan SDM SPBE",
        (
            (
                "Pelatihan",
                (
                    "REKAPITULASI PENINGKATAN KOMPETENSI SUMBER DAYA MANUSIA SPBE",
                    "BKPSDM Kota Nusa Bahari, 2023 dan 2024",
                ),
                rows,
            ),
        ),
    )


def drive_pointer() -> bytes:
    """What a synchronised drive leaves for an online document: an address, no content."""
    address = "https://docs.google.com/document/d/REKAAN-PEDOMAN-PENGETAHUAN/edit"
    return (
        json.dumps(
            {"url": address, "doc_id": "REKAAN-PEDOMAN-PENGETAHUAN", "email": "organisasi@nusabahari.example"}, indent=1
        ).encode()
        + b"\n"
    )


def change_draft() -> Written:
    """A draft guideline for change management."""
    return Written(
        "Rancangan Pedoman Manajemen Perubahan SPBE",
        f"Bagian Organisasi {CITY}",
        (
            Centre("RANCANGAN", bold=True, size=12),
            Centre("KEPUTUSAN WALI KOTA NUSA BAHARI"),
            Centre("NOMOR ........ TAHUN 2024"),
            Space(4),
            Centre("TENTANG"),
            Centre("PEDOMAN MANAJEMEN PERUBAHAN SPBE", bold=True),
            *weighing(("bahwa perubahan akibat SPBE perlu dikelola agar diterima pegawai dan warga;",), _SPBE_BASIS),
            *chapter("I", "TAHAPAN MANAJEMEN PERUBAHAN"),
            *numbered(("perencanaan;", "analisis;", "pengembangan;", "implementasi; dan", "pemantauan dan evaluasi.")),
            Para("Catatan penyusun: nama agen perubahan tiap perangkat daerah XXX masih menunggu usulan."),
        ),
    )


def helpdesk_report() -> Written:
    """Report on service management; the file was cut off while it was uploaded."""
    rows = (
        ("Bulan", "Tiket masuk", "Selesai", "Rata-rata"),
        ("Januari", "212", "208", "6 jam"),
        ("Februari", "187", "187", "5 jam"),
        ("Maret", "240", "231", "8 jam"),
    )
    return report(
        unit=KOMINFO,
        title="Laporan Manajemen Layanan SPBE (Meja Layanan) Triwulan I 2024",
        sections=(
            ("A. Pelayanan pengguna", ("Permintaan dan keluhan diterima satu pintu.", Table(rows, (1.5, 1, 1, 1)))),
            ("B. Pengoperasian layanan", ("Layanan dipantau setiap hari kerja dan dicatat pada aplikasi.",)),
        ),
        date="16 April 2024",
        signer="Kepala Dinas Komunikasi dan Informatika",
        name="Damar Pratama",
    )


def audit_infrastructure() -> Written:
    """Complete audit of infrastructure by internal auditors, within two years of the evaluation."""
    findings = (
        ("Pokok teknis", "Kriteria", "Hasil pemeriksaan"),
        ("Penerapan tata kelola", "Penanggung jawab ditetapkan", "Terpenuhi"),
        ("Penerapan manajemen infrastruktur SPBE", "Catatan perubahan lengkap", "Terpenuhi sebagian"),
        ("Fungsional infrastruktur SPBE", "Jaringan intra dan penghubung layanan berfungsi", "Terpenuhi"),
        ("Kinerja infrastruktur SPBE", "Ketersediaan paling rendah 99 persen", "Terpenuhi"),
        ("Aspek infrastruktur lainnya", "Suhu dan daya pusat data", "Temuan: genset tidak diuji"),
    )
    return report(
        unit="Inspektorat",
        title="Laporan Hasil Audit Infrastruktur SPBE Tahun 2023",
        fields=(
            ("Nomor", "700.1.2.1/LHA/31/2023"),
            ("Objek audit", "Jaringan intra, Sistem Penghubung Layanan, dan pusat data"),
            ("Standar", "Tata cara Audit TIK menurut Pasal 14 Peraturan Wali Kota Nomor 18 Tahun 2022"),
            ("Tim auditor", "Auditor internal Inspektorat Kota Nusa Bahari (4 orang)"),
            ("Waktu", "4 September s.d. 13 Oktober 2023"),
        ),
        sections=(
            (
                "A. Tujuan dan ruang lingkup",
                ("Audit mencakup seluruh pokok teknis dan tercantum dalam Peta Rencana SPBE.",),
            ),
            ("B. Hasil audit", (Table(findings, (2, 2.4, 2)),)),
            (
                "C. Rekomendasi",
                numbered(
                    (
                        "Menguji genset setiap bulan dan mencatat hasilnya.",
                        "Melengkapi catatan perubahan perangkat jaringan.",
                    )
                ),
            ),
        ),
        date="30 Oktober 2023",
        signer="Inspektur",
        name="Bimo Lesmana",
    )


def audit_application_2019() -> Written:
    """An audit that is too old to count in 2024."""
    return report(
        unit="Inspektorat",
        title="Laporan Hasil Audit Aplikasi SPBE Tahun 2019",
        fields=(
            ("Nomor", "700/LHA/18/2019"),
            ("Objek audit", "Aplikasi e-Dermaga"),
            ("Tim auditor", "Auditor internal"),
        ),
        sections=(
            ("A. Ruang lingkup", ("Pemeriksaan terbatas pada fungsi aplikasi dan hak akses.",)),
            (
                "B. Temuan",
                numbered(("Akun petugas yang sudah pindah masih aktif.", "Catatan kegiatan tidak disimpan.")),
            ),
            ("C. Rekomendasi", numbered(("Menonaktifkan akun paling lambat satu hari setelah pegawai pindah.",))),
        ),
        date="18 November 2019",
        signer="Inspektur",
        name="Bimo Lesmana",
    )


def assessor_team_decree() -> Written:
    """Decree on the internal assessor team: filed as audit evidence, which it is not."""
    return decree(
        office="SEKRETARIS DAERAH KOTA NUSA BAHARI",
        number="100.3.3.4/58/2024",
        about="Pembentukan Tim Asesor Internal SPBE",
        considering=("bahwa penilaian mandiri SPBE tahun 2024 memerlukan tim asesor internal;",),
        recalling=_SPBE_BASIS,
        decisions=(
            (
                "Membentuk Tim Asesor Internal SPBE dengan susunan: ketua Inspektur, sekretaris Kepala Dinas "
                "Komunikasi dan Informatika, anggota Kepala Bappeda dan Kepala Bagian Organisasi."
            ),
            "Tim bertugas melakukan penilaian mandiri dan memeriksa bukti dukung setiap indikator.",
            "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
        ),
        date="22 Januari 2024",
        signer="SEKRETARIS DAERAH",
        name=SECRETARY,
    )


def asset_guideline() -> Written:
    """Guideline for ICT assets with all four processes."""
    return report(
        unit="Badan Pengelolaan Keuangan dan Aset Daerah",
        title="Pedoman Manajemen Aset TIK",
        fields=(("Ditetapkan dengan", "Keputusan Kepala BPKAD Nomor 030/88/KPTS/2023 tanggal 8 Mei 2023"),),
        sections=(
            (
                "Proses",
                (
                    Item(
                        "1.",
                        "Perencanaan: kebutuhan aset TIK diajukan bersama RKA dan dikonsultasikan dengan Diskominfo.",
                    ),
                    Item("2.", "Pengadaan: dilakukan melalui e-katalog atau tender oleh UKPBJ."),
                    Item("3.", "Pengelolaan: setiap aset diberi kode, dicatat dalam inventaris, dan dirawat."),
                    Item("4.", "Penghapusan: aset rusak berat dihapus dan media penyimpanannya dimusnahkan."),
                ),
            ),
            (
                "Pelaksana",
                lettered(("BPKAD sebagai pengelola;", "pengurus barang perangkat daerah sebagai pelaksana.")),
            ),
        ),
        date="8 Mei 2023",
        signer="Kepala BPKAD",
        name="Mahesa Satriyo",
    )


def risk_minutes() -> Written:
    """Minutes on the risk register, without recommendations."""
    return minutes(
        unit="Inspektorat",
        meeting="Penyusunan Daftar Risiko SPBE Tahun 2024",
        day="Jumat, 19 Januari 2024",
        time="14.00 s.d. 16.00",
        place="Ruang Rapat Inspektorat",
        chair="Bimo Lesmana, Inspektur",
        present=("Inspektorat", "Diskominfo", "BPKAD", "BKPSDM", "Dinas Kesehatan", "Disdukcapil"),
        agenda="Pengisian daftar risiko SPBE oleh perangkat daerah",
        discussion=("Setiap perangkat daerah menyampaikan kejadian risiko utama.", "Nilai risiko dihitung bersama."),
        conclusions=("Daftar risiko SPBE tahun 2024 disepakati dan dikirim ke Tim Koordinasi SPBE.",),
    )
