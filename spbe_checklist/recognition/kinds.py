"""Which kind of document this is: by name, by what it calls itself, and by its structure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.language import within
from spbe_checklist.recognition.signals import Signals

FIRST_IN_NAME = 0.8
LATER_IN_NAME = 0.35
IN_FOLDER = 0.3
IN_TITLE = 0.9
LATER_IN_TITLE = 0.4
BY_OWN_TITLE = 0.75
INSIDE_TITLE = 0.4
"""A form that stands inside a title is rather what the document is about: "Pemeriksaan Aplikasi", "Entri RKA"."""
LETTER = 0.85
"""The layout of a letter."""
STRUCTURE = 0.55
STRUCTURE_MORE = 0.1
BY_EXTENSION = 0.85
BY_TEXT_FORMAT = 0.9
"""What the format tells where text could tell more: slides may hold anything that their title opens with."""
SCREENS = 0.3
"""Pages of few words are rather screens than papers, where nothing says what they are."""
_FEWEST_ON_SCREEN, _MOST_ON_SCREEN = 15, 120
"""Words on a page of screens."""
PICTURE = 0.6
"""A picture that says nothing else may be a screenshot."""

_TEAM_TITLE = re.compile(
    r"(?i)\W*(?:perubahan (?:kedua |ketiga )?(?:atas )?)?"
    r"(?:(?:pembentukan |penetapan |penunjukan )?(?:tim|kelompok kerja|pokja|komite|satuan tugas|satgas|petugas)\b"
    r"|penunjukan |pengangkatan |pemberhentian |penugasan |pemberian (?:honor|insentif))"
)
PICTURES = frozenset({"png", "jpg", "jpeg", "tiff", "webp", "bmp", "gif"})


Reason = tuple[float, str]
"""How much speaks for a kind, and what."""


class KindGuess(Struct, frozen=True):
    """The most likely kind with its reasons; ``other`` is what the name claims when the content says otherwise."""

    kind: str | None
    score: float
    because: tuple[str, ...]
    draft: bool
    draft_because: str = ""
    other: str | None = None
    also: tuple[str, ...] = ()
    """What a regulation or decree sets: a "Perbup tentang Peta Rencana" is a regulation and a roadmap."""
    forms_team: bool = False
    """Whether this is a decree that forms a team."""

    def shown(self, catalogue: Catalogue) -> str | None:
        """The kind to tell a person: of a decree that forms a team, that; of a draft of no known kind, draft."""
        if self.forms_team:
            return catalogue.sole("appoints")
        return self.kind or (catalogue.sole("draft") if self.draft else None)

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds the document is of; empty when none is known."""
        return () if self.kind is None else (self.kind, *self.also)


def guess_kind(signals: Signals, catalogue: Catalogue) -> KindGuess:
    """Judge the kind. What a readable document says of itself outweighs its name."""
    by_name, by_form = _by_name(signals, catalogue), _by_form(signals, catalogue)
    by_content = _by_content(signals, catalogue, by_form)
    total: Counter[str] = Counter()
    for source in (by_name, by_content, by_form):
        for kind, (weight, _) in source.items():
            total[kind] = 1 - (1 - total[kind]) * (1 - weight)  # type: ignore[assignment]
    total.pop(catalogue.sole("draft"), None)
    draft, draft_because = _draft(signals, catalogue)
    if not total:
        return KindGuess(None, 0.0, (), draft, draft_because)
    best = max(sorted(total), key=lambda kind: total[kind])
    content_best = max(sorted(by_content), key=lambda kind: by_content[kind][0], default=None)
    if content_best not in (None, catalogue.sole("draft")) and by_content[content_best][0] >= IN_TITLE:
        best = content_best
    set_by_it = _set_by_regulation(signals, catalogue)
    policies = catalogue.having("regulates")
    if best in set_by_it and policies & total.keys() and (signals.regulation or signals.facts.identity.issuer):
        best = max(sorted(policies & total.keys()), key=lambda kind: total[kind])
    reasons = [source[best][1] for source in (by_content, by_name, by_form) if best in source]
    score = total[best]
    decree, team = catalogue.sole("decree"), catalogue.sole("appoints")
    if best == team:  # "SK Tim ..." names the decree and what it sets in one breath
        best, set_by_it = decree, [team, *set_by_it]
    elif best == decree and _TEAM_TITLE.match(signals.facts.identity.title or ""):
        set_by_it = [team, *set_by_it]
    return KindGuess(
        kind=best,
        score=min(score, 0.98),
        because=tuple(reasons),
        draft=draft,
        draft_because=draft_because,
        other=_claimed_otherwise(signals, catalogue, by_content, best),
        also=tuple(kind for kind in dict.fromkeys(set_by_it) if kind != best) if best in policies else (),
        forms_team=best == decree and team in set_by_it,
    )


