"""Texts for indicators 1-10: the mayor's regulation on SPBE and what surrounds it."""

from __future__ import annotations

from .blocks import Blocks, Centre, Field, Heading, PageBreak, Para, Signature, Space, Table, Written
from .forms import (
    CITY,
    MAYOR,
    SECRETARY,
    article,
    chapter,
    circular,
    decree,
    enacted,
    invitation,
    lettered,
    minutes,
    numbered,
    part,
    promulgated,
    report,
    weighing,
)

KOMINFO = "Dinas Komunikasi dan Informatika"
_BASIS = (
    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;",
    "Peraturan Presiden Nomor 95 Tahun 2018 tentang Sistem Pemerintahan Berbasis Elektronik;",
    "Peraturan Daerah Kota Nusa Bahari Nomor 4 Tahun 2016 tentang Pembentukan dan Susunan Perangkat Daerah;",
)
PERWALI = "Peraturan Wali Kota Nusa Bahari Nomor 18 Tahun 2022 tentang Penyelenggaraan SPBE"


def regulation_18_2022() -> Written:
    """The regulation most policy indicators rest on; its roadmap article names four of seven parts only."""
    about = "PENYELENGGARAAN SISTEM PEMERINTAHAN BERBASIS ELEKTRONIK"
    found: Blocks = [
        Centre("WALI KOTA NUSA BAHARI", bold=True, size=12),
        Centre("PROVINSI TELUK KENCANA", bold=True, size=12),
        Space(6),
        Centre("PERATURAN WALI KOTA NUSA BAHARI"),
        Centre("NOMOR 18 TAHUN 2022"),
        Space(4),
        Centre("TENTANG"),
        Centre(about, bold=True),
        Space(4),
        Centre("DENGAN RAHMAT TUHAN YANG MAHA ESA"),
        Space(4),
        Centre("WALI KOTA NUSA BAHARI,"),
        *weighing(
            (
                (
                    "bahwa warga Kota Nusa Bahari berhak atas layanan pemerintah yang cepat, terbuka, dan saling "
                    "terhubung;"
                ),
                (
                    "bahwa perangkat daerah selama ini membangun sistemnya sendiri-sendiri sehingga data tidak dapat "
                    "digunakan bersama;"
                ),
                (
                    "bahwa berdasarkan pertimbangan pada huruf a dan huruf b perlu menetapkan Peraturan Wali Kota "
                    "tentang Penyelenggaraan Sistem Pemerintahan Berbasis Elektronik;"
                ),
            ),
            _BASIS,
        ),
        Space(6),
        Centre("MEMUTUSKAN:"),
        Field("Menetapkan", f"PERATURAN WALI KOTA TENTANG {about}."),
        *chapter("I", "KETENTUAN UMUM"),
        *article(1, "Dalam Peraturan Wali Kota ini yang dimaksud dengan:"),
        *numbered(
            (
                "Daerah adalah Kota Nusa Bahari.",
                (
                    "Sistem Pemerintahan Berbasis Elektronik yang selanjutnya disingkat SPBE adalah cara Pemerintah "
                    "Daerah memberi layanan kepada penggunanya dengan bantuan teknologi informasi dan komunikasi."
                ),
                "Arsitektur SPBE adalah gambaran menyeluruh tentang bagaimana unsur SPBE Daerah saling terpadu.",
                "Peta Rencana SPBE adalah dokumen arah dan tahapan pelaksanaan SPBE Daerah.",
                "Pusat Data adalah tempat server, penyimpanan data, dan pemulihan data milik Daerah.",
                "Jaringan Intra adalah jaringan tertutup yang menghubungkan kantor perangkat daerah.",
                "Sistem Penghubung Layanan adalah perangkat untuk bertukar data antaraplikasi.",
                (
                    "Audit Teknologi Informasi dan Komunikasi yang selanjutnya disebut Audit TIK adalah pemeriksaan "
                    "terhadap kesesuaian aset TIK dengan ketentuan yang berlaku."
                ),
                "Perangkat Daerah adalah unsur pembantu Wali Kota dalam penyelenggaraan urusan pemerintahan.",
                "Dinas adalah Dinas Komunikasi dan Informatika.",
            ),
        ),
        *article(
            2,
            "Penyelenggaraan SPBE dilaksanakan dengan prinsip efektivitas, keterpaduan, kesinambungan, efisiensi, "
            "akuntabilitas, interoperabilitas, dan keamanan.",
        ),
        *chapter("II", "TATA KELOLA SPBE"),
        *part("Kesatu", "Arsitektur SPBE"),
        *article(
            3,
            "Arsitektur SPBE Daerah disusun untuk jangka waktu 5 (lima) tahun dan ditetapkan dengan Keputusan Wali "
            "Kota.",
            "Arsitektur SPBE Daerah memuat referensi arsitektur dan domain arsitektur.",
            "Domain arsitektur sebagaimana dimaksud pada ayat (2) terdiri atas:",
            (
                "domain arsitektur proses bisnis, yang menggambarkan fungsi pemerintahan Daerah;",
                "domain arsitektur data dan informasi, yang menggambarkan data yang dipakai bersama;",
                "domain arsitektur infrastruktur SPBE, yang menggambarkan pusat data dan jaringan;",
                "domain arsitektur aplikasi SPBE, yang menggambarkan aplikasi umum dan khusus;",
                "domain arsitektur keamanan SPBE, yang menggambarkan pengendalian keamanan; dan",
                "domain arsitektur layanan SPBE, yang menggambarkan layanan kepada warga dan pegawai.",
            ),
        ),
        *article(
            4,
            "Arsitektur SPBE Daerah menjadi acuan setiap Perangkat Daerah dalam merencanakan kegiatan TIK.",
            "Badan Perencanaan Pembangunan Daerah bersama Dinas meninjau Arsitektur SPBE Daerah paling sedikit satu "
            "kali dalam setahun.",
        ),
        *part("Kedua", "Peta Rencana SPBE"),
        *article(
            5,
            "Peta Rencana SPBE Daerah disusun berdasarkan Arsitektur SPBE Daerah dan rencana pembangunan jangka "
            "menengah Daerah.",
            "Peta Rencana SPBE Daerah memuat:",
            ("tata kelola SPBE;", "layanan SPBE;", "infrastruktur SPBE; dan", "aplikasi SPBE."),
            "Peta Rencana SPBE Daerah ditetapkan dengan Keputusan Wali Kota.",
        ),
        *part("Ketiga", "Pembangunan Aplikasi SPBE"),
        *article(
            6,
            "Pembangunan dan pengembangan aplikasi SPBE mengikuti siklus pembangunan aplikasi.",
            "Siklus pembangunan aplikasi meliputi tahapan:",
            (
                "analisis kebutuhan;",
                "perencanaan;",
                "rancang bangun;",
                "implementasi;",
                "pengujian kelaikan;",
                "pemeliharaan; dan",
                "evaluasi.",
            ),
            "Kode sumber dan dokumentasi aplikasi disimpan dalam repositori yang dikelola Dinas.",
        ),
        *article(
            7,
            "Seluruh Perangkat Daerah wajib melakukan konsultasi dengan Dinas sebelum membangun aplikasi.",
            (
                "Hasil konsultasi dituangkan dalam berita acara dan menjadi syarat pengajuan anggaran pembangunan "
                "aplikasi."
            ),
        ),
        *part("Keempat", "Pusat Data"),
        *article(
            8,
            "Layanan Pusat Data dikelola oleh Dinas dan digunakan oleh seluruh Perangkat Daerah.",
            "Layanan Pusat Data mencakup penempatan server, komputasi awan, penyimpanan data, serta pencadangan dan "
            "pemulihan data.",
            "Perangkat Daerah dilarang menyelenggarakan ruang server sendiri kecuali dengan izin tertulis dari Dinas.",
        ),
        *part("Kelima", "Jaringan Intra"),
        *article(
            9,
            "Jaringan Intra Pemerintah Daerah diselenggarakan oleh Dinas dan menghubungkan seluruh Perangkat Daerah, "
            "kecamatan, kelurahan, dan puskesmas.",
            "Pengoperasian Jaringan Intra Pemerintah Daerah memperhatikan ketersediaan, pembagian kapasitas, dan "
            "keamanan akses.",
        ),
        *part("Keenam", "Sistem Penghubung Layanan"),
        *article(
            10,
            "Pertukaran data antaraplikasi dilakukan melalui Sistem Penghubung Layanan Pemerintah Daerah (SPLP).",
            "Seluruh Perangkat Daerah yang membagikan data wajib mendaftarkan antarmuka pemrograman aplikasi pada "
            "Sistem Penghubung Layanan Pemerintah Daerah.",
        ),
        *chapter("III", "MANAJEMEN SPBE"),
        *part("Kesatu", "Manajemen Data"),
        *article(
            11,
            "Manajemen data dilaksanakan agar data Daerah akurat, mutakhir, dan dapat digunakan bersama.",
            "Manajemen data dilakukan melalui pengelolaan:",
            (
                "arsitektur data;",
                "data induk;",
                "data referensi;",
                "basis data;",
                "kualitas data; dan",
                "interoperabilitas data.",
            ),
            "Wali data tingkat Daerah dilaksanakan oleh Dinas dan produsen data dilaksanakan oleh Perangkat Daerah.",
        ),
        *part("Kedua", "Manajemen Keamanan Informasi"),
        *article(
            12,
            "Manajemen keamanan informasi dilaksanakan melalui:",
            (
                "penetapan ruang lingkup aset yang dilindungi;",
                "penetapan penanggung jawab di setiap Perangkat Daerah;",
                "perencanaan program kerja keamanan;",
                "dukungan pengoperasian dengan tenaga dan anggaran;",
                "evaluasi kinerja setiap tahun; dan",
                "perbaikan berkelanjutan terhadap keamanan informasi.",
            ),
            "Sekretaris Daerah bertindak sebagai koordinator keamanan informasi Daerah.",
        ),
        *article(
            13,
            "Setiap Perangkat Daerah menunjuk petugas keamanan informasi dan melaporkan insiden kepada Tim Tanggap "
            "Insiden Siber paling lambat 1 x 24 jam sejak diketahui.",
        ),
        *chapter("IV", "AUDIT TIK"),
        *article(
            14,
            "Audit TIK dilaksanakan paling sedikit satu kali dalam 2 (dua) tahun.",
            "Audit TIK meliputi:",
            ("audit aplikasi SPBE;", "audit infrastruktur SPBE; dan", "audit keamanan SPBE."),
            "Inspektorat mengoordinasikan pelaksanaan Audit TIK dan menyampaikan hasilnya kepada Wali Kota.",
        ),
        *chapter("V", "TIM KOORDINASI SPBE"),
        *article(
            15,
            "Wali Kota membentuk Tim Koordinasi SPBE yang diketuai oleh Sekretaris Daerah.",
            "Tim Koordinasi SPBE bertugas mengarahkan, memantau, dan mengevaluasi penerapan SPBE pada seluruh "
            "Perangkat Daerah.",
            "Susunan dan rincian tugas Tim Koordinasi SPBE ditetapkan dengan Keputusan Wali Kota.",
        ),
        *chapter("VI", "KETENTUAN PENUTUP"),
        *article(
            16,
            "Pada saat Peraturan Wali Kota ini mulai berlaku, Peraturan Wali Kota Nusa Bahari Nomor 41 Tahun 2017 "
            "tentang Pengelolaan Teknologi Informasi dicabut dan dinyatakan tidak berlaku.",
        ),
        *article(17, "Peraturan Wali Kota ini mulai berlaku pada tanggal diundangkan."),
        Para(
            "Agar setiap orang mengetahuinya, memerintahkan pengundangan Peraturan Wali Kota ini dengan "
            "penempatannya dalam Berita Daerah Kota Nusa Bahari."
        ),
        *enacted("Nusa Bahari", "14 Maret 2022", "WALI KOTA NUSA BAHARI", MAYOR),
        *promulgated("14 Maret 2022", "BERITA DAERAH KOTA NUSA BAHARI TAHUN 2022 NOMOR 18"),
    ]
    return Written(PERWALI, f"Pemerintah {CITY}", tuple(found))


