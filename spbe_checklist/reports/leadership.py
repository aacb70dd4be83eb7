"""What the reports for leaders say after their first page, the same in DOCX and PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from spbe_checklist.reports import first_page, words
from spbe_checklist.reports.sections.model import Column, Field, File, Paragraph, Section, State, Table, table
from spbe_checklist.reports.selections import unreadable
from spbe_checklist.reports.shortcomings import UnitShortcomings, blocking, by_unit
from spbe_checklist.verdict.priorities import next_documents, wanted
from spbe_checklist.verdict.result import Result

_FIRST = 3
"""Items named per unit where not every one is listed."""

NOT_FOR_GRADES = (
    words.PROMISE,
    (
        "Dokumen yang tidak terbaca, masih rancangan, atau terlalu lama tidak dihitung sebagai “ada”; "
        "statusnya “perlu diperiksa” sampai seseorang memastikannya."
    ),
)


def agency_name(result: Result) -> str:
    """The agency, or a visible gap."""
    return result.agency.name or "<<nama instansi>>"


def heading(result: Result) -> tuple[str, str, str]:
    """Title, whom the report is about, and where its figures come from."""
    origin = (
        f"Diperiksa {words.moment(result.run.started)} pada folder “{result.run.folder}” dengan spbe-check "
        f"{result.tool.version}, katalog {result.catalogue.id} edisi {result.catalogue.edition}."
    )
    agency = f"{agency_name(result)} · tahun evaluasi {result.agency.year}"
    return f"Kelengkapan bukti dukung {words.edition(result)}", agency, origin


def key_figures(result: Result) -> list[tuple[str, str]]:
    """Label and value of the figures a leader asks for, in reading order."""
    summary = result.summary
    figures = [
        ("Indeks yang didukung bukti", words.number(summary.index_supported)),
        ("Predikat", summary.predicate or words.NOTHING),
        ("Indeks penilaian mandiri", words.number(summary.index_claimed)),
        ("Indeks asesor", words.number(summary.index_assessed)),
        ("Kelengkapan butir bukti", words.percent(summary.completeness)),
        ("Kelengkapan dari dokumen saja", words.percent(summary.completeness_documents)),
    ]
    figures += [
        (f"Indikator: {label.lower()}", words.count(getattr(summary.indicators, key)))
        for key, label in words.INDICATOR_STATUS.items()
    ]
    figures += [
        (f"Butir: {label.lower()}", words.count(getattr(summary.evidence, key)))
        for key, label in words.EVIDENCE_STATUS.items()
    ]
    files = summary.files
    figures += [
        ("Berkas ditemukan", words.count(files.seen)),
        ("Berkas tidak terbaca", words.count(files.unreadable)),
    ]
    return figures


_NO = Column("No", 6, figure=True)
_INDICATORS: tuple[Field, ...] = (
    (_NO, lambda entry: str(entry.no)),
    (Column("Indikator", 28), lambda entry: entry.topic or entry.name),
    (Column("Status bukti", 20), lambda entry: State(entry.status, words.INDICATOR_STATUS[entry.status])),
    (Column("Didukung", 15, figure=True), lambda entry: words.number(entry.supported_level)),
    (Column("Target", 15, figure=True), lambda entry: str(entry.target_level)),
    (Column("Mandiri", 15, figure=True), lambda entry: words.number(entry.claimed_level)),
    (Column("Asesor", 15, figure=True), lambda entry: words.number(entry.assessed_level)),
)


def sections(result: Result, *, every: bool) -> Iterator[Section]:
    """Causes, owners, figures, indicators, what is owed, what comes next; ``every`` item asked for, or three a unit."""
    columns: tuple[Column, ...]
    if causes := [(one.label, str(len(one.items)), one.action) for one in first_page.doubts(result)]:
        columns = (Column("Sebab", 50), Column("Butir", 9, figure=True), Column("Yang dilakukan", 34))
        yield _table(f"Mengapa {result.summary.evidence.perlu_diperiksa} butir perlu diperiksa", columns, causes)
    if owing := [
        (one.unit, str(one.missing), str(one.doubtful), str(one.present)) for one in first_page.owners(result)
    ]:
        yield _table("Siapa berutang apa", _counted("Unit", 44, "Belum ada", "Perlu diperiksa", "Ada"), owing)
    figures = key_figures(result)
    half = (len(figures) + 1) // 2
    pairs = zip(figures[:half], [*figures[half:], ("", "")][:half], strict=True)
    columns = (Column("Angka", 34), Column("Nilai", 16, figure=True)) * 2
    yield _table("Angka pokok", columns, [(*left, *right) for left, right in pairs])
    yield Section("Keadaan tiap indikator", (table(_INDICATORS, result.indicators),))
    yield _owed(by_unit(result), every=every)
    if following := next_documents(wanted(result)):
        rows = [
            (
                str(number),
                [
                    f"{entry.label} ({', '.join(words.item_names(result, entry.evidence))})",
                    f"Bersama: {', '.join(entry.together_with)}" if entry.together_with else "",
                ],
                words.units(entry.units),
                f"+{words.number(entry.gain)}",
            )
            for number, entry in enumerate(following, start=1)
        ]
        columns = (_NO, Column("Dokumen", 50), Column("Unit", 26), Column("Indeks", 9, figure=True))
        yield _table("Dokumen berikutnya yang paling menaikkan indeks", columns, rows)
    if unread := unreadable(result):
        files = [(File(one.path), one.reason or words.condition(one)) for one in unread]
        yield _table("Berkas yang tidak terbaca", (Column("Berkas", 40), Column("Sebab", 40)), files)
    said = (*NOT_FOR_GRADES, *(f"Perhatian: {notice.message}" for notice in result.notices))
    yield Section("Yang tidak dijanjikan laporan ini", tuple(map(Paragraph, said)))


def _owed(units: Sequence[UnitShortcomings], *, every: bool) -> Section:
    title = "Yang masih diminta, per unit"
    if not units:
        return Section(title, (Paragraph("Tidak ada dokumen yang masih harus dikumpulkan untuk target ini."),))
    if every:
        return Section(title, parts=tuple(map(_owed_by, units)))
    columns = (
        *_counted("Unit", 24, "Belum ada", "Perlu diperbaiki", "Menahan tingkat"),
        Column("Yang paling dulu diperlukan", 44),
    )
    rows = []
    for unit in units:
        first = [f"{row.item.label} ({words.item_name(row.item)})" for row in unit.items[:_FIRST]]
        more = len(unit.items) - _FIRST
        first += [f"dan {more} butir lain (lihat lembar “Kekurangan per OPD” pada Excel)"] if more > 0 else []
        rows.append(
            (unit.unit, *map(str, (len(unit.to_send), len(unit.to_mend), sum(map(blocking, unit.items)))), first)
        )
    note = (
        "“Menahan tingkat”: tanpa butir ini tingkat berikutnya pada indikator itu tidak didukung bukti. Butir yang "
        "ditanggung dua unit tercantum pada keduanya."
    )
    return Section(title, (Table(columns, rows), Paragraph(note, quiet=True)))


def _owed_by(unit: UnitShortcomings) -> Section:
    rows = [
        (
            str(rank),
            words.item_name(row.item),
            row.item.ask or row.item.label,
            State(row.item.status, words.EVIDENCE_STATUS[row.item.status]),
        )
        for rank, row in enumerate(unit.items, start=1)
    ]
    title = f"{unit.unit}: {len(unit.items)} butir, {sum(map(blocking, unit.items))} menahan tingkat"
    return _table(title, (_NO, Column("Butir", 20), Column("Yang diminta", 60), Column("Keadaan", 15)), rows)


def _counted(first: str, width: float, *figures: str) -> tuple[Column, ...]:
    return (Column(first, width), *(Column(title, 15, figure=True) for title in figures))


def _table(title: str, columns: tuple[Column, ...], rows: Any) -> Section:
    return Section(title, (Table(columns, rows),))
