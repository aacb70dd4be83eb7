"""Briefing for the assessor interview as sections: the gaps first, then one page per indicator.

The indicators whose claim stands highest above the evidence come first. What an officer has to know when the question
comes: the three levels, what the claimed level asks for, which documents say so on which page, what the assessor noted
before, what is missing, and what will probably be asked. The questions are derived from the Result; nothing in them is
more certain than it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import starmap

from msgspec import Struct

from spbe_checklist.language import within
from spbe_checklist.reports import gaps, safe, words
from spbe_checklist.reports.leadership import agency_name
from spbe_checklist.reports.sections.model import (
    Block,
    Column,
    Field,
    Listing,
    Number,
    Paragraph,
    Report,
    Ruled,
    Section,
    To,
    level_number,
    table,
)
from spbe_checklist.verdict.gaps import lacking, prepared_level
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, LevelEntry, NoteEntry, Offer, Result
from spbe_checklist.verdict.scoring import overclaim

MAX_QUESTIONS = 7
MAX_DOCUMENTS = 8
MAX_MISSING = 8
"""Limits that keep an indicator on one page; what is cut is counted."""


class Briefing(Struct, frozen=True):
    """Everything on one page."""

    indicator: IndicatorEntry
    level: int
    """The level the briefing prepares for: the claimed one, else the target."""
    criteria: tuple[LevelEntry, ...]
    documents: tuple[tuple[Offer, EvidenceEntry], ...]
    """To have at hand, each for one item."""
    missing: tuple[EvidenceEntry, ...]
    notes: tuple[NoteEntry, ...]
    questions: tuple[str, ...]
    operator: str | None
    """Who operates the application, for service indicators."""

    @property
    def anchor(self) -> str:
        return f"i{self.indicator.no}"


def briefings(result: Result, numbers: Collection[int] | None = None) -> tuple[Briefing, ...]:
    """One briefing per indicator, by claim minus evidence; ``numbers`` picks some. An unknown number gives nothing."""
    chosen = [entry for entry in result.indicators if numbers is None or entry.no in numbers]
    return tuple(_briefing(entry) for entry in sorted(chosen, key=lambda entry: (-(_excess(entry) or 0), entry.no)))


def _excess(entry: IndicatorEntry) -> float | None:
    """How far the claim stands above the evidence; negative below it, None where one is not known."""
    if entry.claimed_level is None or entry.supported_level is None:
        return None
    return round(entry.claimed_level - entry.supported_level, 2)


def _briefing(entry: IndicatorEntry) -> Briefing:
    level = prepared_level(entry)
    documents = _documents(entry, level)
    missing = lacking(entry, level)
    notes = tuple(note for note in entry.notes if note.status == "terbuka")
    operator = f"{entry.service or '<<nama aplikasi>>'}, dikelola {words.series(entry.units) or '<<unit pengelola>>'}"
    return Briefing(
        indicator=entry,
        level=level,
        criteria=tuple(criterion for criterion in entry.levels if _prepared(entry, criterion, level)),
        documents=documents,
        missing=missing,
        notes=notes,
        questions=_questions(entry, level, documents, missing, notes),
        operator=operator if entry.capability == "layanan" else None,
    )


def _prepared(entry: IndicatorEntry, criterion: LevelEntry, level: int) -> bool:
    """The level to prepare for and the one below; where values lie between levels also those that are not complete."""
    if criterion.level in {level - 1, level}:
        return True
    return criterion.width is not None and entry.complete_level < criterion.level < level


def _lacking(item: EvidenceEntry) -> str:
    """ "Tingkat 1: Laporan ... (belum ada: ...)", with the portal's code of the item where it has one."""
    status = words.EVIDENCE_STATUS[item.status]
    state = f"{status.lower()}: {item.reason}" if item.reason else status
    return f"Tingkat {item.level}{f', {item.code}' if item.code else ''}: {item.label} ({state})"


def _documents(entry: IndicatorEntry, level: int) -> tuple[tuple[Offer, EvidenceEntry], ...]:
    """Documents per item, accepted ones first, each named once with the highest item it serves."""
    shown: dict[str, tuple[Offer, EvidenceEntry]] = {}
    for item in sorted(entry.evidence, key=lambda item: -item.level):
        for offer in item.documents if item.level <= level else ():
            if offer.path not in shown or (offer.accepted and not shown[offer.path][0].accepted):
                shown[offer.path] = (offer, item)
    return tuple(sorted(shown.values(), key=lambda one: (not one[0].accepted, -one[1].level)))


