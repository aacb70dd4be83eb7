"""Checklist of the evidence that Indonesian agencies need for the 47 SPBE indicators.

``check`` is the whole program as one function. Folders below hold its parts, see ``docs/dev/architecture.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from spbe_checklist.run.inspect import Progress
    from spbe_checklist.verdict.result import Result

__version__ = "0.1.0"


def check(
    folder: str | os.PathLike[str],
    *,
    config: Path | None = None,
    catalogue: str | None = None,
    year: int | None = None,
    target: int | None = None,
    ocr: str = "auto",
    jobs: int | None = None,
    cache: bool = True,
    cache_dir: Path | None = None,
    progress: Progress | None = None,
) -> Result:
    """Check a folder, or a drive by its address, as ``spbe-check FOLDER`` does, and return the Result.

    None means what ``spbe.yaml`` says, else the default; the options are those of the command line. Prints nothing,
    asks nothing and writes nothing but the cache (``cache=False``: not even that); ``progress`` is told of every file.

    What documents contain never raises: it is in the Result. Raises SpbeError with a sentence and a hint for the user:
    InputError when there is nothing to check, ConfigurationError or CatalogueError when a settings file is not valid.
    """
    from pathlib import Path

    from spbe_checklist.run.check import check_folder
    from spbe_checklist.run.options import CheckOptions

    options = CheckOptions(Path(folder), config, catalogue, year, target, jobs, ocr, cache_dir, cache)
    return check_folder(options, progress).result
