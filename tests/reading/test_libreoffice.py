"""Old formats through LibreOffice: asked for, isolated, and without a result where it finds none."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from spbe_checklist.errors import UsageError
from spbe_checklist.facts.facts import Facts, FileEntry, Health, TextState
from spbe_checklist.reading import libreoffice
from spbe_checklist.reading.inspect_one import FileSettings, inspect_file
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.text.lexicon import Lexicon
from tests.reading import built

OLD_SHEET = bytes.fromhex("0902060000001000000004020e000000000000000600") + b"Aset\0\0" + bytes.fromhex("0a000000")


def facts(tmp_path: Path, program: str) -> Facts:
    """What is found in an Excel 3 sheet with this program as LibreOffice."""
    file = tmp_path / "aset.xls"
    file.write_bytes(OLD_SHEET)
    settings = FileSettings(libreoffice=program)
    return inspect_file(file, FileEntry("aset.xls", len(OLD_SHEET), 0), settings, Lexicon((), (), frozenset()))[0]


def stand_in(tmp_path: Path, *lines: str) -> str:
    """A program that is called like LibreOffice; ``$out`` is its folder of results."""
    program = tmp_path / "soffice"
    program.write_text("\n".join(("#!/bin/sh", 'out="${7}"; profile="${1#*file://}"', *lines)))
    program.chmod(0o755)
    return str(program)


needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


@needs_shell
def test_an_old_format_is_read_through_a_profile_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "hasil.pdf").write_bytes(built.pdf(["Laporan aset pusat data"]))
    program = stand_in(
        tmp_path,
        'if [ ! -e "$profile/once" ]; then touch "$profile/once"; exit 81; fi',  # as with a fresh profile
        "grep -q DisableMacrosExecution $profile/user/registrymodifications.xcu || exit 1",
        f'mkdir "$out"; cp {tmp_path}/hasil.pdf "$out/dokumen.pdf"; echo "$out" > {tmp_path}/where',
    )
    found = facts(tmp_path, program)
    assert (found.health, found.text, found.format, found.words) == (Health.BAIK, TextState.ADA, "pdf", 4)
    assert [notice.code for notice in found.notices] == ["lewat-libreoffice"]
    assert not Path((tmp_path / "where").read_text().strip()).exists()


@needs_shell
@pytest.mark.parametrize("lines", [("exit 1",), ("exec sleep 60",)])
def test_what_libreoffice_cannot_read_keeps_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...]
) -> None:
    monkeypatch.setattr(libreoffice, "SECONDS", 0.5)
    found = facts(tmp_path, stand_in(tmp_path, *lines))
    assert found.health is Health.TIDAK_DIDUKUNG
    assert "format lama" in found.reason


def test_it_is_off_unless_asked_for_and_says_where_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert CheckOptions(tmp_path).libreoffice_program == ""
    with pytest.raises(UsageError, match="belum terpasang"):
        _ = CheckOptions(tmp_path, libreoffice=True).libreoffice_program


@pytest.mark.slow
@pytest.mark.skipif(libreoffice.find_libreoffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_itself_reads_a_sheet_of_excel_3(tmp_path: Path) -> None:
    found = facts(tmp_path, libreoffice.find_libreoffice() or "")
    assert (found.health, found.words) == (Health.BAIK, 1)
