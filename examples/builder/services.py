"""Texts and screens for indicators 32-47: manuals, screens, reports and the archive of the procurement unit."""

from __future__ import annotations

from collections.abc import Sequence

from .blocks import Block, Table, Written
from .forms import minutes, numbered, procedure, report
from .office import archive, pptx_file
from .pdf import pdf
from .screens import Screen, draw, png

_FUNCTIONS = {
    "cari": ("Pencarian", "Isi kata kunci pada kotak Cari, pilih tahun, lalu tekan tombol Cari."),
    "unggah": ("Unggah dokumen", "Tekan Unggah, pilih berkas PDF paling besar 10 MB, lalu tekan Simpan."),
    "unduh": ("Unduh dokumen", "Tekan Unduh pada baris dokumen; berkas tersimpan dalam bentuk PDF atau XLSX."),
    "validasi": ("Validasi", "Aplikasi menolak isian yang kosong atau melebihi pagu dan menampilkan sebabnya."),
    "setuju": (
        "Persetujuan",
        "Atasan membuka menu Persetujuan, memeriksa usulan, lalu memilih Setujui atau Kembalikan.",
    ),
    "status": ("Status", "Riwayat usulan menampilkan siapa yang menyetujui dan kapan."),
    "analitik": ("Dasbor analitik", "Grafik menampilkan jumlah usulan per bulan dan per perangkat daerah."),
}


def manual(
    *,
    unit: str,
    title: str,
    app: str,
    url: str,
    purpose: str,
    functions: Sequence[str],
    date: str,
    head: str,
    name: str,
    more: Sequence[tuple[str, Sequence[str | Block]]] = (),
) -> Written:
    """Manual of an application; ``functions`` are keys of what its users can do."""
    chosen = [_FUNCTIONS[key] for key in functions]
    return report(
        unit=unit,
        title=title,
        fields=(("Nama aplikasi", app), ("Alamat", url)),
        sections=(
            ("1. Kegunaan", (purpose,)),
            ("2. Masuk aplikasi", ("Buka alamat aplikasi, isi nama pengguna dan kata sandi, lalu tekan Masuk.",)),
            (
                "3. Fungsi aplikasi",
                [entry for number, (label, text) in enumerate(chosen, 1) for entry in (f"3.{number} {label}. {text}",)],
            ),
            *more,
        ),
        date=date,
        signer=head,
        name=name,
    )


def manual_planning() -> Written:
    """SIPD, planning: reaches the transaction level."""
    return manual(
        unit="Badan Perencanaan Pembangunan Daerah",
        title="Buku Panduan SIPD Modul Perencanaan",
        app="SIPD (Sistem Informasi Pemerintahan Daerah)",
        url="https://sipd.nusabahari.example",
        purpose="Layanan perencanaan untuk menyusun RKPD dan Renja perangkat daerah secara elektronik.",
        functions=("cari", "unggah", "unduh", "validasi", "setuju", "status", "analitik"),
        date="12 Februari 2024",
        head="Kepala Bappeda",
        name="Laksmi Wiratama",
    )


def manual_finance() -> Written:
    """SIMDA, finance: stays at interaction, no approval."""
    return manual(
        unit="Badan Pengelolaan Keuangan dan Aset Daerah",
        title="Manual Aplikasi SIMDA Keuangan",
        app="SIMDA Keuangan",
        url="https://simda.nusabahari.example",
        purpose="Layanan keuangan untuk penatausahaan dan pelaporan keuangan daerah.",
        functions=("cari", "unggah", "unduh"),
        date="6 Maret 2023",
        head="Kepala BPKAD",
        name="Mahesa Satriyo",
    )


def manual_goods() -> Written:
    """SIMDA BMD, management of regional property."""
    return manual(
        unit="Badan Pengelolaan Keuangan dan Aset Daerah",
        title="Manual Aplikasi SIMDA BMD (Barang Milik Daerah)",
        app="SIMDA BMD",
        url="https://simda.nusabahari.example/bmd",
        purpose="Layanan pengelolaan barang milik daerah: pencatatan, pemindahtanganan, dan penghapusan barang.",
        functions=("cari", "unggah", "unduh", "validasi", "setuju"),
        date="20 Maret 2024",
        head="Kepala BPKAD",
        name="Mahesa Satriyo",
    )


