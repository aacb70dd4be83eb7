"""The HTML page in a real headless Chromium: filters work, nothing is fetched, nothing hostile runs.

Skipped with the reason where Chromium is absent; ``SPBE_REQUIRE_BROWSER=1`` turns that into a failure (for CI).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from spbe_checklist.reports import diff, first_page, fleet, html, interview, plan, safe, sections, trend
from spbe_checklist.verdict import plan as planning
from spbe_checklist.verdict.diff import compare
from spbe_checklist.verdict.document_entry import NoticeEntry
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, Result
from tests.reports.browser import MISSING, Browser, browser
from tests.reports.poison import poisoned
from tests.reports.test_sections import earlier
from tests.result_factory import HOSTILE_NAMES, make_result
from tests.run.test_fleet import compared

pytestmark = pytest.mark.skipif(
    MISSING is not None and os.environ.get("SPBE_REQUIRE_BROWSER") != "1", reason=MISSING or "browser is there"
)

SHOWN = "return [...document.querySelectorAll('details.indikator')].filter(d => d.checkVisibility()).map(d => d.id)"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    assert MISSING is None, MISSING
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        opened.resize(1280, 900)
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, few: Result, everything: Result) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    files = {}
    for name, result in (("few", few), ("everything", everything), ("poisoned", poisoned(few))):
        files[name] = folder / f"{name}.html"
        files[name].write_text(html.render(result), encoding="utf-8")
    return files


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One page of every look: a short checklist, the comparison of agencies, and pages made of sections."""
    folder = tmp_path_factory.mktemp("others")
    result = make_result(indicators=(1, 29, 45))
    before = earlier(result)
    made = {
        "checklist": html.render(result),
        "fleet": sections.write(fleet.report(compared(result, poisoned(result), unchecked=1), page=True), "html"),
        "diff": sections.write(diff.report(compare(before, result)), "html"),
        "plan": sections.write(plan.report(planning.plan(result.indicators, budget=9), result), "html"),
        "interview": sections.write(interview.report(result), "html"),
        "trend": sections.write(trend.report([("a.json", before), ("b.json", result)], "3.50"), "html"),
    }
    for name, page in made.items():
        assert isinstance(page, str)
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


def _unfold(session: Browser) -> None:
    """Opens everything and waits until it is there."""
    session.run(
        "document.querySelectorAll('details').forEach(d => { d.open = true; });"
        "const wait = () => new Promise(done => setTimeout(done, 20));"
        "while (document.querySelector('noscript')) await wait();"
        "document.querySelectorAll('details').forEach(d => { d.open = true; });"
    )


@pytest.fixture
def page(session: Browser, pages: dict[str, Path]) -> Browser:
    """The page with all 47 indicators, freshly loaded."""
    session.blank()
    session.open(pages["everything"])
    return session


def _expected(result: Result, fits: object) -> list[str]:
    assert callable(fits)
    return [f"i{indicator.no}" for indicator in result.indicators if fits(indicator)]


def _status(page: Browser) -> str:
    return str(page.run("return document.getElementById('jumlah').textContent"))


@pytest.mark.parametrize("name", ["few", "everything", "poisoned"])
def test_nothing_is_fetched_and_the_console_stays_empty(name: str, session: Browser, pages: dict[str, Path]) -> None:
    session.blank()
    session.open(pages[name])
    _unfold(session)
    assert session.requests() == [pages[name].as_uri()]
    assert session.console() == []


def test_the_policy_stops_what_should_not_be_there(session: Browser, pages: dict[str, Path]) -> None:
    """The check above would see a request: here one is tried on purpose, and the policy refuses it."""
    session.blank()
    session.open(pages["few"])
    session.run("const i = new Image(); i.src = 'https://contoh.invalid/x.png'; document.body.append(i);")
    session.run(
        "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s);"
    )
    assert session.run("return window.ran === undefined")
    refused = "\n".join(str(entry["message"]) for entry in session.console())
    assert "img-src" in refused or "default-src" in refused
    assert "script-src" in refused
    assert "https://contoh.invalid/x.png" in session.requests(), "an attempt would be seen"