def _claimed_otherwise(
    signals: Signals, catalogue: Catalogue, by_content: Mapping[str, Reason], best: str
) -> str | None:
    """The kind the name claims when the readable content clearly is of another; None when they agree."""
    draft, team = catalogue.sole("draft"), catalogue.sole("appoints")
    named = (catalogue.sole("decree") if kind == team else kind for kind in signals.name_kinds if kind != draft)
    claimed = next(named, None)
    clear = by_content.get(best, (0.0, ""))[0] >= IN_TITLE
    if claimed is None or claimed == best or not clear or not signals.readable:
        return None
    supported = claimed in by_content or best in signals.name_kinds
    return None if supported else claimed


def _set_by_regulation(signals: Signals, catalogue: Catalogue) -> list[str]:
    """Kinds of content named in the title a document gives itself, or in its name, beside the form."""
    named = dict.fromkeys((*signals.own_title_kinds, *signals.name_kinds))
    return [kind for kind in named if not {"draft", "regulates", "generic"} & {*catalogue.kind_by_id[kind].traits}]


def _by_name(signals: Signals, catalogue: Catalogue) -> dict[str, Reason]:
    found: dict[str, Reason] = {}
    forms = [kind for kind in signals.name_kinds if kind != catalogue.sole("draft")]
    for place, kind in enumerate(forms):
        found[kind] = (FIRST_IN_NAME if place == 0 else LATER_IN_NAME, "nama berkas menyebut jenis ini")
    for kind in signals.folder_kinds:
        found.setdefault(kind, (IN_FOLDER, "nama folder menyebut jenis ini"))
    return found


def _by_content(signals: Signals, catalogue: Catalogue, by_form: Mapping[str, Reason]) -> dict[str, Reason]:
    """What a document calls itself, how it is laid out, and what its text is made of."""
    found = _by_heading(signals, catalogue, by_form)
    letter = catalogue.sole("letter", "broad")
    if signals.facts.identity.letter:
        found[letter] = (max(LETTER, found.get(letter, (0.0, ""))[0]), "disusun seperti surat")
    structure = _structure(signals)
    if signals.facts.format in PICTURES:  # a picture of an application is no slide deck, whatever stands on it
        for entry in catalogue.kinds:
            if entry.extensions:
                found.pop(entry.id, None)
                structure.pop(entry.id, None)
    for entry in catalogue.kinds:
        count = structure.get(entry.id, 0)
        if entry.body and count >= entry.body_min:
            weight = min(STRUCTURE + STRUCTURE_MORE * (count - entry.body_min), 0.8)
            old = found.get(entry.id, (0.0, ""))[0]
            found[entry.id] = (1 - (1 - old) * (1 - weight), f"susunan isinya seperti {within(entry.label)}")
    nearer = catalogue.having("letter") - {letter}
    if signals.facts.identity.letter and any(found.get(kind, (0.0, ""))[0] >= STRUCTURE for kind in nearer):
        del found[letter]  # an invitation is a letter, and more than that
    return found


