"""Why an item is present, doubtful or missing, and what an indicator asks for, in plain words with the source."""

from __future__ import annotations

from collections.abc import Iterable

from spbe_checklist.catalogue.models import Catalogue, Clause, Evidence, Indicator
from spbe_checklist.language import within
from spbe_checklist.reports import words
from spbe_checklist.reports.safe import terminal as safe
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, Offer, Result

_MOST_CANDIDATES = 5


def indicator_text(catalogue: Catalogue, indicator: Indicator, highest: int | None = None) -> str:
    """What an indicator asks for at each level, up to ``highest``."""
    pages = "; ".join(
        f"{title}, hlm. {ref.page}"
        for ref in indicator.source
        if (title := next((s.title for s in catalogue.sources if s.id == ref.source), None))
    )
    lines = [
        f"Indikator {indicator.no}: {indicator.name}",
        f"Bobot {words.number(indicator.weight)}; sumber: {pages or 'lihat katalog'}",
    ]
    if indicator.parts is not None:
        parts = ", ".join(part.label for part in indicator.parts.parts)
        lines.append(f"Cakupan ({indicator.parts.label}): {parts}")
    if indicator.choice:
        lines.append("Layanan dipilih instansi sendiri; sebutkan di spbe.yaml bagian services.")
    for level in (one for one in indicator.levels if highest is None or one.level <= highest):
        granted = " (dasar, selalu diberikan)" if level.floor else ""
        lines += ["", f"Tingkat {level.level} - {level.name}{granted}", f"  {level.summary}"]
        lines += [f"  {line}" for item in level.evidence for line in _item_lines(item)]
        needs = _needs(level.requires, indicator)
        if needs:
            lines.append(f"  Syarat tingkat ini: {needs}")
        if level.keeps:
            lines.append(f"  Tetap harus ada: {', '.join(level.keeps)}")
    return "\n".join(lines) + "\n"


def _item_lines(item: Evidence) -> Iterable[str]:
    optional = "" if item.required else " (opsional)"
    yield f"- {words.item_name(item)}: {item.label}{optional}"
    if item.inside:
        yield f"    memuat: {'; '.join(item.inside)}"
    if item.max_age_months:
        yield f"    umur paling lama {item.max_age_months} bulan pada akhir tahun evaluasi"
    yield f"    mengapa: {item.why} (hlm. {item.source.page})" if item.source.page else f"    mengapa: {item.why}"


def _needs(requires: Iterable[Clause], indicator: Indicator) -> str:
    """Clauses in words: keys joined by "dan", alternatives by "atau"."""
    keys = {item.id: item.key for item in indicator.evidence}
    shown = []
    for clause in requires:
        alternatives = [" dan ".join(keys[id_] for id_ in alternative) for alternative in clause]
        shown.append(f"({' atau '.join(alternatives)})" if len(alternatives) > 1 else alternatives[0])
    return "; ".join(shown)


def standing_text(result: Result, entry: IndicatorEntry, wanted: str | None = None, highest: int | None = None) -> str:
    """Where an indicator stands in a result, item by item up to a level; ``wanted`` limits it to one evidence id."""
    lines = [f"Keadaan indikator {entry.no}: {entry.topic}"]
    if entry.supported_level is not None:
        levels = [f"didukung bukti {words.stands(entry)}", f"target {entry.target_level}"]
        if entry.claimed_level is not None:
            levels.append(f"mandiri {words.number(entry.claimed_level)}")
        if entry.assessed_level is not None:
            levels.append(f"asesor {words.number(entry.assessed_level)}")
        lines.append(", ".join(levels))
    if entry.units:
        lines.append(f"Penanggung jawab: {safe(words.units(entry.units))}")
    for item in entry.evidence:
        if item.id == wanted or (wanted is None and (highest is None or item.level <= highest)):
            brief = wanted is None and item.status == "belum_ada" and not item.counted
            lines += ["", *_standing(result, entry, item)[: 1 if brief else None]]
    above = sorted({item.level for item in entry.evidence if wanted is None and highest and item.level > highest})
    if above:
        several = f"{above[0]}-{above[-1]}" if len(above) > 1 else f"{above[0]}"
        lines += ["", f"Tingkat {several} di atas sasaran tidak ditampilkan; tambahkan --target {above[-1]}."]
    return "\n".join(lines) + "\n"


