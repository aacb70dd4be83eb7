"""The checklist for a terminal or a plain text file: one line per indicator, then what to do next."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.view import NARROWED, View, narrow
from spbe_checklist.verdict.priorities import next_documents, wanted
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, Offer, Result
from spbe_checklist.verdict.scoring import unsupported_claims

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

_COLOUR = {
    "lengkap": "green",
    "ada": "green",
    "sebagian": "yellow",
    "perlu_diperiksa": "yellow",
    "belum_ada": "red",
    "dikecualikan": "cyan",
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

_MOST_DOCUMENTS = 3
_MOST_RISKS = 5


def render(result: Result, view: View | None = None) -> str:
    """The whole report as text."""
    from rich.console import Console

    view = view or View()
    result = narrow(result, view)
    buffer = StringIO()
    console = Console(
        file=buffer,
        width=max(view.width, 40),
        force_terminal=view.colour,
        color_system="standard" if view.colour else None,
        no_color=not view.colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
    )
    _header(console, result, view)
    _indicators(console, result, view)
    _summary(console, result, view)
    lines = (line.rstrip() for line in buffer.getvalue().splitlines())
    return "\n".join(lines) + "\n"


def _text(value: str, style: str = "") -> Text:
    """Text from anywhere made harmless; rich never sees it as markup."""
    from rich.text import Text

    return Text(safe.terminal(value), style=style, overflow="ellipsis", no_wrap=True)


def _wrapped(value: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(safe.terminal(value), style=style, overflow="fold")


def _header(console: Console, result: Result, view: View) -> None:
    agency = result.agency
    files = result.summary.files
    name = agency.name or "Instansi belum disebut (isi agency di spbe.yaml)"
    console.print(_wrapped("CHECKLIST BUKTI DUKUNG SPBE", "bold"))
    console.print(_wrapped(f"{name} - tahun evaluasi {agency.year} - target tingkat {agency.target_level}"))
    console.print(
        _wrapped(f"Katalog {result.catalogue.id} edisi {result.catalogue.edition} - folder {result.run.folder}")
    )
    console.print(
        _wrapped(
            f"Berkas: {files.seen} dilihat, {files.read} terbaca, {files.unreadable} tidak terbaca, "
            f"{files.ignored} diabaikan"
        )
    )
    for notice in result.notices:
        if notice.code.startswith(("katalog", "penomoran", "folder-tidak", NARROWED)):
            console.print(_wrapped(f"Perhatian: {notice.message}", "yellow"))


def _indicators(console: Console, result: Result, view: View) -> None:
    names = {node.no: node for node in result.summary.aspects}
    aspect = None
    for entry in result.indicators:
        if entry.aspect != aspect:
            aspect = entry.aspect
            node = names.get(entry.aspect)
            name = node.name if node else entry.aspect_name
            console.print()
            title = f"{entry.aspect}. {name}" if name else f"Aspek {entry.aspect}"
            console.print(_pair(title, words.number(node.index_supported) if node else "", "bold"))
        console.print(_line(entry, view))
        if view.detail:
            _details(console, entry, view)


def _grid(*columns: tuple[int | None, str]) -> RenderableType:
    from rich.table import Table

    grid = Table.grid(padding=(0, 1), expand=True)
    for width, justify in columns:
        if width is None:
            grid.add_column(ratio=1, no_wrap=True, overflow="ellipsis", justify=justify)  # type: ignore[arg-type]
        else:
            grid.add_column(width=width, no_wrap=True, overflow="ellipsis", justify=justify)  # type: ignore[arg-type]
    return grid


def _pair(left: str, right: str, style: str = "") -> RenderableType:
    grid = _grid((None, "left"), (5, "right"))
    grid.add_row(_text(left, style), _text(right, style))  # type: ignore[union-attr]
    return grid


def _mark(status: str, view: View) -> str:
    return words.STATUS_MARK[status] if view.marks else _PLAIN_MARK[status]


def _line(entry: IndicatorEntry, view: View) -> RenderableType:
    """Status, number, topic, supported/target level, and what is missing first; one line whatever the width."""
    supported = "-" if entry.supported_level is None else words.number(entry.supported_level)
    missing = next((item for item in entry.evidence if item.id == entry.missing_first), None)
    note = f"T{missing.level}: {missing.label}" if missing else ""
    style = _COLOUR[entry.status]
    if view.width < 76:
        grid = _grid((1, "left"), (2, "right"), (None, "left"), (3, "right"), (15, "left"))
        cells = [entry.topic, f"{supported}/{entry.target_level}", words.INDICATOR_STATUS[entry.status].lower()]
    else:
        grid = _grid((1, "left"), (2, "right"), (34, "left"), (3, "right"), (15, "left"), (None, "left"))
        cells = [entry.topic, f"{supported}/{entry.target_level}", words.INDICATOR_STATUS[entry.status].lower(), note]
    grid.add_row(  # type: ignore[union-attr]
        _text(_mark(entry.status, view), style),
        _text(str(entry.no)),
        *(_text(cell, style if place == 2 else "") for place, cell in enumerate(cells)),
    )
    return grid


def _details(console: Console, entry: IndicatorEntry, view: View) -> None:
    from rich.padding import Padding

    for item in entry.evidence:
        if not item.counted:
            continue
        status = words.EVIDENCE_STATUS[item.status].lower()
        console.print(
            Padding(
                _wrapped(
                    f"{_mark(item.status, view)} {words.item_name(item)}  {item.label} [{status}]", _COLOUR[item.status]
                ),
                (0, 0, 0, 4),
            )
        )
        for line in _document_lines(item):
            console.print(Padding(_wrapped(line), (0, 0, 0, 8)))
    for note in entry.notes:
        console.print(Padding(_wrapped(f"Catatan {note.by} ({note.status}): {note.text}"), (0, 0, 0, 4)))
    if entry.ask_assessor:
        console.print(Padding(_wrapped(words.ask_assessor(entry), "yellow"), (0, 0, 0, 4)))


def _place(offer: Offer) -> str:
    """ "Pasal 8, hlm. 12", as far as known."""
    page = f"hlm. {offer.page}" if offer.page else None
    return ", ".join(part for part in (offer.article, page) if part)


def _document_lines(item: EvidenceEntry) -> list[str]:
    if not item.documents:
        return [item.reason]
    lines = []
    for offer in item.documents[:_MOST_DOCUMENTS]:
        place = _place(offer)
        lacks = f" - {'; '.join(offer.lacks)}" if offer.lacks else ""
        confirmed = ", dikonfirmasi" if offer.confirmed else ""
        lines.append(f"{offer.path}{f' ({place})' if place else ''}{confirmed}{lacks}")
    rest = len(item.documents) + item.more_documents - _MOST_DOCUMENTS
    if rest > 0:
        lines.append(f"... dan {rest} dokumen lain (lihat: spbe-check explain {item.id} FOLDER)")
    if item.decision is not None and item.basis in ("pernyataan", "pengecualian"):
        lines.append(item.reason)
    return lines


def _summary(console: Console, result: Result, view: View) -> None:
    summary = result.summary
    console.print()
    counts = summary.indicators
    console.print(_wrapped("RINGKASAN", "bold"))
    console.print(
        _wrapped(
            f"Indikator: {counts.lengkap} lengkap, {counts.sebagian} sebagian, "
            f"{counts.perlu_diperiksa} perlu diperiksa, {counts.belum_ada} belum ada"
        )
    )
    evidence = summary.evidence
    console.print(
        _wrapped(
            f"Butir bukti sampai target: {evidence.ada} ada, {evidence.perlu_diperiksa} perlu diperiksa, "
            f"{evidence.belum_ada} belum ada, {evidence.dikecualikan} dikecualikan "
            f"(kelengkapan {words.number(summary.completeness)}%)"
        )
    )
    if summary.attested or evidence.dikecualikan:
        console.print(
            _wrapped(
                f"Tanpa pengecualian dan pernyataan: {words.number(summary.completeness_documents)}% "
                f"({summary.attested} pernyataan, {evidence.dikecualikan} pengecualian)"
            )
        )
    if summary.index_supported is not None:
        compared = "".join(
            f"; {label} {words.number(value)}"
            for label, value in (("mandiri", summary.index_claimed), ("asesor", summary.index_assessed))
            if value is not None
        )
        console.print(
            _wrapped(
                f"Indeks yang didukung bukti: {words.number(summary.index_supported)} ({summary.predicate}){compared}",
                "bold",
            )
        )
    following = next_documents(wanted(result))
    if following:
        console.print()
        console.print(_wrapped("Dokumen berikutnya yang paling menaikkan indeks:"))
        for place, document in enumerate(following, start=1):
            owed = f" - {', '.join(document.units)}" if document.units else ""
            gain = f"+{words.number(document.gain)}"
            console.print(_wrapped(f"  {place}. {document.label} ({', '.join(document.evidence)}; {gain}){owed}"))
    _attention(console, result)
    _notices(console, result)
    console.print()
    console.print(
        _wrapped("Ada berarti: berkas terbaca yang cocok dengan aturan katalog ditemukan, bukan penilaian mutu.")
    )
    console.print(_wrapped(_more(result, view)))


def _attention(console: Console, result: Result) -> None:
    """What to prepare for the interview: claims above the evidence, open notes, what to ask, who is not named."""
    risks = unsupported_claims(result.indicators)
    if risks:
        shown = ", ".join(
            f"I{one.no} (mandiri {words.number(one.claimed)}, bukti {one.supported})" for one in risks[:_MOST_RISKS]
        )
        more = f" dan {len(risks) - _MOST_RISKS} lain" if len(risks) > _MOST_RISKS else ""
        console.print()
        console.print(_wrapped(f"Mandiri di atas bukti, selisih indeks terbesar dulu: {shown}{more}", "yellow"))
    asked = [entry for entry in result.indicators if entry.ask_assessor]
    if asked:
        listed = ", ".join(f"I{entry.no}" for entry in asked)
        console.print(
            _wrapped(f"Tanyakan kepada asesor aspek yang dicatat (lengkap, nilainya tidak naik): {listed}", "yellow")
        )
    for entry in result.indicators:
        for note in entry.notes:
            if note.status == "terbuka":
                when = words.date(note.date)
                console.print(
                    _wrapped(f"Catatan asesor terbuka, I{entry.no} ({note.by}, {when}): {note.text}", "yellow")
                )
    nobody = [str(entry.no) for entry in result.indicators if not entry.units]
    if 0 < len(nobody) < len(result.indicators):
        console.print(_wrapped(f"Belum ada unit penanggung jawab: indikator {', '.join(nobody)}"))


def _notices(console: Console, result: Result) -> None:
    general = [notice for notice in result.notices if not notice.code.startswith(("katalog", "folder-tidak", NARROWED))]
    troubled = sum(1 for document in result.documents if document.notices or document.health != "baik")
    if not general and not troubled:
        return
    console.print()
    for notice in general:
        console.print(_wrapped(f"Perhatian: {notice.message}", "yellow"))
    if troubled:
        console.print(_wrapped(f"{troubled} berkas perlu perhatian; lihat: spbe-check files {result.run.folder}"))


def _more(result: Result, view: View) -> str:
    folder = result.run.folder
    if view.detail:
        return f"Selengkapnya: spbe-check explain I1 {folder} - spbe-check files {folder}"
    return f"Selengkapnya: spbe-check {folder} --detail - spbe-check explain I1 {folder}"