def manual_personnel() -> Written:
    """SIMPEG with integration: reaches for collaboration."""
    endpoints = (
        ("Metode", "Endpoint", "Layanan lain"),
        ("GET", "/api/v1/pegawai", "e-Kinerja"),
        ("POST", "/api/v1/cuti", "Presensi"),
        ("GET", "/api/v1/jabatan", "SIASN"),
    )
    return manual(
        unit="Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        title="Buku Panduan SIMPEG Kota Nusa Bahari",
        app="SIMPEG (Sistem Informasi Manajemen Kepegawaian)",
        url="https://simpeg.nusabahari.example",
        purpose="Layanan kepegawaian: data pegawai, cuti, kenaikan pangkat, dan pensiun.",
        functions=("cari", "unggah", "unduh", "validasi", "setuju", "status"),
        date="11 September 2023",
        head="Kepala BKPSDM",
        name="Ayu Purnama",
        more=(
            (
                "4. Integrasi dengan layanan lain",
                ("SIMPEG berbagi pakai data dengan layanan SPBE berikut:", Table(endpoints, (1, 2, 2))),
            ),
        ),
    )


def personnel_api() -> Written:
    """API documentation of SIMPEG under a name that says little."""
    endpoints = (
        ("Metode", "Endpoint", "Keterangan"),
        ("GET", "/api/v1/pegawai", "Daftar pegawai aktif"),
        ("GET", "/api/v1/pegawai/{id}", "Satu pegawai"),
        ("POST", "/api/v1/cuti", "Usulan cuti"),
        ("GET", "/api/v1/jabatan", "Daftar jabatan"),
    )
    return report(
        unit="Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        title="Dokumentasi API SIMPEG",
        fields=(("Versi", "2.1"), ("Repositori API", "https://splp.nusabahari.example/katalog/simpeg")),
        sections=(
            ("Daftar endpoint", (Table(endpoints, (1, 2, 2.4)),)),
            (
                "Integrasi",
                numbered(
                    (
                        "e-Kinerja mengambil data pegawai setiap malam.",
                        "SIASN menerima perubahan jabatan setiap hari kerja.",
                    )
                ),
            ),
            ("Arsitektur aplikasi", ("SIMPEG, e-Kinerja, dan SIASN terhubung melalui Sistem Penghubung Layanan.",)),
        ),
        date="2 Oktober 2023",
        signer="Kepala BKPSDM",
        name="Ayu Purnama",
    )


def manual_archive() -> Written:
    """SRIKANDI, dynamic records."""
    return manual(
        unit="Dinas Perpustakaan dan Kearsipan",
        title="Panduan Penggunaan SRIKANDI",
        app="SRIKANDI (Sistem Informasi Kearsipan Dinamis Terintegrasi)",
        url="https://srikandi.nusabahari.example",
        purpose="Layanan kearsipan dinamis: naskah masuk, naskah keluar, disposisi, dan pemberkasan arsip.",
        functions=("cari", "unggah", "unduh", "setuju", "status"),
        date="17 April 2023",
        head="Kepala Dinas Perpustakaan dan Kearsipan",
        name="Kirana Maheswari",
    )


def manual_law() -> Written:
    """JDIH: search and download only."""
    return manual(
        unit="Sekretariat Daerah, Bagian Hukum",
        title="Manual Pengguna JDIH Kota Nusa Bahari",
        app="JDIH (Jaringan Dokumentasi dan Informasi Hukum)",
        url="https://jdih.nusabahari.example",
        purpose="Layanan dokumentasi dan informasi hukum: peraturan daerah, peraturan wali kota, dan putusan.",
        functions=("cari", "unduh"),
        date="5 Juni 2023",
        head="Kepala Bagian Hukum",
        name="Raka Adiwangsa",
    )


def manual_queue() -> Written:
    """SIPUAS, the service chosen for indicator 45."""
    return manual(
        unit="Dinas Kesehatan",
        title="Buku Panduan SIPUAS (Antrean Puskesmas)",
        app="SIPUAS (Sistem Informasi Puskesmas Nusa Bahari)",
        url="https://sipuas.nusabahari.example",
        purpose="Layanan antrean dan rujukan puskesmas bagi warga.",
        functions=("cari", "unggah", "unduh", "validasi", "setuju", "status"),
        date="26 Februari 2024",
        head="Kepala Dinas Kesehatan",
        name="Sekar Anjani",
    )


