"""``spbe-check diff``: what got better and worse between two saved results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spbe_checklist.cli.console.output import write_output
from spbe_checklist.cli.options import Force, Output
from spbe_checklist.errors import ExitCode

if TYPE_CHECKING:
    from spbe_checklist.verdict.diff import Comparison, Documents, IndicatorChange, NodeChange

SHOWN = 20
"""Paths listed per kind of change in the text output; the rest are counted."""


class DiffFormat(StrEnum):
    """How a comparison is printed."""

    TEXT = "text"
    JSON = "json"
    MD = "md"


def diff(
    old: Annotated[Path, typer.Argument(metavar="LAMA", help="Hasil yang lebih lama. Contoh: maret.json")],
    new: Annotated[Path, typer.Argument(metavar="BARU", help="Hasil yang lebih baru. Contoh: mei.json")],
    *,
    format_: Annotated[
        DiffFormat, typer.Option("--format", "-f", help="Bentuk keluaran. Contoh: --format md")
    ] = DiffFormat.TEXT,
    fail_on_worse: Annotated[
        bool, typer.Option("--fail-on-worse", help="Kode keluar 1 bila ada yang memburuk. Contoh: --fail-on-worse")
    ] = False,
    output: Output = None,
    force: Force = False,
) -> int:
    """Bandingkan dua hasil tersimpan. Contoh: spbe-check diff maret.json mei.json"""
    from spbe_checklist.cli.result_files import load_result
    from spbe_checklist.verdict.diff import compare

    found = compare(load_result(old), load_result(new))
    render = {DiffFormat.TEXT: as_text, DiffFormat.JSON: _json, DiffFormat.MD: _markdown}[format_]
    write_output(render(found), output, force=force)
    return int(ExitCode.GATE_FAILED if fail_on_worse and found.worse else ExitCode.PASSED)


def _json(found: Comparison) -> str:
    import json

    def node(one: NodeChange) -> dict[str, Any]:
        return {"no": one.no, "name": one.name, "old": one.old, "new": one.new, "change": one.change}

    def indicator(one: IndicatorChange) -> dict[str, Any]:
        return {
            "no": one.no,
            "topic": one.topic,
            "verdict": one.verdict,
            "old_level": one.old_level,
            "new_level": one.new_level,
            "evidence": [
                {
                    "id": item.id,
                    "label": item.label,
                    "verdict": item.verdict,
                    "old": item.old,
                    "new": item.new,
                    "reason": item.reason,
                    "units": list(item.units),
                }
                for item in one.evidence
            ],
        }

    def run(result: Any) -> dict[str, Any]:
        return {
            "folder": result.run.folder,
            "started": result.run.started,
            "year": result.agency.year,
            "index_supported": result.summary.index_supported,
            "predicate": result.summary.predicate,
            "completeness": result.summary.completeness,
        }

    content = {
        "schema": "spbe-check/diff",
        "version": 1,
        "old": run(found.old),
        "new": run(found.new),
        "index": {"old": found.index.old, "new": found.index.new, "change": found.index.change},
        "counts": {
            "membaik": len(found.having("membaik")),
            "memburuk": len(found.having("memburuk")),
            "tidak_terlihat": len(found.having("tidak_terlihat")),
            "tetap": len(found.having("tetap")),
        },
        "worse": found.worse,
        "domains": [node(one) for one in found.domains],
        "aspects": [node(one) for one in found.aspects],
        "indicators": [indicator(one) for one in found.indicators],
        "documents": {
            "vanished": list(found.documents.vanished),
            "changed": list(found.documents.changed),
            "appeared": list(found.documents.appeared),
            "renamed": [{"old": one.old, "new": one.new} for one in found.documents.renamed],
        },
        "notices": list(found.notices),
    }
    return json.dumps(content, ensure_ascii=True, indent=1) + "\n"


def as_text(found: Comparison) -> str:
    """The comparison for a terminal, safe whatever names the documents have."""
    from spbe_checklist.cli.console.tables import text_table
    from spbe_checklist.reports.safe import terminal
    from spbe_checklist.reports.words import EVIDENCE_STATUS, number

    lines = [_headline(found), _counts(found), *(f"Catatan: {terminal(notice)}" for notice in found.notices)]
    for title, changed in _changed(found):
        if not changed:
            continue
        lines += ["", f"{title} ({len(changed)} indikator)"]
        for one in changed:
            lines.append(f"  {one.no:>2} {terminal(one.topic)}: {_levels(one)}")
            lines += [
                f"     {item.id}: {EVIDENCE_STATUS[item.old].lower()} -> {EVIDENCE_STATUS[item.new].lower()}"
                f"  {terminal(item.label)}"
                for item in one.evidence
            ]
    rows = [
        [f"{one.no} {one.name}", number(one.old), number(one.new), _signed(one)]
        for one in found.aspects
        if one.old != one.new
    ]
    if rows:
        lines += ["", *text_table(["Aspek", "Lama", "Baru", "Beda"], rows, "lrrr")]
    documents = _documents(found.documents, terminal)
    if documents:
        lines += ["", "Dokumen"]
        for title, paths in documents:
            lines.append(f"  {title}: {len(paths)}")
            lines += [f"    {path}" for path in paths[:SHOWN]]
            if len(paths) > SHOWN:
                lines.append(f"    ... dan {len(paths) - SHOWN} lagi; lihat semuanya dengan --format json")
    return "\n".join(lines) + "\n"


def _markdown(found: Comparison) -> str:
    from spbe_checklist.reports import safe
    from spbe_checklist.reports.markdown import table
    from spbe_checklist.reports.words import EVIDENCE_STATUS, number

    lines = ["# Perbandingan hasil SPBE", "", f"{safe.markdown(_headline(found))}  ", safe.markdown(_counts(found))]
    lines += [line for notice in found.notices for line in ("", f"> {safe.markdown(notice)}")]
    for title, changed in _changed(found):
        if not changed:
            continue
        lines += ["", f"## {title}", ""]
        body = []
        for one in changed:
            body.append([str(one.no), safe.markdown(one.topic), safe.markdown(_levels(one)), ""])
            body += [
                [
                    "",
                    safe.markdown(item.id),
                    f"{EVIDENCE_STATUS[item.old]} → {EVIDENCE_STATUS[item.new]}",
                    safe.markdown(item.label),
                ]
                for item in one.evidence
            ]
        lines += table(["No", "Indikator atau butir", "Perubahan", "Bukti"], body)
    lines += ["", "## Indeks per aspek", ""]
    lines += table(
        ["Aspek", "Lama", "Baru", "Beda"],
        [
            [safe.markdown(f"{one.no} {one.name}"), number(one.old), number(one.new), _signed(one)]
            for one in found.aspects
        ],
    )
    documents = _documents(found.documents, safe.markdown_code)
    if documents:
        lines += ["", "## Dokumen"]
        for title, paths in documents:
            lines += ["", f"{title}:", "", *(f"- {path}" for path in paths)]
    return "\n".join(lines) + "\n"


def _headline(found: Comparison) -> str:
    from spbe_checklist.reports.words import number

    if found.index.old is None or found.index.new is None:
        return "Edisi ini tidak menetapkan tingkat; hanya butir bukti dan dokumen yang dibandingkan."
    return (
        f"Indeks didukung bukti {number(found.index.old)} ({found.old.summary.predicate}) menjadi "
        f"{number(found.index.new)} ({found.new.summary.predicate}), beda {_signed(found.index)}"
    )


def _counts(found: Comparison) -> str:
    unseen = found.having("tidak_terlihat")
    return (
        f"{len(found.having('membaik'))} indikator membaik, {len(found.having('memburuk'))} memburuk, "
        + (f"{len(unseen)} tidak dapat dilihat, " if unseen else "")
        + f"{len(found.having('tetap'))} tetap"
    )


def _changed(found: Comparison) -> list[tuple[str, tuple[IndicatorChange, ...]]]:
    """Indicators that moved, the worse ones first."""
    return [
        ("Memburuk", found.having("memburuk")),
        ("Tidak dapat dilihat", found.having("tidak_terlihat")),
        ("Membaik", found.having("membaik")),
    ]


def _levels(one: IndicatorChange) -> str:
    if one.old_level is None or one.new_level is None:
        return "tingkat tidak ditetapkan"
    from spbe_checklist.reports.words import number

    if one.old_level == one.new_level:
        return f"tetap tingkat {number(one.new_level)}"
    return f"tingkat {number(one.old_level)} menjadi {number(one.new_level)}"


def _signed(one: NodeChange) -> str:
    from spbe_checklist.reports.words import number

    return number(one.change)


def _documents(documents: Documents, door: Callable[[str], str]) -> list[tuple[str, Sequence[str]]]:
    """Kinds of change that occurred, each with its paths made safe for the output."""

    def safe(paths: Iterable[str]) -> list[str]:
        return [door(path) for path in paths]

    kinds: list[tuple[str, Sequence[str]]] = [
        ("Hilang", safe(documents.vanished)),
        ("Berubah isi", safe(documents.changed)),
        ("Baru", safe(documents.appeared)),
        ("Berganti nama", [f"{door(one.old)} -> {door(one.new)}" for one in documents.renamed]),
    ]
    return [(title, paths) for title, paths in kinds if paths]
