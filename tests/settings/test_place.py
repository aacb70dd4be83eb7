"""Where spbe.yaml is looked for: one rule for every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from spbe_checklist.settings.place import find_workspace


def test_the_folder_then_those_above_it_up_to_the_repository_then_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "kota" / "repo" / "dokumen" / "dalam"
    here = tmp_path / "di sini"
    for folder in (inside, here, tmp_path / "kota" / "repo" / ".git"):
        folder.mkdir(parents=True)
    monkeypatch.chdir(here)
    assert find_workspace(inside) is None
    (tmp_path / "kota" / "spbe.yaml").touch()  # above the repository: not of this folder
    assert find_workspace(inside) is None
    (here / "spbe.yaml").touch()
    assert find_workspace(inside) == here / "spbe.yaml"
    for folder in (tmp_path / "kota" / "repo", inside.parent, inside):
        (folder / "spbe.yaml").touch()
        assert find_workspace(inside) == folder / "spbe.yaml"