@pytest.mark.parametrize("name", ["few", "poisoned"])
def test_hostile_names_stay_text(name: str, session: Browser, pages: dict[str, Path]) -> None:
    session.open(pages[name])
    _unfold(session)
    assert (
        session.run("return document.images.length + document.querySelectorAll('iframe, object, embed, base').length")
        == 0
    )
    assert session.run("return document.scripts.length") == 1
    text = session.run("return document.body.textContent")
    for hostile in HOSTILE_NAMES if name == "few" else ("<script>alert(2)</script>",):
        assert safe.visible(hostile) in text
    addresses = session.run("return [...document.links].map(a => a.protocol)")
    assert set(addresses) == {"file:"}


def test_all_are_shown_first_and_say_so(page: Browser, everything: Result) -> None:
    assert len(page.run(SHOWN)) == 47
    assert "47 dari 47 indikator" in _status(page)
    assert page.run("return document.getElementById('saringan').hidden") is False


ITEMS = (
    "return [...document.querySelectorAll('details.indikator:not([hidden]) article.butir:not([hidden])')].map(b => "
    "b.querySelector('.kode').textContent.split(' ')[0])"
)


def _items(result: Result, fits: Callable[[IndicatorEntry, EvidenceEntry], bool]) -> list[str]:
    return [item.id for entry in result.indicators for item in entry.evidence if fits(entry, item)]


@pytest.mark.parametrize("status", ["ada", "perlu_diperiksa", "belum_ada", "dikecualikan"])
def test_status_filter_shows_the_items_the_summary_counts(status: str, page: Browser, everything: Result) -> None:
    page.choose("#s-status", status)
    shown = page.run(ITEMS)
    assert sorted(shown) == sorted(_items(everything, lambda _, item: item.counted and item.status == status))
    assert len(shown) == getattr(everything.summary.evidence, status)
    assert f"{len(page.run(SHOWN))} dari 47 indikator, {len(shown)} butir" in _status(page)


def test_a_tile_and_a_cause_are_filters(page: Browser, everything: Result) -> None:
    page.run("document.querySelector('.ubin a.b-belum_ada').click(); await new Promise(d => setTimeout(d, 100))")
    assert len(page.run(ITEMS)) == everything.summary.evidence.belum_ada
    for cause in first_page.doubts(everything):
        page.run(f"location.hash = '#sebab={cause.key}'; await new Promise(d => setTimeout(d, 100))")
        assert sorted(page.run(ITEMS)) == sorted(cause.items)


def test_filters_stay_in_the_address(session: Browser, pages: dict[str, Path]) -> None:
    session.blank()
    session.open(pages["everything"])
    session.choose("#s-status", "belum_ada")
    session.choose("#s-aspek", "7")
    shown, address = session.run(ITEMS), session.run("return location.hash")
    assert address == "#status=belum_ada&aspek=7"
    session.blank()
    session.open(pages["everything"], address)
    assert session.run(ITEMS) == shown != []


def test_the_map_opens_an_indicator_by_keyboard_alone(page: Browser) -> None:
    page.run("document.querySelector('.peta a[href=\"#i29\"]').focus()")
    page.press("\ue007")
    page.run("await new Promise(done => setTimeout(done, 100))")
    assert page.run("return document.getElementById('i29').open")
    assert page.run("return document.activeElement.closest('details').id") == "i29"


def test_aspect_filter_hides_the_other_headings(page: Browser, everything: Result) -> None:
    page.choose("#s-aspek", "6")
    assert page.run(SHOWN) == _expected(everything, lambda indicator: indicator.aspect == 6)
    assert page.run("return [...document.querySelectorAll('#daftar h3')].filter(h => h.checkVisibility()).length") == 1


