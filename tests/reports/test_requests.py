"""Requests to units: who gets what, in which order, and that every file can be sent as it is."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import Counter
from pathlib import Path
from typing import Any

import docx as reader
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from spbe_checklist.cli.commands.requests import WRITTEN
from spbe_checklist.cli.commands.requests import requests as command
from spbe_checklist.errors import ConfigurationError, InputError, UsageError
from spbe_checklist.reports.letter import LetterSetting, letter
from spbe_checklist.reports.requests import chat_text, file_names, request_files
from spbe_checklist.reports.shortcomings import UnitShortcomings, by_unit, undecided
from spbe_checklist.settings.models import Letter
from spbe_checklist.verdict.priorities import owed
from spbe_checklist.verdict.result import Result
from spbe_checklist.verdict.result_json import dump
from tests.reports.poison import poisoned
from tests.result_factory import ALL, make_result

TODAY = dt.date(2026, 11, 21)
DEADLINE = dt.date(2026, 12, 5)
LETTER = Letter(
    letterhead=("PEMERINTAH KABUPATEN RANAH BIRU", "DINAS KOMUNIKASI DAN INFORMATIKA"),
    place="Ranah Biru",
    number="555/12/Kominfo",
    signatory="Ahmad Yani",
    signatory_title="Kepala Dinas",
    signatory_id="19700101 199001 1 001",
    send_to="spbe@ranahbiru.example",
)
SETTING = LetterSetting(LETTER, TODAY, DEADLINE)


def text_of(content: bytes) -> str:
    document = reader.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def units_of(result: Result) -> tuple[UnitShortcomings, ...]:
    return by_unit(result)


def test_every_owed_item_is_asked_of_one_unit_or_waits_for_our_own_decision(everything: Result) -> None:
    expected = Counter(item.id for entry in everything.indicators for item in entry.evidence if item.open)
    asked = Counter(row.item.id for unit in units_of(everything) for row in unit.items)
    waiting = Counter(row.item.id for row in undecided(everything))
    assert asked + waiting == expected
    assert asked
    assert waiting


def test_a_unit_is_asked_once_for_each_document_and_the_others_get_a_copy(everything: Result) -> None:
    for unit in units_of(everything):
        titles = [document.title for document in unit.documents]
        assert len(titles) == len(set(titles))
        assert unit.unit not in unit.copies


def test_one_document_is_asked_of_its_owner_whatever_the_units_of_the_indicators() -> None:
    result = make_result(indicators=ALL)
    picked = [entry for entry in result.indicators if any(item.open for item in entry.evidence)][:3]
    for entry in picked:
        one = next(item for item in entry.evidence if item.open)
        entry.evidence[entry.evidence.index(one)] = one.model_copy(
            update={
                "status": "belum_ada",
                "documents": [],
                "owner": "Bappeda",
                "document": "Peta Rencana SPBE",
                "units": [],
            }
        )
    result = result.model_copy(update={"indicators": list(result.indicators)})
    unit = next(unit for unit in by_unit(result) if unit.unit == "Bappeda")
    request = next(document for document in unit.documents if document.title == "Peta Rencana SPBE")
    assert request.indicators == tuple(entry.no for entry in picked)
    assert {name for entry in picked for name in entry.units} - {"Bappeda"} == {*request.copies}
    assert request in unit.to_send


@pytest.mark.parametrize(
    ("health", "mend", "asked"),
    [
        ("baik", ["masih draf"], True),
        ("terkunci", [], True),
        ("waktu_habis", [], False),
        ("terlalu_besar", [], False),
        ("baik", [], False),
    ],
)
def test_what_only_our_machine_or_our_own_decision_lacks_is_asked_of_nobody(
    health: str, mend: list[str], asked: bool
) -> None:
    result = make_result(hostile=False)
    entry, item = next(
        (entry, item)
        for entry in result.indicators
        for item in entry.evidence
        if item.open and item.status == "perlu_diperiksa" and item.documents
    )
    lacks = ["pindaian tanpa teks; OCR dimatikan", *mend]
    offer = item.documents[0].model_copy(update={"lacks": lacks, "mend": mend, "accepted": False})
    entry.evidence[entry.evidence.index(item)] = item.model_copy(update={"documents": [offer]})
    position = next(at for at, document in enumerate(result.documents) if document.path == offer.path)
    result.documents[position] = replace(result.documents[position], health=health, reason="tidak terbaca")
    result = result.model_copy(update={"indicators": list(result.indicators)})
    found = {row.item.id for unit in by_unit(result) for row in unit.items}
    assert (item.id in found) is asked
    if asked:
        assert not any("OCR" in text for unit in by_unit(result) for text in (chat_text(result, unit, None),))


def test_every_unit_gets_letter_workbook_and_chat_text(everything: Result) -> None:
    names = list(request_files(everything, SETTING))
    assert names[0] == "ringkasan.md"
    for unit in units_of(everything):
        for kind in ("surat.docx", "isian.xlsx", "pesan.txt"):
            assert f"{unit.unit} - {kind}" in names
    assert len(names) == 1 + 3 * len(units_of(everything))


def test_documents_come_in_the_one_order_of_importance(everything: Result) -> None:
    rank = {row.item.id: place for place, row in enumerate(owed(everything))}
    for unit in units_of(everything):
        places = [rank[document.rows[0].item.id] for document in unit.documents]
        assert places == sorted(places)


def test_the_letter_asks_with_the_catalogues_sentences_and_our_fields(everything: Result) -> None:
    unit = units_of(everything)[0]
    text = text_of(letter(everything, unit, SETTING))
    for document in unit.documents:
        for row in document.asked:
            assert row.item.ask in text
            assert row.item.id in text
    for part in (
        "555/12/Kominfo",
        "Ranah Biru, 21 November 2026",
        "5 Desember 2026",
        "Ahmad Yani",
        f"Kepala {unit.unit}",
    ):
        assert part in text
    assert "<<" not in text, "nothing is left to fill in"


def test_empty_fields_stay_visible(everything: Result) -> None:
    content = letter(everything, units_of(everything)[-1], LetterSetting(Letter(), TODAY))
    text = text_of(content)
    for gap in (
        "<<kop surat>>",
        "<<nomor surat>>",
        "<<tempat>>",
        "<<tanggal batas pengiriman>>",
        "<<NIP>>",
        "<<unit penanggung jawab>>",
    ):
        assert gap in text
    marked = [
        run.text
        for paragraph in reader.Document(io.BytesIO(content)).paragraphs
        for run in paragraph.runs
        if run.font.highlight_color is not None
    ]
    assert "<<nomor surat>>" in marked


def test_the_workbook_lists_the_same_items_with_the_deadline(everything: Result) -> None:
    files = request_files(everything, SETTING)
    unit = units_of(everything)[0]
    book = openpyxl.load_workbook(io.BytesIO(files[f"{unit.unit} - isian.xlsx"]))
    sheet: Any = book["Checklist"]
    titles = [cell.value for cell in sheet[3]]
    rows = [dict(zip(titles, [cell.value for cell in row], strict=True)) for row in sheet.iter_rows(min_row=4)]
    assert [row["ID butir"] for row in rows] == [row.item.id for row in unit.items]
    own = {row.item.id: row.item.deadline for row in unit.items}
    for row in rows:
        assert row["Tenggat"].date().isoformat() == (own[row["ID butir"]] or DEADLINE.isoformat())


def test_chat_texts_are_short_most_valuable_first_and_count_the_rest(everything: Result) -> None:
    for unit in units_of(everything):
        text = chat_text(everything, unit, DEADLINE)
        assert len(text) < 900
        shown = len(re.findall(r"^\d+\. ", text, re.MULTILINE))
        first = unit.documents[0]
        assert f"1. {first.title}" in text
        assert ("mohon diperbaiki" in text.split("\n")[1]) is bool(first.received)
        more = re.search(r"Dan (\d+) dokumen lain", text)
        assert shown + (int(more[1]) if more else 0) == len(unit.documents)


def test_long_labels_and_many_items_still_fit_into_a_chat_text() -> None:
    result = poisoned(make_result())
    for unit in units_of(result):
        text = chat_text(result, unit, DEADLINE)
        assert len(text) < 900
        assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", text)


def test_the_overview_counts_documents_and_names_what_waits_for_a_decision(everything: Result) -> None:
    overview = request_files(everything, SETTING)["ringkasan.md"].decode()
    units = units_of(everything)
    assert f"{sum(len(unit.documents) for unit in units)} dokumen diminta" in overview
    for unit in units:
        assert re.search(rf"\| {re.escape(unit.unit)} \| {len(unit.documents)} \| {len(unit.to_send)} \|", overview)
    for row in undecided(everything):
        assert f"- {row.item.id} " in overview


def test_hostile_units_and_names_become_harmless_files() -> None:
    for name, content in request_files(poisoned(make_result()), SETTING).items():
        assert re.fullmatch(r"[^\x00-\x1f<>:\"/\\|?*\u202e]+", name)
        if name.endswith(".docx"):
            assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", text_of(content))


@given(st.lists(st.text(max_size=80), max_size=8, unique=True))
def test_any_unit_names_give_safe_and_different_file_names(units: list[str]) -> None:
    names = file_names(units)
    assert set(names) == set(units)
    assert len({name.casefold() for name in names.values()}) == len(units)
    for name in names.values():
        assert re.fullmatch(r"[^\x00-\x1f<>:\"/\\|?*]+", name)
        assert name == name.strip(" .")
        assert name.split(".")[0].casefold() not in {"con", "nul", "prn", "aux", "com1", "lpt9"}
        assert len(name) <= 75


def test_the_same_input_gives_the_same_bytes(few: Result) -> None:
    assert request_files(few, SETTING) == request_files(few, SETTING)


def template(*paragraphs: tuple[str, ...]) -> bytes:
    """An own letter; each paragraph is given as the runs that Word happened to split it into."""
    document = reader.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for run in runs:
            paragraph.add_run(run).bold = True
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Tenggat: {{ tenggat }}"
    document.sections[0].footer.paragraphs[0].text = "{{instansi}}"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_an_own_template_is_filled_in_even_where_word_split_a_field(few: Result) -> None:
    unit = units_of(few)[0]
    own = template(("Kepada {{un", "it}}, ", "{{jumlah}} dokumen"), ("{{tabel}}",), ("{{tidak_dikenal}}",))
    content = letter(few, unit, LetterSetting(LETTER, TODAY, DEADLINE, own))
    document = reader.Document(io.BytesIO(content))
    first = document.paragraphs[0]
    assert first.text == f"Kepada {unit.unit}, {len(unit.documents)} dokumen"
    assert all(run.bold for run in first.runs), "the look of the template stays"
    text = text_of(content)
    assert unit.items[0].item.ask in text
    assert "Tenggat: 5 Desember 2026" in text
    assert "{{tidak_dikenal}}" in text, "a typing mistake is seen, not swallowed"
    assert document.sections[0].footer.paragraphs[0].text == few.agency.name


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: Result) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dokumen").mkdir()
    path = tmp_path / "hasil.json"
    path.write_text(dump(few), encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if not one.name.startswith(".")}


def test_the_command_writes_everything_and_may_be_repeated(saved: Path, tmp_path: Path, few: Result) -> None:
    out = tmp_path / "permintaan"
    command(saved, out=out, deadline="5 Desember 2096")
    assert len(contents(out)) == 1 + 3 * len(units_of(few))
    command(saved, out=out, deadline="2096-12-05")
    assert len(contents(out)) == 1 + 3 * len(units_of(few))


def test_what_a_person_wrote_or_changed_stays_and_ours_goes_beside_it(
    saved: Path, tmp_path: Path, few: Result, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "permintaan"
    names = [
        "ringkasan.md",
        *(f"{units_of(few)[0].unit} - {kind}" for kind in ("pesan.txt", "surat.docx", "isian.xlsx")),
    ]
    command(saved, out=out)
    ours = {name: (out / name).read_bytes() for name in names}
    theirs = {name: content + b"\nDitelepon tanggal 3, spbe-check" for name, content in ours.items()}
    for name, content in theirs.items():
        (out / name).write_bytes(content)
    for _ in range(2):
        capsys.readouterr()
        command(saved, out=out)
        said = capsys.readouterr().err
        assert len(contents(out)) == 1 + 3 * len(units_of(few)) + len(names), "the second time ours is replaced"
        for name in names:
            beside = out / name.replace(".", " (baru).")
            assert (out / name).read_bytes() == theirs[name]
            assert len(beside.read_bytes()) == pytest.approx(len(ours[name]), rel=0.01)
            assert beside.name in said
    command(saved, out=out, force=True)
    assert all((out / name).read_bytes() != theirs[name] for name in names)


def test_a_file_of_the_same_name_in_a_folder_of_others_stays(saved: Path, tmp_path: Path, few: Result) -> None:
    out = tmp_path / "permintaan"
    out.mkdir()
    mine = out / f"{units_of(few)[0].unit} - pesan.txt"
    mine.write_text("catatan saya", encoding="utf-8")
    (out / WRITTEN).write_text("[bukan catatan")
    command(saved, out=out)
    assert mine.read_text(encoding="utf-8") == "catatan saya"
    assert (out / f"{mine.stem} (baru).txt").read_text(encoding="utf-8").startswith("Yth.")


@pytest.mark.parametrize("inside", ["dokumen", "dokumen/surat", "./permintaan/../dokumen/x"])
def test_letters_never_go_into_the_checked_folder(saved: Path, inside: str) -> None:
    with pytest.raises(UsageError, match="di dalam folder yang diperiksa"):
        command(saved, out=Path(inside))


def test_a_deadline_that_is_over_is_refused_and_an_empty_letterhead_is_pointed_out(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    yesterday = dt.date.today() - dt.timedelta(days=1)  # noqa: DTZ011
    with pytest.raises(UsageError, match="sudah lewat"):
        command(saved, out=tmp_path / "x", deadline=yesterday.isoformat())
    command(saved, out=tmp_path / "x")
    told = capsys.readouterr().err
    assert "Kop surat masih kosong" in told
    assert "letterhead:" in told


def test_wrong_dates_missing_results_and_bad_templates_are_user_errors(saved: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="tidak dikenal"):
        command(saved, out=tmp_path / "x", deadline="besok")
    with pytest.raises(InputError):
        command(tmp_path / "tidak-ada.json", out=tmp_path / "x")
    (tmp_path / "spbe.yaml").write_text('letter:\n  template: "surat.docx"\n', encoding="utf-8")
    with pytest.raises(InputError, match="Templat"):
        command(saved, out=tmp_path / "x")
    (tmp_path / "surat.docx").write_bytes(b"bukan docx")
    with pytest.raises(ConfigurationError, match="bukan dokumen Word"):
        command(saved, out=tmp_path / "x")


def test_settings_of_spbe_yaml_reach_the_letter(saved: Path, tmp_path: Path, few: Result) -> None:
    (tmp_path / "spbe.yaml").write_text('letter:\n  signatory: "Ahmad Yani"\n', encoding="utf-8")
    command(saved, out=tmp_path / "x")
    unit = units_of(few)[0]
    assert "Ahmad Yani" in text_of((tmp_path / "x" / f"{unit.unit} - surat.docx").read_bytes())
