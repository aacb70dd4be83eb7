"""``spbe-check confirm``: settle doubtful documents, one question a document; answers go to spbe.yaml."""

from __future__ import annotations

import datetime as dt
import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_checklist.cli.console.output import argument, safe, tell, write_json, write_output
from spbe_checklist.cli.options import CheckArgs, Folder, TextOrJson, on_this_computer
from spbe_checklist.cli.result_files import load_result
from spbe_checklist.cli.run_check import run_check
from spbe_checklist.errors import ConfigurationError
from spbe_checklist.reports.picked import picked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spbe_checklist.intake.questions import Effects, Question
    from spbe_checklist.run.check import Checked
    from spbe_checklist.settings.models import DocumentDecision

_HELP = (
    "y semua benar · nomor yang benar, misalnya 1,3 · n bukan bukti · i butir lain · "
    "b buka berkas · l lewati · u batalkan jawaban terakhir · q selesai"
)


def confirm(
    folder: Folder,
    args: CheckArgs,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAMA", help="Nama yang memutuskan. Contoh: --by 'Rina, Diskominfo'")
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Tampilkan pertanyaannya saja. Contoh: confirm ./dokumen --list")
    ] = False,
    browser: Annotated[
        bool, typer.Option("--browser", help="Putuskan di halaman peramban. Contoh: confirm ./dokumen --browser")
    ] = False,
    format_: TextOrJson = "text",
) -> None:
    """Putuskan dokumen yang meragukan satu per satu. Contoh: spbe-check confirm ./dokumen --by "Rina" """
    from spbe_checklist.intake.questions import questions

    if folder.is_file():  # a saved result names the folder whose documents are asked about
        folder = Path(load_result(folder).run.folder)
    checked = run_check(args.of(folder if args.config else on_this_computer(folder)))
    waiting = questions(checked.result, checked.catalogue)
    if list_ or format_ == "json":
        if format_ == "json":
            write_json({"questions": [_data(question) for question in waiting]})
        else:
            write_output(_listing(waiting))
        return
    target = args.config or (Path(checked.workspace.file) if checked.workspace.file else folder / "spbe.yaml")
    if not waiting:
        tell("Tidak ada dokumen yang perlu diputuskan.")
        return
    if browser:
        settled = _in_browser(checked, waiting, folder, target, by or _user())
    else:
        settled = _Session(checked, waiting, folder, target, by or _user()).run()
    tell(f"{settled} keputusan disimpan di {target}. Jalankan lagi: spbe-check {argument(folder)}")


def _in_browser(checked: Checked, waiting: Sequence[Question], folder: Path, target: Path, by: str) -> int:
    """The same questions on a local page; the number of decisions saved."""
    import sys
    import webbrowser

    try:
        from spbe_checklist.cli.desk.server import Desk, serve
    except ImportError as error:
        raise ConfigurationError(
            "Halaman peramban memerlukan starlette dan uvicorn.", 'Pasang dengan: pip install "spbe-checklist[browser]"'
        ) from error
    desk = Desk(checked, waiting, folder, target, by)

    def announce(address: str) -> None:
        tell(f"Buka di peramban komputer ini: {address}")
        tell("Selesai: simpan di halaman itu, lalu tekan Ctrl+C di sini.")
        if sys.stderr.isatty():
            webbrowser.open(address)

    serve(desk, announce)
    return desk.saved


def _data(question: Question) -> dict[str, object]:
    from spbe_checklist.verdict.scoring import show

    gain = float(show(question.gain))
    return {"path": question.document.path, "gain": gain, **picked(question, "evidence", "because")}


def _how_many(waiting: Sequence[Question]) -> str:
    items = {id_ for question in waiting for id_ in question.evidence}
    return f"{len(waiting)} dokumen perlu diputuskan, untuk {len(items)} butir."


def _listing(waiting: Sequence[Question]) -> str:
    from spbe_checklist.reports.words import item_name, number
    from spbe_checklist.verdict.scoring import show

    lines = [_how_many(waiting)]
    for place, question in enumerate(waiting, start=1):
        lines += [
            "",
            f"{place}. {safe(question.document.path)} (indeks naik {number(show(question.gain))})",
            f"   untuk {', '.join(item_name(guess.item) for guess in question.guesses)}",
            f"   ragu: {safe('; '.join(question.doubts))}",
        ]
    return "\n".join(lines) + "\n"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


