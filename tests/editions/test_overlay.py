"""Catalogues that build on another: the documented example, merging, and mistakes with their line."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from spbe_checklist.catalogue.check import check_catalogue
from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.errors import CatalogueError
from spbe_checklist.recognition.trial import offers
from spbe_checklist.settings.models import UnitDuty, Workspace
from spbe_checklist.verdict.build_result import FolderFindings, build_result
from spbe_checklist.verdict.result import Run

DOCUMENTED = Path(__file__).resolve().parents[2] / "docs" / "edisi.md"
HEAD = 'schema: "spbe-check/catalogue"\nversion: 1\nextends: "spbe-2020"\nid: "sendiri"\n'


def written(folder: Path, text: str, name: str = "katalog.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    blocks = re.findall(r"```yaml\n(.*?)```", DOCUMENTED.read_text(encoding="utf-8"), re.DOTALL)
    text = next(block for block in blocks if "extends:" in block)
    return load_catalogue(written(tmp_path_factory.mktemp("kota"), text, "katalog-kota.yaml"))


def test_documented_example_passes_the_check(example: Catalogue) -> None:
    assert [f"{one.place}: {one.message}" for one in check_catalogue(example, offers)] == []


def test_documented_example_changes_what_it_says_and_nothing_else(example: Catalogue) -> None:
    base = load_catalogue()
    assert (example.id, example.extends) == ("spbe-2020-kota-contoh", "spbe-2020")
    assert set(example.by_evidence) - set(base.by_evidence) == {"I17.L3.denah"}
    assert set(base.by_evidence) <= set(example.by_evidence)
    item = example.by_evidence["I17.L3.denah"][1]
    assert item.required
    assert (item.source.source, item.source.page) == ("se-sekda-contoh", 2)
    assert (("I17.L3.denah",),) in example.by_no[17].at(3).requires
    assert example.by_no[17].units == ("Dinas Kominfo",)
    assert example.by_no[37].units == ("Dinas Kearsipan",)
    assert example.subject_by_id["kearsipan"].apps == (*base.subject_by_id["kearsipan"].apps, "e naskah contoh")
    for no in set(base.by_no) - {17, 37}:
        assert example.by_no[no] == base.by_no[no]


def test_units_of_the_overlay_owe_unless_the_settings_name_others(example: Catalogue) -> None:
    nothing = FolderFindings(recognitions=(), ignored=(), notices=(), duplicates={}, similar={})
    run = Run(folder="dokumen", started="2024-05-01T08:00:00+07:00", seconds=0.0)
    settings = Workspace(units=(UnitDuty(indicators=(37,), units=("Sekretariat",)),))
    result = build_result(example, settings, nothing, run, year=2024, today=dt.date(2024, 5, 1))
    units = {one.no: one.units for one in result.indicators}
    assert (units[17], units[37], units[1]) == (["Dinas Kominfo"], ["Sekretariat"], [])


def test_its_documents_are_recognised_by_the_added_words(example: Catalogue) -> None:
    name = "Tangkapan Layar e-Naskah Contoh.png"
    assert "I37.L1.informasi" in offers(example, name)
    assert "I37.L1.informasi" not in offers(load_catalogue(), name)


def test_hash_covers_both_files(tmp_path: Path) -> None:
    below = written(tmp_path, HEAD, "dasar.yaml")
    file = written(tmp_path, HEAD.replace("spbe-2020", "dasar.yaml").replace("sendiri", "atas"))
    first = load_catalogue(file)
    assert first.extends == "sendiri"
    below.write_text(HEAD + 'edition: "baru"\n', encoding="utf-8")
    assert load_catalogue(file).sha256 != first.sha256
    assert load_catalogue(file).edition == "baru"


def test_items_change_go_and_come(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        HEAD
        + """indicators:
  - no: 1
    levels:
      4:
        evidence:
          undangan: null
          reviu: {max_age_months: 12}
""",
    )
    catalogue = load_catalogue(file)
    keys = [item.key for item in catalogue.by_no[1].at(4).evidence]
    assert "undangan" not in keys
    assert catalogue.by_evidence["I1.L4.reviu"][1].max_age_months == 12
    assert catalogue.by_evidence["I2.L4.reviu"][1].max_age_months == 24
    assert catalogue.by_evidence["I1.L4.reviu"][1].label == load_catalogue().by_evidence["I1.L4.reviu"][1].label


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('subjects:\n  arsip: {terms: ["arsip kota"]}\n', 6, "perlu label"),
        ('indicators:\n  - no: 17\n    levels:\n      3:\n        requires: ["entah"]\n', 9, "'entah' tidak ada"),
        ('indicators:\n  - no: 48\n    topic: "Baru"\n', 6, "indikator 48 tidak ada pada spbe-2020"),
        ('indicators:\n  - {no: 3}\n  - {no: 3, topic: "Dua"}\n', 7, "no 3 dipakai dua kali"),
        ('sources:\n  - {id: "permenpanrb-59-2020", title: "Lagi"}\n', 6, "sumber permenpanrb-59-2020 sudah ada"),
        ('indicators:\n  - {no: 3}\n  - no: 17\n    subject: "entah"\n', 8, "'entah' tidak ada"),
        ("indikators:\n  - {no: 3}\n", 5, "indikators"),
    ],
)
def test_mistakes_are_named_with_the_line_of_the_overlay(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(written(tmp_path, HEAD + text))
    assert f"katalog.yaml baris {line}" in str(caught.value)
    assert words in str(caught.value)


def test_base_that_is_missing_or_is_itself(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="baris 3: katalog spbe-1999 tidak ada") as caught:
        load_catalogue(written(tmp_path, HEAD.replace("spbe-2020", "spbe-1999")))
    assert "spbe-2018" in caught.value.hint
    with pytest.raises(CatalogueError, match="di atas dirinya sendiri"):
        load_catalogue(written(tmp_path, HEAD.replace("spbe-2020", "katalog.yaml")))
    written(tmp_path, HEAD.replace("spbe-2020", "b.yaml"), "a.yaml")
    with pytest.raises(CatalogueError, match=r"b\.yaml > a\.yaml > b\.yaml"):
        load_catalogue(written(tmp_path, HEAD.replace("spbe-2020", "a.yaml"), "b.yaml"))


def test_the_common_vocabulary_serves_every_edition_and_takes_its_own_words() -> None:
    base, catalogue = load_catalogue(), choose_catalogue("pemdi-2026")
    assert catalogue.kind_by_id["notulen"] == base.kind_by_id["notulen"]
    assert "hasil_indeks" in catalogue.kind_by_id.keys() - base.kind_by_id.keys()
    used = {one.subject for one in catalogue.indicators}
    assert {subject.id for subject in catalogue.subjects} == used, "common subjects that nothing uses are left out"
