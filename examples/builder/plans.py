"""Texts for indicators 11-14: architecture, roadmap, plan and budget, business processes."""

from __future__ import annotations

from .blocks import Centre, Heading, Item, PageBreak, Para, Space, Table, Written
from .forms import CITY, MAYOR, chapter, decree, enacted, lettered, minutes, numbered, report
from .office import pptx_file, xlsx_file

BAPPEDA = "Badan Perencanaan Pembangunan Daerah"


def architecture() -> Written:
    """The architecture document with its reference architecture and all six domains, attached to a decree."""
    domains = (
        (
            "Domain Arsitektur Proses Bisnis",
            (
                "Proses bisnis pemerintah kota dikelompokkan ke dalam 6 sektor, 24 urusan, dan 71 fungsi. Seluruh "
                "fungsi memiliki kode yang merujuk pada Referensi Arsitektur Proses Bisnis."
            ),
            (
                ("Kode", "Sektor", "Fungsi utama"),
                ("RAB.03", "Perhubungan dan kelautan", "Pelayanan dermaga rakyat"),
                ("RAB.05", "Kesehatan", "Pelayanan puskesmas"),
                ("RAB.09", "Pemerintahan umum", "Perencanaan, keuangan, kepegawaian, kearsipan"),
            ),
        ),
        (
            "Domain Arsitektur Data dan Informasi",
            (
                "Tercatat 412 data dengan 38 data prioritas. Data induk penduduk, pegawai, dan wilayah dirujuk oleh "
                "seluruh aplikasi."
            ),
            (
                ("Kode", "Data", "Produsen data"),
                ("RAD.01", "Data penduduk", "Dinas Kependudukan dan Pencatatan Sipil"),
                ("RAD.04", "Data pegawai", "BKPSDM"),
                ("RAD.07", "Data kapal nelayan", "Dinas Kelautan dan Perikanan"),
            ),
        ),
        (
            "Domain Arsitektur Infrastruktur SPBE",
            (
                "Infrastruktur terdiri atas satu pusat data di Balai Kota, jaringan intra dengan 61 titik, dan Sistem "
                "Penghubung Layanan yang mulai dipakai tahun 2022."
            ),
            (
                ("Kode", "Infrastruktur", "Keadaan saat ini"),
                ("RAI.01", "Pusat data", "12 server fisik, 74 mesin virtual"),
                ("RAI.02", "Jaringan intra", "61 titik, serat optik dan nirkabel"),
                ("RAI.03", "Sistem penghubung layanan", "18 antarmuka terdaftar"),
            ),
        ),
        (
            "Domain Arsitektur Aplikasi SPBE",
            "Terdapat 43 aplikasi: 9 aplikasi umum dan 34 aplikasi khusus. Sebelas aplikasi direncanakan digabung.",
            (
                ("Kode", "Aplikasi", "Jenis"),
                ("RAA.01", "SIPD, SPSE, SRIKANDI", "Aplikasi umum"),
                ("RAA.02", "SIPUAS, e-Dermaga, SIDATA", "Aplikasi khusus"),
            ),
        ),
        (
            "Domain Arsitektur Keamanan SPBE",
            (
                "Pengendalian keamanan mencakup standar keamanan, penerapan pada aplikasi dan infrastruktur, serta "
                "pemantauan oleh Tim Tanggap Insiden Siber Kota."
            ),
            (
                ("Kode", "Pengendalian", "Keadaan saat ini"),
                ("RAK.01", "Sertifikat elektronik pejabat", "310 pejabat"),
                ("RAK.02", "Uji kerentanan aplikasi", "14 aplikasi"),
            ),
        ),
        (
            "Domain Arsitektur Layanan SPBE",
            (
                "Layanan SPBE terdiri atas 19 layanan administrasi pemerintahan dan 27 layanan publik, masing-masing "
                "dengan penanggung jawab dan target mutu."
            ),
            (
                ("Kode", "Layanan", "Penanggung jawab"),
                ("RAL.01", "Layanan antrean puskesmas", "Dinas Kesehatan"),
                ("RAL.02", "Layanan sandar dermaga rakyat", "Dinas Perhubungan"),
            ),
        ),
    )
    annex = [
        PageBreak(),
        Centre("LAMPIRAN", bold=True),
        Centre("KEPUTUSAN WALI KOTA NUSA BAHARI NOMOR 100.3.3.3/212/2022"),
        Space(4),
        Centre("DOKUMEN ARSITEKTUR SPBE KOTA NUSA BAHARI TAHUN 2022-2026", bold=True, size=14),
        *chapter("I", "PENDAHULUAN"),
        Para(
            "Dokumen ini menggambarkan keadaan SPBE Kota Nusa Bahari pada saat disusun (as-is) dan menjadi dasar "
            "penyusunan Peta Rencana SPBE. Data dikumpulkan dari 27 perangkat daerah pada April sampai Juli 2022."
        ),
        *chapter("II", "REFERENSI ARSITEKTUR SPBE"),
        Para(
            "Setiap isi domain diberi kode menurut Referensi Arsitektur SPBE Nasional sehingga dapat dibandingkan "
            "dengan arsitektur instansi lain."
        ),
        *chapter("III", "DOMAIN ARSITEKTUR SPBE"),
    ]
    for letter, (name, text, rows) in zip("ABCDEF", domains, strict=True):
        annex += [Heading(f"{letter}. {name}"), Para(text), Table(rows, (1, 2.4, 2.6))]
    annex += [
        *chapter("IV", "PENUTUP"),
        Para("Arsitektur SPBE ditinjau setiap tahun oleh Bappeda bersama Dinas Komunikasi dan Informatika."),
    ]
    return decree(
        office="WALI KOTA NUSA BAHARI",
        number="100.3.3.3/212/2022",
        about="Arsitektur SPBE Kota Nusa Bahari Tahun 2022-2026",
        considering=(
            (
                "bahwa untuk melaksanakan Pasal 3 Peraturan Wali Kota Nomor 18 Tahun 2022 perlu menetapkan "
                "Arsitektur SPBE;"
            ),
        ),
        recalling=(
            "Peraturan Presiden Nomor 95 Tahun 2018 tentang Sistem Pemerintahan Berbasis Elektronik;",
            "Peraturan Wali Kota Nusa Bahari Nomor 18 Tahun 2022 tentang Penyelenggaraan SPBE;",
        ),
        decisions=(
            "Menetapkan Arsitektur SPBE Kota Nusa Bahari Tahun 2022-2026 sebagaimana tercantum dalam Lampiran.",
            "Arsitektur SPBE menjadi acuan perangkat daerah dalam menyusun rencana kerja TIK.",
            "Keputusan Wali Kota ini mulai berlaku pada tanggal ditetapkan.",
        ),
        date="19 September 2022",
        signer="WALI KOTA NUSA BAHARI",
        name=MAYOR,
        annex=annex,
    )