class _Session:
    """The questions of one evening in the terminal."""

    def __init__(self, checked: Checked, waiting: Sequence[Question], folder: Path, target: Path, by: str) -> None:
        from spbe_checklist.intake.lessons import Lessons
        from spbe_checklist.intake.questions import Effects

        self.lessons = Lessons(checked.result, checked.catalogue, checked.workspace)
        self.checked, self.waiting, self.folder, self.target, self.by = checked, waiting, folder, target, by
        self.effects: Effects = Effects(checked.result)
        self.answers: list[tuple[int, DocumentDecision]] = []

    def run(self) -> int:
        """Ask until all is settled or the person stops; the number of decisions kept."""
        tell(f"{_how_many(self.waiting)} Jawaban disimpan di {self.target}.")
        tell(_HELP)
        place = 0
        while place < len(self.waiting):
            question = self.waiting[place]
            if all(id_ in self._settled() for id_ in question.evidence):
                place += 1  # other documents serve its items by now
                continue
            self._show(question, place)
            answer = self._ask(question)
            if answer == "selesai":
                break
            if answer == "batal":
                place = self._undo(place)
                continue
            if not isinstance(answer, str):
                self._keep(place, answer)
            place += 1
        return len(self.answers)

    def _settled(self) -> set[str]:
        return {id_ for _, decision in self.answers for id_ in decision.evidence}

    def _keep(self, place: int, decision: DocumentDecision) -> None:
        from spbe_checklist.intake.lessons import recorded
        from spbe_checklist.settings.edit import edit_workspace, use_ids

        change, learned = recorded([decision], self.lessons)
        edit_workspace(self.target, use_ids(self.checked.catalogue), change)
        self.answers.append((place, decision))
        for one in learned:
            tell(f"  Dipelajari: {one.what} {safe(one.name)} menunjuk indikator {one.indicator}.")

    def _undo(self, place: int) -> int:
        from spbe_checklist.settings.edit import edit_workspace, take_back

        if not self.answers:
            tell("  Belum ada jawaban yang dapat dibatalkan.")
            return place
        place, decision = self.answers.pop()
        workspace = self.checked.workspace
        edit_workspace(self.target, take_back(decision, workspace.documents, workspace.learned))
        self.lessons.forget(decision.path)
        return place

    def _show(self, question: Question, place: int) -> None:
        from spbe_checklist.reports.files import describe
        from spbe_checklist.reports.words import confidence, item_name, number
        from spbe_checklist.run.preview import telling_lines, words_of
        from spbe_checklist.verdict.scoring import show

        document = question.document
        tell()
        tell(f"[{place + 1}/{len(self.waiting)}] {safe(document.path)}")
        for text in describe(document)[:1]:
            tell(f"  {text}")
        words = words_of(self.checked.catalogue, self.checked.workspace, question.evidence)
        for line in telling_lines(self.folder, document.path, words):
            tell(f"  hlm. {line.page} | {safe(line.text)}")
        tell("  Dapat dipakai untuk:")
        for number_, guess in enumerate(question.guesses, start=1):
            tell(f"  {number_}. {item_name(guess.item)} {safe(guess.item.label)} (indikator {guess.indicator.no})")
            tell(f"     {confidence(guess.offer.confidence)}; ragu: {safe('; '.join(guess.offer.lacks))}")
        before = self.effects.index(self._settled())
        after = self.effects.index({*self._settled(), *question.evidence})
        if after > before:
            tell(f"  Bila semua benar: indeks {number(show(before))} -> {number(show(after))}")

    def _ask(self, question: Question) -> DocumentDecision | str:
        """A decision, or one of the words "selesai", "batal", "lewati"."""
        from spbe_checklist.intake.questions import decide

        today = dt.datetime.now(dt.UTC).astimezone().date()
        while True:
            answer = _read("  Benar? [y/nomor/n/i/b/l/u/q] ")
            if answer is None or answer in ("q", "selesai"):
                return "selesai"
            if answer in ("u", "batal"):
                return "batal"
            if answer in ("l", "lewati", ""):
                return "lewati"
            if answer in ("b", "buka"):
                self._open(question.document.path)
                continue
            chosen: list[str] | None = None
            if answer in ("n", "bukan"):
                chosen = []
            elif answer in ("y", "ya"):
                chosen = list(question.evidence)
            elif answer[0].isdigit():
                chosen = _numbered(answer, question)
            elif answer.startswith("i"):
                chosen = self._others(answer[1:] and answer)
            if chosen is None:
                tell(f"  {_HELP}")
            elif self._sure(question, chosen):
                return decide(question, chosen, self.by, today)

    def _sure(self, question: Question, chosen: Sequence[str]) -> bool:
        """Ask again where a document is of another kind than a chosen item wants."""
        cautions = {guess.caution for guess in question.guesses if guess.item.id in chosen and guess.caution}
        for caution in sorted(cautions):
            tell(f"  {caution}")
            if _read("  Tetap dihitung? [y/t] ") not in ("y", "ya"):
                return False
        return True

    def _others(self, typed: str) -> list[str] | None:
        """Items that the person names, at once ("I17-L1-02") or when asked for them."""
        from spbe_checklist.catalogue.item_names import find_item_or_indicator

        catalogue = self.checked.catalogue
        code = next((f", kode portal {one}" for one in catalogue.by_code), "")
        chosen = typed or _read(f"  Id butir{code}, atau indikator, pisahkan dengan koma (contoh I17.L4.sop, I18): ")
        named = [part.strip() for part in (chosen or "").split(",") if part.strip()]
        found = {name: find_item_or_indicator(catalogue, name) for name in named}
        wrong = [name for name, id_ in found.items() if id_ is None]
        if named and not wrong:
            return [id_ for id_ in dict.fromkeys(found.values()) if id_ is not None]
        tell(f"  Tidak dikenal: {', '.join(wrong) or '(kosong)'}. Lihat daftarnya: spbe-check catalogue show --ids")
        return None

    def _open(self, path: str) -> None:
        """Open the file with the system's program; an archive member opens its archive."""
        from spbe_checklist.reading.scan import find_shown

        target = find_shown(self.folder, path)
        if typer.launch(str(target)) != 0:
            tell(f"  Tidak dapat membuka {safe(str(target))}.")


def _numbered(answer: str, question: Question) -> list[str] | None:
    """ "1,3" as ids; None where a number is none of the question's."""
    try:
        places = [int(part) for part in answer.replace(" ", "").split(",") if part]
    except ValueError:
        return None
    if not places or not all(1 <= place <= len(question.guesses) for place in places):
        return None
    return [question.guesses[place - 1].item.id for place in places]


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
