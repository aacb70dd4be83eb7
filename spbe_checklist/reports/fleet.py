"""The comparison of many agencies as sections: a page that can be read at once, and a workbook with all columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from spbe_checklist.reports import words
from spbe_checklist.reports.sections.model import (
    Cell,
    Column,
    Field,
    File,
    Listing,
    Number,
    Paragraph,
    Report,
    Section,
    State,
    Table,
    table,
)
from spbe_checklist.verdict.fleet import AgencyRow, Fleet, Spread

PAGE_ROWS = 40
"""Items and kinds of document on the page; the workbook has all."""
HIGHEST = 5


def report(fleet: Fleet, *, page: bool = False) -> Report:
    """The comparison; ``page``: the columns and rows that people look at, and a map of agencies and aspects."""
    totals = fleet.totals
    return Report(
        title=f"Perbandingan {totals.agencies} instansi",
        lead=(
            _headline(fleet),
            f"Lulus gerbang {totals.passed} dari {totals.checked} instansi; {totals.unchecked} tidak dapat diperiksa.",
            f"Sumber {fleet.source}; katalog {fleet.catalogue or words.NOTHING}.",
            f"Berkas: {words.counts(totals.files, words.FILES)}.",
        ),
        sections=tuple(_sections(fleet, page=page)),
        started=fleet.started,
        version=fleet.tool.version,
        folder="." if page else "",
        closing=(words.PROMISE,),
    )


def page_of(file: str) -> str:
    """The page of an agency lies beside its Result."""
    return f"{file.removesuffix('.json')}.html"


def _headline(fleet: Fleet) -> str:
    index = fleet.totals.index_supported
    if index is None:
        return words.NO_LEVELS if fleet.agencies else "Tidak ada instansi yang dapat diperiksa."
    return (
        f"Median indeks yang didukung bukti {words.number(index.median)}; rata-rata {words.number(index.mean)}, "
        f"terendah {words.number(index.lowest)}, tertinggi {words.number(index.highest)}."
    )


def _sections(fleet: Fleet, *, page: bool) -> Iterator[Section]:
    if fleet.notices:
        yield Section("Perhatian", (Listing(fleet.notices),))
    if fleet.unchecked or not page:
        failed = [(one.label, one.folder, one.reason, one.hint) for one in fleet.unchecked]
        columns = (Column("Instansi", 30), Column("Folder", 40), Column("Sebab", 50), Column("Langkah berikutnya", 44))
        yield Section("Tidak dapat diperiksa", (Table(columns, failed),), sheet="Tidak diperiksa")
    if not page:
        figures = (Column("Angka pokok", 44), Column("Nilai", 14, figure=True))
        yield Section("Angka pokok", (Table(figures, list(_figures(fleet)), records=False),))
    elif fleet.totals.predicates:
        fields: list[Field] = [
            (Column("Predikat", 40), lambda row: row[0]),
            _figure("Instansi", lambda row: row[1], whole=fleet.totals.checked, width=30),
        ]
        yield _section("Predikat", fields, [*fleet.totals.predicates.items()])
    if not fleet.agencies:
        return
    names = {row.no: row.name for row in fleet.aspects}
    yield _section("Instansi", _AGENCY_PAGE if page else _agency(names), fleet.agencies)
    if page and names:
        grid: list[Field] = [
            (Column("Instansi", 26), _name),
            *(_aspect(no, name, tint=True) for no, name in names.items()),
        ]
        key = "Indeks yang didukung bukti; makin pekat makin tinggi. "
        key += ", ".join(f"A{no} {name}" for no, name in names.items())
        yield _section("Instansi dan aspek sekali pandang", grid, fleet.agencies, key + ".")
    note = "“Terlemah di”: banyaknya instansi yang memiliki aspek ini di antara tiga aspek terendahnya."
    if names:
        yield _section("Aspek", _ASPECT, fleet.aspects, note)
    if fleet.missing:
        whole = fleet.totals.checked
        most = PAGE_ROWS if page else None
        yield _section("Bukti yang paling banyak belum ada", _items(whole), fleet.missing, sheet="Butir", most=most)
        title = "Jenis dokumen yang paling banyak belum ada"
        yield _section(title, _kinds(whole), fleet.kinds, sheet="Jenis dokumen", most=most)


def _section(
    title: str,
    fields: Sequence[Field],
    rows: Sequence[Any],
    note: str = "",
    *,
    sheet: str = "",
    most: int | None = None,
) -> Section:
    """A table of these fields; ``most`` rows where there are more, which a sentence says."""
    shown = rows[:most]
    if len(shown) < len(rows):
        note = f"Ditampilkan {len(shown)} dari {len(rows)}; selengkapnya di perbandingan.xlsx, lembar {sheet}."
    blocks = (Paragraph(note, quiet=True),) if note else ()
    return Section(title, (*blocks, table(fields, shown, records=False)), sheet=sheet)


def _figures(fleet: Fleet) -> Iterator[tuple[Cell, ...]]:
    totals = fleet.totals
    for label, count in (
        ("Instansi", totals.agencies),
        ("Instansi yang diperiksa", totals.checked),
        ("Instansi yang tidak dapat diperiksa", totals.unchecked),
        ("Lulus gerbang", totals.passed),
        ("Gagal gerbang", totals.failed),
        ("Belum tuntas (berkas tidak terbaca)", totals.incomplete),
        *((f"Predikat {name}", count) for name, count in totals.predicates.items()),
        *((f"Berkas {label}", getattr(totals.files, key)) for key, label in words.FILES.items()),
    ):
        yield label, Number(count, "#,##0")
    yield from _spread("Indeks yang didukung bukti", totals.index_supported, "0.00")
    yield from _spread("Kelengkapan (persen)", totals.completeness, "0.0")


def _spread(label: str, found: Spread | None, shape: str) -> Iterator[tuple[Cell, ...]]:
    parts = (("rata-rata", "mean"), ("median", "median"), ("terendah", "lowest"), ("tertinggi", "highest"))
    yield from ((f"{label}: {word}", Number(getattr(found, part, None), shape)) for word, part in parts)


def _name(row: AgencyRow) -> Cell:
    return File(page_of(row.file), label=row.name)


def gate(row: AgencyRow) -> State:
    """The gate's verdict in a word."""
    if not row.passed:
        return State("belum_ada", "Gagal")
    return State("perlu_diperiksa", "Belum tuntas") if row.incomplete else State("ada", "Lulus")


