"""The file format of ``indicators.yaml`` as models (see ``docs/format-katalog.md``).

What a file may say, nothing resolved yet: families with placeholders, indicators with what is their own, relations as
keys. ``expand.py`` makes a ``Catalogue`` of it, ``schema.py`` a JSON Schema; the descriptions here are what an editor
shows to the person who writes the file.

An edition may borrow the vocabulary of another (``recognition_from``), an overlay changes another one (``extends``, see
``overlay.py``): nothing in these models asks that a referenced kind, check, subject or family stands in the same file.
Only ``expand`` does.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from spbe_checklist.catalogue.models import DraftRule, Scope, Verification

SCHEMA = "spbe-check/catalogue"
VERSION = 1

_KEY = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*\Z")
_WORD = re.compile(r"[a-z][a-z0-9_]*\Z")
_DECIMAL = re.compile(r"\d{1,6}(?:\.\d{1,6})?\Z")
_WEIGHT = re.compile(r"\d{1,6}(?:\.\d{1,6})?\Z|\d{1,6}/[1-9]\d{0,5}\Z")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")

RESERVED_WORDS = ("topic", "parts", "part_list")
"""Placeholders every indicator has; ``words`` cannot define them."""


def _matching(pattern: re.Pattern[str], complaint: str) -> tuple[AfterValidator, WithJsonSchema]:
    """Checks text against ``pattern``, for pydantic and for the JSON Schema."""

    def check(value: str) -> str:
        if pattern.match(value) is None:
            raise ValueError(complaint)
        return value

    return AfterValidator(check), WithJsonSchema({"type": "string", "pattern": _json_pattern(pattern)})


def _json_pattern(pattern: re.Pattern[str]) -> str:
    """The pattern in the dialect of JSON Schema, where a match may start anywhere and ``\\Z`` is unknown."""
    return "^(?:" + pattern.pattern.replace(r"\Z", "") + ")$"


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("tidak boleh kosong")
    return value


def _iso_date(value: Any) -> date:
    if isinstance(value, str) and _ISO_DATE.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError('bukan tanggal; tulis "TTTT-BB-HH" dalam tanda kutip')


_key_check, _key_schema = _matching(_KEY, "harus huruf kecil dan angka, boleh disambung garis bawah atau tanda hubung")
_word_check, _word_schema = _matching(_WORD, "harus huruf kecil, angka atau garis bawah")
_decimal_check, _decimal_schema = _matching(_DECIMAL, 'harus bilangan dengan titik desimal, misalnya "4.2"')
_weight_check, _weight_schema = _matching(_WEIGHT, 'harus bobot seperti "1.30" atau pecahan seperti "20/6"')

Text = Annotated[str, AfterValidator(_not_blank), WithJsonSchema({"type": "string", "pattern": r"\S"})]
Key = Annotated[str, _key_check, _key_schema]
WordName = Annotated[str, _word_check, _word_schema]
DecimalText = Annotated[str, _decimal_check, _decimal_schema]
WeightText = Annotated[str, _weight_check, _weight_schema]
IsoDate = Annotated[date, BeforeValidator(_iso_date), WithJsonSchema({"type": "string", "format": "date"})]
Whole = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(ge=1)]
LevelNo = Annotated[int, Field(ge=0, le=9)]


def weight(text: str) -> Fraction:
    """The exact value of a weight: ``"1.30"`` or ``"20/6"``."""
    return Fraction(text)


class Spec(BaseModel):
    """Base of the file models: frozen, unknown keys and automatic conversions are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


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


class KindCues(Spec):
    name: list[Text] = Field(default_factory=list, description="Kata dalam nama berkas dan folder.")
    title: list[Text] = Field(default_factory=list, description="Kata di kepala dokumen.")
    body: list[Text] = Field(default_factory=list, description="Kata dalam isi dokumen.")
    body_min: Positive = Field(2, description="Berapa kata isi yang berbeda harus ditemukan.")
    extensions: list[Text] = Field(default_factory=list, description="Ekstensi yang menentukan bila tanpa teks.")
    cost: Annotated[int, Field(ge=1, le=8)] = Field(3, description="Upaya mendapatkannya: 1 mudah sampai 8 sulit.")
    generic: bool = Field(False, description="Jejak rapat yang berlaku untuk semua indikator.")


