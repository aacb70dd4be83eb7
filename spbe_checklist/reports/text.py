"""The checklist for a terminal or a plain text file: one line per indicator, then what to do next."""

from __future__ import annotations

import re

from spbe_checklist.reports import safe, selections, words
from spbe_checklist.reports.lines import ELLIPSIS, cut, paint, width_of, wrap
from spbe_checklist.reports.shortcomings import NO_UNIT, by_unit, undecided
from spbe_checklist.reports.view import NARROWED, View, folded, narrow
from spbe_checklist.verdict.priorities import next_documents, wanted
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, NodeIndex, Result
from spbe_checklist.verdict.scoring import unsupported_claims

_TONE = {
    "lengkap": "good",
    "ada": "good",
    "sebagian": "doubt",
    "perlu_diperiksa": "doubt",
    "belum_ada": "bad",
    "dikecualikan": "aside",
}
_PLAIN_MARK = {
    "lengkap": "v",
    "ada": "v",
    "sebagian": "~",
    "perlu_diperiksa": "?",
    "belum_ada": "x",
    "dikecualikan": "-",
}
"""For consoles whose encoding has no check marks (cp1252)."""

_SAID_FIRST = ("katalog", "penomoran", "folder-tidak", NARROWED)
"""Beginnings of the codes of notices without which the figures below them mislead."""
_MOST_RISKS = 5
_CLAUSE = re.compile(r"; | \(")
_ROOM_FOR_REASONS = 76
"""Columns from which on a line says what an indicator lacks; below it, only its status."""


def render(result: Result, view: View | None = None) -> str:
    """The whole report as text."""
    view = view or View()
    page = _Page(narrow(folded(result), view), view)
    page.header()
    page.indicators()
    page.summary()
    return "\n".join(page.lines) + "\n"


