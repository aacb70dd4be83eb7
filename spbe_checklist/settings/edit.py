"""Editing ``spbe.yaml``: named changes that keep what people wrote, and the file put in place whole."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping, MutableSequence, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from spbe_checklist.catalogue.item_names import find_item_or_indicator
from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.errors import ConfigurationError
from spbe_checklist.files import read_named, read_regular, unwritable, write_whole
from spbe_checklist.settings import kept_lines
from spbe_checklist.settings.file import OF_ITEMS, WHAT, parse_numbers, parse_workspace
from spbe_checklist.settings.models import (
    AssessorDecision,
    DocumentDecision,
    ItemDuty,
    Learned,
    Note,
)

Change = Callable[[MutableMapping[str, Any]], None]
"""An edit of the parsed file; it keeps comments as long as it changes values in place."""


def use_ids(catalogue: Catalogue) -> Change:
    """A change that writes items under their ids, so that a later decision finds an earlier one made by code."""

    def change(document: MutableMapping[str, Any]) -> None:
        for section in (*OF_ITEMS, "documents"):
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
    file meanwhile. Raises ConfigurationError; UsageError or OutputError when the file cannot be written.
    """
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415 - only editing needs it

    target = path.resolve()
    before = read_named(target, WHAT) if target.exists() else None
    content = before or b""
    parse_workspace(content, path)
    text = content.decode("utf-8-sig")
    plain = text.replace("\r\n", "\n")
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    document, untouched = (_editable(plain, path) for _ in range(2))
    if document is None:  # nothing but comments: ruamel would lose them, so they stay as text in front
        document = CommentedMap()
        together(*changes)(document)
        front = plain if plain.endswith("\n") or not plain else plain + "\n"
        new_text = front + kept_lines.written(document, kept_lines.styles("")[0])
        data = mark + (new_text.replace("\n", "\r\n") if "\r\n" in text else new_text).encode()
    else:
        together(*changes)(document)
        data = mark + _with_lines_kept(text, untouched, document, path).encode()
    parse_workspace(data, path)
    _replace(target, before, data)


def together(*changes: Change) -> Change:
    """Several changes as one, made one after the other."""

    def change(document: MutableMapping[str, Any]) -> None:
        for one in changes:
            one(document)

    return change


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
            entry = {}
            entries.append(entry)
        _state(entry, {"path": decision.path, "sha256": decision.sha256})
        _decide(entry, "evidence", decision.evidence, against="not_evidence")
        _decide(entry, "not_evidence", decision.not_evidence, against="evidence")
        _extend(entry, "articles", decision.articles)
        _extend(entry, "pages", decision.pages)
        _state(entry, decision.model_dump(mode="json", include={"by", "date", "note"}))

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

    lessons = [one for one in learned if one.source == decision.path]
    return together(change, *map(confirm_document, same), learn(decision.path, lessons))


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
        _state(_entry_about(duty.evidence, _list_in(document, "duties")), duty.model_dump(mode="json"))

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
            for key in (_key_in(table, name) for name in above):
                if table.get(key) is None:
                    table[key] = {}
                table = table[key]
            table[_key_in(table, last)] = _written(value)

    return change


def _key_in(table: Mapping[Any, Any], name: str) -> Any:
    """The key as the file has it, numbers also without quotes; a new number gets them."""
    return next((key for key in table if str(key) == name), _written(name) if name.isdigit() else name)


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
        _state(entry, note.model_dump(mode="json", exclude={"answered_by"}))
        _extend(entry, "answered_by", note.answered_by)

    return change


def add_ruling(ruling: AssessorDecision) -> Change:
    """A change that records an assessor's decision; an older one about the same item is replaced."""

    def change(document: MutableMapping[str, Any]) -> None:
        _state(_entry_about(ruling.evidence, _list_in(document, "assessor")), ruling.model_dump(mode="json"))

    return change


def format_numbers(numbers: Iterable[int]) -> str:
    """The shortest text ``parse_numbers`` reads back: 1, 2, 3, 7 becomes "1-3, 7"."""
    runs: list[list[int]] = []
    for no in sorted(set(numbers)):
        if runs and no == runs[-1][1] + 1:
            runs[-1][1] = no
        else:
            runs.append([no, no])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


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
    """Write the target, unless it is no longer what was read."""
    now = read_regular(target) if target.exists() else None
    if now != before:
        raise ConfigurationError(
            f"{target} diubah oleh program lain saat sedang disunting; tidak ada yang ditulis.", "Ulangi perintahnya."
        )
    try:
        write_whole(target, [data])
    except OSError as error:
        raise unwritable(str(target), error) from error


def _list_in(document: MutableMapping[str, Any], key: str) -> MutableSequence[Any]:
    if document.get(key) is None:
        document[key] = []
    entries: MutableSequence[Any] = document[key]
    return entries


def _entry_about(evidence: str, entries: MutableSequence[Any]) -> Any:
    """The entry of a list about one item, made where there is none."""
    entry = next((one for one in entries if one.get("evidence") == evidence), None)
    if entry is None:
        entry = {"evidence": _written(evidence)}
        entries.append(entry)
    return entry


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


def _state(entry: MutableMapping[str, Any], values: Mapping[str, Any]) -> None:
    """Write what is stated and differs; what is empty stays as it was."""
    entry.update({key: _written(value) for key, value in values.items() if value and entry.get(key) != value})


def _decide(entry: MutableMapping[str, Any], key: str, ids: tuple[str, ...], *, against: str) -> None:
    """Add ids to one side of a decision and take them from the other: the last word counts."""
    if not ids:
        return
    _extend(entry, key, ids)
    said = _as_list(entry.get(against))
    rest = [name for name in said if name not in ids and not (key == "evidence" and name == "*")]
    if not rest:
        entry.pop(against, None)
    elif rest != said:
        entry[against] = _written(rest)


def _extend(entry: MutableMapping[str, Any], key: str, values: Iterable[Any]) -> None:
    present = _as_list(entry.get(key))
    fresh = [value for value in values if value not in present]
    if fresh:
        entry[key] = _written([*present, *fresh])


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
