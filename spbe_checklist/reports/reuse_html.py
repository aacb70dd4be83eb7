"""What can be offered again in another edition, as one offline page: per unit, without script."""

from __future__ import annotations

from spbe_checklist.reports import reuse as shared
from spbe_checklist.reports import safe
from spbe_checklist.reports.html import content_hash, environment, part
from spbe_checklist.verdict.editions import STATUSES, Reuse

STYLE = {
    "dapat_diajukan": "ada",
    "periksa_isi": "perlu_diperiksa",
    "perlu_diperbarui": "sebagian",
    "belum_ada": "belum_ada",
}
"""The look of a status in the page, shared with the checklist's."""

SHOWN = 6
"""Documents listed per item; the rest are counted."""

MARKS = {"dapat_diajukan": "✓", "periksa_isi": "?", "perlu_diperbarui": "↻", "belum_ada": "✗"}


def render(reuse: Reuse) -> str:
    """The page. Links to documents are relative to the Result's folder."""
    style = part("report.css")
    base = safe.link_base(reuse.result.run.folder)
    return (
        environment()
        .get_template("reuse.html")
        .render(
            reuse=reuse,
            shared=shared,
            statuses=STATUSES,
            looks=STYLE,
            marks=MARKS,
            style=style,
            style_hash=content_hash(style),
            groups=shared.groups(reuse),
            shown=SHOWN,
            link=lambda path: safe.href(path, base),
        )
    )
