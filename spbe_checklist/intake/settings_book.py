"""First settings as a workbook with four sheets to fill in, for people who do not write YAML; and read back."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence

from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.errors import ConfigurationError
from spbe_checklist.intake.init import Profile
from spbe_checklist.settings.models import DEFAULT_TARGET
from spbe_checklist.settings.tables import cell_text, sheets

AGENCY, UNITS, SERVICES, LEVELS = "Instansi", "Unit", "Layanan", "Nilai"
_KINDS = ("kota", "kabupaten", "provinsi", "kementerian", "lembaga")
_FIELDS = (
    ("Nama instansi", "Kota Contoh"),
    ("Jenis", "kota"),
    ("Tahun evaluasi", "2024"),
    ("Tingkat sasaran", "3"),
    ("Kop surat, baris 1", "PEMERINTAH KOTA CONTOH"),
    ("Kop surat, baris 2", "SEKRETARIAT DAERAH"),
)


def write(catalogue: Catalogue, profile: Profile) -> bytes:
    """The workbook, filled in as far as known, with drop-downs and examples."""
    import xlsxwriter  # noqa: PLC0415

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": "Pengaturan spbe-check", "comments": "spbe-check"})
        head = book.add_format({"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "text_wrap": True})
        fill = book.add_format({"bg_color": "#FFF9E5", "border": 1, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        known = (profile.name, profile.kind or "", str(profile.year or ""), str(profile.target), *profile.letterhead)

        def sheet(name: str, titles: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]], first: int) -> object:
            page = book.add_worksheet(name)
            for column, (title, width) in enumerate(titles):
                page.set_column(column, column, width)
                page.write_string(0, column, title, head)
            for at, row in enumerate(rows, start=1):
                for column, text in enumerate(row):
                    page.write_string(at, column, text, fill if column >= first else plain)
            page.freeze_panes(1, 0)
            return page

        fields = [(label, known[at] if at < len(known) else "", example) for at, (label, example) in enumerate(_FIELDS)]
        agency = sheet(AGENCY, (("Isian", 26), ("Nilai", 44), ("Contoh", 34)), fields, 1)
        agency.data_validation(2, 1, 2, 1, {"validate": "list", "source": list(_KINDS)})  # type: ignore[attr-defined]
        agency.data_validation(4, 1, 4, 1, {"validate": "list", "source": list("12345")})  # type: ignore[attr-defined]
        units = [(str(one.no), one.name, *(*profile.units.get(one.no, ()), "", "")[:2]) for one in catalogue.indicators]
        columns = (("No", 6), ("Indikator", 60), ("Unit utama", 34), ("Unit lain, pisahkan dengan titik koma", 44))
        sheet(UNITS, columns, units, 2)
        services = [
            (str(one.no), profile.services.get(one.no, ""), "", "Layanan antrean puskesmas; SIPUAS")
            for one in catalogue.indicators
            if one.choice
        ]
        sheet(SERVICES, (("No", 6), ("Nama layanan", 44), ("Aplikasi", 30), ("Contoh", 40)), services, 1)
        levels = [
            (str(one.no), one.name, _shown(profile.claimed, one.no), _shown(profile.assessed, one.no))
            for one in catalogue.indicators
        ]
        page = sheet(LEVELS, (("No", 6), ("Indikator", 60), ("Mandiri", 12), ("Asesor", 12)), levels, 2)
        allowed = [str(level) for level in range(catalogue.min_level, catalogue.max_level + 1)]
        rule = {"validate": "list", "source": allowed, "error_type": "warning"}
        page.data_validation(1, 2, len(levels), 3, rule)  # type: ignore[attr-defined]
    return buffer.getvalue()


def read(content: bytes, name: str, catalogue: Catalogue) -> Profile:
    """The filled-in workbook. Raises ConfigurationError for another file, and for values that cannot be, with cell."""
    book = sheets(content, name)
    missing = [one for one in (AGENCY, UNITS, SERVICES, LEVELS) if one not in book]
    if missing:
        raise ConfigurationError(
            f"{name} tidak memuat lembar {', '.join(missing)}.",
            "Buat dengan: spbe-check init FOLDER -o pengaturan.xlsx",
        )
    table = {key: [[_text(cell) for cell in row] for row in rows[1:]] for key, rows in book.items()}
    fields = {row[0]: row[1] for row in table[AGENCY] if len(row) > 1}
    agency, kind, year, target, *heads = (fields.get(label, "") for label, _ in _FIELDS)
    rows = {key: [row for row in table[key] if row and row[0]] for key in (UNITS, SERVICES, LEVELS)}
    units = {
        _number(row[0], f"{name} lembar {UNITS}", catalogue): names
        for row in rows[UNITS]
        if (names := tuple(part.strip() for cell in row[2:4] for part in cell.split(";") if part.strip()))
    }
    services = {
        _number(row[0], f"{name} lembar {SERVICES}", catalogue): _service(row)
        for row in rows[SERVICES]
        if len(row) > 1 and row[1]
    }
    levels: list[dict[int, float]] = [{}, {}]
    for row in rows[LEVELS]:
        for column, values in enumerate(levels, start=2):
            cell = row[column] if column < len(row) else ""
            if cell:
                place = f"{name} lembar {LEVELS} indikator {row[0]}"
                values[_number(row[0], place, catalogue)] = _level(cell, place, catalogue)
    return Profile(
        name=agency,
        kind=kind or None,
        year=_whole(year, f"{name} lembar {AGENCY}: tahun", 2000, 2100),
        target=_whole(target, f"{name} lembar {AGENCY}: tingkat sasaran", 1, 5) or DEFAULT_TARGET,
        units=units,
        services=services,
        letterhead=tuple(head for head in heads if head),
        claimed=levels[0],
        assessed=levels[1],
    )


def _service(row: Sequence[str]) -> str:
    return f"{row[1]} ({row[2]})" if len(row) > 2 and row[2] else row[1]


def _shown(values: Mapping[int, float], no: int) -> str:
    return f"{values[no]:g}" if no in values else ""


def _text(cell: object) -> str:
    return " ".join(cell_text(cell).split())


def _number(text: str, place: str, catalogue: Catalogue) -> int:
    if not re.fullmatch(r"\d{1,3}", text) or int(text) not in catalogue.by_no:
        raise ConfigurationError(f"{place}: “{text}” bukan nomor indikator.", "Jangan ubah kolom No.")
    return int(text)


def _level(text: str, place: str, catalogue: Catalogue) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = -1
    if not catalogue.min_level <= value <= catalogue.max_level:
        raise ConfigurationError(
            f"{place}: nilai “{text}” bukan tingkat {catalogue.min_level} sampai {catalogue.max_level}.",
            "Perbaiki selnya, simpan, lalu ulangi.",
        )
    return value


def _whole(text: str, place: str, least: int, most: int) -> int | None:
    if not text:
        return None
    if not text.isdigit() or not least <= int(text) <= most:
        raise ConfigurationError(f"{place} “{text}” harus bilangan {least} sampai {most}.", "Perbaiki selnya.")
    return int(text)
