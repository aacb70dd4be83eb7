"""Builds believable saved Results for tests of reports, gates, comparisons and plans, without a folder or a catalogue.

``make_result()`` is a small agency with a few indicators of every family; ``make_result(indicators=ALL)`` has all 47.
Everything is invented and deterministic, and the summary is counted from the parts, so a report that counts for itself
must arrive at the same figures. It is no model of the assessment: use it where a Result is *input*.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from msgspec.structs import replace

from spbe_checklist.verdict.document_entry import DocumentEntry, IgnoredEntry, MatchEntry, NoticeEntry
from spbe_checklist.verdict.priorities import next_documents, priorities
from spbe_checklist.verdict.result import (
    AgencyRef,
    Basis,
    CatalogueRef,
    Decision,
    EvidenceCounts,
    EvidenceEntry,
    EvidenceStatus,
    FileCounts,
    IndicatorCounts,
    IndicatorEntry,
    IndicatorStatus,
    LevelEntry,
    NodeIndex,
    NoteEntry,
    Offer,
    PredicateRef,
    Result,
    Run,
    Summary,
    Tool,
)

ALL: tuple[int, ...] = tuple(range(1, 48))
FEW: tuple[int, ...] = (1, 8, 11, 13, 15, 17, 19, 21, 24, 29, 31, 32, 37, 42, 45)
"""A few indicators of every family."""

HOSTILE_NAMES: tuple[str, ...] = (
    "99 aneh/<img src=x onerror=alert(1)>.pdf",
    '99 aneh/"><script>alert(1)</script>.docx',
    "99 aneh/javascript:alert(1).pdf",
    "99 aneh/=cmd|' /C calc'!A0.xlsx",
    "99 aneh/baris\n::error file=a,line=1::palsu.pdf",
    "99 aneh/\x1b[31mmerah\x1b]0;judul\x07.pdf",
    "99 aneh/terbalik\u202efdp.exe",
    "99 aneh/SK [bold]tebal[/bold] :thumbsup: | *bintang* `kode`.pdf",
    "99 aneh/[klik](javascript:alert(1)).pdf",
    "99 aneh/tak-sah\ufffe\x00.pdf",
    "99 aneh/]]> & <!--.pdf",
    "99 aneh/persen%0A::warning::x%.pdf",
    "99 aneh/e\u0301 NFD, titik dua: dan, koma;titik-koma.pdf",
    "99 aneh/" + "panjang-sekali-" * 14 + ".pdf",
    "//contoh.invalid/berbagi.pdf",
    "+62 -1 @ref.csv",
    "99 aneh/bukan-utf8-\udcff\udce9.pdf",
)
"""File names that break naive outputs. Every one of them is a legal name on some file system."""

_DOMAINS = ((1, "Kebijakan Internal SPBE"), (2, "Tata Kelola SPBE"), (3, "Manajemen SPBE"), (4, "Layanan SPBE"))
_ASPECTS = (
    (1, 1, "Kebijakan Internal Tata Kelola SPBE"),
    (2, 2, "Perencanaan Strategis SPBE"),
    (3, 2, "Teknologi Informasi dan Komunikasi"),
    (4, 2, "Penyelenggara SPBE"),
    (5, 3, "Penerapan Manajemen SPBE"),
    (6, 3, "Pelaksanaan Audit TIK"),
    (7, 4, "Layanan Administrasi Pemerintahan Berbasis Elektronik"),
    (8, 4, "Layanan Publik Berbasis Elektronik"),
)
_RANGES = (
    (range(1, 11), 1, 1, "1.30", "kebijakan"),
    (range(11, 15), 2, 2, "2.50", "rencana"),
    (range(15, 19), 3, 2, "2.50", "operasi"),
    (range(19, 21), 4, 2, "2.50", "operasi"),
    (range(21, 29), 5, 3, "1.50", "manajemen"),
    (range(29, 32), 6, 3, "1.50", "audit"),
    (range(32, 42), 7, 4, "2.75", "layanan"),
    (range(42, 48), 8, 4, "3.00", "layanan"),
)
_TOPICS = (
    "Arsitektur SPBE",
    "Peta Rencana SPBE",
    "Manajemen Data",
    "Pembangunan Aplikasi SPBE",
    "Layanan Pusat Data",
    "Jaringan Intra Pemerintah",
    "Sistem Penghubung Layanan",
    "Manajemen Keamanan Informasi",
    "Audit TIK",
    "Tim Koordinasi SPBE",
    "Arsitektur SPBE",
    "Peta Rencana SPBE",
    "Keterpaduan Rencana dan Anggaran",
    "Inovasi Proses Bisnis",
    "Pembangunan Aplikasi",
    "Pusat Data",
    "Jaringan Intra",
    "Sistem Penghubung Layanan",
    "Tim Koordinasi SPBE",
    "Kolaborasi Penerapan",
    "Manajemen Risiko",
    "Keamanan Informasi",
    "Manajemen Data",
    "Aset TIK",
    "Kompetensi SDM",
    "Manajemen Pengetahuan",
    "Manajemen Perubahan",
    "Manajemen Layanan",
    "Audit Infrastruktur",
    "Audit Aplikasi",
    "Audit Keamanan",
    "Perencanaan",
    "Penganggaran",
    "Keuangan",
    "Pengadaan Barang dan Jasa",
    "Kepegawaian",
    "Kearsipan Dinamis",
    "Barang Milik Daerah",
    "Pengawasan Internal",
    "Akuntabilitas Kinerja",
    "Kinerja Pegawai",
    "Pengaduan Publik",
    "Data Terbuka",
    "JDIH",
    "Layanan Publik 1",
    "Layanan Publik 2",
    "Layanan Publik 3",
)
_UNITS: dict[str, tuple[str, ...]] = {
    "kebijakan": ("Bagian Hukum", "Dinas Komunikasi dan Informatika"),
    "rencana": ("Badan Perencanaan Pembangunan Daerah",),
    "operasi": ("Dinas Komunikasi dan Informatika",),
    "manajemen": ("Dinas Komunikasi dan Informatika", "Badan Kepegawaian dan Pengembangan SDM"),
    "audit": ("Inspektorat",),
    "layanan": ("Sekretariat Daerah",),
}
_LEVELS = {
    "proses": ("Rintisan", "Terkelola", "Terdefinisi", "Terpadu dan Terukur", "Optimum"),
    "layanan": ("Informasi", "Interaksi", "Transaksi", "Kolaborasi", "Optimum"),
}


@dataclass(frozen=True)
class _Item:
    """Pattern of an evidence item; ``{t}`` is the indicator's topic."""

    key: str
    level: int
    kind: str
    label: str
    inside: tuple[str, ...] = ()
    required: bool = True
    cost: int = 3


