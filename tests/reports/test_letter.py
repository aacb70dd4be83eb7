"""The letter to a unit: a surat dinas or a nota dinas, the lists as attachment, the workbook protected."""

from __future__ import annotations

import datetime as dt
import io

import docx
import openpyxl
import pytest
from msgspec.structs import replace
from PIL import Image

from spbe_checklist.reports.letter import LetterSetting, addressee, letter, within_office
from spbe_checklist.reports.shortcomings import NO_UNIT, by_unit
from spbe_checklist.reports.xlsx import render_request
from spbe_checklist.settings.models import Letter
from spbe_checklist.verdict.result import Result

LETTER = Letter(
    letterhead=("PEMERINTAH KABUPATEN RANAH BIRU", "DINAS KOMUNIKASI DAN INFORMATIKA"),
    sender="Dinas Komunikasi dan Informatika",
    place="Ranah Biru",
    number="555/12/Kominfo",
    signatory="Ahmad Yani",
    signatory_title="Kepala Dinas",
    signatory_rank="Pembina Utama Muda",
    signatory_id="19700101 199001 1 001",
    send_to="spbe@ranahbiru.example",
    contact="Rina, 0812",
)
SETTING = LetterSetting(LETTER, dt.date(2026, 11, 21), dt.date(2026, 12, 5))


def paragraphs(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("Dinas Komunikasi dan Informatika", "Kepala Dinas Komunikasi dan Informatika"),
        ("Inspektorat", "Inspektur"),
        ("Inspektorat Daerah", "Inspektur Daerah"),
        ("Bagian Hukum", "Kepala Bagian Hukum"),
        ("Kecamatan Lembah Biru", "Camat Lembah Biru"),
        ("Sekretariat DPRD", "Sekretaris DPRD"),
        ("RSUD Ranah Biru", "Direktur RSUD Ranah Biru"),
        ("Bappeda", "Kepala Bappeda"),
        (NO_UNIT, "<<pejabat unit penanggung jawab>>"),
    ],
)
def test_the_letter_goes_to_the_head_of_the_office_by_its_name(unit: str, expected: str) -> None:
    assert addressee(unit, LETTER) == expected


def test_a_named_addressee_goes_first() -> None:
    named = LETTER.model_copy(update={"addressees": {"Bappeda": "Kepala Badan Perencanaan Pembangunan Daerah"}})
    assert addressee("Bappeda", named) == "Kepala Badan Perencanaan Pembangunan Daerah"


def test_the_senders_own_units_get_a_nota_dinas(few: Result) -> None:
    unit = by_unit(few)[0]
    own = LETTER.model_copy(update={"own_units": (unit.unit,)})
    assert within_office("dinas komunikasi dan informatika", LETTER)
    assert not within_office(unit.unit, LETTER)
    memo = paragraphs(letter(few, unit, replace(SETTING, letter=own)))
    assert "NOTA DINAS" in memo
    assert any(text.startswith("LAMPIRAN NOTA DINAS NOMOR 555/12/Kominfo") for text in memo)
    assert "NOTA DINAS" not in paragraphs(letter(few, unit, SETTING))


def test_both_lists_stand_in_the_attachment_on_pages_of_their_own(everything: Result) -> None:
    unit = max(by_unit(everything), key=lambda one: len(one.documents))
    document = docx.Document(io.BytesIO(letter(everything, unit, SETTING)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    head = texts.index("LAMPIRAN SURAT NOMOR 555/12/Kominfo TANGGAL 21 NOVEMBER 2026")
    assert document.paragraphs[head].paragraph_format.page_break_before
    assert any(text.startswith("Yth.") for text in texts[:head])
    assert "NIP 19700101 199001 1 001" in texts[:head]
    assert "Pembina Utama Muda" in texts[:head]
    assert "spbe@ranahbiru.example" in " ".join(texts[:head])
    nodes = list(document.element.body)
    tables = [number for number, node in enumerate(nodes) if node.tag.endswith("}tbl")]
    assert nodes.index(document.paragraphs[head]._p) < min(tables)


def test_an_electronic_signature_has_a_place_and_a_note(few: Result) -> None:
    unit = by_unit(few)[0]
    signed = LETTER.model_copy(update={"electronic": True})
    text = "\n".join(paragraphs(letter(few, unit, replace(SETTING, letter=signed))))
    assert "[tanda tangan elektronik]" in text
    assert "BSrE" in text
    assert "BSrE" not in "\n".join(paragraphs(letter(few, unit, SETTING)))


def test_the_logo_stands_in_the_head(few: Result) -> None:
    raw = io.BytesIO()
    Image.new("RGB", (40, 40), "navy").save(raw, "PNG")
    content = letter(few, by_unit(few)[0], replace(SETTING, logo=raw.getvalue()))
    assert len(docx.Document(io.BytesIO(content)).inline_shapes) == 1


def test_the_workbook_of_a_unit_is_protected_except_for_the_cells_to_fill_in(few: Result) -> None:
    unit = by_unit(few)[0]
    book = openpyxl.load_workbook(io.BytesIO(render_request(few, unit, SETTING.deadline)))
    sheet = book["Checklist"]
    assert sheet.protection.sheet
    titles = [cell.value for cell in sheet[3]]
    rows = list(sheet.iter_rows(min_row=4, max_row=3 + len(unit.items)))
    assert [row[titles.index("ID butir")].value for row in rows] == [row.item.id for row in unit.items]
    for row in rows:
        free = {title for title, cell in zip(titles, row, strict=True) if not cell.protection.locked}
        assert free == {"Status", "Dokumen", "PIC", "Tenggat", "Catatan"}
