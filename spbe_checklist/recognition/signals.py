"""Everything that speaks for or against a document, gathered once from its path and its facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from spbe_checklist.catalogue.models import Indicator
from spbe_checklist.facts.facts import Facts, Health, Segment, TextState, Zone
from spbe_checklist.recognition.names import NameFacts, name_words, read_name, stem_of
from spbe_checklist.recognition.numbering import NameScheme
from spbe_checklist.settings.models import Learned
from spbe_checklist.text.lexicon import DIFFERENT, Lexicon, without_claims
from spbe_checklist.text.words import phrase, split_name, words

OPENING_WORDS = 4
"""Words of a title among which its form stands."""
_DEEDS = frozenset(
    {"asistensi", "bimbingan", "bimtek", "diklat", "diseminasi", "entri", "lokakarya", "paparan", "pelatihan"}
    | {"pembahasan", "pembekalan", "pemeriksaan", "pendampingan", "pengisian", "pengumpulan", "penyampaian"}
    | {"penyusunan", "permintaan", "permohonan", "perubahan", "rapat", "seminar", "sosialisasi", "webinar", "workshop"}
)
"""Words after which a title names what is spoken of, not what the document is."""


class Cues(dict[str, int]):
    """Cues with their counts, sorted by subject once however many indicators ask."""

    @cached_property
    def by_subject(self) -> Mapping[str, Mapping[str, int]]:
        """For each subject (``s:id:mark``) the marks that occur, with their counts."""
        table: dict[str, dict[str, int]] = {}
        for cue, count in self.items():
            if cue[0] == "s":
                table.setdefault(cue[2:-2], {})[cue[-1]] = count
        return table

    @cached_property
    def named(self) -> frozenset[str]:
        """Subjects and chosen services (``v:45``) that occur."""
        return frozenset((*self.by_subject, *(cue for cue in self if cue[0] == "v")))


class Signals(Struct, frozen=True):
    """Cues of one document by where they were found."""

    facts: Facts
    name: NameFacts
    in_name: Cues
    in_folders: Cues
    title: Cues
    """Cues in the title the document gives itself."""
    head: Cues
    text: Cues
    """Cues in articles and body: everything that is not head, preamble or definitions."""
    judged: tuple[Segment, ...]
    """Segments without preamble and definitions."""
    at: Mapping[str, Sequence[int]]
    """Which of them hold a cue, in their order."""
    articles: tuple[Segment, ...]
    name_kinds: tuple[str, ...]
    folder_kinds: tuple[str, ...]
    title_kinds: tuple[str, ...]
    """Kinds named in the title in the fixed words of their headings."""
    head_kinds: tuple[str, ...]
    """The same anywhere in the head."""
    own_title_kinds: tuple[str, ...]
    """Kinds named in the title alone ("tentang Rencana Induk ...")."""
    opening_kinds: tuple[str, ...]
    """Those of them that its first words name: in Indonesian the form stands first."""
    learned: Mapping[int, tuple[Learned, ...]]
    """What confirmations taught that occurs in its names, title or letterhead, by indicator; the latest first."""

    @property
    def readable(self) -> bool:
        """Whether there is text to judge by."""
        return self.facts.health is Health.BAIK and self.facts.text in (TextState.ADA, TextState.OCR)

    @property
    def everywhere(self) -> tuple[Cues, ...]:
        """Cues of name, folders, title, head and text."""
        return self.in_name, self.in_folders, self.title, self.head, self.text

    @property
    def regulation(self) -> bool:
        """Whether the text is cut into articles."""
        return bool(self.articles)

    def places(self, *cues: str) -> list[Segment]:
        """Segments that hold one of these cues, leaving out preamble and definitions."""
        return [self.judged[index] for index in sorted({index for cue in cues for index in self.at.get(cue, ())})]

    def first(self, cue: str) -> Segment | None:
        """The first of them."""
        return self.judged[self.at[cue][0]] if cue in self.at else None


def terms_of(indicator: Indicator) -> tuple[str, str, str]:
    """Cues that name an indicator's subject: its terms, its applications, the service that the agency chose."""
    return f"s:{indicator.subject}:t", f"s:{indicator.subject}:a", f"v:{indicator.no}"