def test_unit_filter(page: Browser, everything: Result) -> None:
    value = page.run(
        "return [...document.querySelectorAll('#s-unit option')].find(o => o.textContent === 'Inspektorat').value"
    )
    page.choose("#s-unit", value)
    expected = _items(everything, lambda entry, item: "Inspektorat" in (item.units or entry.units))
    assert sorted(page.run(ITEMS)) == sorted(expected)
    page.choose("#s-unit", "kosong")
    assert sorted(page.run(ITEMS)) == sorted(_items(everything, lambda entry, item: not (item.units or entry.units)))


def _short(indicator: IndicatorEntry) -> bool:
    return (indicator.supported_level or 0) < indicator.target_level


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("di-bawah-target", _short),
        ("mencapai-target", lambda indicator: not _short(indicator)),
        ("klaim", lambda indicator: (indicator.claimed_level or 0) > (indicator.supported_level or 0)),
        ("asesor", lambda indicator: indicator.ask_assessor),
    ],
)
def test_gap_filter(value: str, fits: object, page: Browser, everything: Result) -> None:
    page.choose("#s-selisih", value)
    expected = _expected(everything, fits)
    assert 0 < len(expected) < 47
    assert page.run(SHOWN) == expected


def test_search_finds_names_items_and_documents(page: Browser) -> None:
    page.type("#cari", "peta RENCANA laporan")
    assert page.run(SHOWN) == ["i2", "i12"]
    page.click("button[type=reset]")
    page.run("await new Promise(done => setTimeout(done, 50))")
    assert len(page.run(SHOWN)) == 47
    page.type("#cari", "I29.L3.menyeluruh")
    assert page.run(SHOWN) == ["i29"]


def test_filters_combine_and_nothing_found_offers_a_way_back(page: Browser) -> None:
    page.choose("#s-status", "ada")
    page.type("#cari", "tidak ada indikator begini")
    assert page.run(SHOWN) == []
    assert page.run("return document.getElementById('kosong').checkVisibility()")
    page.click("#ulang")
    assert len(page.run(SHOWN)) == 47
    assert page.run("return document.getElementById('s-status').value") == ""


def test_only_what_is_still_owed(page: Browser, everything: Result) -> None:
    page.choose("#s-status", "diminta")
    assert sorted(page.run(ITEMS)) == sorted(_items(everything, lambda _, item: item.open))


def test_unfold_and_fold_all(page: Browser) -> None:
    count = "return document.querySelectorAll('details.indikator[open]').length"
    page.choose("#s-aspek", "1")
    page.click("#buka")
    assert page.run(count) == 10
    page.click("#tutup")
    assert page.run(count) == 0


def test_keyboard_unfolds_an_indicator(page: Browser) -> None:
    page.run("document.querySelector('#i2 > summary').focus()")
    page.press("\ue007")
    assert page.run("return document.getElementById('i2').open") is True
    outline = page.run("return getComputedStyle(document.querySelector('#i2 > summary')).outlineStyle")
    assert outline == "solid"


def test_a_link_to_an_indicator_opens_it_even_when_filtered_away(session: Browser, pages: dict[str, Path]) -> None:
    session.blank()
    session.open(pages["everything"], "#i29")
    assert session.run("return document.getElementById('i29').open") is True
    session.choose("#s-aspek", "1")
    session.run("location.hash = '#i31'; await new Promise(done => setTimeout(done, 100))")
    assert session.run("return document.getElementById('i31').checkVisibility() && document.getElementById('i31').open")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out_sideways(
    width: int, session: Browser, pages: dict[str, Path], others: dict[str, Path]
) -> None:
    session.resize(width, 844)
    try:
        for name, file in {**others, "few": pages["few"], "poisoned": pages["poisoned"]}.items():
            session.open(file)
            _unfold(session)
            assert session.run("return document.documentElement.scrollWidth <= window.innerWidth"), name
    finally:
        session.resize(1280, 900)


def test_dark_colours_are_used_when_preferred(page: Browser) -> None:
    colour = "return getComputedStyle(document.body).backgroundColor"
    page.dark(False)
    light = page.run(colour)
    page.dark(True)
    assert page.run(colour) == "rgb(20, 24, 29)" != light
    page.dark(False)


