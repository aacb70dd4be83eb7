"""``spbe-check confirm``: settle doubtful documents one by one; answers go to spbe.yaml."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_checklist.cli.options import (
    CacheDir,
    CatalogueChoice,
    Config,
    Folder,
    NoCache,
    Ocr,
    OcrMode,
    Year,
    on_this_computer,
)

if TYPE_CHECKING:
    from spbe_checklist.intake.questions import Question
    from spbe_checklist.settings.models import DocumentDecision

_HELP = "y ya · i indikator atau butir lain · n bukan bukti · b buka berkas · l lewati · q selesai"


def confirm(
    folder: Folder,
    config: Config = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAMA", help="Nama yang memutuskan. Contoh: --by 'Rina, Diskominfo'")
    ] = None,
    year: Year = None,
    catalogue: CatalogueChoice = None,
    ocr: Ocr = OcrMode.AUTO,
    cache_dir: CacheDir = None,
    no_cache: NoCache = False,
) -> None:
    """Putuskan dokumen yang meragukan satu per satu. Contoh: spbe-check confirm ./dokumen --by "Rina" """
    import datetime as dt

    from spbe_checklist.cli.console.output import tell
    from spbe_checklist.cli.run_check import run_check
    from spbe_checklist.intake.questions import questions
    from spbe_checklist.run.options import CheckOptions
    from spbe_checklist.settings.file import confirm_document, edit_workspace

    options = CheckOptions(
        folder=folder if config else on_this_computer(folder),
        config=config,
        catalogue=catalogue,
        year=year,
        ocr=ocr.value,
        cache_dir=cache_dir,
        cache=not no_cache,
    )
    checked = run_check(options)
    target = config or (Path(checked.workspace.file) if checked.workspace.file else folder / "spbe.yaml")
    waiting = questions(checked.result)
    if not waiting:
        tell("Tidak ada dokumen yang perlu diputuskan.")
        return
    tell(f"{len(waiting)} dokumen perlu diputuskan. Jawaban disimpan di {target}.")
    tell(_HELP)
    settled = 0
    name = by or _user()
    today = dt.datetime.now(dt.UTC).astimezone().date()
    for place, question in enumerate(waiting, start=1):
        _show(question, place, len(waiting), folder)
        decision = _ask(question, folder, name, today, set(checked.catalogue.by_evidence))
        if decision is None:
            break
        if decision is not _SKIPPED:
            edit_workspace(target, confirm_document(decision))
            settled += 1
    tell(f"{settled} keputusan disimpan di {target}. Jalankan lagi: spbe-check {folder}")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def _skipped() -> DocumentDecision:
    from spbe_checklist.settings.models import DocumentDecision

    return DocumentDecision(path="")


_SKIPPED = _skipped()


def _show(question: Question, place: int, total: int, folder: Path) -> None:
    from spbe_checklist.cli.console.output import safe, tell
    from spbe_checklist.reports.files import describe
    from spbe_checklist.reports.words import confidence
    from spbe_checklist.run.preview import first_lines

    document = question.document
    tell()
    tell(f"[{place}/{total}] {safe(document.path)}")
    for line in describe(document)[:1]:
        tell(f"  {line}")
    for line in first_lines(folder, document.path):
        tell(f"  | {safe(line)}")
    best = question.guesses[0]
    tell(f"  Dugaan: {best.item.id} {best.item.label} (indikator {best.indicator.no} {best.indicator.topic})")
    tell(f"          {confidence(best.offer.confidence)}; {safe('; '.join(best.offer.because))}")
    tell(f"  Ragu karena: {safe('; '.join(best.offer.lacks))}")
    for guess in question.guesses[1:4]:
        tell(f"  Atau: {guess.item.id} {guess.item.label}")


def _ask(question: Question, folder: Path, by: str, today: object, known: set[str]) -> DocumentDecision | None:
    """One answer; None ends the session, ``_SKIPPED`` leaves the document as it is."""
    import datetime as dt

    from spbe_checklist.cli.console.output import tell
    from spbe_checklist.intake.questions import confirmed, rejected

    assert isinstance(today, dt.date)
    while True:
        answer = _read("  Benar? [y/i/n/b/l/q] ")
        if answer is None or answer in ("q", "selesai"):
            return None
        if answer in ("y", "ya"):
            best = question.guesses[0]
            return confirmed(question, [best.item.id], by, today)
        if answer in ("n", "bukan"):
            return rejected(question, ["*"], by, today)
        if answer in ("l", "lewati", ""):
            return _SKIPPED
        if answer in ("b", "buka"):
            _open(folder, question.document.path)
            continue
        if answer.startswith("i"):
            chosen = _read("  Id butir atau indikator, pisahkan dengan koma (contoh I17.L4.sop, I18): ")
            ids = [part.strip() for part in (chosen or "").split(",") if part.strip()]
            wrong = [id_ for id_ in ids if id_ not in known and not _is_indicator(id_, known)]
            if ids and not wrong:
                return confirmed(question, ids, by, today)
            tell(f"  Tidak dikenal: {', '.join(wrong) or '(kosong)'}. Lihat daftarnya: spbe-check list")
            continue
        tell(f"  {_HELP}")


def _is_indicator(text: str, known: set[str]) -> bool:
    return any(id_.startswith(f"{text}.") for id_ in known)


def _read(prompt: str) -> str | None:
    """One line from the keyboard, lower case except ids; None at the end of input."""
    import sys

    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        return None
    text = line.strip()
    return text if "." in text or text[:1] == "I" else text.lower()


def _open(folder: Path, path: str) -> None:
    """Open the file with the system's program; an archive member opens its archive."""
    from spbe_checklist.cli.console.output import safe, tell
    from spbe_checklist.reading.scan import find_shown

    target = find_shown(folder, path)
    if typer.launch(str(target)) != 0:
        tell(f"  Tidak dapat membuka {safe(str(target))}.")
