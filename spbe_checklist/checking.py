"""One run from folder to Result: load, scan, inspect, match, assess. No terminal here; progress is a port."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spbe_checklist.catalogue.load import choose_catalogue
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.documents.cache import default_cache_dir
from spbe_checklist.documents.facts import Notice
from spbe_checklist.documents.inspect import InspectionSettings, Progress, duplicates, inspect_folder, similar
from spbe_checklist.documents.scan import scan
from spbe_checklist.errors import InputError
from spbe_checklist.matching.lexicon import compile_lexicon
from spbe_checklist.matching.matcher import Matcher, Recognition
from spbe_checklist.outcome import Findings, build_result
from spbe_checklist.result import Result, Run
from spbe_checklist.workspace import Workspace
from spbe_checklist.workspace_file import find_workspace, load_workspace, validate_against


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What the user asked for; None means "as spbe.yaml says, else the default"."""

    folder: Path
    config: Path | None = None
    catalogue: str | None = None
    year: int | None = None
    target: int | None = None
    jobs: int | None = None
    ocr: str = "auto"
    cache_dir: Path | None = None
    cache: bool = True
    shown: dict[str, Any] = field(default_factory=dict)
    """Options that differ from their defaults, for the report's header."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A finished run: the Result, and what it was made from for explanations."""

    result: Result
    catalogue: Catalogue
    workspace: Workspace
    recognitions: tuple[Recognition, ...]


def load_settings(options: CheckOptions) -> tuple[Catalogue, Workspace]:
    """Catalogue and workspace for these options. Raises CatalogueError or ConfigurationError."""

    catalogue = choose_catalogue(options.catalogue)
    path = options.config or find_workspace(options.folder)
    workspace = load_workspace(path) if path is not None else Workspace()
    validate_against(workspace, catalogue)
    if options.target is not None:
        workspace = workspace.model_copy(update={"target": options.target})
    return catalogue, workspace


def check_folder(options: CheckOptions, progress: Progress | None = None) -> Checked:
    """Check a folder.

    Raises InputError when there is nothing to check, ConfigurationError or CatalogueError when a settings file is not
    valid. What files contain never raises; it is in the Result.
    """

    started, clock = dt.datetime.now(dt.UTC).astimezone(), time.perf_counter()
    catalogue, workspace = load_settings(options)
    seen = scan(options.folder)
    if not seen.files:
        ignored = f" ({len(seen.ignored)} berkas diabaikan)" if seen.ignored else ""
        raise InputError(
            f"Tidak ada berkas yang dapat diperiksa di {options.folder}{ignored}.",
            "Periksa letak folder dokumen; untuk menyiapkan folder baru: spbe-check init FOLDER --folders",
        )
    year = options.year or workspace.year or started.year
    lexicon = compile_lexicon(catalogue, workspace)
    settings = InspectionSettings(
        jobs=options.jobs,
        ocr=options.ocr,
        limits=workspace.limits,
        cache_dir=_cache_dir(options),
        agency_names=tuple(name for name in (workspace.agency.name, *workspace.agency.names) if name),
    )
    inspected = inspect_folder(seen, options.folder, settings, lexicon, progress)
    matcher = Matcher(catalogue, lexicon, year)
    recognitions = tuple(matcher.recognise(facts) for facts in inspected.facts)
    findings = Findings(
        recognitions=recognitions,
        ignored=seen.ignored,
        notices=(*seen.notices, *(Notice(one.code, one.message) for one in inspected.notices)),
        duplicates=duplicates(inspected.facts),
        similar=similar(inspected.facts),
    )
    run = Run(
        folder=options.folder.as_posix(),
        started=started.isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - clock, 2),
        options=options.shown,
        config=workspace.file,
    )
    result = build_result(catalogue, workspace, findings, run, year=year, today=started.date())
    return Checked(result, catalogue, workspace, recognitions)


def _cache_dir(options: CheckOptions) -> Path | None:
    """Where facts are kept between runs; None turns the cache off."""

    if not options.cache:
        return None
    return options.cache_dir or default_cache_dir()
