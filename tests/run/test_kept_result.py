"""The Result kept between runs: used only while nothing that decides it has changed, and never trusted blindly."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from spbe_checklist.run import judge as fresh_run
from spbe_checklist.run.check import check_folder
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.run.store.facts import cache_clear, cache_info
from spbe_checklist.run.store.results import KeptResult
from spbe_checklist.verdict.result import Result
from tests.result_factory import make_result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "dokumen"
    place.mkdir()
    (place / "Indikator 16 Notulen Pusat Data.txt").write_text("NOTULEN\nRapat pusat data\nTanggal 3 Mei 2024\n")
    (place / "Laporan jaringan intra.txt").write_text("Laporan layanan jaringan intra tahun 2023\n")
    return place


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one whenever a Result is worked out."""
    times: list[int] = []
    build = fresh_run.build_result

    def count(*arguments: object, **named: object) -> Result:
        times.append(1)
        return build(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(fresh_run, "build_result", count)
    return times


def check(folder: Path, **options: object) -> Result:
    chosen = {"ocr": "never", "year": 2024, "cache_dir": folder.parent / "simpanan", **options}
    return check_folder(CheckOptions(folder, **chosen)).result  # type: ignore[arg-type]


def same(one: Result, other: Result) -> bool:
    return one.model_copy(update={"run": other.run}) == other


def test_an_unchanged_folder_is_judged_once(folder: Path, judged: list[int]) -> None:
    first, second = check(folder), check(folder)
    assert len(judged) == 1
    assert same(first, second)


@pytest.mark.parametrize("options", [{"year": 2023}, {"target": 4}, {"catalogue": "pemdi-2026"}])
def test_other_options_are_judged_anew(folder: Path, judged: list[int], options: dict[str, object]) -> None:
    check(folder)
    changed = check(folder, **options)
    assert len(judged) == 2
    assert same(changed, check(folder, cache=False, **options))


def test_a_new_document_a_changed_one_and_a_lost_one_are_seen(folder: Path, judged: list[int]) -> None:
    check(folder)
    added = folder / "SK Tim Koordinasi SPBE.txt"
    added.write_text("KEPUTUSAN WALI KOTA NOMOR 4 TAHUN 2023 TENTANG TIM KOORDINASI SPBE\n")
    assert len(check(folder).documents) == 3
    added.write_text("KEPUTUSAN WALI KOTA NOMOR 5 TAHUN 2023 TENTANG TIM KOORDINASI SPBE DAN LAINNYA\n")
    changed = check(folder)
    assert same(changed, check(folder, cache=False))
    added.unlink()
    assert len(check(folder).documents) == 2
    assert len(judged) == 5


def test_settings_are_part_of_what_decides(folder: Path, judged: list[int]) -> None:
    check(folder)
    (folder / "spbe.yaml").write_text('version: 1\nagency:\n  name: "Kota Nusa Bahari"\n', encoding="utf-8")
    assert check(folder).agency.name == "Kota Nusa Bahari"
    assert len(judged) == 2


@pytest.mark.parametrize("damage", [b"", b"short", None])
def test_a_damaged_store_is_not_used(folder: Path, judged: list[int], damage: bytes | None) -> None:
    first = check(folder)
    (kept,) = (folder.parent / "simpanan").glob("hasil-*.bin")
    kept.write_bytes(kept.read_bytes()[:200] if damage is None else damage)
    assert same(first, check(folder))
    assert len(judged) == 2


@pytest.mark.skipif(os.name != "posix", reason="names that are not UTF-8 exist on POSIX systems only")
def test_names_that_are_not_utf8_are_kept_like_others(folder: Path, judged: list[int]) -> None:
    (folder / os.fsdecode(b"Perwali \xff.txt")).write_text("Peraturan Wali Kota\n")
    first, second = check(folder), check(folder)
    assert len(judged) == 1
    assert same(first, second)


def test_nothing_is_kept_without_a_cache(folder: Path, judged: list[int]) -> None:
    check(folder, cache=False)
    check(folder, cache=False)
    assert len(judged) == 2
    assert not (folder.parent / "simpanan").exists()


def test_clearing_the_cache_clears_kept_results(folder: Path, judged: list[int]) -> None:
    check(folder)
    place = folder.parent / "simpanan"
    (kept,) = place.glob("hasil-*.bin")
    assert cache_info(place).bytes > kept.stat().st_size
    cache_clear(place)
    assert not list(place.iterdir())
    check(folder)
    assert len(judged) == 2


def test_many_documents_are_kept_in_order(tmp_path: Path) -> None:
    result = make_result(hostile=False)
    documents = [replace(result.documents[0], path=f"{number}.pdf") for number in range(1234)]
    many = result.model_copy(update={"documents": documents})
    kept = KeptResult(tmp_path / "hasil-x.bin", b"s" * 32)
    kept.save(many)
    assert kept.load() == many
    assert KeptResult(kept.file, b"t" * 32).load() is None
