"""The evaluation portal's codes (I3-L1-02): usable wherever an item's id is, and what a file name with one means."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.catalogue.item_names import code_in, find_item, find_item_or_indicator, written_item
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.cli.app import run
from spbe_checklist.errors import ConfigurationError
from spbe_checklist.run.check import check_folder
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.settings.edit import edit_workspace, use_ids
from spbe_checklist.settings.file import load_workspace, validate_against
from spbe_checklist.settings.models import Workspace
from spbe_checklist.verdict.result import EvidenceEntry, Result
from spbe_checklist.verdict.result_json import load

EDITION = ["--catalogue", "pemdi-2026"]
REPORT = """LAPORAN PEMANFAATAN APLIKASI KERJA DIGITAL ASN
TAHUN 2026
BAB I PENDAHULUAN
Latar belakang. Laporan ini tentang aplikasi kerja digital bagi ASN Kota Contoh.
Maksud dan tujuan laporan ini adalah melaporkan pemanfaatan aplikasi kerja digital dan kompetensi digital ASN.
BAB II PELAKSANAAN KEGIATAN
Hasil pelaksanaan aplikasi kerja digital: aplikasi kerja SRIKANDI dan e-kinerja dipakai setiap hari.
BAB III PENUTUP
Demikian laporan ini dibuat. Contoh, 3 Juli 2026
"""


@pytest.fixture(scope="module")
def pemdi() -> Catalogue:
    return choose_catalogue("pemdi-2026")


@pytest.mark.parametrize(
    "typed", ["I3-L1-02", "i3-l1-2", " I03-L1-02 ", "I3–L1–02", "I3 - L1 - 02", "I3_L1_02", "i3.L1.APLIKASI_dasar"]
)
def test_codes_and_ids_are_found_however_they_are_typed_or_pasted(pemdi: Catalogue, typed: str) -> None:
    assert find_item(pemdi, typed) == "I3.L1.aplikasi_dasar"


@pytest.mark.parametrize("text", ["I3-L1-09", "I3-L12-02", "I3", "3-1-2", "", "*", "I3.L1"])
def test_nothing_else_is_an_item(pemdi: Catalogue, text: str) -> None:
    assert find_item(pemdi, text) is None


def test_every_code_and_id_is_read_as_itself(pemdi: Catalogue) -> None:
    for code, item in pemdi.by_code.items():
        assert written_item(code.lower()) == code_in(f"Berkas {code} laporan.pdf") == code
        assert find_item_or_indicator(pemdi, code) == find_item(pemdi, item.id.lower()) == item.id
    assert find_item_or_indicator(pemdi, "i17") == "I17"
    assert find_item_or_indicator(pemdi, "I21") is None


def settings(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "spbe.yaml"
    file.write_text(text, encoding="utf-8")
    return file


EVERYWHERE = """year: 2026
duties:
  - {evidence: "i4-l1-1", pic: "Rina"}  # tetap
waivers:
  - {evidence: "I4-L1-02", reason: "x", by: "y", date: "2026-01-01", expires: "2026-12-31"}
attestations:
  - {evidence: "I4-L1-03", seen: "x", where: "y", by: "z", date: "2026-01-01", valid_until: "2026-12-31"}
assessor:
  - {evidence: "I3-L1-01", status: "revisi", date: "2026-09-20"}
notes:
  - {indicator: "I9-L1-01", date: "2026-09-20", by: "asesor", text: "auditor"}
documents:
  - {path: "a.pdf", evidence: ["I3-L1-02", "I17"], not_evidence: ["I3-L1-03"]}
