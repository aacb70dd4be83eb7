"""Level values from a file: YAML, CSV or a spreadsheet, as agencies keep them.

One column (``no,nilai``) or several (``mandiri``, ``asesor``, ``tahun lalu``). Separators, decimal commas, byte order
marks and title rows above the header are tolerated; a number that is repeated, not a number or not an indicator is not.
Serves ``spbe-check score`` and ``levels_file`` in ``spbe.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, get_args

from msgspec import Struct, field

from spbe_checklist.catalogue.complaints import Problem, suggestion, together_with
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.errors import ConfigurationError
from spbe_checklist.files import read_named
from spbe_checklist.settings.tables import cell_text, csv_rows, is_workbook, sheets

Column = Literal["claimed", "assessed", "previous"]
"""Self-assessment, assessor, last year."""

COLUMNS: tuple[Column, ...] = get_args(Column)
COLUMN_LABELS: Mapping[Column, str] = {"claimed": "mandiri", "assessed": "asesor", "previous": "tahun lalu"}

MAX_BYTES = 20_000_000
HEADER_WITHIN = 25
"""Rows searched for the header, below titles and letterheads."""
SHOWN = 10
"""Indicators listed that have no value."""

_SHEETS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_TABLES = frozenset({".csv", ".tsv", ".txt"})
_YAML = frozenset({".yaml", ".yml", ".json"})

_NUMBER_HEADERS = frozenset(
    {"no", "nomor", "indikator", "noindikator", "nomorindikator", "indicator", "noind", "kode", "kodeindikator", "id"}
)
_COLUMN_WORDS: Sequence[tuple[Column, re.Pattern[str]]] = (
    ("previous", re.compile(r"lalu|sebelum|previous")),
    ("claimed", re.compile(r"mandiri|internal|claimed|self")),  # the agency's own assessors assess for itself
    ("assessed", re.compile(r"asesor|assess|interim|intervi|evaluator|eksternal")),
)
"""Words of a title that say whose values a column holds; the first that fits counts."""
_PLAIN_VALUES = re.compile(r"(?:nilai|level|tingkat|skor|kematangan|indikator|value|tk)+")
"""Titles that say no more than that these are values; they count as the agency's own."""
_NO_VALUES = re.compile(
    r"selisih|gap|catatan|nama|tanggal|keterangan|bobot|target|sasaran|rekomendasi|penjelasan|justifikasi|aspek|domain"
    r"|bukti|dokumen|unit|indeks|predikat|jumlah|kenaikan|tahun(?!lalu|sebelum)"
)
"""Titles of columns that hold something else beside the values."""
KNOWN_TITLES = "mandiri, asesor, tahun lalu (juga “Nilai Mandiri 2024”, “Asesor (interim)”, “TK Asesor”)"
_INDICATOR = re.compile(r"(?:i|ind|indikator|no|nomor)?[\s.]*(\d{1,3})(?:[.,]0*)?\.?", re.IGNORECASE)
_OTHER_ROWS = re.compile(r"(?:domain|aspek|jumlah|total|indeks|rata|nilai|predikat|catatan|sumber|ket)", re.IGNORECASE)
_NOTHING = frozenset({"", "-", "–", "—", "n/a", "tidak ada", "kosong"})


class Entry(Struct, frozen=True):
    """One row of the file: a level, or None where the cell is empty, and where it stands."""

    level: Decimal | None
    place: str
    """E.g. "nilai.csv baris 3"."""


