"""The HTML page without a browser: its policy, its links, and that nothing from a Result becomes markup."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from importlib.resources import files
from urllib.parse import unquote

import pytest

from spbe_checklist.reports import html, words
from spbe_checklist.verdict.result import Result
from tests.reports.poison import poisoned
from tests.result_factory import HOSTILE_NAMES, make_result

VOID = {"meta", "input", "br"}


class _Page(HTMLParser):
    """Tags, attributes and balance of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.inline: dict[str, str] = {}
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in <{tag}>"
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"style", "script"}:
            assert self.open[-1] not in self.inline, "one inline element of a kind"
            self.inline[self.open[-1]] = data
        else:
            self.text += data


def _skeleton(page: _Page) -> set[tuple[str, str]]:
    return {(tag, name) for tag, attributes in page.tags for name in attributes}


@pytest.fixture(scope="module")
def page(few: Result) -> _Page:
    return _Page(html.render(few))


def test_the_policy_names_exactly_the_inline_parts(page: _Page) -> None:
    policy = next(
        str(attributes["content"])
        for tag, attributes in page.tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    for kind in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.inline[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_the_page_names_no_address(few: Result) -> None:
    text = html.render(few)
    assert "http:" not in text
    assert "https:" not in text
    assert not re.search(r"@import|url\(|\bsrc=", text.replace("&lt;img src=x", ""))


def test_nothing_from_a_result_becomes_markup(page: _Page, few: Result) -> None:
    dirty = _Page(html.render(poisoned(few)))
    assert _skeleton(dirty) <= _skeleton(page)
    assert {tag for tag, _ in dirty.tags} <= {tag for tag, _ in page.tags}
    assert dirty.inline == page.inline
    assert not [name for _, name in _skeleton(dirty) if name.startswith("on") or name == "style"]
    assert "alert(2)" in dirty.text, "the text itself must stay visible"
    assert "49" not in re.findall(r"\{\{7\*7\}\}|49", dirty.text)


def test_links_stay_in_the_page_or_lead_to_relative_files(few: Result) -> None:
    for result in (few, poisoned(few)):
        links = [str(attributes["href"]) for tag, attributes in _Page(html.render(result)).tags if tag == "a"]
        assert links
        assert [link for link in links if not link.startswith(("#", "./"))] == []


def test_links_start_where_the_report_stands(few: Result) -> None:
    def first_document(text: str) -> str:
        return next(
            unquote(str(a["href"])) for tag, a in _Page(text).tags if tag == "a" and str(a["href"]).startswith("./")
        )

    assert first_document(html.render(few)).startswith("./dokumen/")
    assert first_document(html.render(few, folder="../bukti")).startswith("./../bukti/")
    absolute = few.model_copy(update={"run": few.run.model_copy(update={"folder": "/srv/bukti"})})
    assert 'href="./' not in html.render(absolute)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_are_shown_as_text(name: str, page: _Page) -> None:
    from spbe_checklist.reports import safe

    assert safe.visible(name) in page.text


def test_control_characters_never_reach_the_page(few: Result) -> None:
    text = html.render(poisoned(few))
    assert not [character for character in text if not character.isprintable() and character != "\n"]
    text.encode("utf-8")


def test_the_page_says_what_it_does_not_promise(page: _Page) -> None:
    assert words.PROMISE in page.text


def test_an_edition_without_levels_shows_no_index() -> None:
    text = _Page(html.render(make_result(declares_levels=False))).text
    assert words.NO_LEVELS in text
    assert "Domain dan aspek" not in text
    assert "belum didukung bukti" not in text


def test_cut_lists_say_how_much_was_cut(few: Result) -> None:
    entry = few.ignored[0]
    many = few.model_copy(update={"ignored": [entry.model_copy(update={"path": f"{i}.tmp"}) for i in range(1000)]})
    text = " ".join(_Page(html.render(many)).text.split())
    assert "Berkas yang diabaikan (1000)" in text
    assert f"Ditampilkan {html.FILE_LIMIT} dari 1.000 berkas" in text


def test_every_form_field_has_a_label(page: _Page) -> None:
    tags = page.tags
    labelled = {attributes.get("for") for tag, attributes in tags if tag == "label"}
    fields = {attributes.get("id") for tag, attributes in tags if tag in {"input", "select"}}
    assert fields == labelled


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_has_enough_contrast(theme: int) -> None:
    """WCAG 2.1 AA: 4.5 to 1 for text, in both colour schemes."""
    style = files("spbe_checklist.reports").joinpath("templates/report.css").read_text(encoding="utf-8")
    block = re.findall(r":root \{([^}]*)\}", style)[theme]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    pairs = [(ink, paper) for ink in ("tinta", "redup", "aksen") for paper in ("kertas", "panel", "baris")]
    pairs.append(("redup", "alas"))
    pairs += [(name, f"{name}-muda") for name in ("ada", "periksa", "belum", "kecuali", "sebagian", "aksen")]
    pairs += [(name, "kertas") for name in ("ada", "periksa", "belum", "kecuali", "sebagian")]
    pairs += [("tinta", paper) for paper in ("aksen-muda", "periksa-muda", "kecuali-muda")]
    poor = []
    for ink, paper in pairs:
        light, dark = sorted((_luminance(colours[ink]), _luminance(colours[paper])), reverse=True)
        ratio = (light + 0.05) / (dark + 0.05)
        if ratio < 4.5:
            poor.append((ink, paper, round(ratio, 2)))
    assert poor == []
