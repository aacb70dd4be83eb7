"""How much a document says about one indicator: in its name, folder, title, head, articles and text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spbe_checklist.catalogue.models import Indicator
from spbe_checklist.facts.facts import Segment, Zone
from spbe_checklist.recognition.signals import Cues, Signals
from spbe_checklist.text.lexicon import DIFFERENT

# How much a term (t), an application (a) and a weak word (w) say, by where they stand. Combined as independent
# evidence: 1 - product of (1 - weight).
NAME = {"t": 0.8, "a": 0.75, "w": 0.4}
NAME_MORE = 0.05
"""What a further mark in the name adds: "SIMDA Keuangan" rather belongs to finance than to budgets."""
MOST_WEAK_WORDS = 2
"""Weak words of a name that count: "log backup server" says more than "server"."""
FOLDER = {"t": 0.5, "a": 0.45, "w": 0.15}
TITLE = {"t": 0.85, "a": 0.75, "w": 0.45}
HEAD = {"t": 0.55, "a": 0.45, "w": 0.15}
TEXT_STEP = {"t": 0.16, "a": 0.12, "w": 0.04}
TEXT_MOST = {"t": 0.6, "a": 0.5, "w": 0.25}
FIELD_IN_HEAD, FIELD_IN_TEXT, FIELD_FEWEST, FIELD_MOST = 0.14, 0.07, 3, 0.8
"""Several different words of a field say what a page is about, even where none does alone."""
ARTICLE_STEP, ARTICLE_MOST = 0.3, 0.9
MOST_PER_ARTICLE = 3
SAME_AS_TERM = "t"
CLEAR_MARKS = frozenset({"t", "a"})
"""Marks that name a subject; weak words only hint at it."""


def combine(*weights: float) -> float:
    """Independent pieces of evidence together."""
    rest = 1.0
    for weight in weights:
        rest *= 1 - weight
    return 1 - rest


@dataclass(frozen=True, slots=True)
class Said:
    """How often an indicator's subject is named, by place and mark."""

    name: dict[str, int]
    folder: dict[str, int]
    title: dict[str, int]
    head: dict[str, int]
    text: dict[str, int]

    @classmethod
    def of(cls, indicator: Indicator, signals: Signals) -> Said:
        """What a document's signals say about an indicator."""
        places = (signals.in_name, signals.in_folders, signals.title, signals.head, signals.text)
        return cls(*(marks_of(indicator, place) for place in places))

    @property
    def more_than_once(self) -> bool:
        """Whether the subject itself is named other than once in passing."""
        places = (*self.name, *self.title, *self.text, *(mark for mark, count in self.head.items() if count > 1))
        return not CLEAR_MARKS.isdisjoint(places)

    @property
    def clearly(self) -> bool:
        """Whether title, head or text name the subject itself, not only words around it."""
        return not CLEAR_MARKS.isdisjoint((*self.title, *self.head, *self.text))


def by_place(indicator: Indicator, said: Said, because: list[str]) -> list[float]:
    """What name, folder, title and head say: the strongest mark of each."""
    weights: list[float] = []
    for where, marks, table in (
        ("nama berkas", said.name, NAME),
        ("nama folder", said.folder, FOLDER),
        ("judul", said.title, TITLE),
        ("kepala dokumen", said.head, HEAD),
    ):
        if marks:
            mark = max(marks, key=lambda each: table[each])
            weights.append(table[mark])
            because.append(f"{where} menyebut {indicator.topic}" if mark != "w" else f"{where} menyinggung topik ini")
    if said.name:
        weights += _more_in_name(said.name)
    return weights


def by_articles(indicator: Indicator, signals: Signals, because: list[str]) -> list[float]:
    """What the articles of a regulation say."""
    mentions = [_mentions(indicator, article) for article in signals.articles if article.zone is Zone.ARTICLE]
    regulated = sum(1 for count in mentions if count)
    if not regulated:
        return []
    because.append(f"diatur dalam {regulated} pasal")
    # A bare list of subjects mentions each once; an article of its own speaks of one several times.
    named_times = sum(min(count, MOST_PER_ARTICLE) for count in mentions)
    return [min(1 - (1 - ARTICLE_STEP) ** named_times, ARTICLE_MOST)]


def by_text(indicator: Indicator, said: Said, because: list[str]) -> list[float]:
    """What the text below the head says. A page or less is all head: what it says again counts like the text."""
    weights = []
    for mark, step in TEXT_STEP.items():
        count = said.text.get(mark, 0) + max(said.head.get(mark, 0) - 1, 0)
        weights.append(min(step * count, TEXT_MOST[mark]))
    if not CLEAR_MARKS.isdisjoint(said.text):
        times = said.text.get("t", 0) + said.text.get("a", 0)
        because.append(f"isi menyebut {indicator.topic} {times} kali")
    return weights


def by_field(indicator: Indicator, signals: Signals, because: list[str]) -> list[float]:
    """What the words of the indicator's field say, in head and text, where there are several different ones."""
    cue = f"s:{indicator.subject}:{DIFFERENT}"
    found = [
        (step, where.get(cue, 0)) for step, where in ((FIELD_IN_HEAD, signals.head), (FIELD_IN_TEXT, signals.text))
    ]
    told = [(step, different) for step, different in found if different >= FIELD_FEWEST]
    if told:
        because.append(f"memuat {max(different for _, different in told)} kata khas bidang ini")
    return [min(1 - (1 - step) ** different, FIELD_MOST) for step, different in told]


def _more_in_name(marks: Mapping[str, int]) -> list[float]:
    """What a name says beside its strongest mark."""
    if marks.keys() == {"w"}:
        return [NAME["w"]] * (min(marks["w"], MOST_WEAK_WORDS) - 1)
    return [NAME_MORE] if len(marks) > 1 else []


def marks_of(indicator: Indicator, cues: Mapping[str, int]) -> dict[str, int]:
    """How often the indicator's terms, applications and weak words occur, by mark."""
    if isinstance(cues, Cues):
        by_mark = cues.by_subject.get(indicator.subject, {})
        found = {mark: by_mark[mark] for mark in "taw" if mark in by_mark} if by_mark else {}
    else:
        found = {mark: cues[cue] for mark in "taw" if (cue := f"s:{indicator.subject}:{mark}") in cues}
    if chosen := cues.get(f"v:{indicator.no}", 0):
        found[SAME_AS_TERM] = found.get(SAME_AS_TERM, 0) + chosen
    return found


def _mentions(indicator: Indicator, article: Segment) -> int:
    marks = marks_of(indicator, article.cues)
    return marks.get("t", 0) + marks.get("a", 0)


def named_once(indicator: Indicator, signals: Signals) -> bool:
    """Whether the text names the subject a single time, and the name not at all."""
    marks = [marks_of(indicator, place) for place in (signals.head, signals.text)]
    times = sum(found.get(mark, 0) for found in marks for mark in CLEAR_MARKS)
    return times == 1 and not marks_of(indicator, signals.in_name)