class _Page:
    """The lines of a report as they come to stand below each other."""

    def __init__(self, result: Result, view: View) -> None:
        self.result = result
        self.view = view
        self.width = max(view.width, 40)
        self.lines: list[str] = []

    def say(self, text: str = "", tone: str = "", first: str = "", rest: str | None = None) -> None:
        """A paragraph; text from anywhere is made harmless."""
        wrapped = wrap(safe.terminal(text), self.width, first, rest)
        self.lines += [self.painted(line.rstrip(), tone) for line in wrapped]

    def painted(self, text: str, tone: str) -> str:
        return paint(text, tone) if self.view.colour else text

    def mark(self, status: str) -> str:
        return words.STATUS_MARK[status] if self.view.marks else _PLAIN_MARK[status]

    def header(self) -> None:
        result, agency = self.result, self.result.agency
        name = agency.name or "Instansi belum disebut (isi agency di spbe.yaml)"
        self.say(f"CHECKLIST BUKTI DUKUNG {words.instrument(result).upper()}", "strong")
        self.say(f"{name}, tahun evaluasi {agency.year}, target tingkat {agency.target_level}")
        self.say(f"Katalog {result.catalogue.id} edisi {result.catalogue.edition}, folder {result.run.folder}")
        init = "" if result.run.config else f" (buat dengan: spbe-check init {safe.argument(result.run.folder)})"
        missing = selections.unset(result.whole)
        unset = f"; belum diisi: {', '.join(missing)}" if missing else ""
        self.say(f"Pengaturan: {result.run.config or 'tanpa spbe.yaml'}{init}{unset}", rest="  ")
        self.say(f"Berkas: {words.counts(result.summary.files, words.FILES)}")
        for notice in result.notices:
            if notice.code.startswith(_SAID_FIRST):
                self.say(f"Perhatian: {notice.message}", "doubt", rest="  ")

    def indicators(self) -> None:
        result = self.result
        if not result.indicators:
            return
        signs = ", ".join(f"{self.mark(key)} {label.lower()}" for key, label in words.INDICATOR_STATUS.items())
        self.say()
        self.say(f"Tanda: {signs}", rest="       ")
        if result.summary.index_supported is not None:
            reasons = "; T3: kurang di tingkat 3" if self.width >= _ROOM_FOR_REASONS else ""
            self.say(f"2/3: bukti mendukung tingkat 2, target 3{reasons}", first="       ")
        nodes = {node.no: node for node in result.summary.aspects}
        columns = _columns(result.indicators, self.width)
        aspect = None
        for entry in result.indicators:
            if entry.aspect != aspect:
                aspect = entry.aspect
                self.say()
                self._aspect(entry, nodes.get(aspect))
            self._line(entry, *columns)
            if self.view.detail:
                self._details(entry)

    def _aspect(self, entry: IndicatorEntry, node: NodeIndex | None) -> None:
        name = node.name if node else entry.aspect_name
        title = safe.terminal(f"{entry.aspect}. {name}" if name else f"Aspek {entry.aspect}")
        figures = ""
        if node is not None:
            claimed = f"  mandiri {words.number(node.index_claimed)}" if node.index_claimed is not None else ""
            wide = self.width >= _ROOM_FOR_REASONS
            figures = f"bukti {words.number(node.index_supported)}{claimed if wide else ''}"
        title = cut(title, self.width - len(figures) - 1)
        gap = " " * (self.width - width_of(title) - len(figures))
        self.lines.append(self.painted(f"{title}{gap}{figures}".rstrip(), "strong"))

    def _line(self, entry: IndicatorEntry, topic_width: int, level_width: int) -> None:
        """Mark, number, topic, supported/target level, and what is missing first; one line whatever the width."""
        tone = _TONE[entry.status]
        topic = cut(safe.terminal(entry.topic), topic_width)
        start = f"{entry.no:>2} {topic}{' ' * (topic_width - width_of(topic))} {_levels(entry):>{level_width}} "
        note = self._note(entry, self.width - width_of(start) - 2)
        self.lines.append(f"{self.painted(self.mark(entry.status), tone)} {start}{self.painted(note, tone)}")

    def _note(self, entry: IndicatorEntry, room: int) -> str:
        """What the first missing item lacks and where; the status where nothing is missing or there is no room."""
        status = words.INDICATOR_STATUS[entry.status].lower()
        missing = next((item for item in entry.evidence if item.id == entry.missing_first), None)
        if self.width < _ROOM_FOR_REASONS:
            return status
        if missing is None:
            owed = selections.tally(entry)
            return cut(f"{status} ({owed})" if owed else status, room)
        lack, place = (safe.terminal(part) for part in selections.shortfall(missing))
        lack = f"T{missing.level}: {lack}"
        whole = f"{lack}, {place}" if place else lack
        if width_of(whole) <= room:
            return whole
        page = f", {place.rpartition(', ')[2]}" if place else ""
        short = _CLAUSE.split(lack)[0]
        return cut(short if short == lack else f"{short}{ELLIPSIS}", room - width_of(page)) + page

    def _details(self, entry: IndicatorEntry) -> None:
        for item in entry.evidence:
            if item.counted:
                status = words.EVIDENCE_STATUS[item.status].lower()
                name = f"{self.mark(item.status)} {words.item_name(item)}  {item.label} [{status}]"
                self.say(name, _TONE[item.status], "    ", "      ")
                for line in _document_lines(item):
                    self.say(line, first="        ", rest="          ")
        for note in entry.notes:
            self.say(f"Catatan {note.by} ({note.status}): {note.text}", first="    ", rest="      ")
        if entry.ask_assessor:
            self.say(words.ask_assessor(entry), "doubt", "    ", "      ")

    def summary(self) -> None:
        summary, evidence = self.result.summary, self.result.summary.evidence
        self.say()
        self.say("RINGKASAN", "strong")
        self.say(f"Indikator: {words.counts(summary.indicators, words.INDICATOR_STATUS)}", rest="  ")
        self.say(
            f"Butir bukti sampai target: {words.counts(evidence, words.EVIDENCE_STATUS)} "
            f"(kelengkapan {words.number(summary.completeness)}%)",
            rest="  ",
        )
        if summary.attested or evidence.dikecualikan:
            self.say(
                f"Tanpa pengecualian dan pernyataan: {words.number(summary.completeness_documents)}% "
                f"({summary.attested} pernyataan, {evidence.dikecualikan} pengecualian)",
                rest="  ",
            )
        if summary.index_supported is not None:
            compared = "".join(
                f"; {label} {words.number(value)}"
                for label, value in (("mandiri", summary.index_claimed), ("asesor", summary.index_assessed))
                if value is not None
            )
            figure = f"{words.number(summary.index_supported)} ({summary.predicate}){compared}"
            self.say(f"Indeks yang didukung bukti: {figure}", "strong", rest="  ")
        following = next_documents(wanted(self.result))
        if following:
            self.say()
            self.say("Dokumen berikutnya yang paling menaikkan indeks:")
        for place, document in enumerate(following, start=1):
            owed = f" - {', '.join(document.units)}" if document.units else ""
            gain = f"+{words.number(document.gain)}"
            items = ", ".join(words.item_names(self.result, document.evidence))
            name = f"{document.label} ({items}; {gain}){owed}"
            self.say(name, first=f"  {place}. ")
        self._attention()
        self._notices()
        self.say()
        self.say("Ada berarti: berkas terbaca yang cocok dengan aturan katalog ditemukan, bukan penilaian mutu.")
        self._commands()

    def _attention(self) -> None:
        """What to prepare for the interview: claims above the evidence, open notes, what to ask, who is not named."""
        indicators = self.result.indicators
        risks = unsupported_claims(indicators)
        if risks:
            shown = ", ".join(
                f"I{one.no} (mandiri {words.number(one.claimed)}, bukti {words.number(one.supported)})"
                for one in risks[:_MOST_RISKS]
            )
            more = f" dan {len(risks) - _MOST_RISKS} lain" if len(risks) > _MOST_RISKS else ""
            self.say()
            self.say(f"Mandiri di atas bukti, selisih indeks terbesar dulu: {shown}{more}", "doubt", rest="  ")
        asked = [f"I{entry.no}" for entry in indicators if entry.ask_assessor]
        if asked:
            self.say(
                f"Tanyakan kepada asesor aspek yang dicatat (lengkap, nilainya tidak naik): {', '.join(asked)}",
                "doubt",
                rest="  ",
            )
        for entry in indicators:
            for note in entry.notes:
                if note.status == "terbuka":
                    when = words.date(note.date)
                    self.say(
                        f"Catatan asesor terbuka, I{entry.no} ({note.by}, {when}): {note.text}", "doubt", rest="  "
                    )

    def _notices(self) -> None:
        general = [notice for notice in self.result.notices if not notice.code.startswith(_SAID_FIRST)]
        troubled = selections.problems(self.result)
        if general or troubled:
            self.say()
        for notice in general:
            self.say(f"Perhatian: {notice.message}", "doubt", rest="  ")
        if troubled:
            self.say(
                f"{words.count(len(troubled))} berkas perlu perhatian ({selections.problem_counts(troubled)}):",
                rest="  ",
            )
            self.say(f"spbe-check files {safe.argument(self.result.run.folder)} --problems", first="  ")

    def _commands(self) -> None:
        """How to see more, and what to do next: the last line."""
        folder = safe.argument(self.result.run.folder)
        first = next((entry.no for entry in self.result.indicators if entry.missing_first), 1)
        detail = [] if self.view.detail else [f"spbe-check {folder} --detail"]
        self._listed("Rincian:", *detail, f"spbe-check explain I{first} {folder}")
        waiting, units = undecided(self.result), by_unit(self.result)
        if units:
            asked = sum(len(unit.items) for unit in units)
            named = sum(unit.unit != NO_UNIT for unit in units)
            whom = f" kepada {named} unit" if named else ""
            some = "sebagian " if named else ""
            unset = f"; {some}unitnya belum ditetapkan" if named < len(units) else ""
            self.say(f"Berikutnya: minta {words.count(asked)} butir{whom}{unset}")
            self._listed("", f"spbe-check requests {folder} --out permintaan")
        if waiting:
            self.say(f"Berikutnya: putuskan {words.count(len(waiting))} butir yang hanya menunggu Anda")
            self._listed("", f"spbe-check confirm {folder}")

    def _listed(self, title: str, *entries: str) -> None:
        for place, entry in enumerate(entries):
            self.say(entry, first=f"{title if place == 0 else '':<12}", rest=" " * 14)


