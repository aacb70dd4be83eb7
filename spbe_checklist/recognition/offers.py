"""One document against one evidence item: does it serve, how sure is that, what does it still lack.

Longer than 400 lines: every doubt that an item can raise stands here, and nowhere else.

A document counts (``accepted``) only when it is readable, of a kind that serves, about the subject, and nothing that
the item asks for is missing. Everything short of that is offered with what it lacks, never silently dropped and never
silently accepted.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from spbe_checklist.catalogue.models import Catalogue, Evidence, Indicator
from spbe_checklist.facts.facts import Health, Segment, TextState, Zone
from spbe_checklist.language import date as long_date
from spbe_checklist.language import number, within
from spbe_checklist.recognition.choices import unnamed
from spbe_checklist.recognition.kinds import PICTURES, KindGuess
from spbe_checklist.recognition.score import NUMBERS, gate
from spbe_checklist.recognition.shown import shown
from spbe_checklist.recognition.signals import Signals, terms_of
from spbe_checklist.recognition.signs import ReadDocument
from spbe_checklist.recognition.subjects import CLEARLY, IndicatorGuess
from spbe_checklist.text.words import phrase

_MOST_ARTICLES = 4
_SURELY_HOST = 0.4
"""How surely a document must be the plan in which a programme is looked for."""
_LOOK_CLOSER = 3
"""The level from which an item asks for more than a document on the subject."""

_HEALTH_WORDS = {
    Health.KOSONG: "berkas kosong",
    Health.RUSAK: "berkas rusak atau terpotong",
    Health.TERKUNCI: "berkas terkunci kata sandi",
    Health.TERLALU_BESAR: "berkas terlalu besar untuk dibaca",
    Health.WAKTU_HABIS: "waktu baca habis sebelum selesai",
    Health.MEMORI_HABIS: "memori tidak cukup untuk membaca berkas",
    Health.TIDAK_DIDUKUNG: "format berkas tidak dapat dibaca",
    Health.PINTASAN: "hanya pintasan; dokumennya belum diunduh",
    Health.SALAH_UNDUH: "yang tersimpan bukan dokumennya; unduh ulang",
    Health.TIDAK_TERBACA: "berkas tidak dapat dibuka",
}


class Match(Struct, frozen=True, omit_defaults=True):
    """A document offered for an evidence item."""

    path: str
    indicator: int
    evidence: str
    confidence: float
    because: tuple[str, ...]
    doubts: tuple[str, ...]
    """Why it is not sure that this is the document asked for; a person's confirmation settles these."""
    lacks: tuple[str, ...]
    """What is missing in it or wrong with it: draft, age, contents. Confirming the indicator does not cure these."""
    page: int | None = None
    article: str | None = None
    dated: date | None = None
    year: int | None = None
    confirmed: bool = False
    settled: bool = False
    """A person confirmed it for this very item, so that no rule of the item takes it back."""
    shows: tuple[str, ...] = ()
    """What it meets of what the item asks: words and place of each requirement."""
    near: bool = False
    """A near miss: about the indicator, but of a kind nothing there asks for. Shown, and changes no status."""

    @property
    def accepted(self) -> bool:
        """Whether the document counts for the item."""
        return not self.near and not self.doubts and not self.lacks


@dataclass(frozen=True)
class Case:
    """A document under judgement, and the yardstick."""

    document: ReadDocument
    year: int
    """Evaluation year."""

    @property
    def signals(self) -> Signals:
        """What speaks for or against it."""
        return self.document.signals

    @property
    def kind(self) -> KindGuess:
        """Its kind."""
        return self.document.kind

    @property
    def catalogue(self) -> Catalogue:
        """What it is held against."""
        return self.document.catalogue

    @property
    def policies(self) -> frozenset[str]:
        """Kinds that regulate by articles or dictums."""
        return self.document.families.regulating

    @property
    def draft(self) -> str:
        """The kind of drafts."""
        return self.document.families.draft

    @cached_property
    def kinds(self) -> frozenset[str]:
        """All kinds it is of."""
        return frozenset(self.kind.kinds)