def minutes_architecture() -> Written:
    """Minutes of a drafting meeting, without any recommendation."""
    return minutes(
        unit=BAPPEDA,
        meeting="Penyusunan Dokumen Arsitektur SPBE",
        day="Rabu, 8 Juni 2022",
        time="09.00 s.d. 12.00",
        place="Ruang Rapat Bappeda",
        chair="Laksmi Wiratama, Kepala Bappeda",
        present=("Bappeda", "Dinas Komunikasi dan Informatika", "Bagian Organisasi", "BPKAD"),
        agenda="Pengisian data domain arsitektur SPBE oleh perangkat daerah",
        discussion=(
            "Dinas Komunikasi dan Informatika menjelaskan cara mengisi daftar aplikasi dan infrastruktur.",
            "Bagian Organisasi menyampaikan daftar fungsi yang sudah memiliki peta proses bisnis.",
            "BPKAD menanyakan cara mencatat aplikasi yang dikelola pemerintah pusat.",
        ),
        conclusions=(
            "Perangkat daerah mengirim isian paling lambat 30 Juni 2022.",
            "Rapat berikutnya membahas hasil pemeriksaan isian.",
        ),
    )


def roadmap() -> Written:
    """The roadmap with all seven parts and the programmes on which later management evidence rests."""
    parts = (
        (
            "Tata Kelola SPBE",
            (
                ("Pemutakhiran Arsitektur SPBE", "Bappeda", "2023, 2025"),
                ("Penyempurnaan kebijakan SPBE", "Bagian Hukum", "2024"),
            ),
        ),
        (
            "Manajemen SPBE",
            (
                ("Penerapan manajemen risiko SPBE", "Inspektorat", "2023-2026"),
                ("Penerapan manajemen keamanan informasi", "Diskominfo", "2022-2026"),
                ("Penerapan manajemen data", "Bappeda", "2022-2026"),
                ("Penataan manajemen aset TIK", "BPKAD", "2023-2025"),
                ("Peningkatan kompetensi SDM SPBE", "BKPSDM", "2023-2026"),
                ("Penerapan manajemen pengetahuan SPBE", "Bagian Organisasi", "2024-2026"),
                ("Penerapan manajemen perubahan SPBE", "Bagian Organisasi", "2024-2026"),
                ("Penerapan manajemen layanan SPBE", "Diskominfo", "2024-2026"),
            ),
        ),
        (
            "Layanan SPBE",
            (
                ("Integrasi layanan perencanaan dan keuangan", "Bappeda", "2023"),
                ("Pengembangan layanan antrean puskesmas", "Dinas Kesehatan", "2024"),
            ),
        ),
        (
            "Infrastruktur SPBE",
            (
                ("Perluasan jaringan intra ke kelurahan", "Diskominfo", "2023-2024"),
                ("Pembangunan pusat data cadangan", "Diskominfo", "2025"),
            ),
        ),
        (
            "Aplikasi SPBE",
            (
                ("Pembangunan SIDATA", "Diskominfo", "2023"),
                ("Penggabungan aplikasi sejenis", "Diskominfo", "2024-2026"),
            ),
        ),
        (
            "Keamanan SPBE",
            (
                ("Uji kerentanan aplikasi", "Diskominfo", "2022-2026"),
                ("Penguatan Tim Tanggap Insiden Siber", "Diskominfo", "2023"),
            ),
        ),
        (
            "Audit TIK",
            (
                ("Audit infrastruktur SPBE", "Inspektorat", "2023, 2025"),
                ("Audit aplikasi SPBE", "Inspektorat", "2024, 2026"),
                ("Audit keamanan SPBE", "Inspektorat", "2024, 2026"),
            ),
        ),
    )
    details = (
        (
            "Manajemen risiko SPBE",
            "menetapkan pedoman pada 2023, menyusun daftar risiko setiap tahun, dan melaporkan penanganannya.",
        ),
        (
            "Manajemen keamanan informasi",
            "menilai keamanan informasi setiap Oktober dan memperbaiki temuan paling lama 90 hari.",
        ),
        ("Manajemen data", "menetapkan data induk dan data referensi, lalu memeriksa kualitas data dua kali setahun."),
        ("Manajemen aset TIK", "mencatat seluruh aset TIK dalam satu inventaris dan menghapus aset yang rusak berat."),
        ("Kompetensi SDM SPBE", "melatih 60 pegawai setiap tahun pada enam bidang kompetensi."),
        ("Manajemen pengetahuan", "menyusun pedoman pada 2024 dan membuka pustaka pengetahuan pegawai pada 2025."),
        ("Manajemen perubahan", "menunjuk agen perubahan pada setiap perangkat daerah dan mengukur kesiapannya."),
        ("Manajemen layanan SPBE", "menyediakan meja layanan satu pintu dan melaporkan penyelesaian tiket."),
        (
            "Audit infrastruktur SPBE",
            "memeriksa pusat data, jaringan intra, dan sistem penghubung layanan oleh auditor internal.",
        ),
        ("Audit aplikasi SPBE", "memeriksa paling sedikit tiga aplikasi khusus setiap dua tahun."),
        ("Audit keamanan SPBE", "memeriksa keamanan aplikasi dan infrastruktur setiap dua tahun."),
    )
    blocks = [
        Centre("PEMERINTAH KOTA NUSA BAHARI", bold=True, size=13),
        Centre("LAMPIRAN KEPUTUSAN WALI KOTA NUSA BAHARI NOMOR 100.3.3.3/248/2022"),
        Centre("DOKUMEN PETA RENCANA SPBE KOTA NUSA BAHARI TAHUN 2022-2026", bold=True, size=14),
        *chapter("I", "PENDAHULUAN"),
        Para(
            "Peta Rencana SPBE menerjemahkan Arsitektur SPBE menjadi program dan kegiatan setiap tahun sampai dengan "
            "2026. Program disusun bersama 27 perangkat daerah dan diselaraskan dengan RPJMD."
        ),
        *chapter("II", "MUATAN PETA RENCANA SPBE"),
    ]
    for letter, (name, programmes) in zip("ABCDEFG", parts, strict=True):
        blocks += [
            Heading(f"{letter}. {name}"),
            Table((("Program/kegiatan", "Penanggung jawab", "Tahun"), *programmes), (3.4, 1.6, 1)),
        ]
    blocks += [
        *chapter("III", "RINCIAN PROGRAM MANAJEMEN DAN AUDIT"),
        *numbered([f"{name}: {text}" for name, text in details]),
        *chapter("IV", "PEMANTAUAN"),
        Para("Capaian dilaporkan setiap semester kepada Tim Koordinasi SPBE."),
        *enacted("Nusa Bahari", "28 November 2022", "WALI KOTA NUSA BAHARI", MAYOR),
    ]
    return Written("Peta Rencana SPBE Kota Nusa Bahari 2022-2026", f"Bappeda {CITY}", tuple(blocks))


