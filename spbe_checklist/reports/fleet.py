"""The comparison of many agencies as one offline page and as a workbook, in the look of the other reports.

Every value passes the same doors as there: ``html.environment`` for the page, ``workbook`` for the cells.
"""

from __future__ import annotations

from collections.abc import Iterable

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.html import content_hash, environment, part
from spbe_checklist.reports.workbook import Column, Number, Value, Workbook, listing, page_setup, write_head
from spbe_checklist.verdict.fleet import AgencyRow, Fleet

ITEM_LIMIT = 40
"""Evidence items on the page; the workbook has all."""
KIND_LIMIT = 25
_RULED = {"border": 1, "border_color": "#D0D0D0"}


def html(fleet: Fleet) -> str:
    """One page without script; nothing is fetched."""
    style = part("report.css") + part("fleet.css")
    return (
        environment()
        .get_template("fleet.html")
        .render(
            fleet=fleet,
            style=style,
            style_hash=content_hash(style),
            aspect_name={row.no: row.name for row in fleet.aspects},
            portion=portion,
            page_of=lambda row: safe.href(page_of(row.file), ""),
            indices=lambda row: {aspect.no: aspect.index_supported for aspect in row.aspects},
            item_limit=ITEM_LIMIT,
            kind_limit=KIND_LIMIT,
        )
    )


def page_of(file: str) -> str:
    """The page of an agency lies beside its Result."""
    return f"{file.removesuffix('.json')}.html"


def portion(count: float, total: int) -> str:
    """A share as a percentage for SVG."""
    return f"{100 * count / total:.1f}%" if total else "0%"


def xlsx(fleet: Fleet) -> bytes:
    """Sheets: Ringkasan, Instansi, Aspek, Butir, Jenis dokumen, Tidak diperiksa."""
    book = Workbook(
        title=f"Perbandingan bukti dukung SPBE, {fleet.totals.agencies} instansi",
        version=fleet.tool.version,
        started=fleet.started,
        base=None,
    )
    _summary(book, fleet)
    _agencies(book, fleet)
    _aspects(book, fleet)
    _items(book, fleet)
    _kinds(book, fleet)
    _unchecked(book, fleet)
    return book.finish()


def _summary(book: Workbook, fleet: Fleet) -> None:
    totals = fleet.totals
    sheet = book.sheet("Ringkasan")
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 1, 24)
    book.text(sheet, 0, 0, f"Perbandingan {totals.agencies} instansi", bold=True, font_size=15, font_color="#1F4E79")
    row = 2
    for label, value in (
        ("Sumber", fleet.source),
        ("Katalog", fleet.catalogue or words.NOTHING),
        ("Waktu", words.moment(fleet.started)),
        ("Program", f"spbe-check {fleet.tool.version}"),
    ):
        book.text(sheet, row, 0, label, font_color="#555555")
        book.text(sheet, row, 1, value)
        row += 1
    row = write_head(book, sheet, row + 1, ("Angka pokok", "Nilai"))
    for label, figure, shape in _figures(fleet):
        book.text(sheet, row, 0, label, **_RULED)
        book.number(sheet, row, 1, figure, num_format=f"[$-421]{shape}", align="right", **_RULED)
        row += 1
    for notice in fleet.notices:
        row += 1
        book.text(sheet, row, 0, f"Perhatian: {notice}", text_wrap=True, font_color="#7F4F00")
    book.text(sheet, row + 2, 0, words.PROMISE, text_wrap=True, italic=True, font_color="#555555")
    sheet.set_row(row + 2, 100)
    page_setup(sheet, "Ringkasan", header_row=None, landscape=False)


def _figures(fleet: Fleet) -> Iterable[tuple[str, float | str | None, str]]:
    totals = fleet.totals
    yield "Instansi", totals.agencies, "#,##0"
    yield "Instansi yang diperiksa", totals.checked, "#,##0"
    yield "Instansi yang tidak dapat diperiksa", totals.unchecked, "#,##0"
    yield "Lulus gerbang", totals.passed, "#,##0"
    yield "Gagal gerbang", totals.failed, "#,##0"
    yield "Belum tuntas (berkas tidak terbaca)", totals.incomplete, "#,##0"
    index, complete = totals.index_supported, totals.completeness
    for label, found, shape in (
        ("Indeks yang didukung bukti", index, "0.00"),
        ("Kelengkapan (persen)", complete, "0.0"),
    ):
        yield f"{label}: rata-rata", found.mean if found else None, shape
        yield f"{label}: median", found.median if found else None, shape
        yield f"{label}: terendah", found.lowest if found else None, shape
        yield f"{label}: tertinggi", found.highest if found else None, shape
    for name, count in totals.predicates.items():
        yield f"Predikat {name}", count, "#,##0"
    yield "Berkas ditemukan", totals.files.seen, "#,##0"
    yield "Berkas terbaca", totals.files.read, "#,##0"
    yield "Berkas tidak terbaca", totals.files.unreadable, "#,##0"


