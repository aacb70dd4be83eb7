"""Reading, checking and editing ``spbe.yaml``.

The file is laid out for people (``units: {"1-10": [Diskominfo]}``); ``load_workspace`` turns it into the models of
``models.py``. Everything odd is a ``ConfigurationError`` with file, line and, for a misspelt name, a suggestion.
``edit_workspace`` changes a file in place and keeps its comments and order.
"""

from __future__ import annotations

import codecs
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, MutableMapping, MutableSequence, Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, FiniteFloat

from spbe_checklist.catalogue import strict_yaml
from spbe_checklist.catalogue.complaints import Problem, suggestion
from spbe_checklist.catalogue.item_names import find_item, find_item_or_indicator
from spbe_checklist.catalogue.models import ROLES, Catalogue
from spbe_checklist.catalogue.score_card import Caution
from spbe_checklist.errors import ConfigurationError, InputError
from spbe_checklist.files import os_reason, read_regular
from spbe_checklist.settings import kept_lines
from spbe_checklist.settings.level_values import COLUMNS, read_levels
from spbe_checklist.settings.models import (
    DEFAULT_TARGET,
    Agency,
    AssessorDecision,
    Attestation,
    DocumentDecision,
    Gate,
    ItemDuty,
    Learned,
    Letter,
    Limits,
    Note,
    Service,
    Setting,
    UnitDuty,
    Waiver,
    Workspace,
)
from spbe_checklist.settings.place import FILE_NAME

VERSION: Literal[1] = 1

T = TypeVar("T")

Place = tuple[str | int, ...]
"""Keys and list positions that lead to a value in the file, e.g. ("waivers", 0, "expires")."""

Change = Callable[[MutableMapping[str, Any]], None]
"""An edit of the parsed file; it keeps comments as long as it changes values in place."""


def _names(value: object) -> object:
    """A single name may stand without brackets."""
    return (value,) if isinstance(value, str) else value


Numbers = str | int
"""Indicator numbers as a key of the file: 17, "17", "1-10" or "1-3, 7"."""


class LevelTables(Setting):
    """Section ``levels``: values from outside, per indicator."""

    claimed: Mapping[Numbers, FiniteFloat] = {}
    assessed: Mapping[Numbers, FiniteFloat] = {}
    previous: Mapping[Numbers, FiniteFloat] = {}


class GateTable(Setting):
    """Section ``gate``; its domain numbers are keys of the file."""

    fail_on: Annotated[tuple[str, ...], BeforeValidator(_names)] = ("missing",)
    min_complete: FiniteFloat | None = None
    domains: Mapping[Numbers, FiniteFloat] = {}


