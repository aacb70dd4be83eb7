"""Fit the points of the score card, and say how good they are: ``make train``, ``make ablate``.

Ridge logistic regression on pairs of document and indicator: what the signs say (``recognition/signs.py``), and whether
the document proves something there. The invented documents of this repository weigh a tenth of real ones. Of each
document only numbers are kept, in ``benchmarks/rows.csv.gz``: source, document and indicator as numbers, labels, and
sign values. With them the fit is repeated without the documents. Signs marked ``by_hand`` are
fitted along where the rows know them, and keep the points that are set.

Without a folder the kept rows are fitted. A folder of labelled documents (``labels.csv``: ``file``, ``source``;
``gold.json``: ``file``, ``indicators_ok``, ``ada_ok``; ``PREFIX.spbe.yaml`` for files named ``PREFIX-...``) is read
anew, together with ``benchmarks/dokumen`` and ``benchmarks/berkas``, and replaces them.

    python -m benchmarks.train [--ablate] [FOLDER ...]
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp
from pathlib import Path

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.catalogue.score_card import ScoreCard
from spbe_checklist.facts.facts import Facts, FileEntry
from spbe_checklist.reading.inspect_one import FileSettings, inspect_file
from spbe_checklist.reading.ocr_engines import find_engine
from spbe_checklist.recognition.families import families_of
from spbe_checklist.recognition.kinds import guess_kind
from spbe_checklist.recognition.score import gate, serves_core
from spbe_checklist.recognition.signals import gather
from spbe_checklist.recognition.signs import ReadDocument, values
from spbe_checklist.settings.file import load_workspace
from spbe_checklist.text.lexicon import Lexicon, compile_lexicon

HERE = Path(__file__).parent
ROWS = HERE / "rows.csv.gz"
INVENTED = 0
"""Number of the source that is this repository itself."""
INVENTED_WEIGHT = 0.1
RIDGE = 0.05
"""Inverse strength of the penalty, as scikit-learn's C."""
START = "start"
"""The free constant, among the names of the signs."""
_LABELLED = ("dokumen/setelan", "dokumen/uji", "berkas/setelan", "berkas/uji")
_BANDS = (0.0, 0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)

Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """The signs of one document for one indicator; equal rows of invented documents are one, counted."""

    source: int
    document: int
    indicator: int
    about: bool
    """Whether it may be offered for the indicator."""
    proves: bool
    """Whether it proves something there."""
    gated: bool
    """Whether it passes the gate."""
    times: int
    signs: Values

    @property
    def weight(self) -> float:
        """What the row weighs in the fit."""
        return self.times * (INVENTED_WEIGHT if self.source == INVENTED else 1.0)


def fit(rows: Sequence[Row], names: Sequence[str]) -> dict[str, float]:
    """Points by sign, and the start.

    The penalty counts on standardised signs. A free constant takes up their means, so each sign's penalty is its
    variance over ``RIDGE`` and the rows stay as sparse as they are.
    """
    total = sum(row.weight for row in rows)
    place = {name: number for number, name in enumerate((START, *names))}
    first, second = [0.0] * len(place), [0.0] * len(place)
    pairs = []
    for row in rows:
        given = [(0, 1.0)] + [(place[sign], value) for sign, value in row.signs.items() if sign in place]
        pairs.append((given, row.weight, float(row.proves)))
        for at, value in given:
            first[at] += row.weight * value / total
            second[at] += row.weight * value * value / total
    penalty = [max(square - mean * mean, 1e-12) / RIDGE for mean, square in zip(first, second, strict=True)]
    penalty[0] = 1e-6
    found = _newton(pairs, penalty)
    return {name: found[at] for name, at in place.items()}


_Pair = tuple[list[tuple[int, float]], float, float]
"""Values by place, weight and label."""