def offer(case: Case, guess: IndicatorGuess, item: Evidence) -> Match | None:
    """Compare a document with an item; None when it cannot serve."""
    signals, indicator = case.signals, guess.indicator
    serves = _kind_serves(case, item, guess)
    if serves is None:
        return None
    kind_reasons, kind_doubts = serves
    subject_doubts, places = _subject(case, guess, item)
    if subject_doubts is None:
        return None
    parts = scope(signals, indicator, places)
    lacks = (
        *_draft_lacks(case, item),
        *_team_lacks(case, indicator, item),
        *_age_lacks(signals, item, case.year),
        *_content_lacks(case, indicator, item, parts),
    )
    first = places[0] if places else None
    return Match(
        path=signals.facts.path,
        indicator=indicator.no,
        evidence=item.id,
        confidence=round(guess.score, 2),
        because=_shared((*guess.because, *kind_reasons)),
        doubts=_shared(_doubts(case, guess, item, kind_doubts, subject_doubts)),
        lacks=_shared(lacks),
        shows=_shared([*shown(signals, case.catalogue, indicator, item, parts)]),
        page=first.page if first and signals.facts.pages else None,
        article=_articles(places),
        dated=signals.facts.identity.dated,
        year=signals.facts.identity.year or signals.name.year,
    )


def _doubts(
    case: Case, guess: IndicatorGuess, item: Evidence, of_kind: Sequence[str], of_subject: Sequence[str]
) -> list[str]:
    """What keeps it from counting, in the order of the three questions: sort of paper, subject, what the item asks."""
    signals, kind, indicator = case.signals, case.kind, guess.indicator
    doubts = [*_reading_doubts(signals), *(sentence for _, sentence in gate(case.document, indicator)), *of_kind]
    doubts += [*_function_doubts(case, item), *of_subject]
    chosen = guess.by_number or _names_chosen(signals, indicator) or signals.learned.get(indicator.no)
    if indicator.choice and not chosen:
        doubts.append(unnamed(case.catalogue, indicator))
    if kind.kind in case.policies and signals.facts.identity.maybe_national:
        doubts.append("penerbitnya lembaga nasional; isi agency di spbe.yaml bila itu instansi Anda sendiri")
    if guess.contradicted:
        doubts.append("nomor indikator pada nama berbeda dengan isi dokumen")
    if guess.policy_unnamed and not guess.by_number:
        doubts.append(f"tidak menyebut aturan tentang {indicator.topic}, hanya pelaksanaannya")
    if guess.of_policy and not guess.by_number:
        doubts.append(f"membahas aturan tentang {indicator.topic}, bukan pelaksanaannya")
    card = case.catalogue.score_card
    if (earned := guess.sheet.earned(card)) < card.threshold and signals.readable:
        points = number(f"{earned:.1f} dari {card.threshold:.1f} poin")
        clues = guess.sheet.missing(card, indicator.topic)
        doubts.append(f"petunjuk isinya belum cukup: {f'{clues} ({points})' if clues else points}")
    if item.about is not None:
        doubts.append(f"periksa apakah {indicator.topic} menjadi program di dalamnya")
    return [*doubts, *_level_doubts(case, indicator, item)]


def _names_chosen(signals: Signals, indicator: Indicator) -> bool:
    """Whether a document names the service that the agency chose for an indicator."""
    return any(f"v:{indicator.no}" in place for place in signals.everywhere)


def offer_about(case: Case, guesses: Sequence[IndicatorGuess], indicator: Indicator, item: Evidence) -> Match | None:
    """Compare a document with an item that asks for a document on another subject which mentions this one."""
    host = next((guess for guess in guesses if guess.indicator.subject == item.about), None)
    if host is None or host.score < _SURELY_HOST:
        return None
    signals = case.signals
    if not signals.readable and not any(sign in ("istilah_nama", *NUMBERS) for sign, _, _ in host.sheet.signs):
        return None
    if item.kind not in case.kinds:
        told = (signals.in_name, signals.title, signals.head, signals.text)
        if not any(f"s:{item.about}:{mark}" in place for mark in "ta" for place in told):
            return None  # filed there by its number, but a document on something else
    places = signals.places(*(f"s:{indicator.subject}:{mark}" for mark in "ta"))
    if signals.readable and not places:
        return None
    because = [*host.because, *([f"menyebut {indicator.topic}"] if places else [])]
    return offer(case, replace(host, indicator=indicator, because=tuple(because), by_content=bool(places)), item)


