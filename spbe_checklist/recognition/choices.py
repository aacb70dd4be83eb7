"""Services that the agency chooses itself (45-47): until one is named, a document of such a service may be of any.

They are one doubtful group. A person's confirmation of one of them for a document settles it for the others.
"""

from __future__ import annotations

from spbe_checklist.catalogue.models import Catalogue, Indicator


def group_of(catalogue: Catalogue, indicator: Indicator) -> tuple[int, ...]:
    """Numbers of the chosen services that nothing but the agency's choice tells apart; only itself where it is none."""
    if not indicator.choice:
        return (indicator.no,)
    return tuple(one.no for one in catalogue.indicators if one.choice and one.subject == indicator.subject)


def unnamed(catalogue: Catalogue, indicator: Indicator) -> str:
    """The doubt about a document that may be of any service of the group."""
    numbers = "/".join(str(no) for no in group_of(catalogue, indicator))
    return (
        f"layanan pilihan instansi ({numbers}) belum disebutkan: tetapkan indikatornya dengan spbe-check confirm, "
        "atau sebutkan layanannya di spbe.yaml bagian services"
    )
