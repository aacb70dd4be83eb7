"""What the strict reader accepts means one thing; what it refuses, it explains at its line."""

from __future__ import annotations

import contextlib
import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from spbe_checklist.catalogue import strict_yaml
from spbe_checklist.errors import CatalogueError, ConfigurationError


class PurePythonParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """What PyYAML without libyaml offers."""

    def __init__(self, stream: str) -> None:
        yaml.reader.Reader.__init__(self, stream)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


@pytest.fixture(params=["libyaml", "python"])
def _each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "python":
        monkeypatch.setattr(strict_yaml, "_Parser", PurePythonParser)


def read(text: str | bytes, **options: Any) -> Any:
    content = text if isinstance(text, bytes) else text.encode()
    return strict_yaml.read(content, "berkas.yaml", CatalogueError, **options).data


@pytest.mark.usefixtures("_each_parser")
def test_plain_values() -> None:
    assert read(
        """
teks: tata kelola
kutip: "1.10"
tunggal: 'yes'
bilangan: -12
nol: 0
benar: true
salah: false
kosong: null
tiada:
versi: 1.2.3
nomor: 81/2021
daftar: [a, {b: c}]
blok: |
  12:30
no: 3
"""
    ) == {
        "teks": "tata kelola",
        "kutip": "1.10",
        "tunggal": "yes",
        "bilangan": -12,
        "nol": 0,
        "benar": True,
        "salah": False,
        "kosong": None,
        "tiada": None,
        "versi": "1.2.3",
        "nomor": "81/2021",
        "daftar": ["a", {"b": "c"}],
        "blok": "12:30\n",
        "no": 3,
    }