def _columns(indicators: list[IndicatorEntry], width: int) -> tuple[int, int]:
    """Widths of the topic and of the levels."""
    levels = max(len(_levels(entry)) for entry in indicators)
    longest = max(width_of(safe.terminal(entry.topic)) for entry in indicators)
    room = width // 3 + 4 if width >= _ROOM_FOR_REASONS else width - levels - 7 - len("perlu diperiksa")
    return max(8, min(longest, room)), levels


def _levels(entry: IndicatorEntry) -> str:
    supported = "-" if entry.supported_level is None else words.number(entry.supported_level)
    return f"{supported}/{entry.target_level}"


def _document_lines(item: EvidenceEntry) -> list[str]:
    if not item.documents:
        return [item.reason]
    lines = []
    for offer in item.documents[: selections.SHOWN_DOCUMENTS]:
        place = words.place(offer)
        lacks = f" - {'; '.join(offer.lacks)}" if offer.lacks else ""
        told = [words.copies(offer), "dikonfirmasi" if offer.confirmed else ""]
        more = "".join(f", {one}" for one in told if one)
        lines.append(f"{offer.path}{f' ({place})' if place else ''}{more}{lacks}")
    rest = len(item.documents) + item.more_documents - selections.SHOWN_DOCUMENTS
    if rest > 0:
        lines.append(f"... dan {rest} dokumen lain (lihat: spbe-check explain {item.id} FOLDER)")
    if item.decision is not None and item.basis in ("pernyataan", "pengecualian"):
        lines.append(item.reason)
    return lines
