"""Reading a catalogue file: bytes, strict YAML, file models, explicit catalogue."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from spbe_checklist.catalogue import strict_yaml
from spbe_checklist.catalogue.expand import expand
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.catalogue.source import SCHEMA, VERSION, CatalogueSpec
from spbe_checklist.errors import CatalogueError, ConfigurationError

_PACKAGE = Path(__file__).resolve().parent.parent


def default_path() -> Path:
    """The catalogue that comes with the program: inside the installed package, else at the top of the checkout."""
    installed = _PACKAGE / "data" / "indicators.yaml"
    return installed if installed.is_file() else _PACKAGE.parent / "indicators.yaml"


def choose_catalogue(name: str | None = None) -> Catalogue:
    """The catalogue a user asked for: the default for None, an edition of the package by id, else a file.

    Raises CatalogueError when there is neither.
    """
    if name is None:
        return load_catalogue()
    shipped = editions()
    if name in shipped:
        return load_catalogue(shipped[name])
    path = Path(name)
    if not path.exists():
        known = ", ".join(shipped)
        raise CatalogueError(
            f"Katalog {name} tidak ada, baik sebagai edisi maupun sebagai berkas.",
            f"Edisi yang ada: {known}. Untuk katalog sendiri tulis letak berkasnya, misalnya ./katalog.yaml",
        )
    return load_catalogue(path)


def editions() -> dict[str, Path]:
    """Editions that come with the program, by id, the default first."""
    shipped = sorted((_PACKAGE / "data").glob("*.yaml"))
    found = {path.stem: path for path in shipped if path.name != "indicators.yaml"}
    return {load_catalogue().id: default_path(), **found}


def load_catalogue(path: Path | None = None) -> Catalogue:
    """The catalogue in ``path``, or the program's own when None.

    Raises CatalogueError when the file cannot be read or is not valid; the message names file, line and what to do.
    """
    file = default_path() if path is None else path
    try:
        with file.open("rb") as stream:
            content = stream.read(strict_yaml.MAX_BYTES + 1)
    except OSError as error:
        raise CatalogueError(
            f"Berkas katalog {file} tidak dapat dibaca ({_reason(error)}).", "Periksa nama dan izin berkas itu."
        ) from error
    return _parse(content, file.name)


@lru_cache(maxsize=4)
def _parse(content: bytes, name: str) -> Catalogue:
    return parse_catalogue(content, name)


def parse_catalogue(content: bytes, name: str) -> Catalogue:
    """The catalogue in ``content``; ``name`` stands in messages. Raises CatalogueError."""
    document = strict_yaml.read(content, name, CatalogueError)
    _require_header(document)
    spec = strict_yaml.validate(document, CatalogueSpec)

    def failure(problems: Sequence[strict_yaml.Problem]) -> ConfigurationError:
        return strict_yaml.failure(document, problems)

    return expand(spec, hashlib.sha256(content).hexdigest(), failure)


def _require_header(document: strict_yaml.Document) -> None:
    """Refuse other files and later versions before any detail of them is called wrong."""
    if document.data.get("schema") != SCHEMA:
        raise CatalogueError(
            f"{document.where(('schema',))}: berkas ini bukan katalog spbe-check.",
            f'Katalog diawali dengan schema: "{SCHEMA}".',
        )
    version = document.data.get("version")
    if version != VERSION or isinstance(version, bool):
        raise CatalogueError(
            f"{document.where(('version',))}: program ini membaca katalog versi {VERSION}, bukan {version!r}.",
            "Perbarui spbe-check, atau pakai katalog versi itu.",
        )


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "tidak ada"
    if isinstance(error, IsADirectoryError):
        return "berupa folder"
    if isinstance(error, PermissionError):
        return "tidak diizinkan"
    return error.strerror or "galat baca"