def complaint_report() -> Written:
    """How complaints were handled in SP4N-LAPOR!."""
    rows = (
        ("Triwulan", "Pengaduan", "Selesai", "Rata-rata"),
        ("I", "184", "176", "6 hari"),
        ("II", "203", "190", "7 hari"),
        ("III", "171", "168", "5 hari"),
        ("IV", "159", "151", "5 hari"),
    )
    return report(
        unit="Dinas Komunikasi dan Informatika",
        title="Laporan Pengelolaan Pengaduan Pelayanan Publik SP4N-LAPOR! Tahun 2023",
        sections=(
            (
                "A. Alur pengaduan",
                numbered(
                    (
                        "Warga mengirim laporan dan mengunggah foto melalui aplikasi.",
                        "Admin instansi melakukan verifikasi dan validasi laporan.",
                        "Laporan didisposisikan kepada perangkat daerah dan diberi status diproses.",
                        "Jawaban disetujui pejabat penghubung lalu ditutup dengan status selesai.",
                    ),
                ),
            ),
            ("B. Jumlah pengaduan", (Table(rows, (1, 1, 1, 1)),)),
            ("C. Analitik", ("Dasbor menunjukkan jalan rusak sebagai kelompok laporan terbanyak.",)),
        ),
        date="19 Januari 2024",
        signer="Kepala Dinas Komunikasi dan Informatika",
        name="Damar Pratama",
    )


def complaint_review() -> Written:
    """Minutes of a review of the complaint service, saved by the portal under a number that is no indicator."""
    return minutes(
        unit="Dinas Komunikasi dan Informatika",
        meeting="Reviu Layanan Pengaduan Pelayanan Publik",
        day="Rabu, 12 Juni 2024",
        time="13.30 s.d. 15.30",
        place="Ruang Rapat Dinas Komunikasi dan Informatika",
        chair="Galih Perdana, Kepala Bidang Aplikasi",
        present=("Dinas Komunikasi dan Informatika", "Bagian Organisasi", "Inspektorat", "12 pejabat penghubung"),
        agenda="Reviu dan evaluasi layanan pengaduan SP4N-LAPOR!",
        discussion=(
            "Permasalahan: jawaban dari dua perangkat daerah melewati batas waktu.",
            "Permasalahan: warga pulau kecil lebih memilih pesan singkat.",
        ),
        conclusions=("Layanan berjalan, ketepatan waktu jawaban perlu ditingkatkan.",),
        recommendations=(
            "Rekomendasi: pengingat otomatis dua hari sebelum batas waktu.",
            "Rekomendasi: menambah kanal pesan singkat pada tahun 2025.",
        ),
    )


def procedure_open_data() -> Written:
    """SOP of open data."""
    return procedure(
        unit="Dinas Komunikasi dan Informatika",
        name="Pelayanan Data Terbuka",
        number="000.8.3/15/SOP-Diskominfo/2022",
        made="5 September 2022",
        effective="3 Oktober 2022",
        approved_by="Kepala Dinas Komunikasi dan Informatika, Kota Nusa Bahari",
        basis=("Pasal 11 Peraturan Wali Kota Nusa Bahari Nomor 18 Tahun 2022",),
        executors=("Memahami statistik sektoral",),
        tools="Portal Satu Data Nusa Bahari",
        warning="Data pribadi tidak boleh diterbitkan.",
        steps=(
            ("Produsen data mengunggah data", "Perangkat daerah", "1 hari", "Berkas data"),
            ("Wali data memeriksa kualitas data", "Diskominfo", "2 hari", "Catatan pemeriksaan"),
            ("Menerbitkan data pada portal", "Diskominfo", "1 hari", "Data terbuka"),
        ),
    )


def performance_slides() -> bytes:
    """Slides on e-SAKIP."""
    return pptx_file(
        "Penggunaan e-SAKIP Kota Nusa Bahari",
        "Bagian Organisasi, Sosialisasi Akuntabilitas Kinerja, 27 Februari 2024",
        (
            (
                "Apa itu e-SAKIP",
                (
                    "Layanan akuntabilitas kinerja organisasi berbasis elektronik",
                    "Alamat: https://esakip.nusabahari.example",
                    "Dipakai 27 perangkat daerah",
                ),
            ),
            (
                "Fungsi untuk pengguna",
                ("Cari dokumen perjanjian kinerja", "Unggah rencana aksi dan LKjIP", "Unduh pohon kinerja"),
            ),
            (
                "Alur persetujuan",
                (
                    "Perangkat daerah mengirim capaian",
                    "Bagian Organisasi melakukan validasi",
                    "Sekretaris Daerah memberi persetujuan",
                    "Status tampil pada dasbor analitik",
                ),
            ),
        ),
    )


