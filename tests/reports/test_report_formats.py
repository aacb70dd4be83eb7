"""What Markdown, CSV, JUnit, SARIF, GitHub and GitLab promise to the programs that read them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from spbe_checklist.errors import UsageError
from spbe_checklist.reports import FORMATS, findings, github, render, safe
from spbe_checklist.reports.selections import next_step, reason, requirement
from spbe_checklist.verdict.priorities import owed
from spbe_checklist.verdict.result import EvidenceEntry, Result
from tests.reports.poison import poisoned
from tests.result_factory import HOSTILE_NAMES, make_result

SARIF_SCHEMA = json.loads((Path(__file__).parent / "sarif-subset.schema.json").read_text(encoding="utf-8"))


def text_of(result: Result, name: str) -> str:
    text = render(result, name)
    assert isinstance(text, str)
    return text


def _changed(result: Result, **changes: Any) -> EvidenceEntry:
    item = result.indicators[0].evidence[0]
    return item.model_copy(update=changes)


# The registry


def test_unknown_format_is_a_usage_error_that_lists_the_formats(few: Result) -> None:
    with pytest.raises(UsageError) as caught:
        render(few, "doc")
    assert all(name in caught.value.hint for name in FORMATS)


def test_every_format_has_a_description_and_an_extension() -> None:
    assert all(entry.description and entry.extension.isalnum() for entry in FORMATS.values())
    assert all(name == entry.name for name, entry in FORMATS.items())


@pytest.mark.parametrize("name", FORMATS)
def test_every_registered_format_can_be_rendered(name: str, few: Result) -> None:
    entry = FORMATS[name]
    for optional in {"pdf": ("typst",)}.get(name, ()):
        pytest.importorskip(optional)
    rendered = render(few, name)
    assert isinstance(rendered, bytes if entry.binary else str)
    assert rendered


# What every format needs


@pytest.mark.parametrize("name", ["md", "csv", "junit", "sarif", "github", "gitlab", "html"])
def test_no_control_character_leaves_through_any_format(name: str, few: Result) -> None:
    for result in (few, poisoned(few)):
        text = text_of(result, name).removeprefix("\ufeff")
        allowed = "\r\n\u200b" if name in {"csv", "md"} else "\n"
        assert sorted({c for c in text if not c.isprintable() and c not in allowed}) == []
        text.encode("utf-8")


def test_next_step_depends_on_the_status(few: Result) -> None:
    base = {"counted": True, "open": True, "ask": "Mohon kirim notulen."}
    assert next_step(_changed(few, **base, status="belum_ada")) == "Mohon kirim notulen."
    assert "spbe-check confirm" in next_step(_changed(few, **base, status="perlu_diperiksa"))
    assert next_step(_changed(few, **base, status="ada")) == ""
    assert next_step(_changed(few, **{**base, "open": False}, status="belum_ada")).startswith(
        "Tidak perlu dikirim lagi"
    )
    assert next_step(_changed(few, **{**base, "counted": False}, status="belum_ada")) == ""


def test_reason_is_not_said_twice(few: Result) -> None:
    offer = few.indicators[0].evidence[0].documents[0]
    assert reason(_changed(few, reason=f"{offer.path} (hlm. 1)", documents=[offer])) == ""
    assert reason(_changed(few, reason="belum ada dokumen yang cocok", documents=[])) == "Belum ada dokumen yang cocok."


def test_requirement_says_why_an_item_is_not_counted(few: Result) -> None:
    indicator = few.indicators[0]
    shown = {
        (counted, level): requirement(indicator, _changed(few, counted=counted, required=True, level=level))
        for counted in (True, False)
        for level in (2, 4)
    }
    assert shown == {
        (True, 2): "wajib",
        (True, 4): "wajib",
        (False, 2): "tidak diminta",
        (False, 4): "di atas target",
    }


# Markdown


def test_markdown_is_complete(everything: Result) -> None:
    text = text_of(everything, "md")
    for indicator in everything.indicators:
        assert f"\n### {indicator.no}. " in text
        for item in indicator.evidence:
            assert (f"{safe.markdown_code(item.id)}, " in text) == item.counted
        others = sum(not item.counted for item in indicator.evidence)
        assert (f"{others} butir lain tidak diminta" in text) or not others
    for document in everything.documents:
        if document.health != "baik":
            assert safe.markdown_code(document.path) in text


@pytest.fixture(scope="module")
def poisoned_markdown(few: Result) -> list[Token]:
    return MarkdownIt("gfm-like", {"linkify": False}).parse(text_of(poisoned(few), "md"))


def test_markdown_holds_no_markup_from_a_result(poisoned_markdown: list[Token]) -> None:
    leaves = [leaf for token in poisoned_markdown for leaf in (token.children or [token])]
    assert not {leaf.type for leaf in leaves} & {"html_inline", "html_block", "image", "code_block", "fence"}
    links = [str(leaf.attrs["href"]) for leaf in leaves if leaf.type == "link_open"]
    assert [link for link in links if not link.startswith("./")] == []


def test_markdown_tables_keep_their_columns(poisoned_markdown: list[Token]) -> None:
    per_row: list[int] = []
    heads = 0
    for token in poisoned_markdown:
        if token.type == "thead_open":
            heads = 0
        heads += token.type == "th_open"
        if token.type == "tr_open":
            per_row.append(0)
        if token.type in {"td_open", "th_open"}:
            per_row[-1] += 1
        if token.type == "tr_close":
            assert per_row[-1] == heads
    assert len(per_row) > 10


# CSV


def _csv(result: Result) -> list[dict[str, str]]:
    text = text_of(result, "csv")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";", strict=True))


def test_csv_opens_in_excel_with_indonesian_settings(few: Result) -> None:
    text = text_of(few, "csv")
    assert text.encode().startswith(b"\xef\xbb\xbf")
    assert text.count("\r\n") == text.count("\n") == sum(len(i.evidence) for i in few.indicators) + 1
    assert _csv(few)[0]["bobot"] == few.indicators[0].weight.replace(".", ",")


def test_csv_has_one_row_per_item_and_no_formula(few: Result) -> None:
    rows = _csv(poisoned(few))
    assert len(rows) == sum(len(indicator.evidence) for indicator in few.indicators)
    for row in rows:
        for name, cell in row.items():
            assert cell is not None
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), name


def test_csv_shows_a_formula_name_with_an_apostrophe() -> None:
    result = make_result(indicators=(1,), hostile=False)
    indicator = result.indicators[0]
    item = indicator.evidence[0]
    offer = item.documents[0].model_copy(update={"path": "=cmd|' /C calc'!A0.xlsx"})
    entry = indicator.model_copy(update={"evidence": [item.model_copy(update={"documents": [offer]})]})
    assert _csv(result.model_copy(update={"indicators": [entry]}))[0]["dokumen"] == "'=cmd|' /C calc'!A0.xlsx"


# JUnit


def test_junit_is_read_by_junitparser(everything: Result) -> None:
    xml = JUnitXml.fromstring(text_of(everything, "junit").encode())
    counts = everything.summary.evidence
    assert xml.tests == counts.ada + counts.perlu_diperiksa + counts.belum_ada + counts.dikecualikan
    assert len(list(xml)) == len(everything.indicators)
    kinds = {
        case.name.split()[0]: {type(outcome).__name__: outcome.type for outcome in case.result}
        for suite in xml
        for case in suite
    }
    for indicator in everything.indicators:
        for item in indicator.evidence:
            if not item.counted:
                assert item.id not in kinds
            elif item.status == "ada":
                assert kinds[item.id] == {}
            elif item.status == "belum_ada" and item.open:
                assert kinds[item.id] == {"Failure": "belum_ada"}
            else:
                assert kinds[item.id] == {"Skipped": item.status}


def test_junit_is_well_formed_for_any_text(few: Result) -> None:
    root = ElementTree.fromstring(text_of(poisoned(few), "junit").encode())
    assert len(root.findall(".//testcase")) == sum(item.counted for i in few.indicators for item in i.evidence)


def test_junit_does_not_fail_for_what_nobody_has_to_deliver(few: Result) -> None:
    indicator = few.indicators[0]
    item = indicator.evidence[0].model_copy(update={"status": "belum_ada", "counted": True, "open": False})
    result = few.model_copy(update={"indicators": [indicator.model_copy(update={"evidence": [item]})]})
    root = ElementTree.fromstring(text_of(result, "junit").encode())
    assert root.find(".//failure") is None
    skipped = root.find(".//skipped")
    assert skipped is not None
    assert "tidak perlu dikirim lagi" in str(skipped.get("message"))


# SARIF


def test_sarif_is_valid(few: Result, everything: Result) -> None:
    for result in (few, everything, poisoned(few), make_result(indicators=(), hostile=False)):
        jsonschema.validate(json.loads(text_of(result, "sarif")), SARIF_SCHEMA)


@pytest.mark.skipif(
    "SPBE_SARIF_SCHEMA" not in os.environ, reason="SPBE_SARIF_SCHEMA does not name the official sarif-schema-2.1.0.json"
)
def test_sarif_is_valid_by_the_official_schema(few: Result, everything: Result) -> None:
    schema = json.loads(Path(os.environ["SPBE_SARIF_SCHEMA"]).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    for result in (few, everything, poisoned(few), make_result(indicators=(), hostile=False)):
        assert [error.message for error in validator.iter_errors(json.loads(text_of(result, "sarif")))] == []


def test_sarif_places_are_relative_uris(few: Result) -> None:
    for result in (few, poisoned(few)):
        for entry in json.loads(text_of(result, "sarif"))["runs"][0]["results"]:
            for location in entry["locations"]:
                uri = location["physicalLocation"]["artifactLocation"]["uri"]
                assert re.fullmatch(r"[A-Za-z0-9%._~-][A-Za-z0-9%._~/-]*", uri), uri


def test_sarif_messages_hold_no_links_from_names(few: Result) -> None:
    for entry in json.loads(text_of(poisoned(few), "sarif"))["runs"][0]["results"]:
        text = entry["message"]["text"]
        assert not re.search(r"(?<!\\)[\[\]]", text)
        assert not re.search(r"(?<!\{)\{(?:\{\{)*(?!\{)", text)
        assert text.isprintable()


def test_waived_items_are_suppressed_not_hidden(few: Result) -> None:
    entries = json.loads(text_of(few, "sarif"))["runs"][0]["results"]
    suppressed = [entry for entry in entries if "suppressions" in entry]
    assert len(suppressed) == few.summary.evidence.dikecualikan > 0
    assert suppressed[0]["suppressions"][0]["justification"].startswith("audit dijadwalkan triwulan IV")


# Fingerprints


def _fingerprints(result: Result) -> set[str]:
    return {finding.fingerprint for finding in findings.findings(result) if finding.row}


def test_evidence_fingerprints_survive_renaming_and_moving(few: Result) -> None:
    moved = make_result(hostile=False, folder="tempat/lain", agency="Kota Contoh")
    renamed = [
        indicator.model_copy(
            update={
                "evidence": [
                    item.model_copy(
                        update={
                            "documents": [
                                offer.model_copy(update={"path": f"baru/{offer.path}"}) for offer in item.documents
                            ]
                        }
                    )
                    for item in indicator.evidence
                ]
            }
        )
        for indicator in moved.indicators
    ]
    assert _fingerprints(few) == _fingerprints(moved.model_copy(update={"indicators": renamed}))


@pytest.mark.parametrize("hostile", [True, False])
def test_fingerprints_are_unique(hostile: bool) -> None:
    found = findings.findings(make_result(hostile=hostile))
    assert len({finding.fingerprint for finding in found}) == len(found)


def test_formats_share_fingerprints(few: Result) -> None:
    sarif = {
        entry["partialFingerprints"]["spbeEvidence/v1"]
        for entry in json.loads(text_of(few, "sarif"))["runs"][0]["results"]
        if "suppressions" not in entry
    }
    gitlab = {entry["fingerprint"] for entry in json.loads(text_of(few, "gitlab"))}
    assert sarif == gitlab == {finding.fingerprint for finding in findings.findings(few)}


# GitLab


def test_gitlab_entries_have_what_gitlab_needs(few: Result) -> None:
    for result in (few, poisoned(few)):
        for entry in json.loads(text_of(result, "gitlab")):
            assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
            assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
            assert entry["location"]["lines"]["begin"] == 1
            assert entry["location"]["path"]
            assert entry["description"].isprintable()
            assert not entry["location"]["path"].startswith("/")


# GitHub


def _commands(text: str) -> list[tuple[str, str]]:
    found = [re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line) for line in text.splitlines()]
    assert all(found), "every line is one whole workflow command"
    return [(match[1], match[2]) for match in found if match]


def test_github_shows_the_worst_ten_and_counts_the_rest(everything: Result) -> None:
    text = text_of(everything, "github")
    commands = _commands(text)
    total = len(findings.findings(everything))
    assert len(commands) == github.ANNOTATIONS + 2
    assert {kind for kind, _ in commands[: github.ANNOTATIONS]} <= {"error", "warning"}
    assert f"Ditampilkan 10 dari {total} hal" in text
    assert f"title=SPBE%3A {total - 10} hal lain" in text


def test_github_says_nothing_about_more_when_all_are_shown() -> None:
    result = make_result(indicators=(1,), hostile=False)
    assert len(findings.findings(result)) <= github.ANNOTATIONS
    assert "hal lain" not in text_of(result, "github")


def test_no_name_starts_a_command_of_its_own(few: Result) -> None:
    assert any("\n::error" in name for name in HOSTILE_NAMES)
    for result in (few, poisoned(few)):
        commands = _commands(text_of(result, "github"))
        assert len(commands) <= github.ANNOTATIONS + 2


def test_github_points_at_the_file_as_it_is_named() -> None:
    result = make_result(indicators=(21,), hostile=False)
    assert "file=dokumen/21 Manajemen Risiko/Laporan Manajemen Risiko 2022.pdf," in text_of(result, "github")


def test_step_summary_is_cut_and_says_so(everything: Result) -> None:
    text = github.step_summary(everything)
    total = len(owed(everything))
    assert total > github.SUMMARY_ROWS
    assert f"Ditampilkan {github.SUMMARY_ROWS} dari {total} butir" in text
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(github.step_summary(poisoned(everything)))
    assert not {leaf.type for t in tokens for leaf in (t.children or [t])} & {"html_inline", "html_block", "link_open"}
