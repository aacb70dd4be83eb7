"""What people decided about documents and evidence, applied to what the matcher found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec.structs import replace

from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.facts.facts import Facts, Health, Notice
from spbe_checklist.language import date
from spbe_checklist.recognition.choices import group_of
from spbe_checklist.recognition.matcher import Recognition
from spbe_checklist.recognition.offers import Match
from spbe_checklist.settings.models import AssessorDecision, DocumentDecision, Workspace
from spbe_checklist.verdict.result import Basis, Decision

ALL = "*"
_NAMED = 3
"""Lost documents that are named; the others are counted."""


def settle(
    catalogue: Catalogue,
    workspace: Workspace,
    recognitions: Iterable[Recognition],
    shown: Mapping[str, str] | None = None,
) -> dict[str, list[Match]]:
    """Matches by evidence id, with confirmed documents accepted and rejected ones taken out.

    A document is found again by content hash, so that a decision survives renaming, else by path. ``shown`` maps real
    paths to those that recognitions carry instead (``facts.shown_names``); a decision may name either. Confirming
    an indicator ("I1") settles only whether the document belongs there; an item ("I1.L3.lengkap") settles all.
    """
    refused = {one.evidence: one for one in workspace.assessor if one.status == "revisi"}
    ruling_of = _rulings_of_documents(workspace, shown)
    found: dict[str, list[Match]] = {}
    for recognition in recognitions:
        for match in _ruled(catalogue, recognition, ruling_of(recognition.facts)):
            found.setdefault(match.evidence, []).append(_refused(_to_confirm(catalogue, match), refused))
    return found


def _rulings_of_documents(
    workspace: Workspace, shown: Mapping[str, str] | None
) -> Callable[[Facts], DocumentDecision | None]:
    by_hash = {d.sha256: d for d in workspace.documents if d.sha256}
    by_path = {(shown or {}).get(d.path, d.path): d for d in workspace.documents}

    def ruling(facts: Facts) -> DocumentDecision | None:
        # All empty files have the same content: it tells none of them.
        if facts.sha256 and facts.size and (known := by_hash.get(facts.sha256)) is not None:
            return known
        known = by_path.get(facts.path)
        # Same name, other content: the person judged another document.
        return known if known is not None and known.sha256 in (None, facts.sha256) else None

    return ruling


def without_document(
    workspace: Workspace, recognitions: Iterable[Recognition], shown: Mapping[str, str] | None = None
) -> list[Notice]:
    """A notice about confirmed documents that are not in the folder any more, or not as they were confirmed."""
    ruling_of = _rulings_of_documents(workspace, shown)
    used = {id(ruling_of(one.facts)) for one in recognitions}
    lost = [
        (shown or {}).get(one.path, one.path) for one in workspace.documents if one.evidence and id(one) not in used
    ]
    if not lost:
        return []
    more = f" dan {len(lost) - _NAMED} lainnya" if len(lost) > _NAMED else ""
    return [
        Notice(
            "konfirmasi-tanpa-berkas",
            f"{len(lost)} dokumen yang dikonfirmasi di spbe.yaml tidak ada di folder ini atau isinya sudah berubah "
            f"({', '.join(lost[:_NAMED])}{more}); konfirmasinya tidak dihitung. Kembalikan berkasnya, atau konfirmasi "
            "lagi: spbe-check confirm FOLDER.",
        )
    ]


def _refused(match: Match, refused: Mapping[str, AssessorDecision]) -> Match:
    """A document that an assessor sent back is doubtful again; one dated later is an answer to it."""
    ruling = refused.get(match.evidence)
    if ruling is None or not match.accepted or match.settled or (match.dated and match.dated > ruling.date):
        return match
    return replace(
        match, lacks=(f"asesor meminta perbaikan pada {date(ruling.date.isoformat())}: {ruling.reason or '-'}",)
    )


def _to_confirm(catalogue: Catalogue, match: Match) -> Match:
    """A document that fits, for an item with something in it that only a person can see: doubtful until confirmed."""
    _, item = catalogue.by_evidence[match.evidence]
    return replace(match, lacks=(item.confirm,)) if item.confirm and match.accepted and not match.settled else match


def _ruled(catalogue: Catalogue, recognition: Recognition, ruling: DocumentDecision | None) -> Sequence[Match]:
    if ruling is None:
        return recognition.matches
    rejected = set(ruling.not_evidence)
    if ALL in rejected:
        return ()
    # There is nothing in an empty file that a person could have seen.
    confirmed = set(ruling.evidence) if recognition.facts.health is not Health.KOSONG else set()
    others = _other_services(catalogue, confirmed)
    reason = f"dikonfirmasi oleh {ruling.by}" if ruling.by else "dikonfirmasi"
    matches: list[Match] = []
    for match in recognition.matches:
        indicator = f"I{match.indicator}"
        if match.evidence in confirmed:
            matches.append(_confirm(match, ruling, reason, everything=True))
        elif match.evidence in rejected or indicator in rejected or match.indicator in others:
            continue
        elif indicator in confirmed:
            matches.append(_confirm(match, ruling, reason, everything=False))
        else:
            matches.append(match)
    offered = {match.evidence for match in matches}
    for id_ in sorted(confirmed - offered):
        if id_ in catalogue.by_evidence:
            indicator_model, _ = catalogue.by_evidence[id_]
            identity = recognition.facts.identity
            bare = Match(
                recognition.facts.path,
                indicator_model.no,
                id_,
                1.0,
                (),
                (),
                (),
                dated=identity.dated,
                year=identity.year,
            )
            matches.append(_confirm(bare, ruling, reason, everything=True))
    return matches


def _other_services(catalogue: Catalogue, confirmed: Iterable[str]) -> set[int]:
    """Chosen services (45-47) that a document is not of, once it is confirmed for another of them."""
    chosen = {no for id_ in confirmed if (no := int(id_.partition(".")[0][1:])) in catalogue.by_no}
    return {other for no in chosen for other in group_of(catalogue, catalogue.by_no[no])} - chosen


def _confirm(match: Match, ruling: DocumentDecision, reason: str, *, everything: bool) -> Match:
    return replace(
        match,
        confidence=1.0,
        because=(reason, *match.because),
        doubts=(),
        lacks=() if everything else match.lacks,
        page=ruling.pages[0] if ruling.pages else match.page,
        article=", ".join(ruling.articles) if ruling.articles else match.article,
        confirmed=True,
        settled=everything,
        near=match.near and not everything,
    )


def rulings(workspace: Workspace, today: dt.date) -> Mapping[str, tuple[Basis, Decision]]:
    """Waivers, attestations and the assessor's yes by evidence id, with those past their date marked as expired."""

    def decision(reason: str, by: str, day: dt.date, until: dt.date, where: str | None = None) -> Decision:
        return Decision(
            reason=reason, by=by, date=day.isoformat(), until=until.isoformat(), where=where, expired=until < today
        )

    found: dict[str, tuple[Basis, Decision]] = {
        one.evidence: ("pernyataan", decision(one.seen, one.by, one.date, one.valid_until, one.where))
        for one in workspace.attestations
    }
    for waiver in workspace.waivers:
        excused = decision(waiver.reason, waiver.by, waiver.date, waiver.expires)
        if excused.expired and waiver.evidence in found and not found[waiver.evidence][1].expired:
            continue  # a statement in force outlives a waiver that is over
        found[waiver.evidence] = "pengecualian", excused
    for ruling in workspace.assessor:
        if ruling.status == "diterima":
            reason, by = ruling.reason or "diterima asesor", ruling.by or "asesor"
            found[ruling.evidence] = "asesor", decision(reason, by, ruling.date, dt.date(ruling.date.year, 12, 31))
    return found