_FAMILIES: dict[str, tuple[_Item, ...]] = {
    "kebijakan": (
        _Item("draf", 1, "draf", "Rancangan aturan tentang {t}", required=False, cost=2),
        _Item("sebagian", 2, "peraturan", "Aturan kepala daerah yang memuat sebagian {t}", cost=5),
        _Item(
            "lengkap",
            3,
            "peraturan",
            "Aturan kepala daerah yang memuat seluruh {t}",
            ("pasal untuk tiap unsur",),
            cost=6,
        ),
        _Item("terpadu", 4, "peraturan", "Aturan {t} yang menyebut keterpaduan antarinstansi", cost=6),
        _Item("reviu", 4, "laporan_reviu", "Laporan reviu aturan {t}", ("rekomendasi perbaikan",)),
        _Item("baru", 5, "peraturan", "Aturan {t} hasil perbaikan", cost=8),
    ),
    "rencana": (
        _Item("draf", 1, "draf", "Konsep dokumen {t}", required=False, cost=2),
        _Item("dokumen", 2, "dokumen_rencana", "Dokumen {t} sebagian unsur", cost=5),
        _Item(
            "formal", 3, "dokumen_rencana", "Dokumen {t} seluruh unsur yang disahkan", ("lembar pengesahan",), cost=5
        ),
        _Item("reviu", 4, "laporan_reviu", "Laporan reviu {t}", ("rekomendasi perbaikan",)),
        _Item("tindak_lanjut", 5, "notulen", "Notulen tindak lanjut reviu {t}", cost=2),
    ),
    "operasi": (
        _Item("kegiatan", 1, "notulen", "Catatan kegiatan {t}", required=False, cost=2),
        _Item("sebagian", 2, "dokumentasi", "Dokumentasi {t} di sebagian perangkat daerah"),
        _Item("sop", 3, "sop", "SOP {t}", ("tanggal berlaku", "tanda tangan pejabat")),
        _Item("seluruh", 3, "dokumentasi", "Dokumentasi {t} di seluruh perangkat daerah", cost=4),
        _Item("reviu", 4, "laporan_reviu", "Laporan reviu {t}", ("rekomendasi perbaikan",)),
        _Item("tindak_lanjut", 5, "notulen", "Notulen tindak lanjut reviu {t}", cost=2),
    ),
    "manajemen": (
        _Item("draf", 1, "draf", "Konsep pedoman {t}", required=False, cost=2),
        _Item("pedoman", 2, "pedoman", "Pedoman {t} yang ditetapkan", cost=4),
        _Item("pelaksanaan", 3, "laporan", "Laporan pelaksanaan {t}", ("seluruh perangkat daerah",), cost=4),
        _Item("arah", 4, "notulen", "Arah strategis {t} dari Tim Koordinasi", cost=2),
        _Item("tindak_lanjut", 5, "notulen", "Notulen tindak lanjut reviu {t}", cost=2),
    ),
    "audit": (
        _Item("rencana", 1, "draf", "Rencana {t}", required=False, cost=2),
        _Item("sebagian", 2, "laporan_audit", "Laporan {t} internal", ("daftar temuan",), cost=6),
        _Item("menyeluruh", 3, "laporan_audit", "Laporan {t} internal menyeluruh", ("daftar temuan",), cost=7),
        _Item("eksternal", 4, "laporan_audit", "Laporan {t} oleh auditor bersertifikat", cost=8),
        _Item("tindak_lanjut", 5, "notulen", "Notulen tindak lanjut {t}", cost=2),
    ),
    "layanan": (
        _Item(
            "informasi", 1, "tangkapan_layar", "Tangkapan layar halaman informasi layanan {t}", required=False, cost=1
        ),
        _Item("interaksi", 2, "tangkapan_layar", "Tangkapan layar pencarian dan unggah layanan {t}", cost=1),
        _Item("transaksi", 3, "tangkapan_layar", "Tangkapan layar alur persetujuan layanan {t}", cost=2),
        _Item("manual", 3, "panduan", "Panduan penggunaan layanan {t}", required=False, cost=2),
        _Item("kolaborasi", 4, "bukti_integrasi", "Bukti integrasi layanan {t} dengan layanan lain", cost=5),
        _Item("ditingkatkan", 5, "laporan_reviu", "Laporan perbaikan layanan {t}", cost=4),
    ),
}
_KIND_LABELS = {
    "draf": "Rancangan",
    "peraturan": "Peraturan atau keputusan",
    "laporan_reviu": "Laporan reviu",
    "dokumen_rencana": "Dokumen rencana",
    "notulen": "Notulen rapat",
    "dokumentasi": "Dokumentasi kegiatan",
    "sop": "SOP",
    "pedoman": "Pedoman",
    "laporan": "Laporan",
    "laporan_audit": "Laporan audit",
    "tangkapan_layar": "Tangkapan layar",
    "panduan": "Panduan pengguna",
    "bukti_integrasi": "Bukti integrasi",
}
_EXTENSIONS = {
    "tangkapan_layar": "png",
    "dokumentasi": "pptx",
    "panduan": "docx",
    "draf": "docx",
    "bukti_integrasi": "xlsx",
}


