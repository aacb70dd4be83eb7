"""The file format of ``indicators.yaml`` as models (see ``docs/dev/catalogue-format.md``).

What a file may say, nothing resolved yet: families with placeholders, indicators with what is their own, relations as
keys. ``expand.py`` makes a ``Catalogue`` of it, ``schema.py`` a JSON Schema; the descriptions here are what an editor
shows to the person who writes the file.

An edition adds words of its own to the common vocabulary (``vocabulary.py``), an overlay changes another edition
(``extends``, see ``overlay.py``): nothing in these models asks that a referenced kind, check, subject or family stands
in the same file. Only ``expand`` does.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from spbe_checklist.catalogue.fields import (
    Day,
    DecimalText,
    Key,
    LevelNo,
    Positive,
    Spec,
    Text,
    WeightText,
    WordName,
)
from spbe_checklist.catalogue.models import DraftRule, Scope, Verification
from spbe_checklist.catalogue.vocabulary import Words

SCHEMA = "spbe-check/catalogue"
VERSION = 1

RESERVED_WORDS = ("topic", "parts", "part_list")
"""Placeholders every indicator has; ``words`` cannot define them."""


class SourceSpec(Spec):
    id: Key
    title: Text
    gives: str = Field("", description="Apa yang diambil dari sumber ini.")
    role: Literal["peraturan", "pedoman"] | None = Field(
        None, description="Sumber yang dirujuk regulation_page (peraturan) atau guideline_pages (pedoman)."
    )


class LevelNameSpec(Spec):
    level: LevelNo
    name: Text
    aliases: list[Text] = Field(default_factory=list, description="Nama lain yang dipakai orang.")


class PredicateSpec(Spec):
    name: Text
    min: DecimalText = Field(description="Indeks terendah untuk predikat ini.")


class DomainSpec(Spec):
    no: Positive
    name: Text
    weight: DecimalText


class AspectSpec(Spec):
    no: Positive
    domain: Positive | None = Field(None, description="Nomor domain; kosong pada edisi tanpa domain.")
    name: Text
    weight: DecimalText


class ExampleSpec(Spec):
    """Contoh dokumen dengan isinya."""

    name: Text = Field(description="Nama berkas.")
    text: Text = Field(description="Isi dokumen.")


class ExamplesSpec(Spec):
    match: list[Text | ExampleSpec] = Field(default_factory=list, description="Nama atau dokumen yang harus cocok.")
    no_match: list[Text | ExampleSpec] = Field(
        default_factory=list, description="Nama atau dokumen yang tidak boleh cocok."
    )


class EvidenceSpec(Spec):
    """Satu butir bukti dukung. Pada indikator, kunci yang ditulis menggantikan milik keluarga dan polanya."""

    row: Key | None = Field(None, description="Pola pada rows yang melengkapi butir ini.")
    words: dict[WordName, str] = Field(default_factory=dict, description="Penanda tempat milik butir ini.")
    kind: Key | None = None
    accepts: list[Key] = Field(default_factory=list, description="Jenis lain yang juga diterima.")
    adds: list[Key] = Field(default_factory=list, description="Jenis yang ditambahkan pada accepts keluarganya.")
    label: Text | None = Field(None, description="Apa yang diserahkan unit.")
    inside: list[Text] = Field(default_factory=list, description="Apa yang harus ada di dalamnya.")
    checks: list[Key] = Field(default_factory=list, description="Pemeriksaan isi; semua harus ditemukan.")
    any_checks: list[Key] = Field(default_factory=list, description="Pemeriksaan isi; salah satu harus ditemukan.")
    scope: Scope = "tidak_diukur"
    draft: DraftRule = "ditolak"
    required: bool = Field(True, description="false: pelengkap, tidak pernah menghalangi.")
    replaces: list[str] = Field(default_factory=list, description="Butir lebih lemah yang ikut terbukti.")
    drops: list[str] = Field(default_factory=list, description="Butir yang tidak lagi diminta bila ini ada.")
    max_age_months: Positive | None = None
    version: Literal["lama", "baru"] | None = Field(None, description="Versi lama atau versi yang disempurnakan.")
    after: str | None = Field(None, description="Butir yang dokumennya harus lebih tua.")
    about: Key | None = Field(None, description="Pokok bahasan dokumennya bila bukan pokok indikator ini.")
    why: Text | None = Field(None, description="Mengapa diminta; kosong: kriteria tingkatnya.")
    ask: Text | None = Field(None, description="Kalimat permintaan kepada unit; kosong: dibuat dari label.")
    confirm: Text | None = Field(None, description="Hal yang hanya dapat dilihat orang, misalnya nilai pada dokumen.")
    mistaken: list[Text] = Field(default_factory=list, description="Yang sering diserahkan dan ditolak.")
    sources: list[Key] = Field(default_factory=list, description="Sumber yang memuat butir ini; kosong: item_sources.")
    source: Key | None = Field(None, description="Sumber butir ini; kosong: sumber indikatornya.")
    page: Positive | None = Field(None, description="Halaman pada source.")
    examples: ExamplesSpec | None = None


class LevelSpec(Spec):
    """Satu tingkat kematangan. Pada indikator, kunci yang ditulis menggantikan milik keluarganya."""

    floor: bool = Field(False, description="Tingkat yang diberikan tanpa bukti.")
    summary: Text | None = Field(None, description="Kriteria dengan kata sendiri.")
    requires: list[Text] = Field(default_factory=list, description='Syarat: "a + b | c" = (a dan b) atau c.')
    keeps: list[Text] = Field(default_factory=list, description="Butir tingkat bawah yang harus tetap ada.")
    sources: list[Key] = Field(default_factory=list, description="Sumber yang sama-sama memuat kriteria tingkat ini.")
    evidence: dict[Key, EvidenceSpec | None] = Field(
        default_factory=dict, description="Butir bukti; null pada indikator menghapus butir keluarga."
    )


class FamilySpec(Spec):
    """Pola bersama beberapa indikator."""

    label: Text
    capability: Key
    context: list[Text] = Field(default_factory=list, description="Kata pembeda bila pokok bahasannya sama.")
    umbrella: list[Text] = Field(default_factory=list, description="Dokumen induk yang dapat berlaku sekeluarga.")
    levels: dict[LevelNo, LevelSpec]


class ValueSpec(Spec):
    """Nilai pecahan dari butir yang ada; lihat docs/edisi.md."""

    widths: dict[LevelNo, DecimalText] = Field(description="Lebar nilai tiap tingkat.")
    digits: Positive = Field(2, description="Angka di belakang koma untuk bobot satu butir.")
    codes: bool = Field(False, description="true: butir wajib bernomor seperti di portal, I1-L2-03, menurut urutannya.")


class BandsSpec(Spec):
    """Ambang indeks lain untuk tiap tingkat."""

    limits: Annotated[list[DecimalText], Field(min_length=1)]
    sources: Annotated[list[Key], Field(min_length=1)]


class IndicatorSpec(Spec):
    no: Positive
    name: Text = Field(description="Nama resmi.")
    topic: Text = Field(description="Nama pendek.")
    weight: WeightText
    aspect: Positive
    family: Key | None = Field(None, description="Keluarga; kosong bila semua tingkat ditulis sendiri.")
    capability: Key | None = Field(None, description="Wajib bila tanpa keluarga.")
    subject: Key
    parts: Key | None = None
    regulation_page: Positive | None = None
    guideline_pages: list[Positive] | None = Field(None, description="Halaman pedoman, satu per tingkat.")
    context: list[Text] = Field(default_factory=list, description="Ditambahkan pada context keluarga.")
    words: dict[WordName, Text] = Field(default_factory=dict, description="Penanda tempat tambahan.")
    choice: bool = Field(False, description="Layanan dipilih sendiri oleh instansi.")
    external: bool = Field(False, description="Nilai diambil dari indeks lain.")
    bands: list[BandsSpec] = Field(default_factory=list, description="Ambang indeks itu menurut sumbernya.")
    copies: Positive = Field(1, description="Berapa kali baris ini boleh dihitung.")
    verification: Verification = "diperiksa"
    units: list[Text] = Field(default_factory=list, description="Unit penanggung jawab, kecuali spbe.yaml lain.")
    levels: dict[LevelNo, LevelSpec] = Field(default_factory=dict)


class CatalogueSpec(Words):
    """Satu edisi instrumen."""

    schema_: Literal["spbe-check/catalogue"] = Field(alias="schema")
    version: Literal[1]
    id: Key
    edition: Text
    title: Text
    legal_basis: list[Text] = Field(default_factory=list)
    valid_from: Day | None = None
    valid_to: Day | None = None
    repealed_by: str = ""
    verification: Verification = "diperiksa"
    min_level: LevelNo = 1
    max_level: LevelNo = 5
    fractional: bool = Field(False, description="Nilai di antara dua tingkat boleh diisi.")
    declares_levels: bool = Field(True, description="false: bukti didaftar, tingkat tidak disimpulkan.")
    value: ValueSpec | None = Field(None, description="Bagaimana nilai pecahan muncul dari butir yang ada.")
    item_sources: list[Key] = Field(default_factory=list, description="Sumber yang memuat semua butir.")
    sources: Annotated[list[SourceSpec], Field(min_length=1)]
    level_names: dict[Key, list[LevelNameSpec]]
    predicates: list[PredicateSpec]
    domains: list[DomainSpec] = Field(default_factory=list)
    aspects: list[AspectSpec]
    rows: dict[Key, EvidenceSpec] = Field(default_factory=dict, description="Pola butir yang dipakai berulang.")
    families: dict[Key, FamilySpec] = Field(default_factory=dict)
    indicators: list[IndicatorSpec]