class Levels(Struct, frozen=True):
    """Level values of a file, per column and indicator, exact as written.

    An indicator may have several rows: ``check_levels`` and ``single`` decide whether that is allowed.
    """

    name: str
    rows: Mapping[Column, Mapping[int, tuple[Entry, ...]]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    """Titles of columns that hold values as well, but of nobody knows whom."""

    @property
    def remark(self) -> str:
        """What is to be said about columns that are not used; empty when there are none."""
        names = ", ".join(f"“{title}”" for title in self.unknown)
        return f"{self.name}: kolom {names} tidak dipakai; judul yang dikenal: {KNOWN_TITLES}." if names else ""

    @property
    def present(self) -> tuple[Column, ...]:
        """Columns that hold values."""
        return tuple(
            column
            for column in COLUMNS
            if any(entry.level is not None for entries in self.rows.get(column, {}).values() for entry in entries)
        )

    def single(self, column: Column) -> dict[int, Decimal]:
        """One value per indicator. Raises ConfigurationError for a repeated indicator."""
        values: dict[int, Decimal] = {}
        for no, entries in self.rows.get(column, {}).items():
            _raise(_repeated(no, entries, 1), f"Hapus salah satu baris di {self.name}.")
            if entries[0].level is not None:
                values[no] = entries[0].level
        return values


_Rows = dict[Column, dict[int, tuple[Entry, ...]]]
"""Rows gathered so far, per column and indicator."""


class _Row(Struct, frozen=True):
    """A table row: where it stands and its cells as text, in every row as many."""

    place: str
    cells: tuple[str, ...]


def read_levels(path: Path) -> Levels:
    """Read a levels file by its extension, else by its content. Raises ConfigurationError naming the faulty line."""
    content = read_named(path, "Berkas nilai", limit=MAX_BYTES)
    name, extension = path.name, path.suffix.lower()
    if extension in _SHEETS or is_workbook(content):
        tables = [
            [_Row(f"{name} lembar {title} baris {no}", tuple(map(cell_text, row))) for no, row in enumerate(rows, 1)]
            for title, rows in sheets(content, name).items()
        ]
        return _from_tables(tables, name)
    if extension in _YAML:
        return _from_yaml(content, name)
    if extension in _TABLES:
        rows = csv_rows(content, name, strict=True)
        return _from_tables([[_Row(f"{name} baris {no}", tuple(cells)) for no, cells in rows]], name)
    raise ConfigurationError(
        f"Jenis berkas nilai {name} tidak dikenal.", "Gunakan .yaml, .csv atau .xlsx dengan kolom no dan nilai."
    )


def check_levels(
    levels: Levels, column: Column, catalogue: Catalogue, *, allow_missing: bool = False
) -> dict[int, Fraction]:
    """The values of one column, fit for ``scoring.score``.

    Refused with ConfigurationError: an indicator the catalogue does not have, one that is repeated more often than the
    edition counts it (rows it may repeat are averaged), a level outside the range or between two levels where the
    edition has none, and a missing indicator unless ``allow_missing``.
    """
    span = f"{catalogue.min_level} sampai {catalogue.max_level}"
    values: dict[int, Fraction] = {}
    problems: list[str] = []
    for no, entries in levels.rows.get(column, {}).items():
        indicator = catalogue.by_no.get(no)
        if indicator is None:
            problems.append(f"{entries[0].place}: indikator {no} tidak ada dalam katalog {catalogue.id}")
            continue
        problems.extend(_repeated(no, entries, indicator.copies))
        for entry in entries:
            if entry.level is None:
                continue
            if not catalogue.min_level <= entry.level <= catalogue.max_level:
                problems.append(f"{entry.place}: tingkat {entry.level} untuk indikator {no} di luar rentang {span}")
            elif not catalogue.fractional and entry.level != int(entry.level):
                problems.append(f"{entry.place}: tingkat {entry.level} untuk indikator {no} harus bulat, {span}")
        given = [Fraction(entry.level) for entry in entries if entry.level is not None]
        if given:
            values[no] = sum(given, Fraction()) / len(given)
    missing = [one.no for one in catalogue.indicators if one.no not in values]
    incomplete = bool(missing) and not allow_missing
    if incomplete:
        listed = ", ".join(str(no) for no in missing[:SHOWN]) + (" ..." if len(missing) > SHOWN else "")
        problems.append(f"{levels.name}: {len(missing)} indikator belum bernilai ({listed})")
    _raise(
        problems,
        f"Lengkapi berkasnya, atau tambahkan --allow-missing agar yang kosong dihitung {catalogue.min_level}."
        if incomplete
        else f"Perbaiki nilai di {levels.name}.",
    )
    return values


def _repeated(no: int, entries: Sequence[Entry], allowed: int) -> list[str]:
    if len(entries) <= allowed:
        return []
    return [f"{entries[allowed].place}: indikator {no} sudah disebut di {entries[0].place}"]


def _from_yaml(content: bytes, name: str) -> Levels:
    """``{1: 3, 2: 4}``, or one such mapping per column; ``levels`` may stand around it as in ``spbe.yaml``."""
    from spbe_checklist.catalogue import strict_yaml  # noqa: PLC0415 - only YAML files need a YAML parser

    document = strict_yaml.read(content, name, ConfigurationError)
    data: dict[Any, Any] = document.data
    prefix: tuple[str, ...] = ()
    if set(data) == {"levels"} and isinstance(data["levels"], dict):
        data, prefix = data["levels"], ("levels",)
    by_column = any(key in COLUMNS for key in data)
    hint = 'Tulis misalnya "17": 3, atau claimed, assessed, previous di atasnya.'
    found: _Rows = {}
    tables: Iterable[tuple[Any, Any, tuple[Any, ...]]] = (
        ((key, table, (*prefix, key)) for key, table in data.items()) if by_column else (("claimed", data, prefix),)
    )
    with strict_yaml.collected(document) as report:
        for column, table, place in tables:
            if column not in COLUMNS:
                near = suggestion(column, COLUMNS)
                report(Problem(place, f"kunci '{column}' tidak dikenal{near}", hint))
            elif table is not None and not isinstance(table, dict):
                report(Problem(place, "harus berisi pasangan nomor indikator: tingkat", hint))
            else:
                for key, value in (table or {}).items():
                    for one in value if isinstance(value, list) else [value]:
                        try:
                            _take(found, column, str(key), cell_text(one), document.where((*place, key)))
                        except ValueError as error:
                            report(Problem((*place, key), str(error), hint))
    return Levels(name, found)


def _from_tables(tables: Sequence[Sequence[_Row]], name: str) -> Levels:
    """The first table that has a header with a number column and a level column."""
    for rows in tables:
        found = _header(rows)
        if found is None:
            continue
        start, number_at, columns = found
        taken: _Rows = {}
        problems: list[str] = []
        for row in rows[start:]:
            label = row.cells[number_at]
            if not label or (_OTHER_ROWS.match(label) and not _INDICATOR.fullmatch(label)):
                continue
            try:
                for column, at in columns.items():
                    _take(taken, column, label, row.cells[at], row.place)
            except ValueError as error:
                problems.append(f"{row.place}: {error}")
        _raise(problems, f"Perbaiki nilai di {name}.")
        used = {number_at, *columns.values()}
        return Levels(name, taken, _unknown_values(rows, start, number_at, used))
    raise ConfigurationError(
        f"{name} tidak memuat tabel nilai: kolom nomor indikator dan kolom nilai tidak ditemukan.",
        f"Beri judul kolom: no, nilai - atau no, {KNOWN_TITLES}.",
    )


def _unknown_values(rows: Sequence[_Row], start: int, number_at: int, used: set[int]) -> tuple[str, ...]:
    """Titles of the other columns that hold nothing but levels; names, weights and remarks are no loss."""
    if start == 0:
        return ()
    body = [row.cells for row in rows[start:] if _INDICATOR.fullmatch(row.cells[number_at])]
    found = []
    for at, title in enumerate(rows[start - 1].cells):
        name = re.sub(r"[^a-z]", "", title.lower())
        values = [cells[at] for cells in body if cells[at].lower() not in _NOTHING]
        others = at in used or name in _NUMBER_HEADERS or _NO_VALUES.search(name)
        if not others and values and all(re.fullmatch(r"[0-5](?:[.,]\d+)?", value) for value in values):
            found.append(title.strip() or f"ke-{at + 1}")
    return tuple(found)


def _column_of(title: str) -> Column | None:
    """Whose values a column of this title holds, None where it does not say."""
    name = re.sub(r"[^a-z]", "", title.lower())
    if not name or _NO_VALUES.search(name):
        return None
    said = next((column for column, words in _COLUMN_WORDS if words.search(name)), None)
    if said is None and _PLAIN_VALUES.fullmatch(name) and name != "indikator":
        return "claimed"
    return said


def _take(rows: _Rows, column: Column, label: str, value: str, place: str) -> None:
    """Take one row over. Raises ValueError with an Indonesian reason when it cannot be."""
    match = _INDICATOR.fullmatch(label.strip())
    if not match:
        raise ValueError(f"'{label}' bukan nomor indikator")
    no = int(match[1])
    level: Decimal | None = None
    if value.strip().lower() not in _NOTHING:
        try:
            level = Decimal(value.strip().replace(",", "."))
        except InvalidOperation:
            level = Decimal("NaN")
        if not level.is_finite():
            raise ValueError(f"'{value}' untuk indikator {no} bukan angka")
    table = rows.setdefault(column, {})
    table[no] = (*table.get(no, ()), Entry(level, place))


def _header(rows: Sequence[_Row]) -> tuple[int, int, dict[Column, int]] | None:
    """First data row, position of the number column and of each level column; None when this is no table of levels.

    Two numeric columns without a header are taken for number and level.
    """
    for position, row in enumerate(rows[:HEADER_WITHIN]):
        numbers = [at for at, cell in enumerate(row.cells) if re.sub(r"[^a-z]", "", cell.lower()) in _NUMBER_HEADERS]
        columns: dict[Column, int] = {}
        for at, cell in enumerate(row.cells):
            column = _column_of(cell)
            if column is None or at in numbers:
                continue
            if column in columns:
                raise ConfigurationError(
                    f"{row.place}: dua kolom untuk nilai {COLUMN_LABELS[column]}: "
                    f"'{row.cells[columns[column]]}' dan '{row.cells[at]}'.",
                    "Hapus atau ganti judul salah satu kolom: mandiri, asesor, tahun lalu.",
                )
            columns[column] = at
        if numbers and columns:
            return position + 1, _numeric_column(rows[position + 1 :], numbers), columns
    first = next((row for row in rows if any(row.cells)), None)
    if first is not None and len(first.cells) >= 2 and all(re.fullmatch(r"\d+([.,]\d+)?", c) for c in first.cells[:2]):
        return rows.index(first), 0, {"claimed": 1}
    return None


def _numeric_column(rows: Sequence[_Row], candidates: Sequence[int]) -> int:
    """Of several columns that may hold the number ("No", "Indikator"), the first whose first entry is a number."""
    for at in candidates:
        first = next((row.cells[at] for row in rows if row.cells[at]), "")
        if _INDICATOR.fullmatch(first):
            return at
    return candidates[0]


def _raise(problems: Sequence[str], hint: str) -> None:
    if problems:
        raise ConfigurationError(*together_with([f"{problem}." for problem in problems], hint))