class KindSpec(KindCues):
    """Jenis dokumen dan kata-kata untuk mengenalinya."""

    label: Text


class CheckSpec(Spec):
    """Hal yang harus ditemukan di dalam dokumen."""

    label: Text
    terms: Annotated[list[Text], Field(min_length=1)]
    min: Positive = Field(1, description="Berapa istilah yang berbeda harus ditemukan.")


class SubjectCues(Spec):
    terms: list[Text] = Field(default_factory=list, description="Istilah yang cukup sendirian.")
    weak: list[Text] = Field(default_factory=list, description="Istilah yang hanya mendukung.")
    apps: list[Text] = Field(default_factory=list, description="Nama aplikasi yang mewakili pokok ini.")
    field: list[Text] = Field(
        default_factory=list, description="Kata-kata bidang; beberapa yang berbeda dalam satu teks menunjuk pokok ini."
    )
    not_terms: list[Text] = Field(default_factory=list, description="Frasa yang memuat istilah tetapi berarti lain.")


class SubjectSpec(SubjectCues):
    """Pokok bahasan indikator."""

    label: Text


class PartSpec(Spec):
    label: Text
    terms: Annotated[list[Text], Field(min_length=1)]


class PartListSpec(Spec):
    """Daftar cakupan, misalnya enam domain arsitektur."""

    label: Text
    items: Annotated[dict[Key, PartSpec], Field(min_length=1)]


class ExamplesSpec(Spec):
    match: list[Text] = Field(default_factory=list, description="Nama berkas yang harus cocok.")
    no_match: list[Text] = Field(default_factory=list, description="Nama berkas yang tidak boleh cocok.")


class EvidenceSpec(Spec):
    """Satu butir bukti dukung. Pada indikator, kunci yang ditulis menggantikan milik keluarganya."""

    kind: Key | None = None
    accepts: list[Key] = Field(default_factory=list, description="Jenis lain yang juga diterima.")
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
    why: Text | None = Field(None, description="Mengapa diminta.")
    ask: Text | None = Field(None, description="Kalimat permintaan kepada unit.")
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
    copies: Positive = Field(1, description="Berapa kali baris ini boleh dihitung.")
    verification: Verification = "diperiksa"
    units: list[Text] = Field(default_factory=list, description="Unit penanggung jawab, kecuali spbe.yaml lain.")
    levels: dict[LevelNo, LevelSpec] = Field(default_factory=dict)


class CatalogueSpec(Spec):
    """Satu edisi instrumen."""

    schema_: Literal["spbe-check/catalogue"] = Field(alias="schema")
    version: Literal[1]
    id: Key
    edition: Text
    title: Text
    legal_basis: list[Text] = Field(default_factory=list)
    valid_from: IsoDate | None = None
    valid_to: IsoDate | None = None
    repealed_by: str = ""
    verification: Verification = "diperiksa"
    min_level: LevelNo = 1
    max_level: LevelNo = 5
    fractional: bool = Field(False, description="Nilai di antara dua tingkat boleh diisi.")
    declares_levels: bool = Field(True, description="false: bukti didaftar, tingkat tidak disimpulkan.")
    recognition_from: Text | None = Field(
        None, description="Edisi yang kinds, checks, subjects, dan parts-nya dipakai juga; milik sendiri didahulukan."
    )
    sources: Annotated[list[SourceSpec], Field(min_length=1)]
    level_names: dict[Key, list[LevelNameSpec]]
    predicates: list[PredicateSpec]
    domains: list[DomainSpec] = Field(default_factory=list)
    aspects: list[AspectSpec]
    kinds: dict[Key, KindSpec] = Field(default_factory=dict)
    checks: dict[Key, CheckSpec] = Field(default_factory=dict)
    subjects: dict[Key, SubjectSpec] = Field(default_factory=dict)
    parts: dict[Key, PartListSpec] = Field(default_factory=dict)
    families: dict[Key, FamilySpec] = Field(default_factory=dict)
    indicators: list[IndicatorSpec]