def _newton(pairs: Sequence[_Pair], penalty: Sequence[float]) -> list[float]:
    """Penalised logistic regression."""
    size = len(penalty)
    found = [0.0] * size
    for _ in range(50):
        slope = [penalty[at] * found[at] for at in range(size)]
        curve = [[penalty[at] if at == to else 0.0 for to in range(size)] for at in range(size)]
        for given, weight, label in pairs:
            likely = _probability(sum(found[at] * value for at, value in given))
            pull = weight * (likely - label)
            bend = weight * max(likely * (1 - likely), 1e-9)
            for at, value in given:
                slope[at] += pull * value
                line, part = curve[at], bend * value
                for to, other in given:
                    line[to] += part * other
        step = _solve(curve, slope)
        found = [now - change for now, change in zip(found, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    return found


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination; the matrix is symmetric and positive, so no pivots are sought."""
    size = len(right)
    table = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for at in range(size):
        lead = table[at]
        for line in table[at + 1 :]:
            if factor := line[at] / lead[at]:
                for to in range(at, size + 1):
                    line[to] -= factor * lead[to]
    found = [0.0] * size
    for at in reversed(range(size)):
        known = sum(table[at][to] * found[to] for to in range(at + 1, size))
        found[at] = (table[at][size] - known) / table[at][at]
    return found


def _probability(score: float) -> float:
    return 1 / (1 + exp(-min(max(score, -30.0), 30.0)))


def score(row: Row, points: Values) -> float:
    """What the row's signs add up to."""
    return points[START] + sum(points.get(sign, 0.0) * value for sign, value in row.signs.items())


Scored = list[tuple[float, Row]]


def out_of_source(rows: Sequence[Row], names: Sequence[str], fixed: Values) -> Scored:
    """Real pairs with their scores, each from a fit that its source had no part in; ``fixed`` signs count as set."""
    scored: Scored = []
    for source in sorted({row.source for row in rows} - {INVENTED}):
        points = {**fit([row for row in rows if row.source != source], names), **fixed}
        scored += [(score(row, points), row) for row in rows if row.source == source]
    return scored


def calibrate(pairs: Iterable[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and shift from score to probability (Platt)."""
    shift, slope = _newton([([(0, 1.0), (1, x)], 1.0, float(right)) for x, right in pairs], [1e-6, 1e-2])
    return slope, shift


def kept_rows() -> list[Row]:
    """The rows of the documents that the points were fitted on."""
    with gzip.open(ROWS, "rt", encoding="utf-8", newline="") as stream:
        table = csv.reader(stream)
        signs = next(table)[7:]
        return [_row(line, signs) for line in table]


def _row(line: Sequence[str], signs: Sequence[str]) -> Row:
    source, document, indicator, about, proves, gated, times = (int(cell) for cell in line[:7])
    values = (cell.split(":") for cell in line[7:])
    given = {signs[int(at)]: float(value) for at, value in values}
    return Row(source, document, indicator, bool(about), bool(proves), bool(gated), times, given)


def keep_rows(rows: Iterable[Row], signs: Sequence[str]) -> None:
    """Write them: a line of the signs' names, then one per row with its values as ``number of the sign:value``."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["source", "document", "indicator", "about", "proves", "gated", "times", *signs])
    number = {sign: at for at, sign in enumerate(signs)}
    for row in rows:
        labels = (int(one) for one in (row.about, row.proves, row.gated))
        values = (f"{number[sign]}:{value:g}" for sign, value in row.signs.items())
        table.writerow([row.source, row.document, row.indicator, *labels, row.times, *values])
    with ROWS.open("wb") as file, gzip.GzipFile("", "wb", mtime=0, fileobj=file) as stream:
        stream.write(text.getvalue().encode())


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with what it is about and what it proves."""

    path: Path
    source: str
    about: frozenset[int]
    proves: frozenset[int]
    settings: Path | None = None


def _invented() -> Iterator[Labelled]:
    for folder in (HERE / part for part in _LABELLED):
        with (folder / "label.csv").open(encoding="utf-8", newline="") as stream:
            for line in csv.DictReader(stream):
                labels = frozenset(int(no) for no in line["indicator"].split(";") if no.strip())
                yield Labelled(folder / line["name"], "", labels, labels)


def _real(folder: Path) -> Iterator[Labelled]:
    gold = {one["file"]: one for one in json.loads((folder / "gold.json").read_text(encoding="utf-8"))}
    with (folder / "labels.csv").open(encoding="utf-8-sig", newline="") as stream:
        for line in csv.DictReader(stream):
            said = gold[line["file"]]
            settings = folder / f"{line['file'].split('-')[0]}.spbe.yaml"
            yield Labelled(
                folder / line["file"],
                line["source"],
                frozenset(said["indicators_ok"]),
                frozenset(int(item[1:].split(".")[0]) for item in said["ada_ok"]),
                settings if settings.is_file() else None,
            )


def read_rows(catalogue: Catalogue, folders: Iterable[Path]) -> list[Row]:
    """Read the documents with the program's own code. Takes minutes: scans are recognised."""

    rows: list[Row] = []
    sources: dict[str, int] = {"": INVENTED}
    lexicons: dict[Path | None, Lexicon] = {}
    documents = [*(one for folder in folders for one in _real(folder)), *_invented()]
    for number, one in enumerate(documents, start=1):
        workspace = load_workspace(one.settings) if one.settings else None
        if one.settings not in lexicons:
            lexicons[one.settings] = compile_lexicon(catalogue, workspace)
        names = tuple(n for n in (workspace.agency.name, *workspace.agency.names) if n) if workspace else ()
        stat = one.path.stat()
        entry = FileEntry(one.path.name, stat.st_size, stat.st_mtime_ns)
        lexicon = lexicons[one.settings]
        facts = inspect_file(one.path, entry, FileSettings(engine=find_engine(), agency_names=names), lexicon)
        source = sources.setdefault(one.source, len(sources))
        rows += rows_of(facts[0], lexicon, catalogue, (source, number), one)
    return merged(rows)


def rows_of(
    facts: Facts, lexicon: Lexicon, catalogue: Catalogue, ids: tuple[int, int], labels: Labelled
) -> Iterator[Row]:
    """The rows of one document; ``ids``: numbers of its source and its own."""

    signals = gather(facts, lexicon, max(catalogue.by_no))
    doc = ReadDocument.of(signals, guess_kind(signals, catalogue), catalogue, families_of(catalogue), lexicon.likeness)
    usable = signals.readable and not facts.identity.national
    for no, signs in values(doc).items():
        indicator = catalogue.by_no[no]
        gated = usable and not gate(doc, indicator) and serves_core(doc, indicator)
        short = {sign: round(signs[sign], 2) for sign in catalogue.score_card.points if round(signs.get(sign, 0.0), 2)}
        yield Row(*ids, no, no in labels.about, no in labels.proves, gated, 1, short)


def merged(rows: Iterable[Row]) -> list[Row]:
    """Equal rows of invented documents as one: nothing is asked of those documents one by one."""
    found = []
    times: Counter[tuple[bool, tuple[tuple[str, float], ...]]] = Counter()
    for row in rows:
        if row.source == INVENTED:
            times[row.proves, tuple(row.signs.items())] += row.times
        else:
            found.append(row)
    for (proves, signs), count in times.items():
        found.append(Row(INVENTED, 0, 0, proves, proves, False, count, dict(signs)))
    return found


def measured(rows: Iterable[Row], card: ScoreCard) -> list[str]:
    """The signs that the rows know, in the order of the card."""
    known = {sign for row in rows for sign in row.signs}
    return [sign for sign in card.points if sign in known]


def by_hand(card: ScoreCard) -> dict[str, float]:
    """The points that are set."""
    return {sign.id: sign.points for sign in card.signs if sign.by_hand}


def report(scored: Scored, card: ScoreCard) -> Iterator[str]:
    """How good scores of documents are whose source had no part in the fit."""
    yield f"first offer right, among the first three: {_ranks(scored)}"
    gated = sorted(((x, row) for x, row in scored if row.gated), key=lambda one: -one[0])
    for name, threshold in card.thresholds.items():
        labels = [row.proves for x, row in gated if x >= threshold]
        yield f"{name}, from {threshold}: {sum(labels)} of {len(labels)} right"
    proving = [(x, row.proves) for x, row in gated if x > -4.5]
    about = [(x, row.about) for x, row in scored if x > -6]
    for title, pairs in (("proves something (behind the gate, above -4.5)", proving), ("is about (above -6)", about)):
        slope, shift = calibrate(pairs)
        yield f"{title}: slope {slope:.3f}, shift {shift:.3f}, {len(pairs)} pairs, {sum(y for _, y in pairs)} right"
        yield from bands([(_probability(shift + slope * x), right) for x, right in pairs])


def bands(pairs: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """Right pairs by band of probability."""
    for low, high in pairwise(_BANDS):
        labels = [right for p, right in pairs if low <= p < high or p == high == 1.0]
        if labels:
            yield f"  {low:.2f}-{high:.2f}  n={len(labels):<4} right {sum(labels):<4} {sum(labels) / len(labels):.2f}"


def _ranks(scored: Scored) -> str:
    documents: dict[int, Scored] = defaultdict(list)
    for x, row in scored:
        documents[row.document].append((x, row))
    asked = [one for one in documents.values() if any(row.about for _, row in one)]
    best = [[row.about for _, row in sorted(one, key=lambda pair: -pair[0])[:3]] for one in asked]
    return f"{sum(one[0] for one in best)}, {sum(any(one) for one in best)} of {len(asked)} documents"


def ablate(rows: Sequence[Row], card: ScoreCard) -> Iterator[str]:
    """What changes out of source when one sign is left out of the fit."""
    names, fixed = measured(rows, card), by_hand(card)
    for left_out in (None, *names):
        kept = [name for name in names if name != left_out]
        scored = out_of_source(rows, kept, {sign: fixed[sign] for sign in fixed if sign != left_out})
        gated = sorted(((x, row.proves) for x, row in scored if row.gated), reverse=True)
        first_wrong = next(at for at, (_, right) in enumerate(gated) if not right)
        yield f"{left_out or 'nothing'} left out: {_ranks(scored)}; {first_wrong} right before the first wrong"


def compared(card: ScoreCard, points: Values) -> Iterator[str]:
    """The points of the card beside the fitted ones."""
    for name, found in points.items():
        was = card.start if name == START else card.points[name]
        how = " (by hand)" if name in by_hand(card) else ""
        yield f"{name:<20} card {was:>7.3f}  fit {found:>7.3f}{how}"


def main(arguments: Sequence[str]) -> None:
    """Fit and report; the card is edited by hand, after its verdicts have been compared."""
    catalogue = load_catalogue()
    card = catalogue.score_card
    folders = [Path(one) for one in arguments if one != "--ablate"]
    if folders:
        keep_rows(read_rows(catalogue, folders), list(card.points))
    rows = kept_rows()
    if "--ablate" in arguments:
        for line in ablate(rows, card):
            print(line, flush=True)
        return
    names = measured(rows, card)
    print(*compared(card, fit(rows, names)), sep="\n")
    print(*report(out_of_source(rows, names, by_hand(card)), card), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