@dataclass(frozen=True)
class _Node:
    """Place of an indicator in the tree."""

    aspect: int
    domain: int
    weight: str
    family: str


def _node(no: int) -> _Node:
    for numbers, aspect, domain, weight, family in _RANGES:
        if no in numbers:
            return _Node(aspect, domain, weight, family)
    raise KeyError(no)


def _two(value: Decimal) -> str:
    return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _status(no: int, item: _Item) -> EvidenceStatus:
    """A fixed pattern: strong and weak indicators, and every status at every family."""
    if (no, item.key) == (31, "menyeluruh"):
        return "dikecualikan"
    reach = (no * 7) % 5  # how far up this indicator's evidence goes
    if item.level <= reach:
        return "ada"
    turn = (no * 3 + item.level + len(item.key)) % 7
    if item.level == reach + 1:
        statuses: tuple[EvidenceStatus, ...] = (
            "perlu_diperiksa",
            "belum_ada",
            "ada",
            "perlu_diperiksa",
            "belum_ada",
            "dikecualikan",
            "ada",
        )
        return statuses[turn]
    return "perlu_diperiksa" if turn == 0 else "belum_ada"


def _offer(no: int, item: _Item, status: EvidenceStatus, name: str) -> Offer:
    confirmed = status == "ada" and (no + item.level) % 11 == 0
    policy = item.kind == "peraturan"
    return Offer(
        path=name,
        page=3 + no % 9 if item.kind not in {"tangkapan_layar", "dokumentasi"} else None,
        article=f"Pasal {4 + no} ayat (1)" if policy else None,
        confidence=0.97
        if confirmed
        else round(0.84 + (no % 10) / 100, 2)
        if status == "ada"
        else round(0.42 + (no % 20) / 100, 2),
        because=[
            f"judul memuat “{_TOPICS[no - 1].lower()}”",
            f"jenis dikenali sebagai {_KIND_LABELS[item.kind].lower()}",
            *(["dikonfirmasi oleh Siti Aminah pada 2 Maret 2024"] if confirmed else []),
        ],
        lacks=[]
        if status == "ada"
        else [
            (
                "masih rancangan: nomor dan tanggal penetapan kosong",
                "tahun 2021 lebih tua dari batas 2022",
                "isi tidak terbaca karena hasil pindaian",
            )[(no + item.level) % 3]
        ],
        accepted=status == "ada",
        confirmed=confirmed,
    )