def _shared(sentences: Sequence[str]) -> tuple[str, ...]:
    """Sentences that thousands of documents have in common, kept once."""
    return tuple(map(sys.intern, sentences))


def near_miss(case: Case, guess: IndicatorGuess, item: Evidence) -> Match:
    """A document about the indicator that is of another kind than the item asks for."""
    signals, kind = case.signals, case.kind
    wanted = within(case.catalogue.kind_by_id[item.kind].label)
    if kind.kind is None:
        lack = f"jenisnya tidak dikenali; diminta {wanted}"
    else:
        lack = f"{within(case.catalogue.kind_by_id[kind.kind].label)}, bukan {wanted}"
    return Match(
        path=signals.facts.path,
        indicator=guess.indicator.no,
        evidence=item.id,
        confidence=round(guess.score, 2),
        because=_shared(guess.because),
        doubts=(),
        lacks=_shared((lack,)),
        dated=signals.facts.identity.dated,
        year=signals.facts.identity.year or signals.name.year,
        near=True,
    )


def _kind_serves(case: Case, item: Evidence, guess: IndicatorGuess) -> tuple[tuple[str, ...], list[str]] | None:
    """Reasons and reservations about the kind; None when the kind rules the document out."""
    signals, kind = case.signals, case.kind
    if item.kind == case.draft or item.draft == "wajib":
        if not kind.draft or (kind.kind is not None and item.accepts and case.kinds.isdisjoint(item.kinds)):
            return None
        return (kind.draft_because or "dokumen masih draf",), []
    if kind.kind is not None:
        if kind.kind in case.policies and item.kind not in case.policies:
            # A regulation proves a plan only where it sets that plan; policy is no proof of doing.
            return (kind.because, []) if item.kind in kind.also and kind.kind in item.kinds else None
        return None if case.kinds.isdisjoint(item.kinds) else (kind.because, [])
    if signals.name.numbers or signals.name.folder_numbers or guess.score >= CLEARLY:
        return (), ["jenis dokumen belum dapat dikenali"]
    return None


def _reading_doubts(signals: Signals) -> list[str]:
    facts = signals.facts
    if facts.health is not Health.BAIK:
        return [facts.reason or _HEALTH_WORDS[facts.health]]
    if facts.text is TextState.PINDAIAN:
        return [facts.reason or "pindaian tanpa teks; isinya belum terbaca"]
    if facts.text is TextState.TIDAK_ADA:
        return [facts.reason or "tidak memuat teks; isinya perlu dilihat orang"]
    return []


def _subject(case: Case, guess: IndicatorGuess, item: Evidence) -> tuple[list[str] | None, list[Segment]]:
    """Where the document speaks of the subject, and what is missing about that; None rules it out."""
    signals, indicator = case.signals, guess.indicator
    if not signals.readable:
        return [], []
    cues = terms_of(indicator)
    places = signals.places(*cues)
    ruled = item.kind in case.policies and case.kind.kind in case.policies
    if ruled and not signals.regulation and any(sign == "judul_lain" for sign, _, _ in guess.sheet.signs):
        return ["judulnya mengatur pokok lain, dan pasalnya tidak terbaca"], places
    if ruled and signals.regulation:
        places = [segment for segment in places if segment.article is not None]
        if places:
            return [], _by_weight(places, cues)
        if any(cue in signals.title for cue in cues):
            return [], []  # "TENTANG ..." names what all of it regulates, in its own words or in its annex
        return (["tidak ada pasal yang mengatur topik ini"], []) if guess.by_number else (None, [])
    if guess.by_content or places:
        return [], places
    if any(sign in ("kata_judul", "istilah_judul") for sign, _, _ in guess.sheet.signs):
        return [], []  # the score weighs how little a title says in the field's own words
    return [f"isi dokumen tidak menyebut {indicator.topic}"], []


