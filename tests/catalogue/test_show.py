"""The expanded catalogue as JSON data and as text."""

from __future__ import annotations

import json

import pytest

from spbe_checklist.catalogue.models import Catalogue
from spbe_checklist.catalogue.show import as_data, as_text


def test_data_is_json_and_complete(small: Catalogue) -> None:
    data = json.loads(json.dumps(as_data(small)))
    assert data["id"] == "kecil"
    assert data["valid_to"] == "2025-12-31"
    ids = [
        item["id"] for indicator in data["indicators"] for level in indicator["levels"] for item in level["evidence"]
    ]
    assert ids == list(small.by_evidence)


def test_data_has_the_promised_form(small: Catalogue) -> None:
    first, _, third = as_data(small)["indicators"]
    assert {key: first[key] for key in ("no", "name", "weight", "aspect", "domain")} == {
        "no": 1,
        "name": "Tingkat Kematangan Kebijakan Internal Arsitektur SPBE",
        "weight": "30.00",
        "aspect": 1,
        "domain": 1,
    }
    assert third["weight"] == "40/3"
    level = first["levels"][1]
    assert (level["level"], level["name"]) == (2, "Terkelola")
    item = level["evidence"][0]
    assert (item["id"], item["kind"], item["required"]) == ("I1.L2.sebagian", "peraturan", True)
    assert item["label"] == "Aturan tentang Arsitektur SPBE"
    assert first["levels"][2]["requires"] == [
        [["I1.L3.lengkap"]],
        [["I1.L3.reviu", "I1.L3.notulen"], ["I1.L2.sebagian"]],
    ]


def test_text_names_everything_a_person_looks_for(small: Catalogue) -> None:
    text = as_text(small)
    for wanted in (
        "Katalog kecil, edisi 2024, 3 indikator",
        "Berlaku: 1 Januari 2021 sampai 31 Desember 2025",
        "Indikator 3: Tingkat Kematangan Layanan Aduan",
        "Bobot 40/3 (dihitung paling banyak 3 kali), aspek 2, domain 2",
        "Tingkat 2 - Interaksi",
        "- I1.L3.reviu [salah satu] Laporan reviu Arsitektur SPBE",
        "- I2.L3.foto [pelengkap] Foto rapat reviu Peta Rencana SPBE",
        "Di dalamnya dicari: rekomendasi perbaikan",
        "- I1.L1.draf [tidak wajib] Rancangan",
        "- I1.L3.lengkap [wajib] Aturan",
        "Bukti yang lazim: I1.L1.draf atau I1.L1.rapat",
        "Syarat: I1.L3.reviu dan I1.L3.notulen atau I1.L2.sebagian",
        "Jenis: Peraturan; Rancangan",
        "Umur paling lama: 24 bulan",
        "Tetap harus ada: I3.L2.kirim",
        "Sumber: pedoman-contoh, halaman 9",
    ):
        assert wanted in text
    assert all(item.id in text for indicator in small.indicators for item in indicator.evidence)
    assert all(line == line.rstrip() for line in text.splitlines())


def test_text_of_one_indicator(small: Catalogue) -> None:
    text = as_text(small, 2)
    assert text.startswith("Indikator 2:")
    assert "I1.L" not in text
    with pytest.raises(KeyError):
        as_text(small, 48)