def gather(facts: Facts, lexicon: Lexicon, highest: int, numbering: NameScheme | None = None) -> Signals:
    """Signals of one document; ``highest`` is the highest indicator number, ``numbering`` what numbers mean here."""
    head: Counter[str] = Counter()
    text: Counter[str] = Counter()
    at: dict[str, list[int]] = {}
    judged = tuple(one for one in facts.segments if one.zone not in (Zone.PREAMBLE, Zone.DEFINITIONS))
    for index, segment in enumerate(judged):
        for cue in segment.cues:
            at.setdefault(cue, []).append(index)
        if segment.zone is Zone.HEAD:
            head.update(segment.cues)
        else:
            for cue, count in segment.cues.items():
                text[cue] = max(text[cue], count) if cue[0] == "s" and cue[-1] == DIFFERENT else text[cue] + count
    told = without_claims(facts.identity.title or "")
    title = phrase(told) if told else ""
    *folders, name = facts.path.replace("!/", "/").split("/")
    written = read_name(facts.path, lexicon, highest)
    said = written if numbering is None else numbering.applied(written)
    return Signals(
        facts=facts,
        name=said,
        in_name=Cues(said.cues),
        in_folders=Cues(said.folder_cues),
        title=Cues(lexicon.find(title)) if title else Cues(),
        head=Cues(head),
        text=Cues(text),
        judged=judged,
        at=at,
        articles=tuple(segment for segment in facts.segments if segment.article is not None),
        name_kinds=_kinds(name, lexicon),
        folder_kinds=_folder_kinds(folders[-1], lexicon) if folders else (),
        own_title_kinds=_kinds(facts.identity.title or "", lexicon),
        opening_kinds=_opening_kinds(facts.identity.title or "", lexicon),
        title_kinds=lexicon.kinds_in_order(phrase(" ".join(map(lexicon.mend, words(told)))), "t"),
        head_kinds=_title_kinds(head),
        learned=_learned(facts, lexicon),
    )


def _learned(facts: Facts, lexicon: Lexicon) -> dict[int, tuple[Learned, ...]]:
    found: dict[int, list[Learned]] = {}
    if lexicon.learned:
        identity = facts.identity
        path = facts.path.replace("!/", "/")
        named = [*(phrase(" ".join(split_name(stem_of(part)))) for part in path.split("/")), phrase(stem_of(path))]
        named += [phrase(text) for text in (identity.full_title or identity.title, identity.subject_line) if text]
        offices = [phrase(identity.letterhead)] if identity.letterhead else []
        for one in sorted(lexicon.learned, key=lambda one: one.date, reverse=True):
            wanted = (phrase(one.name), phrase(" ".join(split_name(one.name))))
            if any(words in place for words in wanted for place in (offices if one.what == "unit" else named)):
                found.setdefault(one.indicator, []).append(one)
    return {no: tuple(lessons) for no, lessons in found.items()}


def _kinds(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Kinds named in a file or folder name, in order; glued names only where nothing else is found."""
    stem = stem_of(name)
    found = lexicon.kinds_in_order(phrase(" ".join(name_words(stem, lexicon))), "n")
    plain = lexicon.kinds_in_order(phrase(stem), "n")
    if both := tuple(dict.fromkeys((*found, *plain))):
        return both
    return tuple(cue[2:-2] for cue in lexicon.find_glued(split_name(name)) if cue.startswith("k:") and cue[-1] == "n")


def _opening_kinds(title: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Kinds named where a title says what it is, unless it opens with something done ("Sosialisasi Peta Rencana")."""
    words = title.split()[:OPENING_WORDS]
    return () if not words or words[0].lower() in _DEEDS else _kinds(" ".join(words), lexicon)


def _folder_kinds(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """As ``_kinds``; looked up where the folder was read before."""
    known: dict[str, tuple[str, ...]] = lexicon.folders.setdefault("kinds", {})
    if name not in known:
        known[name] = _kinds(name, lexicon)
    return known[name]


def _title_kinds(head: Mapping[str, int]) -> tuple[str, ...]:
    """Kinds named in the title block, first named first (the lexicon keeps ranks for these cues)."""
    ranked = {cue[2:-2]: rank for cue, rank in head.items() if cue.startswith("k:") and cue.endswith(":t")}
    return tuple(sorted(ranked, key=lambda kind: (ranked[kind], kind)))
