"""The request to each unit that owes documents: a letter, a workbook to fill in, a short text for chat, an overview.

Pure functions of a saved Result and the letter fields of spbe.yaml; the day on the letter is given from outside. The
sentences that ask are the catalogue's. Fields nobody filled in stay visible as ``<<...>>``.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.leadership import agency_name
from spbe_checklist.reports.shortcomings import NO_UNIT, DocumentRequest, UnitShortcomings, by_unit, undecided
from spbe_checklist.reports.word_parts import grid, line, new_document, plain, split_gaps, to_bytes, write
from spbe_checklist.reports.xlsx import render_request
from spbe_checklist.settings.models import Letter
from spbe_checklist.verdict.result import EvidenceEntry, Result

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

CHAT_LIMIT = 899
"""A chat text stays under 900 characters, so that phones show it whole."""

TABLE_FIELD = "{{tabel}}"
MAX_FILE_NAME = 60
_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{digit}" for name in ("com", "lpt") for digit in range(1, 10))}


@dataclass(frozen=True, slots=True)
class RequestFile:
    """One file to write: its name (safe on every system) and content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class LetterSetting:
    """What a letter needs beside the Result."""

    letter: Letter
    today: dt.date
    deadline: dt.date | None = None
    template: bytes | None = None
    """An own DOCX with fields such as ``{{unit}}`` and ``{{tabel}}``; None for the built-in letter."""


def request_files(result: Result, setting: LetterSetting) -> list[RequestFile]:
    """Everything that ``spbe-check requests`` writes, overview first; empty when nothing is owed.

    Raises ValueError when ``setting.template`` is no DOCX.
    """
    units = by_unit(result)
    if not units:
        return []
    names = file_names(unit.unit for unit in units)
    files = [
        RequestFile("ringkasan.md", overview(result, units, names, setting.deadline).encode()),
    ]
    for unit in units:
        name = names[unit.unit]
        files += [
            RequestFile(f"{name} - surat.docx", letter(result, unit, setting)),
            RequestFile(f"{name} - isian.xlsx", render_request(result, unit, setting.deadline)),
            RequestFile(f"{name} - pesan.txt", (chat_text(result, unit, setting.deadline) + "\n").encode()),
        ]
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


def chat_text(result: Result, unit: UnitShortcomings, deadline: dt.date | None) -> str:
    """A message of under 900 characters: how many documents, the most valuable ones, how many more."""
    who = "Bapak/Ibu" if unit.unit == NO_UNIT else f"Bapak/Ibu di {safe.visible(unit.unit, 80)}"
    until = f" paling lambat {words.date(deadline.isoformat())}" if deadline else ""
    head = (
        f"Yth. {who}, untuk evaluasi SPBE {result.agency.year} kami masih membutuhkan {len(unit.documents)} dokumen"
        f"{until}. Yang paling penting:"
    )
    if result.unseen:
        head = f"{unseen_sentence(result)}\n{head}"
    lines: list[str] = []
    for number, document in enumerate(unit.documents, start=1):
        about = words.series([str(no) for no in document.indicators])
        entry = f"{number}. {safe.visible(document.title, 110)} (indikator {about}){_chat_mend(document)}"
        if len("\n".join([head, *lines, entry, _chat_end(len(unit.documents) - number)])) > CHAT_LIMIT:
            break
        lines.append(entry)
    return "\n".join([head, *lines, _chat_end(len(unit.documents) - len(lines))])


def _chat_mend(document: DocumentRequest) -> str:
    """What to do about what came already, in a few words."""
    if not document.received:
        return ""
    first = document.received[0]
    wrong = safe.visible(first.mend[0], 90) if first.mend else "belum lengkap"
    return f": sudah kami terima, mohon diperbaiki ({wrong})"


def _chat_end(more: int) -> str:
    rest = f"Dan {more} dokumen lain; rinciannya pada surat dan berkas Excel. " if more else ""
    return f"{rest}Mohon kirim PDF yang teksnya dapat dicari. Terima kasih."


