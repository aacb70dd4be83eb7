"""Everything found out in a run, written down as a Result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from spbe_checklist import __version__
from spbe_checklist.catalogue.models import Catalogue, Evidence, Indicator
from spbe_checklist.catalogue.score_card import ScoreCard
from spbe_checklist.facts.facts import Ignored, Notice
from spbe_checklist.facts.privacy import is_masked, mask_private
from spbe_checklist.facts.shown_names import shown_paths
from spbe_checklist.recognition.matcher import Recognition
from spbe_checklist.recognition.offers import Match
from spbe_checklist.recognition.score import Sheet
from spbe_checklist.settings.models import Workspace
from spbe_checklist.verdict import values
from spbe_checklist.verdict.assess import IndicatorVerdict, ItemVerdict, assess
from spbe_checklist.verdict.decisions import rulings, settle, without_document
from spbe_checklist.verdict.document_entry import DocumentEntry, IgnoredEntry, MatchEntry, NoticeEntry, ScoreEntry
from spbe_checklist.verdict.gaps import asks_assessor
from spbe_checklist.verdict.missing import proofs, shared_document
from spbe_checklist.verdict.owners import document_of, owner_of
from spbe_checklist.verdict.patterns import general, same_for_some_and_all
from spbe_checklist.verdict.result import (
    AgencyRef,
    CatalogueRef,
    EvidenceEntry,
    IndicatorEntry,
    LevelEntry,
    NoteEntry,
    Offer,
    PredicateRef,
    ReadingRef,
    Result,
    Ruling,
    Run,
    ScoringRef,
    Tool,
)
from spbe_checklist.verdict.summary import file_counts, general_notices, summary_of

MOST_OFFERS = 12
"""Documents listed with an item; all accepted ones come first, the rest are counted."""


class FolderFindings(Struct, frozen=True):
    """What a run found, before it is judged."""

    recognitions: Sequence[Recognition]
    """By path. ``build_result`` uses up a list: a hundred thousand are not kept beside what is written of them."""
    ignored: Sequence[Ignored]
    notices: Sequence[Notice]
    duplicates: Mapping[str, str]
    """Path to the path of the first file with the same content."""
    similar: Mapping[str, str]
    """Path to the path of a file with nearly the same text."""
    reading: ReadingRef | None = None
    """How the documents were read."""


def build_result(
    catalogue: Catalogue, workspace: Workspace, findings: FolderFindings, run: Run, *, year: int, today: dt.date
) -> Result:
    """Judge the findings and write the Result. ``year`` is the evaluation year, ``today`` decides about expiry."""
    shown = shown_paths((*(one.facts.path for one in findings.recognitions), *(one.path for one in findings.ignored)))
    findings = _as_shown(findings, shown)
    unseen = _unseen(findings)
    matches = settle(catalogue, workspace, findings.recognitions, shown)
    lost = without_document(workspace, findings.recognitions, shown)
    decisions = rulings(workspace, today)
    targets = {indicator.no: workspace.target_of(indicator.no) for indicator in catalogue.indicators}
    verdicts = assess(catalogue, targets, matches, decisions, workspace.indices)
    accepted = {(m.path, m.evidence) for v in verdicts for e in v.verdicts for m in e.matches if m.accepted}
    remark = _UNSEEN_REMARK if unseen else ""
    of_all = general_notices(catalogue, workspace, year, verdicts, today)
    indicators = [_indicator(catalogue, workspace, verdict, remark) for verdict in verdicts]
    observed: dict[str, list[Notice]] = {}
    for path, notice in same_for_some_and_all(catalogue, verdicts, findings.duplicates):
        observed.setdefault(path, []).append(notice)
    patterns = general(catalogue, verdicts, workspace.previous)
    card = catalogue.score_card
    return Result(
        tool=Tool(version=__version__),
        catalogue=CatalogueRef(
            id=catalogue.id,
            edition=catalogue.edition,
            sha256=catalogue.sha256,
            title=catalogue.title,
            verification=catalogue.verification,
            declares_levels=catalogue.declares_levels,
            predicates=[PredicateRef(name=one.name, min=float(one.min)) for one in catalogue.predicates],
        ),
        run=run,
        agency=AgencyRef(
            name=workspace.agency.name, year=year, target_level=workspace.target, kind=workspace.agency.kind
        ),
        summary=summary_of(
            catalogue, workspace, verdicts, indicators, file_counts(findings.recognitions, len(findings.ignored))
        ),
        indicators=indicators,
        documents=_documents(catalogue, findings, accepted, observed),
        notices=[
            NoticeEntry(code=notice.code, message=mask_private(notice.message))
            for notice in (*unseen, *lost, *findings.notices, *of_all, *patterns)
        ],
        ignored=[IgnoredEntry(path=one.path, reason=one.reason) for one in findings.ignored],
        reading=findings.reading,
        scoring=ScoringRef(
            start=card.start,
            threshold=card.threshold,
            caution=card.caution,
            pairs=card.calibration.pairs,
            right=card.calibration.right,
        ),
    )


_UNSEEN_REMARK = "ada folder yang tidak dapat dibuka; bukti ini mungkin ada di dalamnya"


def _unseen(findings: FolderFindings) -> list[Notice]:
    """One notice, the first of all, about folders whose content is unknown."""
    folders = [one.facts for one in findings.recognitions if one.facts.path.endswith("/")]
    if not folders:
        return []
    shown = ", ".join(facts.path.rstrip("/") for facts in folders[:3])
    more = f" dan {len(folders) - 3} lainnya" if len(folders) > 3 else ""
    return [
        Notice(
            "folder-tidak-terbaca",
            f"{len(folders)} folder tidak dapat dibuka ({shown}{more}), jadi isinya tidak diketahui; "
            "perbaiki izin atau sambungannya, lalu periksa ulang.",
        )
    ]


def _as_shown(findings: FolderFindings, shown: Mapping[str, str]) -> FolderFindings:
    """The findings with every file under the name that may leave the agency (docs/decisions/0008)."""
    if not shown:
        return findings
    return replace(
        findings,
        recognitions=[_renamed(one, shown.get(one.facts.path)) for one in findings.recognitions],
        ignored=[replace(one, path=shown.get(one.path, one.path)) for one in findings.ignored],
        duplicates={shown.get(one, one): shown.get(other, other) for one, other in findings.duplicates.items()},
        similar={shown.get(one, one): shown.get(other, other) for one, other in findings.similar.items()},
    )


def _renamed(recognition: Recognition, path: str | None) -> Recognition:
    if path is None:
        return recognition
    matches = tuple(replace(match, path=path) for match in recognition.matches)
    return replace(recognition, facts=replace(recognition.facts, path=path), matches=matches)


def _indicator(catalogue: Catalogue, workspace: Workspace, verdict: IndicatorVerdict, remark: str) -> IndicatorEntry:
    """``remark`` is added to the reason of what is missing."""
    indicator = verdict.indicator
    service = workspace.services.get(indicator.no)
    proved_by = proofs(indicator)
    entry = IndicatorEntry(
        no=indicator.no,
        name=indicator.name,
        aspect=indicator.aspect,
        aspect_name=next((one.name for one in catalogue.aspects if one.no == indicator.aspect), ""),
        weight=indicator.weight_fraction or str(indicator.weight),
        status=verdict.status,
        target_level=verdict.target,
        supported_level=verdict.supported_level,
        claimed_level=workspace.claimed.get(indicator.no),
        assessed_level=workspace.assessed.get(indicator.no),
        previous_level=workspace.previous.get(indicator.no),
        units=list(workspace.units_of(indicator.no) or indicator.units),
        evidence=[
            _evidence(catalogue, workspace, indicator, one, proved_by[one.item.id], remark) for one in verdict.verdicts
        ],
        external=indicator.external,
        topic=indicator.topic,
        domain=indicator.domain,
        capability=indicator.capability,
        service=service.name if service else None,
        levels=[
            LevelEntry(
                level=level.level,
                name=level.name,
                summary=level.summary,
                supported=level.level in verdict.levels_held,
                floor=level.floor,
                requires=[[list(alternative) for alternative in clause] for clause in level.requires],
                keeps=list(level.keeps),
                width=str(catalogue.value_rule.widths[level.level]) if catalogue.value_rule else None,
            )
            for level in indicator.levels
        ],
        missing_first=verdict.missing_first,
        notes=[
            NoteEntry(
                date=note.date.isoformat(),
                by=note.by,
                text=note.text,
                status=note.status,
                answered_by=list(note.answered_by),
            )
            for note in workspace.notes
            if note.indicator == indicator.no
        ],
    )
    return entry.model_copy(update={"ask_assessor": asks_assessor(entry)})


def _evidence(
    catalogue: Catalogue,
    workspace: Workspace,
    indicator: Indicator,
    verdict: ItemVerdict,
    proved_by: list[str],
    remark: str,
) -> EvidenceEntry:
    item = verdict.item
    duty = workspace.duty_of(item.id)
    offers: dict[str, Match] = {}
    for match in verdict.matches:  # an inherited match may bring a path a second time
        offers.setdefault(match.path, match)
    return EvidenceEntry(
        id=item.id,
        level=item.level,
        kind=item.kind,
        label=item.label,
        required=item.required,
        status=verdict.status,
        reason="; ".join(filter(None, (mask_private(verdict.reason), remark if verdict.status == "belum_ada" else ""))),
        ask=item.ask,
        documents=[_offer(match) for match in islice(offers.values(), MOST_OFFERS)],
        more_documents=max(len(offers) - MOST_OFFERS, 0),
        counted=verdict.counted,
        open=verdict.open,
        basis=verdict.basis,
        inside=list(item.inside),
        why=item.why,
        source=_source(catalogue, item),
        cost=workspace.costs.get(item.kind, catalogue.kind_by_id[item.kind].cost),
        group=item.group,
        decision=verdict.decision,
        units=list(duty.units) if duty else [],
        owner=owner_of(catalogue, workspace, indicator, item),
        document=document_of(catalogue, indicator, item),
        pic=duty.pic if duty else "",
        deadline=duty.deadline.isoformat() if duty and duty.deadline else None,
        note=duty.note if duty else "",
        proved_by=proved_by,
        version=item.version,
        shared=shared_document(catalogue, indicator, item),
        ruling=next(
            (
                Ruling(status=one.status, date=one.date.isoformat(), by=one.by, reason=mask_private(one.reason))
                for one in reversed(workspace.assessor)
                if one.evidence == item.id
            ),
            None,
        ),
        code=item.code,
        worth=_worth(catalogue, indicator, item),
        mistaken=list(item.mistaken),
        listed_by=len(item.sources) or None,
    )


def _worth(catalogue: Catalogue, indicator: Indicator, item: Evidence) -> str | None:
    """What an item adds to the value of its indicator, as the portal rounds it."""
    if catalogue.value_rule is None or item.weight is None:
        return None
    return str(values.share(catalogue.value_rule, item.level, len(indicator.at(item.level).requires)))


def _offer(match: Match) -> Offer:
    return Offer(
        path=match.path,
        page=match.page,
        article=match.article,
        confidence=match.confidence,
        because=[mask_private(reason) for reason in match.because],
        lacks=[mask_private(reason) for reason in (*match.doubts, *match.lacks)],
        mend=[mask_private(reason) for reason in match.lacks],
        shows=list(match.shows),
        accepted=match.accepted,
        confirmed=match.confirmed,
        near=match.near,
    )


def _source(catalogue: Catalogue, item: Evidence) -> str:
    title = next((source.title for source in catalogue.sources if source.id == item.source.source), item.source.source)
    return f"{title}, hlm. {item.source.page}" if item.source.page else title


def _documents(
    catalogue: Catalogue,
    findings: FolderFindings,
    accepted: set[tuple[str, str]],
    observed: Mapping[str, Sequence[Notice]],
) -> list[DocumentEntry]:
    """All documents; a list of recognitions is empty afterwards."""
    left = findings.recognitions if isinstance(findings.recognitions, list) else list(findings.recognitions)
    left.reverse()
    shared: dict[Hashable, Any] = {}
    written = []
    while left:
        written.append(_document(catalogue, left.pop(), findings, accepted, observed, shared))
    return written


def _document(
    catalogue: Catalogue,
    recognition: Recognition,
    findings: FolderFindings,
    accepted: set[tuple[str, str]],
    observed: Mapping[str, Sequence[Notice]],
    shared: dict[Hashable, Any],
) -> DocumentEntry:
    """One document; parts that recur are taken from ``shared``, which holds each once."""
    facts = recognition.facts
    identity = facts.identity
    title = identity.full_title or identity.title or facts.meta_title
    kind = catalogue.kind_by_id.get(recognition.kind) if recognition.kind else None
    matches = (
        MatchEntry(one.indicator, one.evidence, one.confidence, (one.path, one.evidence) in accepted, one.near)
        for one in recognition.matches
    )
    return DocumentEntry(
        path=facts.path,
        size=facts.size,
        sha256=facts.sha256,
        format=facts.format,
        health=facts.health.value,
        text=facts.text.value,
        kind=recognition.kind,
        kind_label=kind.label if kind else None,
        title=mask_private(title) if title else None,
        number=identity.number,
        year=identity.year,
        draft=recognition.draft if recognition.draft else identity.draft,
        duplicate_of=findings.duplicates.get(facts.path),
        similar_to=findings.similar.get(facts.path),
        matches=[shared.setdefault(entry, entry) for entry in matches],
        notices=[
            NoticeEntry(one.code, mask_private(one.message), list(one.evidence))
            for one in (*_notices(recognition), *observed.get(facts.path, ()))
        ],
        issuer=identity.issuer,
        letterhead=mask_private(identity.letterhead) if identity.letterhead else None,
        dated=identity.dated.isoformat() if identity.dated else None,
        signed=facts.signed,
        pages=facts.pages,
        reference=recognition.reference,
        regulates=recognition.kind in catalogue.having("regulates") | catalogue.having("draft"),
        reason=mask_private(recognition.reason or facts.reason),
        scores=[_sheet(sheet, catalogue.score_card, shared) for sheet in recognition.sheets],
    )


def _sheet(sheet: Sheet, card: ScoreCard, shared: dict[Hashable, Any]) -> ScoreEntry:
    failed = {row: mask_private(sentence) for row, sentence in sheet.failed}
    return ScoreEntry(
        indicator=sheet.indicator,
        points={sign: gives for sign, _, gives in sheet.signs},
        score=sheet.score,
        counted=sheet.earned(card),
        probability=sheet.proves(card),
        failed=shared.setdefault(sheet.failed, failed),
        learned=mask_private(sheet.learned),
    )


def _notices(recognition: Recognition) -> Iterable[Notice]:
    """What a person should know about a file, its name included."""
    yield from recognition.notices
    if is_masked(recognition.facts.path):
        yield Notice(
            "nama-memuat-nik",
            "Nama berkas memuat nomor seperti NIK (disamarkan di sini); ganti namanya sebelum diserahkan.",
        )