def test_printing_shows_what_is_unfolded_and_no_filters(page: Browser, tmp_path: Path) -> None:
    import pypdfium2

    def words() -> str:
        page.pdf(tmp_path / "cetak.pdf")
        document = pypdfium2.PdfDocument(tmp_path / "cetak.pdf")
        try:
            return " ".join(sheet.get_textpage().get_text_bounded() for sheet in document)
        finally:
            document.close()

    short = words()
    assert "Kebijakan Internal Arsitektur SPBE" in short
    assert "Hapus saringan" not in short
    assert "I1.L3.lengkap" not in short
    page.run("document.getElementById('i1').open = true")
    assert "I1.L3.lengkap" in words()


def test_without_script_everything_can_be_read(tmp_path: Path, pages: dict[str, Path]) -> None:
    with browser(tmp_path / "profile", script=False) as plain:
        plain.open(pages["few"])
        tree = plain.developer("DOM.getDocument", depth=-1)
        assert tree
        state = plain.developer(
            "Runtime.evaluate",
            expression="JSON.stringify([document.getElementById('saringan').hidden, "
            "[...document.querySelectorAll('details.indikator')].filter(d => d.checkVisibility()).length])",
        )
        assert state["result"]["value"] == f"[true,{len(make_result().indicators)}]"
        plain.click("#i1 > summary")
        opened = plain.developer("Runtime.evaluate", expression="document.getElementById('i1').innerText")
        assert "I1.L3.lengkap" in opened["result"]["value"]
        files = "document.querySelectorAll('section[aria-labelledby=rusak] li').length"
        assert plain.developer("Runtime.evaluate", expression=files)["result"]["value"] == 5


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core, from npm; skips with the reason where it cannot be had."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm tidak terpasang")
    folder = tmp_path_factory.mktemp("axe")
    command = [npm, "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder), "axe-core@4"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    source = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        pytest.skip(f"axe-core tidak dapat dipasang: {done.stderr.decode(errors='replace')[-200:]}")
    return source.read_text(encoding="utf-8")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_serious_barrier(dark: bool, axe: str, session: Browser, others: dict[str, Path]) -> None:
    session.dark(dark)
    found = {}
    for name, page in others.items():
        session.open(page)
        _unfold(session)
        session.run(f"{axe}; window.axe = axe;")
        found[name] = session.run(
            "const rules = arguments[0] ? {runOnly: ['color-contrast']} : {};"
            "const r = await window.axe.run(document, {...rules, resultTypes: ['violations']});"
            "return r.violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => v.id + ': ' +"
            "v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.failureSummary).join(' | '))",
            dark,
        )
    session.dark(False)
    assert found == {name: [] for name in others}


def test_ten_thousand_documents_open_and_search_quickly(session: Browser, tmp_path: Path, everything: Result) -> None:
    """What is folded costs nothing while the page opens, whatever there is of it; later all of it is there."""
    base = replace(everything.documents[0], matches=[])
    notice = NoticeEntry("catatan", "Nama berkas menyebut indikator lain.")
    many = [
        replace(base, path=f"folder {n // 100}/dokumen {n}.pdf", notices=[notice] if n % 2 else [])
        for n in range(10_000)
    ]
    file = tmp_path / "besar.html"
    page = html.render(everything.model_copy(update={"documents": many}))
    file.write_text(page, encoding="utf-8")
    assert len(page) < 1_500_000
    session.blank()
    session.open(file)
    spent = session.run(
        "const box = document.getElementById('cari'); box.value = 'rencana';"
        "const from = performance.now(); box.dispatchEvent(new Event('input', {bubbles: true}));"
        "document.body.offsetHeight; return performance.now() - from"
    )
    opened = session.run("const n = performance.getEntriesByType('navigation')[0]; return n.domComplete")
    print(f"open {opened:.0f} ms, search {spent:.0f} ms")
    assert len(session.run(SHOWN)) < 47
    _unfold(session)
    items = sum(len(entry.evidence) for entry in everything.indicators)
    assert session.run("return document.querySelectorAll('article.butir').length") == items