def overview(
    result: Result, units: Iterable[UnitShortcomings], names: Mapping[str, str], deadline: dt.date | None
) -> str:
    """Which unit owes how much, in Markdown; then what nobody is asked for, because somebody here has to decide."""
    units = tuple(units)
    until = words.date(deadline.isoformat()) if deadline else "belum ditentukan"
    lines = [
        f"# Permintaan bukti dukung {words.instrument(result)} {result.agency.year}",
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
            *(f"- {safe.markdown(row.item.id)} {safe.markdown(row.item.label)}" for row in waiting),
        ]
    return "\n".join(lines) + "\n"


def fields(result: Result, unit: UnitShortcomings, setting: LetterSetting) -> dict[str, str]:
    """The fields of a letter by name, as an own template may use them: ``{{unit}}``, ``{{tanggal}}`` ...

    What is not known is a visible ``<<...>>``.
    """
    letter_fields = setting.letter

    def given(value: str, gap: str) -> str:
        return plain(value) if value.strip() else f"<<{gap}>>"

    return {
        "instansi": given(result.agency.name, "nama instansi"),
        "tahun": str(result.agency.year),
        "unit": "<<unit penanggung jawab>>" if unit.unit == NO_UNIT else plain(unit.unit),
        "nomor": given(letter_fields.number, "nomor surat"),
        "tempat": given(letter_fields.place, "tempat"),
        "tanggal": words.date(setting.today.isoformat()),
        "tenggat": words.date(setting.deadline.isoformat()) if setting.deadline else "<<tanggal batas pengiriman>>",
        "pengirim": given(letter_fields.sender, "unit pengirim"),
        "penandatangan": given(letter_fields.signatory, "nama penandatangan"),
        "jabatan": given(letter_fields.signatory_title, "jabatan penandatangan"),
        "nip": given(letter_fields.signatory_id, "NIP"),
        "kop": "\n".join(plain(text) for text in letter_fields.letterhead) or "<<kop surat>>",
        "jumlah": str(len(unit.documents)),
        "belum_ada": str(len(unit.to_send)),
        "perlu_diperiksa": str(len(unit.to_mend)),
        "tembusan": words.series([plain(name) for name in unit.copies]),
        "indikator": words.series([str(no) for no in unit.indicators]),
        "target": str(result.agency.target_level),
        "tidak_terlihat": unseen_sentence(result),
    }


def letter(result: Result, unit: UnitShortcomings, setting: LetterSetting) -> bytes:
    """The letter to one unit as DOCX, from the own template where one is set.

    Raises ValueError when the template is no DOCX.
    """
    values = fields(result, unit, setting)
    if setting.template is not None:
        return _from_template(setting.template, values, unit)
    moment = dt.datetime.combine(setting.today, dt.time(), dt.UTC)
    document = new_document(
        f"Permintaan bukti dukung {words.instrument(result)} {result.agency.year}: {unit.unit}", created=moment
    )
    _letterhead(document, values["kop"])
    line(document, f"{values['tempat']}, {values['tanggal']}", align="right", after=8)
    for label, value in (
        ("Nomor", values["nomor"]),
        ("Lampiran", "1 (satu) berkas isian"),
        ("Hal", f"Permintaan bukti dukung evaluasi SPBE tahun {values['tahun']}"),
    ):
        _labelled(document, label, value)
    line(document, f"Yth. Pimpinan {values['unit']}", before=12, after=0)
    line(document, "di tempat", after=10)
    for sentence in _intro(values):
        line(document, sentence, align="justify", after=6)
    for heading, requests in _lists(unit):
        line(document, heading, bold=True, before=8, after=4, keep=True)
        _request_table(document, requests)
    for sentence in _closing(values, unit):
        line(document, sentence, align="justify", before=6, after=0)
    _signature(document, values)
    return to_bytes(document)