def _agencies(book: Workbook, fleet: Fleet) -> None:
    names = {row.no: row.name for row in fleet.aspects}
    columns = (
        Column("rank", "Urutan", 7, "center"),
        Column("name", "Instansi", 30),
        Column("year", "Tahun", 7, "center"),
        Column("target", "Target", 7, "center"),
        Column("index", "Indeks didukung bukti", 10, "center"),
        Column("predicate", "Predikat", 13, "center"),
        Column("claimed", "Mandiri", 8, "center"),
        Column("assessed", "Asesor", 8, "center"),
        Column("complete", "Kelengkapan (persen)", 12, "center"),
        Column("whole", "Indikator lengkap", 10, "center"),
        Column("there", "Butir ada", 8, "center"),
        Column("doubtful", "Perlu diperiksa", 9, "center"),
        Column("missing", "Belum ada", 8, "center"),
        Column("files", "Berkas", 8, "center"),
        Column("unread", "Tidak terbaca", 8, "center"),
        *(Column(f"a{no}", f"Aspek {no}: {name}", 11, "center") for no, name in names.items()),
        Column("weak", "Aspek terlemah", 34),
        Column("gate", "Gerbang", 12, "center"),
        Column("verdict", "Keterangan gerbang", 50),
        Column("file", "Berkas hasil", 24),
        Column("folder", "Folder", 34),
    )
    values = ([Number(rank), *_agency(row, names)] for rank, row in enumerate(fleet.agencies, start=1))
    listing(book, "Instansi", columns, values)


def _agency(row: AgencyRow, names: dict[int, str]) -> list[Value]:
    found = {aspect.no: aspect.index_supported for aspect in row.aspects}
    return [
        row.name,
        Number(row.year),
        Number(row.target_level),
        Number(row.index_supported, "0.00"),
        row.predicate or words.NOTHING,
        Number(row.index_claimed, "0.00"),
        Number(row.index_assessed, "0.00"),
        Number(row.completeness, "0.0"),
        Number(row.indicators_complete),
        Number(row.evidence.ada),
        Number(row.evidence.perlu_diperiksa),
        Number(row.evidence.belum_ada),
        Number(row.files.seen, "#,##0"),
        Number(row.files.unreadable, "#,##0"),
        *(Number(found.get(no), "0.00") for no in names),
        "; ".join(names[no] for no in row.weakest_aspects),
        gate(row),
        row.verdict,
        row.file,
        row.folder,
    ]


def gate(row: AgencyRow) -> str:
    """The gate's verdict in a word."""
    return "Gagal" if not row.passed else "Belum tuntas" if row.incomplete else "Lulus"


def _aspects(book: Workbook, fleet: Fleet) -> None:
    columns = (
        Column("no", "No", 6, "center"),
        Column("name", "Aspek", 44),
        Column("mean", "Rata-rata", 10, "center"),
        Column("median", "Median", 10, "center"),
        Column("lowest", "Terendah", 10, "center"),
        Column("highest", "Tertinggi", 10, "center"),
        Column("weak", "Terlemah di (instansi)", 12, "center"),
    )
    values = (
        (
            Number(row.no),
            row.name,
            Number(row.spread.mean, "0.00"),
            Number(row.spread.median, "0.00"),
            Number(row.spread.lowest, "0.00"),
            Number(row.spread.highest, "0.00"),
            Number(row.weakest_in),
        )
        for row in fleet.aspects
    )
    listing(book, "Aspek", columns, values)


def _items(book: Workbook, fleet: Fleet) -> None:
    columns = (
        Column("id", "ID butir", 16),
        Column("label", "Butir bukti dukung", 44),
        Column("kind", "Jenis dokumen", 24),
        Column("indicator", "Indikator", 9, "center"),
        Column("topic", "Nama indikator", 24),
        Column("level", "Tingkat", 8, "center"),
        Column("missing", "Instansi yang belum punya", 11, "center"),
        Column("doubtful", "Perlu diperiksa", 11, "center"),
    )
    values = (
        (
            row.id,
            row.label,
            row.kind_label,
            Number(row.indicator),
            row.topic,
            Number(row.level),
            Number(row.missing),
            Number(row.doubtful),
        )
        for row in fleet.missing
    )
    listing(book, "Butir", columns, values)


def _kinds(book: Workbook, fleet: Fleet) -> None:
    columns = (
        Column("label", "Jenis dokumen", 44),
        Column("agencies", "Instansi yang kekurangan", 12, "center"),
        Column("missing", "Butir belum ada", 10, "center"),
        Column("doubtful", "Butir perlu diperiksa", 10, "center"),
    )
    values = ((row.label, Number(row.agencies), Number(row.missing), Number(row.doubtful)) for row in fleet.kinds)
    listing(book, "Jenis dokumen", columns, values)


def _unchecked(book: Workbook, fleet: Fleet) -> None:
    columns = (
        Column("label", "Instansi", 30),
        Column("folder", "Folder", 40),
        Column("reason", "Sebab", 50),
        Column("hint", "Langkah berikutnya", 44),
    )
    listing(
        book, "Tidak diperiksa", columns, ((one.label, one.folder, one.reason, one.hint) for one in fleet.unchecked)
    )
