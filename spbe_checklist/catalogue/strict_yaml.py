"""Strict YAML: the part of YAML in which a file can mean only one thing, with the line of every value.

Refused, each with file, line, column and what to write instead: duplicate keys, anchors and aliases, merge keys, tags,
directives, several documents, nesting deeper than ``MAX_DEPTH``, more than ``MAX_BYTES``, text that is not UTF-8, and
every unquoted value that YAML 1.1 readers understand in surprising ways (``yes``, ``010``, ``12:30``, ``1.10``, dates).
What is left are mappings, lists, text, whole numbers, ``true``/``false`` and ``null``.

``validate`` hands the data to a pydantic model and reports its complaints in Indonesian at their line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from spbe_checklist.catalogue.complaints import Key, Problem, Report, complaint, shown, together_with
from spbe_checklist.errors import ConfigurationError

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]
except ImportError:  # PyYAML built without libyaml: same events, several times slower

    class _Parser(  # type: ignore[no-redef]
        yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser
    ):
        """The event parser in Python."""

        def __init__(self, stream: str) -> None:
            yaml.reader.Reader.__init__(self, stream)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)

        def dispose(self) -> None:
            """Nothing to free."""


MAX_BYTES = 2_000_000
MAX_DEPTH = 20

_Entry = tuple[int, Any]
"""Line (from 0) of a key or list item, and the marks inside its value."""

M = TypeVar("M", bound=BaseModel)

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {"true": True, "false": False}
_BOOLEAN_WORDS = frozenset({"yes", "no", "on", "off", "true", "false"})
_WORDS_AS_KEYS = _BOOLEAN_WORDS - {"true", "false"}
"""As a key these are read as written: ``no`` is the number of an indicator, ``on`` a day."""
_NUMBER_START = frozenset("0123456789+-.")
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt \t].*)?\Z")
_CLOCK = re.compile(r"[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?\Z")
_OTHER_INTEGER = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|\d[\d_]*)\Z")
_FLOAT = re.compile(r"[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+]?\d+)?\Z|[-+]?\.(?:inf|nan)\Z", re.IGNORECASE)

_DEEP = (f"bersarang lebih dari {MAX_DEPTH} tingkat", "Periksa kurung yang tidak ditutup.")
_SYNTAX = (
    ("nesting depth", *_DEEP),  # libyaml reads ahead and may reach its own limit before we see ours
    ("\\t", "ada karakter TAB", "Ganti TAB dengan spasi; YAML hanya menerima spasi untuk lekukan."),
    (
        "mapping values are not allowed",
        "tanda titik dua (:) tidak pada tempatnya",
        "Tulis teks yang memuat titik dua dalam tanda kutip, dan periksa lekukan baris ini.",
    ),
    ("end of stream", "tanda kutip atau kurung tidak ditutup", "Tutup tanda kutip atau kurung yang dibuka di atasnya."),
    ("escape", "tanda \\ dalam kutip ganda tidak dikenal", "Tulis \\\\ untuk satu garis miring terbalik."),
    ("',' or", "daftar dalam kurung tidak lengkap", "Periksa koma dan kurung penutup."),
    (
        "cannot start any token",
        "ada karakter yang harus ditulis dalam tanda kutip",
        "Tulis nilainya dalam tanda kutip.",
    ),
    ("expected <block end>", "lekukan baris tidak sejajar", "Sejajarkan lekukan dengan baris di atasnya."),
    ("expected key", "lekukan baris tidak sejajar", "Sejajarkan lekukan dengan baris di atasnya."),
    ("could not find expected ':'", "tanda titik dua (:) setelah kunci belum ada", 'Tulis "kunci: nilai".'),
    ("document start", "ada isi setelah akhir dokumen", "Periksa lekukan; seluruh isi berada dalam satu dokumen."),
)


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A file that was read: its plain data and where each value stands."""

    name: str
    """File name for messages."""
    data: dict[Key, Any]
    error: type[ConfigurationError] = ConfigurationError
    """Class of the errors this file causes."""
    _marks: dict[Key, _Entry] = field(default_factory=dict, repr=False)

    def line(self, path: Sequence[Key]) -> int | None:
        """Line (from 1) of the value at ``path``, else of the nearest value around it; None for the file itself."""
        marks: Any = self._marks
        line: int | None = None
        for step in path:
            if isinstance(marks, list):
                if not isinstance(step, int) or not 0 <= step < len(marks):
                    break
            elif not isinstance(marks, dict) or step not in marks:
                break
            line, marks = marks[step]
        return None if line is None else line + 1

    def where(self, path: Sequence[Key]) -> str:
        """The place for a message: ``indicators.yaml baris 123``."""
        line = self.line(path)
        return self.name if line is None else f"{self.name} baris {line}"


