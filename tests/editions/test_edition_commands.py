"""Editions from the command line: versions, map, reuse, score, and a check that declares no level."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.cli.app import run
from spbe_checklist.settings.models import Workspace
from spbe_checklist.verdict.build_result import FolderFindings, build_result
from spbe_checklist.verdict.result import Result, Run
from spbe_checklist.verdict.result_json import dump, load
from tests.program import told
from tests.result_factory import make_result

ROOT = Path(__file__).resolve().parents[2]
Capture = pytest.CaptureFixture[str]


def saved(folder: Path, result: Result | None = None, name: str = "hasil.json") -> str:
    (folder / name).write_text(dump(result or make_result()), encoding="utf-8")
    return str(folder / name)


def test_versions(capsys: Capture) -> None:
    assert run(["catalogue", "versions"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("spbe-2020 (bawaan)")
    assert out.count("rangkuman sekunder, belum diperiksa terhadap naskah resmi") == 2
    assert "Berlaku      1 Januari 2021 sampai 31 Desember 2025" in out
    assert "Dicabut oleh PermenPANRB 59/2020 Pasal 11" in out


def test_versions_as_json(capsys: Capture) -> None:
    assert run(["catalogue", "versions", "--format", "json"]) == 0
    data = {one["id"]: one for one in json.loads(capsys.readouterr().out)["editions"]}
    assert {name: one["indicators"] for name, one in data.items()} == {
        "spbe-2020": 47,
        "spbe-2018": 35,
        "pemdi-2026": 20,
    }
    assert data["spbe-2020"]["default"] is True
    assert data["spbe-2020"]["valid_to"] == "2025-12-31"
    assert data["pemdi-2026"]["valid_from"] == "2026-06-05"
    assert data["pemdi-2026"]["valid_to"] is None
    assert data["pemdi-2026"]["verification"] == "sekunder"
    assert data["spbe-2018"]["min_level"] == 0


def test_map(capsys: Capture) -> None:
    assert run(["catalogue", "map", "spbe-2020", "pemdi-2026"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "PETA spbe-2020 ke pemdi-2026 (tidak resmi)"
    assert "baru, tanpa pendahulu" in out
    assert run(["catalogue", "map", "spbe-2018", "spbe-2020", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["official"] is False
    assert {one["old"] for one in data["pairs"]}.isdisjoint(data["ended"])
    assert run(["catalogue", "map", "pemdi-2026", "spbe-2020"]) == 3
    assert "Peta yang ada:" in capsys.readouterr().err


def test_reuse_in_every_format(tmp_path: Path, capsys: Capture) -> None:
    file = saved(tmp_path)
    assert run(["reuse", file, "--to", "pemdi-2026"]) == 0
    assert capsys.readouterr().out.startswith("Pemakaian ulang bukti dukung\n")
    for name in ("json", "html", "xlsx", "docx"):
        target = tmp_path / f"pakai-ulang.{name}"
        assert run(["reuse", file, "--to", "pemdi-2026", "--format", name, "--output", str(target)]) == 0
        assert target.stat().st_size > 1000
        assert run(["reuse", file, "--to", "pemdi-2026", "--format", name, "--output", str(target)]) == 0, "own file"
    assert capsys.readouterr().out == ""


def test_reuse_refuses_with_a_next_step(tmp_path: Path, capsys: Capture) -> None:
    file = saved(tmp_path)
    assert run(["reuse", file, "--to", "spbe-2018"]) == 3
    assert "Peta dari spbe-2020 ke spbe-2018 tidak ada" in capsys.readouterr().err
    assert run(["reuse", file, "--to", "pemdi-2026", "--unit", "Dinas Entah"]) == 2
    assert "Yang ada:" in capsys.readouterr().err
    assert run(["reuse", str(tmp_path / "tiada.json"), "--to", "pemdi-2026"]) == 4


def test_score_with_values_between_two_levels(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "nilai.csv"
    rows = "".join(f"{no};1,5\n" for no in range(1, 21))
    file.write_text(f"no;nilai\n{rows}", encoding="utf-8")
    assert run(["score", str(file), "--catalogue", "pemdi-2026", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["index_exact"], data["predicate"], data["domains"]) == ("1.50", "Cukup", [])
    assert run(["score", str(file), "--catalogue", "spbe-2018"]) == 3
    assert "harus bulat" in capsys.readouterr().err


def test_diff_between_editions_is_refused(tmp_path: Path, capsys: Capture) -> None:
    old = make_result()
    other = choose_catalogue("pemdi-2026")
    new = old.model_copy(
        update={"catalogue": old.catalogue.model_copy(update={"id": other.id, "edition": other.edition})}
    )
    assert run(["diff", saved(tmp_path, old, "a.json"), saved(tmp_path, new, "b.json")]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "pemdi-2026 edisi 2026" in captured.err
    assert "tidak dapat dibandingkan" in captured.err


def test_check_with_pemdi_says_what_is_there_and_what_it_is_worth(tmp_path: Path) -> None:
    folder = tmp_path / "dokumen"
    folder.mkdir()
    (folder / "SK Tim Koordinasi Pemerintah Digital.txt").write_text(
        "KEPUTUSAN BUPATI CONTOH\nNOMOR 12 TAHUN 2026\nTENTANG\nTIM KOORDINASI PEMERINTAH DIGITAL\n\n"
        "Menimbang: bahwa perlu dibentuk tim;\nMEMUTUSKAN:\nMenetapkan:\n"
        "KESATU: Membentuk Tim Koordinasi Pemerintah Digital.\n"
        "KEDUA: Tim Koordinasi Pemerintah Digital bertugas memadukan layanan.\n"
        "Ditetapkan di Contoh\npada tanggal 2 Maret 2026\nBUPATI CONTOH,\nttd\n",
        encoding="utf-8",
    )
    target = tmp_path / "hasil.json"
    options = ["--year", "2025", "--format", "json", "--output", target, "--exit-zero", "--no-cache"]
    done = told("check", folder, "--catalogue", "pemdi-2026", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    result = load(target.read_text(encoding="utf-8"), "hasil.json")
    assert (result.catalogue.id, result.catalogue.edition) == ("pemdi-2026", "2026")
    assert result.summary.index_supported == "1.01", "0.17 of an indicator that weighs 5"
    assert {one.no: one.supported_level for one in result.indicators if one.supported_level != 1} == {4: 1.17}
    statuses = {item.id: item.status for one in result.indicators for item in one.evidence}
    assert statuses["I4.L1.tim"] == "ada"
    assert statuses["I12.L2.tim"] == "belum_ada"
    counted = {item.id for one in result.indicators for item in one.evidence if item.counted}
    assert "I4.L1.tim" in counted, "the lowest level is no floor here"
    notices = {notice.code: notice.message for notice in result.notices}
    assert "berlaku sejak 2026" in notices["katalog-tidak-berlaku"]
    assert "tahun evaluasi 2025" in notices["katalog-tidak-berlaku"]
    assert "\n" not in notices["katalog-tidak-berlaku"]
    assert "belum diperiksa terhadap naskah resmi" in notices["katalog-sekunder"]
    assert "5, 6, 7, dan 18" in notices["indeks-belum-diisi"]


def test_data_files_travel_with_the_package() -> None:
    """The build takes the whole package; a data file outside of it would be lost."""
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["spbe_checklist"]
    data = sorted(
        path.relative_to(ROOT / "spbe_checklist" / "data").as_posix()
        for path in (ROOT / "spbe_checklist" / "data").rglob("*.yaml")
    )
    assert data == [
        "maps/spbe-2018--spbe-2020.yaml",
        "maps/spbe-2020--pemdi-2026.yaml",
        "pemdi-2026.yaml",
        "recognition/score_card.yaml",
        "spbe-2018.yaml",
        "templates/spbe.yaml",
    ]


@pytest.mark.parametrize("name", ["pemdi-2026", "spbe-2018"])
def test_every_report_carries_every_edition(name: str, tmp_path: Path) -> None:
    """No domains, levels from 0, weights as fractions, no index: no format may stumble over any of it."""
    nothing = FolderFindings(recognitions=(), ignored=(), notices=(), duplicates={}, similar={})
    begun = Run(folder="dokumen", started="2026-07-01T08:00:00+07:00", seconds=0.0)
    catalogue = choose_catalogue(name)
    result = build_result(catalogue, Workspace(), nothing, begun, year=2026, today=dt.date(2026, 7, 1))
    assert (result.summary.index_supported is None) is not result.catalogue.declares_levels
    file = saved(tmp_path, result)
    for form in ("text", "md", "html", "xlsx", "docx", "csv", "json", "junit", "sarif", "github", "gitlab"):
        target = tmp_path / f"laporan.{form}"
        assert run(["report", file, "--format", form, "--output", str(target)]) == 0, form
        assert target.stat().st_size > 100, form
    for form in ("text", "html"):
        shown = (tmp_path / f"laporan.{form}").read_text(encoding="utf-8")
        assert all(aspect.name in shown for aspect in catalogue.aspects), "named even without an index"
    assert run(["interview", file, "--output", str(tmp_path / "bahan.md")]) == 0
    assert run(["plan", file, "--target-index", "3"]) == (0 if catalogue.declares_levels else 3)
