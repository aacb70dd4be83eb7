"""The last step of a reader: pages cleaned and cut at the limit, and whether they are text, pictures or nothing."""

from __future__ import annotations

from collections.abc import Iterable

from spbe_checklist.facts.facts import Health, Reading, TextState
from spbe_checklist.reading.readers.clean import clean_text
from spbe_checklist.reading.readers.source import ReadLimits


def enter(reading: Reading, pages: Iterable[str], limits: ReadLimits) -> None:
    """Enter pages, cut at ``max_chars`` in total; what was cut is said."""
    left = limits.max_chars
    for page in pages:
        reading.pages.append(page[:left])
        left -= len(page)
        if left < 0:
            reading.complete, reading.reason = False, f"teks dipotong pada {limits.max_chars} huruf"
            return


def finish(
    reading: Reading,
    pages: Iterable[str],
    limits: ReadLimits,
    *,
    drawn: bool = False,
    empty: str = "dokumen tidak berisi apa pun",
) -> Reading:
    """Enter pages as they were found. Without text a document is a scan where something is drawn, else ``empty``."""
    enter(reading, [clean_text(page).strip("\n") for page in pages], limits)
    if any(page.strip() for page in reading.pages):
        reading.text = TextState.ADA
    elif drawn:
        reading.text, reading.reason = TextState.PINDAIAN, "hanya berisi gambar; teksnya tidak terbaca"
    elif not reading.notices:
        reading.health, reading.reason = Health.KOSONG, empty
    return reading
