"""One way from the data of a command to every format: a report as sections of paragraphs, lists, tables and charts.

A command builds a ``Report`` (``model``) and no format; ``write`` renders it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spbe_checklist.reports.sections.model import Report

FORMATS = {"text": "txt", "md": "md", "html": "html", "xlsx": "xlsx", "docx": "docx", "pdf": "pdf"}
"""Formats by name with the usual extension; each is the module of that name with ``render(report)``."""
BINARY = frozenset({"xlsx", "docx", "pdf"})


def write(report: Report, name: str, *, width: int = 100) -> str | bytes:
    """The report in one of ``FORMATS``; ``width`` is that of the screen. Raises UsageError without its package."""
    module = import_module(f"spbe_checklist.reports.sections.{name}")
    rendered: str | bytes = module.render(report, width) if name == "text" else module.render(report)
    return rendered
