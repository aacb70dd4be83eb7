"""``spbe-check plan`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spbe_checklist.cli.app import run
from spbe_checklist.verdict.result import IndicatorEntry
from spbe_checklist.verdict.result_json import dump, load
from tests.result_factory import make_result
from tests.verdict.test_planning import chain, full_result, indicator, item


def saved(folder: Path, entries: list[IndicatorEntry], **catalogue: str) -> str:
    base = make_result()
    result = base.model_copy(
        update={
            "indicators": entries,
            "catalogue": base.catalogue.model_copy(update={"id": "spbe-2020", "edition": "2024", **catalogue}),
        }
    )
    file = folder / "hasil.json"
    file.write_text(dump(result), encoding="utf-8")
    return str(file)


SMALL = [
    chain(11, 3, 1, weight="50.00"),
    indicator(12, [item("I12.L2.a", 1, status="perlu_diperiksa")], {2: [[["I12.L2.a"]]]}, weight="50.00", units=()),
]


def test_json_is_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", saved(tmp_path, SMALL), "--target-index", "2", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["from_basis"] == "bukti"
    assert (found["from"], found["index"], found["reached"], found["cost"]) == ("1.00", "2.00", True, 4)
    assert found["steps"] == [
        {
            "evidence": ["I12.L2.a"], "document": "Dokumen I12.L2.a", "title": "Dokumen I12.L2.a",
            "unit": None, "units": [], "cost": 1,
            "gain": "0.50", "gain_exact": "0.50", "index_after": "1.50", "doubtful": True, "there": [], "received": [],
        },
        {
            "evidence": ["I11.L2.dok"], "document": "Dokumen I11.L2.dok", "title": "Dokumen I11.L2.dok",
            "unit": "Diskominfo",
            "units": ["Diskominfo"], "cost": 3, "gain": "0.50", "gain_exact": "0.50", "index_after": "2.00",
            "doubtful": False, "there": [], "received": [],
        },
    ]  # fmt: skip


def test_text_lists_documents_in_order_and_per_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", saved(tmp_path, SMALL), "--target-index", "2,0"]) == 0
    out = capsys.readouterr().out
    assert "Rencana menuju indeks 2,00, dari indeks didukung bukti 1,00" in out
    assert "Menjadi indeks 2,00: 2 dokumen diminta, biaya 4" in out
    assert out.index("I12.L2.a") < out.index("I11.L2.dok")
    assert "belum ada unit" in out


def test_out_of_reach_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", saved(tmp_path, SMALL), "--target-index", "4", "-f", "json"]) == 0
    captured = capsys.readouterr()
    found = json.loads(captured.out)
    assert (found["reached"], found["index"], found["best_index"]) == (False, "2.50", "2.50")
    assert "tidak dapat dicapai dengan dokumen saja" in captured.err


def test_budget(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", saved(tmp_path, SMALL), "--budget", "1", "-f", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["cost"], found["index"], found["budget"], found["target_index"]) == (1, "1.50", 1, None)


@pytest.mark.slow
def test_predicate_of_the_results_edition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = saved(tmp_path, full_result())
    assert run(["plan", file, "--predicate", "sangat baik", "-f", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["target_index"], found["reached"]) == ("3.50", True)
    assert run(["plan", file, "--predicate", "Hebat"]) == 2
    assert "Sangat Baik" in capsys.readouterr().err


def test_predicate_of_another_edition_needs_its_catalogue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", saved(tmp_path, SMALL, id="lain"), "--predicate", "Baik"]) == 3
    assert "--catalogue" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wishes",
    [
        ["--from", "langit"],
        ["--target-index", "3", "--budget", "2"],
        ["--target-index", "tiga"],
        ["--target-index", "nan"],
        ["--budget", "-1"],
    ],
)
def test_exactly_one_sensible_wish(tmp_path: Path, capsys: pytest.CaptureFixture[str], wishes: list[str]) -> None:
    assert run(["plan", saved(tmp_path, SMALL), *wishes]) == 2
    assert capsys.readouterr().out == ""


def test_editions_without_levels_cannot_be_planned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", saved(tmp_path, [chain(1, 1, supported=None)]), "--target-index", "3"]) == 3
    assert "tidak menetapkan tingkat" in capsys.readouterr().err


def test_a_file_that_is_no_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bukan.json"
    file.write_text("{}", encoding="utf-8")
    assert run(["plan", str(file), "--target-index", "3"]) == 3
    assert "bukan berkas hasil" in capsys.readouterr().err


def test_the_result_alone_is_enough() -> None:
    assert load(dump(make_result()), "hasil.json").indicators


@pytest.mark.slow
def test_without_a_wish_the_next_predicate_is_planned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = saved(tmp_path, full_result())
    assert run(["plan", file, "-f", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    shown = float(make_result().summary.index_supported or 0)
    assert float(found["target_index"]) == min(bound for bound in (1.8, 2.6, 3.5, 4.2) if bound > shown)


def test_values_that_nobody_gave_are_no_place_to_start_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = make_result(with_levels=False)
    file = tmp_path / "hasil.json"
    file.write_text(dump(base), encoding="utf-8")
    assert run(["plan", str(file), "--from", "asesor"]) == 3
    assert "Nilai asesor belum ada" in capsys.readouterr().err