def draft_amendment() -> Written:
    """Draft of an amendment that would complete the roadmap article; not enacted, whatever its file name says."""
    about = "PERUBAHAN ATAS PERATURAN WALI KOTA NOMOR 18 TAHUN 2022 TENTANG PENYELENGGARAAN SISTEM PEMERINTAHAN BERBASIS ELEKTRONIK"  # noqa: E501
    found: Blocks = [
        Centre("RANCANGAN", bold=True, size=12),
        Centre("PERATURAN WALI KOTA NUSA BAHARI"),
        Centre("NOMOR ...... TAHUN 2024"),
        Space(4),
        Centre("TENTANG"),
        Centre(about, bold=True),
        Centre("WALI KOTA NUSA BAHARI,"),
        *weighing(
            (
                "bahwa muatan Peta Rencana SPBE dalam Peraturan Wali Kota Nomor 18 Tahun 2022 belum lengkap;",
                "bahwa berdasarkan pertimbangan pada huruf a perlu mengubah Peraturan Wali Kota tersebut;",
            ),
            (*_BASIS[:2], f"{PERWALI} (Berita Daerah Kota Nusa Bahari Tahun 2022 Nomor 18);"),
        ),
        Centre("MEMUTUSKAN:"),
        Field("Menetapkan", f"PERATURAN WALI KOTA TENTANG {about}."),
        Centre("Pasal I"),
        Para("Ketentuan Pasal 5 ayat (2) diubah sehingga berbunyi sebagai berikut:"),
        Para("(2) Peta Rencana SPBE Daerah memuat:"),
        *lettered(
            (
                "tata kelola SPBE;",
                "manajemen SPBE;",
                "layanan SPBE;",
                "infrastruktur SPBE;",
                "aplikasi SPBE;",
                "keamanan SPBE; dan",
                "audit TIK.",
            ),
            1,
        ),
        Centre("Pasal II"),
        Para("Peraturan Wali Kota ini mulai berlaku pada tanggal diundangkan."),
        Signature(
            (
                "Ditetapkan di Nusa Bahari",
                "pada tanggal ......................",
                "",
                "WALI KOTA NUSA BAHARI,",
                "",
                "",
                MAYOR,
            )
        ),
    ]
    return Written("Rancangan Peraturan Wali Kota tentang Perubahan SPBE", f"Bagian Hukum {CITY}", tuple(found))


