"""Makes Facts from a path and a text the way the worker does, without a file: for tests of the matcher."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.facts.facts import Facts, Health, TextState
from spbe_checklist.reading.from_text import facts_of_text
from spbe_checklist.recognition.families import Families, families_of
from spbe_checklist.recognition.kinds import guess_kind
from spbe_checklist.recognition.matcher import Matcher, Recognition
from spbe_checklist.recognition.offers import Match
from spbe_checklist.recognition.signals import gather
from spbe_checklist.recognition.signs import ReadDocument
from spbe_checklist.recognition.subjects import IndicatorGuess, guess_indicators
from spbe_checklist.text.lexicon import Lexicon, compile_lexicon

YEAR = 2024


@lru_cache(maxsize=1)
def shipped() -> Catalogue:
    """The catalogue that comes with the program."""
    return load_catalogue()


@lru_cache(maxsize=1)
def cues() -> Lexicon:
    """Its cues."""
    return compile_lexicon(shipped())


def made(
    path: str,
    text: str | Sequence[str] = "",
    *,
    health: Health = Health.BAIK,
    state: TextState | None = None,
    reason: str = "",
    agency: Sequence[str] = (),
    lexicon: Lexicon | None = None,
) -> Facts:
    """Facts of a document with this path and text (a page, or several)."""
    pages = [text] if isinstance(text, str) and text else list(text)
    facts = facts_of_text(path, pages, lexicon or cues(), agency)
    return replace(facts, health=health, text=state or facts.text, reason=reason)


@lru_cache(maxsize=1)
def families() -> Families:
    """Its families."""
    return families_of(shipped())


@lru_cache
def _matcher(year: int) -> Matcher:
    return Matcher(shipped(), cues(), year)


def recognise(facts: Facts, year: int = YEAR) -> Recognition:
    """What the matcher makes of it with the shipped catalogue."""
    return _matcher(year).recognise(facts)


def seen(path: str, text: str | Sequence[str] = "", year: int = YEAR) -> Recognition:
    """``recognise(made(...))``."""
    return recognise(made(path, text), year)


def guesses(recognition: Recognition) -> tuple[IndicatorGuess, ...]:
    """Indicators it may belong to, best first, before items are compared."""
    signals = gather(recognition.facts, cues(), max(shipped().by_no))
    kind = guess_kind(signals, shipped())
    return tuple(guess_indicators(ReadDocument.of(signals, kind, shipped(), families(), cues().likeness)))


def match(recognition: Recognition, evidence: str) -> Match:
    """The match for one item; fails when there is none."""
    found = [one for one in recognition.matches if one.evidence == evidence]
    assert found, f"{evidence} not offered; {[one.evidence for one in recognition.matches]} {recognition.reason}"
    return found[0]


def offered(recognition: Recognition) -> set[str]:
    """Ids of the items a document is offered for, near misses left out."""
    return {one.evidence for one in recognition.matches if not one.near}


def indicators(recognition: Recognition) -> list[int]:
    """Indicators a document is offered for, best first."""
    return list(dict.fromkeys(one.indicator for one in recognition.matches if not one.near))


def regulation(*chapters: str, about: str = "SISTEM PEMERINTAHAN BERBASIS ELEKTRONIK", number: str = "7") -> list[str]:
    """A regulation of an invented regent: preamble, definitions, these chapters, enactment. One chapter a page."""
    head = f"""BUPATI TELUK MELATI
PERATURAN BUPATI TELUK MELATI
NOMOR {number} TAHUN 2022
TENTANG
{about}
DENGAN RAHMAT TUHAN YANG MAHA ESA
BUPATI TELUK MELATI,
Menimbang : a. bahwa manajemen pengetahuan dan audit TIK perlu diatur;
Mengingat : 1. Peraturan Presiden Nomor 95 Tahun 2018 tentang Sistem Pemerintahan Berbasis Elektronik;
MEMUTUSKAN:
Menetapkan : PERATURAN BUPATI TENTANG {about}.
BAB I
KETENTUAN UMUM
Pasal 1
Dalam Peraturan Bupati ini yang dimaksud dengan:
1. Peta Rencana SPBE adalah dokumen yang memuat arah.
2. Sistem Penghubung Layanan Pemerintah adalah perangkat integrasi.
"""
    end = """Pasal 90
Peraturan Bupati ini mulai berlaku pada tanggal diundangkan.
Ditetapkan di Teluk Melati
pada tanggal 3 Mei 2022
BUPATI TELUK MELATI,
ttd
SARI KUSUMA
Diundangkan di Teluk Melati
pada tanggal 3 Mei 2022
SEKRETARIS DAERAH
BERITA DAERAH KABUPATEN TELUK MELATI TAHUN 2022 NOMOR 7
"""
    return [head, *chapters, end]