def _letterhead(document: Document, text: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    rows = text.split("\n")
    for number, row in enumerate(rows):
        paragraph = line(document, row, align="center", bold=number < 2, size=14 if number == 0 else 10.5, after=0)
        if number == len(rows) - 1:
            border = OxmlElement("w:pBdr")
            bottom = OxmlElement("w:bottom")
            for name, value in (("val", "thick"), ("sz", "18"), ("space", "4"), ("color", "000000")):
                bottom.set(qn(f"w:{name}"), value)
            border.append(bottom)
            paragraph._p.get_or_add_pPr().insert_element_before(
                border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
            )
    line(document, "", after=2)


def _labelled(document: Document, label: str, value: str) -> None:
    from docx.shared import Cm

    paragraph = line(document, label, after=0)
    paragraph.add_run("\t: ")
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(2.2))
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(2.5), Cm(-2.5)
    write(paragraph, value)


def unseen_sentence(result: Result) -> str:
    """What is said first where folders could not be opened; empty where all were seen."""
    if not result.unseen:
        return ""
    return (
        f"{len(result.unseen)} folder tidak dapat kami buka saat pemeriksaan, sehingga dokumen di dalamnya belum "
        "terlihat; bila dokumen berikut tersimpan di sana, mohon beri tahu kami."
    )


def _intro(values: Mapping[str, str]) -> list[str]:
    return [
        *([values["tidak_terlihat"]] if values["tidak_terlihat"] else []),
        (
            f"Dalam rangka evaluasi Sistem Pemerintahan Berbasis Elektronik (SPBE) tahun {values['tahun']} pada "
            f"{values['instansi']}, kami telah memeriksa kelengkapan bukti dukung yang terkumpul. Untuk indikator "
            f"{values['indikator']} yang menjadi tanggung jawab unit Saudara, {values['belum_ada']} dokumen belum ada "
            f"dan {values['perlu_diperiksa']} dokumen sudah kami terima tetapi perlu diperbaiki."
        ),
        (
            f"Kami mohon dokumen pada tabel berikut dikirim paling lambat {values['tenggat']}. Urutannya dimulai "
            "dari yang paling menentukan penilaian."
        ),
    ]


def _closing(values: Mapping[str, str], unit: UnitShortcomings) -> list[str]:
    sentences = [
        (
            "Dokumen dikirim sebagai PDF yang teksnya dapat dicari, bukan foto, dengan nomor indikator pada nama "
            "berkas. Nama dokumen, penanggung jawab, dan keterangan dapat diisi pada berkas Excel terlampir. Bila "
            "dokumen belum dibuat, mohon tulis rencana penyelesaiannya pada kolom Catatan."
        ),
    ]
    if unit.copies:
        sentences.append(f"Tembusan surat ini disampaikan kepada {values['tembusan']}.")
    if any(row.item.group for row in unit.items):
        sentences.insert(
            0, "Untuk butir bertanda “pilihan”, cukup satu di antara butir pilihan pada tingkat yang sama."
        )
    return [*sentences, "Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih."]


TO_SEND = "Belum ada, mohon dikirim"
TO_MEND = "Sudah diterima, mohon diperbaiki"


def _lists(unit: UnitShortcomings) -> list[tuple[str, tuple[DocumentRequest, ...]]]:
    """The two lists of a letter with their headings; an empty one is left out."""
    return [(title, found) for title, found in ((TO_SEND, unit.to_send), (TO_MEND, unit.to_mend)) if found]


def _said(item: EvidenceEntry) -> str:
    """The assessor's decision on an item that has to be mended, after its sentence."""
    return f" {words.ruling(item)}" if item.ruling is not None and item.ruling.status != "diterima" else ""


def _asked(request: DocumentRequest) -> str:
    """What the document has to hold: the sentences of its items."""
    parts = [request.title]
    for row in request.asked:
        inside = f" Isi: {'; '.join(row.item.inside)}." if row.item.inside else ""
        choice = " (pilihan)" if row.item.group else ""
        parts.append(f"{row.item.ask or row.item.label}{inside}{choice} [{words.item_name(row.item)}]{_said(row.item)}")
    return "\n".join(parts)


