"""``spbe.yaml``: who is evaluated, for which year and target, who owes what, and what people decided.

These are the models; reading and writing the file is in ``file.py``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from spbe_checklist.catalogue.fields import Day, Model
from spbe_checklist.catalogue.item_names import indicator_of, written_item
from spbe_checklist.catalogue.score_card import Caution
from spbe_checklist.settings.zone import zone_of

DEFAULT_TARGET = 3


def _indicator(value: object) -> object:
    """An indicator, also where it is told by one of its items: "I3-L1-02" or "I3.L1.pemanfaatan"."""
    written = written_item(value) if isinstance(value, str) else None
    return value if written is None else indicator_of(written)


def _province(value: str) -> str:
    if value and zone_of(value) is None:
        raise ValueError(f'provinsi "{value}" tidak dikenal; tulis nama lengkapnya, misalnya "Sulawesi Selatan"')
    return value


class Agency(Model):
    """The agency under evaluation. ``names`` are further names it appears under in documents."""

    name: str = ""
    kind: str | None = None
    names: tuple[str, ...] = ()
    province: Annotated[str, AfterValidator(_province)] = ""
    """Where it lies, for the local time; needed only where the name does not tell."""


class Service(Model):
    """A service chosen for indicator 45, 46 or 47, or more application names for 32-44."""

    name: str
    apps: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


class UnitDuty(Model):
    """Who owes an indicator's evidence; the first unit leads."""

    indicators: tuple[int, ...]
    units: tuple[str, ...]


class ItemDuty(Model):
    """Who delivers one evidence item, by when, and a remark; by hand or read back from a filled-in checklist."""

    evidence: str
    units: tuple[str, ...] = ()
    """Replaces the indicator's units for this item; empty: the indicator's units owe it."""
    pic: str = ""
    """The person in charge."""
    deadline: Day | None = None
    note: str = ""


class DocumentDecision(Model):
    """What a person decided about one document. Found again by content hash when it is renamed."""

    path: str
    sha256: str | None = None
    evidence: tuple[str, ...] = ()
    """Evidence ids (``I1.L3.lengkap``) or indicators (``I1``) it is confirmed for."""
    not_evidence: tuple[str, ...] = ()
    """Ids or indicators it was rejected for; ("*",) rejects it altogether."""
    articles: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    by: str = ""
    date: Day | None = None
    note: str = ""


class Waiver(Model):
    """An evidence item excused for a time."""

    evidence: str
    reason: str
    by: str
    date: Day
    expires: Day


class Attestation(Model):
    """A person states that evidence was seen elsewhere."""

    evidence: str
    seen: str
    where: str
    by: str
    date: Day
    valid_until: Day


Outcome = Literal["diterima", "revisi", "belum_diunggah", "otomatis"]
"""What an assessor said of an item: accepted, to revise, nothing uploaded, or refused unread for the level below."""


class AssessorDecision(Model):
    """An assessor's decision about one evidence item, as the evaluation portal shows it."""

    evidence: str
    status: Outcome
    date: Day
    by: str = ""
    reason: str = ""


class Note(Model):
    """What an assessor noted about an indicator, and which documents answered it."""

    indicator: Annotated[int, BeforeValidator(_indicator)]
    date: Day
    by: str
    text: str
    status: Literal["terbuka", "terjawab"] = "terbuka"
    answered_by: tuple[str, ...] = ()


class Learned(Model):
    """What a confirmed document taught: a name that points to its indicator. Deleting the line forgets it.

    It only raises offers; what counts for "ada" takes no notice of it.
    """

    indicator: int
    what: Literal["aplikasi", "kata", "unit"]
    name: str
    date: Day
    """Of the confirmation."""
    source: str
    """Path of the document."""


class Limits(Model):
    """Limits of inspection; a limit that is reached is always shown."""

    portal_megabytes: float = 10
    """Larger files get a notice, because submission portals refuse them."""
    read_megabytes: float = 200
    seconds: float = 20
    memory_megabytes: int = 1024


