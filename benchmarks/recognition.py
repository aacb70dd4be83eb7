"""How well names and documents are recognised: accuracy, precision of claims, confusion, calibration.

Reads labelled sets: CSV files with the columns ``name`` and ``indicator`` (several separated by ";"), optionally
``agency``, ``evidence_kind`` and ``confidence``. Names are tried as they are and with their indicator prefix removed.
Where every name is the path of a file beside the CSV, the documents themselves are read: as they are filed, and
copied into one folder under neutral names, so that nothing but their contents can tell (a folder with a ``label.csv``
or ``labels.csv`` may be given instead of the CSV). A document without indicator is evidence for nothing.

One name that stands under several indicators (a regulation filed ten times) counts once per agency, with all its
labels: without its number nothing could tell the copies apart. A claim is any match offered.

    python -m benchmarks.recognition labels.csv [examples ...]
"""

from __future__ import annotations

import csv
import hashlib
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.recognition.matcher import Recognition
from spbe_checklist.recognition.names import without_number
from spbe_checklist.recognition.trial import recognise_name
from spbe_checklist.run.check import check_folder
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.settings.place import find_workspace
from spbe_checklist.verdict.document_entry import DocumentEntry


@dataclass(frozen=True, slots=True)
class Labelled:
    """A name with the indicators it may stand for."""

    name: str
    agency: str
    labels: frozenset[int]
    sure: bool
    """False for labels of low confidence; they are reported apart."""
    rows: int = 1
    """Rows of the file with this name: a regulation filed under ten indicators stands ten times."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the matcher said about one name."""

    case: Labelled
    claimed: tuple[int, ...]
    """Indicators offered, best first; empty when nothing was claimed."""
    confidence: float

    @property
    def first_right(self) -> bool:
        """Whether the best claim is right."""
        return bool(self.claimed) and self.claimed[0] in self.case.labels

    @property
    def among_three(self) -> bool:
        """Whether a right one is among the three best claims."""
        return bool(set(self.claimed[:3]) & self.case.labels)


def read_labels(path: Path, *, strip: bool) -> list[Labelled]:
    """Cases of one CSV file; equal names of one agency are one case."""
    labels: dict[tuple[str, str], set[int]] = defaultdict(set)
    sure: dict[tuple[str, str], bool] = defaultdict(bool)
    rows: Counter[tuple[str, str]] = Counter()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            name = without_number(row["name"]) if strip else row["name"]
            case = (row.get("agency", ""), name)
            labels[case].update(int(no) for no in row["indicator"].split(";") if no.strip().isdigit())
            rows[case] += 1
            sure[case] |= row.get("confidence", "high") != "low"
    return [
        Labelled(name, agency, frozenset(found), sure[agency, name], rows[agency, name])
        for (agency, name), found in sorted(labels.items())
        if found
    ]


def judge(catalogue: Catalogue, cases: Iterable[Labelled]) -> Iterator[Outcome]:
    """Run the matcher over bare names."""
    for case in cases:
        yield _outcome(case, recognise_name(catalogue, case.name))


def _outcome(case: Labelled, recognition: Recognition) -> Outcome:
    claimed = tuple(dict.fromkeys(match.indicator for match in recognition.matches))
    confidence = recognition.matches[0].confidence if recognition.matches else 0.0
    return Outcome(case, claimed, confidence)


def half(case: Labelled) -> int:
    """0 or 1, the same on every machine: rules were tuned on half 0 only."""
    return hashlib.sha256(case.name.encode()).digest()[0] % 2


def figures(outcomes: Sequence[Outcome]) -> str:
    """Accuracy, precision of claims and top 3 on one line."""
    total = len(outcomes)
    if not total:
        return "kosong"
    claims = [one for one in outcomes if one.claimed]
    right = sum(one.first_right for one in outcomes)
    precise = sum(one.first_right for one in claims)
    three = sum(one.among_three for one in outcomes)
    rows = sum(one.case.rows for one in outcomes)
    right_rows = sum(one.case.rows for one in outcomes if one.first_right)
    claimed_rows = sum(one.case.rows for one in claims)
    return (
        f"n={total:<4} top-1 {right / total:.3f}  klaim {len(claims) / total:.3f}  "
        f"presisi klaim {precise / max(len(claims), 1):.3f}  top-3 {three / total:.3f}"
        f"  | baris {rows}: top-1 {right_rows / rows:.3f} presisi {right_rows / max(claimed_rows, 1):.3f}"
    )


