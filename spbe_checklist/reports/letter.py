"""The letter to one unit: a surat dinas, or a nota dinas within the sender's own office, with the two lists attached.

Longer than 400 lines: one official letter from letterhead to attachment.

A pure function of a saved Result and the letter fields of spbe.yaml; the day on the letter is given from outside. The
sentences that ask are the catalogue's. Fields nobody filled in stay visible as ``<<...>>``. Parts and their order
follow the rules of official correspondence (Peraturan ANRI 5/2021; for regions Permendagri 1/2023).
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.shortcomings import NO_UNIT, DocumentRequest, UnitShortcomings
from spbe_checklist.reports.word_parts import append, grid, line, new_document, plain, split_gaps, to_bytes, write
from spbe_checklist.settings.models import Letter
from spbe_checklist.verdict.result import Result

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

TABLE_FIELD = "{{tabel}}"


class LetterSetting(Struct, frozen=True):
    """What a letter needs beside the Result."""

    letter: Letter
    today: dt.date
    deadline: dt.date | None = None
    template: bytes | None = None
    """An own DOCX with fields such as ``{{unit}}`` and ``{{tabel}}``; None for the built-in letter."""
    logo: bytes | None = None
    """A picture (PNG or JPEG) for the head of the letter."""


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
        "instrumen": plain(words.instrument(result)),
        "evaluasi": plain(words.evaluation(result)),
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
        "kepada": addressee(unit.unit, letter_fields),
        "sifat": plain(letter_fields.nature) or "Biasa",
        "pangkat": given(letter_fields.signatory_rank, "pangkat"),
        "kontak": given(letter_fields.contact, "narahubung"),
        "kirim_ke": given(letter_fields.send_to, "alamat pengiriman"),
    }


def unseen_sentence(result: Result) -> str:
    """What is said first where folders could not be opened; empty where all were seen."""
    if not result.unseen:
        return ""
    return (
        f"{len(result.unseen)} folder tidak dapat kami buka saat pemeriksaan, sehingga dokumen di dalamnya belum "
        "terlihat; bila dokumen berikut tersimpan di sana, mohon beri tahu kami."
    )


def letter(result: Result, unit: UnitShortcomings, setting: LetterSetting) -> bytes:
    """The letter to one unit as DOCX, from the own template where one is set.

    Raises ValueError when the template is no DOCX, or the logo no picture.
    """
    values = fields(result, unit, setting)
    if setting.template is not None:
        return _from_template(setting.template, values, unit)
    moment = dt.datetime.combine(setting.today, dt.time(), dt.UTC)
    document = new_document(f"Permintaan bukti dukung {words.edition(result)}: {unit.unit}", created=moment)
    inside = within_office(unit.unit, setting.letter)
    _letterhead(document, values["kop"], setting.logo)
    _head(document, values, inside=inside)
    for sentence in (*_intro(values, inside), *_closing(values)):
        line(document, sentence, align="justify", after=6)
    _signature(document, values, setting.letter)
    _copies(document, unit)
    _attachment(document, values, unit, "NOTA DINAS" if inside else "SURAT")
    return to_bytes(document)


def within_office(unit: str, letter: Letter) -> bool:
    """Whether the unit belongs to the sender's own office, which writes it a nota dinas instead of a letter."""
    named, sender = unit.strip().casefold(), letter.sender.strip().casefold()
    own = {name.strip().casefold() for name in letter.own_units}
    return bool(named) and (named == sender or named in own or named.startswith(("bidang ", "sekretariat dinas")))


def addressee(unit: str, letter: Letter) -> str:
    """The head of a unit by the name of the office: "Kepala Dinas Kesehatan", "Inspektur", "Camat Lembah"."""
    if unit == NO_UNIT:
        return "<<pejabat unit penanggung jawab>>"
    if named := letter.addressees.get(unit):
        return plain(named)
    for office, title in _HEADS:
        if re.match(rf"{office}\b", unit, re.IGNORECASE):
            rest = re.sub(rf"^{office}\b\s*", "", unit, flags=re.IGNORECASE) if title[-1] != "+" else unit
            return plain(f"{title.rstrip('+')} {rest}".strip())
    return plain(f"Kepala {unit}")


