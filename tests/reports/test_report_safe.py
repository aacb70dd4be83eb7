"""Whatever a name or text holds, each output's door makes it harmless and never raises."""

from __future__ import annotations

import csv
import io
import unicodedata
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from spbe_checklist.reports import safe
from tests.result_factory import HOSTILE_NAMES

anything = st.one_of(
    st.text(st.characters(codec=None), max_size=60),  # every code point, lone surrogates too
    st.text("\x1b\x07\n\r\t\u202e\u200b\udcff\ufffe`*_[]()<>|&~#+-=@:;%!/\\.1a ", max_size=30),
    st.sampled_from(HOSTILE_NAMES),
)


@given(anything)
def test_visible_is_one_printable_line(text: str) -> None:
    shown = safe.visible(text)
    assert all(character.isprintable() or character == "\u00a0" for character in shown)
    shown.encode("utf-8")
    assert safe.visible(shown) == shown
    assert unicodedata.is_normalized("NFC", shown)


@given(anything, st.integers(3, 40))
def test_a_limit_is_kept_and_shows_both_ends(text: str, limit: int) -> None:
    shown = safe.terminal(text, limit)
    whole = safe.terminal(text)
    assert len(shown) <= limit
    assert shown == whole or (safe.ELLIPSIS in shown and shown[0] == whole[0] and shown[-1] == whole[-1])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("SK SPBE.pdf", "SK SPBE.pdf"),
        ("\x1b[31mmerah", "\\x1b[31mmerah"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("x\u202efdp.exe", "x\\u202efdp.exe"),
        ("nama-\udce9.pdf", "nama-\\xe9.pdf"),
        ("e\u0301", "é"),
        ("\U000e0001", "\\U000e0001"),
        ("Perbup\u00a0Nomor", "Perbup\u00a0Nomor"),
        ("ideografis\u3000spasi", "ideografis spasi"),
    ],
)
def test_visible_keeps_names_recognisable(text: str, shown: str) -> None:
    assert safe.visible(text) == shown


@given(anything)
def test_xml_survives_a_round_trip(text: str) -> None:
    element = ElementTree.Element("nama", isi=safe.xml(text))
    element.text = safe.xml(text)
    again = ElementTree.fromstring(ElementTree.tostring(element, encoding="utf-8"))
    assert again.get("isi") == safe.xml(text)
    assert (again.text or "") == safe.xml(text)


def _leaves(tokens: list[Token]) -> list[Token]:
    return [leaf for token in tokens for leaf in (token.children if token.children is not None else [token])]


_PARSERS = [MarkdownIt("commonmark"), MarkdownIt("gfm-like", {"linkify": False})]


@given(anything)
def test_markdown_text_stays_text(text: str) -> None:
    shown = safe.markdown(text)
    for parser in _PARSERS:
        leaves = _leaves(parser.parse(f"awal {shown} akhir"))
        kinds = {leaf.type for leaf in leaves}
        assert kinds <= {"paragraph_open", "paragraph_close", "text", "text_special"}, kinds
        written = "".join(leaf.content for leaf in leaves).replace("\u200b", "")
        assert written.split() == f"awal {safe.visible(text)} akhir".split()


@given(anything)
def test_markdown_text_at_the_start_of_a_line_is_no_block(text: str) -> None:
    shown = safe.markdown(text).strip()
    kinds = {token.type for token in _PARSERS[1].parse(shown)}
    assert kinds <= {"paragraph_open", "inline", "paragraph_close"}, (shown, kinds)


