"""The local time of an agency comes from its settings, wherever the computer stands."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from spbe_checklist.settings.models import Agency, Letter, Workspace


@pytest.mark.parametrize(
    ("agency", "place", "hours"),
    [
        (Agency(name="Provinsi Kalimantan Barat"), "", 7),
        (Agency(name="Provinsi Kalimantan Timur"), "", 8),
        (Agency(name="Kabupaten Kutai Barat"), "", 8),
        (Agency(name="Kota Nusa Bahari", province="Papua Barat Daya"), "", 9),
        (Agency(name="Kota Nusa Bahari"), "Ambon", 9),
        (Agency(name="Kota Nusa Bahari", names=("Pemkot Nusa Bahari, Jawa Timur",)), "Denpasar", 7),
        (Agency(name="Kota Balikesini"), "", None),
    ],
)
def test_the_zone_of_an_agency(agency: Agency, place: str, hours: int | None) -> None:
    zone = Workspace(agency=agency, letter=Letter(place=place)).zone
    offset = zone.utcoffset(None) if zone else None
    assert (offset.total_seconds() / 3600 if offset is not None else None) == hours


def test_a_province_that_nobody_knows_is_refused_with_an_example() -> None:
    with pytest.raises(ValidationError, match="Sulawesi Selatan"):
        Agency(name="Kota Nusa Bahari", province="Teluk Kencana")