def read(
    content: bytes, name: str, error: type[ConfigurationError] = ConfigurationError, *, empty_ok: bool = False
) -> YamlDocument:
    """Read one YAML mapping. ``name`` stands in messages.

    Raises ``error`` for everything listed at the top of this module, for broken YAML, and for a file without content
    unless ``empty_ok`` (then the data is an empty mapping).
    """
    text = _decode(content, name, error)
    return _Builder(text, name, error).document(empty_ok=empty_ok)


def validate(document: YamlDocument, model: type[M]) -> M:
    """The document as ``model``. Raises the document's error class, naming line, key and a likely correction."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        problems = [complaint(model, entry, document.data) for entry in error.errors(include_url=False)]
    raise failure(document, problems)


def failure(document: YamlDocument, problems: Sequence[Problem]) -> ConfigurationError:
    """The error for one or more problems: the first in the file is the message, the others follow in the hint."""
    ordered = sorted(problems, key=lambda problem: document.line(problem.path) or 0)
    hint = ordered[0].hint or "Perbaiki baris itu, lalu ulangi."
    return document.error(*together_with([_sentence(document, one) for one in ordered], hint))


@contextmanager
def collected(document: YamlDocument) -> Iterator[Report]:
    """Takes the problems of a file as they are found; in the end they are the error, where there are any."""
    problems: list[Problem] = []
    yield problems.append
    if problems:
        raise failure(document, problems)


def _sentence(document: YamlDocument, problem: Problem) -> str:
    end = "" if problem.message.endswith("?") else "."
    return f"{document.where(problem.path)}: {problem.message}{end}"


def _decode(content: bytes, name: str, error: type[ConfigurationError]) -> str:
    if len(content) > MAX_BYTES:
        raise error(
            f"{name} terlalu besar ({len(content) / 1_000_000:.1f} MB; batasnya {MAX_BYTES // 1_000_000} MB).",
            "Periksa apakah berkas yang ditunjuk sudah benar.",
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise error(f"{name} tersimpan sebagai UTF-16, bukan UTF-8.", "Simpan ulang dengan pengodean UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        line = content.count(b"\n", 0, cause.start) + 1
        column = cause.start - (content.rfind(b"\n", 0, cause.start) + 1) + 1
        raise error(
            f"{name} baris {line} kolom {column}: berkas bukan teks UTF-8.", "Simpan ulang dengan pengodean UTF-8."
        ) from cause


class _Builder:
    """Builds plain data and its marks from parser events, refusing what is not strict on the way."""

    def __init__(self, text: str, name: str, error: type[ConfigurationError]) -> None:
        self.text = text
        self.name = name
        self.error = error

    def document(self, *, empty_ok: bool) -> YamlDocument:
        try:
            parser = _Parser(self.text)
            try:
                return self._document(parser, empty_ok=empty_ok)
            finally:
                parser.dispose()
        except yaml.reader.ReaderError as cause:
            line, column = self._line_column(cause.position)
            raise self.error(
                f"{self.name} baris {line} kolom {column}: ada karakter yang tidak boleh ada dalam berkas teks.",
                "Hapus karakter kendali itu, atau simpan ulang berkas sebagai teks UTF-8.",
            ) from cause
        except yaml.MarkedYAMLError as cause:
            mark = cause.problem_mark or cause.context_mark
            index = 0 if mark is None else mark.index
            # libyaml does not say that the character it stumbles over is a tab
            tab = "\\t" if self.text[index : index + 1] == "\t" else ""
            problem = f"{tab} {cause.problem or ''} {cause.context or ''}"
            message, hint = next(
                ((message, hint) for part, message, hint in _SYNTAX if part in problem),
                ("susunan YAML tidak terbaca", "Periksa lekukan, titik dua dan tanda kutip di sekitar baris ini."),
            )
            place = self.name if mark is None else f"{self.name} baris {mark.line + 1} kolom {mark.column + 1}"
            raise self.error(f"{place}: {message}.", hint) from cause
        except RecursionError as cause:  # only the parser itself could get there; our own depth is limited
            message, hint = _DEEP
            raise self.error(f"{self.name}: {message}.", hint) from cause

    def _document(self, parser: Any, *, empty_ok: bool) -> YamlDocument:
        next_event = parser.get_event
        next_event()  # start of stream
        start = next_event()
        if isinstance(start, yaml.StreamEndEvent):
            return self._empty(empty_ok=empty_ok)
        if start.version or start.tags:
            self._refuse(start, "petunjuk %YAML atau %TAG tidak didukung", "Hapus baris yang diawali %.")
        first = next_event()
        data, marks = self._value(next_event, first, 1)
        next_event()  # end of document
        more = next_event()
        if not isinstance(more, yaml.StreamEndEvent):
            self._refuse(
                more, "berkas berisi lebih dari satu dokumen YAML", 'Hapus baris "---" beserta isi sesudahnya.'
            )
        if data is None:
            return self._empty(empty_ok=empty_ok)
        if not isinstance(data, dict):
            self._refuse(first, "isi berkas harus berupa pasangan kunci dan nilai", 'Tulis "kunci: nilai" per baris.')
        return YamlDocument(self.name, data, self.error, marks)

    def _empty(self, *, empty_ok: bool) -> YamlDocument:
        if empty_ok:
            return YamlDocument(self.name, {}, self.error)
        raise self.error(f"{self.name} kosong.", "Periksa apakah berkas yang ditunjuk sudah benar.")

    def _value(self, next_event: Any, event: Any, depth: int) -> tuple[Any, Any]:
        """The value that starts at ``event`` and the marks inside it (None for a scalar)."""
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor is not None:
            self._refuse(event, "jangkar (&) dan alias (*) tidak didukung", "Tulis nilainya lengkap di setiap tempat.")
        if event.tag is not None:
            self._refuse(
                event, f"penanda tipe '{shown(event.tag)}' tidak didukung", "Hapus penanda yang diawali tanda seru."
            )
        if kind is yaml.ScalarEvent:
            return (self._plain(event) if event.implicit[0] else event.value), None
        if depth > MAX_DEPTH:
            self._refuse(event, *_DEEP)
        if kind is yaml.SequenceStartEvent:
            return self._sequence(next_event, depth)
        return self._mapping(next_event, depth)

    def _sequence(self, next_event: Any, depth: int) -> tuple[list[Any], list[_Entry]]:
        values: list[Any] = []
        marks: list[_Entry] = []
        while type(event := next_event()) is not yaml.SequenceEndEvent:
            value, inner = self._value(next_event, event, depth + 1)
            values.append(value)
            marks.append((event.start_mark.line, inner))
        return values, marks

    def _mapping(self, next_event: Any, depth: int) -> tuple[dict[Key, Any], dict[Key, _Entry]]:
        values: dict[Key, Any] = {}
        marks: dict[Key, _Entry] = {}
        while type(event := next_event()) is not yaml.MappingEndEvent:
            key = self._key(event)
            if key in values:
                self._refuse(
                    event,
                    f"kunci '{shown(key)}' ditulis dua kali (pertama di baris {marks[key][0] + 1})",
                    "Hapus salah satu, atau gabungkan isinya.",
                )
            value, inner = self._value(next_event, next_event(), depth + 1)
            values[key] = value
            marks[key] = (event.start_mark.line, inner)
        return values, marks

    def _key(self, event: Any) -> Key:
        if type(event) is yaml.ScalarEvent and event.value == "<<" and event.implicit[0]:
            self._refuse(event, "kunci gabung (<<) tidak didukung", "Tulis isinya lengkap di setiap tempat.")
        if isinstance(event, yaml.CollectionStartEvent):
            self._refuse(event, "kunci tidak boleh berupa daftar atau pasangan", "Tulis kunci sebagai satu kata.")
        if (
            type(event) is yaml.ScalarEvent
            and event.value.lower() in _WORDS_AS_KEYS
            and event.tag is event.anchor is None
        ):
            return str(event.value)
        key, _ = self._value(None, event, 0)
        if isinstance(key, str | int) and not isinstance(key, bool):
            return key
        return self._refuse(
            event, f"kunci '{shown(event.value or 'kosong')}' bukan kata", "Tulis kunci itu dalam tanda kutip."
        )

    def _plain(self, event: Any) -> str | int | bool | None:
        """Value of an unquoted scalar; whatever another YAML reader could take for something else is refused."""
        value: str = event.value
        if value in _NULLS:
            return None
        if value[0] in _NUMBER_START:
            if _INTEGER.match(value):
                return int(value)
            what = _surprising_number(value)
            if what:
                quoted = f'Tulis dalam tanda kutip: "{shown(value)}".'
                self._refuse(event, f"{shown(value)} akan dibaca sebagai {what}", quoted)
            return value
        if value in _BOOLEANS:
            return _BOOLEANS[value]
        if value.lower() in _BOOLEAN_WORDS:
            self._refuse(
                event,
                f"{value} dapat dibaca sebagai ya/tidak",
                f'Tulis true atau false, atau "{value}" dalam tanda kutip bila yang dimaksud katanya.',
            )
        return value

    def _refuse(self, event: Any, message: str, hint: str) -> NoReturn:
        mark = event.start_mark
        raise self.error(f"{self.name} baris {mark.line + 1} kolom {mark.column + 1}: {message}.", hint)

    def _line_column(self, position: int) -> tuple[int, int]:
        before = self.text[:position]
        return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def _surprising_number(value: str) -> str:
    if _DATE.match(value):
        return "tanggal"
    if _CLOCK.match(value):
        return "bilangan berbasis 60, bukan jam"
    if _OTHER_INTEGER.match(value):
        return "bilangan dengan arti lain"
    return "bilangan pecahan" if _FLOAT.match(value) else ""
