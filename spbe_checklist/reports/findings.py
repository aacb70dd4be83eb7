"""What code-review tools show: evidence still owed and files with problems, each with a place and a fingerprint.

SARIF, GitLab and GitHub take their entries from here, so that they agree. Only what somebody should act on is a
finding; what is there, excused or no longer needed is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.selections import next_step, noted, unreadable
from spbe_checklist.verdict.priorities import Priority, owed
from spbe_checklist.verdict.result import Result

Severity = Literal["berat", "sedang", "ringan"]
"""Required evidence missing; something doubtful, optional or unreadable; something to know."""


class Rule(Struct, frozen=True):
    """A kind of finding. Ids are stable."""

    id: str
    title: str
    explanation: str


RULES: Mapping[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule(
            "bukti-belum-ada",
            "Bukti dukung belum ada",
            "Tidak ada berkas yang cocok dengan butir bukti yang diminta sampai tingkat target.",
        ),
        Rule(
            "bukti-perlu-diperiksa",
            "Bukti dukung perlu diperiksa",
            "Ada berkas yang mungkin cocok, tetapi belum memenuhi syarat atau tidak terbaca.",
        ),
        Rule(
            "berkas-tidak-terbaca", "Berkas tidak terbaca", "Isi berkas tidak dapat dibaca, jadi tidak dapat dihitung."
        ),
        Rule("catatan-berkas", "Catatan tentang berkas", "Ada hal pada berkas yang perlu diketahui petugas."),
    )
}


class Finding(Struct, frozen=True):
    """One thing to act on. Texts are raw: each format passes them through its own door in ``safe``."""

    rule: Rule
    severity: Severity
    title: str
    message: str
    path: str
    """The file concerned, relative to the checked folder; empty where evidence is missing altogether."""
    fingerprint: str
    page: int | None = None
    row: Priority | None = None
    code: str = ""


def fingerprint(*parts: str) -> str:
    """A lasting id of a finding: SHA-256 of its parts, whatever characters they hold."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def place(result: Result, path: str) -> str:
    """The file that review tools should point at, as a plain path relative to where the check ran.

    The document itself; for evidence without any document the settings file, else the folder. Never absolute.
    """
    base = safe.link_base(result.run.folder) or ""
    if path:
        shown = base + path.partition("!/")[0]
    elif result.run.config and safe.link_base(result.run.config) is not None:
        shown = result.run.config.replace("\\", "/")
    else:
        shown = base
    return shown.strip("/") or "spbe.yaml"


def _of_row(row: Priority) -> Finding:
    indicator, item = row.indicator, row.item
    missing = item.status == "belum_ada"
    rule = RULES["bukti-belum-ada" if missing else "bukti-perlu-diperiksa"]
    best = item.documents[0] if item.documents else None
    said = best is not None and best.path in item.reason
    reason = item.reason + "." if said else words.sentence(item.reason)
    offered = f" Dokumen terdekat: {best.path}." if best and not said else ""
    lacks = f" Kurang: {'; '.join(best.lacks)}." if best and best.lacks and not said else ""
    return Finding(
        rule=rule,
        severity="berat" if missing and item.required else "sedang",
        title=f"Indikator {indicator.no}, tingkat {item.level}: {words.EVIDENCE_STATUS[item.status].lower()}",
        message=(
            f"{item.label}. {reason}{offered}{lacks} {next_step(item)} "
            f"Penanggung jawab: {words.units(row.units)}. ({item.id})"
        ),
        path=best.path if best and not missing else "",
        page=best.page if best and not missing else None,
        fingerprint=fingerprint(str(indicator.no), item.id, rule.id),
        row=row,
        code=item.id,
    )


def findings(result: Result) -> list[Finding]:
    """All findings, the most pressing first: evidence owed, then unreadable files, then notices about files."""
    unread, remark = RULES["berkas-tidak-terbaca"], RULES["catatan-berkas"]
    found = [_of_row(row) for row in owed(result)]
    for one in unreadable(result):
        state = words.condition(one)
        key = fingerprint(unread.id, one.path)
        told = f"{one.path}: {one.reason or state}"
        found.append(Finding(unread, "sedang", f"{unread.title}: {state}", told, one.path, key, code=one.health))
    for one in noted(result):
        for notice in one.notices:
            key = fingerprint(remark.id, notice.code, one.path)
            told = f"{one.path}: {notice.message}"
            found.append(Finding(remark, "ringan", remark.title, told, one.path, key, code=notice.code))
    return found
