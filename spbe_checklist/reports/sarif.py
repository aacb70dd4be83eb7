"""SARIF 2.1.0: evidence still owed and files with problems, for code-scanning views.

Fingerprints come from indicator, evidence id and kind of finding, so an alert stays the same one when files are renamed
or the folder moves. Waived items are listed as suppressed. What is there is not listed, because code-scanning views
would show it as an alert; all counts stand in ``runs[0].properties.summary``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.findings import RULES, Finding, Severity, findings, fingerprint, place
from spbe_checklist.reports.picked import picked
from spbe_checklist.reports.selections import counted
from spbe_checklist.verdict.priorities import Priority
from spbe_checklist.verdict.result import Result

_LEVELS: Mapping[Severity, str] = {"berat": "error", "sedang": "warning", "ringan": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_FINGERPRINT = "spbeEvidence/v1"


def render(result: Result) -> str:
    """The SARIF log as ASCII JSON with a final newline."""
    run = {
        "tool": {
            "driver": {
                "name": result.tool.name,
                "version": result.tool.version,
                "rules": [
                    {
                        "id": rule.id,
                        "shortDescription": {"text": rule.title},
                        "fullDescription": {"text": rule.explanation},
                        "defaultConfiguration": {"level": "error" if rule.id == "bukti-belum-ada" else "warning"},
                    }
                    for rule in RULES.values()
                ],
            }
        },
        "language": "id",
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": f"spbe-check/{result.catalogue.id}/{result.agency.year}/"},
        "results": [
            *(_result(result, finding) for finding in findings(result)),
            *(_suppressed(result, row) for row in counted(result) if row.item.status == "dikecualikan"),
        ],
        "properties": {
            "summary": picked(result.summary, "indicators", "evidence", "files"),
            "catalogue": picked(result.catalogue, "id", "edition", "sha256"),
            "promise": words.PROMISE,
        },
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _location(path: str, row: Priority | None) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": safe.uri(path)}, "region": {"startLine": 1}}
    }
    if row is not None:
        location["logicalLocations"] = [
            {"name": row.item.id, "fullyQualifiedName": f"I{row.indicator.no}/{row.item.id}", "kind": "evidence"}
        ]
    return location


def _result(result: Result, finding: Finding, excuse: str = "") -> dict[str, Any]:
    """An entry; with an ``excuse`` one that is only kept for the record."""
    properties: dict[str, Any] = {"code": finding.code}
    if finding.row is not None:
        row = finding.row
        properties |= {"indicator": row.indicator.no, "status": row.item.status, "units": list(row.units)}
    if finding.page is not None:
        properties["page"] = finding.page
    excused = {"kind": "external", "status": "accepted", "justification": safe.visible(excuse)}
    return {
        "ruleId": finding.rule.id,
        "ruleIndex": list(RULES).index(finding.rule.id),
        "level": _LEVELS[finding.severity],
        "message": {"text": safe.sarif_message(f"{finding.title}. {finding.message}")},
        "locations": [_location(place(result, finding.path), finding.row)],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
        **({"suppressions": [excused]} if excuse else {}),
        "properties": properties,
    }


def _suppressed(result: Result, row: Priority) -> dict[str, Any]:
    item, decision = row.item, row.item.decision
    finding = Finding(
        rule=RULES["bukti-belum-ada"],
        severity="ringan",
        title=f"Indikator {row.indicator.no}, tingkat {item.level}: dikecualikan",
        message=f"{item.label}. ({item.id})",
        path="",
        fingerprint=fingerprint(str(row.indicator.no), item.id, "bukti-belum-ada"),
        row=row,
        code=item.id,
    )
    excuse = f"{decision.reason} ({decision.by}, sampai {words.date(decision.until)})" if decision else item.reason
    return _result(result, finding, excuse)