_REASONS: dict[EvidenceStatus, str] = {
    "ada": "Dokumen yang sesuai ditemukan.",
    "perlu_diperiksa": "Ada dokumen yang mungkin sesuai, tetapi belum memenuhi syarat.",
    "belum_ada": "Tidak ada dokumen yang cocok di folder ini.",
    "dikecualikan": "Dikecualikan sementara oleh penanggung jawab.",
}


def _evidence(no: int, item: _Item, target: int, hostile: Sequence[str]) -> EvidenceEntry:
    topic = _TOPICS[no - 1]
    status = _status(no, item)
    basis: Basis | None = None
    decision: Decision | None = None
    offers: list[Offer] = []
    extension = _EXTENSIONS.get(item.kind, "pdf")
    if status in {"ada", "perlu_diperiksa"}:
        name = f"{no:02d} {topic}/{_KIND_LABELS[item.kind]} {topic} {2021 + no % 4}.{extension}"
        if status == "ada" and (no + item.level) % 13 == 0:
            basis = "pernyataan"
            decision = Decision(
                reason="dilihat pada aplikasi",
                by="Kepala Dinas Kominfo",
                date="2024-03-01",
                until="2024-12-31",
                where="ruang server",
            )
        else:
            offers.append(_offer(no, item, status, name))
            if status == "perlu_diperiksa" and hostile:
                offers.append(_offer(no, item, status, hostile[(no + item.level) % len(hostile)]))
            basis = ("konfirmasi" if offers[0].confirmed else "dokumen") if status == "ada" else None
    elif status == "dikecualikan":
        basis = "pengecualian"
        decision = Decision(
            reason="audit dijadwalkan triwulan IV", by="Sekretaris Daerah", date="2024-02-10", until="2024-11-21"
        )
    counted = 1 < item.level <= target  # level 1 is granted without evidence
    return EvidenceEntry(
        id=f"I{no}.L{item.level}.{item.key}",
        level=item.level,
        kind=item.kind,
        label=item.label.format(t=topic),
        required=item.required,
        status=status,
        reason=_REASONS[status],
        ask=f"Mohon kirim {item.label.format(t=topic)} yang sudah disahkan, dalam PDF yang dapat dicari.",
        documents=offers,
        more_documents=no % 4 if len(offers) > 1 else 0,
        counted=counted,
        open=counted and status in {"perlu_diperiksa", "belum_ada"},
        basis=basis,
        inside=list(item.inside),
        why=f"Asesor menilai {topic} tingkat {item.level} dari dokumen ini.",
        source=f"PermenPANRB 59/2020, halaman {30 + no}",
        cost=item.cost,
        decision=decision,
        units=["Inspektorat"] if item.kind == "laporan_reviu" else [],
        pic="Rina Wulandari" if counted and (no + item.level) % 6 == 0 else "",
        deadline="2024-08-30" if counted and (no + item.level) % 6 == 0 else None,
        note="sudah dijanjikan bulan ini" if counted and (no + item.level) % 12 == 0 else "",
    )