def _questions(
    entry: IndicatorEntry,
    level: int,
    documents: tuple[tuple[Offer, EvidenceEntry], ...],
    missing: tuple[EvidenceEntry, ...],
    notes: tuple[NoteEntry, ...],
) -> tuple[str, ...]:
    """What will probably be asked, the sorest point first."""
    questions: list[str] = [f"Apa tindak lanjut atas catatan asesor tanggal {words.date(note.date)}?" for note in notes]
    if overclaim(entry):
        questions.append(
            f"Apa dasar tingkat {words.number(entry.claimed_level)}, sedangkan dokumen yang ada mendukung "
            f"{words.stands(entry)}?"
        )
    elif entry.ask_assessor:
        questions.append(words.ask_assessor(entry))
    questions += [
        f"Apa jawaban atas putusan asesor untuk {words.item_name(item)}? {safe.visible(words.ruling(item), 300)}"
        for item in entry.evidence
        if item.ruling is not None and item.ruling.status in ("revisi", "belum_diunggah")
    ]
    for item in missing:
        if item.status == "belum_ada":
            questions.append(f"Di mana {within(item.label)}?")
        else:
            lacks = next((offer.lacks[0] for offer in item.documents if offer.lacks), "")
            reason = f" ({safe.visible(lacks, 90)})" if lacks else ""
            questions.append(f"Dapatkah {within(item.label)} ditunjukkan dalam bentuk yang sah dan terbaca{reason}?")
    summary = next((one.summary for one in entry.levels if one.level == level), "")
    if entry.capability == "layanan":
        questions.append(f"Dapatkah fungsi tingkat {level} diperagakan langsung pada aplikasinya?")
    elif summary:
        questions.append("Pada bagian dan halaman mana tiap unsur kriteria di atas terlihat?")
    if documents and not missing:
        service = entry.capability == "layanan"
        questions.append(
            "Sejak kapan aplikasinya dipakai, oleh siapa, dan berapa banyak?"
            if service
            else "Sejak kapan dokumen ini berlaku, dan siapa yang melaksanakannya?"
        )
    return tuple(dict.fromkeys(questions))[:MAX_QUESTIONS]


_CONTENTS: tuple[Field, ...] = (
    (Column("Indikator", 50), lambda page: To(f"{page.indicator.no} {words.short_name(page.indicator)}", page.anchor)),
    (Column("Mandiri", 9, figure=True), lambda page: level_number(page.indicator.claimed_level)),
    (Column("Bukti", 9, figure=True), lambda page: level_number(page.indicator.supported_level)),
    (Column("Selisih", 9, figure=True), lambda page: level_number(_excess(page.indicator))),
    (Column("Belum lengkap", 12, figure=True), lambda page: Number(len(page.missing))),
)
NOTE_LINES = 4
"""Empty lines for what is said at the table."""


def report(result: Result, numbers: Collection[int] | None = None) -> Report:
    """The whole briefing: contents, gaps, then the pages."""
    pages = briefings(result, numbers)
    return Report.of(
        result,
        f"Bahan wawancara {words.edition(result)}: {agency_name(result)}",
        lead=(
            "Selisih mandiri terhadap bukti yang terbesar lebih dulu.",
            f"Dibuat oleh spbe-check dari pemeriksaan {words.moment(result.run.started)}. {words.PROMISE}",
        ),
        sections=[
            Section("Daftar isi", (table(_CONTENTS, pages, records=False),)),
            Section(gaps.TITLE, gaps.blocks(result, numbers), sheet="Selisih", own_page=True),
            *(_page(page) for page in pages),
        ],
        agency=False,
    )


def _page(page: Briefing) -> Section:
    entry = page.indicator
    levels: tuple[Field, ...] = (
        (Column("Mandiri", 20), lambda entry: words.level(entry, entry.claimed_level)),
        (Column("Didukung bukti", 20), lambda entry: words.level(entry, entry.supported_level)),
        (Column("Asesor", 20), lambda entry: words.level(entry, entry.assessed_level)),
        (Column("Target", 20), lambda entry: words.level(entry, entry.target_level)),
    )
    who = [f"Unit: {words.units(entry.units)}", *([f"Aplikasi: {page.operator}"] if page.operator else [])]
    notes = [f"{words.date(note.date)}, {note.by}: {note.text}" for note in page.notes]
    parts: list[tuple[str, Block]] = [
        (
            "Yang diminta kriteria",
            Listing([f"Tingkat {one.level} ({one.name}): {one.summary}" for one in page.criteria]),
        ),
        ("Dokumen", _list([*starmap(_shown, page.documents)], MAX_DOCUMENTS, "dokumen", "Belum ada dokumen.")),
        (
            "Yang kurang",
            _list([*map(_lacking, page.missing)], MAX_MISSING, "butir", "Tidak ada yang kurang sampai tingkat ini."),
        ),
        *([("Catatan asesor yang belum dijawab", Listing(notes))] if notes else []),
        ("Pertanyaan yang mungkin diajukan", Listing(page.questions, numbered=True)),
        ("Catatan saat wawancara", Ruled(NOTE_LINES)),
    ]
    return Section(
        f"Indikator {entry.no}: {words.short_name(entry) if entry.service else entry.name}",
        (table(levels, [entry], records=False), *map(Paragraph, who)),
        tuple(Section(title, (block,)) for title, block in parts),
        anchor=page.anchor,
        own_page=True,
    )


def _list(texts: Sequence[str], most: int, what: str, nothing: str) -> Block:
    more = [f"dan {len(texts) - most} {what} lain"] if len(texts) > most else []
    return Listing([*texts[:most], *more]) if texts else Paragraph(nothing)


def _shown(offer: Offer, item: EvidenceEntry) -> str:
    doubt = "" if offer.accepted else "belum dapat dipakai, perlu diperiksa"
    details = ", ".join(part for part in (words.place(offer, "halaman"), doubt) if part)
    return f"{safe.visible(offer.path, 160)}: {item.label}{f' ({details})' if details else ''}"