def _figure(title: str, value: Callable[[Any], Any], shape: str = "0", **looks: Any) -> Field:
    column = replace(Column(title, max(8, len(title) // 2), figure=True), **looks)
    return column, lambda row: Number(value(row), shape)


def _aspect(no: int, name: str, *, tint: bool = False) -> Field:
    title = f"A{no}" if tint else f"Aspek {no}: {name}"
    found = lambda row: next((one.index_supported for one in row.aspects if one.no == no), None)  # noqa: E731
    return _figure(title, found, "0.00", tint=tint)


_INDEX = _figure("Indeks didukung bukti", lambda row: row.index_supported, "0.00", whole=HIGHEST, width=14)
_CLAIMED = _figure("Mandiri", lambda row: row.index_claimed, "0.00")
_COMPLETE = _figure("Kelengkapan (persen)", lambda row: row.completeness, "0.0")
_MISSING = _figure("Belum ada", lambda row: row.evidence.belum_ada)
_PREDICATE: Field = (Column("Predikat", 13), lambda row: row.predicate or words.NOTHING)
_GATE: Field = (Column("Gerbang", 13), gate)
_AGENCY_PAGE: list[Field] = [
    (Column("Instansi", 30), _name), _INDEX, _PREDICATE, _CLAIMED, _COMPLETE, _MISSING, _GATE
]  # fmt: skip


def _agency(names: dict[int, str]) -> list[Field]:
    """All columns of an agency."""
    return [
        (Column("Instansi", 30), lambda row: row.name),
        _figure("Tahun", lambda row: row.year),
        _figure("Target", lambda row: row.target_level),
        _INDEX,
        _PREDICATE,
        _CLAIMED,
        _figure("Asesor", lambda row: row.index_assessed, "0.00"),
        _COMPLETE,
        _figure("Indikator lengkap", lambda row: row.indicators_complete),
        _figure("Butir ada", lambda row: row.evidence.ada),
        _figure("Perlu diperiksa", lambda row: row.evidence.perlu_diperiksa),
        _MISSING,
        _figure("Berkas", lambda row: row.files.seen, "#,##0"),
        _figure("Tidak terbaca", lambda row: row.files.unreadable, "#,##0"),
        *(_aspect(no, name) for no, name in names.items()),
        (Column("Aspek terlemah", 34), lambda row: "; ".join(names[no] for no in row.weakest_aspects)),
        _GATE,
        (Column("Keterangan gerbang", 50), lambda row: row.verdict),
        (Column("Berkas hasil", 24), lambda row: row.file),
        (Column("Folder", 34), lambda row: row.folder),
    ]


_ASPECT: list[Field] = [
    (Column("Aspek", 44), lambda row: f"{row.no}. {row.name}"),
    _figure("Median", lambda row: row.spread.median, "0.00", whole=HIGHEST, width=16),
    _figure("Rata-rata", lambda row: row.spread.mean, "0.00"),
    _figure("Terendah", lambda row: row.spread.lowest, "0.00"),
    _figure("Tertinggi", lambda row: row.spread.highest, "0.00"),
    _figure("Terlemah di", lambda row: row.weakest_in),
]


def _items(agencies: int) -> list[Field]:
    return [
        (Column("Butir bukti dukung", 44), lambda row: row.label),
        (Column("ID butir", 16), lambda row: row.id),
        (Column("Jenis dokumen", 24), lambda row: row.kind_label),
        (Column("Indikator", 24), lambda row: f"{row.indicator} {row.topic}"),
        _figure("Tingkat", lambda row: row.level),
        _figure("Instansi yang belum punya", lambda row: row.missing, whole=agencies, width=16),
        _figure("Perlu diperiksa", lambda row: row.doubtful),
    ]


def _kinds(agencies: int) -> list[Field]:
    return [
        (Column("Jenis dokumen", 44), lambda row: row.label),
        _figure("Instansi yang kekurangan", lambda row: row.agencies, whole=agencies, width=16),
        _figure("Butir belum ada", lambda row: row.missing),
        _figure("Butir perlu diperiksa", lambda row: row.doubtful),
    ]
