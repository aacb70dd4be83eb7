"""``spbe-check init`` and ``config show`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from spbe_checklist.cli.app import run
from spbe_checklist.reading.scan import scan
from spbe_checklist.settings.file import load_workspace, parse_workspace


def test_settings_and_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "bukti"
    options = ["--folders", "--name", "Kota Contoh", "--kind", "kota", "--year", "2024", "--target", "4"]
    assert run(["init", str(folder), *options]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "47 folder indikator" in captured.err
    found = load_workspace(folder / "spbe.yaml")
    assert (found.agency.name, found.agency.kind, found.year, found.target) == ("Kota Contoh", "kota", 2024, 4)
    assert len([entry for entry in folder.iterdir() if entry.is_dir()]) == 47


def test_an_existing_file_is_only_replaced_with_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "spbe.yaml"
    file.write_text("year: 2020\n", encoding="utf-8")
    assert run(["init", str(tmp_path)]) == 2
    assert file.read_text(encoding="utf-8") == "year: 2020\n"
    assert "--force" in capsys.readouterr().err
    assert run(["init", str(tmp_path), "--force"]) == 0
    assert load_workspace(file).year is None


def test_a_workbook_updates_settings_that_are_there_and_loses_no_decision(tmp_path: Path) -> None:
    file, book = tmp_path / "spbe.yaml", tmp_path / "pengaturan.xlsx"
    before = (
        'agency: {name: "Kota Lama"}\nyear: 2024\ntarget: 4\nletter:\n  letterhead: ["PEMERINTAH KOTA LAMA"]\n'
        'units:\n  "1-3": ["Bappeda"]\nservices:\n  "45":\n'
        '    name: "Antrean"\n    apps: ["SIPUAS"]\ndocuments:\n  - path: "a.pdf"\n    evidence: ["I1.L3.lengkap"]\n'
    )
    file.write_text(before, encoding="utf-8")
    assert run(["init", str(tmp_path), "-o", str(book)]) == 0
    assert run(["init", str(tmp_path), "--from", str(book)]) == 0
    assert load_workspace(file) == parse_workspace(before.encode(), file), "an untouched workbook changes nothing"
    filled = load_workbook(book)
    filled["Instansi"]["B2"] = "Kota Baru"
    filled["Unit"]["C3"] = "Diskominfo"
    filled["Layanan"]["B4"] = "Izin Nelayan"
    filled["Nilai"]["D12"] = "3"
    filled.save(book)
    assert run(["init", str(tmp_path), "--from", str(book)]) == 0
    found = load_workspace(file)
    assert (found.agency.name, found.units_of(1), found.units_of(2)) == ("Kota Baru", ("Bappeda",), ("Diskominfo",))
    assert (found.services[47].name, found.services[45].apps) == ("Izin Nelayan", ("SIPUAS",))
    assert found.assessed == {11: 3}
    assert [one.path for one in found.documents] == ["a.pdf"]


def test_a_new_tree_holds_no_evidence(tmp_path: Path) -> None:
    assert run(["init", str(tmp_path), "--folders"]) == 0
    assert scan(tmp_path).files == ()


def test_config_show_tells_where_each_setting_comes_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "nilai.csv").write_text("no;asesor\n1;3\n", encoding="utf-8")
    (tmp_path / "spbe.yaml").write_text('# x\nyear: 2024\nlevels_file: "nilai.csv"\n', encoding="utf-8")
    assert run(["config", "show", str(tmp_path), "--target", "4", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    settings = found["settings"]
    assert found["file"] == str(tmp_path / "spbe.yaml")
    assert settings["year"] == {"value": 2024, "from": "spbe.yaml baris 2"}
    assert settings["target"] == {"value": 4, "from": "baris perintah"}
    assert settings["assessed"] == {"value": {"1": 3.0}, "from": "nilai.csv"}
    assert settings["units"] == {"value": [], "from": "bawaan"}
    assert settings["catalogue"]["from"] == "bawaan"
    assert run(["config", "show", str(tmp_path)]) == 0
    assert "year = 2024\n    dari: spbe.yaml baris 2\n" in capsys.readouterr().out


def test_config_show_refuses_what_a_check_would_refuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "spbe.yaml").write_text('units: {"48": ["A"]}\n', encoding="utf-8")
    assert run(["config", "show", str(tmp_path)]) == 3
    assert "spbe.yaml baris 1: indikator 48" in capsys.readouterr().err