class Layout(Setting):
    """``spbe.yaml`` as it is written: keys of the file, before ranges are spread over indicators."""

    version: Literal[1] = VERSION
    agency: Agency = Agency()
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    target: int = DEFAULT_TARGET
    targets: Mapping[Numbers, int] = {}
    units: Mapping[Numbers, Annotated[tuple[str, ...], BeforeValidator(_names)]] = {}
    owners: Mapping[str, str] = {}
    duties: tuple[ItemDuty, ...] = ()
    services: Mapping[Numbers, Service] = {}
    documents: tuple[DocumentDecision, ...] = ()
    learned: tuple[Learned, ...] = ()
    caution: Caution = "hati-hati"
    waivers: tuple[Waiver, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    notes: tuple[Note, ...] = ()
    assessor: tuple[AssessorDecision, ...] = ()
    levels: LevelTables = LevelTables()
    levels_file: str | None = None
    indices: Mapping[Numbers, FiniteFloat] = {}
    costs: Mapping[str, Annotated[int, Field(ge=0)]] = {}
    limits: Limits = Limits()
    letter: Letter = Letter()
    gate: GateTable = GateTable()


def load_workspace(path: Path) -> Workspace:
    """Read ``spbe.yaml`` and the levels file it names. Raises ConfigurationError naming the faulty lines.

    Indicator numbers and evidence ids are checked by ``validate_against``, once the catalogue is known.
    """
    workspace = parse_workspace(_content(path), path)
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
    problems: list[Problem] = []
    duties = [
        UnitDuty(indicators=numbers, units=names)
        for key, names in layout.units.items()
        if (numbers := _numbers(key, ("units", key), problems))
    ]
    gate = layout.gate.model_dump() | {"domains": _spread(layout.gate.domains, ("gate", "domains"), problems)}
    workspace = Workspace(
        agency=layout.agency,
        year=layout.year,
        target=layout.target,
        targets=_spread(layout.targets, ("targets",), problems),
        units=tuple(duties),
        owners=layout.owners,
        duties=layout.duties,
        services=_spread(layout.services, ("services",), problems),
        documents=layout.documents,
        learned=layout.learned,
        caution=layout.caution,
        waivers=layout.waivers,
        attestations=layout.attestations,
        notes=layout.notes,
        assessor=layout.assessor,
        claimed=_spread(layout.levels.claimed, ("levels", "claimed"), problems),
        assessed=_spread(layout.levels.assessed, ("levels", "assessed"), problems),
        previous=_spread(layout.levels.previous, ("levels", "previous"), problems),
        levels_file=layout.levels_file,
        indices={no: Decimal(str(one)) for no, one in _spread(layout.indices, ("indices",), problems).items()},
        costs=layout.costs,
        limits=layout.limits,
        letter=layout.letter,
        gate=Gate.model_validate(gate),
        file=str(path),
    )
    for position, waiver in enumerate(layout.waivers):
        if waiver.expires < waiver.date:
            problems.append(
                Problem(("waivers", position, "expires"), "masa berlaku pengecualian berakhir sebelum tanggal dibuat")
            )
    if problems:
        raise strict_yaml.failure(document, problems)
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
    """Everything in the settings that the catalogue does not know, in the order of the file's sections."""
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
    for position, item in enumerate(workspace.duties):
        yield from evidence(item.evidence, "duties", position, "evidence")
    for no in workspace.services:
        yield from indicator(no, "services", str(no))
    for position, document in enumerate(workspace.documents):
        for key, ids in (("evidence", document.evidence), ("not_evidence", document.not_evidence)):
            for name in ids:
                if match := re.fullmatch(r"(?i)I(\d{1,3})", name):
                    yield from indicator(int(match[1]), "documents", position, key)
                elif not (name == "*" and key == "not_evidence"):
                    yield from evidence(name, "documents", position, key)
    for position, taught in enumerate(workspace.learned):
        yield from indicator(taught.indicator, "learned", position, "indicator")
    for position, waiver in enumerate(workspace.waivers):
        yield from evidence(waiver.evidence, "waivers", position, "evidence")
    for position, attestation in enumerate(workspace.attestations):
        yield from evidence(attestation.evidence, "attestations", position, "evidence")
    for position, ruling in enumerate(workspace.assessor):
        yield from evidence(ruling.evidence, "assessor", position, "evidence")
    for position, note in enumerate(workspace.notes):
        yield from indicator(note.indicator, "notes", position, "indicator")
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


_OF_ITEMS = ("duties", "waivers", "attestations", "assessor")
"""Sections whose entries are about one item each."""


def _with_ids(workspace: Workspace, catalogue: Catalogue) -> Workspace:
    """Items under their ids; everything else as it is."""

    def ids(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(find_item_or_indicator(catalogue, name) or name for name in names)

    update: dict[str, Any] = {
        section: tuple(
            one.model_copy(update={"evidence": find_item(catalogue, one.evidence) or one.evidence})
            for one in getattr(workspace, section)
        )
        for section in _OF_ITEMS
    }
    update["documents"] = tuple(
        one.model_copy(update={"evidence": ids(one.evidence), "not_evidence": ids(one.not_evidence)})
        for one in workspace.documents
    )
    return workspace.model_copy(update=update)


def use_ids(catalogue: Catalogue) -> Change:
    """A change that writes items under their ids, so that a later decision finds an earlier one made by code."""

    def change(document: MutableMapping[str, Any]) -> None:
        for section in (*_OF_ITEMS, "documents"):
            for entry in document.get(section) or ():
                for key in ("evidence", "not_evidence"):
                    names = _as_list(entry.get(key))
                    ids = [find_item_or_indicator(catalogue, str(name)) or name for name in names]
                    if ids != names:
                        entry[key] = _written(ids if isinstance(entry[key], list) else ids[0])

    return change


def edit_workspace(path: Path, *changes: Change) -> None:
    """Apply ``changes`` to the file; lines that they do not concern stay as they are, to the byte.

    A missing file is created. The new text must load, or nothing is written; nor is it when somebody else changed the
    file meanwhile. Raises ConfigurationError; InputError when the file cannot be written.
    """
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415 - only editing needs it

    target = path.resolve()
    before = _content(target) if target.exists() else None
    content = before or b""
    parse_workspace(content, path)
    text = content.decode("utf-8-sig")
    plain = text.replace("\r\n", "\n")
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    document, untouched = (_editable(plain, path) for _ in range(2))
    if document is None:  # nothing but comments: ruamel would lose them, so they stay as text in front
        document = CommentedMap()
        _apply(changes, document)
        front = plain if plain.endswith("\n") or not plain else plain + "\n"
        new_text = front + kept_lines.written(document, kept_lines.styles("")[0])
        data = mark + (new_text.replace("\n", "\r\n") if "\r\n" in text else new_text).encode()
    else:
        _apply(changes, document)
        data = mark + _with_lines_kept(text, untouched, document, path).encode()
    parse_workspace(data, path)
    _replace(target, before, data)


def _apply(changes: Iterable[Change], document: MutableMapping[str, Any]) -> None:
    for change in changes:
        change(document)


def _editable(text: str, path: Path) -> Any:
    """The file for editing. Raises ConfigurationError for what only readers understand: a tab before a comment."""
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    try:
        return kept_lines.editor().load(text)
    except YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        place = f" baris {line + 1}" if line is not None else ""
        raise ConfigurationError(
            f"{path}{place} tidak dapat disunting oleh program.", "Ganti tab di baris itu dengan spasi, lalu ulangi."
        ) from error


def _with_lines_kept(text: str, untouched: Any, changed: Any, path: Path) -> str:
    """The changed document in the lines of ``text``, as many as can stay; all anew where nothing else says the same."""
    lines = set(text.split("\n"))
    whole, good = "", []
    for style in kept_lines.styles(text):
        after = kept_lines.written(changed, style)
        whole = whole or after
        one = kept_lines.merged(text, kept_lines.written(untouched, style), after)
        with suppress(ConfigurationError):
            if parse_workspace(one.encode(), path) == parse_workspace(after.encode(), path):
                good.append(one)
    if good:
        return max(good, key=lambda one: len(lines & set(one.split("\n"))))
    return whole.replace("\n", "\r\n") if "\r\n" in text else whole


def confirm_document(decision: DocumentDecision) -> Change:
    """A change that records a decision; one already there for the same content (or path) is extended."""

    def change(document: MutableMapping[str, Any]) -> None:
        entries = _list_in(document, "documents")
        entry = _entry_of(entries, decision)
        if entry is None:
            entry = {"path": _written(decision.path)}
            entries.append(entry)
        if entry.get("path") != decision.path:
            entry["path"] = _written(decision.path)
        if decision.sha256:
            entry["sha256"] = _written(decision.sha256)
        _decide(entry, "evidence", decision.evidence, against="not_evidence")
        _decide(entry, "not_evidence", decision.not_evidence, against="evidence")
        _extend(entry, "articles", decision.articles)
        _extend(entry, "pages", decision.pages)
        if decision.by:
            entry["by"] = _written(decision.by)
        if decision.date:
            entry["date"] = _written(decision.date.isoformat())
        if decision.note:
            entry["note"] = _written(decision.note)

    return change


def take_back(
    decision: DocumentDecision, earlier: Sequence[DocumentDecision] = (), learned: Sequence[Learned] = ()
) -> Change:
    """A change that takes a decision back; what ``earlier`` said about the same document stands again, and what that
    had taught (``learned``).
    """
    same = [one for one in earlier if one.path == decision.path or (one.sha256 and one.sha256 == decision.sha256)]

    def change(document: MutableMapping[str, Any]) -> None:
        entries = _list_in(document, "documents")
        entry = _entry_of(entries, decision)
        if entry is not None:
            entries.remove(entry)
        if not entries:
            del document["documents"]
        for one in same:
            confirm_document(one)(document)
        learn(decision.path, [one for one in learned if one.source == decision.path])(document)

    return change


def learn(path: str, lessons: Sequence[Learned]) -> Change:
    """A change that lets a document teach ``lessons``, each on a line of its own, in place of what it taught before."""

    def change(document: MutableMapping[str, Any]) -> None:
        from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415

        if not lessons and not document.get("learned"):
            return
        entries = _list_in(document, "learned")
        for entry in [one for one in entries if one.get("source") == path]:
            entries.remove(entry)
        for lesson in lessons:
            line = CommentedMap({key: _written(value) for key, value in lesson.model_dump(mode="json").items()})
            line.fa.set_flow_style()
            entries.append(line)
        if not entries:
            del document["learned"]

    return change


def set_duty(duty: ItemDuty) -> Change:
    """A change that records who owes one item and by when; what ``duty`` leaves empty stays as it was."""

    def change(document: MutableMapping[str, Any]) -> None:
        entries = _list_in(document, "duties")
        entry = next((one for one in entries if one.get("evidence") == duty.evidence), None)
        if entry is None:
            entry = {"evidence": _written(duty.evidence)}
            entries.append(entry)
        if duty.units:
            entry["units"] = _written(duty.units)
        if duty.pic:
            entry["pic"] = _written(duty.pic)
        if duty.deadline:
            entry["deadline"] = _written(duty.deadline.isoformat())
        if duty.note:
            entry["note"] = _written(duty.note)

    return change


def set_units(indicator: int, units: tuple[str, ...]) -> Change:
    """A change that gives one indicator its units; lists for ranges it belongs to lose it only where they must."""

    def change(document: MutableMapping[str, Any]) -> None:
        if document.get("units") is None:
            document["units"] = {}
        table: Any = document["units"]
        for key in list(table):
            members = parse_numbers(str(key))
            if indicator in members and len(members) > 1:
                rest = format_numbers(no for no in members if no != indicator)
                position = list(table).index(key)
                table.insert(position, _written(rest), table.pop(key))
            elif indicator in members:
                del table[key]
        table[_written(str(indicator))] = _written(units)

    return change


def set_values(values: Mapping[tuple[str, ...], Any]) -> Change:
    """A change that sets single settings by their keys from the top: ``("services", "45", "name")``."""

    def change(document: MutableMapping[str, Any]) -> None:
        for (*above, last), value in values.items():
            table: Any = document
            for key in above:
                if table.get(key) is None:
                    table[_written(key) if key.isdigit() else key] = {}
                table = table[key]
            table[_written(last) if last.isdigit() else last] = _written(value)

    return change


def add_note(note: Note) -> Change:
    """A change that adds an assessor's note, or updates the status of the same note."""

    def change(document: MutableMapping[str, Any]) -> None:
        entries = _list_in(document, "notes")
        entry = next(
            (one for one in entries if one.get("indicator") == note.indicator and one.get("text") == note.text), None
        )
        if entry is None:
            entry = {"indicator": note.indicator}
            entries.append(entry)
        values = {"date": note.date.isoformat(), "by": note.by, "text": note.text, "status": note.status}
        entry.update({key: _written(value) for key, value in values.items() if entry.get(key) != value})
        _extend(entry, "answered_by", note.answered_by)

    return change


def add_ruling(ruling: AssessorDecision) -> Change:
    """A change that records an assessor's decision; an older one about the same item is replaced."""

    def change(document: MutableMapping[str, Any]) -> None:
        entries = _list_in(document, "assessor")
        entry = next((one for one in entries if one.get("evidence") == ruling.evidence), None)
        if entry is None:
            entry = {}
            entries.append(entry)
        values = {**ruling.model_dump(), "date": ruling.date.isoformat()}
        entry.update({key: _written(value) for key, value in values.items() if value and entry.get(key) != value})

    return change


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


def format_numbers(numbers: Iterable[int]) -> str:
    """The shortest text ``parse_numbers`` reads back: 1, 2, 3, 7 becomes "1-3, 7"."""
    runs: list[list[int]] = []
    for no in sorted(set(numbers)):
        if runs and no == runs[-1][1] + 1:
            runs[-1][1] = no
        else:
            runs.append([no, no])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def _numbers(key: Numbers, place: Place, problems: list[Problem]) -> tuple[int, ...]:
    try:
        return parse_numbers(str(key))
    except ValueError as error:
        problems.append(Problem(place, str(error)))
        return ()


def _spread(table: Mapping[Numbers, T], place: Place, problems: list[Problem]) -> dict[int, T]:
    """A table with one entry per indicator; a number named twice is a mistake."""
    result: dict[int, T] = {}
    for key, value in table.items():
        for no in _numbers(key, (*place, key), problems):
            if no in result:
                problems.append(Problem((*place, key), f"nomor {no} disebut dua kali"))
            result[no] = value
    return result


def _without_empty(value: Any) -> Any:
    """Keys with nothing behind them ("notes:" above lines still commented out) mean: not set."""
    if isinstance(value, dict):
        return {key: _without_empty(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_without_empty(inner) for inner in value]
    return value


def _content(path: Path) -> bytes:
    try:
        return read_regular(path)
    except OSError as error:
        raise ConfigurationError(
            f"Berkas pengaturan {path} tidak dapat dibaca: {os_reason(error)}.", "Periksa jalur dan izin berkas."
        ) from error


def _written(value: Any) -> Any:
    """A value as this program writes it: all text quoted, so that no reader takes it for a number or a date.

    Lone surrogates (file names that are not UTF-8) have no place in YAML; such a document is found by its hash.
    """
    from ruamel.yaml.comments import CommentedSeq  # noqa: PLC0415
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString  # noqa: PLC0415

    if isinstance(value, str):
        return DoubleQuotedScalarString(re.sub(r"[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", value))
    if isinstance(value, list | tuple):
        short = CommentedSeq(_written(inner) for inner in value)
        short.fa.set_flow_style()
        return short
    return value


def _replace(target: Path, before: bytes | None, data: bytes) -> None:
    """Write through a temporary file beside the target, unless the target is no longer what was read."""
    now = read_regular(target) if target.exists() else None
    if now != before:
        raise ConfigurationError(
            f"{target} diubah oleh program lain saat sedang disunting; tidak ada yang ditulis.", "Ulangi perintahnya."
        )
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            if before is not None:
                Path(name).chmod(target.stat().st_mode & 0o7777)
            else:
                Path(name).chmod(0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(
            f"{target} tidak dapat ditulis: {os_reason(error)}.", "Periksa izin folder dan sisa ruang disk."
        ) from error


def _list_in(document: MutableMapping[str, Any], key: str) -> MutableSequence[Any]:
    if document.get(key) is None:
        document[key] = []
    entries: MutableSequence[Any] = document[key]
    return entries


def _entry_of(entries: Iterable[Any], decision: DocumentDecision) -> Any:
    """The entry about the same content, else about the same path without a hash."""
    entries = list(entries)
    for entry in entries:
        if decision.sha256 and entry.get("sha256") == decision.sha256:
            return entry
    for entry in entries:
        if entry.get("path") == decision.path and not (decision.sha256 and entry.get("sha256")):
            return entry
    return None


def _decide(entry: MutableMapping[str, Any], key: str, ids: tuple[str, ...], *, against: str) -> None:
    """Add ids to one side of a decision and take them from the other: the last word counts."""
    if not ids:
        return
    _extend(entry, key, ids)
    rest = [
        name for name in _as_list(entry.get(against)) if name not in ids and not (key == "evidence" and name == "*")
    ]
    if rest:
        if rest != _as_list(entry.get(against)):
            entry[against] = _written(rest)
    else:
        entry.pop(against, None)


def _extend(entry: MutableMapping[str, Any], key: str, values: Iterable[Any]) -> None:
    present = _as_list(entry.get(key))
    fresh = [value for value in values if value not in present]
    if fresh:
        entry[key] = _written([*present, *fresh])


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