@pytest.mark.parametrize(
    "text",
    [
        "_miring_",
        "__tebal__",
        "*miring*",
        "~~coret~~",
        "`kode`",
        "# judul",
        "- butir",
        "+ butir",
        "1. nomor",
        "1) nomor",
        "===",
        "---",
        "***",
        "> kutipan",
        "| a | b |",
        "<b>",
        "&amp;",
        "![gambar](x)",
        "[tautan](x)",
        "<https://contoh.invalid>",
        "\\*",
    ],
)
def test_markdown_marks_lose_their_meaning(text: str) -> None:
    tokens = _PARSERS[1].parse(safe.markdown(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {leaf.type for leaf in _leaves(tokens)} <= {"paragraph_open", "paragraph_close", "text", "text_special"}
    assert "".join(leaf.content for leaf in _leaves(tokens)) == text


@given(anything)
def test_markdown_code_is_one_code_span(text: str) -> None:
    leaves = _leaves(_PARSERS[0].parse(f"awal {safe.markdown_code(text)} akhir"))
    spans = [leaf for leaf in leaves if leaf.type == "code_inline"]
    assert len(spans) == 1
    assert spans[0].content.strip() == safe.visible(text).strip()


@given(anything)
def test_markdown_code_stays_in_its_table_cell(text: str) -> None:
    table = f"| a | b |\n| --- | --- |\n| {safe.markdown_code(text, table=True)} | {safe.markdown(text)} |\n"
    tokens = _PARSERS[1].parse(table)
    assert sum(token.type == "td_open" for token in tokens) == 2
    assert "html_block" not in {token.type for token in tokens}


def test_markdown_mentions_nobody() -> None:
    assert "@admin" not in safe.markdown("untuk @admin")


@given(anything)
def test_csv_cell_is_no_formula_and_comes_back(text: str) -> None:
    cell = safe.csv(text)
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow([cell, "b"])
    assert next(csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=";")) == [cell, "b"]


def test_csv_leaves_ordinary_text_alone() -> None:
    assert safe.csv("Perbup 81 Tahun 2021 - Arsitektur") == "Perbup 81 Tahun 2021 - Arsitektur"


@given(anything)
def test_github_command_stays_one_command(text: str) -> None:
    line = f"::error file={safe.github_property(text)},title=x::{safe.github_data(text)}"
    assert len(line.splitlines()) == 1
    properties, _, _message = line.removeprefix("::error ").partition("::")
    assert properties.count(",") == 1
    assert properties.count(":") == 0


@given(anything)
def test_sarif_message_has_no_link_and_no_placeholder(text: str) -> None:
    shown = safe.sarif_message(text)
    bare = shown.replace("\\\\", "").replace("\\[", "").replace("\\]", "")
    assert "[" not in bare
    assert "]" not in bare
    assert "{" not in bare.replace("{{", "")


@given(
    anything, st.sampled_from(["dokumen", "", ".", "../lain", "a b/c#d", "/mutlak", "https://contoh.invalid", "C:\\x"])
)
def test_links_are_relative_or_absent(path: str, folder: str) -> None:
    link = safe.href(path, safe.link_base(folder), page=3)
    if link is None:
        return
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.query) == ("", "", "")
    assert parts.fragment in {"", "page=3"}
    assert link.startswith("./")
    assert not link.startswith(("./javascript:", ".//"))
    assert link.isascii()
    assert not set(link) & set("<>\"'`\\ \n\r\t()[]{}|")


@pytest.mark.parametrize(
    "folder", ["/mutlak/dokumen", "https://contoh.invalid/x", "C:\\dokumen", "\\\\server\\bagi", "webdavs://x/y"]
)
def test_no_links_into_absolute_places(folder: str) -> None:
    assert safe.link_base(folder) is None
    assert safe.href("a.pdf", safe.link_base(folder)) is None


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "//server/x", "", "a/../../b.pdf", "a\x00.pdf"])
def test_no_links_out_of_the_folder(path: str) -> None:
    assert safe.href(path, "dokumen/") is None


def test_a_link_leads_to_the_file() -> None:
    assert safe.href("01 SK/Perbup #1?.pdf", "dokumen/", 13) == "./dokumen/01%20SK/Perbup%20%231%3F.pdf#page=13"
    assert safe.href("a.zip!/dalam/b.pdf", "", 2) == "./a.zip"
    link = safe.href("nama-\udce9.pdf", "")
    assert link is not None
    assert unquote(link, errors="surrogateescape") == "./nama-\udce9.pdf"


def test_what_is_cut_ends_between_words() -> None:
    title = "Pedoman Manajemen Aset TIK 2023, Badan Pengelolaan Keuangan dan Aset Daerah"
    shown = safe.shorten(title, 50)
    start, end = shown.split("…")
    assert len(shown) <= 50
    assert f"{title} ".startswith(f"{start} ")
    assert f" {title}".endswith(f" {end}")
    assert safe.shorten("x" * 60, 20) == "x" * 10 + "…" + "x" * 9
