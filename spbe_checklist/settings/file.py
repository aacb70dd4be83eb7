"""Reading and checking ``spbe.yaml``.

The file is laid out for people (``units: {"1-10": [Diskominfo]}``); ``load_workspace`` turns it into the models of
``models.py``. Everything odd is a ``ConfigurationError`` with file, line and, for a misspelt name, a suggestion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, FiniteFloat

from spbe_checklist.catalogue import strict_yaml
from spbe_checklist.catalogue.complaints import Problem, Report, suggestion
from spbe_checklist.catalogue.fields import Model
from spbe_checklist.catalogue.item_names import find_item, find_item_or_indicator
from spbe_checklist.catalogue.models import ROLES, Catalogue
from spbe_checklist.errors import ConfigurationError
from spbe_checklist.files import read_named, read_regular
from spbe_checklist.settings.level_values import COLUMNS, read_levels
from spbe_checklist.settings.models import Gate, GateRule, Service, Shared, UnitDuty, Workspace
from spbe_checklist.settings.place import FILE_NAME

VERSION: Literal[1] = 1
WHAT = "Berkas pengaturan"

OF_ITEMS = ("duties", "waivers", "attestations", "assessor")
"""Sections whose entries are about one item each."""

T = TypeVar("T")

Place = tuple[str | int, ...]
"""Keys and list positions that lead to a value in the file, e.g. ("waivers", 0, "expires")."""


def _names(value: object) -> object:
    """A single name may stand without brackets."""
    return (value,) if isinstance(value, str) else value


Numbers = str | int
"""Indicator numbers as a key of the file: 17, "17", "1-10" or "1-3, 7"."""


class LevelTables(Model):
    """Section ``levels``: values from outside, per indicator."""

    claimed: Mapping[Numbers, FiniteFloat] = {}
    assessed: Mapping[Numbers, FiniteFloat] = {}
    previous: Mapping[Numbers, FiniteFloat] = {}


class GateTable(Model):
    """Section ``gate``; its domain numbers are keys of the file."""

    fail_on: Annotated[tuple[GateRule, ...], BeforeValidator(_names)] = ("missing",)
    min_complete: Annotated[FiniteFloat, Field(ge=0, le=100)] | None = None
    domains: Mapping[Numbers, FiniteFloat] = {}


class Layout(Shared):
    """``spbe.yaml`` as it is written: keys of the file, before ranges are spread over indicators."""

    version: Literal[1] = VERSION
    targets: Mapping[Numbers, int] = {}
    units: Mapping[Numbers, Annotated[tuple[str, ...], BeforeValidator(_names)]] = {}
    services: Mapping[Numbers, Service] = {}
    levels: LevelTables = LevelTables()
    indices: Mapping[Numbers, FiniteFloat] = {}
    gate: GateTable = GateTable()


def load_workspace(path: Path) -> Workspace:
    """Read ``spbe.yaml`` and the levels file it names. Raises ConfigurationError naming the faulty lines.

    Indicator numbers and evidence ids are checked by ``validate_against``, once the catalogue is known.
    """
    workspace = parse_workspace(read_named(path, WHAT), path)
    if workspace.levels_file is None:
        return workspace
    columns = read_levels(path.parent / workspace.levels_file)
    merged: dict[str, Any] = {
        name: {no: float(value) for no, value in columns.single(name).items()} | dict(getattr(workspace, name))
        for name in COLUMNS
    }
    return workspace.model_copy(update={**merged, "remarks": (columns.remark,) if columns.remark else ()})


def parse_workspace(content: bytes, path: Path) -> Workspace:
    """The settings in a file's bytes; ``path`` names the file in messages. Raises ConfigurationError."""
    document = strict_yaml.read(content, str(path), ConfigurationError, empty_ok=True)
    layout = strict_yaml.validate(replace(document, data=_without_empty(document.data)), Layout)
    with strict_yaml.collected(document) as report:
        duties = [
            UnitDuty(indicators=numbers, units=names)
            for key, names in layout.units.items()
            if (numbers := _numbers(key, ("units", key), report))
        ]
        gate = layout.gate.model_dump() | {"domains": _spread(layout.gate.domains, ("gate", "domains"), report)}
        workspace = Workspace(
            **{name: getattr(layout, name) for name in Shared.model_fields},
            targets=_spread(layout.targets, ("targets",), report),
            units=tuple(duties),
            services=_spread(layout.services, ("services",), report),
            **{name: _spread(getattr(layout.levels, name), ("levels", name), report) for name in COLUMNS},
            indices={no: Decimal(str(one)) for no, one in _spread(layout.indices, ("indices",), report).items()},
            gate=Gate.model_validate(gate),
            file=str(path),
        )
        for position, waiver in enumerate(layout.waivers):
            if waiver.expires < waiver.date:
                what = "masa berlaku pengecualian berakhir sebelum tanggal dibuat"
                report(Problem(("waivers", position, "expires"), what))
    return workspace


OTHER_EDITION = (
    "Perbaiki baris itu. Bila berkas ini ditulis untuk edisi lain, pilih edisinya dengan --catalogue, "
    "atau pakai berkas lain dengan --config."
)
"""Numbers of indicators belong to one edition; a settings file cannot serve two."""


def validate_against(workspace: Workspace, catalogue: Catalogue) -> Workspace:
    """The settings with every item under its id, also where the file gives the code of a portal.

    Refuses numbers, ids and levels the catalogue does not have. Raises ConfigurationError naming the lines.
    """
    problems = list(catalogue_problems(workspace, catalogue))
    if not problems:
        return _with_ids(workspace, catalogue)
    name = workspace.file or FILE_NAME
    try:
        document = strict_yaml.read(read_regular(Path(name)), name, ConfigurationError, empty_ok=True)
    except (OSError, ConfigurationError):  # settings that never were a file, or no longer are: name no line
        document = strict_yaml.YamlDocument(name, {}, ConfigurationError)
    raise strict_yaml.failure(document, problems)