def _indicator(no: int, target: int, hostile: Sequence[str], with_levels: bool) -> IndicatorEntry:
    node = _node(no)
    capability = "layanan" if node.family == "layanan" else "proses"
    evidence = [_evidence(no, item, target, hostile) for item in _FAMILIES[node.family]]
    good = {"ada", "dikecualikan"}
    supported = 1
    for level in range(2, 6):
        if not all(item.status in good for item in evidence if item.level == level and item.required):
            break
        supported = level
    counted = [item for item in evidence if item.counted]
    statuses = Counter(item.status for item in counted)
    status: IndicatorStatus
    if all(item.status in good for item in counted):
        status = "lengkap"
    elif any(item.status in good for item in counted):
        status = "sebagian"
    else:
        status = "perlu_diperiksa" if statuses["perlu_diperiksa"] else "belum_ada"
    claimed = float(min(5, supported + no % 3)) if with_levels else None
    assessed = float(max(1, supported - (no % 5 in {2, 4}))) if with_levels else None
    missing = next((item.id for item in evidence if item.open), None)
    notes = []
    if with_levels and no % 9 == 1:
        notes.append(
            NoteEntry(
                date="2023-10-17",
                by="Asesor eksternal",
                text="Peraturan belum menyebut unsur keamanan; lampirkan <b>pasal</b> dan *halaman*.",
                status="terbuka" if no % 2 else "terjawab",
                answered_by=[] if no % 2 else [f"{no:02d} jawaban.pdf"],
            )
        )
    return IndicatorEntry(
        no=no,
        name=f"Tingkat Kematangan {_TOPICS[no - 1]}"
        if node.family != "kebijakan"
        else f"Tingkat Kematangan Kebijakan Internal {_TOPICS[no - 1]}",
        aspect=node.aspect,
        weight=node.weight,
        status=status,
        target_level=target,
        supported_level=supported,
        claimed_level=claimed,
        assessed_level=assessed,
        previous_level=float(max(1, supported - 1)) if with_levels else None,
        units=list(_UNITS[node.family]) if no % 10 != 3 else [],
        evidence=evidence,
        topic=_TOPICS[no - 1],
        domain=node.domain,
        capability=capability,
        service="SiPinter (perizinan daring)" if no == 45 else None,
        levels=[
            LevelEntry(
                level=level,
                name=name,
                summary=f"Ringkasan kriteria tingkat {level} untuk {_TOPICS[no - 1]}.",
                supported=level <= supported,
                floor=level == 1,
            )
            for level, name in enumerate(_LEVELS[capability], start=1)
        ],
        missing_first=missing,
        ask_assessor=status == "lengkap" and assessed is not None and assessed < supported,
        notes=notes,
    )


