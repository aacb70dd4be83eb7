"""NIK-like numbers are counted and masked; other long numbers stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.facts.privacy import count_nik, is_masked, mask_private


@st.composite
def niks(draw: st.DrawFn) -> str:
    day = draw(st.integers(1, 31)) + draw(st.sampled_from([0, 40]))
    place = draw(st.integers(110000, 999999))
    month, year, serial = draw(st.integers(1, 12)), draw(st.integers(0, 99)), draw(st.integers(1, 9999))
    return f"{place}{day:02}{month:02}{year:02}{serial:04}"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("NIK: 1219014508850001.", "NIK: 1219************."),
        ("1219 0145 0885 0001", "1219************"),
        ("121901 450885 0001", "1219************"),
        ("12.19.01.450885.0001", "1219************"),
        ("NIP 197001011995031001", "NIP 197001011995031001"),
        ("9999999999999999", "9999999999999999"),
        ("1219013213850001", "1219013213850001"),
        ("rekening 0012345678901234", "rekening 0012345678901234"),
        ("Tahun 2021 2022 2023 2024", "Tahun 2021 2022 2023 2024"),
        ("", ""),
    ],
)
def test_masking(text: str, masked: str) -> None:
    assert mask_private(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("buka https://rina:rahasia@awan.go.id/f.", "buka https://******@awan.go.id/f."),
        ("https:/rina:rahasia@awan.go.id", "https:/******@awan.go.id"),
        ("https://rina:rah@asia@awan.go.id/a@b", "https://******@awan.go.id/a@b"),
        ("ftp://rina:raha/sia@awan.go.id/a", "ftp://******@awan.go.id/a"),
        ("https://a.go.id/s?x=1&access_token=ey.J-x_1&y=2", "https://a.go.id/s?x=1&access_token=******&y=2"),
        ("webdavs://a.go.id/dav%3Ftoken=rahasia/x", "webdavs://a.go.id/dav%3Ftoken=******/x"),
        ("?X-Amz-Signature=0af&X-Amz-Date=2024", "?X-Amz-Signature=******&X-Amz-Date=2024"),
        ("#PASSWORD=a", "#PASSWORD=******"),
        ("https://a.go.id:8443/@-6.2,106", "https://a.go.id:8443/@-6.2,106"),
        ("sftp://rina@arsip/srv", "sftp://rina@arsip/srv"),
        ("Kunci: token = 3, surel: rina@kota.go.id", "Kunci: token = 3, surel: rina@kota.go.id"),
    ],
)
def test_addresses_lose_their_secrets_and_nothing_else(text: str, masked: str) -> None:
    assert mask_private(text) == masked
    assert is_masked(masked) == (masked != text)


@given(st.lists(niks(), max_size=5), st.text(st.characters(categories=["L"]), min_size=1, max_size=5))
def test_no_nik_survives_and_each_is_counted_once(numbers: list[str], glue: str) -> None:
    text = glue.join([*numbers, *numbers, ""])
    assert count_nik([text, text]) == len(set(numbers))
    masked = mask_private(text)
    assert not any(number in masked for number in numbers)
    assert len(masked) == len(text)
    assert count_nik([masked]) == 0


@given(st.text(max_size=200))
def test_masking_twice_is_masking_once(text: str) -> None:
    assert mask_private(mask_private(text)) == mask_private(text)
