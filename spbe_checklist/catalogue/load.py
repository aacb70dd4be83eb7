"""Reading a catalogue and the vocabulary: bytes, strict YAML, file models, explicit catalogue."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from msgspec.structs import replace

from spbe_checklist.catalogue import strict_yaml
from spbe_checklist.catalogue.complaints import Problem, shown
from spbe_checklist.catalogue.edition_map import EditionMap, chain
from spbe_checklist.catalogue.expand import expand
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.catalogue.overlay import OverlaySpec, extend, place
from spbe_checklist.catalogue.score_card import ScoreCard
from spbe_checklist.catalogue.shipped import default_path, edition_maps, editions, score_card_path, vocabulary_path
from spbe_checklist.catalogue.source import SCHEMA, VERSION, CatalogueSpec
from spbe_checklist.catalogue.vocabulary import SCHEMA as VOCABULARY
from spbe_checklist.catalogue.vocabulary import VocabularySpec, Words, added
from spbe_checklist.errors import CatalogueError, ConfigurationError
from spbe_checklist.files import read_named, read_regular

CATALOGUE = "Berkas katalog"


def load_catalogue(path: Path | None = None) -> Catalogue:
    """The catalogue in ``path``, or the program's own when None.

    Raises CatalogueError when the file cannot be read or is not valid; the message names file, line and what to do.
    """
    file = default_path() if path is None else path
    return parse_catalogue(read_named(file, CATALOGUE, CatalogueError), file.name, file.resolve().parent)


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
    words: Words
    """The whole vocabulary."""
    lent: Words
    """The part of it that the file did not write itself."""
    sha256: str
    failure: Callable[[Sequence[Problem]], ConfigurationError]
    extends: str = ""


@lru_cache(maxsize=8)
def _catalogue(built: _Built) -> Catalogue:
    return expand(
        built.spec, built.words, built.lent, sha256=built.sha256, extends=built.extends, failure=built.failure
    ).model_copy(update={"score_card": load_score_card()})


@lru_cache(maxsize=1)
def load_score_card() -> ScoreCard:
    """The score card that comes with the program; what is kept between runs knows its bytes as those of the program."""
    path = score_card_path()
    return strict_yaml.validate(strict_yaml.read(path.read_bytes(), path.name, CatalogueError), ScoreCard)


@lru_cache(maxsize=4)
def _vocabulary(content: bytes, name: str) -> Words:
    document = _read(content, name, VOCABULARY)
    with strict_yaml.collected(document) as report:
        return added(Words(), strict_yaml.validate(document, VocabularySpec), report)


def _built(content: bytes, name: str, folder: Path | None, trail: tuple[Path, ...]) -> _Built:
    """The file with what it builds on, which is read anew each time: its bytes may have changed."""
    document = _read(content, name, SCHEMA)
    wanted = document.data.get("extends")
    if isinstance(wanted, str):
        return _overlaid(content, name, _other(document, wanted, folder, trail))
    file = next(place for place in _vocabularies(folder) if place.is_file())
    return _edition(content, name, read_named(file, "Berkas kosakata", CatalogueError), file.name)


def _vocabularies(folder: Path | None) -> Iterator[Path]:
    """Where the vocabulary of a catalogue may lie: beside it, else with the program."""
    if folder is not None:
        yield folder / "vocabulary.yaml"
    yield vocabulary_path()


def inputs(file: Path) -> Iterator[Path]:
    """The files that a valid catalogue is made of, and those that would count if they were there."""
    yield file
    document = _read(read_named(file, CATALOGUE, CatalogueError), file.name, SCHEMA)
    wanted = document.data.get("extends")
    if isinstance(wanted, str):
        yield from inputs(_extended(document, wanted, file.resolve().parent))
    else:
        yield from _vocabularies(file.resolve().parent)


@lru_cache(maxsize=8)
def _edition(content: bytes, name: str, vocabulary: bytes, vocabulary_name: str) -> _Built:
    document, lent = _read(content, name, SCHEMA), _vocabulary(vocabulary, vocabulary_name)
    spec = strict_yaml.validate(document, CatalogueSpec)
    with strict_yaml.collected(document) as report:
        words = added(lent, spec, report)
    sha256 = hashlib.sha256(content + hashlib.sha256(vocabulary).hexdigest().encode()).hexdigest()
    return _Built(spec, words, lent, sha256, partial(strict_yaml.failure, document))


@lru_cache(maxsize=8)
def _overlaid(content: bytes, name: str, other: _Built) -> _Built:
    document = _read(content, name, SCHEMA)
    overlay, base = strict_yaml.validate(document, OverlaySpec), other.spec
    with strict_yaml.collected(document) as report:
        merged, words = extend(base, overlay, report), added(other.words, overlay, report)

    def failure(found: Sequence[Problem]) -> ConfigurationError:
        return strict_yaml.failure(document, [replace(one, path=place(base, overlay, one.path)) for one in found])

    sha256 = hashlib.sha256(content + other.sha256.encode()).hexdigest()
    return _Built(merged, words, other.words, sha256, failure, base.id)


def _other(document: strict_yaml.YamlDocument, wanted: str, folder: Path | None, trail: tuple[Path, ...]) -> _Built:
    """The catalogue that ``document`` extends, which must not lead back to itself."""
    file = _extended(document, wanted, folder)
    if file in trail:
        chain = " > ".join(path.name for path in (*trail, file))
        raise CatalogueError(
            f"{document.where(('extends',))}: katalog ini membangun di atas dirinya sendiri ({chain}).",
            "Pilih katalog lain pada extends.",
        )
    return _built(read_regular(file), file.name, file.parent, (*trail, file))


def _extended(document: strict_yaml.YamlDocument, wanted: str, folder: Path | None) -> Path:
    """An edition of the program by id, else a file beside the one that extends it."""
    shipped = editions()
    file = shipped.get(wanted) or ((folder / wanted) if folder is not None else None)
    if file is None or not file.is_file():
        raise CatalogueError(
            f"{document.where(('extends',))}: katalog {shown(wanted)} tidak ada.",
            f"Edisi yang ada: {', '.join(shipped)}. Untuk berkas sendiri tulis letaknya dari folder berkas ini.",
        )
    return file.resolve()


def load_map(old: str, new: str) -> EditionMap:
    """The map from one edition to another, also over one edition between them. Raises CatalogueError without one."""
    known = edition_maps()
    if (old, new) in known:
        return _read_map(known[old, new])
    between = next((middle for one, middle in known if one == old and (middle, new) in known), None)
    if between is None:
        ways = ", ".join(f"{one} ke {other}" for one, other in known)
        raise CatalogueError(f"Peta dari {old} ke {new} tidak ada.", f"Peta yang ada: {ways}.")
    return chain(_read_map(known[old, between]), _read_map(known[between, new]))


def _read_map(path: Path) -> EditionMap:
    return strict_yaml.validate(strict_yaml.read(read_regular(path), path.name, CatalogueError), EditionMap)


@lru_cache(maxsize=12)
def _read(content: bytes, name: str, schema: str) -> strict_yaml.YamlDocument:
    """A file of the catalogue; other files and later versions are refused before any detail of them is called wrong."""
    document = strict_yaml.read(content, name, CatalogueError)
    what = _FILES[schema]
    if document.data.get("schema") != schema:
        raise CatalogueError(
            f"{document.where(('schema',))}: berkas ini bukan {what} spbe-check.",
            f'{what.capitalize()} diawali dengan schema: "{schema}".',
        )
    version = document.data.get("version")
    if version != VERSION or isinstance(version, bool):
        raise CatalogueError(
            f"{document.where(('version',))}: program ini membaca {what} versi {VERSION}, bukan {version!r}.",
            f"Perbarui spbe-check, atau pakai {what} versi itu.",
        )
    return document


_FILES = {SCHEMA: "katalog", VOCABULARY: "kosakata"}
