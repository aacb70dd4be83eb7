"""Reading a catalogue file: bytes, strict YAML, file models, explicit catalogue."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from spbe_checklist.catalogue import strict_yaml
from spbe_checklist.catalogue.edition_map import EditionMap
from spbe_checklist.catalogue.expand import Borrowed, expand
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.catalogue.overlay import OverlaySpec, borrow, extend, place
from spbe_checklist.catalogue.shipped import PACKAGE, default_path
from spbe_checklist.catalogue.source import SCHEMA, VERSION, CatalogueSpec
from spbe_checklist.errors import CatalogueError, ConfigurationError


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
    shipped = sorted((PACKAGE / "data").glob("*.yaml"))
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
    return parse_catalogue(content, file.name, file.resolve().parent)


def parse_catalogue(content: bytes, name: str, folder: Path | None = None) -> Catalogue:
    """The catalogue in ``content``; ``name`` stands in messages.

    ``folder`` is where a catalogue file that this one builds on is looked for; without it only editions of the program
    can be named. Raises CatalogueError.
    """
    return _catalogue(_built(content, name, folder, () if folder is None else (folder / name,)))


@dataclass(frozen=True, eq=False)
class _Built:
    """A catalogue file merged with what it builds on, before it is expanded. The same bytes give the same object."""

    spec: CatalogueSpec
    borrowed: Borrowed
    sha256: str
    failure: Callable[[Sequence[strict_yaml.Problem]], ConfigurationError]


@lru_cache(maxsize=8)
def _catalogue(built: _Built) -> Catalogue:
    return expand(built.spec, built.sha256, built.failure, built.borrowed)


@lru_cache(maxsize=8)
def _document(content: bytes, name: str) -> strict_yaml.Document:
    document = strict_yaml.read(content, name, CatalogueError)
    _require_header(document)
    return document


def _built(content: bytes, name: str, folder: Path | None, trail: tuple[Path, ...]) -> _Built:
    """The file with what it builds on, which is read anew each time: its bytes may have changed."""
    document = _document(content, name)
    other = None
    for key in ("extends", "recognition_from"):
        wanted = document.data.get(key)
        if isinstance(wanted, str) and other is None:
            other = _other(document, key, wanted, folder, trail)
    return _merged(content, name, other)


@lru_cache(maxsize=8)
def _merged(content: bytes, name: str, other: _Built | None) -> _Built:
    document = _document(content, name)
    digest = hashlib.sha256(content)

    def failure(problems: Sequence[strict_yaml.Problem]) -> ConfigurationError:
        return strict_yaml.failure(document, problems)

    if "extends" not in document.data:
        spec, borrowed = strict_yaml.validate(document, CatalogueSpec), Borrowed()
        if other is not None:
            digest.update(other.sha256.encode())
            spec, borrowed = borrow(spec, other.spec)
        return _Built(spec, borrowed, digest.hexdigest(), failure)

    overlay = strict_yaml.validate(document, OverlaySpec)
    assert other is not None  # ``extends`` is text once the file is valid
    base = other.spec
    digest.update(other.sha256.encode())
    problems: list[strict_yaml.Problem] = []
    merged, borrowed = extend(base, overlay, problems.append)
    if problems:
        raise failure(problems)

    def failure_of_overlay(found: Sequence[strict_yaml.Problem]) -> ConfigurationError:
        return failure([replace(one, path=place(base, overlay, one.path)) for one in found])

    return _Built(merged, borrowed, digest.hexdigest(), failure_of_overlay)


def _other(
    document: strict_yaml.Document, key: str, wanted: str, folder: Path | None, trail: tuple[Path, ...]
) -> _Built:
    """The catalogue that ``document`` builds on: an edition of the program by id, else a file beside it."""
    shipped = editions()
    file = shipped.get(wanted) or ((folder / wanted) if folder is not None else None)
    if file is None or not file.is_file():
        raise CatalogueError(
            f"{document.where((key,))}: katalog {strict_yaml.shown(wanted)} tidak ada.",
            f"Edisi yang ada: {', '.join(shipped)}. Untuk berkas sendiri tulis letaknya dari folder berkas ini.",
        )
    file = file.resolve()
    if file in trail:
        chain = " > ".join(path.name for path in (*trail, file))
        raise CatalogueError(
            f"{document.where((key,))}: katalog ini membangun di atas dirinya sendiri ({chain}).",
            f"Pilih katalog lain pada {key}.",
        )
    return _built(file.read_bytes(), file.name, file.parent, (*trail, file))


def edition_maps() -> dict[tuple[str, str], Path]:
    """Maps that come with the program, by the ids of the older and the newer edition."""
    found: dict[tuple[str, str], Path] = {}
    for path in sorted((PACKAGE / "data" / "maps").glob("*.yaml")):
        old, _, new = path.stem.partition("--")
        found[old, new] = path
    return found


def load_map(old: str, new: str) -> EditionMap:
    """The map from one edition to another. Raises CatalogueError when there is none."""
    known = edition_maps()
    path = known.get((old, new))
    if path is None:
        ways = ", ".join(f"{one} ke {other}" for one, other in known)
        raise CatalogueError(f"Peta dari {old} ke {new} tidak ada.", f"Peta yang ada: {ways}.")
    return strict_yaml.validate(strict_yaml.read(path.read_bytes(), path.name, CatalogueError), EditionMap)


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
