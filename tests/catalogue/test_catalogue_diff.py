"""A changed catalogue says which names and files lose or gain items; one name or file can be tried alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from spbe_checklist.catalogue.check import check_catalogue
from spbe_checklist.catalogue.load import parse_catalogue
from spbe_checklist.cli.app import run
from spbe_checklist.recognition.trial import offers
from spbe_checklist.verdict.catalogue_diff import Change, changes

SMALL = Path(__file__).with_name("small.yaml").read_text(encoding="utf-8")
NEW_KIND = '  tiket: {label: "Tiket aduan", name: ["screenshot lapor"]}\nchecks:'


def written(folder: Path, text: str) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    return str(folder)


def test_what_changed_is_named_per_document_losses_first() -> None:
    old = {"a.pdf": {"I1.L2.x": "ada", "I1.L3.y": "ditawarkan"}, "b.pdf": {"I1.L2.x": "ada"}, "c.pdf": {}}
    new = {"a.pdf": {"I1.L2.x": "ditawarkan", "I2.L2.z": "ada"}, "b.pdf": {"I1.L2.x": "ada"}, "d.pdf": {}}
    found = changes(old, new)  # type: ignore[arg-type]
    assert found == [
        Change("a.pdf", "I1.L2.x", "ada", "ditawarkan"),
        Change("a.pdf", "I1.L3.y", "ditawarkan", None),
        Change("a.pdf", "I2.L2.z", None, "ada"),
    ]
    assert [one.lost for one in found] == [True, True, False]


def test_a_new_kind_that_takes_offers_away_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    old = written(tmp_path / "lama", SMALL)
    new = written(tmp_path / "baru", SMALL.replace("checks:", NEW_KIND, 1))
    evidence = tmp_path / "dokumen"
    evidence.mkdir()
    (evidence / "Screenshot LAPOR aduan.txt").write_text("Halaman aduan LAPOR", encoding="utf-8")
    assert run(["catalogue", "diff", old, new, str(evidence), "--ocr", "never"]) == 0
    told = capsys.readouterr().out
    # The folder's own path may be too long for a line.
    assert "dokumen/ScreenshotLAPORaduan.txthilangI3.L2.kirim" in "".join(told.split())
    assert "[wajib]" in told
    assert "1 kehilangan butir, 0 mendapat butir" in told
    assert run(["catalogue", "diff", old, old]) == 0
    assert "tidak ada yang berubah" in capsys.readouterr().out


def test_check_against_an_older_catalogue_fails_when_something_is_lost(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    more = SMALL.replace('apps: ["lapor"]', 'apps: ["lapor", "kabarwarga"]', 1)
    example = 'match: ["Screenshot LAPOR.png"]'
    old = written(
        tmp_path / "lama", more.replace(example, 'match: ["Screenshot LAPOR.png", "Screenshot Kabarwarga.png"]', 1)
    )
    new = written(tmp_path / "baru", SMALL)
    assert run(["catalogue", "check", "--catalogue", new, "--against", new]) == 0
    capsys.readouterr()
    assert run(["catalogue", "check", "--catalogue", new, "--against", old]) == 1
    assert "Screenshot Kabarwarga.png\n  hilang  I3.L2.kirim" in capsys.readouterr().out


def test_an_example_may_carry_its_text(small_text: str) -> None:
    example = 'match: ["Screenshot LAPOR.png"]'
    with_text = 'match: [{name: "1.txt", text: "RISALAH RAPAT\\nNotulen layanan aduan LAPOR"}]'
    catalogue = parse_catalogue(small_text.replace(example, with_text, 1).encode(), "katalog.yaml")
    assert [(one.name, "aduan" in one.text) for one in catalogue.by_evidence["I3.L2.kirim"][1].examples.match] == [
        ("1.txt", True)
    ]
    found = [one for one in check_catalogue(catalogue, offers) if one.place == "I3.L2.kirim"]
    assert [one.code for one in found] == ["contoh-meleset"], "minutes are no screenshot, whatever their name"


def test_a_name_or_a_file_can_be_tried(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["catalogue", "try", "Indikator 42/Screenshot SP4N LAPOR.png"]) == 0
    told = capsys.readouterr().out
    assert "Tangkapan layar" in told
    assert "I42.L1.informasi" in told
    assert "menunjuk indikator 42" in told
    file = tmp_path / "x.txt"
    file.write_text("NOTULEN RAPAT\nReviu layanan SP4N LAPOR pengaduan pelayanan publik\n" * 3, encoding="utf-8")
    assert run(["catalogue", "try", str(file), "--ocr", "never"]) == 0
    assert "teks terbaca" in capsys.readouterr().out