def roadmap_slides() -> bytes:
    """Slides on the roadmap."""
    return pptx_file(
        "Paparan Peta Rencana SPBE 2022-2026",
        "Bappeda Kota Nusa Bahari, Rapat Tim Koordinasi SPBE, 12 Desember 2022",
        (
            (
                "Tujuh muatan peta rencana",
                (
                    "Tata kelola, manajemen, dan layanan SPBE",
                    "Infrastruktur dan aplikasi SPBE",
                    "Keamanan SPBE",
                    "Audit TIK",
                ),
            ),
            (
                "Prioritas 2023",
                (
                    "Jaringan intra sampai ke kelurahan",
                    "Penerapan manajemen risiko SPBE",
                    "Audit infrastruktur SPBE oleh Inspektorat",
                ),
            ),
            ("Langkah berikutnya", ("Perangkat daerah menyesuaikan RKA 2023", "Laporan capaian setiap semester")),
        ),
    )


def budget_sheet() -> bytes:
    """Budget of the ICT unit with the activities that serve SPBE."""
    rows = (
        ("Kode rekening", "Program/kegiatan/subkegiatan", "Keluaran", "Target", "Pagu (Rp)"),
        ("2.16.03.2.01", "Pengelolaan e-government di lingkup pemerintah kota", "", "", 3_412_000_000),
        (
            "2.16.03.2.01.01",
            "Penyelenggaraan Sistem Pemerintahan Berbasis Elektronik (SPBE)",
            "Laporan",
            "4 dokumen",
            412_000_000,
        ),
        ("2.16.03.2.01.02", "Pengoperasian pusat data", "Layanan", "12 bulan", 966_000_000),
        ("2.16.03.2.01.03", "Perluasan jaringan intra pemerintah daerah", "Titik", "18 titik", 1_254_000_000),
        ("2.16.03.2.01.04", "Pengembangan sistem penghubung layanan", "Antarmuka", "12 API", 305_000_000),
        ("2.16.03.2.01.05", "Pembangunan dan pengembangan aplikasi SPBE", "Aplikasi", "2 aplikasi", 475_000_000),
        ("2.21.02.2.01", "Pengamanan informasi pemerintah daerah", "", "", 288_000_000),
    )
    return xlsx_file(
        "RKA Diskominfo 2024",
        (
            (
                "RKA Belanja",
                (
                    "RENCANA KERJA DAN ANGGARAN (RKA) SATUAN KERJA PERANGKAT DAERAH",
                    "Pemerintah Kota Nusa Bahari, Tahun Anggaran 2024",
                    "Dinas Komunikasi dan Informatika",
                ),
                rows,
            ),
            (
                "Peta Rencana",
                ("Kesesuaian anggaran SPBE dengan Peta Rencana SPBE",),
                (
                    ("Kegiatan", "Muatan Peta Rencana SPBE", "Hasil konsultasi Diskominfo"),
                    ("Pengoperasian pusat data", "Infrastruktur SPBE", "Disetujui"),
                    ("Pembangunan aplikasi SPBE", "Aplikasi SPBE", "Disetujui dengan catatan"),
                    ("Pengamanan informasi", "Keamanan SPBE", "Disetujui"),
                ),
            ),
        ),
    )