def national_regulation() -> Written:
    """An invented national regulation: a reference in the folder, never the city's own evidence."""
    body = "BADAN TATA DIGITAL NUSANTARA"
    about = "PEDOMAN MANAJEMEN LAYANAN SISTEM PEMERINTAHAN BERBASIS ELEKTRONIK"
    found: Blocks = [
        Centre(f"PERATURAN {body}", bold=True, size=12),
        Centre("REPUBLIK INDONESIA", bold=True, size=12),
        Centre("NOMOR 99 TAHUN 2022"),
        Space(4),
        Centre("TENTANG"),
        Centre(about, bold=True),
        Space(4),
        Centre("DENGAN RAHMAT TUHAN YANG MAHA ESA"),
        Centre(f"KEPALA {body},"),
        *weighing(
            (
                "bahwa layanan SPBE di pusat dan daerah perlu dikelola dengan cara yang seragam;",
                f"bahwa untuk maksud huruf a perlu menetapkan Peraturan {body.title()};",
            ),
            ("Peraturan Presiden Nomor 95 Tahun 2018 tentang Sistem Pemerintahan Berbasis Elektronik;",),
        ),
        Centre("MEMUTUSKAN:"),
        Field("Menetapkan", f"PERATURAN {body} TENTANG {about}."),
        *article(
            1,
            "Manajemen layanan SPBE adalah rangkaian kegiatan agar layanan tersedia dan keluhan penggunanya ditangani.",
            "Instansi Pusat adalah kementerian dan lembaga pemerintah nonkementerian.",
        ),
        *article(
            2,
            "Manajemen layanan SPBE terdiri atas pelayanan pengguna SPBE dan pengoperasian layanan SPBE.",
            "Setiap Instansi Pusat dan Pemerintah Daerah menyediakan satu pintu bantuan bagi pengguna.",
        ),
        *article(
            3,
            "Catatan gangguan disimpan paling singkat 1 (satu) tahun dan dilaporkan kepada "
            "Tim Koordinasi SPBE masing-masing.",
        ),
        *article(4, f"Peraturan {body.title()} ini mulai berlaku pada tanggal diundangkan."),
        *enacted("Jakarta", "7 November 2022", f"KEPALA {body} REPUBLIK INDONESIA", "PANDU NUSANTARA"),
        Para("BERITA NEGARA REPUBLIK INDONESIA TAHUN 2022 NOMOR 9999"),
    ]
    return Written(f"Peraturan {body.title()} Nomor 99 Tahun 2022", body.title(), tuple(found))


