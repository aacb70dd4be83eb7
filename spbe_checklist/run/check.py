"""One run from folder to Result: load, scan, inspect, match, assess. No terminal here; progress is a port."""

from __future__ import annotations

import datetime as dt
import time
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.errors import ConfigurationError, InputError
from spbe_checklist.facts.privacy import mask_private
from spbe_checklist.reading.remote.address import drive_address
from spbe_checklist.reading.scan import ScanResult, scan
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.run.store.results import KeptResult
from spbe_checklist.settings.file import load_workspace, parse_workspace, validate_against
from spbe_checklist.settings.models import Workspace
from spbe_checklist.settings.place import FILE_NAME, find_workspace
from spbe_checklist.settings.services import with_chosen_services
from spbe_checklist.verdict.result import Result, Run

if TYPE_CHECKING:
    from spbe_checklist.run.inspect import Progress, Supply


class Checked(Struct, frozen=True):
    """A finished run: the Result, and the settings it was made with."""

    result: Result
    catalogue: Catalogue
    workspace: Workspace
    repeatable: bool = False
    """Whether another run over the same files would give the same Result."""
    kept: bool = False
    """The Result is that of an earlier run, since when nothing has changed."""


def load_settings(options: CheckOptions, on_drive: bytes | None = None) -> tuple[Catalogue, Workspace]:
    """Catalogue and workspace for these options. Raises CatalogueError or ConfigurationError.

    ``on_drive`` is the content of ``spbe.yaml`` on a remote drive; ``--config`` goes before it.
    """

    catalogue = choose_catalogue(options.catalogue, cache=options.cache, cache_dir=options.cache_dir)
    drive = drive_address(options.folder)
    path = options.config or (None if drive else find_workspace(options.folder, here=options.config_here))
    if path is None and drive and on_drive is not None:
        workspace = _settings_on_drive(on_drive, f"{drive.url}/{FILE_NAME}")
    else:
        workspace = load_workspace(path) if path is not None else Workspace()
    workspace = validate_against(workspace, catalogue)
    if options.target is not None:
        workspace = workspace.model_copy(update={"target": options.target})
    card = catalogue.score_card
    if card.caution != workspace.caution:
        chosen = card.model_copy(update={"caution": workspace.caution})
        catalogue = catalogue.model_copy(update={"score_card": chosen})
    return with_chosen_services(catalogue, workspace), workspace


def _settings_on_drive(content: bytes, url: str) -> Workspace:
    """Settings that lie on a remote drive. Raises ConfigurationError."""

    workspace = parse_workspace(content, Path(url))
    if workspace.levels_file is not None:
        raise ConfigurationError(
            f"{url} menunjuk berkas nilai {workspace.levels_file}, yang tidak dibaca dari drive jauh.",
            "Salin spbe.yaml dan berkas nilai ke komputer ini, lalu pakai --config.",
        )
    return workspace.model_copy(update={"file": url})


def check_folder(
    options: CheckOptions,
    progress: Progress | None = None,
    *,
    executor: Executor | None = None,
    seen: ScanResult | None = None,
) -> Checked:
    """Check a folder; with ``executor`` its documents are inspected there (see ``inspect_folder``).

    ``seen`` is a walk over this very folder, or the part of one that is to be checked.

    Raises InputError when there is nothing to check, ConfigurationError or CatalogueError when a settings file is not
    valid. What files contain never raises; it is in the Result.
    """

    moment, clock = dt.datetime.now(dt.UTC), time.perf_counter()
    seen, supply, on_drive = _look(options) if seen is None else (seen, None, None)
    catalogue, workspace = load_settings(options, on_drive)
    started = moment.astimezone(workspace.zone)
    if not seen.files:
        ignored = f" ({len(seen.ignored)} berkas diabaikan)" if seen.ignored else ""
        raise InputError(
            f"Tidak ada berkas yang dapat diperiksa di {options.shown_folder}{ignored}.",
            "Periksa letak folder dokumen; untuk menyiapkan folder baru: spbe-check init FOLDER --folders",
        )
    year = options.year or workspace.year or started.year

    def run() -> Run:
        return Run(
            folder=mask_private(options.shown_folder),
            started=started.isoformat(timespec="seconds"),
            seconds=round(time.perf_counter() - clock, 2),
            options={name: mask_private(value) for name, value in options.shown.items()},
            config=_shown_path(workspace.file),
        )

    expiry = started.date() if workspace.waivers or workspace.attestations else None
    kept = _kept_result(options, seen, (catalogue.sha256, workspace.model_dump_json(), f"{year} {expiry}"))
    if kept is not None and not options.again and (known := kept.load()) is not None:
        return Checked(known.model_copy(update={"run": run()}), catalogue, workspace, repeatable=True, kept=True)
    # Loaded only here: most runs find their folder unchanged, and parsers, matcher and judge take long to load.
    from spbe_checklist.run.judge import judge_folder

    result, repeatable = judge_folder(
        seen,
        options,
        (catalogue, workspace),
        run,
        year=year,
        today=started.date(),
        progress=progress,
        executor=executor,
        supply=supply,
    )
    if kept is not None and repeatable:
        kept.save(result)
    return Checked(result, catalogue, workspace, repeatable)


def _shown_path(file: str | None) -> str | None:
    """A settings file as it may stand in a report: below the working directory relative to it, else only its name.

    One that lies on a remote drive is named by its address.
    """
    if file is None or drive_address(file):
        return file
    path = Path(file).resolve()
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.name


def _look(options: CheckOptions) -> tuple[ScanResult, Supply | None, bytes | None]:
    """What lies in the folder; for a remote drive also what brings its files, and the settings found there."""

    drive = drive_address(options.folder)
    if drive is None:
        return scan(options.folder), None, None
    from spbe_checklist.reading.remote.download import Downloads
    from spbe_checklist.reading.remote.listing import list_drive
    from spbe_checklist.reading.remote.transfers import default_patience

    patience = default_patience()
    listing = list_drive(drive, patience)
    return listing.scanned, Downloads(drive, patience), listing.settings


def _kept_result(options: CheckOptions, seen: ScanResult, decisive: tuple[str, ...]) -> KeptResult | None:
    """Where the Result of this very run may be kept; None without a cache, and for drives, which are asked anew."""
    cache_dir = options.cache_folder
    if cache_dir is None or drive_address(options.folder) is not None:
        return None
    engine = ""
    if options.ocr != "never":
        from spbe_checklist.reading.ocr_engines import find_engine

        found = find_engine()
        engine = found.key if found else "-"
    asked = f"{options.config} {options.catalogue} {options.year} {options.target} {options.ocr} {options.libreoffice}"
    return KeptResult.of(cache_dir, options.folder, seen, asked, engine, *decisive)
