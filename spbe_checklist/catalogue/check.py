"""Self-check of a catalogue: what loads can still be wrong.

References, ids and levels that dangle do not even load (``expand.py``). Beyond that weights must add up exactly, every
level must be reachable, every cue must be used and unambiguous, and every item must pass its own examples in the real
matcher. Findings are values: an empty list means that the catalogue may be used.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from fractions import Fraction

from msgspec import Struct

from spbe_checklist.catalogue.models import Alternative, Catalogue, Evidence, Example, Indicator

Offers = Callable[[Catalogue, Example], Collection[str]]
"""Ids of the evidence items an example is offered for."""

_WORD = re.compile(r"[^\W_]+")
TOTAL_WEIGHT = 100


class CatalogueFinding(Struct, frozen=True):
    """Something wrong in a catalogue. ``code`` is stable, ``place`` names the item, ``message`` is Indonesian."""

    code: str
    place: str
    message: str


def check_catalogue(catalogue: Catalogue, offers: Offers) -> list[CatalogueFinding]:
    """All findings, in the order of the file. ``offers`` is the matcher the examples are run through."""
    return [
        *_weights(catalogue),
        *_numbers(catalogue),
        *_edition(catalogue),
        *_cues(catalogue),
        *_shared_terms(catalogue),
        *_unused(catalogue),
        *(finding for indicator in catalogue.indicators for finding in _indicator(catalogue, indicator)),
        *_examples(catalogue, offers),
    ]


def fold(text: str) -> str:
    """A term with case, character width and punctuation taken away."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _weights(catalogue: Catalogue) -> Iterator[CatalogueFinding]:
    """Every node weighs as much as what stands below it; a row that counts several times weighs as often."""
    of_aspect: defaultdict[int, Fraction] = defaultdict(Fraction)
    for indicator in catalogue.indicators:
        of_aspect[indicator.aspect] += indicator.exact_weight * indicator.copies
    of_domain: defaultdict[int, Fraction] = defaultdict(Fraction)
    for aspect in catalogue.aspects:
        if aspect.domain is not None:
            of_domain[aspect.domain] += Fraction(aspect.weight)
        yield from _sum(f"aspek {aspect.no}", "indikatornya", Fraction(aspect.weight), of_aspect[aspect.no])
    for domain in catalogue.domains:
        yield from _sum(f"domain {domain.no}", "aspeknya", Fraction(domain.weight), of_domain[domain.no])
    yield from _sum("katalog", "semua indikator", Fraction(TOTAL_WEIGHT), sum(of_aspect.values(), Fraction()))


def _sum(place: str, below: str, stated: Fraction, found: Fraction) -> Iterator[CatalogueFinding]:
    if stated != found:
        message = f"bobot {_number(stated)}, tetapi jumlah bobot {below} {_number(found)}"
        yield CatalogueFinding("bobot", place, message)


def _number(value: Fraction) -> str:
    rounded = f"{float(value):.2f}"
    return rounded if Fraction(rounded) == value else str(value)


def _numbers(catalogue: Catalogue) -> Iterator[CatalogueFinding]:
    """Indicators, aspects and domains are numbered from 1 without gaps, in order."""
    sections = (
        ("domain", [domain.no for domain in catalogue.domains]),
        ("aspek", [aspect.no for aspect in catalogue.aspects]),
        ("indikator", [indicator.no for indicator in catalogue.indicators]),
    )
    for name, numbers in sections:
        for expected, no in enumerate(numbers, start=1):
            if no != expected:
                yield CatalogueFinding(
                    "nomor", f"{name} {no}", f"seharusnya bernomor {expected}: nomor urut dari 1 tanpa celah"
                )
                break


def _edition(catalogue: Catalogue) -> Iterator[CatalogueFinding]:
    """Level names cover the range, predicates cover the index from the lowest level up, dates run forward."""
    expected = list(range(catalogue.min_level, catalogue.max_level + 1))
    for capability, names in catalogue.level_names.items():
        if [name.level for name in names] != expected:
            message = f"nama tingkat harus ada untuk {expected[0]} sampai {expected[-1]}, berurutan, masing-masing satu"
            yield CatalogueFinding("nama-tingkat", f"level_names {capability}", message)
    lowest = min((predicate.min for predicate in catalogue.predicates), default=None)
    if lowest is None or lowest > catalogue.min_level:
        yield CatalogueFinding("predikat", "katalog", f"tidak ada predikat untuk indeks {catalogue.min_level}")
    for minimum, count in Counter(predicate.min for predicate in catalogue.predicates).items():
        if count > 1:
            yield CatalogueFinding("predikat", "katalog", f"{count} predikat mulai dari indeks {minimum}")
    if catalogue.valid_from and catalogue.valid_to and catalogue.valid_from > catalogue.valid_to:
        yield CatalogueFinding("masa-berlaku", "katalog", "valid_from sesudah valid_to")


