"""The explicit catalogue as it was read before, kept until one of its files or the code that reads them changes.

Reading YAML strictly and expanding it takes most of the time of a short command; the same catalogue as JSON is there
at once. The editions of the package are read when it is built (``python -m spbe_checklist.catalogue.compiled``), all
others when they are first used. Only a catalogue without any fault is ever kept. A kept file that cannot be used is
never an error.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

import pydantic

from spbe_checklist import __version__
from spbe_checklist.cache_place import KEPT_CATALOGUES, keep
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.catalogue.shipped import PACKAGE, editions, score_card_path, shipped_path
from spbe_checklist.files import read_regular

BUILT_IN = PACKAGE / "data" / "compiled"
"""Editions of the package as they were read when it was built; a checkout has them once ``make`` has run."""
_SHIPPED = "paket:"
"""Stands before the name of a file that comes with the program, wherever that lies."""


def built_in(edition: str) -> Catalogue | None:
    """An edition of the package as it was built in; None where it was not, or where its files have changed since."""
    return _usable(BUILT_IN / f"{edition}.json")


def kept_catalogue(folder: Path, file: Path) -> Catalogue | None:
    """The catalogue of ``file`` as it was kept in ``folder``; None where none is, or where it no longer holds."""
    return _usable(_place(folder, file))


def keep_catalogue(folder: Path, file: Path, inputs: Iterable[Path], catalogue: Catalogue) -> None:
    """Keep a catalogue that was made of ``inputs``; nothing where that fails."""
    try:
        text = _text({str(one): _digest(one) for one in inputs}, catalogue)
    except OSError:
        return
    keep(_place(folder, file), KEPT_CATALOGUES, lambda stream: stream.write(text))


def build(folder: Path = BUILT_IN) -> None:
    """Write the editions of the package as they are read now. Raises CatalogueError and OSError."""
    from spbe_checklist.catalogue.load import inputs, load_catalogue  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    for edition, file in editions().items():
        own = {one.name for one in inputs(file) if one.exists()}
        digests = {_SHIPPED + name: _digest(shipped_path(name)) for name in sorted(own)}
        (folder / f"{edition}.json").write_bytes(_text(digests, load_catalogue(file)))


def _text(inputs: dict[str, str], catalogue: Catalogue) -> bytes:
    head = json.dumps({"reader": _reader(), "inputs": inputs})
    return f"{head}\n{catalogue.model_dump_json(exclude_defaults=True)}".encode()


def _usable(place: Path) -> Catalogue | None:
    try:
        head, _, body = place.read_bytes().partition(b"\n")
        said = json.loads(head)
        if said["reader"] == _reader() and all(_digest(_input(name)) == one for name, one in said["inputs"].items()):
            return _parsed(body)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass
    return None


@lru_cache(maxsize=4)
def _parsed(body: bytes) -> Catalogue:
    return Catalogue.model_validate_json(body)


def _input(name: str) -> Path:
    return shipped_path(name.removeprefix(_SHIPPED)) if name.startswith(_SHIPPED) else Path(name)


def _place(folder: Path, file: Path) -> Path:
    name = hashlib.sha256(str(file.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return folder / KEPT_CATALOGUES.replace("*", name)


def _digest(file: Path) -> str:
    """Hash of a file's content; of none where there is no such file."""
    if not file.exists():
        return ""
    return hashlib.sha256(read_regular(file)).hexdigest()


@cache
def _reader() -> str:
    """What makes catalogues of files: the code of this folder, the score card that goes with each, and pydantic."""
    digest = hashlib.sha256(f"{__version__} {pydantic.VERSION}".encode())
    digest.update(score_card_path().read_bytes())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    build()