def catalogue_problems(workspace: Workspace, catalogue: Catalogue) -> Iterable[Problem]:
    """Everything in the settings that the catalogue does not know."""
    known = catalogue.by_no
    span = f"{catalogue.min_level} sampai {catalogue.max_level}"

    def indicator(no: int, *place: str | int) -> Iterable[Problem]:
        if no not in known:
            yield Problem(place, f"indikator {no} tidak ada dalam katalog {catalogue.id}", OTHER_EDITION)

    def evidence(item: str, *place: str | int) -> Iterable[Problem]:
        if find_item(catalogue, item) is None:
            near = suggestion(item, [*catalogue.by_evidence, *catalogue.by_code])
            yield Problem(place, f"butir bukti '{item}' tidak ada dalam katalog {catalogue.id}{near}", OTHER_EDITION)

    def level(value: float, *place: str | int) -> Iterable[Problem]:
        if not catalogue.min_level <= value <= catalogue.max_level:
            yield Problem(place, f"tingkat {value:g} di luar rentang {span}")
        elif not catalogue.fractional and value != int(value):
            yield Problem(place, f"tingkat {value:g} harus bilangan bulat {span}")

    yield from level(workspace.target, "target")
    for no, target in workspace.targets.items():
        yield from indicator(no, "targets", str(no))
        yield from level(target, "targets", str(no))
    for duty in workspace.units:
        for no in duty.indicators:
            yield from indicator(no, "units")
    for section in OF_ITEMS:
        for position, one in enumerate(getattr(workspace, section)):
            yield from evidence(one.evidence, section, position, "evidence")
    for no in workspace.services:
        yield from indicator(no, "services", str(no))
    for position, document in enumerate(workspace.documents):
        for key, ids in (("evidence", document.evidence), ("not_evidence", document.not_evidence)):
            for name in ids:
                if match := re.fullmatch(r"(?i)I(\d{1,3})", name):
                    yield from indicator(int(match[1]), "documents", position, key)
                elif not (name == "*" and key == "not_evidence"):
                    yield from evidence(name, "documents", position, key)
    for section in ("learned", "notes"):
        for position, one in enumerate(getattr(workspace, section)):
            yield from indicator(one.indicator, section, position, "indicator")
    for column in COLUMNS:
        values: Mapping[int, float] = getattr(workspace, column)
        for no, value in values.items():
            yield from indicator(no, "levels", column, str(no))
            yield from level(value, "levels", column, str(no))
    for no in workspace.indices:
        yield from indicator(no, "indices", str(no))
        if no in known and not known[no].external:
            yield Problem(("indices", str(no)), f"nilai indikator {no} tidak diambil dari indeks lain")
    for section, kinds, also in (("costs", workspace.costs, ()), ("owners", workspace.owners, ROLES)):
        for kind in kinds:
            if kind not in catalogue.kind_by_id and kind not in also:
                near = suggestion(kind, [*catalogue.kind_by_id, *also])
                yield Problem((section, kind), f"jenis bukti '{kind}' tidak ada dalam katalog {catalogue.id}{near}")
    domains = {domain.no for domain in catalogue.domains}
    for no in workspace.gate.domains:
        if no not in domains:
            yield Problem(("gate", "domains", str(no)), f"domain {no} tidak ada dalam katalog {catalogue.id}")


def _with_ids(workspace: Workspace, catalogue: Catalogue) -> Workspace:
    """Items under their ids; everything else as it is."""

    def ids(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(find_item_or_indicator(catalogue, name) or name for name in names)

    update: dict[str, Any] = {
        section: tuple(
            one.model_copy(update={"evidence": find_item(catalogue, one.evidence) or one.evidence})
            for one in getattr(workspace, section)
        )
        for section in OF_ITEMS
    }
    update["documents"] = tuple(
        one.model_copy(update={"evidence": ids(one.evidence), "not_evidence": ids(one.not_evidence)})
        for one in workspace.documents
    )
    return workspace.model_copy(update=update)


def parse_numbers(text: str) -> tuple[int, ...]:
    """Indicator numbers in "3", "1-10" or "1-3, 7". Raises ValueError with an Indonesian reason."""
    numbers: dict[int, None] = {}
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d{1,3})\s*(?:[-–]\s*(\d{1,3})\s*)?", part)
        if not match:
            raise ValueError(f'\'{text}\' bukan nomor indikator; tulis misalnya "17", "1-10" atau "1-3, 7"')
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise ValueError(f"rentang '{part.strip()}' terbalik")
        numbers.update(dict.fromkeys(range(first, last + 1)))
    return tuple(numbers)


def _numbers(key: Numbers, place: Place, report: Report) -> tuple[int, ...]:
    try:
        return parse_numbers(str(key))
    except ValueError as error:
        report(Problem(place, str(error)))
        return ()


def _spread(table: Mapping[Numbers, T], place: Place, report: Report) -> dict[int, T]:
    """A table with one entry per indicator; a number named twice is a mistake."""
    result: dict[int, T] = {}
    for key, value in table.items():
        for no in _numbers(key, (*place, key), report):
            if no in result:
                report(Problem((*place, key), f"nomor {no} disebut dua kali"))
            result[no] = value
    return result


def _without_empty(value: Any) -> Any:
    """Keys with nothing behind them ("notes:" above lines still commented out) mean: not set."""
    if isinstance(value, dict):
        return {key: _without_empty(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_without_empty(inner) for inner in value]
    return value