def _documents(indicators: Iterable[IndicatorEntry], hostile: Sequence[str]) -> list[DocumentEntry]:
    matches: dict[str, list[MatchEntry]] = {name: [] for name in hostile}
    kinds: dict[str, str] = {}
    for indicator in indicators:
        for item in indicator.evidence:
            for offer in item.documents:
                kinds.setdefault(offer.path, item.kind)
                matches.setdefault(offer.path, []).append(
                    MatchEntry(
                        indicator=indicator.no, evidence=item.id, confidence=offer.confidence, accepted=offer.accepted
                    )
                )
    entries = []
    for position, path in enumerate(sorted(matches)):
        found = sorted(matches[path], key=lambda match: -match.confidence)
        kind = kinds.get(path)
        notices = []
        if position % 9 == 4:
            notices.append(
                NoticeEntry(
                    code="nama-indikator-berbeda",
                    message="Nama berkas menyebut indikator 12, isinya cocok dengan indikator lain.",
                )
            )
        if position % 23 == 7:
            notices.append(
                NoticeEntry(
                    code="data-pribadi",
                    message="Memuat 3 nomor yang berbentuk NIK (3201**********01). Samarkan sebelum diunggah.",
                )
            )
        entries.append(
            DocumentEntry(
                path=path,
                size=20_000 + position * 7_919,
                sha256=_sha256(path),
                format=path.rpartition(".")[2] if "." in path else "",
                health="baik",
                text="pindaian" if position % 8 == 5 else "ada",
                kind=kind,
                title=f"Dokumen {position + 1}" if found else None,
                number=str(10 + position) if kind == "peraturan" else None,
                year=2021 + position % 4,
                draft=kind == "draf" if kind else None,
                matches=found,
                notices=notices,
                kind_label=_KIND_LABELS.get(kind or ""),
                issuer="Bupati Ranah Biru" if kind == "peraturan" else None,
                pages=1 + position % 40,
                signed=position % 6 == 0,
                reason="" if found else "Tidak cocok dengan butir bukti mana pun.",
            )
        )
    problems: tuple[tuple[str, str, str], ...] = (
        ("29 Audit/Laporan audit 2023.pdf", "terkunci", "Berkas meminta kata sandi. Simpan salinan tanpa kata sandi."),
        ("16 Pusat Data/Foto ruang server.zip!/IMG_2001.jpg", "rusak", "Berkas rusak: isi berhenti di tengah."),
        (
            "20 Kolaborasi/rekaman rapat.mp4",
            "terlalu_besar",
            "Ukuran 912 MB melebihi batas 200 MB; hanya namanya yang dipakai.",
        ),
        (
            "04 Aplikasi/KAK aplikasi.gdoc",
            "pintasan",
            "Pintasan Google Drive, bukan dokumennya. Unduh dokumen aslinya.",
        ),
        ("kosong.pdf", "kosong", "Berkas kosong (0 bita)."),
    )
    for path, health, reason in problems:
        entries.append(
            DocumentEntry(
                path=path,
                size={"kosong": 0, "terlalu_besar": 912_000_000}.get(health, 48_213),
                sha256=_sha256(path),
                format=path.rpartition(".")[2],
                health=health,
                text="tidak_ada",
                reason=reason,
            )
        )
    entries.append(
        DocumentEntry(
            path="rujukan/Perpres 95 Tahun 2018 SPBE.pdf",
            size=1_200_345,
            sha256=_sha256("perpres"),
            format="pdf",
            health="baik",
            text="ada",
            kind="peraturan",
            kind_label="Peraturan atau keputusan",
            title="Sistem Pemerintahan Berbasis Elektronik",
            number="95",
            year=2018,
            reference=True,
            reason="Rujukan nasional, bukan bukti instansi.",
        )
    )
    first = entries[0]
    entries.append(
        replace(
            first,
            path="salinan/" + first.path.rpartition("/")[2],
            duplicate_of=first.path,
            matches=[],
            notices=[],
        )
    )
    return sorted(entries, key=lambda entry: entry.path)


def _node_index(no: int, name: str, members: Sequence[IndicatorEntry]) -> NodeIndex:
    weight = sum((Decimal(member.weight) for member in members), Decimal(0))

    def mean(levels: Sequence[float | None]) -> str | None:
        if not levels or any(level is None for level in levels):
            return None
        total = sum(
            (Decimal(member.weight) * Decimal(str(level)) for member, level in zip(members, levels, strict=True)),
            Decimal(0),
        )
        return _two(total / weight)

    return NodeIndex(
        no=no,
        name=name,
        weight=_two(weight),
        index_supported=mean([member.supported_level or 1 for member in members]) or "1.00",
        index_claimed=mean([member.claimed_level for member in members]),
        index_assessed=mean([member.assessed_level for member in members]),
    )


_PREDICATES = (("Memuaskan", "4.2"), ("Sangat Baik", "3.5"), ("Baik", "2.6"), ("Cukup", "1.8"))


def _predicate(index: str) -> str:
    for name, least in _PREDICATES:
        if Decimal(index) >= Decimal(least):
            return name
    return "Kurang"