def circular_security() -> Written:
    """Circular letter on information security."""
    return circular(
        office="Sekretariat Daerah",
        number="400.14.1.1/611/SE/2023",
        about="Pelaksanaan Manajemen Keamanan Informasi",
        to="Seluruh Kepala Perangkat Daerah, Camat, dan Lurah",
        sections=(
            (
                "A. Maksud",
                (
                    (
                        f"Surat edaran ini menjabarkan Pasal 12 dan Pasal 13 {PERWALI} agar keamanan informasi "
                        "dikelola dengan langkah yang sama di setiap perangkat daerah."
                    ),
                ),
            ),
            (
                "B. Isi edaran",
                numbered(
                    (
                        "Penetapan ruang lingkup: seluruh aplikasi, data, dan jaringan yang dipakai perangkat daerah.",
                        (
                            "Penetapan penanggung jawab: kepala perangkat daerah bertanggung jawab atas keamanan "
                            "informasi di unitnya."
                        ),
                        "Perencanaan: kebutuhan pengamanan dicantumkan dalam rencana kerja tahunan.",
                        (
                            "Dukungan pengoperasian: kata sandi diganti setiap 6 bulan dan cadangan data dibuat setiap "
                            "hari."
                        ),
                        "Evaluasi kinerja: penilaian mandiri dilakukan setiap bulan Oktober.",
                        "Perbaikan berkelanjutan: temuan penilaian ditindaklanjuti paling lama 90 hari.",
                    ),
                ),
            ),
        ),
        date="2 Oktober 2023",
        signer="WALI KOTA NUSA BAHARI",
        name=MAYOR,
    )


