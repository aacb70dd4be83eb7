"""What a run does when no Result is kept for it: inspect, recognise, judge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor

from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.catalogue.shipped import edition_maps, editions
from spbe_checklist.facts.facts import Notice
from spbe_checklist.reading.page_pictures import ALWAYS_DECODABLE, decodable
from spbe_checklist.reading.scan import ScanResult
from spbe_checklist.recognition.matcher import Matcher, Recognition
from spbe_checklist.recognition.numbering import numbering_of
from spbe_checklist.run.inspect import InspectionSettings, Progress, Supply, duplicates, inspect_folder, similar
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.run.store.recognitions import Recognise
from spbe_checklist.settings.models import Workspace
from spbe_checklist.text.lexicon import compile_lexicon
from spbe_checklist.verdict.build_result import FolderFindings, build_result
from spbe_checklist.verdict.old_numbers import LEAST_OLD, numbers_and_contents, old_numbering
from spbe_checklist.verdict.result import ReadingRef, Result, Run


def judge_folder(
    seen: ScanResult,
    options: CheckOptions,
    yardstick: tuple[Catalogue, Workspace],
    run: Callable[[], Run],
    *,
    year: int,
    today: dt.date,
    progress: Progress | None = None,
    executor: Executor | None = None,
    supply: Supply | None = None,
) -> tuple[Result, bool]:
    """The Result for a scanned folder, and whether another run over the same files would find the same.

    ``run`` is asked for the facts of the run once the work is done. Raises RuntimeError when no worker can be
    started, UsageError when LibreOffice is asked for and missing.
    """
    catalogue, workspace = yardstick
    lexicon = compile_lexicon(catalogue, workspace)
    settings = InspectionSettings(
        jobs=options.jobs,
        ocr=options.ocr,
        libreoffice=options.libreoffice_program,
        limits=workspace.limits,
        cache_dir=options.cache_folder,
        agency_names=tuple(name for name in (workspace.agency.name, *workspace.agency.names) if name),
    )
    numbering = numbering_of(catalogue, lexicon, (file.path for file in seen.files))
    use = Recognise(Matcher(catalogue, lexicon, year, numbering))
    inspected = inspect_folder(seen, options.folder, settings, lexicon, use, progress, executor=executor, supply=supply)
    recognitions, repeatable, notices = list(inspected.documents), inspected.repeatable, inspected.notices
    del inspected  # what is made of a hundred thousand documents is used up while the Result is written
    facts = [recognition.facts for recognition in recognitions]
    findings = FolderFindings(
        recognitions=recognitions,
        ignored=seen.ignored,
        notices=(*seen.notices, *notices, *numbering.notices(), *_old_numbers(catalogue, recognitions)),
        duplicates=duplicates(facts),
        similar=similar(facts),
        reading=_reading(settings),
    )
    del facts
    return build_result(catalogue, workspace, findings, run(), year=year, today=today), repeatable


def _reading(settings: InspectionSettings) -> ReadingRef:
    """How this machine reads documents."""
    engine = settings.find_engine() if settings.ocr != "never" else None
    extras = sorted(decodable() - ALWAYS_DECODABLE) if engine else []
    if settings.libreoffice:
        extras.append("libreoffice")
    return ReadingRef(
        ocr=settings.ocr,
        engine=engine.name if engine else None,
        language=engine.language if engine else None,
        extras=extras,
    )


def _old_numbers(catalogue: Catalogue, recognitions: Sequence[Recognition]) -> Iterator[Notice]:
    """A notice where file names carry the numbers of another edition, or of two editions side by side."""
    portal: list[Recognition] = []
    others: list[Recognition] = []
    for one in recognitions:  # "I3-L1-02 ...", "Teknologi_I13_15_..." are names in the form of an evaluation portal
        (portal if one.stated is not None and one.stated.form in ("kode", "aspek") else others).append(one)
    named = list(numbers_and_contents(others))
    older = [old for old, new in edition_maps() if new == catalogue.id] if len(named) >= LEAST_OLD else []
    for old in older:
        from spbe_checklist.catalogue.load import load_map

        if (found := old_numbering(named, load_map(old, catalogue.id))) is None:
            continue
        if catalogue.by_code and len(portal) >= LEAST_OLD:
            yield Notice(
                "penomoran-campur",
                f"Folder ini mencampur dua edisi: {len(portal)} nama berkas memakai kode portal {catalogue.id}, "
                f"{found.fits_old} nama memakai nomor {found.old}. "
                "Pisahkan foldernya, atau ganti nomor lama dengan kode portal.",
            )
        else:
            yield Notice("penomoran-lama", found.message)
    coded = {one.stated.code for one in portal if one.stated is not None and one.stated.code}
    if catalogue.by_code or len(coded) < LEAST_OLD:
        return
    for edition in editions():
        known = choose_catalogue(edition).by_code.keys()
        if edition != catalogue.id and len(coded & known) >= LEAST_OLD:
            numbered = sum(number == content for number, content in named)
            mixed = f"Folder ini mencampur dua edisi: {numbered} nama berkas lain bernomor. " if numbered else ""
            yield Notice(
                "penomoran-campur" if numbered else "penomoran-baru",
                f"{mixed}{len(portal)} nama berkas memuat kode portal {edition}, sedangkan folder ini diperiksa "
                f"menurut {catalogue.id}. Periksa berkas itu dengan: --catalogue {edition}",
            )