def make_result(
    *,
    indicators: Sequence[int] = FEW,
    target: int = 3,
    hostile: bool = True,
    with_levels: bool = True,
    agency: str = "Pemerintah Kabupaten Ranah Biru",
    folder: str = "dokumen",
    declares_levels: bool = True,
) -> Result:
    """A Result with the given indicators, consistent in itself.

    ``hostile`` offers and lists the ``HOSTILE_NAMES``; ``with_levels`` adds claimed, assessed and earlier levels and
    assessor notes; ``declares_levels=False`` is an edition from which no level and no index may be derived.
    """
    names = HOSTILE_NAMES if hostile else ()
    entries = [_indicator(no, target, names, with_levels) for no in indicators]
    documents = _documents(entries, names)
    ignored = [
        IgnoredEntry(path="Thumbs.db", reason="berkas sistem"),
        IgnoredEntry(path="01 Arsitektur SPBE/~$Perbup.docx", reason="berkas kunci Office"),
        IgnoredEntry(path=".arsip/lama.pdf", reason="folder tersembunyi"),
        *([IgnoredEntry(path="abaikan/<b>tebal</b> \x1b[2J.tmp", reason="pola .spbeignore: *.tmp")] if hostile else []),
    ]
    counted = [item for entry in entries for item in entry.evidence if item.counted]
    by_status = Counter(item.status for item in counted)
    by_indicator = Counter(entry.status for entry in entries)
    unreadable = sum(document.health != "baik" for document in documents)
    excused = by_status["ada"] + by_status["dikecualikan"]
    attested = sum(item.basis == "pernyataan" for item in counted)
    whole = _node_index(0, "", entries)
    index = whole.index_supported
    if not declares_levels:
        entries = [
            entry.model_copy(update={"supported_level": None, "missing_first": None, "ask_assessor": False})
            for entry in entries
        ]
    total = max(len(counted), 1)
    summary = Summary(
        indicators=IndicatorCounts(**by_indicator),
        evidence=EvidenceCounts(**by_status),
        files=FileCounts(
            seen=len(documents) + len(ignored),
            read=len(documents) - unreadable,
            unreadable=unreadable,
            ignored=len(ignored),
        ),
        index_supported=index if declares_levels else None,
        predicate=_predicate(index) if declares_levels else None,
        completeness=str((Decimal(100 * excused) / total).quantize(Decimal("0.1"), ROUND_HALF_UP)),
        completeness_documents=str(
            (Decimal(100 * (by_status["ada"] - attested)) / total).quantize(Decimal("0.1"), ROUND_HALF_UP)
        ),
        attested=attested,
        confirmed=sum(item.basis == "konfirmasi" for item in counted),
        index_claimed=whole.index_claimed,
        index_assessed=whole.index_assessed,
        domains=[
            _node_index(no, name, members)
            for no, name in _DOMAINS
            if (members := [entry for entry in entries if entry.domain == no]) and declares_levels
        ],
        aspects=[
            _node_index(no, name, members)
            for no, _domain, name in _ASPECTS
            if (members := [entry for entry in entries if entry.aspect == no]) and declares_levels
        ],
        next_documents=next_documents(priorities(entries)) if declares_levels else [],
    )
    return Result(
        tool=Tool(version="0.1.0"),
        catalogue=CatalogueRef(
            id="spbe-2020",
            edition="2024",
            sha256=_sha256("katalog"),
            title="Evaluasi SPBE, 47 indikator",
            verification="diperiksa" if declares_levels else "sekunder",
            predicates=[PredicateRef(name=name, min=float(least)) for name, least in (*_PREDICATES, ("Kurang", "1.0"))],
            declares_levels=declares_levels,
        ),
        run=Run(
            folder=folder,
            started="2026-11-21T08:15:00+07:00",
            seconds=4.2,
            options={"target": target, "ocr": False, "exclude": ["*.tmp"]},
            config="spbe.yaml",
        ),
        agency=AgencyRef(name=agency, year=2024, target_level=target, kind="kabupaten"),
        summary=summary,
        indicators=entries,
        documents=documents,
        notices=[
            NoticeEntry(
                code="katalog-dicabut",
                message="Instrumen 47 indikator dilaporkan telah dicabut oleh PermenPANRB 8/2026.",
            ),
            NoticeEntry(code="pengecualian-hampir-habis", message="Satu pengecualian berakhir pada 21 November 2024."),
        ],
        ignored=ignored,
    )