def review_security_policy() -> Written:
    """Minutes of a review of the security policy, with problems and recommendations."""
    return minutes(
        unit=KOMINFO,
        meeting="Reviu Kebijakan Internal Manajemen Keamanan Informasi",
        day="Selasa, 20 Februari 2024",
        time="09.00 s.d. 11.45",
        place="Ruang Rapat Karang, Balai Kota",
        chair="Damar Pratama, Kepala Dinas Komunikasi dan Informatika",
        present=("Dinas Komunikasi dan Informatika", "Bagian Hukum", "Inspektorat", "BKPSDM", "Bappeda"),
        agenda="Reviu dan evaluasi Pasal 12 dan Pasal 13 Peraturan Wali Kota Nomor 18 Tahun 2022",
        discussion=(
            "Permasalahan: 9 dari 27 perangkat daerah belum menunjuk petugas keamanan informasi.",
            "Permasalahan: batas waktu pelaporan insiden sering terlewati karena formulir masih di atas kertas.",
            "Bagian Hukum menilai pasal yang ada sudah cukup, tetapi belum menyebut akibat jika tidak dilaksanakan.",
        ),
        conclusions=(
            "Kebijakan manajemen keamanan informasi masih relevan dan tetap digunakan.",
            "Pelaksanaan di perangkat daerah belum merata.",
        ),
        recommendations=(
            "Rekomendasi: menambah ketentuan tentang pemantauan triwulanan dalam perubahan Peraturan Wali Kota.",
            (
                "Rekomendasi: membuat formulir laporan insiden elektronik; pelaksana Dinas Komunikasi dan Informatika, "
                "paling lambat Mei 2024."
            ),
            "Rekomendasi: sembilan perangkat daerah menunjuk petugas paling lambat 31 Maret 2024.",
        ),
    )


def decree_coordination_team() -> Written:
    """Decree on the coordination team of SPBE: tasks and members from all units."""
    return decree(
        office="WALI KOTA NUSA BAHARI",
        number="100.3.3.3/77/2023",
        about="Tim Koordinasi Sistem Pemerintahan Berbasis Elektronik",
        considering=(
            (
                "bahwa untuk melaksanakan Pasal 15 Peraturan Wali Kota Nomor 18 Tahun 2022 perlu membentuk Tim "
                "Koordinasi SPBE;"
            ),
        ),
        recalling=(*_BASIS, f"{PERWALI};"),
        decisions=(
            "Membentuk Tim Koordinasi SPBE Kota Nusa Bahari dengan susunan sebagaimana tercantum dalam Lampiran.",
            (
                "Tim Koordinasi SPBE bertugas: a. mengarahkan penerapan SPBE pada seluruh perangkat daerah; b. "
                "menetapkan program kerja tahunan; c. memantau dan mengevaluasi SPBE; dan d. memfasilitasi kerja "
                "sama dengan instansi pusat dan pemerintah daerah lain."
            ),
            "Tim Koordinasi SPBE melapor kepada Wali Kota paling sedikit dua kali dalam setahun.",
            "Keputusan Wali Kota ini mulai berlaku pada tanggal ditetapkan.",
        ),
        date="16 Januari 2023",
        signer="WALI KOTA NUSA BAHARI",
        name=MAYOR,
        annex=[
            PageBreak(),
            Heading("LAMPIRAN: SUSUNAN TIM KOORDINASI SPBE KOTA NUSA BAHARI"),
            Table(
                (
                    ("No.", "Kedudukan", "Jabatan dalam dinas"),
                    ("1.", "Pengarah", "Wali Kota"),
                    ("2.", "Ketua", "Sekretaris Daerah"),
                    ("3.", "Wakil ketua", "Kepala Bappeda"),
                    ("4.", "Sekretaris", "Kepala Dinas Komunikasi dan Informatika"),
                    ("5.", "Anggota", "Inspektur; Kepala BKPSDM; Kepala BPKAD; Kepala Bagian Organisasi"),
                    ("6.", "Anggota", "Kepala Bagian Hukum; Kepala UKPBJ; Kepala Dinas Perpustakaan dan Kearsipan"),
                    ("7.", "Anggota", "Seluruh kepala perangkat daerah lainnya dan para camat"),
                ),
                (0.5, 1.5, 4),
            ),
        ],
    )


