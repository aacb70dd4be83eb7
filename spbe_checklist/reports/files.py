"""Every file of a run on a few lines: used for what, ignored or unreadable why, and what to watch."""

from __future__ import annotations

from spbe_checklist.reports import selections, words
from spbe_checklist.reports.lines import cut
from spbe_checklist.reports.safe import terminal as safe
from spbe_checklist.verdict.result import DocumentEntry, Result

_MOST_USES = 6


def render(result: Result, *, problems: bool = False) -> str:
    """The file list as text; ``problems`` leaves out files that serve and have nothing to remark on."""
    shown = selections.problems(result) if problems else result.documents
    lines = [f"{words.count(len(shown))} berkas perlu perhatian ({selections.problem_counts(shown)})", ""] * problems
    for document in shown:
        lines.append(safe(document.path))
        lines.extend(f"    {line}" for line in describe(document))
    if result.ignored:
        lines.append("")
        lines.append(f"Diabaikan ({len(result.ignored)}):")
        lines.extend(f"    {safe(one.path)} - {safe(one.reason)}" for one in result.ignored)
    counts = result.summary.files
    lines.append("")
    lines.append(
        f"{counts.seen} berkas: {counts.read} terbaca, {counts.unreadable} tidak terbaca, {counts.ignored} diabaikan"
    )
    return "\n".join(lines) + "\n"


def describe(document: DocumentEntry) -> list[str]:
    """What a result says about one file, line by line."""
    remarks = [_description(document)]
    accepted = [match.evidence for match in document.matches if match.accepted]
    doubtful = [match.evidence for match in document.matches if not match.accepted and not match.near]
    near = [match.evidence for match in document.matches if match.near]
    if accepted:
        remarks.append(f"dipakai untuk: {_some(accepted)}")
    if doubtful:
        remarks.append(f"perlu diperiksa untuk: {_some(doubtful)}")
    if near:
        remarks.append(f"paling dekat dengan, tetapi bukan jenis yang diminta: {_some(near)}")
    if not document.matches:
        remarks.append(f"tidak dipakai: {safe(document.reason) or 'tidak cocok dengan butir mana pun'}")
    elif document.reason:
        remarks.append(safe(document.reason))
    if document.duplicate_of:
        remarks.append(f"isi sama dengan: {safe(document.duplicate_of)}")
    if document.similar_to:
        remarks.append(f"isi hampir sama dengan: {safe(document.similar_to)}")
    remarks.extend(f"! {safe(notice.message)}" for notice in document.notices)
    return remarks


def _description(document: DocumentEntry) -> str:
    parts = [document.kind_label or document.format.upper() or "berkas"]
    if document.title:
        parts.append(f"“{cut(safe(document.title), 90)}”")
    if document.number:
        parts.append(f"nomor {safe(document.number)}" + (f" tahun {document.year}" if document.year else ""))
    if document.draft:
        parts.append("draf")
    state = words.HEALTH[document.health] if document.health != "baik" else words.TEXT.get(document.text, document.text)
    return f"{', '.join(parts)}; {state}"


def _some(ids: list[str]) -> str:
    """Some of the items; the same item of several indicators as one: "I45/46/47.L1.informasi"."""
    numbers: dict[str, list[str]] = {}
    for one in ids:
        number, _, item = one[1:].partition(".")
        numbers.setdefault(item, []).append(number)
    ids = [f"I{'/'.join(found)}.{item}" for item, found in numbers.items()]
    rest = len(ids) - _MOST_USES
    return ", ".join(ids[:_MOST_USES]) + (f" dan {rest} butir lain" if rest > 0 else "")
