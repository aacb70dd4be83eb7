"""What speaks for or against a document being about an indicator, as values; their points are data.

Every sign is one number per document and indicator; a row of the score card says what it is worth. A phrase counts
once, at its strongest place: title before name before head before folder; how often the text says it counts apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

from msgspec import Struct

from spbe_checklist.catalogue.models import Catalogue, Indicator
from spbe_checklist.catalogue.score_card import LookAlike, ScoreCard
from spbe_checklist.facts.facts import Zone
from spbe_checklist.recognition.families import Families
from spbe_checklist.recognition.kinds import PICTURES, KindGuess
from spbe_checklist.recognition.signals import Cues, Signals
from spbe_checklist.text.lexicon import DIFFERENT
from spbe_checklist.text.likeness import FIRST_RIVAL, Likeness
from spbe_checklist.text.words import keys

CLEAR = frozenset({"t", "a"})
"""Marks of terms and applications, which name a subject; weak words ("w") only hint at it."""
_PER_ARTICLE = 3
"""Mentions that count in one article: a bare list names each subject once, an article of its own several times."""
_OWN_ARTICLE = 2
"""Mentions from which an article is about a subject: in a list each is named once."""
_SHORT_TEXT = 300
"""Words up to which a text is short."""
_POLICY_SPOKEN_OF = 3
"""Times a head must name policies to be about one: nearly every head cites some regulation as its ground."""

Values = dict[str, float]
"""Sign id to value; signs that are not there are zero."""


class ReadDocument(Struct, frozen=True):
    """A document with everything that the signs ask about it, gathered once."""

    signals: Signals
    kind: KindGuess
    catalogue: Catalogue
    families: Families
    context: frozenset[str]
    """Families (or numbers of indicators) whose context words stand in name, title or head."""
    like_title: Mapping[int, float]
    like_head: Mapping[int, float]
    like_whole: Mapping[int, float]
    look_alikes: tuple[LookAlike, ...]
    named: frozenset[str]
    """Subjects, and services that the agency chose (``v:45``), that name, folders or text speak of."""
    articles: tuple[Mapping[str, int], ...]
    """How often each article names each of these in clear words; definitions are no article."""
    regulated: frozenset[str]
    """Subjects that have an article of their own."""
    umbrella: frozenset[str]
    """Cues of name and title, where they name a document for a whole family; empty elsewhere."""

    @classmethod
    def of(
        cls, signals: Signals, kind: KindGuess, catalogue: Catalogue, families: Families, likeness: Likeness
    ) -> ReadDocument:
        """Gather it."""
        facts = signals.facts
        in_names = frozenset((*signals.in_name, *signals.title))
        articles = tuple(_clear_mentions(one.cues) for one in signals.articles if one.zone is Zone.ARTICLE)
        return cls(
            signals=signals,
            kind=kind,
            catalogue=catalogue,
            families=families,
            context=_context(signals, kind, families),
            like_title=likeness.of(keys(facts.identity.title or signals.name.said)),
            like_head=_shares(facts.likeness, "h"),
            like_whole=_shares(facts.likeness, "w"),
            look_alikes=_look_alikes(signals, catalogue.score_card),
            named=frozenset(cue for place in signals.everywhere for cue in place.named),
            articles=articles,
            regulated=_regulated(articles),
            umbrella=in_names if any(cue[0] == "u" for cue in in_names) else frozenset(),
        )


def values(doc: ReadDocument) -> dict[int, Values]:
    """The values of all signs, for every indicator."""
    table = {indicator.no: _of(doc, indicator) for indicator in doc.catalogue.indicators}
    _file(table, doc)
    _first(table, doc.like_title, "judul_terdekat")
    _first(table, doc.like_head, "awal_terdekat")
    _first(table, doc.like_whole, "isi_terdekat")
    most = max(said.get("sebutan", 0.0) for said in table.values())
    length = log(max(doc.signals.facts.words, 1) / _SHORT_TEXT)
    titled = any(_titled(said) for said in table.values())
    everywhere = {
        "hanya_nama": not doc.signals.readable,
        "saingan": any(other.rival for other in doc.look_alikes),
        "saingan_terdekat": _rival_nearest(doc),
    }
    shared = {sign: 1.0 for sign, there in everywhere.items() if there}
    for said in table.values():
        own = said.pop("sebutan", 0.0)
        if most and own == most:
            said["paling_sering"] = 1.0
        elif most:
            said["sebutan_lain"] = most - own
        elsewhere = titled and not _titled(said)
        if elsewhere:
            said["judul_lain"] = 1.0
            said.pop("pasal_sendiri", None)
        # What the title names is not said by the way; a regulation of many subjects speaks of each in its articles.
        if length > 0 and (elsewhere or not (doc.signals.regulation or _titled(said))):
            said["panjang"] = length
        said.update(shared)
    return table


def marks_of(indicator: Indicator, cues: Cues) -> Mapping[str, int]:
    """How often the indicator's terms (t), applications (a) and weak words (w) occur, by mark.

    The service that an agency chose for an indicator counts as its term.
    """
    found = cues.by_subject.get(indicator.subject, {})
    if chosen := cues.get(f"v:{indicator.no}", 0):
        return {**found, "t": found.get("t", 0) + chosen}
    return found


def _titled(said: Values) -> bool:
    return "istilah_judul" in said or "istilah_nama" in said


def _first(table: Mapping[int, Values], near: Mapping[int, float], sign: str) -> None:
    nearest = _nearest(near)
    if nearest in table:
        table[nearest][sign] = 1.0


def _nearest(near: Mapping[int, float]) -> int:
    return max(near, key=lambda no: (near[no], -no), default=0)


def _rival_nearest(doc: ReadDocument) -> bool:
    return _nearest(doc.like_title) >= FIRST_RIVAL or _nearest(doc.like_head) >= FIRST_RIVAL


def _shares(likeness: Mapping[str, int], part: str) -> dict[int, float]:
    return {int(cue[1:]): value / 1000 for cue, value in likeness.items() if cue[0] == part}


def _look_alikes(signals: Signals, card: ScoreCard) -> tuple[LookAlike, ...]:
    """What the document is rather than evidence: by its title, or by enough different words of such papers."""
    found = []
    for other in card.look_alikes:
        titled = f"r:{other.id}:t" in signals.title or f"r:{other.id}:t" in signals.in_name
        cues = (f"r:{other.id}:{index}" for index in range(len(other.body)))
        if titled or (other.body and sum(cue in signals.head or cue in signals.text for cue in cues) >= other.least):
            found.append(other)
    return tuple(found)


def _clear_mentions(cues: Mapping[str, int]) -> Mapping[str, int]:
    """How often a text names each subject and each chosen service (``v:45``) in clear words."""
    times: Counter[str] = Counter()
    for cue, count in cues.items():
        if cue[0] == "s" and cue[-1] in CLEAR:
            times[cue[2:-2]] += count
        elif cue[0] == "v":
            times[cue] = count
    return times


def _regulated(articles: Sequence[Mapping[str, int]]) -> frozenset[str]:
    """Subjects that some article names more than once, and no other subject as often."""
    found: set[str] = set()
    for article in articles:
        subjects = {subject: count for subject, count in article.items() if subject[:2] != "v:"}
        most = max(subjects.values(), default=0)
        if most >= _OWN_ARTICLE:
            found.update(subject for subject, count in subjects.items() if count == most)
    return frozenset(found)


def _context(signals: Signals, kind: KindGuess, families: Families) -> frozenset[str]:
    """A head that cites some regulation as its ground does not speak of policy, nor one whose title names a subject."""
    cues = {*signals.in_name, *signals.in_folders, *signals.title}
    titled = any(cue[0] == "s" and cue[-1] in CLEAR for cue in signals.title)
    policies = families.policy_names | {str(no) for no in families.policies}
    context = {cue[2:] for cue in cues if cue.startswith("x:")}
    context |= {
        cue[2:]
        for cue, count in signals.head.items()
        if cue.startswith("x:") and (cue[2:] not in policies or (count >= _POLICY_SPOKEN_OF and not titled))
    }
    policy = signals.readable and kind.kind in families.regulating
    return frozenset(context) | (families.policy_names if policy else frozenset())


def _of(doc: ReadDocument, indicator: Indicator) -> Values:
    """The values that can be told without looking at other indicators."""
    return {**_said(doc, indicator), **_near(doc, indicator.no), **_fitting(doc, indicator)}


def _said(doc: ReadDocument, indicator: Indicator) -> Values:
    """What words of the subject say: the strongest place, and how often."""
    signals, found = doc.signals, Values()
    chosen = f"v:{indicator.no}"
    if indicator.subject not in doc.named and chosen not in doc.named:
        return found
    places = {
        "judul": marks_of(indicator, signals.title),
        "nama": marks_of(indicator, signals.in_name),
        "kepala": marks_of(indicator, signals.head),
        "folder": marks_of(indicator, signals.in_folders),
    }
    by_policy = doc.kind.kind in doc.families.regulating
    clear = next((place for place, marks in places.items() if not CLEAR.isdisjoint(marks)), None)
    weak = next((place for place, marks in places.items() if "w" in marks), None)
    if clear:
        found[f"istilah_{clear}"] = 1.0
    elif weak and (signals.readable or indicator.no not in doc.families.mixed or not by_policy):
        found[f"kata_{weak}"] = 1.0
    text = marks_of(indicator, signals.text)
    if signals.regulation:
        times = (one.get(indicator.subject, 0) + one.get(chosen, 0) for one in doc.articles)
        found["pasal"] = log(1 + sum(min(count, _PER_ARTICLE) for count in times))
        found["pasal_sendiri"] = float(indicator.subject in doc.regulated)
    else:
        further = max(_clear_times(places["kepala"]) - (clear == "kepala"), 0)
        found["sebutan"] = log(1 + _clear_times(text) + further)
    if signals.readable:
        found["kata_bidang"] = log(1 + max(places["kepala"].get(DIFFERENT, 0), text.get(DIFFERENT, 0)))
    if signals.facts.format in PICTURES and (clear or not CLEAR.isdisjoint(text)):
        found["gambar_istilah"] = 1.0
    if indicator.choice and chosen in doc.named:
        found["layanan_pilihan"] = 1.0
    return {sign: value for sign, value in found.items() if value}


def _clear_times(marks: Mapping[str, int]) -> int:
    return marks.get("t", 0) + marks.get("a", 0)


def _near(doc: ReadDocument, no: int) -> Values:
    """How near the text is to what the catalogue says of the indicator."""
    parts = {"mirip_judul": doc.like_title, "mirip_awal": doc.like_head, "mirip_isi": doc.like_whole}
    return {sign: near[no] for sign, near in parts.items() if no in near}


def _fitting(doc: ReadDocument, indicator: Indicator) -> Values:
    """Whether kind and context fit: indicators that share a subject differ only by this."""
    found = Values()
    no, kind, families = indicator.no, doc.kind, doc.families
    asked, taken = families.wanted[no, kind.draft]
    if not asked.isdisjoint(kind.kinds):
        found["jenis_diminta"] = 1.0
    if not taken.isdisjoint(kind.kinds):
        found["jenis_diterima"] = 1.0
    siblings = families.siblings[no]
    policy, by_policy = no in families.policies, kind.kind in families.regulating
    own = indicator.family in doc.context or str(no) in doc.context
    if policy and by_policy:
        found["aturan"] = 1.0
    if policy and not own and not by_policy:
        found["aturan_tak_disebut"] = 1.0
    if len(siblings) == 1:
        return found
    if own:
        found["konteks"] = 1.0
    elif doc.context & siblings:
        found["konteks_lain"] = 1.0
        if not policy and not by_policy and families.policy_names & siblings & doc.context:
            found["tentang_aturan"] = 1.0
    return found


def _file(table: Mapping[int, Values], doc: ReadDocument) -> None:
    """Add what the place says: numbers of name and folder, what was learned, and documents for a whole family."""
    signals = doc.signals
    for sign, hints in (("nomor_nama", signals.name.numbers), ("nomor_folder", signals.name.folder_numbers)):
        for hint in hints:
            _at_least(table, hint.number, sign, hint.strength)
    for no, lessons in signals.learned.items():
        for one in lessons:
            shared = sum(any(other.name == one.name for other in told) for told in signals.learned.values())
            _at_least(table, no, "unit_dipelajari" if one.what == "unit" else "dipelajari", 1 / shared)
    if doc.umbrella and not (signals.readable and signals.regulation):
        for indicator in doc.catalogue.indicators:
            if _umbrella(doc, indicator):
                table[indicator.no]["dokumen_induk"] = 1.0
    for other in doc.look_alikes if not signals.readable else ():
        if other.stands_for is not None:
            _at_least(table, other.stands_for, "istilah_nama", 1.0)


def _at_least(table: Mapping[int, Values], no: int, sign: str, value: float) -> None:
    if no in table:
        table[no][sign] = max(table[no].get(sign, 0.0), value)


def _umbrella(doc: ReadDocument, indicator: Indicator) -> bool:
    """A regulation "tentang SPBE" may regulate any subject of its family until its articles can be read.

    Not where name or title already name one subject of the family, and not for minutes and reports on SPBE that do not
    speak of a regulation. A budget of SPBE as a whole belongs where budgets are asked for.
    """
    kind, family, named = doc.kind, indicator.family, doc.umbrella
    specific = any(cue[0] == "s" and cue[-1] in "taw" for cue in named)
    if f"u:{family}" in named and not specific:
        regulates = kind.kind is None or kind.draft or kind.kind in doc.families.regulating or f"x:{family}" in named
        kinds = frozenset(kind.kinds)
        return regulates and any(not kinds.isdisjoint(item.kinds) for item in indicator.evidence)
    own = [item for item in doc.families.core[indicator.no] if item.about is None]
    first = min((item.level for item in own), default=0)
    asked = any(item.kind == kind.kind and item.level == first for item in own)
    return not specific and kind.kind in doc.families.telling and asked