SCREENS: dict[str, Screen] = {
    "planning": Screen(
        "https://sipd.nusabahari.example",
        "SIPD - Perencanaan",
        "Bappeda Kota Nusa Bahari",
        "Dasbor Usulan Renja 2025",
        ("Beranda", "Usulan", "Renja", "RKPD", "Persetujuan", "Unduhan"),
        ("Cari usulan", "Unggah", "Unduh RKPD"),
        (
            ("Perangkat daerah", "Usulan", "Status"),
            ("Dinas Kesehatan", "64", "Disetujui"),
            ("Dinas Perhubungan", "41", "Menunggu validasi"),
            ("Bagian Hukum", "9", "Disetujui"),
        ),
        cards=(("Usulan", "1.208"), ("Disetujui", "977"), ("Dikembalikan", "86")),
        accent="#1d6f42",
    ),
    "budget": Screen(
        "https://sipd.nusabahari.example/anggaran",
        "SIPD - Penganggaran",
        "BPKAD Kota Nusa Bahari",
        "Rincian Belanja RKA 2024",
        ("Beranda", "RKA", "DPA", "Pergeseran", "Laporan"),
        ("Cari", "Unggah lampiran", "Unduh DPA", "Kirim persetujuan"),
        (
            ("Subkegiatan", "Pagu", "Rincian", "Status"),
            ("Pengoperasian pusat data", "966.000.000", "966.000.000", "Valid"),
            ("Perluasan jaringan", "1.254.000.000", "1.254.000.000", "Valid"),
            ("Pengembangan aplikasi", "475.000.000", "480.000.000", "Ditolak: melebihi pagu"),
        ),
        accent="#7b3f98",
    ),
    "procurement": Screen(
        "https://lpse.nusabahari.example",
        "SPSE - LPSE Kota Nusa Bahari",
        "UKPBJ Kota Nusa Bahari",
        "Daftar Tender dan Seleksi 2024",
        ("Beranda", "Cari paket", "Regulasi", "Daftar hitam"),
        ("Cari paket", "Unduh dokumen"),
        (
            ("Kode", "Nama paket", "Tahap", "HPS"),
            ("0012024", "Perluasan jaringan intra", "Evaluasi", "Rp1,2 M"),
            ("0022024", "Rehabilitasi dermaga rakyat", "Pengumuman", "Rp3,4 M"),
        ),
        accent="#a61c00",
    ),
    "performance": Screen(
        "https://ekinerja.nusabahari.example",
        "e-Kinerja",
        "BKPSDM Kota Nusa Bahari",
        "Sasaran Kinerja Pegawai Triwulan II 2024",
        ("Beranda", "SKP saya", "Realisasi", "Penilaian", "TPP"),
        ("Cari pegawai", "Unggah bukti", "Unduh SKP", "Setujui"),
        (
            ("Rencana hasil kerja", "Target", "Realisasi", "Status atasan"),
            ("Laporan pengaduan", "4", "2", "Disetujui"),
            ("Pemutakhiran data", "12", "7", "Menunggu"),
            ("Sosialisasi aplikasi", "2", "1", "Disetujui"),
        ),
        accent="#0f6e84",
    ),
    "complaint": Screen(
        "https://lapor.nusabahari.example",
        "SP4N-LAPOR!",
        "Pengaduan Pelayanan Publik Kota Nusa Bahari",
        "Pengaduan masuk",
        ("Semua laporan", "Belum diverifikasi", "Diproses", "Selesai", "Statistik"),
        ("Cari laporan", "Unduh rekap"),
        (
            ("No.", "Laporan", "Perangkat daerah", "Status"),
            ("5121", "Lampu dermaga padam", "Dinas Perhubungan", "Diproses"),
            ("5122", "Antrean puskesmas lama", "Dinas Kesehatan", "Selesai"),
            ("5125", "Air keruh", "PDAM", "Belum diverifikasi"),
        ),
        cards=(("Masuk", "203"), ("Diproses", "31"), ("Selesai", "172")),
        accent="#b3261e",
    ),
    "open data": Screen(
        "https://satudata.nusabahari.example",
        "Satu Data Nusa Bahari",
        "Portal Data Terbuka Kota Nusa Bahari",
        "Dataset terbaru",
        ("Dataset", "Organisasi", "Grup", "Permohonan"),
        ("Cari dataset", "Unduh CSV", "Unduh API"),
        (
            ("Dataset", "Produsen data", "Format", "Diperbarui"),
            ("Jumlah kapal nelayan", "Dinas KP", "CSV", "April 2024"),
            ("Kunjungan puskesmas", "Dinas Kesehatan", "CSV", "Mei 2024"),
            ("Titik dermaga", "Dishub", "GeoJSON", "2023"),
        ),
        accent="#00695c",
    ),
    "law": Screen(
        "https://jdih.nusabahari.example",
        "JDIH Kota Nusa Bahari",
        "Bagian Hukum Kota Nusa Bahari",
        "Produk Hukum",
        ("Beranda", "Peraturan", "Artikel", "Putusan", "Statistik"),
        ("Cari", "Unduh"),
        (
            ("Nomor", "Tentang", "Status"),
            ("Perwali 18/2022", "Penyelenggaraan SPBE", "Berlaku"),
            ("Perda 4/2016", "Susunan Perangkat Daerah", "Diubah"),
        ),
        accent="#5d4037",
    ),
    "dock": Screen(
        "https://edermaga.nusabahari.example",
        "e-Dermaga",
        "Dinas Perhubungan Kota Nusa Bahari",
        "Jadwal sandar dermaga rakyat",
        ("Jadwal", "Daftar kapal", "Tarif", "Berita"),
        ("Cari jadwal",),
        (
            ("Dermaga", "Kapal", "Tiba", "Berangkat"),
            ("Karang Timur", "KM Senja", "08.00", "10.30"),
            ("Teluk Jernih", "KM Camar", "09.15", "13.00"),
        ),
        accent="#01579b",
    ),
    "knowledge": Screen(
        "https://layanan.nusabahari.example",
        "Beranda",
        "Portal Pegawai Kota Nusa Bahari",
        "Masuk",
        ("Beranda", "Bantuan"),
        ("Masuk",),
        (),
        accent="#455a64",
    ),
}
"""Screens of the city's invented applications."""


