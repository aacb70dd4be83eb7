"""What only the whole tells: patterns over several items or indicators that cost agencies levels before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.facts.facts import Notice
from spbe_checklist.language import enumerated
from spbe_checklist.recognition.families import families_of
from spbe_checklist.verdict.assess import IndicatorVerdict

POLICY_LEVEL = 3
"""From here on a policy is complete for what it regulates; practice at the lowest level then stands out."""


def same_for_some_and_all(
    catalogue: Catalogue, verdicts: Sequence[IndicatorVerdict], duplicates: Mapping[str, str]
) -> Iterator[tuple[str, Notice]]:
    """Copies of one file of which nothing else counts for "some" and for "all": assessors take it for one of the two.

    Only for practice whose extent is not measured here: a complete policy rightly proves the partial one, and so may
    one report; handed in twice, it shows that there is nothing else.
    """
    policies = catalogue.having("regulates")
    for verdict in verdicts:
        counted = {one.item.id: {match.path for match in one.matches if match.accepted} for one in verdict.verdicts}
        content = {key: {duplicates.get(path, path) for path in paths} for key, paths in counted.items()}
        for item in (one.item for one in verdict.verdicts if one.item.required and one.item.kind not in policies):
            weaker = [key for key in item.replaces if content.get(key) == content[item.id]]
            if item.scope == "tidak_diukur" and len(content[item.id]) == 1 < len(counted[item.id]) and weaker:
                told = (
                    f"{enumerated([*weaker, item.id])}: salinan berkas yang sama diajukan untuk sebagian dan untuk "
                    "seluruhnya; tunjukkan cakupannya, misalnya tabel per perangkat daerah, atau ajukan dua dokumen."
                )
                yield max(counted[item.id]), Notice("sebagian-dan-seluruh", told, (*weaker, item.id))


def general(
    catalogue: Catalogue, verdicts: Sequence[IndicatorVerdict], previous: Mapping[int, float]
) -> Iterator[Notice]:
    """Notices about several indicators at once; ``previous`` are the values of the last cycle."""
    if not catalogue.declares_levels:
        return
    yield from _policy_without_practice(catalogue, verdicts)
    levels = {one.indicator.no: one.supported_level for one in verdicts}
    fallen = [
        f"{no} ({value:g} → {level})"
        for no, value in sorted(previous.items())
        if (level := levels.get(no)) is not None and level < value
    ]
    if fallen:
        yield Notice(
            "tahun-lalu-lebih-tinggi",
            f"Bukti sekarang mendukung nilai lebih rendah daripada tahun lalu untuk indikator {enumerated(fallen)}; "
            "bukti tahun lalu perlu diajukan lagi.",
        )


def _policy_without_practice(catalogue: Catalogue, verdicts: Sequence[IndicatorVerdict]) -> Iterator[Notice]:
    """Subjects that are regulated while nothing shows that the rule is carried out."""
    policies = families_of(catalogue).policies
    level = {one.indicator.no: one.supported_level or 0 for one in verdicts}
    found = [
        f"{one.no} (aturannya di indikator {rule.no})"
        for one in catalogue.indicators
        if one.no not in policies and level[one.no] <= catalogue.min_level
        for rule in catalogue.indicators
        if rule.no in policies and rule.subject == one.subject and level[rule.no] >= POLICY_LEVEL
    ]
    if found:
        yield Notice(
            "aturan-tanpa-pelaksanaan",
            f"Aturannya lengkap, bukti pelaksanaannya belum ada: indikator {enumerated(found)}. "
            "Dahulukan bukti itu: laporan, notulen, atau tangkapan layar.",
        )