_HEADS = (
    ("Inspektorat", "Inspektur"),
    ("Kecamatan", "Camat"),
    ("Kelurahan", "Lurah"),
    ("Sekretariat", "Sekretaris"),
    ("Direktorat", "Direktur"),
    ("Rumah Sakit", "Direktur+"),
    ("RSUD", "Direktur+"),
    ("Deputi", "Deputi"),
)
"""Beginning of an office's name and the title of its head; "+" keeps the name whole. All others have a Kepala."""


def _head(document: Document, values: Mapping[str, str], *, inside: bool) -> None:
    """Whom it goes to and what about: within the office as in a nota dinas, else as in a surat dinas."""
    subject = f"Permintaan bukti dukung evaluasi {values['instrumen']} tahun {values['tahun']}"
    about = (("Sifat", values["sifat"]), ("Lampiran", "1 (satu) berkas"), ("Hal", subject))
    if inside:
        line(document, "NOTA DINAS", align="center", bold=True, after=0)
        line(document, f"NOMOR {values['nomor']}", align="center", after=8)
        people = (("Yth.", values["kepada"]), ("Dari", values["jabatan"]), ("Tanggal", values["tanggal"]))
        _labelled(document, (*people, *about))
        line(document, "", after=4)
        return
    line(document, f"{values['tempat']}, {values['tanggal']}", align="right", after=6)
    _labelled(document, (("Nomor", values["nomor"]), *about))
    line(document, f"Yth. {values['kepada']}", before=10, after=0)
    line(document, "di tempat", after=8)


def _copies(document: Document, unit: UnitShortcomings) -> None:
    """Who gets a copy."""
    if not unit.copies:
        return
    line(document, "Tembusan:", before=10, after=0, size=10)
    for number, name in enumerate(unit.copies, start=1):
        line(document, f"{number}. {plain(name)}", after=0, size=10)


def _attachment(document: Document, values: Mapping[str, str], unit: UnitShortcomings, kind: str) -> None:
    """The two lists on pages of their own."""
    title = line(
        document, f"LAMPIRAN {kind} NOMOR {values['nomor']} TANGGAL {values['tanggal'].upper()}", bold=True, after=2
    )
    title.paragraph_format.page_break_before = True
    line(document, f"Dokumen yang diminta dari {values['unit']}, dari yang paling menentukan penilaian.", after=4)
    for heading, requests in _lists(unit):
        line(document, heading, bold=True, before=8, after=4, keep=True)
        _request_table(document, requests)
    if any(row.item.group for row in unit.items):
        line(
            document,
            "Untuk butir bertanda “pilihan”, cukup satu di antara butir pilihan pada tingkat yang sama.",
            before=4,
            size=9,
        )


def _letterhead(document: Document, text: str, logo: bytes | None) -> None:
    """The sender's head over a thick line, with the logo above where there is one."""
    from docx.image.exceptions import UnrecognizedImageError
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    if logo is not None:
        picture = line(document, "", align="center", after=2)
        try:
            picture.add_run().add_picture(io.BytesIO(logo), height=Cm(2))
        except UnrecognizedImageError as error:
            raise ValueError("bukan gambar PNG atau JPEG") from error
    rows = text.split("\n")
    for number, row in enumerate(rows):
        paragraph = line(document, row, align="center", bold=number < 2, size=14 if number == 0 else 10.5, after=0)
        if number == len(rows) - 1:
            border = OxmlElement("w:pBdr")
            append(border, "w:bottom", {"w:val": "thick", "w:sz": "18", "w:space": "4", "w:color": "000000"})
            paragraph._p.get_or_add_pPr().insert_element_before(
                border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
            )
    line(document, "", after=2)


def _labelled(document: Document, lines: Iterable[tuple[str, str]]) -> None:
    """Label, colon and value, the values below each other."""
    from docx.shared import Cm

    for label, value in lines:
        paragraph = line(document, label, after=0)
        paragraph.add_run("\t: ")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(2.2))
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(2.5), Cm(-2.5)
        write(paragraph, value)