def _by_heading(signals: Signals, catalogue: Catalogue, by_form: Mapping[str, Reason]) -> dict[str, Reason]:
    """What a document calls itself in its title and head.

    A heading stands in the title; further down in the head, or beside a picture's buttons, its words may be cited.
    """
    found: dict[str, Reason] = {}
    enacted = signals.regulation or signals.facts.identity.issuer
    cited = frozenset() if enacted else catalogue.having("cited")
    titled = [kind for kind in signals.title_kinds if kind not in cited]
    headed = [kind for kind in signals.head_kinds if kind not in cited and kind not in titled]
    if signals.facts.identity.letter:  # what its subject line names is enclosed, asked for or spoken of
        titled, headed = ([kind for kind in kinds if catalogue.kind_by_id[kind].generic] for kinds in (titled, headed))
    own = _own_kind(signals, catalogue, cited)
    # The title of slides is their topic, and a fixed heading in a title goes before everything else there.
    opens = own in signals.opening_kinds and not by_form and not titled
    telling = own is not None and not {"broad", "generic"} & {*catalogue.kind_by_id[own].traits}
    picture = signals.facts.format in PICTURES
    cited_only = bool(titled) or (telling and opens)
    for place, kind in enumerate((*titled, *headed)):
        first = place == 0 and not (kind in headed and cited_only) and not (picture and not enacted)
        found[kind] = (IN_TITLE if first else LATER_IN_TITLE, "kepala dokumen menyebut jenis ini")
    for kind in (*titled, *headed):
        for other in catalogue.kind_by_id[kind].before:
            if other in found:
                found[kind], found[other] = (IN_TITLE, found[kind][1]), (LATER_IN_TITLE, found[other][1])
    if own is not None and own not in found and (telling or not (signals.title_kinds or signals.head_kinds)):
        # "LAPORAN OPERASIONAL ..." is no fixed title, but its first word says what it is.
        found[own] = (BY_OWN_TITLE if opens else INSIDE_TITLE, "judulnya menyebut jenis ini")
    return found


def _own_kind(signals: Signals, catalogue: Catalogue, cited: frozenset[str]) -> str | None:
    """The kind that the title alone names, where a title names forms at all.

    Words on a screen are no title; the subject line of a letter says what it is about, unless it invites; and only
    names of pictures say "aplikasi" or "menu" for what they show.
    """
    if signals.facts.format in PICTURES:
        return None
    no_form = catalogue.having("draft") | catalogue.having("picture") | cited
    kinds = [kind for kind in signals.own_title_kinds if kind not in no_form]
    if signals.facts.identity.letter:
        kinds = [kind for kind in kinds if catalogue.kind_by_id[kind].generic]
    opening = [kind for kind in kinds if kind in signals.opening_kinds]
    report = catalogue.sole("report", "broad")
    if opening[:1] == [report]:  # "LAPORAN RINGKAS AUDIT KEAMANAN" is a report, and of which kind stands behind it
        opening = [*(kind for kind in opening if kind in catalogue.having("report") - {report}), *opening]
    inside = [kind for kind in kinds if not catalogue.kind_by_id[kind].generic]
    return next(iter((*opening, *inside)), None)


def _structure(signals: Signals) -> Counter[str]:
    """How many different structure cues of each kind occur anywhere in the document."""
    cues = {cue for segment in signals.facts.segments for cue in segment.cues if cue.startswith("b:")}
    return Counter(cue.split(":")[1] for cue in cues)


def _by_form(signals: Signals, catalogue: Catalogue) -> dict[str, Reason]:
    """What the file format alone tells: a video is a video, a bare picture perhaps a screenshot."""
    found: dict[str, Reason] = {}
    for entry in catalogue.kinds:
        if signals.facts.format in entry.extensions:
            weight = BY_TEXT_FORMAT if signals.readable else BY_EXTENSION
            found[entry.id] = (weight, f"berkas {signals.facts.format.upper()}")
    if signals.facts.format in PICTURES and not signals.name_kinds:
        found.setdefault(catalogue.sole("picture"), (PICTURE, "berkas gambar"))
    facts = signals.facts
    several = facts.format == "pdf" and (facts.pages or 0) > 1
    few = several and _FEWEST_ON_SCREEN * (facts.pages or 0) <= facts.words <= _MOST_ON_SCREEN * (facts.pages or 0)
    if few and signals.readable and not (signals.regulation or facts.identity.letter or signals.name_kinds):
        found.setdefault(catalogue.sole("picture"), (SCREENS, "halamannya hanya memuat beberapa kata"))
    return found


def _draft(signals: Signals, catalogue: Catalogue) -> tuple[bool, str]:
    """Draft or not. What the text says decides; a name alone decides only where the text is silent."""
    stated = signals.facts.identity.draft
    if stated is not None:
        return stated, "; ".join(signals.facts.identity.marks)
    if catalogue.sole("draft") in signals.name_kinds:
        return True, "nama berkas menyebut draf"
    return False, ""
