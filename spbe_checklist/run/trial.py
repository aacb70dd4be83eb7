"""A check of one file, or of a name alone: what it would be offered for, without a folder around it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from spbe_checklist.facts.facts import FileEntry
from spbe_checklist.reading.scan import ScanResult
from spbe_checklist.recognition.trial import recognise_name
from spbe_checklist.run.check import check_folder, load_settings
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.verdict.build_result import FolderFindings, build_result
from spbe_checklist.verdict.result import Result, Run


def check_one(file: Path, options: CheckOptions) -> Result:
    """The Result for this file of the folder that ``options`` name. Raises as ``check_folder`` does."""
    status = file.stat()
    seen = ScanResult(files=(FileEntry(file.name, status.st_size, status.st_mtime_ns),), ignored=(), notices=())
    return check_folder(options, seen=seen).result


def check_name(name: str, options: CheckOptions) -> Result:
    """The Result for a document of which only the name is known; folders in it speak as well."""
    catalogue, workspace = load_settings(options)
    now = dt.datetime.now(dt.UTC).astimezone()
    year = options.year or workspace.year or now.year
    found = recognise_name(catalogue, name.replace("\\", "/"), year=year)
    findings = FolderFindings((found,), ignored=(), notices=(), duplicates={}, similar={})
    run = Run(folder="", started=now.isoformat(timespec="seconds"), seconds=0)
    return build_result(catalogue, workspace, findings, run, year=year, today=now.date())
