"""GitHub Actions: annotations for the ten most pressing findings, and the step summary.

GitHub shows at most ten annotations of a kind per step; the rest is counted in one more line that says where to look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.findings import Severity, findings, place
from spbe_checklist.reports.markdown import summary_lines, table
from spbe_checklist.reports.selections import unreadable
from spbe_checklist.verdict.priorities import owed
from spbe_checklist.verdict.result import Result

ANNOTATIONS = 10
SUMMARY_ROWS = 30

_COMMANDS: Mapping[Severity, str] = {"berat": "error", "sedang": "warning", "ringan": "notice"}


def render(result: Result) -> str:
    """Workflow commands, one per line: the worst ten, how many more there are, and the totals."""
    found = findings(result)
    lines = []
    for finding in found[:ANNOTATIONS]:
        where = f"file={safe.github_property(place(result, finding.path))}," if finding.path else ""
        title = safe.github_property(f"SPBE: {finding.title}")
        lines.append(f"::{_COMMANDS[finding.severity]} {where}title={title}::{safe.github_data(finding.message)}")
    more = len(found) - ANNOTATIONS
    if more > 0:
        lines.append(
            f"::notice title=SPBE%3A {more} hal lain::Ditampilkan {ANNOTATIONS} dari {len(found)} hal. "
            "Selengkapnya di ringkasan langkah atau dengan --report html:laporan.html."
        )
    counts = result.summary.evidence
    lines.append(
        f"::notice title=SPBE%3A ringkasan::Butir bukti: {counts.ada} ada, {counts.perlu_diperiksa} perlu diperiksa, "
        f"{counts.belum_ada} belum ada, {counts.dikecualikan} dikecualikan."
    )
    return "\n".join(lines) + "\n"


def step_summary(result: Result) -> str:
    """Markdown for ``$GITHUB_STEP_SUMMARY``: totals, the items owed most urgently, and unreadable files."""
    items = [
        (
            str(row.indicator.no),
            str(row.item.level),
            safe.markdown(row.item.label),
            words.EVIDENCE_STATUS[row.item.status],
            safe.markdown(words.units(row.units)),
        )
        for row in owed(result)
    ]
    broken = [
        (safe.markdown_code(one.path, table=True), safe.markdown(one.reason or words.condition(one)))
        for one in unreadable(result)
    ]
    head = ("Indikator", "Tingkat", "Bukti", "Status", "Penanggung jawab")
    more = "butir; selengkapnya di laporan HTML atau Markdown"
    return "\n".join(
        [
            *summary_lines(result, heading="##"),
            *_first(f"Yang masih diminta ({len(items)} butir)", head, items, more),
            *_first(f"Berkas yang tidak terbaca ({len(broken)})", ("Berkas", "Sebab"), broken, "berkas"),
            "",
            words.PROMISE,
            "",
        ]
    )


def _first(title: str, head: Sequence[str], body: Sequence[Sequence[str]], what: str) -> list[str]:
    """A table of the first rows, and how many there are; nothing where there are none."""
    if not body:
        return []
    rest = ["", f"Ditampilkan {SUMMARY_ROWS} dari {len(body)} {what}."] if len(body) > SUMMARY_ROWS else []
    return ["", f"### {title}", "", *table(head, body[:SUMMARY_ROWS]), *rest]