def _by_weight(places: list[Segment], cues: Sequence[str]) -> list[Segment]:
    """Articles that speak of the subject most, first; a list that merely names it comes last."""
    return sorted(places, key=lambda segment: -sum(segment.cues.get(cue, 0) for cue in cues))


def _draft_lacks(case: Case, item: Evidence) -> list[str]:
    kind = case.kind
    if kind.draft and item.draft == "ditolak" and item.kind != case.draft:
        return [f"masih draf ({kind.draft_because})" if kind.draft_because else "masih draf"]
    return []


def _team_lacks(case: Case, indicator: Indicator, item: Evidence) -> list[str]:
    """The decree on an audit team or on the guards of a data centre is no policy, though both name the subject."""
    if case.kind.forms_team and item.kind in case.policies and case.catalogue.sole("appoints") not in item.kinds:
        return [f"membentuk tim atau menunjuk orang, bukan mengatur {indicator.topic}"]
    return []


def _age_lacks(signals: Signals, item: Evidence, year: int) -> list[str]:
    """Age counts back from the end of the evaluation year (Pedoman 3/2024: reviews and audits under two years)."""
    if item.max_age_months is None:
        return []
    identity = signals.facts.identity
    dated = identity.dated
    written = identity.year or signals.name.year
    if dated is None and written is None:
        return ["tanggal dokumen tidak ditemukan; umurnya perlu diperiksa"] if signals.readable else []
    months = (year - dated.year) * 12 + 12 - dated.month if dated else (year - (written or year)) * 12
    if months > item.max_age_months or (dated is None and months >= item.max_age_months):
        when = long_date(dated.isoformat()) if dated else str(written)
        return [f"berumur lebih dari {item.max_age_months} bulan pada akhir {year} (bertanggal {when})"]
    return []


def _content_lacks(case: Case, indicator: Indicator, item: Evidence, parts: Mapping[str, Segment | None]) -> list[str]:
    signals, catalogue = case.signals, case.catalogue
    if not signals.readable:
        return []
    seen = _seen(case)
    lacks = [
        f"belum ditemukan: {catalogue.check_by_id[check].label}"
        for check in item.checks
        if check not in seen and not _holds(check, catalogue, signals)
    ]
    if item.any_checks and not any(check in seen or _holds(check, catalogue, signals) for check in item.any_checks):
        labels = " atau ".join(catalogue.check_by_id[check].label for check in item.any_checks)
        lacks.append(f"belum ditemukan: {labels}")
    if item.scope != "tidak_diukur" and indicator.parts is not None:
        lacks += _scope_lacks(signals, indicator, item, parts)
    return lacks


def _seen(case: Case) -> tuple[str, ...]:
    """Checks that a screen of the application answers by being one."""
    row = case.catalogue.score_card.row.get("layar")
    return row.keys if row and case.catalogue.sole("picture") in case.kind.kinds else ()


def _holds(check: str, catalogue: Catalogue, signals: Signals) -> bool:
    rule = catalogue.check_by_id[check]
    if rule.of_maker:
        identity = signals.facts.identity
        makers = (identity.letterhead, identity.issuer, identity.signatory, *identity.authors)
        named = [phrase(maker) for maker in makers if maker]
        return sum(any(phrase(term) in maker for maker in named) for term in rule.terms) >= rule.min
    told = (signals.text, signals.head, signals.title)
    cues = (f"c:{check}:{index}" for index in range(len(rule.terms)))
    return sum(any(cue in place for place in told) for cue in cues) >= rule.min