class Letter(Model):
    """Template fields of the request letters."""

    letterhead: tuple[str, ...] = ()
    sender: str = ""
    place: str = ""
    number: str = ""
    signatory: str = ""
    signatory_title: str = ""
    signatory_rank: str = ""
    signatory_id: str = ""
    nature: str = ""
    """"Biasa", "Segera" ...; empty means "Biasa"."""
    contact: str = ""
    send_to: str = ""
    """Where the documents go: an address, a folder, a number."""
    addressees: Mapping[str, str] = {}
    """Whom to write to where the name of the unit does not tell: "Diskominfo" and the title of its head."""
    own_units: tuple[str, ...] = ()
    """Units of the sender's own office, which get a nota dinas."""
    electronic: bool = False
    """Signed electronically (BSrE): a place for the mark instead of room for a signature."""
    logo: str | None = None
    """Picture for the letterhead; a relative path counts from spbe.yaml."""
    template: str | None = None


GateRule = Literal["missing", "doubtful", "unreadable", "expired", "regression", "never"]


class Gate(Model):
    """Thresholds for CI."""

    fail_on: tuple[GateRule, ...] = ("missing",)
    min_complete: float | None = None
    domains: Mapping[int, float] = {}


class Shared(Model):
    """What stands in ``spbe.yaml`` as it is used."""

    agency: Agency = Agency()
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    target: int = DEFAULT_TARGET
    owners: Mapping[str, str] = {}
    """The one unit that is asked for a kind of document or that has a role (``catalogue.ROLES``)."""
    duties: tuple[ItemDuty, ...] = ()
    documents: tuple[DocumentDecision, ...] = ()
    learned: tuple[Learned, ...] = ()
    caution: Caution = "hati-hati"
    """How much must speak for a document before it counts by itself (``ScoreCard.thresholds``)."""
    waivers: tuple[Waiver, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    notes: tuple[Note, ...] = ()
    assessor: tuple[AssessorDecision, ...] = ()
    levels_file: str | None = None
    """CSV, XLSX or YAML the three level columns were read from; what ``spbe.yaml`` states itself goes first."""
    costs: Mapping[str, Annotated[int, Field(ge=0)]] = {}
    """Cost per kind of document, for planning; overrides the catalogue's."""
    limits: Limits = Limits()
    letter: Letter = Letter()


class Workspace(Shared):
    """All settings of one agency, with defaults where ``spbe.yaml`` is silent or absent."""

    targets: Mapping[int, int] = {}
    """Targets of single indicators that differ from ``target``."""
    units: tuple[UnitDuty, ...] = ()
    services: Mapping[int, Service] = {}
    claimed: Mapping[int, float] = {}
    assessed: Mapping[int, float] = {}
    previous: Mapping[int, float] = {}
    indices: Mapping[int, Decimal] = {}
    """Results of other indices by the indicator that takes its value from them (editions with external indicators)."""
    gate: Gate = Gate()
    file: str | None = None
    """Where it was read from; None for defaults."""
    remarks: tuple[str, ...] = ()
    """What is to be said about files that it names: columns that were not used."""

    @property
    def zone(self) -> dt.tzinfo | None:
        """The agency's time zone; None where its settings do not tell, and the computer's has to do."""
        return zone_of(self.agency.province, self.agency.name, *self.agency.names, self.letter.place)

    def target_of(self, indicator: int) -> int:
        """Target level of an indicator."""
        return self.targets.get(indicator, self.target)

    def units_of(self, indicator: int) -> tuple[str, ...]:
        """Units that owe an indicator's evidence, the lead first; empty when nobody is named."""
        named: dict[str, None] = {}
        for duty in self.units:
            if indicator in duty.indicators:
                named.update(dict.fromkeys(duty.units))
        return tuple(named)

    def duty_of(self, evidence: str) -> ItemDuty | None:
        """What is arranged for one evidence item; the last entry wins, None when nothing is."""
        return next((duty for duty in reversed(self.duties) if duty.evidence == evidence), None)