def _intro(values: Mapping[str, str], inside: bool) -> list[str]:
    here = "pada kantor kita" if inside else f"pada {values['instansi']}"
    return [
        *([values["tidak_terlihat"]] if values["tidak_terlihat"] else []),
        (
            f"Dalam rangka evaluasi {values['evaluasi']} tahun {values['tahun']} {here}, "
            f"kami telah memeriksa kelengkapan bukti dukung. Untuk indikator {values['indikator']} yang menjadi tugas "
            f"unit Saudara, {values['belum_ada']} dokumen belum ada dan {values['perlu_diperiksa']} dokumen sudah kami "
            "terima tetapi perlu diperbaiki; rinciannya pada lampiran."
        ),
        f"Kami mohon dokumen itu dikirim paling lambat {values['tenggat']} ke {values['kirim_ke']}.",
    ]


def _closing(values: Mapping[str, str]) -> list[str]:
    contact = f" Keterangan lebih lanjut: {values['kontak']}." if not values["kontak"].startswith("<<") else ""
    return [
        (
            "Dokumen dikirim sebagai PDF yang teksnya dapat dicari, bukan foto kertasnya, dan tangkapan layar sebagai "
            "gambar atau PDF, dengan nomor indikator pada nama berkas. Nama dokumen, penanggung jawab, dan keterangan "
            "dapat diisi pada berkas Excel terlampir. Bila dokumen belum dibuat, mohon tulis rencana penyelesaiannya "
            "pada kolom Catatan." + contact
        ),
        "Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.",
    ]


TO_SEND = "Belum ada, mohon dikirim"
TO_MEND = "Sudah diterima, mohon diperbaiki"


def _lists(unit: UnitShortcomings) -> list[tuple[str, tuple[DocumentRequest, ...]]]:
    """The two lists of a letter with their headings; an empty one is left out."""
    return [(title, found) for title, found in ((TO_SEND, unit.to_send), (TO_MEND, unit.to_mend)) if found]


def _asked(request: DocumentRequest) -> str:
    """What the document has to hold: the sentences of its items."""
    parts = [request.title]
    for row in request.asked:
        inside = f" Isi: {'; '.join(row.item.inside)}." if row.item.inside else ""
        choice = " (pilihan)" if row.item.group else ""
        ruled = row.item.ruling is not None and row.item.ruling.status != "diterima"
        said = f" {words.ruling(row.item)}" if ruled else ""
        parts.append(f"{row.item.ask or row.item.label}{inside}{choice} [{words.item_name(row.item)}]{said}")
    return "\n".join(parts)


def _request_table(document: Any, requests: Sequence[DocumentRequest]) -> Any:
    """The documents as a table; what is wrong with them only where something came."""
    mend = any(request.received for request in requests)
    header = ["No", "Indikator", "Dokumen yang diminta", *(["Yang perlu diperbaiki"] if mend else [])]
    rows = [
        [
            str(number),
            ", ".join(map(str, request.indicators)),
            _asked(request),
            *(
                ["\n".join(f"{safe.visible(one.path, 90)}: {'; '.join(one.mend)}" for one in request.received)]
                if mend
                else []
            ),
        ]
        for number, request in enumerate(requests, start=1)
    ]
    return grid(document, header, rows, (0.9, 2.2, 8.1, 5.4) if mend else (0.9, 2.2, 13.5), size=8.5)


def _signature(document: Document, values: Mapping[str, str], letter: Letter) -> None:
    """Title, room for the signature (or the place of the electronic one), name, rank and NIP."""
    from docx.shared import Cm

    rank = [(plain(letter.signatory_rank), 0, 0)] if letter.signatory_rank.strip() else []
    room = 6 if letter.electronic else 46
    parts = [(values["jabatan"] + ",", 10, room)]
    if letter.electronic:
        parts.append(("[tanda tangan elektronik]", 0, 6))
    parts += [(values["penandatangan"], 0, 0), *rank, (f"NIP {values['nip']}", 0, 0)]
    for text, before, after in parts:
        paragraph = line(document, text, before=before, after=after, keep=True, bold=text == values["penandatangan"])
        paragraph.paragraph_format.left_indent = Cm(9)
    if letter.electronic:
        note = "Ditandatangani secara elektronik dengan sertifikat elektronik yang diterbitkan BSrE."
        line(document, note, size=8, italic=True, before=8)


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


def _all_paragraphs(document: Document) -> Iterator[Paragraph]:
    """Paragraphs of the body, of tables and of headers and footers."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    parts = [document._body, *(part for one in document.sections for part in (one.header, one.footer))]
    for part in parts:
        yield from (Paragraph(found, part) for found in part._element.iter(qn("w:p")))


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