def scope(signals: Signals, indicator: Indicator, places: list[Segment]) -> dict[str, Segment | None]:
    """For each part of the indicator's scope list the first place that covers it, None when not found.

    In a regulation one article of the subject's own must hold the list, or its annex: what several articles name by
    the way makes no list. One that the title says is all about the subject, and any other text, counts as a whole.
    """
    if indicator.parts is None:
        return {}
    wholes: list[Sequence[Segment]] = [signals.judged]
    if signals.regulation and not _titled(signals, indicator):
        annex = [one for one in signals.places(*terms_of(indicator)) if one.zone is Zone.BODY]
        wholes = [*([one] for one in _own(places, indicator)), annex]
    tables = [
        {
            part.id: next((one for one in whole if f"p:{indicator.no}.{part.id}" in one.cues), None)
            for part in indicator.parts.parts
        }
        for whole in wholes
    ]
    return max(tables, key=lambda table: sum(place is not None for place in table.values()))


def _titled(signals: Signals, indicator: Indicator) -> bool:
    return any(f"s:{indicator.subject}:{mark}" in signals.title for mark in "ta")


def _own(places: list[Segment], indicator: Indicator) -> list[Segment]:
    """Articles of the subject: one that names it at most half as often as the leading one lists it among others."""
    cues = terms_of(indicator)
    weights = [sum(place.cues.get(cue, 0) for cue in cues) for place in places]
    return [place for place, weight in zip(places, weights, strict=True) if 2 * weight > max(weights)]


def _function_doubts(case: Case, item: Evidence) -> list[str]:
    row = case.catalogue.score_card.row.get("fungsi")
    if row is None or item.key not in row.keys or case.kind.kind not in row.kinds:
        return []
    return [row.failed.format(why=case.catalogue.kind_by_id[case.kind.kind].label)]


def _level_doubts(case: Case, indicator: Indicator, item: Evidence) -> list[str]:
    """From level 3 on words alone prove nothing: what is asked must stand where the document speaks of the subject.

    Who made it is read elsewhere (``_holds``) and need not stand there.
    """
    signals = case.signals
    if not signals.readable or item.level < _LOOK_CLOSER or signals.regulation:
        return []
    told = {
        cue.split(":")[1] for one in signals.places(*terms_of(indicator)) for cue in one.cues if cue.startswith("c:")
    }
    told |= {check for check in (*item.checks, *item.any_checks) if case.catalogue.check_by_id[check].of_maker}
    asked = [{check} for check in item.checks] + ([{*item.any_checks}] if item.any_checks else [])
    measured = bool(asked) or (item.scope != "tidak_diukur" and indicator.parts is not None)
    if measured and all(told & one for one in asked) and signals.facts.format not in PICTURES:
        return []
    return [f"tingkat {item.level} perlu dilihat orang: {'; '.join(item.inside) or within(item.label)}"]


def _scope_lacks(
    signals: Signals, indicator: Indicator, item: Evidence, covered: Mapping[str, Segment | None]
) -> list[str]:
    if indicator.parts is None:
        return []
    labels = {part.id: part.label for part in indicator.parts.parts}
    missing = [labels[part] for part, place in covered.items() if place is None]
    have = len(covered) - len(missing)
    if item.scope == "sebagian":
        # All of it regulates what it names.
        titled = item.level < _LOOK_CLOSER and signals.regulation and _titled(signals, indicator)
        return [] if have or titled else [f"belum ditemukan satu pun dari {indicator.parts.label}"]
    if missing:
        label = indicator.parts.label
        return [f"{label}: {have} dari {len(covered)} ditemukan; belum ada: {', '.join(missing)}"]
    return []


def _articles(places: list[Segment]) -> str | None:
    """ "Pasal 8, 9 dan 12" from the places; dictums keep their word."""
    named = list(dict.fromkeys(segment.article for segment in places if segment.article))
    if not named:
        return None
    most = sorted(named[:_MOST_ARTICLES], key=_article_order)
    shown = [most[0], *(name.removeprefix("Pasal ") for name in most[1:])]
    more = f" dan {len(named) - len(most)} pasal lain" if len(named) > len(most) else ""
    return ", ".join(shown) + more


def _article_order(article: str) -> tuple[int, str]:
    digits = "".join(char for char in article if char.isdigit())
    return (int(digits) if digits else 0, article)