def budget_consultation(year: int) -> Written:
    """Record of the yearly consultation on SPBE budgets; the years differ in a few figures only."""
    counts = {
        2023: ("12 Juli 2022", "18", "23", "050/301/BA/2022"),
        2024: ("18 Juli 2023", "27", "41", "050/344/BA/2023"),
    }
    date, units, proposals, number = counts[year]
    return report(
        unit="Dinas Komunikasi dan Informatika",
        title=f"Berita Acara Hasil Konsultasi Anggaran SPBE Tahun Anggaran {year}",
        fields=(("Nomor", number), ("Hari/Tanggal", f"Selasa, {date}")),
        sections=(
            (
                "A. Pelaksanaan",
                (
                    (
                        f"Telah dilaksanakan konsultasi usulan anggaran SPBE Tahun Anggaran {year} dari {units} "
                        f"perangkat daerah dengan {proposals} usulan belanja teknologi informasi dan komunikasi."
                    ),
                    (
                        "Setiap usulan diperiksa kesesuaiannya dengan Arsitektur SPBE dan Peta Rencana SPBE sebelum "
                        "dimasukkan ke dalam RKA perangkat daerah."
                    ),
                ),
            ),
            (
                "B. Hasil konsultasi",
                numbered(
                    (
                        "Usulan server baru dialihkan ke layanan pusat data milik kota.",
                        "Usulan aplikasi yang sama fungsinya dengan aplikasi umum tidak dilanjutkan.",
                        "Usulan langganan internet di luar jaringan intra dihentikan.",
                        "Usulan lainnya disetujui dan dapat dianggarkan.",
                    ),
                ),
            ),
            ("C. Penutup", ("Berita acara ini menjadi lampiran RKA masing-masing perangkat daerah.",)),
        ),
        date=date,
        signer="Kepala Dinas Komunikasi dan Informatika",
        name="Damar Pratama",
    )