def _standing(result: Result, entry: IndicatorEntry, item: EvidenceEntry) -> list[str]:
    """What was found for an item, and what assessors would hold against it."""
    told = ((one.path, notice) for one in result.documents for notice in one.notices if item.id in notice.evidence)
    objections = [f"  ! {safe(path)}: {safe(notice.message)}" for path, notice in told]
    return [*_found(result, entry, item), *objections]


def _found(result: Result, entry: IndicatorEntry, item: EvidenceEntry) -> list[str]:
    asked = "" if item.counted else " (di luar target)" if item.required else " (opsional)"
    lines = [f"{words.item_name(item)} {item.label}: {words.EVIDENCE_STATUS[item.status]}{asked}"]
    if item.ruling is not None:
        lines.append(f"  {safe(words.ruling(item))}")
    if item.status == "belum_ada":
        lines.append(f"  {safe(item.reason)}")
        lines += [line for offer in item.documents[:_MOST_CANDIDATES] for line in _offer(offer)]
        lines += _candidates(result, entry, item)
        lines.append(f"  Yang diminta: {item.ask}")
        lines += [f"  Sering ditolak: {one}" for one in item.mistaken]
        return lines
    for offer in item.documents[:_MOST_CANDIDATES]:
        lines += _offer(offer)
    rest = len(item.documents) + item.more_documents - _MOST_CANDIDATES
    if rest > 0:
        lines.append(f"  ... dan {rest} dokumen lain; semuanya ada di hasil --format json")
    if item.decision is not None:
        lines.append(f"  {safe(item.reason)}")
    if item.status == "perlu_diperiksa":
        lines.append(f"  Yang diminta: {item.ask}")
        lines += [f"  Sering ditolak: {one}" for one in item.mistaken]
    return lines


def _offer(offer: Offer) -> list[str]:
    place = words.where(offer)
    mark = "+" if offer.accepted else "?"
    lines = [f"  {mark} {safe(offer.path)}{f' ({place})' if place else ''} - {words.confidence(offer.confidence)}"]
    if offer.shows:
        lines.append(f"      menunjukkan: {safe('; '.join(offer.shows))}")
    if offer.because:
        lines.append(f"      karena: {safe('; '.join(offer.because))}")
    if offer.lacks:
        lines.append(f"      kurang: {safe('; '.join(offer.lacks))}")
    return lines


def _candidates(result: Result, entry: IndicatorEntry, item: EvidenceEntry) -> list[str]:
    """Documents that serve other items of the same indicator: the nearest there is."""
    shown = {offer.path for offer in item.documents}
    about = [one for one in result.documents if any(match.indicator == entry.no for match in one.matches)]
    near = [one for one in about if one.path not in shown]
    if not near:
        return [] if shown else ["  Tidak ada dokumen lain tentang indikator ini di folder."]
    lines = ["  Dokumen terdekat tentang indikator ini:"]
    lines += [f"    {_near(one, item)}" for one in near[:_MOST_CANDIDATES]]
    if len(near) > _MOST_CANDIDATES:
        lines.append(f"    ... dan {len(near) - _MOST_CANDIDATES} dokumen lain")
    return lines


def _near(document: DocumentEntry, item: EvidenceEntry) -> str:
    kind = within(document.kind_label or "jenis tidak dikenal")
    why = "tidak cocok untuk butir ini" if document.kind == item.kind else "bukan jenis yang diminta butir ini"
    return f"{safe(document.path)} - {kind}, {why}"


def document_text(result: Result, document: DocumentEntry) -> str:
    """Everything a result says about one file."""
    from spbe_checklist.reports.files import describe
    from spbe_checklist.reports.score_sheet import score_lines

    lines = [safe(document.path), *(f"  {line}" for line in describe(document))]
    labels = {item.id: (entry, item) for entry in result.indicators for item in entry.evidence}
    for match in document.matches:
        entry, item = labels[match.evidence]
        offer = next((one for one in item.documents if one.path == document.path), None)
        state = "diterima" if match.accepted else "terdekat, tidak dihitung" if match.near else "perlu diperiksa"
        lines += ["", f"{words.item_name(item)} {item.label} (indikator {entry.no} {entry.topic}): {state}"]
        if offer is not None:
            lines += _offer(offer)[1:]
    lines += score_lines(result, document)
    return "\n".join(lines) + "\n"
