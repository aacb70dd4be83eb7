"""The Pemdi folder of the invented city: what counts, what an assessor would send back, and what it is all worth."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from spbe_checklist.cli.app import run
from spbe_checklist.reports import first_page, html
from spbe_checklist.verdict.result import EvidenceEntry, Result
from spbe_checklist.verdict.result_json import load

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDER = EXAMPLES / "pemdi" / "dokumen"

PRESENT = {
    *("I1-L1-01", "I1-L2-01", "I1-L2-03", "I2-L1-01", "I2-L1-02", "I2-L4-01", "I3-L1-01", "I3-L1-02", "I3-L1-03"),
    *(
        "I4-L1-01",
        "I4-L1-03",
        "I8-L1-02",
        "I8-L1-06",
        "I8-L1-07",
        "I8-L2-02",
        "I10-L2-01",
        "I11-L1-01",
        "I12-L1-01",
        "I12-L2-01",
    ),
    *("I13-L1-01", "I13-L3-03", "I14-L2-01", "I16-L1-01", "I17-L2-01", "I20-L1-01"),
}
"""Items with a document of the right kind and subject; the report for I8-L2-02 proves I8-L1-02 as well."""

DOUBTFUL = {
    # Screens that nothing was read from, because OCR is off here.
    *("I1-L2-04", "I13-L1-03", "I14-L1-01", "I17-L1-01", "I19-L1-01"),
    # What assessors send back, where its kind is the right one.
    *("I4-L1-02", "I9-L1-01", "I10-L1-01", "I13-L1-02"),
    # Only a person can see the score, the share, or who was there.
    *("I12-L1-02", "I20-L2-01", "I20-L2-02", "I20-L3-01", "I20-L3-02", "I20-L4-02", "I20-L5-02"),
    # The same report would do, but it was filed for another level.
    "I8-L2-07",
    # A name with the indicator alone is held against every item that its kind may serve.
    *("I1-L3-01", "I1-L3-03", "I1-L5-02", "I11-L2-01", "I11-L3-01", "I11-L5-01"),
    *("I13-L2-01", "I13-L2-03", "I13-L3-01", "I13-L3-02", "I13-L5-01"),
}
"""Items that stay with a person."""

VALUES = dict(
    enumerate((2, 1.5, 1.39, 1.34, 1, 2.5, 1.5, 1.21, 1, 1, 1.5, 1.25, 1.17, 1, 1, 1.5, 1, 1, 1, 1.5), start=1)
)
"""The value of each indicator."""

WRONG = {
    "I1-L2-02 Notulen Rapat Evaluasi.pdf": "I1-L2-02",
    "I4-L1-02 RKA Dinas 2026.pdf": "I4-L1-02",
    "I9-L1-01 SK Tim Asesor Internal.pdf": "I9-L1-01",
    "I10-L1-01 Hasil Indeks KAMI 2023.pdf": "I10-L1-01",
    "I13-L1-02 RKA 2026 tanpa aplikasi.pdf": "I13-L1-02",
    "I15-L1-01 Penjelasan Pasal Arsitektur SPBE.pdf": "I15-L1-01",
    "I19-L1-02 Daftar Layanan dan SLA.pdf": "I19-L1-02",
}
"""Files of the sorts that assessors send back, by the item they were filed under."""


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    target = tmp_path_factory.mktemp("hasil") / "hasil.json"
    command = ["check", str(FOLDER), "--catalogue", "pemdi-2026", "--config", str(EXAMPLES / "pemdi" / "spbe.yaml")]
    command += ["--format", "json", "--output", str(target), "--exit-zero", "--no-cache", "--ocr", "never"]
    assert run(command) == 0
    return load(target.read_text(encoding="utf-8"), "hasil.json")


def items(result: Result) -> dict[str, EvidenceEntry]:
    return {item.code: item for one in result.indicators for item in one.evidence if item.code}


def test_every_item_stands_as_its_documents_let_it(result: Result) -> None:
    found = items(result)
    assert len(found) == 171
    assert {code for code, item in found.items() if item.status == "ada"} == PRESENT
    assert {code for code, item in found.items() if item.status == "perlu_diperiksa"} == DOUBTFUL


def test_what_assessors_send_back_counts_nowhere(result: Result) -> None:
    found = items(result)
    for path, code in WRONG.items():
        assert found[code].status != "ada", code
        document = next(one for one in result.documents if one.path == path)
        assert [match.evidence for match in document.matches if match.accepted] == [], path


def test_scores_only_a_person_can_see_stay_doubtful(result: Result) -> None:
    ikasandi = items(result)["I12-L1-02"]
    assert ikasandi.status == "perlu_diperiksa"
    assert "pastikan nilai area" in ikasandi.reason


def test_values_lie_between_levels_and_indices_are_taken_over(result: Result) -> None:
    assert {one.no: one.supported_level for one in result.indicators} == VALUES
    assert (result.summary.index_supported, result.summary.predicate) == ("1.31", "Kurang")


def test_the_folder_is_what_the_builder_builds(tmp_path: Path) -> None:
    """Bytes are compared where the same libraries built them; names always."""
    code = "import sys; sys.path.insert(0, '.'); import build, json; from pathlib import Path; "
    code += "print(json.dumps([build.build(Path(sys.argv[1]), pemdi=True), build.versions()]))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True, cwd=EXAMPLES
    )
    built, versions = json.loads(done.stdout)
    assert set(built) == {file.relative_to(FOLDER).as_posix() for file in FOLDER.rglob("*") if file.is_file()}
    assert len(built) == 40
    if json.loads((EXAMPLES / "manifest.json").read_text(encoding="utf-8"))["versions"] == versions:
        assert all((FOLDER / path).read_bytes() == (tmp_path / path).read_bytes() for path in built)


def test_the_first_page_speaks_of_pemdi_and_of_no_level_it_was_not_told(result: Result) -> None:
    page = html.render(result)
    assert "bukti dukung Pemdi 2026" in page
    assert "Indeks Pemdi" in page
    assert "Indeks SPBE" not in page
    towers = {tower.indicator.no: tower for _, _, row in first_page.level_map(result) for tower in row}
    assert [square.state for square in towers[5].squares][1:3] == ["belum_ada", "belum_ada"], "no result was entered"
    assert [square.state for square in towers[6].squares][:3] == ["ada", "ada", "ada"]
