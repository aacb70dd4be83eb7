"""The editions that come with the program, side by side: what each is, when it applied, how far it can be trusted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from spbe_checklist.catalogue.models import Catalogue, Verification
from spbe_checklist.language import date

VERIFICATION: dict[Verification, str] = {
    "diperiksa": "diperiksa terhadap naskah resmi",
    "sekunder": "rangkuman sekunder, belum diperiksa terhadap naskah resmi",
}


def as_text(catalogues: Iterable[Catalogue]) -> str:
    """One block per edition, the default first."""
    return "\n\n".join("\n".join(_lines(one, default=place == 0)) for place, one in enumerate(catalogues)) + "\n"


def as_json(catalogues: Iterable[Catalogue]) -> str:
    """The same facts for other programs."""
    content = [_data(one, default=place == 0) for place, one in enumerate(catalogues)]
    return json.dumps({"schema": "spbe-check/editions", "version": 1, "editions": content}, indent=1) + "\n"


def in_force(catalogue: Catalogue) -> str:
    """ "1 Januari 2021 sampai 31 Desember 2025", or from when on."""
    begins = date(catalogue.valid_from.isoformat()) if catalogue.valid_from else "tidak diketahui"
    return f"{begins} sampai {date(catalogue.valid_to.isoformat())}" if catalogue.valid_to else f"sejak {begins}"


def _lines(one: Catalogue, *, default: bool) -> Iterator[str]:
    yield f"{one.id}{' (bawaan)' if default else ''}  {one.title}"
    facts = [
        ("Edisi", one.edition),
        *(("Dasar hukum", basis) for basis in one.legal_basis),
        ("Berlaku", in_force(one)),
        *([("Dicabut oleh", one.repealed_by)] if one.repealed_by else []),
        ("Isi", _size(one)),
        ("Tingkat", _levels(one)),
        ("Status", VERIFICATION[one.verification]),
    ]
    for name, value in facts:
        yield f"  {name:<13}{value}"


def _size(one: Catalogue) -> str:
    domains = f"{len(one.domains)} domain, " if one.domains else ""
    return f"{domains}{len(one.aspects)} aspek, {len(one.indicators)} indikator, {len(one.by_evidence)} butir bukti"


def _levels(one: Catalogue) -> str:
    between = "; nilai di antara dua tingkat boleh diisi" if one.fractional else ""
    derived = "" if one.declares_levels else "; tidak disimpulkan dari dokumen"
    return f"{one.min_level} sampai {one.max_level}{between}{derived}"


def _data(one: Catalogue, *, default: bool) -> dict[str, Any]:
    return {
        "id": one.id,
        "edition": one.edition,
        "default": default,
        "title": one.title,
        "legal_basis": list(one.legal_basis),
        "valid_from": one.valid_from.isoformat() if one.valid_from else None,
        "valid_to": one.valid_to.isoformat() if one.valid_to else None,
        "repealed_by": one.repealed_by or None,
        "indicators": len(one.indicators),
        "aspects": len(one.aspects),
        "domains": len(one.domains),
        "evidence": len(one.by_evidence),
        "min_level": one.min_level,
        "max_level": one.max_level,
        "fractional": one.fractional,
        "declares_levels": one.declares_levels,
        "verification": one.verification,
        "sha256": one.sha256,
    }
