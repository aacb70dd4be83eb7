"""Reading catalogue files from disk."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from spbe_checklist.catalogue import shipped
from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.catalogue.shipped import default_path, vocabulary_path
from spbe_checklist.errors import CatalogueError, ExitCode

SMALL = Path(__file__).with_name("small.yaml")


def test_hash_covers_the_bytes_of_catalogue_and_vocabulary(tmp_path: Path) -> None:
    vocabulary = hashlib.sha256(vocabulary_path().read_bytes()).hexdigest()
    both = hashlib.sha256(SMALL.read_bytes() + vocabulary.encode()).hexdigest()
    assert load_catalogue(SMALL).sha256 == both
    own = tmp_path / "vocabulary.yaml"
    own.write_bytes(vocabulary_path().read_bytes() + b"# lain\n")
    file = tmp_path / "katalog.yaml"
    file.write_text(SMALL.read_text("utf-8"), "utf-8")
    first = load_catalogue(file).sha256
    own.write_bytes(vocabulary_path().read_bytes())
    assert load_catalogue(file).sha256 != first


def test_changed_file_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "katalog.yaml"
    file.write_bytes(SMALL.read_bytes())
    assert load_catalogue(file).title == "Katalog kecil untuk pengujian"
    file.write_text(SMALL.read_text(encoding="utf-8").replace("Katalog kecil untuk", "Katalog lain untuk"), "utf-8")
    assert load_catalogue(file).title == "Katalog lain untuk pengujian"


def test_default_is_the_packaged_file_else_the_one_of_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, words = tmp_path / "spbe_checklist", vocabulary_path().read_bytes()
    (package / "data").mkdir(parents=True)
    monkeypatch.setattr(shipped, "PACKAGE", package)
    assert default_path() == tmp_path / "indicators.yaml"
    installed = package / "data" / "indicators.yaml"
    installed.write_bytes(SMALL.read_bytes())
    assert default_path() == installed
    assert vocabulary_path() == tmp_path / "vocabulary.yaml"
    (package / "data" / "vocabulary.yaml").write_bytes(words)
    assert load_catalogue().id == "kecil"


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="tidak dapat dibaca: tidak ada") as caught:
        load_catalogue(tmp_path / "tiada.yaml")
    assert caught.value.exit_code == ExitCode.CONFIGURATION
    with pytest.raises(CatalogueError, match="tidak dapat dibaca"):
        load_catalogue(tmp_path)


def test_other_yaml_files_and_later_versions_are_named(tmp_path: Path) -> None:
    file = tmp_path / "spbe.yaml"
    file.write_text("agency: {name: 'Kota Contoh'}\n", "utf-8")
    with pytest.raises(CatalogueError, match="bukan katalog spbe-check"):
        load_catalogue(file)
    file.write_text('schema: "spbe-check/catalogue"\nversion: 2\n', "utf-8")
    with pytest.raises(CatalogueError, match="baris 2: program ini membaca katalog versi 1, bukan 2"):
        load_catalogue(file)


@pytest.mark.slow
def test_very_large_file_is_not_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "besar.yaml"
    with file.open("wb") as stream:
        stream.truncate(3_000_000_000)
    with pytest.raises(CatalogueError, match="terlalu besar"):
        load_catalogue(file)