def _cues(catalogue: Catalogue) -> Iterator[CatalogueFinding]:
    """Every cue says something and says it once."""
    for kind in catalogue.kinds:
        place = f"jenis {kind.id}"
        for terms in (kind.name, kind.title, kind.body, kind.extensions):
            yield from _terms(place, terms)
        if not (kind.name or kind.title or kind.body or kind.extensions):
            yield CatalogueFinding("tanpa-ciri", place, "tidak punya ciri untuk mengenalinya")
        if kind.body and kind.body_min > len(kind.body):
            message = f"body_min {kind.body_min}, tetapi hanya ada {len(kind.body)} kata isi"
            yield CatalogueFinding("ambang", place, message)
    for check in catalogue.checks:
        yield from _terms(f"pemeriksaan {check.id}", (*check.terms, *check.not_terms))
        if check.min > len(check.terms):
            message = f"min {check.min}, tetapi hanya ada {len(check.terms)} istilah"
            yield CatalogueFinding("ambang", f"pemeriksaan {check.id}", message)
    chosen = {indicator.subject for indicator in catalogue.indicators if indicator.choice}
    fixed = {indicator.subject for indicator in catalogue.indicators if not indicator.choice}
    for subject in catalogue.subjects:
        place = f"pokok {subject.id}"
        yield from _terms(place, (*subject.terms, *subject.weak, *subject.apps))
        yield from _terms(place, subject.field)
        yield from _terms(place, subject.not_terms)
        if not subject.terms and not subject.apps and (subject.id in fixed or subject.id not in chosen):
            yield CatalogueFinding("tanpa-ciri", place, "tidak punya istilah atau aplikasi yang mengenalinya")
    seen = set()
    for indicator in catalogue.indicators:
        for part in indicator.parts.parts if indicator.parts else ():
            if part not in seen:
                seen.add(part)
                yield from _terms(f"cakupan {part.id}", part.terms)


def _shared_terms(catalogue: Catalogue) -> Iterator[CatalogueFinding]:
    """No term identifies two subjects within one family; between families the words of ``context`` decide."""
    subjects: defaultdict[str, set[str]] = defaultdict(set)
    for indicator in catalogue.indicators:
        subjects[indicator.family].add(indicator.subject)
    found: set[tuple[str, str, str]] = set()
    for used in subjects.values():
        owners: defaultdict[str, list[str]] = defaultdict(list)
        for subject in catalogue.subjects:
            if subject.id in used:
                for term in dict.fromkeys(map(fold, subject.terms)):
                    owners[term].append(subject.id)
        found.update((owner, term, other) for term, (owner, *others) in owners.items() for other in others)
    for owner, term, other in sorted(found):
        message = f"istilah '{term}' juga mengenali {other} dalam keluarga yang sama; jadikan weak atau perjelas"
        yield CatalogueFinding("istilah-rebutan", f"pokok {owner}", message)


def _terms(place: str, terms: Sequence[str]) -> Iterator[CatalogueFinding]:
    counts = Counter(fold(term) for term in terms)
    for term, count in counts.items():
        if not term:
            yield CatalogueFinding("istilah-kosong", place, "ada istilah tanpa huruf atau angka")
        elif count > 1:
            yield CatalogueFinding("istilah-ganda", place, f"istilah '{term}' tertulis {count} kali")


def _unused(catalogue: Catalogue) -> Iterator[CatalogueFinding]:
    items = [item for indicator in catalogue.indicators for item in indicator.evidence]
    checks = {check for item in items for check in (*item.checks, *item.any_checks)}
    subjects = {indicator.subject for indicator in catalogue.indicators}
    for check in catalogue.checks:
        if check.id not in checks:
            yield CatalogueFinding("tak-dipakai", f"pemeriksaan {check.id}", "tidak dipakai satu butir pun")
    for subject in catalogue.subjects:
        if subject.id not in subjects:
            yield CatalogueFinding("tak-dipakai", f"pokok {subject.id}", "tidak dipakai satu indikator pun")