def process_map() -> Written:
    """The decree on the map of business processes; it is handed in as a scan."""
    return decree(
        office="WALI KOTA NUSA BAHARI",
        number="100.3.3.3/95/2021",
        about="Peta Proses Bisnis Pemerintah Kota Nusa Bahari",
        considering=("bahwa tata laksana perangkat daerah perlu digambarkan dalam peta proses bisnis;",),
        recalling=(
            "Peraturan Daerah Kota Nusa Bahari Nomor 4 Tahun 2016 tentang Pembentukan dan Susunan Perangkat Daerah;",
        ),
        decisions=(
            "Menetapkan Peta Proses Bisnis Pemerintah Kota Nusa Bahari sebagaimana tercantum dalam Lampiran.",
            "Peta proses bisnis terdiri atas peta level 0, peta subproses level 1, dan peta lintas fungsi level 2.",
            "Keputusan Wali Kota ini mulai berlaku pada tanggal ditetapkan.",
        ),
        date="5 April 2021",
        electronic=False,
        signer="WALI KOTA NUSA BAHARI",
        name=MAYOR,
        annex=[
            PageBreak(),
            Heading("LAMPIRAN: PETA PROSES BISNIS LEVEL 0"),
            Table(
                (
                    ("Kelompok", "Proses", "Perangkat daerah"),
                    ("Proses inti", "Pelayanan kesehatan, perhubungan laut, perikanan, kependudukan", "Dinas teknis"),
                    ("Proses pendukung", "Keuangan, kepegawaian, kearsipan, pengadaan", "BPKAD, BKPSDM, UKPBJ"),
                    ("Proses manajerial", "Perencanaan, pengawasan, pengendalian", "Bappeda, Inspektorat"),
                ),
                (1.2, 3, 1.8),
            ),
        ],
    )


def unrelated_furniture() -> Written:
    """Terms of reference that have nothing to do with SPBE, with a number in its name that is no indicator."""
    return report(
        unit="Bagian Umum Sekretariat Daerah",
        title="Kerangka Acuan Kerja Pengadaan Kursi Rapat",
        fields=(("Tahun anggaran", "2024"),),
        sections=(
            ("A. Latar belakang", ("Kursi di ruang rapat lantai dua sudah dipakai sejak 2009 dan banyak yang rusak.",)),
            ("B. Spesifikasi", lettered(("rangka baja dilapis krom;", "dudukan busa;", "jumlah 60 buah."))),
            ("C. Waktu", (Item("-", "Barang diterima paling lambat Agustus 2024."),)),
        ),
        date="15 Januari 2024",
        signer="Kepala Bagian Umum",
        name="Seno Aryaputra",
    )
