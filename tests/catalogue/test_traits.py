"""Traits of kinds: code asks for them, and a vocabulary in which they do not fit is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.catalogue.shipped import default_path, vocabulary_path
from spbe_checklist.errors import CatalogueError
from spbe_checklist.recognition.trial import recognise_name

WORDS = vocabulary_path().read_text(encoding="utf-8")
OVERLAY = 'schema: "spbe-check/catalogue"\nversion: 1\nextends: "spbe-2020"\nid: "sendiri"\n'


def load_with(folder: Path, *changes: tuple[str, str]) -> None:
    """The default catalogue with a vocabulary of its own."""
    words = WORDS
    for old, new in changes:
        assert old in words
        words = words.replace(old, new, 1)
    (folder / "vocabulary.yaml").write_text(words, encoding="utf-8")
    text = default_path().read_text(encoding="utf-8")
    (folder / "katalog.yaml").write_text(text, encoding="utf-8")
    load_catalogue(folder / "katalog.yaml")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ([('["regulates", "lasting"]', '["regulates", "lasts"]')], "harus salah satu dari"),
        ([('["regulates", "lasting"]', '["regulates", "report"]')], "surat_edaran: sifat regulates dan report"),
        ([('traits: ["appoints"]', 'traits: ["appoints", "regulates"]')], "sifat regulates dan appoints bertentangan"),
        ([('    traits: ["appoints"]\n', "")], "tidak ada jenis dengan sifat appoints"),
        ([('["report", "broad"]', '["report"]')], "tidak ada jenis dengan sifat broad dan report"),
        ([('["letter", "generic"]', '["letter", "broad", "generic"]')], "sifat broad dan letter sudah dimiliki"),
        ([('traits: ["draft"]', 'traits: ["draft", "picture"]')], "sifat draft dan picture bertentangan"),
        ([('traits: ["draft"]', 'traits: ["draft"]\n    parent: "entah"')], "jenis 'entah' tidak ada"),
        (
            [
                ('traits: ["letter", "generic"]', 'parent: "surat"\n    traits: ["letter", "generic"]'),
                ('traits: ["letter", "broad", "generic"]', 'parent: "undangan"\n    traits: ["letter", "broad"]'),
            ],
            "menjadi induk dirinya sendiri",
        ),
        (
            [
                ('traits: ["letter", "generic"]', 'before: ["surat"]\n    traits: ["letter", "generic"]'),
                ('traits: ["letter", "broad", "generic"]', 'before: ["undangan"]\n    traits: ["letter", "broad"]'),
            ],
            "dua jenis saling didahulukan",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    tmp_path: Path, changes: list[tuple[str, str]], sentence: str
) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_with(tmp_path, *changes)
    told = f"{caught.value}\n{caught.value.hint}"
    assert sentence in told
    assert "vocabulary.yaml baris" in told


def test_items_that_ask_for_a_renamed_kind_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="'surat_edaran' tidak ada"):
        load_with(tmp_path, ("  surat_edaran:\n", "  edaran:\n"))


def overlaid(folder: Path, text: str) -> Path:
    file = folder / "tambahan.yaml"
    file.write_text(OVERLAY + text, encoding="utf-8")
    return file


def test_a_kind_below_another_serves_what_that_one_serves_and_is_of_its_sort(tmp_path: Path) -> None:
    words = 'kinds: {rekap_tiket: {label: "Rekap tiket", parent: "laporan", name: ["rekap tiket"]}}\n'
    catalogue = load_catalogue(overlaid(tmp_path, words))
    assert catalogue.kind_by_id["rekap_tiket"].traits == ("report",)
    items = [item for _, item in catalogue.by_evidence.values()]
    asked = [item for item in items if "laporan" in item.kinds]
    assert asked
    assert all("rekap_tiket" in item.accepts for item in asked)
    assert not [item.id for item in items if "rekap_tiket" in item.kinds and "laporan" not in item.kinds]


def test_an_item_adds_a_kind_to_those_of_its_family(tmp_path: Path) -> None:
    change = 'indicators: [{no: 17, levels: {5: {evidence: {lama: {adds: ["survei"]}}}}}]\n'
    base, catalogue = load_catalogue(), load_catalogue(overlaid(tmp_path, change))
    before = base.by_evidence["I17.L5.lama"][1].kinds
    assert catalogue.by_evidence["I17.L5.lama"][1].kinds == (*before, "survei")
    assert catalogue.by_evidence["I16.L5.lama"][1].kinds == base.by_evidence["I16.L5.lama"][1].kinds


def test_an_overlay_cannot_take_a_sole_trait(tmp_path: Path) -> None:
    with pytest.raises(
        CatalogueError, match=r"tambahan\.yaml baris \d+: jenis telaah: sifat draft sudah dimiliki draf"
    ):
        load_catalogue(overlaid(tmp_path, 'kinds: {telaah: {label: "Telaah", traits: ["draft"]}}\n'))


def test_a_kind_goes_before_those_that_yield_to_it(tmp_path: Path) -> None:
    text = "KEPUTUSAN KEPALA DINAS KOMUNIKASI\nProfil layanan tanggap insiden\nCSIRT Kota Contoh\n"
    kind = '{label: "Profil", name: ["rfc 2350"], title: ["profil layanan tanggap insiden"]%s}'
    found = [
        recognise_name(load_catalogue(overlaid(tmp_path, f"kinds: {{rfc: {kind % extra}}}\n")), "1.pdf", text).kind
        for extra in ("", ', before: ["keputusan"]')
    ]
    assert found == ["keputusan", "rfc"]
