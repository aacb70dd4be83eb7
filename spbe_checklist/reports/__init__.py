"""The formats a saved Result can be shown in. Every report is a pure function of the Result.

Each format lives in one module and is imported when it is asked for, so that ``--help`` stays fast and a missing
optional package only matters to the format that needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from spbe_checklist.errors import UsageError
from spbe_checklist.reports.sections import BINARY

if TYPE_CHECKING:
    from spbe_checklist.verdict.result import Result


@dataclass(frozen=True, slots=True)
class Format:
    """A report format: ``module.function(result)`` returns ``str`` (UTF-8 when written) or ``bytes``."""

    name: str
    description: str
    """Indonesian, for ``--help``."""
    extension: str
    module: str
    """Below ``spbe_checklist``."""
    function: str = "render"
    links: bool = False
    """Takes ``folder=``: the way from the report to the checked folder, for relative links to documents."""

    @property
    def binary(self) -> bool:
        """Whether it is no text."""
        return self.extension in BINARY


_ALL = (
    Format("text", "ringkasan satu baris per indikator untuk layar", "txt", "reports.text"),
    Format("json", "hasil lengkap untuk disimpan dan diolah lagi", "json", "verdict.result_json", "dump"),
    Format("html", "laporan satu berkas untuk peramban, ponsel, dan cetak", "html", "reports.html", links=True),
    Format("md", "laporan lengkap dalam Markdown", "md", "reports.markdown", links=True),
    Format("xlsx", "buku kerja Excel: checklist, kekurangan per OPD, dokumen", "xlsx", "reports.xlsx", links=True),
    Format("docx", "laporan Word untuk pimpinan", "docx", "reports.docx"),
    Format("pdf", "laporan PDF untuk dicetak dan dikirim", "pdf", "reports.pdf"),
    Format("csv", "satu baris per butir bukti, dipisah titik koma", "csv", "reports.csv_file"),
    Format("junit", "JUnit XML: satu kasus uji per butir bukti", "xml", "reports.junit"),
    Format("sarif", "SARIF 2.1.0: butir yang kurang dan berkas bermasalah", "sarif", "reports.sarif"),
    Format("github", "anotasi GitHub Actions: sepuluh kekurangan terpenting", "txt", "reports.github"),
    Format("github-summary", "ringkasan langkah GitHub Actions (Markdown)", "md", "reports.github", "step_summary"),
    Format("gitlab", "GitLab Code Quality", "json", "reports.gitlab"),
)

FORMATS: Mapping[str, Format] = {entry.name: entry for entry in _ALL}
"""All formats by the name users type, in the order they are listed."""


def render(result: Result, format: str, *, folder: str | None = None) -> str | bytes:  # noqa: A002
    """The Result in one format.

    ``folder`` is the way from where the report will stand to the checked folder (formats with links to documents only);
    without it the folder as the user named it. Raises UsageError for an unknown format.
    """
    entry = FORMATS.get(format)
    if entry is None:
        raise UsageError(f"Format laporan {format!r} tidak dikenal.", f"Pilih salah satu: {', '.join(FORMATS)}.")
    function = getattr(import_module(f"spbe_checklist.{entry.module}"), entry.function)
    if entry.name != "json":  # a saved Result stays whole
        from spbe_checklist.reports.view import folded

        result = folded(result)
    rendered: str | bytes = function(result, folder=folder) if entry.links else function(result)
    return rendered
