"""The Pemdi folder of the invented city: what counts, what an assessor would send back, and what it is all worth."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from spbe_checklist.reports import first_page, html
from spbe_checklist.verdict.result import EvidenceEntry, Result, load

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDER = EXAMPLES / "pemdi" / "dokumen"

PRESENT = {
    *("I1-L1-01", "I1-L2-01", "I1-L2-03", "I2-L1-01", "I2-L1-02", "I2-L4-01", "I3-L1-01", "I3-L1-02", "I3-L1-03"),
    *("I4-L1-01", "I4-L1-03", "I8-L1-06", "I8-L1-07", "I10-L2-01", "I11-L1-01", "I12-L1-01", "I12-L2-01", "I13-L1-01"),
    *("I13-L3-03", "I14-L2-01", "I16-L1-01", "I17-L2-01", "I20-L1-01"),
}
"""Items with a document of the right kind and subject in the folder, by the portal's code."""

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
    command = [sys.executable, "-m", "spbe_checklist", "check", str(FOLDER), "--catalogue", "pemdi-2026"]
    command += ["--config", str(EXAMPLES / "pemdi" / "spbe.yaml"), "--format", "json", "--output", str(target)]
    command += ["--exit-zero", "--no-cache", "--ocr", "never"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return load(target.read_text(encoding="utf-8"), "hasil.json")


def items(result: Result) -> dict[str, EvidenceEntry]:
    return {item.code: item for one in result.indicators for item in one.evidence if item.code}


def test_right_documents_are_never_missing_and_most_count(result: Result) -> None:
    found = items(result)
    assert {code: found[code].status for code in PRESENT if found[code].status == "belum_ada"} == {}
    assert sum(found[code].status == "ada" for code in PRESENT) >= len(PRESENT) * 3 // 4


def test_nothing_counts_for_which_the_folder_has_no_document(result: Result) -> None:
    there = {code for code, item in items(result).items() if item.status == "ada"}
    # One report on training and one on risk are what two levels ask for.
    assert there - PRESENT <= {"I8-L1-02", "I8-L2-02", "I8-L2-07"}


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
    values = {one.no: one.supported_level for one in result.indicators}
    assert (values[5], values[6], values[7]) == (1, 2.5, 1.5)
    assert values[4] in (1.17, 1.34)
    assert values[9] == values[10] == values[15] == values[19] == 1
    assert result.summary.predicate == "Kurang"


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
