"""A document that serves nothing is told what lies around it, and never becomes evidence by that."""

from __future__ import annotations

from dataclasses import replace

from spbe_checklist.facts.facts import Facts
from spbe_checklist.recognition.matcher import Recognition
from spbe_checklist.settings.models import UnitDuty, Workspace
from spbe_checklist.verdict.surroundings import hints
from tests.recognition.made import made, recognise, shipped

SCAN = "21/scan0007.pdf"
NEIGHBOURS = [f"berkas/Laporan Manajemen Risiko SPBE {year}.pdf" for year in (2021, 2022, 2023)]


def around(*facts: Facts, workspace: Workspace | None = None) -> dict[str, str]:
    found: list[Recognition] = [recognise(one) for one in facts]
    return hints(shipped(), workspace or Workspace(), found)


def test_neighbours_that_agree_are_named() -> None:
    files = [*map(made, NEIGHBOURS), made("berkas/scan0007.pdf"), made("lain/scan0008.pdf")]
    found = around(*files)
    assert set(found) == {"berkas/scan0007.pdf"}
    assert found["berkas/scan0007.pdf"].startswith("3 dari 3 berkas lain di folder ini untuk indikator 21")


def test_a_folder_of_all_sorts_or_of_few_files_says_nothing() -> None:
    scan = made("berkas/scan0007.pdf")
    assert not around(*map(made, NEIGHBOURS[:2]), scan)
    mixed = ["berkas/SK Tim Koordinasi SPBE.pdf", "berkas/Peta Rencana SPBE.pdf"]
    assert not around(*map(made, [*NEIGHBOURS, *mixed]), scan)


def test_the_unit_of_letterhead_or_folder_points_to_its_indicators() -> None:
    workspace = Workspace(
        units=(
            UnitDuty(units=("Dinas Kelautan",), indicators=(37, 44)),
            UnitDuty(units=("Diskominfo",), indicators=tuple(range(1, 20))),
        )
    )
    bare = made("umum/a.pdf", "catatan tanpa judul")
    headed = replace(bare, identity=replace(bare.identity, letterhead="Pemerintah Kota Contoh, Dinas Kelautan"))
    found = around(headed, made("Diskominfo/b.pdf"), made("Dinas Kelautan/c.pdf"), workspace=workspace)
    assert found == {
        "umum/a.pdf": "kop menunjuk Dinas Kelautan, yang memegang indikator 37 dan 44; periksa apakah untuk itu",
        "Dinas Kelautan/c.pdf": "folder menunjuk Dinas Kelautan, yang memegang "
        "indikator 37 dan 44; periksa apakah untuk itu",
    }
