"""A catalogue that was read before is taken as it was, until anything it was made of changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from spbe_checklist.cache_place import KEPT_CATALOGUES
from spbe_checklist.catalogue import choose, compiled
from spbe_checklist.catalogue import load as reading
from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.catalogue.shipped import DEFAULT_ID, editions, vocabulary_path
from spbe_checklist.errors import CatalogueError

OWN = """schema: "spbe-check/catalogue"
version: 1
id: "kota-contoh"
extends: "{base}"
title: "{title}"
"""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were really read as YAML."""
    files: list[Path] = []
    real = reading.load_catalogue

    def counted(path: Path | None = None) -> Catalogue:
        assert path is not None
        files.append(path)
        return real(path)

    monkeypatch.setattr(reading, "load_catalogue", counted)
    return files


def own(folder: Path, title: str, base: str = DEFAULT_ID, name: str = "kota.yaml") -> str:
    file = folder / name
    file.write_text(OWN.format(title=title, base=base), encoding="utf-8")
    return str(file)


@pytest.fixture
def not_built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A package that was not built: where its editions would lie."""
    monkeypatch.setattr(compiled, "BUILT_IN", tmp_path / "paket")
    return tmp_path / "paket"


@pytest.mark.usefixtures("not_built")
def test_what_is_kept_is_what_the_files_say(tmp_path: Path, read: list[Path]) -> None:
    for name in editions():
        fresh = load_catalogue(editions()[name])
        assert choose_catalogue(name, cache_dir=tmp_path) == fresh
        assert choose_catalogue(name, cache_dir=tmp_path) == fresh
    assert read == list(editions().values())


def test_editions_that_were_built_in_are_what_the_files_say(not_built: Path, read: list[Path]) -> None:
    compiled.build(not_built)
    read.clear()
    for name, file in editions().items():
        assert choose_catalogue(name, cache=False) == load_catalogue(file)
    assert choose_catalogue(cache=False).id == DEFAULT_ID
    assert read == []


def test_a_built_in_edition_whose_files_changed_is_read_anew(
    not_built: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    compiled.build(not_built)
    read.clear()
    changed = tmp_path / "vocabulary.yaml"
    changed.write_bytes(vocabulary_path().read_bytes() + b"# diubah\n")
    real = compiled.shipped_path
    monkeypatch.setattr(compiled, "shipped_path", lambda name: changed if name == changed.name else real(name))
    choose_catalogue(cache=False)
    assert len(read) == 1


def test_the_default_edition_is_named_right() -> None:
    assert load_catalogue().id == DEFAULT_ID == next(iter(editions()))


def test_a_changed_file_is_read_again(tmp_path: Path, read: list[Path]) -> None:
    name = own(tmp_path, "Pertama")
    kept = tmp_path / "simpanan"
    assert choose_catalogue(name, cache_dir=kept).title == "Pertama"
    own(tmp_path, "Kedua")
    assert choose_catalogue(name, cache_dir=kept).title == "Kedua"
    assert len(read) == 2


def test_so_is_one_whose_base_changed(tmp_path: Path, read: list[Path]) -> None:
    own(tmp_path, "Dasar", name="dasar.yaml")
    name = own(tmp_path, "Turunan", base="dasar.yaml")
    kept = tmp_path / "simpanan"
    before = choose_catalogue(name, cache_dir=kept).sha256
    own(tmp_path, "Dasar baru", name="dasar.yaml")
    assert choose_catalogue(name, cache_dir=kept).sha256 != before
    assert len(read) == 2


def test_so_is_one_that_got_a_vocabulary_of_its_own(tmp_path: Path, read: list[Path]) -> None:
    name, kept = str(tmp_path / "kecil.yaml"), tmp_path / "simpanan"
    (tmp_path / "kecil.yaml").write_bytes((Path(__file__).parent / "small.yaml").read_bytes())
    before = choose_catalogue(name, cache_dir=kept).sha256
    (tmp_path / "vocabulary.yaml").write_bytes(vocabulary_path().read_bytes() + b"# sendiri\n")
    assert choose_catalogue(name, cache_dir=kept).sha256 != before
    assert len(read) == 2


@pytest.mark.parametrize("content", [b"", b"[]\n{}", b"\xff\n", b"{}\n{}", b'{"reader": 1}\n{}', b"{}"])
def test_a_damaged_one_is_read_anew(tmp_path: Path, read: list[Path], content: bytes) -> None:
    name = own(tmp_path, "Kota")
    kept = tmp_path / "simpanan"
    first = choose_catalogue(name, cache_dir=kept)
    (file,) = kept.glob(KEPT_CATALOGUES)
    file.write_bytes(content)
    assert choose_catalogue(name, cache_dir=kept) == first
    assert len(read) == 2


def test_without_a_cache_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "default_cache_dir", lambda: tmp_path / "simpanan")
    choose_catalogue(own(tmp_path, "Kota"), cache=False)
    assert not (tmp_path / "simpanan").exists()


def test_a_faulty_catalogue_is_never_kept(tmp_path: Path) -> None:
    name = own(tmp_path, "Kota", base="tidak-ada")
    with pytest.raises(CatalogueError, match="tidak ada"):
        choose_catalogue(name, cache_dir=tmp_path / "simpanan")
    assert not (tmp_path / "simpanan").exists()