def calibration(outcomes: Sequence[Outcome]) -> list[str]:
    """Share of right best claims per band of confidence."""
    bands: dict[float, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        if one.claimed:
            bands[min(int(one.confidence * 10) / 10, 0.9)].append(one)
    return [
        f"  {low:.1f}-{low + 0.1:.1f}  n={len(found):<4} benar {sum(one.first_right for one in found) / len(found):.3f}"
        for low, found in sorted(bands.items())
    ]


def report(path: Path) -> list[str]:
    """The whole report on one label file."""
    catalogue = load_catalogue()
    lines = [f"# {path.name}"]
    for strip, title in ((False, "nama apa adanya"), (True, "tanpa awalan nomor")):
        outcomes = list(judge(catalogue, read_labels(path, strip=strip)))
        sure = [one for one in outcomes if one.case.sure]
        lines += ["", f"## {title}", f"semua           {figures(sure)}"]
        for part, words in ((0, "separuh setelan"), (1, "separuh uji    ")):
            lines.append(f"{words} {figures([one for one in sure if half(one.case) == part])}")
        lines.append(f"label lemah     {figures([one for one in outcomes if not one.case.sure])}")
        if not strip:
            numbered = [one for one in sure if without_number(one.case.name) != one.case.name]
            lines.append(f"bernomor        {figures(numbered)}")
        for agency in sorted({one.case.agency for one in sure}):
            lines.append(f"{agency or 'tanpa nama'}: {figures([one for one in sure if one.case.agency == agency])}")
        lines += ["keyakinan:", *calibration(sure)]
        confused = Counter(
            (min(one.case.labels), one.claimed[0]) for one in sure if one.claimed and not one.first_right
        )
        pairs = ", ".join(f"{truth}->{claim} ({count})" for (truth, claim), count in confused.most_common(12))
        lines.append(f"tertukar: {pairs or 'tidak ada'}")
    lines += ["", "## per indikator (tanpa awalan nomor)"]
    stripped = [one for one in judge(catalogue, read_labels(path, strip=True)) if one.case.sure]
    for no in sorted({min(one.case.labels) for one in stripped}):
        lines.append(f"I{no:<3} {figures([one for one in stripped if min(one.case.labels) == no])}")
    return lines


def labels_file(argument: Path) -> Path:
    """The CSV itself, or the one inside a folder. Raises SystemExit where there is none."""
    for path in (argument, argument / "label.csv", argument / "labels.csv"):
        if path.is_file():
            return path
    raise SystemExit(f"no labels: {argument} is no CSV file and holds no label.csv or labels.csv")


def documents_of(path: Path) -> list[dict[str, str]]:
    """The rows whose names are files beside the CSV; empty when any of them is only a name."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return rows if rows and all((path.parent / row["name"]).is_file() for row in rows) else []


def asked_of_others(catalogue: Catalogue) -> frozenset[str]:
    """Items that ask for a document on another subject: a roadmap rightly serves them beside its own indicator."""
    items = (item for indicator in catalogue.indicators for item in indicator.evidence)
    return frozenset(item.id for item in items if item.about is not None)


def own_accepted(document: DocumentEntry, elsewhere: frozenset[str]) -> set[int]:
    """Indicators whose own evidence a document was accepted as."""
    return {match.indicator for match in document.matches if match.accepted and match.evidence not in elsewhere}


def report_documents(path: Path, rows: Sequence[dict[str, str]]) -> Iterator[str]:
    """Recognition of whole documents: as filed, and under neutral names in one flat folder."""
    yield f"# {path.name}: {len(rows)} dokumen"
    settings = find_workspace(path.parent)
    catalogue = load_catalogue()
    elsewhere = asked_of_others(catalogue)
    for title, neutral in (("sebagaimana diarsipkan", False), ("nama netral, satu folder", True)):
        with tempfile.TemporaryDirectory() as place:
            names: dict[str, dict[str, str]] = {}
            for number, row in enumerate(rows):
                source = path.parent / row["name"]
                name = f"{number:04d}{source.suffix}" if neutral else row["name"]
                (Path(place) / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, Path(place) / name)
                names[name] = row
            result = check_folder(CheckOptions(Path(place), config=settings, cache=False)).result
        outcomes, kinds = [], []
        accepted, rejected = Counter[bool](), Counter[bool]()
        for document in result.documents:
            row = names.get(document.path.partition("!/")[0])
            if row is None or "!/" in document.path:
                continue
            offered = sorted(document.matches, key=lambda match: (match.near, -match.confidence))
            claimed = tuple(dict.fromkeys(match.indicator for match in offered if not match.near))
            labels = frozenset(int(no) for no in row["indicator"].split(";") if no)
            accepted.update(no in labels for no in own_accepted(document, elsewhere))
            if not labels:
                rejected[bool(claimed)] += 1
                continue
            confidence = offered[0].confidence if claimed else 0.0
            case = Labelled(row["name"], row.get("agency", ""), labels, sure=True)
            outcomes.append(Outcome(case, claimed, confidence))
            if row.get("evidence_kind"):
                truth = row["evidence_kind"]
                kinds.append((truth, truth if truth == catalogue.sole("draft") and document.draft else document.kind))
        yield f"## {title}"
        yield f"indikator       {figures(outcomes)}"
        yield f"diterima        {accepted[True]} dari {accepted.total()} tepat"
        if rejected:
            yield f"bukan bukti     n={rejected.total():<4} tetap ditawarkan {rejected[True]}"
        if kinds:
            right = sum(truth == found for truth, found in kinds)
            yield f"jenis           n={len(kinds):<4} benar {right / len(kinds):.3f}"
            wrong = Counter(pair for pair in kinds if pair[0] != pair[1])
            yield "jenis tertukar: " + (
                ", ".join(f"{truth}->{found or '-'} ({count})" for (truth, found), count in wrong.most_common(8))
                or "tidak ada"
            )
        yield from calibration(outcomes)
        missed = [one for one in outcomes if not one.first_right]
        yield from (f"  meleset: {one.case.name} -> {list(one.claimed[:3])}" for one in missed)


def main(arguments: Sequence[str]) -> None:
    """Print the report for every label file given."""
    for argument in arguments:
        path = labels_file(Path(argument))
        documents = documents_of(path)
        lines = report_documents(path, documents) if documents else report(path)
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
