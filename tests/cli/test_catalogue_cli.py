"""``spbe-check catalogue``: check, show, schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spbe_checklist.catalogue.shipped import default_path
from spbe_checklist.cli.app import run
from tests.catalogue.conftest import SMALL
from tests.recognition.made import shipped

DOCS = Path(__file__).parents[2] / "docs"


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["catalogue", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_shipped_catalogue_is_good(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What the command says of it; ``editions/test_shipped_editions.py`` does the check itself."""
    monkeypatch.setattr("spbe_checklist.catalogue.check.check_catalogue", lambda catalogue, offers: [])
    code, out, err = told(capsys, "check")
    assert (code, err) == (0, "")
    assert f"47 indikator, {len(shipped().by_evidence)} butir bukti" in out


def test_a_catalogue_that_fails_its_examples_ends_with_3(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    broken = tmp_path / "katalog.yaml"
    text = SMALL.read_text(encoding="utf-8")
    broken.write_text(text.replace('weight: "30.00"', 'weight: "39.00"', 1), encoding="utf-8")
    code, out, err = told(capsys, "check", "--catalogue", str(broken))
    assert code == 3
    assert "bobot" in out.lower()
    assert "perlu diperbaiki" in err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('id: "spbe-2020"', "id: spbe-2020\nid: x"), "baris"),
        (("families:", "keluarga:"), "families"),
    ],
)
def test_a_catalogue_that_does_not_load_names_the_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    broken = tmp_path / "katalog.yaml"
    broken.write_text(default_path().read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")
    code, out, err = told(capsys, "check", "--catalogue", str(broken))
    assert (code, out) == (3, "")
    assert "katalog.yaml" in err
    assert words in err


def test_show_as_json_is_the_promised_form(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "show", "--format", "json")
    assert code == 0
    data = json.loads(out)
    assert [one["no"] for one in data["indicators"]] == list(range(1, 48))
    for one in data["indicators"]:
        assert {"no", "name", "weight", "aspect", "domain", "levels"} <= one.keys()
        for level in one["levels"]:
            assert {"level", "name", "evidence"} <= level.keys()
            for item in level["evidence"]:
                assert {"id", "kind", "label", "required"} <= item.keys()


def test_show_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "show")
    assert code == 0
    assert "{" not in out.replace("{{", "")
    assert told(capsys, "show", "--format", "xml")[0] == 2


def test_the_schema_is_the_committed_one(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "schema")
    assert code == 0
    assert out == (DOCS / "catalogue.schema.json").read_text(encoding="utf-8")


def test_a_catalogue_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, "check", "--catalogue", "tidak-ada.yaml")
    assert (code, out) == (3, "")
    assert "spbe-2018" in err