def circular_network() -> Written:
    """Circular on the intra network; it is filed under a name that says indicator 5."""
    return circular(
        office="Sekretariat Daerah",
        number="400.14.5.4/118/SE/2023",
        about="Penggunaan Jaringan Intra Pemerintah Daerah",
        to="Seluruh Kepala Perangkat Daerah",
        sections=(
            (
                "Isi edaran",
                numbered(
                    (
                        (
                            "Seluruh perangkat daerah menggunakan Jaringan Intra Pemerintah Daerah untuk mengakses "
                            "aplikasi perkantoran."
                        ),
                        "Sambungan internet langsung di luar Jaringan Intra dihentikan paling lambat Juni 2023.",
                        (
                            "Pengoperasian Jaringan Intra pada kantor masing-masing menjadi tanggung jawab admin "
                            "jaringan yang ditunjuk kepala perangkat daerah."
                        ),
                        "Gangguan Jaringan Intra dilaporkan kepada meja layanan Dinas Komunikasi dan Informatika.",
                    ),
                ),
            ),
        ),
        date="6 Februari 2023",
        signer="SEKRETARIS DAERAH KOTA NUSA BAHARI",
        name=SECRETARY,
    )


def old_review_data_policy() -> Written:
    """A review of the data policy that is older than two years."""
    return report(
        unit="Badan Perencanaan Pembangunan Daerah",
        title="Laporan Hasil Reviu Kebijakan Internal Manajemen Data",
        fields=(("Tahun", "2021"), ("Objek reviu", "Peraturan Wali Kota tentang Satu Data Kota Nusa Bahari")),
        sections=(
            ("I. Pendahuluan", ("Reviu dilakukan oleh Bappeda bersama produsen data pada bulan April dan Mei 2021.",)),
            (
                "II. Permasalahan",
                numbered(
                    (
                        "Kode wilayah yang dipakai perangkat daerah tidak seragam.",
                        "Data induk kependudukan belum dapat dirujuk oleh aplikasi layanan.",
                    ),
                ),
            ),
            (
                "III. Rekomendasi perbaikan",
                numbered(
                    (
                        "Menetapkan daftar data referensi yang wajib dipakai.",
                        "Mengatur interoperabilitas data dalam kebijakan SPBE yang baru.",
                    ),
                ),
            ),
        ),
        date="11 Juni 2021",
        signer="Kepala Bappeda",
        name="Laksmi Wiratama",
    )


def invitation_application_policy() -> Written:
    """Only an invitation: it says that a review was planned, not what it found."""
    return invitation(
        unit=KOMINFO,
        number="005/214/Diskominfo/2024",
        date="4 Maret 2024",
        to=("Kepala Bagian Hukum", "Kepala Bappeda", "Kepala Bagian Organisasi"),
        about="Rapat Reviu Kebijakan Internal Pembangunan Aplikasi SPBE",
        basis="Dalam rangka evaluasi Pasal 6 dan Pasal 7 Peraturan Wali Kota Nomor 18 Tahun 2022.",
        day="Kamis, 7 Maret 2024",
        time="13.00 sampai selesai",
        place="Ruang Rapat Dinas Komunikasi dan Informatika",
        agenda="Reviu kebijakan pembangunan aplikasi SPBE",
        signer="Kepala Dinas Komunikasi dan Informatika",
        name="Damar Pratama",
    )