def procurement_archive() -> bytes:
    """What the procurement unit hands in for indicator 35: three documents in one archive."""
    guide = manual(
        unit="Unit Kerja Pengadaan Barang dan Jasa",
        title="Petunjuk Penggunaan SPSE bagi Pelaku Usaha dan Pokja",
        app="SPSE (Sistem Pengadaan Secara Elektronik)",
        url="https://lpse.nusabahari.example",
        purpose="Layanan pengadaan barang dan jasa secara elektronik dari pengumuman sampai kontrak.",
        functions=("cari", "unggah", "unduh", "validasi", "setuju", "status"),
        date="8 Januari 2024",
        head="Kepala UKPBJ",
        name="Yudha Prakoso",
    )
    notes = (
        "SiRUP Kota Nusa Bahari - rekap rencana umum pengadaan 2024\r\n\r\n"
        "Perangkat daerah yang mengumumkan : 27 dari 27\r\n"
        "Paket penyedia                    : 1.462\r\n"
        "Paket swakelola                   : 803\r\n"
        "Sumber: https://sirup.nusabahari.example, diunduh 3 Juni 2024\r\n"
    )
    return archive(
        (
            ("Manual SPSE.pdf", pdf(guide)),
            ("rekap SiRUP 2024.txt", notes.encode()),
            ("Tangkapan layar SPSE.png", png(draw(SCREENS["procurement"]))),
        )
    )


def coordinator_note() -> bytes:
    """A note the coordinator left in the folder."""
    return (
        b"Catatan koordinator SPBE, 28 Juni 2024\r\n\r\n"
        b"- 26, 27, 28: masih menunggu Bagian Organisasi\r\n"
        b"- 39: berkas dari Inspektorat kosong, minta dikirim ulang\r\n"
        b"- 47: Dinas Perikanan belum mengirim apa pun\r\n"
        b"- kata sandi laporan keamanan ada pada Pak Galih\r\n"
    )