"""


def test_settings_take_codes_in_every_section(tmp_path: Path, pemdi: Catalogue) -> None:
    found = validate_against(load_workspace(settings(tmp_path, EVERYWHERE)), pemdi)
    assert [one.evidence for one in (*found.duties, *found.waivers, *found.attestations, *found.assessor)] == [
        *("I4.L1.tim", "I4.L1.rencana", "I4.L1.antarunit", "I3.L1.peta")
    ]
    (document,) = found.documents
    assert (document.evidence, document.not_evidence) == (("I3.L1.aplikasi_dasar", "I17"), ("I3.L1.komunitas",))
    assert found.notes[0].indicator == 9


def test_a_code_that_the_edition_lacks_is_refused_with_its_line(tmp_path: Path, pemdi: Catalogue) -> None:
    file = settings(tmp_path, EVERYWHERE.replace("i4-l1-1", "I4-L1-07"))
    with pytest.raises(ConfigurationError, match=r"baris 3.*I4-L1-07"):
        validate_against(load_workspace(file), pemdi)
    with pytest.raises(ConfigurationError, match="spbe-2020"):
        validate_against(load_workspace(settings(tmp_path, EVERYWHERE)), choose_catalogue())


def test_a_later_decision_finds_the_one_made_by_code(tmp_path: Path, pemdi: Catalogue) -> None:
    file = settings(tmp_path, EVERYWHERE)
    edit_workspace(file, use_ids(pemdi))
    text = file.read_text(encoding="utf-8")
    assert "I4.L1.tim" in text
    assert "# tetap" in text
    assert "I3-L1-02" not in text
    assert validate_against(load_workspace(file), pemdi) == validate_against(
        load_workspace(settings(tmp_path, EVERYWHERE)), pemdi
    )


def test_an_imported_decision_replaces_the_one_written_by_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = settings(tmp_path, EVERYWHERE)
    (tmp_path / "putusan.csv").write_text("kode;keputusan\ni3-l1-01;diterima\n", encoding="utf-8")
    assert run(["import", "putusan.csv", *EDITION]) == 0
    assert [(one.evidence, one.status) for one in load_workspace(file).assessor] == [("I3.L1.peta", "diterima")]


def test_commands_take_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "i3-l1-2", *EDITION]) == 0
    assert "I3.L1.aplikasi_dasar (I3-L1-02)" in capsys.readouterr().out
    assert run(["catalogue", "show", "i3–l1–02", *EDITION]) == 0
    shown = capsys.readouterr().out
    assert "I3.L1.aplikasi_dasar I3-L1-02" in shown
    assert "I3-L1-01" not in shown
    assert run(["catalogue", "show", "--ids", "--indicator", "I3-L1-02", *EDITION]) == 0
    listed = capsys.readouterr().out
    assert "I3-L5-01" in listed
    assert "I4-L1-01" not in listed
    assert run(["catalogue", "show", "I3-L1-09", *EDITION]) == 2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "dokumen"
    found.mkdir()
    return found


def checked(folder: Path, edition: str = "pemdi-2026") -> Result:
    return check_folder(CheckOptions(folder, catalogue=edition, year=2026, ocr="never", cache=False)).result


def standing(result: Result) -> dict[str, EvidenceEntry]:
    return {item.code: item for one in result.indicators for item in one.evidence if item.status != "belum_ada"}


@pytest.mark.parametrize("name", ["I3-L1-02 Laporan.txt", "i3_l1_02_laporan.txt", "I3-L1-02/Laporan.txt"])
def test_a_code_points_to_one_item_of_one_level(folder: Path, name: str) -> None:
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(REPORT, encoding="utf-8")
    found = standing(checked(folder))
    assert {code: item.status for code, item in found.items()} == {"I3-L1-02": "ada"}


def test_what_fits_another_item_is_asked_for_there(folder: Path) -> None:
    (folder / "I3-L1-03 Laporan.txt").write_text(REPORT, encoding="utf-8")
    item = standing(checked(folder))["I3-L1-02"]
    assert item.status == "perlu_diperiksa"
    assert item.documents[0].lacks == ["nama berkas menunjuk butir I3-L1-03; ajukan juga untuk butir ini"]


@pytest.mark.parametrize(
    "text", ["", "Catatan rapat pasar murah dan lomba kebersihan. " * 9, "I3-L1-02 Laporan Aplikasi Kerja Digital"]
)
def test_a_code_in_the_name_alone_is_never_enough(folder: Path, text: str) -> None:
    (folder / "I3-L1-02 Laporan Pemanfaatan Aplikasi Kerja Digital.txt").write_text(text, encoding="utf-8")
    found = standing(checked(folder))
    assert {item.status for item in found.values()} <= {"perlu_diperiksa"}
    assert found.keys() <= {"I3-L1-02"}


def test_a_wrong_kind_is_shown_at_the_item_it_was_filed_for(folder: Path) -> None:
    (folder / "I9-L1-01 Undangan.txt").write_text(
        "UNDANGAN\nKepada Yth. tim auditor internal. Kami mengundang Saudara pada rapat audit keamanan.\n" * 3, "utf-8"
    )
    (document,) = checked(folder).documents
    assert [(match.evidence, match.accepted) for match in document.matches if match.indicator == 9] == [
        ("I9.L1.tim", False)
    ]


def numbering(result: Result) -> dict[str, str]:
    return {one.code: one.message for one in result.notices if one.code.startswith("penomoran")}


def test_aspect_names_beside_clear_words_are_numbers_and_contradicted_ones_are_not(folder: Path) -> None:
    (folder / "Teknologi_I13_15_Bahan.txt").write_text("", encoding="utf-8")
    result = checked(folder)
    assert {match.indicator for match in result.documents[0].matches} == {13}
    for place, words in enumerate(("Integrasi Aplikasi", "Pusat Data", "Proses Bisnis Integrasi Sistem"), start=1):
        (folder / f"Teknologi_I13_{place}_Laporan {words}.txt").write_text("", encoding="utf-8")
    again = checked(folder)
    assert "nomor-bukan-indikator" in {one.code for one in again.notices}
    lone = next(one for one in again.documents if "Bahan" in one.path)
    assert not lone.matches


@pytest.mark.parametrize("portal", [0, 3])
def test_a_folder_that_mixes_editions_says_so(folder: Path, portal: int) -> None:
    for place, code in enumerate(["I3-L1-02", "I3-L1-03", "I3-L2-02"][:portal]):
        (folder / f"{code} Laporan {place}.txt").write_text(REPORT, encoding="utf-8")
    for number, subject in ((24, "MANAJEMEN RISIKO"), (21, "MANAJEMEN LAYANAN"), (28, "MANAJEMEN PERUBAHAN")):
        text = f"LAPORAN {subject} DIGITAL\nManajemen layanan digital, manajemen risiko, manajemen perubahan.\n"
        (folder / f"Indikator {number} Laporan.txt").write_text(text, encoding="utf-8")
    told = numbering(checked(folder))
    assert set(told) == {"penomoran-campur" if portal else "penomoran-lama"}
    if portal:
        assert "mencampur dua edisi: 3 nama berkas memakai kode portal pemdi-2026" in told["penomoran-campur"]


def test_portal_codes_in_a_folder_checked_with_an_older_edition_are_told(folder: Path) -> None:
    for code in ("I3-L1-02", "I3-L1-03", "I3-L2-02"):
        (folder / f"{code} Laporan.txt").write_text("", encoding="utf-8")
    assert "--catalogue pemdi-2026" in numbering(checked(folder, "spbe-2020"))["penomoran-baru"]


def test_the_installed_command_confirms_by_code(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "I3-L1-03 Laporan.txt").write_text(REPORT, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("i3-l1-2, I3-L1-03\nq\n"))
    usual = ["--year", "2026", "--ocr", "never", "--no-cache", *EDITION]
    assert run(["confirm", str(folder), "--by", "Rina", *usual]) == 0
    capsys.readouterr()
    saved: Workspace = load_workspace(folder / "spbe.yaml")
    assert set(saved.documents[0].evidence) == {"I3.L1.aplikasi_dasar", "I3.L1.komunitas"}
    target = folder.parent / "hasil.json"
    command = ["check", str(folder), "--year", "2026", "--ocr", "never", "--no-cache", "--exit-zero", *EDITION]
    assert run([*command, "--format", "json", "--output", str(target)]) == 0
    result = load(target.read_text(encoding="utf-8"), "hasil.json")
    assert {item.code for item in standing(result).values() if item.status == "ada"} == {"I3-L1-02", "I3-L1-03"}
    assert json.loads(target.read_text(encoding="utf-8"))["catalogue"]["id"] == "pemdi-2026"
