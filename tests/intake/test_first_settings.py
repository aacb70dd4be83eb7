"""First settings: what documents suggest, what a workbook brings back, and what editors learn from the schema."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
import yaml
from msgspec.structs import replace

from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.cli.app import run
from spbe_checklist.errors import ConfigurationError
from spbe_checklist.intake import settings_book
from spbe_checklist.intake.first_look import first_look
from spbe_checklist.intake.init import SCHEMA_NAME, Profile, initialise
from spbe_checklist.settings.file import load_workspace
from spbe_checklist.settings.schema import json_schema
from spbe_checklist.verdict.document_entry import MatchEntry
from spbe_checklist.verdict.result import Result
from tests.result_factory import make_result

CATALOGUE = choose_catalogue()
PROFILE = Profile(
    name="Kota Contoh",
    kind="kota",
    year=2024,
    target=3,
    units={1: ("Diskominfo", "Bagian Hukum"), 2: ("Diskominfo", "Bagian Hukum"), 29: ("Inspektorat",)},
    services={47: "Bursa Kerja Online"},
    letterhead=("PEMERINTAH KOTA CONTOH",),
    claimed={1: 3.0},
    assessed={17: 2.0},
)


def papers(*documents: dict[str, Any]) -> Result:
    base = make_result(hostile=False)
    blank = replace(base.documents[0], matches=[], issuer=None, letterhead=None, year=None, duplicate_of=None)
    made = [replace(blank, path=f"{at}.pdf", **fields) if "path" not in fields else replace(blank, **fields)
            for at, fields in enumerate(documents)]  # fmt: skip
    return base.model_copy(update={"documents": made})


def test_agency_and_units_come_from_letterheads_and_the_year_stays_within_the_instrument() -> None:
    head = "Pemerintah Kota Contoh, Dinas Komunikasi, Informatika dan Statistik"
    about = [MatchEntry(indicator=22, evidence="I22.L2.kegiatan", confidence=0.9)]
    found = first_look(
        papers(
            {"letterhead": head, "year": 2026, "matches": about},
            {"letterhead": head, "year": 2026},
            {"issuer": "Wali Kota Contoh", "year": 2023},
            {"year": 2026},
        ),
        CATALOGUE,
    )
    assert (found.name, found.kind) == ("Kota Contoh", "kota")
    assert found.year == 2023, "2026 lies outside the instrument"
    assert found.units == {22: ("Dinas Komunikasi, Informatika dan Statistik",)}


def test_a_service_is_proposed_from_what_is_filed_under_its_number() -> None:
    found = first_look(
        papers(
            {"path": "46 layar.png", "title": "Dinas Perhubungan Kota Contoh"},
            {"path": "47 panduan.pdf", "title": "PANDUAN APLIKASI BURSA KERJA ONLINE"},
        ),
        CATALOGUE,
    )
    assert found.services == {47: "Bursa Kerja Online"}, "an office is no service"


def test_nothing_is_proposed_from_nothing() -> None:
    found = first_look(papers({}), CATALOGUE)
    assert (found.name, found.kind, found.year, found.units, found.services) == ("", None, None, {}, {})


def test_what_is_known_stands_in_the_file_below_its_explanation(tmp_path: Path) -> None:
    initialise(tmp_path, CATALOGUE, PROFILE)
    found = load_workspace(tmp_path / "spbe.yaml")
    assert found.units_of(2) == ("Diskominfo", "Bagian Hukum")
    assert found.units_of(29) == ("Inspektorat",)
    assert found.services[47].name == "Bursa Kerja Online"
    assert found.letter.letterhead == ("PEMERINTAH KOTA CONTOH",)
    assert (found.claimed, found.assessed) == ({1: 3.0}, {17: 2.0})


def test_the_workbook_comes_back_as_it_was(tmp_path: Path) -> None:
    content = settings_book.write(CATALOGUE, PROFILE)
    assert settings_book.read(content, "pengaturan.xlsx", CATALOGUE) == PROFILE
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Instansi", "Unit", "Layanan", "Nilai"]
    assert book["Instansi"].data_validations.dataValidation
    file = tmp_path / "pengaturan.xlsx"
    file.write_bytes(content)
    assert run(["init", str(tmp_path), "--from", str(file)]) == 0
    assert load_workspace(tmp_path / "spbe.yaml").agency.name == "Kota Contoh"


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        ("Nilai", "C2", "9", "bukan tingkat"),
        ("Unit", "A2", "99", "bukan nomor"),
        ("Instansi", "B4", "dulu", "bilangan"),
    ],
)
def test_a_wrong_cell_is_named(sheet: str, cell: str, value: str, said: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(settings_book.write(CATALOGUE, PROFILE)))
    book[sheet][cell] = value
    book["Unit"]["C2"] = "Diskominfo"
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(ConfigurationError, match=said):
        settings_book.read(buffer.getvalue(), "pengaturan.xlsx", CATALOGUE)


def test_another_file_is_no_settings_workbook() -> None:
    with pytest.raises(ConfigurationError, match="tidak terbaca"):
        settings_book.read(b"bukan", "a.xlsx", CATALOGUE)


def test_editors_find_a_schema_that_accepts_the_file_and_refuses_mistakes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    initialise(tmp_path, CATALOGUE, PROFILE)
    text = (tmp_path / "spbe.yaml").read_text(encoding="utf-8")
    assert text.startswith(f"# yaml-language-server: $schema=./{SCHEMA_NAME}\n")
    schema = json.loads((tmp_path / SCHEMA_NAME).read_text(encoding="utf-8"))
    assert run(["config", "schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema == json_schema(CATALOGUE)
    jsonschema.Draft202012Validator.check_schema(schema)
    data = yaml.safe_load(text)
    jsonschema.validate(data, schema)
    for wrong in ({"unit": {}}, {"units": {"satu": ["A"]}}, {"costs": {"peraturn": 3}}, {"target": "tiga"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(data | wrong, schema)
