"""The score sheet of a document, to be added up by hand: gate, signs with points, sum, threshold, runner-up."""

from __future__ import annotations

from spbe_checklist.catalogue.load import load_score_card
from spbe_checklist.reports import words
from spbe_checklist.reports.safe import terminal as safe
from spbe_checklist.verdict.document_entry import DocumentEntry, ScoreEntry
from spbe_checklist.verdict.result import Result, ScoringRef

_READ = frozenset({"ada", "ocr"})
"""States of a text that can be judged."""


def score_lines(result: Result, document: DocumentEntry) -> list[str]:
    """How the document came by its best indicator, and what the runner-up got; nothing where no score was kept."""
    if result.scoring is None or not document.scores:
        return []
    best, *others = document.scores
    topics = {entry.no: entry.topic for entry in result.indicators}
    lines = ["", f"Kartu nilai untuk indikator {best.indicator} {topics.get(best.indicator, '')}".rstrip()]
    lines += _gate(best)
    lines += _sum(result.scoring, best, topics.get(best.indicator, "pokok ini"))
    read = document.health == "baik" and document.text in _READ
    lines += _verdict(result.scoring, best, read=read)
    for other in others:
        name = f"indikator {other.indicator} {topics.get(other.indicator, '')}".rstrip()
        failed = f"; gugur: {safe('; '.join(other.failed.values()))}" if other.failed else ""
        lines.append(f"  Berikutnya: {name}, {_points(other.score)} poin{failed}")
    if not others:
        lines.append("  Berikutnya: tidak ada indikator lain yang mendekati")
    return lines


def _gate(score: ScoreEntry) -> list[str]:
    """Rows asked of the document as a whole; those about certain items stand as reasons at the items."""
    lines = []
    for row in load_score_card().gate:
        if row.id in score.failed:
            lines.append(f"  Syarat gugur: {safe(score.failed[row.id])}")
        elif not row.keys:
            lines.append(f"  Syarat lulus: {row.passed}")
    return lines


def _sum(scoring: ScoringRef, score: ScoreEntry, topic: str) -> list[str]:
    signs = load_score_card().by_id
    rows = [(scoring.start, "titik awal")]
    for sign, gives in score.points.items():
        known = signs.get(sign)
        rows.append(
            (
                gives,
                known.sentence.format(topic=topic, no=score.indicator, learned=safe(score.learned))
                if known
                else safe(sign),
            )
        )
    lines = [f"  {_points(gives):>8}  {sentence}" for gives, sentence in rows]
    lines.append(f"  {_points(score.score):>8}  jumlah")
    if score.counted != score.score:
        less = round(score.counted - score.score, 3)
        lines.append(
            f"  {_points(less):>8}  nomor dan yang dipelajari hanya petunjuk; kelebihannya tidak dihitung untuk “ada”"
        )
        lines.append(f"  {_points(score.counted):>8}  dihitung")
    return lines


def _verdict(scoring: ScoringRef, score: ScoreEntry, *, read: bool) -> list[str]:
    limit = f"Ambang ({scoring.caution}) {_points(scoring.threshold)}"
    if not read:
        return [f"  {limit}: belum dipakai karena isinya belum terbaca"]
    chance = words.number(score.probability)
    cases = f"{scoring.pairs} pasangan dokumen dan indikator ({scoring.right} benar)"
    return [
        f"  {limit}: {'tercapai' if score.counted >= scoring.threshold else 'belum tercapai'}",
        f"  Peluang membuktikan sesuatu di sana: {chance}, dikalibrasi pada {cases}",
    ]


def _points(value: float) -> str:
    return words.number(f"{value:+.3f}")
