"""Every file of a run as sections and as data: used for what, unused or unreadable why, and what to watch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spbe_checklist.reading.sniff import UNKNOWN
from spbe_checklist.reports import safe, selections, words
from spbe_checklist.reports.lines import cut
from spbe_checklist.reports.picked import picked
from spbe_checklist.reports.sections.model import Column, Field, File, Report, Section, Table, table
from spbe_checklist.reports.sections.text import record
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.result import Result

_MOST_USES = 6
_IGNORED = (Column("Berkas", 46, "{value}"), Column("Sebab", 50, " - {value}"))
_GROUPS = ("Tidak terbaca", "Dengan catatan", "Tinggal diputuskan", "Tidak dipakai", "Dipakai")
"""In the order of the list; only the last has nothing to remark on."""


def report(result: Result, *, problems: bool = False) -> Report:
    """The list for people; ``problems`` leaves out files that serve and have nothing to remark on."""
    groups: dict[str, list[DocumentEntry]] = {title: [] for title in _GROUPS}
    chosen = selections.problems(result)
    for document in chosen if problems else result.documents:
        groups[_group(document)].append(document)
    sections = [
        Section(f"{title} ({len(found)})", (table(_FIELDS, found),), sheet=title)
        for title, found in groups.items()
        if found
    ]
    if result.ignored:
        rows = [(one.path, one.reason) for one in result.ignored]
        sections.append(Section(f"Diabaikan ({len(rows)})", (Table(_IGNORED, rows),), sheet="Diabaikan"))
    files = result.summary.files
    rest = {key: word for key, word in words.FILES.items() if key != "seen"}
    return Report.of(
        result,
        f"Berkas di {result.run.folder}",
        lead=[
            f"{words.count(len(chosen))} berkas perlu perhatian"
            + (f" ({selections.problem_counts(chosen)})" if chosen else ""),
            f"{words.count(files.seen)} berkas: {words.counts(files, rest)}",
        ],
        sections=sections,
    )


def _group(document: DocumentEntry) -> str:
    unreadable, remarked, doubtful, unused, used = _GROUPS
    if document.health != "baik":
        return unreadable
    if document.notices or document.text == "pindaian":
        return remarked
    if any(match.accepted for match in document.matches):
        return used
    return doubtful if any(not match.near for match in document.matches) else unused


def describe(document: DocumentEntry) -> list[str]:
    """What a result says about one file, line by line."""
    told = table(_FIELDS, [document])
    return record(told.columns, told.rows[0])[1:]


def _reason(document: DocumentEntry) -> str:
    if document.matches:
        return document.reason
    return f"tidak dipakai: {document.reason or 'tidak cocok dengan butir mana pun'}"


def _uses(document: DocumentEntry) -> tuple[list[str], list[str], list[str]]:
    """Items that the file is there for, that it may be there for, and that it comes nearest to."""
    return (
        [match.evidence for match in document.matches if match.accepted],
        [match.evidence for match in document.matches if not match.accepted and not match.near],
        [match.evidence for match in document.matches if match.near],
    )


def _description(document: DocumentEntry) -> str:
    parts = [document.kind_label or ("berkas" if document.format == UNKNOWN else document.format.upper())]
    if document.title:
        parts.append(f"“{cut(safe.visible(document.title), 90)}”")
    if document.number:
        parts.append(f"nomor {document.number}" + (f" tahun {document.year}" if document.year else ""))
    if document.draft:
        parts.append("draf")
    return f"{', '.join(parts)}; {words.condition(document)}"


def _some(ids: Iterable[str]) -> str:
    """Some of the items; the same item of several indicators as one: "I45/46/47.L1.informasi"."""
    numbers: dict[str, list[str]] = {}
    for one in ids:
        number, _, item = one[1:].partition(".")
        numbers.setdefault(item, []).append(number)
    shown = [f"I{'/'.join(found)}.{item}" for item, found in numbers.items()]
    rest = len(shown) - _MOST_USES
    return ", ".join(shown[:_MOST_USES]) + (f" dan {rest} butir lain" if rest > 0 else "")


_FIELDS: tuple[Field, ...] = (
    (Column("Berkas", 46, "{value}"), lambda one: File(one.path)),
    (Column("Keadaan", 34, "\n{value}"), _description),
    (Column("Dipakai untuk", 24), lambda one: _some(_uses(one)[0])),
    (Column("Perlu diperiksa untuk", 24), lambda one: _some(_uses(one)[1])),
    (Column("Paling dekat dengan, tetapi bukan jenis yang diminta", 24), lambda one: _some(_uses(one)[2])),
    (Column("Sebab", 34, "\n{value}"), _reason),
    (Column("Isi sama dengan", 30), lambda one: one.duplicate_of or ""),
    (Column("Isi hampir sama dengan", 30), lambda one: one.similar_to or ""),
    (Column("Catatan", 40, "\n! {value}"), lambda one: [notice.message for notice in one.notices]),
)


def data(result: Result, *, problems: bool = False) -> dict[str, Any]:
    """The list for programs."""
    return {
        "schema": "spbe-check/files",
        "version": 1,
        "documents": [
            {
                "path": one.path,
                "group": _group(one).lower().replace(" ", "_"),
                **picked(one, "health", "kind", "reason"),
                **dict(zip(("used", "doubtful", "near"), _uses(one), strict=True)),
                "duplicate_of": one.duplicate_of,
                "notices": [notice.message for notice in one.notices],
            }
            for one in (selections.problems(result) if problems else result.documents)
        ],
        "ignored": [picked(one, "path", "reason") for one in result.ignored],
    }
