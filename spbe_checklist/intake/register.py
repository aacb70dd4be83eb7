"""The register "one document, many indicators" as a table: out of spbe.yaml into a spreadsheet and back.

Columns: dokumen, butir (ids separated by ";"), pasal, halaman, bukan (ids it was rejected for), oleh, tanggal, catatan,
sidik (content hash, so that a decision survives renaming).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from spbe_checklist.catalogue.item_names import find_item_or_indicator
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.errors import ConfigurationError
from spbe_checklist.reports.safe import csv as safe_cell
from spbe_checklist.settings.models import DocumentDecision, Workspace
from spbe_checklist.settings.tables import cell_text, csv_rows, is_workbook, sheets
from spbe_checklist.verdict.result import Result

COLUMNS = ("dokumen", "butir", "pasal", "halaman", "bukan", "oleh", "tanggal", "catatan", "sidik")
_BOM = "\ufeff"
"""Excel takes a CSV file for UTF-8 only with this mark."""


def rows(workspace: Workspace, result: Result | None = None) -> list[tuple[str, ...]]:
    """The register as rows: decisions in spbe.yaml, then the documents a result accepted that nobody decided on."""
    found = [_row(decision) for decision in workspace.documents]
    decided = {decision.path for decision in workspace.documents}
    for document in result.documents if result is not None else ():
        accepted = [match.evidence for match in document.matches if match.accepted]
        if accepted and document.path not in decided:
            found.append(
                _row(DocumentDecision(path=document.path, sha256=document.sha256 or None, evidence=tuple(accepted)))
            )
    return found


def _row(decision: DocumentDecision) -> tuple[str, ...]:
    return (
        decision.path,
        "; ".join(decision.evidence),
        "; ".join(decision.articles),
        "; ".join(str(page) for page in decision.pages),
        "; ".join(decision.not_evidence),
        decision.by,
        decision.date.isoformat() if decision.date else "",
        decision.note,
        decision.sha256 or "",
    )


def to_csv(table: Iterable[Sequence[str]]) -> str:
    """The register as CSV for Indonesian Excel: semicolons, byte order mark, no cell a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(cell) for cell in row] for row in table)
    return _BOM + buffer.getvalue()


def to_xlsx(table: Iterable[Sequence[str]]) -> bytes:
    """The register as a workbook with one sheet."""
    import xlsxwriter  # noqa: PLC0415

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": "Register dokumen", "comments": "spbe-check", "created": dt.datetime(2020, 1, 1)})  # noqa: DTZ001
        sheet = book.add_worksheet("Register")
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for column, (name, width) in enumerate(zip(COLUMNS, (48, 34, 18, 10, 20, 22, 12, 34, 20), strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, bold)
        last = 0
        for last, row in enumerate(table, start=1):
            for column, cell in enumerate(row):
                sheet.write_string(last, column, cell, wrap)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(last, 1), len(COLUMNS) - 1)
    return buffer.getvalue()


def read_table(content: bytes, name: str) -> list[list[str]]:
    """Rows of a CSV or XLSX file as text, empty ones left out. Raises ConfigurationError when it is neither."""
    if is_workbook(content):
        first = next(iter(sheets(content, name).values()), [])
        rows = [[cell_text(cell) for cell in row] for row in first]
    else:
        rows = [cells for _, cells in csv_rows(content, name)]
    return [row for row in rows if any(row)]


def decisions(table: Sequence[Sequence[str]], name: str, catalogue: Catalogue) -> list[DocumentDecision]:
    """The register read back. Raises ConfigurationError naming the row that cannot be understood."""
    if not table:
        raise ConfigurationError(f"{name} kosong.", f"Baris pertama harus berisi: {', '.join(COLUMNS)}")
    header = [cell.strip().lower() for cell in table[0]]
    if "dokumen" not in header or "butir" not in header:
        raise ConfigurationError(
            f"{name} bukan register: kolom “dokumen” atau “butir” tidak ada.", "Contoh: spbe-check register export"
        )
    found = []
    for number, row in enumerate(table[1:], start=2):
        cells = dict(zip(header, (cell.strip().removeprefix("'") for cell in row), strict=False))
        if cells.get("dokumen"):
            found.append(_decision(cells, f"{name} baris {number}", catalogue))
    return found


def _decision(cells: dict[str, str], place: str, catalogue: Catalogue) -> DocumentDecision:
    evidence, refused = (
        tuple(_item(one, place, catalogue) for one in _ids(cells.get(column, ""))) for column in ("butir", "bukan")
    )
    try:
        day = dt.date.fromisoformat(cells["tanggal"]) if cells.get("tanggal") else None
        pages = tuple(int(page) for page in _ids(cells.get("halaman", "")))
    except ValueError:
        raise ConfigurationError(
            f"{place}: halaman harus bilangan dan tanggal harus TTTT-BB-HH.", "Contoh: 12; 14 dan 2024-05-31"
        ) from None
    return DocumentDecision(
        path=cells["dokumen"].replace("\\", "/"),
        sha256=cells.get("sidik") or None,
        evidence=evidence,
        not_evidence=refused,
        articles=_ids(cells.get("pasal", "")),
        pages=pages,
        by=cells.get("oleh", ""),
        date=day,
        note=cells.get("catatan", ""),
    )


def _item(name: str, place: str, catalogue: Catalogue) -> str:
    """Id of an item or indicator; "*" for all. Raises ConfigurationError."""
    found = name if name == "*" else find_item_or_indicator(catalogue, name)
    if found is None:
        raise ConfigurationError(
            f"{place}: butir “{name}” tidak dikenal.", "Lihat daftarnya: spbe-check catalogue show --ids"
        )
    return found


def _ids(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