REFUSED = {
    "duplicate key": ("a: 1\nb:\n  c: 1\n  c: 2\n", 4, 3, "dua kali"),
    "duplicate number key": ("1: a\n1: b\n", 2, 1, "dua kali"),
    "anchor": ("a: &x 1\n", 1, 4, "jangkar"),
    "alias": ("a: 1\nb: *x\n", 2, 4, "jangkar"),
    "anchor on a list": ("a: &x\n  - 1\n", 1, 4, "jangkar"),
    "merge key": ("a:\n  <<: {b: 1}\n", 2, 3, "gabung"),
    "tag": ("a: !!str 1\n", 1, 4, "penanda tipe"),
    "own tag on a mapping": ("a: !x {b: 1}\n", 1, 4, "penanda tipe"),
    "python tag": ("a: !!python/object/apply:os.system ['x']\n", 1, 4, "penanda tipe"),
    "directive": ("%YAML 1.1\n---\na: 1\n", 1, 1, "%YAML"),
    "second document": ("a: 1\n---\nb: 2\n", 2, 1, "lebih dari satu"),
    "second document after end": ("a: 1\n...\n---\nb: 2\n", 3, 1, "lebih dari satu"),
    "list at the top": ("- a\n", 1, 1, "pasangan kunci"),
    "text at the top": ("halo\n", 1, 1, "pasangan kunci"),
    "list as key": ("? [a]\n: 1\n", 1, 3, "kunci"),
    "truth value as key": ("true: 1\n", 1, 1, "kunci"),
    "empty key": ("?\n: 1\n", 1, 2, "kunci"),
    "fraction as key": ("1.5: 1\n", 1, 1, "pecahan"),
    "yes": ("a: yes\n", 1, 4, "ya/tidak"),
    "Off in a list": ("a: [Off]\n", 1, 5, "ya/tidak"),
    "TRUE": ("a: TRUE\n", 1, 4, "ya/tidak"),
    "float": ("a: 1.10\n", 1, 4, "pecahan"),
    "float with exponent": ("a: 1e5\n", 1, 4, "pecahan"),
    "float without zero": ("a: .5\n", 1, 4, "pecahan"),
    "infinity": ("a: -.inf\n", 1, 4, "pecahan"),
    "not a number": ("a: .NaN\n", 1, 4, "pecahan"),
    "octal": ("a: 010\n", 1, 4, "arti lain"),
    "new octal": ("a: 0o17\n", 1, 4, "arti lain"),
    "hexadecimal": ("a: 0x1F\n", 1, 4, "arti lain"),
    "binary": ("a: 0b101\n", 1, 4, "arti lain"),
    "thousands": ("a: 1_000\n", 1, 4, "arti lain"),
    "plus": ("a: +1\n", 1, 4, "arti lain"),
    "19 digits": ("a: 1234567890123456789\n", 1, 4, "arti lain"),
    "sexagesimal": ("a: 12:30\n", 1, 4, "basis 60"),
    "date": ("a: 2024-01-31\n", 1, 4, "tanggal"),
    "timestamp": ("a: 2024-01-31 10:00:00\n", 1, 4, "tanggal"),
    "tab": ("a:\n\tb: 1\n", 2, 1, "TAB"),
    "colon in text": ("a: b: c\n", 1, 5, "titik dua"),
    "control character": ("a: 'x\x07'\n", 1, 6, "karakter"),
}


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(("text", "line", "column", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_line_column_and_hint(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read(text)
    message = str(caught.value)
    assert message.startswith(f"berkas.yaml baris {line} kolom {column}: ")
    assert words in message
    assert message.endswith(".")
    assert caught.value.hint


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    "text", ["a: [1, 2\n", 'a: "x\n', "a: {b: 1\nc: 2\n", "a: 1\n b: 2\n", "a: @x\n", 'a: "\\q"\n']
)
def test_broken_yaml_names_the_line_and_no_parser_jargon(text: str) -> None:
    with pytest.raises(CatalogueError, match=r"^berkas\.yaml baris \d+ kolom \d+: [a-z].*\.$") as caught:
        read(text)
    assert not re.search(r"\b(expected|found|while|scanning|parsing|block|flow)\b", str(caught.value))
    assert caught.value.hint


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_an_error_not_a_crash(opening: str) -> None:
    with pytest.raises(CatalogueError, match="bersarang lebih dari 20"):
        read("a:\n  " + opening * 5000)


def test_nesting_up_to_the_limit_is_read() -> None:
    depth = strict_yaml.MAX_DEPTH - 1
    assert read("a: " + "[" * depth + "]" * depth)
    with pytest.raises(CatalogueError, match="bersarang"):
        read("a: " + "[" * (depth + 1) + "]" * (depth + 1))


def test_billion_laughs_is_refused_at_the_first_anchor() -> None:
    with pytest.raises(CatalogueError, match="baris 1"):
        read("a: &a [x, x]\nb: &b [*a, *a]\n")


def test_too_large_is_refused() -> None:
    with pytest.raises(CatalogueError, match="terlalu besar"):
        read(b"a: '" + b"x" * strict_yaml.MAX_BYTES + b"'")


@pytest.mark.parametrize("content", ["a: é".encode("latin-1"), "a: 1\nb: \xff".encode("latin-1")])
def test_other_encodings_are_named(content: bytes) -> None:
    line = content.count(b"\n") + 1
    with pytest.raises(CatalogueError, match=f"baris {line} kolom 4: berkas bukan teks UTF-8"):
        read(content)


def test_utf_16_is_named() -> None:
    with pytest.raises(CatalogueError, match="UTF-16"):
        read("a: 1".encode("utf-16"))


def test_byte_order_mark_is_ignored() -> None:
    assert read(b"\xef\xbb\xbfa: 1\n") == {"a": 1}


@pytest.mark.parametrize("text", ["", "# hanya catatan\n", "---\n", "null\n"])
def test_empty_file(text: str) -> None:
    with pytest.raises(CatalogueError, match="kosong"):
        read(text)
    assert read(text, empty_ok=True) == {}


def test_error_class_is_the_callers() -> None:
    with pytest.raises(ConfigurationError) as caught:
        strict_yaml.read(b"a: yes", "spbe.yaml", ConfigurationError)
    assert type(caught.value) is ConfigurationError


def test_where_leads_to_the_nearest_known_line() -> None:
    document = strict_yaml.read(b"a:\n  - b: 1\n  -\n    c:\n      d: 2\n", "x.yaml")
    assert document.where(("a", 1, "c", "d")) == "x.yaml baris 5"
    assert document.where(("a", 1, "tidak", "ada")) == "x.yaml baris 4"
    assert document.where(("a", 7)) == "x.yaml baris 1"
    assert document.where(()) == "x.yaml"


@given(st.text(alphabet="ab1 0.:-[]{},#&*!|>'\"%@\n\tyesnoffTRUEtru_+~<=é\x85", max_size=60))
def test_whatever_is_accepted_means_the_same_to_pyyaml(text: str) -> None:
    try:
        data = read(text)
    except CatalogueError:
        return
    try:
        other = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:  # PyYAML has no constructor for the unquoted text "="
        assert "=" in text
        return

    def same(mine: Any, theirs: Any) -> bool:
        if isinstance(mine, dict):
            # A word such as "no" is a truth value to PyYAML where it stands as a key, and text here.
            return len(mine) >= len(theirs) and all(
                same(value, theirs[key]) for key, value in mine.items() if key in theirs
            )
        if isinstance(mine, list):
            return len(mine) == len(theirs) and all(map(same, mine, theirs))
        return type(mine) is type(theirs) and mine == theirs

    assert same(data, other)


@given(st.binary(max_size=200))
def test_no_bytes_cause_another_error(content: bytes) -> None:
    with contextlib.suppress(CatalogueError):
        read(content)


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    label: str
    count: int = Field(0, ge=1)
    names: list[str] = []
    colour: str = "merah"


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    items: dict[str, Inner | None]
    levels: dict[int, Inner] = {}


def complain(text: str) -> CatalogueError:
    document = strict_yaml.read(text.encode(), "x.yaml", CatalogueError)
    with pytest.raises(CatalogueError) as caught:
        strict_yaml.validate(document, Outer)
    return caught.value


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "items:\n  a:\n    lable: 'x'\n    label: 'y'\n",
            "x.yaml baris 3: kunci 'lable' tidak dikenal; maksudnya 'label'?",
            "label, count",
        ),
        ("items:\n  a:\n    label: 'y'\n    zzz: 1\n", "x.yaml baris 4: kunci 'zzz' tidak dikenal.", "label, count"),
        ("itemz: {}\nitems: {}\n", "x.yaml baris 1: kunci 'itemz' tidak dikenal; maksudnya 'items'?", "items, levels"),
        ("items:\n  a: {}\n", "x.yaml baris 2: kunci 'label' wajib diisi.", "label: ..."),
        ("items:\n  a:\n    label: 12\n", "x.yaml baris 3: nilai 'label' harus teks.", '"12"'),
        ("items:\n  a: {label: 'x',\n   count: '1'}\n", "x.yaml baris 3: nilai 'count' harus bilangan bulat.", "kutip"),
        ("items:\n  a: {label: 'x', count: 0}\n", "x.yaml baris 2: nilai 'count' harus paling sedikit 1.", ""),
        ("items:\n  a: {label: 'x', names: 'b'}\n", "x.yaml baris 2: nilai 'names' harus berupa daftar.", "daftar"),
        ("items:\n  a: {label: 'x', names: ['b',\n  3]}\n", "x.yaml baris 3: isi nomor 2 harus teks.", '"3"'),
        ("items:\n  a: 3\n", "x.yaml baris 2: nilai 'a' harus berupa pasangan kunci dan nilai.", "kunci: nilai"),
        ("items: {}\nlevels:\n  3: 'x'\n", "x.yaml baris 3: nilai '3' harus berupa pasangan kunci dan nilai.", ""),
        ("items: {}\nlevels:\n  '3': {label: 'x'}\n", "x.yaml baris 3: nilai '3' harus bilangan bulat.", "tanpa"),
        ("items: []\n", "x.yaml baris 1: nilai 'items' harus berupa pasangan kunci dan nilai.", ""),
    ],
)  # fmt: skip
def test_model_complaints_speak_indonesian_at_their_line(text: str, message: str, hint: str) -> None:
    error = complain(text)
    assert str(error) == message
    assert hint in error.hint


def test_further_complaints_are_listed_and_counted() -> None:
    lines = "".join(f"  a{number}: {{lable: 'x', label: 'x'}}\n" for number in range(14))
    error = complain("items:\n" + lines)
    assert str(error).startswith("x.yaml baris 2:")
    assert "Ada 13 kesalahan lain" in error.hint
    assert "x.yaml baris 12:" in error.hint
    assert "x.yaml baris 13:" not in error.hint
    assert "dan 3 kesalahan lagi" in error.hint


@pytest.mark.parametrize(
    "text",
    [
        'items: {}\n"\\e[31m\\u202efdp": 1\n',
        'items: {}\n"\\r": 1\n"\\r": 2\n',
        "items: {}\n" + "x" * 5000 + ": 1\n",
        "items: {}\na: !<\u202ex> 1\n",
        "items: {}\na: 2024-01-01 \u202e\n",
    ],
)
def test_messages_carry_no_control_characters_and_stay_short(text: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        strict_yaml.validate(strict_yaml.read(text.encode(), "x.yaml", CatalogueError), Outer)
    for shown in (str(caught.value), caught.value.hint):
        assert shown.isprintable()
        assert len(shown) < 200
