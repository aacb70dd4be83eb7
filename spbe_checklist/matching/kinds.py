"""Which kind of document this is: by name, by what it calls itself, and by its structure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.documents.facts import TextState
from spbe_checklist.matching.signals import Signals

DRAFT = "draf"
"""The kind that describes a state, not a form: a draft decree is a decree and a draft."""

FIRST_IN_NAME = 0.8
LATER_IN_NAME = 0.35
IN_FOLDER = 0.3
IN_TITLE = 0.8
LATER_IN_TITLE = 0.4
STRUCTURE = 0.55
STRUCTURE_MORE = 0.1
BY_EXTENSION = 0.85
PICTURE = 0.45
"""A picture that says nothing else may be a screenshot."""

_PICTURES = frozenset({"png", "jpg", "jpeg", "tiff", "webp", "bmp", "gif"})
_SCREENSHOT = "tangkapan_layar"


@dataclass(frozen=True, slots=True)
class KindGuess:
    """The most likely kind with its reasons; ``other`` is what the name claims when the content says otherwise."""

    kind: str | None
    score: float
    because: tuple[str, ...]
    draft: bool
    draft_because: str = ""
    other: str | None = None


def guess_kind(signals: Signals, catalogue: Catalogue) -> KindGuess:
    """Judge the kind. What a readable document says of itself outweighs its name."""
    by_name = _by_name(signals)
    by_content = _by_content(signals, catalogue)
    total: Counter[str] = Counter()
    for source in (by_name, by_content, _by_form(signals, catalogue)):
        for kind, (weight, _) in source.items():
            total[kind] = 1 - (1 - total[kind]) * (1 - weight)  # type: ignore[assignment]
    total.pop(DRAFT, None)
    draft, draft_because = _draft(signals)
    if not total:
        return KindGuess(None, 0.0, (), draft, draft_because)
    best = max(sorted(total), key=lambda kind: total[kind])
    other = None
    content_best = max(sorted(by_content), key=lambda kind: by_content[kind][0], default=None)
    name_best = next((kind for kind in signals.name_kinds if kind != DRAFT), None)
    if content_best is not None and by_content[content_best][0] >= IN_TITLE and content_best != DRAFT:
        best = content_best
        if name_best not in (None, best) and by_content.get(name_best or "", (0.0, ""))[0] < STRUCTURE:
            other = name_best
    because = tuple(source[best][1] for source in (by_content, by_name, _by_form(signals, catalogue)) if best in source)
    return KindGuess(best, min(total[best], 0.98), because, draft, draft_because, other)


def _by_name(signals: Signals) -> dict[str, tuple[float, str]]:
    found: dict[str, tuple[float, str]] = {}
    forms = [kind for kind in signals.name_kinds if kind != DRAFT]
    for place, kind in enumerate(forms):
        found[kind] = (FIRST_IN_NAME if place == 0 else LATER_IN_NAME, "nama berkas menyebut jenis ini")
    for kind in signals.folder_kinds:
        found.setdefault(kind, (IN_FOLDER, "nama folder menyebut jenis ini"))
    return found


def _by_content(signals: Signals, catalogue: Catalogue) -> dict[str, tuple[float, str]]:
    found: dict[str, tuple[float, str]] = {}
    for place, kind in enumerate(signals.title_kinds):
        found[kind] = (IN_TITLE if place == 0 else LATER_IN_TITLE, "kepala dokumen menyebut jenis ini")
    structure = _structure(signals)
    for entry in catalogue.kinds:
        count = structure.get(entry.id, 0)
        if entry.body and count >= entry.body_min:
            weight = min(STRUCTURE + STRUCTURE_MORE * (count - entry.body_min), 0.8)
            old = found.get(entry.id, (0.0, ""))[0]
            found[entry.id] = (1 - (1 - old) * (1 - weight), f"susunan isinya seperti {entry.label.lower()}")
    return found


def _structure(signals: Signals) -> Counter[str]:
    """How many different structure cues of each kind occur anywhere in the document."""
    cues = {cue for segment in signals.facts.segments for cue in segment.cues if cue.startswith("b:")}
    return Counter(cue.split(":")[1] for cue in cues)


def _by_form(signals: Signals, catalogue: Catalogue) -> dict[str, tuple[float, str]]:
    """What the file format alone tells: a video is a video, a bare picture perhaps a screenshot."""
    found: dict[str, tuple[float, str]] = {}
    for entry in catalogue.kinds:
        if signals.facts.format in entry.extensions:
            found[entry.id] = (BY_EXTENSION, f"berkas {signals.facts.format.upper()}")
    picture = signals.facts.format in _PICTURES and signals.facts.text in (TextState.PINDAIAN, TextState.TIDAK_ADA)
    if picture and not signals.name_kinds and any(entry.id == _SCREENSHOT for entry in catalogue.kinds):
        found.setdefault(_SCREENSHOT, (PICTURE, "berkas gambar"))
    return found


def _draft(signals: Signals) -> tuple[bool, str]:
    """Draft or not. What the text says decides; a name alone decides only where the text is silent."""
    stated = signals.facts.identity.draft
    if stated is not None:
        return stated, "; ".join(signals.facts.identity.marks)
    if DRAFT in signals.name_kinds:
        return True, "nama berkas menyebut draf"
    return False, ""


def fits(kind: str | None, wanted: Sequence[str]) -> bool:
    """Whether a kind is among those that serve."""
    return kind is not None and kind in wanted
