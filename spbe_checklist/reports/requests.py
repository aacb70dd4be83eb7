"""The request to each unit that owes documents: a letter, a workbook to fill in, a short text for chat, an overview.

Pure functions of a saved Result and the letter fields of spbe.yaml; the day on the letter is given from outside. The
sentences that ask are the catalogue's. Fields nobody filled in stay visible as ``<<...>>``.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.leadership import agency_name
from spbe_checklist.reports.letter import LetterSetting, letter, unseen_sentence
from spbe_checklist.reports.shortcomings import NO_UNIT, DocumentRequest, UnitShortcomings, by_unit, undecided
from spbe_checklist.reports.view import folded
from spbe_checklist.reports.xlsx import render_request
from spbe_checklist.verdict.result import Result

CHAT_LIMIT = 899
"""A chat text stays under 900 characters, so that phones show it whole."""

MAX_FILE_NAME = 60
_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{digit}" for name in ("com", "lpt") for digit in range(1, 10))}


def request_files(result: Result, setting: LetterSetting) -> dict[str, bytes]:
    """Everything that ``spbe-check requests`` writes, by file name, overview first; empty when nothing is owed.

    Raises ValueError when ``setting.template`` is no DOCX.
    """
    result = folded(result)
    units = by_unit(result)
    if not units:
        return {}
    names = file_names(unit.unit for unit in units)
    files = {"ringkasan.md": overview(result, units, names, setting.deadline).encode()}
    for unit in units:
        name = names[unit.unit]
        files[f"{name} - surat.docx"] = letter(result, unit, setting)
        files[f"{name} - isian.xlsx"] = render_request(result, unit, setting.deadline)
        message = chat_text(result, unit, setting.deadline, setting.letter.send_to)
        files[f"{name} - pesan.txt"] = f"{message}\n".encode()
    return files


def file_names(units: Iterable[str]) -> dict[str, str]:
    """A file name stem per unit that Windows, macOS and Linux accept; no two fold to the same name."""
    taken: set[str] = set()
    names: dict[str, str] = {}
    for unit in units:
        text = unicodedata.normalize("NFC", safe.visible(unit))
        stem = re.sub(r"[^\w\s().,-]", " ", text)
        stem = re.sub(r"\s+", " ", stem)[:MAX_FILE_NAME].strip(" .")
        if not stem or stem.split(".")[0].strip().casefold() in _RESERVED:
            stem = f"unit {stem}".strip()
        unique, number = stem, 2
        while unique.casefold() in taken:
            unique, number = f"{stem} ({number})", number + 1
        taken.add(unique.casefold())
        names[unit] = unique
    return names


def chat_text(result: Result, unit: UnitShortcomings, deadline: dt.date | None, send_to: str = "") -> str:
    """A message of under 900 characters: how many documents, the most valuable ones, how many more."""
    who = "Bapak/Ibu" if unit.unit == NO_UNIT else f"Bapak/Ibu di {safe.visible(unit.unit, 80)}"
    until = f" paling lambat {words.date(deadline.isoformat())}" if deadline else ""
    head = (
        f"Yth. {who}, untuk evaluasi {safe.visible(words.edition(result))} kami masih membutuhkan "
        f"{len(unit.documents)} dokumen{until}. Yang paling penting:"
    )
    if result.unseen:
        head = f"{unseen_sentence(result)}\n{head}"
    lines: list[str] = []
    for number, document in enumerate(unit.documents, start=1):
        about = words.series([str(no) for no in document.indicators])
        entry = f"{number}. {safe.visible(document.title, 110)} (indikator {about}){_chat_mend(document)}"
        if len("\n".join([head, *lines, entry, _chat_end(len(unit.documents) - number, send_to)])) > CHAT_LIMIT:
            break
        lines.append(entry)
    return "\n".join([head, *lines, _chat_end(len(unit.documents) - len(lines), send_to)])


def _chat_mend(document: DocumentRequest) -> str:
    """What to do about what came already, in a few words."""
    if not document.received:
        return ""
    first = document.received[0]
    wrong = safe.visible(first.mend[0], 90) if first.mend else "belum lengkap"
    return f": sudah kami terima, mohon diperbaiki ({wrong})"


def _chat_end(more: int, send_to: str) -> str:
    where = f" ke {safe.visible(send_to, 80)}" if send_to.strip() else ""
    rest = f"Dan {more} dokumen lain; rinciannya pada surat dan berkas Excel. " if more else ""
    return (
        f"{rest}Mohon kirim{where} sebagai PDF yang teksnya dapat dicari (tangkapan layar boleh gambar). Terima kasih."
    )


def overview(
    result: Result, units: Iterable[UnitShortcomings], names: Mapping[str, str], deadline: dt.date | None
) -> str:
    """Which unit owes how much, in Markdown; then what nobody is asked for, because somebody here has to decide."""
    units = tuple(units)
    until = words.date(deadline.isoformat()) if deadline else "belum ditentukan"
    lines = [
        f"# Permintaan bukti dukung {words.edition(result)}",
        "",
        (
            f"{safe.markdown(agency_name(result))}. Dibuat oleh spbe-check dari hasil pemeriksaan "
            f"{safe.markdown(words.moment(result.run.started))}. Tenggat: {until}."
        ),
        *(["", f"**{unseen_sentence(result)}**"] if result.unseen else []),
        "",
        (
            f"{sum(len(unit.documents) for unit in units)} dokumen diminta dari {len(units)} penerima, masing-masing "
            "sekali kepada unit yang bertugas menyiapkannya; unit lain pada indikator itu cukup menerima tembusan."
        ),
        "",
        "| Penerima | Dokumen | Belum ada | Perlu diperbaiki | Indikator | Tembusan | Berkas |",
        "|---|---:|---:|---:|---|---|---|",
    ]
    for unit in units:
        cells = (
            safe.markdown(unit.unit),
            str(len(unit.documents)),
            str(len(unit.to_send)),
            str(len(unit.to_mend)),
            ", ".join(map(str, unit.indicators)),
            safe.markdown(", ".join(unit.copies)) or words.NOTHING,
            safe.markdown_code(names[unit.unit], table=True),
        )
        lines.append(f"| {' | '.join(cells)} |")
    if any(unit.unit == NO_UNIT for unit in units):
        lines += [
            "",
            f"“{NO_UNIT}”: tentukan penanggung jawabnya pada bagian `units` di spbe.yaml, lalu buat ulang permintaan.",
        ]
    if waiting := undecided(result):
        lines += [
            "",
            "## Tidak diminta: tinggal diputuskan sendiri",
            "",
            "Dokumennya sudah ada di sini dan hanya perlu dilihat seseorang: `spbe-check confirm FOLDER`.",
            "",
            *(f"- {safe.markdown(words.item_name(row.item))} {safe.markdown(row.item.label)}" for row in waiting),
        ]
    return "\n".join(lines) + "\n"
