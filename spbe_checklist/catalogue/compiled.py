"""The explicit catalogue as it was read before, kept until one of its files or the code that reads them changes.

Reading YAML strictly and expanding it takes most of the time of a short command; the same catalogue as JSON is there
at once. Only a catalogue without any fault is ever kept. A kept file that cannot be used is never an error.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pydantic

from spbe_checklist import __version__
from spbe_checklist.cache_place import KEPT_CATALOGUES, keep
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.catalogue.shipped import score_card_path
from spbe_checklist.files import read_regular


def kept_catalogue(folder: Path, file: Path) -> Catalogue | None:
    """The catalogue of ``file`` as it was kept in ``folder``; None where none is, or where it no longer holds."""
    try:
        head, _, body = _place(folder, file).read_bytes().partition(b"\n")
        if all(_digest(Path(name)) == digest for name, digest in json.loads(head)):
            return Catalogue.model_validate_json(body)
    except (OSError, ValueError, TypeError):
        pass
    return None


def keep_catalogue(folder: Path, file: Path, inputs: Iterable[Path], catalogue: Catalogue) -> None:
    """Keep a catalogue that was made of ``inputs``; nothing where that fails."""
    try:
        head = json.dumps([(str(one), _digest(one)) for one in inputs])
    except OSError:
        return
    text = f"{head}\n{catalogue.model_dump_json(exclude_defaults=True)}".encode()
    keep(_place(folder, file), KEPT_CATALOGUES, lambda stream: stream.write(text))


def _place(folder: Path, file: Path) -> Path:
    name = hashlib.sha256(f"{file.resolve()} {_reader()}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
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
