"""Find the title that stands in large or capital letters at the head of a document, over as many lines as it has.

Lines belong together when they have one size and stand close below one another. What is larger than the text, opens
with the name of a kind of paper, is centred or in capitals is more likely the title; letterheads, addresses, labelled
fields, headings of a foreword or of contents, and cells of tables are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from spbe_checklist.facts.facts import TextLine
from spbe_checklist.reading.identity.layout import TextRow, height, text_height

_KIND = re.compile(
    r"\A(?:LAPORAN|DOKUMEN|RENCANA|RENSTRA|RENJA|PETA|ARSITEKTUR|CETAK BIRU|MASTER ?PLAN|GRAND DESIGN|KERANGKA ACUAN"
    r"|KAJIAN|PEDOMAN|PANDUAN|PETUNJUK|BUKU|MANUAL|USER MANUAL|STANDAR|SOP|PROSEDUR|PERJANJIAN|NOTA|TELAAHAN|SURAT"
    r"|BERITA ACARA|NOTULEN|NOTULENSI|NOTULA|RISALAH|DAFTAR|HASIL|REVIU|EVALUASI|MONEV|MONITORING|MATRIKS|FORMULIR"
    r"|REGISTER|ANALISIS|STRATEGI|PROPOSAL|SERTIFIKAT|UNDANGAN|KATALOG|PROGRAM|KEBIJAKAN|DRAFT|DRAF|RANCANGAN|RINGKASAN"
    r"|REKAPITULASI|REKAP|NERACA|CATATAN ATAS|POHON KINERJA|TATA CARA|ALUR|PROFIL|RFC|NASKAH|DATA|USER ACCEPTANCE|UJI"
    r"|PENGUJIAN|DPA|RKA|LKJIP|LKIP|LAKIP|CALK|KAK|INVENTARIS|INDIKATOR KINERJA|MAKLUMAT|JADWAL|BAHAN|PAPARAN)\b",
    re.IGNORECASE,
)
"""How titles of papers begin."""
_PART = re.compile(
    r"\A\W*(?:DAFTAR (?:ISI|GAMBAR|TABEL|LAMPIRAN|PUSTAKA|SINGKATAN|ISTILAH)|KATA (?:PENGANTAR|SAMBUTAN)|PRAKATA"
    r"|SAMBUTAN|BAB\b|LEMBAR (?:PENGESAHAN|PERSETUJUAN|KENDALI|DISTRIBUSI)|HALAMAN|RIWAYAT|VERSI DOKUMEN|ABSTRAK"
    r"|RINGKASAN EKSEKUTIF|PENDAHULUAN|LATAR BELAKANG|TABLE OF CONTENTS|(?:LAMPIRAN|ANAK LAMPIRAN)\b|SALINAN\b"
    r"|KOP SURAT|[IVX]+\.\s|[A-Z]\.\s|DASAR HUKUM|KETERANGAN|KUALIFIKASI|MENIMBANG|MENGINGAT|NO\b|NOMOR\b|JUMLAH\b"
    r"|DISUSUN|OLEH\b|DISAHKAN|TANGGAL\b)",
    re.IGNORECASE,
)
"""Headings of parts, labels and what surrounds a title."""
_OFFICE = re.compile(
    r"\A(?:PEMERINTAH|KEMENTERIAN|DINAS|BADAN|SEKRETARIAT|INSPEKTORAT|BUPATI|WALI ?KOTA|GUBERNUR|PROVINSI|KABUPATEN"
    r"|KOTA|KECAMATAN|BIRO|BAGIAN|SUB ?BAGIAN|BIDANG|DIREKTORAT|DEPUTI|LEMBAGA|KANTOR|RSUD|RUMAH SAKIT|UPTD?\b|DISTRIK"
    r"|KELURAHAN|NAGARI|PUSKESMAS|YAYASAN|UNIVERSITAS|PEJABAT PENGELOLA|REPUBLIK INDONESIA|UNIT\b|PUSAT\b(?! DATA)"
    r"|BALAI\b|PT\b)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\A(?:JALAN|JL\b|JLN\b|TELP|TELEPON|FAX|FAKS|E-?MAIL|POS-?EL|WEBSITE|LAMAN|HTTP|WWW|KODE POS)|@|https?:|www\.",
    re.IGNORECASE,
)
_FIELD = re.compile(r"\A[^:]{2,40}\s:(?:\s|\Z)|\A:")
_PERIOD = re.compile(
    r"\A(?:(?:UNTUK )?(?:TAHUN|T\.?A\.?|PERIODE|BULAN|SEMESTER|TRIWULAN|TRIBULAN|PER|EDISI)\b.{0,40}\d"
    r"|\(?(?:19|20)\d\d(?: ?[-–/] ?(?:19|20)?\d\d)?\)?\Z|LAPORAN TAHUN \d{4}\Z)",
    re.IGNORECASE,
)
_LEADER = re.compile(r"\.{4,}|…{2,}|_{4,}")
_CONNECTS = re.compile(
    r"(?:\b(?:dan|serta|atas|dalam|pada|di|untuk|oleh|tentang|dengan|yang|ke|dari|bagi|menurut|atau|per|lingkungan)|[-/,&])\Z",
    re.IGNORECASE,
)
_BARE_KIND = 2
"""Words up to which a line that opens with a kind is no title yet: "PANDUAN", "LAPORAN AKHIR"."""
_NEAR = 1.6
_FAR = 4.0
"""Heights of a line between lines of one title, and between a title and what still belongs to it on a cover."""
_ALIKE = 1.35
_LONGEST = 40
"""Words of a title at most."""
_SENTENCE = 14
"""Words from which lines in small letters, no larger than the text, are a paragraph."""
_CLOSE = 1.2
_LEAST = 2.0
"""Score from which a block is taken for the title."""


class _Block(Struct):
    """Lines of one size that stand close below one another."""

    lines: list[TextLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        return max(height(line) for line in self.lines)


def headline(rows: Sequence[TextRow]) -> str | None:
    """The title at the head, with its period where one stands below it; None when nothing looks like one."""
    pages = sorted({row.page for row in rows if row.placed})
    body = text_height(rows)
    for page in pages:
        here = [row for row in rows if row.page == page]
        blocks = _blocks(here)
        full = sum(len(row.text) for row in here) >= _FULL_PAGE
        scores = [_score(block, body) for block in blocks]
        highest = max(scores, default=0.0)
        if highest >= _LEAST:
            # What opens with a kind further up is the title, what follows its subtitle or the heading of a table.
            best = next(
                block
                for block, score in zip(blocks, scores, strict=True)
                if score == highest or (score > highest - _CLOSE and _KIND.match(block.text))
            )
            return _completed(best, blocks, cover=not full)
        if full:
            return None
    return None


_FULL_PAGE = 400
"""Letters from which a page is no cover: a title further on is that of a part."""


def _blocks(rows: Sequence[TextRow]) -> list[_Block]:
    """Lines of a page that may be titles, joined to blocks from top to bottom."""
    blocks: list[_Block] = []
    for row in rows:
        if len(row.cells) > 4:
            continue  # a row of a table
        for cell in row.cells:
            if not _possible(cell.text):
                continue
            above = next((block for block in reversed(blocks) if _continues(block, cell)), None)
            if above is None:
                blocks.append(_Block([cell]))
            else:
                above.lines.append(cell)
    return blocks


def _possible(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    return (
        letters >= 3
        and letters >= 0.5 * len(text.replace(" ", ""))
        and not _LEADER.search(text)
        and not _ADDRESS.search(text)
        and not _FIELD.search(text)
    ) or _PERIOD.match(text) is not None


def _continues(block: _Block, cell: TextLine) -> bool:
    """Whether a line goes on with a block above it."""
    last = block.lines[-1]
    gap = cell.top - last.bottom
    larger, smaller = max(height(last), height(cell)), min(height(last), height(cell))
    if larger <= 0 or gap > _NEAR * larger or gap < -0.6 * larger or larger > _ALIKE * max(smaller, 1e-6):
        return False
    if _office(last.text) != _office(cell.text) and not _CONNECTS.search(last.text):
        return False
    if _PART.match(cell.text) and not _CONNECTS.search(last.text):
        return False
    if _capitals(last.text) != _capitals(cell.text) and not (_PERIOD.match(cell.text) or _CONNECTS.search(last.text)):
        return False
    centres = abs((last.left + last.right) / 2 - (cell.left + cell.right) / 2)
    return centres < 0.06 or abs(last.left - cell.left) < 0.02


def _office(text: str) -> bool:
    return _OFFICE.match(text) is not None


def _capitals(text: str) -> bool:
    return text == text.upper()


def _score(block: _Block, body: float) -> float:
    """How much a block looks like the title."""
    text, first = block.text, block.lines[0]
    words = text.split()
    if _PART.match(text) or all(_PERIOD.match(line.text) for line in block.lines):
        return -9
    if _office(text):
        return -9
    kind = _KIND.match(text) is not None
    score = 3.0 if kind and text[0].isupper() else 0.0
    if body > 0:
        score += min(3.0, 3 * (block.size / body - 1.05))
    if abs((first.left + first.right) / 2 - 0.5) < 0.06 and first.left > 0.1:
        score += 1
    if _capitals(text):
        score += 1
    if len(words) < 2 and not kind:
        score -= 1.5
    if len(words) > _LONGEST:
        score -= 4
    if len(words) > _SENTENCE and not _capitals(text) and block.size <= _ALIKE * body:
        score -= 4  # a paragraph
    if text.endswith((".", ";", ",")) or text[0].islower():
        score -= 2
    return score - 3 * first.top


def _completed(best: _Block, blocks: Sequence[_Block], *, cover: bool) -> str:
    """The block with what belongs to it below: the rest of a bare kind, a subtitle, the period."""
    parts = [best.text]
    last = best.lines[-1]
    for block in blocks[blocks.index(best) + 1 :]:
        text, first = block.text, block.lines[0]
        gap = first.top - last.bottom
        apart = abs((last.left + last.right) / 2 - (first.left + first.right) / 2)
        if gap < 0 or (apart > 0.12 and abs(last.left - first.left) > 0.03) or _office(text):
            continue
        if gap > _FAR * max(best.size, block.size) or len(" ".join(parts).split()) > _LONGEST:
            break
        bare = len(" ".join(parts).split()) <= _BARE_KIND
        if (
            _PART.match(text)
            or len(text.split()) > _LONGEST
            or not (_PERIOD.match(text) or bare or (cover and _subtitle(block, best)))
        ):
            break
        parts.append(text)
        last = block.lines[-1]
    return " ".join(parts)


def _subtitle(block: _Block, best: _Block) -> bool:
    """Large like the title itself, and no office: a second line of the title in another size or case."""
    return (
        not _office(block.text)
        and block.size >= 0.8 * best.size
        and not block.text.endswith(".")
        and len(block.lines) <= 4
    )
