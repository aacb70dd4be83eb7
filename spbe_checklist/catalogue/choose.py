"""Which catalogue a user means: the default, an edition of the package by id, or a file; read anew only if needed."""

from __future__ import annotations

from pathlib import Path

from spbe_checklist.cache_place import default_cache_dir
from spbe_checklist.catalogue.compiled import built_in, keep_catalogue, kept_catalogue
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.catalogue.shipped import DEFAULT_ID, default_path, editions
from spbe_checklist.errors import CatalogueError


def choose_catalogue(name: str | None = None, *, cache: bool = True, cache_dir: Path | None = None) -> Catalogue:
    """The catalogue a user asked for: the default for None, an edition of the package by id, else a file, or a folder
    with ``indicators.yaml`` in it. A ``vocabulary.yaml`` beside a file goes before the program's.

    Editions of the package are taken as they were built in. With ``cache`` any other is kept in ``cache_dir`` (by
    default the user's cache folder) and taken from there while its files stay as they are. Raises CatalogueError when
    there is no such catalogue or it is not valid.
    """
    if (name is None or name in editions()) and (ready := built_in(name or DEFAULT_ID)) is not None:
        return ready
    file = _chosen(name)
    folder = (cache_dir or default_cache_dir()) if cache else None
    if folder is not None and (kept := kept_catalogue(folder, file)) is not None:
        return kept
    # Loaded only here: reading YAML strictly takes longer to load than a short command takes to run.
    from spbe_checklist.catalogue.load import inputs, load_catalogue  # noqa: PLC0415

    catalogue = load_catalogue(file)
    if folder is not None:
        keep_catalogue(folder, file, inputs(file), catalogue)
    return catalogue


def _chosen(name: str | None) -> Path:
    if name is None:
        return default_path()
    shipped = editions()
    file = shipped.get(name) or Path(name)
    if not file.exists():
        raise CatalogueError(
            f"Katalog {name} tidak ada, baik sebagai edisi maupun sebagai berkas.",
            f"Edisi yang ada: {', '.join(shipped)}. Untuk katalog sendiri tulis letak berkasnya: ./katalog.yaml",
        )
    return file / "indicators.yaml" if file.is_dir() else file
