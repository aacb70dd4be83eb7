"""How a document earns "ada", as data: rows of the gate, signs with their points, threshold and calibration.

The file is ``data/recognition/score_card.yaml``; its points were fitted (``make train``
fits them again), everything else is written by hand.
docs/dev/recognition.md explains the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from spbe_checklist.catalogue.fields import Model

Caution = Literal["hati-hati", "seimbang"]


class SignExample(Model):
    """A small document, and the indicator of which the sign is asked."""

    indicator: int
    name: str = "dokumen.pdf"
    text: str = ""
    times: int = 1
    """How often the text stands in it."""
    service: str = ""
    """What the agency named as its service of this indicator."""
    learned: str = ""
    """An application that a confirmation taught for this indicator."""
    unit: str = ""
    """A unit that a confirmation taught for it."""


class Sign(Model):
    """What speaks for or against "this document is about this indicator"."""

    id: str
    points: float
    """Log-odds for a value of one."""
    sentence: str
    """Indonesian; ``{topic}`` is the indicator's short name."""
    fires: SignExample
    silent: SignExample
    missing: str = ""
    """What to say where it does not fire and the score is too low; empty where that tells a person nothing."""
    by_hand: bool = False
    """Not measurable with neutral names: its points are set, not fitted."""


class GateRow(Model):
    """A condition without which no score counts. ``id`` names the question that the code asks."""

    id: str
    passed: str
    failed: str
    keys: tuple[str, ...] = ()
    """Keys of evidence items that the question is about."""
    kinds: tuple[str, ...] = ()
    """Ids of kinds that the question is about."""
    least: int = 0
    """The question's own number."""


class LookAlike(Model):
    """Papers that use the words of an indicator and prove nothing for it: an unfilled form, a CSIRT's profile ...

    A document is one when its title names one of ``title``, or ``least`` different ones of ``body`` stand in it.
    """

    id: str
    label: str
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    least: int = 3
    blocks: tuple[str, ...] = ()
    """Families or numbers of the indicators it must not count for; empty: all."""
    rival: bool = False
    """A subject of its own: where it is the subject, others that merely share its words are not offered."""
    stands_for: int | None = None
    """The indicator that a bare name with these words points to, as long as the text is unread."""


class Calibration(Model):
    """From score to probability: 1 / (1 + exp(-(shift + slope x score))), fitted on pairs out of their source."""

    slope: float = 1.0
    shift: float = 0.0
    pairs: int = 0
    right: int = 0


class Trained(Model):
    """What the points were fitted on."""

    real: int
    invented: int
    rows: str
    """Hash of the rows."""


class ScoreCard(Model):
    """Everything by which recognition decides."""

    start: float = 0.0
    signs: tuple[Sign, ...] = ()
    gate: tuple[GateRow, ...] = ()
    look_alikes: tuple[LookAlike, ...] = ()
    caution: Caution = "hati-hati"
    most_by_number: float = 0.0
    """Points that numbers in name and folder may add to what counts for "ada"."""
    most_where_agreed: float = 0.0
    """The same where the document itself agrees: its title or an article of its own names the subject, and its kind is
    one that the indicator takes."""
    thresholds: Mapping[str, float] = {"hati-hati": 0.0}
    about: Calibration = Calibration()
    """From score to how surely the document is about the indicator, over all pairs."""
    calibration: Calibration = Calibration()
    """From score to how surely it proves something there, over pairs that pass the gate."""
    trained: Trained | None = None

    @property
    def threshold(self) -> float:
        """The score from which a document may count, at the chosen caution."""
        return self.thresholds[self.caution]

    @cached_property
    def points(self) -> dict[str, float]:
        """Points by sign."""
        return {sign.id: sign.points for sign in self.signs}

    @cached_property
    def by_id(self) -> dict[str, Sign]:
        """Signs by id."""
        return {sign.id: sign for sign in self.signs}

    @cached_property
    def row(self) -> dict[str, GateRow]:
        """Rows of the gate by id."""
        return {row.id: row for row in self.gate}