def _indicator(catalogue: Catalogue, indicator: Indicator) -> Iterator[CatalogueFinding]:
    place = f"indikator {indicator.no}"
    if catalogue.declares_levels:
        expected = list(range(catalogue.min_level, catalogue.max_level + 1))
        if [level.level for level in indicator.levels] != expected and not indicator.external:
            yield CatalogueFinding("tingkat", place, f"tingkat harus {expected[0]} sampai {expected[-1]} tanpa celah")
    items = {item.id: item for item in indicator.evidence}
    labels = Counter(fold(item.label) for item in indicator.evidence)
    for item in items.values():
        yield from _item(catalogue, indicator, item)
        if labels[fold(item.label)] > 1:
            yield CatalogueFinding("label-ganda", item.id, f"label '{item.label}' tidak unik dalam indikator ini")
    yield from _circles(items)
    if catalogue.declares_levels:
        yield from _reachable(indicator, items)


def _item(catalogue: Catalogue, indicator: Indicator, item: Evidence) -> Iterator[CatalogueFinding]:
    for name, text in (("label", item.label), ("ask", item.ask), ("why", item.why)):
        if not text.strip():
            yield CatalogueFinding("teks-kosong", item.id, f"{name} kosong")
    checked = catalogue.verification == indicator.verification == "diperiksa"
    if item.source.page is None and checked:
        yield CatalogueFinding("tanpa-halaman", item.id, "halaman sumber belum disebut")
    if not item.examples.match or not item.examples.no_match:
        yield CatalogueFinding("tanpa-contoh", item.id, "perlu contoh nama berkas yang cocok dan yang tidak")


def _circles(items: dict[str, Evidence]) -> Iterator[CatalogueFinding]:
    """No two items name each other."""
    for item in items.values():
        for name, targets in (("replaces", item.replaces), ("drops", item.drops)):
            for target in targets:
                if item.id in getattr(items[target], name):
                    yield CatalogueFinding("saling-menunjuk", item.id, f"{name} saling menunjuk dengan {target}")


def _reachable(indicator: Indicator, items: dict[str, Evidence]) -> Iterator[CatalogueFinding]:
    """Every level that is not granted asks for something, and an agency can deliver all of it at once.

    An item is out of reach once an item that every agency must have by then ``drops`` it.
    """
    dropped: dict[str, str] = {}
    for level in indicator.levels:
        place = f"I{indicator.no}.L{level.level}"
        if level.floor:
            continue
        if not level.requires and not indicator.external:
            yield CatalogueFinding("tanpa-syarat", place, "tingkat ini tidak mensyaratkan apa pun")
        needed = (evidence_id for clause in level.requires if len(clause) == 1 for evidence_id in clause[0])
        for evidence_id in needed:
            dropped.update(dict.fromkeys(items[evidence_id].drops, evidence_id))
        for clause in level.requires:
            reasons = [_blocked(alternative, items, dropped) for alternative in clause]
            if all(reasons):
                yield CatalogueFinding(
                    "tak-terjangkau", place, f"syarat tidak dapat dipenuhi: {'; '.join(filter(None, reasons))}"
                )
        for evidence_id in level.keeps:
            if evidence_id in dropped:
                message = f"{evidence_id} harus tetap ada, tetapi digugurkan {dropped[evidence_id]}"
                yield CatalogueFinding("tak-terjangkau", place, message)


def _blocked(alternative: Alternative, items: dict[str, Evidence], dropped: dict[str, str]) -> str:
    """Why the alternative cannot hold; empty when it can."""
    for evidence_id in alternative:
        item = items[evidence_id]
        if not item.required:
            return f"{evidence_id} hanya pelengkap"
        if evidence_id in dropped:
            return f"{evidence_id} digugurkan {dropped[evidence_id]}"
        rival = next((other for other in alternative if other in item.drops), None)
        if rival:
            return f"{evidence_id} menggugurkan {rival}"
    return ""


def _examples(catalogue: Catalogue, offers: Offers) -> Iterator[CatalogueFinding]:
    """Every example through the matcher; one that stands with many items is tried once."""
    tried = {example: frozenset(offers(catalogue, example)) for example in catalogue.examples}
    for item_id, (_, item) in catalogue.by_evidence.items():
        for example in item.examples.match:
            if item_id not in tried[example]:
                yield CatalogueFinding("contoh-meleset", item_id, f"'{example.name}' seharusnya cocok")
        for example in item.examples.no_match:
            if item_id in tried[example]:
                yield CatalogueFinding("contoh-salah", item_id, f"'{example.name}' seharusnya tidak cocok")