def _wrong(request: DocumentRequest) -> str:
    """What came already and what to mend in it, so that nobody sends the same draft again."""
    return "\n".join(f"{safe.visible(one.path, 90)}: {'; '.join(one.mend)}" for one in request.received)


def _request_table(document: Any, requests: Sequence[DocumentRequest]) -> Any:
    """The documents as a table; what is wrong with them only where something came."""
    mend = any(request.received for request in requests)
    header = ["No", "Indikator", "Dokumen yang diminta", *(["Yang perlu diperbaiki"] if mend else [])]
    rows = [
        [
            str(number),
            ", ".join(map(str, request.indicators)),
            _asked(request),
            *([_wrong(request)] if mend else []),
        ]
        for number, request in enumerate(requests, start=1)
    ]
    return grid(document, header, rows, (0.9, 1.9, 8.4, 5.4) if mend else (0.9, 1.9, 13.8), size=8.5)


def _signature(document: Document, values: Mapping[str, str]) -> None:
    from docx.shared import Cm

    parts = ((values["jabatan"] + ",", 14, 46), (values["penandatangan"], 0, 0), (f"NIP {values['nip']}", 0, 0))
    for text, before, after in parts:
        paragraph = line(document, text, before=before, after=after, keep=True, bold=text == values["penandatangan"])
        paragraph.paragraph_format.left_indent = Cm(9)


_FIELD = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")


def _from_template(template: bytes, values: Mapping[str, str], unit: UnitShortcomings) -> bytes:
    """The own template with its fields filled in; ``{{tabel}}`` on a line of its own becomes the table.

    Unknown fields stay as they are, so that a typing mistake is seen. Raises ValueError when it is no DOCX.
    """
    import zipfile

    import docx

    try:
        document = docx.Document(io.BytesIO(template))
    except (zipfile.BadZipFile, KeyError, ValueError, AttributeError) as error:
        raise ValueError("bukan dokumen Word (.docx)") from error
    for paragraph in list(_all_paragraphs(document)):
        if paragraph.text.replace(" ", "") == TABLE_FIELD:
            for heading, requests in _lists(unit):
                paragraph._p.addprevious(line(document, heading, bold=True, before=8, after=4, keep=True)._p)
                paragraph._p.addprevious(_request_table(document, requests)._tbl)
            _fill(paragraph, "")
        elif _FIELD.search(paragraph.text):
            filled = _FIELD.sub(lambda found: values.get(found[1], found[0]), paragraph.text)
            _fill(paragraph, filled)
    return to_bytes(document)


def _all_paragraphs(document: Document) -> Iterable[Paragraph]:
    """Paragraphs of the body, of tables and of headers and footers."""

    def inside(container: Any) -> Iterable[Paragraph]:
        yield from container.paragraphs
        for table in container.tables:
            for row in table.rows:
                for cell in row.cells:
                    yield from inside(cell)

    yield from inside(document)
    for section in document.sections:
        yield from inside(section.header)
        yield from inside(section.footer)


def _fill(paragraph: Paragraph, text: str) -> None:
    """Replace a paragraph's text and keep the look of its first run.

    Word splits a field over several runs at will, so fields are replaced in the whole paragraph, not run by run.
    """
    from docx.enum.text import WD_COLOR_INDEX

    first, *others = paragraph.runs or [paragraph.add_run()]
    for run in others:
        run._r.getparent().remove(run._r)
    first.text = ""
    style = first._r.rPr
    for number, (part, gap) in enumerate(split_gaps(text)):
        run = first if number == 0 else paragraph.add_run()
        if number and style is not None:
            from copy import deepcopy

            run._r.insert(0, deepcopy(style))
        run.text = part
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW if gap else None
