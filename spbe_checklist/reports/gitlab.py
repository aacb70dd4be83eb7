"""GitLab Code Quality: the same findings as SARIF in GitLab's list format.

GitLab has no place for totals; the entries are exactly the findings. Severity: required evidence missing ``major``,
doubtful or unreadable ``minor``, notices ``info``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from spbe_checklist.reports import safe
from spbe_checklist.reports.findings import Severity, findings, place
from spbe_checklist.verdict.result import Result

_SEVERITIES: Mapping[Severity, str] = {"berat": "major", "sedang": "minor", "ringan": "info"}


def render(result: Result) -> str:
    """A JSON list, ASCII, with a final newline."""
    entries = [
        {
            "description": safe.visible(f"{finding.title}. {finding.message}"),
            "check_name": finding.rule.id,
            "fingerprint": finding.fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": safe.visible(place(result, finding.path)), "lines": {"begin": 1}},
        }
        for finding in findings(result)
    ]
    return json.dumps(entries, indent=1) + "\n"
