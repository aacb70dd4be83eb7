"""Which parts of a meeting a paper states: day, time, place, agenda. An invitation names all four."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spbe_checklist.reading.identity.dates import find_dates

_PAGES = 3
_BLANK = re.compile(r"\A[\s.…_:-]*\Z|\.{4,}|…{2,}|_{4,}")
_DAY = re.compile(r"\b(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b[0-2]?\d[.:][0-5]\d\b|\b(?:pukul|pkl|jam)\b\.?\s*:?\s*[0-2]?\d\b", re.IGNORECASE)
_LABELS = {
    "hari": re.compile(r"\A\W*(?:hari|tanggal|hari ?[/,&] ?(?:tanggal|tgl))\b[ /,&\w]*:(?P<value>.*)", re.IGNORECASE),
    "waktu": re.compile(r"\A\W*(?:waktu|pukul|pkl|jam)\b[ /\w]*\.?\s*:?(?P<value>.*)", re.IGNORECASE),
    "tempat": re.compile(r"\A\W*(?:tempat|lokasi|bertempat di|media)\b[ /\w]*:(?P<value>.*)", re.IGNORECASE),
    "acara": re.compile(r"\A\W*(?:acara|agenda|kegiatan|pembahasan|topik)\b[ /\w]*:(?P<value>.*)", re.IGNORECASE),
}
_IN_SENTENCE = {
    "tempat": re.compile(r"\bbertempat di\s+\w|\b(?:zoom|video conference|google meet|meeting id)\b", re.IGNORECASE),
    "acara": re.compile(r"\b(?:dengan agenda|agenda (?:rapat|pembahasan)|acara)\s+\w", re.IGNORECASE),
}


def read_meeting(pages: Sequence[str]) -> tuple[str, ...]:
    """Of "hari", "waktu", "tempat" and "acara" those that stand there with a value, in this order."""
    lines = [" ".join(line.split()) for page in pages[:_PAGES] for line in page.split("\n") if line.strip()]
    text = "\n".join(lines)
    said = {part: pattern for part, pattern in _IN_SENTENCE.items() if pattern.search(text)}
    dated = _DAY.search(text) is not None
    found: set[str] = set()
    for index, line in enumerate(lines):
        for part, label in _LABELS.items():
            match = None if part in found else label.match(line)
            if match is None:
                continue
            value = match.group("value") or (lines[index + 1] if index + 1 < len(lines) else "")
            if not _BLANK.search(value) and _plausible(part, value if part != "waktu" else line + " " + value):
                found.add(part)
        found.update(part for part, pattern in said.items() if pattern.search(line))
        if dated and _DAY.search(line) and next(find_dates(line), None) is not None:
            found.add("hari")
            if _CLOCK.search(line):
                found.add("waktu")
    return tuple(part for part in _LABELS if part in found)


def _plausible(part: str, value: str) -> bool:
    """Whether a value is of the sort that its label asks for."""
    if part == "hari":
        return bool(_DAY.search(value)) or next(find_dates(value), None) is not None
    if part == "waktu":
        return _CLOCK.search(value) is not None
    return len(value.split()) >= 1
